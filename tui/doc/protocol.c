/* protocol: reads a whole draft. The steps are lines, front matter, people,
 * body; what belongs to one of them alone stands in a file of its own. */
#include "doc/protocol.h"

#include "base/clock.h"
#include "base/u8.h"
#include "doc/read.h"

/* ---------------------------------------------------------------- lines */

struct span read_line(const struct reader *r, size_t i)
{
	return span_make(r->p->src.p + r->line[i].at, r->line[i].n);
}

size_t read_line_end(const struct reader *r, size_t i)
{
	return r->line[i + 1].at;
}

struct range read_range_of(const struct reader *r, size_t first, size_t last)
{
	size_t at = r->line[first].at;

	return (struct range){at, last > first ? read_line_end(r, last - 1) - at : 0};
}

struct range read_place(const struct reader *r, struct span s)
{
	return (struct range){(size_t)(s.p - r->p->src.p), s.n};
}

void read_odd(struct reader *r, enum fault f, size_t line, struct span what)
{
	if (!r->skim)
		findings_add(&r->log, f, (int)line + 1, 1, what);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static void split_lines(struct reader *r)
{
	struct span src = r->p->src;
	size_t at = span_starts(src, "\xEF\xBB\xBF") ? 3 : 0, n = 0, cap;
	const char *nl;

	for (cap = 2, nl = src.p; (nl = memchr(nl, '\n', src.n - (size_t)(nl - src.p))) != NULL; nl++)
		cap++;
	r->line = mem_array(cap, sizeof *r->line);
	while (at < src.n) {
		size_t end, len;

		nl = memchr(src.p + at, '\n', src.n - at);
		end = nl ? (size_t)(nl - src.p) + 1 : src.n;
		len = end - at - (nl != NULL);
		while (len && is_blank(src.p[at + len - 1]))
			len--;
		r->line[n++] = (struct line){(uint32_t)at, (uint32_t)len};
		at = end;
	}
	r->line[n] = (struct line){(uint32_t)src.n, 0};
	r->nlines = n;
}

static void odd_byte(struct reader *r, enum fault f, size_t line, size_t at)
{
	size_t col = u8_count(r->p->src.p + r->line[line].at, at - r->line[line].at);

	findings_add(&r->log, f, (int)line + 1, (int)col + 1, SPAN_NONE);
}

/* Control characters; tab is one too, but its place is at most a blank's. */
static bool is_control(unsigned char c)
{
	return c < 0x20 || c == 0x7F;
}

static bool only_newlines(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_control((unsigned char)p[i]) && p[i] != '\n')
			return false;
	return true;
}

/* Nothing in the text needs to be looked for byte by byte: valid UTF-8, and of
 * the control characters newline only. */
static bool plain(struct span src)
{
	const uint64_t each = 0x0101010101010101U, high = each * 0x80;
	size_t i = 0;

	/* eight bytes at a time: is one of them below 0x20, or 0x7F? newlines are looked at alone */
	for (; i + 8 <= src.n; i += 8) {
		uint64_t w, low, del;

		memcpy(&w, src.p + i, sizeof w);
		low = (w - each * 0x20) & ~w & high;
		del = w ^ each * 0x7F;
		del = (del - each) & ~del & high;
		if ((low | del) && !only_newlines(src.p + i, 8))
			return false;
	}
	return only_newlines(src.p + i, src.n - i) && u8_valid(src.p, src.n, NULL);
}

/* What is odd of a line by its end and its neighbours. */
static void check_ends(struct reader *r, size_t i)
{
	const struct line *l = &r->line[i];
	size_t end = read_line_end(r, i);
	bool newline = r->p->src.p[end - 1] == '\n';

	if (end - newline > l->at + l->n)
		odd_byte(r, FAULT_BLANK, i, l->at + l->n);
	if (i && !l->n && !r->line[i - 1].n && newline)
		odd_byte(r, FAULT_EMPTY, i, l->at);
}

/* Bytes that are odd wherever they stand. Each kind of a line once. */
static void check_line(struct reader *r, size_t i)
{
	const struct line *l = &r->line[i];
	struct span raw = span_make(r->p->src.p + l->at, read_line_end(r, i) - l->at);
	bool newline = raw.n && raw.p[raw.n - 1] == '\n';
	size_t len = raw.n - newline, bad;

	if (len && raw.p[len - 1] == '\r') {
		odd_byte(r, FAULT_CR, i, l->at + --len);
	}
	if (len > l->n)
		odd_byte(r, FAULT_BLANK, i, l->at + l->n);
	for (size_t k = 0; k < l->n; k++) {
		if (is_control((unsigned char)raw.p[k])) {
			odd_byte(r, FAULT_CONTROL, i, l->at + k);
			break;
		}
	}
	if (!u8_valid(raw.p, l->n, &bad))
		odd_byte(r, FAULT_UTF8, i, l->at + bad);
	if (i && !l->n && !r->line[i - 1].n && newline)
		odd_byte(r, FAULT_EMPTY, i, l->at);
}

static void check_lines(struct reader *r)
{
	struct span src = r->p->src;

	if (span_starts(src, "\xEF\xBB\xBF"))
		findings_add(&r->log, FAULT_BOM, 1, 1, SPAN_NONE);
	for (size_t i = 0, clean = plain(src); i < r->nlines; i++)
		(clean ? check_ends : check_line)(r, i);
	if (r->nlines && (src.p[src.n - 1] != '\n' || !r->line[r->nlines - 1].n))
		findings_add(&r->log, FAULT_FINAL, (int)r->nlines, 1, SPAN_NONE);
}

/* ---------------------------------------------------------------- front matter */

static const struct {
	const char *name;
	enum doc_typ typ;
} typs[] = {
	{"protokoll", TYP_PROTOKOLL},
	{"sammanfattning", TYP_SAMMANFATTNING},
	{"motionssvar", TYP_MOTIONSSVAR},
	{"organ", TYP_ORGAN},
};

static enum doc_typ find_typ(struct span name)
{
	for (size_t i = 0; i < sizeof typs / sizeof *typs; i++)
		if (span_is(name, typs[i].name))
			return typs[i].typ;
	return TYP_UNKNOWN;
}

static const struct {
	enum front_key key;
	enum person_group group;
} groups[] = {
	{FRONT_BESLUTANDE, GROUP_BESLUTANDE},
	{FRONT_ERSATTARE, GROUP_ERSATTARE},
	{FRONT_FOREDRAGANDE, GROUP_FOREDRAGANDE},
	{FRONT_TJANSTEPERSONER, GROUP_TJANSTEPERSONER},
	{FRONT_OVRIGA, GROUP_OVRIGA},
	{FRONT_SEKRETERARE, GROUP_SEKRETERARE},
	{FRONT_JUSTERARE, GROUP_JUSTERARE},
	{FRONT_LEDAMOTER, GROUP_LEDAMOTER},
};

static void read_person(struct reader *r, struct vec *people, struct front_value *v, enum person_group group)
{
	struct person *p = vec_push(people);
	struct str line = STR_INIT;

	person_parse(p, v->text, r->a);
	p->group = group;
	p->where = v->where;
	p->line = v->line;
	if (p->odd)
		read_odd(r, FAULT_PERSON, (size_t)v->line - 1, span_of(p->odd));
	person_write(&line, p);
	if (!span_eq(str_span(&line), v->text))
		v->canonical = span_make(arena_dup(r->a, line.buf, line.len), line.len);
	str_release(&line);
}

static void read_people(struct reader *r)
{
	struct protocol *p = r->p;
	struct vec people = VEC(struct person);

	for (size_t i = 0; i < p->front.n; i++) {
		struct front_field *f = &p->front.field[i];

		for (size_t g = 0; g < sizeof groups / sizeof *groups; g++)
			for (size_t k = 0; groups[g].key == f->key && k < f->n; k++)
				read_person(r, &people, &f->value[k], groups[g].group);
	}
	p->npersons = people.n;
	p->person = vec_take(&people, r->a);
}

/* `titel, @namn, bilaga A`, from the right. */
static void read_forinformation(struct reader *r)
{
	const struct front_field *f = front_field(&r->p->front, FRONT_FORINFORMATION);
	struct vec found = VEC(struct forinformation);

	for (size_t i = 0; f && i < f->n; i++) {
		struct forinformation *x = vec_push(&found);
		struct span s = f->value[i].text, part;
		size_t cut = span_find_last(s, ", ");

		part = cut == (size_t)-1 ? SPAN_NONE : span_trim(span_from(s, cut + 2));
		if (span_starts(part, "bilaga ")) {
			x->bilaga = span_trim(span_from(part, strlen("bilaga ")));
			s = span_sub(s, 0, cut);
			cut = span_find_last(s, ", ");
			part = cut == (size_t)-1 ? SPAN_NONE : span_trim(span_from(s, cut + 2));
		}
		if (span_starts(part, "@")) {
			x->name = span_from(part, 1);
			s = span_sub(s, 0, cut);
		}
		x->title = s;
	}
	r->p->nforinformation = found.n;
	r->p->forinformation = vec_take(&found, r->a);
}

static void read_extra(struct reader *r)
{
	const struct front_field *f = front_field(&r->p->front, FRONT_EXTRA);
	struct vec found = VEC(int);
	long v;

	for (size_t i = 0; f && i < f->n; i++) {
		struct span rest = f->value[i].text, piece;

		while (span_split(&rest, ",", &piece)) {
			if (span_int(span_trim(piece), &v) && v > 0)
				*(int *)vec_push(&found) = (int)v;
			else
				read_odd(r, FAULT_FRONT_VALUE, (size_t)f->value[i].line - 1, SPAN_LIT("extra: 6, 9"));
		}
	}
	r->p->nextra = found.n;
	r->p->extra = vec_take(&found, r->a);
}

/* ---------------------------------------------------------------- the whole */

static struct protocol *read_all(struct span bytes, bool skim, bool copy)
{
	struct protocol *p = mem_alloc(sizeof *p);
	struct reader r = {.p = p, .a = &p->arena, .blocks = VEC(struct block), .texts = VEC(struct span), .skim = skim};
	size_t first = 0;

	/* line numbers and offsets of a line are 32 bits: more is cut, and can't be opened anyway */
	bytes = span_sub(bytes, 0, UINT32_MAX / 2);
	p->skimmed = skim;
	p->src = copy ? span_make(arena_dup(&p->arena, bytes.p, bytes.n), bytes.n) : span_make(bytes.p ? bytes.p : "", bytes.n);
	r.log.arena = &p->arena;
	split_lines(&r);
	if (!skim)
		check_lines(&r);
	front_parse(&p->front, p->src, &p->arena, &r.log);
	p->typ = find_typ(front_get(&p->front, FRONT_TYP));
	p->body = p->front.where.at + p->front.where.n;
	while (first < r.nlines && r.line[first].at < p->body)
		first++;
	read_people(&r);
	read_forinformation(&r);
	read_extra(&r);
	body_read(&r, first);
	if (!skim)
		checks_front(&r);
	findings_sort(&r.log);
	p->nfindings = skim ? 0 : r.log.n;
	p->finding = p->nfindings ? arena_alloc(&p->arena, r.log.n * sizeof *p->finding) : NULL;
	if (p->nfindings)
		memcpy(p->finding, r.log.v, r.log.n * sizeof *p->finding);
	free(r.log.v);
	free(r.line);
	vec_release(&r.blocks);
	vec_release(&r.texts);
	return p;
}

struct protocol *protocol_parse(struct span bytes)
{
	return read_all(bytes, false, true);
}

struct protocol *protocol_skim(struct span bytes)
{
	return read_all(bytes, true, false);
}

struct protocol *protocol_parse_in(struct span bytes)
{
	return read_all(bytes, false, false);
}

/* ---------------------------------------------------------------- what a skim points to */

static void own(struct arena *a, struct span *s)
{
	if (s->p)
		s->p = arena_dup(a, s->p, s->n);
}

static void own_item(struct arena *a, struct item *it)
{
	own(a, &it->title);
	for (size_t i = 0; i < it->ndnr; i++)
		own(a, &it->dnr[i]);
	for (size_t i = 0; i < it->nmeta; i++) {
		own(a, &it->meta[i].key);
		own(a, &it->meta[i].value);
	}
	for (size_t i = 0; i < it->nsections; i++) {
		own(a, &it->section[i].name);
		own(a, &it->section[i].label);
		own(a, &it->section[i].mirror);
	}
}

struct protocol *protocol_skim_own(struct span bytes)
{
	struct protocol *p = protocol_skim(bytes);
	struct reader r = {.p = p, .a = &p->arena, .skim = true};

	/* the front matter and the people again, from a copy of it */
	p->src = span_make(arena_dup(&p->arena, p->src.p, p->body), p->body);
	r.log.arena = &p->arena;
	front_parse(&p->front, p->src, &p->arena, &r.log);
	read_people(&r);
	read_forinformation(&r);
	free(r.log.v);
	for (size_t i = 0; i < p->nitems; i++)
		own_item(&p->arena, &p->item[i]);
	p->src = (struct span){NULL, bytes.n};
	return p;
}

void protocol_free(struct protocol *p)
{
	if (!p)
		return;
	arena_release(&p->arena);
	free(p);
}

int protocol_item_at(const struct protocol *p, size_t at)
{
	size_t lo = 0, hi = p->nitems;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (p->item[mid].where.at <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return (int)lo - 1;
}

int item_section_at(const struct item *it, size_t at)
{
	int found = -1;

	for (size_t i = 0; i < it->nsections && it->section[i].where.at <= at; i++)
		found = (int)i;
	return found;
}

const struct section *item_section(const struct item *it, enum section_kind k)
{
	for (size_t i = 0; i < it->nsections; i++)
		if (it->section[i].kind == k)
			return &it->section[i];
	return NULL;
}

/* Present, and not away for jäv; nr 0: at all. */
static bool takes_part(const struct person *x, int nr)
{
	for (size_t i = 0; i < x->njav; i++)
		if (nr && x->jav[i] == nr)
			return false;
	return x->group == GROUP_BESLUTANDE && (nr == 0 || person_present(x, nr));
}

static const struct person *who_led(const struct protocol *p, int nr)
{
	for (size_t i = 0; i < p->npersons; i++)
		if (takes_part(&p->person[i], nr) && (nr ? person_led(&p->person[i], nr) : p->person[i].nled > 0))
			return &p->person[i];
	return NULL;
}

const struct person *protocol_chair(const struct protocol *p, int nr)
{
	static const char *const roles[] = {"ordförande", "vice ordförande", "2:e vice ordförande"};
	const struct person *led = who_led(p, nr);

	if (nr && led)
		return led;
	for (size_t k = 0; k < sizeof roles / sizeof *roles; k++) {
		for (size_t i = 0; i < p->npersons; i++) {
			const struct person *x = &p->person[i];
			bool role = span_is(x->office, roles[k]) || (k == 1 && x->role.p && span_is(x->office, "1:e vice ordförande"));

			if (role && takes_part(x, nr))
				return x;
		}
	}
	return led;
}

/* ---------------------------------------------------------------- touched */

static struct span text_of(const struct protocol *p, const struct item *it)
{
	return span_trim(span_sub(p->src, it->where.at, it->where.n));
}

static const struct item *item_of_number(const struct protocol *p, int nr)
{
	for (size_t i = 0; p && i < p->nitems; i++)
		if (p->item[i].nr == nr)
			return &p->item[i];
	return NULL;
}

size_t protocol_touched(const struct protocol *now, const struct protocol *before, int *out)
{
	size_t n = 0;

	for (size_t i = 0; i < now->nitems; i++) {
		const struct item *it = &now->item[i], *was = item_of_number(before, it->nr);

		if (it->nr && (!was || !span_eq(text_of(now, it), text_of(before, was))))
			out[n++] = it->nr;
	}
	return n;
}

/* ---------------------------------------------------------------- cover */

struct cover {
	const struct protocol *p;
	protocol_cover_fn *fn;
	void *ctx;
	size_t at; /* what is before it has been given */
};

/* Blank lines before a range are a range of their own; so is anything left
 * out, which a test finds by its bytes not being blank. */
static void cover_to(struct cover *c, size_t at)
{
	if (at > c->at)
		c->fn(c->ctx, (struct range){c->at, at - c->at});
	c->at = at > c->at ? at : c->at;
}

static void cover_one(struct cover *c, struct range r)
{
	cover_to(c, r.at);
	c->fn(c->ctx, r);
	c->at = r.at + r.n;
}

/* The rest of the line that begins in front of a heading or a meta value. */
static struct range whole_line(const struct protocol *p, size_t from, size_t in)
{
	const char *nl = memchr(p->src.p + in, '\n', p->src.n - in);

	return (struct range){from, (nl ? (size_t)(nl - p->src.p) + 1 : p->src.n) - from};
}

static void cover_blocks(struct cover *c, const struct block *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		cover_one(c, b[i].where);
}

void protocol_cover(const struct protocol *p, protocol_cover_fn *fn, void *ctx)
{
	struct cover c = {p, fn, ctx, 0};

	if (p->front.present)
		cover_one(&c, p->front.where);
	cover_blocks(&c, p->block, p->nblocks);
	for (size_t i = 0; i < p->nitems; i++) {
		const struct item *it = &p->item[i];

		cover_one(&c, whole_line(p, it->head.at, it->head.at));
		for (size_t k = 0; k < it->nmeta; k++)
			cover_one(&c, whole_line(p, c.at, it->meta[k].where.at));
		cover_blocks(&c, it->block, it->nblocks);
		for (size_t k = 0; k < it->nsections; k++) {
			cover_one(&c, whole_line(p, it->section[k].head.at, it->section[k].head.at));
			cover_blocks(&c, it->section[k].block, it->section[k].nblocks);
		}
	}
	cover_to(&c, p->src.n);
}
