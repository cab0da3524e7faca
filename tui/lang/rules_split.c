/* rules_split: compounds written apart. The rules and what they were measured to
 * find: language.md, section 3. Class tests come first: only a pair that could be
 * a split is joined and asked for. */
#include <string.h>

#include "base/u8.h"
#include "lang/rules_inner.h"

#define DEFINITE (WORD_NOUN_DEF | WORD_NOUN_PLDEF | WORD_GENITIVE)
#define VERBS (WORD_INFINITIVE | WORD_PRESENT | WORD_PAST | WORD_SUPINE)

static bool has(const struct rules_word *w, unsigned bits)
{
	return (w->bits & bits) != 0;
}

/* Measures, kinds, titles, points of time: a noun may follow without being joined. */
static bool stands_before_nouns(struct span low)
{
	static const char *const words[] = {"antal", "par", "del", "rad", "typ", "sort", "slag", "grupp", "mängd", "hälft",
		"majoritet", "flertal", "fåtal", "tusental", "hundratal", "tiotal", "dussin", "liter", "kilo", "kilogram",
		"gram", "ton", "meter", "kilometer", "kvadratmeter", "hektar", "timme", "timmar", "minut", "minuter", "vecka", "veckor",
		"månad", "månader", "år", "dag", "dagar", "gång", "gånger", "krona", "kronor", "miljon", "miljoner", "miljard", "miljarder",
		"procent", "promille", "procentenheter", "euro", "glas", "kopp", "flaska", "bit", "uns", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag",
		"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december",
		"kväll", "morgon", "natt", "sida", "punkt", "kapitel", "paragraf", "nummer", "bilaga", "tabell", "figur", "distrikt", "område",
		"gata", "kl", "klockan", "tid", "sätt", "grad", "stycken", "styck", "summa", "serie", "uppsättning", "form", "doktor",
		"herr", "fru", "biskop", "kung", "drottning", "version", "exempel", "gällande", "angående", "ordförande", NULL};

	return rules_in(low, words);
}

/* Nouns that mostly are adjectives or adverbs, which the dictionary's flags do not say. */
static bool mostly_adjective(struct span low)
{
	static const char *const words[] = {"hög", "rätt", "låg", "fel", "lika", "bra", "full", "hel", "halv", "dubbel", "särskild",
		"viss", "extra", "svensk", "ideell", "god", "lätt", "svår", "tät", "djup", "bred", "ung", "vuxen", "äldre", "varm", "kall",
		"blå", "röd", "grön", "gul", "vit", "svart", "grå", "rak", "öppen", "sluten", "fri", "privat", "allmän", "fast", "mest", "mer",
		"väl", "ett", "vänster", "höger", "konstant", "tom", "tomt", "norra", "södra", "gott", "ont", "ljus", "mörk", "klar", "hård", "höjd", "sänkt", "enskild", "kort", "ond", "sann", "jämn", "fin", "ledig", "längs", "mellan", "senast", "först", "sist", NULL};

	return rules_in(low, words);
}

/* Nouns that after a noun mostly are something else: ger barn rätt till. */
static bool mostly_adverb(struct span low)
{
	static const char *const words[] = {"rätt", "fel", "lika", "väl", "extra", "fullt", "mest", "mer", "senast", "först", "sist", "längs",
		"mellan", "tack", "dags", "värt", "värd", "mot", "kring", "runt", "nära", NULL};

	return rules_in(low, words);
}

/* förebyggande insatser: a participle as well as a noun. */
static bool participle(struct span low)
{
	return (span_ends(low, "ande") || span_ends(low, "ende")) && low.n > 6;
}

/* Does the first word read as an adjective agree with the second? */
static bool reads_as_adjective(const struct rules_word *a, const struct rules_word *b)
{
	if (mostly_adjective(a->low) || participle(a->low))
		return true;
	return (has(a, WORD_ADJ) && has(b, WORD_NOUN) && (has(b, WORD_UTRUM) || has(a, WORD_ADJ_T))) ||
		(has(a, WORD_ADJ_T) && has(b, WORD_NOUN) && has(b, WORD_NEUTRUM)) ||
		(has(a, WORD_ADJ_A) && has(b, WORD_NOUN_PL | WORD_NOUN_DEF | WORD_NOUN_PLDEF));
}

/* karies, suicid: an entry that the dictionary has as a first part only. */
static bool first_only(const struct rules_word *w)
{
	static const char *const fine[] = {"vice", "extra", "dito", "cirka", "minst", "plus", "minus", "noll", "prima", "resp", "ordinarie",
		"brutto", "netto", "maximum", "minimum", "före", "inkl", "exkl", "totalt", "tillika", "respektive", NULL};

	return has(w, WORD_FIRST) && has(w, WORD_ENTRY) && w->low.n > 4 && !rules_in(w->low, fine) &&
		!has(w, WORD_NOUN_MASK | WORD_ADJ_MASK | WORD_VERB_MASK | WORD_GENITIVE | WORD_PREPOSITION);
}

/* A noun in its bare form, which before b can be nothing else. */
static bool bare(const struct rules_word *w, const struct rules_word *b)
{
	return (first_only(w) || has(w, WORD_NOUN)) && !has(w, WORD_CLOSED | VERBS | WORD_NAME) && !reads_as_adjective(w, b);
}

/* A noun in any form that can end a compound. */
static bool second(const struct rules_word *w)
{
	return has(w, WORD_NOUN_MASK | WORD_GENITIVE) && !has(w, WORD_CLOSED | WORD_GENITIVE_INDEF) && !(w->flags & (RULES_CAPITAL | RULES_CODE | RULES_UPPER |
		RULES_NAME | RULES_HANGING)) && w->low.n > 2;
}

/* The two words as one, three alike consonants made two; keeps a capital. */
static void join(const struct rules_ctx *c, size_t i, struct str *out)
{
	struct span a = c->w[i].text, b = c->w[i + 1].text;

	str_clear(out);
	str_addspan(out, a);
	if (a.n > 1 && b.n && a.p[a.n - 1] == a.p[a.n - 2] && a.p[a.n - 1] == b.p[0])
		b = span_from(b, 1);
	str_addspan(out, b);
}

/* The class of the joined word, in small letters; false while not known. */
static bool joined_class(const struct rules_ctx *c, size_t i, struct str *fix, unsigned *bits, unsigned *seen)
{
	struct str low = STR_INIT;
	bool known;

	join(c, i, fix);
	str_addspan(&low, str_span(fix));
	if (c->w[i].flags & RULES_CAPITAL) {
		str_clear(&low);
		u8_add_lower_first(&low, str_span(fix));
	}
	known = rules_class_str(c, &low, bits);
	*seen = known ? c->host->seen(c->host->ctx, str_span(&low)) : 0;
	str_release(&low);
	return known;
}

static bool found(struct rules_find *f, size_t i)
{
	f->last = i + 1;
	return true;
}

/* ------------------------------------------------------ what stands before */

/* The word before i in the same phrase; NULL when none. */
static const struct rules_word *before(const struct rules_ctx *c, size_t i)
{
	return i > 0 && c->w[i].gap == RULES_BLANK && !(c->w[i].flags & RULES_BEGINS) && !(c->w[i - 1].flags & RULES_PERIOD) ?
		&c->w[i - 1] : NULL;
}

enum demand { DEMAND_NONE, DEMAND_EN, DEMAND_ETT, DEMAND_PLURAL, DEMAND_DEFINITE, DEMAND_INDEFINITE };

/* What the article, numeral or adjective before wants of the noun after it. */
static enum demand demand_of(const struct rules_ctx *c, size_t i)
{
	static const char *const en[] = {"en", "någon", "ingen", "sin", "min", "din", "vår", "er", "annan", NULL};
	static const char *const ett[] = {"ett", "något", "inget", "sitt", "mitt", "ditt", "vårt", "ert", "annat", NULL};
	static const char *const plural[] = {"flera", "många", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "några",
		"inga", "olika", "samtliga", "fler", "flest", "få", "färre", "andra", NULL};
	const struct rules_word *b = before(c, i);

	if (!b)
		return DEMAND_NONE;
	if (rules_in(b->low, en))
		return DEMAND_EN;
	if (rules_in(b->low, ett))
		return DEMAND_ETT;
	if (rules_in(b->low, plural))
		return DEMAND_PLURAL;
	if (has(b, WORD_NOUN_MASK | WORD_CLOSED | VERBS | WORD_NAME) || !rules_common(b))
		return DEMAND_NONE;
	/* an adjective: nya lokaler, den nya lokalen */
	if (has(b, WORD_ADJ_A)) {
		const struct rules_word *bb = before(c, i - 1);
		static const char *const articles[] = {"den", "det", "de", "denna", "detta", "dessa", NULL};

		if (bb && rules_in(bb->low, articles))
			return DEMAND_DEFINITE;
		return bb && has(bb, WORD_GENITIVE) ? DEMAND_NONE : DEMAND_INDEFINITE;
	}
	if (has(b, WORD_ADJ_T) && !has(b, WORD_ADJ))
		return DEMAND_ETT;
	if (has(b, WORD_ADJ) && !has(b, WORD_ADJ_T))
		return DEMAND_EN;
	return DEMAND_NONE;
}

static bool meets(unsigned bits, enum demand d)
{
	switch (d) {
	case DEMAND_EN:
		return (bits & WORD_NOUN) && (bits & WORD_UTRUM);
	case DEMAND_ETT:
		return (bits & WORD_NOUN) && (bits & WORD_NEUTRUM);
	case DEMAND_PLURAL:
		return bits & WORD_NOUN_PL;
	case DEMAND_DEFINITE:
		return bits & (WORD_NOUN_DEF | WORD_NOUN_PLDEF);
	case DEMAND_INDEFINITE:
		return bits & WORD_NOUN_PL;
	default:
		return false;
	}
}

/* The word before fits the second and not the first: nya tjänste resor. */
static bool only_second_agrees(const struct rules_ctx *c, size_t i)
{
	enum demand d = demand_of(c, i);

	return d != DEMAND_NONE && !meets(c->w[i].bits, d) && meets(c->w[i + 1].bits, d);
}

/* A verb close before, which could have both nouns as objects: ge personal stöd. */
static bool verb_before(const struct rules_ctx *c, size_t i)
{
	const struct rules_word *b = before(c, i);

	return b && has(b, VERBS) && !has(b, WORD_NOUN_MASK);
}

/* det beslut nämnden fattade, varje barn rätten: a noun of its own, and a
 * clause without som after it. */
static bool clause_may_follow(const struct rules_ctx *c, size_t i)
{
	static const char *const heads[] = {"den", "det", "de", "denna", "detta", "all", "allt", "samma", "varje", "vilken", "vilket",
		"sådan", "sådant", "nästa", "förra", "hela", "i", "efter", "före", "under", NULL};
	const struct rules_word *b = before(c, i);

	return b && rules_in(b->low, heads);
}

/* --------------------------------------------------------------- the rules */

/* 1. arbets sätt, tand vårds: one is no word alone, together they are. */
bool rules_split_bound(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	const struct rules_word *a = &c->w[i], *b;
	unsigned bits, seen;

	if (!rules_side(c, i) || !rules_common(a))
		return false;
	b = &c->w[i + 1];
	if ((has(a, WORD_KNOWN) && has(b, WORD_KNOWN)) || (b->flags & (RULES_CAPITAL | RULES_CODE | RULES_UPPER | RULES_NAME)) ||
		a->low.n < 2 || b->low.n < 3 || memchr(a->low.p, '-', a->low.n) || has(a, WORD_CLOSED))
		return false;
	if (!joined_class(c, i, &f->fix, &bits, &seen) || !(bits & WORD_KNOWN) ||
		!(bits & (WORD_NOUN_MASK | WORD_ADJ_MASK | WORD_VERB_MASK | WORD_GENITIVE)))
		return false;
	/* a short scrap before a whole word joins too easily */
	if (!(bits & (WORD_ENTRY | WORD_OWN)) && !seen && !has(a, WORD_ONLY_PART) && (a->low.n < 4 || b->low.n < 4))
		return false;
	return found(f, i);
}

/* 2. folk tandvård: two nouns whose joined form is an entry, a word of ours, or
 * stands in the draft. */
bool rules_split_known(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	const struct rules_word *a = &c->w[i], *b;
	unsigned bits, seen;

	if (!rules_side(c, i) || !bare(a, &c->w[i + 1]) || (a->flags & (RULES_CODE | RULES_UPPER | RULES_NAME | RULES_HANGING)))
		return false;
	b = &c->w[i + 1];
	if (!second(b) || has(b, WORD_ADJ_T | WORD_ADJ_A | WORD_PRESENT | WORD_PAST) || mostly_adverb(b->low) ||
		(stands_before_nouns(a->low) && !has(b, DEFINITE)))
		return false;
	if (!joined_class(c, i, &f->fix, &bits, &seen) || !(bits & WORD_KNOWN))
		return false;
	if (!(bits & (WORD_ENTRY | WORD_OWN)) && (!seen || has(b, WORD_ADJ)))
		return false;
	if ((verb_before(c, i) && has(a, WORD_NOUN_PL)) || first_only(a))
		f->mark = SPELL_YELLOW; /* ger barn stöd */
	if (has(b, WORD_NOUN_DEF | WORD_NOUN_PLDEF) && clause_may_follow(c, i) && !only_second_agrees(c, i))
		f->mark = SPELL_YELLOW;
	return found(f, i);
}

static bool human_or_measure(struct span low)
{
	static const char *const words[] = {"års", "dags", "månads", "veckas", "timmars", "slags", "sorts", "grads", "mans", "persons",
		"patients", "elevs", "barns", "kvinnas", "chefs", "ledamots", "människas", "medborgares", "föräldrars", "personals",
		"kunds", "brukares", "läkares", "students", "anställds", "politikers", "meters", "kronors", "procents", "minuters", "dygns",
		"kvälls", "halvårs", "sekunders", "lags", "parts", "landstings", NULL};

	return rules_in(low, words) || span_ends(low, "ares") || span_ends(low, "ists") || span_ends(low, "ants");
}

static bool licensed(const struct rules_word *b)
{
	static const char *const words[] = {"en", "ett", "någon", "något", "ingen", "inget", "varje", "annan", "annat", "sin", "sitt", "vår",
		"vårt", "vilken", "vilket", "all", "allt", "denna", "detta", "den", "det", "samma", "varannan", "respektive", NULL};

	return b && (rules_in(b->low, words) || (has(b, WORD_ADJ_MASK | WORD_GENITIVE) && !has(b, WORD_NOUN_MASK)) ||
		(b->flags & RULES_CODE) || has(b, WORD_NUMERAL));
}

static bool abstract_noun(struct span low)
{
	static const char *const ends[] = {"hets", "ings", "tions", "skaps", "itets", "ens", "nads", "elses", NULL};

	for (size_t k = 0; ends[k]; k++)
		if (span_ends(low, ends[k]))
			return true;
	return false;
}

/* 6. verksamhets chef: a genitive of the bare singular, which wants an article. */
bool rules_split_genitive(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	const struct rules_word *a = &c->w[i], *b;
	unsigned bits, seen;
	bool own;

	if (!rules_side(c, i) || !has(a, WORD_GENITIVE_INDEF) || !has(a, WORD_FIRST | WORD_LINK_S) || !rules_common(a) ||
		has(a, WORD_CLOSED | VERBS | WORD_ADJ_MASK | WORD_NAME | WORD_NOUN_MASK))
		return false;
	b = &c->w[i + 1];
	if (!second(b) || human_or_measure(a->low) || (has(b, WORD_ADJ_MASK | VERBS) && !has(b, WORD_NOUN)))
		return false;
	own = licensed(before(c, i));
	if (!joined_class(c, i, &f->fix, &bits, &seen) || !(bits & WORD_KNOWN))
		return false;
	if (own && !abstract_noun(a->low) && !only_second_agrees(c, i) && !(bits & (WORD_ENTRY | WORD_OWN)))
		return false;
	if (own && (!abstract_noun(a->low) || (!(bits & (WORD_ENTRY | WORD_OWN)) && !seen)))
		f->mark = SPELL_YELLOW;
	if (has(b, WORD_ADJ_MASK | VERBS))
		f->mark = SPELL_YELLOW;
	return found(f, i);
}

/* ett under lag, nytt av tal; skriv bord: what never stands before a noun there. */
bool rules_split_prefix(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	static const char *const articles[] = {"en", "ett", "någon", "något", "ingen", "inget", "varje", "sin", "sitt", "denna", "detta",
		"vår", "vårt", NULL};
	static const char *const fine[] = {"till", "per", "och", "eller", "av", "i", NULL};
	const struct rules_word *a = &c->w[i], *b, *prev = before(c, i);
	static const char *const prefixes[] = {"super", "mikro", "makro", "multi", "semi", "anti", "pseudo", "ultra", "mega", "infra",
		"tele", "bio", "geo", "eko", "van", "miss", "sär", "sam", NULL};
	unsigned bits, seen;
	bool stem, preposition, prefix, passive;

	if (!rules_side(c, i) || !rules_common(a))
		return false;
	b = &c->w[i + 1];
	if (!second(b) || has(b, WORD_ADJ_MASK | VERBS))
		return false;
	stem = has(a, WORD_IMPERATIVE) && !has(a, VERBS | WORD_NOUN_MASK | WORD_ADJ_MASK | WORD_CLOSED | WORD_NAME) &&
		!(a->flags & RULES_BEGINS) && a->low.n > 2;
	preposition = prev && rules_in(prev->low, articles) && has(a, WORD_PREPOSITION) && has(b, WORD_NOUN) &&
		!rules_in(a->low, fine);
	prefix = rules_in(a->low, prefixes) && !has(a, WORD_NOUN);
	/* oros anmälningar: the linking s looks like a passive */
	passive = has(a, WORD_PASSIVE) && !has(a, WORD_NOUN_MASK | WORD_CLOSED) && a->low.n > 3;
	if (!stem && !preposition && !prefix && !passive)
		return false;
	if (!joined_class(c, i, &f->fix, &bits, &seen) || !(bits & (prefix ? WORD_KNOWN : WORD_ENTRY)))
		return false;
	if (preposition && !meets(bits, demand_of(c, i)))
		return false;
	return found(f, i);
}

/* sekundär transporter, hög skolan: an adjective that does not agree; kommun
 * övergripande: a noun before an adjective that likes one in front. */
bool rules_split_adjective(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	static const char *const heads[] = {"övergripande", "specifik", "specifika", "specifikt", "gemensam", "gemensamma", "gemensamt",
		"baserad", "baserade", "baserat", "ägd", "ägda", "ägt", "driven", "drivna", "drivet", "anpassad", "anpassade",
		"anpassat", "fattig", "fattiga", "vänlig", "vänliga", "vänligt", "mässig", "mässiga", "mässigt", "inriktad", "inriktade", "finansierad",
		"finansierade", "finansierat", "styrd", "styrda", "styrt", "relaterad", "relaterade", "relaterat", "effektiv", "effektiva",
		"främjande", "sökande", "krävande", "överskridande", "kirurgisk", "kirurgiska", "strategisk", "strategiska", "politisk", "politiska",
		"ekonomisk", "ekonomiska", "rättslig", "rättsliga", "medicinsk", "medicinska", "ansvarig", "ansvariga", "behörig", "behöriga",
		"berättigad", "berättigade", "beroende", "pliktig", "pliktiga", NULL};
	const struct rules_word *a = &c->w[i], *b;
	unsigned bits, seen;
	bool adjective, head;

	if (!rules_side(c, i) || !rules_common(a) || (a->flags & RULES_HEADING))
		return false;
	b = &c->w[i + 1];
	adjective = has(a, WORD_ADJ) && has(a, WORD_FIRST) && !participle(a->low) && !mostly_adjective(a->low) && !has(a, WORD_ADJ_A | WORD_ADJ_T | WORD_CLOSED | VERBS | WORD_NOUN_PL) &&
		second(b) && has(b, WORD_NOUN_PL | WORD_NOUN_DEF | WORD_NOUN_PLDEF) && !has(b, WORD_NOUN | WORD_ADJ_MASK | VERBS);
	head = has(a, WORD_NOUN | WORD_GENITIVE_INDEF | WORD_ONLY_PART) && !has(a, WORD_NOUN_DEF | WORD_CLOSED | VERBS | WORD_ADJ_MASK) &&
		has(a, WORD_FIRST) && rules_in(b->low, heads);
	/* text baserad på: an attribute after its noun */
	if (head && ((rules_side(c, i + 1) && has(&c->w[i + 2], WORD_PREPOSITION)) || (a->flags & RULES_BEGINS)))
		return false;
	if (!adjective && !head)
		return false;
	if (!joined_class(c, i, &f->fix, &bits, &seen) || !(bits & WORD_KNOWN))
		return false;
	if ((bits & (WORD_ENTRY | WORD_OWN)) || seen)
		f->mark = SPELL_RED;
	return found(f, i);
}

/* 3. följd effekter: made for the occasion; only what stands around tells. */
bool rules_split_adhoc(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	const struct rules_word *a = &c->w[i], *b, *prev = before(c, i);
	unsigned bits, seen;
	bool agrees;

	if (!rules_side(c, i) || !rules_common(a) || !bare(a, &c->w[i + 1]) || (a->flags & RULES_HEADING))
		return false;
	b = &c->w[i + 1];
	if (!second(b) || stands_before_nouns(a->low) || has(b, VERBS & ~(unsigned)(WORD_SUPINE | WORD_INFINITIVE)))
		return false;
	/* diabetes typ 1, fråga nummer 3: a label */
	if (rules_side(c, i + 1) && (c->w[i + 2].flags & (RULES_CODE | RULES_UPPER)))
		return false;
	agrees = only_second_agrees(c, i);
	if (!agrees) {
		/* two nouns in a row, with no verb, adjective or label reading */
		if (has(b, WORD_ADJ_MASK) || mostly_adverb(b->low) || verb_before(c, i) || clause_may_follow(c, i) ||
			(has(a, WORD_NOUN_PL) && !has(b, DEFINITE) && !(prev && has(prev, WORD_PREPOSITION))))
			return false;
		/* in a list or a table: Protokoll tillgänglighetsrådet */
		if (!prev && (!has(b, DEFINITE) || !rules_verb_after(c, i + 1)))
			return false;
	}
	if (!joined_class(c, i, &f->fix, &bits, &seen) || !(bits & WORD_KNOWN))
		return false;
	if (agrees && has(b, WORD_ENTRY) && a->low.n > 3)
		f->mark = SPELL_RED;
	return found(f, i);
}

/* 5. HälSam strukturen, ledarskaps-ST tjänster: a name or acronym and a noun in
 * a form that cannot follow it alone. */
bool rules_split_acronym(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	const struct rules_word *a = &c->w[i], *b, *prev = before(c, i);
	bool acronym, name, tail;
	size_t hyphen;

	if (!rules_side(c, i) || (a->flags & (RULES_HANGING | RULES_HEADING)))
		return false;
	b = &c->w[i + 1];
	if (!second(b) || has(b, WORD_ADJ_MASK | VERBS))
		return false;
	hyphen = span_find_last(a->text, "-");
	acronym = (a->flags & (RULES_UPPER | RULES_INNER)) && !memchr(a->text.p, ':', a->text.n);
	tail = hyphen != (size_t)-1 && hyphen > 1 && hyphen + 2 < a->text.n && a->text.p[hyphen + 1] >= 'A' &&
		a->text.p[hyphen + 1] <= 'Z' && a->text.p[hyphen + 2] >= 'A' && a->text.p[hyphen + 2] <= 'Z';
	name = hyphen == (size_t)-1 && (a->flags & RULES_BEGINS) && (a->flags & RULES_CAPITAL) && !has(a, WORD_KNOWN) &&
		!(a->flags & (RULES_NAME | RULES_CODE)) && a->low.n > 3;
	if (!(acronym || name) && !tail)
		return false;
	if (!tail && !has(b, WORD_NOUN_DEF | WORD_NOUN_PLDEF))
		return false;
	/* fick SKR uppdraget: the acronym is the subject or an object of its own */
	if (!tail && prev && has(prev, VERBS) && !has(prev, WORD_NOUN_MASK | WORD_ADJ_MASK))
		return false;
	if (!tail && prev && (rules_is(prev, "att") || rules_is(prev, "som") || rules_is(prev, "om")))
		return false;
	if (has(b, WORD_GENITIVE))
		return false;
	str_addspan(&f->fix, a->text);
	str_addc(&f->fix, '-');
	str_addspan(&f->fix, b->text);
	return found(f, i);
}

/* 60 åringar, 3 åriga: what cannot stand alone after a number. */
bool rules_split_number(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	static const char *const heads[] = {"åring", "åringen", "åringar", "åringarna", "åringarnas", "åringars", "årig", "årigt",
		"åriga", "procentig", "procentigt", "procentiga", "siffrig", "siffrigt", "siffriga", "årsdag", "årsdagen",
		"talet", "tals", "gradig", "gradigt", "gradiga", "spårig", "manna", NULL};
	const struct rules_word *a = &c->w[i];

	if (!rules_side(c, i) || !(a->flags & RULES_CODE) || a->text.p[0] < '0' || a->text.p[0] > '9' ||
		!rules_in(c->w[i + 1].low, heads))
		return false;
	str_addspan(&f->fix, a->text);
	str_addc(&f->fix, '-');
	str_addspan(&f->fix, c->w[i + 1].text);
	return found(f, i);
}
