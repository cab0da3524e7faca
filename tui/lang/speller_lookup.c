/* speller_lookup: looks words up in the lexicon: as an entry, as a form of one,
 * as a compound; see speller_lexicon.h. */
#include <stdlib.h>
#include <string.h>

#include "base/u8.h"
#include "lang/speller_forms.h"
#include "lang/speller_lexicon_inner.h"

struct walk {           /* entries with one spelling */
	const struct lexicon *lx;
	struct span word;
	uint32_t hash, i;
};

static struct walk walk_begin(const struct lexicon *lx, struct span word, uint32_t h)
{
	return (struct walk){lx, word, h, h & lx->mask};
}

static bool walk_next(struct walk *w, struct span *flags, bool *own)
{
	for (; w->lx->slot[w->i].at != LEXICON_NONE; w->i = (w->i + 1) & w->lx->mask) {
		const struct lexicon_slot *s = &w->lx->slot[w->i];

		if (s->hash == w->hash && span_eq(lexicon_entry_at(w->lx, s->at, flags), w->word)) {
			*own = s->at >= w->lx->own_at;
			w->i = (w->i + 1) & w->lx->mask;
			return true;
		}
	}
	return false;
}

static unsigned place_bits(struct span flags)
{
	return (forms_flag(flags, FLAG_FIRST) ? WORD_FIRST : 0u) | (forms_flag(flags, FLAG_MIDDLE) ? WORD_MIDDLE : 0u);
}

/* Only a name: a capital that is not the sentence's. */
static unsigned name_bit(struct span stem)
{
	int32_t cp = 0;

	if (stem.n)
		u8_decode(stem.p, stem.n, &cp);
	return u8_upper(cp) ? WORD_NAME : 0u;
}

static void take(struct lexicon_reading *r, struct span stem, struct span flags, bool own, const struct suffix *s)
{
	unsigned bits = s ? forms_bits(s->rule, stem, flags) : forms_stem_bits(stem, flags) | place_bits(flags);
	bool part = forms_flag(flags, FLAG_PART);

	if (stem.n == 1 && s && s->add.n)
		return; /* ses is no genitive of the letter s */
	if (forms_flag(flags, FLAG_FORBIDDEN)) {
		r->forbidden = true;
		return;
	}
	if (!s && forms_flag(flags, FLAG_NEEDS_SUFFIX))
		return;
	bits |= name_bit(stem) | (own ? WORD_OWN : 0u);
	if (s)
		bits |= (s->first ? WORD_FIRST : 0u) | (s->middle ? WORD_MIDDLE : 0u);
	if (s && s->part) { /* a linking form: says nothing of the word itself */
		r->part |= bits;
		return;
	}
	if (forms_flag(flags, FLAG_LAST)) {
		r->last = true;
		bits |= WORD_TAIL;
	}
	r->verb |= forms_flag(flags, FLAG_VERB);
	r->adjective |= forms_flag(flags, FLAG_ADJECTIVE);
	r->before_verb |= !s && forms_flag(flags, FLAG_BEFORE_VERB);
	r->before_adjective |= !s && forms_flag(flags, FLAG_BEFORE_ADJECTIVE);
	if (part) {
		r->part |= bits | (!s && span_ends(stem, "s") ? WORD_LINK_S : 0u);
		return;
	}
	r->word = true;
	r->bits |= bits;
}

/* Is the last character of *rest (which loses it) what the element wants? */
static bool fits(struct span cond, struct span tail)
{
	while (cond.n) {
		size_t n = lexicon_element(cond);
		int32_t cp, want;
		size_t len = u8_decode(tail.p, tail.n, &cp);
		struct span set = span_sub(cond, 0, n);

		if (set.p[0] == '[') {
			bool not = set.n > 2 && set.p[1] == '^', in = false;

			set = span_sub(set, not ? 2 : 1, n - (not ? 3 : 2));
			while (set.n) {
				set = span_from(set, u8_decode(set.p, set.n, &want));
				in |= want == cp;
			}
			if (in == not)
				return false;
		} else {
			u8_decode(set.p, set.n, &want);
			if (want != cp && want != '.')
				return false;
		}
		cond = span_from(cond, n);
		tail = span_from(tail, len);
	}
	return true;
}

static bool condition(const struct suffix *s, struct span stem)
{
	size_t at = stem.n;

	for (unsigned i = 0; i < s->cond_chars; i++) {
		if (at == 0)
			return false;
		do
			at--;
		while (at && ((unsigned char)stem.p[at] & 0xC0) == 0x80);
	}
	return fits(s->cond, span_from(stem, at));
}

/* hash: of the word without what is cut. */
static void take_suffixed(const struct lexicon *lx, struct span word, size_t cut, uint32_t hash,
	struct lexicon_reading *r)
{
	uint32_t i = lx->group[lexicon_group(lx, span_from(word, word.n - cut))];
	char stem[LEXICON_WORD + LEXICON_ADD];

	memcpy(stem, word.p, word.n - cut);
	for (; i != LEXICON_NONE; i = lx->suffix[i].next) {
		const struct suffix *s = &lx->suffix[i];
		struct span whole = span_make(stem, word.n - cut + s->strip.n), flags;
		uint32_t h = lexicon_hash(hash, s->strip);
		struct walk w;
		bool own;

		if (!lexicon_maybe(lx, h))
			continue;
		if (s->strip.n)
			memcpy(stem + word.n - cut, s->strip.p, s->strip.n);
		if (!whole.n || !condition(s, whole))
			continue;
		w = walk_begin(lx, whole, h);
		while (walk_next(&w, &flags, &own))
			if (forms_flag(flags, (unsigned char)s->flag))
				take(r, whole, flags, own, s);
	}
}

struct lexicon_reading lexicon_reading(const struct lexicon *lx, struct span word)
{
	struct lexicon_reading r = {0};
	uint32_t hash[LEXICON_WORD + 1] = {LEXICON_HASH}; /* of its first bytes */
	struct walk w;
	struct span flags;
	bool own;

	if (word.n > LEXICON_WORD)
		return r;
	for (size_t i = 0; i < word.n; i++)
		hash[i + 1] = lexicon_hash(hash[i], span_sub(word, i, 1));
	w = walk_begin(lx, word, hash[word.n]);
	while (lexicon_maybe(lx, hash[word.n]) && walk_next(&w, &flags, &own))
		take(&r, word, flags, own, NULL);
	for (size_t cut = 0; cut <= lx->longest && cut <= word.n; cut++)
		take_suffixed(lx, word, cut, hash[word.n - cut], &r);
	return r;
}

/* ---------------------------------------------------------------- compounds */

enum { UNTRIED, NO, YES };

struct parts {
	const struct lexicon *lx;
	struct span word;
	unsigned char begun[LEXICON_WORD + 1]; /* can word[0..i) begin a compound? */
};

static bool boundary(struct span w, size_t at)
{
	return ((unsigned char)w.p[at] & 0xC0) != 0x80;
}

/* One first part, or a first part and middle ones. */
static bool begins(struct parts *p, size_t n)
{
	struct lexicon_reading r;
	bool yes;

	if (p->begun[n] != UNTRIED)
		return p->begun[n] == YES;
	r = lexicon_reading(p->lx, span_sub(p->word, 0, n));
	yes = ((r.bits | r.part) & WORD_FIRST) != 0;
	for (size_t i = n - 1; i > 0 && !yes; i--) {
		if (!boundary(p->word, i))
			continue;
		r = lexicon_reading(p->lx, span_sub(p->word, i, n - i));
		yes = ((r.bits | r.part) & WORD_MIDDLE) && begins(p, i);
	}
	p->begun[n] = yes ? YES : NO;
	return yes;
}

/* Is what stands before this last part something that takes it? */
static bool takes(struct parts *p, size_t n, const struct lexicon_reading *tail)
{
	struct lexicon_reading r;

	if (tail->last && begins(p, n))
		return true;
	if (!tail->verb && !tail->adjective)
		return false;
	r = lexicon_reading(p->lx, span_sub(p->word, 0, n));
	return (tail->verb && r.before_verb) || (tail->adjective && r.before_adjective);
}

/* The bits of the longest last part; 0: no compound. */
static unsigned compound_bits(const struct lexicon *lx, struct span word)
{
	struct parts p = {.lx = lx, .word = word};

	for (size_t i = 1; i < word.n && word.n <= LEXICON_WORD; i++) {
		struct lexicon_reading tail;

		if (!boundary(word, i))
			continue;
		tail = lexicon_reading(lx, span_from(word, i));
		if (tail.forbidden || !(tail.last || tail.verb || tail.adjective) || !takes(&p, i, &tail))
			continue;
		return (tail.bits | tail.part) & ~(unsigned)(WORD_NAME | WORD_OWN | WORD_FIRST);
	}
	return 0;
}

/* ------------------------------------------------------------- whole words */

static unsigned closed_bits(const struct lexicon *lx, struct span word)
{
	const uint32_t *bits = wordset_get(&lx->closed, word);

	return bits ? *bits | WORD_ENTRY : 0u;
}

static bool any_prefix(struct span before)
{
	static const char *const prefixes[] = {"an", "av", "be", "bi", "bort", "del", "efter", "emot", "er", "fast",
		"fort", "fram", "fri", "före", "för", "förut", "genom", "ihåg", "igen", "in", "inne", "kvar", "med", "mot", "ned",
		"ner", "om", "på", "sam", "sönder", "till", "tillbaka", "under", "upp", "ur", "ut", "vidare", "åter", "över",
		"o", "und", "åt", "åsido", "ordning", "upprätt", "vid"};

	for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
		if (span_is(before, prefixes[i]))
			return true;
	return false;
}

/* An irregular form of which the dictionary says nothing, from the listed form
 * of the simple verb: föreslog, deltagit, angavs. */
static unsigned irregular_bits(const struct lexicon *lx, struct span word)
{
	struct span active = span_sub(word, 0, word.n - 1);
	bool passive = span_ends(word, "s");

	for (size_t i = 0; i + 2 < word.n; i++) {
		uint32_t *bits = i == 0 || any_prefix(span_sub(word, 0, i)) ? wordset_get(&lx->closed, span_from(word, i)) : NULL;

		if (!bits && passive && (i == 0 || any_prefix(span_sub(word, 0, i)))) {
			bits = wordset_get(&lx->closed, span_from(active, i));
			if (bits && *bits & WORD_VERB_MASK) /* ses, ges: infinitive and present */
				return (*bits & WORD_VERB_MASK) | WORD_PASSIVE |
					(*bits & WORD_INFINITIVE && !span_ends(active, "a") ? WORD_PRESENT : 0u);
		} else if (bits && *bits & WORD_VERB_MASK) {
			return *bits & WORD_VERB_MASK;
		}
	}
	return 0;
}

/* One spelling as it stands; *forbidden: the dictionary says it is wrong. */
static unsigned exact_bits(const struct lexicon *lx, struct span word, bool *forbidden)
{
	struct lexicon_reading r = lexicon_reading(lx, word);
	unsigned bits = closed_bits(lx, word);

	*forbidden = r.forbidden && !r.word;
	if (*forbidden)
		return 0;
	if (r.word && !(r.bits & (WORD_NOUN_DEF | WORD_NOUN_PL | WORD_NOUN_PLDEF | WORD_VERB_MASK | WORD_ADJ_MASK | WORD_NAME)))
		r.bits |= irregular_bits(lx, word);
	if (r.word)
		return bits | r.bits | (r.part & (WORD_FIRST | WORD_MIDDLE | WORD_LINK_S)) | WORD_ENTRY;
	if (bits)
		return bits;
	if (r.part)
		return r.part | WORD_ONLY_PART;
	bits = word.n > 2 ? irregular_bits(lx, word) : 0u;
	return bits ? bits | WORD_ENTRY : 0u;
}

/* The spellings a word with capitals can stand for: small first, then all small
 * or a capital and small. */
static size_t spellings(struct span word, struct str out[3])
{
	size_t upper = 0, lower = 0, n = 0;
	int32_t first;
	size_t len = u8_decode(word.p, word.n, &first), fold_n;
	char *fold;

	str_addspan(&out[n++], word);
	if (!u8_upper(first))
		return n;
	for (size_t i = 0; i < word.n;) {
		int32_t cp;

		i += u8_decode(word.p + i, word.n - i, &cp);
		upper += u8_upper(cp);
		lower += u8_lower(cp);
	}
	if (lower || upper < 2) {
		u8_add_lower_first(&out[n++], word);
		return n;
	}
	fold = u8_fold(word.p, word.n, &fold_n);
	str_add(&out[n++], fold, fold_n);
	str_add(&out[n], word.p, len);
	if (fold_n > len)
		str_add(&out[n], fold + len, fold_n - len);
	n++;
	free(fold);
	return n;
}

/* 24/7-verksamhet, Storsele-avtalet, 12-åringar: what the last part is. */
static unsigned hyphened(const struct lexicon *lx, struct span word)
{
	size_t at = span_find_last(word, "-");
	bool forbidden;

	if (at == (size_t)-1 || at == 0)
		return 0;
	if (at + 1 == word.n) /* hälso- */
		return (exact_bits(lx, span_sub(word, 0, at), &forbidden) & (WORD_FIRST | WORD_LINK_S)) | WORD_ONLY_PART;
	return exact_bits(lx, span_from(word, at + 1), &forbidden) & ~(unsigned)(WORD_ENTRY | WORD_ONLY_PART | WORD_FIRST);
}

static bool allowed(struct span word)
{
	return word.p && word.n && word.n <= LEXICON_WORD && !memchr(word.p, '\n', word.n);
}

/* compounds: also looks for parts, which costs ten times as much. */
static unsigned word_bits(const struct lexicon *lx, struct span word, bool compounds)
{
	struct str s[3] = {STR_INIT, STR_INIT, STR_INIT};
	bool forbidden = false, wrong = false;
	unsigned bits = 0;
	size_t n;

	if (!allowed(word))
		return 0;
	n = spellings(word, s);
	for (size_t i = 0; i < n && !(i == 1 && wrong); i++) { /* wrong as it stands: wrong */
		bits |= exact_bits(lx, str_span(&s[i]), &wrong);
		forbidden |= wrong;
	}
	if (bits & WORD_ENTRY)
		bits &= ~(unsigned)WORD_ONLY_PART;
	if (compounds && !forbidden && !(bits & WORD_ENTRY)) {
		unsigned of_parts = hyphened(lx, word);

		for (size_t i = 0; i < n && !of_parts; i++)
			of_parts = compound_bits(lx, str_span(&s[i]));
		bits = of_parts ? of_parts : bits;
	}
	for (size_t i = 0; i < 3; i++)
		str_release(&s[i]);
	return bits;
}

unsigned lexicon_word(const struct lexicon *lx, struct span word)
{
	return word_bits(lx, word, true);
}

unsigned lexicon_plain(const struct lexicon *lx, struct span word)
{
	return word_bits(lx, word, false);
}

#define LOOSE_FIRST 3 /* letters */
#define LOOSE_LAST 4

/* A noun or what can begin a compound, or such a noun with an s. */
static bool loose_first(const struct lexicon *lx, struct span part)
{
	unsigned bits;

	if (u8_count(part.p, part.n) < LOOSE_FIRST)
		return false;
	bits = lexicon_word(lx, part);
	if (bits & (WORD_NOUN | WORD_FIRST))
		return true;
	return span_ends(part, "s") && part.n > LOOSE_LAST && (lexicon_word(lx, span_sub(part, 0, part.n - 1)) & WORD_NOUN);
}

size_t lexicon_loose(const struct lexicon *lx, struct span word)
{
	if (!allowed(word))
		return 0;
	for (size_t i = LOOSE_FIRST; i < word.n; i++) {
		struct span last = span_from(word, i);
		unsigned bits;

		if (!boundary(word, i) || u8_count(last.p, last.n) < LOOSE_LAST)
			continue;
		bits = lexicon_plain(lx, last);
		if ((bits & WORD_ENTRY) && (bits & WORD_NOUN_MASK) && loose_first(lx, span_sub(word, 0, i)))
			return i;
	}
	return 0;
}

bool lexicon_entry(const struct lexicon *lx, struct span word)
{
	struct lexicon_reading r;

	if (!allowed(word))
		return false;
	r = lexicon_reading(lx, word);
	return r.word && !r.forbidden;
}
