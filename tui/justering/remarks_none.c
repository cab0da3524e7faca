/* remarks_none: does somebody say that there is nothing to remark? Knows the words of
 * Swedish politeness, nothing of the text. */
#include "justering/remarks.h"

#include "base/u8.h"
#include "justering/remarks_inner.h"

static const char *const none_words[] = {"inga anmärkningar", "inga synpunkter", "inget att anmärka", "inget att erinra",
	"ingen erinran", "ingen anmärkning", "inga invändningar", "inga ändringar", "ingenting att anmärka", "ok", "OK", "okej", "okey",
	"ser bra ut", "allt ser bra ut", "det ser bra ut", "godkänner", "godkänt", "godkännes", "godkänns", "jag godkänner",
	"jag har inga", "har inga anmärkningar", "har inga synpunkter", "utan anmärkning", "inga kommentarer", "justeras",
	"härmed justerat", "jag justerar"};
static const char *const polite[] = {"hej", "hejsan", "hallå", "god", "tack", "bra", "trevlig", "ha en", "kära", "tjena"};
static const char *const closing[] = {"hälsningar", "med vänlig", "med vänliga", "vänliga hälsningar", "vänligen", "mvh", "vh",
	"hälsn", "bästa hälsningar", "allt gott", "skickat från", "--", "//"};
static const char *const but[] = {"men", "utom", "förutom", "fast", "dock", "om", "bara", "däremot", "utöver", "undantaget"};

static bool begins(struct span s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (ask_word(s, list[i]) || (list[i][0] < 'A' && span_starts(s, list[i])))
			return true;
	return false;
}

bool remarks_closing(struct span line)
{
	return begins(line, closing, sizeof closing / sizeof *closing);
}

#define BEGINS(s, list) begins(s, list, sizeof(list) / sizeof *(list))

/* A few words that all begin with a capital: a name. */
static bool is_name(struct span s)
{
	size_t words = 0;
	struct range w = {0, 0};

	while (u8_word(s.p, s.n, w.at + w.n, &w)) {
		int32_t cp;

		u8_decode(s.p + w.at, w.n, &cp);
		if (!u8_upper(cp))
			return false;
		words++;
	}
	return words <= 4;
}

static bool has_but(struct span s)
{
	struct range w = {0, 0};

	while (u8_word(s.p, s.n, w.at + w.n, &w))
		for (size_t i = 0; i < sizeof but / sizeof *but; i++)
			if (span_eq(span_sub(s, w.at, w.n), span_of(but[i])))
				return true;
	return false;
}

bool remarks_say_none(struct span text)
{
	bool said = false;
	struct span line;

	while (span_line(&text, &line)) {
		line = span_trim(line);
		if (line.n == 0)
			continue;
		if (BEGINS(line, closing))
			break;
		while (line.n) {
			size_t n = 0;
			struct span one;

			while (n < line.n && !strchr(".!?;", line.p[n]))
				n++;
			one = span_trim(span_sub(line, 0, n));
			line = span_trim(span_from(line, n < line.n ? n + 1 : n));
			/* "Hej Finn, inga anmärkningar" */
			while (BEGINS(one, polite) && span_find(one, ",", 0) != (size_t)-1)
				one = span_trim(span_from(one, span_find(one, ",", 0) + 1));
			if (one.n == 0)
				continue;
			if (BEGINS(one, none_words) && !has_but(one))
				said = true;
			else if (!(BEGINS(one, polite) && !has_but(one)) && !is_name(one))
				return false;
		}
	}
	return said;
}
