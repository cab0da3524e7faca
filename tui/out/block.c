/* block: see block.h. */
#include "out/block.h"

#include <stdlib.h>

#include "base/u8.h"
#include "doc/inline.h"

void out_blocks_init(struct out_blocks *b)
{
	*b = (struct out_blocks){{0}, NULL, 0, 0};
}

void out_blocks_release(struct out_blocks *b)
{
	free(b->v);
	arena_release(&b->arena);
	out_blocks_init(b);
}

struct out_block *out_add(struct out_blocks *b, enum out_block_kind kind, enum out_role role)
{
	struct out_block *o;

	b->v = mem_grow(b->v, b->n, &b->cap, sizeof *b->v);
	o = &b->v[b->n++];
	*o = (struct out_block){.kind = kind, .role = role};
	return o;
}

/* NFC, no control characters, no broken UTF-8; a newline is kept (a line break)
 * or made a blank. */
static struct span clean(struct out_blocks *b, struct span s, bool keep_breaks)
{
	struct str out = STR_INIT;
	size_t n;
	char *nfc = u8_nfc(s.p ? s.p : "", s.n, &n);
	struct span kept;

	for (size_t at = 0; at < n;) {
		int32_t cp;
		size_t len = u8_decode(nfc + at, n - at, &cp);

		if (cp == '\n' || cp == '\t' || cp == '\r')
			str_addc(&out, cp == '\n' && keep_breaks ? '\n' : ' ');
		else if (cp < 0 || u8_control(cp))
			str_adds(&out, "\xef\xbf\xbd");
		else
			str_add(&out, nfc + at, len);
		at += len;
	}
	kept = span_make(arena_dup(&b->arena, str_c(&out), out.len), out.len);
	str_release(&out);
	free(nfc);
	return kept;
}

static void push(struct out_blocks *b, struct runs *to, size_t *cap, struct run r)
{
	if (to->n == *cap) {
		size_t more = *cap ? *cap * 2 : 4;
		struct run *v = arena_alloc(&b->arena, more * sizeof *v);

		if (to->n)
			memcpy(v, to->v, to->n * sizeof *v);
		to->v = v;
		*cap = more;
	}
	to->v[to->n++] = r;
}

static struct span bracketed(struct out_blocks *b, struct span inner)
{
	struct str s = STR_INIT;
	struct span r;

	str_addf(&s, "[%.*s]", SPAN_FMT(inner));
	r = clean(b, str_span(&s), false);
	str_release(&s);
	return r;
}

struct runs runs_parse(struct out_blocks *b, struct span text)
{
	struct inline_runs in = {NULL, 0, 0};
	struct runs out = {NULL, 0};
	size_t cap = 0;

	inline_parse(&in, text);
	for (size_t i = 0; i < in.n; i++) {
		const struct inline_run *r = &in.v[i];
		struct span whole = span_sub(text, r->where.at, r->where.n);
		struct span inner = span_sub(text, r->inner.at, r->inner.n);
		struct run one = {.href = SPAN_NONE};

		if (r->style & INLINE_BOLD)
			one.flags |= RUN_BOLD;
		if (r->style & INLINE_ITALIC)
			one.flags |= RUN_ITALIC;
		if (r->target.n)
			one.href = clean(b, span_sub(text, r->target.at, r->target.n), false);
		switch (r->kind) {
		case INLINE_TEXT:
			one.text = clean(b, whole, false);
			break;
		case INLINE_GAP:
			one.text = bracketed(b, inner);
			break;
		case INLINE_IMAGE:
			one.text = clean(b, inner, false);
			break;
		case INLINE_NOTE:
			one.text = bracketed(b, inner);
			one.flags |= RUN_NOTE;
			break;
		case INLINE_BREAK:
			one.text = SPAN_LIT("\n");
			break;
		case INLINE_MARK:
		case INLINE_COMMENT:
		case INLINE_KINDS:
			break;
		}
		if (one.text.n)
			push(b, &out, &cap, one);
	}
	inline_release(&in);
	return out;
}

struct runs runs_plain(struct out_blocks *b, struct span text)
{
	struct runs out = {NULL, 0};
	size_t cap = 0;

	if (text.n)
		push(b, &out, &cap, (struct run){.text = clean(b, text, true), .href = SPAN_NONE});
	return out;
}

void runs_append(struct out_blocks *b, struct runs *to, struct runs more)
{
	struct run *v = arena_alloc(&b->arena, (to->n + more.n + 1) * sizeof *v);

	if (to->n)
		memcpy(v, to->v, to->n * sizeof *v);
	if (more.n)
		memcpy(v + to->n, more.v, more.n * sizeof *v);
	to->v = v;
	to->n += more.n;
}

void runs_text(const struct runs *r, struct str *out)
{
	for (size_t i = 0; i < r->n; i++)
		str_addspan(out, r->v[i].text);
}
