/* bars: see bars.h. Layout of one row; knows commands only as rows of a table. */
#include "ui/bars.h"

#include <string.h>

#include "ui/theme.h"

enum { ENTRIES_MAX = 64 };

struct entry {
	const struct command *command;
	int col, cols;
	bool shown;
};

struct bar {
	struct entry v[ENTRIES_MAX];
	size_t n;
};

static int entry_cols(const struct command *c)
{
	int key = c->keys[0] ? surface_width(span_of(c->keys[0])) + 1 : 0;

	return key + surface_width(span_of(c->label)) + 1;
}

static void add_table(struct bar *bar, const struct command *table, unsigned have)
{
	for (const struct command *c = table; c && c->id && bar->n < ENTRIES_MAX; c++)
		if (c->label && (!c->in || c->in & have))
			bar->v[bar->n++] = (struct entry){c, 0, entry_cols(c), true};
}

/* Leaves out the least weight, the last of equals, until the rest fits. */
static void fit_bar(struct bar *bar, int cols)
{
	for (;;) {
		struct entry *least = NULL;
		int sum = 0;

		for (size_t i = 0; i < bar->n; i++) {
			struct entry *e = &bar->v[i];

			if (!e->shown)
				continue;
			sum += e->cols;
			if (!least || e->command->weight <= least->command->weight)
				least = e;
		}
		if (!least || sum - 1 <= cols)
			break;
		least->shown = false;
	}
	for (size_t i = 0, col = 0; i < bar->n; i++)
		if (bar->v[i].shown) {
			bar->v[i].col = (int)col;
			col += (size_t)bar->v[i].cols;
		}
}

static void lay_out(
	struct bar *bar, int cols, const struct command *table, const struct command *global, unsigned have)
{
	memset(bar, 0, sizeof *bar);
	add_table(bar, table, have);
	add_table(bar, global, have);
	fit_bar(bar, cols);
}

void bars_functions(struct surface *s, int row, const struct command *opt_table, const struct command *opt_global,
	unsigned have)
{
	struct bar bar;

	lay_out(&bar, s->cols, opt_table, opt_global, have);
	surface_fill(s, row, 0, 1, s->cols, ROLE_NORMAL);
	for (size_t i = 0; i < bar.n; i++) {
		const struct entry *e = &bar.v[i];
		bool off = (e->command->needs & ~have) != 0;
		int col = e->col;

		if (!e->shown)
			continue;
		if (e->command->keys[0]) {
			col = surface_puts(s, row, col, e->command->keys[0], off ? ROLE_BAR_OFF : ROLE_BAR_KEY);
			/* colour is not the only sign of what can't run now */
			col = surface_puts(s, row, col, off ? "-" : " ", off ? ROLE_BAR_OFF : ROLE_NORMAL);
		}
		surface_puts(s, row, col, e->command->label, off ? ROLE_BAR_OFF : ROLE_BAR_LABEL);
	}
}

const struct command *bars_functions_at(
	int cols, int col, const struct command *opt_table, const struct command *opt_global, unsigned have)
{
	struct bar bar;

	lay_out(&bar, cols, opt_table, opt_global, have);
	for (size_t i = 0; i < bar.n; i++)
		if (bar.v[i].shown && col >= bar.v[i].col && col < bar.v[i].col + bar.v[i].cols - 1)
			return bar.v[i].command;
	return NULL;
}

void bars_status(
	struct surface *s, int row, const char *left, const char *middle, const char *right, unsigned style)
{
	struct span l = span_of(left), m = span_of(middle), r = span_of(right);
	int lw = surface_width(l), mw = surface_width(m), rw = surface_width(r);
	int at;

	surface_fill(s, row, 0, 1, s->cols, style);
	if (rw && lw + rw + 3 > s->cols)
		rw = 0;
	surface_field(s, row, 1, lw < s->cols - 2 ? lw : s->cols - 2, l, style);
	if (rw)
		surface_right(s, row, s->cols - 1, r, style);
	at = (s->cols - mw) / 2;
	if (at < lw + 3) /* not in the very middle, if it only fits */
		at = lw + 3;
	if (mw && at + mw + 2 + (rw ? rw + 1 : 0) <= s->cols)
		surface_print(s, row, at, m, style);
}
