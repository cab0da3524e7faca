/* row: see row.h. */
#include "justering/row.h"

void row_add(struct str *out, const char *field)
{
	str_adds(out, " | ");
	for (const char *p = field; *p; p++) {
		if (*p == '|' || *p == '\\')
			str_addc(out, '\\');
		str_addc(out, *p);
	}
}

bool row_next(struct span *rest, struct str *out)
{
	struct span s = *rest;
	size_t from = 0, i;

	str_clear(out);
	if (!s.p)
		return false;
	while (from < s.n && s.p[from] == ' ')
		from++;
	for (i = from; i < s.n && s.p[i] != '|'; i++) {
		if (s.p[i] == '\\' && i + 1 < s.n)
			i++;
		str_addc(out, s.p[i]);
	}
	while (out->len && out->buf[out->len - 1] == ' ')
		out->buf[--out->len] = '\0';
	*rest = i < s.n ? span_from(s, i + 1) : SPAN_NONE;
	return true;
}
