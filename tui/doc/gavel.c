/* gavel: see gavel.h. Reads and words the klubbslag; when it is struck and what
 * is done with a change is for others. */
#include "doc/gavel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/checksum.h"
#include "base/clock.h"
#include "base/u8.h"
#include "doc/inline.h"

#define KEY "Klubbat"

bool gavel_wording(const struct item *it, struct str *out)
{
	const struct section *s = item_section(it, SECTION_BESLUT);
	struct str text = STR_INIT, plain = STR_INIT;
	size_t start = out->len;
	bool blank = false;
	int32_t cp;

	if (s) {
		section_text(it, s, &text);
		inline_plain(&plain, str_span(&text));
	}
	for (size_t i = 0, n; i < plain.len; i += n) {
		n = u8_decode(plain.buf + i, plain.len - i, &cp);
		if (cp >= 0 && (u8_blank(cp) || u8_control(cp))) {
			blank = true;
			continue;
		}
		if (blank && out->len > start)
			str_addc(out, ' ');
		str_add(out, plain.buf + i, n);
		blank = false;
	}
	str_release(&text);
	str_release(&plain);
	return out->len > start;
}

void gavel_sum(struct span wording, char out[GAVEL_SUM_SIZE])
{
	snprintf(out, GAVEL_SUM_SIZE, "%016llx",
		(unsigned long long)checksum(wording.p ? wording.p : "", wording.n, 0));
}

bool gavel_sum_now(const struct item *it, char out[GAVEL_SUM_SIZE])
{
	struct str words = STR_INIT;
	bool some = gavel_wording(it, &words);

	out[0] = '\0';
	if (some)
		gavel_sum(str_span(&words), out);
	str_release(&words);
	return some;
}

static bool is_sum(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!s.p[i] || !strchr("0123456789abcdef", s.p[i]))
			return false;
	return s.n == GAVEL_SUM_SIZE - 1;
}

/* "10.42 9f86..." : its time as it is shown, and its sum ("" when it has none). */
static void read_blow(struct span blow, char time[6], char sum[GAVEL_SUM_SIZE])
{
	size_t cut;
	int minute;

	blow = span_trim(blow);
	cut = span_find(blow, " ", 0);
	minute = clock_parse_hm(cut == (size_t)-1 ? blow : span_sub(blow, 0, cut));
	time[0] = sum[0] = '\0';
	if (minute >= 0 && minute < 24 * 60)
		snprintf(time, 6, "%02d.%02d", minute / 60 % 24, minute % 60);
	blow = cut == (size_t)-1 ? SPAN_NONE : span_trim(span_from(blow, cut));
	if (is_sum(blow)) {
		memcpy(sum, blow.p, blow.n);
		sum[blow.n] = '\0';
	}
}

static const struct meta *line_of(const struct item *it)
{
	for (size_t i = it->nmeta; i-- > 0;)
		if (span_is(it->meta[i].key, KEY))
			return &it->meta[i];
	return NULL;
}

bool gavel_of(const struct protocol *p, int item, struct gavel *out)
{
	const struct item *it = item >= 0 && (size_t)item < p->nitems ? &p->item[item] : NULL;
	const struct meta *line = it ? line_of(it) : NULL;
	struct span rest = line ? line->value : SPAN_NONE, blow;
	char now[GAVEL_SUM_SIZE];

	if (!line || !line->value.n)
		return false;
	*out = (struct gavel){.item = item, .para = it->nr, .line = line->line};
	while (span_split(&rest, ",", &blow)) {
		read_blow(blow, out->time, out->sum);
		out->times++;
	}
	gavel_sum_now(it, now);
	out->changed = *out->sum && strcmp(now, out->sum) != 0;
	return true;
}

/* ---------------------------------------------------------------- striking */

/* Where a new line stands: after those that come before it in the canonical
 * order (paragraf 1), else first. */
static size_t new_line_at(const struct protocol *p, const struct item *it)
{
	static const char *const before[] = {"Dnr", "Ärendeansvarig", "Handläggare", "Slag", "Sekretess"};
	size_t at = it->head.at + it->head.n;
	const char *nl;

	for (size_t i = 0; i < it->nmeta; i++)
		for (size_t k = 0; k < sizeof before / sizeof *before; k++)
			if (span_is(it->meta[i].key, before[k]))
				at = it->meta[i].where.at + it->meta[i].where.n;
	nl = at < p->src.n ? memchr(p->src.p + at, '\n', p->src.n - at) : NULL;
	return nl ? (size_t)(nl - p->src.p) + 1 : p->src.n;
}

static int refuse(struct err *err, const struct item *it, const char *what)
{
	if (it->nr > 0)
		return err_set(err, ERR_STATE, "§ %d %s", it->nr, what);
	return err_set(err, ERR_STATE, "”%.*s” %s", SPAN_FMT(it->title), what);
}

int gavel_seal(const struct protocol *p, int item, int hour, int minute, size_t *at, size_t *del, struct str *ins,
	struct err *err)
{
	const struct item *it = item >= 0 && (size_t)item < p->nitems ? &p->item[item] : NULL;
	const struct meta *line = it ? line_of(it) : NULL;
	char sum[GAVEL_SUM_SIZE], done[48];
	struct gavel g;

	if (!it)
		return err_set(err, ERR_STATE, "markören står inte i någon paragraf");
	if (!gavel_sum_now(it, sum))
		return refuse(err, it, "har inget beslut ännu");
	if (gavel_of(p, item, &g) && *g.sum && !g.changed) {
		snprintf(done, sizeof done, "är redan klubbad %s", g.time);
		return refuse(err, it, done);
	}
	*del = 0;
	if (line) {
		*at = line->where.at + line->where.n;
		str_addf(ins, "%s%02d.%02d %s", line->value.n ? ", " : p->src.p[*at - 1] == ' ' ? "" : " ", hour, minute, sum);
		return 0;
	}
	*at = new_line_at(p, it);
	/* a heading at the very end of the text has no newline to follow */
	str_addf(ins, "%s" KEY ": %02d.%02d %s\n", *at && p->src.p[*at - 1] != '\n' ? "\n" : "", hour, minute, sum);
	return 0;
}

void gavel_add_times(struct str *out, struct span value)
{
	struct span rest = value, blow;
	bool first = true;

	while (value.p && span_split(&rest, ",", &blow)) {
		char time[6], sum[GAVEL_SUM_SIZE];

		read_blow(blow, time, sum);
		str_adds(out, first ? "" : ", ");
		if (*sum)
			str_addspan(out, span_sub(span_trim(blow), 0, span_find(span_trim(blow), " ", 0)));
		else
			str_addspan(out, span_trim(blow));
		first = false;
	}
}

/* How many bytes of a sum begin at i, its blank included; it ends with the value, or with a comma. */
static size_t sum_bytes(struct span s, size_t i, size_t end)
{
	size_t blank = s.p[i] == ' ' ? 1 : 0, n = blank + GAVEL_SUM_SIZE - 1;

	if ((!blank && i) || i + n > end || !is_sum(span_sub(s, i + blank, n - blank)))
		return 0;
	return i + n == end || strchr(", \r\n", s.p[i + n]) ? n : 0;
}

/* "10.42" stands before i, or the text begins there: a piece of the line of a klubbslag. */
static bool after_time(struct span s, size_t i)
{
	enum { TIME = 5 };

	return i == 0 || (i >= TIME && clock_parse_hm(span_sub(s, i - TIME, TIME)) >= 0);
}

struct range gavel_sum_at(struct span text, size_t from)
{
	size_t line = from < text.n ? from : text.n, end, n;

	while (line && text.p[line - 1] != '\n')
		line--;
	for (; line < text.n; line = end + 1) {
		bool ours = span_starts(span_from(text, line), KEY ":");

		end = span_find(text, "\n", line);
		end = end == (size_t)-1 ? text.n : end;
		for (size_t i = line > from ? line : from; i < end && (ours || line == 0); i++)
			if ((n = sum_bytes(text, i, end)) && (ours || after_time(text, i)))
				return (struct range){i, n};
	}
	return (struct range){text.n, 0};
}

void gavel_add_shown(struct str *out, struct span text)
{
	size_t at = 0;

	for (struct range r; (r = gavel_sum_at(text, at)).n; at = r.at + r.n)
		str_addspan(out, span_sub(text, at, r.at - at));
	str_addspan(out, span_from(text, at));
}

const char *gavel_reason_find(const struct gavel_reasons *l, const char *sealed, const char *now)
{
	for (size_t i = l ? l->n : 0; i-- > 0;)
		if (strcmp(l->v[i].sealed, sealed) == 0 && strcmp(l->v[i].now, now) == 0)
			return l->v[i].text;
	return NULL;
}

void gavel_reasons_release(struct gavel_reasons *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->v[i].text);
	free(l->v);
	*l = (struct gavel_reasons){NULL, 0, 0};
}
