/* view: the rows of a draft at any width. */
#include "screens/view.h"
#include "ui/surface.h"

#include "doc/doc.h"
#include "screens/drafts.h"

static int row_width(const struct view_row *r)
{
	int w = r->indent;

	for (size_t k = 0; k < r->n; k++)
		w += surface_width(view_cells(r)[k].glyph);
	return w;
}

static const int widths[] = {1, 2, 10, 80};

static int rows_with(const struct view *v, size_t at)
{
	int n = 0;

	for (size_t i = 0; i < v->n; i++)
		n += v->row[i].stops && at >= v->row[i].at && at <= v->row[i].end;
	return n;
}

static void at_width(struct span s, const struct protocol *p, int width)
{
	struct view v = {.row = NULL};
	size_t at = place_snap(s, 0), last;
	int row, col, before = -1;

	view_layout(&v, s, p, (struct view_top){0, 0}, 100000, width);
	for (size_t i = 0; i < v.n && !test_bad; i++) {
		const struct view_row *r = &v.row[i];
		/* a wide letter needs its two columns whatever the width is; the blank
		 * that a row was broken at may stand outside */
		bool blank = r->n > 1 && span_is(view_cells(r)[r->n - 1].glyph, " ");

		CHECK(!r->n || r->first + r->n <= r->unit->cells.n);
		CHECK(row_width(r) - (blank ? 1 : 0) <= (width < 2 ? 2 : width));
		if (test_bad)
			printf("  row %zu, kind %d, %zu cells, indent %d\n", i, r->kind, r->n, r->indent);
	}
	/* every place is on one row, in order */
	do {
		struct unit u = unit_at(s, at);

		if (!place_stops(s, &u))
			break;
		CHECK(view_find(&v, at, &row, &col));
		CHECK(rows_with(&v, at) >= 1);
		CHECK(row >= before);
		/* the blank at the end of a full row, and the place behind it */
		CHECK(col >= 0 && col <= width + (width < 10 ? 2 : 1));
		before = row;
		last = at;
		at = place_next(s, at);
	} while (at != last && !test_bad);
	view_release(&v);
}

static void fits(struct span s)
{
	struct doc *d = doc_new(s, STATE_UTKAST);

	for (size_t i = 0; i < sizeof widths / sizeof widths[0] && !test_bad; i++) {
		at_width(doc_bytes(d), doc_protocol(d), widths[i]);
		if (test_bad)
			printf("  width %d\n", widths[i]);
	}
	doc_free(d);
}

TEST(every_place_is_on_a_row_and_no_row_too_wide)
{
	draft_each(150, fits);
}

/* Down and up again comes back to the row, at the first column to the place. In
 * one or two columns a row may hold only a mark; there only the end is tested. */
static void vertical(struct span src)
{
	struct doc *d = doc_new(src, STATE_UTKAST);
	struct span s = doc_bytes(d);
	const struct protocol *p = doc_protocol(d);
	struct view v = {.row = NULL};

	for (size_t w = 0; w < sizeof widths / sizeof widths[0] && !test_bad; w++) {
		size_t at = view_vertical(&v, s, p, place_snap(s, 0), 1, 0, widths[w]), down;
		int steps = 0;

		for (;; at = down) {
			down = view_vertical(&v, s, p, at, 1, 0, widths[w]);
			if (down == at || ++steps > 3000)
				break;
			CHECK(down > at);
			if (widths[w] >= 10)
				CHECK_INT(view_vertical(&v, s, p, down, -1, 0, widths[w]), at);
			if (test_bad) {
				printf("  width %d, at %zu, down %zu\n", widths[w], at, down);
				break;
			}
		}
		CHECK(steps <= 3000);
	}
	view_release(&v);
	doc_free(d);
}

TEST(down_then_up_comes_back)
{
	draft_each(60, vertical);
}

/* The whole text can be scrolled through both ways and the place is shown. */
static void scrolls(struct span src)
{
	struct doc *d = doc_new(src, STATE_UTKAST);
	struct span s = doc_bytes(d);
	const struct protocol *p = doc_protocol(d);
	struct view v = {.row = NULL};
	struct view_top top = {unit_body(s), 0}, next;
	int n = 0, row, col;

	for (;; top = next, n++) {
		next = view_scroll(&v, s, p, top, 1, 10);
		if ((next.at == top.at && next.skip == top.skip) || n > 3000)
			break;
	}
	CHECK(n <= 3000);
	next = view_scroll(&v, s, p, top, -n, 10);
	CHECK(next.at <= place_snap(s, 0));
	for (size_t at = 0; at <= s.n && !test_bad; at += 7) {
		size_t place = place_snap(s, at);
		struct unit u = unit_at(s, place);

		if (!place_stops(s, &u))
			break;
		top = view_show(&v, s, p, top, place, 5, 10);
		view_layout(&v, s, p, top, 5, 10);
		CHECK(view_find(&v, place, &row, &col));
		CHECK(row >= 0 && row < 5);
	}
	view_release(&v);
	doc_free(d);
}

TEST(scrolling_reaches_all)
{
	draft_each(60, scrolls);
}

TEST(a_long_paragraph_that_grows_is_not_kept_at_each_key)
{
	struct view v = {.row = NULL};
	struct str s = STR_INIT;

	for (int i = 0; i < 600; i++)
		str_adds(&s, "ord ");
	for (int i = 0; i < 300; i++) {
		str_addc(&s, 'x');
		view_layout(&v, str_span(&s), NULL, (struct view_top){0, 0}, 40, 80);
	}
	CHECK(v.nkept < 30000);
	view_release(&v);
	str_release(&s);
}

TEST(a_unit_is_laid_out_once)
{
	struct str s = STR_INIT;
	struct view v = {.row = NULL};
	size_t made;

	for (int i = 0; i < 20; i++)
		str_addf(&s, "Stycke %d med text.\n\n", i);
	view_layout(&v, str_span(&s), NULL, (struct view_top){0, 0}, 30, 40);
	made = v.made;
	CHECK_INT(made, 15);
	for (int i = 0; i < 50; i++) {
		str_replace(&s, 3, 0, "a", 1);
		view_layout(&v, str_span(&s), NULL, (struct view_top){0, 0}, 30, 40);
	}
	CHECK_INT(v.made, made + 50);
	/* what has not been seen for long goes, and comes again */
	for (int i = 0; i < 5000; i++) {
		str_replace(&s, 3, 1, i % 2 ? "o" : "e", 1);
		str_replace(&s, 4, 0, "a", i % 9 == 0);
		view_layout(&v, str_span(&s), NULL, (struct view_top){0, 0}, 30, 40);
	}
	CHECK(v.nkept < 200000);
	view_layout(&v, str_span(&s), NULL, (struct view_top){0, 0}, 30, 20);
	CHECK(v.n == 30);
	view_release(&v);
	str_release(&s);
}

/* "10 %" stays on one row where an ordinary blank would part it. */
TEST(a_row_does_not_end_at_a_no_break_blank)
{
	static const char plain[] = "Andelen är 10 % nu\n", glued[] = "Andelen är 10\xC2\xA0% nu\n";
	struct view v = {.row = NULL};

	view_layout(&v, SPAN_LIT(plain), NULL, (struct view_top){0, 0}, 10, 14);
	CHECK_INT(v.row[1].at, strlen("Andelen är 10 "));
	view_layout(&v, SPAN_LIT(glued), NULL, (struct view_top){0, 0}, 10, 14);
	CHECK_INT(v.row[1].at, strlen("Andelen är "));
	view_release(&v);
}
