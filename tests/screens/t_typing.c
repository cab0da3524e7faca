/* typing: what is written in the place of what was typed, key by key. Each row
 * ends with the key that helps; one undo must give back exactly what was typed. */
#include "screens/typing.h"

#include "screens/place.h"
#include "screens/prog.h"

#include "base/u8.h"
#include "doc/refs.h"
#include "text/search.h"

#define FRONT "---\nformat: paragraf 1\ntyp: protokoll\nstil: grund\norgan: Byrådet\ndatum: 2031-04-09\n" \
	      "beslutande:\n  - Anna Ek (S), ordförande\n---\n\n# § 1 A\n\n## Ärendet\n\n"
#define NB "\xC2\xA0"

/* Types on behind `before`; ^ is Enter. */
static char *typed(const char *before, const char *keys, bool aids, const char *clock, bool undo)
{
	char *text = str_format("%s%s\n", FRONT, before), *out;
	struct doc *d = doc_new(span_of(text), STATE_UTKAST);
	struct cursor cur = {.at = strlen(text) - 1, .typed_rev = (uint64_t)-1};
	struct strlist abbreviations = {NULL, 0, 0};
	struct edit_ctx e = {.doc = d, .cur = &cur, .abbreviations = &abbreviations, .aids = aids, .clock = clock};
	struct err err = ERR_INIT;
	size_t at;

	strlist_add(&abbreviations, "kl.", 3);
	strlist_add(&abbreviations, "tel.", 4);

	cur.anchor = cur.at;
	for (size_t i = 0, n = strlen(keys); i < n;) {
		size_t next = u8_next(keys, n, i);

		CHECK_INT(keys[i] == '^' ? edit_enter(&e, &err) : edit_type(&e, span_make(keys + i, next - i), &err), 0);
		i = next;
	}
	if (undo)
		CHECK_INT(doc_undo(d, &at, &err), 0);
	out = span_dup(span_from(doc_bytes(d), strlen(FRONT)));
	CHECK(cur.at == place_snap(doc_bytes(d), cur.at) || undo);
	strlist_release(&abbreviations);
	doc_free(d);
	free(text);
	return out;
}

struct row {
	const char *before, *keys, *after; /* after NULL: it stands as it was typed */
	const char *clock;
};

static const struct row rows[] = {
	/* the sign of a paragraph */
	{"", "Se § 1", "Se §" NB "1", NULL},
	{"Av", " §§ 3", "Av §§" NB "3", NULL},
	{"", "Enligt 2 § k", NULL, NULL},
	{"", "Se §1", NULL, NULL},
	/* per cent */
	{"Det är 10", " %", "Det är 10" NB "%", NULL},
	{"Det är 10", "%", NULL, NULL},
	{"Det är", " %", NULL, NULL},
	/* intervals, when the second number is finished */
	{"", "Sidorna 10-12 ", "Sidorna 10–12 ", NULL},
	{"", "Se §" NB "10-12, ", "Se §" NB "10–12, ", NULL},
	{"", "Åren (2025-2026) ", "Åren (2025–2026) ", NULL},
	{"", "Sidorna 10-12^", "Sidorna 10–12\n\n\n", NULL},
	{"", "Öppet 13.00-14.30 ", "Öppet 13.00–14.30 ", NULL},
	{"- ", "Bo 1-2 ", "Bo 1–2 ", NULL},
	{"", "Sidorna 10-12", NULL, NULL},
	/* a date, a month, diarienummer, telephone numbers, results, codes */
	{"", "Den 2031-04-09 ", NULL, NULL},
	{"", "I 2031-04 ", NULL, NULL},
	{"", "FN 79-2031 ", NULL, NULL},
	{"", "FN 79-81 ", NULL, NULL},
	{"", "Dnr 79-81 ", NULL, NULL},
	{"", "HSN-00079-2031 ", NULL, NULL},
	{"", "Ring 08-12 ", NULL, NULL},
	{"", "Tel. 123-456 ", NULL, NULL},
	{"", "Det blev 3-2 ", NULL, NULL},
	{"", "Laget vann med 2-3 ", NULL, NULL},
	{"", "Röstsiffrorna 30-31 ", NULL, NULL},
	{"", "Delen 10-12-A ", NULL, NULL},
	{"", "Väg E4-12 ", NULL, NULL},
	/* a dash between words, not a minus and not an interval */
	{"", "Byn - o", "Byn – o", NULL},
	{"", "Norén (V) - s", "Norén (V) – s", NULL},
	{"", "Det var - 4", NULL, NULL},
	{"", "Åren 2025 - 2", NULL, NULL},
	{"", "Hälso- o", NULL, NULL},
	/* quotation marks */
	{"", "Han sa \"", "Han sa ”", NULL},
	{"Han sa ”ja", "\"", "Han sa ”ja”", NULL},
	{"En skärm på 27", "\"", NULL, NULL},
	{"", "Fältet x=\"", NULL, NULL},
	/* the clock, as the style writes it */
	{"", "Mötet börjar kl 13:00 ", "Mötet börjar kl. 13.00 ", NULL},
	{"", "Kl 9.30 ", "Kl. 9.30 ", NULL},
	{"", "Öppet kl 13:00-14:30, ", "Öppet kl. 13.00–14.30, ", NULL},
	{"", "Öppet kl. 13.00 ", "Öppet kl. 13:00 ", ":"},
	{"", "Öppet kl. 13.00 ", NULL, NULL},
	{"", "Öppet kl 13 ", NULL, NULL},
	{"", "Kvoten 13:00 ", NULL, NULL},
	/* three dots */
	{"", "Ja... ", NULL, NULL},
	/* where it may not: quotation, comment, code, addresses */
	{"> Han", " sa \"", NULL, NULL},
	{"> Sidorna", " 10-12 ", NULL, NULL},
	{"Ja <!-- sidorna", " 10-12 ", NULL, NULL},
	{"<!-- sidorna", " 10-12 ", NULL, NULL},
	{"Kör `rad", " 10-12 ", NULL, NULL},
	{"", "Se www.x.se/\"", NULL, NULL},
	{"[sida](https://x.se/", "\"", NULL, NULL},
	{"### Kl", " 13:00 ", NULL, NULL},
	{"| a", " 10-12 ", NULL, NULL},
};

TEST(each_aid_and_its_undo)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct row *r = &rows[i];
		char *with = typed(r->before, r->keys, true, r->clock, false);
		char *without = typed(r->before, r->keys, false, r->clock, false);
		char *back = r->after ? typed(r->before, r->keys, true, r->clock, true) : mem_strdup(without);
		char *want = r->after ? str_format("%s%s%s", strncmp(r->before, "- ", 2) == 0 ? "- " : "", r->after,
						strchr(r->keys, '^') ? "" : "\n") : mem_strdup(without);
		int bad = test_bad;

		CHECK_STR(with, want);
		/* exactly as it would stand without the help */
		CHECK_STR(back, without);
		if (test_bad != bad)
			printf("  row %zu: |%s|%s|\n", i, r->before, r->keys);
		free(with);
		free(without);
		free(back);
		free(want);
	}
}

/* What is typed after it is a step of its own, and redo does it again. */
TEST(nothing_joins_the_step)
{
	char *text = str_format("%sSidorna\n", FRONT);
	struct doc *d = doc_new(span_of(text), STATE_UTKAST);
	struct cursor cur = {.at = strlen(text) - 1, .typed_rev = (uint64_t)-1};
	struct edit_ctx e = {.doc = d, .cur = &cur, .aids = true};
	struct err err = ERR_INIT;
	static const char *const steps[] = {"Sidorna 10–12 ", "Sidorna 10-12 ", "Sidorna 10-12", "Sidorna"};

	cur.anchor = cur.at;
	for (const char *k = " 10-12 och"; *k; k++)
		CHECK_INT(edit_type(&e, span_make(k, 1), &err), 0);
	for (size_t i = 0; i < 4; i++) {
		CHECK_INT(doc_undo(d, &cur.at, &err), 0);
		CHECK_SPAN(span_trim(span_from(doc_bytes(d), strlen(FRONT))), i == 0 ? "Sidorna 10–12" : i == 1 ? "Sidorna 10-12" : steps[i]);
		cur.anchor = cur.at;
	}
	for (size_t i = 0; i < 3; i++)
		CHECK_INT(doc_redo(d, &cur.at, &err), 0);
	CHECK(span_find(doc_bytes(d), "10–12", 0) != (size_t)-1);
	doc_free(d);
	free(text);
}

TEST(what_is_pasted_is_not_touched)
{
	char *text = str_format("%sSidorna\n", FRONT);
	struct doc *d = doc_new(span_of(text), STATE_UTKAST);
	struct cursor cur = {.at = strlen(text) - 1, .typed_rev = (uint64_t)-1};
	struct edit_ctx e = {.doc = d, .cur = &cur, .aids = true};
	struct err err = ERR_INIT;

	cur.anchor = cur.at;
	CHECK_INT(edit_paste(&e, SPAN_LIT(" 10-12 kl 13:00 \"ja\" § 3 "), &err), 0);
	CHECK(span_find(doc_bytes(d), "Sidorna 10-12 kl 13:00 \"ja\" § 3", 0) != (size_t)-1);
	doc_free(d);
	free(text);
}

/* A no-break blank is a blank for everybody who reads the draft. */
TEST(a_no_break_blank_survives)
{
	static const char body[] = "Se §" NB "12 och §§" NB "13–14: 10" NB "% av byn.\n";
	char *text = str_format("%s%s", FRONT, body);
	struct doc *d = doc_new(span_of(text), STATE_UTKAST);
	struct refs refs = {.v = NULL};
	struct str out = STR_INIT;
	struct range hit;

	/* canonical form */
	protocol_write(doc_protocol(d), &out);
	CHECK_STR(str_c(&out), text);
	/* found by an ordinary blank, and the other way round */
	CHECK(search_find(doc_bytes(d), SPAN_LIT("§ 12"), 0, 0, &hit));
	CHECK(search_find(SPAN_LIT("Se § 12."), SPAN_LIT("§" NB "12"), 0, 0, &hit));
	/* read as a reference */
	refs_find(&refs, SPAN_LIT("Se §" NB "12 och §§" NB "13–14."), 0);
	CHECK_INT(refs.n, 3);
	CHECK_INT(refs.v[0].nr, 12);
	refs_release(&refs);
	str_release(&out);
	doc_free(d);
	free(text);
}

/* The journal gives back the text and both steps of it. */
TEST(the_journal_keeps_both_steps)
{
	struct prog p;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	session_target(session(&p), span_find(doc_bytes(session(&p)->doc), "\nDen börjar i Storsele.", 0), 0);
	turn(&p);
	keys(&p, "End \" Om 10 %\"");
	CHECK(holds(&p, "Om 10" NB "%"));
	/* as after a crash: nothing is saved, nothing is said */
	screens_release(&p.a.screens);
	session_close(session(&p));
	p.a.services.session = NULL;
	open_meeting(&p);
	CHECK(holds(&p, "Om 10" NB "%"));
	keys(&p, "Ctrl-Z");
	CHECK(holds(&p, "Om 10 %"));
	/* turned off, and that is remembered */
	keys(&p, "Ctrl-End Alt-6 \" kl 13:00 \"");
	CHECK_SAID(&p, "skrivhjälpen är av");
	CHECK(holds(&p, " kl 13:00"));
	open_meeting(&p);
	keys(&p, "Ctrl-End \" kl 14:00 \"");
	CHECK(holds(&p, " kl 14:00"));
	keys(&p, "Alt-6 \" kl 15:00 \"");
	CHECK(holds(&p, " kl. 15.00"));
	prog_end(&p);
}
