/* erase: what takes text away in a draft. Part of edits.h. */
#include <string.h>

#include "base/u8.h"
#include "doc/inline.h"
#include "screens/edits.h"
#include "screens/edits_inner.h"
#include "screens/place.h"
#include "screens/unit.h"
#include "text/motion.h"

/* The unit before u that is no empty line. */
static bool solid_before(struct span s, struct unit u, struct unit *out)
{
	while (unit_prev(s, &u, out)) {
		if (out->kind != UNIT_EMPTY)
			return true;
		u = *out;
	}
	return false;
}

/* Empty lines at `at`: one is kept, the rest were made by Enter and go. */
static int close_empty(struct edit_ctx *e, const struct unit *u, struct err *err)
{
	struct span s = edits_bytes(e);
	size_t from = u->at, to = u->end;
	struct unit q;
	bool have = solid_before(s, *u, &q);

	while (from > unit_body(s) && from >= 1 && s.p[from - 1] == '\n' && (from < 2 || s.p[from - 2] == '\n'))
		from--;
	while (to < s.n && s.p[to] == '\n')
		to++;
	if (to - from > (to < s.n) && doc_edit(e->doc, from, to - from - (to < s.n), SPAN_NONE, err))
		return -1;
	if (have && q.kind != UNIT_FRONT && !unit_fixed(q.kind) && q.kind != UNIT_ITEM && q.kind != UNIT_META)
		edits_put(e, q.text_end);
	else
		edits_put(e, from < edits_bytes(e).n ? from : edits_bytes(e).n);
	return 0;
}

/* Backspace at the start of a unit. */
static int join(struct edit_ctx *e, const struct unit *u, struct err *err)
{
	struct span s = edits_bytes(e);
	struct unit q, next;
	struct str sep = STR_INIT;
	int rc;

	if (u->kind == UNIT_EMPTY)
		return close_empty(e, u, err);
	if (u->kind == UNIT_SUB || u->kind == UNIT_PRESENTER)
		return doc_edit(e->doc, u->at, u->text - u->at, SPAN_NONE, err) ? -1 : (edits_put(e, u->at), 0);
	if (!unit_prose(u->kind) && u->kind != UNIT_COMMENT)
		return 0;
	if (!solid_before(s, *u, &q) || !(unit_prose(q.kind) || q.kind == UNIT_COMMENT)) {
		/* the first item of a list becomes text */
		if (u->kind != UNIT_LIST)
			return 0;
		if (unit_next(s, u, &next) && next.kind == UNIT_LIST &&
			doc_edit(e->doc, u->text_end, 0, SPAN_LIT("\n"), err))
			return -1;
		if (doc_edit(e->doc, u->at, u->text - u->at, SPAN_NONE, err))
			return -1;
		edits_put(e, u->at);
		return 0;
	}
	if (u->text == u->text_end || q.text == q.text_end)
		;
	else if (s.p[q.text_end - 1] == '.' || s.p[q.text_end - 1] == '?' || s.p[q.text_end - 1] == '!') {
		str_addc(&sep, '\n');
		edits_add_continuation(&sep, &q);
	} else {
		str_addc(&sep, ' ');
	}
	rc = doc_edit(e->doc, q.text_end, u->text - q.text_end, str_span(&sep), err);
	if (rc == 0) {
		edits_put(e, q.text_end);
		rc = edits_renumber(e, q.at, err);
	}
	str_release(&sep);
	return rc;
}

/* Takes one visible cell away; the brackets of a gap go together. */
static int delete_cell(struct edit_ctx *e, struct range cell, struct err *err)
{
	struct span s = edits_bytes(e), text = span_sub(s, cell.at, cell.n);
	size_t open = cell.at, close;

	if (span_is(text, "]]")) {
		size_t back = span_find_last(span_sub(s, 0, cell.at), "[[");

		open = back == (size_t)-1 ? cell.at : back;
	}
	if (span_is(text, "[[") || open != cell.at) {
		close = span_find(s, "]]", open + 2);
		if (close != (size_t)-1) {
			if (doc_edit(e->doc, close, 2, SPAN_NONE, err) || doc_edit(e->doc, open, 2, SPAN_NONE, err))
				return -1;
			edits_put(e, cell.at == open ? open : close - 2);
			return 0;
		}
	}
	if (doc_edit(e->doc, cell.at, cell.n, SPAN_NONE, err))
		return -1;
	edits_put(e, cell.at);
	s = edits_bytes(e);
	/* nothing left between the marks of bold text */
	if (cell.at >= 2 && span_starts(span_from(s, cell.at - 2), "****")) {
		if (doc_edit(e->doc, cell.at - 2, 4, SPAN_NONE, err))
			return -1;
		edits_put(e, cell.at - 2);
	}
	return 0;
}

int edit_backspace(struct edit_ctx *e, struct err *err)
{
	struct range sel;
	struct unit u = unit_at(edits_bytes(e), e->cur->at);
	struct range cell;
	int rc;

	if (edit_selection(e->cur, &sel))
		return edit_delete_selection(e, err);
	doc_group_begin(e->doc, e->cur->at);
	if (u.kind == UNIT_MIRROR || u.kind == UNIT_FRONT)
		rc = err_set(err, ERR_STATE, "skriv för att ge avsnittet en egen text");
	else if (u.kind == UNIT_EMPTY || e->cur->at <= u.text)
		rc = join(e, &u, err);
	else if (!place_cell_before(edits_bytes(e), e->cur->at, &cell))
		rc = 0;
	else
		rc = delete_cell(e, cell, err);
	return edits_done(e, rc);
}

int edit_delete(struct edit_ctx *e, struct err *err)
{
	struct range sel, cell;
	struct span s = edits_bytes(e);
	struct unit u = unit_at(s, e->cur->at), next;
	int rc = 0;

	if (edit_selection(e->cur, &sel))
		return edit_delete_selection(e, err);
	doc_group_begin(e->doc, e->cur->at);
	if (u.kind == UNIT_MIRROR || u.kind == UNIT_FRONT) {
		rc = err_set(err, ERR_STATE, "skriv för att ge avsnittet en egen text");
	} else if (u.kind != UNIT_EMPTY && place_cell_at(s, e->cur->at, &cell)) {
		rc = delete_cell(e, cell, err);
	} else {
		size_t keep = e->cur->at;

		do {
			if (!unit_next(s, &u, &next))
				return edits_done(e, 0);
			u = next;
		} while (u.kind == UNIT_EMPTY);
		if (unit_prose(u.kind)) {
			edits_put(e, u.text);
			rc = join(e, &u, err);
			if (rc == 0)
				edits_put(e, keep < edits_bytes(e).n ? keep : edits_bytes(e).n);
		}
	}
	return edits_done(e, rc);
}

int edit_delete_word(struct edit_ctx *e, bool back, struct err *err)
{
	struct span s = edits_bytes(e);
	struct unit u = unit_at(s, e->cur->at);
	struct range sel;
	size_t to;

	if (edit_selection(e->cur, &sel))
		return edit_delete_selection(e, err);
	to = back ? motion_word_prev(s, e->cur->at) : motion_word_next(s, e->cur->at);
	if (back && to < u.text)
		to = u.text;
	if (!back && to > u.text_end)
		to = u.text_end;
	if (u.kind == UNIT_EMPTY || to == e->cur->at)
		return back ? edit_backspace(e, err) : edit_delete(e, err);
	e->cur->anchor = to;
	return edit_delete_selection(e, err);
}

/* Emphasis marks inside a cut that have their partner outside stay. */
static void kept_marks(struct span cut, struct str *out)
{
	size_t bold = 0, italic = 0;

	for (size_t i = 0; i < cut.n; i++) {
		if (cut.p[i] == '\\')
			i++;
		else if (span_starts(span_from(cut, i), "**"))
			bold++, i++;
		else if (cut.p[i] == '*')
			italic++;
	}
	if (bold % 2)
		str_adds(out, "**");
	if (italic % 2)
		str_adds(out, "*");
}

int edit_delete_selection(struct edit_ctx *e, struct err *err)
{
	struct span s = edits_bytes(e);
	struct range sel;
	struct unit a, b;
	struct str keep = STR_INIT;
	int rc;

	if (!edit_selection(e->cur, &sel))
		return 0;
	a = unit_at(s, sel.at);
	b = unit_at(s, sel.at + sel.n);
	if (a.kind == UNIT_FRONT)
		return err_set(err, ERR_STATE, "framsidan ändras i sitt formulär (F2)");
	if (a.at != b.at) {
		struct span cut = span_make(s.p + sel.at, sel.n);

		if (span_find(cut, "\n# ", 0) != (size_t)-1 || a.kind == UNIT_ITEM || a.kind == UNIT_META)
			return err_set(err, ERR_STATE,
				"markeringen går över en paragrafs rubrik; ta bort paragrafen med sitt kommando");
		/* whole list items go with their marks */
		if (a.kind == UNIT_LIST && sel.at == a.text && sel.at + sel.n == b.text_end) {
			sel.n += sel.at - a.at;
			sel.at = a.at;
		}
	} else {
		kept_marks(span_make(s.p + sel.at, sel.n), &keep);
	}
	doc_group_begin(e->doc, e->cur->at);
	rc = doc_edit(e->doc, sel.at, sel.n, str_span(&keep), err);
	if (rc == 0)
		edits_put(e, sel.at);
	str_release(&keep);
	return edits_done(e, rc);
}

int edit_replace(struct edit_ctx *e, struct range r, struct span text, struct err *err)
{
	struct str ins = STR_INIT;
	int rc;

	inline_escape(&ins, text, false, false);
	doc_group_begin(e->doc, e->cur->at);
	rc = doc_edit(e->doc, r.at, r.n, str_span(&ins), err);
	if (rc == 0)
		edits_put(e, r.at + ins.len);
	str_release(&ins);
	return edits_done(e, rc);
}
