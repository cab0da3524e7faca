/* template: see template.h. A text is first cut into tags (with the place of
 * each section's end), then written; a partial is cut when it is reached. */
#include "mall/template.h"

#include <stdlib.h>

#include "base/u8.h"

#define DEPTH_MOST 16
#define OUTPUT_MOST ((size_t)1 << 20)
#define STEPS_MOST 200000 /* tags written and lines of text cut: lists inside lists end here */
#define PARTIALS_MOST 500 /* templates taken in, in all: two of two of two end here */
#define NEST_MOST 64      /* sections inside each other in one template */
#define NAMES_MOST 256

enum tag_kind {
	TAG_TEXT,
	TAG_VALUE,
	TAG_RAW,
	TAG_SECTION,
	TAG_INVERTED,
	TAG_CLOSE,
	TAG_PARTIAL,
	TAG_COMMENT
};

struct tag {
	enum tag_kind kind;
	struct span text;   /* TEXT: what to write; else the name */
	struct span indent; /* PARTIAL alone on its line */
	size_t end;         /* SECTION, INVERTED: index of its CLOSE, or the number of tags */
	int line;
};

struct tags {
	struct tag *v;
	size_t n, cap;
};

struct frame {
	const struct value *v;
	const struct frame *up;
	size_t at, of; /* which of how many of a list; `of` 0: no list */
};

struct job {
	const struct template *t;
	const char *file;
	struct str *out;
	struct remarks *remarks;
	int depth, partials;
	long steps;
	bool full; /* a limit was met: said once, nothing more is written */
};

/* ------------------------------------------------------------- cutting */

static void add_text(struct tags *tags, struct span text, int line)
{
	if (!text.n)
		return;
	tags->v = mem_grow(tags->v, tags->n, &tags->cap, sizeof *tags->v);
	tags->v[tags->n++] = (struct tag){.kind = TAG_TEXT, .text = text, .line = line};
}

static int count_lines(struct span s)
{
	int n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

/* What stands between {{ and }}: sets kind and name. */
static void read_tag(struct span inside, struct tag *tag)
{
	static const struct {
		char mark;
		enum tag_kind kind;
	} marks[] = {
	        {'#', TAG_SECTION},
	        {'^', TAG_INVERTED},
	        {'/', TAG_CLOSE},
	        {'>', TAG_PARTIAL},
	        {'!', TAG_COMMENT},
	        {'&', TAG_RAW},
	};

	inside = span_trim(inside);
	tag->kind = TAG_VALUE;
	for (size_t i = 0; inside.n && i < sizeof marks / sizeof *marks; i++)
		if (inside.p[0] == marks[i].mark) {
			tag->kind = marks[i].kind;
			inside = span_from(inside, 1);
			break;
		}
	tag->text = span_trim(inside);
}

/* Is [from, to) alone on its line? Then the line's own range, newline included. */
static bool alone(struct span s, size_t from, size_t to, struct range *line)
{
	while (from > 0 && (s.p[from - 1] == ' ' || s.p[from - 1] == '\t'))
		from--;
	while (to < s.n && (s.p[to] == ' ' || s.p[to] == '\t'))
		to++;
	if ((from > 0 && s.p[from - 1] != '\n') || (to < s.n && s.p[to] != '\n' && s.p[to] != '\r'))
		return false;
	if (to < s.n && s.p[to] == '\r') {
		if (to + 1 >= s.n || s.p[to + 1] != '\n')
			return false;
		to++;
	}
	*line = (struct range){from, (to < s.n ? to + 1 : to) - from};
	return true;
}

static bool takes_line(enum tag_kind k)
{
	return k != TAG_VALUE && k != TAG_RAW && k != TAG_TEXT;
}

static void cut(struct job *j, struct span s, int line, struct tags *tags)
{
	size_t at = 0; /* text from here is not yet taken */

	for (;;) {
		size_t open = span_find(s, "{{", at), close, after;
		struct tag tag = {.line = line};
		struct range own;
		bool raw;

		if (open == (size_t)-1)
			break;
		raw = open + 2 < s.n && s.p[open + 2] == '{';
		close = span_find(s, raw ? "}}}" : "}}", open + 2);
		tag.line = line + count_lines(span_sub(s, at, open - at));
		if (close == (size_t)-1) {
			remark_add(j->remarks, j->file, tag.line,
			        "taggen %.*s slutar inte: skriv }} efter den",
			        (int)u8_fit(s.p + open, s.n - open, 20), s.p + open);
			break;
		}
		read_tag(span_sub(s, open + (raw ? 3 : 2), close - open - (raw ? 3 : 2)), &tag);
		if (raw)
			tag.kind = TAG_RAW;
		after = close + (raw ? 3 : 2);
		if (takes_line(tag.kind) && alone(s, open, after, &own) && own.at >= at) {
			add_text(tags, span_sub(s, at, own.at - at), line);
			tag.indent = span_sub(s, own.at, open - own.at);
			after = own.at + own.n;
		} else {
			add_text(tags, span_sub(s, at, open - at), line);
		}
		line += count_lines(span_sub(s, at, after - at));
		at = after;
		if (tag.kind == TAG_COMMENT)
			continue;
		if (!tag.text.n) {
			remark_add(j->remarks, j->file, tag.line, "taggen {{}} saknar namn");
			continue;
		}
		tags->v = mem_grow(tags->v, tags->n, &tags->cap, sizeof *tags->v);
		tags->v[tags->n++] = tag;
	}
	add_text(tags, span_from(s, at), line);
}

/* Finds the end of each section; a lost tag is a remark. */
static void match(struct job *j, struct tags *tags)
{
	size_t open[NEST_MOST], n = 0;

	for (size_t i = 0; i < tags->n; i++) {
		struct tag *t = &tags->v[i];

		if (t->kind == TAG_SECTION || t->kind == TAG_INVERTED) {
			t->end = tags->n;
			if (n == NEST_MOST) {
				remark_add(j->remarks, j->file, t->line,
				        "fler än %d avsnitt i varandra: {{#%.*s}} läses inte",
				        NEST_MOST, SPAN_FMT(t->text));
				t->kind = TAG_COMMENT;
			} else {
				open[n++] = i;
			}
		} else if (t->kind == TAG_CLOSE) {
			size_t k = n;

			while (k > 0 && !span_eq(tags->v[open[k - 1]].text, t->text))
				k--;
			if (k == 0) {
				remark_add(j->remarks, j->file, t->line,
				        "{{/%.*s}} avslutar inget: ta bort den, eller skriv "
				        "{{#%.*s}} före",
				        SPAN_FMT(t->text), SPAN_FMT(t->text));
				continue;
			}
			for (; n > k; n--) {
				struct tag *lost = &tags->v[open[n - 1]];

				lost->end = i;
				remark_add(j->remarks, j->file, lost->line,
				        "{{#%.*s}} avslutas inte: skriv {{/%.*s}} före rad %d",
				        SPAN_FMT(lost->text), SPAN_FMT(lost->text), t->line);
			}
			tags->v[open[--n]].end = i;
		}
	}
	while (n > 0) {
		struct tag *lost = &tags->v[open[--n]];

		remark_add(j->remarks, j->file, lost->line,
		        "{{#%.*s}} avslutas inte: skriv {{/%.*s}}", SPAN_FMT(lost->text),
		        SPAN_FMT(lost->text));
	}
}

/* ------------------------------------------------------------- looking up */

static const char *nearest(const struct frame *f, struct span name, char names[][64])
{
	const char *candidate[NAMES_MOST];
	size_t n = 0;

	for (; f; f = f->up)
		for (size_t i = 0; f->v->kind == VALUE_MAP && i < f->v->n && n < NAMES_MOST; i++) {
			snprintf(names[n], 64, "%.*s", SPAN_FMT(f->v->key[i]));
			candidate[n] = names[n];
			n++;
		}
	return remark_nearest(name, candidate, n);
}

static void say_unknown(struct job *j, const struct frame *f, struct span name, int line)
{
	char(*names)[64];
	const char *near;

	if (!j->remarks)
		return;
	names = mem_array(NAMES_MOST, sizeof *names);
	near = nearest(f, name, names);
	if (near)
		remark_add(j->remarks, j->file, line, "okänt fält ”%.*s”: menas ”%s”?",
		        SPAN_FMT(name), near);
	else
		remark_add(j->remarks, j->file, line, "okänt fält ”%.*s”", SPAN_FMT(name));
	free(names);
}

/* {{#forst}} and {{#sist}}: inside a list, is this the first, the last of it? */
static const struct value *place_in_list(const struct frame *f, struct span name)
{
	static const struct value yes = {.kind = VALUE_BOOL, .yes = true},
	                          no = {.kind = VALUE_BOOL};
	bool first = span_is(name, "forst");

	if (!first && !span_is(name, "sist"))
		return NULL;
	while (f && !f->of)
		f = f->up;
	if (!f)
		return NULL;
	return f->at == (first ? 0 : f->of - 1) ? &yes : &no;
}

static const struct value *look(struct job *j, const struct frame *f, struct span name, int line)
{
	struct span rest = name, part;
	const struct value *v = NULL;
	struct frame only = {NULL, NULL, 0, 0};

	if (span_is(name, "."))
		return f->v;
	v = place_in_list(f, name);
	if (v)
		return v;
	span_split(&rest, ".", &part);
	for (const struct frame *g = f; g && !v; g = g->up)
		v = value_get(g->v, part);
	if (!v) {
		say_unknown(j, f, part, line);
		return NULL;
	}
	while (rest.p && span_split(&rest, ".", &part)) {
		const struct value *next = value_get(v, part);

		if (!next) {
			only.v = v;
			if (v->kind == VALUE_MAP)
				say_unknown(j, &only, part, line);
			return NULL;
		}
		v = next;
	}
	return v;
}

/* ------------------------------------------------------------- writing */

static bool line_start(const struct str *out)
{
	size_t n = out->len;

	while (n > 0 && (out->buf[n - 1] == ' ' || out->buf[n - 1] == '\t'))
		n--;
	return n == 0 || out->buf[n - 1] == '\n';
}

/* How many bytes of a mark at a line's start must have a backslash before the
 * last of them: "#" 1, "- " 1, "12. " 3; 0 for none. */
static size_t start_mark(struct span s)
{
	size_t i = 0;

	if (!s.n)
		return 0;
	if (strchr("#>%@", s.p[0]))
		return 1;
	if (strchr("-+", s.p[0]))
		return s.n == 1 || s.p[1] == ' ' ? 1 : 0;
	while (i < s.n && i < 9 && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	if (i > 0 && i < s.n && (s.p[i] == '.' || s.p[i] == ')') &&
	        (i + 1 == s.n || s.p[i + 1] == ' '))
		return i + 1;
	return 0;
}

void template_escape(struct str *out, struct span s)
{
	size_t at = 0, mark = line_start(out) ? start_mark(s) : 0;

	if (mark) {
		str_add(out, s.p, mark - 1);
		str_addc(out, '\\');
		str_addc(out, s.p[mark - 1]);
		at = mark;
	}
	for (; at < s.n; at++) {
		char c = s.p[at];

		if (c == '\n' || c == '\r' || c == '\t')
			c = ' ';
		if (c == '\\' || c == '*' || c == '[' || c == ']' || c == '|')
			str_addc(out, '\\');
		if (c == '<' && at + 1 < s.n && s.p[at + 1] == '!')
			str_addc(out, '\\');
		str_addc(out, c);
	}
}

static void put_value(struct job *j, const struct value *v, bool raw)
{
	if (!v)
		return;
	if (v->kind == VALUE_LIST) {
		for (size_t i = 0; i < v->n; i++) {
			if (i)
				str_adds(j->out, ", ");
			put_value(j, v->item[i]->kind == VALUE_TEXT ? v->item[i] : NULL, raw);
		}
		return;
	}
	if (v->kind != VALUE_TEXT)
		return;
	if (raw || j->t->escape == TEMPLATE_PLAIN)
		str_addspan(j->out, v->text);
	else
		template_escape(j->out, v->text);
}

static void write_text(struct job *j, struct span s, int line, const struct frame *f);

static void indent_lines(struct str *out, struct span text, struct span indent)
{
	struct span rest = text, l;

	while (span_line(&rest, &l)) {
		if (l.n)
			str_addspan(out, indent);
		str_addspan(out, l);
		str_addc(out, '\n');
	}
}

static void put_partial(struct job *j, const struct tag *tag, const struct frame *f)
{
	struct span text;
	const char *file = NULL, *was = j->file;
	struct str indented = STR_INIT;

	if (j->full || ++j->partials > PARTIALS_MOST) {
		if (!j->full)
			remark_add(j->remarks, j->file, tag->line,
			        "fler än %d mallar tas in: resten utelämnas", PARTIALS_MOST);
		j->full = true;
		return;
	}
	if (!j->t->partial || !j->t->partial(j->t->ctx, tag->text, &text, &file)) {
		remark_add(j->remarks, j->file, tag->line, "mallen ”%.*s” finns inte",
		        SPAN_FMT(tag->text));
		return;
	}
	if (j->depth == DEPTH_MOST) {
		remark_add(j->remarks, j->file, tag->line,
		        "mallen ”%.*s” står i sig själv, eller mer än %d djupt",
		        SPAN_FMT(tag->text), DEPTH_MOST);
		return;
	}
	if (tag->indent.n) {
		indent_lines(&indented, text, tag->indent);
		text = str_span(&indented);
	}
	j->file = file ? file : was;
	j->depth++;
	write_text(j, text, 1, f);
	j->depth--;
	j->file = was;
	str_release(&indented);
}

static void write_tags(
        struct job *j, const struct tags *tags, size_t from, size_t to, const struct frame *f);

static void put_section(struct job *j, const struct tags *tags, size_t i, const struct frame *f)
{
	const struct tag *tag = &tags->v[i];
	const struct value *v = look(j, f, tag->text, tag->line);
	struct frame inner = {v, f, 0, 0};

	if (tag->kind == TAG_INVERTED) {
		if (!value_true(v))
			write_tags(j, tags, i + 1, tag->end, f);
		return;
	}
	if (!value_true(v))
		return;
	if (v->kind != VALUE_LIST) {
		write_tags(j, tags, i + 1, tag->end, v->kind == VALUE_BOOL ? f : &inner);
		return;
	}
	for (size_t k = 0; k < v->n && !j->full; k++) {
		inner = (struct frame){v->item[k], f, k, v->n};
		write_tags(j, tags, i + 1, tag->end, &inner);
	}
}

static void write_tags(
        struct job *j, const struct tags *tags, size_t from, size_t to, const struct frame *f)
{
	for (size_t i = from; i < to && !j->full; i++) {
		const struct tag *tag = &tags->v[i];

		if (j->out->len > OUTPUT_MOST || ++j->steps > STEPS_MOST) {
			remark_add(j->remarks, j->file, tag->line,
			        "mallen ger för mycket text: resten utelämnas");
			j->full = true;
			return;
		}
		switch (tag->kind) {
		case TAG_TEXT:
			str_addspan(j->out, tag->text);
			break;
		case TAG_VALUE:
		case TAG_RAW:
			put_value(j, look(j, f, tag->text, tag->line), tag->kind == TAG_RAW);
			break;
		case TAG_SECTION:
		case TAG_INVERTED:
			put_section(j, tags, i, f);
			i = tag->end;
			break;
		case TAG_PARTIAL:
			put_partial(j, tag, f);
			break;
		case TAG_CLOSE:
		case TAG_COMMENT:
			break;
		}
	}
}

static void write_text(struct job *j, struct span s, int line, const struct frame *f)
{
	struct tags tags = {NULL, 0, 0};

	j->steps += (long)(s.n / 64);
	cut(j, s, line, &tags);
	match(j, &tags);
	write_tags(j, &tags, 0, tags.n, f);
	free(tags.v);
}

void template_render(const struct template *t, const struct value *data, struct str *out,
        struct remarks *remarks)
{
	struct job j = {.t = t, .file = t->file, .out = out, .remarks = remarks};
	const struct value nothing = {.kind = VALUE_MAP};
	struct frame top = {data ? data : &nothing, NULL, 0, 0};

	write_text(&j, t->text, t->line > 0 ? t->line : 1, &top);
}

void template_line(struct span text, const struct value *data, struct str *out)
{
	struct template t = {.text = text, .file = "", .escape = TEMPLATE_PLAIN};

	template_render(&t, data, out, NULL);
}
