/* rules_form: forms of words that do not fit their neighbours: a missing
 * genitive, a verb after har or ska, hälso-och, a word twice, en before ett-words. */
#include <string.h>

#include "base/u8.h"
#include "lang/rules_inner.h"

/* A verb and nothing else that could stand there. */
#define VERBS (WORD_INFINITIVE | WORD_PRESENT | WORD_PAST | WORD_SUPINE)
#define NO_VERB (WORD_NOUN_MASK | WORD_CLOSED | WORD_NAME | WORD_ADJ_T | WORD_ADJ_A)

static bool has(const struct rules_word *w, unsigned bits)
{
	return (w->bits & bits) != 0;
}

/* ---------------------------------------------------------------------- GEN */

static const char *const bodies[] = {"region", "kommun", "nämnd", "styrelse", "förvaltning", "verk", "kassa",
	"myndighet", "förbund", "utskott", "beredning", "råd", "departement", "regering", "bolag", "fullmäktige", "inspektion",
	"förening", "organisation", "enhet", "avdelning", "klinik", "skola", "kommitté", "delegation", "förmedling",
	"universitet", "domstol", "landsting", "kontor", "huvudman", "direktör", NULL};

/* regionen, Försäkringskassan, nämnderna: a definite form of a body. */
static bool is_body(const struct rules_word *w)
{
	static const char *const ends[] = {"en", "n", "et", "t", "erna", "arna", "na", "männen", NULL};
	static const char *const whole[] = {"kassan", "kassorna", "skolan", "skolorna", "tjänsten", NULL};

	if (!has(w, WORD_NOUN_DEF | WORD_NOUN_PLDEF) || has(w, WORD_GENITIVE | WORD_CLOSED | WORD_ADJ_MASK) ||
		(has(w, WORD_NOUN) && !(w->flags & RULES_CAPITAL)) || (w->flags & (RULES_CODE | RULES_HANGING)))
		return false;
	for (size_t i = 0; whole[i]; i++)
		if (span_ends(w->low, whole[i]))
			return true;
	for (size_t i = 0; bodies[i]; i++) {
		size_t at = span_find_last(w->low, bodies[i]);

		for (size_t k = 0; at != (size_t)-1 && ends[k]; k++)
			if (span_is(span_from(w->low, at + strlen(bodies[i])), ends[k]))
				return true;
	}
	return false;
}

/* Between the word at i and the body it leads, does a verb stand that could have
 * the body, or the noun after it, as its own? får av regionen stöd */
static bool verb_leads(const struct rules_ctx *c, size_t i)
{
	for (size_t k = i; k > 0 && i - k < 6; k--) {
		const struct rules_word *w = &c->w[k - 1];

		if (has(w, VERBS) && (!has(w, WORD_NOUN_MASK) || has(w, WORD_AUXILIARY | WORD_CLOSED)))
			return true;
		if (has(w, WORD_NOUN_MASK | WORD_GENITIVE | WORD_ADJ_MASK) || c->w[k].gap == RULES_STOP || (w->flags & RULES_BEGINS))
			return false;
	}
	return false;
}

/* Can the body begin a phrase here, and nothing before it take it or the noun
 * after it as its own? Därför har regionen skyldigheter. */
static bool opens_phrase(const struct rules_ctx *c, size_t i, size_t noun)
{
	static const char *const clause[] = {"att", "som", "eftersom", "när", "där", "innan", "än", NULL};
	static const char *const preposition[] = {"av", "från", "enligt", "genom", "med", "till", "via", "under", "utifrån", "på", "om",
		"mot", "i", "över", "kring", "inom", "vid", "både", "samt", "och", NULL};

	if (i == 0 || (c->w[i].flags & RULES_BEGINS))
		return rules_verb_after(c, noun);
	if (c->w[i].gap == RULES_COMMA)
		return !has(&c->w[i - 1], WORD_VERB_MASK) && !verb_leads(c, i);
	if (c->w[i].gap != RULES_BLANK)
		return false;
	if (rules_in(c->w[i - 1].low, clause))
		return rules_verb_after(c, noun);
	return rules_in(c->w[i - 1].low, preposition) && !verb_leads(c, i - 1);
}

/* Nouns that are verbs too, which the dictionary's flags do not say. */
static const char *const also_verbs[] = {"begär", "lär", "bär", "skär", "svär", "rör", "hör", "kör", "gör", "för", "styr", "ser", "ger",
	"tar", "drar", "bor", "tror", "flyr", "når", "får", "går", "står", "slår", "mår", "sår", "ror", "lag", "mål", NULL};

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
		!rules_common(next) || (next->flags & RULES_CAPITAL) || rules_in(next->low, also_verbs))
		return false;
	if (!opens_phrase(c, i, k))
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

/* Strong verbs: present, infinitive, supine. */
static const struct {
	const char *present, *infinitive, *supine;
} strong[] = {{"gör", "göra", "gjort"}, {"ger", "ge", "gett"}, {"tar", "ta", "tagit"}, {"får", "få", "fått"}, {"går", "gå", "gått"},
	{"står", "stå", "stått"}, {"är", "vara", "varit"}, {"blir", "bli", "blivit"}, {"kommer", "komma", "kommit"}, {"ser", "se", "sett"},
	{"finns", "finnas", "funnits"}, {"håller", "hålla", "hållit"}, {"skriver", "skriva", "skrivit"}, {"ligger", "ligga", "legat"},
	{"låter", "låta", "låtit"}, {"lägger", "lägga", "lagt"}, {"säger", "säga", "sagt"}, {"vet", "veta", "vetat"},
	{"innebär", "innebära", "inneburit"}, {"drar", "dra", "dragit"}, {"driver", "driva", "drivit"}, {"finner", "finna", "funnit"},
	{"begär", "begära", "begärt"}, {"bidrar", "bidra", "bidragit"}, {"bjuder", "bjuda", "bjudit"},
	{"för", "föra", "fört"}, {"genomför", "genomföra", "genomfört"}, {"stiger", "stiga", "stigit"}, {"sätter", "sätta", "satt"}};
#define NSTRONG (sizeof strong / sizeof strong[0])

struct ending {
	const char *end, *instead;
};

/* The first form of `low` with one of the endings changed that can be `want`; out
 * is empty when none can. false: an answer is missing. */
static bool other_form(const struct rules_ctx *c, struct span low, const struct ending *row, size_t n, unsigned want,
	struct str *out)
{
	for (size_t i = 0; i < n; i++) {
		unsigned bits;

		if (!span_ends(low, row[i].end))
			continue;
		str_clear(out);
		str_add(out, low.p, low.n - strlen(row[i].end));
		str_adds(out, row[i].instead);
		if (!rules_class_str(c, out, &bits))
			return false;
		if (bits & want)
			return true;
	}
	str_clear(out);
	return true;
}

/* The supine of a present or infinitive: påbörjar, påbörja -> påbörjat. */
static bool supine(const struct rules_ctx *c, struct span low, struct str *out)
{
	static const struct ending rows[] = {{"as", "ats"}, {"ar", "at"}, {"a", "at"}, {"er", "t"}, {"er", "it"}, {"er", "tt"}, {"a", "t"}, {"a", "it"},
		{"r", "tt"}, {"r", "t"}, {"s", "ts"}, {"s", "its"}};

	for (size_t i = 0; i < NSTRONG; i++)
		if (span_is(low, strong[i].present) || span_is(low, strong[i].infinitive)) {
			str_adds(out, strong[i].supine);
			return true;
		}
	return low.n < 3 || other_form(c, low, rows, sizeof rows / sizeof rows[0], WORD_SUPINE, out);
}

/* A clause before that may have taken "har" as its own verb: det stöd vi har visar.
 * One that has a verb of its own has not. */
static bool relative_before(const struct rules_ctx *c, size_t i)
{
	static const char *const relative[] = {"som", "vad", "vilka", "vilken", "vilket", NULL};
	static const char *const article[] = {"det", "den", "de", NULL};

	for (size_t k = i; k > 0 && c->w[k].gap != RULES_STOP; k--) {
		const struct rules_word *w = &c->w[k - 1];

		if (rules_in(w->low, relative))
			return true;
		if (rules_in(w->low, article) && i - k >= 2)
			return true;
		if (has(w, WORD_PRESENT | WORD_PAST) && !has(w, WORD_NOUN_MASK))
			return false;
	}
	return false;
}

/* The word after i, past at most three adverbs: har inte ännu [beslutat]; 0: none. */
static size_t after_adverbs(const struct rules_ctx *c, size_t i)
{
	size_t k = i;

	do {
		if (!rules_side(c, k))
			return 0;
		k++;
	} while (k - i <= 3 && rules_in(c->w[k].low, between));
	return k;
}

bool rules_have(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	const struct rules_word *w;
	size_t k;

	if (!rules_is(&c->w[i], "har") && !rules_is(&c->w[i], "hade"))
		return false;
	k = after_adverbs(c, i);
	if (!k)
		return false;
	w = &c->w[k];
	/* the supine in -ts is not always told from the passive: har ersatts, avsatts */
	if (!has(w, WORD_PRESENT | WORD_INFINITIVE) || has(w, WORD_SUPINE | WORD_PAST) || span_ends(w->low, "ts") || has(w, NO_VERB) || !rules_common(w))
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
	static const char *const modals[] = {"ska", "skulle", "kan", "kunde", "kunnat", "bör", "måste", "vill", NULL};
	static const struct ending rows[] = {{"ar", "a"}, {"er", "a"}, {"r", ""}, {"ats", "as"}, {"at", "a"}, {"ts", "as"}, {"s", "as"}};
	const struct rules_word *w;
	size_t k;

	if (!rules_in(c->w[i].low, modals))
		return false;
	k = after_adverbs(c, i);
	if (!k)
		return false;
	w = &c->w[k];
	if (has(w, WORD_INFINITIVE | NO_VERB) || !rules_common(w))
		return false;
	/* skulle kunnat, bör funnits: the supine after a modal is right; not after kunnat */
	if (!has(w, WORD_PRESENT) && !(has(w, WORD_SUPINE) && rules_is(&c->w[i], "kunnat")))
		return false;
	if (relative_before(c, i))
		return false;
	for (size_t j = 0; j < NSTRONG && !f->fix.len; j++)
		if (rules_is(w, strong[j].present) || (rules_is(w, strong[j].supine) && rules_is(&c->w[i], "kunnat")))
			str_adds(&f->fix, strong[j].infinitive);
	if (!f->fix.len && !other_form(c, w->low, rows, sizeof rows / sizeof rows[0], WORD_INFINITIVE, &f->fix))
		return false;
	f->where = w->where;
	f->first = f->last = k;
	return f->fix.len > 0;
}

/* Nämnden besluta, att kommunen teckna: an infinitive as the verb of a clause. */
bool rules_infinitive(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	static const char *const before[] = {"att", "som", "om", "eftersom", "när", "där", NULL};
	static const struct ending rows[] = {{"a", "ar"}, {"a", "er"}, {"as", "s"}, {"", "r"}};
	const struct rules_word *w = &c->w[i], *verb;

	if (!has(w, WORD_NOUN_DEF | WORD_NOUN_PLDEF) || has(w, WORD_CLOSED | WORD_GENITIVE | WORD_VERB_MASK | WORD_ADJ_MASK) ||
		(w->flags & (RULES_HEADING | RULES_CODE)) || !rules_side(c, i) || (i + 2 < c->n && c->w[i + 2].gap == RULES_OTHER))
		return false;
	if (!(w->flags & RULES_BEGINS) && !(i > 0 && c->w[i].gap == RULES_BLANK && rules_in(c->w[i - 1].low, before)))
		return false;
	verb = &c->w[i + 1];
	if (!has(verb, WORD_INFINITIVE) || has(verb, WORD_PRESENT | WORD_PAST | NO_VERB | WORD_ADJ) || !rules_common(verb) ||
		span_ends(verb->low, "ts"))
		return false;
	if (!other_form(c, verb->low, rows, sizeof rows / sizeof rows[0], WORD_PRESENT, &f->fix))
		return false;
	f->where = verb->where;
	f->first = f->last = i + 1;
	return f->fix.len > 0; /* delas: the present is the same */
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
		if (!(bits & (WORD_NOUN_MASK | WORD_ADJ_MASK | WORD_GENITIVE)))
			continue;
		if (!rules_class(c, span_sub(low, 0, at), &bits))
			*asked = true;
		else if (bits & (WORD_FIRST | WORD_ONLY_PART))
			return true;
	}
	return false;
}

/* hälso och sjukvård, skydds och riskfaktorer: the first is no word of its own, or
 * a linking form, and the last is put together. */
bool rules_missing_hyphen(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	const struct rules_word *w = &c->w[i];
	bool part = !has(w, WORD_KNOWN) && has(w, WORD_ONLY_PART), asked = false;
	bool linking = has(w, WORD_GENITIVE_INDEF) && has(w, WORD_LINK_S) && !has(w, WORD_NOUN_MASK | VERBS | WORD_ADJ_MASK);

	if (!(part || linking) || !rules_common(w) || w->low.n < 4 || !rules_side(c, i) || !is_and(&c->w[i + 1]) ||
		!rules_side(c, i + 1) || !has(&c->w[i + 2], WORD_NOUN_MASK | WORD_GENITIVE))
		return false;
	if (linking && ((i > 0 && c->w[i].gap == RULES_BLANK && !has(&c->w[i - 1], WORD_PREPOSITION) && !(c->w[i].flags & RULES_BEGINS)) ||
		!compound(c, c->w[i + 2].low, &asked) || asked))
		return false;
	str_addspan(&f->fix, w->text);
	str_addc(&f->fix, '-');
	f->where = w->where;
	return true;
}

/* EU,s: the comma for the colon. */
bool rules_colon(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	const struct rules_word *w = &c->w[i];

	if (!(w->flags & RULES_UPPER) || i + 1 >= c->n || c->w[i + 1].gap != RULES_COMMA || !rules_is(&c->w[i + 1], "s") ||
		c->w[i + 1].where.at != w->where.at + w->where.n + 1)
		return false;
	str_addspan(&f->fix, w->text);
	str_adds(&f->fix, ":s");
	f->last = i + 1;
	return true;
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
