/* phrase: standard phrases and abbreviations of a style; see kind.h. */
#include <stdlib.h>

#include "mall/kind.h"

static struct phrase *by_id(struct phrases *p, struct span id)
{
	for (size_t i = 0; i < p->n; i++)
		if (span_eq(p->v[i].id, id))
			return &p->v[i];
	return NULL;
}

static struct span keep(struct phrases *p, struct span s)
{
	return span_make(arena_dup(&p->arena, s.p ? s.p : "", s.n), s.n);
}

/* `P16 bifall = text`; abbreviations have no name. */
static void read_file(struct phrases *p, size_t *cap, struct span text, const char *file,
        bool named, struct remarks *remarks)
{
	struct span rest = text, line;

	for (int nr = 1; rest.n && span_line(&rest, &line); nr++) {
		size_t is, blank;
		struct span id, name = SPAN_NONE, value;
		struct phrase *old;

		line = span_trim(line);
		if (!line.n || line.p[0] == '#')
			continue;
		is = span_find(line, "=", 0);
		id = span_trim(span_sub(line, 0, is == (size_t)-1 ? 0 : is));
		if (is == (size_t)-1 || !id.n) {
			remark_add(remarks, file, nr,
			        named ? "raden är inte ”P16 namn = text”"
			              : "raden är inte ”kort = långt”");
			continue;
		}
		value = span_trim(span_from(line, is + 1));
		blank = span_find(id, " ", 0);
		if (named && blank != (size_t)-1) {
			name = span_trim(span_from(id, blank));
			id = span_sub(id, 0, blank);
		}
		old = by_id(p, id);
		if (!old) {
			p->v = mem_grow(p->v, p->n, cap, sizeof *p->v);
			old = &p->v[p->n++];
			*old = (struct phrase){.id = keep(p, id), .name = keep(p, name)};
		}
		if (name.n)
			old->name = keep(p, name);
		old->text = keep(p, value);
	}
}

static int by_bytes(const void *a, const void *b)
{
	const struct phrase *x = a, *y = b;

	return span_cmp(x->id, y->id);
}

/* From the farthest style to the nearest, so that the nearer replaces. */
static void load(struct phrases *p, const struct style *s, const char *name, bool named,
        struct remarks *remarks)
{
	size_t cap = 0;

	*p = (struct phrases){.v = NULL};
	for (size_t i = style_depth(s); i > 0; i--) {
		struct span text;
		const char *path;

		if (style_file_at(s, i - 1, name, &text, &path))
			read_file(p, &cap, text, path, named, remarks);
	}
	if (p->n)
		qsort(p->v, p->n, sizeof *p->v, by_bytes);
}

void phrases_load(struct phrases *p, const struct style *s, struct remarks *remarks)
{
	load(p, s, "fraser", true, remarks);
}

void abbreviations_load(struct phrases *p, const struct style *s, struct remarks *remarks)
{
	load(p, s, "forkortningar", false, remarks);
}

void phrases_release(struct phrases *p)
{
	free(p->v);
	arena_release(&p->arena);
	*p = (struct phrases){.v = NULL};
}

const struct phrase *phrase_find(const struct phrases *p, struct span id_or_name)
{
	for (size_t i = 0; i < p->n; i++)
		if (span_eq(p->v[i].id, id_or_name))
			return &p->v[i];
	for (size_t i = 0; i < p->n; i++)
		if (p->v[i].name.n && span_eq(p->v[i].name, id_or_name))
			return &p->v[i];
	return NULL;
}

static bool filled(const struct value *fields, struct span name)
{
	struct span rest = name, part;
	const struct value *v = fields;

	while (v && rest.p && span_split(&rest, ".", &part))
		v = value_get(v, part);
	return v && value_true(v);
}

void phrase_render(const struct phrase *ph, const struct value *fields, struct str *out)
{
	struct str text = STR_INIT;
	struct template t = {.file = "fraser", .escape = TEMPLATE_MARKUP};
	struct span s = ph->text;
	size_t at = 0;

	for (;;) {
		size_t open = span_find(s, "{{", at);
		size_t close = open == (size_t)-1 ? open : span_find(s, "}}", open);
		struct span name;

		if (close == (size_t)-1)
			break;
		name = span_trim(span_sub(s, open + 2, close - open - 2));
		str_addspan(&text, span_sub(s, at, open - at));
		at = close + 2;
		if (!name.n || strchr("#^/>!&{", name.p[0]) || filled(fields, name))
			str_addspan(&text, span_sub(s, open, at - open));
		else
			str_addf(&text, "[[%.*s]]", SPAN_FMT(name));
	}
	str_addspan(&text, span_from(s, at));
	t.text = str_span(&text);
	template_render(&t, fields, out, NULL);
	str_release(&text);
}
