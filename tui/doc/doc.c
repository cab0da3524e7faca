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

int doc_edit(struct doc *d, size_t at, size_t del, struct span ins, struct err *err)
{
	if (writable(d, err))
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

int doc_undo(struct doc *d, size_t *cursor, struct err *err)
{
	if (writable(d, err))
		return -1;
	part(d);
	if (!text_undo(d->text, cursor))
		return err_set(err, ERR_NOT_FOUND, "Det finns inget att ångra");
	return 0;
}

int doc_redo(struct doc *d, size_t *cursor, struct err *err)
{
	if (writable(d, err))
		return -1;
	part(d);
	if (!text_redo(d->text, cursor))
		return err_set(err, ERR_NOT_FOUND, "Det finns inget att göra om");
	return 0;
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
