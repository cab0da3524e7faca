/* edit_words: unknown words from the keyboard: next, previous, suggestions,
 * learning. Verdicts come from lang/spell; nothing waits. */
#include <stdlib.h>
#include <string.h>

#include "base/u8.h"
#include "screens/edit_inner.h"

static void select_range(struct edit *e, struct range r)
{
	e->cur.anchor = r.at;
	e->cur.at = r.at + r.n;
	e->want_col = -1;
	e->follow = true;
}

void edit_unknown_next(struct edit *e, int dir)
{
	struct span s = edit_bytes(e);
	struct spell_hits hits = {.v = NULL};
	const struct spell_hit *best = NULL, *wrap = NULL;
	struct range sel;

	edit_selection(&e->cur, &sel);
	if (spell_trouble(e->s->spell)) {
		messages_say(e->sv->messages, MESSAGE_WARNING, "%s", spell_trouble(e->s->spell));
		return;
	}
	spell_scan(e->s->spell, s, (struct range){0, s.n}, SPELL_NOWHERE, SPELL_WORDS, &hits);
	for (size_t i = 0; i < hits.n; i++) {
		const struct spell_hit *h = &hits.v[i];

		if (h->mark != SPELL_RED)
			continue;
		if (dir > 0) {
			if (!wrap)
				wrap = h;
			if (!best && h->where.at >= sel.at + sel.n)
				best = h;
		} else {
			wrap = h;
			if (h->where.at + h->where.n <= sel.at)
				best = h;
		}
	}
	if (!best)
		best = wrap;
	if (best) {
		select_range(e, best->where);
		edit_suggest_ask(e);
	} else if (spell_asked(e->s->spell)) {
		messages_say(e->sv->messages, MESSAGE_INFO, "stavningen är inte färdigläst än; försök igen strax");
	} else {
		messages_say(e->sv->messages, MESSAGE_INFO, "inga okända ord");
	}
	spell_hits_release(&hits);
}

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

void edit_suggest_ask(struct edit *e)
{
	struct span s = edit_bytes(e);
	struct range r;

	if (spell_trouble(e->s->spell)) {
		messages_say(e->sv->messages, MESSAGE_WARNING, "%s", spell_trouble(e->s->spell));
		return;
	}
	if (!spell_word_at(s, e->cur.at, &r) && !(e->cur.at > 0 && spell_word_at(s, e->cur.at - 1, &r))) {
		messages_say(e->sv->messages, MESSAGE_INFO, "markören står inte i något ord");
		return;
	}
	e->word_at = r;
	str_clear(&e->word);
	str_add(&e->word, s.p + r.at, r.n);
	strlist_release(&e->suggestion);
	e->word_asked = true;
	spell_suggest_post(e->s->spell, str_span(&e->word));
	select_range(e, r);
	ask(e);
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

void edit_suggest_answer(struct edit *e)
{
	struct edit_ctx ctx = edit_ctx(e);
	struct err err = ERR_INIT;
	char key = e->prompt.key;

	if (key >= '1' && key <= '9' && (size_t)(key - '1') < e->suggestion.n) {
		edit_say(e, edit_replace(&ctx, e->word_at, span_of(e->suggestion.v[key - '1']), &err), &err);
	} else if (strchr("dom", key) && key) {
		enum words_level level = key == 'd' ? WORDS_MEETING : key == 'o' ? WORDS_ORGAN : WORDS_ME;
		struct span word = str_span(&e->word);

		if (edit_say(e, words_learn(e->s->words, level, word, &err), &err) == 0)
			messages_say(e->sv->messages, MESSAGE_INFO, "”%.*s” är lärt", SPAN_FMT(word));
		e->cur.anchor = e->cur.at;
	}
	e->want_col = -1;
	e->follow = true;
}
