/* critic: see critic.h. Three walks, each linear: where the marks stand, which of them belong
 * together, and the two texts. */
#include "justering/critic.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum kind { INS, DEL, SUB, SAID, SHOWN, KINDS, ARROW = KINDS };

static const struct {
	const char *open, *close;
} marks[KINDS] = {
	[INS] = {"{++", "++}"}, [DEL] = {"{--", "--}"}, [SUB] = {"{~~", "~~}"},
	[SAID] = {"{>>", "<<}"}, [SHOWN] = {"{==", "==}"},
};

struct token {
	size_t at, n;
	enum kind kind;
	bool opens;
	bool inside;   /* of a comment: no mark */
	size_t mate;   /* NONE: it has none */
};

#define NONE ((size_t)-1)

struct tokens {
	struct token *v;
	size_t n, cap;
	size_t *stack;
	size_t deep;
};

static bool token_at(struct span s, size_t at, struct token *t)
{
	struct span rest = span_from(s, at);

	if (rest.n < 2 || !strchr("{+-~<=", rest.p[0]) || !rest.p[0])
		return false;
	for (int k = 0; k < KINDS; k++)
		for (int side = 0; side < 2; side++)
			if (span_starts(rest, side ? marks[k].close : marks[k].open)) {
				*t = (struct token){at, 3, (enum kind)k, side == 0, false, NONE};
				return true;
			}
	*t = (struct token){at, 2, ARROW, false, false, NONE};
	return span_starts(rest, "~>");
}

static void find(struct tokens *v, struct span s)
{
	struct token t;

	for (size_t i = 0; i < s.n; i++) {
		if (!token_at(s, i, &t))
			continue;
		v->v = mem_grow(v->v, v->n, &v->cap, sizeof *v->v);
		v->v[v->n++] = t;
		i += t.n - 1;
	}
	v->stack = mem_array(v->n + 1, sizeof *v->stack);
}

static void marry(struct tokens *v, size_t a, size_t b)
{
	v->v[a].mate = b;
	v->v[b].mate = a;
}

/* Comments first: what stands in one is what was said, whatever it looks like. */
static void pair_comments(struct tokens *v)
{
	size_t end = 0;

	v->deep = 0;
	for (size_t i = 0; i < v->n; i++) {
		if (v->v[i].kind != SAID)
			continue;
		if (v->v[i].opens)
			v->stack[v->deep++] = i;
		else if (v->deep > 0)
			marry(v, v->stack[--v->deep], i);
	}
	for (size_t i = 0; i < v->n; i++) {
		v->v[i].inside = i < end;
		if (i >= end && v->v[i].kind == SAID && v->v[i].opens && v->v[i].mate != NONE)
			end = v->v[i].mate;
	}
}

static void pair_others(struct tokens *v)
{
	size_t count[KINDS] = {0};

	v->deep = 0;
	for (size_t i = 0; i < v->n; i++) {
		struct token *t = &v->v[i];

		if (t->kind == SAID || t->inside)
			continue;
		if (t->kind == ARROW) {
			struct token *top = v->deep ? &v->v[v->stack[v->deep - 1]] : NULL;

			/* the opening mark keeps where its arrow is until it is closed */
			if (top && top->kind == SUB && top->mate == NONE) {
				top->mate = i;
				t->mate = v->stack[v->deep - 1];
			}
		} else if (t->opens) {
			v->stack[v->deep++] = i;
			count[t->kind]++;
		} else if (count[t->kind] > 0) {
			struct token *o;

			while (v->v[v->stack[v->deep - 1]].kind != t->kind) {
				o = &v->v[v->stack[--v->deep]];
				count[o->kind]--;
				if (o->mate != NONE)
					v->v[o->mate].mate = NONE;
				o->mate = NONE;
			}
			o = &v->v[v->stack[--v->deep]];
			count[t->kind]--;
			t->mate = o->mate; /* of a substitution: its arrow */
			if (t->kind == SUB && o->mate == NONE)
				continue;  /* nothing says what is new in it */
			if (t->kind != SUB)
				marry(v, (size_t)(o - v->v), i);
		}
	}
	while (v->deep > 0) {
		struct token *o = &v->v[v->stack[--v->deep]];

		if (o->mate != NONE)
			v->v[o->mate].mate = NONE;
		o->mate = NONE;
	}
}

/* ------------------------------------------------------------ the two texts */

struct writer {
	struct critic *out;
	struct span s;
	int first;            /* number of the first line */
	size_t counted, lines;
	int ins, del;         /* how many marks of that kind are open */
	size_t shown;         /* where what is marked begins, in wanted */
};

static void add(struct writer *w, size_t from, size_t to)
{
	struct span piece = span_sub(w->s, from, to - from);

	if (w->ins == 0)
		str_addspan(&w->out->sent, piece);
	if (w->del == 0)
		str_addspan(&w->out->wanted, piece);
}

static void complain(struct writer *w, const struct token *t)
{
	struct critic *c = w->out;

	for (; w->counted < t->at; w->counted++)
		w->lines += w->s.p[w->counted] == '\n';
	if (t->kind == ARROW)
		return; /* "~>" alone is an arrow */
	strlist_addf(&c->note, "rad %zu: ”%.*s” %s; texten står kvar som den är", w->lines + (size_t)w->first, (int)t->n,
		w->s.p + t->at, t->opens ? "avslutas aldrig" : "har ingen början");
}

/* One line, single blanks. */
static char *as_line(struct span s)
{
	struct str out = STR_INIT;

	for (size_t i = 0; i < s.n; i++) {
		bool blank = s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t';

		if (blank && (out.len == 0 || out.buf[out.len - 1] == ' '))
			continue;
		str_addc(&out, blank ? ' ' : s.p[i]);
	}
	while (out.len > 0 && out.buf[out.len - 1] == ' ')
		out.buf[--out.len] = '\0';
	return out.buf ? str_take(&out) : span_dup(SPAN_NONE);
}

static void say(struct writer *w, const struct token *v, size_t i)
{
	struct critic *c = w->out;
	size_t end = v[v[i].mate].at, from = v[i].at + v[i].n;
	struct critic_comment said = {.at = {c->wanted.len, 0}, .sent = c->sent.len, .deleted = w->del > 0};

	/* said of what stands directly before it */
	if (i > 0 && v[i - 1].at + v[i - 1].n == v[i].at && !v[i - 1].opens) {
		said.deleted = said.deleted || v[i - 1].kind == DEL;
		if (v[i - 1].kind == SHOWN && v[i - 1].mate != NONE)
			said.at = (struct range){w->shown, c->wanted.len - w->shown};
	}
	said.text = as_line(span_sub(w->s, from, end - from));
	if (!said.text[0]) {
		free(said.text);
		return;
	}
	c->comment = mem_grow(c->comment, c->ncomments, &c->cap, sizeof *c->comment);
	c->comment[c->ncomments++] = said;
}

static void turn(struct writer *w, const struct token *t)
{
	int step = t->opens ? 1 : -1;

	if (t->kind == INS)
		w->ins += step;
	if (t->kind == DEL)
		w->del += step;
	if (t->kind == SUB && t->opens)
		w->del++;
	if (t->kind == SUB && !t->opens)
		w->ins--;
	if (t->kind == ARROW) {
		w->del--;
		w->ins++;
	}
	if (t->kind == SHOWN && t->opens)
		w->shown = w->out->wanted.len;
	w->out->nchanges += t->opens && t->kind != SHOWN;
}

bool critic_read(struct critic *out, struct span text, int line)
{
	struct tokens v = {.n = 0};
	struct writer w = {.out = out, .s = text, .first = line};
	size_t at = 0;
	bool any = false;

	*out = (struct critic){.nchanges = 0};
	find(&v, text);
	pair_comments(&v);
	pair_others(&v);
	for (size_t i = 0; i < v.n; i++) {
		struct token *t = &v.v[i];

		if (t->kind == ARROW && t->mate == NONE)
			continue; /* an arrow in the text */
		add(&w, at, t->at);
		at = t->at + t->n;
		any = true;
		if (t->mate == NONE) {
			complain(&w, t);
		} else if (t->kind == SAID) {
			say(&w, v.v, i);
			i = t->mate;
			at = v.v[i].at + v.v[i].n;
		} else {
			turn(&w, t);
		}
	}
	add(&w, at, text.n);
	free(v.v);
	free(v.stack);
	return any;
}

void critic_release(struct critic *c)
{
	str_release(&c->sent);
	str_release(&c->wanted);
	for (size_t i = 0; i < c->ncomments; i++)
		free(c->comment[i].text);
	free(c->comment);
	strlist_release(&c->note);
	*c = (struct critic){.nchanges = 0};
}
