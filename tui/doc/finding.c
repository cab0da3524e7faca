/* finding: see finding.h. */
#include "doc/finding.h"

#include "base/u8.h"

static const struct fault_row {
	const char *id;
	enum severity severity;
	const char *text;
} rows[FAULTS] = {
	[FAULT_UTF8] = {"FORMAT-UTF8", SEVERITY_FEL,
		"Tecken som inte är UTF-8; de läses som Windows-1252 och skrivs om när texten sparas"},
	[FAULT_BOM] = {"FORMAT-BOM", SEVERITY_UPPLYSNING,
		"Filen börjar med en byteordningsmarkering, som tas bort när texten sparas"},
	[FAULT_CR] = {"FORMAT-RADSLUT", SEVERITY_UPPLYSNING,
		"Radslut med vagnretur, som tas bort när texten sparas"},
	[FAULT_BLANK] = {"FORMAT-BLANKTECKEN", SEVERITY_UPPLYSNING, "Blanktecken sist på raden"},
	[FAULT_EMPTY] = {"FORMAT-TOMRADER", SEVERITY_UPPLYSNING, "Mer än en tom rad i följd"},
	[FAULT_FINAL] = {"FORMAT-SLUT", SEVERITY_UPPLYSNING,
		"Filen ska sluta med ett enda radslut efter sista raden"},
	[FAULT_CONTROL] = {"FORMAT-STYRTECKEN", SEVERITY_VARNING, "Styrtecken i texten"},
	[FAULT_FRONT_NONE] = {"FORMAT-HUVUD", SEVERITY_FEL,
		"Filen ska börja med ett huvud mellan två rader med ---"},
	[FAULT_FRONT_OPEN] = {"FORMAT-HUVUD", SEVERITY_FEL, "Huvudet saknar avslutande ---"},
	[FAULT_FRONT_LINE] = {"FORMAT-HUVUDRAD", SEVERITY_FEL,
		"Raden är varken ”nyckel: värde” eller ”  - värde”: %s"},
	[FAULT_FRONT_TWICE] = {"FORMAT-NYCKEL-DUBBEL", SEVERITY_FEL, "Nyckeln står två gånger: %s"},
	[FAULT_FRONT_UNKNOWN] = {"FORMAT-NYCKEL", SEVERITY_VARNING, "Okänd nyckel i huvudet: %s"},
	[FAULT_FRONT_ORDER] = {"FORMAT-ORDNING", SEVERITY_UPPLYSNING,
		"Nyckeln står inte på sin plats i huvudet: %s"},
	[FAULT_FRONT_LIST] = {"FORMAT-LISTNYCKEL", SEVERITY_VARNING,
		"Nyckeln ska ha ett värde på sin rad, eller en lista under sig: %s"},
	[FAULT_FRONT_QUOTE] = {"FORMAT-CITERING", SEVERITY_VARNING,
		"Värdet ska stå i citattecken bara där YAML annars läser det fel: %s"},
	[FAULT_FRONT_MISSING] = {"FORMAT-SAKNAS", SEVERITY_FEL, "Nyckeln saknas i huvudet: %s"},
	[FAULT_FRONT_VALUE] = {"FORMAT-VARDE", SEVERITY_FEL, "Värdet har inte den form det ska ha: %s"},
	[FAULT_PERSON] = {"FORMAT-PERSON", SEVERITY_VARNING, "%s"},
	[FAULT_RANGE] = {"FORMAT-NARVARO", SEVERITY_FEL,
		"Närvaron gäller paragrafer som inte finns i protokollet: %s"},
	[FAULT_SIGNER] = {"FORMAT-JUSTERARE", SEVERITY_FEL, "Justeraren står inte bland beslutande: %s"},
	[FAULT_HEADING] = {"FORMAT-RUBRIK", SEVERITY_FEL, "Rubriken har fel form: %s"},
	[FAULT_NUMBER] = {"FORMAT-NUMMER", SEVERITY_FEL, "Numret följer inte på det förra: %s"},
	[FAULT_META] = {"FORMAT-ARENDERAD", SEVERITY_VARNING,
		"Raden under rubriken är inte ”Nyckel: värde”, eller står inte på sin plats: %s"},
	[FAULT_SLAG] = {"FORMAT-SLAG", SEVERITY_VARNING, "Okänt slag: %s"},
	[FAULT_SPACING] = {"FORMAT-TOMRAD", SEVERITY_UPPLYSNING, "En tom rad saknas här"},
	[FAULT_SECTION] = {"FORMAT-AVSNITT", SEVERITY_VARNING,
		"Avsnittets rubrik är inte den kanoniska: %s"},
	[FAULT_SECTION_TWICE] = {"FORMAT-AVSNITT-DUBBELT", SEVERITY_FEL,
		"Avsnittet står två gånger i ärendet: %s"},
	[FAULT_MIRROR] = {"FORMAT-SPEGEL", SEVERITY_FEL, "Speglingen har inget att spegla: %s"},
	[FAULT_MIRROR_TEXT] = {"FORMAT-SPEGELTEXT", SEVERITY_VARNING,
		"Ett avsnitt som speglar ett annat ska inte ha egen text"},
	[FAULT_INTRO] = {"FORMAT-INLEDNING", SEVERITY_VARNING, "Text före den första paragrafen"},
	[FAULT_MARKUP] = {"FORMAT-MARKERING", SEVERITY_VARNING,
		"Tecken som läses som uppmärkning ska ha ett omvänt snedstreck framför sig: %s"},
	[FAULT_LIST] = {"FORMAT-LISTA", SEVERITY_UPPLYSNING, "Listan har inte den kanoniska formen"},
	[FAULT_QUOTE] = {"FORMAT-CITAT", SEVERITY_UPPLYSNING,
		"Varje rad i ett citat ska börja med > och ett blanktecken"},
	[FAULT_TABLE] = {"FORMAT-TABELL", SEVERITY_VARNING, "Tabellens rader har inte den form de ska ha"},
	[FAULT_NOTE] = {"FORMAT-FOTNOT", SEVERITY_VARNING, "Fotnoten saknar text eller hänvisning: %s"},
	[FAULT_COMMENT] = {"FORMAT-ANTECKNING", SEVERITY_VARNING, "Anteckningen saknar avslutande -->"},
	[FAULT_PRESENTER] = {"FORMAT-FOREDRAGANDE", SEVERITY_VARNING,
		"En föredragande skrivs ”### @namn, titel”"},
	[FAULT_YRKANDE] = {"FORMAT-YRKANDE", SEVERITY_FEL, "Yrkandet har inte den form det ska ha: %s"},
	[FAULT_VOTE] = {"FORMAT-OMROSTNING", SEVERITY_FEL,
		"Omröstningen har inte den form den ska ha: %s"},
	[FAULT_RESERVATION] = {"FORMAT-RESERVATION", SEVERITY_UPPLYSNING,
		"En reservation skrivs ”- Namn (P), Namn (P): text”: %s"},
	[FAULT_REGISTER] = {"FORMAT-REGISTER", SEVERITY_FEL, "Registret stämmer inte: %s"},
};

const char *severity_name(enum severity s)
{
	static const char *const names[] = {
		[SEVERITY_FEL] = "fel",
		[SEVERITY_VARNING] = "varning",
		[SEVERITY_UPPLYSNING] = "upplysning",
	};

	return names[s];
}

/* What the file says may hold anything: one line, no control characters. */
static void add_clean(struct str *out, struct span what)
{
	int chars = 0;

	what = span_trim(what);
	for (size_t i = 0; i < what.n;) {
		int32_t cp;
		size_t n = u8_decode(what.p + i, what.n - i, &cp);

		if (++chars > 60) {
			str_adds(out, "…");
			return;
		}
		if (cp < 0 || u8_control(cp))
			str_addc(out, '?');
		else
			str_add(out, what.p + i, n);
		i += n;
	}
}

void findings_add(struct findings *l, enum fault f, int line, int col, struct span what)
{
	const char *hole = strstr(rows[f].text, "%s");
	struct str s = STR_INIT;

	if (l->n >= FINDINGS_MAX)
		return;
	l->v = mem_grow(l->v, l->n, &l->cap, sizeof *l->v);
	if (hole) {
		str_add(&s, rows[f].text, (size_t)(hole - rows[f].text));
		add_clean(&s, what);
		str_adds(&s, hole + 2);
	} else {
		str_adds(&s, rows[f].text);
	}
	l->v[l->n++] = (struct finding){line, col, rows[f].severity, rows[f].id,
		arena_dup(l->arena, s.buf, s.len)};
	str_release(&s);
}

/* Findings come almost in order, from a few passes. */
static void merge(struct finding *v, struct finding *tmp, size_t n)
{
	size_t half = n / 2, a = 0, b = half;

	if (n < 2)
		return;
	merge(v, tmp, half);
	merge(v + half, tmp, n - half);
	for (size_t i = 0; i < n; i++) {
		bool left = b >= n || (a < half && (v[a].line < v[b].line ||
			(v[a].line == v[b].line && v[a].col <= v[b].col)));

		tmp[i] = left ? v[a++] : v[b++];
	}
	memcpy(v, tmp, n * sizeof *v);
}

void findings_sort(struct findings *l)
{
	struct finding *tmp = mem_array(l->n, sizeof *tmp);

	merge(l->v, tmp, l->n);
	free(tmp);
}
