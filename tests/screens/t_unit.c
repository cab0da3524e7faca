/* unit: the pieces cover any text, once, and agree with each other. */
#include "screens/unit.h"

#include "screens/drafts.h"

static bool same(const struct unit *a, const struct unit *b)
{
	return a->kind == b->kind && a->at == b->at && a->end == b->end && a->text == b->text && a->text_end == b->text_end;
}

static void covers(struct span s)
{
	struct unit u = unit_at(s, 0), v, w;
	size_t end = 0;
	int n = 0;

	for (;; u = v) {
		CHECK_INT(u.at, end);
		CHECK(u.end >= u.at && u.end <= s.n);
		CHECK(u.at <= u.text && u.text <= u.text_end && u.text_end <= u.end);
		CHECK(u.kind < UNIT_KINDS);
		/* every byte of it gives it */
		for (size_t at = u.at; at < u.end; at++) {
			w = unit_at(s, at);
			CHECK(same(&w, &u));
		}
		end = u.end;
		if (!unit_next(s, &u, &v))
			break;
		CHECK(unit_prev(s, &v, &w) && same(&w, &u));
		if (++n > 1000 || test_bad)
			break;
	}
	CHECK_INT(end, s.n);
	w = unit_at(s, s.n);
	CHECK(same(&w, &u));
	w = unit_at(s, s.n + 100);
	CHECK(same(&w, &u));
	CHECK(unit_body(s) <= s.n);
}

TEST(units_cover_any_text)
{
	draft_each(1500, covers);
}

TEST(kinds)
{
	static const struct {
		enum unit_kind kind;
		const char *text;
	} want[] = {{UNIT_FRONT, NULL}, {UNIT_EMPTY, ""}, {UNIT_ITEM, "Ett *kursivt*"}, {UNIT_META, "X 1"}, {UNIT_META, "val"},
		{UNIT_EMPTY, ""}, {UNIT_SECTION, "Sammanfattning"}, {UNIT_EMPTY, ""}, {UNIT_PRESENTER, "Gun Ask, konsult"},
		{UNIT_EMPTY, ""}, {UNIT_PARA, "En mening.\nEn till med [[lucka]] och **fet**."}, {UNIT_EMPTY, ""},
		{UNIT_LIST, "ett\n  mer"}, {UNIT_LIST, "två"}, {UNIT_LIST, "inre"}, {UNIT_EMPTY, ""}, {UNIT_LIST, "a"}, {UNIT_LIST, "b"},
		{UNIT_EMPTY, ""}, {UNIT_QUOTE, "Citat.\n> Mer."}, {UNIT_EMPTY, ""}, {UNIT_SECTION, "Förslag till beslut"}};
	struct span s = span_of(DRAFT_ALL);
	struct unit u = unit_at(s, 0), v;

	for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
		CHECK_INT(u.kind, want[i].kind);
		if (want[i].text)
			CHECK_SPAN(span_sub(s, u.text, u.text_end - u.text), want[i].text);
		CHECK(unit_next(s, &u, &v));
		u = v;
	}
}

TEST(null_and_empty)
{
	struct unit u = unit_at(SPAN_NONE, 0), v;

	CHECK_INT(u.kind, UNIT_EMPTY);
	CHECK(!unit_next(SPAN_NONE, &u, &v));
	CHECK(!unit_prev(SPAN_NONE, &u, &v));
	CHECK_INT(unit_body(SPAN_NONE), 0);
}
