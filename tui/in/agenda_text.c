/* agenda_text: how the bytes of a föredragningslista become clean text, and what
 * a diarienummer looks like. Knows nothing of lists and tables. */
#include "base/decode.h"
#include "base/u8.h"
#include "doc/register.h"
#include "in/agenda_parts.h"

struct span agenda_clean(struct agenda_reader *r, struct span bytes)
{
	struct str text = STR_INIT, clean = STR_INIT;
	int line = 1, bad_line = 0, odd_line = 0;
	size_t n;
	char *nfc;
	struct span res;

	if (decode_utf16(bytes, &text)) {
		agenda_report(r, 1, SEVERITY_UPPLYSNING, "listan är skriven i UTF-16 och har lästs så");
	} else if (decode_looks_windows(bytes)) {
		decode_add_windows(&text, bytes);
		agenda_report(r, 1, SEVERITY_UPPLYSNING, "listan är inte skriven i UTF-8 och har lästs som Latin-1");
	} else {
		str_addspan(&text, bytes);
	}
	for (size_t i = 0; i < text.len;) {
		int32_t cp;
		size_t len = u8_decode(text.buf + i, text.len - i, &cp);

		if (cp == '\r') {
			if (i + 1 >= text.len || text.buf[i + 1] != '\n')
				str_addc(&clean, '\n');
			line += i + 1 >= text.len || text.buf[i + 1] != '\n';
		} else if (cp == '\n') {
			str_addc(&clean, '\n');
			line++;
		} else if (cp == '\t') {
			str_addc(&clean, '\t');
		} else if (cp < 0) {
			str_adds(&clean, "\xEF\xBF\xBD");
			bad_line = bad_line ? bad_line : line;
		} else if (cp == 0xFEFF || cp == 0xAD) {
			; /* byte order mark, soft hyphen: no part of the words */
		} else if (cp == '\f' || cp == '\v' || u8_blank(cp)) {
			str_addc(&clean, ' ');
		} else if (u8_control(cp)) {
			str_addc(&clean, ' ');
			odd_line = odd_line ? odd_line : line;
		} else {
			str_add(&clean, text.buf + i, len);
		}
		i += len;
	}
	if (bad_line)
		agenda_report(r, bad_line, SEVERITY_VARNING, "tecken som inte går att läsa har ersatts med \xEF\xBF\xBD: kontrollera titeln");
	if (odd_line)
		agenda_report(r, odd_line, SEVERITY_UPPLYSNING, "styrtecken har ersatts med mellanslag");
	nfc = u8_nfc(str_c(&clean), clean.len, &n);
	res = span_make(arena_dup(&r->a->arena, nfc, n), n);
	free(nfc);
	str_release(&text);
	str_release(&clean);
	return res;
}

struct span agenda_title(struct agenda_reader *r, struct span text)
{
	struct str out = STR_INIT;
	struct span res;
	size_t at = (size_t)-1, dots = span_find(text, "....", 0);

	/* ". . . ." and "....": a leader to a page number, which goes with it */
	if (dots == (size_t)-1)
		dots = span_find(text, ". . . .", 0);
	if (dots != (size_t)-1) {
		bool only = true;

		for (size_t i = dots; i < text.n; i++)
			only = only && strchr(". 0123456789\t", text.p[i]);
		at = only ? dots : at;
	}
	text = span_trim(span_sub(text, 0, at == (size_t)-1 ? text.n : at));
	for (size_t i = 0; i < text.n; i++) {
		bool blank = text.p[i] == ' ' || text.p[i] == '\t' || text.p[i] == '\n';

		if (blank && (out.len == 0 || out.buf[out.len - 1] == ' '))
			continue;
		str_addc(&out, blank ? ' ' : text.p[i]);
	}
	res = span_make(arena_dup(&r->a->arena, str_c(&out), out.len), out.len);
	str_release(&out);
	return span_trim(res);
}

/* ---------------------------------------------------------- diarienummer */

/* Series that name laws and inquiries, never a matter of the organ. */
static const char *const no_series[] = {"SOU", "SFS", "DS", "PROP", "DIR", "HFD", "NJA", "EU", "KL"};

struct number {
	size_t letters;          /* before the first digit */
	int parts;
	size_t digits[4];
	long value[4];
	char sep;                /* the first separator between numbers */
};

static bool read_number(struct span t, struct number *out)
{
	size_t i = 0;
	struct number k = {0};

	for (; i < t.n;) {
		int32_t cp;
		size_t n = u8_decode(t.p + i, t.n - i, &cp);

		if (!u8_upper(cp))
			break;
		k.letters++;
		i += n;
	}
	if (k.letters && i < t.n && (t.p[i] == ' ' || t.p[i] == '-'))
		i++;
	while (k.parts < 4) {
		size_t from = i;
		struct span digits;

		while (i < t.n && t.p[i] >= '0' && t.p[i] <= '9')
			i++;
		digits = span_sub(t, from, i - from);
		if (!span_int(digits, &k.value[k.parts]))
			return false;
		k.digits[k.parts++] = digits.n;
		if (i == t.n)
			break;
		if (span_starts(span_from(t, i), "–")) {
			k.sep = k.sep ? k.sep : '-';
			i += sizeof("–") - 1;
		} else if (strchr("-/:", t.p[i])) {
			k.sep = k.sep ? k.sep : t.p[i];
			i++;
		} else {
			return false;
		}
	}
	*out = k;
	return i == t.n;
}

static bool is_year(size_t digits, long value)
{
	return digits == 4 && value >= 1950 && value < 2100;
}

/* 24RS10570: year, series, number */
static bool year_first(struct span t)
{
	size_t i = 2, letters = 0;

	if (t.n < 6 || t.p[0] < '0' || t.p[0] > '9' || t.p[1] < '0' || t.p[1] > '9')
		return false;
	for (; i < t.n;) {
		int32_t cp;
		size_t n = u8_decode(t.p + i, t.n - i, &cp);

		if (!u8_upper(cp))
			break;
		letters++;
		i += n;
	}
	for (size_t k = i; k < t.n; k++)
		if ((t.p[k] < '0' || t.p[k] > '9') && t.p[k] != '-')
			return false;
	return letters >= 1 && letters <= 5 && t.n - i >= 2 && t.n - i <= 10;
}

static bool common_form(struct span t)
{
	struct number k;
	bool year = false;

	if (t.n == 0 || t.n > 40)
		return false;
	if (year_first(t))
		return true;
	if (!read_number(t, &k) || k.letters > 8 || k.parts < 2)
		return false;
	for (int i = 0; i < k.parts; i++)
		year = year || is_year(k.digits[i], k.value[i]);
	if (k.parts == 3 && is_year(k.digits[0], k.value[0]) && k.digits[1] == 2 && k.digits[2] == 2)
		return false; /* a date */
	if (k.letters == 0)
		return k.parts == 2 && k.sep != ':' && year &&
			!(is_year(k.digits[0], k.value[0]) && is_year(k.digits[1], k.value[1]));
	for (size_t i = 0; i < sizeof(no_series) / sizeof(*no_series); i++)
		if (k.letters == strlen(no_series[i]) && span_starts(t, no_series[i]))
			return false;
	return year || k.digits[k.parts - 1] == 2;
}

/* The words people write before a diarienummer, longest first. */
static const char *const dnr_words[] = {
	"Diarienummer", "diarienummer", "Ärendenummer", "ärendenummer", "Diarienr", "diarienr", "Dnr", "DNR", "dnr",
};

static bool after_word(struct span t, struct span *rest)
{
	for (size_t i = 0; i < sizeof(dnr_words) / sizeof(*dnr_words); i++) {
		if (!span_starts(t, dnr_words[i]))
			continue;
		t = span_from(t, strlen(dnr_words[i]));
		if (t.n && !strchr(" .:\t", t.p[0]))
			return false;
		while (t.n && strchr(" .:\t", t.p[0]))
			t = span_from(t, 1);
		*rest = t;
		return true;
	}
	return false;
}

bool agenda_is_dnr(const struct agenda_reader *r, struct span text, struct span *opt_core, bool *opt_own)
{
	struct span t = span_trim(text), rest;
	bool own, word;

	if (t.n > 2 && t.p[0] == '(' && t.p[t.n - 1] == ')')
		t = span_trim(span_sub(t, 1, t.n - 2));
	word = after_word(t, &rest);
	t = word ? span_trim(rest) : t;
	own = r->mask.n > 0 && dnr_matches(r->mask, t);
	if (opt_own)
		*opt_own = own || word;
	if (opt_core)
		*opt_core = t;
	return t.n > 0 && (own || common_form(t));
}

static void add_dnr(struct agenda_reader *r, struct agenda_entry *it, struct span core)
{
	struct span *v;

	for (size_t i = 0; i < it->ndnr; i++)
		if (span_eq(it->dnr[i], core))
			return;
	v = arena_alloc(&r->a->arena, (it->ndnr + 1) * sizeof(*v));
	if (it->ndnr)
		memcpy(v, it->dnr, it->ndnr * sizeof(*v));
	v[it->ndnr++] = span_make(arena_dup(&r->a->arena, core.p, core.n), core.n);
	it->dnr = v;
}

bool agenda_take_dnr(struct agenda_reader *r, struct agenda_entry *it, struct span list)
{
	struct span rest = list, piece, core;

	while (span_split(&rest, ",", &piece))
		if (!agenda_is_dnr(r, piece, NULL, NULL))
			return false;
	rest = list;
	while (span_split(&rest, ",", &piece))
		if (agenda_is_dnr(r, piece, &core, NULL))
			add_dnr(r, it, core);
	return true;
}
