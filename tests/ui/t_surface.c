/* surface: cells, clipping, wide clusters, what is not fit for a terminal. */
#include "test.h"

#include "ui/surface.h"
#include "ui/theme.h"

static void check_row(const struct surface *s, int row, const char *want)
{
	struct str text = STR_INIT;

	surface_row_text(s, row, &text);
	CHECK_STR(str_c(&text), want);
	str_release(&text);
}

TEST(print_and_clip)
{
	struct surface s;

	surface_init(&s, 2, 8);
	CHECK_INT(surface_puts(&s, 0, 6, "åäö", ROLE_NORMAL), 9);
	check_row(&s, 0, "      åä");
	CHECK_INT(surface_puts(&s, 0, -2, "abcd", ROLE_NORMAL), 2);
	check_row(&s, 0, "cd    åä");
	surface_puts(&s, -1, 0, "x", 0);
	surface_puts(&s, 2, 0, "x", 0);
	surface_puts(&s, 1, 900, "x", 0);
	check_row(&s, 1, "");
	CHECK_INT(surface_print(&s, 1, 3, SPAN_NONE, 0), 3);
	CHECK(surface_cell(&s, 2, 0) == NULL && surface_cell(&s, 0, -1) == NULL);
	surface_release(&s);
}

TEST(wide_clusters)
{
	struct surface s;

	surface_init(&s, 1, 6);
	surface_puts(&s, 0, 0, "日本語", 0);
	check_row(&s, 0, "日本語");
	CHECK_INT(surface_cell(&s, 0, 0)->width, 2);
	CHECK_INT(surface_cell(&s, 0, 1)->width, 0);
	surface_puts(&s, 0, 1, "x", 0); /* over a right half: the left goes too */
	check_row(&s, 0, " x本語");
	surface_puts(&s, 0, 2, "y", 0); /* over a left half */
	check_row(&s, 0, " xy 語");
	surface_clear(&s, 0);
	surface_puts(&s, 0, 5, "日", 0); /* no room for both halves */
	check_row(&s, 0, "");
	surface_puts(&s, 0, -1, "日a", 0);
	check_row(&s, 0, " a");
	surface_release(&s);
}

TEST(unfit_bytes_become_substitutes)
{
	struct surface s;
	static const char bad[] = "a\x1b[2J\x07\xFF\xC2\x9B\xE2\x80\xAE\n\tz";

	surface_init(&s, 1, 40);
	CHECK_INT(surface_puts(&s, 0, 0, bad, 0), surface_width(span_of(bad)));
	check_row(&s, 0, "a\xEF\xBF\xBD[2J\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz");
	surface_clear(&s, 0);
	surface_puts(&s, 0, 0, "\xCC\x88x", 0); /* a mark without a letter */
	check_row(&s, 0, "\xE2\x97\x8C\xCC\x88x");
	surface_release(&s);
}

TEST(clusters)
{
	struct surface s;
	struct str zalgo = STR_INIT;

	surface_init(&s, 1, 10);
	CHECK_INT(surface_puts(&s, 0, 0, "a\xCC\x88o\xCC\x88", 0), 2);
	CHECK_INT(surface_cell(&s, 0, 0)->n, 3);
	str_adds(&zalgo, "e");
	str_addrep(&zalgo, "\xCC\x81", 200);
	str_adds(&zalgo, "!");
	CHECK_INT(surface_puts(&s, 0, 0, str_c(&zalgo), 0), 2);
	CHECK(surface_cell(&s, 0, 0)->n <= CELL_BYTES);
	CHECK_INT(surface_cell(&s, 0, 0)->n % 2, 1); /* whole marks only */
	CHECK_SPAN(span_make(surface_cell(&s, 0, 1)->text, 1), "!");
	str_release(&zalgo);
	surface_release(&s);
}

TEST(parts)
{
	struct surface s, sub;
	int r, c;

	surface_init(&s, 6, 20);
	sub = surface_sub(&s, 1, 2, 3, 5);
	surface_puts(&sub, 0, 0, "abcdefgh", 0);
	surface_puts(&sub, 3, 0, "utanför", 0);
	check_row(&s, 1, "  abcde");
	check_row(&s, 4, "");
	CHECK(area_has(surface_area(&sub), 2, 4, &r, &c));
	CHECK(r == 1 && c == 2);
	CHECK(!area_has(surface_area(&sub), 4, 4, &r, &c));
	surface_cursor(&sub, 99, 99);
	CHECK(s.cursor[0] == 3 && s.cursor[1] == 6);
	sub = surface_sub(&s, 4, 10, 99, 99);
	CHECK(sub.rows == 2 && sub.cols == 10);
	sub = surface_sub(&s, -1, 0, 1, 5);
	CHECK_INT(sub.rows, 0);
	surface_fill(&sub, 0, 0, 9, 9, ROLE_ERROR);
	surface_cursor(&sub, 0, 0);
	sub = surface_sub(&s, 50, 50, -3, 4);
	CHECK(sub.rows == 0 && sub.cols == 0);
	surface_puts(&sub, 0, 0, "x", 0);
	surface_release(&s);
}

TEST(fields)
{
	struct surface s;

	surface_init(&s, 1, 12);
	CHECK_INT(surface_field(&s, 0, 1, 6, SPAN_LIT("Fjällnämnden"), 0), 7);
	check_row(&s, 0, " Fjäll…");
	CHECK_INT(surface_field(&s, 0, 1, 6, SPAN_LIT("ö"), 0), 7);
	check_row(&s, 0, " ö");
	CHECK_INT(surface_field(&s, 0, 0, 4, SPAN_LIT("日本語"), 0), 4);
	check_row(&s, 0, "日…");
	CHECK_INT(surface_right(&s, 0, 12, SPAN_LIT("10.42"), 0), 7);
	check_row(&s, 0, "日…    10.42");
	CHECK_INT(surface_field(&s, 0, 3, 0, SPAN_LIT("x"), 0), 3);
	surface_mark(&s, 0, -2, 4, MARK_SELECTED);
	CHECK(surface_cell(&s, 0, 1)->style & MARK_SELECTED);
	CHECK(!(surface_cell(&s, 0, 2)->style & MARK_SELECTED));
	surface_release(&s);
}

TEST(any_text_at_any_place)
{
	static const char alphabet[] = "aå日\xCC\x88\xFF\x1b\n\xF0\x9F\x91\xA9\xE2\x80\x8D\xEF\xB8\x8F";
	unsigned long seed = 3;
	struct surface s;

	surface_init(&s, 3, 9);
	for (int round = 0; round < 5000; round++) {
		char text[24];
		size_t n = test_random(&seed) % sizeof text;
		int col = (int)(test_random(&seed) % 16) - 4, end;

		for (size_t i = 0; i < n; i++)
			text[i] = alphabet[test_random(&seed) % (sizeof alphabet - 1)];
		end = surface_print(&s, (int)(test_random(&seed) % 5) - 1, col, span_make(text, n), 0);
		CHECK_INT(end - col, surface_width(span_make(text, n)));
	}
	for (int r = 0; r < 3; r++)
		for (int c = 0; c < 9; c++) {
			const struct cell *cell = surface_cell(&s, r, c);

			CHECK(cell->width != 0 || (c > 0 && surface_cell(&s, r, c - 1)->width == 2));
			CHECK(cell->width != 2 || (c < 8 && surface_cell(&s, r, c + 1)->width == 0));
			CHECK((cell->width == 0) == (cell->n == 0));
		}
	surface_release(&s);
}

TEST(sizes)
{
	struct surface s;

	surface_init(&s, 0, -5);
	CHECK(s.rows == 1 && s.cols == 1);
	surface_resize(&s, 100000, 3);
	CHECK(s.rows == SURFACE_MAX && s.cols == 3);
	surface_release(&s);
}
