/* motion: where the cursor goes. */
#include "text/motion.h"

#include "base/u8.h"
#include "test.h"

/* Offsets are written as a bar in the text: "ett| två". */
static size_t bar(const char *marked, char *plain)
{
	const char *at = strchr(marked, '|');

	memcpy(plain, marked, (size_t)(at - marked));
	memcpy(plain + (at - marked), at + 1, strlen(at));
	return (size_t)(at - marked);
}

typedef size_t motion(struct span s, size_t at);

static void check_move(int line, motion *move, const char *from, const char *to)
{
	char a[300], b[300];
	size_t at = bar(from, a), want = bar(to, b), got = move(span_of(a), at);

	if (got == want && strcmp(a, b) == 0)
		return;
	printf("line %d: |%s| goes to %zu, not %zu\n", line, from, got, want);
	CHECK(false);
}

/* From the bar of the first text, the motion ends at the bar of the second. */
#define CHECK_MOVE(move, from, to) check_move(__LINE__, move, from, to)

static motion *const all[] = {motion_cluster_next, motion_cluster_prev, motion_word_next, motion_word_prev,
	motion_line_start, motion_line_end, motion_paragraph_next, motion_paragraph_prev, motion_sentence_next,
	motion_sentence_prev, motion_section_next, motion_section_prev, motion_item_next, motion_item_prev};

TEST(clusters)
{
	CHECK_MOVE(motion_cluster_next, "a|o\xCC\x88z", "ao\xCC\x88|z");
	CHECK_MOVE(motion_cluster_prev, "ao\xCC\x88|z", "a|o\xCC\x88z");
	CHECK_MOVE(motion_cluster_next, "å|", "å|");
	CHECK_MOVE(motion_cluster_prev, "|å", "|å");
	CHECK_MOVE(motion_cluster_next, "a|\r\nb", "a\r\n|b");
	/* from inside a cluster to its bounds */
	CHECK_INT(motion_cluster_next(span_of("o\xCC\x88z"), 1), 3);
	CHECK_INT(motion_cluster_prev(span_of("o\xCC\x88z"), 2), 0);
}

TEST(words)
{
	CHECK_MOVE(motion_word_next, "|hälso- och", "hälso- |och");
	CHECK_MOVE(motion_word_next, "EU|:s mål", "EU:s |mål");
	CHECK_MOVE(motion_word_next, "ett|.\n\n- två", "ett.\n\n- |två");
	CHECK_MOVE(motion_word_next, "ett |slut.\n", "ett slut.\n|");
	CHECK_MOVE(motion_word_prev, "ett tv|å", "ett |två");
	CHECK_MOVE(motion_word_prev, "ett |två", "|ett två");
	CHECK_MOVE(motion_word_prev, "ett\n\n  |två", "|ett\n\n  två");
	CHECK_MOVE(motion_word_prev, "- |ett", "|- ett");
	CHECK_MOVE(motion_word_prev, "\n- |ett", "|\n- ett");
	CHECK_INT(motion_word_at(span_of("ett två"), 3).n, 3);
	CHECK_INT(motion_word_at(span_of("ett två"), 4).at, 4);
	CHECK_INT(motion_word_at(span_of("ett  två"), 4).n, 0);
	CHECK_INT(motion_word_at(span_of("ett."), 4).n, 0);
	CHECK_INT(motion_word_at(SPAN_NONE, 4).n, 0);
}

TEST(lines)
{
	CHECK_MOVE(motion_line_start, "a\nb|c\nd", "a\n|bc\nd");
	CHECK_MOVE(motion_line_end, "a\nb|c\nd", "a\nbc|\nd");
	CHECK_MOVE(motion_line_start, "a\n|", "a\n|");
	CHECK_MOVE(motion_line_end, "a|\n", "a|\n");
	CHECK_MOVE(motion_line_end, "|ab\r\nc", "ab|\r\nc");
	CHECK_MOVE(motion_line_end, "|\r\nc", "|\r\nc");
}

TEST(paragraphs)
{
	const char *s = "# § 1\nDnr: 1\n\nEtt.\nTvå.\n  \n## B\nTre.";
	struct range r = motion_paragraph(span_of(s), strlen("# § 1\nDnr: 1\n\nEtt.\nT"));

	CHECK_SPAN(span_sub(span_of(s), r.at, r.n), "Ett.\nTvå.");
	r = motion_paragraph(span_of(s), 2);
	CHECK_SPAN(span_sub(span_of(s), r.at, r.n), "# § 1");
	r = motion_paragraph(span_of(s), strlen(s));
	CHECK_SPAN(span_sub(span_of(s), r.at, r.n), "Tre.");
	r = motion_paragraph(span_of("a\n\nb"), 2);
	CHECK_INT(r.at, 2);
	CHECK_INT(r.n, 0);
	CHECK_MOVE(motion_paragraph_next, "E|tt.\nTvå.\n\n\nTre.", "Ett.\nTvå.\n\n\n|Tre.");
	CHECK_MOVE(motion_paragraph_next, "|# A\nEtt.", "# A\n|Ett.");
	CHECK_MOVE(motion_paragraph_next, "Ett.\n|", "Ett.\n|");
	CHECK_MOVE(motion_paragraph_prev, "Ett.\nTv|å.\n", "|Ett.\nTvå.\n");
	CHECK_MOVE(motion_paragraph_prev, "Ett.\n\n|Två.", "|Ett.\n\nTvå.");
	CHECK_MOVE(motion_paragraph_prev, "\n\n|Två.", "|\n\nTvå.");
}

TEST(sections_and_items)
{
	CHECK_MOVE(motion_section_next, "|## A\n\n#\n### x\n## B\n", "## A\n\n#\n### x\n|## B\n");
	CHECK_MOVE(motion_section_next, "## |A\n", "## A\n|");
	CHECK_MOVE(motion_section_prev, "## A\n\nb|\n", "|## A\n\nb\n");
	CHECK_MOVE(motion_section_prev, "## A\n|## B\n", "|## A\n## B\n");
	CHECK_MOVE(motion_item_next, "x\n|\n## A\n# § 2\n", "x\n\n## A\n|# § 2\n");
	CHECK_MOVE(motion_item_prev, "x\n# § 1\n|# § 2\n", "x\n|# § 1\n# § 2\n");
	CHECK_MOVE(motion_item_prev, "x\n|", "|x\n");
}

TEST(sentence_motions)
{
	CHECK_MOVE(motion_sentence_next, "|Ett. Två.", "Ett. |Två.");
	CHECK_MOVE(motion_sentence_next, "Ett. |Två.\n\n  Tre.", "Ett. Två.\n\n  |Tre.");
	CHECK_MOVE(motion_sentence_next, "Ett| är Karl A. Berg här. Ja", "Ett är Karl A. Berg här. |Ja");
	CHECK_MOVE(motion_sentence_next, "Ett. |Två.\n", "Ett. Två.\n|");
	CHECK_MOVE(motion_sentence_prev, "Ett. Tv|å.", "Ett. |Två.");
	CHECK_MOVE(motion_sentence_prev, "Ett. |Två.", "|Ett. Två.");
	CHECK_MOVE(motion_sentence_prev, "Ett. Två.\n\n|Tre.", "Ett. |Två.\n\nTre.");
	CHECK_MOVE(motion_sentence_prev, "  |Ett.", "|  Ett.");
}

TEST(sentence_end)
{
	static const struct {
		const char *text; /* the bar stands before the blank asked about */
		bool ends;
	} row[] = {
		{"Ett är klart.| Två", true},
		{"Ett är klart?| Två", true},
		{"Ett är klart!| 12 bord", true},
		{"Han sade ”ja.”| Sedan", true},
		{"Han gick (sent).| ”Hej”", true},
		{"Klart.|  (Se nedan", true},
		{"Klart.|\xC2\xA0Två", true},
		{"Klart.| två", false},
		{"Klart|. Två", false},
		{"Klart| Två", false},
		{"Klart.| ", false},
		{"Klart.|\nTvå", false},
		{"byar, t.ex.| Storsele", false},
		{"byar, T.ex.| Storsele", false},
		{"orden m.m.| Sedan", false},
		{"för item.m.| Sedan", true},
		{"Karl A.| Berg", false},
		{"J.-O.| Berg", false},
		{"partiet ÅÄ.| Sedan", true},
		{"Å.| Berg", false},
		{"12.| Utreda", false},
		{"  3.| Utreda", false},
		{"Vi är 12.| Sedan", true},
		{"o\xCC\x88.| A\xCC\x8A", true},
		{"Va?| \xFF", false},
	};
	struct strlist abbr = {NULL, 0, 0};

	strlist_add(&abbr, "t.ex.", 5);
	strlist_add(&abbr, "m.m.", 4);
	strlist_add(&abbr, "", 0);
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		char s[100];
		size_t at = bar(row[i].text, s);

		if (sentence_ends(span_of(s), at, &abbr) != row[i].ends)
			printf("row: %s\n", row[i].text);
		CHECK_INT(sentence_ends(span_of(s), at, &abbr), row[i].ends);
	}
	CHECK(sentence_ends(span_of("t.ex. Storsele"), 5, NULL));
	CHECK(!sentence_ends(SPAN_NONE, 0, NULL));
	CHECK(!sentence_ends(span_of("a."), 99, NULL));
	strlist_release(&abbr);
}

static bool boundary(struct span s, size_t at)
{
	size_t b = 0;

	while (b < at)
		b = u8_next(s.p, s.n, b);
	return b == at;
}

/* Any bytes: always on a boundary, in the right direction, and moving until the end. */
TEST(motions_hold_on_any_bytes)
{
	static const char *const piece[] = {"a", "Å", "o\xCC\x88", " ", "\n", "\n\n", ". ", "A", "# ", "## ", "- ",
		"\xFF", "\xC3", "\xCC\x88", "\r\n", "\r", "日", "\xF0\x9F\x87\xB8", "\xE2\x80\x8D", "12", "t.ex. ", "\"",
		"\xF0\x9F\x91\xA9", "-", ":"};
	unsigned long seed = 17;

	for (int i = 0; i < 1500; i++) {
		struct str s = STR_INIT;
		struct span t;

		for (size_t n = test_random(&seed) % 30; n > 0; n--)
			str_adds(&s, piece[test_random(&seed) % (sizeof piece / sizeof piece[0])]);
		t = str_span(&s);
		for (size_t at = 0; at <= t.n + 1; at++) {
			for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
				size_t to = all[k](t, at);

				CHECK(to <= t.n);
				if (!boundary(t, to))
					printf("motion %zu from %zu to %zu\n", k, at, to);
				CHECK(boundary(t, to));
			}
			if (at < t.n && boundary(t, at)) {
				CHECK(motion_word_next(t, at) > at && motion_sentence_next(t, at) > at);
				CHECK(motion_paragraph_next(t, at) > at && motion_item_next(t, at) > at);
			}
			if (at > 0 && at <= t.n) {
				CHECK(motion_word_prev(t, at) < at && motion_sentence_prev(t, at) < at);
				CHECK(motion_paragraph_prev(t, at) < at && motion_item_prev(t, at) < at);
			}
			CHECK(motion_line_start(t, at) <= at && motion_line_end(t, at) <= t.n);
		}
		str_release(&s);
	}
}
