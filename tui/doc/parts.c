/* parts: what stands in the blocks of a section: yrkanden, votes, reservations,
 * mirrors, notes. Reads blocks and borrows their text. */
#include "doc/read.h"

/* Nobody makes this many in one item; lookups beyond it would take time squared. */
enum { MANY = 300 };

/* Takes a leading word and the blank after it. */
static bool take(struct span *s, const char *word)
{
	if (!span_starts(*s, word))
		return false;
	*s = span_from(*s, strlen(word));
	return true;
}

static bool take_number(struct span *s, int *out)
{
	size_t n = 0;
	long v;

	while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
		n++;
	if (!span_int(span_sub(*s, 0, n), &v) || v == 0)
		return false;
	*out = (int)v;
	*s = span_from(*s, n);
	return true;
}

static struct span *split_names(struct reader *r, struct span s, size_t *n, bool *ok)
{
	struct vec names = VEC(struct span);
	struct span piece, name, party;

	*ok = true;
	while (span_split(&s, ",", &piece)) {
		piece = span_trim(piece);
		if (!piece.n || !person_split_name(piece, &name, &party))
			*ok = false;
		if (piece.n)
			*(struct span *)vec_push(&names) = piece;
	}
	*n = names.n;
	return vec_take(&names, r->a);
}

static struct span join(struct reader *r, const struct span *line, size_t n)
{
	struct str s = STR_INIT;
	struct span out = n ? line[0] : SPAN_LIT("");

	if (n > 1) {
		for (size_t i = 0; i < n; i++) {
			if (i)
				str_addc(&s, ' ');
			str_addspan(&s, line[i]);
		}
		out = span_make(arena_dup(r->a, str_c(&s), s.len), s.len);
	}
	str_release(&s);
	return out;
}

/* ---------------------------------------------------------------- yrkanden */

/* "Y1 återtaget tillägg till Y2, Anna Ek (S), Bo Lind (M):"; what follows the
 * colon is *rest. false: not of this form. */
static bool yrkande_head(struct reader *r, struct span s, struct yrkande *y, struct span *rest, bool *ok)
{
	size_t colon = span_find(s, ":", 0), end = 0;

	if (colon == (size_t)-1)
		return false;
	*rest = span_trim(span_from(s, colon + 1));
	s = span_sub(s, 0, colon);
	if (!take(&s, "Y") || !take_number(&s, &y->nr) || !take(&s, " "))
		return false;
	y->withdrawn = take(&s, "återtaget ");
	while (end < s.n && s.p[end] != ' ' && s.p[end] != ',')
		end++;
	if (!yrkande_kind_find(span_sub(s, 0, end), &y->kind))
		return false;
	s = span_from(s, end);
	if (take(&s, " till Y") && !take_number(&s, &y->till))
		return false;
	if (!take(&s, ","))
		return false;
	s = span_trim(s);
	y->all = span_is(s, "samtliga ledamöter");
	*ok = true;
	if (!y->all)
		y->who = split_names(r, s, &y->nwho, ok);
	return y->all || y->nwho > 0;
}

/* Every quotation mark that can open or close. */
static size_t quote_at(struct span s, size_t from, size_t *width)
{
	static const char *const marks[] = {"”", "“", "„", "\"", "»", "«"};
	size_t best = (size_t)-1;

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t hit = span_find(s, marks[i], from);

		if (hit < best) {
			best = hit;
			*width = strlen(marks[i]);
		}
	}
	return best;
}

static size_t between_quotes(struct span s, size_t from, struct span *out)
{
	size_t wide = 0, open = quote_at(s, from, &wide), close;

	if (open == (size_t)-1)
		return s.n;
	open += wide;
	close = quote_at(s, open, &wide);
	if (close == (size_t)-1)
		return s.n;
	*out = span_trim(span_sub(s, open, close - open));
	return close + wide;
}

static void finish_yrkande(struct reader *r, struct yrkande *y, struct vec *lines)
{
	struct span all;

	y->ntext = lines->n;
	y->text = vec_take(lines, r->a);
	if (y->kind != YRKANDE_ANDRING)
		return;
	all = join(r, y->text, y->ntext);
	between_quotes(all, between_quotes(all, 0, &y->wording), &y->former);
}

/* Words after the colon belong on a line of their own. */
static void move_down(struct reader *r, struct block *b, struct span rest)
{
	struct span *text = arena_alloc(r->a, (b->ntext + 1) * sizeof *text);

	text[0] = span_trim(span_make(b->text[0].p, (size_t)(rest.p - b->text[0].p)));
	text[1] = rest;
	memcpy(text + 2, b->text + 1, (b->ntext - 1) * sizeof *text);
	b->text = text;
	b->ntext++;
}

/* A line of the text with its mark, from a list inside the yrkande. */
static struct span with_mark(struct reader *r, const struct block *b)
{
	struct span src = span_sub(r->p->src, b->where.at, b->where.n), line = SPAN_NONE;

	span_line(&src, &line);
	return span_trim(line);
}

static void check_yrkanden(struct reader *r, struct item *it, size_t from)
{
	for (size_t i = from; i < it->nyrkanden; i++) {
		const struct yrkande *y = &it->yrkande[i];
		bool target = !y->till, empty = !y->ntext && (y->kind == YRKANDE_TILLAGG ||
			y->kind == YRKANDE_ANDRING || y->kind == YRKANDE_EGET);
		const char *what = NULL;

		for (size_t k = 0; k < it->nyrkanden && !target && it->nyrkanden < MANY; k++)
			target = it->yrkande[k].nr == y->till && k != i;
		if (y->nr != (int)i + 1)
			what = "numren ska löpa Y1, Y2 …";
		else if (!target)
			what = "yrkandet som det gäller finns inte";
		else if (empty)
			what = "tillägg, ändring och eget yrkande har en text";
		if (what)
			read_odd(r, FAULT_YRKANDE, (size_t)y->line - 1, span_of(what));
	}
}

void parts_read_yrkanden(struct reader *r, struct item *it, struct section *s)
{
	struct vec found = VEC(struct yrkande), lines = VEC(struct span);
	size_t before = it->nyrkanden;
	struct yrkande *y = NULL;

	for (size_t i = 0; i < s->nblocks; i++) {
		struct block *b = &s->block[i];
		struct yrkande one = {.line = b->line, .where = b->where};
		struct span rest = SPAN_NONE;
		bool ok = false;

		if (b->kind == BLOCK_ITEM && b->level > 0 && y) {
			y->where.n = b->where.at + b->where.n - y->where.at;
			*(struct span *)vec_push(&lines) = with_mark(r, b);
			for (size_t k = 1; k < b->ntext; k++)
				*(struct span *)vec_push(&lines) = b->text[k];
			continue;
		}
		if (y)
			finish_yrkande(r, y, &lines);
		y = NULL;
		if (b->kind == BLOCK_COMMENT)
			continue;
		if (b->kind != BLOCK_ITEM || !yrkande_head(r, b->text[0], &one, &rest, &ok)) {
			read_odd(r, FAULT_YRKANDE, (size_t)b->line - 1, b->ntext ? b->text[0] : SPAN_NONE);
			continue;
		}
		if (rest.n)
			move_down(r, b, rest);
		if (!ok || rest.n)
			read_odd(r, FAULT_YRKANDE, (size_t)b->line - 1, b->text[0]);
		y = vec_push(&found);
		*y = one;
		for (size_t k = 1; k < b->ntext; k++)
			*(struct span *)vec_push(&lines) = b->text[k];
	}
	if (y)
		finish_yrkande(r, y, &lines);
	if (before + found.n) {
		struct yrkande *all = arena_alloc(r->a, (before + found.n) * sizeof *all);

		if (before)
			memcpy(all, it->yrkande, before * sizeof *all);
		if (found.n)
			memcpy(all + before, found.p, found.n * sizeof *all);
		it->yrkande = all;
		it->nyrkanden = before + found.n;
	}
	vec_release(&found);
	check_yrkanden(r, it, before);
}

/* ---------------------------------------------------------------- votes */

static int choice_of(const struct span *cell, size_t cols)
{
	int choice = -1, marked = 0;

	for (size_t k = 1; k < cols; k++) {
		if (!cell[k].n)
			continue;
		marked++;
		if (k < 4 && (span_is(cell[k], "x") || span_is(cell[k], "X")))
			choice = (int)k - 1;
	}
	return marked == 1 ? choice : -1;
}

static void read_rows(struct reader *r, struct section *s, const struct block *b, struct vec *rows)
{
	static const char *const heads[] = {"Ledamot", "Ja", "Nej", "Avstår"};
	bool ok = b->cols == 4;

	for (size_t k = 0; k < 4 && ok; k++)
		ok = span_is(b->cell[k], heads[k]);
	if (!ok)
		read_odd(r, FAULT_VOTE, (size_t)b->line - 1,
			SPAN_LIT("kolumnerna är Ledamot, Ja, Nej, Avstår"));
	for (size_t i = 1; i < b->rows; i++) {
		const struct span *cell = &b->cell[i * b->cols];
		struct vote_row *row = vec_push(rows);
		int line = b->line + 1 + (int)i;

		row->line = line;
		row->choice = choice_of(cell, b->cols);
		if (!person_split_name(cell[0], &row->name, &row->party) || row->choice < 0)
			read_odd(r, FAULT_VOTE, (size_t)line - 1, SPAN_LIT("ett x för en ledamot på varje rad"));
		if (row->choice >= 0)
			s->vote.sum[row->choice]++;
	}
}

void parts_read_vote(struct reader *r, struct section *s)
{
	struct vec rows = VEC(struct vote_row);

	for (size_t i = 0; i < s->nblocks; i++) {
		struct block *b = &s->block[i];

		for (size_t k = 0; b->kind == BLOCK_PARA && k < b->ntext; k++) {
			struct span t = b->text[k];

			if (!s->vote.ja.p && take(&t, "Ja:"))
				s->vote.ja = span_trim(t);
			else if (!s->vote.nej.p && take(&t, "Nej:"))
				s->vote.nej = span_trim(t);
		}
		if (b->kind == BLOCK_TABLE)
			read_rows(r, s, b, &rows);
	}
	s->vote.n = rows.n;
	s->vote.row = vec_take(&rows, r->a);
	if (!s->vote.ja.n || !s->vote.nej.n)
		read_odd(r, FAULT_VOTE, (size_t)s->line - 1, SPAN_LIT("raderna Ja: och Nej: saknas"));
}

/* ---------------------------------------------------------------- reservations */

void parts_read_reservations(struct reader *r, struct section *s)
{
	struct vec found = VEC(struct reservation);

	for (size_t i = 0; i < s->nblocks; i++) {
		struct block *b = &s->block[i];
		struct reservation *one;
		size_t colon;
		bool ok = false;

		if (b->kind != BLOCK_ITEM || b->level > 0)
			continue;
		one = vec_push(&found);
		one->line = b->line;
		one->text = join(r, b->text, b->ntext);
		colon = span_find(b->text[0], ": ", 0);
		if (colon == (size_t)-1 && span_ends(b->text[0], ":"))
			colon = b->text[0].n - 1;
		if (colon != (size_t)-1) {
			one->who = split_names(r, span_sub(b->text[0], 0, colon), &one->nwho, &ok);
			if (ok)
				one->text = span_trim(span_from(one->text, colon + 1));
		}
		if (!ok) {
			one->nwho = 0;
			read_odd(r, FAULT_RESERVATION, (size_t)b->line - 1, b->text[0]);
		}
	}
	s->nreservations = found.n;
	s->reservation = vec_take(&found, r->a);
}

/* ---------------------------------------------------------------- mirrors */

static int find_target(const struct item *it, const struct section *s, struct span name)
{
	enum section_kind kind = section_find(name);

	if (kind == SECTION_FREE)
		kind = section_find_label(name);
	for (size_t i = 0; i < it->nsections && i < MANY; i++) {
		const struct section *t = &it->section[i];

		if (t == s || (kind == SECTION_FREE ? !span_eq(t->name, name) : t->kind != kind))
			continue;
		return (int)i;
	}
	return -1;
}

static bool find_part(const struct item *it, const struct section *s, struct mirror_part *part)
{
	struct span rest = part->name;

	if (take(&rest, "Y") && take_number(&rest, &part->yrkande) && !rest.n) {
		part->section = -1;
		for (size_t i = 0; i < it->nyrkanden && i < MANY; i++)
			if (it->yrkande[i].nr == part->yrkande)
				return true;
		return false;
	}
	part->yrkande = 0;
	part->section = find_target(it, s, part->name);
	if (part->section >= 0 && it->section[part->section].mirror.p)
		part->section = -1;
	return part->section >= 0;
}

void parts_read_mirror(struct reader *r, struct item *it, struct section *s)
{
	struct vec parts = VEC(struct mirror_part);
	struct span rest = s->mirror, piece;

	while (span_split(&rest, " + ", &piece)) {
		struct mirror_part *part = vec_push(&parts);

		part->name = span_trim(piece);
		if (!find_part(it, s, part))
			read_odd(r, FAULT_MIRROR, (size_t)s->line - 1, part->name);
	}
	s->nparts = parts.n;
	s->part = vec_take(&parts, r->a);
}

/* ---------------------------------------------------------------- notes */

struct note_use {
	struct span label;
	size_t line;
	bool text;      /* [^1]: */
};

static int by_label(const void *a, const void *b)
{
	const struct note_use *x = a, *y = b;
	int c = span_cmp(x->label, y->label);

	if (c)
		return c;
	return x->line < y->line ? -1 : x->line > y->line;
}

static void find_notes(struct vec *uses, struct span line, size_t nr)
{
	size_t at = 0, end;

	while ((at = span_find(line, "[^", at)) != (size_t)-1) {
		end = span_find(span_sub(line, at, 64), "]", 2);
		if (end != (size_t)-1 && end > 2 && !(at && line.p[at - 1] == '\\')) {
			struct note_use *u = vec_push(uses);

			u->label = span_sub(line, at + 2, end - 2);
			u->line = nr;
			u->text = at == 0 && at + end + 1 < line.n && line.p[at + end + 1] == ':';
		}
		at += 2;
	}
}

void parts_check_notes(struct reader *r, size_t first, size_t last)
{
	struct vec uses = VEC(struct note_use);
	size_t i = first, k;
	struct range all;

	if (first >= last)
		return;
	all = read_range_of(r, first, last);
	if (!memchr(r->p->src.p + all.at, '^', all.n))
		return;
	for (; i < last; i++)
		find_notes(&uses, read_line(r, i), i);
	if (uses.n)
		qsort(uses.p, uses.n, uses.size, by_label);
	for (i = 0; i < uses.n; i = k) {
		struct note_use *u = vec_at(&uses, i);
		bool mark = false, text = false;

		for (k = i; k < uses.n; k++) {
			struct note_use *v = vec_at(&uses, k);

			if (!span_eq(v->label, u->label))
				break;
			mark = mark || !v->text;
			text = text || v->text;
		}
		if (!mark || !text)
			read_odd(r, FAULT_NOTE, u->line, u->label);
	}
	vec_release(&uses);
}
