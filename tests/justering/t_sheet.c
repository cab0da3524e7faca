/* t_sheet: the words of a draft, each once and in its place, never a private note. */
#include "justering/sheet.h"

#include "base/u8.h"
#include "drafts.h"

static const char draft[] =
	"---\nformat: paragraf 1\ntyp: protokoll\nstil: vasterbotten\norgan: Fjällberedningen\n"
	"beslutande:\n  - Anna Ek (S), ordförande\n---\n\n"
	"# § 11 Mobil skötsel <!-- inte i texten -->\n"
	"Dnr: FN 79-2031\nKlubbat: 10.42 9f86d081884c7d65\n\n"
	"## Sammanfattning\n\n### @Gun Ask, HR-konsult\n\n"
	"Det är **fet**het, [länk](https://example.org) och [[en lucka]].\nMer \\*text\\* här[^1].\n\n"
	"<!-- hemligt\n\nännu mer -->\n\n"
	"[^1]: En not <!-- tyst --> om det.\n\n"
	"> citat av\n> en motion\n\n"
	"| Ledamot | Ja |\n|---|---|\n| Anna Ek (S) | x |\n\n"
	"## Beslut | Vi beslutar = Förslag till beslut + Y1\n\n"
	"# § 12 Nästa\n\n- att ett,\n  och mer\n1. två\n\n"
	"Sist <!-- som aldrig slutar\noch går på\n\nSlut.\n";

static void add_words(struct str *out, const struct sheet *s)
{
	for (size_t i = 0; i < s->nparts; i++) {
		str_addf(out, "%d.%d", s->part[i].para, s->part[i].nr);
		for (size_t k = 0; k < s->part[i].nwords; k++) {
			struct span w = sheet_seen(s, s->part[i].word + k);

			str_addf(out, "%s%.*s", s->word[s->part[i].word + k].glued ? "~" : " ", SPAN_FMT(w));
		}
		str_addc(out, '\n');
	}
}

TEST(parts_and_words_of_a_draft)
{
	struct protocol *p = protocol_parse(SPAN_LIT(draft));
	struct str out = STR_INIT;
	struct sheet s;

	sheet_read(&s, p);
	add_words(&out, &s);
	CHECK_STR(str_c(&out),
		"0.0 organ~: Fjällberedningen\n"
		"0.1 beslutande~:\n"
		"0.2 Anna Ek (~S~)~, ordförande\n"
		"11.0 § 11 Mobil skötsel\n"
		"11.1 Dnr~: FN 79-2031\n"
		"11.2 Klubbat~: 10.42\n"
		"11.3 Sammanfattning\n"
		"11.4 Gun Ask~, HR-konsult\n"
		"11.5 Det är fethet~, länk och [~[~en lucka~]~]~. Mer *~text~* här~[~^~1~]~.\n"
		"11.6 [~^~1~]~: En not om det~.\n"
		"11.7 citat av en motion\n"
		"11.8 Ledamot Ja\n"
		"11.9 Anna Ek (~S~) x\n"
		"11.10 Beslut | Vi beslutar = Förslag till beslut + Y1\n"
		"12.0 § 12 Nästa\n"
		"12.1 att ett~, och mer\n"
		"12.2 1~. två\n"
		"12.3 Sist\n"
		"12.4 Slut~.\n");
	CHECK_INT(s.part[8].kind, SHEET_PARA);
	CHECK_INT(s.part[8].section, 0);
	CHECK(sheet_find(&s, 11, 8) && sheet_find(&s, 11, 8)->kind == SHEET_ROW);
	CHECK(sheet_find(&s, 13, 0) == NULL);
	str_release(&out);
	sheet_release(&s);
	protocol_free(p);
}

TEST(a_word_has_its_place_in_the_draft)
{
	struct protocol *p = protocol_parse(SPAN_LIT("# § 1 Ett\n\nåäö **fet**het\n"));
	struct sheet s;

	sheet_read(&s, p);
	CHECK_INT(s.nwords, 5);
	if (s.nwords == 5) {
		CHECK_SPAN(span_sub(s.text, s.word[3].at.at, s.word[3].at.n), "åäö");
		CHECK_SPAN(span_sub(s.text, s.word[4].at.at, s.word[4].at.n), "fet**het");
		CHECK(s.word[3].first && !s.word[4].first);
	}
	sheet_release(&s);
	protocol_free(p);
}

TEST(sections_with_one_number_have_marks_of_their_own)
{
	struct protocol *p = protocol_parse(SPAN_LIT("# § 1 Ett\n\na\n\n# § 2 Två\n\n# § 1 Om\n\nb\n\n# Utan\n\n# Utan\n"));
	struct sheet s;

	sheet_read(&s, p);
	for (size_t i = 0; i < s.nparts; i++)
		CHECK(sheet_find(&s, s.part[i].para, s.part[i].nr) == &s.part[i]);
	sheet_release(&s);
	protocol_free(p);
}

TEST(running_text_is_split_alike)
{
	struct sheet_word *word = NULL;
	size_t n = 0, cap = 0;

	sheet_split(SPAN_LIT("  EU:s 14.30,\x1bX"), &word, &n, &cap);
	CHECK_INT(n, 4);
	if (n == 4) {
		CHECK(!word[0].glued && !word[1].glued && word[2].glued && !word[3].glued);
		CHECK_INT(word[1].at.at, 7);
		CHECK_INT(word[1].at.n, 5);
	}
	free(word);
	sheet_split(SPAN_NONE, &word, &n, &cap);
}

/* ---------------------------------------------------------------- any draft */

static bool of_marks(struct span line)
{
	for (size_t i = 0; i < line.n; i++)
		if (!strchr("#>|-*+ \t\r:\\@=._~!", line.p[i]))
			return false;
	return true;
}

/* Words are in order, do not overlap and lie in their parts; parts in order. */
static void check_order(const struct sheet *s)
{
	size_t end = 0, word = 0;

	for (size_t i = 0; i < s->nparts; i++) {
		const struct sheet_part *part = &s->part[i];

		CHECK(part->at.at >= end && part->word == word && part->nwords > 0);
		end = part->at.at;
		for (size_t k = 0; k < part->nwords; k++) {
			const struct sheet_word *w = &s->word[word + k];

			CHECK(w->at.n > 0 && w->at.at >= end && w->first == (k == 0));
			end = w->at.at + w->at.n;
		}
		word += part->nwords;
		CHECK(end <= part->at.at + part->at.n && part->at.at + part->at.n <= s->text.n);
	}
	CHECK_INT(word, s->nwords);
	if (!u8_valid(s->seen.buf ? s->seen.buf : "", s->seen.len, NULL))
		CHECK_FAIL("what is seen is no UTF-8");
	for (size_t i = 0, n; i < s->seen.len; i += n) {
		int32_t cp;

		n = u8_decode(s->seen.buf + i, s->seen.len - i, &cp);
		if (cp != '\n' && u8_control(cp))
			CHECK_FAIL("a control character is seen");
	}
}

/* What stands in no word: is it a mark, or on a line that is none of a part's? */
static void check_rest(const struct sheet *s, const struct protocol *p)
{
	size_t w = 0, note = 0;

	for (size_t i = 0, n; i < s->text.n; i += n) {
		int32_t cp;
		size_t start = i, end = i;

		n = u8_decode(s->text.p + i, s->text.n - i, &cp);
		while (w < s->nwords && s->word[w].at.at + s->word[w].at.n <= i)
			w++;
		if ((w < s->nwords && i >= s->word[w].at.at) || cp < 0x21 || u8_blank(cp) || u8_control(cp))
			continue;
		if (span_starts(span_from(s->text, i), "<!--"))
			note = span_find(s->text, "-->", i) + 3;
		if (i < note)
			continue;
		if (cp < 0x80 && strchr("#>|-*+\\@", cp))
			continue;
		while (start && s->text.p[start - 1] != '\n')
			start--;
		while (end < s->text.n && s->text.p[end] != '\n')
			end++;
		struct span line = span_sub(s->text, start, end - start);
		bool front = start < p->body && (span_starts(line, "format:") || span_starts(line, "typ:") ||
			span_starts(line, "stil:") || span_starts(line, "profil:"));

		if (front || of_marks(line) || span_find(line, "](", 0) != (size_t)-1 || span_starts(line, "Klubbat: "))
			continue;
		test_bad++;
		printf("%s:%d: no word has byte %zu of: %.*s\n", __FILE__, __LINE__, i - start, SPAN_FMT(line));
		return;
	}
}

static void check_draft(struct span bytes, bool whole)
{
	struct protocol *p = protocol_parse(bytes);
	struct sheet s;

	sheet_read(&s, p);
	check_order(&s);
	if (whole)
		check_rest(&s, p);
	sheet_release(&s);
	protocol_free(p);
}

TEST(samples_and_corpora)
{
	each_draft_there_is(check_draft);
}

static void same_words(struct span bytes, bool whole)
{
	struct protocol *p = protocol_parse(bytes), *q;
	struct str public = STR_INIT;
	struct sheet a, b;

	sheet_read(&a, p);
	sheet_public(&public, p);
	q = protocol_parse(str_span(&public));
	sheet_read(&b, q);
	CHECK(!whole || a.nwords == b.nwords);
	for (size_t i = 0; whole && i < a.nwords && i < b.nwords; i++)
		CHECK(span_eq(sheet_seen(&a, i), sheet_seen(&b, i)) && a.word[i].glued == b.word[i].glued);
	CHECK(span_find(str_span(&public), "<!-- hemligt", 0) == (size_t)-1);
	sheet_release(&a);
	sheet_release(&b);
	str_release(&public);
	protocol_free(p);
	protocol_free(q);
}

TEST(the_public_draft_has_the_same_words)
{
	struct protocol *p = protocol_parse(SPAN_LIT(draft));
	struct str out = STR_INIT;

	sheet_public(&out, p);
	CHECK(span_find(str_span(&out), "# § 11 Mobil skötsel\nDnr: FN 79-2031\nKlubbat: 10.42\n\n## Samm", 0) != (size_t)-1);
	CHECK(span_find(str_span(&out), "här[^1].\n\n[^1]: En not  om det.\n\n> citat", 0) != (size_t)-1);
	CHECK(span_find(str_span(&out), "Sist\n\nSlut.\n", 0) != (size_t)-1);
	same_words(SPAN_LIT(draft), true);
	each_draft_there_is(same_words);
	str_release(&out);
	protocol_free(p);
}

TEST(no_private_note_and_no_byte_twice)
{
	unsigned long seed = 11;

	for (int round = 0; round < 20000; round++) {
		struct str s = STR_INIT;
		struct protocol *p;
		struct sheet sheet;

		random_draft(&seed, &s);
		p = protocol_parse(str_span(&s));
		sheet_read(&sheet, p);
		check_order(&sheet);
		if (span_find(str_span(&sheet.seen), "hemligt", 0) != (size_t)-1) {
			test_bad++;
			printf("a note is seen in: %s\n-- as --\n%s\n", str_c(&s), str_c(&sheet.seen));
			round = 20000;
		}
		same_words(str_span(&s), false);
		sheet_release(&sheet);
		protocol_free(p);
		str_release(&s);
	}
}
