/* body: items, their meta lines and sections. What is inside a section is read
 * by blocks.c and parts.c. */
#include "doc/read.h"

static const char *const meta_order[] = {"Dnr", "Ärendeansvarig", "Handläggare", "Slag", "Sekretess",
	"Klubbat", "Omedelbart justerad"};

static struct span skip(struct span s, const char *prefix)
{
	return span_trim(span_from(s, strlen(prefix)));
}

/* "12 Titel" after "§" or "Punkt": the number, and what follows it. */
static bool number_first(struct span s, int *nr, struct span *rest)
{
	size_t n = 0;
	long v;

	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	if (!span_int(span_sub(s, 0, n), &v) || v == 0 || (n < s.n && s.p[n] != ' ' && s.p[n] != '\t'))
		return false;
	*nr = (int)v;
	*rest = span_trim(span_from(s, n));
	return true;
}

static void read_heading(struct reader *r, struct item *it, size_t line)
{
	struct span head = read_line(r, line), text = span_trim(span_from(head, 2)), rest = SPAN_NONE;
	enum doc_typ typ = r->p->typ;
	struct str want = STR_INIT;

	it->whole = SECTION_FREE;
	it->title = text;
	if (typ != TYP_SAMMANFATTNING && span_starts(text, "§") &&
		number_first(skip(text, "§"), &it->nr, &rest)) {
		it->title = rest.n ? rest : SPAN_NONE;
		str_addf(&want, "# § %d %.*s", it->nr, SPAN_FMT(rest));
	} else if (typ == TYP_MOTIONSSVAR && span_starts(text, "Punkt ") &&
		number_first(skip(text, "Punkt "), &it->nr, &rest)) {
		it->title = rest.n ? rest : SPAN_NONE;
		it->point = true;
		str_addf(&want, "# Punkt %d", it->nr);
	} else if (typ == TYP_MOTIONSSVAR) {
		it->whole = section_find(text);
	}
	if (typ == TYP_PROTOKOLL || (typ == TYP_MOTIONSSVAR && it->whole == SECTION_FREE)) {
		if (!span_eq(str_span(&want), head))
			read_odd(r, FAULT_HEADING, line, head);
	}
	str_release(&want);
}

/* ---------------------------------------------------------------- meta lines */

size_t meta_rank(struct span key)
{
	size_t i = 0;

	while (i < sizeof meta_order / sizeof *meta_order && !span_is(key, meta_order[i]))
		i++;
	return i;
}

bool meta_known(struct span key)
{
	return meta_rank(key) < sizeof meta_order / sizeof *meta_order;
}

/* Known keys first and in order, unless nothing must move: then as they stand. */
size_t meta_sorted(const struct item *it, size_t *order)
{
	size_t known = sizeof meta_order / sizeof *meta_order, n = 0, last = 0;
	bool sorted = true;

	for (size_t i = 0; i < it->nmeta; i++) {
		size_t rank = meta_rank(it->meta[i].key);

		if (rank == known)
			continue;
		if (rank < last || (rank == 0 && meta_rank(it->meta[0].key) != 0))
			sorted = false;
		last = rank;
	}
	for (size_t rank = 0; rank <= known; rank++)
		for (size_t i = 0; i < it->nmeta; i++)
			if (sorted ? rank == 0 : meta_rank(it->meta[i].key) == rank)
				order[n++] = i;
	return n;
}

/* "Dnr: HSN 1-2031" begins with a capital and has a value; known keys may lack it. */
static bool split_meta(struct span line, struct meta *m)
{
	size_t colon = span_find(span_sub(line, 0, 120), ":", 0);

	if (colon == (size_t)-1 || !colon)
		return false;
	m->key = span_sub(line, 0, colon);
	m->value = span_trim(span_from(line, colon + 1));
	if (meta_known(m->key))
		return true;
	if (!((m->key.p[0] >= 'A' && m->key.p[0] <= 'Z') || span_starts(m->key, "Å") ||
		span_starts(m->key, "Ä") || span_starts(m->key, "Ö")))
		return false;
	return m->value.n && line.p[colon + 1] == ' ';
}

static void take_meta(struct reader *r, struct item *it, struct meta *m, size_t line, struct vec *dnr)
{
	struct span rest = m->value, piece;

	m->line = (int)line + 1;
	m->where = read_place(r, m->value);
	if (span_is(m->key, "Dnr")) {
		while (m->value.n && span_split(&rest, ",", &piece))
			*(struct span *)vec_push(dnr) = span_trim(piece);
	} else if (span_is(m->key, "Slag")) {
		it->slag = slag_find(m->value);
		if (it->slag == SLAG_UNKNOWN)
			read_odd(r, FAULT_SLAG, line, m->value);
	}
}

static size_t read_meta(struct reader *r, struct item *it, size_t first, size_t last)
{
	struct vec metas = VEC(struct meta), dnr = VEC(struct span);
	size_t i = first, *order;
	struct meta m = {0};

	for (; i < last && split_meta(read_line(r, i), &m); i++) {
		take_meta(r, it, &m, i, &dnr);
		if (!m.value.n || m.key.p + m.key.n + 2 != m.value.p)
			read_odd(r, FAULT_META, i, read_line(r, i));
		*(struct meta *)vec_push(&metas) = m;
	}
	it->nmeta = metas.n;
	it->meta = vec_take(&metas, r->a);
	it->ndnr = dnr.n;
	it->dnr = vec_take(&dnr, r->a);
	order = mem_array(it->nmeta, sizeof *order);
	meta_sorted(it, order);
	for (size_t k = 0; k < it->nmeta; k++) {
		if (order[k] != k) {
			read_odd(r, FAULT_META, first + k, read_line(r, first + k));
			break;
		}
	}
	free(order);
	if (i < last && read_line(r, i).n && read_hashes(read_line(r, i)) != 2)
		read_odd(r, FAULT_META, i, read_line(r, i));
	return i;
}

/* ---------------------------------------------------------------- sections */

static void read_section_name(struct reader *r, struct section *s, size_t line)
{
	struct span text = span_trim(span_from(read_line(r, line), 3));
	size_t cut = span_find(text, " = ", 0);
	const char *canonical;

	if (cut == (size_t)-1 && span_ends(text, " ="))
		cut = text.n - 2;
	if (cut != (size_t)-1) {
		s->mirror = span_trim(span_from(text, cut + 3));
		text = span_trim(span_sub(text, 0, cut));
	}
	cut = span_find(text, " | ", 0);
	if (cut != (size_t)-1) {
		s->label = span_trim(span_from(text, cut + 3));
		text = span_trim(span_sub(text, 0, cut));
	}
	if (!s->mirror.n)
		s->mirror = SPAN_NONE;
	s->name = text;
	s->kind = section_find(text);
	if (s->kind == SECTION_FREE) {
		s->kind = section_find_label(text);
		canonical = section_name(s->kind);
		if (canonical)
			read_odd(r, FAULT_SECTION, line, span_of(canonical));
	}
}

static void read_section(struct reader *r, struct item *it, struct section *s, size_t first, size_t last)
{
	struct span head = read_line(r, first);

	s->line = (int)first + 1;
	s->where = read_range_of(r, first, last);
	s->head = read_place(r, head);
	read_section_name(r, s, first);
	if (first && read_line(r, first - 1).n)
		read_odd(r, FAULT_SPACING, first, SPAN_NONE);
	if (first + 1 < last && read_line(r, first + 1).n)
		read_odd(r, FAULT_SPACING, first + 1, SPAN_NONE);
	s->block = blocks_read(r, first + 1, last, &s->nblocks);
	if (r->skim)
		return;
	if (s->kind == SECTION_YRKANDEN)
		parts_read_yrkanden(r, it, s);
	else if (s->kind == SECTION_OMROSTNING)
		parts_read_vote(r, s);
	else if (s->kind == SECTION_RESERVATION)
		parts_read_reservations(r, s);
	if (s->mirror.p && s->nblocks)
		read_odd(r, FAULT_MIRROR_TEXT, first, SPAN_NONE);
}

static void check_sections(struct reader *r, struct item *it)
{
	bool seen[SECTIONS] = {false};

	for (size_t i = 0; i < it->nsections; i++) {
		struct section *s = &it->section[i];
		bool after = i && (it->section[i - 1].kind == SECTION_BESLUTSGANG ||
			it->section[i - 1].kind == SECTION_OMROSTNING);

		if (s->mirror.p)
			parts_read_mirror(r, it, s);
		if (s->kind == SECTION_OMROSTNING && !after)
			read_odd(r, FAULT_VOTE, (size_t)s->line - 1,
				SPAN_LIT("den ska stå direkt efter sin beslutsgång"));
		if (s->kind >= SECTIONS || s->kind == SECTION_OMROSTNING)
			continue;
		if (seen[s->kind])
			read_odd(r, FAULT_SECTION_TWICE, (size_t)s->line - 1, s->name);
		seen[s->kind] = true;
	}
}

static size_t next_heading(struct reader *r, size_t from, size_t last, int hashes)
{
	while (from < last && read_hashes(read_line(r, from)) != hashes)
		from++;
	return from;
}

static void read_item(struct reader *r, struct item *it, size_t first, size_t last)
{
	size_t i, end;
	struct vec sections = VEC(struct section);

	it->line = (int)first + 1;
	it->where = read_range_of(r, first, last);
	it->head = read_place(r, read_line(r, first));
	if (first && read_line(r, first - 1).n)
		read_odd(r, FAULT_SPACING, first, SPAN_NONE);
	read_heading(r, it, first);
	i = read_meta(r, it, first + 1, last);
	end = next_heading(r, i, last, 2);
	it->block = blocks_read(r, i, end, &it->nblocks);
	for (i = end; i < last; i = end) {
		end = next_heading(r, i + 1, last, 2);
		read_section(r, it, vec_push(&sections), i, end);
	}
	it->nsections = sections.n;
	it->section = vec_take(&sections, r->a);
	if (r->skim)
		return;
	check_sections(r, it);
	parts_check_notes(r, first, last);
}

static void check_number(struct reader *r, const struct item *it, int *before)
{
	char nr[24];

	if (!it->nr)
		return;
	snprintf(nr, sizeof nr, "%d", it->nr);
	if ((*before && it->nr != *before + 1) || (!*before && it->point && it->nr != 1))
		read_odd(r, FAULT_NUMBER, (size_t)it->line - 1, span_of(nr));
	*before = it->nr;
	r->p->first = r->p->first ? r->p->first : it->nr;
	r->p->last = it->nr;
}

void body_read(struct reader *r, size_t first)
{
	size_t end = next_heading(r, first, r->nlines, 1), i;
	struct vec items = VEC(struct item);
	int before = 0;

	r->p->block = blocks_read(r, first, end, &r->p->nblocks);
	if (!r->skim)
		parts_check_notes(r, first, end);
	if (first < end && r->p->front.present && read_line(r, first).n)
		read_odd(r, FAULT_SPACING, first, SPAN_NONE);
	if (r->p->nblocks && (r->p->typ == TYP_PROTOKOLL || r->p->typ == TYP_ORGAN))
		read_odd(r, r->p->typ == TYP_ORGAN ? FAULT_REGISTER : FAULT_INTRO,
			(size_t)r->p->block[0].line - 1, SPAN_LIT("ett register har ingen text efter huvudet"));
	for (i = end; i < r->nlines; i = end) {
		struct item *it = vec_push(&items);

		end = next_heading(r, i + 1, r->nlines, 1);
		read_item(r, it, i, end);
		check_number(r, it, &before);
	}
	r->p->nitems = items.n;
	r->p->item = vec_take(&items, r->a);
}
