/* inline: see inline.h.
 *
 * Pass one finds the marks, pass two gives the runs their styles. Searches for
 * the end of something remember where they ended, so that each byte is looked at
 * a fixed number of times however many marks are left open. Emphasis: the rules
 * of CommonMark 0.31 section 6.2 for "*" only, without its rule of three. */
#include "doc/inline.h"

#include "base/mem.h"
#include "base/u8.h"
#include "doc/read.h"

enum token_kind { TOKEN_RUN, TOKEN_STAR, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_PARAGRAPH };

struct token {
	enum token_kind kind;
	enum inline_kind run;      /* RUN */
	struct range where, inner, target;
	bool can_open, can_close;  /* STAR */
	unsigned opens, closes;    /* STAR: styles that begin or end here */
	size_t pair;               /* OPEN: index of its CLOSE, 0 when it is plain text */
};

/* The next place of a needle at or after `from`, found once. */
struct seek {
	const char *needle;
	size_t from, at;
	bool known;
};

struct scan {
	struct span s;
	struct vec tokens, open;   /* open: indexes of "[" not yet closed */
	struct seek gap_end, gap_start, comment_end, bracket, paren, blank, newline, paragraph;
	size_t text;               /* where plain text not yet given begins */
};

static size_t seek(struct scan *c, struct seek *k, size_t from)
{
	if (!k->known || from < k->from || from > k->at) {
		k->from = from;
		k->known = true;
		k->at = span_find(c->s, k->needle, from);
		if (k->at == (size_t)-1)
			k->at = c->s.n;
	}
	return k->at;
}

static struct token *add(struct scan *c, enum token_kind kind, size_t at, size_t n)
{
	struct token *t;

	if (at > c->text) {
		t = vec_push(&c->tokens);
		t->run = INLINE_TEXT;
		t->where = (struct range){c->text, at - c->text};
	}
	t = vec_push(&c->tokens);
	t->kind = kind;
	t->where = (struct range){at, n};
	c->text = at + n;
	return t;
}

static void add_run(struct scan *c, enum inline_kind kind, size_t at, size_t n, size_t skip, size_t end)
{
	struct token *t = add(c, TOKEN_RUN, at, n);

	t->run = kind;
	t->inner = (struct range){at + skip, n - skip - end};
}

static bool punctuation(char c)
{
	return c > ' ' && c < 0x7F && !(c >= '0' && c <= '9') && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static size_t read_backslash(struct scan *c, size_t i)
{
	char next = i + 1 < c->s.n ? c->s.p[i + 1] : '\n';

	if (next == '\n') {
		add_run(c, INLINE_BREAK, i, i + 1 < c->s.n ? 2 : 1, 0, 0);
		return i + 1 < c->s.n ? i + 2 : i + 1;
	}
	if (!punctuation(next))
		return i + 1;
	add_run(c, INLINE_MARK, i, 1, 0, 0);
	return i + 2;
}

/* "(address)" at i: its length, or 0. An address has no blank. */
static size_t address_at(struct scan *c, size_t i)
{
	size_t end, blank;

	if (i >= c->s.n || c->s.p[i] != '(')
		return 0;
	end = seek(c, &c->paren, i);
	blank = seek(c, &c->blank, i);
	if (end >= c->s.n || blank < end || seek(c, &c->newline, i) < end)
		return 0;
	return end + 1 - i;
}

static size_t read_image(struct scan *c, size_t i)
{
	size_t close = seek(c, &c->bracket, i + 2), n;
	struct token *t;

	n = close < c->s.n && close < seek(c, &c->paragraph, i) ? address_at(c, close + 1) : 0;
	if (!n)
		return i + 1;
	t = add(c, TOKEN_RUN, i, close + 1 + n - i);
	t->run = INLINE_IMAGE;
	t->inner = (struct range){i + 2, close - i - 2};
	t->target = (struct range){close + 2, n - 2};
	return close + 1 + n;
}

static size_t read_bracket(struct scan *c, size_t i)
{
	char next = i + 1 < c->s.n ? c->s.p[i + 1] : '\0';
	size_t end;

	if (next == '[') {
		end = seek(c, &c->gap_end, i + 2);
		while (end + 2 < c->s.n && c->s.p[end + 2] == ']')
			end++;
		if (end < c->s.n && seek(c, &c->paragraph, i) > end && seek(c, &c->gap_start, i + 2) > end) {
			add_run(c, INLINE_GAP, i, end + 2 - i, 2, 2);
			return end + 2;
		}
	}
	if (next == '^') {
		end = seek(c, &c->bracket, i);
		if (end < c->s.n && end > i + 2 && end - i < 64 && seek(c, &c->blank, i) > end) {
			add_run(c, INLINE_NOTE, i, end + 1 - i, 2, 1);
			return end + 1;
		}
	}
	add(c, TOKEN_OPEN, i, 1);
	*(size_t *)vec_push(&c->open) = c->tokens.n - 1;
	return i + 1;
}

static size_t read_close(struct scan *c, size_t i)
{
	struct token *t;
	size_t open, n;

	if (!c->open.n)
		return i + 1;
	open = *(size_t *)vec_at(&c->open, --c->open.n);
	n = address_at(c, i + 1);
	if (!n)
		return i + 1;
	t = add(c, TOKEN_CLOSE, i, n + 1);
	t->target = (struct range){i + 2, n - 2};
	t = vec_at(&c->tokens, open);
	t->pair = c->tokens.n - 1;
	t->target = (struct range){i + 2, n - 2};
	return i + 1 + n;
}

static bool blank_at(struct span s, size_t i)
{
	int32_t cp;

	if (i >= s.n || s.p[i] == '\n')
		return true;
	u8_decode(s.p + i, s.n - i, &cp);
	return u8_blank(cp);
}

static size_t read_stars(struct scan *c, size_t i)
{
	struct span s = c->s;
	struct token *t;
	size_t n = 0, before;
	bool blank_before, blank_after, mark_before, mark_after;

	while (i + n < s.n && s.p[i + n] == '*')
		n++;
	before = i;
	while (before && i - before < 4 && (before == i || ((unsigned char)s.p[before] & 0xC0) == 0x80))
		before--;
	blank_before = i == 0 || blank_at(s, before);
	blank_after = blank_at(s, i + n);
	mark_before = i > 0 && punctuation(s.p[i - 1]);
	mark_after = i + n < s.n && punctuation(s.p[i + n]);
	t = add(c, n > 3 ? TOKEN_RUN : TOKEN_STAR, i, n);
	t->can_open = !blank_after && (!mark_after || blank_before || mark_before);
	t->can_close = !blank_before && (!mark_before || blank_after || mark_after);
	return i + n;
}

static void scan_marks(struct scan *c)
{
	size_t i = 0, end;

	while (i < c->s.n) {
		switch (c->s.p[i]) {
		case '\\':
			i = read_backslash(c, i);
			break;
		case '*':
			i = read_stars(c, i);
			break;
		case '[':
			i = read_bracket(c, i);
			break;
		case ']':
			i = read_close(c, i);
			break;
		case '!':
			i = i + 1 < c->s.n && c->s.p[i + 1] == '[' ? read_image(c, i) : i + 1;
			break;
		case '<':
			end = span_starts(span_from(c->s, i), "<!--") ? seek(c, &c->comment_end, i + 4) : c->s.n;
			if (end < c->s.n)
				add_run(c, INLINE_COMMENT, i, end + 3 - i, 4, 3);
			i = end < c->s.n ? end + 3 : i + 1;
			break;
		case '\n':
			if (++i < c->s.n && c->s.p[i] == '\n') {
				add(c, TOKEN_PARAGRAPH, i - 1, 1);
				c->open.n = 0;
			}
			break;
		default:
			i++;
		}
	}
	if (c->text < c->s.n)
		add(c, TOKEN_RUN, c->s.n, 0);
}

/* ---------------------------------------------------------------- emphasis */

struct emphasis {
	struct token *bold, *italic; /* where they were opened; NULL: not open */
};

static bool close_style(struct token **open, struct token **other, struct token *t, unsigned style)
{
	if (!*open || !t->can_close)
		return false;
	(*open)->opens |= style;
	t->closes |= style;
	/* what was opened inside and is still open was only a character */
	if (*other && *other > *open)
		*other = NULL;
	*open = NULL;
	return true;
}

static void match_stars(struct scan *c)
{
	struct emphasis e = {NULL, NULL};

	for (size_t i = 0; i < c->tokens.n; i++) {
		struct token *t = vec_at(&c->tokens, i);
		bool bold = t->where.n >= 2, italic = t->where.n != 2;

		if (t->kind == TOKEN_PARAGRAPH)
			e = (struct emphasis){NULL, NULL};
		if (t->kind != TOKEN_STAR)
			continue;
		/* three stars close both, the inner one first: **fet *sned*** */
		if (bold && italic && e.bold && e.italic > e.bold && close_style(&e.italic, &e.bold, t, INLINE_ITALIC))
			italic = false;
		if (bold && close_style(&e.bold, &e.italic, t, INLINE_BOLD))
			bold = false;
		if (italic && close_style(&e.italic, &e.bold, t, INLINE_ITALIC))
			italic = false;
		if (t->closes || !t->can_open)
			continue;
		if (bold)
			e.bold = t;
		if (italic)
			e.italic = t;
	}
}

static void give(struct inline_runs *out, struct inline_run run)
{
	struct inline_run *last = out->n ? &out->v[out->n - 1] : NULL;

	if (!run.where.n)
		return;
	if (last && run.kind == INLINE_TEXT && last->kind == INLINE_TEXT && last->style == run.style &&
		last->target.at == run.target.at && last->where.at + last->where.n == run.where.at) {
		last->where.n += run.where.n;
		last->inner = last->where;
		return;
	}
	if (run.kind == INLINE_TEXT || run.kind == INLINE_MARK)
		run.inner = run.where;
	out->v = mem_grow(out->v, out->n, &out->cap, sizeof *out->v);
	out->v[out->n++] = run;
}

/* A run of stars: those that are marks, and what is left of them as text. */
static void give_stars(struct inline_runs *out, const struct token *t, unsigned *style, struct range target)
{
	unsigned turned = t->opens | t->closes;
	size_t marks = (turned & INLINE_BOLD ? 2U : 0U) + (turned & INLINE_ITALIC ? 1U : 0U);
	size_t left = t->where.n - marks, at = t->where.at;
	struct inline_run text = {.kind = INLINE_TEXT, .target = target};

	*style &= ~t->closes;
	text.style = *style;
	text.where = (struct range){t->opens ? at : at + marks, left};
	if (t->opens)
		give(out, text);
	give(out, (struct inline_run){.kind = INLINE_MARK, .style = *style, .target = target,
		.where = {t->opens ? at + left : at, marks}});
	if (!t->opens)
		give(out, text);
	*style |= t->opens;
}

static void give_all(struct inline_runs *out, const struct scan *c)
{
	unsigned style = 0;
	struct range target = {0, 0};
	size_t link_end = 0;

	for (size_t i = 0; i < c->tokens.n; i++) {
		const struct token *t = vec_at(&c->tokens, i);
		struct inline_run run = {.where = t->where, .inner = t->inner, .style = style};

		run.kind = t->kind == TOKEN_RUN ? t->run : INLINE_TEXT;
		run.target = run.kind == INLINE_IMAGE ? t->target : target;
		if (t->kind == TOKEN_STAR) {
			give_stars(out, t, &style, target);
			continue;
		}
		if (t->kind == TOKEN_OPEN && t->pair && !link_end) {
			run.kind = INLINE_MARK;
			style |= INLINE_LINK;
			target = t->target;
			link_end = t->pair;
		} else if (t->kind == TOKEN_CLOSE && i == link_end) {
			run.kind = INLINE_MARK;
			run.target = t->target;
			style &= ~(unsigned)INLINE_LINK;
			run.style = style;
			target = (struct range){0, 0};
			link_end = 0;
		}
		give(out, run);
	}
}

void inline_parse(struct inline_runs *out, struct span text)
{
	struct scan c = {.s = text, .tokens = VEC(struct token), .open = VEC(size_t)};

	c.gap_end.needle = "]]";
	c.gap_start.needle = "[[";
	c.comment_end.needle = "-->";
	c.bracket.needle = "]";
	c.paren.needle = ")";
	c.blank.needle = " ";
	c.newline.needle = "\n";
	c.paragraph.needle = "\n\n";
	scan_marks(&c);
	match_stars(&c);
	give_all(out, &c);
	vec_release(&c.tokens);
	vec_release(&c.open);
}

void inline_release(struct inline_runs *r)
{
	free(r->v);
	*r = (struct inline_runs){NULL, 0, 0};
}

void inline_plain(struct str *out, struct span text)
{
	struct inline_runs runs = {NULL, 0, 0};
	size_t start = out->len;
	bool after_comment = false;

	inline_parse(&runs, text);
	for (size_t i = 0; i < runs.n; i++) {
		const struct inline_run *r = &runs.v[i];
		struct span s = span_sub(text, r->inner.at, r->inner.n);

		if (r->kind == INLINE_GAP)
			str_addf(out, "[%.*s]", SPAN_FMT(s));
		else if (r->kind == INLINE_BREAK)
			str_addc(out, '\n');
		else if (r->kind == INLINE_IMAGE)
			str_addspan(out, s);
		else if (r->kind == INLINE_COMMENT)
			after_comment = out->len == start || out->buf[out->len - 1] == ' ';
		if (r->kind != INLINE_TEXT)
			continue;
		for (size_t k = 0; k < s.n; k++)
			if (!(after_comment && k == 0 && s.p[k] == ' '))
				str_addc(out, s.p[k] == '\n' ? ' ' : s.p[k]);
		after_comment = false;
	}
	inline_release(&runs);
}

struct inline_counts inline_count(struct span text)
{
	struct inline_counts found = {0, 0};
	struct inline_runs runs = {NULL, 0, 0};
	size_t at;

	inline_parse(&runs, text);
	for (size_t i = 0; i < runs.n; i++) {
		const struct inline_run *r = &runs.v[i];
		struct span s = span_sub(text, r->where.at, r->where.n);

		found.gaps += r->kind == INLINE_GAP;
		found.comments += r->kind == INLINE_COMMENT;
		/* one that is never closed is a note all the same */
		at = r->kind == INLINE_TEXT ? span_find(s, "<!--", 0) : (size_t)-1;
		found.comments += at != (size_t)-1;
	}
	inline_release(&runs);
	return found;
}

void inline_escape(struct str *out, struct span text, bool at_start, bool in_table)
{
	size_t digits = 0;
	bool literal = at_start && mark_literal(text);

	while (literal && digits < text.n && text.p[digits] >= '0' && text.p[digits] <= '9')
		digits++;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		bool mark = c == '*' || c == '[' || (c == '|' && in_table) ||
			(c == '\\' && (i + 1 == text.n || punctuation(text.p[i + 1]))) ||
			(c == '<' && span_starts(span_from(text, i), "<!--"));

		if (mark || (literal && i == digits))
			str_addc(out, '\\');
		str_addc(out, c);
	}
}
