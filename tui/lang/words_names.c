/* words_names: which names a draft and a register give; see words.h. */
#include "base/u8.h"
#include "lang/words.h"

static void add_persons(struct words *w, const struct person *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		words_add_name(w, p[i].name);
		words_add_name(w, p[i].party);
		words_add_name(w, p[i].for_name);
		words_add_name(w, p[i].for_party);
	}
}

static void add_presenters(struct words *w, const struct block *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (b[i].kind == BLOCK_PRESENTER)
			words_add_name(w, b[i].name);
}

/* The words of a value that are written with a capital: "Storsele" of
 * "Sammanträdesrum Vitmossen, Storsele", not "beredningen". */
static void add_capitalised(struct words *w, struct span text)
{
	struct range r;
	size_t at = 0;

	while (text.p && u8_word(text.p, text.n, at, &r)) {
		int32_t cp = -1;

		u8_decode(text.p + r.at, r.n, &cp);
		if (cp >= 0 && u8_upper(cp))
			words_add_name(w, span_sub(text, r.at, r.n));
		at = r.at + r.n;
	}
}

void words_add_protocol(struct words *w, const struct protocol *p)
{
	static const enum front_key keys[] = {
		FRONT_REGION, FRONT_ORGAN, FRONT_ORGAN_KORT, FRONT_ORGAN_GENITIV, FRONT_PLATS};

	if (!p)
		return;
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		add_capitalised(w, front_get(&p->front, keys[i]));
	add_persons(w, p->person, p->npersons);
	for (size_t i = 0; i < p->nforinformation; i++)
		words_add_name(w, p->forinformation[i].name);
	add_presenters(w, p->block, p->nblocks);
	for (size_t i = 0; i < p->nitems; i++) {
		const struct item *it = &p->item[i];

		add_presenters(w, it->block, it->nblocks);
		for (size_t j = 0; j < it->nsections; j++)
			add_presenters(w, it->section[j].block, it->section[j].nblocks);
	}
}

void words_add_organ(struct words *w, const struct organ *o)
{
	if (!o)
		return;
	add_capitalised(w, o->name);
	add_capitalised(w, o->kort);
	add_capitalised(w, o->genitiv);
	add_capitalised(w, o->region);
	if (o->p)
		add_persons(w, o->p->person, o->p->npersons);
}
