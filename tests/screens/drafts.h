/* drafts: texts for the property tests of units, places and rows: random lines
 * of the draft format, random bytes, and a draft that has every form. */
#ifndef TESTS_SCREENS_DRAFTS_H
#define TESTS_SCREENS_DRAFTS_H

#include "test.h"

#define DRAFT_ALL \
	"---\nformat: paragraf 1\ntyp: protokoll\norgan: Byrådet\n---\n\n# § 1 Ett *kursivt*\nDnr: X 1\nSlag: val\n\n" \
	"## Sammanfattning\n\n### @Gun Ask, konsult\n\nEn mening.\nEn till med [[lucka]] och **fet**.\n\n- ett\n  mer\n- två\n" \
	"  - inre\n\n1. a\n2. b\n\n> Citat.\n> Mer.\n\n## Förslag till beslut\n\nJa \\*.\n\n- att x,\n- att y.\n\n" \
	"## Beslut = Förslag till beslut\n\n## Beslutsunderlag\n\n# § 2 Två\n\n<!-- Egen\nanteckning -->\n\n" \
	"## X\n\n| a | b |\n|---|---|\n| c | d |\n\nRad\\\nnästa.\n\n### Rubrik\n\n[^1]: Not.\n\n- Y1 tillägg, alla:\n  att z.\n\n" \
	"o\xCC\x88 日本 \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC slut\n"

__attribute__((unused)) static void draft_random(struct str *out, unsigned long *seed)
{
	static const char *const piece[] = {"# § 1 Ett\n", "# § 12\n", "# Fri\n", "## Beslut\n", "## Beslut = Förslag till beslut\n",
		"### @Gun Ask, konsult\n", "### Rubrik\n", "Dnr: X 1\n", "Slag: val\n", "\n", "\n", "\n\n", "En mening. Två.\n",
		"fet **x** *y* \\* [[lucka]]\n", "[[", "]]", "**", "\\", "\\\n", "- ett\n", "  två\n", "  - inre\n", "1. a\n", "> citat\n",
		"| a | b |\n", "|---|---|\n", "<!-- not\n", "-->\n", "[^1]: not\n", "[^1]", "å ä ö", "o\xCC\x88", "日本", " ", "\t", "\r\n",
		"\xFF", "\xC3", "\x1b[31m", "---\n", "- Y1 tillägg, alla:\n  att x.\n", "[text](url)", "![bild](bilagor/x.png)", "- ", "x"};

	str_clear(out);
	if (test_random(seed) % 3 == 0)
		str_adds(out, "---\nformat: paragraf 1\n---\n\n");
	for (size_t n = test_random(seed) % 30; n > 0; n--)
		str_adds(out, piece[test_random(seed) % (sizeof piece / sizeof piece[0])]);
}

__attribute__((unused)) static void draft_noise(struct str *out, unsigned long *seed)
{
	static const char likely[] = "#\n\n -|>*[]\\<!a1.:\xC3\xA5\xFF\r\t\x1b";

	str_clear(out);
	for (size_t n = test_random(seed) % 120; n > 0; n--)
		str_addc(out, test_random(seed) % 4 ? likely[test_random(seed) % (sizeof likely - 1)] : (char)test_random(seed));
}

/* Calls check for the fixed draft, its edges, and 2 * rounds random ones. */
__attribute__((unused)) static void draft_each(int rounds, void (*check)(struct span s))
{
	static const char *const edges[] = {"", "\n", "\n\n", "x", "x\n", "# ", "---\n---\n", "---\n", "---\na: b\n---", "- ", "[[]]\n", "## B\n",
		"# § 1 A\n\n## B\n\n## C\n",
		"# § 1 A\nDnr: X 1\nKlubbat: 10.42 0123456789abcdef, 10.55 0123456789abcdef\nX: y\n\n## B\n\nText.\n", DRAFT_ALL};
	struct str s = STR_INIT;
	unsigned long seed = 20310409;

	for (size_t i = 0; i < sizeof edges / sizeof edges[0] && !test_bad; i++) {
		check(span_of(edges[i]));
		if (test_bad)
			printf("  draft |%s|\n", edges[i]);
	}
	for (int i = 0; i < rounds && !test_bad; i++) {
		draft_random(&s, &seed);
		check(str_span(&s));
		if (test_bad)
			printf("  round %d, draft |%s|\n", i, str_c(&s));
		draft_noise(&s, &seed);
		if (!test_bad)
			check(str_span(&s));
		if (test_bad)
			printf("  round %d, last |%s|\n", i, str_c(&s));
	}
	str_release(&s);
}

#endif
