/* classify_words: what is known of single words: which carry the matter, and
 * which two are one word in two forms. Knows nothing of places. Part of
 * suggest_inner.h. Words are folded: small letters, NFC. */
#include "justering/suggest_inner.h"

#include <string.h>

#include "base/u8.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

/* Words as they stand. */
static const char *const heavy[] = {
	/* not */
	"inte", "ej", "icke", "ingen", "inget", "inga", "ingenting", "aldrig", "utan", "varken", "knappast", "nej", "ja",
	/* may, must */
	"ska", "skall", "skulle", "bör", "borde", "får", "fick", "måste", "kan", "kunde", "kunnat", "vill", "ville", "torde",
	/* how many */
	"alla", "allt", "all", "samtliga", "varje", "några", "någon", "något", "endast", "bara", "enbart", "högst", "minst",
	"senast", "tidigast", "längst", "mer", "mest", "mindre", "fler", "flera", "flest", "flesta", "färre", "få", "hela",
	"hel", "helt", "halv", "halva", "halvt", "delvis", "båda", "bägge", "max", "minimum", "maximum", "omkring", "cirka",
	"ca", "ungefär", "över", "under", "övriga", "enstaka", "ytterligare", "dubbelt",
	/* numbers; en and ett are articles */
	"noll", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton", "fjorton",
	"femton", "sexton", "sjutton", "arton", "nitton", "tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio",
	"åttio", "nittio", "hundra", "tusen", "första", "förste", "andra", "andre", "tredje", "fjärde", "femte", "sjätte",
	"sjunde", "åttonde", "nionde", "tionde", "hälften", "tredjedel", "fjärdedel", "dussin", "par",
	/* when, how long, how much of what */
	"dag", "dagar", "dygn", "vecka", "veckor", "månad", "månader", "kvartal", "år", "åren", "året", "årets", "timme",
	"timmar", "minut", "minuter", "idag", "igår", "imorgon", "före", "efter", "innan", "kr", "kronor", "krona", "öre",
	"euro", "tkr", "mkr", "mnkr", "mdkr", "procent", "promille", "procentenheter", "kl", "klockan", "km", "meter", "mil",
	"hektar", "kilo", "ton", "liter",
	/* signs */
	"%", "‰", "§", "€", "$", "=", "<", ">", "+", "±",
	/* parties */
	"socialdemokraterna", "moderaterna", "moderata", "centerpartiet", "centern", "vänsterpartiet", "liberalerna",
	"kristdemokraterna", "miljöpartiet", "sverigedemokraterna", "folkpartiet", "alliansen", "oppositionen", "majoriteten",
	/* for, against */
	"för", "emot", "mot", "vice",
};

/* How words begin that carry the matter in all their forms. */
static const char *const heavy_stem[] = {
	"beslut", "beslöt", "bifall", "bifalle", "biföll", "avslå", "avslog", "avslag", "återremi", "bordlägg", "bordlad",
	"bordla", "yrka", "yrkand", "godkän", "underkän", "avvis", "anta", "antog", "fastställ", "utse", "utsåg", "uppdra",
	"uppdrog", "föreslå", "föreslog", "förslag", "reserver", "reservation", "röst", "omröst", "voter", "jäv",
	"majoritet", "minoritet", "enhällig", "enig", "entledig", "juster", "deleger", "överklag", "tillstyrk", "avstyrk",
	"tillåt", "förbj", "förbud", "förbjud", "medge", "bevilj", "upphäv", "upphör", "ordförand", "ledamot", "ledamöt",
	"ersättar", "anmäl", "behöv", "avstå", "avstod",
	/* more, less */
	"öka", "ökn", "minsk", "höj", "sänk", "öppn", "stäng", "halver", "fördubbl", "miljon", "miljard",
	/* months, days of the week */
	"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
	"december", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag", "årlig", "månadsvis", "veckovis",
};

/* Words that begin as one above and are none. */
static const char *const light[] = {"majs", "antagligen", "marsch", "marschen", "antal", "antalet", "antalets"};

static bool is_in(const char *const *list, size_t n, struct span word)
{
	for (size_t i = 0; i < n; i++)
		if (span_is(word, list[i]))
			return true;
	return false;
}

static bool has_digit(struct span word)
{
	for (size_t i = 0; i < word.n;) {
		int32_t cp;

		i += u8_decode(word.p + i, word.n - i, &cp);
		if (u8_digit(cp))
			return true;
	}
	return false;
}

bool classify_is_heavy(struct span word)
{
	if (has_digit(word) || is_in(heavy, COUNT(heavy), word))
		return true;
	if (is_in(light, COUNT(light), word))
		return false;
	for (size_t i = 0; i < COUNT(heavy_stem); i++)
		if (span_starts(word, heavy_stem[i]))
			return true;
	return false;
}

/* ------------------------------------------------------------- two words, one */

/* Endings of Swedish nouns, adjectives and verbs, the longest compounds of them too. */
static const char *const ending[] = {"", "a", "ad", "ade", "ades", "ande", "ar", "are", "arna", "arnas", "ars", "as", "ast",
	"aste", "at", "ats", "an", "ans", "d", "da", "de", "des", "dd", "e", "ed", "en", "ena", "ens", "enas", "er", "era",
	"erna", "ernas", "ers", "es", "et", "ets", "n", "na", "nas", "ns", "or", "orna", "ornas", "ors", "r", "ra", "re",
	"rna", "rnas", "rs", "s", "st", "sta", "t", "te", "tes", "ts", "tt", "it", "its"};

/* Small words that only follow the gender or the case of another. */
static const char *const bent[][3] = {
	{"en", "ett", "ena"}, {"den", "det", "de"}, {"de", "dem", "dom"}, {"sin", "sitt", "sina"}, {"vår", "vårt", "våra"},
	{"någon", "något", "några"}, {"denna", "detta", "dessa"}, {"vilken", "vilket", "vilka"}, {"var", "vart", "vars"},
	{"och", "å", "o"}, {"sådan", "sådant", "sådana"}, {"han", "honom", "han"}, {"hon", "henne", "hon"}, {"att", "at", "at"},
};

static bool both_bent(struct span a, struct span b)
{
	for (size_t i = 0; i < COUNT(bent); i++)
		if (is_in(bent[i], 3, a) && is_in(bent[i], 3, b))
			return true;
	return false;
}

enum { LONGEST = 40, SHORTEST_STEM = 3 };

/* A word as characters; 0 when it is none or too long. */
static size_t letters(struct span word, int32_t out[LONGEST])
{
	size_t n = 0;

	for (size_t i = 0; i < word.n;) {
		if (n == LONGEST)
			return 0;
		i += u8_decode(word.p + i, word.n - i, &out[n]);
		if (!u8_letter(out[n]) && out[n] != '-')
			return 0;
		n++;
	}
	return n;
}

static bool same_stem(struct span a, struct span b)
{
	size_t i = 0, chars = 0;

	while (i < a.n && i < b.n && a.p[i] == b.p[i])
		i++;
	/* every shorter stem too: stug-a, stug-an */
	for (size_t k = i + 1; k-- > 0;) {
		if (k < a.n && ((unsigned char)a.p[k] & 0xc0) == 0x80)
			continue;
		if (k < b.n && ((unsigned char)b.p[k] & 0xc0) == 0x80)
			continue;
		chars = u8_count(a.p, k);
		if (chars < SHORTEST_STEM)
			return false;
		if (is_in(ending, COUNT(ending), span_from(a, k)) && is_in(ending, COUNT(ending), span_from(b, k)))
			return true;
	}
	return false;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Slips between two words: a letter too many, too few, another, or two that have
 * changed places. Source: F. J. Damerau, 1964. */
static size_t slips(const int32_t *a, size_t na, const int32_t *b, size_t nb)
{
	size_t d[LONGEST + 1][LONGEST + 1];

	for (size_t i = 0; i <= na; i++)
		d[i][0] = i;
	for (size_t j = 0; j <= nb; j++)
		d[0][j] = j;
	for (size_t i = 1; i <= na; i++)
		for (size_t j = 1; j <= nb; j++) {
			d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	return d[na][nb];
}

/* In short words one letter makes another word. */
static bool misspelt(struct span a, struct span b)
{
	int32_t x[LONGEST], y[LONGEST];
	size_t na = letters(a, x), nb = letters(b, y), shorter = least(na, nb), n;

	if (shorter < 5)
		return false;
	n = slips(x, na, y, nb);
	return n == 1 || (n == 2 && shorter >= 8);
}

bool classify_same_word(struct span a, struct span b)
{
	return span_eq(a, b) || both_bent(a, b) || same_stem(a, b) || misspelt(a, b);
}

bool classify_negates(struct span a, struct span b)
{
	static const char *const before[] = {"o", "in", "im", "ir", "a", "miss", "van", "icke", "icke-", "anti", "mot", "av"};
	struct span longer = a.n > b.n ? a : b, shorter = a.n > b.n ? b : a;

	if (!span_eq(span_from(longer, longer.n - shorter.n), shorter) || shorter.n < 3)
		return false;
	return is_in(before, COUNT(before), span_sub(longer, 0, longer.n - shorter.n));
}
