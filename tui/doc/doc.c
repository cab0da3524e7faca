/* doc: see doc.h. Joins text and state; the protocol is parsed when asked for. */
#include "doc/doc.h"

#include "base/mem.h"

#define SKIM_FROM 131072       /* bytes: below it parsing costs a few ms at most */
#define HUGE_FROM (2U << 20)   /* bytes, 1000 pages: from here on the text stands in memory once */

struct doc {
	struct text *text;
	enum state state;
	struct protocol *protocol; /* of revision `parsed`; NULL: not asked for yet */
	uint64_t parsed;
	bool borrowed;             /* it points into the text */
	struct doc_held *held;     /* owns their bytes */
	size_t nheld;
};

struct doc *doc_new_text(struct text *text, enum state state)
{
	struct doc *d = mem_alloc(sizeof *d);

	d->text = text;
	d->state = state;
	return d;
}

struct doc *doc_new(struct span bytes, enum state state)
{
	return doc_new_text(text_new(bytes), state);
}

void doc_free(struct doc *d)
{
	if (!d)
		return;
	doc_hold(d, NULL, 0);
	protocol_free(d->protocol);
	text_free(d->text);
	free(d);
}

struct span doc_bytes(const struct doc *d)
{
	return text_bytes(d->text);
}

uint64_t doc_rev(const struct doc *d)
{
	return text_rev(d->text);
}

struct text *doc_text(struct doc *d)
{
	return d->text;
}

enum state doc_state(const struct doc *d)
{
	return d->state;
}

void doc_set_state(struct doc *d, enum state s)
{
	d->state = s;
}

const struct protocol *doc_parsed(const struct doc *d, uint64_t *rev)
{
	*rev = d->parsed;
	return d->protocol;
}

static const struct protocol *derive(struct doc *d, struct protocol *(*read)(struct span bytes))
{
	/* the old one first: a large text is not held once more than it must */
	protocol_free(d->protocol);
	d->protocol = read(text_bytes(d->text));
	d->parsed = text_rev(d->text);
	d->borrowed = read == protocol_parse_in;
	return d->protocol;
}

static bool current(const struct doc *d)
{
	return d->protocol && d->parsed == text_rev(d->text);
}

bool doc_huge(const struct doc *d)
{
	return text_bytes(d->text).n >= HUGE_FROM;
}

const struct protocol *doc_protocol(struct doc *d)
{
	if (current(d) && !d->protocol->skimmed)
		return d->protocol;
	return derive(d, doc_huge(d) ? protocol_parse_in : protocol_parse);
}

const struct protocol *doc_frame(struct doc *d)
{
	if (current(d))
		return d->protocol;
	return derive(d, text_bytes(d->text).n < SKIM_FROM ? protocol_parse : protocol_skim_own);
}

void doc_rest(struct doc *d)
{
	if (!d->borrowed)
		return;
	derive(d, protocol_skim_own);
	mem_trim();
}

/* The text is about to change: what points into it keeps the old bytes. */
static void part(struct doc *d)
{
	if (!d->borrowed)
		return;
	arena_own(&d->protocol->arena, text_leave(d->text));
	d->borrowed = false;
}

static int writable(const struct doc *d, struct err *err)
{
	return state_next(d->state, EVENT_EDIT, NULL, err) < 0 ? -1 : 0;
}

/* ---------------------------------------------------------------- what is signed */

static struct span without_blank_end(struct span s)
{
	while (s.n > 1 && s.p[s.n - 1] == '\n' && s.p[s.n - 2] == '\n')
		s.n--;
	return s;
}

static bool holds(const struct protocol *p, struct span text, const struct doc_held *h)
{
	int times = 0;
	bool same = false;

	for (size_t i = 0; i < p->nitems; i++) {
		struct range r = p->item[i].where;

		if (p->item[i].nr != h->nr)
			continue;
		times++;
		same = span_eq(without_blank_end(span_sub(text, r.at, r.n)), without_blank_end(h->text));
	}
	return times == 1 && same;
}

int doc_held_broken(const struct doc_held *v, size_t n, struct span text)
{
	struct protocol *p = n ? protocol_skim(text) : NULL;
	int broken = 0;

	for (size_t i = 0; i < n && !broken; i++)
		if (!holds(p, text, &v[i]))
			broken = v[i].nr;
	protocol_free(p);
	return broken;
}

void doc_hold(struct doc *d, const struct doc_held *v, size_t n)
{
	struct doc_held *copy = n ? mem_array(n, sizeof *copy) : NULL;
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (!doc_held_broken(&v[i], 1, text_bytes(d->text)))
			copy[kept++] = (struct doc_held){v[i].nr,
				span_make(mem_dup(v[i].text.p, v[i].text.n), v[i].text.n)};
	for (size_t i = 0; i < d->nheld; i++)
		free((char *)(uintptr_t)d->held[i].text.p);
	free(d->held);
	d->held = copy;
	d->nheld = kept;
}

static int refuse(int nr, struct err *err)
{
	return err_set(err, ERR_STATE, "§ %d är omedelbart justerad; dess text kan inte ändras", nr);
}

/* The text as it would be is looked at: what is typed beside a § can become part of it. */
static int keeps(const struct doc *d, size_t at, size_t del, struct span ins, struct err *err)
{
	struct span now = text_bytes(d->text);
	struct str then = STR_INIT;
	int broken;

	if (!d->nheld || (!del && !ins.n))
		return 0;
	str_addspan(&then, span_sub(now, 0, at));
	str_addspan(&then, ins);
	str_addspan(&then, span_from(span_from(now, at), del));
	broken = doc_held_broken(d->held, d->nheld, str_span(&then));
	str_release(&then);
	return broken ? refuse(broken, err) : 0;
}

/* ---------------------------------------------------------------- changes */

int doc_edit(struct doc *d, size_t at, size_t del, struct span ins, struct err *err)
{
	if (writable(d, err) || keeps(d, at, del, ins, err))
		return -1;
	part(d);
	text_replace(d->text, at, del, ins);
	return 0;
}

void doc_group_begin(struct doc *d, size_t cursor)
{
	text_group_begin(d->text, cursor);
}

void doc_group_end(struct doc *d, size_t cursor)
{
	text_group_end(d->text, cursor);
}

void doc_group_join(struct doc *d)
{
	text_group_join(d->text);
}

typedef bool text_step(struct text *t, size_t *cursor);

/* What was done before a § was signed may reach into it: known when it is done. */
static int step(struct doc *d, text_step *forth, text_step *back, const char *none, size_t *cursor, struct err *err)
{
	size_t ignored, place = 0;
	int broken;

	if (writable(d, err))
		return -1;
	part(d);
	if (!forth(d->text, &place))
		return err_set(err, ERR_NOT_FOUND, "%s", none);
	broken = doc_held_broken(d->held, d->nheld, text_bytes(d->text));
	if (broken) {
		back(d->text, &ignored);
		return refuse(broken, err);
	}
	*cursor = place;
	return 0;
}

int doc_undo(struct doc *d, size_t *cursor, struct err *err)
{
	return step(d, text_undo, text_redo, "Det finns inget att ångra", cursor, err);
}

int doc_redo(struct doc *d, size_t *cursor, struct err *err)
{
	return step(d, text_redo, text_undo, "Det finns inget att göra om", cursor, err);
}

bool doc_follow(struct doc *d, const struct text_op *op, size_t *cursor)
{
	part(d);
	return text_apply(d->text, op, cursor);
}

void doc_follow_text(struct doc *d, struct span bytes)
{
	part(d);
	text_replace(d->text, 0, text_bytes(d->text).n, bytes);
}
