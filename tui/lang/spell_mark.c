/* spell_mark: see spell_mark.h. */
#include "lang/spell_mark.h"

#include <stdlib.h>
#include <string.h>

#include "base/u8.h"
#include "lang/spell_inner.h"
#include "lang/wordclass.h"

#define BEFORE_DEFINITION 120 /* bytes looked at before "(ABC)" */
#define NAME_USES 2           /* a capitalised word used so often is a name */

static struct span bytes(struct span src, struct range r)
{
	return span_make(src.p + r.at, r.n);
}

/* ---------------------------------------------------------------- acronyms */

/* Do the letters of the acronym come in this order in the words before it?
 * Regional utvecklingsplan (RUP). AVM for Arbetsmiljöverket does not. */
static bool explains(struct span before, struct span acronym)
{
	size_t n, m, i = 0;
	char *text = u8_fold(before.p, before.n, &n);
	char *want = u8_fold(acronym.p, acronym.n, &m);

	for (size_t k = 0; k < n && i < m; k++)
		if (text[k] == want[i])
			i++;
	free(text);
	free(want);
	return i == m;
}

/* Accepted when the text explains it, or uses it twice without a wrong
 * explanation. */
static bool acronym_of_text(struct span src, struct span word)
{
	size_t at = 0, uses = 0;
	bool wrong = false;
	char *w = span_dup(word);

	while ((at = span_find(src, w, at)) != (size_t)-1) {
		size_t end = at + word.n;
		bool bound = (at == 0 || !u8_letter((unsigned char)src.p[at - 1] < 0x80 ? src.p[at - 1] : 'a')) &&
			(end == src.n || (unsigned char)src.p[end] < 0x80) &&
			(end == src.n || !u8_letter(src.p[end]));

		if (bound) {
			uses++;
			if (at && src.p[at - 1] == '(' && end < src.n && src.p[end] == ')') {
				size_t from = spell_line_start(src, at);
				size_t n = at - 1 - from;

				if (n > BEFORE_DEFINITION) {
					from = at - 1 - BEFORE_DEFINITION;
					n = BEFORE_DEFINITION;
				}
				if (explains(span_sub(src, from, n), word)) {
					free(w);
					return true;
				}
				wrong = true;
			}
		}
		at = end;
	}
	free(w);
	return uses >= 2 && !wrong;
}

/* The same, remembered while the text is as long as it was: looking through 300
 * pages for each acronym of a screen took a third of the time of a page down. */
static bool acronym_known(struct spell *s, struct span src, struct span word)
{
	uint32_t *known;

	if (s->acronyms_n != src.n) {
		wordset_release(&s->acronyms);
		s->acronyms_n = src.n;
	}
	known = wordset_put(&s->acronyms, word);
	if (!*known)
		*known = acronym_of_text(src, word) ? 1 : 2;
	return *known == 1;
}

/* ------------------------------------------------------- an unknown word */

bool spell_capital(struct span w)
{
	int32_t cp = -1;

	if (w.n)
		u8_decode(w.p, w.n, &cp);
	return cp >= 0 && u8_upper(cp);
}

/* "Emma Brännström": the word before is a name, for it is not known with a
 * small letter. */
static bool follows_name(struct spell *s, struct span prev)
{
	struct str low = STR_INIT;
	bool name = false;

	if (spell_capital(prev) && prev.n > 2 && !spell_acronym(prev)) {
		u8_add_lower_first(&low, prev);
		name = spell_verdict(s, prev) == SPELL_KNOWN && spell_verdict(s, str_span(&low)) != SPELL_KNOWN;
	}
	str_release(&low);
	return name;
}

static enum mark mark_part(const struct spell_line *c, struct span w)
{
	if (spell_verdict(c->s, w) != SPELL_UNKNOWN)
		return MARK_NONE;
	if (spell_acronym(w))
		return acronym_known(c->s, c->src, w) ? MARK_NONE : MARK_GREY;
	return MARK_RED;
}

/* VHU:s, VHU-lösning: the acronym by its rule, the rest as words. */
static enum mark mark_compound(const struct spell_line *c, struct span w)
{
	enum mark worst = MARK_NONE;
	struct span rest = w, part;
	size_t colon = span_find(w, ":", 0);

	if (colon != (size_t)-1 && spell_acronym(span_sub(w, 0, colon)))
		return mark_part(c, span_sub(w, 0, colon));
	if (!memchr(w.p, '-', w.n) || span_ends(w, "-och") || span_ends(w, "-eller") || span_ends(w, "-samt"))
		return mark_part(c, w);
	while (span_split(&rest, "-", &part)) {
		enum mark m = part.n ? mark_part(c, part) : MARK_NONE;

		if (m > worst)
			worst = m;
	}
	return worst;
}

bool spell_inner_capital(struct span w)
{
	bool small = false;

	for (size_t i = 0; i < w.n;) {
		int32_t cp;

		i += u8_decode(w.p + i, w.n - i, &cp);
		if (small && u8_upper(cp))
			return true;
		small = u8_lower(cp);
	}
	return false;
}

/* Does this token follow the one before with a blank between? */
static bool adjoins(const struct spell_line *c, size_t i)
{
	size_t end;

	if (i == 0 || i >= c->n)
		return false;
	end = c->token[i - 1].where.at + c->token[i - 1].where.n;
	return c->token[i].where.at == end + 1 && c->src.p[end] == ' ';
}

static struct span token_text(const struct spell_line *c, size_t i)
{
	return bytes(c->src, c->token[i].where);
}

static bool is_english(struct span w)
{
	static const char *const little[] = {"the", "of", "and", "with", "by", "from", "your", "is", "are", "to", "this", "that",
		"The", "This"};

	for (size_t j = 0; j < sizeof little / sizeof little[0]; j++)
		if (span_is(w, little[j]))
			return true;
	return false;
}

/* Is token i beside a word of English that is no Swedish word? */
static bool beside_english(const struct spell_line *c, size_t i)
{
	return (adjoins(c, i) && is_english(token_text(c, i - 1))) ||
		(adjoins(c, i + 1) && is_english(token_text(c, i + 1)));
}

/* A line of English: its words are hints at most, and no rule is for it. */
bool spell_foreign(const struct spell_line *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += is_english(token_text(c, i));
	return n >= 2 && n * 12 >= c->n;
}

static bool ascii(struct span w)
{
	for (size_t i = 0; i < w.n; i++)
		if ((unsigned char)w.p[i] >= 0x80)
			return false;
	return true;
}

/* Does the word begin a sentence, an item, a cell? */
static bool begins(const struct spell_line *c, size_t i)
{
	size_t end, at = c->token[i].where.at;

	if (i == 0)
		return true;
	end = c->token[i - 1].where.at + c->token[i - 1].where.n;
	for (; end < at; end++)
		if (strchr(".?!:|", c->src.p[end]))
			return true;
	return false;
}

static bool is_known(struct spell *s, struct str *word)
{
	return spell_verdict(s, str_span(word)) == SPELL_KNOWN;
}

/* The word with [at, at + del) replaced. */
static bool known_with(struct spell *s, struct span w, size_t at, size_t del, const char *ins, size_t n, struct str *out)
{
	str_clear(out);
	str_addspan(out, w);
	str_replace(out, at, del, ins, n);
	return is_known(s, out);
}

/* Is the word one of the commonest slips from a known one: a letter doubled, left
 * out twice or too much, two swapped, one like another? Some 60 look-ups, for the
 * few capitalised words that nobody knows. */
static bool near_known(struct spell *s, struct span w)
{
	static const struct {
		const char *is, *was;
	} like[] = {{"a", "å"}, {"a", "ä"}, {"o", "ö"}, {"å", "ä"}, {"e", "ä"}, {"ä", "e"}, {"k", "c"}, {"c", "k"}, {"s", "c"}, {"g", "j"},
		{"j", "g"}, {"v", "w"}, {"i", "e"}, {"d", "t"}, {"t", "d"}, {"n", "m"}, {"m", "n"}};
	struct str t = STR_INIT;
	size_t first = 0, len;
	bool near = false;

	if (w.n)
		first = u8_next(w.p, w.n, 0);
	for (size_t at = first; at < w.n && !near; at += len) {
		size_t next = u8_next(w.p, w.n, at), after;

		len = next - at;
		near = known_with(s, w, at, len, "", 0, &t) || known_with(s, w, at, 0, w.p + at, len, &t);
		if (!near && next < w.n) {
			struct str swap = STR_INIT;

			after = u8_next(w.p, w.n, next);
			str_add(&swap, w.p + next, after - next);
			str_add(&swap, w.p + at, len);
			near = known_with(s, w, at, after - at, str_c(&swap), swap.len, &t);
			str_release(&swap);
		}
		for (size_t k = 0; k < sizeof like / sizeof like[0] && !near; k++)
			if (span_eq(span_sub(w, at, len), span_of(like[k].is)))
				near = known_with(s, w, at, len, like[k].was, strlen(like[k].was), &t);
	}
	str_release(&t);
	return near;
}

#define NAME_BYTES 6 /* Lind and Lund are two people */

/* One slip from a name of the attendance list or a learned word: Hdadouchi. */
static bool near_name(struct spell *s, struct span w)
{
	struct strlist near = {0};
	bool any;

	if (!s->words || w.n < NAME_BYTES)
		return false;
	words_near(s->words, w, 1, &near);
	any = near.n > 0;
	strlist_release(&near);
	return any;
}

/* XQZ-lösningenn: a part with a small letter that nobody knows is no name. */
static bool small_part_unknown(struct spell *s, struct span w)
{
	struct span rest = w, part;

	if (!memchr(w.p, '-', w.n))
		return false;
	while (span_split(&rest, "-", &part))
		if (part.n && !spell_capital(part) && !spell_inner_capital(part) && spell_verdict(s, part) == SPELL_UNKNOWN)
			return true;
	return false;
}

/* A capitalised word that no dictionary has is mostly a name: after a given name,
 * beside another capitalised word, with a capital inside, or inside a sentence and
 * not one slip from a known word. */
static bool like_name(const struct spell_line *c, size_t i, struct span w)
{
	if ((w.p[0] >= '0' && w.p[0] <= '9') || small_part_unknown(c->s, w))
		return false; /* 63dBA */
	if (spell_inner_capital(w))
		return true;
	if (!spell_capital(w) || w.n < 2 || near_name(c->s, w))
		return false;
	if (adjoins(c, i) && follows_name(c->s, token_text(c, i - 1)))
		return true;
	if ((adjoins(c, i) && i > 1 && spell_capital(token_text(c, i - 1)) && !begins(c, i - 1)) ||
		(adjoins(c, i + 1) && spell_capital(token_text(c, i + 1))))
		return true;
	if (begins(c, i)) {
		struct str low = STR_INIT;
		bool often;

		u8_add_lower_first(&low, w);
		often = spell_seen(c->s, str_span(&low)) >= NAME_USES;
		str_release(&low);
		return often && !near_known(c->s, w);
	}
	return !near_known(c->s, w);
}

/* A word of another language: quoted and without a Swedish letter, or among
 * English ones. */
static bool like_foreign(const struct spell_line *c, size_t i, struct span w)
{
	return ascii(w) && (c->foreign || is_english(w) || beside_english(c, i) ||
		(c->token[i].quoted && c->src.p[c->token[i].where.at ? c->token[i].where.at - 1 : 0] == '*'));
}

/* chefläkare: both parts are right, and compounds are made all the time. */
static bool loosely_joined(struct spell *s, struct span w)
{
	unsigned bits;

	return spell_class(s, w, &bits) && !(bits & (WORD_KNOWN | WORD_ONLY_PART)) && (bits & WORD_LOOSE);
}

enum mark spell_mark_word(const struct spell_line *c, size_t i)
{
	struct str store = STR_INIT, dotted = STR_INIT;
	struct span w = spell_normal(token_text(c, i), &store);
	enum mark m = MARK_NONE;

	if (spell_verdict(c->s, w) == SPELL_UNKNOWN) {
		str_addspan(&dotted, w);
		str_addc(&dotted, '.');
		if (!c->token[i].period || spell_verdict(c->s, str_span(&dotted)) == SPELL_UNKNOWN)
			m = mark_compound(c, w);
		if (m == MARK_RED && (like_name(c, i, w) || like_foreign(c, i, w)))
			m = MARK_GREY;
		if (m == MARK_RED && loosely_joined(c->s, w))
			m = MARK_YELLOW;
	}
	str_release(&store);
	str_release(&dotted);
	return m;
}
