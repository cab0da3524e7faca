/* write: a draft in canonical form. Works from the parsed view; each line of
 * text goes out as it came in, only marks, blanks and order are made right. */
#include "base/decode.h"
#include "base/u8.h"
#include "doc/read.h"

enum { MAX_LEVELS = 64 };

struct writer {
	struct str *out;
	size_t width[MAX_LEVELS]; /* of the marks of the open list levels, bytes */
};

/* ---------------------------------------------------------------- bytes */

/* Swedish text and its punctuation (below U+0300, U+2010 to U+203F) has nothing
 * that combines: then the slow test is not needed. */
static bool surely_nfc(struct span s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0xCC)
			continue;
		if (c != 0xE2 || i + 2 >= s.n || (unsigned char)s.p[i + 1] != 0x80 ||
			(unsigned char)s.p[i + 2] < 0x90)
			return false;
	}
	return true;
}

static bool is_clean(struct span s)
{
	if (span_starts(s, "\xEF\xBB\xBF") || (s.n && memchr(s.p, '\r', s.n)))
		return false;
	return u8_valid(s.p, s.n, NULL) && (surely_nfc(s) || u8_is_nfc(s.p, s.n));
}

/* UTF-8, NFC, LF, no byte order mark. */
static void add_clean(struct str *out, struct span s)
{
	struct str t = STR_INIT;
	size_t i = span_starts(s, "\xEF\xBB\xBF") ? 3 : 0, n;
	char *nfc;

	while (i < s.n) {
		int32_t cp;

		n = u8_decode(s.p + i, s.n - i, &cp);
		if (cp < 0)
			decode_add_windows(&t, span_sub(s, i, 1));
		else if (cp != '\r')
			str_add(&t, s.p + i, n);
		else if (i + 1 >= s.n || s.p[i + 1] != '\n')
			str_addc(&t, '\n');
		i += n;
	}
	nfc = u8_nfc(str_c(&t), t.len, &n);
	str_add(out, nfc, n);
	free(nfc);
	str_release(&t);
}

/* ---------------------------------------------------------------- blocks */

static void empty_line(struct writer *w)
{
	if (w->out->len)
		str_addc(w->out, '\n');
}

static void add_line(struct writer *w, struct span s)
{
	str_addspan(w->out, s);
	str_addc(w->out, '\n');
}

/* A line of running text that must not be read as something else. */
static void add_text_line(struct writer *w, struct span s)
{
	size_t digits = 0;

	if (mark_literal(s)) {
		while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
			digits++;
		str_add(w->out, s.p, digits);
		str_addc(w->out, '\\');
		s = span_from(s, digits);
	}
	add_line(w, s);
}

static void write_list_item(struct writer *w, const struct block *b)
{
	size_t level = (size_t)b->level < MAX_LEVELS ? (size_t)b->level : MAX_LEVELS - 1, indent = 0;

	for (size_t i = 0; i < level; i++)
		indent += w->width[i];
	w->width[level] = b->mark.n + 1;
	str_addrep(w->out, " ", indent);
	str_addspan(w->out, b->mark);
	if (b->ntext && b->text[0].n)
		str_addc(w->out, ' ');
	add_line(w, b->ntext ? b->text[0] : SPAN_NONE);
	for (size_t i = 1; i < b->ntext; i++) {
		str_addrep(w->out, " ", indent + w->width[level]);
		add_text_line(w, b->text[i]);
	}
}

/* The ruler keeps the alignment that stands in the source. */
static void write_ruler(struct writer *w, const struct protocol *p, const struct block *b)
{
	struct span src = span_sub(p->src, b->where.at, b->where.n), line = SPAN_NONE, cell;
	bool ruler = span_line(&src, &line) && span_line(&src, &line) && mark_ruler(span_trim(line));
	struct span rest = ruler ? span_from(span_trim(line), 1) : SPAN_NONE;

	for (size_t k = 0; k < b->cols; k++) {
		if (!span_split(&rest, "|", &cell))
			cell = SPAN_NONE;
		cell = span_trim(cell);
		str_adds(w->out, cell.n > 1 && cell.p[0] == ':' ? "|:---" : "|---");
		str_adds(w->out, cell.n > 1 && cell.p[cell.n - 1] == ':' ? ":" : "");
	}
	str_adds(w->out, "|\n");
}

static void write_table(struct writer *w, const struct protocol *p, const struct block *b)
{
	for (size_t row = 0; row < b->rows; row++) {
		for (size_t k = 0; k < b->cols; k++) {
			struct span cell = b->cell[row * b->cols + k];

			str_adds(w->out, "| ");
			str_addspan(w->out, cell);
			str_adds(w->out, cell.n ? " " : "");
		}
		str_adds(w->out, "|\n");
		if (row == 0)
			write_ruler(w, p, b);
	}
}

static void write_lines(struct writer *w, const struct block *b)
{
	for (size_t i = 0; i < b->ntext; i++) {
		if (b->kind == BLOCK_PARA) {
			add_text_line(w, b->text[i]);
		} else if (b->kind == BLOCK_QUOTE) {
			str_adds(w->out, b->text[i].n ? "> " : ">");
			add_line(w, b->text[i]);
		} else if (b->kind == BLOCK_NOTE) {
			str_adds(w->out, i ? "    " : " ");
			add_line(w, b->text[i]);
		} else {
			add_line(w, b->text[i]);
		}
	}
}

static void write_block(struct writer *w, const struct protocol *p, const struct block *b)
{
	if (b->kind != BLOCK_ITEM || b->list_start)
		empty_line(w);
	switch (b->kind) {
	case BLOCK_ITEM:
		write_list_item(w, b);
		break;
	case BLOCK_TABLE:
		write_table(w, p, b);
		break;
	case BLOCK_SUB:
		str_addrep(w->out, "#", (size_t)b->level);
		str_addc(w->out, ' ');
		add_line(w, b->title);
		break;
	case BLOCK_PRESENTER:
		str_adds(w->out, "### @");
		str_addspan(w->out, b->name);
		str_adds(w->out, b->title.n ? ", " : "");
		add_line(w, b->title);
		break;
	case BLOCK_NOTE:
		str_adds(w->out, "[^");
		str_addspan(w->out, b->label);
		str_adds(w->out, b->ntext ? "]:" : "]:\n");
		write_lines(w, b);
		break;
	case BLOCK_PARA:
	case BLOCK_QUOTE:
	case BLOCK_COMMENT:
		write_lines(w, b);
		break;
	}
}

static void write_blocks(struct writer *w, const struct protocol *p, const struct block *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		write_block(w, p, &b[i]);
}

/* ---------------------------------------------------------------- items */

static void write_section(struct writer *w, const struct protocol *p, const struct section *s)
{
	const char *name = section_name(s->kind);

	empty_line(w);
	str_adds(w->out, "## ");
	str_addspan(w->out, name ? span_of(name) : s->name);
	if (s->label.n) {
		str_adds(w->out, " | ");
		str_addspan(w->out, s->label);
	}
	for (size_t i = 0; i < s->nparts; i++) {
		struct span part = s->part[i].name;
		enum section_kind k = section_find_label(part);

		str_adds(w->out, i ? " + " : " = ");
		str_addspan(w->out, k == SECTION_FREE ? part : span_of(section_name(k)));
	}
	str_addc(w->out, '\n');
	write_blocks(w, p, s->block, s->nblocks);
}

static void write_item(struct writer *w, const struct protocol *p, const struct item *it)
{
	size_t *order = mem_array(it->nmeta, sizeof *order);

	empty_line(w);
	str_adds(w->out, "#");
	if (it->nr)
		str_addf(w->out, it->point ? " Punkt %d" : " § %d", it->nr);
	if (it->title.n)
		str_addc(w->out, ' ');
	add_line(w, it->title);
	meta_sorted(it, order);
	for (size_t i = 0; i < it->nmeta; i++) {
		const struct meta *m = &it->meta[order[i]];

		str_addspan(w->out, m->key);
		str_adds(w->out, m->value.n ? ": " : ":");
		add_line(w, m->value);
	}
	free(order);
	write_blocks(w, p, it->block, it->nblocks);
	for (size_t i = 0; i < it->nsections; i++)
		write_section(w, p, &it->section[i]);
}

static void write_clean(const struct protocol *p, struct str *out)
{
	struct str text = STR_INIT;
	struct writer w = {.out = &text};

	front_write(&text, &p->front);
	write_blocks(&w, p, p->block, p->nblocks);
	for (size_t i = 0; i < p->nitems; i++)
		write_item(&w, p, &p->item[i]);
	str_addspan(out, str_span(&text));
	str_release(&text);
}

static void write_bytes(struct span bytes, struct str *out)
{
	struct str clean = STR_INIT;
	struct protocol *p;

	add_clean(&clean, bytes);
	p = protocol_parse(str_span(&clean));
	write_clean(p, out);
	protocol_free(p);
	str_release(&clean);
}

void protocol_write(const struct protocol *p, struct str *out)
{
	struct str now = STR_INIT, next = STR_INIT;

	if (is_clean(p->src))
		write_clean(p, &now);
	else
		write_bytes(p->src, &now);
	/* an escape in the front matter may have brought in a combining mark; blank
	 * lines that went may have stood before a byte order mark, and more than once */
	while (!is_clean(str_span(&now))) {
		str_clear(&next);
		write_bytes(str_span(&now), &next);
		if (span_eq(str_span(&now), str_span(&next)))
			break;
		str_clear(&now);
		str_addspan(&now, str_span(&next));
	}
	str_addspan(out, str_span(&now));
	str_release(&now);
	str_release(&next);
}

bool protocol_canonical(const struct protocol *p)
{
	struct str out = STR_INIT;
	bool same;

	protocol_write(p, &out);
	same = span_eq(str_span(&out), p->src);
	str_release(&out);
	return same;
}
