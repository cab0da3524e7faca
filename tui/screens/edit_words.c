/* edit_words: what is remarked, from the keyboard: next, previous, what stands at
 * the cursor and the key that mends it, suggestions, learning. Verdicts come from
 * lang/spell; nothing waits, and no answer moves the cursor. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "screens/edit_inner.h"

#define CHUNK 16384 /* bytes looked through at a time for the next mark */

static void select_range(struct edit *e, struct range r)
{
	e->cur.anchor = r.at;
	e->cur.at = r.at + r.n;
	e->want_col = -1;
	e->follow = true;
}

/* ------------------------------------------------------- at the cursor */

static size_t line_start(struct span s, size_t at)
{
	while (at > 0 && s.p[at - 1] != '\n')
		at--;
	return at;
}

/* a is the one to speak of rather than b: at the cursor, nearest before it, worst. */
static bool rather(const struct language_finding *a, const struct language_finding *b, size_t at)
{
	bool a_in = at <= a->where.at + a->where.n, b_in = at <= b->where.at + b->where.n;

	if (a_in != b_in)
		return a_in;
	if (!a_in && a->where.at + a->where.n != b->where.at + b->where.n)
		return a->where.at + a->where.n > b->where.at + b->where.n;
	if (a->mark != b->mark)
		return a->mark < b->mark;
	return a->fix && !b->fix;
}

/* What is remarked at the cursor, or else last before it: what has just been typed
 * is mended without going back to it. On its line, a sentence; far: in its paragraph. */
static bool find_here(struct edit *e, bool far, struct language_finding *out)
{
	struct span s = edit_bytes(e);
	struct unit u = unit_at(s, e->cur.at);
	size_t at = e->cur.at, from = far ? u.at : line_start(s, at);
	const char *nl = at < s.n ? memchr(s.p + at, '\n', s.n - at) : NULL;
	size_t end = nl ? (size_t)(nl - s.p) : s.n;
	struct language_list l = {NULL, 0, 0};
	const struct language_finding *best = NULL;

	spell_hits_clear(&e->hits);
	spell_scan(e->s->spell, s, (struct range){from, end - from}, SPELL_NOWHERE, SPELL_WORDS | SPELL_RULES, &e->hits);
	language_add_hits(&l, &e->hits);
	edit_add_found(e, from, end, &l);
	for (size_t i = 0; i < l.n; i++) {
		const struct language_finding *f = &l.v[i];

		/* of what lies behind, not what is mostly right as it is */
		if (f->where.at > at || (at > f->where.at + f->where.n && f->kind == LANGUAGE_WORD && f->mark == SPELL_GREY))
			continue;
		if (!best || rather(f, best, at))
			best = f;
	}
	if (best) {
		struct language_list one = {NULL, 0, 0};

		language_add(&one, best);
		*out = one.v[0];
		free(one.v);
	}
	language_release(&l);
	return best != NULL;
}

/* What the finding at the cursor depends on besides text and cursor. */
static uint64_t here_state(const struct edit *e)
{
	return spell_generation(e->s->spell) * 31 + e->noted * 7 + e->found_rev * 3 + words_rev(e->s->words);
}

bool edit_look_here(struct edit *e)
{
	uint64_t rev = doc_rev(e->s->doc), state = here_state(e);
	bool had = e->has_here;

	if (!e->calm_rules || e->prompt.open || (e->here_rev == rev && e->here_at == e->cur.at && e->here_state == state))
		return false;
	if (had)
		language_drop(&e->here);
	e->has_here = unit_at(edit_bytes(e), e->cur.at).kind != UNIT_FRONT && find_here(e, false, &e->here);
	e->here_rev = rev;
	e->here_at = e->cur.at;
	e->here_state = here_state(e);
	return had || e->has_here;
}

static const char *what_of(const struct language_finding *f)
{
	if (f->why)
		return f->why;
	return f->mark == SPELL_GREY ? "okänt" : "okänt ord";
}

static bool has_letters(const char *s)
{
	int n = 0;

	for (size_t i = 0, len = strlen(s); i < len;) {
		int32_t cp;

		i += u8_decode(s + i, len - i, &cp);
		n += u8_letter(cp) || u8_digit(cp);
	}
	return n > 1;
}

bool edit_add_here(const struct edit *e, struct str *out)
{
	const struct language_finding *f = &e->here;
	struct span why;

	if (!e->has_here || e->here_rev != doc_rev(e->s->doc) || e->here_at != e->cur.at)
		return false;
	why = span_of(what_of(f));
	if (why.n && why.p[why.n - 1] == '.')
		why.n--;
	if (f->fix && !f->quoted && has_letters(f->fix))
		str_addf(out, " · Alt-. skriver ”%s”", f->fix);
	else if (f->fix && !f->quoted)
		str_adds(out, *f->fix ? " · Alt-. rättar" : " · Alt-. tar bort");
	else if (f->kind == LANGUAGE_WORD)
		str_adds(out, " · Alt-. ger förslag");
	str_adds(out, " · ");
	str_addspan(out, why);
	if (f->kind == LANGUAGE_WORD)
		str_addf(out, " ”%.*s”", SPAN_FMT(span_sub(edit_bytes(e), f->where.at, f->where.n)));
	return true;
}

/* ------------------------------------------------------------ suggestions */

/* "1 ärende  2 ärendet … lär: d möte  o organ  m mig". Asked at once, so that
 * a key struck before the suggestions are there is no text. */
static void ask(struct edit *e)
{
	static const char learn[] = "lär: d möte  o organ  m mig";
	struct str q = STR_INIT, keys = STR_INIT;
	bool write = !e->s->read_only && state_writable(doc_state(e->s->doc));
	/* as many as leave room for the choices after them; one at least */
	int room = e->text_area.col + e->text_area.cols - 3 - u8_width(learn, strlen(learn));

	if (e->word_asked)
		str_addf(&q, "”%s”: söker förslag …  ", str_c(&e->word));
	else if (!e->suggestion.n || !write)
		str_addf(&q, "”%s”: %s  ", str_c(&e->word), write ? "inga förslag" : "okänt ord");
	for (size_t i = 0; write && i < e->suggestion.n && i < 5; i++) {
		const char *word = e->suggestion.v[i];

		if (i > 0 && u8_width(q.buf, q.len) + u8_width(word, strlen(word)) + 4 > room)
			break;
		str_addf(&q, "%zu %s  ", i + 1, word);
		str_addf(&keys, "%zu", i + 1);
	}
	str_adds(&q, learn);
	str_adds(&keys, "dom");
	prompt_ask_key(&e->prompt, ASK_SUGGESTION, str_c(&q), str_c(&keys));
	str_release(&q);
	str_release(&keys);
}

static void ask_for(struct edit *e, struct range r, size_t back)
{
	struct span s = edit_bytes(e);

	e->word_at = r;
	e->word_back = back;
	str_clear(&e->word);
	str_add(&e->word, s.p + r.at, r.n);
	strlist_release(&e->suggestion);
	e->word_asked = true;
	spell_suggest_post(e->s->spell, str_span(&e->word));
	select_range(e, r);
	ask(e);
}

static bool trouble(struct edit *e)
{
	const char *why = spell_trouble(e->s->spell);

	if (why)
		messages_say(e->sv->messages, MESSAGE_WARNING, "%s", why);
	return why != NULL;
}

void edit_suggest_ask(struct edit *e)
{
	struct span s = edit_bytes(e);
	struct range r;

	if (trouble(e))
		return;
	if (!spell_word_at(s, e->cur.at, &r) && !(e->cur.at > 0 && spell_word_at(s, e->cur.at - 1, &r))) {
		messages_say(e->sv->messages, MESSAGE_INFO, "markören står inte i något ord");
		return;
	}
	ask_for(e, r, SPELL_NOWHERE);
}

/* The answer has come: shown if the question still stands. */
void edit_suggest_tick(struct edit *e)
{
	const struct strlist *l;

	if (!e->word_asked)
		return;
	l = spell_suggested(e->s->spell, str_span(&e->word));
	if (!l)
		return;
	e->word_asked = false;
	if (!e->prompt.open || e->prompt.purpose != ASK_SUGGESTION)
		return;
	for (size_t i = 0; i < l->n; i++)
		strlist_add(&e->suggestion, l->v[i], strlen(l->v[i]));
	ask(e);
}

/* The cursor goes back to where it was typed, behind the word that was mended. */
static void go_back(struct edit *e, ptrdiff_t delta)
{
	if (e->word_back != SPELL_NOWHERE)
		edit_go(e, (size_t)((ptrdiff_t)e->word_back + delta), false);
	e->word_back = SPELL_NOWHERE;
}

void edit_suggest_answer(struct edit *e, bool cancelled)
{
	struct edit_ctx ctx = edit_ctx(e);
	struct err err = ERR_INIT;
	char key = e->prompt.key;
	ptrdiff_t before = (ptrdiff_t)edit_bytes(e).n;

	if (!cancelled && key >= '1' && key <= '9' && (size_t)(key - '1') < e->suggestion.n) {
		edit_say(e, edit_replace(&ctx, e->word_at, span_of(e->suggestion.v[key - '1']), &err), &err);
	} else if (!cancelled && key && strchr("dom", key)) {
		enum words_level level = key == 'd' ? WORDS_MEETING : key == 'o' ? WORDS_ORGAN : WORDS_ME;
		struct span word = str_span(&e->word);

		if (edit_say(e, words_learn(e->s->words, level, word, &err), &err) == 0)
			messages_say(e->sv->messages, MESSAGE_INFO, "”%.*s” är lärt", SPAN_FMT(word));
		e->cur.anchor = e->cur.at;
	}
	go_back(e, (ptrdiff_t)edit_bytes(e).n - before);
	e->want_col = -1;
	e->follow = true;
}

/* ---------------------------------------------------------------- one key */

/* The certain fix, in its place; the cursor stays where it was in the text. */
static void mend(struct edit *e, const struct language_finding *f)
{
	struct edit_ctx ctx = edit_ctx(e);
	struct err err = ERR_INIT;
	char *was = span_dup(span_sub(edit_bytes(e), f->where.at, f->where.n));
	size_t end = f->where.at + f->where.n, back = e->cur.at > end ? e->cur.at : end, before = edit_bytes(e).n;
	int rc;

	doc_group_begin(e->s->doc, e->cur.at);
	/* what the check would write is source, what a rule would is words */
	if (f->kind == LANGUAGE_CHECK)
		rc = doc_edit(e->s->doc, f->where.at, f->where.n, span_of(f->fix), &err);
	else
		rc = edit_replace(&ctx, f->where, span_of(f->fix), &err);
	if (rc == 0)
		edit_go(e, (size_t)((ptrdiff_t)(back + edit_bytes(e).n) - (ptrdiff_t)before), false);
	doc_group_end(e->s->doc, e->cur.at);
	if (edit_say(e, rc, &err) == 0)
		messages_say(e->sv->messages, MESSAGE_INFO, *f->fix ? "”%s” är nu ”%s”; Ctrl-Z ångrar" : "”%s” är borta%s; Ctrl-Z ångrar",
			was, f->fix);
	free(was);
}

void edit_fix_here(struct edit *e)
{
	struct language_finding f;
	size_t at = e->cur.at;

	if (trouble(e) && !e->found.n)
		return;
	if (!find_here(e, true, &f)) {
		messages_say(e->sv->messages, MESSAGE_INFO, "inget är märkt här; F7 går till nästa");
		return;
	}
	if (f.fix && !f.quoted)
		mend(e, &f);
	else if (f.kind == LANGUAGE_WORD)
		ask_for(e, f.where, at > f.where.at + f.where.n ? at : SPELL_NOWHERE);
	else if (f.quoted)
		messages_say(e->sv->messages, MESSAGE_INFO, "ett citat rättas för hand: %s", what_of(&f));
	else
		messages_say(e->sv->messages, MESSAGE_INFO, "rättas för hand: %s", what_of(&f));
	language_drop(&f);
}

/* ------------------------------------------------------------ next, previous */

/* The first (last) red or yellow mark that begins in [from, end). */
static bool in_chunk(struct edit *e, size_t from, size_t end, int dir, struct range *out, bool *word)
{
	struct spell_hits *h = &e->hits;
	bool found = false;

	spell_hits_clear(h);
	spell_scan(e->s->spell, edit_bytes(e), (struct range){from, end - from}, SPELL_NOWHERE, SPELL_WORDS | SPELL_RULES, h);
	for (size_t i = 0; i < h->n && !(found && dir > 0); i++) {
		if (h->v[i].mark == SPELL_GREY || h->v[i].where.at < from || h->v[i].where.at >= end)
			continue;
		*out = h->v[i].where;
		*word = !h->v[i].id || strcmp(h->v[i].id, "STAV") == 0;
		found = true;
	}
	return found;
}

/* The nearest mark in [from, end), looked for piece by piece from the cursor's side. */
static bool nearest(struct edit *e, size_t from, size_t end, int dir, struct range *out, bool *word)
{
	struct span s = edit_bytes(e);

	while (from < end) {
		size_t cut;

		if (dir > 0) {
			const char *nl = end - from > CHUNK ? memchr(s.p + from + CHUNK, '\n', end - from - CHUNK) : NULL;

			cut = nl ? (size_t)(nl - s.p) + 1 : end;
			if (in_chunk(e, from, cut, dir, out, word))
				return true;
			from = cut;
		} else {
			cut = end - from > CHUNK ? line_start(s, end - CHUNK) : from;
			if (cut < from)
				cut = from;
			if (in_chunk(e, cut, end, dir, out, word))
				return true;
			end = cut;
		}
	}
	return false;
}

void edit_unknown_next(struct edit *e, int dir)
{
	size_t body = unit_body(edit_bytes(e)), n = edit_bytes(e).n;
	struct range sel, hit;
	bool word;

	edit_selection(&e->cur, &sel);
	if (trouble(e))
		return;
	if (dir > 0 ? nearest(e, sel.at + sel.n, n, dir, &hit, &word) || nearest(e, body, sel.at + sel.n, dir, &hit, &word)
		    : nearest(e, body, sel.at, dir, &hit, &word) || nearest(e, sel.at, n, dir, &hit, &word)) {
		if (word)
			ask_for(e, hit, SPELL_NOWHERE);
		else
			select_range(e, hit);
	} else if (spell_asked(e->s->spell)) {
		messages_say(e->sv->messages, MESSAGE_INFO, "stavningen är inte färdigläst än; försök igen strax");
	} else {
		messages_say(e->sv->messages, MESSAGE_INFO, "inga okända ord och inget särskrivet");
	}
}
