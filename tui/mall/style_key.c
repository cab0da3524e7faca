/* style_key: the table of keys of the file `stil`, and which of them an unknown
 * key is nearest to. Each row stands in paragraf-mallar(5); a test compares. */
#include "mall/style_key.h"

#include <stdlib.h>

#include "base/u8.h"
#include "mall/style.h"

static const struct style_key keys[] = {
        {"arv", "namnet på den stil som ärvs", NULL},
        {"namn", "stilens namn i menyer", NULL},

        {"datum.form", "iso eller lang", "iso, lang"},
        {"tid.skilje", "tecknet mellan timme och minut", "., :"},
        {"tid.form", "en rad", NULL},
        {"paragrafer.blank", "ja eller nej", "ja, nej"},
        {"paragrafer.streck", "strecket mellan två nummer", NULL},

        {"text.bredd", "kolumner", "<tal>"},
        {"text.hojd", "rader på en sida", "<tal>"},
        {"text.marginal", "kolumner", "<tal>"},
        {"utkast.text", "en rad", NULL},
        {"sidhuvud.<n>", "vänster|mitten|höger", NULL},
        {"sidhuvud.forsta.<n>", "vänster|mitten|höger", NULL},
        {"sidfot.<n>", "vänster|mitten|höger", NULL},
        {"sidfot.forsta.<n>", "vänster|mitten|höger", NULL},

        {"framsida.egen-sida", "ja eller nej", "ja, nej"},
        {"innehall.form", "nej, lista eller sidor", "nej, lista, sidor"},
        {"innehall.rubrik", "en rad", NULL},
        {"innehall.rad", "en rad", NULL},
        {"innehall.egen-sida", "ja eller nej", "ja, nej"},
        {"underskrift.plats", "framsida, slut, egen-sida eller ingen",
                "framsida, slut, egen-sida, ingen"},

        {"narvaro.grupper", "lista", NULL},
        {"narvaro.rad", "en rad", NULL},
        {"narvaro.form", "rader eller lopande", "rader, lopande"},
        {"narvaro.tom", "ja eller nej", "ja, nej"},
        {"narvaro.<grupp>.etikett", "en rad", NULL},
        {"narvaro.<grupp>.tar", "lista",
                "beslutande, ordinarie, tjanstgorande, ersattare, foredragande, tjanstepersoner, "
                "ovriga, sekreterare"},
        {"narvaro.<grupp>.rad", "en rad", NULL},
        {"narvaro.<grupp>.form", "rader eller lopande", "rader, lopande"},
        {"narvaro.<grupp>.tom", "ja eller nej", "ja, nej"},
        {"ordforande.titel", "en rad", NULL},
        {"justering.digital", "en rad", NULL},
        {"justering.fysisk", "en rad", NULL},
        {"justering.omedelbar", "en rad", NULL},
        {"forinformation.ledtext", "en rad", NULL},
        {"forinformation.rad", "rader", NULL},

        {"paragraf.rubrik", "rader", NULL},
        {"paragraf.under", "rader", NULL},
        {"paragraf.slut", "rader", NULL},
        {"paragraf.sarskild", "rader", NULL},
        {"paragraf.rattad", "rader", NULL},
        {"rattelser.rubrik", "en rad", NULL},
        {"paragraf.egen-sida", "ja eller nej", "ja, nej"},
        {"foredragande.rad", "en rad", NULL},
        {"ordning", "lista av avsnitt", "<avsnitt>"},
        {"etikett.<avsnitt>", "en rad", NULL},
        {"etikett.<avsnitt>.<slag>", "en rad", NULL},
        {"lista.punkt", "tecken, eller ingen", NULL},
        {"lista.punkt.2", "tecken, eller ingen", NULL},
        {"lista.<avsnitt>", "tecken, ingen eller stycken", NULL},

        {"att.form", "lista, nummer eller stycken", "lista, nummer, stycken"},
        {"att.ord", "inledning eller punkt", "inledning, punkt"},
        {"att.mellan", "tecken", NULL},
        {"att.sist", "tecken", NULL},

        {"yrkande.<yrkande>", "rader", NULL},
        {"yrkande.alla", "en rad", NULL},
        {"yrkande.mal.<yrkande>", "en rad", NULL},
        {"yrkande.av.<yrkande>", "en rad", NULL},
        {"omrostning.ja", "en rad", NULL},
        {"omrostning.nej", "en rad", NULL},
        {"omrostning.forslag", "en rad", NULL},
        {"omrostning.huvud", "fyra ord", NULL},
        {"omrostning.summa", "ett ord", NULL},
        {"reservation.rad", "en rad", NULL},
        {"reservation.eget", "en rad", NULL},

        {"krav.avsnitt", "lista av avsnitt", "<avsnitt>"},
        {"krav.avsnitt.<slag>", "lista av avsnitt", "<avsnitt>"},
        {"krav.uppgifter", "lista", NULL},

        {"sammanfattning.rubrik", "en rad", NULL},
        {"sammanfattning.amne", "en rad", NULL},
        {"sammanfattning.sidhuvud.<n>", "vänster|mitten|höger", NULL},
        {"sammanfattning.sidfot.<n>", "vänster|mitten|höger", NULL},
        {"motionssvar.rubrik", "en rad", NULL},
        {"motionssvar.punkt", "en rad", NULL},
        {"motionssvar.etikett.<avsnitt>", "en rad", NULL},
        {"motionssvar.sidhuvud.<n>", "vänster|mitten|höger", NULL},
        {"motionssvar.sidfot.<n>", "vänster|mitten|höger", NULL},
};

const struct style_key *style_keys(size_t *n)
{
	*n = sizeof keys / sizeof *keys;
	return keys;
}

/* ------------------------------------------------------ parts in <> */

typedef void each_name_fn(void *ctx, struct span name);

static void each_name(struct span part, struct span own, each_name_fn *fn, void *ctx)
{
	struct str s = STR_INIT;

	if (span_is(part, "<avsnitt>")) {
		for (int k = 0; k < SECTIONS; k++)
			fn(ctx, span_of(section_slag((enum section_kind)k)));
	} else if (span_is(part, "<slag>")) {
		for (int k = 0; k < SLAGS; k++) {
			str_clear(&s);
			u8_add_plain(&s, span_of(slag_name((enum item_slag)k)));
			fn(ctx, str_span(&s));
		}
	} else if (span_is(part, "<yrkande>")) {
		for (int k = 0; k < YRKANDE_KINDS; k++) {
			str_clear(&s);
			u8_add_plain(&s, span_of(yrkande_kind_name((enum yrkande_kind)k)));
			fn(ctx, str_span(&s));
		}
	} else if (span_is(part, "<grupp>")) {
		fn(ctx, own);
	} else if (span_is(part, "<n>")) {
		long v;

		fn(ctx, span_int(own, &v) && v > 0 && v < 100 ? own : SPAN_LIT("1"));
	} else {
		fn(ctx, part);
	}
	str_release(&s);
}

struct wanted {
	struct span part;
	bool found;
};

static void is_wanted(void *ctx, struct span name)
{
	struct wanted *w = ctx;

	w->found = w->found || span_eq(name, w->part);
}

static bool matches(const char *pattern, struct span key)
{
	struct span rest = span_of(pattern), part;

	while (span_split(&rest, ".", &part)) {
		struct wanted w = {SPAN_NONE, false};

		if (!key.p || !span_split(&key, ".", &w.part))
			return false;
		each_name(part, w.part, is_wanted, &w);
		if (!w.found || !w.part.n)
			return false;
	}
	return !key.p;
}

/* All keys a pattern stands for, one part of it after the other. */
struct spelling {
	struct strlist *out;
	struct span rest, own; /* of the pattern, of the user's key */
	const char *so_far;
};

static void spell(void *ctx, struct span name)
{
	const struct spelling *s = ctx;
	struct spelling next = {s->out, s->rest, s->own, NULL};
	char *text = str_format("%s%s%.*s", s->so_far, *s->so_far ? "." : "", SPAN_FMT(name));
	struct span part, own = SPAN_NONE;

	if (!next.rest.p) {
		strlist_add(s->out, text, strlen(text));
	} else {
		span_split(&next.rest, ".", &part);
		if (next.own.p)
			span_split(&next.own, ".", &own);
		next.so_far = text;
		each_name(part, own, spell, &next);
	}
	free(text);
}

const struct style_key *style_key_find(struct span key)
{
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (matches(keys[i].key, key))
			return &keys[i];
	return NULL;
}

char *style_key_near(struct span key)
{
	struct strlist all = {NULL, 0, 0};
	const char *best;
	char *near;

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct spelling s = {&all, span_of(keys[i].key), key, ""};
		struct span part, own = SPAN_NONE;

		span_split(&s.rest, ".", &part);
		span_split(&s.own, ".", &own);
		each_name(part, own, spell, &s);
	}
	best = remark_nearest(key, (const char *const *)all.v, all.n);
	near = best ? mem_strdup(best) : NULL;
	strlist_release(&all);
	return near;
}

/* ------------------------------------------------------ values */

static void say_section(const char *file, int line, struct span word, struct remarks *remarks)
{
	const char *name[SECTIONS], *near;

	for (int k = 0; k < SECTIONS; k++)
		name[k] = section_slag((enum section_kind)k);
	near = remark_nearest(word, name, SECTIONS);
	remark_add(remarks, file, line,
	        near ? "okänt avsnitt ”%.*s”: menas ”%s”?" : "okänt avsnitt ”%.*s”", SPAN_FMT(word),
	        near);
}

/* "a, b, c" as "a, b eller c" */
static void say_words(
        const char *file, int line, struct span word, const char *allowed, struct remarks *remarks)
{
	struct span rest = span_of(allowed);
	size_t last = span_find_last(rest, ", ");
	char *text = str_format("%.*s eller %s", (int)last, allowed, allowed + last + 2);

	remark_add(remarks, file, line, "”%.*s” går inte här: skriv %s", SPAN_FMT(word), text);
	free(text);
}

static bool one_of(struct span word, const char *allowed)
{
	struct span rest = span_of(allowed), part;

	while (rest.p && span_split(&rest, ", ", &part))
		if (span_eq(part, word))
			return true;
	return false;
}

static size_t count(struct span s, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == c;
	return n;
}

void style_key_check(const struct style_key *k, struct span value, const char *file, int line,
        struct remarks *remarks)
{
	struct span rest = value, part;
	long number;

	if (span_ends(span_of(k->key), ".<n>") && count(value, '|') > 2)
		remark_add(remarks, file, line, "fler än tre delar: skriv vänster|mitten|höger");
	if (!k->allowed || !value.n)
		return;
	while (rest.p && span_split(&rest, ",", &part)) {
		part = span_trim(part);
		if (strcmp(k->allowed, "<tal>") == 0) {
			if (!span_int(part, &number))
				remark_add(remarks, file, line,
				        "”%.*s” går inte här: skriv ett tal", SPAN_FMT(part));
		} else if (strcmp(k->allowed, "<avsnitt>") == 0) {
			if (section_find_slag(part) >= SECTIONS)
				say_section(file, line, part, remarks);
		} else if (!one_of(part, k->allowed)) {
			say_words(file, line, part, k->allowed, remarks);
		}
	}
}
