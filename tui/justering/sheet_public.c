/* sheet_public: what of a draft is for nobody else, and the draft without it. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "justering/sheet_inner.h"

struct hider {
	struct span text;
	unsigned char *hidden;
};

static void hide(struct hider *m, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < m->text.n; i++)
		m->hidden[i] = SHEET_HIDDEN;
}

struct range sheet_line_at(struct span text, size_t at)
{
	const char *nl;
	size_t start = at;

	while (start && text.p[start - 1] != '\n')
		start--;
	nl = at < text.n ? memchr(text.p + at, '\n', text.n - at) : NULL;
	return (struct range){start, (nl ? (size_t)(nl - text.p) : text.n) - start};
}

/* Wherever it stands, in a gap too. One that is never closed ends with its
 * paragraph, as the parser has it. */
static void hide_notes(struct hider *m, struct range region)
{
	struct span text = span_sub(m->text, region.at, region.n);
	size_t at = span_find(text, "<!--", 0), slashes, end;

	for (; at != (size_t)-1; at = span_find(text, "<!--", end)) {
		slashes = 0;
		while (slashes < at && text.p[at - slashes - 1] == '\\')
			slashes++;
		end = at + 4;
		if (slashes % 2)
			continue;
		end = span_find(text, "-->", end);
		end = end != (size_t)-1 ? end + 3 : span_find(text, "\n\n", at);
		end = end < text.n ? end : text.n;
		hide(m, region.at + at, region.at + end);
	}
}

/* "10.42 9f86d081884c7d65": the sum is for the program. */
static void hide_sums(struct hider *m, struct range value)
{
	struct span text = m->text;
	size_t run = 0;

	for (size_t i = value.at; i <= value.at + value.n; i++) {
		if (i < value.at + value.n && strchr("0123456789abcdef", text.p[i]) && text.p[i]) {
			run++;
			continue;
		}
		if (run == 16 && i - run > value.at && text.p[i - run - 1] == ' ')
			hide(m, i - run - 1, i);
		run = 0;
	}
}

static void hide_line_notes(struct hider *m, size_t at)
{
	hide_notes(m, sheet_line_at(m->text, at));
}

/* A note belongs to its line, or to the running text between two headings. */
static void hide_body_notes(struct hider *m, const struct block *b, size_t n, size_t end)
{
	if (n)
		hide_notes(m, (struct range){b->where.at, end - b->where.at});
	for (size_t i = 0; i < n; i++)
		if (b[i].kind == BLOCK_COMMENT)
			hide(m, b[i].where.at, b[i].where.at + b[i].where.n);
}

static void hide_private_item(struct hider *m, const struct item *it)
{
	size_t end = it->where.at + it->where.n;

	hide_line_notes(m, it->head.at);
	for (size_t i = 0; i < it->nmeta; i++) {
		hide_line_notes(m, it->meta[i].where.at);
		if (span_is(it->meta[i].key, "Klubbat"))
			hide_sums(m, it->meta[i].where);
	}
	hide_body_notes(m, it->block, it->nblocks, it->nsections ? it->section[0].where.at : end);
	for (size_t i = 0; i < it->nsections; i++) {
		const struct section *s = &it->section[i];

		hide_line_notes(m, s->head.at);
		hide_body_notes(m, s->block, s->nblocks, s->where.at + s->where.n);
	}
}

void sheet_hide_private(const struct protocol *p, unsigned char *hidden)
{
	struct hider maker = {p->src, hidden}, *m = &maker;
	size_t end = p->front.present ? p->front.where.at + p->front.where.n : 0;

	for (size_t at = 0; at < end;) {
		struct range line = sheet_line_at(m->text, at);

		hide_notes(m, line);
		at = line.at + line.n + 1;
	}
	hide_body_notes(m, p->block, p->nblocks, p->nitems ? p->item[0].where.at : p->src.n);
	for (size_t i = 0; i < p->nitems; i++)
		hide_private_item(m, &p->item[i]);
}

/* Adds a line of the draft with what is hidden left out; a line that held
 * nothing else goes with it. */
static void add_public_line(struct str *out, const struct hider *m, struct range line)
{
	size_t start = out->len, n;
	bool some = false, whole = true;
	int32_t cp;

	for (size_t i = line.at; i < line.at + line.n; i += n) {
		n = u8_decode(m->text.p + i, line.at + line.n - i, &cp);
		if (m->hidden[i]) {
			whole = false;
			continue;
		}
		if (cp < 0)
			str_adds(out, "\xEF\xBF\xBD");
		else if (u8_control(cp))
			str_addc(out, ' ');
		else
			str_add(out, m->text.p + i, n);
		some = some || cp < 0 || !(u8_blank(cp) || u8_control(cp));
	}
	while (!(whole && some) && out->len > start && out->buf[out->len - 1] == ' ')
		out->len--;
	if (out->len == start && (!whole || out->len < 2 || out->buf[out->len - 2] == '\n'))
		return;
	str_addc(out, '\n');
}

void sheet_public(struct str *out, const struct protocol *p)
{
	struct hider m = {p->src, mem_array(p->src.n + 1, sizeof *m.hidden)};

	sheet_hide_private(p, m.hidden);
	for (size_t at = 0; at < p->src.n;) {
		struct range line = sheet_line_at(m.text, at);

		add_public_line(out, &m, line);
		at = line.at + line.n + 1;
	}
	free(m.hidden);
}
