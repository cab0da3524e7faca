/* resolve: what a section says once mirrors are followed, and plain text. */
#include "doc/protocol.h"

#include "base/u8.h"

static const struct yrkande *find_yrkande(const struct item *it, int nr)
{
	for (size_t i = 0; i < it->nyrkanden; i++)
		if (it->yrkande[i].nr == nr)
			return &it->yrkande[i];
	return NULL;
}

static bool begins_with_att(struct span s)
{
	return span_starts(s, "att ") || span_starts(s, "Att ");
}

static void give_yrkande(const struct yrkande *y, section_block_fn *fn, void *ctx)
{
	struct span wording = y->wording;
	struct block b = {.kind = BLOCK_PARA, .where = y->where, .line = y->line, .text = y->text,
		.ntext = y->ntext};

	if (wording.n) {
		b.text = &wording;
		b.ntext = 1;
	}
	if (!b.ntext)
		return;
	if (begins_with_att(b.text[0])) {
		b.kind = BLOCK_ITEM;
		b.mark = SPAN_LIT("-");
	}
	fn(ctx, &b);
}

void section_each_block(const struct item *it, const struct section *s, section_block_fn *fn, void *ctx)
{
	for (size_t i = 0; i < s->nparts; i++) {
		const struct mirror_part *part = &s->part[i];
		const struct section *from = part->section >= 0 ? &it->section[part->section] : NULL;
		const struct yrkande *y = part->yrkande ? find_yrkande(it, part->yrkande) : NULL;

		if (y)
			give_yrkande(y, fn, ctx);
		for (size_t k = 0; from && !part->yrkande && k < from->nblocks; k++)
			fn(ctx, &from->block[k]);
	}
	/* a mirror should have no text of its own; what is there is not hidden */
	for (size_t k = 0; k < s->nblocks; k++)
		fn(ctx, &s->block[k]);
}

size_t item_presenters(const struct item *it, const struct block **out, size_t max)
{
	size_t n = 0;

	for (size_t s = 0; s <= it->nsections; s++) {
		const struct block *b = s ? it->section[s - 1].block : it->block;
		size_t nb = s ? it->section[s - 1].nblocks : it->nblocks;

		for (size_t i = 0; i < nb && n < max; i++) {
			bool known = b[i].kind != BLOCK_PRESENTER;

			for (size_t k = 0; k < n && !known; k++)
				known = span_eq(out[k]->name, b[i].name);
			if (!known)
				out[n++] = &b[i];
		}
	}
	return n;
}

/* ---------------------------------------------------------------- plain text */

static void add_joined(struct str *out, const struct span *text, size_t n, const char *between)
{
	bool first = true;

	for (size_t i = 0; i < n; i++) {
		if (!text[i].n)
			continue;
		if (!first)
			str_adds(out, between);
		str_addspan(out, text[i]);
		first = false;
	}
}

static void add_table(struct str *out, const struct block *b)
{
	for (size_t row = 0; row < b->rows; row++) {
		if (row)
			str_addc(out, '\n');
		for (size_t k = 0; k < b->cols; k++) {
			str_adds(out, k ? " | " : "");
			str_addspan(out, b->cell[row * b->cols + k]);
		}
	}
}

static void add_block_text(struct str *out, const struct block *b)
{
	switch (b->kind) {
	case BLOCK_ITEM:
		str_addrep(out, "  ", (size_t)b->level);
		str_addspan(out, b->mark);
		str_addc(out, ' ');
		add_joined(out, b->text, b->ntext, " ");
		break;
	case BLOCK_TABLE:
		add_table(out, b);
		break;
	case BLOCK_SUB:
		str_addspan(out, b->title);
		break;
	case BLOCK_PRESENTER:
		str_addspan(out, b->name);
		if (b->title.n)
			str_addf(out, ", %.*s", SPAN_FMT(b->title));
		break;
	case BLOCK_PARA:
	case BLOCK_QUOTE:
	case BLOCK_NOTE:
		add_joined(out, b->text, b->ntext, " ");
		break;
	case BLOCK_COMMENT:
		break;
	}
}

static void add_one(void *ctx, const struct block *b)
{
	struct str *out = ctx;

	if (b->kind == BLOCK_COMMENT)
		return;
	if (out->len)
		str_addc(out, '\n');
	add_block_text(out, b);
}

void blocks_text(const struct block *b, size_t n, struct str *out)
{
	struct str text = STR_INIT;

	for (size_t i = 0; i < n; i++)
		add_one(&text, &b[i]);
	str_addspan(out, str_span(&text));
	str_release(&text);
}

void section_text(const struct item *it, const struct section *s, struct str *out)
{
	struct str text = STR_INIT;

	if (s->kind == SECTION_YRKANDEN && it->nyrkanden && !s->nparts) {
		for (size_t i = 0; i < it->nyrkanden; i++) {
			if (i)
				str_addc(&text, '\n');
			add_joined(&text, it->yrkande[i].text, it->yrkande[i].ntext, " ");
		}
	} else {
		section_each_block(it, s, add_one, &text);
	}
	str_addspan(out, str_span(&text));
	str_release(&text);
}
