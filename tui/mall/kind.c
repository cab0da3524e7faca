/* kind: see kind.h. */
#include "mall/kind.h"

#include <stdlib.h>

#include "base/u8.h"

/* ------------------------------------------------------------- reading */

static void add_pattern(struct kinds *k, struct kind *kind, struct span text)
{
	struct span *v = arena_alloc(&k->arena, (kind->npatterns + 1) * sizeof *v);
	size_t n;
	char *folded = u8_fold(text.p, text.n, &n);

	if (kind->npatterns)
		memcpy(v, kind->pattern, kind->npatterns * sizeof *v);
	v[kind->npatterns++] = span_make(arena_dup(&k->arena, folded, n), n);
	kind->pattern = v;
	free(folded);
}

static void read_key(struct kinds *k, struct kind *kind, struct span key, struct span value,
        int line, struct remarks *remarks)
{
	static const char *const known[] = {"namn", "slag", "valjs", "titel"};
	const char *near;
	struct span rest = value, part;

	if (span_is(key, "namn")) {
		kind->name = value;
	} else if (span_is(key, "titel")) {
		kind->title = value;
	} else if (span_is(key, "slag")) {
		kind->slag = slag_find(value);
		if (kind->slag == SLAG_UNKNOWN) {
			remark_add(remarks, kind->file, line, "okänt slag ”%.*s”: läses som beslut",
			        SPAN_FMT(value));
			kind->slag = SLAG_BESLUT;
		}
	} else if (span_is(key, "valjs")) {
		while (rest.p && span_split(&rest, ";", &part))
			if (span_trim(part).n)
				add_pattern(k, kind, span_trim(part));
	} else {
		near = remark_nearest(key, known, sizeof known / sizeof *known);
		remark_add(remarks, kind->file, line,
		        near ? "okänd nyckel ”%.*s”: menas ”%s”?" : "okänd nyckel ”%.*s”",
		        SPAN_FMT(key), near);
	}
}

/* The lines before "---"; what is left is the text. */
static void read_kind(struct kinds *k, struct kind *kind, struct span all, struct remarks *remarks)
{
	struct span rest = all, line;
	int nr = 0;

	kind->name = kind->id;
	while (rest.n && span_line(&rest, &line)) {
		size_t is = span_find(line, "=", 0);

		nr++;
		line = span_trim(line);
		if (span_is(line, "---")) {
			kind->text = rest;
			kind->line = nr + 1;
			return;
		}
		if (!line.n || line.p[0] == '#')
			continue;
		is = span_find(line, "=", 0);
		if (is == (size_t)-1)
			remark_add(remarks, kind->file, nr, "raden är inte ”nyckel = värde”");
		else
			read_key(k, kind, span_trim(span_sub(line, 0, is)),
			        span_trim(span_from(line, is + 1)), nr, remarks);
	}
	remark_add(remarks, kind->file, nr, "raden --- saknas: efter den står paragrafens text");
}

static int by_slag(const void *a, const void *b)
{
	static const enum item_slag order[] = {SLAG_OPPNANDE, SLAG_UPPROP, SLAG_JUSTERING,
	        SLAG_FOREDRAGNINGSLISTA, SLAG_INFORMATION, SLAG_MEDDELANDE, SLAG_DELEGATION,
	        SLAG_BESLUT, SLAG_INITIATIV, SLAG_VAL, SLAG_AVSLUT};
	const struct kind *x = a, *y = b;
	int at[2] = {0, 0};

	for (int i = 0; i < (int)(sizeof order / sizeof *order); i++) {
		if (order[i] == x->slag)
			at[0] = i;
		if (order[i] == y->slag)
			at[1] = i;
	}
	return at[0] != at[1] ? at[0] - at[1] : span_cmp(x->id, y->id);
}

void kinds_load(struct kinds *k, const struct style *s, struct remarks *remarks)
{
	struct strlist names = {NULL, 0, 0};

	*k = (struct kinds){.style = s};
	style_files(s, "paragrafer", &names);
	k->v = mem_array(names.n + 1, sizeof *k->v);
	for (size_t i = 0; i < names.n; i++) {
		struct span name = span_of(names.v[i]), text;
		struct kind *kind = &k->v[k->n];
		char *path = str_format("paragrafer/%s", names.v[i]);

		if (span_ends(name, ".mall") && style_file(s, path, &text, &kind->file)) {
			kind->id = span_make(arena_dup(&k->arena, name.p, name.n - 5), name.n - 5);
			read_kind(k, kind, text, remarks);
			k->n++;
		}
		free(path);
	}
	qsort(k->v, k->n, sizeof *k->v, by_slag);
	strlist_release(&names);
}

void kinds_release(struct kinds *k)
{
	free(k->v);
	arena_release(&k->arena);
	*k = (struct kinds){.style = NULL};
}

/* ------------------------------------------------------------- choosing */

/* The one with the slag's own name, else the first of the slag. */
const struct kind *kind_of_slag(const struct kinds *k, enum item_slag slag)
{
	const struct kind *first = NULL;
	struct str plain = STR_INIT;

	if (slag < SLAGS)
		u8_add_plain(&plain, span_of(slag_name(slag)));
	for (size_t i = 0; i < k->n; i++) {
		if (k->v[i].slag != slag)
			continue;
		if (!first || span_eq(k->v[i].id, str_span(&plain)))
			first = &k->v[i];
	}
	str_release(&plain);
	return first;
}

/* '*' stands for any text. Linear: goes back to the last '*' only. */
static bool fits(struct span pattern, struct span s)
{
	size_t p = 0, i = 0, star = (size_t)-1, mark = 0;

	while (i < s.n) {
		if (p < pattern.n && pattern.p[p] == '*') {
			star = p++;
			mark = i;
		} else if (p < pattern.n && pattern.p[p] == s.p[i]) {
			p++;
			i++;
		} else if (star != (size_t)-1) {
			p = star + 1;
			i = ++mark;
		} else {
			return false;
		}
	}
	while (p < pattern.n && pattern.p[p] == '*')
		p++;
	return p == pattern.n;
}

const struct kind *kind_for_title(const struct kinds *k, struct span title)
{
	const struct kind *best = NULL;
	size_t longest = 0, n;
	struct span trimmed = span_trim(title);
	char *folded = u8_fold(trimmed.p ? trimmed.p : "", trimmed.n, &n);

	for (size_t i = 0; i < k->n; i++)
		for (size_t j = 0; j < k->v[i].npatterns; j++)
			if (k->v[i].pattern[j].n > longest &&
			        fits(k->v[i].pattern[j], span_make(folded, n))) {
				best = &k->v[i];
				longest = k->v[i].pattern[j].n;
			}
	free(folded);
	if (!best)
		best = kind_of_slag(k, SLAG_BESLUT);
	return best || !k->n ? best : &k->v[0];
}

/* ------------------------------------------------------------- writing */

struct value *kind_fields(
        struct arena *a, const struct value *meeting, int nr, struct span title, struct span dnr)
{
	struct value *m = value_map(a);

	for (size_t i = 0; meeting && i < meeting->n; i++) {
		char *key = span_dup(meeting->key[i]);

		value_set(a, m, key, meeting->item[i]);
		free(key);
	}
	value_set(a, m, "nr", value_int(a, nr));
	value_set_text(a, m, "titel", title);
	value_set_text(a, m, "dnr", dnr);
	return m;
}

/* No trailing blanks, one empty line between blocks, a newline at the end. */
static void add_tidy(struct str *out, struct span text)
{
	struct span rest = text, line;
	bool empty = false, first = true;

	while (rest.n && span_line(&rest, &line)) {
		while (line.n && strchr(" \t\r", line.p[line.n - 1]))
			line.n--;
		if (!line.n) {
			empty = !first;
			continue;
		}
		if (empty)
			str_addc(out, '\n');
		str_addspan(out, line);
		str_addc(out, '\n');
		empty = first = false;
	}
}

void kind_render(const struct kinds *k, const struct kind *kind, const struct value *fields,
        struct str *out, struct remarks *remarks)
{
	struct str text = STR_INIT;

	style_render_text(k->style, kind->text, kind->file, kind->line, fields, &text, remarks);
	add_tidy(out, str_span(&text));
	str_release(&text);
}
