/* reply_copy: the words of what came back, with the marks of parts and the empty lines
 * and list marks between them. Plain text and Markdown give the same words. */
#include "base/mem.h"
#include "base/u8.h"
#include "justering/packet.h"
#include "justering/reply_inner.h"

#include <stdlib.h>
#include <string.h>

void copy_release(struct copy *c)
{
	str_release(&c->seen);
	free(c->word);
	free(c->mark);
	*c = (struct copy){.text = SPAN_NONE};
}

struct span copy_seen(const struct copy *c, size_t word)
{
	return span_sub(str_span(&c->seen), c->word[word].seen.at, c->word[word].seen.n);
}

/* ------------------------------------------------------------ lost signs */

/* A sign of the draft, and what poorer programs make of it. */
static const struct lost_sign {
	const char *sign, *plain;
} signs[] = {{"”", "\""}, {"’", "'"}, {"…", "..."}, {"–", "-"}};

enum { SIGNS = sizeof signs / sizeof *signs, DASH = 3 };

static bool digits_only(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] < '0' || s.p[i] > '9') && s.p[i] != '.')
			return false;
	return s.n > 0;
}

/* Not the mark of a list: something stands before it on the line. */
static bool inside_line(struct span text, size_t at)
{
	while (at && text.p[at - 1] == ' ')
		at--;
	return at && text.p[at - 1] != '\n';
}

/* Is the "-" at `at` one that was a dash? Free-standing, between numbers that are no
 * year of a diarienummer, or in a word that the draft has with a dash. */
static bool was_dash(struct span seen, struct span text, size_t at, size_t n)
{
	size_t from = at, to = at + n;
	struct span left, right;
	struct str word = STR_INIT;
	bool hit;

	while (from && !strchr(" \n", text.p[from - 1]))
		from--;
	while (to < text.n && !strchr(" \n,;)”", text.p[to]))
		to++;
	left = span_sub(text, from, at - from);
	right = span_sub(text, at + n, to - at - n);
	if (left.n == 0 || right.n == 0)
		return left.n == 0 && right.n == 0 && inside_line(text, from);
	str_addspan(&word, span_sub(text, from, to - from));
	hit = span_find(seen, str_c(&word), 0) == (size_t)-1;
	if (hit) {
		str_replace(&word, at - from, n, "–", sizeof "–" - 1);
		hit = span_find(seen, str_c(&word), 0) != (size_t)-1 ||
			(digits_only(left) && digits_only(right) && right.n < 4) ||
			(digits_only(left) && digits_only(right) && span_find(right, ".", 0) != (size_t)-1);
	}
	str_release(&word);
	return hit;
}

unsigned copy_restore_signs(struct str *out, const struct sheet *s, struct span text)
{
	struct span seen = str_span(&s->seen);
	unsigned lost = 0;

	for (int k = 0; k < SIGNS; k++)
		if (span_find(seen, signs[k].sign, 0) != (size_t)-1 &&
			span_find(text, signs[k].sign, 0) == (size_t)-1 && span_find(text, signs[k].plain, 0) != (size_t)-1)
			lost |= 1U << k;
	for (size_t i = 0; i < text.n;) {
		int k = 0;

		while (k < SIGNS && !(lost >> k & 1 && span_starts(span_from(text, i), signs[k].plain)))
			k++;
		if (k == DASH) {
			size_t n = i + 1 < text.n && text.p[i + 1] == '-' ? 2 : 1;

			if (was_dash(seen, text, i, n))
				str_adds(out, signs[k].sign);
			else
				str_add(out, text.p + i, n);
			i += n;
		} else if (k < SIGNS) {
			str_adds(out, signs[k].sign);
			i += strlen(signs[k].plain);
		} else {
			str_addc(out, text.p[i++]);
		}
	}
	return lost;
}

static bool word_end(char c)
{
	return strchr(" \n", c) != NULL;
}

/* A word of the draft that the way back has broken after a hyphen at `at`, or has divided
 * with one: what stands for the hyphen, "-" or ""; NULL: it was meant so. *next: where it goes on. */
static const char *broken_word(struct span seen, struct span text, size_t at, size_t *next)
{
	static const char *const joins[] = {"-", ""};
	size_t from = at, on = at + 1, to;
	struct str word = STR_INIT;
	const char *join = NULL;

	while (on < text.n && text.p[on] == ' ')
		on++;
	if (on >= text.n || text.p[on] != '\n')
		return NULL;
	for (on++; on < text.n && text.p[on] == ' '; on++)
		;
	while (from && !word_end(text.p[from - 1]))
		from--;
	for (to = on; to < text.n && !word_end(text.p[to]); to++)
		;
	if (from == at || to == on)
		return NULL;
	str_addspan(&word, span_sub(text, from, at + 1 - from));
	str_adds(&word, " ");
	str_addspan(&word, span_sub(text, on, to - on));
	for (size_t i = 0; i < 2 && !join && span_find(seen, str_c(&word), 0) == (size_t)-1; i++) {
		struct str whole = STR_INIT;

		str_addspan(&whole, span_sub(text, from, at - from));
		str_adds(&whole, joins[i]);
		str_addspan(&whole, span_sub(text, on, to - on));
		if (span_find(seen, str_c(&whole), 0) != (size_t)-1)
			join = joins[i];
		str_release(&whole);
	}
	str_release(&word);
	*next = on;
	return join;
}

void copy_join_broken(struct str *out, const struct sheet *s, struct span text)
{
	struct span seen = str_span(&s->seen);

	for (size_t i = 0, next = 0; i < text.n;) {
		const char *join = text.p[i] == '-' ? broken_word(seen, text, i, &next) : NULL;

		if (join)
			str_adds(out, join);
		else
			str_addc(out, text.p[i]);
		i = join ? next : i + 1;
	}
}

void copy_add_poor(struct str *out, struct span text)
{
	for (size_t i = 0; i < text.n;) {
		int k = 0;

		while (k < SIGNS && !span_starts(span_from(text, i), signs[k].sign))
			k++;
		if (k < SIGNS) {
			str_adds(out, signs[k].plain);
			i += strlen(signs[k].sign);
		} else {
			str_addc(out, text.p[i++]);
		}
	}
}

bool copy_find_mark(struct span text, size_t from, struct range *out)
{
	static const char *const forms[] = {PACKET_MARK, "UTKAST - EJ JUSTERAT"};

	out->at = (size_t)-1;
	for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
		size_t at = span_find(text, forms[k], from);

		if (at < out->at)
			*out = (struct range){at, strlen(forms[k])};
	}
	return out->at != (size_t)-1;
}

void copy_add_plain(struct str *out, struct span word, unsigned lost)
{
	size_t start = out->len, n;

	for (size_t i = 0; i < word.n; i += n) {
		int32_t cp;

		n = u8_decode(word.p + i, word.n - i, &cp);
		if (lost & 1 && cp == '"')
			str_adds(out, "”");
		else if (lost & 2 && cp == '\'')
			str_adds(out, "’");
		else
			str_add(out, word.p + i, n);
	}
	if (!u8_is_nfc(str_c(out) + start, out->len - start)) {
		char *nfc = u8_nfc(out->buf + start, out->len - start, &n);

		str_replace(out, start, out->len - start, nfc, n);
		free(nfc);
	}
}

/* ------------------------------------------------------------ words */

/* What the next words stand behind. */
struct place {
	enum copy_break before;
	enum sheet_kind lead;
	int level;
};

/* The words of text[r], the first of them at `at`. */
static void add_words(struct copy *c, struct span text, struct range r, struct place at, bool glued)
{
	struct sheet_word *word = NULL;
	size_t n = 0, cap = 0;

	sheet_split(span_sub(text, r.at, r.n), &word, &n, &cap);
	for (size_t i = 0; i < n; i++) {
		struct span seen = span_sub(text, r.at + word[i].at.at, word[i].at.n);

		c->word = mem_grow(c->word, c->n, &c->cap, sizeof *c->word);
		c->word[c->n++] = (struct copy_word){.at = {r.at + word[i].at.at, seen.n},
			.seen = {c->seen.len, seen.n}, .glued = i ? word[i].glued : glued,
			.before = i ? COPY_NONE : at.before, .lead = at.lead, .level = at.level};
		str_addspan(&c->seen, seen);
	}
	free(word);
}

void copy_add_text(struct copy *c, struct span text)
{
	struct str keep = STR_INIT;

	/* the words point into c->seen; where they stood in the text is of no interest */
	str_addspan(&keep, text);
	add_words(c, str_span(&keep), (struct range){0, keep.len}, (struct place){COPY_NONE, SHEET_PARA, 0}, false);
	str_release(&keep);
}

/* ------------------------------------------------------------ plain text */

static size_t number(struct span s, size_t at, int *out)
{
	size_t n = 0;
	long value;

	while (at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9')
		n++;
	if (n == 0 || n > 6 || !span_int(span_sub(s, at, n), &value))
		return 0;
	*out = (int)value;
	return n;
}

static size_t blanks(struct span s, size_t at)
{
	size_t n = 0;

	while (at + n < s.n && s.p[at + n] == ' ')
		n++;
	return n;
}

/* The length of a mark "[12.3]" at `at`, its part in *part; 0: none. At the start of a
 * line it may be damaged: a bracket lost or another one, a comma for the period. */
static size_t mark_at(const struct sheet *s, struct span line, size_t at, bool first, size_t *part)
{
	const struct sheet_part *found;
	size_t i = at, n;
	int para, nr, brackets = 0;

	if (i < line.n && strchr(first ? "[({" : "[", line.p[i])) {
		brackets++;
		i++;
	}
	i += blanks(line, i);
	n = number(line, i, &para);
	i += n;
	if (n == 0 || i >= line.n || !strchr(first ? ".,:" : ".", line.p[i]))
		return 0;
	n = number(line, ++i, &nr);
	i += n;
	if (n == 0)
		return 0;
	n = blanks(line, i);
	if (i + n < line.n && strchr(first ? "])}" : "]", line.p[i + n])) {
		brackets++;
		i += n + 1;
	}
	if (brackets < (first ? 1 : 2) || (i < line.n && line.p[i] != ' '))
		return 0;
	found = sheet_find(s, para, nr);
	if (!found)
		return 0;
	*part = (size_t)(found - s->part);
	return i - at;
}

/* The mark of a list item and the blanks behind it; 0: none. */
static size_t bullet_at(struct span line, size_t at)
{
	static const char *const bullets[] = {"-", "–", "•", "*", "·"};

	for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
		size_t n = strlen(bullets[i]);

		if (span_starts(span_from(line, at), bullets[i]) && blanks(line, at + n))
			return n + blanks(line, at + n);
	}
	return 0;
}

static void add_mark(struct copy *c, size_t part)
{
	c->mark = mem_grow(c->mark, c->nmarks, &c->cap_marks, sizeof *c->mark);
	c->mark[c->nmarks++] = (struct copy_mark){c->n, part};
}

/* The sign that looks like the mark of a list is the first word of the part. */
static bool is_own(const struct sheet *s, size_t part, struct span line)
{
	char *word = span_dup(sheet_seen(s, s->part[part].word));
	bool yes = span_starts(line, word);

	free(word);
	return yes;
}

static void add_line(struct copy *c, const struct sheet *s, struct span line, enum copy_break before)
{
	size_t base = (size_t)(line.p - c->text.p), at = blanks(line, 0), from;
	struct place here = {before, SHEET_PARA, 0};

	while (at < line.n) {
		size_t part = s->nparts, n = mark_at(s, line, at, at == blanks(line, 0), &part);

		if (n) {
			add_mark(c, part);
			here.before = COPY_MARK;
			at += n;
			at += blanks(line, at);
		}
		n = here.before == COPY_NONE || (n && is_own(s, part, span_from(line, at))) ? 0 : bullet_at(line, at);
		if (n > 0) {
			here.lead = SHEET_ITEM;
			here.before = here.before < COPY_ITEM ? COPY_ITEM : here.before;
			at += n;
		}
		/* up to the next mark of the line */
		for (from = at; at < line.n; at++)
			if (line.p[at] == '[' && at > from && line.p[at - 1] == ' ' && mark_at(s, line, at, false, &part))
				break;
		add_words(c, c->text, (struct range){base + from, at - from}, here, false);
		here = (struct place){COPY_NONE, SHEET_PARA, 0};
	}
}

static void read_plain(struct copy *c, const struct sheet *s)
{
	struct span rest = c->text, line;
	enum copy_break before = COPY_BLOCK;

	while (span_line(&rest, &line)) {
		if (span_trim(line).n == 0) {
			before = COPY_BLOCK;
			continue;
		}
		add_line(c, s, line, before);
		before = COPY_LINE;
	}
}

/* ------------------------------------------------------------ Markdown */

static int hashes(struct span s)
{
	int n = 0;

	while ((size_t)n < s.n && n < 6 && s.p[n] == '#')
		n++;
	return n;
}

/* "|---|": the ruler of a table, which is no part; alone where its rows were parted. */
static bool is_ruler(struct span s)
{
	bool bar = false, dash = false;

	for (size_t i = 0; i < s.n; i++) {
		if (!strchr("|-: ", s.p[i]) || s.p[i] == '\0')
			return false;
		bar |= s.p[i] == '|';
		dash |= s.p[i] == '-';
	}
	return bar && dash;
}

static void read_markdown(struct copy *c)
{
	struct protocol *p = protocol_parse_in(c->text);
	struct sheet s;

	sheet_read(&s, p);
	str_addspan(&c->seen, str_span(&s.seen));
	c->cap = s.nwords;
	c->word = mem_array(s.nwords + 1, sizeof *c->word);
	for (size_t i = 0; i < s.nparts; i++) {
		const struct sheet_part *part = &s.part[i];
		struct span text = span_sub(c->text, part->at.at, part->at.n);
		int level = hashes(text);

		if (is_ruler(text))
			continue;
		for (size_t k = part->word; k < part->word + part->nwords; k++)
			c->word[c->n++] = (struct copy_word){.at = s.word[k].at, .seen = s.word[k].seen,
				.glued = s.word[k].glued, .lead = part->kind, .level = level,
				.before = s.word[k].first ? COPY_BLOCK : COPY_NONE};
	}
	sheet_release(&s);
	protocol_free(p);
}

static bool looks_markdown(struct span text)
{
	struct span line;

	while (span_line(&text, &line))
		if (span_starts(line, "# ") || span_starts(line, "## ") || span_starts(line, "format: paragraf"))
			return true;
	return false;
}

void copy_read(struct copy *c, const struct sheet *s, struct span text, unsigned lost)
{
	*c = (struct copy){.text = text, .lost = lost};
	read_plain(c, s);
	if (c->nmarks == 0 && looks_markdown(text)) {
		copy_release(c);
		*c = (struct copy){.text = text, .markdown = true, .lost = lost};
		read_markdown(c);
	}
}
