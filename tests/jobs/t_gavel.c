/* t_gavel: what was sealed is found again in the versions; a reason is for one
 * change. */
#include "jobs/gavel.h"

#include "../store/meeting.h"
#include "jobs/suggest.h"

static const char draft[] =
	"---\nformat: paragraf 1\ntyp: protokoll\norgan: Fjällnämnden\ndatum: 2031-04-09\n---\n\n"
	"# § 1 Ett\n\n## Beslut\n\nNämnden bifaller ansökan.\n\n# § 2 Två\n\n## Beslut\n\nText.\n";

static void put(struct meeting *m, struct str *text, enum store_kind kind)
{
	char base[STORE_ID_SIZE];

	memcpy(base, m->a.id, sizeof base);
	CHECK_INT(meeting_run(m, (struct store_request){.op = STORE_SAVE, .text = str_span(text), .kind = kind,
		.para = (const int[]){1}, .npara = 1}), 0);
}

/* A meeting whose § 1 was sealed at 10.42. */
static struct meeting sealed(struct str *text)
{
	struct meeting m = meeting_new();
	struct protocol *p = protocol_parse(SPAN_LIT(draft));
	struct str ins = STR_INIT;
	struct err err = ERR_INIT;
	size_t at = 0, del = 0;

	clock_fix("2031-04-09T12:00:00+02:00", NULL);
	CHECK_INT(meeting_create(&m, draft), 0);
	CHECK_INT(gavel_seal(p, 0, 10, 42, &at, &del, &ins, &err), 0);
	str_adds(text, draft);
	str_replace(text, at, del, ins.buf, ins.len);
	put(&m, text, KIND_KLUBBAT);
	str_release(&ins);
	protocol_free(p);
	return m;
}

static void swap(struct str *text, const char *old, const char *now)
{
	size_t at = span_find(str_span(text), old, 0);

	CHECK(at != (size_t)-1);
	str_replace(text, at, strlen(old), now, strlen(now));
}

static void check_lines(struct meeting *m, const struct str *text, int missing, const char *want)
{
	struct gavel_changes c;
	struct str out = STR_INIT;

	CHECK_INT(gavel_changes(m->w, m->folder, str_span(text), &c, &m->err), 0);
	gavel_add_lines(&out, &c);
	CHECK_STR(str_c(&out), want);
	CHECK_INT(gavel_missing(&c), missing);
	gavel_changes_release(&c);
	str_release(&out);
}

TEST(one_letter_is_told_with_old_and_new)
{
	struct str text = STR_INIT;
	struct meeting m = sealed(&text);

	check_lines(&m, &text, 0, "");
	swap(&text, "ansökan", "ansökar");
	put(&m, &text, KIND_SAVED);
	check_lines(&m, &text, 1, "§ 1, klubbat 10.42: Nämnden bifaller [-ansökan-]{+ansökar+}. Skäl: ännu inte angivet\n");
	str_release(&text);
	meeting_free(&m);
}

TEST(a_reason_is_for_exactly_one_change)
{
	struct str text = STR_INIT;
	struct meeting m = sealed(&text);
	struct gavel_reasons r;

	CHECK_INT(gavel_give_reason(m.w, m.folder, "Finn Dahl", false, 1, SPAN_LIT("x"), &m.err), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	swap(&text, "bifaller", "avslår");
	put(&m, &text, KIND_SAVED);
	CHECK_INT(gavel_give_reason(m.w, m.folder, "Finn Dahl", false, 1, SPAN_LIT(" \n"), &m.err), -1);
	CHECK_INT(m.err.code, ERR_USAGE);
	CHECK_INT(gavel_give_reason(m.w, m.folder, "Finn Dahl", false, 7, SPAN_LIT("x"), &m.err), -1);
	CHECK_INT(m.err.code, ERR_NOT_FOUND);
	CHECK_INT(gavel_give_reason(m.w, m.folder, "Finn Dahl", false, 1, SPAN_LIT("felhört | i salen"), &m.err), 0);
	check_lines(&m, &text, 0, "§ 1, klubbat 10.42: Nämnden [-bifaller-]{+avslår+} ansökan. Skäl: felhört | i salen\n");
	gavel_reasons_load(m.folder, &r);
	CHECK_INT(r.n, 1);
	gavel_reasons_release(&r);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_HISTORY}), 0);
	CHECK_INT(m.a.version[0].kind, KIND_REASON);
	CHECK(m.a.version[0].npara == 1 && m.a.version[0].para[0] == 1);
	/* another change needs another reason */
	swap(&text, "avslår", "avvisar");
	check_lines(&m, &text, 1, "§ 1, klubbat 10.42: Nämnden [-bifaller-]{+avvisar+} ansökan. Skäl: ännu inte angivet\n");
	str_release(&text);
	meeting_free(&m);
}

TEST(sealed_words_that_are_nowhere_are_said_to_be)
{
	struct str text = STR_INIT;
	struct meeting m = sealed(&text);

	swap(&text, "Klubbat: 10.42 ", "Klubbat: 10.42 0123456789abcdef, 10.55 ");
	str_replace(&text, span_find(str_span(&text), "10.55 ", 0) + 6, 16, "fedcba9876543210", 16);
	check_lines(&m, &text, 1, "§ 1, klubbat 10.55: den klubbade lydelsen finns inte i någon version; nu står det: "
		"Nämnden bifaller ansökan. Skäl: ännu inte angivet\n");
	str_release(&text);
	meeting_free(&m);
}

TEST(renumbered_and_taken_away)
{
	struct str text = STR_INIT;
	struct meeting m = sealed(&text);

	swap(&text, "# § 1 Ett", "# § 9 Ett");
	check_lines(&m, &text, 0, "");
	swap(&text, "## Beslut\n\nNämnden bifaller ansökan.\n", "");
	check_lines(&m, &text, 1, "§ 9, klubbat 10.42: [-Nämnden bifaller ansökan.-]. Skäl: ännu inte angivet\n");
	str_release(&text);
	meeting_free(&m);
}

TEST(an_accepted_suggestion_counts_as_a_change)
{
	struct str text = STR_INIT, list = STR_INIT;
	struct meeting m = sealed(&text);
	struct suggestions l = {NULL, 0, 0};
	struct changes c = {NULL, 0, 0};
	const struct suggest_act act = {m.w, m.folder, "Finn Dahl", false};
	struct suggest_list now;
	struct store_file file = {(char *)(uintptr_t)SUGGEST_FILE, SPAN_NONE};

	changes_add(&c, (struct range){span_find(str_span(&text), "bifaller", 0), 8}, SPAN_LIT("avslår"), SPAN_NONE);
	suggest_add(&l, &c, str_span(&text), m.a.id, "Bo Lind (M)", 1, clock_now());
	suggest_write(&l, &list);
	file.bytes = str_span(&list);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_SAVE, .kind = KIND_CAME, .file = &file, .nfiles = 1}), 0);
	CHECK_INT(suggest_accept(&act, 1, NULL, NULL, &m.err), 0);
	CHECK_INT(suggest_list(m.w, m.folder, &now, &m.err), 0);
	check_lines(&m, &now.text, 1, "§ 1, klubbat 10.42: Nämnden [-bifaller-]{+avslår+} ansökan. Skäl: ännu inte angivet\n");
	suggest_list_release(&now);
	suggest_release(&l);
	changes_release(&c);
	str_release(&list);
	str_release(&text);
	meeting_free(&m);
}
