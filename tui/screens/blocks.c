/* blocks: what makes a new kind of piece of a draft: a heading line, a
 * quotation. Part of edits.h. */
#include <string.h>

#include "screens/edits.h"
#include "screens/edits_inner.h"
#include "screens/place.h"
#include "screens/unit.h"

/* Where a piece of its own may begin: behind the unit, or before it when the
 * cursor stands at its start. */
static int put_line(struct edit_ctx *e, const struct unit *u, struct span line, struct err *err)
{
	struct str ins = STR_INIT;
	bool before = e->cur->at <= u->text && u->text < u->text_end;
	size_t at = before ? u->at : u->text_end;
	int rc;

	if (!before)
		str_adds(&ins, "\n\n");
	str_addspan(&ins, line);
	/* an empty paragraph below: an empty line on each side of the cursor's */
	str_adds(&ins, before ? "\n\n\n\n" : "\n\n");
	rc = doc_edit(e->doc, at, 0, str_span(&ins), err);
	if (rc == 0)
		edits_put(e, at + ins.len - (before ? 2 : 0));
	str_release(&ins);
	return rc;
}

static int put_on_empty(struct edit_ctx *e, struct span line, struct err *err)
{
	struct str ins = STR_INIT;
	int rc = edits_open_paragraph(e, err);

	if (rc)
		return rc;
	str_addspan(&ins, line);
	str_adds(&ins, "\n\n");
	rc = doc_edit(e->doc, e->cur->at, 0, str_span(&ins), err);
	if (rc == 0)
		edits_put(e, e->cur->at + ins.len);
	str_release(&ins);
	return rc;
}

int edit_insert_heading(struct edit_ctx *e, struct span line, struct err *err)
{
	struct unit u;
	int rc;

	doc_group_begin(e->doc, e->cur->at);
	e->cur->anchor = e->cur->at;
	rc = edits_make_room(e, err);
	u = unit_at(edits_bytes(e), e->cur->at);
	if (rc == 0 && (u.kind == UNIT_ITEM || u.kind == UNIT_META)) {
		edits_put(e, place_next(edits_bytes(e), u.text_end));
		u = unit_at(edits_bytes(e), e->cur->at);
	}
	/* a list is not cut in two: below its last item */
	for (struct unit next; u.kind == UNIT_LIST && unit_next(edits_bytes(e), &u, &next) && next.kind == UNIT_LIST;) {
		u = next;
		edits_put(e, u.text_end);
	}
	if (rc == 0)
		rc = u.kind == UNIT_EMPTY ? put_on_empty(e, line, err) : put_line(e, &u, line, err);
	return edits_done(e, rc);
}

int edit_toggle_quote(struct edit_ctx *e, struct err *err)
{
	struct unit u = unit_at(edits_bytes(e), e->cur->at);
	bool quote = u.kind == UNIT_QUOTE;
	size_t keep = e->cur->at;
	int rc = 0;

	if (!quote && u.kind != UNIT_PARA)
		return err_set(err, ERR_STATE, "ställ markören i ett stycke för att göra det till citat");
	doc_group_begin(e->doc, keep);
	for (size_t at = u.at, end = u.end; rc == 0 && at < end;) {
		struct span s = edits_bytes(e);
		size_t gone = !quote ? 0 : s.p[at] != '>' ? 0 : at + 1 < s.n && s.p[at + 1] == ' ' ? 2 : 1;
		const char *nl;

		rc = doc_edit(e->doc, at, gone, quote ? SPAN_NONE : SPAN_LIT("> "), err);
		if (rc)
			break;
		end = end - gone + (quote ? 0 : 2);
		if (at <= keep)
			keep = keep - (gone < keep - at ? gone : keep - at) + (quote ? 0 : 2);
		s = edits_bytes(e);
		nl = memchr(s.p + at, '\n', s.n - at);
		at = nl ? (size_t)(nl - s.p) + 1 : s.n;
	}
	edits_put(e, keep);
	return edits_done(e, rc);
}
