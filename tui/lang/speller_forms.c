/* speller_forms: see speller_forms.h. Word class is not marked in sv_SE, but the
 * sets of flags tell it: a noun has a gender and a plural, an adjective -t and -a,
 * a verb its tenses; and most letters mean one thing after -a and another after
 * anything else. Measured: language.md, section 3. */
#include "lang/speller_forms.h"

#include <string.h>

enum stem { ANY, ON_A, NOT_A };

/* What depends on the rest of the entry's flags. */
enum special {
	PLAIN,
	GENITIVE,  /* -s: of a noun, or the passive of a verb */
	EN,        /* nämnden; besluten */
	N,         /* cykeln; möten */
	DEFINITE,  /* rummen, fönstren; fadern, remmen */
	NA,        /* musikerna, ledamöterna, ordförandena */
	LINK,      /* first or middle of a compound: the line's own flags say */
};

#define VERBAL (WORD_NOUN | WORD_NEUTRUM)
#define COMPARED (WORD_ADJ | WORD_ADJ_T | WORD_ADJ_A)

static const struct rule {
	char flag;
	enum stem stem;
	const char *adds; /* parted by blanks, "0" is none; NULL: all others */
	unsigned bits;
	enum special special;
} rules[] = {
	{'A', ANY, NULL, 0, GENITIVE},
	{'B', ON_A, "nde", VERBAL | WORD_ADJ, PLAIN},
	{'B', ON_A, "ndet", WORD_NOUN_DEF | WORD_NEUTRUM, PLAIN},
	{'B', ON_A, NULL, WORD_GENITIVE | WORD_NEUTRUM, PLAIN},
	{'B', ANY, "et", WORD_NOUN_DEF | WORD_NEUTRUM, PLAIN},
	{'B', ANY, NULL, WORD_GENITIVE | WORD_NEUTRUM, PLAIN},
	{'C', ANY, "t let ret met net", WORD_NOUN_DEF | WORD_NEUTRUM, PLAIN},
	{'C', ANY, NULL, WORD_GENITIVE | WORD_NEUTRUM, PLAIN},
	{'D', ON_A, NULL, WORD_ADJ, PLAIN},
	{'D', ANY, "en", 0, EN},
	{'D', ANY, NULL, WORD_GENITIVE, PLAIN},
	{'E', ANY, "n", 0, N},
	{'E', ANY, "a", WORD_NOUN_PL, PLAIN},
	{'E', ANY, NULL, WORD_GENITIVE, PLAIN},
	{'F', ANY, "na ndena", WORD_NOUN_PLDEF, PLAIN},
	{'F', ANY, "ren len men nen", 0, DEFINITE},
	{'F', ANY, NULL, WORD_GENITIVE, PLAIN},
	{'G', ANY, "ar or", WORD_NOUN_PL, PLAIN},
	{'G', ANY, "arna orna", WORD_NOUN_PLDEF, PLAIN},
	{'G', ANY, NULL, WORD_GENITIVE, PLAIN},
	{'H', ANY, "er", WORD_NOUN_PL, PLAIN},
	{'H', ANY, "erna", WORD_NOUN_PLDEF, PLAIN},
	{'H', ANY, NULL, WORD_GENITIVE, PLAIN},
	{'I', ANY, "r nar mar lar rar", WORD_NOUN_PL, PLAIN},
	{'I', ANY, "rna narna marna larna rarna", WORD_NOUN_PLDEF, PLAIN},
	{'I', ANY, NULL, WORD_GENITIVE, PLAIN},
	{'J', ON_A, NULL, WORD_IMPERATIVE, PLAIN},
	{'J', ANY, "na", 0, NA},
	{'J', ANY, "ler ötter ter änder er", WORD_NOUN_PL, PLAIN},
	{'J', ANY, "lerna ötterna terna änderna erna", WORD_NOUN_PLDEF, PLAIN},
	{'J', ANY, "et", WORD_NOUN_DEF | WORD_NEUTRUM, PLAIN},
	{'J', ANY, "0", WORD_FIRST, PLAIN},
	{'J', ANY, NULL, WORD_GENITIVE, PLAIN},
	{'K', ON_A, "er", WORD_PRESENT, PLAIN},
	{'K', ON_A, "t tt it ummit upit utit", WORD_SUPINE | WORD_ADJ_T, PLAIN},
	{'K', ON_A, NULL, WORD_PAST, PLAIN},
	{'K', ANY, "dd", WORD_ADJ, PLAIN},
	{'K', ANY, "tt", WORD_SUPINE | WORD_ADJ_T, PLAIN},
	{'K', ANY, NULL, WORD_ADJ_A, PLAIN},
	{'L', ON_A, "s", WORD_PRESENT | WORD_PASSIVE, PLAIN},
	{'L', ON_A, "ts tts its upits", WORD_SUPINE | WORD_PASSIVE, PLAIN},
	{'L', ON_A, NULL, WORD_PAST | WORD_PASSIVE, PLAIN},
	{'L', ANY, "ende", WORD_ADJ | WORD_NOUN | WORD_NEUTRUM, PLAIN},
	{'L', ANY, "last nast rast mast", WORD_ADJ, PLAIN},
	{'L', ANY, "laste naste raste maste", WORD_ADJ_A, PLAIN},
	{'L', ANY, NULL, COMPARED, PLAIN},
	{'m', ANY, NULL, WORD_PRESENT, PLAIN},
	{'M', ON_A, "t", WORD_SUPINE, PLAIN},
	{'M', ANY, "tt vit agit", WORD_SUPINE, PLAIN},
	{'M', ANY, "t", WORD_ADJ_T, PLAIN},
	{'M', ANY, "la ra na a ma", WORD_ADJ_A, PLAIN},
	{'M', ANY, NULL, WORD_PAST, PLAIN},
	{'N', ANY, "ts tts agits", WORD_SUPINE | WORD_PASSIVE, PLAIN},
	{'N', ANY, "mas mes las les nas nes ras res", WORD_GENITIVE, PLAIN},
	{'N', ANY, "t", WORD_ADJ_T, PLAIN},
	{'N', ANY, NULL, WORD_PAST | WORD_PASSIVE, PLAIN},
	{'O', ANY, "d 0", WORD_ADJ, PLAIN},
	{'O', ANY, "a da", WORD_ADJ_A, PLAIN},
	{'O', ANY, NULL, WORD_ADJ_T, PLAIN},
	{'P', ON_A, "d", WORD_ADJ, PLAIN},
	{'P', ON_A, "de", WORD_PAST | WORD_ADJ_A, PLAIN},
	{'P', ON_A, "t", WORD_SUPINE | WORD_ADJ_T, PLAIN},
	{'P', ANY, "ast", WORD_ADJ, PLAIN},
	{'P', ANY, "aste", WORD_ADJ_A, PLAIN},
	{'P', ANY, NULL, COMPARED, PLAIN},
	{'Q', ANY, NULL, WORD_ADJ_A, PLAIN},
	{'R', ON_A, NULL, WORD_PRESENT | WORD_PASSIVE, PLAIN},
	{'R', ANY, NULL, WORD_GENITIVE, PLAIN},
	{'T', ANY, "isk", WORD_ADJ, PLAIN},
	{'T', ANY, "iskt", WORD_ADJ_T, PLAIN},
	{'T', ANY, "iska", WORD_ADJ_A, PLAIN},
	{'T', ANY, "re are", WORD_NOUN | WORD_NOUN_PL | WORD_UTRUM, PLAIN},
	{'T', ANY, "ren aren", WORD_NOUN_DEF | WORD_UTRUM, PLAIN},
	{'T', ANY, "rna arna", WORD_NOUN_PLDEF | WORD_UTRUM, PLAIN},
	{'T', ANY, "res ares", WORD_GENITIVE | WORD_GENITIVE_INDEF | WORD_UTRUM, PLAIN},
	{'T', ANY, NULL, WORD_GENITIVE | WORD_UTRUM, PLAIN},
	{'e', ANY, "bo", WORD_NOUN | WORD_UTRUM, PLAIN},
	{'e', ANY, "bon", WORD_NOUN_DEF | WORD_UTRUM, PLAIN},
	{'e', ANY, "bor", WORD_NOUN_PL | WORD_UTRUM, PLAIN},
	{'e', ANY, "borna", WORD_NOUN_PLDEF | WORD_UTRUM, PLAIN},
	{'e', ANY, NULL, WORD_GENITIVE | WORD_UTRUM, PLAIN},
	{'d', ANY, "sbo", WORD_NOUN | WORD_UTRUM, PLAIN},
	{'d', ANY, "sbon", WORD_NOUN_DEF | WORD_UTRUM, PLAIN},
	{'d', ANY, "sbor", WORD_NOUN_PL | WORD_UTRUM, PLAIN},
	{'d', ANY, "sborna", WORD_NOUN_PLDEF | WORD_UTRUM, PLAIN},
	{'d', ANY, NULL, WORD_GENITIVE | WORD_UTRUM, PLAIN},
	/* linking forms: which place they may have stands in the line's own flags */
	{'v', ANY, NULL, WORD_LINK_S, LINK},
	{'f', ANY, NULL, WORD_LINK_S, LINK},
	{'u', ANY, NULL, WORD_LINK_S, LINK},
	{'i', ANY, NULL, WORD_LINK_S, LINK},
};
#define NRULES (sizeof rules / sizeof rules[0])

bool forms_flag(struct span flags, int flag)
{
	return flags.n && memchr(flags.p, flag, flags.n);
}

static bool on_a(struct span stem)
{
	return stem.n && stem.p[stem.n - 1] == 'a';
}

static bool listed(const char *adds, struct span add)
{
	struct span rest = span_of(adds), one;

	if (!adds)
		return true;
	while (span_split(&rest, " ", &one))
		if (span_eq(one, add) || (!add.n && span_is(one, "0")))
			return true;
	return false;
}

int forms_rule(char flag, struct span strip, struct span add, struct span cond)
{
	/* "[^a]" and "." end in no letter */
	enum stem stem = on_a(strip) || on_a(cond) ? ON_A : NOT_A;

	for (size_t i = 0; i < NRULES; i++)
		if (rules[i].flag == flag && (rules[i].stem == ANY || rules[i].stem == stem) &&
			listed(rules[i].adds, add))
			return (int)i;
	return -1;
}

/* ------------------------------------------------------ what an entry is */

struct entry {
	bool noun, verb, adjective, neuter, common;
	bool same_plural; /* ett beslut, flera beslut; en sekreterare, flera sekreterare */
	bool only_plural; /* ledamöter: an entry of its own */
};

static bool any(struct span flags, const char *of)
{
	for (; *of; of++)
		if (forms_flag(flags, *of))
			return true;
	return false;
}

static bool ends(struct span s, const char *a, const char *b)
{
	return span_ends(s, a) || span_ends(s, b);
}

static bool vowel_end(struct span stem)
{
	static const char *const ends_in[] = {"a", "e", "i", "o", "u", "y", "å", "ä", "ö"};

	for (size_t i = 0; i < sizeof ends_in / sizeof ends_in[0]; i++)
		if (span_ends(stem, ends_in[i]))
			return true;
	return false;
}

static void look_at_vowel_stem(struct entry *e, struct span stem, struct span flags)
{
	e->verb = any(flags, on_a(stem) ? "KLMNmR" : "KLMNm");
	if (on_a(stem))
		e->noun = any(flags, "CEGHI");
	else
		e->noun = any(flags, "BCDGHIJ") || (!e->verb && any(flags, "AEF"));
	/* fri/OPQ, blå/OPQ, kända/..: not the verbs on -a */
	e->adjective = (!on_a(stem) && any(flags, "OQ")) || forms_flag(flags, FLAG_ADJECTIVE);
}

static void look_at_consonant_stem(struct entry *e, struct span stem, struct span flags)
{
	e->verb = span_ends(stem, "s") && forms_flag(flags, 'N');
	e->adjective = any(flags, "OQkP") || (ends(stem, "el", "en") && any(flags, "KLM")) ||
		(span_ends(stem, "er") && any(flags, "KL"));
	e->noun = any(flags, "BCDEFGHIJ") || (any(flags, "A") && !e->verb && !e->adjective);
	if (forms_flag(flags, FLAG_VERB)) {
		e->verb = true;
		e->noun = e->noun && any(flags, "BCEFGHI");
	}
}

static struct entry entry_of(struct span stem, struct span flags)
{
	struct entry e = {0};
	bool b = forms_flag(flags, 'B'), c = forms_flag(flags, 'C'), d = forms_flag(flags, 'D');
	bool with_e = forms_flag(flags, 'E'), j = forms_flag(flags, 'J');
	bool plural = any(flags, "GHI");

	if (vowel_end(stem))
		look_at_vowel_stem(&e, stem, flags);
	else
		look_at_consonant_stem(&e, stem, flags);
	if (on_a(stem)) /* B, D there are -nde of verbs */
		b = d = false;
	e.neuter = b || c || (j && span_ends(stem, "um"));
	e.common = (d && (!b || plural)) || (with_e && !c && !span_ends(stem, "um")) || (plural && !e.neuter) ||
		(forms_flag(flags, 'F') && !c);
	e.same_plural = (b && d && !plural) || (c && forms_flag(flags, 'F') && !with_e) ||
		(j && with_e && ends(stem, "re", "er")) || (with_e && span_ends(stem, "nde")) || (b && !d && !plural && !c);
	e.only_plural = j && !with_e && !b && !c && !d && !plural && ends(stem, "er", "or");
	return e;
}

static unsigned gender(const struct entry *e)
{
	return (e->neuter ? WORD_NEUTRUM : 0u) | (e->common ? WORD_UTRUM : 0u);
}

static unsigned special(enum special what, const struct entry *e, struct span stem, struct span flags)
{
	bool zero = forms_flag(flags, 'B') && !on_a(stem);

	switch (what) {
	case GENITIVE:
		return (e->verb ? WORD_PASSIVE | WORD_INFINITIVE : 0u) |
			(e->verb && forms_flag(flags, 'm') ? WORD_PRESENT : 0u) |
			(e->noun ? WORD_GENITIVE | (e->only_plural ? 0u : WORD_GENITIVE_INDEF) : 0u);
	case EN:
		if (!zero)
			return WORD_NOUN_DEF | WORD_UTRUM;
		return WORD_NOUN_PLDEF | WORD_NEUTRUM | (any(flags, "GHI") ? WORD_NOUN_DEF | WORD_UTRUM : 0u);
	case N:
		return forms_flag(flags, 'C') ? WORD_NOUN_PL | WORD_NEUTRUM : WORD_NOUN_DEF | WORD_UTRUM;
	case DEFINITE:
		return forms_flag(flags, 'C') ? WORD_NOUN_PLDEF | WORD_NEUTRUM : WORD_NOUN_DEF | WORD_UTRUM;
	case NA:
		return WORD_NOUN_PLDEF | WORD_UTRUM;
	case PLAIN:
	case LINK:
		break;
	}
	return 0;
}

unsigned forms_bits(int rule, struct span stem, struct span flags)
{
	struct entry e = entry_of(stem, flags);
	const struct rule *r;
	unsigned bits;

	if (rule < 0 || (size_t)rule >= NRULES)
		return 0;
	r = &rules[rule];
	bits = r->bits | special(r->special, &e, stem, flags);
	if ((bits & (WORD_NOUN_MASK | WORD_GENITIVE)) && !(bits & (WORD_UTRUM | WORD_NEUTRUM)))
		bits |= gender(&e);
	return bits;
}

/* An irregular form that stands as an entry of its own with the mark of verbs. */
static unsigned verb_form(struct span stem)
{
	if (ends(stem, "de", "te"))
		return WORD_PAST;
	if (ends(stem, "ats", "tts"))
		return WORD_SUPINE | WORD_PASSIVE;
	if (span_ends(stem, "s"))
		return WORD_PASSIVE;
	if (span_ends(stem, "er"))
		return WORD_PRESENT;
	return span_ends(stem, "t") ? WORD_SUPINE : 0u;
}

static unsigned verb_bits(struct span stem, struct span flags)
{
	if (!vowel_end(stem))
		return forms_flag(flags, FLAG_VERB) ? verb_form(stem) : WORD_INFINITIVE | WORD_PRESENT | WORD_PASSIVE;
	if (span_ends(stem, "de"))
		return WORD_PAST;
	/* dela! tro! but spring! of springa is a form of its own */
	return WORD_INFINITIVE | (any(flags, "m") ? WORD_IMPERATIVE : 0u);
}

/* Forms that stand as entries of their own, with at most a genitive and a place
 * in compounds, tell it only by how they end. */
static const struct {
	const char *end;
	unsigned bits;
} bare[] = {
	{"ande", WORD_ADJ},
	{"ende", WORD_ADJ},
	{"samt", WORD_ADJ_T},
	{"iske", WORD_ADJ_A},
	{"liga", WORD_ADJ_A},
	{"aste", WORD_ADJ_A},
	{"arna", WORD_NOUN_PLDEF},
	{"erna", WORD_NOUN_PLDEF},
	{"orna", WORD_NOUN_PLDEF},
	{"ena", WORD_NOUN_PLDEF | WORD_NEUTRUM},
	{"ar", WORD_PRESENT},
	{"er", WORD_PRESENT},
	{"at", WORD_SUPINE},
	{"en", WORD_NOUN | WORD_NOUN_DEF | WORD_UTRUM},
	{"et", WORD_NOUN | WORD_NOUN_DEF | WORD_NEUTRUM},
};

static unsigned bare_bits(struct span stem, struct span flags)
{
	for (size_t i = 0; i < sizeof bare / sizeof bare[0]; i++)
		if (span_ends(stem, bare[i].end) &&
			!(forms_flag(flags, 'A') ? bare[i].bits & WORD_VERB_MASK : bare[i].bits & WORD_NOUN))
			return bare[i].bits;
	return 0;
}

static bool is_bare(struct span flags)
{
	for (size_t i = 0; i < flags.n; i++)
		if (!strchr("AUXYb", flags.p[i]))
			return false;
	return true;
}

unsigned forms_stem_bits(struct span stem, struct span flags)
{
	struct entry e = entry_of(stem, flags);
	unsigned bits = is_bare(flags) ? bare_bits(stem, flags) : 0u;

	if (bits)
		return bits;
	if (e.noun && e.only_plural)
		bits |= WORD_NOUN_PL | gender(&e);
	else if (e.noun)
		bits |= WORD_NOUN | gender(&e) | (e.same_plural ? WORD_NOUN_PL : 0u);
	if (e.verb)
		bits |= verb_bits(stem, flags);
	if (e.adjective)
		bits |= WORD_ADJ;
	return bits;
}
