/* tests/bench/sprak: the invented protocols are what the bench takes them for,
 * and the number of false red marks in them does not grow again. */
#include <stdlib.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/pairs.h"
#include "doc/protocol.h"
#include "lang/report.h"
#include "lang/words.h"

#include "test.h"

#define FOLDER "tests/bench/sprak"
#define TEXTS_LEAST 10
#define WORDS_LEAST 1150  /* of one text, as spelling counts them */
#define ERRORS_LEAST 12
#define RED_MOST_DEV 22   /* of all of them together; 16 when this was written: names and new words */
#define RED_MOST_PROV 17  /* 13 */

/* The names without .md, sorted. */
static void texts(struct strlist *out)
{
	struct strlist all = {.v = NULL};

	CHECK_INT(fs_list(FOLDER, &all, NULL), 0);
	for (size_t i = 0; i < all.n; i++) {
		struct span name = span_of(all.v[i]);

		if (span_ends(name, ".md") && (span_starts(name, "dev-") || span_starts(name, "prov-")))
			strlist_add(out, name.p, name.n - 3);
	}
	strlist_sort(out);
	strlist_release(&all);
}

static void read_text(const char *name, struct str *out)
{
	char *path = str_format(FOLDER "/%s.md", name);

	CHECK_INT(fs_read(path, out, NULL), 0);
	free(path);
}

static size_t times(struct span text, struct span what)
{
	char *needle = span_dup(what);
	size_t n = 0;

	for (size_t at = span_find(text, needle, 0); at != (size_t)-1; at = span_find(text, needle, at + 1))
		n++;
	free(needle);
	return n;
}

TEST(texts_are_drafts)
{
	struct strlist names = {.v = NULL};

	texts(&names);
	CHECK(names.n >= TEXTS_LEAST);
	for (size_t i = 0; i < names.n; i++) {
		struct str s = STR_INIT;
		struct protocol *p;

		read_text(names.v[i], &s);
		p = protocol_parse(str_span(&s));
		if (p->nfindings || !p->nitems) {
			printf("%s: %zu findings\n", names.v[i], p->nfindings);
			CHECK_FAIL("no canonical draft");
		}
		protocol_free(p);
		str_release(&s);
	}
	strlist_release(&names);
}

struct piece {
	size_t from, to;
};

static int by_place(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;

	return x->from < y->from ? -1 : x->from > y->from;
}

/* A row: right words = wrong words ; KIND. */
static bool good_row(const struct pair *row, struct span text, struct piece *out)
{
	size_t semi = row->right.p ? span_find(row->right, " ; ", 0) : (size_t)-1;
	char *left = span_dup(row->left);
	bool good = semi != (size_t)-1 && row->right.n == semi + 4 && strchr("SHKCATGV", row->right.p[semi + 3]) &&
		!span_eq(row->left, span_sub(row->right, 0, semi)) && times(text, row->left) == 1;

	out->from = span_find(text, left, 0);
	out->to = out->from + row->left.n;
	free(left);
	return good;
}

TEST(errors_stand_once)
{
	struct strlist names = {.v = NULL};

	texts(&names);
	for (size_t i = 0; i < names.n; i++) {
		char *path = str_format(FOLDER "/%s.fel", names.v[i]);
		struct pairs rows = {.v = NULL};
		struct piece *place;
		struct str s = STR_INIT;

		read_text(names.v[i], &s);
		CHECK_INT(pairs_load(path, &rows, NULL), 0);
		CHECK(rows.n >= ERRORS_LEAST);
		place = mem_alloc((rows.n + 1) * sizeof *place);
		for (size_t k = 0; k < rows.n; k++)
			if (!good_row(&rows.v[k], str_span(&s), &place[k])) {
				printf("%s:%d: %.*s\n", path, rows.v[k].line, SPAN_FMT(rows.v[k].left));
				CHECK_FAIL("stands not once, or the row has not the form");
			}
		qsort(place, rows.n, sizeof *place, by_place);
		for (size_t k = 1; k < rows.n; k++)
			CHECK(place[k - 1].to <= place[k].from); /* else they can't be planted together */
		free(place);
		free(path);
		pairs_release(&rows);
		str_release(&s);
	}
	strlist_release(&names);
}

/* Red marks in one text; false when there is no dictionary. */
static bool red_in(const char *name, size_t *red)
{
	struct words *w = words_new();
	struct spell *sp = spell_open(w);
	struct report r = {.row = NULL};
	struct str s = STR_INIT;
	struct protocol *p;
	struct err err = ERR_INIT;
	bool there;

	read_text(name, &s);
	p = protocol_parse(str_span(&s));
	words_add_protocol(w, p);
	there = report_run(sp, str_span(&s), false, &r, &err) == 0;
	if (!there)
		printf("SKIP: %s\n", err.msg);
	else
		CHECK(r.words >= WORDS_LEAST);
	for (size_t i = 0; i < r.n; i++)
		*red += r.row[i].mark == SPELL_RED;
	report_release(&r);
	spell_free(sp);
	words_free(w);
	protocol_free(p);
	str_release(&s);
	return there;
}

TEST(red_marks_stay_few)
{
	struct strlist names = {.v = NULL};
	size_t dev = 0, prov = 0;

	texts(&names);
	for (size_t i = 0; i < names.n; i++)
		if (!red_in(names.v[i], span_starts(span_of(names.v[i]), "dev-") ? &dev : &prov))
			break;
	printf("red marks: dev %zu, prov %zu\n", dev, prov);
	CHECK(dev <= RED_MOST_DEV);
	CHECK(prov <= RED_MOST_PROV);
	strlist_release(&names);
}
