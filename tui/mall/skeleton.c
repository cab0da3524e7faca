/* skeleton: see skeleton.h. The text is put together, then read and written by
 * the draft format's own writer, so that it is canonical by construction. */
#include "mall/skeleton.h"

#include <stdlib.h>

#include "base/u8.h"

struct row {
	struct span title, dnr;
	char *own; /* storage of a fixed title with the year in it; free() */
};

struct rows {
	struct row *v;
	size_t n, cap;
};

/* ------------------------------------------------------------- the agenda */

/* Folded, blanks folded, no outer ones: what titles are compared by. */
static char *key_of(struct span title)
{
	size_t n;
	char *folded = u8_fold(title.p ? title.p : "", title.n, &n);
	struct str s = STR_INIT;

	for (size_t i = 0; i < n; i++)
		if (folded[i] != ' ' && folded[i] != '\t')
			str_addc(&s, folded[i]);
		else if (s.len && s.buf[s.len - 1] != ' ')
			str_addc(&s, ' ');
	while (s.len && s.buf[s.len - 1] == ' ')
		str_replace(&s, s.len - 1, 1, "", 0);
	free(folded);
	return str_take(&s);
}

static char *with_year(struct span title, int year)
{
	struct str s = STR_INIT;
	static const char mark[] = "{år}";
	size_t at = 0, next;

	while ((next = span_find(title, mark, at)) != (size_t)-1) {
		str_addspan(&s, span_sub(title, at, next - at));
		str_addf(&s, "%d", year);
		at = next + sizeof mark - 1;
	}
	str_addspan(&s, span_from(title, at));
	return str_take(&s);
}

static void insert(struct rows *r, size_t at, struct row row)
{
	r->v = mem_grow(r->v, r->n, &r->cap, sizeof *r->v);
	memmove(r->v + at + 1, r->v + at, (r->n - at) * sizeof *r->v);
	r->v[at] = row;
	r->n++;
}

static size_t index_of(const struct rows *r, struct span title)
{
	char *want = key_of(title);
	size_t i = 0;

	for (; i < r->n; i++) {
		char *have = key_of(r->v[i].title);
		bool same = strcmp(have, want) == 0;

		free(have);
		if (same)
			break;
	}
	free(want);
	return i < r->n ? i : (size_t)-1;
}

/* Each fixed one that the agenda lacks goes behind the fixed one before it; the
 * first to the very front. The closing ones likewise, from the end. */
static void add_fixed(const struct skeleton *in, struct rows *r)
{
	size_t next = 0, last;

	for (size_t i = 0; i < in->organ->nopen; i++) {
		char *title = with_year(in->organ->fixed_open[i], in->date.year);
		size_t at = index_of(r, span_of(title));

		if (at == (size_t)-1) {
			insert(r, next, (struct row){span_of(title), SPAN_NONE, title});
			at = next;
		} else {
			free(title);
		}
		next = at + 1;
	}
	last = r->n;
	for (size_t i = in->organ->nclose; i > 0; i--) {
		char *title = with_year(in->organ->fixed_close[i - 1], in->date.year);
		size_t at = index_of(r, span_of(title));

		if (at == (size_t)-1) {
			insert(r, last, (struct row){span_of(title), SPAN_NONE, title});
			at = last;
		} else {
			free(title);
		}
		last = at;
	}
}

/* ------------------------------------------------------------- front matter */

static void put(struct str *out, enum front_key key, struct span value)
{
	if (!value.n)
		return;
	str_addf(out, "%s: ", front_key_name(key));
	front_add_value(out, value);
	str_addc(out, '\n');
}

static void put_people(
        struct str *out, const struct skeleton *in, enum person_group from, enum front_key key)
{
	const struct protocol *p = in->organ->p;
	struct str line = STR_INIT;
	bool any = false;

	for (size_t i = 0; i < p->npersons; i++) {
		struct person one = p->person[i];

		if (one.group != from || !organ_serves(&one, in->date))
			continue;
		if (!any)
			str_addf(out, "%s:\n", front_key_name(key));
		any = true;
		one.from_date = one.to_date = SPAN_NONE;
		str_clear(&line);
		person_write(&line, &one);
		str_adds(out, "  - ");
		front_add_value(out, str_span(&line));
		str_addc(out, '\n');
	}
	str_release(&line);
}

static void put_front(struct str *out, const struct skeleton *in)
{
	const struct organ *o = in->organ;
	struct str t = STR_INIT;

	str_adds(out, "---\nformat: paragraf 1\ntyp: protokoll\n");
	put(out, FRONT_STIL, span_of(style_name(in->style)));
	put(out, FRONT_REGION, o->region);
	put(out, FRONT_ORGAN, o->name);
	put(out, FRONT_ORGAN_KORT, o->kort);
	put(out, FRONT_ORGAN_GENITIV, o->genitiv);
	put(out, FRONT_PROFIL, o->profil);
	put(out, FRONT_AVDELNING, front_get(&o->p->front, FRONT_AVDELNING));
	date_add_iso(&t, in->date);
	put(out, FRONT_DATUM, str_span(&t));
	str_clear(&t);
	str_addspan(&t, in->start);
	if (in->start.n && in->end.n)
		str_addf(&t, "–%.*s", SPAN_FMT(in->end));
	put(out, FRONT_TID, str_span(&t));
	put(out, FRONT_PLATS, in->place);
	put_people(out, in, GROUP_LEDAMOTER, FRONT_BESLUTANDE);
	put_people(out, in, GROUP_ERSATTARE, FRONT_ERSATTARE);
	put_people(out, in, GROUP_SEKRETERARE, FRONT_SEKRETERARE);
	str_adds(out, "---\n");
	str_release(&t);
}

/* ------------------------------------------------------------- the whole */

static void put_items(
        struct str *out, const struct skeleton *in, const struct rows *r, struct remarks *remarks)
{
	struct kinds kinds;
	struct arena arena = {0};
	struct protocol *front = protocol_parse(str_span(out));
	struct value *meeting = fields_meeting(&arena, in->style, front, remarks);

	kinds_load(&kinds, in->style, remarks);
	for (size_t i = 0; i < r->n; i++) {
		const struct kind *kind = kind_for_title(&kinds, r->v[i].title);
		int nr = in->first_nr + (int)i;

		str_addc(out, '\n');
		if (kind)
			kind_render(&kinds, kind,
			        kind_fields(&arena, meeting, nr, r->v[i].title, r->v[i].dnr), out,
			        remarks);
		else
			str_addf(out, "# § %d %.*s\n", nr, SPAN_FMT(r->v[i].title));
	}
	kinds_release(&kinds);
	protocol_free(front);
	arena_release(&arena);
}

void skeleton_make(const struct skeleton *in, struct str *out, struct remarks *remarks)
{
	struct rows rows = {NULL, 0, 0};
	struct str text = STR_INIT;
	struct protocol *p;

	for (size_t i = 0; i < in->nitems; i++)
		if (span_trim(in->item[i].title).n)
			insert(&rows, rows.n,
			        (struct row){span_trim(in->item[i].title),
			                span_trim(in->item[i].dnr), NULL});
	add_fixed(in, &rows);
	put_front(&text, in);
	put_items(&text, in, &rows, remarks);
	p = protocol_parse(str_span(&text));
	protocol_write(p, out);
	protocol_free(p);
	for (size_t i = 0; i < rows.n; i++)
		free(rows.v[i].own);
	free(rows.v);
	str_release(&text);
}
