/* style_key: the table of keys of the file `stil`, and which of them an unknown
 * key is nearest to. Each row stands in paragraf-mallar(5); a test compares. */
#include "mall/style_key.h"

#include <stdlib.h>

#include "base/u8.h"
#include "mall/style.h"

static const struct style_key keys[] = {
	{"arv", "namnet på den stil som ärvs"},
	{"namn", "stilens namn i menyer"},

	{"datum.form", "iso eller lang"},
	{"tid.skilje", "tecknet mellan timme och minut"},
	{"tid.form", "en rad"},
	{"paragrafer.blank", "ja eller nej"},
	{"paragrafer.streck", "strecket mellan två nummer"},

	{"text.bredd", "kolumner"},
	{"text.hojd", "rader på en sida"},
	{"text.marginal", "kolumner"},
	{"utkast.text", "en rad"},
	{"sidhuvud.<n>", "vänster|mitten|höger"},
	{"sidhuvud.forsta.<n>", "vänster|mitten|höger"},
	{"sidfot.<n>", "vänster|mitten|höger"},
	{"sidfot.forsta.<n>", "vänster|mitten|höger"},

	{"framsida.egen-sida", "ja eller nej"},
	{"innehall.form", "nej, lista eller sidor"},
	{"innehall.rubrik", "en rad"},
	{"innehall.rad", "en rad"},
	{"innehall.egen-sida", "ja eller nej"},
	{"underskrift.plats", "framsida, slut, egen-sida eller ingen"},

	{"narvaro.grupper", "lista"},
	{"narvaro.rad", "en rad"},
	{"narvaro.form", "rader eller lopande"},
	{"narvaro.tom", "ja eller nej"},
	{"narvaro.<grupp>.etikett", "en rad"},
	{"narvaro.<grupp>.tar", "lista"},
	{"narvaro.<grupp>.rad", "en rad"},
	{"narvaro.<grupp>.form", "rader eller lopande"},
	{"narvaro.<grupp>.tom", "ja eller nej"},
	{"ordforande.titel", "en rad"},
	{"justering.digital", "en rad"},
	{"justering.fysisk", "en rad"},
	{"justering.omedelbar", "en rad"},
	{"forinformation.ledtext", "en rad"},
	{"forinformation.rad", "rader"},

	{"paragraf.rubrik", "rader"},
	{"paragraf.under", "rader"},
	{"paragraf.slut", "rader"},
	{"paragraf.egen-sida", "ja eller nej"},
	{"foredragande.rad", "en rad"},
	{"ordning", "lista av avsnitt"},
	{"etikett.<avsnitt>", "en rad"},
	{"etikett.<avsnitt>.<slag>", "en rad"},
	{"lista.punkt", "tecken, eller ingen"},
	{"lista.punkt.2", "tecken, eller ingen"},
	{"lista.<avsnitt>", "tecken, eller ingen"},

	{"att.form", "lista, nummer eller stycken"},
	{"att.ord", "inledning eller punkt"},
	{"att.mellan", "tecken"},
	{"att.sist", "tecken"},

	{"yrkande.<yrkande>", "rader"},
	{"yrkande.alla", "en rad"},
	{"yrkande.mal.<yrkande>", "en rad"},
	{"yrkande.av.<yrkande>", "en rad"},
	{"omrostning.ja", "en rad"},
	{"omrostning.nej", "en rad"},
	{"omrostning.huvud", "fyra ord"},
	{"omrostning.summa", "ett ord"},
	{"reservation.rad", "en rad"},
	{"reservation.eget", "en rad"},

	{"krav.avsnitt", "lista av avsnitt"},
	{"krav.avsnitt.<slag>", "lista av avsnitt"},
	{"krav.uppgifter", "lista"},

	{"sammanfattning.rubrik", "en rad"},
	{"sammanfattning.amne", "en rad"},
	{"sammanfattning.sidhuvud.<n>", "vänster|mitten|höger"},
	{"sammanfattning.sidfot.<n>", "vänster|mitten|höger"},
	{"motionssvar.rubrik", "en rad"},
	{"motionssvar.punkt", "en rad"},
	{"motionssvar.etikett.<avsnitt>", "en rad"},
	{"motionssvar.sidhuvud.<n>", "vänster|mitten|höger"},
	{"motionssvar.sidfot.<n>", "vänster|mitten|höger"},
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

bool style_key_known(struct span key, char **near)
{
	struct strlist all = {NULL, 0, 0};
	const char *best;

	*near = NULL;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (matches(keys[i].key, key))
			return true;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct spelling s = {&all, span_of(keys[i].key), key, ""};
		struct span part, own = SPAN_NONE;

		span_split(&s.rest, ".", &part);
		span_split(&s.own, ".", &own);
		each_name(part, own, spell, &s);
	}
	best = remark_nearest(key, (const char *const *)all.v, all.n);
	if (best)
		*near = mem_strdup(best);
	strlist_release(&all);
	return false;
}
