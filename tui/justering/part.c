/* part: see part.h. Numbers and byte ranges; it knows no file. */
#include "justering/part.h"

#include <stdlib.h>

#include "base/mem.h"

#define EN_DASH "\xE2\x80\x93"

/* ------------------------------------------------------------- numbers */

static bool has(const struct part *p, int para)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->para[i] == para)
			return true;
	return false;
}

/* In its place; a number twice is one. */
static void put(struct part *p, int para)
{
	size_t at = p->n;

	if (has(p, para))
		return;
	p->para = mem_grow(p->para, p->n, &p->cap, sizeof *p->para);
	while (at && p->para[at - 1] > para) {
		p->para[at] = p->para[at - 1];
		at--;
	}
	p->para[at] = para;
	p->n++;
}

/* "12", "14–15", "14-15", each with "§" in front or not */
static bool read_range(struct span s, int *from, int *to)
{
	static const char *const dashes[] = {EN_DASH, "-"};
	struct span a = s, b = SPAN_NONE;
	long x, y;

	for (size_t i = 0; i < sizeof dashes / sizeof *dashes && !b.p; i++) {
		size_t cut = span_find(s, dashes[i], 0);

		if (cut == (size_t)-1)
			continue;
		a = span_sub(s, 0, cut);
		b = span_from(s, cut + strlen(dashes[i]));
	}
	if (!span_int(span_trim(a), &x) || (b.p && !span_int(span_trim(b), &y)))
		return false;
	if (!b.p)
		y = x;
	*from = (int)x;
	*to = (int)y;
	return x > 0 && x <= y && y < 100000;
}

static bool read_paras(struct part *p, struct span s)
{
	struct span rest = s, piece;

	while (span_split(&rest, ",", &piece)) {
		int from, to;

		piece = span_trim(piece);
		while (span_starts(piece, "§"))
			piece = span_trim(span_from(piece, strlen("§")));
		if (!read_range(piece, &from, &to))
			return false;
		for (int i = from; i <= to; i++)
			put(p, i);
	}
	return p->n > 0;
}

static void add_paras(struct str *out, const struct part *p)
{
	for (size_t i = 0; i < p->n; i++) {
		size_t k = i;

		while (k + 1 < p->n && p->para[k + 1] == p->para[k] + 1)
			k++;
		str_addf(out, "%s%d", i ? ", " : "", p->para[i]);
		if (k > i)
			str_addf(out, EN_DASH "%d", p->para[k]);
		i = k;
	}
}

void part_add_paras(struct str *out, const struct part *part)
{
	str_adds(out, part->n == 1 ? "§ " : "§§ ");
	add_paras(out, part);
}

/* ------------------------------------------------------------- the list */

void parts_release(struct parts *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->v[i].para);
	free(l->v);
	*l = (struct parts){0};
}

void parts_write(const struct parts *l, struct str *out)
{
	for (size_t i = 0; i < l->n; i++) {
		str_addf(out, "%d: ", l->v[i].nr);
		add_paras(out, &l->v[i]);
		str_addc(out, '\n');
	}
}

static struct part *add(struct parts *l, int nr)
{
	l->v = mem_grow(l->v, l->n, &l->cap, sizeof *l->v);
	l->v[l->n] = (struct part){.nr = nr};
	return &l->v[l->n++];
}

static bool read_part(struct parts *l, struct span line)
{
	size_t colon = span_find(line, ": ", 0);
	int before = l->n ? l->v[l->n - 1].nr : 0;
	struct part *p;
	long nr;

	if (colon == (size_t)-1 || !span_int(span_sub(line, 0, colon), &nr) || nr <= before || nr > 999)
		return false;
	p = add(l, (int)nr);
	if (!read_paras(p, span_from(line, colon + 2)))
		return false;
	for (size_t i = 0; i < p->n; i++)
		if (parts_of(l, p->para[i]) != p->nr)
			return false;
	return true;
}

int parts_parse(struct parts *out, struct span bytes, struct err *err)
{
	struct parts l = {0};
	struct str back = STR_INIT;
	struct span rest = bytes, line;
	bool ok = true;

	while (ok && span_line(&rest, &line))
		ok = read_part(&l, line);
	if (ok) {
		parts_write(&l, &back);
		ok = span_eq(str_span(&back), bytes);
	}
	str_release(&back);
	*out = (struct parts){0};
	if (!ok) {
		parts_release(&l);
		return err_set(err, ERR_INPUT, "listan över omedelbart justerade delar är skadad eller omskriven");
	}
	*out = l;
	return 0;
}

const struct part *parts_find(const struct parts *l, int nr)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].nr == nr)
			return &l->v[i];
	return NULL;
}

int parts_of(const struct parts *l, int para)
{
	for (size_t i = 0; i < l->n; i++)
		if (has(&l->v[i], para))
			return l->v[i].nr;
	return 0;
}

void parts_remove(struct parts *l, int nr)
{
	for (size_t i = 0; i < l->n; i++) {
		if (l->v[i].nr != nr)
			continue;
		free(l->v[i].para);
		memmove(&l->v[i], &l->v[i + 1], (l->n - i - 1) * sizeof *l->v);
		l->n--;
		return;
	}
}

static int times(const struct protocol *p, int para)
{
	int n = 0;

	for (size_t i = 0; i < p->nitems; i++)
		n += p->item[i].nr == para;
	return n;
}

static int check_para(const struct protocol *p, int para, struct err *err)
{
	int n = times(p, para);

	if (n > 1)
		return err_set(err, ERR_INPUT, "§ %d står %d gånger i protokollet: rätta numren först", para, n);
	if (n == 0 && p->first)
		return err_set(err, ERR_INPUT, "§ %d finns inte: protokollet har §§ %d" EN_DASH "%d", para, p->first,
			p->last);
	if (n == 0)
		return err_set(err, ERR_INPUT, "§ %d finns inte: protokollet har inga paragrafer", para);
	return 0;
}

int parts_add(struct parts *l, const struct protocol *p, struct span paras, struct err *err)
{
	struct part new = {.nr = l->n ? l->v[l->n - 1].nr + 1 : 1};
	int rc = 0;

	if (!read_paras(&new, paras)) {
		free(new.para);
		return err_set(err, ERR_INPUT, "”%.*s” är inga paragrafer: skriv dem som 12, 14" EN_DASH "15", SPAN_FMT(paras));
	}
	for (size_t i = 0; i < new.n && rc == 0; i++) {
		int other = parts_of(l, new.para[i]);

		rc = check_para(p, new.para[i], err);
		if (rc == 0 && other)
			rc = err_set(err, ERR_INPUT, "§ %d hör redan till del %d", new.para[i], other);
	}
	if (rc == 0)
		*add(l, new.nr) = new;
	else
		free(new.para);
	return rc;
}

int parts_check(const struct parts *l, const struct protocol *p, struct err *err)
{
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->v[i].n; k++) {
			int para = l->v[i].para[k];

			if (check_para(p, para, err))
				return -1;
			if (parts_of(l, para) != l->v[i].nr)
				return err_set(err, ERR_INPUT, "§ %d hör både till del %d och del %d", para,
					parts_of(l, para), l->v[i].nr);
		}
	return 0;
}

/* ------------------------------------------------------------- the text */

void part_text(const struct parts *l, int nr, const struct protocol *p, struct str *out)
{
	size_t before = out->len, first = p->nitems ? p->item[0].where.at : p->src.n;

	if (nr == 0 && l->n == 0) {
		str_addspan(out, p->src);
		return;
	}
	str_addspan(out, span_sub(p->src, 0, p->body));
	if (nr == 0)
		str_addspan(out, span_sub(p->src, p->body, first - p->body));
	else
		str_adds(out, "\n");
	for (size_t i = 0; i < p->nitems; i++) {
		struct range r = p->item[i].where;

		if (parts_of(l, p->item[i].nr) == nr)
			str_addspan(out, span_sub(p->src, r.at, r.n));
	}
	/* the empty line before a § that is not here */
	while (out->len > before + 1 && span_ends(str_span(out), "\n\n"))
		str_replace(out, out->len - 1, 1, "", 0);
}

static bool serves(const struct person *who, const struct protocol *p)
{
	bool any = who->nrange == 0;

	for (size_t i = 0; i < p->nitems && !any; i++)
		any = p->item[i].nr && person_present(who, p->item[i].nr);
	return any;
}

struct protocol *part_protocol(struct span text)
{
	struct protocol *p = protocol_parse(text);
	size_t n = 0;

	for (size_t i = 0; i < p->npersons; i++)
		if (serves(&p->person[i], p))
			p->person[n++] = p->person[i];
	p->npersons = n;
	return p;
}

/* ------------------------------------------------------------- names */

char *part_folder(int nr, bool sealed)
{
	const char *top = sealed ? "justerat" : "justering";

	return nr ? str_format("%s/del-%d", top, nr) : mem_strdup(top);
}

char *part_path(int nr, bool sealed, const char *name)
{
	char *folder = part_folder(nr, sealed);
	char *path = str_format("%s/%s", folder, name);

	free(folder);
	return path;
}

char *part_tag(int nr)
{
	return nr ? str_format("justerat-del-%d", nr) : mem_strdup("justerat");
}
