/* t_suggest_whose: each accepted word is its proposer's, by whose_words and by
 * stock git; who accepted it is the one that made the version. */
#include "jobs/suggest.h"

#include "../store/meeting.h"
#include "base/clock.h"

static const char draft[] =
	"---\nformat: paragraf 1\ntyp: protokoll\norgan: Fjällberedningen\norgan-kort: FB\n"
	"datum: 2031-04-09\nbeslutande:\n  - Anna Ek (S), ordförande\n  - Bo Lind (M)\n  - Cia Holm (V)\n"
	"sekreterare:\n  - Finn Dahl\njusterare:\n  - Bo Lind (M)\n---\n\n"
	"# § 1 Öppnande\n\nMötet öppnades tidigt.\nAlla var glada.\nSolen lyste på byn.\n";

static struct stamp when = {1933574400, 120};

static void wish(struct suggestions *l, const char *id, const char *old, const char *text, const char *who)
{
	struct changes c = {0};

	changes_add(&c, (struct range){span_find(SPAN_LIT(draft), old, 0), strlen(old)}, span_of(text), SPAN_NONE);
	suggest_add(l, &c, SPAN_LIT(draft), id, who, 1, when);
	changes_release(&c);
}

static struct meeting begin(void)
{
	struct meeting m = meeting_new();
	struct suggestions l = {0};
	struct str list = STR_INIT;
	struct store_file file = {(char *)(uintptr_t)SUGGEST_FILE, SPAN_NONE};

	clock_fix("2031-04-10T08:00:00+02:00", NULL);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_CREATE, .text = SPAN_LIT(draft),
		.who = "Finn Dahl"}), 0);
	wish(&l, m.a.id, "tidigt", "sent", "Bo Lind (M)");
	wish(&l, m.a.id, "byn", "sjön", "Cia Holm (V)");
	wish(&l, m.a.id, "byn", "sjön", "Bo Lind (M)");
	suggest_write(&l, &list);
	file.bytes = str_span(&list);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_SAVE, .file = &file, .nfiles = 1,
		.who = "Finn Dahl", .kind = KIND_CAME}), 0);
	str_release(&list);
	suggest_release(&l);
	return m;
}

static int accept(struct meeting *m, int nr)
{
	const struct suggest_act a = {m->w, m->folder, "Finn Dahl", false};

	clock_advance(60);
	return suggest_accept(&a, nr, NULL, NULL, &m->err);
}

TEST(git_blames_the_justerare)
{
	struct meeting m = begin();

	CHECK_INT(accept(&m, 1), 0);
	CHECK_INT(accept(&m, 2), 0);
	CHECK_SHELL(&m, "git blame --first-parent --line-porcelain protokoll.md | "
			"sed -n 's/^author //p; s/^committer /-- /p; s/^\t/   /p' | tail -n 9",
		"Bo Lind (M)\n-- Finn Dahl\n   Mötet öppnades sent.\n"
		"Finn Dahl\n-- Finn Dahl\n   Alla var glada.\n"
		"Cia Holm (V)\n-- Finn Dahl\n   Solen lyste på sjön.\n=0\n");
	/* names stand nowhere but in author and committer */
	CHECK_SHELL(&m, "git log --format=%B | grep -c 'Lind\\|Holm\\|sjön\\|sent'", "0\n=1\n");
	CHECK_GIT(&m);
	meeting_free(&m);
}

static const char *who_has(const struct whose *w, const char *text, const char *word)
{
	size_t at = span_find(span_of(text), word, 0);

	for (size_t i = 0; i < w->n; i++)
		if (w->run[i].at.at <= at && at < w->run[i].at.at + w->run[i].at.n)
			return w->names.v[w->run[i].who];
	return NULL;
}

TEST(whose_words_are_whose)
{
	struct meeting m = begin();
	struct whose w;
	char *text;
	size_t end = 0;

	CHECK_INT(accept(&m, 1), 0);
	CHECK_INT(accept(&m, 2), 0);
	CHECK_INT(whose_words(m.w, m.folder, &w, &m.err), 0);
	text = meeting_read(&m, "protokoll.md");
	CHECK_STR(who_has(&w, text, "öppnades"), "Finn Dahl");
	CHECK_STR(who_has(&w, text, "sent"), "Bo Lind (M)");
	CHECK_STR(who_has(&w, text, "Alla"), "Finn Dahl");
	CHECK_STR(who_has(&w, text, "sjön"), "Cia Holm (V)");
	for (size_t i = 0; i < w.n; i++) {
		CHECK_INT(w.run[i].at.at, end);
		CHECK(w.run[i].nr >= 1);
		end += w.run[i].at.n;
	}
	CHECK_INT(end, strlen(text));
	free(text);
	whose_release(&w);
	CHECK_INT(whose_words(m.w, "/nowhere", &w, &m.err), -1);
	meeting_free(&m);
}

/* 60 versions of 60 kB, each third by somebody else: says how long it took. */
TEST(a_long_history)
{
	struct meeting m = meeting_new();
	struct str text = STR_INIT;
	struct whose w;
	int64_t from;

	str_adds(&text, draft);
	while (text.len < 60000)
		str_addf(&text, "Rad nummer %zu om vägen till byn och dess snö.\n", text.len);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_CREATE, .text = str_span(&text),
		.who = "Finn Dahl"}), 0);
	for (int i = 0; i < 59; i++) {
		size_t line = span_find(str_span(&text), "Rad", (size_t)i * 900);

		str_replace(&text, line, 3, i % 3 ? "Rad" : "Den", 3);
		str_replace(&text, line + 3, 0, i % 2 ? " ny" : " gammal", i % 2 ? 3 : 7);
		meeting_run(&m, (struct store_request){.op = STORE_SAVE, .text = str_span(&text), .who = "Finn Dahl",
			.author = i % 3 ? NULL : "Bo Lind (M)"});
	}
	from = clock_monotonic_ms();
	CHECK_INT(whose_words(m.w, m.folder, &w, &m.err), 0);
	printf("# 60 versions of 60 kB: %lld ms, %zu runs\n", (long long)(clock_monotonic_ms() - from), w.n);
	CHECK_INT(w.names.n, 2);
	CHECK(w.n > 50);
	whose_release(&w);
	str_release(&text);
	meeting_free(&m);
}
