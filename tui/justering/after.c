/* after: see after.h. Reading writes the rows back and compares, as the other
 * files of justering: two files with the same meaning can't differ in a byte. */
#include "justering/after.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/u8.h"
#include "justering/row.h"

#define FORMAT "format: paragraf-efter 1\n"

enum { FIELDS_MOST = 5 };

/* The strings of a row, in the order of the file. */
static const struct row {
	const char *name;
	bool para;                     /* § first */
	size_t n;
	size_t at[FIELDS_MOST];        /* offsets of char * in struct after_entry */
} rows[AFTER_KINDS] = {
	[AFTER_ANSLAGET] = {"anslaget", false, 2, {offsetof(struct after_entry, where), offsetof(struct after_entry, who)}},
	[AFTER_NEDTAGET] = {"nedtaget", false, 1, {offsetof(struct after_entry, who)}},
	[AFTER_ARKIVERAT] = {"arkiverat", false, 2, {offsetof(struct after_entry, where), offsetof(struct after_entry, who)}},
	[AFTER_RATTELSE] = {"rättelse", true, 4, {offsetof(struct after_entry, old), offsetof(struct after_entry, text),
		offsetof(struct after_entry, reason), offsetof(struct after_entry, who)}},
};

static char **field(struct after_entry *e, size_t i)
{
	return (char **)(void *)((char *)e + rows[e->kind].at[i]);
}

char *after_one_line(struct span text)
{
	struct str out = STR_INIT;
	struct span trimmed;
	char *line;
	int32_t cp;

	for (size_t i = 0, n; i < text.n; i += n) {
		n = u8_decode(text.p + i, text.n - i, &cp);
		if (cp < 0)
			str_adds(&out, "\xEF\xBF\xBD");
		else if (cp != ' ' && !u8_control(cp))
			str_add(&out, text.p + i, n);
		else if (!span_ends(str_span(&out), " "))
			str_addc(&out, ' ');
	}
	trimmed = span_trim(str_span(&out));
	line = span_dup(trimmed);
	str_release(&out);
	return line;
}

void after_release(struct after *a)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < rows[a->v[i].kind].n; k++)
			free(*field(&a->v[i], k));
	free(a->v);
	*a = (struct after){0};
}

void after_add(struct after *a, const struct after_entry *e)
{
	struct after_entry from = *e, to = {.kind = e->kind, .day = e->day, .at = e->at, .para = e->para};

	for (size_t i = 0; i < rows[e->kind].n; i++)
		*field(&to, i) = after_one_line(span_of(*field(&from, i)));
	a->v = mem_grow(a->v, a->n, &a->cap, sizeof *a->v);
	a->v[a->n++] = to;
}

const struct after_entry *after_last(const struct after *a, enum after_kind kind)
{
	for (size_t i = a->n; i-- > 0;)
		if (a->v[i].kind == kind)
			return &a->v[i];
	return NULL;
}

/* ---------------------------------------------------------------- the file */

void after_write(const struct after *a, struct str *out)
{
	str_adds(out, FORMAT);
	for (size_t i = 0; i < a->n; i++) {
		struct after_entry e = a->v[i];

		str_addf(out, "%s: ", rows[e.kind].name);
		date_add_iso(out, e.day);
		str_addc(out, ' ');
		clock_add_iso(out, e.at);
		if (rows[e.kind].para)
			str_addf(out, " | %d", e.para);
		for (size_t k = 0; k < rows[e.kind].n; k++)
			row_add(out, *field(&e, k));
		str_addc(out, '\n');
	}
}

static bool kind_of(struct span name, enum after_kind *out)
{
	for (int i = 0; i < AFTER_KINDS; i++)
		if (span_is(name, rows[i].name)) {
			*out = (enum after_kind)i;
			return true;
		}
	return false;
}

static bool read_row(struct after *a, struct span line)
{
	size_t colon = span_find(line, ": ", 0), blank, bar;
	struct after_entry e = {0};
	struct span rest;
	struct str text = STR_INIT;
	long para = 0;
	bool ok;

	if (colon == (size_t)-1 || !kind_of(span_sub(line, 0, colon), &e.kind))
		return false;
	rest = span_from(line, colon + 2);
	blank = span_find(rest, " ", 0);
	bar = span_find(rest, " | ", 0);
	if (blank == (size_t)-1 || bar == (size_t)-1 || blank >= bar)
		return false;
	ok = date_parse(span_sub(rest, 0, blank), &e.day) &&
	     clock_parse(span_sub(rest, blank + 1, bar - blank - 1), &e.at) == 0;
	rest = span_from(rest, bar + 3);
	if (ok && rows[e.kind].para)
		ok = row_next(&rest, &text) && span_int(str_span(&text), &para);
	e.para = (int)para;
	for (size_t k = 0; ok && k < rows[e.kind].n; k++) {
		ok = row_next(&rest, &text);
		*field(&e, k) = mem_strdup(str_c(&text));
	}
	if (ok && !rest.p)
		after_add(a, &e);
	else
		ok = false;
	for (size_t k = 0; k < rows[e.kind].n; k++)
		free(*field(&e, k));
	str_release(&text);
	return ok;
}

int after_parse(struct after *out, struct span bytes, struct err *err)
{
	struct after a = {0};
	struct str back = STR_INIT;
	struct span rest = bytes, line;
	bool ok = span_line(&rest, &line) && span_is(line, "format: paragraf-efter 1");

	*out = (struct after){0};
	if (bytes.n == 0)
		return 0;
	while (ok && span_line(&rest, &line))
		ok = read_row(&a, line);
	if (ok) {
		after_write(&a, &back);
		ok = span_eq(str_span(&back), bytes);
	}
	str_release(&back);
	if (!ok) {
		after_release(&a);
		return err_set(err, ERR_INPUT, AFTER_FILE " är skadad eller omskriven");
	}
	*out = a;
	return 0;
}

/* ---------------------------------------------------------------- for people */

/* "skäl." has its period already. */
static void add_sentence(struct str *out, const char *text)
{
	str_adds(out, text);
	if (*text && !strchr(".!?", text[strlen(text) - 1]))
		str_addc(out, '.');
}

void after_add_correction(struct str *out, const struct after_entry *e)
{
	str_adds(out, "Rättelse den ");
	date_add_long(out, e->day);
	if (*e->text)
		str_addf(out, ": ”%s” ska vara ”%s”. Skäl: ", e->old, e->text);
	else
		str_addf(out, ": ”%s” ska utgå. Skäl: ", e->old);
	add_sentence(out, e->reason);
	str_addf(out, " %s", e->who);
}
