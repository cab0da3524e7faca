/* check: the table of rules, running it and writing what it finds. See check.h.
 * The rules stand in formal.c, voting.c, text.c, people.c and typography.c. */
#include "check/check.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "check/inner.h"

static const struct check_row rows[] = {
	{"FORMAT", SEVERITY_VARNING, "Utkastets form", "paragraf 1", rule_format, true},
	{"F01", SEVERITY_FEL, "Tid och plats för sammanträdet", "KL 5:65; FMH", rule_time_and_place, false},
	{"F03", SEVERITY_FEL, "Ordförande och sekreterare för varje paragraf", "KL 5:65", rule_chair, false},
	{"F04", SEVERITY_FEL, "Justerare: utsedd, närvarande, inte ordföranden", "KL 5:69", rule_signers, false},
	{"F06", SEVERITY_FEL, "Beslutförhet vid varje paragraf", "KL 6:27, 5:45", rule_quorum, false},
	{"F07", SEVERITY_FEL, "Närvaro och tjänstgöring", "KL 5:66", rule_serving, false},
	{"F11", SEVERITY_FEL, "Paragrafnummer i följd", "praxis", rule_numbers, false},
	{"F13", SEVERITY_VARNING, "Diarienummer i ärenden", "praxis (FMH)", rule_dnr, false},
	{"F14", SEVERITY_FEL, "Beslut i varje ärende", "KL 5:67", rule_decision, false},
	{"F15", SEVERITY_VARNING, "Beslut som kan läsas fristående", "praxis (KBA-HB)", rule_decision_alone, false},
	{"F17", SEVERITY_FEL, "Yrkanden med namn och lydelse", "KL 5:67", rule_yrkande, false},
	{"F18", SEVERITY_FEL, "Beslutsgång när förslag står mot varandra", "KL 5:67", rule_beslutsgang, false},
	{"F23", SEVERITY_FEL, "Vad ja och nej innebär", "KL 5:53", rule_vote_meaning, false},
	{"F24", SEVERITY_FEL, "Röster och summor", "KL 5:67", rule_vote_sums, false},
	{"F25", SEVERITY_FEL, "Bara tjänstgörande röstar, var och en en gång", "KL 5:67", rule_voters, false},
	{"F26", SEVERITY_FEL, "Utslagsröst vid lika röstetal", "KL 5:56", rule_tie, false},
	{"F30", SEVERITY_FEL, "Bara den som deltagit kan reservera sig", "KL 4:27", rule_reservation, false},
	{"F35", SEVERITY_FEL, "Jävig deltar inte i paragrafen", "KL 6:30", rule_jav, false},
	{"F41", SEVERITY_FEL, "Bilagor som texten nämner finns", "praxis", rule_bilaga, true},
	{"F43D", SEVERITY_FEL, "Veckodag som stämmer med datum", "praxis", rule_weekday, true},
	{"F43T", SEVERITY_FEL, "Datum och klockslag som finns", "praxis", rule_impossible, true},
	{"F43M", SEVERITY_VARNING, "Klockslag i texten mot mötets tid", "praxis", rule_meeting_time, false},
	{"F43R", SEVERITY_VARNING, "Närvarande mot organets register", "praxis", rule_register, false},
	{"F43N", SEVERITY_VARNING, "Namn och parti i texten mot närvarolistan", "praxis", rule_names, false},
	{"F43L", SEVERITY_FEL, "Luckor att fylla i", "paragraf 1", rule_gaps, true},
	{"F43A", SEVERITY_FEL, "Anteckningar som inte ska skrivas ut", "paragraf 1", rule_notes, true},
	{"F43X", SEVERITY_VARNING, "Platshållare", "praxis", rule_placeholders, true},
	{"F45", SEVERITY_FEL, "Justering inom fjorton dagar", "KL 5:69", rule_signing_day, false},
	{"S01", SEVERITY_VARNING, "Tankstreck i intervall", "språkrådet; EUS", rule_interval, true},
	{"S02", SEVERITY_VARNING, "Mellanslag före procenttecken", "EUS", rule_percent, true},
	{"S03", SEVERITY_VARNING, "Mellanslag efter paragraftecken", "Svarta listan; praxis", rule_paragraph_sign, true},
	{"S04", SEVERITY_VARNING, "Svenska citattecken", "EUS", rule_quotes, true},
	{"S05", SEVERITY_UPPLYSNING, "Klockslag med punkt", "Svenska skrivregler", rule_clock_form, true},
	{"S07", SEVERITY_VARNING, "Förkortningar med punkt", "Svenska skrivregler", rule_abbreviations, true},
	{"S12", SEVERITY_VARNING, "Mellanslag", "EUS", rule_blanks, true},
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

bool check_run_while(const struct protocol *p, const struct organ *opt_organ, const struct check_facts *opt_facts,
	bool (*go_on)(void *ctx), void *ctx, struct check_result *out)
{
	static const struct check_facts none = {0};
	struct check_run r = {.p = p, .organ = opt_organ, .facts = opt_facts ? opt_facts : &none, .out = out,
		.go_on = go_on, .ctx = ctx};

	*out = (struct check_result){0};
	for (size_t i = 0; i < NROWS; i++) {
		if (!check_goes_on(&r)) {
			check_release(out);
			return false;
		}
		r.row = &rows[i];
		if (p->typ == TYP_PROTOKOLL || (r.row->all_types && p->typ != TYP_ORGAN) || i == 0)
			rows[i].run(&r);
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
