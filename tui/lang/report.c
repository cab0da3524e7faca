/* report: see report.h. */
#include "lang/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"

#define WAIT_MS 60000

/* One pass asks, the next reads; an answer may lead to a new question (the word
 * with its period, the parts of a compound, a joined form), seldom more than six
 * times. */
#define PASSES 16

static int scan_all(struct spell *s, struct span src, struct spell_hits *hits, struct err *err)
{
	spell_note_text(s, src);
	for (int i = 0; i < PASSES; i++) {
		spell_hits_release(hits);
		spell_scan(s, src, (struct range){0, src.n}, SPELL_NOWHERE, SPELL_WORDS | SPELL_RULES, hits);
		if (spell_trouble(s) || !spell_asked(s))
			break;
		if (!spell_wait(s, WAIT_MS))
			return err_set(err, ERR_SYSTEM, "Stavningskontrollen svarar inte. Försök igen.");
	}
	if (spell_trouble(s))
		return err_set(err, ERR_SYSTEM, "%s", spell_trouble(s));
	return 0;
}

/* The last row's word stood before: its suggestions are taken from there. */
static bool same_as_before(struct report *out, struct span src)
{
	struct report_row *last = &out->row[out->n - 1];

	for (size_t i = 0; i + 1 < out->n; i++) {
		const struct report_row *r = &out->row[i];

		if (r->why || !span_eq(span_sub(src, r->where.at, r->where.n), span_sub(src, last->where.at, last->where.n)))
			continue;
		for (size_t k = 0; k < r->suggestion.n; k++)
			strlist_add(&last->suggestion, r->suggestion.v[k], strlen(r->suggestion.v[k]));
		return true;
	}
	return false;
}

int report_run(struct spell *s, struct span src, bool suggest, struct report *out, struct err *err)
{
	struct spell_hits hits = {0};
	size_t at = 0;
	int line = 1, rc = scan_all(s, src, &hits, err);
	size_t start = 0;

	*out = (struct report){.words = hits.words};
	for (size_t i = 0; rc == 0 && i < hits.n; i++) {
		struct report_row *r;
		struct spell_hit h = hits.v[i];

		for (; at < h.where.at; at++)
			if (src.p[at] == '\n') {
				line++;
				start = at + 1;
			}
		out->row = mem_grow(out->row, out->n, &out->cap, sizeof *out->row);
		r = &out->row[out->n++];
		*r = (struct report_row){.line = line, .where = h.where, .mark = h.mark, .quoted = h.quoted,
			.id = h.id, .why = h.why};
		r->col = (int)u8_count(src.p + start, h.where.at - start) + 1;
		if (h.fix)
			strlist_add(&r->suggestion, h.fix, strlen(h.fix));
		else if (!h.why && suggest && !same_as_before(out, src))
			rc = spell_suggest(s, span_sub(src, h.where.at, h.where.n), &r->suggestion, err);
	}
	spell_hits_release(&hits);
	if (rc)
		report_release(out);
	return rc;
}

void report_release(struct report *r)
{
	for (size_t i = 0; i < r->n; i++)
		strlist_release(&r->row[i].suggestion);
	free(r->row);
	*r = (struct report){0};
}

static struct span word_of(const struct report_row *r, struct span src)
{
	return span_sub(src, r->where.at, r->where.n);
}

/* ”xyz” finns inte i ordlistan; menas abc? / ”folk tandvården” ska skrivas ihop: folktandvården */
static void add_text(struct str *out, const struct report_row *row, struct span src)
{
	struct span w = word_of(row, src), rest = w, part;

	str_adds(out, "”");
	while (span_split(&rest, "\n", &part)) /* one line, whatever the finding holds */
		str_addf(out, "%.*s%s", SPAN_FMT(part), rest.p ? " " : "");
	str_addf(out, "” %s", row->why ? row->why : "finns inte i ordlistan");
	for (size_t k = 0; k < row->suggestion.n; k++)
		str_addf(out, "%s%s", k ? ", " : row->why ? ": " : "; menas ", row->suggestion.v[k]);
	if (row->suggestion.n && !row->why)
		str_addc(out, '?');
}

void report_add_lines(struct str *out, const struct report *r, struct span src, const char *file)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct report_row *row = &r->row[i];

		str_addf(out, "%s:%d:%d: %s: ", file, row->line, row->col, row->mark == SPELL_GREY ? "upplysning" : "varning");
		add_text(out, row, src);
		str_addf(out, " [%s]\n", row->id);
	}
}

void report_add_list(struct str *out, const struct report *r, struct span src)
{
	struct strlist words = {0};

	for (size_t i = 0; i < r->n; i++) {
		struct span w = word_of(&r->row[i], src);

		if (!r->row[i].why && !strlist_has(&words, w))
			strlist_add(&words, w.p, w.n);
	}
	strlist_sort(&words);
	for (size_t i = 0; i < words.n; i++)
		str_addf(out, "%s\n", words.v[i]);
	strlist_release(&words);
}

static const char *const mark_names[] = {[SPELL_RED] = "rod", [SPELL_YELLOW] = "gul", [SPELL_GREY] = "gra"};

void report_add_json(struct str *out, const struct report *r, struct span src)
{
	str_addf(out, "{\"format\": \"paragraf-stava 1\", \"ord\": %zu, \"fynd\": [", r->words);
	for (size_t i = 0; i < r->n; i++) {
		const struct report_row *row = &r->row[i];

		str_addf(out, "%s\n  {\"rad\": %d, \"kolumn\": %d, \"id\": \"%s\", \"mark\": \"%s\", \"text\": ",
			i ? "," : "", row->line, row->col, row->id, mark_names[row->mark]);
		str_add_json(out, word_of(row, src));
		str_adds(out, ", \"forslag\": [");
		for (size_t k = 0; k < row->suggestion.n; k++) {
			str_adds(out, k ? ", " : "");
			str_add_json(out, span_of(row->suggestion.v[k]));
		}
		str_adds(out, "]}");
	}
	str_adds(out, r->n ? "\n]}\n" : "]}\n");
}
