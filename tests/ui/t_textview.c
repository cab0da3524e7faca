/* textview: wrapping, pages, differences, search. */
#include "test.h"

#include "ui/textview.h"
#include "ui/theme.h"

static char *shows(struct textview *v, int rows, int cols)
{
	struct surface s;
	struct str out = STR_INIT;

	surface_init(&s, rows, cols);
	textview_draw(v, &s);
	for (int r = 0; r < rows; r++) {
		surface_row_text(&s, r, &out);
		str_addc(&out, '\n');
	}
	surface_release(&s);
	return str_take(&out);
}

static void check(struct textview *v, int rows, int cols, const char *want)
{
	char *got = shows(v, rows, cols);

	CHECK_STR(got, want);
	free(got);
}

TEST(wraps_words)
{
	struct textview v;

	textview_init(&v, TEXTVIEW_WRAP);
	textview_set(&v, SPAN_LIT("Fjällberedningen beslutar\natt utreda.\n\nSlut"));
	check(&v, 6, 12, "Fjällberedni\nngen\nbeslutar\natt utreda.\n\nSlut\n");
	check(&v, 2, 40, "Fjällberedningen beslutar\natt utreda.\n");
	check(&v, 3, 1, "F\nj\nä\n");
	textview_set(&v, SPAN_NONE);
	check(&v, 2, 5, "\n\n");
	textview_release(&v);
}

TEST(what_is_wrapped_hangs_under_the_text)
{
	struct textview v;

	textview_init(&v, TEXTVIEW_WRAP | TEXTVIEW_HANG);
	textview_set(&v, SPAN_LIT("  F1, F2  Går till början av stycket.\nrak text som är för lång\n    (inte nu, se raden)"));
	check(&v, 9, 20, "  F1, F2  Går till\n          början av\n          stycket.\nrak text som är för\nlång\n"
		"    (inte nu, se\n    raden)\n\n\n");
	check(&v, 3, 12, "  F1, F2\nGår till\nbörjan av\n");
	textview_release(&v);
}

TEST(pages)
{
	struct textview v;

	textview_init(&v, TEXTVIEW_PAGES);
	textview_set(&v, SPAN_LIT("ett\n1\n\ftvå\n2\n\ftre\n3\n"));
	check(&v, 3, 14, "ett\n1\n── sida 2 ────\n");
	CHECK_INT(textview_pages(&v), 3);
	textview_go_page(&v, 2);
	check(&v, 2, 14, "två\n2\n");
	CHECK_INT(textview_page(&v), 2);
	textview_go_page(&v, 99);
	check(&v, 2, 14, "tre\n3\n");
	textview_go_page(&v, -1);
	CHECK_INT(textview_page(&v), 1);
	textview_go_end(&v);
	check(&v, 2, 14, "tre\n3\n");
	CHECK_INT(textview_percent(&v), 100);
	textview_release(&v);
}

TEST(differences)
{
	struct textview v;
	struct surface s;

	surface_init(&s, 2, 30);
	textview_init(&v, TEXTVIEW_DIFF);
	textview_set(&v, SPAN_LIT("a [-bort\nta-]{+nytt+} b"));
	textview_draw(&v, &s);
	CHECK_INT(surface_cell(&s, 0, 0)->style, ROLE_NORMAL);
	CHECK_INT(surface_cell(&s, 0, 2)->style, ROLE_GONE);
	CHECK_INT(surface_cell(&s, 1, 0)->style, ROLE_GONE);
	CHECK_INT(surface_cell(&s, 1, 3)->style, ROLE_GONE);
	CHECK_INT(surface_cell(&s, 1, 4)->style, ROLE_NEW);
	CHECK_INT(surface_cell(&s, 1, 11)->style, ROLE_NEW);
	CHECK_INT(surface_cell(&s, 1, 13)->style, ROLE_NORMAL);
	textview_release(&v);
	surface_release(&s);
}

TEST(search)
{
	struct textview v;

	textview_init(&v, TEXTVIEW_WRAP);
	textview_set(&v, SPAN_LIT("Ärende ett\narende\nÄRENDE"));
	free(shows(&v, 3, 20));
	CHECK(textview_find(&v, SPAN_LIT("ärende"), false));
	CHECK_INT(v.match.at, 0);
	CHECK(textview_find(&v, SPAN_LIT("ärende"), false));
	CHECK_INT(v.match.at, 19);
	CHECK(textview_find(&v, SPAN_LIT("ärende"), false));
	CHECK_INT(v.match.at, 0);
	CHECK(textview_find(&v, SPAN_LIT("ärende"), true));
	CHECK_INT(v.match.at, 19);
	CHECK(!textview_find(&v, SPAN_LIT("finns ej"), false));
	CHECK(!textview_find(&v, SPAN_NONE, false));
	textview_release(&v);
}

TEST(any_bytes)
{
	unsigned long seed = 11;
	static const char alphabet[] = "aå \n\f\r[-]{+}\xFF\x1b日";

	for (int round = 0; round < 400; round++) {
		struct textview v;
		char text[60];
		size_t n = test_random(&seed) % sizeof text;
		int cols = 1 + (int)(test_random(&seed) % 12);

		for (size_t i = 0; i < n; i++)
			text[i] = alphabet[test_random(&seed) % (sizeof alphabet - 1)];
		textview_init(&v, (unsigned)test_random(&seed) % 32);
		textview_set(&v, span_make(text, n));
		free(shows(&v, 1 + (int)(test_random(&seed) % 5), cols));
		textview_go_page(&v, 2);
		textview_find(&v, SPAN_LIT("å"), round % 2);
		free(shows(&v, 4, cols + 1));
		CHECK(v.top < v.n || v.n == 0);
		textview_release(&v);
	}
}

TEST(from_change_to_change)
{
	struct surface s;
	struct textview v;

	surface_init(&s, 4, 40);
	textview_init(&v, TEXTVIEW_WRAP | TEXTVIEW_DIFF);
	textview_set(&v, SPAN_LIT("ett\n[-gone-]{+new+} två\ntre\nfyra\nfem\nsex\n{+sju\nåtta+}\n[-nio-]\n"));
	textview_draw(&v, &s);
	CHECK_INT(textview_changes(&v), 3);
	CHECK(textview_go_change(&v, 0));
	CHECK_INT(v.match.at, 4);
	CHECK_INT(v.match.n, 15);
	CHECK_INT(v.top, 0);
	CHECK(textview_go_change(&v, 1));
	CHECK_SPAN(span_sub(str_span(&v.text), v.match.at, v.match.n), "{+sju\nåtta+}");
	CHECK(v.top > 0);
	CHECK(textview_go_change(&v, 2));
	CHECK_SPAN(span_sub(str_span(&v.text), v.match.at, v.match.n), "[-nio-]");
	CHECK(!textview_go_change(&v, 3));
	textview_set(&v, SPAN_LIT("Ingen skillnad."));
	CHECK_INT(textview_changes(&v), 0);
	CHECK(!textview_go_change(&v, 0));
	textview_set(&v, SPAN_LIT("[-utan slut"));
	CHECK_INT(textview_changes(&v), 1);
	textview_release(&v);
	textview_init(&v, TEXTVIEW_WRAP);
	textview_set(&v, SPAN_LIT("[-x-]"));
	CHECK_INT(textview_changes(&v), 0);
	textview_release(&v);
	surface_release(&s);
}

TEST(parts_with_looks_of_their_own)
{
	static const struct textview_run runs[] = {{{2, 3}, ROLE_GONE}, {{8, 1}, ROLE_NEW}};
	struct textview v;
	struct surface s;

	textview_init(&v, TEXTVIEW_WRAP);
	textview_set(&v, SPAN_LIT("abcdef\nghi\n"));
	textview_runs(&v, runs, 2);
	surface_init(&s, 3, 10);
	textview_draw(&v, &s);
	CHECK_INT(surface_cell(&s, 0, 1)->style, ROLE_NORMAL);
	CHECK_INT(surface_cell(&s, 0, 2)->style, ROLE_GONE);
	CHECK_INT(surface_cell(&s, 0, 4)->style, ROLE_GONE);
	CHECK_INT(surface_cell(&s, 0, 5)->style, ROLE_NORMAL);
	CHECK_INT(surface_cell(&s, 1, 1)->style, ROLE_NEW);
	/* another text has none of them */
	textview_set(&v, SPAN_LIT("abcdef\n"));
	textview_draw(&v, &s);
	CHECK_INT(surface_cell(&s, 0, 2)->style, ROLE_NORMAL);
	surface_release(&s);
	textview_release(&v);
}

TEST(a_place_is_brought_into_sight)
{
	struct textview v;
	struct surface s;
	struct str text = STR_INIT;

	for (int i = 0; i < 100; i++)
		str_addf(&text, "%02d\n", i);
	textview_init(&v, TEXTVIEW_WRAP);
	textview_set(&v, str_span(&text));
	/* before it has been laid out, too */
	textview_show(&v, (struct range){150, 2});
	surface_init(&s, 12, 10);
	textview_draw(&v, &s);
	CHECK(v.top <= 48 && v.top + 12 > 52);
	CHECK_INT(s.cursor[0], 50 - (int)v.top);
	textview_show(&v, (struct range){0, 2});
	textview_draw(&v, &s);
	CHECK_INT(v.top, 0);
	surface_release(&s);
	str_release(&text);
	textview_release(&v);
}
