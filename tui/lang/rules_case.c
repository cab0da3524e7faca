/* rules_case: a capital inside a sentence where Swedish has a small letter:
 * months, days of the week, verbs. Names of bodies are rules_name's. */
#include "base/u8.h"
#include "lang/rules_inner.h"

#define VERBS (WORD_PRESENT | WORD_PAST | WORD_AUXILIARY)
#define NO_VERB (WORD_NOUN_MASK | WORD_NAME | WORD_ADJ_MASK | WORD_GENITIVE | WORD_INFINITIVE | WORD_IMPERATIVE)

static bool is_month(struct span low)
{
	static const char *const words[] = {"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
		"oktober", "november", "december", NULL};

	return rules_in(low, words);
}

static bool is_weekday(struct span low)
{
	static const char *const words[] = {"måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag", "måndagen",
		"tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen", "måndagar", "tisdagar", "onsdagar",
		"torsdagar", "fredagar", "lördagar", "söndagar", NULL};

	return rules_in(low, words);
}

/* A number or a word of time before it: "den 4 November", "på Måndag". After a
 * name or a noun it can be a name itself: Maj, Augusti, Svarta Fredagen. */
static bool time_before(const struct rules_word *w)
{
	static const char *const words[] = {"i", "på", "under", "från", "till", "sedan", "efter", "före", "senast", "nästa", "förra",
		"varje", "med", "mellan", "och", "om", "början", "slutet", "mitten", NULL};

	return ((w->flags & RULES_CODE) && w->low.n <= 2 && u8_digit(w->low.p[0])) || rules_in(w->low, words);
}

/* Nämnden Beslutar att: among small letters, a form that is only a verb. */
static bool stray_verb(const struct rules_ctx *c, size_t i)
{
	const struct rules_word *w = &c->w[i], *b = &c->w[i - 1];

	return (w->bits & VERBS) && !(w->bits & NO_VERB) && (!(b->flags & RULES_CAPITAL) || (b->flags & RULES_BEGINS)) &&
		!(i + 1 < c->n && c->w[i + 1].gap == RULES_BLANK && (c->w[i + 1].flags & RULES_CAPITAL));
}

bool rules_small(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	const struct rules_word *w = &c->w[i];

	if (i == 0 || w->gap != RULES_BLANK || !(w->flags & RULES_CAPITAL) || (c->w[i - 1].flags & RULES_PERIOD) ||
		(w->flags & (RULES_BEGINS | RULES_UPPER | RULES_INNER | RULES_CODE | RULES_HEADING | RULES_NAME)))
		return false;
	if (!((is_month(w->low) || is_weekday(w->low)) && time_before(&c->w[i - 1]))) {
		if (!stray_verb(c, i))
			return false;
		f->mark = SPELL_YELLOW;
	}
	u8_add_lower_first(&f->fix, w->text);
	return true;
}
