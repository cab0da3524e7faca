/* packet: see packet.h. What stands round the text, and the forms of it. The
 * plain text itself is made in packet_text.c. */
#include "justering/packet.h"

#include <stdlib.h>
#include <string.h>

#include "base/u8.h"
#include "justering/packet_inner.h"

static const struct form {
	const char *name, *suffix;
} forms[PACKET_FORMS] = {
	[PACKET_TXT] = {"txt", ".txt"},
	[PACKET_MD] = {"md", ".md"},
	[PACKET_CRITIC] = {"criticmarkup", ".critic.md"},
	[PACKET_BUNDLE] = {"git", ".bundle"},
	[PACKET_REMOTE] = {"gren", ""},
	[PACKET_DOCX] = {"docx", ".docx"},
};

const char *packet_form_name(enum packet_form f)
{
	return f < PACKET_FORMS ? forms[f].name : NULL;
}

int packet_form_find(struct span name)
{
	for (int i = 0; i < PACKET_FORMS; i++)
		if (i != PACKET_REMOTE && span_is(name, forms[i].name))
			return i;
	return -1;
}

const char *packet_suffix(enum packet_form f)
{
	return f < PACKET_FORMS ? forms[f].suffix : NULL;
}

/* ---------------------------------------------------------------- the head */

enum { TXT = 1 << PACKET_TXT, MD = 1 << PACKET_MD, CRITIC = 1 << PACKET_CRITIC,
	GIT = 1 << PACKET_BUNDLE | 1 << PACKET_REMOTE, FILES = TXT | MD | CRITIC, ALL = FILES | GIT };

static const char in_text[] = "Ändra direkt i texten nedan, mellan de två raderna med ====, och skicka tillbaka filen. "
	"Låt märkena inom hakparentes, som [12.3], stå kvar.";
static const char in_markdown[] = "Ändra direkt i texten nedan, mellan de två raderna med ====, och skicka tillbaka "
	"filen. Tecken som #, - och > i radens början låter du stå.";
static const char in_marks[] = "Märk dina ändringar i texten nedan: lägg till med {++nya ord++}, ta bort med "
	"{--gamla ord--}, byt med {~~gammalt~>nytt~~} och kommentera med {>>din kommentar<<}. Skicka tillbaka filen.";
static const char in_branch[] = "Ändra i filen protokoll.md och skicka tillbaka grenen. Inga andra filer läses.";
static const char in_mail[] = "Eller skriv dina anmärkningar i ett mejl, en på varje rad:";
static const char in_short[] = "Eller svara bara:";

/* How to answer, one point a row, in the forms it is said in. */
static const struct point {
	unsigned in;
	const char *text;
} points[] = {
	{TXT, in_text}, {MD, in_markdown}, {CRITIC, in_marks}, {GIT, in_branch}, {ALL, in_mail}, {ALL, in_short},
};

/* What may be written back, word for word. */
static const char example[] = "§ 4: byt ”x” mot ”y”";
static const char none[] = "Inga anmärkningar";

static const char hello[] = "Här är utkastet till protokoll, för dig som ska justera det.";
static const char plain[] = "Läs det och svara på det sätt som passar dig bäst:";
static const char keep[] = "Låt raden här under följa med i svaret, så vet vi vilken text du har läst:";
static const char gaps[] = "Dubbla hakparenteser, [[så här]], är luckor som sekreteraren fyller i.";
static const char mirrors[] = "”Beslut = Förslag till beslut” betyder att beslutet blev som förslaget; ”+ Y1” "
	"betyder med tillägg av yrkande 1.";
static const char since[] = "ÄNDRAT SEDAN DU FICK TEXTEN FÖRRA GÅNGEN";
static const char since_how[] = "[-borttaget-] {+tillagt+}";
static const char same[] = "Texten är densamma som förra gången.";
static const char struck[] = "BESLUT SOM HAR ÄNDRATS EFTER KLUBBSLAGET";

static const char *const phrases[] = {
	hello, plain, in_text, in_markdown, in_marks, in_branch, in_mail, example, in_short, none, keep, gaps, mirrors,
	since, since_how, same, struck, NULL,
};

const char *const *packet_phrases(void)
{
	return phrases;
}

static void clean(struct str *out, const char *text)
{
	struct span s = span_of(text ? text : "");
	int32_t cp;

	for (size_t i = 0, n; i < s.n; i += n) {
		n = u8_decode(s.p + i, s.n - i, &cp);
		if (cp < 0)
			str_adds(out, "\xEF\xBF\xBD");
		else if (u8_control(cp))
			str_addc(out, ' ');
		else
			str_add(out, s.p + i, n);
	}
}

static void add_para(struct str *out, const char *prefix, struct span text, int indent)
{
	packet_wrap(out, prefix, text, indent);
}

static void add_lines(struct str *out, struct span lines)
{
	struct span line;
	struct str safe = STR_INIT;

	while (span_line(&lines, &line)) {
		char *one = span_dup(line);

		str_clear(&safe);
		clean(&safe, one);
		add_para(out, "", str_span(&safe), 4);
		free(one);
	}
	str_release(&safe);
}

static void add_binding(struct str *out, const struct packet_head *h)
{
	str_addf(out, "Utskick %d, version %d (%.12s)\n", h->nr, h->version, h->id ? h->id : "");
}

static void add_who(struct str *out, const struct packet_head *h)
{
	struct str line = STR_INIT;

	clean(out, h->meeting);
	str_adds(out, "\n");
	str_adds(&line, "Till: ");
	clean(&line, h->to);
	add_para(out, "", str_span(&line), 6);
	if (h->from) {
		str_clear(&line);
		str_adds(&line, "Från: ");
		clean(&line, h->from);
		add_para(out, "", str_span(&line), 6);
	}
	str_adds(out, "Sänt: ");
	date_add_long(out, clock_date(h->sent));
	str_adds(out, "\n");
	if (h->answer_by.year) {
		str_adds(out, "Svara senast: ");
		str_adds(out, date_weekday_name(date_weekday(h->answer_by)));
		str_addc(out, ' ');
		date_add_long(out, h->answer_by);
		str_addc(out, '\n');
	}
	str_addc(out, '\n');
	str_release(&line);
}

static void add_points(struct str *out, enum packet_form f)
{
	int nr = 0;

	for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
		char mark[16];

		if (!(points[i].in & 1U << f))
			continue;
		snprintf(mark, sizeof mark, "%d. ", ++nr);
		add_para(out, mark, span_of(points[i].text), 3);
		if (i + 2 == sizeof points / sizeof *points)
			str_addf(out, "   %s\n", example);
		else if (i + 1 == sizeof points / sizeof *points)
			str_addf(out, "   %s\n", none);
	}
	str_addc(out, '\n');
}

static bool has_mirror(struct span draft)
{
	struct span rest = draft, line;

	while (span_line(&rest, &line))
		if (span_starts(line, "## ") && span_find(line, " = ", 0) != (size_t)-1)
			return true;
	return false;
}

static void add_changes(struct str *out, struct span draft, const struct packet_head *h)
{
	struct str changes = STR_INIT;

	if (h->klubbslag.n) {
		str_addf(out, "%s\n", struck);
		add_lines(out, h->klubbslag);
		str_addc(out, '\n');
	}
	if (!h->seen.p)
		return;
	packet_add_changes(&changes, h->seen, draft);
	if (changes.len == 0) {
		str_addf(out, "%s\n\n", same);
	} else {
		str_addf(out, "%s\n%s\n\n", since, since_how);
		add_lines(out, str_span(&changes));
		str_addc(out, '\n');
	}
	str_release(&changes);
}

static void add_head(struct str *out, enum packet_form f, struct span draft, const struct packet_head *h)
{
	str_adds(out, PACKET_MARK "\n\n");
	add_who(out, h);
	add_para(out, "", span_of(hello), 0);
	add_para(out, "", span_of(plain), 0);
	str_addc(out, '\n');
	add_points(out, f);
	add_para(out, "", span_of(keep), 0);
	add_binding(out, h);
	str_addc(out, '\n');
	if (span_find(draft, "[[", 0) != (size_t)-1)
		add_para(out, "", span_of(gaps), 0);
	if (has_mirror(draft))
		add_para(out, "", span_of(mirrors), 0);
	str_addc(out, '\n');
	add_changes(out, draft, h);
}

void packet_write(struct str *out, enum packet_form f, struct span draft, const struct packet_head *h)
{
	struct protocol *p = protocol_parse(draft);
	struct str public = STR_INIT;

	sheet_public(&public, p);
	add_head(out, f, str_span(&public), h);
	if ((1U << f) & FILES) {
		str_adds(out, PACKET_BEGIN "\n\n");
		if (f == PACKET_TXT)
			packet_add_text(out, p);
		else
			str_addspan(out, str_span(&public));
		str_adds(out, "\n" PACKET_END "\n\n");
		str_adds(out, PACKET_MARK "\n");
		add_binding(out, h);
	}
	str_release(&public);
	protocol_free(p);
}

/* ---------------------------------------------------------------- the binding line */

/* Blanks of any kind, the marks of a quotation and of emphasis in mail. */
static size_t skip_loose(struct span s, size_t i)
{
	static const char *const loose[] = {" ", "\t", "\r", "\n", ">", "|", "*", "_", "\xC2\xA0", "\xE2\x80\x8B",
		"\xE2\x80\xAF", "\xA0"};
	bool more = true;

	while (more) {
		more = false;
		for (size_t k = 0; k < sizeof loose / sizeof *loose; k++) {
			if (!span_starts(span_from(s, i), loose[k]))
				continue;
			i += strlen(loose[k]);
			more = true;
		}
	}
	return i;
}

static bool take_word(struct span s, size_t *i, const char *word)
{
	size_t n = strlen(word), at = skip_loose(s, *i);

	for (size_t k = 0; k < n; k++)
		if (at + k >= s.n || (s.p[at + k] | 0x20) != (word[k] | 0x20))
			return false;
	*i = at + n;
	return true;
}

static bool take_number(struct span s, size_t *i, int *out)
{
	size_t at = skip_loose(s, *i), n = 0;
	long v;

	while (at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9')
		n++;
	if (!span_int(span_sub(s, at, n), &v))
		return false;
	*out = (int)v;
	*i = at + n;
	return true;
}

static bool take_id(struct span s, size_t *i, char id[13])
{
	size_t at = skip_loose(s, *i);

	for (size_t k = 0; k < 12; k++) {
		char c = at + k < s.n ? s.p[at + k] : ' ';

		c = c >= 'A' && c <= 'F' ? (char)(c | 0x20) : c;
		if (!strchr("0123456789abcdef", c) || !c)
			return false;
		id[k] = c;
	}
	id[12] = '\0';
	*i = at + 12;
	return true;
}

bool packet_find_binding(struct span bytes, int *nr, int *version, char id[13])
{
	for (size_t i = 0; i + 7 <= bytes.n; i++) {
		size_t at = i;
		char found[13];
		int n, v;

		if ((bytes.p[i] | 0x20) != 'u' || !take_word(bytes, &at, "utskick") || !take_number(bytes, &at, &n))
			continue;
		(void)take_word(bytes, &at, ",");
		if (!take_word(bytes, &at, "version") || !take_number(bytes, &at, &v) || !take_word(bytes, &at, "(") ||
			!take_id(bytes, &at, found) || !take_word(bytes, &at, ")"))
			continue;
		*nr = n;
		*version = v;
		memcpy(id, found, sizeof found);
		return true;
	}
	return false;
}
