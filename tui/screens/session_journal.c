/* session_journal: the part of the session that writes each edit into the
 * journal before it is shown, has it synced by the helper program "journal",
 * and finds another place when there is no room. See session.h. */
#include "screens/session_inner.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"

#define SYNC_MS 500         /* a sync begins so long after the first edit since the last one */
#define LOCK_TRIES 10
#define LOCK_US 5000
#define OWN_PLACE_MS 15000  /* until the journal's own place is tried again */

/* ------------------------------------------------------------------- lock */

void session_lock(struct session *s)
{
	struct err err = ERR_INIT;
	int rc;

	s->journal = journal_new(s->journal_dir);
	/* a helper of ours that is just being started still has the lock of the draft
	 * that was open before: a moment later it is let go */
	for (int i = 0; (rc = journal_lock(s->journal, &err)) == 1 && i < LOCK_TRIES; i++)
		usleep(LOCK_US);
	/* where no lock can be made nobody else can hold one: a spare journal will do */
	if (rc != 1)
		return;
	journal_free(s->journal);
	s->journal = NULL;
	s->read_only = s->following = true;
	s->why_read_only = s->folder ? "sammanträdet är öppet i ett annat fönster" : "utkastet är öppet i ett annat fönster";
	messages_say(s->services->messages, MESSAGE_WARNING, "%s; du ser vad som skrivs", s->why_read_only);
}

/* ---------------------------------------------------------------- writing */

static struct journal *in_use(const struct session *s)
{
	return s->spare ? s->spare : s->journal && journal_open(s->journal) ? s->journal : NULL;
}

static void drop_ops(struct session *s)
{
	struct text_op op;

	while (text_next_op(doc_text(s->doc), &op))
		;
}

/* The number of the last part in the journal's own place. */
static int last_part(const struct session *s)
{
	int *number = NULL, last;
	size_t n = journal_parts(s->journal_dir, &number);

	last = n ? number[n - 1] : 0;
	free(number);
	return last;
}

static bool start_in_own_place(struct session *s, struct err *err)
{
	/* the lock could not be had for want of room: now it must be */
	if (journal_lock(s->journal, err) || journal_begin(s->journal, doc_bytes(s->doc), err))
		return false;
	if (s->spare) {
		free(s->spare_dir);
		s->spare_dir = fs_dirname(journal_path(s->spare));
		journal_free(s->spare);
		s->spare = NULL;
	}
	return true;
}

static bool start_in_spare_place(struct session *s)
{
	char *dir;

	for (int which = 0; (dir = journal_spare_dir(s->file, which)); which++) {
		struct journal *j = journal_new(dir);

		free(dir);
		if (journal_lock(j, NULL) == 0 && journal_begin(j, doc_bytes(s->doc), NULL) == 0) {
			journal_free(s->spare);
			s->spare = j;
			return true;
		}
		journal_free(j);
	}
	return false;
}

/* The part in use ends with the text that the next one begins with: said by name,
 * the next start need not replay it to know. */
static void name_end(struct session *s)
{
	char name[RECOVER_NAME_SIZE];

	if (!in_use(s) || journal_waiting(in_use(s)))
		return;
	recover_name(doc_bytes(s->doc), name);
	journal_add_checkpoint(in_use(s), name);
}

/* A new part with the text as it is, where there is room. */
static void start_part(struct session *s)
{
	bool was = s->spare || s->unjournaled;
	struct err err = ERR_INIT;

	drop_ops(s);
	s->sync_size = 0;
	name_end(s);
	if (start_in_own_place(s, &err)) {
		if (was)
			session_say(s, MESSAGE_INFO, "det du skriver säkras på sin plats igen");
		s->unjournaled = false;
		return;
	}
	s->journal_ms = clock_monotonic_ms() + OWN_PLACE_MS;
	if (start_in_spare_place(s)) {
		char *dir = fs_dirname(journal_path(s->spare));

		if (!was || s->unjournaled)
			messages_say(s->services->messages, MESSAGE_WARNING, "%s; texten är kvar, i %s", err.msg, dir);
		free(dir);
		s->unjournaled = false;
		return;
	}
	if (!s->unjournaled)
		messages_say(s->services->messages, MESSAGE_ERROR, "%s; texten är kvar, men bara i fönstret: frigör plats och spara", err.msg);
	s->unjournaled = true;
}

void session_arm(struct session *s)
{
	bool saved = !session_dirty(s) && !s->recovered;

	if (!s->journal || s->read_only || in_use(s) || s->unjournaled)
		return;
	if (!s->part.number || journal_continue(s->journal, &s->part, NULL)) {
		start_part(s);
		s->first = last_part(s);
		if (saved && in_use(s))
			journal_add_checkpoint(in_use(s), NULL);
	}
	journal_part_release(&s->part);
	s->part = (struct journal_part){0};
}

static void sync_later(struct session *s, int after_ms)
{
	struct journal *j = in_use(s);
	struct str q = STR_INIT;

	if (!s->services->journal || !j || s->syncing || journal_size(j) == s->sync_size)
		return;
	journal_sync_pack(&q, journal_path(j), after_ms);
	worker_retry(s->services->journal);
	s->syncing = true;
	s->sync_size = journal_size(j);
	worker_post(s->services->journal, s->serial, str_span(&q));
	str_release(&q);
}

void session_record(struct session *s)
{
	struct text_op op;
	struct journal *j;

	if (!s->journal || s->read_only || s->recorded_rev == doc_rev(s->doc))
		return;
	session_arm(s);
	s->recorded_rev = doc_rev(s->doc);
	j = in_use(s);
	if (!j) {
		drop_ops(s);
		return;
	}
	while (text_next_op(doc_text(s->doc), &op))
		journal_add(j, &op);
	if (journal_flush(j, NULL) || journal_full(j))
		start_part(s);
	sync_later(s, SYNC_MS);
}

bool session_journaled(const struct session *s)
{
	return !s->unjournaled && s->journal;
}

static void add_checkpoint(struct session *s, const char *opt_id)
{
	struct journal *j;

	session_arm(s);
	session_record(s);
	j = in_use(s);
	if (!j)
		return;
	journal_add_checkpoint(j, opt_id);
	journal_add_cursor(j, s->cursor);
	/* one that is not written stays in memory and goes with the next edit */
	journal_flush(j, NULL);
	sync_later(s, SYNC_MS);
}

void session_journal_intent(struct session *s, struct span bytes)
{
	char name[RECOVER_NAME_SIZE];

	recover_name(bytes, name);
	session_expect(s, name);
	add_checkpoint(s, name);
}

void session_journal_saved(struct session *s, const char *opt_id)
{
	add_checkpoint(s, opt_id);
	s->recovered = false;
	if (!s->spare_dir || s->spare)
		return;
	/* what the spare journal carried is a version now, and in the journal's own place */
	journal_discard(s->spare_dir);
	free(s->spare_dir);
	s->spare_dir = NULL;
}

void session_journal_locked(struct session *s)
{
	journal_free(s->spare);
	s->spare = NULL;
	if (s->journal)
		journal_forget(s->journal, NULL);
	s->first = 0;
}

bool session_let_go(struct session *s)
{
	bool held = s->journal != NULL;

	journal_free(s->spare);
	journal_free(s->journal);
	s->spare = s->journal = NULL;
	return held;
}

void session_take_again(struct session *s)
{
	session_lock(s);
}

/* ---------------------------------------------------------------- syncing */

static void synced(struct session *s, const struct worker_reply *r)
{
	struct err err = ERR_INIT;

	if (r->tag != s->serial)
		return; /* of a meeting that is closed */
	s->syncing = false;
	if (r->outcome == WORKER_DIED) {
		s->sync_size = 0;
		s->sync_ms = clock_monotonic_ms() + 2 * SYNC_MS;
		if (!s->sync_died)
			session_say(s, MESSAGE_WARNING, "det du skriver är sparat men förs inte till disken just nu; spara med Ctrl-S");
		s->sync_died = true;
		return;
	}
	s->sync_died = false;
	if (journal_sync_unpack(str_span(&r->body), &err)) {
		messages_err(s->services->messages, &err);
		start_part(s); /* the part is not trusted any more */
	}
	sync_later(s, SYNC_MS);
}

int session_journal_tick(struct session *s, int64_t now)
{
	struct worker_reply r;
	int next = -1;

	if (s->services->journal) {
		next = worker_pump(s->services->journal);
		while (worker_next(s->services->journal, &r)) {
			synced(s, &r);
			str_release(&r.body);
		}
		if (s->sync_died && !s->syncing && now >= s->sync_ms)
			sync_later(s, SYNC_MS);
		if (s->sync_died)
			next = session_sooner(next, SYNC_MS);
	}
	if (s->spare || s->unjournaled) {
		if (now >= s->journal_ms) {
			start_part(s);
			sync_later(s, SYNC_MS);
		}
		next = session_sooner(next, OWN_PLACE_MS);
	}
	return next;
}

/* --------------------------------------------------------------- recovery */

static struct doc *recovered(struct session *s, struct recovery *r)
{
	struct doc *d = doc_new_text(r->text, STATE_UTKAST);

	r->text = NULL;
	s->recovered = r->newer && s->journal;
	session_target(s, r->cursor, r->cursor);
	if (s->recovered)
		session_say(s, MESSAGE_WARNING, "text som inte hann sparas är framtagen; Ctrl-Z ångrar steg för steg");
	if (r->part_usable && !r->spare) {
		s->part = r->part;
		s->first = r->first;
		r->part = (struct journal_part){0};
	}
	return d;
}

/* What nobody had decided on stands in files beside the draft now: the journal
 * need not tell of it again. */
static void kept(struct session *s, const struct recovery *r)
{
	session_arm(s);
	for (size_t i = 0; i < r->nleft && in_use(s); i++)
		journal_add_checkpoint(in_use(s), r->left[i].name);
	if (in_use(s))
		journal_flush(in_use(s), NULL);
}

struct doc *session_recover(struct session *s, struct str *opt_file)
{
	struct recovery r;
	struct err err = ERR_INIT;

	recover_read(&r, s->file, s->folder, opt_file ? str_span(opt_file) : SPAN_NONE);
	if (r.spare)
		s->spare_dir = mem_strdup(r.dir);
	if (r.action == RECOVER_JOURNAL)
		s->doc = recovered(s, &r);
	else if (opt_file)
		s->doc = doc_new_text(text_take(opt_file), STATE_UTKAST);
	if (s->doc && s->journal) {
		text_follow(doc_text(s->doc));
		s->recorded_rev = s->saved_rev = doc_rev(s->doc);
		if (r.has_other)
			session_other_set(s, str_span(&r.other), OTHER_JOURNAL);
		if (r.nleft && recover_keep(&r, s->file, NULL, &err) == 0)
			kept(s, &r);
	}
	for (size_t i = 0; i < r.report.n; i++)
		session_say(s, r.damaged ? MESSAGE_ERROR : MESSAGE_WARNING, r.report.v[i]);
	if (err.code)
		messages_err(s->services->messages, &err);
	recovery_release(&r);
	return s->doc;
}

/* --------------------------------------------------------------- the end */

static bool write_cursor(struct session *s)
{
	struct journal *j;

	session_record(s);
	j = in_use(s);
	if (!j)
		return !s->unjournaled; /* nothing was typed */
	journal_add_cursor(j, s->cursor);
	return journal_flush(j, NULL) == 0;
}

bool session_end(struct session *s, int ms)
{
	int64_t end = clock_monotonic_ms() + ms;
	bool written;

	if (s->read_only)
		return true;
	written = write_cursor(s);
	sync_later(s, 0);
	while (s->syncing && clock_monotonic_ms() < end) {
		worker_drain(s->services->journal, (int)(end - clock_monotonic_ms()));
		session_journal_tick(s, clock_monotonic_ms());
	}
	return written && session_journaled(s);
}

void session_journal_close(struct session *s)
{
	if (s->doc && s->journal && in_use(s))
		write_cursor(s);
	journal_free(s->spare);
	journal_free(s->journal);
	journal_part_release(&s->part);
	free(s->spare_dir);
	free(s->journal_dir);
}

/* ------------------------------------------------------------------- undo */

bool session_can_undo(const struct session *s)
{
	return text_can_undo(doc_text(s->doc)) || (s->journal && !s->spare && s->first > 1);
}

int session_undo(struct session *s, size_t *cursor, struct err *err)
{
	session_record(s);
	if (!text_can_undo(doc_text(s->doc)) && session_can_undo(s) &&
		!journal_take_older(doc_text(s->doc), s->journal_dir, &s->first))
		s->first = 0;
	return doc_undo(s->doc, cursor, err);
}

bool session_text_at(const struct session *s, struct stamp t, struct str *out)
{
	return journal_text_at(s->journal_dir, t.utc * 1000 + 999, out);
}
