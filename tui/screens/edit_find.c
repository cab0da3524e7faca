/* edit_find: what is asked on the bottom line of the editing screen: search,
 * replace, go to §, and the answers to its other questions. */
#include <stdlib.h>
#include <string.h>

#include "doc/change.h"
#include "doc/inline.h"
#include "screens/edit_inner.h"
#include "text/search.h"

static void select_range(struct edit *e, struct range r)
{
	e->cur.anchor = r.at;
	e->cur.at = r.at + r.n;
	e->want_col = -1;
	e->follow = true;
}

/* ---------------------------------------------------------------- search */

/* A match in the text, not in the front matter. */
static bool find(struct edit *e, size_t from, bool back, struct range *out)
{
	struct span s = edit_bytes(e);
	size_t body = unit_body(s);
	struct span text = span_from(s, body);
	unsigned flags = SEARCH_WRAP | (back ? SEARCH_BACK : 0U);

	if (!search_find(text, str_span(&e->needle), from > body ? from - body : 0, flags, out))
		return false;
	out->at += body;
	return true;
}

static void note_count(struct edit *e)
{
	struct span s = edit_bytes(e);
	size_t n = search_count(span_from(s, unit_body(s)), str_span(&e->needle), 0);
	char *note = n == 1 ? str_format("1 träff") : str_format("%zu träffar", n);

	prompt_note(&e->prompt, e->needle.len ? note : NULL);
	free(note);
}

void edit_find_ask(struct edit *e)
{
	struct range sel;
	struct span s = edit_bytes(e), initial = str_span(&e->needle);

	/* a selected word is what is looked for */
	if (edit_selection(&e->cur, &sel) && sel.n < 80 && !memchr(s.p + sel.at, '\n', sel.n))
		initial = span_sub(s, sel.at, sel.n);
	e->find_back = e->cur;
	e->find_from = sel.at;
	prompt_ask(&e->prompt, ASK_FIND, "Sök", initial);
}

void edit_find_again(struct edit *e, bool back)
{
	struct range sel, hit;

	edit_selection(&e->cur, &sel);
	if (!e->needle.len)
		return;
	if (find(e, back ? sel.at : sel.at + sel.n, back, &hit))
		select_range(e, hit);
	else
		messages_say(e->sv->messages, MESSAGE_INFO, "”%s” finns inte i texten", str_c(&e->needle));
}

static void find_typed(struct edit *e)
{
	struct range hit;
	struct span text = prompt_text(&e->prompt);

	str_clear(&e->needle);
	str_addspan(&e->needle, text);
	note_count(e);
	if (text.n && find(e, e->find_from, false, &hit))
		select_range(e, hit);
	else
		e->cur = e->find_back;
	e->follow = true;
}

static void find_event(struct edit *e, enum prompt_result r)
{
	struct range hit;

	switch (r) {
	case PROMPT_CHANGED:
		find_typed(e);
		break;
	case PROMPT_UP:
	case PROMPT_DOWN:
		edit_find_again(e, r == PROMPT_UP);
		break;
	case PROMPT_CANCEL:
		e->cur = e->find_back;
		e->follow = true;
		break;
	case PROMPT_DONE:
		str_clear(&e->needle);
		str_addspan(&e->needle, prompt_text(&e->prompt));
		if (e->needle.len && !find(e, e->find_from, false, &hit))
			messages_say(e->sv->messages, MESSAGE_INFO, "”%s” finns inte i texten", str_c(&e->needle));
		else if (e->needle.len && e->cur.at == e->cur.anchor)
			select_range(e, hit);
		break;
	case PROMPT_OPEN:
	case PROMPT_IGNORED:
		break;
	}
}

/* --------------------------------------------------------------- replace */

void edit_replace_ask(struct edit *e)
{
	e->find_back = e->cur;
	prompt_ask(&e->prompt, ASK_REPLACE_WHAT, "Ersätt", str_span(&e->needle));
}

/* The next match is shown with a question, or the end is said. */
static void replace_next(struct edit *e, size_t from)
{
	struct span s = edit_bytes(e);
	struct range hit;

	if (search_find(s, str_span(&e->needle), from, 0, &hit)) {
		select_range(e, hit);
		prompt_ask_key(&e->prompt, ASK_REPLACE_THIS, "Ersätt?  j ja  n nej  a alla  s sluta", "jnas");
		return;
	}
	messages_say(e->sv->messages, MESSAGE_INFO, e->replaced == 1 ? "%d ställe ersatt" : "%d ställen ersatta", e->replaced);
	e->cur.anchor = e->cur.at;
}

static bool replace_here(struct edit *e)
{
	struct edit_ctx ctx = edit_ctx(e);
	struct err err = ERR_INIT;
	struct range sel;

	if (!edit_selection(&e->cur, &sel))
		return false;
	if (edit_say(e, edit_replace(&ctx, sel, str_span(&e->replacement), &err), &err))
		return false;
	e->replaced++;
	return true;
}

static void replace_all(struct edit *e)
{
	struct range hit;

	doc_group_begin(e->s->doc, e->cur.at);
	while (replace_here(e) && search_find(edit_bytes(e), str_span(&e->needle), e->cur.at, 0, &hit))
		select_range(e, hit);
	doc_group_end(e->s->doc, e->cur.at);
	replace_next(e, edit_bytes(e).n);
}

static void replace_event(struct edit *e, enum prompt_result r)
{
	struct range sel;

	if (r == PROMPT_CANCEL || (e->prompt.purpose == ASK_REPLACE_THIS && r == PROMPT_DONE && e->prompt.key == 's')) {
		replace_next(e, edit_bytes(e).n);
		return;
	}
	if (r != PROMPT_DONE)
		return;
	if (e->prompt.purpose == ASK_REPLACE_WHAT) {
		str_clear(&e->needle);
		str_addspan(&e->needle, prompt_text(&e->prompt));
		if (e->needle.len)
			prompt_ask(&e->prompt, ASK_REPLACE_WITH, "Ersätt med", str_span(&e->replacement));
		return;
	}
	if (e->prompt.purpose == ASK_REPLACE_WITH) {
		str_clear(&e->replacement);
		str_addspan(&e->replacement, prompt_text(&e->prompt));
		e->replaced = 0;
		replace_next(e, unit_body(edit_bytes(e)));
		return;
	}
	edit_selection(&e->cur, &sel);
	if (e->prompt.key == 'a') {
		replace_all(e);
	} else if (e->prompt.key == 'j') {
		if (replace_here(e))
			replace_next(e, e->cur.at);
	} else {
		replace_next(e, sel.at + sel.n);
	}
}

/* ------------------------------------------------------------------ go to */

void edit_goto_ask(struct edit *e)
{
	e->find_back = e->cur;
	prompt_ask(&e->prompt, ASK_GOTO, "Gå till \xC2\xA7", SPAN_NONE);
	prompt_note(&e->prompt, "nummer, eller början av rubriken");
}

static bool ends_with(int nr, long typed)
{
	long mod = 10;

	while (mod <= typed)
		mod *= 10;
	return nr % mod == typed;
}

/* The § that the text names: its number, else the only number that ends so,
 * else the first title that holds it. more: typing on could name another. */
static const struct outline_row *named(struct edit *e, struct span text, bool *more)
{
	const struct outline_row *whole = NULL, *end = NULL;
	size_t ends = 0;
	long typed;
	struct range hit;

	*more = true;
	if (!span_int(text, &typed)) {
		for (size_t i = 0; i < e->noutline; i++)
			if (search_find(span_of(e->outline[i].title), text, 0, 0, &hit))
				return &e->outline[i];
		return NULL;
	}
	*more = false;
	for (size_t i = 0; i < e->noutline; i++) {
		const struct outline_row *o = &e->outline[i];

		if (o->nr == typed)
			whole = o;
		else if (ends_with(o->nr, typed)) {
			end = o;
			ends++;
		}
		if (o->nr != typed && o->nr / 10 > 0 && (o->nr / 10 == typed || o->nr / 100 == typed))
			*more = true;
	}
	if (!whole && ends > 1)
		*more = true;
	return whole ? whole : ends == 1 ? end : NULL;
}

static void goto_event(struct edit *e, enum prompt_result r)
{
	const struct outline_row *row;
	bool more;

	if (r == PROMPT_CANCEL) {
		e->cur = e->find_back;
		e->follow = true;
		return;
	}
	if (r != PROMPT_CHANGED && r != PROMPT_DONE)
		return;
	edit_outline(e);
	row = prompt_text(&e->prompt).n ? named(e, prompt_text(&e->prompt), &more) : NULL;
	if (row) {
		edit_go_item(e, view_shift_on(&e->view.shift, row->at));
		/* nothing more to type: one key less */
		if (r == PROMPT_CHANGED && !more)
			prompt_close(&e->prompt);
	} else if (r == PROMPT_DONE) {
		messages_say(e->sv->messages, MESSAGE_INFO, "det finns ingen sådan paragraf");
	}
}

/* ------------------------------------------------------------ presenters */

/* The person of the lists whose name begins so, or has a word that does. */
static const struct person *guest(struct edit *e, struct span typed)
{
	const struct protocol *p = edit_protocol(e);
	const struct person *inside = NULL;
	struct range hit;

	for (size_t i = 0; typed.n && i < p->npersons; i++) {
		const struct person *who = &p->person[i];

		if (who->group == GROUP_JUSTERARE || !search_find(who->name, typed, 0, 0, &hit))
			continue;
		if (hit.at == 0)
			return who;
		if (!inside && who->name.p[hit.at - 1] == ' ')
			inside = who;
	}
	return inside;
}

static void add_presenter(struct str *out, const struct person *who)
{
	str_addspan(out, who->name);
	if (who->title.n) {
		str_adds(out, ", ");
		str_addspan(out, who->title);
	}
}

static void presenter_event(struct edit *e, enum prompt_result r)
{
	struct edit_ctx ctx = edit_ctx(e);
	struct err err = ERR_INIT;
	struct span typed = prompt_text(&e->prompt);
	/* what has a comma is name and title as they should stand */
	const struct person *who = span_find(typed, ",", 0) == (size_t)-1 ? guest(e, typed) : NULL;
	struct str line = STR_INIT;

	str_adds(&line, "### @");
	if (who)
		add_presenter(&line, who);
	else
		str_addspan(&line, span_trim(typed));
	if (r == PROMPT_CHANGED)
		prompt_note(&e->prompt, who ? str_c(&line) + strlen("### @") : NULL);
	else if (r == PROMPT_DONE && span_trim(typed).n)
		edit_say(e, edit_insert_heading(&ctx, str_span(&line), &err), &err);
	e->follow = true;
	str_release(&line);
}

static void sub_event(struct edit *e, enum prompt_result r)
{
	struct edit_ctx ctx = edit_ctx(e);
	struct err err = ERR_INIT;
	struct str line = STR_INIT;

	str_adds(&line, "### ");
	inline_escape(&line, span_trim(prompt_text(&e->prompt)), false, false);
	if (r == PROMPT_DONE && line.len > 4)
		edit_say(e, edit_insert_heading(&ctx, str_span(&line), &err), &err);
	e->follow = true;
	str_release(&line);
}

/* ------------------------------------------------------- other questions */

static void other_event(struct edit *e, enum prompt_result r)
{
	struct err err = ERR_INIT;
	struct span text = prompt_text(&e->prompt);
	int item = edit_item(e);
	size_t at;

	if (e->prompt.purpose == ASK_SUGGESTION && (r == PROMPT_DONE || r == PROMPT_CANCEL))
		edit_suggest_answer(e, r == PROMPT_CANCEL);
	if (r != PROMPT_DONE)
		return;
	switch (e->prompt.purpose) {
	case ASK_REMOVE_ITEM:
		if (e->prompt.key == 'j' && item >= 0 &&
			edit_say(e, change_remove_item(e->s->doc, (size_t)item, &at, &err), &err) == 0) {
			edit_go(e, at, false);
			messages_say(e->sv->messages, MESSAGE_INFO, "paragrafen är borttagen; Ctrl-Z tar tillbaka den");
		}
		break;
	case ASK_TITLE:
		if (item >= 0)
			edit_say(e, change_title(e->s->doc, (size_t)item, text, &err), &err);
		break;
	case ASK_DNR:
		if (item >= 0)
			edit_say(e, change_meta(e->s->doc, (size_t)item, "Dnr", text, &err), &err);
		break;
	case ASK_REASON:
		edit_gavel_answer(e, text);
		break;
	default:
		break;
	}
	e->follow = true;
}

struct outcome edit_find_event(struct edit *e, enum prompt_result r)
{
	switch (e->prompt.purpose) {
	case ASK_FIND:
		find_event(e, r);
		break;
	case ASK_REPLACE_WHAT:
	case ASK_REPLACE_WITH:
	case ASK_REPLACE_THIS:
		replace_event(e, r);
		break;
	case ASK_GOTO:
		goto_event(e, r);
		break;
	case ASK_PRESENTER:
		presenter_event(e, r);
		break;
	case ASK_SUB:
		sub_event(e, r);
		break;
	default:
		other_event(e, r);
		break;
	}
	return outcome_stay();
}
