/* edits: what keys do to a draft. A row is a body with the cursor as ‸, keys,
 * and the body after. Every row is also undone, which must give the first body
 * back, and the result must be in canonical form but for what Enter leaves. */
#include "screens/edits.h"

#include "screens/place.h"
#include "screens/unit.h"

#include "test.h"

#define HEAD "---\nformat: paragraf 1\ntyp: protokoll\nstil: grund\norgan: Byrådet\ndatum: 2031-04-09\n" \
	     "beslutande:\n  - Anna Ek (S), ordförande\n---\n\n"
#define CUR "\xE2\x80\xB8"

struct row {
	const char *before;
	const char *keys; /* text; < Backspace, > Delete, ^ Enter, ~ Alt-Enter, { word back, } word forward */
	const char *after;
};

static const struct row rows[] = {
	/* typing into a paragraph, an empty section, between */
	{"# § 1 A\n\n## Beslut\n\nNej‸\n", "!", "# § 1 A\n\n## Beslut\n\nNej!‸\n"},
	{"# § 1 A\n\n## Ärendet\n‸\n## Beslut\n\nJa.\n", "Hej", "# § 1 A\n\n## Ärendet\n\nHej‸\n\n## Beslut\n\nJa.\n"},
	{"# § 1 A\n\n## Beslut\n‸", "Hej", "# § 1 A\n\n## Beslut\n\nHej‸\n"},
	/* a sentence that ends begins a new line, seen as a blank */
	{"# § 1 A\n\n## Beslut\n\nEn mening.‸\n", " Två", "# § 1 A\n\n## Beslut\n\nEn mening.\nTvå‸\n"},
	{"# § 1 A\n\n## Beslut\n\nEn, t.ex.‸\n", " Två", "# § 1 A\n\n## Beslut\n\nEn, t.ex. Två‸\n"},
	{"# § 1 A\n\n## Beslut\n\nEn?‸\n", " ”Två", "# § 1 A\n\n## Beslut\n\nEn?\n”Två‸\n"},
	{"# § 1 A\n\n## Beslut\n\n- att en.‸\n", " Två", "# § 1 A\n\n## Beslut\n\n- att en.\n  Två‸\n"},
	{"# § 1 A\n\n## Beslut\n\n> Så.‸\n", " Två", "# § 1 A\n\n## Beslut\n\n> Så.\n> Två‸\n"},
	/* marks are text */
	{"# § 1 A\n\n## Beslut\n\nx‸\n", "*[\\", "# § 1 A\n\n## Beslut\n\nx\\*\\[\\\\‸\n"},
	{"# § 1 A\n\n## Beslut\n‸\n## Ärendet\n\nJa.\n", "# x", "# § 1 A\n\n## Beslut\n\n\\# x‸\n\n## Ärendet\n\nJa.\n"},
	{"# § 1 A\n\n## Beslut\n\nMål.‸\n", " 2. b", "# § 1 A\n\n## Beslut\n\nMål.\n2\\. b‸\n"},
	{"# § 1 A\n\n## Beslut\n\nx‸\n", "<!--", "# § 1 A\n\n## Beslut\n\nx\\<!--‸\n"},
	/* a gap, a list */
	{"# § 1 A\n\n## Beslut\n\nx ‸\n", "[[y]]z", "# § 1 A\n\n## Beslut\n\nx [[y]]z‸\n"},
	{"# § 1 A\n\n## Beslut\n‸\n## Ärendet\n\nJa.\n", "- att a^b",
		"# § 1 A\n\n## Beslut\n\n- att a\n- att b‸\n\n## Ärendet\n\nJa.\n"},
	{"# § 1 A\n\n## Beslut\n\n1. a‸\n2. b\n", "^c", "# § 1 A\n\n## Beslut\n\n1. a\n2. c‸\n3. b\n"},
	{"# § 1 A\n\n## Beslut\n\n- a‸\n", "^^b", "# § 1 A\n\n## Beslut\n\n- a\n\nb‸\n"},
	{"# § 1 A\n\n## Beslut\n\n- a‸\n- c\n", "^^b", "# § 1 A\n\n## Beslut\n\n- a\n\nb‸\n\n- c\n"},
	/* yrkanden: the words below who moves them, then the next number */
	{"# § 1 A\n\n## Yrkanden\n\n- Y1 tillägg, Bo Lind (M):‸\n", "^kostnaden redovisas.^",
		"# § 1 A\n\n## Yrkanden\n\n- Y1 tillägg, Bo Lind (M):\n  att kostnaden redovisas.\n- Y2 ‸\n"},
	{"# § 1 A\n\n## Yrkanden\n\n- Y1 bifall, Bo Lind (M):\n- Y2 ‸\n", "^x",
		"# § 1 A\n\n## Yrkanden\n\n- Y1 bifall, Bo Lind (M):\n\nx‸\n"},
	/* Enter and back */
	{"# § 1 A\n\n## Beslut\n\nA‸B\n", "^", "# § 1 A\n\n## Beslut\n\nA\n\n‸B\n"},
	{"# § 1 A\n\n## Beslut\n\nA‸\n\nB\n", "^x", "# § 1 A\n\n## Beslut\n\nA\n\nx‸\n\nB\n"},
	{"# § 1 A\n\n## Beslut\n\nA‸\n\nB\n", "^<", "# § 1 A\n\n## Beslut\n\nA‸\n\nB\n"},
	{"# § 1 A\n\n## Beslut\n\nA‸\n", "^<x", "# § 1 A\n\n## Beslut\n\nAx‸\n"},
	{"# § 1 A\n\n## Beslut\n\nA.\n\n‸B\n", "<", "# § 1 A\n\n## Beslut\n\nA.‸\nB\n"},
	{"# § 1 A\n\n## Beslut\n\nA\n\n‸B\n", "<", "# § 1 A\n\n## Beslut\n\nA‸ B\n"},
	{"# § 1 A\n\n## Beslut\n\nA‸\n\nB\n", ">", "# § 1 A\n\n## Beslut\n\nA‸ B\n"},
	{"# § 1 A\n\n## Beslut\n\n- ‸a\n- b\n", "<", "# § 1 A\n\n## Beslut\n\n‸a\n\n- b\n"},
	{"# § 1 A\n\n## Beslut\n\n- a\n- ‸b\n", "<", "# § 1 A\n\n## Beslut\n\n- a‸ b\n"},
	{"# § 1 A\n\n## Beslut\n\nrad‸ två\n", "~", "# § 1 A\n\n## Beslut\n\nrad\\\n‸ två\n"},
	{"# § 1 A‸\n\n## Beslut\n\nx\n", "^", "# § 1 A\n\n## Beslut\n\n‸x\n"},
	/* deleting what is seen */
	{"# § 1 A\n\n## Beslut\n\na\\*‸b\n", "<", "# § 1 A\n\n## Beslut\n\na‸b\n"},
	{"# § 1 A\n\n## Beslut\n\na\xCC\x8A‸\n", "<x", "# § 1 A\n\n## Beslut\n\nx‸\n"},
	{"# § 1 A\n\n## Beslut\n\n**a‸**\n", "<x", "# § 1 A\n\n## Beslut\n\nx‸\n"},
	{"# § 1 A\n\n## Beslut\n\nett två‸ tre\n", "{", "# § 1 A\n\n## Beslut\n\nett ‸ tre\n"},
	{"# § 1 A\n\n## Beslut\n\nett ‸två tre\n", "}", "# § 1 A\n\n## Beslut\n\nett ‸tre\n"},
	/* the fixed heading can't be reached from below */
	{"# § 1 A\n\n## Beslut\n\n‸x\n", "<", "# § 1 A\n\n## Beslut\n\n‸x\n"},
	/* a mirror gets a text of its own */
	{"# § 1 A\n\n## Förslag till beslut\n\nJa.\n\n## Beslut =‸ Förslag till beslut\n", "!",
		"# § 1 A\n\n## Förslag till beslut\n\nJa.\n\n## Beslut\n\nJa.!‸\n"},
	{"# § 1 A\n\n## Förslag till beslut\n\nJa.\n\n## Beslut =‸ Förslag till beslut\n", "Nej",
		"# § 1 A\n\n## Förslag till beslut\n\nJa.\n\n## Beslut\n\nJa.\nNej‸\n"},
	/* tables */
	{"# § 1 A\n\n## X\n\n| a | b‸ |\n|---|---|\n", "|", "# § 1 A\n\n## X\n\n| a | b\\|‸ |\n|---|---|\n"},
};

static char *without_mark(const char *marked, size_t *at)
{
	struct str s = STR_INIT;
	size_t hit;

	str_adds(&s, HEAD);
	str_adds(&s, marked);
	hit = span_find(str_span(&s), CUR, 0);
	*at = hit == (size_t)-1 ? s.len : hit;
	if (hit != (size_t)-1)
		str_replace(&s, hit, strlen(CUR), "", 0);
	return str_take(&s);
}

static void play(struct edit_ctx *e, const char *keys, bool loud)
{
	struct err err = ERR_INIT;

	for (const char *k = keys; *k;) {
		int rc = 0;
		size_t n = 1;

		switch (*k) {
		case '<':
			/* "<!--" is typed, a lone < is Backspace */
			rc = k[1] == '!' ? edit_type(e, span_make(k, 1), &err) : edit_backspace(e, &err);
			break;
		case '>':
			rc = edit_delete(e, &err);
			break;
		case '^':
			rc = edit_enter(e, &err);
			break;
		case '~':
			rc = edit_line_break(e, &err);
			break;
		case '{':
			rc = edit_delete_word(e, true, &err);
			break;
		case '}':
			rc = edit_delete_word(e, false, &err);
			break;
		default:
			while (((unsigned char)k[n] & 0xC0) == 0x80)
				n++;
			rc = edit_type(e, span_make(k, n), &err);
		}
		if (rc && loud)
			printf("  %s\n", err.msg);
		k += n;
	}
}

TEST(keys)
{
	struct strlist abbreviations = {NULL, 0, 0};

	strlist_add(&abbreviations, "t.ex.", 5);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct cursor cur = {0};
		size_t at, want_at;
		char *before = without_mark(rows[i].before, &at);
		char *after = without_mark(rows[i].after, &want_at);
		struct doc *d = doc_new(span_of(before), STATE_UTKAST);
		struct edit_ctx e = {.doc = d, .cur = &cur, .abbreviations = &abbreviations};
		struct err err = ERR_INIT;
		size_t back;
		int bad = test_bad;

		cur.at = cur.anchor = at;
		cur.typed_rev = (uint64_t)-1;
		play(&e, rows[i].keys, true);
		CHECK_SPAN(span_from(doc_bytes(d), strlen(HEAD)), after + strlen(HEAD));
		CHECK_INT(cur.at - strlen(HEAD), want_at - strlen(HEAD));
		while (doc_undo(d, &back, &err) == 0)
			;
		CHECK_SPAN(doc_bytes(d), before);
		if (test_bad != bad)
			printf("  row %zu, keys %s\n", i, rows[i].keys);
		doc_free(d);
		free(before);
		free(after);
	}
	strlist_release(&abbreviations);
}

TEST(a_heading_of_a_paragraph_is_not_deleted_by_selection)
{
	const char *body = HEAD "# § 1 A\n\n## Beslut\n\nx\n\n# § 2 B\n\n## Beslut\n\ny\n";
	struct doc *d = doc_new(span_of(body), STATE_UTKAST);
	struct cursor cur = {.anchor = span_find(span_of(body), "x\n", 0), .at = span_find(span_of(body), "y\n", 0)};
	struct edit_ctx e = {.doc = d, .cur = &cur};
	struct err err = ERR_INIT;

	CHECK(edit_delete_selection(&e, &err) == -1);
	CHECK_INT(err.code, ERR_STATE);
	CHECK_SPAN(doc_bytes(d), body);
	doc_free(d);
}

TEST(headings_and_quotations)
{
	static const struct {
		const char *before, *line, *after;
	} cases[] = {
		{"# § 1 A\n\n## Ärendet\n‸\n## Beslut\n\nJa.\n", "### @Gun Ask, chef",
			"# § 1 A\n\n## Ärendet\n\n### @Gun Ask, chef\n\nx‸\n\n## Beslut\n\nJa.\n"},
		{"# § 1 A\n\n## Beslut\n\nJa‸.\n", "### Mer", "# § 1 A\n\n## Beslut\n\nJa.\n\n### Mer\n\nx‸\n"},
		{"# § 1 A\n\n## Beslut\n\n‸Ja.\n", "### Mer", "# § 1 A\n\n## Beslut\n\n### Mer\n\nx‸\n\nJa.\n"},
		{"# § 1 A\n\n## Beslut\n\n- a‸\n- b\n", "### Mer", "# § 1 A\n\n## Beslut\n\n- a\n- b\n\n### Mer\n\nx‸\n"},
		{"# § 1 A\n\n## Beslut\n\nEn.\nTv‸å.\n", NULL, "# § 1 A\n\n## Beslut\n\n> En.\n> Tvx‸å.\n"},
		{"# § 1 A\n\n## Beslut\n\n> En.\n> Tv‸å.\n", NULL, "# § 1 A\n\n## Beslut\n\nEn.\nTvx‸å.\n"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct cursor cur = {.typed_rev = (uint64_t)-1};
		size_t at, want, back;
		char *before = without_mark(cases[i].before, &at), *after = without_mark(cases[i].after, &want);
		struct doc *d = doc_new(span_of(before), STATE_UTKAST);
		struct edit_ctx e = {.doc = d, .cur = &cur};
		struct err err = ERR_INIT;

		cur.at = cur.anchor = at;
		if (cases[i].line)
			CHECK(edit_insert_heading(&e, span_of(cases[i].line), &err) == 0);
		else
			CHECK(edit_toggle_quote(&e, &err) == 0);
		play(&e, "x", true);
		CHECK_SPAN(span_from(doc_bytes(d), strlen(HEAD)), after + strlen(HEAD));
		CHECK_INT(cur.at, want);
		while (doc_undo(d, &back, &err) == 0)
			;
		CHECK_SPAN(doc_bytes(d), before);
		doc_free(d);
		free(before);
		free(after);
	}
}

static char *pasted(const char *marked, const char *text)
{
	struct cursor cur = {0};
	struct str out = STR_INIT;
	size_t at;
	char *before = without_mark(marked, &at);
	struct doc *d = doc_new(span_of(before), STATE_UTKAST);
	struct edit_ctx e = {.doc = d, .cur = &cur};
	struct err err = ERR_INIT;

	cur.at = cur.anchor = at;
	CHECK(edit_paste(&e, span_of(text), &err) == 0);
	str_addspan(&out, span_from(doc_bytes(d), strlen(HEAD)));
	doc_free(d);
	free(before);
	return str_take(&out);
}

TEST(paste_becomes_paragraphs_lists_and_sentences)
{
	static const struct {
		const char *before, *text, *after;
	} cases[] = {
		{"# § 1 A\n\n## Beslut\n\na ‸b\n", "ny *text*", "# § 1 A\n\n## Beslut\n\na ny \\*text\\*b\n"},
		{"# § 1 A\n\n## Beslut\n‸", "Ett. Två.\r\n\r\nTre", "# § 1 A\n\n## Beslut\n\nEtt.\nTvå.\n\nTre\n"},
		{"# § 1 A\n\n## Beslut\n‸", "\xE2\x80\xA2 ett\n\xE2\x80\xA2 två\n", "# § 1 A\n\n## Beslut\n\n- ett\n- två\n"},
		{"# § 1 A\n\n## Beslut\n‸", "# rubrik\x1b[31m\tx", "# § 1 A\n\n## Beslut\n\n\\# rubrik\\[31m x\n"},
		{"# § 1 A\n\n## Beslut\n\n- a‸\n", "b\n\nc", "# § 1 A\n\n## Beslut\n\n- ab\n- c\n"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *got = pasted(cases[i].before, cases[i].text);

		CHECK_STR(got, cases[i].after);
		free(got);
	}
}

/* Random keys never break the form: what is left parses without findings of a
 * kind that was not there, and undo gives the first text back. */
TEST(random_keys_keep_the_draft_whole)
{
	static const char *const keys[] = {"a", "B", " ", ".", "^", "<", ">", "- ", "*", "[[", "]]", "~", "{", "å", "1. ", "#", "}",
		"|", "”", "!"};
	const char *body = HEAD "# § 1 A\nDnr: X 1\n\n## Ärendet\n\nEn mening.\nEn till.\n\n- ett\n- två\n\n## Förslag till beslut\n\n"
				"Ja **fet** och \\*.\n\n## Beslut = Förslag till beslut\n\n# § 2 B\n\n## X\n\n| a | b |\n|---|---|\n"
				"| c | d |\n\n> Citat.\n> Mer.\n\n[[lucka]]\n";
	unsigned long seed = 4711;

	for (int round = 0; round < 300; round++) {
		struct doc *d = doc_new(span_of(body), STATE_UTKAST);
		struct cursor cur = {.typed_rev = (uint64_t)-1};
		struct edit_ctx e = {.doc = d, .cur = &cur};
		struct err err = ERR_INIT;
		size_t back, items;

		cur.at = cur.anchor = place_snap(doc_bytes(d), test_random(&seed) % strlen(body));
		for (int i = 0; i < 60; i++) {
			struct span s = doc_bytes(d);
			unsigned long r = test_random(&seed);

			if (r % 10 == 0)
				cur.at = cur.anchor = place_snap(s, test_random(&seed) % (s.n + 1));
			else if (r % 17 == 0)
				cur.anchor = place_snap(s, test_random(&seed) % (s.n + 1));
			play(&e, keys[(r >> 8) % (sizeof keys / sizeof keys[0])], false);
			CHECK(cur.at <= doc_bytes(d).n);
			cur.at = place_snap(doc_bytes(d), cur.at);
			cur.anchor = cur.at;
		}
		items = doc_protocol(d)->nitems;
		CHECK_INT(items, 2);
		CHECK(span_starts(doc_bytes(d), HEAD));
		while (doc_undo(d, &back, &err) == 0)
			;
		CHECK_SPAN(doc_bytes(d), body);
		doc_free(d);
		if (test_bad)
			break;
	}
}
