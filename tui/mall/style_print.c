/* style_print: what a style says, filled in: lines, labels, template files, the
 * order of sections. */
#include <stdint.h>
#include <stdlib.h>

#include "base/u8.h"
#include "mall/style.h"

/* The value's template, with its own place for remarks. */
void style_line(const struct style *s, const char *key, const struct value *data, struct str *out,
        struct remarks *remarks)
{
	struct template t = {.text = style_get(s, key), .escape = TEMPLATE_PLAIN};

	if (!t.text.n)
		return;
	style_place(s, key, &t.file, &t.line);
	template_render(&t, data, out, remarks);
}

static bool partial(void *ctx, struct span name, struct span *text, const char **file)
{
	const struct style *s = ctx;
	char *whole;
	bool found;

	if (!name.n || name.p[0] == '.' || span_find(name, "/", 0) != (size_t)-1)
		return false;
	whole = str_format("%.*s.mall", SPAN_FMT(name));
	found = style_file(s, whole, text, file);
	free(whole);
	return found;
}

void style_render_text(const struct style *s, struct span text, const char *file, int line,
        const struct value *data, struct str *out, struct remarks *remarks)
{
	struct template t = {.text = text,
	        .file = file,
	        .line = line,
	        .escape = TEMPLATE_MARKUP,
	        .partial = partial};

	t.ctx = (void *)(uintptr_t)s; /* partial() only reads it */
	template_render(&t, data, out, remarks);
}

bool style_render(const struct style *s, const char *name, const struct value *data,
        struct str *out, struct remarks *remarks)
{
	struct span text;
	const char *file;

	if (!style_file(s, name, &text, &file))
		return false;
	style_render_text(s, text, file, 1, data, out, remarks);
	return true;
}

/* ------------------------------------------------------------- sections */

static struct str label_key(const struct style *s, enum section_kind k, enum item_slag slag)
{
	struct str key = STR_INIT;

	if (slag < SLAGS) {
		str_addf(&key, "etikett.%s.", section_slag(k));
		u8_add_plain(&key, span_of(slag_name(slag)));
		if (style_get(s, str_c(&key)).p)
			return key;
		str_clear(&key);
	}
	str_addf(&key, "etikett.%s", section_slag(k));
	return key;
}

void style_label(const struct style *s, enum section_kind k, enum item_slag slag,
        const struct value *data, struct str *out, struct remarks *remarks)
{
	struct str key;

	if (k >= SECTIONS)
		return;
	key = label_key(s, k, slag);
	if (style_get(s, str_c(&key)).p)
		style_line(s, str_c(&key), data, out, remarks);
	else
		str_adds(out, section_name(k));
	str_release(&key);
}

static bool says(struct span label, struct span name)
{
	if (span_ends(label, ":"))
		label.n--;
	return label.n && span_eq(label, name);
}

enum section_kind style_section(const struct style *s, struct span name)
{
	enum section_kind k = section_find(name);

	if (k != SECTION_FREE || !name.n)
		return k;
	if (span_ends(name, ":"))
		name.n--;
	for (int i = 0; i < SECTIONS; i++)
		if (says(style_getf(s, "etikett.%s", section_slag((enum section_kind)i)), name))
			return (enum section_kind)i;
	return SECTION_FREE;
}

static int place_of(const enum section_kind *v, size_t n, int k)
{
	for (size_t i = 0; i < n; i++)
		if ((int)v[i] == k)
			return (int)i;
	return -1;
}

static void insert(enum section_kind *v, size_t *n, size_t at, int k)
{
	memmove(v + at + 1, v + at, (*n - at) * sizeof *v);
	v[at] = (enum section_kind)k;
	++*n;
}

size_t style_order(const struct style *s, enum section_kind out[SECTIONS])
{
	struct strlist names = {NULL, 0, 0};
	size_t n = 0;

	style_list(s, "ordning", &names);
	for (size_t i = 0; i < names.n; i++) {
		enum section_kind k = section_find_slag(span_of(names.v[i]));

		if (k < SECTIONS && place_of(out, n, (int)k) < 0)
			out[n++] = k;
	}
	strlist_release(&names);
	for (int k = 0; k < SECTIONS; k++) {
		int at = -1;

		if (k == SECTION_YRKANDEN || place_of(out, n, k) >= 0)
			continue;
		for (int before = k - 1; before >= 0 && at < 0; before--)
			at = place_of(out, n, before);
		if (at >= 0) {
			insert(out, &n, (size_t)at + 1, k);
			continue;
		}
		for (int after = k + 1; after < SECTIONS && at < 0; after++)
			at = place_of(out, n, after);
		insert(out, &n, at >= 0 ? (size_t)at : n, k);
	}
	return n;
}
