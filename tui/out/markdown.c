/* markdown: blocks as CommonMark with GitHub's tables. No pages: the header is
 * left out, the contents are a list, UTKAST stands first. */
#include <stdlib.h>

#include "base/u8.h"
#include "doc/inline.h"
#include "out/out.h"

/* Two blanks, not a backslash: older Markdown readers, and people, see that one. */
#define LINE_BREAK "  \n"

/* Text with marks escaped, newlines as blanks, blanks folded, no control characters. */
static void add_text(struct str *out, struct span text, bool at_start, bool in_table)
{
	struct str one = STR_INIT, escaped = STR_INIT;

	for (size_t at = 0; at < text.n;) {
		int32_t cp;
		size_t n = u8_decode(text.p + at, text.n - at, &cp);

		if (cp == '\n')
			str_addc(&one, ' ');
		else if (cp < 0 || u8_control(cp))
			str_adds(&one, "\xef\xbf\xbd");
		else
			str_add(&one, text.p + at, n);
		at += n;
	}
	inline_escape(&escaped, str_span(&one), at_start, in_table);
	for (size_t i = 0; i < escaped.len; i++) {
		if (escaped.buf[i] == ' ' &&
		        (out->len == 0 || strchr(" \n", out->buf[out->len - 1])))
			continue;
		str_addc(out, escaped.buf[i]);
	}
	str_release(&one);
	str_release(&escaped);
}

static void add_marked(struct str *out, const struct run *r, bool at_start, bool in_table)
{
	const char *mark = (r->flags & RUN_BOLD) && (r->flags & RUN_ITALIC) ? "***"
	                   : (r->flags & RUN_BOLD)                          ? "**"
	                   : (r->flags & RUN_ITALIC)                        ? "*"
	                                                                    : "";
	struct span s = r->text;

	if (r->flags & RUN_NOTE) {
		str_addf(out, "[^%.*s]", (int)(s.n > 2 ? s.n - 2 : 0), s.p + 1);
		return;
	}
	if (span_is(s, "\n")) {
		str_adds(out, in_table ? " " : LINE_BREAK);
		return;
	}
	while (s.n && s.p[0] == ' ') {
		if (out->len && !strchr(" \n", out->buf[out->len - 1]))
			str_addc(out, ' ');
		s = span_from(s, 1);
	}
	if (!s.n)
		return;
	if (r->href.n)
		str_addc(out, '[');
	str_adds(out, mark);
	{
		struct span body = span_trim(s);

		add_text(out, body, at_start && !*mark && !r->href.n, in_table);
		str_adds(out, mark);
		if (r->href.n)
			str_addf(out, "](%.*s)", SPAN_FMT(r->href));
		if (body.n < s.n)
			str_addc(out, ' ');
	}
}

static void add_runs(struct str *out, const struct runs *r, bool in_table)
{
	size_t from = out->len;

	for (size_t i = 0; i < r->n; i++)
		add_marked(out, &r->v[i], out->len == from, in_table);
	while (out->len > from && out->buf[out->len - 1] == ' ')
		str_replace(out, out->len - 1, 1, "", 0);
}

static void add_row(struct str *out, const struct out_block *b, size_t row)
{
	str_addc(out, '|');
	for (size_t c = 0; c < b->cols; c++) {
		str_addc(out, ' ');
		add_runs(out, &b->cell[row * b->cols + c].runs, true);
		str_adds(out, " |");
	}
	str_addc(out, '\n');
}

static void add_table(struct str *out, const struct out_block *b)
{
	size_t row = 0;

	if (b->head_row)
		add_row(out, b, row++);
	else
		str_addrep(out, "| ", b->cols), str_adds(out, "|\n");
	str_addc(out, '|');
	str_addrep(out, "---|", b->cols);
	str_addc(out, '\n');
	for (; row < b->rows; row++)
		add_row(out, b, row);
}

static void add_contents(struct str *out, const struct out_blocks *b)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct out_block *o = &b->v[i];

		if (!o->in_toc)
			continue;
		str_adds(out, "- ");
		if (span_starts(o->toc, "- "))
			add_text(out, span_from(o->toc, 2), true, false);
		else
			add_text(out, o->toc, true, false);
		str_addc(out, '\n');
	}
}

static void add_heading(struct str *out, const struct out_block *b)
{
	struct str text = STR_INIT;

	str_addrep(out, "#", (size_t)b->level);
	str_addc(out, ' ');
	runs_text(&b->runs, &text);
	add_text(out, str_span(&text), false, false);
	str_addc(out, '\n');
	str_release(&text);
}

/* Marks as in the draft: "-" for any bullet; without one the item is a paragraph. */
static void add_item(struct str *out, const struct out_block *b)
{
	str_addrep(out, "  ", (size_t)b->level);
	if (b->mark.n)
		str_addf(out, "%.*s ", SPAN_FMT(b->numbered ? b->mark : SPAN_LIT("-")));
	add_runs(out, &b->runs, false);
	str_addc(out, '\n');
}

static void add_block(struct str *out, const struct out_blocks *all, const struct out_block *b)
{
	switch (b->kind) {
	case OUT_HEAD:
		add_heading(out, b);
		break;
	case OUT_ITEM:
		add_item(out, b);
		break;
	case OUT_TABLE:
		add_table(out, b);
		break;
	case OUT_TOC:
		add_contents(out, all);
		break;
	case OUT_SIGN:
		add_text(out, b->label, true, false);
		str_adds(out, ": ");
		add_runs(out, &b->runs, false);
		str_addc(out, '\n');
		break;
	case OUT_RULE:
		str_adds(out, "---\n");
		break;
	case OUT_FIGURE:
		str_adds(out, "![");
		for (size_t i = 0; i < b->runs.n; i++)
			add_text(out, b->runs.v[i].text, false, false);
		str_addf(out, "](%.*s)\n", SPAN_FMT(b->href));
		break;
	case OUT_PARA:
		if (b->role == ROLE_QUOTE)
			str_adds(out, "> ");
		if (b->role == ROLE_NOTE && b->mark.n > 2)
			str_addf(out, "[^%.*s]: ", (int)(b->mark.n - 2), b->mark.p + 1);
		add_runs(out, &b->runs, false);
		str_addc(out, '\n');
		break;
	case OUT_BREAK:
	case OUT_GAP:
		break;
	}
}

static bool same_list(const struct out_block *a, const struct out_block *b)
{
	return a->kind == OUT_ITEM && b->kind == OUT_ITEM && a->mark.n && b->mark.n &&
	       !b->list_start;
}

void out_write_markdown(
        const struct out_blocks *b, struct span mark, struct span header, struct str *out)
{
	const struct out_block *last = NULL;
	struct span line;
	bool first = true;

	if (mark.n) {
		add_text(out, mark, true, false);
		str_adds(out, header.n ? "\n\n" : "\n");
	}
	while (header.n && span_line(&header, &line)) {
		if (!first)
			str_adds(out, LINE_BREAK);
		add_text(out, line, true, false);
		first = false;
	}
	if (!first)
		str_addc(out, '\n');
	for (size_t i = 0; i < b->n; i++) {
		const struct out_block *o = &b->v[i];

		if (o->kind == OUT_BREAK || o->kind == OUT_GAP)
			continue;
		/* Lines that belong together are lines of one paragraph. */
		if (last && o->kind == OUT_PARA && last->kind == OUT_PARA && o->tight &&
		        o->role != ROLE_NOTE) {
			if (out->len && out->buf[out->len - 1] == '\n')
				str_replace(out, out->len - 1, 1, LINE_BREAK, strlen(LINE_BREAK));
		} else if ((last && !same_list(last, o)) || (!last && (mark.n || !first))) {
			str_addc(out, '\n');
		}
		add_block(out, b, o);
		last = o;
	}
}
