/* t_suggest: suggestions accepted, rejected and opened again, each as a version;
 * whose words the draft has, by us and by git itself. */
#include "jobs/suggest.h"

#include "../store/meeting.h"
#include "base/fs.h"
#include "base/worker.h"
#include "justering/log.h"
#include "justering/part.h"

static const char draft[] =
	"---\nformat: paragraf 1\ntyp: protokoll\norgan: Fjällberedningen\norgan-kort: FB\n"
	"datum: 2031-04-09\nbeslutande:\n  - Anna Ek (S), ordförande\n  - Bo Lind (M)\n  - Cia Holm (V)\n"
	"sekreterare:\n  - Finn Dahl\njusterare:\n  - Bo Lind (M)\n---\n\n"
	"# § 1 Öppnande\n\nMötet öppnades tidigt.\nAlla var glada, och solen lyste på byn.\n\n"
	"# § 2 Byar\n\n## Beslut\n\nFjällberedningen beslutar\n\n- att besöka tre byar.\n";

static struct stamp when = {1933574400, 120};

struct run {
	struct meeting m;
	struct suggest_act act;
};

static int save_files(struct meeting *m, const struct suggestions *l, const char *opt_text)
{
	struct store_request q = {.op = STORE_SAVE, .folder = m->folder, .who = "Finn Dahl", .now = clock_now(),
		.kind = KIND_CAME};
	struct str list = STR_INIT;
	struct store_answer a;
	struct store_file file = {(char *)(uintptr_t)SUGGEST_FILE, SPAN_NONE};
	int rc;

	suggest_write(l, &list);
	file.bytes = str_span(&list);
	q.file = &file;
	q.nfiles = 1;
	q.text = opt_text ? span_of(opt_text) : SPAN_NONE;
	rc = store_run(m->w, &q, &a, &m->err);
	store_answer_release(&a);
	str_release(&list);
	return rc;
}

static char *text_of(struct meeting *m)
{
	struct suggest_list l;
	char *text = NULL;

	if (suggest_list(m->w, m->folder, &l, &m->err) == 0)
		text = str_take(&l.text);
	else
		CHECK_STR(m->err.msg, "");
	suggest_list_release(&l);
	return text ? text : strdup("");
}

static char *last_id(struct meeting *m)
{
	struct suggest_list l;
	char *id = NULL;

	if (suggest_list(m->w, m->folder, &l, &m->err) == 0)
		id = strdup(l.id);
	suggest_list_release(&l);
	return id ? id : strdup("");
}

static void wish(struct suggestions *l, const char *id, const char *old, const char *text, const char *who)
{
	struct changes c = {0};

	changes_add(&c, (struct range){span_find(SPAN_LIT(draft), old, 0), strlen(old)}, span_of(text), SPAN_NONE);
	suggest_add(l, &c, SPAN_LIT(draft), id, who, 1, when);
	changes_release(&c);
}

/* 1 Bo: tre -> fyra, 2 Cia: tre -> fem, 3 Bo: tidigt -> tdigt kl., 4 Cia: a spelling, 5 Dag: more words */
static struct run begin(void)
{
	struct run r = {.m = meeting_new()};
	struct suggestions l = {0};
	char *id;

	clock_fix("2031-04-10T08:00:00+02:00", NULL);
	CHECK_INT(meeting_create(&r.m, draft), 0);
	id = last_id(&r.m);
	wish(&l, id, "tre byar", "fyra byar", "Bo Lind (M)");
	wish(&l, id, "tre", "fem", "Cia Holm (V)");
	wish(&l, id, " tidigt", "", "Bo Lind (M)");
	wish(&l, id, "Alla", "Alla de", "Cia Holm (V)");
	wish(&l, id, "byn", "byn. Fåglar sjöng", "Dag Norén (V)");
	CHECK_INT(l.n, 5);
	CHECK_INT(save_files(&r.m, &l, NULL), 0);
	suggest_release(&l);
	free(id);
	r.act = (struct suggest_act){r.m.w, r.m.folder, "Finn Dahl", false};
	return r;
}

static bool says(struct run *r, const char *words)
{
	char *text = text_of(&r->m);
	bool found = strstr(text, words) != NULL;

	free(text);
	return found;
}

TEST(listing)
{
	struct run r = begin();
	struct suggest_list l;

	CHECK_INT(suggest_list(r.m.w, r.m.folder, &l, &r.m.err), 0);
	CHECK_INT(l.all.n, 5);
	CHECK_INT(l.conflict[0], 1);
	CHECK_INT(l.conflict[1], 1);
	CHECK_INT(l.conflict[2], 0);
	for (size_t i = 0; i < l.all.n; i++)
		CHECK_INT(l.place[i].fit, SUGGEST_FITS);
	CHECK_INT(l.all.v[0].cls, SUGGEST_SAK);
	suggest_list_release(&l);
	CHECK_INT(suggest_list(r.m.w, "/nowhere", &l, &r.m.err), -1);
	suggest_list_release(&l);
	meeting_free(&r.m);
}

TEST(accepting_is_a_version_of_its_own)
{
	struct run r = begin();
	struct suggest_list l;

	CHECK_INT(suggest_accept(&r.act, 1, NULL, NULL, &r.m.err), 0);
	CHECK(says(&r, "fyra byar"));
	CHECK_INT(suggest_list(r.m.w, r.m.folder, &l, &r.m.err), 0);
	CHECK_INT(l.all.v[0].state, SUGGEST_ACCEPTED);
	/* its rival is open, and its words are gone */
	CHECK_INT(l.all.v[1].state, SUGGEST_OPEN);
	CHECK_INT(l.place[1].fit, SUGGEST_MOVED);
	CHECK_INT(l.conflict[1], 0);
	suggest_list_release(&l);
	CHECK_INT(suggest_accept(&r.act, 1, NULL, NULL, &r.m.err), -1);
	CHECK_INT(r.m.err.code, ERR_STATE);
	CHECK_INT(suggest_accept(&r.act, 2, NULL, NULL, &r.m.err), -1);
	CHECK_INT(r.m.err.code, ERR_STATE);
	CHECK_INT(suggest_accept(&r.act, 9, NULL, NULL, &r.m.err), -1);
	CHECK_INT(r.m.err.code, ERR_NOT_FOUND);
	/* one sentence a line, in what is put in */
	CHECK_INT(suggest_accept(&r.act, 5, NULL, NULL, &r.m.err), 0);
	CHECK(says(&r, "på byn.\nFåglar sjöng.\n"));
	meeting_free(&r.m);
}

TEST(a_place_of_ones_own)
{
	struct run r = begin();
	char *text;
	struct range at;

	suggest_accept(&r.act, 1, NULL, NULL, &r.m.err);
	text = text_of(&r.m);
	at = (struct range){span_find(span_of(text), "fyra", 0), 4};
	CHECK_INT(suggest_accept(&r.act, 2, NULL, &at, &r.m.err), 0);
	CHECK(says(&r, "fem byar"));
	at = (struct range){100000, 1};
	CHECK_INT(suggest_accept(&r.act, 3, NULL, &at, &r.m.err), -1);
	CHECK_INT(r.m.err.code, ERR_USAGE);
	free(text);
	meeting_free(&r.m);
}

TEST(other_words)
{
	struct run r = begin();
	struct suggest_list l;

	CHECK_INT(suggest_accept(&r.act, 4, "Nästan alla", NULL, &r.m.err), 0);
	CHECK(says(&r, "Nästan alla var glada"));
	CHECK_INT(suggest_accept(&r.act, 3, "sent", NULL, &r.m.err), 0);
	CHECK(says(&r, "öppnades sent."));
	CHECK_INT(suggest_list(r.m.w, r.m.folder, &l, &r.m.err), 0);
	CHECK_STR(l.all.v[3].text, "Alla de");
	CHECK_STR(l.all.v[3].accepted, "Nästan alla");
	suggest_list_release(&l);
	meeting_free(&r.m);
}

TEST(words_that_are_no_text_are_refused)
{
	struct run r = begin();

	CHECK_INT(suggest_accept(&r.act, 4, "\x1b[2J", NULL, &r.m.err), -1);
	CHECK_INT(r.m.err.code, ERR_USAGE);
	CHECK_INT(suggest_accept(&r.act, 4, "\xff", NULL, &r.m.err), -1);
	CHECK_INT(suggest_reject(&r.act, 4, "\xc3", &r.m.err), -1);
	/* decomposed letters become what the draft has */
	CHECK_INT(suggest_accept(&r.act, 4, "Na\xcc\x88stan alla", NULL, &r.m.err), 0);
	CHECK(says(&r, "Nästan alla var"));
	meeting_free(&r.m);
}

TEST(rejecting_keeps_the_record)
{
	struct run r = begin();
	struct suggest_list l;
	struct str file = STR_INIT;
	struct log log = {0};
	char *path = fs_join(r.m.folder, LOG_FILE);

	CHECK_INT(suggest_reject(&r.act, 2, "De var fyra.", &r.m.err), 0);
	CHECK_INT(suggest_list(r.m.w, r.m.folder, &l, &r.m.err), 0);
	CHECK_INT(l.all.v[1].state, SUGGEST_REJECTED);
	CHECK_STR(l.all.v[1].reason, "De var fyra.");
	CHECK_INT(l.conflict[0], 0);
	suggest_list_release(&l);
	CHECK_INT(fs_read(path, &file, &r.m.err), 0);
	CHECK_INT(log_parse(&log, str_span(&file), &r.m.err), 0);
	CHECK_INT(log.n, 1);
	CHECK_INT(log.v[0].kind, LOG_AVVISAT);
	CHECK_STR(log.v[0].field[1], "Cia Holm (V)");
	log_release(&log);
	str_release(&file);
	CHECK_INT(suggest_reopen(&r.act, 2, &r.m.err), 0);
	CHECK_INT(suggest_reopen(&r.act, 2, &r.m.err), -1);
	CHECK_INT(suggest_list(r.m.w, r.m.folder, &l, &r.m.err), 0);
	CHECK_INT(l.all.v[1].state, SUGGEST_OPEN);
	CHECK_INT(l.conflict[0], 1);
	suggest_list_release(&l);
	free(path);
	meeting_free(&r.m);
}

TEST(opened_again_the_words_go_back)
{
	struct run r = begin();
	char *first = text_of(&r.m), *now;

	for (int nr = 1; nr <= 5; nr++)
		if (nr != 2)
			CHECK_INT(suggest_accept(&r.act, nr, NULL, NULL, &r.m.err), 0);
	/* in another order than they came */
	CHECK_INT(suggest_reopen(&r.act, 3, &r.m.err), 0);
	CHECK(says(&r, "öppnades tidigt."));
	CHECK_INT(suggest_reopen(&r.act, 5, &r.m.err), 0);
	CHECK_INT(suggest_reopen(&r.act, 1, &r.m.err), 0);
	CHECK_INT(suggest_reopen(&r.act, 4, &r.m.err), 0);
	now = text_of(&r.m);
	CHECK_STR(now, first);
	/* and may be accepted again */
	CHECK_INT(suggest_accept(&r.act, 3, NULL, NULL, &r.m.err), 0);
	CHECK(says(&r, "Mötet öppnades.\n"));
	free(first);
	free(now);
	meeting_free(&r.m);
}

TEST(words_that_were_changed_since_do_not_go_back)
{
	struct run r = begin();
	struct store_request q = {.op = STORE_SAVE, .folder = r.m.folder, .who = "Finn Dahl", .now = clock_now()};
	struct store_answer a;
	char *text;
	size_t at;
	struct str next = STR_INIT;

	suggest_accept(&r.act, 1, NULL, NULL, &r.m.err);
	text = text_of(&r.m);
	str_adds(&next, text);
	at = span_find(str_span(&next), "fyra", 0);
	str_replace(&next, at, 4, "sex", 3);
	q.text = str_span(&next);
	CHECK_INT(store_run(r.m.w, &q, &a, &r.m.err), 0);
	store_answer_release(&a);
	CHECK_INT(suggest_reopen(&r.act, 1, &r.m.err), -1);
	CHECK_INT(r.m.err.code, ERR_STATE);
	CHECK(says(&r, "sex byar"));
	str_release(&next);
	free(text);
	meeting_free(&r.m);
}

TEST(a_text_changed_by_another_program)
{
	struct run r = begin();
	char *path = fs_join(r.m.folder, "protokoll.md");
	FILE *f = fopen(path, "a");

	fputs("\nMer text.\n", f);
	fclose(f);
	CHECK_INT(suggest_accept(&r.act, 1, NULL, NULL, &r.m.err), -1);
	CHECK_INT(r.m.err.code, ERR_MOVED);
	free(path);
	meeting_free(&r.m);
}

TEST(language_alone_is_accepted_in_bulk)
{
	struct run r = begin();
	struct suggest_list l;

	CHECK_INT(suggest_list(r.m.w, r.m.folder, &l, &r.m.err), 0);
	/* as if two were of language: one fits, the other is in a conflict */
	l.all.v[0].cls = SUGGEST_SPRAK;
	l.all.v[2].cls = SUGGEST_SPRAK;
	l.all.v[3].cls = SUGGEST_SAK;
	l.all.v[4].cls = SUGGEST_FORMULERING;
	save_files(&r.m, &l.all, NULL);
	suggest_list_release(&l);
	CHECK_INT(suggest_accept_language(&r.act, &r.m.err), 1);
	CHECK(says(&r, "Mötet öppnades.\n"));
	CHECK(says(&r, "tre byar"));
	CHECK_INT(suggest_accept_language(&r.act, &r.m.err), 0);
	meeting_free(&r.m);
}

TEST(a_signed_paragraph_stays)
{
	struct run r = begin();
	struct suggest_list l;
	struct parts parts = {0};
	struct protocol *p = protocol_parse(SPAN_LIT(draft));
	struct str text = STR_INIT;

	CHECK_INT(suggest_list(r.m.w, r.m.folder, &l, &r.m.err), 0);
	l.all.v[0].cls = SUGGEST_SPRAK;
	l.all.v[1].state = SUGGEST_REJECTED;
	save_files(&r.m, &l.all, NULL);
	suggest_list_release(&l);
	CHECK_INT(parts_parse(&parts, SPAN_LIT("1: 2\n"), &r.m.err), 0);
	part_text(&parts, 1, p, &text);
	meeting_write(&r.m, PART_FILE, "1: 2\n");
	meeting_write(&r.m, "justerat/del-1/protokoll.md", str_c(&text));
	meeting_write(&r.m, "justerat/del-1/manifest", "hej\n");
	CHECK_INT(suggest_accept(&r.act, 1, NULL, NULL, &r.m.err), -1);
	CHECK_INT(r.m.err.code, ERR_STATE);
	CHECK(strstr(r.m.err.msg, "förslag 1") != NULL);
	CHECK_INT(suggest_accept_language(&r.act, &r.m.err), 0);
	CHECK(says(&r, "tre byar"));
	CHECK_INT(suggest_accept(&r.act, 3, NULL, NULL, &r.m.err), 0);
	CHECK_INT(suggest_reject(&r.act, 1, NULL, &r.m.err), 0);
	str_release(&text);
	protocol_free(p);
	parts_release(&parts);
	meeting_free(&r.m);
}

TEST(a_damaged_list_is_refused)
{
	struct run r = begin();
	char *path = fs_join(r.m.folder, SUGGEST_FILE);
	FILE *f = fopen(path, "a");
	struct suggest_list l;

	fputs("hej\n", f);
	fclose(f);
	CHECK_INT(suggest_list(r.m.w, r.m.folder, &l, &r.m.err), -1);
	CHECK_INT(r.m.err.code, ERR_INPUT);
	CHECK_INT(suggest_accept(&r.act, 1, NULL, NULL, &r.m.err), -1);
	free(path);
	meeting_free(&r.m);
}
