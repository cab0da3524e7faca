/* change: see change.h. Finds the place in the parsed view and edits the text
 * there through doc_edit; numbers are numbering.c's. */
#include "doc/change.h"

#include "doc/numbering.h"
#include "doc/read.h"

static int check_item(struct doc *d, size_t index, struct err *err)
{
	if (doc_edit(d, 0, 0, SPAN_NONE, err))
		return -1;
	if (index >= doc_protocol(d)->nitems)
		return err_set(err, ERR_USAGE, "Ärendet finns inte: nummer %zu i ordningen", index + 1);
	return 0;
}

static void set(size_t *opt_out, size_t value)
{
	if (opt_out)
		*opt_out = value;
}

static size_t item_start(const struct protocol *p, size_t index)
{
	return index < p->nitems ? p->item[index].where.at : p->src.n;
}

static size_t head_end(struct doc *d, size_t index)
{
	const struct protocol *p = doc_protocol(d);

	return index < p->nitems ? p->item[index].head.at + p->item[index].head.n : p->src.n;
}

/* ---------------------------------------------------------------- items */

/* With one empty line before it and, when something follows, after it. */
static int put_item(struct doc *d, size_t index, struct span item_text, struct err *err)
{
	const struct protocol *p = doc_protocol(d);
	size_t at = item_start(p, index);
	struct span before = span_sub(p->src, 0, at);
	struct str s = STR_INIT;
	int rc;

	if (before.n && !span_ends(before, "\n"))
		str_adds(&s, "\n");
	if (before.n && !span_ends(before, "\n\n"))
		str_adds(&s, "\n");
	str_addspan(&s, span_trim(item_text));
	str_adds(&s, at < p->src.n ? "\n\n" : "\n");
	rc = doc_edit(d, at, 0, str_span(&s), err);
	str_release(&s);
	return rc;
}

static int cut_item(struct doc *d, size_t index, struct err *err)
{
	const struct protocol *p = doc_protocol(d);
	struct range r = p->item[index].where;
	struct span before = span_sub(p->src, 0, r.at);

	/* the empty line that stood before the last item goes with it */
	while (r.at + r.n == p->src.n && span_ends(before, "\n\n")) {
		before.n--;
		r.at--;
		r.n++;
	}
	return doc_edit(d, r.at, r.n, SPAN_NONE, err);
}

static int signed_item(const struct protocol *p)
{
	for (size_t i = 0; i < p->nitems; i++)
		for (size_t k = 0; k < p->item[i].nmeta; k++)
			if (span_is(p->item[i].meta[k].key, "Omedelbart justerad"))
				return p->item[i].nr ? p->item[i].nr : -1;
	return 0;
}

/* Ends the group; a change that failed half way is taken back. */
static int finish(struct doc *d, int rc, size_t cursor)
{
	size_t ignored;

	doc_group_end(d, cursor);
	if (rc)
		doc_undo(d, &ignored, NULL);
	return rc;
}

static int renumber(struct doc *d, const struct renumber *r, struct err *err)
{
	const struct protocol *p = doc_protocol(d);
	int sign = signed_item(p);

	if (sign && numbering_moves(p, r))
		return err_set(err, ERR_STATE, "§ %d är omedelbart justerad; numren kan inte ändras", sign);
	return numbering_apply(d, r, err);
}

int change_insert_item(struct doc *d, size_t index, struct span item_text, size_t *out_cursor, struct err *err)
{
	const struct protocol *p = doc_protocol(d);
	struct renumber r = {.first = p->first, .fresh = (int)index};
	size_t at = item_start(p, index);
	int rc;

	if (doc_edit(d, 0, 0, SPAN_NONE, err))
		return -1;
	if (index > p->nitems)
		return err_set(err, ERR_USAGE, "Ärendet kan inte infogas som nummer %zu", index + 1);
	if (!span_starts(span_trim(item_text), "# "))
		return err_set(err, ERR_USAGE, "Ett ärende börjar med en rubrik: # § nummer titel");
	doc_group_begin(d, at);
	rc = put_item(d, index, item_text, err);
	if (rc == 0)
		rc = renumber(d, &r, err);
	at = head_end(d, index);
	if (rc == 0)
		set(out_cursor, at);
	return finish(d, rc, at);
}

int change_remove_item(struct doc *d, size_t index, size_t *out_cursor, struct err *err)
{
	struct renumber r = {.fresh = -1};
	size_t at;
	int rc;

	if (check_item(d, index, err))
		return -1;
	r.first = doc_protocol(d)->first;
	r.removed = doc_protocol(d)->item[index].nr;
	at = item_start(doc_protocol(d), index);
	doc_group_begin(d, at);
	rc = cut_item(d, index, err);
	if (rc == 0)
		rc = renumber(d, &r, err);
	at = item_start(doc_protocol(d), index);
	if (rc == 0)
		set(out_cursor, at);
	return finish(d, rc, at);
}

int change_move_item(struct doc *d, size_t index, size_t to, size_t *out_cursor, struct err *err)
{
	struct renumber r = {.fresh = -1};
	const struct protocol *p;
	char *copy;
	size_t at;
	int rc;

	if (check_item(d, index, err) || check_item(d, to, err))
		return -1;
	p = doc_protocol(d);
	r.first = p->first;
	at = item_start(p, index);
	copy = span_dup(span_sub(p->src, at, p->item[index].where.n));
	doc_group_begin(d, at);
	rc = cut_item(d, index, err);
	if (rc == 0)
		rc = put_item(d, to, span_of(copy), err);
	if (rc == 0)
		rc = renumber(d, &r, err);
	free(copy);
	at = head_end(d, to);
	if (rc == 0)
		set(out_cursor, at);
	return finish(d, rc, at);
}

int change_title(struct doc *d, size_t index, struct span title, struct err *err)
{
	const struct item *it;
	struct str s = STR_INIT;
	int rc;

	if (check_item(d, index, err))
		return -1;
	title = span_trim(title);
	if (title.n && memchr(title.p, '\n', title.n))
		return err_set(err, ERR_USAGE, "En rubrik står på en rad");
	it = &doc_protocol(d)->item[index];
	str_adds(&s, "#");
	if (it->nr)
		str_addf(&s, it->point ? " Punkt %d" : " § %d", it->nr);
	if (title.n)
		str_addf(&s, " %.*s", SPAN_FMT(title));
	rc = doc_edit(d, it->head.at, it->head.n, str_span(&s), err);
	str_release(&s);
	return rc;
}

/* ---------------------------------------------------------------- meta lines */

static struct range line_round(const struct protocol *p, size_t at)
{
	size_t start = at;
	const char *nl = memchr(p->src.p + at, '\n', p->src.n - at);

	while (start && p->src.p[start - 1] != '\n')
		start--;
	return (struct range){start, (nl ? (size_t)(nl - p->src.p) + 1 : p->src.n) - start};
}

/* Below the meta lines that come before it, or below the heading. */
static size_t meta_place(const struct protocol *p, const struct item *it, struct span key)
{
	struct range r = line_round(p, it->head.at);

	for (size_t i = 0; i < it->nmeta; i++)
		if (meta_rank(it->meta[i].key) <= meta_rank(key))
			r = line_round(p, it->meta[i].where.at);
	return r.at + r.n;
}

int change_meta(struct doc *d, size_t index, const char *key, struct span value, struct err *err)
{
	const struct protocol *p;
	const struct item *it;
	struct range place = {0, 0};
	struct str s = STR_INIT;
	int rc;

	if (check_item(d, index, err))
		return -1;
	p = doc_protocol(d);
	it = &p->item[index];
	value = span_trim(value);
	if (value.n && memchr(value.p, '\n', value.n))
		return err_set(err, ERR_USAGE, "%s står på en rad", key);
	for (size_t i = 0; i < it->nmeta && !place.n; i++)
		if (span_is(it->meta[i].key, key))
			place = line_round(p, it->meta[i].where.at);
	if (!place.n && !value.n)
		return 0;
	if (!place.n)
		place.at = meta_place(p, it, span_of(key));
	if (place.at && p->src.p[place.at - 1] != '\n')
		str_adds(&s, "\n");
	if (value.n)
		str_addf(&s, "%s: %.*s\n", key, SPAN_FMT(value));
	rc = doc_edit(d, place.at, place.n, str_span(&s), err);
	str_release(&s);
	return rc;
}

/* ---------------------------------------------------------------- sections */

/* Where a section of that kind belongs: before the first that comes later. */
static size_t section_place(const struct item *it, enum section_kind k)
{
	size_t place = it->where.at + it->where.n;

	for (size_t i = it->nsections; i-- > 0;) {
		enum section_kind now = it->section[i].kind;

		/* a vote stands after its beslutsgång, of which there may be several */
		if (k == SECTION_OMROSTNING && (now == SECTION_BESLUTSGANG || now == SECTION_OMROSTNING))
			return it->section[i].where.at + it->section[i].where.n;
		if (now < SECTIONS && now > k)
			place = it->section[i].where.at;
	}
	return place;
}

int change_add_section(struct doc *d, size_t item, enum section_kind k, size_t *out_cursor, struct err *err)
{
	const struct protocol *p;
	const struct section *old;
	struct str s = STR_INIT;
	size_t at;
	int rc;

	if (check_item(d, item, err))
		return -1;
	if (k >= SECTIONS)
		return err_set(err, ERR_USAGE, "Avsnittet har inget namn i formatet");
	p = doc_protocol(d);
	old = item_section(&p->item[item], k);
	if (old && k != SECTION_OMROSTNING) {
		set(out_cursor, old->head.at + old->head.n);
		return 0;
	}
	at = section_place(&p->item[item], k);
	if (at && p->src.p[at - 1] != '\n')
		str_adds(&s, "\n");
	if (at && !span_ends(span_sub(p->src, 0, at), "\n\n"))
		str_adds(&s, "\n");
	str_addf(&s, "## %s\n\n", section_name(k));
	set(out_cursor, at + s.len);
	str_adds(&s, at < p->src.n ? "\n\n" : "\n");
	rc = doc_edit(d, at, 0, str_span(&s), err);
	str_release(&s);
	return rc;
}

struct copy {
	const struct protocol *p;
	struct str *out;
	bool list; /* the block before was an item of a list */
};

/* The block as it stands in the draft; a yrkande as a clause. */
static void copy_block(void *ctx, const struct block *b)
{
	struct copy *c = ctx;
	struct span src = span_sub(c->p->src, b->where.at, b->where.n);
	bool item = b->kind == BLOCK_ITEM;

	if (!item || !c->list)
		str_adds(c->out, "\n");
	c->list = item;
	if ((b->kind == BLOCK_PARA || item) && b->text[0].p != src.p && b->level == 0) {
		for (size_t i = 0; i < b->ntext; i++) {
			str_adds(c->out, !item ? "" : i ? "  " : "- ");
			str_addspan(c->out, b->text[i]);
			str_addc(c->out, '\n');
		}
		return;
	}
	str_addspan(c->out, src);
	if (!span_ends(src, "\n"))
		str_addc(c->out, '\n');
}

int change_unmirror(struct doc *d, size_t item, size_t section, size_t *out_cursor, struct err *err)
{
	const struct protocol *p;
	const struct section *s;
	struct str text = STR_INIT;
	struct copy c;
	size_t at;
	int rc;

	if (check_item(d, item, err))
		return -1;
	p = doc_protocol(d);
	if (section >= p->item[item].nsections || !p->item[item].section[section].mirror.p)
		return err_set(err, ERR_USAGE, "Avsnittet speglar inget annat");
	s = &p->item[item].section[section];
	str_adds(&text, "## ");
	str_addspan(&text, s->name);
	if (s->label.n)
		str_addf(&text, " | %.*s", SPAN_FMT(s->label));
	str_addc(&text, '\n');
	at = s->where.at + text.len;
	c = (struct copy){p, &text, false};
	section_each_block(&p->item[item], s, copy_block, &c);
	if (s->where.at + s->where.n < p->src.n)
		str_addc(&text, '\n');
	rc = doc_edit(d, s->where.at, s->where.n, str_span(&text), err);
	str_release(&text);
	if (rc == 0)
		set(out_cursor, at);
	return rc;
}

/* ---------------------------------------------------------------- front matter */

static void add_front(struct str *out, enum front_key key, const struct span *value, size_t n)
{
	if (n == 0)
		return;
	str_addf(out, "%s:", front_key_name(key));
	if (!front_key_is_list(key)) {
		str_addc(out, ' ');
		front_add_value(out, value[0]);
	}
	str_addc(out, '\n');
	for (size_t i = 0; front_key_is_list(key) && i < n; i++) {
		str_adds(out, "  - ");
		front_add_value(out, value[i]);
		str_addc(out, '\n');
	}
}

int change_front(struct doc *d, enum front_key key, const struct span *value, size_t n, struct err *err)
{
	const struct front *f;
	const struct front_field *old;
	struct range place = {0, 0};
	struct str s = STR_INIT;
	int rc;

	if (doc_edit(d, 0, 0, SPAN_NONE, err))
		return -1;
	if (key >= FRONT_KEYS)
		return err_set(err, ERR_USAGE, "Nyckeln finns inte i formatet");
	f = &doc_protocol(d)->front;
	old = front_field(f, key);
	add_front(&s, key, value, n);
	if (old) {
		place = old->where;
		for (size_t i = 0; i < f->nraw; i++) {
			if (f->raw[i].field == (int)(old - f->field)) {
				str_addspan(&s, f->raw[i].text);
				str_addc(&s, '\n');
			}
		}
	} else if (f->present) {
		place.at = f->n ? f->field[0].where.at : f->where.at + 4;
		for (size_t i = 0; i < f->n; i++)
			if (f->field[i].key != FRONT_UNKNOWN && front_rank(f, f->field[i].key) < front_rank(f, key))
				place.at = f->field[i].where.at + f->field[i].where.n;
	} else {
		str_replace(&s, 0, 0, "---\n", 4);
		str_adds(&s, "---\n\n");
	}
	if (!n && !old) {
		str_release(&s);
		return 0;
	}
	rc = doc_edit(d, place.at, place.n, str_span(&s), err);
	str_release(&s);
	return rc;
}
