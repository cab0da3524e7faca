/* markup: see markup.h. */
#include "out/markup.h"

#include <stdlib.h>

#include "base/u8.h"

struct job {
	struct out_blocks *b;
	enum out_role role;
	const char *file;
	struct remarks *remarks;
	bool gap;   /* an empty line came before */
	int table;  /* index of the table that goes on, -1 */
	size_t cap; /* rows it has room for */
};

/* Takes the next cell of a row, up to an unescaped '|'. */
static bool next_cell(struct span *rest, struct span *cell)
{
	size_t i = 0;

	if (!rest->p || !rest->n)
		return false;
	while (i < rest->n && rest->p[i] != '|')
		i += rest->p[i] == '\\' && i + 1 < rest->n ? 2 : 1;
	*cell = span_trim(span_sub(*rest, 0, i));
	*rest = i < rest->n ? span_from(*rest, i + 1) : SPAN_NONE;
	return true;
}

static void add_row(struct job *j, struct span line)
{
	struct out_block *t;
	size_t n = 0;
	struct span rest = span_from(line, 1), part;

	while (next_cell(&rest, &part))
		n++;
	if (!n)
		return;
	if (j->table < 0 || j->b->v[j->table].cols != n) {
		t = out_add(j->b, OUT_TABLE, j->role);
		t->labels = true;
		t->cols = n;
		t->tight = !j->gap;
		j->table = (int)(j->b->n - 1);
		j->cap = 0;
	}
	t = &j->b->v[j->table];
	if (t->rows == j->cap) {
		struct out_cell *all;

		j->cap = j->cap ? j->cap * 2 : 16;
		all = arena_alloc(&j->b->arena, j->cap * n * sizeof *all);
		if (t->rows)
			memcpy(all, t->cell, t->rows * n * sizeof *all);
		t->cell = all;
	}
	rest = span_from(line, 1);
	for (size_t c = 0; next_cell(&rest, &part); c++)
		t->cell[t->rows * n + c].runs = runs_parse(j->b, part);
	t->rows++;
}

static void add_sign(struct job *j, struct span text)
{
	struct out_block *o = out_add(j->b, OUT_SIGN, ROLE_SIGN);
	struct span label = SPAN_NONE, name = SPAN_NONE;
	struct runs runs;
	struct str s = STR_INIT;

	next_cell(&text, &label);
	next_cell(&text, &name);
	runs = runs_parse(j->b, label);
	runs_text(&runs, &s);
	o->label = span_make(arena_dup(&j->b->arena, str_c(&s), s.len), s.len);
	o->runs = runs_parse(j->b, name);
	o->tight = !j->gap;
	o->keep_whole = true;
	str_release(&s);
}

static void add_command(struct job *j, struct span line, int nr)
{
	struct span word = line, rest = SPAN_LIT("");
	size_t at = span_find(line, " ", 0);

	if (at != (size_t)-1) {
		word = span_sub(line, 0, at);
		rest = span_trim(span_from(line, at));
	}
	if (span_is(word, "%sida"))
		out_add(j->b, OUT_BREAK, j->role);
	else if (span_is(word, "%streck"))
		out_add(j->b, OUT_RULE, j->role);
	else if (span_is(word, "%underskrift"))
		add_sign(j, rest);
	else
		remark_add(j->remarks, j->file, nr,
		        "okänt ”%.*s”: %%sida, %%streck och %%underskrift finns", SPAN_FMT(word));
}

static void add_line(struct job *j, struct span line)
{
	static const struct {
		const char *mark;
		enum out_block_kind kind;
		int level;
		enum out_role role;
	} forms[] = {
	        {"### ", OUT_HEAD, 4, ROLE_LABEL},
	        {"## ", OUT_HEAD, 3, ROLE_LABEL},
	        {"# ", OUT_HEAD, 1, ROLE_TITLE},
	        {"- ", OUT_ITEM, 0, ROLE_NONE},
	};
	struct out_block *o;

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (span_starts(line, forms[i].mark)) {
			struct runs runs =
			        runs_parse(j->b, span_trim(span_from(line, strlen(forms[i].mark))));

			o = out_add(j->b, forms[i].kind,
			        forms[i].role != ROLE_NONE ? forms[i].role : j->role);
			o->level = forms[i].level;
			o->keep_next = o->kind == OUT_HEAD;
			o->mark = o->kind == OUT_ITEM ? SPAN_LIT("-") : SPAN_NONE;
			o->tight = !j->gap && j->b->n > 1;
			o->runs = runs;
			return;
		}
	o = out_add(j->b, OUT_PARA, j->role);
	o->runs = runs_parse(j->b, line);
	o->tight = !j->gap;
}

void markup_blocks(struct out_blocks *b, struct span text, enum out_role role, const char *file,
        struct remarks *remarks)
{
	struct job j = {
	        .b = b, .role = role, .file = file, .remarks = remarks, .gap = true, .table = -1};
	struct span rest = text, line;
	int nr = 0;

	while (rest.n && span_line(&rest, &line)) {
		line = span_trim(line);
		nr++;
		if (!line.n) {
			j.gap = true;
			j.table = -1;
			continue;
		}
		if (line.p[0] == '|') {
			add_row(&j, line);
		} else {
			j.table = -1;
			if (line.p[0] == '%')
				add_command(&j, line, nr);
			else
				add_line(&j, line);
		}
		j.gap = false;
	}
}
