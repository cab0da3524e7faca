/* check: the table of rules, running it and writing what it finds. See check.h.
 * The rules stand in the other files. */
#include "check/check.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "check/inner.h"
#include "check/phrases.h"

static const struct check_row rows[] = {
	{"FORMAT", SEVERITY_VARNING, "Utkastets form", "paragraf 1", .run = rule_format, .all_types = true},
	{"F01", SEVERITY_FEL, "Tid och plats för sammanträdet", "KL 5:65; FMH", .run = rule_time_and_place},
	{"F03", SEVERITY_FEL, "Ordförande och sekreterare för varje paragraf", "KL 5:65", .run = rule_chair},
	{"F04", SEVERITY_FEL, "Justerare: utsedd, närvarande, inte ordföranden", "KL 5:69", .run = rule_signers},
	{"F06", SEVERITY_FEL, "Beslutförhet vid varje paragraf", "KL 6:27, 5:45", .run = rule_quorum},
	{"F07", SEVERITY_FEL, "Närvaro och tjänstgöring", "KL 5:66", .run = rule_serving},
	{"F11", SEVERITY_FEL, "Paragrafnummer i följd", "praxis", .run = rule_numbers},
	{"F13", SEVERITY_VARNING, "Diarienummer i ärenden", "praxis (FMH)", .run = rule_dnr},
	{"F14", SEVERITY_FEL, "Beslut i varje ärende", "KL 5:67", .run = rule_decision},
	{"F15", SEVERITY_VARNING, "Beslut som kan läsas fristående", "praxis (KBA-HB)", .run = rule_decision_alone},
	{"F17", SEVERITY_FEL, "Yrkanden med namn och lydelse", "KL 5:67", .run = rule_yrkande},
	{"F18", SEVERITY_FEL, "Beslutsgång när förslag står mot varandra", "KL 5:67", .run = rule_beslutsgang},
	{"F23", SEVERITY_FEL, "Vad ja och nej innebär", "KL 5:53", .run = rule_vote_meaning},
	{"F24", SEVERITY_FEL, "Röster och summor", "KL 5:67", .run = rule_vote_sums},
	{"F25", SEVERITY_FEL, "Bara tjänstgörande röstar, var och en en gång", "KL 5:67", .run = rule_voters},
	{"F26", SEVERITY_FEL, "Utslagsröst vid lika röstetal", "KL 5:56", .run = rule_tie},
	{"F30", SEVERITY_FEL, "Bara den som deltagit kan reservera sig", "KL 4:27", .run = rule_reservation},
	{"F35", SEVERITY_FEL, "Jävig deltar inte i paragrafen", "KL 6:30", .run = rule_jav},
	{"F41", SEVERITY_FEL, "Bilagor som texten nämner finns", "praxis", .all_types = true, .line = line_bilaga,
		.any = HAS_ANY},
	{"F43D", SEVERITY_FEL, "Veckodag som stämmer med datum", "praxis", .all_types = true, .line = line_weekday,
		.any = HAS_DIGIT},
	{"F43T", SEVERITY_FEL, "Datum och klockslag som finns", "praxis", .all_types = true, .line = line_impossible,
		.any = HAS_DIGIT},
	{"F43M", SEVERITY_VARNING, "Klockslag i texten mot mötets tid", "praxis", .line = line_meeting_time,
		.any = HAS_DIGIT},
	{"F43R", SEVERITY_VARNING, "Närvarande mot organets register", "praxis", .run = rule_register},
	{"F43N", SEVERITY_VARNING, "Namn och parti i texten mot närvarolistan", "praxis", .line = line_names,
		.any = HAS_UPPER},
	{"F43L", SEVERITY_FEL, "Luckor att fylla i", "paragraf 1", .run = rule_gaps, .all_types = true},
	{"F43A", SEVERITY_FEL, "Anteckningar som inte ska skrivas ut", "paragraf 1", .run = rule_notes, .all_types = true},
	{"F43X", SEVERITY_VARNING, "Platshållare", "praxis", .all_types = true, .line = line_placeholders, .any = HAS_ANY},
	{"F44", SEVERITY_FEL, "Beslut ändrade efter klubbslaget", "JO 3339", .run = rule_gavel},
	{"F45", SEVERITY_FEL, "Justering inom fjorton dagar", "KL 5:69", .run = rule_signing_day},
	{"S01", SEVERITY_VARNING, "Tankstreck i intervall", "Språkrådet; EUS", .all_types = true, .line = line_interval,
		.any = HAS_HYPHEN | HAS_E2},
	{"S02", SEVERITY_VARNING, "Procenttecken: mellanslag och decimalkomma", "EUS", .all_types = true,
		.line = line_percent, .any = HAS_PERCENT},
	{"S03", SEVERITY_VARNING, "Paragraftecken med mellanslag", "Svarta listan; praxis", .all_types = true,
		.line = line_sign, .any = HAS_C2, .phrase = phrase_sign, .lists = 1u << PHRASE_SIGN},
	{"S04", SEVERITY_VARNING, "Svenska citattecken", "EUS", .all_types = true, .line = line_quotes,
		.any = HAS_QUOTE | HAS_E2},
	{"S05", SEVERITY_UPPLYSNING, "Klockslag med punkt", "Svenska skrivregler", .all_types = true, .line = line_clock,
		.any = HAS_DIGIT},
	{"S06", SEVERITY_VARNING, "Datum med månadens namn", "Svenska skrivregler", .all_types = true, .line = line_date,
		.any = HAS_DIGIT},
	{"S07", SEVERITY_VARNING, "Förkortningar med punkt", "Svenska skrivregler", .all_types = true,
		.phrase = phrase_abbreviation, .lists = 1u << PHRASE_ABBREVIATION},
	{"S08", SEVERITY_VARNING, "Stora tal i grupper om tre siffror", "EUS", .all_types = true, .line = line_numbers,
		.any = HAS_DIGIT, .finish = finish_numbers},
	{"S09", SEVERITY_UPPLYSNING, "Miljoner kronor: mnkr", "Myndigheternas skrivregler", .all_types = true,
		.phrase = phrase_unit, .lists = 1u << PHRASE_UNIT},
	{"S10", SEVERITY_UPPLYSNING, "Klarspråk: enklare ord", "Svarta listan", .all_types = true, .phrase = phrase_plain,
		.lists = 1u << PHRASE_PLAIN},
	{"S11", SEVERITY_UPPLYSNING, "SFS-nummer första gången en lag nämns", "Svarta listan", .all_types = true,
		.phrase = phrase_law, .lists = 1u << PHRASE_LAW, .finish = finish_laws},
	{"S12", SEVERITY_VARNING, "Mellanslag", "EUS", .all_types = true, .line = line_blanks,
		.any = HAS_BLANK | HAS_POINT | HAS_DIGIT},
	{"S13", SEVERITY_UPPLYSNING, "Långa meningar", "Myndigheternas skrivregler", .run = rule_long_sentences, .all_types = true},
	{"S14", SEVERITY_UPPLYSNING, "Punktlistor i samma form", "Myndigheternas skrivregler", .run = rule_list_form, .all_types = true,
		.line = line_list_lead, .any = HAS_POINT},
	{"T01", SEVERITY_UPPLYSNING, "Ett organ: samma begynnelsebokstav", "Svenska skrivregler", .all_types = true,
		.line = line_capitals, .any = HAS_UPPER, .finish = finish_capitals},
	{"T02", SEVERITY_UPPLYSNING, "Ett ord: samma stavning", "Svenska skrivregler", .all_types = true,
		.phrase = phrase_variant, .lists = 1u << PHRASE_VARIANT, .finish = finish_variants},
	{"T03", SEVERITY_UPPLYSNING, "Förkortningar utskrivna första gången", "Myndigheternas skrivregler",
		.all_types = true, .phrase = phrase_acronym, .lists = 1u << PHRASE_ACRONYM | 1u << PHRASE_EXPANSION,
		.finish = finish_acronyms},
	{"T04", SEVERITY_UPPLYSNING, "Ett namn: samma stavning", "praxis", .all_types = true, .line = line_stray_names,
		.any = HAS_UPPER, .finish = finish_stray_names},
};

enum { NROWS = sizeof rows / sizeof rows[0] };

size_t check_rules(void)
{
	return NROWS;
}

struct check_rule_info check_rule(size_t i)
{
	const struct check_row *row = &rows[i < NROWS ? i : 0];

	return (struct check_rule_info){row->id, row->text, row->source, row->severity};
}

static struct check_finding *new_finding(struct check_run *r, struct range where)
{
	struct check_result *out = r->out;
	struct check_finding *f;

	if (where.at > r->p->src.n)
		where = (struct range){r->p->src.n, 0};
	out->v = mem_grow(out->v, out->n, &out->cap, sizeof *out->v);
	f = &out->v[out->n++];
	*f = (struct check_finding){.severity = r->row->severity, .id = r->row->id, .source = r->row->source,
		.where = where};
	return f;
}

static char *formatted(const char *fmt, va_list ap)
{
	struct str s = STR_INIT;

	str_vaddf(&s, fmt, ap);
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.buf[i] < 0x20)
			s.buf[i] = ' ';
	return s.buf ? str_take(&s) : mem_strdup("");
}

void check_add(struct check_run *r, struct range where, const char *rattning, const char *fmt, ...)
{
	struct check_finding *f = new_finding(r, where);
	va_list ap;

	va_start(ap, fmt);
	f->text = formatted(fmt, ap);
	va_end(ap);
	f->rattning = rattning ? mem_strdup(rattning) : NULL;
}

void check_mark(struct check_run *r, const struct check_line *l, enum severity s, size_t at, size_t n,
	const char *rattning, const char *fmt, ...)
{
	struct check_finding *f;
	va_list ap;

	if (check_quoted(l, at) || check_masked(l, at))
		return;
	f = new_finding(r, (struct range){l->at + at, n});
	va_start(ap, fmt);
	f->text = formatted(fmt, ap);
	va_end(ap);
	f->severity = s;
	f->rattning = rattning && !l->quote ? mem_strdup(rattning) : NULL;
}

void check_see(struct check_run *r, const struct check_line *l, size_t at, size_t n, int group, int form)
{
	int32_t cp = -1;

	r->sight = mem_grow(r->sight, r->nsights, &r->capsights, sizeof *r->sight);
	u8_decode(l->text.p + at, l->text.n - at, &cp);
	r->sight[r->nsights++] = (struct sight){.row = r->row, .group = group, .form = form, .at = l->at + at, .n = n,
		.item = l->nitem, .upper = u8_upper(cp), .starts = check_sentence_starts(l, at),
		.quiet = l->heading || l->quote || l->table || check_quoted(l, at)};
}

void check_add_as(struct check_run *r, enum severity s, struct range where, const char *fmt, ...)
{
	struct check_finding *f = new_finding(r, where);
	va_list ap;

	va_start(ap, fmt);
	f->text = formatted(fmt, ap);
	va_end(ap);
	f->severity = s;
}

static int by_place(const void *a, const void *b)
{
	const struct check_finding *x = a, *y = b;

	if (x->where.at != y->where.at)
		return x->where.at < y->where.at ? -1 : 1;
	if (x->severity != y->severity)
		return x->severity < y->severity ? -1 : 1;
	return strcmp(x->id, y->id);
}

/* Lines and columns in one walk: the findings are in order. */
static void place(struct check_result *r, struct span src)
{
	size_t at = 0, start = 0;
	int line = 1;

	for (size_t i = 0; i < r->n; i++) {
		struct check_finding *f = &r->v[i];

		for (; at < f->where.at; at++)
			if (src.p[at] == '\n') {
				line++;
				start = at + 1;
			}
		f->line = line;
		f->col = f->where.at > start ? (int)u8_count(src.p + start, f->where.at - start) + 1 : 1;
	}
}

bool check_goes_on(const struct check_run *r)
{
	return !r->go_on || r->go_on(r->ctx);
}

bool check_may_be_off(const char *id)
{
	return id && *id && !(id[0] == 'F' && id[1] >= '0' && id[1] <= '9') && !span_starts(span_of(id), "FORMAT");
}

bool check_is_off(const struct pairs *off, const char *id)
{
	const struct pair *row = off && check_may_be_off(id) ? pairs_find(off, span_of(id)) : NULL;

	return row && span_is(row->right, "av");
}

/* The rules that are on, by how they look at the text. */
struct run {
	struct check_run r;
	const struct check_row *line[NROWS];
	size_t nlines;
	const struct check_row *phrase[PHRASE_LISTS];
	unsigned lists;
	const struct check_line *now;
};

static void choose(struct run *x)
{
	for (size_t i = 0; i < NROWS; i++) {
		const struct check_row *row = &rows[i];

		if (!((x->r.p->typ == TYP_PROTOKOLL) || (row->all_types && x->r.p->typ != TYP_ORGAN)) ||
			check_is_off(x->r.facts->off, row->id))
			continue;
		if (row->line)
			x->line[x->nlines++] = row;
		for (unsigned list = 0; row->phrase && list < PHRASE_LISTS; list++)
			if (row->lists & 1u << list)
				x->phrase[list] = row;
		x->lists |= row->lists;
	}
}

static void on_phrase(void *ctx, const struct phrase *what, size_t at, size_t n)
{
	struct run *x = ctx;

	x->r.row = x->phrase[what->list];
	if (x->r.row)
		x->r.row->phrase(&x->r, x->now, what, at, n);
}

static void on_line(void *ctx, const struct check_line *l)
{
	struct run *x = ctx;

	for (size_t i = 0; i < x->nlines; i++)
		if (x->line[i]->any & l->has) {
			x->r.row = x->line[i];
			x->line[i]->line(&x->r, l);
		}
	x->now = l;
	if (x->lists)
		phrases_each(x->r.phrases, l->text, on_phrase, x);
}

/* Everything in one walk over the lines; the rules on the whole protocol before
 * and after it. false: nobody asks for it any more. */
static bool run_rules(struct run *x)
{
	struct check_run *r = &x->r;

	choose(x);
	for (int after = 0; after < 2; after++) {
		for (size_t i = 0; i < NROWS; i++) {
			void (*fn)(struct check_run *) = after ? rows[i].finish : rows[i].run;

			if (!check_goes_on(r))
				return false;
			r->row = &rows[i];
			if (fn && (r->p->typ == TYP_PROTOKOLL || (rows[i].all_types && r->p->typ != TYP_ORGAN) || i == 0) &&
				!check_is_off(r->facts->off, rows[i].id))
				fn(r);
		}
		if (!after)
			check_walk(r, on_line, x);
	}
	if (r->p->typ != TYP_ORGAN)
		check_count_sentences(r);
	return true;
}

bool check_run_while(const struct protocol *p, const struct organ *opt_organ, const struct check_facts *opt_facts,
	bool (*go_on)(void *ctx), void *ctx, struct check_result *out)
{
	static const struct check_facts none = {0};
	const struct check_facts *facts = opt_facts ? opt_facts : &none;
	struct phrases *own = facts->lists && facts->lists->phrases ? NULL : phrases_new(facts->lists);
	struct run x = {.r = {.p = p, .organ = opt_organ, .facts = facts, .out = out, .go_on = go_on, .ctx = ctx,
				.phrases = own ? own : facts->lists->phrases}};
	bool whole;

	*out = (struct check_result){0};
	whole = run_rules(&x);
	phrases_free(own);
	check_people_release(&x.r);
	free(x.r.sight);
	if (!whole) {
		check_release(out);
		return false;
	}
	if (out->n)
		qsort(out->v, out->n, sizeof *out->v, by_place);
	place(out, p->src);
	for (size_t i = 0; i < out->n; i++)
		out->count[out->v[i].severity]++;
	return true;
}

void check_run(const struct protocol *p, const struct organ *opt_organ,
	const struct check_facts *opt_facts, struct check_result *out)
{
	(void)check_run_while(p, opt_organ, opt_facts, NULL, NULL, out);
}

void check_release(struct check_result *r)
{
	for (size_t i = 0; i < r->n; i++) {
		free(r->v[i].text);
		free(r->v[i].rattning);
	}
	free(r->v);
	*r = (struct check_result){0};
}

const char *check_severity_name(enum severity s)
{
	return severity_name(s);
}

void check_add_lines(struct str *out, const struct check_result *r, const char *file, enum severity least)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct check_finding *f = &r->v[i];

		if (f->severity <= least)
			str_addf(out, "%s:%d:%d: %s: %s [%s]\n", file, f->line, f->col,
				check_severity_name(f->severity), f->text, f->id);
	}
}

void check_add_json(struct str *out, const struct check_result *r, enum severity least)
{
	const char *sep = "";

	str_adds(out, "{\"format\": \"paragraf-fynd 1\", \"fynd\": [");
	for (size_t i = 0; i < r->n; i++) {
		const struct check_finding *f = &r->v[i];

		if (f->severity > least)
			continue;
		str_addf(out, "%s\n  {\"rad\": %d, \"kolumn\": %d, \"niva\": \"%s\", \"id\": ", sep, f->line, f->col,
			check_severity_name(f->severity));
		str_add_json(out, span_of(f->id));
		str_adds(out, ", \"text\": ");
		str_add_json(out, span_of(f->text));
		str_adds(out, ", \"rattning\": ");
		str_add_json(out, span_of(f->rattning));
		str_addc(out, '}');
		sep = ",";
	}
	str_adds(out, *sep ? "\n]}\n" : "]}\n");
}
