/* classify: what a change is about. First the place, then the words: what carries
 * the matter there is sak, what is one word in two forms or no word at all is
 * språk, the rest formulering. In doubt the heavier class. Part of suggest.h. */
#include "justering/suggest_inner.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "text/motion.h"
#include "text/words.h"

/* Where every letter is the matter. */
static const bool decides[SECTIONS + 1] = {
	[SECTION_FORSLAG] = true,
	[SECTION_YRKANDEN] = true,
	[SECTION_OMROSTNING] = true,
	[SECTION_BESLUT] = true,
	[SECTION_RESERVATION] = true,
};

static bool touches(struct range at, struct range r)
{
	return at.at <= r.at + r.n && r.at <= at.at + at.n && !(at.n && at.at == r.at + r.n);
}

/* The whole lines of a range, without the last newline. */
static struct range lines_of(struct span s, struct range at)
{
	size_t from = motion_line_start(s, at.at), to = at.at + at.n;

	if (at.n && s.p[to - 1] == '\n')
		to--;
	to = motion_line_end(s, to < from ? from : to);
	return (struct range){from, to - from};
}

/* "- att ...", "1. att ...", "att ...": what is decided, wherever it stands. Also
 * lines that are no running text. */
static bool heavy_line(struct span line)
{
	size_t i = 0;

	while (i < line.n && strchr(" -*0123456789.)", line.p[i]))
		i++;
	return span_starts(span_from(line, i), "att ") || span_starts(line, "#") || span_starts(line, "<!--");
}

static bool any_heavy_line(struct span s)
{
	struct span rest = s, line;

	while (span_line(&rest, &line))
		if (heavy_line(line))
			return true;
	return false;
}

static bool heavy_place(const struct protocol *p, struct range at)
{
	size_t end = at.at + at.n;
	int i = protocol_item_at(p, at.at), k;
	struct range lines = lines_of(p->src, at);
	const struct item *it;

	if (at.at < p->body || any_heavy_line(span_sub(p->src, lines.at, lines.n)))
		return true;
	if (i != protocol_item_at(p, at.n ? end - 1 : end) && at.n)
		return true;
	if (i < 0)
		return false;
	it = &p->item[i];
	for (size_t m = 0; m < it->nmeta; m++)
		if (touches(lines, it->meta[m].where))
			return true;
	if (touches(at, it->head) || decides[it->whole])
		return true;
	k = item_section_at(it, at.at);
	if (k < 0)
		return at.n > 0 && item_section_at(it, end - 1) >= 0;
	return decides[it->section[k].kind] || touches(at, it->section[k].head) ||
	       (at.n > 0 && item_section_at(it, end - 1) != k);
}

/* Inside [[ ]]: a gap is filled, or made. */
static bool touches_gap(struct span s, struct range lines, struct range at, struct span text)
{
	size_t open = span_find_last(span_sub(s, lines.at, at.at - lines.at), "[[");
	size_t close = span_find_last(span_sub(s, lines.at, at.at - lines.at), "]]");

	return span_find(span_sub(s, at.at, at.n), "[[", 0) != (size_t)-1 || span_find(text, "[[", 0) != (size_t)-1 ||
	       (open != (size_t)-1 && (close == (size_t)-1 || close < open));
}

/* ---------------------------------------------------------------------- words */

/* The words that differ, of one side. */
struct side {
	struct words w;
	size_t from, to;
};

static struct span word(const struct words *w, size_t i)
{
	return span_sub(w->text, w->v[i].at, w->v[i].n);
}

static bool starts_word(struct span s)
{
	int32_t cp;

	u8_decode(s.p, s.n, &cp);
	return cp < 0 || u8_letter(cp) || u8_digit(cp) || u8_mark(cp);
}

/* Signs that only part words. What is no word and not here says something: % § +. */
static bool is_sign(struct span s)
{
	static const char *const signs[] = {".", ",", ";", ":", "!", "?", "\"", "'", "”", "“", "’", "‘", "»", "«", "-", "–", "—",
		"…", "(", ")", "*", "_", "\\"};

	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (span_is(s, signs[i]))
			return true;
	return false;
}

/* free() */
static char *folded(struct span s)
{
	size_t n;
	char *text = u8_fold(s.p, s.n, &n);

	return text;
}

static void trim(struct side *a, struct side *b)
{
	while (a->from < a->to && b->from < b->to && span_eq(word(&a->w, a->from), word(&b->w, b->from))) {
		a->from++;
		b->from++;
	}
	while (a->to > a->from && b->to > b->from && span_eq(word(&a->w, a->to - 1), word(&b->w, b->to - 1))) {
		a->to--;
		b->to--;
	}
}

/* Letters and digits alone, folded: what is left when blanks and signs do not count. */
static char *bare(const struct side *s, bool *out_digits)
{
	struct str out = STR_INIT;
	char *text;

	*out_digits = false;
	for (size_t i = s->from; i < s->to; i++) {
		struct span v = word(&s->w, i);

		if (is_sign(v))
			continue;
		for (size_t k = 0; k < v.n;) {
			int32_t cp;
			size_t n = u8_decode(v.p + k, v.n - k, &cp);

			*out_digits = *out_digits || u8_digit(cp);
			if (cp != '-')
				str_add(&out, v.p + k, n);
			k += n;
		}
	}
	text = folded(span_make(str_c(&out), out.len));
	str_release(&out);
	return text;
}

static size_t next_word(const struct side *s, size_t i)
{
	while (i < s->to && is_sign(word(&s->w, i)))
		i++;
	return i;
}

/* The same words in the same order, whatever case and signs. */
static bool same_words(const struct side *a, const struct side *b)
{
	size_t i = next_word(a, a->from), j = next_word(b, b->from);

	for (; i < a->to && j < b->to; i = next_word(a, i + 1), j = next_word(b, j + 1)) {
		char *x = folded(word(&a->w, i)), *y = folded(word(&b->w, j));
		bool same = strcmp(x, y) == 0;

		free(x);
		free(y);
		if (!same)
			return false;
	}
	return i == a->to && j == b->to;
}

/* Only blanks, signs, hyphens: "stug ägare", "stugägare". */
static bool same_letters(const struct side *a, const struct side *b)
{
	bool da, db, same;
	char *x = bare(a, &da), *y = bare(b, &db);

	same = !da && !db && strcmp(x, y) == 0;
	free(x);
	free(y);
	return same;
}

/* ---------------------------------------------------------------------- names */

static bool begins_sentence(const struct words *w, size_t i)
{
	static const char *const stops[] = {".", "?", "!", ":", "”", "\"", "»", "«", "-", "*", ">", "|"};

	if (i == 0 || memchr(w->text.p + w->v[i - 1].at, '\n', w->v[i].at - w->v[i - 1].at))
		return true;
	for (size_t k = 0; k < sizeof stops / sizeof stops[0]; k++)
		if (span_is(word(w, i - 1), stops[k]))
			return true;
	return false;
}

static bool in_name(struct span name, struct span v)
{
	struct words w = suggest_cut(name);
	bool found = false;

	for (size_t i = 0; i < w.n && !found; i++) {
		struct span part = word(&w, i);

		found = span_eq(part, v) ||
			(v.n == part.n + 1 && span_ends(v, "s") && span_eq(part, span_sub(v, 0, part.n)));
	}
	free(w.v);
	return found;
}

/* Does it stand with a capital inside a sentence somewhere? */
static bool is_name_elsewhere(struct span src, struct span v)
{
	char *text = span_dup(v);
	bool found = false;

	for (size_t at = 0; !found && (at = span_find(src, text, at)) != (size_t)-1; at += v.n) {
		int32_t next = ' ', before;
		size_t k = at >= 2 && src.p[at - 1] == ' ' ? u8_prev(src.p, src.n, at - 1) : at;

		if (at + v.n < src.n)
			u8_decode(src.p + at + v.n, src.n - at - v.n, &next);
		if (k == at || u8_letter(next))
			continue;
		u8_decode(src.p + k, src.n - k, &before);
		found = u8_lower(before) || before == ',';
	}
	free(text);
	return found;
}

static bool is_name(const struct protocol *p, const struct words *w, size_t i)
{
	struct span v = word(w, i);
	int32_t cp, second = 0;
	size_t n = u8_decode(v.p, v.n, &cp);

	if (!u8_upper(cp))
		return false;
	if (n < v.n)
		u8_decode(v.p + n, v.n - n, &second);
	if (n == v.n || u8_upper(second) || !begins_sentence(w, i))
		return true;
	for (size_t k = 0; k < p->npersons; k++)
		if (in_name(p->person[k].name, v))
			return true;
	return is_name_elsewhere(p->src, v);
}

/* --------------------------------------------------------------------- verdict */

/* The words that carry the matter, in order, a line each. */
static char *heavy_words(const struct protocol *p, const struct side *s)
{
	struct str out = STR_INIT;

	for (size_t i = s->from; i < s->to; i++) {
		struct span v = word(&s->w, i);
		char *f;

		if (is_sign(v))
			continue;
		f = folded(v);
		if (classify_is_heavy(span_of(f)) || is_name(p, &s->w, i) || (!starts_word(v) && !words_blank(v, 0)))
			str_addf(&out, "%s\n", f);
		free(f);
	}
	return out.len ? str_take(&out) : span_dup(SPAN_NONE);
}

static bool same_matter(const struct protocol *p, const struct side *a, const struct side *b)
{
	char *x = heavy_words(p, a), *y = heavy_words(p, b);
	bool same = strcmp(x, y) == 0;

	free(x);
	free(y);
	return same;
}

/* One word stood twice. */
static bool is_double(const struct side *gone, const struct side *left)
{
	size_t i = gone->from;
	char *x, *y = NULL, *z = NULL;
	bool same;

	if (left->from != left->to || gone->to - i != 1)
		return false;
	x = folded(word(&gone->w, i));
	if (i > 0)
		y = folded(word(&gone->w, i - 1));
	if (i + 1 < gone->w.n)
		z = folded(word(&gone->w, i + 1));
	same = starts_word(word(&gone->w, i)) && ((y && strcmp(x, y) == 0) || (z && strcmp(x, z) == 0));
	free(x);
	free(y);
	free(z);
	return same;
}

typedef bool pair_test(struct span a, struct span b);

/* Are there as many words, and does the test hold for each pair (every), or for one of them? */
static bool pairs(const struct side *a, const struct side *b, pair_test *test, bool every)
{
	size_t i = next_word(a, a->from), j = next_word(b, b->from);
	bool any = false;

	for (; i < a->to && j < b->to; i = next_word(a, i + 1), j = next_word(b, j + 1)) {
		char *x = folded(word(&a->w, i)), *y = folded(word(&b->w, j));
		bool holds = test(span_of(x), span_of(y));

		free(x);
		free(y);
		any = any || holds;
		if (every && !holds)
			return false;
	}
	return every ? any && i == a->to && j == b->to : any;
}

static enum suggest_class judge(const struct protocol *p, const struct side *a, const struct side *b)
{
	if (same_words(a, b) || same_letters(a, b))
		return SUGGEST_SPRAK;
	if (!same_matter(p, a, b) || pairs(a, b, classify_negates, false))
		return SUGGEST_SAK;
	if (is_double(a, b) || pairs(a, b, classify_same_word, true))
		return SUGGEST_SPRAK;
	return SUGGEST_FORMULERING;
}

enum suggest_class suggest_classify(const struct protocol *p, struct range at, struct span text)
{
	struct range lines;
	struct side a, b;
	struct str next = STR_INIT;
	enum suggest_class cls;

	if (at.at > p->src.n || at.n > p->src.n - at.at || heavy_place(p, at) || any_heavy_line(text))
		return SUGGEST_SAK;
	lines = lines_of(p->src, at);
	if (lines.at + lines.n < at.at + at.n)
		lines.n = at.at + at.n - lines.at;
	if (touches_gap(p->src, lines, at, text))
		return SUGGEST_SAK;
	str_addspan(&next, span_sub(p->src, lines.at, at.at - lines.at));
	str_addspan(&next, text);
	str_addspan(&next, span_sub(p->src, at.at + at.n, lines.at + lines.n - at.at - at.n));
	a.w = suggest_cut(span_sub(p->src, lines.at, lines.n));
	b.w = suggest_cut(str_span(&next));
	a.from = b.from = 0;
	a.to = a.w.n;
	b.to = b.w.n;
	trim(&a, &b);
	cls = judge(p, &a, &b);
	free(a.w.v);
	free(b.w.v);
	str_release(&next);
	return cls;
}
