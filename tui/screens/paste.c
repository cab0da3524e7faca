/* paste: foreign text into a draft, and copies out of it. Part of edits.h.
 *
 * What comes from a web page, a PDF or a mail has its own line ends, bullets and
 * blanks. It becomes paragraphs and lists of the draft; no word is dropped. */
#include <stdlib.h>
#include <string.h>

#include "base/u8.h"
#include "doc/inline.h"
#include "screens/edits.h"
#include "screens/edits_inner.h"
#include "screens/place.h"
#include "screens/unit.h"
#include "text/motion.h"

enum piece_kind { PIECE_PARA, PIECE_BULLET, PIECE_NUMBER };

struct piece {
	enum piece_kind kind;
	long nr;
	struct str text;
};

struct pieces {
	struct piece v[4096];
	size_t n;
};

/* UTF-8 put right, NFC, LF, no control characters, tabs and odd blanks as blanks. */
static void clean(struct str *out, struct span text)
{
	size_t n;
	char *nfc = u8_nfc(text.p, text.n, &n);

	for (size_t i = 0; i < n;) {
		int32_t cp;
		size_t len = u8_decode(nfc + i, n - i, &cp);

		if (cp == '\r') {
			if (i + 1 >= n || nfc[i + 1] != '\n')
				str_addc(out, '\n');
		} else if (cp == '\n' || cp == 0x2028 || cp == 0x2029 || cp == '\f') {
			str_addc(out, '\n');
		} else if (cp < 0) {
			str_adds(out, "\xEF\xBF\xBD");
		} else if (u8_blank(cp)) {
			str_addc(out, ' ');
		} else if (!u8_control(cp) && cp != 0xAD && cp != 0x200B) {
			str_add(out, nfc + i, len);
		}
		i += len;
	}
	free(nfc);
}

static size_t bullet(struct span line)
{
	static const char *const marks[] = {"- ", "* ", "\xE2\x80\xA2 ", "\xE2\x80\x93 ", "\xE2\x80\xA2",
		"\xC2\xB7 ", "\xEF\x82\xB7 "};

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (span_starts(line, marks[i]))
			return strlen(marks[i]);
	return 0;
}

static size_t number(struct span line, long *nr)
{
	size_t i = 0;

	while (i < line.n && i < 4 && line.p[i] >= '0' && line.p[i] <= '9')
		i++;
	if (i == 0 || i + 1 >= line.n || (line.p[i] != '.' && line.p[i] != ')') || line.p[i + 1] != ' ' ||
		!span_int(span_sub(line, 0, i), nr))
		return 0;
	return i + 2;
}

/* Does a line go on from the one before: wrapped text, not a paragraph a line? */
static bool goes_on(struct span before, struct span line)
{
	int32_t cp;
	char end;

	if (!before.n)
		return false;
	end = before.p[before.n - 1];
	u8_decode(line.p, line.n, &cp);
	if (cp >= 0 && u8_lower(cp))
		return true;
	return u8_width(before.p, before.n) >= 40 && end != '.' && end != ':' && end != '?' && end != '!';
}

static void cut(struct span text, struct pieces *out)
{
	struct span rest = text, line, before = SPAN_NONE;
	bool open = false;

	while (span_line(&rest, &line)) {
		size_t mark;
		long nr = 0;
		struct piece *p;

		line = span_trim(line);
		if (!line.n) {
			open = false;
			continue;
		}
		mark = bullet(line);
		p = out->n ? &out->v[out->n - 1] : NULL;
		if (p && (out->n == 4096 || (open && !mark && !number(line, &nr) && goes_on(before, line)))) {
			str_addc(&p->text, ' ');
			str_addspan(&p->text, line);
		} else {
			size_t num = mark ? 0 : number(line, &nr);

			out->v[out->n] = (struct piece){
				mark ? PIECE_BULLET : num ? PIECE_NUMBER : PIECE_PARA, nr, STR_INIT};
			str_addspan(&out->v[out->n++].text, span_trim(span_from(line, mark + num)));
		}
		before = line;
		open = true;
	}
}

/* One paragraph as source: runs of blanks made one, marks escaped, a line a sentence. */
static void add_sentences(struct str *out, struct span text, const char *continuation,
	const struct strlist *abbreviations, bool at_start)
{
	size_t from = 0;

	for (size_t i = 0; i <= text.n; i++) {
		struct span sentence;

		if (i < text.n && !(text.p[i] == ' ' && sentence_ends(span_from(text, from), i - from, abbreviations)))
			continue;
		sentence = span_sub(text, from, i - from);
		if (from) {
			str_addc(out, '\n');
			str_adds(out, continuation);
		}
		inline_escape(out, sentence, from > 0 || at_start, false);
		from = i + 1;
	}
}

static void squeeze(struct str *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->len; i++)
		if (s->buf[i] != ' ' || (n > 0 && s->buf[n - 1] != ' '))
			s->buf[n++] = s->buf[i];
	s->len = n;
	if (s->buf)
		s->buf[n] = '\0';
}

static void add_piece(struct str *out, struct piece *p, const char *continuation,
	const struct strlist *abbreviations, bool fresh)
{
	char inner[16] = "";
	size_t start = out->len;

	if (p->kind == PIECE_BULLET)
		str_adds(out, "- ");
	else if (p->kind == PIECE_NUMBER)
		str_addf(out, "%ld. ", p->nr);
	for (size_t i = 0; i < out->len - start && i + 1 < sizeof inner; i++) {
		inner[i] = ' ';
		inner[i + 1] = '\0';
	}
	add_sentences(out, str_span(&p->text), p->kind == PIECE_PARA ? continuation : inner, abbreviations,
		fresh && p->kind == PIECE_PARA);
}

/* The pieces as source for a cursor in a unit of that kind. */
static void add_pieces(struct str *out, struct pieces *ps, const struct unit *u, const struct strlist *abbreviations)
{
	char *indent = NULL;

	if (u->kind == UNIT_LIST) {
		struct str s = STR_INIT;

		str_addrep(&s, " ", (size_t)u->indent);
		indent = str_take(&s);
	}
	for (size_t i = 0; i < ps->n; i++) {
		struct piece *p = &ps->v[i];
		bool fresh = i > 0 || u->kind == UNIT_EMPTY;

		squeeze(&p->text);
		if (u->kind == UNIT_LIST) {
			/* in a list every piece is an item */
			if (i > 0)
				str_adds(out, "\n- ");
			add_sentences(out, str_span(&p->text), i ? "  " : indent, abbreviations, false);
			continue;
		}
		if (i > 0)
			str_adds(out, p->kind != PIECE_PARA && ps->v[i - 1].kind == p->kind ? "\n" : "\n\n");
		else if (!fresh && p->kind != PIECE_PARA)
			str_adds(out, "\n\n");
		if (i > 0 && u->kind == UNIT_QUOTE)
			str_adds(out, "> ");
		add_piece(out, p, u->kind == UNIT_QUOTE ? "> " : "", abbreviations, fresh);
	}
	free(indent);
}

/* Blanks and the first word tell whether the text begins or ends in the middle
 * of a sentence: such outer blanks are kept. */
static void add_outer_blank(struct str *out, struct span text, bool front)
{
	if (text.n && text.p[front ? 0 : text.n - 1] == ' ')
		str_addc(out, ' ');
}

static int insert(struct edit_ctx *e, struct span ins, struct err *err)
{
	size_t at = e->cur->at;

	if (doc_edit(e->doc, at, 0, ins, err))
		return -1;
	e->cur->at = e->cur->anchor = at + ins.n;
	return 0;
}

int edit_paste(struct edit_ctx *e, struct span text, struct err *err)
{
	struct str whole = STR_INIT, src = STR_INIT;
	struct pieces *ps = calloc(1, sizeof *ps);
	struct unit u;
	struct range sel;
	int rc = 0;

	if (!ps)
		return err_set(err, ERR_SYSTEM, "minnet räcker inte");
	clean(&whole, text);
	doc_group_begin(e->doc, e->cur->at);
	if (edit_selection(e->cur, &sel))
		rc = edit_delete_selection(e, err);
	if (rc == 0)
		rc = edits_make_room(e, err);
	u = unit_at(doc_bytes(e->doc), e->cur->at);
	cut(str_span(&whole), ps);
	if (rc == 0 && ps->n) {
		bool one_line = !unit_prose(u.kind) && u.kind != UNIT_EMPTY && u.kind != UNIT_COMMENT;

		if (u.kind != UNIT_EMPTY)
			add_outer_blank(&src, str_span(&whole), true);
		if (one_line) {
			for (size_t i = 0; i < ps->n; i++) {
				if (i)
					str_addc(&src, ' ');
				squeeze(&ps->v[i].text);
				inline_escape(&src, str_span(&ps->v[i].text), false, u.kind == UNIT_TABLE);
			}
		} else {
			add_pieces(&src, ps, &u, e->abbreviations);
		}
		if (u.kind != UNIT_EMPTY)
			add_outer_blank(&src, str_span(&whole), false);
		if (u.kind == UNIT_EMPTY)
			rc = edits_open_paragraph(e, err);
		if (rc == 0)
			rc = insert(e, str_span(&src), err);
	}
	doc_group_end(e->doc, e->cur->at);
	for (size_t i = 0; i < ps->n; i++)
		str_release(&ps->v[i].text);
	free(ps);
	str_release(&src);
	str_release(&whole);
	return rc;
}

int edit_paste_own(struct edit_ctx *e, struct span source, struct err *err)
{
	struct str plain = STR_INIT;
	struct range sel;
	int rc = 0;

	/* whole §§ are not multiplied: their text goes in as text */
	if (span_starts(source, "# ") || span_starts(source, "---\n") ||
		span_find(source, "\n# ", 0) != (size_t)-1) {
		inline_plain(&plain, source);
		rc = edit_paste(e, str_span(&plain), err);
		str_release(&plain);
		return rc;
	}
	doc_group_begin(e->doc, e->cur->at);
	if (edit_selection(e->cur, &sel))
		rc = edit_delete_selection(e, err);
	if (rc == 0)
		rc = edits_make_room(e, err);
	if (rc == 0 && unit_at(doc_bytes(e->doc), e->cur->at).kind == UNIT_EMPTY)
		rc = edits_open_paragraph(e, err);
	if (rc == 0)
		rc = insert(e, source, err);
	doc_group_end(e->doc, e->cur->at);
	return rc;
}

void edit_copy(const struct edit_ctx *e, struct str *source, struct str *plain)
{
	struct span s = doc_bytes(e->doc);
	struct place_cells cells = {NULL, 0, 0};
	struct range sel;
	struct unit u, next;
	size_t end;

	if (!edit_selection(e->cur, &sel))
		return;
	end = sel.at + sel.n;
	str_addspan(source, span_sub(s, sel.at, sel.n));
	for (u = unit_at(s, sel.at); u.at < end; u = next) {
		place_cells(s, &u, &cells);
		for (size_t i = 0; i < cells.n; i++) {
			const struct place_cell *c = &cells.v[i];

			if (c->fixed ? u.at >= sel.at || i == 0 : c->at >= sel.at && c->at < end) {
				if (!c->fixed || u.at >= sel.at)
					str_addspan(plain, c->brk ? SPAN_LIT("\n") : c->glyph);
			}
		}
		if (u.end < end || (u.end == end && u.kind == UNIT_EMPTY))
			str_addc(plain, '\n');
		if (!unit_next(s, &u, &next))
			break;
	}
	place_cells_release(&cells);
}
