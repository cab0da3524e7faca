/* log: see log.h. One table says what the kinds are called, how many fields they
 * have and how a row is told. */
#include "justering/log.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "doc/person.h"
#include "justering/row.h"

#define FORMAT "format: paragraf-logg 1"

/* `line`: {n} is field n; what stands in [ ] is left out when its field is empty or "0". */
static const struct row {
	const char *name;
	int fields;
	const char *line;
} rows[LOG_KINDS] = {
	[LOG_UTSKICK] = {"utskick", 7, "sänt till {1}, version {3}"},
	[LOG_SVAR] = {"svar", 5, "svar från {1}, ändringar: {4}"},
	[LOG_INGA] = {"inga anmärkningar", 2, "{1} har inga anmärkningar"},
	[LOG_GODTAGET] = {"godtaget", 2, "förslag {0} från {1} godtaget"},
	[LOG_AVVISAT] = {"avvisat", 3, "förslag {0} från {1} avvisat[: {2}]"},
	[LOG_ANGRAT] = {"ångrat", 2, "förslag {0} från {1} öppet igen"},
	[LOG_KLUBBSKAL] = {"klubbskäl", 4, "§ {0} ändrad efter klubbslaget: {3}"},
	[LOG_START] = {"start", 3, "[del {0}: ]sänt för underskrift, version {2}"},
	[LOG_SETT] = {"sett", 2, "{0} har sett ändringarna"},
	[LOG_UNDERSKRIFT] = {"underskrift", 4, "[del {0}: ]underskrivet av {1}, {2}"},
	[LOG_VAGRAN] = {"vägran", 3, "[del {0}: ]{1} vill inte skriva under[: {2}]"},
	[LOG_ATERGANG] = {"återgång", 2, "[del {0}: ]{1} tar tillbaka sin vägran"},
	[LOG_AVVIKANDE] = {"avvikande", 2, "[del {0}: ]{1}: avvikande uppfattning antecknas"},
	[LOG_OVERLAMNAD] = {"överlämnad", 2, "[del {0}: ]{1}: justeringen överlämnas till nästa sammanträde"},
	[LOG_ATERKALLAD] = {"återkallad", 2, "[del {0}: ]justeringen återkallad[: {1}]"},
	[LOG_JUSTERAT] = {"justerat", 3, "[del {0}: ]justerat {2}"},
};

void log_release(struct log *l)
{
	for (size_t i = 0; i < l->n; i++)
		for (int k = 0; k < LOG_FIELDS; k++)
			free(l->v[i].field[k]);
	free(l->v);
	*l = (struct log){NULL, 0, 0};
}

/* What a line can hold: control characters as blanks, bytes that are no UTF-8 as
 * U+FFFD, none at the ends. */
static char *one_line(const char *text)
{
	struct span s = span_of(text ? text : "");
	struct str out = STR_INIT;
	char *trimmed;
	int32_t cp;

	for (size_t i = 0, n; i < s.n; i += n) {
		n = u8_decode(s.p + i, s.n - i, &cp);
		if (cp < 0)
			str_adds(&out, "\xEF\xBF\xBD");
		else if (u8_control(cp))
			str_addc(&out, ' ');
		else
			str_add(&out, s.p + i, n);
	}
	trimmed = span_dup(span_trim(str_span(&out)));
	str_release(&out);
	return trimmed;
}

static struct log_entry *push(struct log *l)
{
	l->v = mem_grow(l->v, l->n, &l->cap, sizeof *l->v);
	l->v[l->n] = (struct log_entry){.kind = LOG_KINDS};
	return &l->v[l->n++];
}

void log_add(struct log *l, struct stamp at, enum log_kind k, const char *const *field)
{
	struct log_entry *e = push(l);
	bool more = true;

	e->at = at;
	e->kind = k;
	for (int i = 0; i < rows[k].fields; i++) {
		more = more && field && field[i];
		e->field[i] = one_line(more ? field[i] : "");
	}
}

/* ---------------------------------------------------------------- the file */

static void write_entry(struct str *out, const struct log_entry *e)
{
	clock_add_iso(out, e->at);
	row_add(out, rows[e->kind].name);
	for (int i = 0; i < rows[e->kind].fields; i++)
		row_add(out, e->field[i]);
	str_addc(out, '\n');
}

void log_write(const struct log *l, struct str *out)
{
	str_adds(out, FORMAT "\n");
	for (size_t i = 0; i < l->n; i++)
		write_entry(out, &l->v[i]);
}

static bool kind_find(struct span name, enum log_kind *out)
{
	for (int k = 0; k < LOG_KINDS; k++) {
		if (!span_is(name, rows[k].name))
			continue;
		*out = (enum log_kind)k;
		return true;
	}
	return false;
}

/* The row is right when writing it gives the same bytes. */
static bool parse_entry(struct log *l, struct span line)
{
	struct log_entry *e = push(l);
	struct str field = STR_INIT, back = STR_INIT;
	struct span rest = line;
	bool ok = row_next(&rest, &field) && clock_parse(str_span(&field), &e->at) == 0 &&
		  row_next(&rest, &field) && kind_find(str_span(&field), &e->kind);

	for (int i = 0; ok && i < rows[e->kind].fields; i++) {
		ok = row_next(&rest, &field);
		e->field[i] = one_line(str_c(&field));
	}
	if (ok) {
		write_entry(&back, e);
		ok = span_eq(span_sub(str_span(&back), 0, back.len - 1), line);
	}
	str_release(&field);
	str_release(&back);
	return ok;
}

int log_parse(struct log *out, struct span bytes, struct err *err)
{
	struct span rest = bytes, line;
	struct log l = {NULL, 0, 0};
	int nr = 0;
	bool ok = bytes.n == 0 || bytes.p[bytes.n - 1] == '\n';

	while (ok && span_line(&rest, &line)) {
		nr++;
		ok = nr == 1 ? span_is(line, FORMAT) : parse_entry(&l, line);
	}
	if (!ok) {
		log_release(&l);
		return err_set(err, ERR_INPUT, LOG_FILE " är skadad eller omskriven på rad %d", nr ? nr : 1);
	}
	*out = l;
	return 0;
}

/* ---------------------------------------------------------------- for people */

static bool nothing(const char *field)
{
	return !field || !*field || strcmp(field, "0") == 0;
}

static const char *field_at(const struct log_entry *e, const char *brace)
{
	int i = brace[1] - '0';

	return i >= 0 && i < LOG_FIELDS && e->field[i] ? e->field[i] : "";
}

void log_add_line(struct str *out, const struct log_entry *e)
{
	struct date d = clock_date(e->at);
	const char *p = rows[e->kind].line;

	str_addf(out, "%d %s ", d.day, date_month_name(d.month));
	clock_add_time(out, e->at, false);
	str_adds(out, ": ");
	for (; *p; p++) {
		if (*p == '[' && nothing(field_at(e, strchr(p, '{')))) {
			p = strchr(p, ']');
		} else if (*p == '{') {
			str_adds(out, field_at(e, p));
			p += 2;
		} else if (*p != '[' && *p != ']') {
			str_addc(out, *p);
		}
	}
}

/* ---------------------------------------------------------------- packets */

static bool same_folded(struct span a, struct span b)
{
	size_t na, nb;
	char *x = u8_fold(a.p ? a.p : "", a.n, &na), *y = u8_fold(b.p ? b.p : "", b.n, &nb);
	bool same = na == nb && memcmp(x, y, na) == 0;

	free(x);
	free(y);
	return same;
}

/* With a party on both sides both count. */
static bool same_person(struct span a, struct span b)
{
	struct span name_a, party_a, name_b, party_b;

	if (same_folded(a, b))
		return true;
	person_split_name(a, &name_a, &party_a);
	person_split_name(b, &name_b, &party_b);
	return same_folded(name_a, name_b) && (!party_a.n || !party_b.n);
}

const struct log_entry *log_last_packet(const struct log *l, struct span who)
{
	who = span_trim(who);
	for (size_t i = l->n; i-- > 0;)
		if (l->v[i].kind == LOG_UTSKICK && same_person(span_of(l->v[i].field[1]), who))
			return &l->v[i];
	return NULL;
}

static int number_of(const struct log_entry *e)
{
	long nr;

	return e->kind == LOG_UTSKICK && span_int(span_of(e->field[0]), &nr) ? (int)nr : 0;
}

const struct log_entry *log_packet(const struct log *l, int nr)
{
	for (size_t i = l->n; nr > 0 && i-- > 0;)
		if (number_of(&l->v[i]) == nr)
			return &l->v[i];
	return NULL;
}

int log_next_packet(const struct log *l)
{
	int most = 0;

	for (size_t i = 0; i < l->n; i++)
		most = number_of(&l->v[i]) > most ? number_of(&l->v[i]) : most;
	return most + 1;
}
