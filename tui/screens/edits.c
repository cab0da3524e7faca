/* edits: see edits.h. Changes go through doc_edit only; what stands on the
 * screen is asked of place.h (visible places), never of the screen itself. */
#include "screens/edits.h"

#include <stdlib.h>
#include <string.h>

#include "base/u8.h"
#include "doc/change.h"
#include "doc/inline.h"
#include "screens/edits_inner.h"
#include "screens/place.h"
#include "screens/typing.h"
#include "screens/unit.h"
#include "text/motion.h"

bool edit_selection(const struct cursor *c, struct range *out)
{
	size_t a = c->at < c->anchor ? c->at : c->anchor;
	size_t b = c->at < c->anchor ? c->anchor : c->at;

	*out = (struct range){a, b - a};
	return a != b;
}

/* Bytes that begin a further line of a unit: blanks for a list, "> " for a quotation. */
void edits_add_continuation(struct str *out, const struct unit *u)
{
	if (u->kind == UNIT_LIST)
		str_addrep(out, " ", (size_t)u->indent);
	else if (u->kind == UNIT_QUOTE)
		str_adds(out, "> ");
	else if (u->kind == UNIT_NOTE)
		str_adds(out, "    ");
}

/* ------------------------------------------------------------- escaping */

static bool marks_inline(char c)
{
	return c == '*' || c == '[' || c == '\\';
}

/* Would Markdown read the line that begins at `at` as more than text? The
 * place where a backslash mends it, or (size_t)-1. */
static size_t line_mark(struct span s, size_t at)
{
	size_t i = at, digits;

	if (i >= s.n)
		return (size_t)-1;
	if (strchr("#>|+=~`", s.p[i]) && s.p[i])
		return i;
	if (s.p[i] == '-' && (i + 1 >= s.n || s.p[i + 1] == ' ' || s.p[i + 1] == '-' || s.p[i + 1] == '\n'))
		return i;
	digits = i;
	while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
		digits++;
	if (digits > i && digits < s.n && (s.p[digits] == '.' || s.p[digits] == ')') &&
		(digits + 1 >= s.n || s.p[digits + 1] == ' ' || s.p[digits + 1] == '\n'))
		return digits;
	return (size_t)-1;
}

/* After a change at the cursor: the line it stands on is a further line of its
 * unit, so a mark at its start must be text. */
static int mend_line_start(struct edit_ctx *e, size_t line, struct err *err)
{
	size_t hit = line_mark(edits_bytes(e), line);

	if (hit == (size_t)-1)
		return 0;
	if (doc_edit(e->doc, hit, 0, SPAN_LIT("\\"), err))
		return -1;
	if (e->cur->at >= hit)
		edits_put(e, e->cur->at + 1);
	return 0;
}

/* --------------------------------------------------------------- typing */

/* The cursor to where text may be: a mirror gets a text of its own first, a
 * fixed heading sends it to the line below. */
int edits_make_room(struct edit_ctx *e, struct err *err)
{
	struct unit u = unit_at(edits_bytes(e), e->cur->at);
	size_t at;

	if (u.kind == UNIT_MIRROR) {
		const struct protocol *p = doc_protocol(e->doc);
		int item = protocol_item_at(p, u.at);
		int section = item < 0 ? -1 : item_section_at(&p->item[item], u.at);

		if (section < 0)
			return err_set(err, ERR_STATE, "här går det inte att skriva");
		if (change_unmirror(e->doc, (size_t)item, (size_t)section, &at, err))
			return -1;
		/* at the end of what it mirrored: that is what is gone on with */
		p = doc_protocol(e->doc);
		at = p->item[item].section[section].where.at + p->item[item].section[section].where.n;
		edits_put(e, place_prev(edits_bytes(e), at));
		return 0;
	}
	if (u.kind == UNIT_FRONT)
		return err_set(err, ERR_STATE, "framsidan ändras i sitt formulär (F2)");
	if (u.kind == UNIT_SECTION) {
		struct unit next;

		if (unit_next(edits_bytes(e), &u, &next) && next.kind == UNIT_EMPTY) {
			edits_put(e, next.at);
			return 0;
		}
		if (doc_edit(e->doc, u.text_end, 0, SPAN_LIT("\n"), err))
			return -1;
		edits_put(e, u.text_end + 1);
	}
	return 0;
}

/* An empty line becomes a paragraph of its own: empty lines on both sides. The
 * cursor is left between them. */
int edits_open_paragraph(struct edit_ctx *e, struct err *err)
{
	struct span s = edits_bytes(e);
	size_t at = e->cur->at;
	bool before = at > unit_body(s) && !(at >= 2 && s.p[at - 2] == '\n') && at >= 1;
	/* the empty line's own newline ends the paragraph; at the end of the text it is missing */
	bool after = at >= s.n || (at + 1 < s.n && s.p[at + 1] != '\n');
	struct str ins = STR_INIT;
	int rc;

	if (at > 0 && at == unit_body(s))
		before = true;
	if (before)
		str_addc(&ins, '\n');
	if (after)
		str_addc(&ins, '\n');
	rc = ins.len ? doc_edit(e->doc, at, 0, str_span(&ins), err) : 0;
	if (rc == 0)
		edits_put(e, at + before);
	str_release(&ins);
	return rc;
}

/* A sentence that ended before the cluster just typed at [at, cursor) puts it
 * on a line of its own. */
static int split_sentence(struct edit_ctx *e, size_t at, struct err *err)
{
	struct span s = edits_bytes(e);
	struct unit u = unit_at(s, at);
	size_t blank = at;
	struct str sep = STR_INIT;
	int rc = 0;

	if (!unit_prose(u.kind))
		return 0;
	/* over an opening mark to the blank: Nej. ”Ja */
	for (int i = 0; i < 3 && blank > u.text && s.p[blank - 1] != ' '; i++)
		blank = u8_prev(s.p, s.n, blank);
	if (blank <= u.text || s.p[blank - 1] != ' ')
		return 0;
	blank--;
	if (!sentence_ends(s, blank, e->abbreviations))
		return 0;
	str_addc(&sep, '\n');
	edits_add_continuation(&sep, &u);
	rc = doc_edit(e->doc, blank, 1, str_span(&sep), err);
	if (rc == 0) {
		edits_put(e, e->cur->at + sep.len - 1);
		rc = mend_line_start(e, blank + sep.len, err);
	}
	str_release(&sep);
	return rc;
}

/* A mark at the start of the line just typed on is text; at the start of a
 * paragraph "- " and "1. " begin a list. */
static int mend_typed_line(struct edit_ctx *e, const struct unit *u, struct err *err)
{
	struct span s = edits_bytes(e);
	size_t line = motion_line_start(s, e->cur->at);

	if (line > u->at)
		return mend_line_start(e, line + (u->kind == UNIT_LIST ? (size_t)u->indent : u->text - u->at), err);
	line = u->text;
	if (u->kind == UNIT_LIST || line >= s.n || !strchr("#>|+=~`", s.p[line]) || !s.p[line])
		return 0;
	return mend_line_start(e, line, err);
}

static int type_cluster(struct edit_ctx *e, struct span c, struct err *err)
{
	struct span s = edits_bytes(e);
	size_t at = e->cur->at;
	struct unit u = unit_at(s, at);
	struct str ins = STR_INIT;
	int rc;

	if (u.kind == UNIT_EMPTY) {
		if (c.p[0] == ' ')
			return 0; /* a blank begins nothing */
		if (edits_open_paragraph(e, err))
			return -1;
		at = e->cur->at;
		if (strchr("#>|+=~`", c.p[0]))
			str_addc(&ins, '\\');
	} else if (c.p[0] == ' ' && at == u.text && u.kind != UNIT_LIST) {
		return 0;
	}
	/* the second [ of two begins a gap, the first was escaped */
	if (c.p[0] == '[' && at >= 2 && s.p[at - 1] == '[' && s.p[at - 2] == '\\' && unit_prose(u.kind)) {
		rc = doc_edit(e->doc, at - 2, 2, SPAN_LIT("[[]]"), err);
		if (rc == 0)
			edits_put(e, at);
		return rc;
	}
	/* ] ] at the end of a gap walks out of it */
	if (c.p[0] == ']' && span_starts(span_from(s, at), "]]")) {
		edits_put(e, at + 2);
		e->cur->gap_end = at + 2;
		return 0;
	}
	if (c.p[0] == ']' && e->cur->gap_end == at) {
		e->cur->gap_end = 0;
		return 0;
	}
	if (c.n == 1 && marks_inline(c.p[0]) && u.kind != UNIT_COMMENT)
		str_addc(&ins, '\\');
	if (c.p[0] == '|' && u.kind == UNIT_TABLE)
		str_addc(&ins, '\\');
	str_addspan(&ins, c);
	rc = doc_edit(e->doc, at, 0, str_span(&ins), err);
	if (rc == 0) {
		edits_put(e, at + ins.len);
		s = edits_bytes(e);
		if (c.p[0] == '-' && e->cur->at >= 4 && u.kind != UNIT_COMMENT &&
			span_starts(span_from(s, e->cur->at - 4), "<!--")) {
			rc = doc_edit(e->doc, e->cur->at - 4, 0, SPAN_LIT("\\"), err);
			if (rc == 0)
				edits_put(e, e->cur->at + 1);
		}
	}
	if (rc == 0 && c.p[0] != ' ')
		rc = split_sentence(e, at, err);
	if (rc == 0 && unit_prose(u.kind))
		rc = mend_typed_line(e, &u, err);
	str_release(&ins);
	return rc;
}

static bool begins_word(struct span text)
{
	int32_t cp;

	u8_decode(text.p, text.n, &cp);
	return u8_letter(cp) || u8_digit(cp);
}

static bool ends_sentence(struct span s, size_t at)
{
	return at > 0 && (s.p[at - 1] == '.' || s.p[at - 1] == '?' || s.p[at - 1] == '!');
}

int edit_type(struct edit_ctx *e, struct span text, struct err *err)
{
	struct range sel;
	bool mirror;
	int rc = 0;

	/* a word is one step of undo: a blank begins the next */
	if (e->cur->typed_rev == doc_rev(e->doc) && e->cur->typed_end == e->cur->at &&
		!edit_selection(e->cur, &sel) && text.n && text.p[0] != ' ' && !e->cur->aided)
		doc_group_join(e->doc);
	e->cur->aided = false;
	doc_group_begin(e->doc, e->cur->at);
	if (edit_selection(e->cur, &sel))
		rc = edit_delete_selection(e, err);
	mirror = unit_at(edits_bytes(e), e->cur->at).kind == UNIT_MIRROR;
	if (rc == 0)
		rc = edits_make_room(e, err);
	/* a new sentence after what was mirrored, not a part of its last word */
	if (rc == 0 && mirror && begins_word(text) && ends_sentence(edits_bytes(e), e->cur->at))
		rc = type_cluster(e, SPAN_LIT(" "), err);
	for (size_t i = 0; rc == 0 && i < text.n;) {
		size_t next = u8_next(text.p, text.n, i);
		int32_t cp;

		u8_decode(text.p + i, next - i, &cp);
		if (cp >= 0 && !u8_control(cp))
			rc = type_cluster(e, span_sub(text, i, next - i), err);
		i = next;
	}
	edits_done(e, rc);
	if (rc == 0)
		rc = typing_aid(e, e->cur->at, text, err);
	e->cur->typed_end = e->cur->at;
	e->cur->typed_rev = doc_rev(e->doc);
	return rc;
}

/* ---------------------------------------------------------------- Enter */

/* The first place to write below the heading unit u. */
static size_t below(struct span s, const struct unit *u)
{
	size_t at = u->text_end, next;

	while ((next = place_next(s, at)) != at) {
		at = next;
		if (at > u->text_end && unit_at(s, at).kind != UNIT_META)
			break;
	}
	return at;
}

static size_t blanks_before(struct span s, size_t at, size_t stop)
{
	size_t n = 0;

	while (at - n > stop && s.p[at - n - 1] == ' ')
		n++;
	return n;
}

/* Later items of a numbered list get the numbers that follow. */
int edits_renumber(struct edit_ctx *e, size_t at, struct err *err)
{
	struct unit u = unit_at(edits_bytes(e), at), next;
	long nr;

	if (u.kind != UNIT_LIST || !span_int(span_sub(u.mark, 0, u.mark.n - 1), &nr))
		return 0;
	while (unit_next(edits_bytes(e), &u, &next) && next.kind == UNIT_LIST) {
		struct span s = edits_bytes(e);
		size_t mark = (size_t)(next.mark.p - s.p);
		long have;
		char *want;
		int rc = 0;

		u = next;
		if ((mark - u.at) != (size_t)(u.indent - (int)u.mark.n - 1) ||
			!span_int(span_sub(u.mark, 0, u.mark.n - 1), &have))
			continue;
		nr++;
		want = str_format("%ld.", nr);
		if (have != nr)
			rc = doc_edit(e->doc, mark, u.mark.n, span_of(want), err);
		free(want);
		if (rc)
			return -1;
		u = unit_at(edits_bytes(e), u.at);
	}
	return 0;
}

/* "- " without text: Enter ends the list. */
static int end_list(struct edit_ctx *e, const struct unit *u, struct err *err)
{
	struct unit prev, next;
	bool list_before = unit_prev(edits_bytes(e), u, &prev) && prev.kind != UNIT_EMPTY;
	bool list_after = unit_next(edits_bytes(e), u, &next) && next.kind == UNIT_LIST;
	struct str ins = STR_INIT;
	int rc;

	if (list_before)
		str_addc(&ins, '\n');
	if (list_after)
		str_addc(&ins, '\n');
	rc = doc_edit(e->doc, u->at, u->text_end - u->at, str_span(&ins), err);
	if (rc == 0)
		edits_put(e, u->at + list_before);
	str_release(&ins);
	return rc;
}

/* The number of a yrkande, "Y3 ...", 0 when the item is none. */
static long yrkande_nr(struct span text)
{
	size_t n = 1;
	long nr;

	while (n < text.n && text.p[n] >= '0' && text.p[n] <= '9')
		n++;
	if (!text.n || text.p[0] != 'Y' || (n < text.n && text.p[n] != ' ') || !span_int(span_sub(text, 1, n - 1), &nr))
		return 0;
	return nr;
}

/* Is there nothing in the item but its number? */
static bool empty_item(struct span text)
{
	return !text.n || (yrkande_nr(text) && span_find(span_trim(text), " ", 0) == (size_t)-1);
}

static int next_list_item(struct edit_ctx *e, const struct unit *u, struct err *err)
{
	struct span s = edits_bytes(e);
	size_t at = e->cur->at, drop = blanks_before(s, at, u->text), skip = 0;
	struct span text = span_make(s.p + u->text, u->text_end - u->text);
	struct str ins = STR_INIT;
	long nr, motion = yrkande_nr(text);
	int rc;

	while (at + skip < u->text_end && (s.p[at + skip] == ' ' || s.p[at + skip] == '\n'))
		skip++;
	str_addc(&ins, '\n');
	/* who moves stands on a line of its own; what is moved below it */
	if (motion && at == u->text_end && span_ends(text, ":")) {
		edits_add_continuation(&ins, u);
		str_adds(&ins, "att ");
		rc = doc_edit(e->doc, at, 0, str_span(&ins), err);
		if (rc == 0)
			edits_put(e, at + ins.len);
		str_release(&ins);
		return rc;
	}
	str_add(&ins, s.p + u->at, (size_t)(u->mark.p - s.p) - u->at);
	if (span_int(span_sub(u->mark, 0, u->mark.n - 1), &nr))
		str_addf(&ins, "%ld. ", nr + 1);
	else
		str_adds(&ins, "- ");
	/* att-clauses go on as att-clauses */
	if (at == u->text_end && span_starts(text, "att "))
		str_adds(&ins, "att ");
	else if (at == u->text_end && motion)
		str_addf(&ins, "Y%ld ", motion + 1);
	rc = doc_edit(e->doc, at - drop, drop + skip, str_span(&ins), err);
	if (rc == 0) {
		edits_put(e, at - drop + ins.len);
		rc = edits_renumber(e, u->at, err);
	}
	str_release(&ins);
	return rc;
}

static int next_paragraph(struct edit_ctx *e, const struct unit *u, struct err *err)
{
	struct span s = edits_bytes(e);
	size_t at = e->cur->at, drop, skip = 0;
	struct str ins = STR_INIT;
	int rc;

	if (at < u->text)
		at = u->text;
	drop = blanks_before(s, at, u->text);
	while (at + skip < u->text_end && (s.p[at + skip] == ' ' || s.p[at + skip] == '\n'))
		skip++;
	str_adds(&ins, "\n\n");
	if (u->kind == UNIT_QUOTE)
		str_adds(&ins, "> ");
	rc = doc_edit(e->doc, at - drop, drop + skip, str_span(&ins), err);
	if (rc == 0) {
		edits_put(e, at - drop + ins.len);
		rc = mend_line_start(e, e->cur->at, err);
	}
	str_release(&ins);
	return rc;
}

static int next_row(struct edit_ctx *e, const struct unit *u, struct err *err)
{
	struct span s = edits_bytes(e);
	struct str ins = STR_INIT;
	size_t cells = 0;
	int rc;

	for (size_t i = u->at + 1; i < u->text_end; i++)
		if (s.p[i] == '|' && s.p[i - 1] != '\\')
			cells++;
	str_adds(&ins, "\n|");
	for (size_t i = 0; i < (cells ? cells : 1); i++)
		str_adds(&ins, " |");
	rc = doc_edit(e->doc, u->text_end, 0, str_span(&ins), err);
	if (rc == 0)
		edits_put(e, u->text_end + 3);
	str_release(&ins);
	return rc;
}

static int enter(struct edit_ctx *e, struct err *err)
{
	struct range sel;
	struct unit u, prev;
	int rc = 0;

	doc_group_begin(e->doc, e->cur->at);
	if (edit_selection(e->cur, &sel))
		rc = edit_delete_selection(e, err);
	u = unit_at(edits_bytes(e), e->cur->at);
	if (rc)
		return edits_done(e, rc);
	switch (u.kind) {
	case UNIT_ITEM:
	case UNIT_META:
	case UNIT_SECTION:
		edits_put(e, below(edits_bytes(e), &u));
		break;
	case UNIT_FRONT:
		edits_put(e, unit_body(edits_bytes(e)));
		break;
	case UNIT_MIRROR:
		rc = err_set(err, ERR_STATE, "skriv för att ge avsnittet en egen text");
		break;
	case UNIT_EMPTY:
		if (unit_prev(edits_bytes(e), &u, &prev) && prev.kind == UNIT_EMPTY)
			break; /* two in a row are enough */
		rc = doc_edit(e->doc, e->cur->at, 0, SPAN_LIT("\n"), err);
		if (rc == 0)
			edits_put(e, e->cur->at + 1);
		break;
	case UNIT_LIST:
		rc = empty_item(span_sub(edits_bytes(e), u.text, u.text_end - u.text)) ? end_list(e, &u, err) : next_list_item(e, &u, err);
		break;
	case UNIT_RULER:
		break;
	case UNIT_TABLE:
		rc = next_row(e, &u, err);
		break;
	case UNIT_SUB:
	case UNIT_PRESENTER:
		edits_put(e, u.text_end);
		rc = next_paragraph(e, &u, err);
		break;
	case UNIT_PARA:
	case UNIT_QUOTE:
	case UNIT_NOTE:
	case UNIT_COMMENT:
	case UNIT_KINDS:
		rc = next_paragraph(e, &u, err);
		break;
	}
	return edits_done(e, rc);
}

int edit_enter(struct edit_ctx *e, struct err *err)
{
	struct range sel;
	size_t at = e->cur->at;
	bool aid = !edit_selection(e->cur, &sel);
	int rc = enter(e, err);

	return rc == 0 && aid ? typing_aid(e, at, SPAN_LIT("\n"), err) : rc;
}

int edit_line_break(struct edit_ctx *e, struct err *err)
{
	struct range sel;
	struct str ins = STR_INIT;
	struct unit u;
	int rc = 0;

	doc_group_begin(e->doc, e->cur->at);
	if (edit_selection(e->cur, &sel))
		rc = edit_delete_selection(e, err);
	u = unit_at(edits_bytes(e), e->cur->at);
	if (rc == 0 && !unit_prose(u.kind))
		rc = err_set(err, ERR_STATE, "radbrytning går bara i löpande text");
	if (rc == 0) {
		size_t drop = blanks_before(edits_bytes(e), e->cur->at, u.text);

		str_adds(&ins, "\\\n");
		edits_add_continuation(&ins, &u);
		rc = doc_edit(e->doc, e->cur->at - drop, drop, str_span(&ins), err);
		if (rc == 0) {
			edits_put(e, e->cur->at - drop + ins.len);
			rc = mend_line_start(e, e->cur->at, err);
		}
	}
	str_release(&ins);
	return edits_done(e, rc);
}

