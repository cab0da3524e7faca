/* speller: hunspell, its dictionaries and the answers on single words; see
 * speller.h. What to suggest stands in speller_suggest.c. */
#include "lang/speller.h"

#include <hunspell/hunspell.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/pack.h"
#include "base/paths.h"
#include "base/u8.h"
#include "lang/speller_inner.h"

#define WORD_MAX_BYTES 100 /* above that hunspell only costs time */
#define BATCH_MAX 100000
#define SUGGESTIONS_MAX 32

struct speller *speller_new(const char *opt_dict)
{
	struct speller *sp = mem_alloc(sizeof *sp);

	sp->dict = opt_dict ? mem_strdup(opt_dict) : paths_data("dict");
	return sp;
}

void speller_free(struct speller *sp)
{
	if (!sp)
		return;
	speller_unload(sp);
	str_release(&sp->abbrev);
	common_release(&sp->common);
	free(sp->dict);
	free(sp->aff);
	free(sp->dic);
	free(sp);
}

/* The word as hunspell wants it: NFC, no soft hyphen, plain hyphen for U+2011.
 * false when it is nothing to ask about. */
bool speller_normal(struct span word, struct str *out)
{
	if (!word.p || !word.n || word.n > WORD_MAX_BYTES || memchr(word.p, 0, word.n) ||
		!u8_valid(word.p, word.n, NULL))
		return false;
	u8_add_plain_word(out, word);
	return out->len > 0 && out->len <= WORD_MAX_BYTES;
}

bool speller_knows(struct speller *sp, struct span word)
{
	struct str s = STR_INIT;
	bool known = sp->all && speller_normal(word, &s) && Hunspell_spell(sp->all, str_c(&s)) != 0;

	str_release(&s);
	return known;
}

/* Two right words that the dictionary does not join so; false when all that is
 * wrong is the s between them: handlinginsatser, vårdssal. */
static bool loose(struct speller *sp, struct span word)
{
	size_t at = lexicon_loose(sp->lexicon, word);
	struct str other = STR_INIT;
	bool wrong;

	if (!at)
		return false;
	str_addspan(&other, span_sub(word, 0, at));
	str_addc(&other, 's');
	str_addspan(&other, span_from(word, at));
	wrong = Hunspell_spell(sp->all, str_c(&other)) != 0;
	if (!wrong && word.p[at - 1] == 's') {
		str_replace(&other, at - 1, 2, "", 0);
		wrong = Hunspell_spell(sp->all, str_c(&other)) != 0;
	}
	str_release(&other);
	return !wrong;
}

/* Of a word that is wrong only that it is a part ("arbets") or a compound that
 * may well be right is worth saying. */
unsigned speller_bits(struct speller *sp, struct span word)
{
	struct str s = STR_INIT;
	unsigned bits = 0;

	if (sp->all && speller_normal(word, &s)) {
		if (Hunspell_spell(sp->all, str_c(&s)))
			bits = lexicon_word(sp->lexicon, str_span(&s)) | WORD_KNOWN;
		else
			bits = lexicon_plain(sp->lexicon, str_span(&s));
		if (!(bits & WORD_KNOWN))
			bits = bits & WORD_ONLY_PART ? bits & ~(unsigned)WORD_LOOSE :
				loose(sp, str_span(&s)) ? WORD_LOOSE : 0;
	}
	str_release(&s);
	return bits;
}

/* role "stavning" */
void speller_verdicts(void *state, struct span request, struct str *answer)
{
	struct speller *sp = state;
	struct unpack u = unpack_of(request.p, request.n);
	uint32_t n = unpack_u32(&u);
	struct err err = ERR_INIT;
	/* nothing asked: only begin, so that the question that comes finds it done */
	bool ready = (n ? speller_load(sp, &err) : speller_begin(sp, &err)) == 0;

	if (u.bad || n > BATCH_MAX)
		n = 0;
	pack_cstr(answer, ready ? NULL : err.msg);
	pack_u32(answer, n);
	for (uint32_t i = 0; i < n; i++) {
		struct span word = unpack_span(&u);

		pack_u32(answer, !ready || u.bad ? WORD_KNOWN : speller_bits(sp, word));
	}
}

void speller_listen(struct speller *sp, int requests)
{
	sp->requests = requests;
	sp->listens = true;
}

/* role "forslag" */
void speller_suggestions(void *state, struct span request, struct str *answer)
{
	struct speller *sp = state;
	struct unpack u = unpack_of(request.p, request.n);
	struct span word = unpack_span(&u);
	uint32_t max = unpack_u32(&u);
	struct span archive = unpack_span(&u);
	int32_t cost[SUGGESTIONS_MAX];
	struct strlist out = {0};
	struct err err = ERR_INIT;
	bool ready = speller_load(sp, &err) == 0, whole = true;

	if (ready && !u.bad) {
		common_archive(&sp->common, archive);
		whole = speller_suggest(sp, word, max < SUGGESTIONS_MAX ? max : SUGGESTIONS_MAX, &out, cost);
	}
	pack_cstr(answer, ready ? NULL : err.msg);
	pack_u32(answer, whole);
	pack_u32(answer, (uint32_t)out.n);
	for (size_t i = 0; i < out.n; i++) {
		pack_u32(answer, (uint32_t)cost[i]);
		pack_cstr(answer, out.v[i]);
	}
	strlist_release(&out);
}
