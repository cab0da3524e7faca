/* text: pages of fixed width: 80 columns by 66 lines where the style says nothing
 * else, a form feed between pages. It writes what page.c has placed. */
#include <stdlib.h>

#include "base/u8.h"
#include "doc/inline.h"
#include "mall/fields.h"
#include "out/out.h"

struct furniture {
	const struct style *style;
	struct arena arena;
	struct value *fields;
	const char *prefix; /* of the keys, by kind of document */
	bool draft;
};

static bool has(const struct style *s, const char *key)
{
	return style_get(s, key).n > 0;
}

/* A part of a line: without marks of its own ("**PROTOKOLL**"), then filled in. */
static void add_part(const struct furniture *f, struct span piece, struct str *out)
{
	struct str plain = STR_INIT;

	inline_plain(&plain, span_trim(piece));
	if (plain.len)
		template_line(str_span(&plain), f->fields, out);
	str_release(&plain);
}

/* Three parts between "|"; the value itself is filled after it is parted, so
 * that a "|" in a name parts nothing. */
static void three_parts(struct furniture *f, struct span text, struct str part[3])
{
	struct span piece;

	for (int i = 0; i < 3 && text.p && span_split(&text, "|", &piece); i++)
		add_part(f, piece, &part[i]);
}

static bool furniture_line(void *ctx, bool footer, int i, int sida, int sidor, struct str part[3])
{
	struct furniture *f = ctx;
	const char *side = footer ? "sidfot" : "sidhuvud";
	char key[60];
	bool first;

	if (f->draft && !footer) {
		if (i == 0) {
			out_draft_mark(f->style, &part[0]);
			return true;
		}
		i--;
	}
	snprintf(key, sizeof key, "%s%s.forsta.1", f->prefix, side);
	first = sida == 1 && style_get(f->style, key).p;
	snprintf(key, sizeof key, "%s%s.%s%d", f->prefix, side, first ? "forsta." : "", i + 1);
	if (!has(f->style, key))
		return false;
	value_set(&f->arena, f->fields, "sida", value_int(&f->arena, sida));
	value_set(&f->arena, f->fields, "sidor", value_int(&f->arena, sidor));
	three_parts(f, style_get(f->style, key), part);
	return true;
}

/* A style words the mark as it likes, but cannot take it away. */
void out_draft_mark(const struct style *s, struct str *out)
{
	struct span own = style_get(s, "utkast.text");

	if (span_find(own, "UTKAST", 0) == (size_t)-1)
		str_adds(out, own.n ? "UTKAST – " : "UTKAST");
	str_addspan(out, own);
}

static const char *key_prefix(const struct protocol *p)
{
	return p->typ == TYP_SAMMANFATTNING ? "sammanfattning."
	       : p->typ == TYP_MOTIONSSVAR  ? "motionssvar."
	                                    : "";
}

void out_check_furniture(const struct protocol *p, const struct style *s, struct remarks *remarks)
{
	static const char *const lines[] = {
	        "sidhuvud.", "sidhuvud.forsta.", "sidfot.", "sidfot.forsta."};
	struct furniture f = {.style = s, .prefix = key_prefix(p)};
	struct str scrap = STR_INIT;

	f.fields = fields_meeting(&f.arena, s, p, NULL);
	value_set(&f.arena, f.fields, "sida", value_int(&f.arena, 1));
	value_set(&f.arena, f.fields, "sidor", value_int(&f.arena, 1));
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		for (int n = 1; n < 10; n++) {
			char *key = str_format("%s%s%d", f.prefix, lines[i], n);

			style_line(s, key, f.fields, &scrap, remarks);
			free(key);
		}
	str_release(&scrap);
	arena_release(&f.arena);
}

void out_header(const struct protocol *p, const struct style *s, struct str *out)
{
	struct furniture f = {.style = s, .prefix = key_prefix(p)};

	f.fields = fields_meeting(&f.arena, s, p, NULL);
	for (int i = 1; i < 10; i++) {
		char *key = str_format("%ssidhuvud.%d", f.prefix, i);
		struct span rest = style_get(s, key), piece;
		bool any = false;

		free(key);
		if (!rest.n)
			break;
		while (rest.p && span_split(&rest, "|", &piece)) {
			struct str part = STR_INIT;

			if (span_find(piece, "{{sid", 0) == (size_t)-1)
				add_part(&f, piece, &part);
			if (part.len)
				str_addf(out, "%s%s", any ? " " : "", part.buf);
			any = any || part.len;
			str_release(&part);
		}
		if (any)
			str_addc(out, '\n');
	}
	arena_release(&f.arena);
}

void out_layout_text(const struct protocol *p, const struct style *s, const struct out_options *o,
        const struct out_blocks *b, struct out_pages *out)
{
	struct furniture f = {.style = s, .draft = o && o->draft};
	int wide = style_number(s, "text.bredd", 80), high = style_number(s, "text.hojd", 66);
	int margin = style_number(s, "text.marginal", 4);
	struct page_setup setup = {.one_page = o && o->one_page, .furniture = {furniture_line, &f}};

	wide = wide < 40 ? 40 : wide > 500 ? 500 : wide;
	high = high < 20 ? 20 : high > 1000 ? 1000 : high;
	if (margin * 2 > wide - 30)
		margin = 0;
	f.prefix = key_prefix(p);
	f.fields = fields_meeting(&f.arena, s, p, NULL);
	setup.width = wide - 2 * margin;
	setup.height = high;
	setup.left = margin;
	setup.toc_pages = span_is(style_get(s, "innehall.form"), "sidor");
	page_layout(out, b, &setup);
	arena_release(&f.arena);
}

/* What a terminal would obey becomes U+FFFD. */
static void add_safe(struct str *out, struct span s)
{
	for (size_t at = 0; at < s.n;) {
		int32_t cp;
		size_t n = u8_decode(s.p + at, s.n - at, &cp);

		if (cp < 0 || u8_control(cp))
			str_adds(out, "\xef\xbf\xbd");
		else
			str_add(out, s.p + at, n);
		at += n;
	}
}

static void write_line(const struct out_pages *p, const struct page_line *l, struct str *out)
{
	int at = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct page_piece *piece = &l->piece[i];

		if (!piece->text.n)
			continue;
		for (; at < p->left + piece->x; at++)
			str_addc(out, ' ');
		add_safe(out, piece->text);
		at += u8_width(piece->text.p, piece->text.n);
	}
	while (out->len && out->buf[out->len - 1] == ' ')
		str_replace(out, out->len - 1, 1, "", 0);
}

void out_write_text(const struct out_pages *p, struct str *out)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct page *page = &p->v[i];
		int y = 0;

		if (i)
			str_addc(out, '\f');
		for (size_t k = 0; k < page->n; k++) {
			for (; y < page->line[k].y; y++)
				str_addc(out, '\n');
			write_line(p, &page->line[k], out);
			str_addc(out, '\n');
			y++;
		}
	}
}
