/* place: where the cursor may stand. Next and previous are each other's inverse,
 * every place is reached from the first one, snap changes no place. */
#include "screens/place.h"

#include "screens/drafts.h"

static void walks(struct span s)
{
	size_t first = place_snap(s, 0), at = first, n = 0, seen = 0;

	/* without any place, snap gives an offset in the text and nothing moves */
	CHECK(first <= s.n);
	for (;;) {
		size_t next = place_next(s, at);

		CHECK_INT(place_snap(s, at), at);
		if (next == at)
			break;
		CHECK(next > at);
		CHECK_INT(place_prev(s, next), at);
		at = next;
		if (++n > s.n + 1 || test_bad)
			break;
	}
	CHECK_INT(place_next(s, at), at);
	CHECK_INT(place_prev(s, first), first);
	/* every offset snaps to one of those */
	for (size_t i = 0; i <= s.n + 1; i++) {
		size_t p = place_snap(s, i);

		CHECK_INT(place_snap(s, p), p);
		CHECK(p >= first && p <= at);
	}
	/* and every unit that stops has its ends among them */
	for (struct unit u = unit_at(s, 0), v; !test_bad; u = v) {
		if (place_stops(s, &u)) {
			CHECK_INT(place_snap(s, place_first(s, &u)), place_first(s, &u));
			CHECK_INT(place_snap(s, place_last(s, &u)), place_last(s, &u));
			CHECK(place_first(s, &u) <= place_last(s, &u));
			seen++;
		}
		if (!unit_next(s, &u, &v))
			break;
	}
	if (seen == 0)
		CHECK_INT(n, 0);
}

TEST(places_are_walked_both_ways)
{
	draft_each(400, walks);
}

static void cells(struct span s)
{
	struct place_cells c = {NULL, 0, 0};

	for (struct unit u = unit_at(s, 0), v; !test_bad; u = v) {
		size_t end = u.text;

		place_cells(s, &u, &c);
		for (size_t i = 0; i < c.n; i++) {
			if (c.v[i].fixed)
				continue;
			CHECK(c.v[i].n > 0);
			CHECK(c.v[i].at >= end);
			CHECK(c.v[i].glyph.n > 0);
			end = c.v[i].at + c.v[i].n;
		}
		CHECK(end <= u.end);
		if (!unit_next(s, &u, &v))
			break;
	}
	place_cells_release(&c);
}

TEST(cells_are_in_order_and_apart)
{
	draft_each(1000, cells);
}

TEST(what_is_seen)
{
	static const struct {
		const char *line, *seen;
	} rows[] = {{"Ja **fet** och *kursiv*.\n", "Ja fet och kursiv."}, {"En.\nTvå.\n", "En. Två."}, {"a \\* b\n", "a * b"},
		{"- ett\n  mer\n", "– ett mer"}, {"12. tolv\n", "12. tolv"}, {"> Citat.\n> Mer.\n", "Citat. Mer."},
		{"x [[lucka]] y\n", "x [lucka] y"}, {"## Beslut = Förslag till beslut\n", "Beslut  som Förslag till beslut"},
		{"# § 13 Titel\n", "§ 13 Titel"}, {"### @Gun Ask, konsult\n", "Gun Ask, konsult"}, {"<!-- not -->\n", " not "},
		{"o\xCC\x88l\n", "o\xCC\x88l"}, {"10\xC2\xA0% av\n", "10 % av"}, {"", ""}};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct span s = span_of(rows[i].line);
		struct unit u = unit_at(s, 0);
		struct place_cells c = {NULL, 0, 0};
		struct str seen = STR_INIT;

		place_cells(s, &u, &c);
		for (size_t k = 0; k < c.n; k++)
			str_addspan(&seen, c.v[k].glyph);
		CHECK_STR(str_c(&seen), rows[i].seen);
		str_release(&seen);
		place_cells_release(&c);
	}
}

/* A no-break blank is seen as a blank and passed in one step. */
TEST(a_no_break_blank_is_one_place)
{
	struct span s = SPAN_LIT("a 10\xC2\xA0% b\n");
	struct range r;

	CHECK_INT(place_next(s, 4), 6);
	CHECK_INT(place_prev(s, 6), 4);
	CHECK_INT(place_snap(s, 5), 6);
	CHECK(place_cell_before(s, 6, &r));
	CHECK_INT(r.at, 4);
	CHECK_INT(r.n, 2);
}

TEST(null_and_empty)
{
	struct range r;

	CHECK_INT(place_snap(SPAN_NONE, 0), 0);
	CHECK_INT(place_snap(SPAN_NONE, 9), 0);
	CHECK_INT(place_next(SPAN_NONE, 0), 0);
	CHECK_INT(place_prev(SPAN_NONE, 0), 0);
	CHECK(!place_cell_at(SPAN_NONE, 0, &r));
	CHECK(!place_cell_before(SPAN_NONE, 0, &r));
}
