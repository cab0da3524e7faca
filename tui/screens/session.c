/* session: one open draft: opening, closing, its words and state, the tick.
 * Versions are in session_save.c, the journal in session_journal.c. */
#include "screens/session.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/paths.h"
#include "jobs/deadlines.h"
#include "jobs/parts.h"
#include "justering/suggest.h"
#include "screens/session_inner.h"
#include "store/archive.h"

int session_sooner(int a, int b)
{
	return a < 0 ? b : b < 0 || a < b ? a : b;
}

void session_say(struct session *s, enum message_level level, const char *text)
{
	messages_say(s->services->messages, level, "%s", text);
}

/* ------------------------------------------------------------------ words */

struct style *session_style(struct session *s)
{
	struct span stil = front_get(&doc_frame(s->doc)->front, FRONT_STIL);

	if (!stil.n)
		stil = SPAN_LIT("grund");
	if (!s->style_name || !span_is(stil, s->style_name)) {
		free(s->style_name);
		s->style_name = span_dup(stil);
		style_free(s->style);
		s->style = style_load(s->style_name, s->archive, NULL, NULL);
	}
	return s->style;
}

static struct span kort_of(struct session *s)
{
	return front_get(&doc_frame(s->doc)->front, FRONT_ORGAN_KORT);
}

const struct check_data *session_rules(struct session *s)
{
	if (!s->has_rules) {
		check_data_load(&s->rules, s->archive, kort_of(s));
		s->has_rules = true;
		spell_set_off(s->spell, &s->rules.off);
	}
	return &s->rules;
}

void session_rules_changed(struct session *s)
{
	if (!s->has_rules)
		return;
	check_data_reload(&s->rules, s->archive, kort_of(s));
	spell_set_off(s->spell, &s->rules.off);
}

/* What is known without reading all of a large text. */
static void refresh_names(struct session *s, const struct protocol *p)
{
	free(s->who);
	s->who = NULL;
	for (size_t i = 0; i < p->npersons && !s->who; i++)
		if (p->person[i].group == GROUP_SEKRETERARE)
			s->who = span_dup(p->person[i].name);
	words_clear_names(s->words);
	words_add_protocol(s->words, p);
	if (s->organ)
		words_add_organ(s->words, s->organ);
}

void session_refresh(struct session *s)
{
	refresh_names(s, doc_protocol(s->doc));
	session_style(s);
}

static void load_organ(struct session *s)
{
	const struct protocol *p = doc_frame(s->doc);
	struct span kort = front_get(&p->front, FRONT_ORGAN_KORT);
	char *who = span_dup(kort.n ? kort : front_get(&p->front, FRONT_ORGAN));
	char *file = NULL;
	struct str text = STR_INIT;

	if (*who && archive_find_organ(s->archive, who, &file, NULL) == 0 && fs_read(file, &text, NULL) == 0)
		s->organ = organ_parse(str_span(&text));
	str_release(&text);
	free(file);
	free(who);
}

/* --------------------------------------------------------------- opening */

static int open_suggestions(const char *folder)
{
	char *path = fs_join(folder, SUGGEST_FILE);
	struct str bytes = STR_INIT;
	struct suggestions l = {0};
	struct err err = ERR_INIT;
	int n = 0;

	if (fs_exists(path) && fs_read(path, &bytes, &err) == 0 && suggest_parse(&l, str_span(&bytes), &err) == 0)
		for (size_t i = 0; i < l.n; i++)
			n += l.v[i].state == SUGGEST_OPEN;
	suggest_release(&l);
	str_release(&bytes);
	free(path);
	return n;
}

static void find_deadline(struct session *s)
{
	struct date meeting = {0};
	struct str text = STR_INIT;

	free(s->deadline);
	s->deadline = NULL;
	if (!date_parse(front_get(&doc_frame(s->doc)->front, FRONT_DATUM), &meeting))
		return;
	deadlines_add_short(&text, meeting, doc_state(s->doc), s->folder, clock_date(clock_now()), &s->late);
	if (text.len)
		s->deadline = str_take(&text);
	str_release(&text);
}

void session_refresh_state(struct session *s)
{
	enum state before = doc_state(s->doc);

	if (!s->folder)
		return;
	doc_set_state(s->doc, archive_state(s->folder));
	parts_hold(s->folder, s->doc);
	s->suggestions = open_suggestions(s->folder);
	find_deadline(s);
	if (!state_final(before) && state_final(doc_state(s->doc)))
		session_journal_locked(s);
}

/* Where the draft stands: its file, its meeting, its archive. */
static struct session *place(struct services *sv, const char *path)
{
	struct session *s = mem_alloc(sizeof *s);
	char *whole = fs_absolute(path);

	s->services = sv;
	s->serial = sv->serial = (sv->serial + 1) % SERIALS;
	s->again = KINDS;
	s->file = fs_is_dir(whole) ? fs_join(whole, "protokoll.md") : mem_strdup(whole);
	s->archive = paths_archive_of(s->file);
	if (strcmp(fs_basename(s->file), "protokoll.md") == 0) {
		s->folder = fs_dirname(s->file);
		if (!store_is_meeting(s->folder)) {
			free(s->folder);
			s->folder = NULL;
		}
	}
	s->journal_dir = journal_dir(s->file, s->folder);
	free(whole);
	return s;
}

static void open_words(struct session *s)
{
	char *config = paths_config("");

	s->words = words_new();
	words_load(s->words, s->folder, s->archive, config);
	free(config);
	load_organ(s);
	refresh_names(s, doc_frame(s->doc));
	s->spell = spell_open(s->words);
	spell_set_archive(s->spell, s->archive);
}

struct session *session_open(struct services *sv, const char *path, struct err *err)
{
	struct session *s = place(sv, path);
	struct str text = STR_INIT;
	struct err broken = ERR_INIT;
	struct span file;
	bool there;

	there = fs_read(s->file, &text, err) == 0;
	if (there && s->folder && state_final(archive_state(s->folder))) {
		s->doc = doc_new_text(text_take(&text), archive_state(s->folder));
	} else {
		session_lock(s);
		s->doc = session_recover(s, there ? &text : NULL);
	}
	if (!s->doc) {
		str_release(&text);
		session_close(s);
		return NULL;
	}
	/* what the file held: the text itself, or what was kept beside it */
	file = text.buf ? str_span(&text) : doc_bytes(s->doc);
	session_refresh_state(s);
	if (s->folder && parts_intact(s->folder, doc_bytes(s->doc), &broken))
		session_say(s, MESSAGE_ERROR, broken.msg);
	s->saved_rev = s->kept_rev = s->sent_rev = s->seen_rev = s->recorded_rev = doc_rev(s->doc);
	if (s->recovered)
		s->saved_rev--;
	/* what is opened is looked at like what was just edited: counts, verdicts */
	s->edited_ms = clock_monotonic_ms();
	if (s->folder)
		str_addspan(&s->base_text, file);
	session_note_file(s, file);
	session_watch_start(s, file);
	open_words(s);
	if (s->following)
		session_follow_start(s);
	if (s->folder && !s->following)
		session_ask_open(s);
	str_release(&text);
	return s;
}

void session_close(struct session *s)
{
	if (!s)
		return;
	session_journal_close(s);
	session_follow_close(s);
	spell_free(s->spell);
	check_data_release(&s->rules);
	words_free(s->words);
	style_free(s->style);
	organ_free(s->organ);
	free(s->style_name);
	str_release(&s->base_text);
	doc_free(s->doc);
	free(s->who);
	free(s->why_unsaved);
	free(s->deadline);
	free(s->file);
	free(s->folder);
	free(s->archive);
	session_other_release(s);
	free(s);
}

/* Only what differs is replaced: marks and the journal stay small. */
int session_set_text(struct session *s, struct span text, struct err *err)
{
	struct span now = doc_bytes(s->doc);
	size_t head = 0, tail = 0, most = now.n < text.n ? now.n : text.n;
	int rc;

	while (head < most && now.p[head] == text.p[head])
		head++;
	while (tail < most - head && now.p[now.n - 1 - tail] == text.p[text.n - 1 - tail])
		tail++;
	doc_group_begin(s->doc, 0);
	rc = doc_edit(s->doc, head, now.n - head - tail, span_sub(text, head, text.n - head - tail), err);
	doc_group_end(s->doc, 0);
	if (rc == 0)
		session_refresh(s);
	return rc;
}

void session_target(struct session *s, size_t at, size_t end)
{
	s->has_target = true;
	s->target = at;
	s->target_end = end;
}

/* After the last key the text is looked at again as it comes to rest: rules, counts,
 * the word under the cursor, a § that was left. */
static int rest_ms(const struct session *s, int64_t now)
{
	static const int steps[] = {310, 420, 620, 1000};
	int64_t last = s->key_ms > s->edited_ms ? s->key_ms : s->edited_ms;

	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
		if (now - last < steps[i])
			return (int)(steps[i] - (now - last));
	return -1;
}

int session_tick(struct session *s, bool *changed)
{
	int64_t now = clock_monotonic_ms();
	struct worker_reply r;
	uint64_t generation = spell_generation(s->spell);
	int next;

	if (s->seen_rev != doc_rev(s->doc)) {
		*changed = *changed || s->following;
		if (s->kept_rev == s->seen_rev)
			s->first_edit_ms = now;
		s->seen_rev = doc_rev(s->doc);
		s->edited_ms = now;
	}
	next = worker_pump(s->services->repo);
	while (worker_next(s->services->repo, &r)) {
		session_answer(s, &r);
		str_release(&r.body);
		*changed = true;
	}
	if (!s->saving && s->save_again) {
		s->save_again = false;
		session_save(s, s->again);
	}
	session_record(s);
	next = session_sooner(next, rest_ms(s, now));
	next = session_sooner(next, session_autosave(s, now));
	next = session_sooner(next, spell_pump(s->spell));
	next = session_sooner(next, session_journal_tick(s, now));
	next = session_sooner(next, session_follow_tick(s, now));
	next = session_sooner(next, session_watch_tick(s, now));
	if (generation != spell_generation(s->spell))
		*changed = true;
	return next;
}
