/* rules_form: forms of words that do not fit their neighbours: a missing
 * genitive, a verb after har or ska, hälso-och, a word twice, en before ett-words. */
#include <string.h>

#include "base/u8.h"
#include "lang/rules_inner.h"

/* A verb and nothing else that could stand there. */
#define NO_VERB (WORD_NOUN_MASK | WORD_ADJ_MASK | WORD_CLOSED | WORD_NAME | WORD_GENITIVE)

static bool has(const struct rules_word *w, unsigned bits)
{
	return (w->bits & bits) != 0;
}

/* ---------------------------------------------------------------------- GEN */

static const char *const bodies[] = {"region", "kommun", "nämnd", "styrelse", "förvaltning", "verk", "kassa",
	"myndighet", "förbund", "utskott", "beredning", "råd", "departement", "regering", "bolag", "fullmäktige", "inspektion",
	"förening", "organisation", "enhet", "avdelning", "klinik", "skola", "kommitté", "delegation", "förmedling",
	"universitet", "domstol", "landsting", "kontor", "huvudman", "direktör", "ordförande", NULL};

/* regionen, Försäkringskassan, nämnderna: a definite form of a body. */
static bool is_body(const struct rules_word *w)
{
	static const char *const ends[] = {"en", "n", "et", "t", "erna", "arna", "orna", "na", "männen", NULL};

	if (!has(w, WORD_NOUN_DEF | WORD_NOUN_PLDEF) || has(w, WORD_GENITIVE | WORD_CLOSED | WORD_NOUN) ||
		has(w, WORD_ADJ_MASK) || (w->flags & (RULES_CODE | RULES_HANGING)))
		return false;
	for (size_t i = 0; bodies[i]; i++) {
		size_t at = span_find_last(w->low, bodies[i]);

		if (at != (size_t)-1)
			for (size_t k = 0; ends[k]; k++)
				if (span_is(span_from(w->low, at + strlen(bodies[i])), ends[k]))
					return true;
		/* kassa: kassan; skola: skolan, skolorna */
		if (span_ends(w->low, "kassan") || span_ends(w->low, "skolorna") || span_ends(w->low, "kassorna"))
			return true;
	}
	return false;
}

/* Before the body stands what a subject or an attribute follows, no verb that
 * could have it as its subject or object: Därför har regionen skyldigheter. */
static bool opens_phrase(const struct rules_ctx *c, size_t i)
{
	static const char *const words[] = {"att", "som", "eftersom", "när", "innan", "både", "än", "samt", "av", "från",
		"enligt", "genom", "med", "till", "via", "under", "utifrån", "på", "om", NULL};
	const struct rules_word *before = i ? &c->w[i - 1] : NULL;

	if (!before || (c->w[i].flags & RULES_BEGINS))
		return true;
	if (c->w[i].gap != RULES_BLANK || !rules_in(before->low, words))
		return false;
	/* får av regionen stöd: the noun belongs to a verb before the preposition */
	for (size_t k = i - 1; k > 0 && i - k < 6; k--) {
		const struct rules_word *w = &c->w[k - 1];

		if (has(w, WORD_NOUN_MASK | WORD_GENITIVE) && !has(w, WORD_PRESENT | WORD_PAST))
			break;
		if (has(w, WORD_PRESENT | WORD_PAST | WORD_INFINITIVE | WORD_SUPINE))
			return rules_is(before, "att");
		if (w->flags & RULES_BEGINS)
			break;
	}
	return true;
}

bool rules_genitive(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	const struct rules_word *w = &c->w[i], *next;
	size_t k = i + 1;

	if (!rules_side(c, i) || !is_body(w) || (w->flags & (RULES_PERIOD | RULES_HEADING)))
		return false;
	/* an adjective in -a between: Försäkringskassan elektroniska system */
	if (has(&c->w[k], WORD_ADJ_A) && !has(&c->w[k], WORD_NOUN_MASK | WORD_CLOSED | WORD_VERB_MASK) && rules_side(c, k))
		k++;
	next = &c->w[k];
	if (!has(next, WORD_NOUN | WORD_NOUN_PL) || has(next, WORD_NOUN_DEF | WORD_NOUN_PLDEF | WORD_CLOSED | WORD_ADJ_MASK) ||
		has(next, WORD_VERB_MASK & ~(unsigned)WORD_IMPERATIVE) || has(next, WORD_NAME | WORD_GENITIVE) ||
		!rules_common(next) || (next->flags & RULES_CAPITAL))
		return false;
	if (!opens_phrase(c, i))
		return false;
	str_addspan(&f->fix, w->text);
	str_addc(&f->fix, 's');
	f->where = w->where;
	f->last = k;
	return true;
}

/* ---------------------------------------------------------------------- HAR */

static const char *const between[] = {"även", "också", "inte", "nu", "redan", "därför", "därefter", "ännu", "tidigare",
	"dock", "aldrig", "alltid", "nyligen", "dessutom", "ej", "således", "därmed", "successivt", "bland", "annat", NULL};

/* The supine of a present or infinitive: påbörjar, påbörja -> påbörjat. */
static bool supine(const struct rules_ctx *c, struct span low, struct str *out)
{
	static const struct {
		const char *end, *instead;
	} rows[] = {{"as", "ats"}, {"ar", "at"}, {"a", "at"}, {"er", "t"}, {"er", "it"}, {"er", "tt"}, {"a", "t"}, {"a", "it"},
		{"r", "tt"}, {"r", "t"}, {"s", "ts"}, {"s", "its"}};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		unsigned bits;

		if (!span_ends(low, rows[i].end) || low.n < 3)
			continue;
		str_clear(out);
		str_add(out, low.p, low.n - strlen(rows[i].end));
		str_adds(out, rows[i].instead);
		if (!rules_class_str(c, out, &bits))
			return false;
		if (bits & WORD_SUPINE)
			return true;
	}
	str_clear(out);
	return true;
}

/* A clause before that may have taken "har" as its own verb: det stöd vi har visar. */
static bool relative_before(const struct rules_ctx *c, size_t i)
{
	for (size_t k = i; k > 0; k--) {
		const struct rules_word *w = &c->w[k - 1];

		if (rules_is(w, "som") || rules_is(w, "det") || rules_is(w, "den") || rules_is(w, "de") || rules_is(w, "vad") ||
			rules_is(w, "vilka") || rules_is(w, "vilken") || rules_is(w, "vilket"))
			return true;
		if (c->w[k].gap == RULES_STOP)
			return false;
	}
	return false;
}

bool rules_have(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	const struct rules_word *w;
	size_t k = i;

	if (!rules_is(&c->w[i], "har") && !rules_is(&c->w[i], "hade"))
		return false;
	do {
		if (!rules_side(c, k))
			return false;
		k++;
	} while (k - i <= 3 && rules_in(c->w[k].low, between));
	w = &c->w[k];
	if (!has(w, WORD_PRESENT | WORD_INFINITIVE) || has(w, WORD_SUPINE | WORD_PAST) || has(w, NO_VERB) || !rules_common(w))
		return false;
	if (k == i + 1 && relative_before(c, i))
		return false;
	if (!supine(c, w->low, &f->fix))
		return false;
	f->where = w->where;
	f->first = k;
	f->last = k;
	return true;
}

/* ska beslutar, kunnat bemannats, kan används. */
bool rules_modal(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	static const char *const modals[] = {"ska", "skulle", "kan", "kunde", "kunnat", "bör", "måste", "vill", "får inte", NULL};
	static const struct {
		const char *end, *instead;
	} rows[] = {{"ar", "a"}, {"er", "a"}, {"r", ""}, {"ats", "as"}, {"at", "a"}, {"ts", "as"}, {"s", "as"}};
	const struct rules_word *w;
	size_t k = i;

	if (!rules_in(c->w[i].low, modals))
		return false;
	do {
		if (!rules_side(c, k))
			return false;
		k++;
	} while (k - i <= 3 && rules_in(c->w[k].low, between));
	w = &c->w[k];
	if (has(w, WORD_INFINITIVE | NO_VERB) || !rules_common(w))
		return false;
	/* skulle kunnat, bör funnits: the supine after a modal is right; not after kunnat */
	if (!has(w, WORD_PRESENT) && !(has(w, WORD_SUPINE) && rules_is(&c->w[i], "kunnat")))
		return false;
	if (relative_before(c, i))
		return false;
	for (size_t j = 0; j < sizeof rows / sizeof rows[0]; j++) {
		unsigned bits;

		if (!span_ends(w->low, rows[j].end))
			continue;
		str_clear(&f->fix);
		str_add(&f->fix, w->low.p, w->low.n - strlen(rows[j].end));
		str_adds(&f->fix, rows[j].instead);
		if (!rules_class_str(c, &f->fix, &bits))
			return false;
		if (bits & WORD_INFINITIVE)
			break;
		str_clear(&f->fix);
	}
	f->where = w->where;
	f->first = f->last = k;
	return f->fix.len > 0;
}

/* ---------------------------------------------------------------------- OCH */

/* hälso-och -> hälso- och. */
bool rules_och(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	static const char *const ends[] = {"-och", "-eller", "-samt", "-respektive", NULL};
	struct span w = c->w[i].low;

	for (size_t k = 0; ends[k]; k++)
		if (w.n > strlen(ends[k]) + 1 && span_ends(w, ends[k])) {
			struct span t = c->w[i].text;

			str_add(&f->fix, t.p, t.n - strlen(ends[k]) + 1);
			str_addc(&f->fix, ' ');
			str_adds(&f->fix, ends[k] + 1);
			return true;
		}
	return false;
}

static bool is_and(const struct rules_word *w)
{
	static const char *const words[] = {"och", "eller", "samt", "respektive", NULL};

	return rules_in(w->low, words);
}

/* hälso och sjukvård: the first is no word of its own, and the last word has
 * a part that it can begin. */
bool rules_missing_hyphen(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	const struct rules_word *w = &c->w[i];

	if (has(w, WORD_KNOWN) || !has(w, WORD_ONLY_PART) || !rules_common(w) || w->low.n < 4 || !rules_side(c, i) ||
		!is_and(&c->w[i + 1]) || !rules_side(c, i + 1) || !has(&c->w[i + 2], WORD_NOUN_MASK))
		return false;
	str_addspan(&f->fix, w->text);
	str_addc(&f->fix, '-');
	f->where = w->where;
	return true;
}

/* Can the word be cut in two so that the end is a noun of its own? */
static bool compound(const struct rules_ctx *c, struct span low, bool *asked)
{
	unsigned bits;

	for (size_t at = 3; at + 3 <= low.n; at++) {
		if (((unsigned char)low.p[at] & 0xC0) == 0x80)
			continue;
		if (!rules_class(c, span_from(low, at), &bits)) {
			*asked = true;
			continue;
		}
		if (!(bits & (WORD_NOUN_MASK | WORD_ADJ_MASK)))
			continue;
		if (!rules_class(c, span_sub(low, 0, at), &bits))
			*asked = true;
		else if (bits & (WORD_FIRST | WORD_ONLY_PART))
			return true;
	}
	return false;
}

/* Barn- och unga vuxna: nothing after the "och" that the first part could begin. */
bool rules_hanging(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	bool asked = false;

	if (!(c->w[i].flags & RULES_HANGING) || !rules_side(c, i) || !is_and(&c->w[i + 1]))
		return false;
	for (size_t k = i + 1; k < i + 5; k++) {
		if (k + 1 >= c->n || (c->w[k + 1].gap != RULES_BLANK && k > i + 1))
			break;
		if ((c->w[k + 1].flags & (RULES_HANGING | RULES_CODE | RULES_UPPER | RULES_INNER | RULES_NAME)) ||
			!has(&c->w[k + 1], WORD_KNOWN) || memchr(c->w[k + 1].low.p, '-', c->w[k + 1].low.n))
			return false;
		if (has(&c->w[k + 1], WORD_CLOSED))
			continue;
		if (compound(c, c->w[k + 1].low, &asked) || asked)
			return false;
	}
	str_add(&f->fix, c->w[i].text.p, c->w[i].text.n - 1);
	f->where = c->w[i].where;
	return true;
}

/* --------------------------------------------------------------- repetitions */

bool rules_repeat(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	/* "för det det gäller", "de de behöver", "ha ha", names of places */
	static const char *const fine[] = {"det", "de", "den", "som", "så", "mycket", "var", "ja", "nej", "i", "man", "har", "om",
		"jätte", "för", "till", "på", "av", NULL};
	const struct rules_word *w = &c->w[i];

	if (!rules_side(c, i) || !span_eq(w->low, c->w[i + 1].low) || w->low.n < 2 ||
		(w->flags & (RULES_CODE | RULES_UPPER | RULES_HANGING)) || ((c->w[i + 1].flags & RULES_CAPITAL)))
		return false;
	f->last = i + 1;
	f->mark = rules_in(w->low, fine) ? SPELL_YELLOW : SPELL_RED;
	str_addspan(&f->fix, w->text);
	return true;
}

/* ----------------------------------------------------------------- agreement */

/* en beslut, ett nämnd; en många. The noun alone after its article. */
bool rules_article(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	const struct rules_word *w = &c->w[i], *next;
	bool en = rules_is(w, "en"), ett = rules_is(w, "ett");

	if ((!en && !ett) || !rules_side(c, i))
		return false;
	next = &c->w[i + 1];
	if (!has(next, WORD_NOUN) || !has(next, WORD_ENTRY) || has(next, WORD_NOUN_DEF | WORD_CLOSED | WORD_ADJ_MASK | WORD_VERB_MASK | WORD_NAME) ||
		!rules_common(next) || (next->flags & RULES_CAPITAL))
		return false;
	if (has(next, WORD_UTRUM) == has(next, WORD_NEUTRUM) || (en ? has(next, WORD_UTRUM) : has(next, WORD_NEUTRUM)))
		return false;
	/* ett arbets möte: what follows may be the head */
	if (rules_side(c, i + 1) && has(&c->w[i + 2], WORD_NOUN_MASK | WORD_ADJ_MASK))
		return false;
	u8_add_lower_first(&f->fix, span_of(en ? "ett" : "en"));
	f->where = w->where;
	return true;
}
