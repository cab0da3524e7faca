/* text: bytes, marks, revisions, lines. Undo is in t_undo.c. */
#include "text/text.h"

#include "naive.h"
#include "test.h"

TEST(empty)
{
	struct text *t = text_new(SPAN_NONE);
	size_t cursor = 77;

	CHECK_SPAN(text_bytes(t), "");
	CHECK_INT(text_rev(t), 0);
	CHECK_INT(text_lines(t), 1);
	CHECK_INT(text_line_of(t, 0), 0);
	CHECK_INT(text_line_start(t, 5), 0);
	CHECK(!text_undo(t, &cursor));
	CHECK(!text_redo(t, &cursor));
	CHECK_INT(cursor, 77);
	text_replace(t, 9, 9, SPAN_NONE);
	CHECK_INT(text_rev(t), 0);
	text_free(t);
	text_free(NULL);
}

TEST(ranges_outside_are_clipped)
{
	struct text *t = text_new(span_of("abc"));

	text_replace(t, 99, 99, span_of("d"));
	CHECK_SPAN(text_bytes(t), "abcd");
	text_replace(t, 2, (size_t)-1, span_of("å"));
	CHECK_SPAN(text_bytes(t), "abå");
	CHECK_INT(text_bytes(t).p[text_bytes(t).n], 0);
	CHECK_INT(text_rev(t), 2);
	/* without effect: the same bytes again */
	text_replace(t, 0, 2, span_of("ab"));
	CHECK_INT(text_rev(t), 2);
	text_free(t);
}

TEST(any_bytes)
{
	struct text *t = text_new(span_make("a\0b\xFF", 4));

	text_replace(t, 1, 1, span_make("\n\0", 2));
	CHECK_INT(text_bytes(t).n, 5);
	CHECK(memcmp(text_bytes(t).p, "a\n\0b\xFF", 5) == 0);
	CHECK_INT(text_lines(t), 2);
	text_free(t);
}

TEST(marks_stay_on_their_character)
{
	struct text *t = text_new(span_of("0123456789"));
	int five = text_mark_new(t, 5), end = text_mark_new(t, 99);

	text_replace(t, 0, 0, span_of("ab"));
	CHECK_INT(text_mark_at(t, five), 7);
	text_replace(t, 7, 0, span_of("x")); /* just before it: the character moves */
	CHECK_INT(text_mark_at(t, five), 8);
	text_replace(t, 9, 1, SPAN_NONE); /* behind it */
	CHECK_INT(text_mark_at(t, five), 8);
	text_replace(t, 6, 4, span_of("yy")); /* around it */
	CHECK_INT(text_mark_at(t, five), 6);
	CHECK_INT(text_mark_at(t, end), text_bytes(t).n);
	text_mark_set(t, five, 1000);
	CHECK_INT(text_mark_at(t, five), text_bytes(t).n);
	text_mark_free(t, five);
	CHECK_INT(text_mark_new(t, 1), five); /* numbers are used again */
	/* what is no mark is nothing */
	text_mark_free(t, -1);
	text_mark_set(t, 99, 1);
	CHECK_INT(text_mark_at(t, 99), 0);
	text_free(t);
}

TEST(lines)
{
	struct text *t = text_new(span_of("a\n\nbc\n"));

	CHECK_INT(text_lines(t), 4);
	CHECK_INT(text_line_start(t, 2), 3);
	CHECK_INT(text_line(t, 2).n, 2);
	CHECK_INT(text_line(t, 3).at, 6);
	CHECK_INT(text_line(t, 3).n, 0);
	CHECK_INT(text_line(t, 9).at, 6);
	CHECK_INT(text_line_of(t, 1), 0); /* the newline belongs to its line */
	CHECK_INT(text_line_of(t, 2), 1);
	CHECK_INT(text_line_of(t, 99), 3);
	text_replace(t, 0, 2, SPAN_NONE);
	CHECK_INT(text_lines(t), 3);
	text_free(t);
}

TEST(changed_since)
{
	struct text *t = text_new(span_of("0123456789"));
	struct range r;

	CHECK_INT(text_changed_since(t, 0).n, 0);
	text_replace(t, 2, 0, span_of("ab")); /* 01ab23456789 */
	text_replace(t, 8, 2, SPAN_NONE);     /* 01ab234589 */
	r = text_changed_since(t, 0);
	CHECK_INT(r.at, 2);
	CHECK_INT(r.n, 6);
	r = text_changed_since(t, 1);
	CHECK_INT(r.at, 8);
	CHECK_INT(r.n, 0);
	CHECK_INT(text_changed_since(t, 9).n, text_bytes(t).n);
	for (int i = 0; i < 3000; i++)
		text_replace(t, 5, 0, span_of("x"));
	CHECK_INT(text_changed_since(t, 1).at, 0);
	CHECK_INT(text_changed_since(t, 1).n, text_bytes(t).n);
	CHECK_INT(text_changed_since(t, text_rev(t) - 3).n, 3);
	text_free(t);
}

/* Random edits with undo and redo, against whole copies. What lies outside
 * text_changed_since is the same as it was. */
TEST(random_edits_agree_with_the_naive_model)
{
	unsigned long seed = 11;

	for (int round = 0; round < 60; round++) {
		struct naive m;
		struct text *t = text_new(span_of("Fjällberedningen\nbeslutar\n"));
		size_t cursor;

		naive_init(&m, text_bytes(t));
		for (int i = 0; i < 150; i++) {
			static const char *const ins[] = {"", "å", "\n", "ord och ord", "\xFF", "a"};
			size_t n = naive_bytes(&m).n;
			size_t at = test_random(&seed) % (n + 3), del = test_random(&seed) % 5;
			const char *with = ins[test_random(&seed) % 6];
			uint64_t rev = text_rev(t);
			char *before = span_dup(text_bytes(t));
			struct range r;
			size_t back, nb = n;

			switch (test_random(&seed) % 5) {
			case 0:
				CHECK_INT(text_undo(t, &cursor), m.now > 0);
				m.now -= m.now > 0;
				break;
			case 1:
				CHECK_INT(text_redo(t, &cursor), m.now + 1 < m.n);
				m.now += m.now + 1 < m.n;
				break;
			default:
				text_replace(t, at, del, span_of(with));
				if (text_rev(t) != rev)
					naive_replace(&m, at, del, span_of(with), false);
			}
			CHECK(span_eq(text_bytes(t), naive_bytes(&m)));
			n = text_bytes(t).n;
			r = text_changed_since(t, rev);
			back = n - r.at - r.n;
			CHECK(r.at + r.n <= n && r.at + back <= nb);
			if (text_rev(t) != rev) {
				CHECK(memcmp(before, text_bytes(t).p, r.at) == 0);
				CHECK(memcmp(before + nb - back, text_bytes(t).p + n - back, back) == 0);
			} else {
				CHECK(span_eq(text_bytes(t), span_make(before, nb)));
			}
			free(before);
		}
		naive_release(&m);
		text_free(t);
	}
}

/* Marks against a slow truth: the mark's character is a byte of its own kind,
 * and edits elsewhere may not move it to another. */
TEST(marks_follow_through_random_edits)
{
	unsigned long seed = 5;

	for (int round = 0; round < 200; round++) {
		struct text *t = text_new(span_of("aaaaaaaaaaXaaaaaaaaa"));
		int mark = text_mark_new(t, 10);

		for (int i = 0; i < 40; i++) {
			struct span s = text_bytes(t);
			size_t x = (size_t)((const char *)memchr(s.p, 'X', s.n) - s.p);
			size_t at = test_random(&seed) % (s.n + 1), del = test_random(&seed) % 4;

			if (at <= x && x < at + del)
				del = x - at;
			text_replace(t, at, del, span_of(test_random(&seed) % 2 ? "b" : "ccc"));
			CHECK_INT(text_bytes(t).p[text_mark_at(t, mark)], 'X');
		}
		text_free(t);
	}
}

TEST(line_index_agrees_with_counting)
{
	unsigned long seed = 3;
	struct text *t = text_new(SPAN_NONE);

	for (int i = 0; i < 400; i++) {
		struct span s = text_bytes(t);
		size_t line = 0;

		text_replace(t, test_random(&seed) % (s.n + 1), test_random(&seed) % 3,
			span_of(test_random(&seed) % 2 ? "a\n" : "\nå"));
		s = text_bytes(t);
		for (size_t at = 0; at <= s.n; at++) {
			CHECK(text_line_of(t, at) == line);
			line += at < s.n && s.p[at] == '\n';
		}
		CHECK_INT(text_lines(t), line + 1);
	}
	text_free(t);
}

/* Many changes in a row give what they give one by one. */
TEST(changes_in_bulk)
{
	unsigned long seed = 17;

	for (int round = 0; round < 60; round++) {
		struct text *a = text_new(span_of(round % 2 ? "" : "åäö abc")), *b = text_new(text_bytes(a));
		size_t ca = 0, cb = 0;

		text_bulk_end(b); /* none begun: nothing */
		text_bulk_begin(b);
		for (int i = 0; i < 200; i++) {
			size_t at = test_random(&seed) % (text_bytes(a).n + 3), del = test_random(&seed) % 6;
			size_t what = test_random(&seed) % 10, n = test_random(&seed) % 9;
			char big[6000];

			memset(big, 'a' + i % 26, sizeof big);
			if (what == 9)
				n = sizeof big;
			if (what == 7) {
				CHECK_INT(text_undo(a, &ca), text_undo(b, &cb));
			} else if (what == 8) {
				CHECK_INT(text_redo(a, &ca), text_redo(b, &cb));
			} else {
				text_replace(a, at, del, span_make(big, n));
				text_replace(b, at, del, span_make(big, n));
			}
			CHECK_INT(ca, cb);
			if (i % 50 == 49) {
				text_bulk_end(b);
				CHECK(span_eq(text_bytes(a), text_bytes(b)));
				CHECK_INT(text_bytes(b).p[text_bytes(b).n], 0);
				text_bulk_begin(b);
			}
		}
		text_bulk_end(b);
		while (text_undo(a, &ca))
			CHECK(text_undo(b, &cb));
		CHECK(span_eq(text_bytes(a), text_bytes(b)));
		CHECK_INT(text_rev(a), text_rev(b));
		text_free(a);
		text_free(b);
	}
}
