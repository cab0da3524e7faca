/* remarks: see remarks.h. Which § each line is about, and where in it what is asked
 * for can be done; the words people use stand in remarks_ask.c. */
#include "justering/remarks.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "justering/remarks_inner.h"
#include "justering/reply_inner.h"

/* What a remark is about. */
struct target {
	int para;              /* -1: nothing yet */
	const struct sheet_part *part; /* or one part of it */
	int section;           /* index in the item, -1: all of it */
	int ordinal;           /* which paragraph, 1.. ; -1 the last; 0 not said */
};

/* One thing to do: words [word, word + n) of the sheet. */
struct op {
	size_t word, n;
	enum ask_kind kind;
	char *text;
	char *comment;
};

struct finder {
	struct remarks_found *out;
	const struct protocol *p;
	const struct sheet *s;
	const struct strlist *abbreviations;
	struct target target;
	struct op *op;
	size_t nops, cap;
	struct str rest;       /* lines about nothing */
	bool closed;           /* "Hälsningar": what follows is a name */
};

/* ------------------------------------------------------------ what it is about */

static const char *const ordinals[] = {"första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde"};

static size_t number(struct span s, int *out)
{
	size_t n = 0;
	long v;

	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	if (n == 0 || n > 5 || !span_int(span_sub(s, 0, n), &v))
		return 0;
	*out = (int)v;
	return n;
}

static struct span trim_front(struct span s)
{
	while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
		s = span_from(s, 1);
	return s;
}

static bool has_item(const struct protocol *p, int nr)
{
	for (size_t i = 0; i < p->nitems; i++)
		if (p->item[i].nr == nr)
			return true;
	return false;
}

/* "§ 12", "12 §", "Paragraf 12", "[12.3]": its length; 0: none. */
static size_t read_place(const struct finder *f, struct span s, struct target *t)
{
	static const char *const words[] = {"paragraf", "punkt", "ärende"};
	struct span rest = s;
	int para, nr;
	size_t n;

	*t = (struct target){-1, NULL, -1, 0};
	if (span_starts(s, "[")) {
		rest = trim_front(span_from(s, 1));
		if ((n = number(rest, &para)) == 0 || n >= rest.n || !strchr(".,", rest.p[n]))
			return 0;
		rest = span_from(rest, n + 1);
		if ((n = number(rest, &nr)) == 0 || n >= rest.n || rest.p[n] != ']')
			return 0;
		t->part = sheet_find(f->s, para, nr);
		t->para = para;
		return (size_t)(rest.p + n + 1 - s.p);
	}
	while (span_starts(rest, "§"))
		rest = trim_front(span_from(rest, strlen("§")));
	for (size_t i = 0; i < sizeof words / sizeof *words && rest.p == s.p; i++)
		if ((n = ask_word(s, words[i])) > 0)
			rest = trim_front(span_from(s, n));
	if ((n = number(rest, &para)) == 0)
		return 0;
	if (rest.p == s.p) {
		rest = trim_front(span_from(rest, n));
		if (!span_starts(rest, "§"))
			return 0;
		n = strlen("§");
	}
	t->para = para;
	return (size_t)(rest.p + n - s.p);
}

/* "Beslut, andra stycket": which section and paragraph. */
static void read_detail(const struct finder *f, struct span s, struct target *t)
{
	const struct item *it = NULL;
	size_t longest = 0;

	for (size_t i = 0; i < f->p->nitems; i++)
		it = f->p->item[i].nr == t->para ? &f->p->item[i] : it;
	for (size_t i = 0; i < s.n; i++) {
		struct span here = span_from(s, i);

		if (i && s.p[i - 1] != ' ' && s.p[i - 1] != ',')
			continue;
		for (size_t k = 0; it && k < it->nsections; k++)
			for (int label = 0; label < 2; label++) {
				struct span name = label ? it->section[k].label : it->section[k].name;
				char *text = span_dup(name);
				size_t n = name.n ? ask_word(here, text) : 0;

				if (n == 0 && name.n) {
					struct str lower = STR_INIT;

					u8_add_lower_first(&lower, name);
					n = ask_word(here, str_c(&lower));
					str_release(&lower);
				}
				free(text);
				if (n > longest) {
					longest = n;
					t->section = (int)k;
				}
			}
		for (size_t k = 0; k < sizeof ordinals / sizeof *ordinals; k++)
			if (ask_word(here, ordinals[k]))
				t->ordinal = (int)k + 1;
		if (ask_word(here, "sista"))
			t->ordinal = -1;
	}
}

static size_t is_detail(const struct finder *f, const struct target *t, struct span s)
{
	struct target probe = *t;
	size_t colon = span_find(s, ":", 0);
	struct ask ask[ASK_MOST];
	struct span rest[ASK_MOST];

	if (colon == (size_t)-1 || colon > 80)
		return 0;
	read_detail(f, span_sub(s, 0, colon), &probe);
	if (probe.section >= 0 || probe.ordinal)
		return colon + 1;
	/* "§ 4, om tiden:" is a heading too, but not what asks for something */
	return ask_read(span_sub(s, 0, colon), ask, rest) == 0 && span_find(s, "”", 0) > colon &&
			span_find(s, "\"", 0) > colon ? colon + 1 : 0;
}

/* A line "§ 4 Beslut: ...": the target, and what is left of the line. */
static bool take_target(struct finder *f, struct span *line)
{
	struct target t;
	size_t n = read_place(f, *line, &t);
	struct span rest;

	if (n == 0)
		return false;
	rest = trim_front(span_from(*line, n));
	if (rest.n && u8_word(rest.p, rest.n, 0, &(struct range){0, 0}) && rest.p == line->p + n &&
		!strchr(":,.-)", rest.p[0]))
		return false; /* "12 §§", "[1.2]x" */
	n = is_detail(f, &t, rest);
	if (n) {
		read_detail(f, span_sub(rest, 0, n), &t);
		rest = trim_front(span_from(rest, n));
	}
	while (rest.n && strchr(":,-–.)", rest.p[0]) && rest.p[0] != '\xE2')
		rest = trim_front(span_from(rest, 1));
	if (span_starts(rest, "–"))
		rest = trim_front(span_from(rest, strlen("–")));
	f->target = t;
	*line = rest;
	return true;
}

/* ------------------------------------------------------------ where it stands */

static bool in_target(const struct finder *f, size_t i, int *paragraphs)
{
	const struct sheet_part *part = &f->s->part[i];
	const struct target *t = &f->target;

	if (t->part)
		return part == t->part;
	if (part->para != t->para || (part->para == 0 && t->para != 0))
		return false;
	if (t->section >= 0 && part->section != t->section)
		return false;
	if (t->ordinal == 0)
		return true;
	*paragraphs += part->kind == SHEET_PARA || part->kind == SHEET_ITEM || part->kind == SHEET_QUOTE;
	return *paragraphs == t->ordinal && part->kind != SHEET_HEAD && part->kind != SHEET_META && part->kind != SHEET_SECTION;
}

static void plain_word(struct str *out, struct span s)
{
	str_clear(out);
	copy_add_plain(out, s, 3);
}

/* The words of `old` within the target: how many times they stand there, the first in *at. */
static size_t find_words(const struct finder *f, struct span old, size_t *at, size_t *n)
{
	struct copy c = {.n = 0};
	struct str a = STR_INIT, b = STR_INIT;
	size_t found = 0;
	int paragraphs = 0;

	copy_add_text(&c, old);
	*n = c.n;
	for (size_t i = 0; i < f->s->nparts && c.n > 0; i++) {
		const struct sheet_part *part = &f->s->part[i];

		if (!in_target(f, i, &paragraphs))
			continue;
		for (size_t w = part->word; w + c.n <= part->word + part->nwords; w++) {
			size_t k = 0;

			for (; k < c.n; k++) {
				plain_word(&a, sheet_seen(f->s, w + k));
				plain_word(&b, copy_seen(&c, k));
				if (!span_eq(str_span(&a), str_span(&b)))
					break;
			}
			if (k == c.n && found++ == 0)
				*at = w;
		}
	}
	str_release(&a);
	str_release(&b);
	copy_release(&c);
	return found;
}

static void remark(struct finder *f, struct span said)
{
	struct range at = {0, 0};
	int paragraphs = 0;

	for (size_t i = 0; i < f->s->nparts && at.n == 0; i++)
		if (in_target(f, i, &paragraphs)) {
			const struct sheet_part *part = &f->s->part[i];
			const struct sheet_word *last = &f->s->word[part->word + part->nwords - 1];

			at.at = f->s->word[part->word].at.at;
			at.n = last->at.at + last->at.n - at.at;
		}
	changes_add(&f->out->changes, at, span_sub(f->s->text, at.at, at.n), said);
}

static bool overlaps(const struct finder *f, size_t word, size_t n)
{
	for (size_t i = 0; i < f->nops; i++)
		if (word < f->op[i].word + f->op[i].n && f->op[i].word < word + n)
			return true;
	return false;
}

/* One remark about the target. */
static void handle(struct finder *f, struct span said)
{
	struct ask ask[ASK_MOST];
	struct span after[ASK_MOST], rest = said;
	bool any = false;
	size_t ways;

	f->out->asked++;
	while ((ways = ask_read(rest, ask, after)) > 0) {
		size_t best = ways, word = 0, n = 0, found = 0;

		for (size_t i = 0; i < ways && best == ways; i++) {
			found = find_words(f, ask[i].old, &word, &n);
			best = found == 1 ? i : ways;
		}
		if (best == ways) {
			size_t count = find_words(f, ask[0].old, &word, &n);

			if (count == 0)
				strlist_addf(&f->out->note, "§ %d: ”%.*s” finns inte där; sparat som en anmärkning", f->target.para,
					SPAN_FMT(span_sub(ask[0].old, 0, 120)));
			else
				strlist_addf(&f->out->note, "§ %d: ”%.*s” finns på %zu ställen; sparat som en anmärkning",
					f->target.para, SPAN_FMT(span_sub(ask[0].old, 0, 120)), count);
			break;
		}
		if (overlaps(f, word, n))
			break;
		f->op = mem_grow(f->op, f->nops, &f->cap, sizeof *f->op);
		f->op[f->nops++] = (struct op){word, n, ask[best].kind, span_dup(ask[best].text), span_dup(said)};
		any = true;
		rest = after[best];
	}
	if (!any || ways > 0)
		remark(f, said);
}

/* ------------------------------------------------------------ doing it */

static int by_word(const void *a, const void *b)
{
	const struct op *x = a, *y = b;

	return (x->word > y->word) - (x->word < y->word);
}

static void add_sheet_words(struct copy *c, const struct sheet *s, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		struct span seen = sheet_seen(s, i);

		c->word = mem_grow(c->word, c->n, &c->cap, sizeof *c->word);
		c->word[c->n++] = (struct copy_word){.seen = {c->seen.len, seen.n}, .glued = s->word[i].glued};
		str_addspan(&c->seen, seen);
	}
}

/* The words of an op in the copy, to know which change is its. */
static void add_op(struct copy *c, const struct sheet *s, const struct op *o)
{
	size_t first = c->n;
	bool glued = s->word[o->word].glued;

	if (o->kind == ASK_AFTER)
		add_sheet_words(c, s, o->word, o->word + o->n);
	first = c->n;
	copy_add_text(c, span_of(o->text));
	if (first < c->n && o->kind != ASK_AFTER)
		c->word[first].glued = glued;
	if (first < c->n && o->kind == ASK_AFTER)
		c->word[first].glued = o->text[0] && strchr(",.;:", o->text[0]) != NULL;
	if (o->kind != ASK_BEFORE)
		return;
	first = c->n;
	add_sheet_words(c, s, o->word, o->word + o->n);
	c->word[first].glued = false;
}

static bool touches(const struct sheet *s, const struct op *o, struct range r)
{
	size_t from = s->word[o->word].at.at, to = s->word[o->word + o->n - 1].at.at + s->word[o->word + o->n - 1].at.n;

	/* what is put in before a word has the blank before it */
	if (o->kind == ASK_BEFORE && o->word > 0)
		from = s->word[o->word - 1].at.at + s->word[o->word - 1].at.n;
	return r.at <= to && r.at + r.n >= from;
}

static void add_comments(const struct finder *f, size_t from, size_t to, struct change *c)
{
	struct str all = STR_INIT;

	for (size_t i = from; i < to; i++) {
		if (!touches(f->s, &f->op[i], c->at) || (all.len && strcmp(f->op[i].comment, f->op[i - 1].comment) == 0))
			continue;
		str_adds(&all, all.len ? " / " : "");
		str_adds(&all, f->op[i].comment);
	}
	changes_add(&f->out->changes, c->at, span_of(c->text), str_span(&all));
	str_release(&all);
}

/* Everything asked for in one part is done at once, so that it becomes what an edited
 * copy would have given. */
static void do_part(const struct finder *f, size_t part, size_t from, size_t to)
{
	const struct sheet_part *p = &f->s->part[part];
	struct copy c = {.n = 0};
	struct word_changes w = {.cap_from = 0};
	size_t at = p->word;
	uint32_t *id, ids;

	for (size_t i = from; i < to; i++) {
		add_sheet_words(&c, f->s, at, f->op[i].word);
		add_op(&c, f->s, &f->op[i]);
		at = f->op[i].word + f->op[i].n;
	}
	add_sheet_words(&c, f->s, at, p->word + p->nwords);
	c.lost = 3; /* quotation marks as the draft has them, however they were typed */
	id = reply_ids(f->s, &c, &ids);
	reply_part_changes(&w, f->s, id, ids, part, &c, 0, c.n, f->abbreviations);
	for (size_t i = 0; i < w.c.n; i++)
		add_comments(f, from, to, &w.c.v[i]);
	free(id);
	word_changes_release(&w);
	copy_release(&c);
}

static void do_all(const struct finder *f)
{
	if (f->nops > 1)
		qsort(f->op, f->nops, sizeof *f->op, by_word);
	for (size_t part = 0, i = 0, end; part < f->s->nparts && i < f->nops; part++) {
		const struct sheet_part *p = &f->s->part[part];

		for (end = i; end < f->nops && f->op[end].word < p->word + p->nwords; end++)
			;
		if (end > i)
			do_part(f, part, i, end);
		i = end;
	}
}

/* ------------------------------------------------------------ the lines */

/* Does a remark go on with this line? A quotation is open, or no sentence has ended. */
static bool goes_on(struct span before, struct span line)
{
	struct ask ask[ASK_MOST];
	struct span rest[ASK_MOST];
	int32_t cp = -1;

	if (before.n == 0 || line.n == 0 || span_ends(before, ".") || span_ends(before, ":"))
		return false;
	u8_decode(line.p, line.n, &cp);
	return u8_lower(cp) && before.n > 40 && ask_read(line, ask, rest) == 0;
}

static struct span without_bullet(struct span line)
{
	static const char *const bullets[] = {"- ", "* ", "• ", "– "};

	line = span_trim(line);
	for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
		if (span_starts(line, bullets[i]))
			return span_trim(span_from(line, strlen(bullets[i])));
	return line;
}

static void finish(struct finder *f, struct str *said)
{
	char *whole;

	if (said->len > 0 && f->target.para > 0 && !has_item(f->p, f->target.para) && !f->target.part) {
		strlist_addf(&f->out->note, "§ %d finns inte i protokollet; det som sägs om den är sparat som en anmärkning på det hela",
			f->target.para);
		f->out->asked++;
		whole = str_format("§ %d: %s", f->target.para, str_c(said));
		changes_add(&f->out->changes, (struct range){0, 0}, SPAN_NONE, span_of(whole));
		free(whole);
	} else if (said->len > 0) {
		handle(f, str_span(said));
	}
	str_clear(said);
}

/* "Inga anmärkningar, men § 4: byt ...": what is asked for behind other words of the line;
 * *line is cut to those. */
static bool take_within(struct finder *f, struct span *line, struct span *asked)
{
	struct ask ask[ASK_MOST];
	struct span after[ASK_MOST];
	struct target before = f->target;

	for (size_t at = span_find(*line, " §", 0); at != (size_t)-1; at = span_find(*line, " §", at + 1)) {
		*asked = span_from(*line, at + 1);
		if (take_target(f, asked) && ask_read(*asked, ask, after) > 0) {
			*line = span_sub(*line, 0, at);
			return true;
		}
		f->target = before;
	}
	return false;
}

static void read_line(struct finder *f, struct span line, struct str *said)
{
	struct span bare = without_bullet(line);

	if (remarks_closing(bare)) {
		finish(f, said);
		f->closed = true;
	}
	if (!f->closed && goes_on(str_span(said), bare) && f->target.para >= 0) {
		str_addc(said, ' ');
		str_addspan(said, bare);
		return;
	}
	if (!f->closed && bare.n) {
		struct target before = f->target;

		finish(f, said);
		if (take_target(f, &bare) || before.para >= 0) {
			str_addspan(said, bare);
			return;
		}
		if (take_within(f, &line, &bare)) {
			str_addspan(said, bare);
			str_addspan(&f->rest, line);
			str_addc(&f->rest, '\n');
			return;
		}
	}
	finish(f, said);
	if (f->target.para < 0 || f->closed) {
		str_addspan(&f->rest, line);
		str_addc(&f->rest, '\n');
	}
}

void remarks_find(struct remarks_found *out, const struct protocol *p, const struct sheet *s, struct span text,
	const struct strlist *opt_abbreviations)
{
	struct finder f = {.out = out, .p = p, .s = s, .abbreviations = opt_abbreviations, .target = {.para = -1}};
	struct str said = STR_INIT;
	struct span line, rest = text;

	*out = (struct remarks_found){.asked = 0};
	while (span_line(&rest, &line))
		read_line(&f, line, &said);
	finish(&f, &said);
	do_all(&f);
	changes_sort(&out->changes);
	out->none = out->asked == 0 && remarks_say_none(text);
	if (span_trim(str_span(&f.rest)).n)
		out->rest = span_dup(str_span(&f.rest));
	for (size_t i = 0; i < f.nops; i++) {
		free(f.op[i].text);
		free(f.op[i].comment);
	}
	free(f.op);
	str_release(&f.rest);
	str_release(&said);
}

void remarks_found_release(struct remarks_found *r)
{
	changes_release(&r->changes);
	free(r->rest);
	strlist_release(&r->note);
	*r = (struct remarks_found){.asked = 0};
}
