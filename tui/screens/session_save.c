/* session_save: the part of the session that makes versions and autosaves and
 * takes in the answers of the helper program "arkiv". Never waits but in
 * session_save_wait. See session.h. */
#include "screens/session_inner.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "store/archive.h"

/* Autosaves: after a pause, or while typing goes on. The journal carries each
 * key; the autosave is a second copy, beside the versions. While no journal can
 * be written it is the first one, and comes sooner. */
static const struct {
	int idle_ms, steady_ms;
} autosave_times[] = {[false] = {2000, 15000}, [true] = {30000, 300000}};
#define RETRY_MS 15000 /* after one that failed */
#define BUSY_TRIES 4   /* each waits some 600 ms in the helper */

static void post(struct session *s, uint32_t tag, const struct store_request *q)
{
	struct str packed = STR_INIT;

	store_pack(&packed, q);
	worker_retry(s->services->repo);
	worker_post(s->services->repo, s->serial * TAGS + tag, str_span(&packed));
	str_release(&packed);
}

static struct store_request request(const struct session *s, enum store_op op)
{
	return (struct store_request){.op = op, .folder = s->folder, .now = clock_now(), .who = s->who, .hold = true};
}

void session_ask_open(struct session *s)
{
	struct store_request q = request(s, STORE_OPEN);

	post(s, TAG_OPEN, &q);
}

bool session_dirty(const struct session *s)
{
	return s->saved_rev != doc_rev(s->doc);
}

/* The §§ whose text is not that of the last version. */
static size_t touched(const struct session *s, const struct protocol *now, int **out)
{
	int *para = mem_array(now->nitems + 1, sizeof *para);
	struct protocol *before = protocol_skim(str_span(&s->base_text));
	size_t n = protocol_touched(now, before, para);

	protocol_free(before);
	*out = para;
	return n;
}

/* Another program's text in the single file is put beside it before ours
 * takes its place. */
static int keep_foreign(struct session *s, struct span text, struct err *err)
{
	struct str now = STR_INIT;
	char name[RECOVER_NAME_SIZE], *path = NULL;
	int rc = 0;

	if (!fs_exists(s->file))
		return 0;
	rc = fs_read(s->file, &now, err);
	recover_name(str_span(&now), name);
	if (rc == 0 && strcmp(name, s->on_disk) != 0 && !span_eq(str_span(&now), text)) {
		rc = session_put_beside(s, str_span(&now), &path, err);
		if (rc == 0)
			messages_say(s->services->messages, MESSAGE_WARNING,
				"filen hade ändrats av ett annat program; den texten ligger i %s", fs_basename(path));
	}
	str_release(&now);
	free(path);
	return rc;
}

void session_note_file(struct session *s, struct span bytes)
{
	recover_name(bytes, s->on_disk);
}

/* Why, and that nothing is lost. The meeting's folder is no news: the line has to
 * hold the reason in 80 columns. */
static void not_saved(struct session *s, const struct err *err)
{
	struct span text = span_of(err->msg);
	size_t colon = span_find_last(text, ": ");

	free(s->why_unsaved);
	/* a reason of the library's, in brackets, is none for people */
	s->why_unsaved = colon == (size_t)-1 || span_ends(text, ")") ? NULL : span_dup(span_from(text, colon + 2));
	if (s->folder && span_starts(text, s->folder) && span_starts(span_from(text, strlen(s->folder)), ": "))
		text = span_from(text, strlen(s->folder) + 2);
	messages_say(s->services->messages, MESSAGE_ERROR, "%.*s; texten finns kvar", SPAN_FMT(text));
}

/* A single file: written in its place. */
static int write_file(struct session *s, struct span text, struct err *err)
{
	session_journal_intent(s, text);
	if (keep_foreign(s, text, err) || fs_write_atomic(s->file, text.p, text.n, 0600, err))
		return -1;
	session_note_file(s, text);
	session_journal_saved(s, NULL);
	s->saved_rev = s->kept_rev = doc_rev(s->doc);
	s->saved_at = clock_now();
	return 0;
}

static void post_text(struct session *s, uint32_t tag, enum store_kind kind)
{
	const struct protocol *p = doc_protocol(s->doc);
	struct str text = STR_INIT;
	struct store_request q = request(s, tag == TAG_SAVE ? STORE_SAVE : STORE_AUTOSAVE);
	int *para = NULL;

	protocol_write(p, &text);
	session_journal_intent(s, str_span(&text));
	q.text = str_span(&text);
	q.kind = kind;
	q.base = s->base[0] ? s->base : NULL;
	q.npara = touched(s, p, &para);
	q.para = para;
	post(s, tag, &q);
	s->saving = true;
	s->sent_rev = doc_rev(s->doc);
	free(para);
	str_release(&text);
}

static void send_canonical(struct session *s)
{
	struct store_request q = request(s, STORE_SAVE);

	session_journal_intent(s, str_span(&s->base_text));
	q.text = str_span(&s->base_text);
	q.kind = KIND_CANONICAL;
	q.base = s->base;
	post(s, TAG_CANONICAL, &q);
	s->saving = true;
}

/* A version whose form was odd is first put into canonical form as a version of
 * its own, so that the next one shows what was written and nothing else. */
static bool post_canonical(struct session *s)
{
	struct str text = STR_INIT;
	struct protocol *p;

	if (!s->base[0] || s->base_canonical)
		return false;
	p = protocol_parse(str_span(&s->base_text));
	protocol_write(p, &text);
	protocol_free(p);
	s->base_canonical = true;
	if (span_eq(str_span(&text), str_span(&s->base_text))) {
		str_release(&text);
		return false;
	}
	str_release(&s->base_text);
	s->base_text = text;
	send_canonical(s);
	return true;
}

void session_save(struct session *s, enum store_kind kind)
{
	if (s->read_only || !state_writable(doc_state(s->doc)))
		return;
	if (!s->folder) {
		struct str text = STR_INIT;
		struct err err = ERR_INIT;

		if (kind == KIND_SAVED || kind == KIND_EXIT) {
			protocol_write(doc_protocol(s->doc), &text);
			if (session_dirty(s) && write_file(s, str_span(&text), &err))
				not_saved(s, &err);
		}
		str_release(&text);
		return;
	}
	if (!session_dirty(s) && !s->saving)
		return;
	if (s->saving || post_canonical(s)) {
		s->again = kind;
		s->save_again = true;
		return;
	}
	post_text(s, TAG_SAVE, kind);
}

static void take_base(struct session *s, const struct store_answer *a)
{
	snprintf(s->base, sizeof s->base, "%s", a->id);
}

static void saved(struct session *s, const struct store_answer *a)
{
	take_base(s, a);
	session_journal_saved(s, a->id);
	s->saved_rev = s->sent_rev;
	s->kept_rev = s->sent_rev;
	s->saved_at = clock_now();
	if (s->saved_rev == doc_rev(s->doc)) {
		str_clear(&s->base_text);
		protocol_write(doc_protocol(s->doc), &s->base_text);
		s->base_canonical = true;
	}
}

int session_take_version(struct session *s, const char *id, struct span text, struct err *err)
{
	if (!span_eq(doc_bytes(s->doc), text) && session_set_text(s, text, err))
		return -1;
	/* the file holds it already: that is no other program's doing */
	session_journal_intent(s, text);
	snprintf(s->base, sizeof s->base, "%s", id);
	session_journal_saved(s, id);
	s->saved_rev = s->kept_rev = s->sent_rev = doc_rev(s->doc);
	s->saved_at = clock_now();
	str_clear(&s->base_text);
	str_addspan(&s->base_text, text);
	s->base_canonical = false;
	return 0;
}

/* Another program's text is a version of its own now; ours goes after it. */
static void moved(struct session *s, const struct store_answer *a)
{
	take_base(s, a);
	messages_say(s->services->messages, MESSAGE_WARNING,
		"filen hade ändrats av ett annat program; den texten finns som version %d, din sparas efter den", a->nr);
	s->save_again = true;
	s->again = KIND_SAVED;
	/* the text must count as changed, or it would not be sent again */
	if (s->saved_rev == doc_rev(s->doc))
		s->saved_rev--;
}

/* The last version is newer than the file: the one before us was interrupted
 * after the version and before the file, or the file was put back. */
static void newer_version(struct session *s, const struct store_answer *a)
{
	struct err err = ERR_INIT;

	if (a->has_other || !a->text.len || span_eq(str_span(&a->text), str_span(&s->base_text)) || recover_knows(s->journal_dir, str_span(&a->text)))
		return;
	if (session_dirty(s)) {
		session_other_set(s, str_span(&a->text), OTHER_VERSION);
		return;
	}
	if (session_set_text(s, str_span(&a->text), &err))
		messages_err(s->services->messages, &err);
	s->saved_rev = s->kept_rev = s->sent_rev = doc_rev(s->doc);
}

static void opened(struct session *s, struct store_answer *a)
{
	/* another screen may have made a version before this answer was taken in */
	if (!s->base[0])
		take_base(s, a);
	for (size_t i = 0; i < a->problem.n; i++)
		session_say(s, a->damaged ? MESSAGE_ERROR : MESSAGE_WARNING, a->problem.v[i]);
	if (a->sealed)
		session_refresh_state(s);
	/* a window that has just ended, or a command: its helper is done in a moment */
	if (a->busy && fs_may_write(s->folder) && s->busy_tries++ < BUSY_TRIES) {
		session_ask_open(s);
		return;
	}
	if (a->busy) {
		s->read_only = true;
		s->why_read_only = fs_may_write(s->folder) ? "sammanträdet är öppet i ett annat fönster"
							   : "sammanträdets mapp är skrivskyddad";
		messages_say(s->services->messages, MESSAGE_WARNING, "%s; här går det bara att läsa", s->why_read_only);
		return;
	}
	if (a->has_other) {
		/* the text on the screen is that of the file: the next save makes it a version */
		s->saved_rev--;
		/* a choice between two texts says more */
		if (!s->has_other)
			session_say(s, MESSAGE_INFO, "texten i filen är nyare än senaste versionen; den blir en egen version");
	}
	newer_version(s, a);
	if (s->recovered)
		session_save(s, KIND_RECOVERED);
	if (a->has_autosave && !span_eq(str_span(&a->autosave), doc_bytes(s->doc)) && state_writable(doc_state(s->doc)) &&
		!recover_knows(s->journal_dir, str_span(&a->autosave))) {
		struct err err = ERR_INIT;

		/* the next version takes the autosave away: both texts must be kept */
		session_save(s, KIND_SAVED);
		if (session_set_text(s, str_span(&a->autosave), &err) == 0) {
			session_save(s, KIND_RECOVERED);
			session_say(s, MESSAGE_WARNING, "text som inte hann sparas är framtagen; Ctrl-Z tar tillbaka den sparade");
		}
	}
}

static void died(struct session *s, uint32_t tag)
{
	if (tag != TAG_OPEN) {
		session_say(s, MESSAGE_ERROR, "det gick inte att spara just nu; texten finns kvar här, försök igen med Ctrl-S");
	} else if (!s->opened_again) {
		s->opened_again = true;
		session_ask_open(s);
	} else {
		session_say(s, MESSAGE_ERROR, "sammanträdets versioner går inte att läsa just nu; texten är den i filen");
	}
}

void session_answer(struct session *s, const struct worker_reply *r)
{
	uint32_t tag = r->tag % TAGS;
	struct store_answer a;
	struct err err = ERR_INIT;
	int rc;

	if (r->tag / TAGS != s->serial)
		return; /* of a meeting that is closed */
	if (tag != TAG_OPEN)
		s->saving = false;
	if (r->outcome == WORKER_DIED) {
		s->retry_ms = clock_monotonic_ms() + RETRY_MS;
		died(s, tag);
		return;
	}
	rc = store_unpack(str_span(&r->body), &a, &err);
	s->retry_ms = rc ? clock_monotonic_ms() + RETRY_MS : 0;
	if (tag == TAG_OPEN) {
		if (rc)
			messages_err(s->services->messages, &err);
		else
			opened(s, &a);
	} else if (rc && err.code == ERR_MOVED && a.id[0] && tag == TAG_CANONICAL) {
		take_base(s, &a);
		send_canonical(s);
	} else if (rc && err.code == ERR_MOVED && a.id[0]) {
		moved(s, &a);
	} else if (rc && err.code == ERR_STATE) {
		session_refresh_state(s);
		messages_err(s->services->messages, &err);
	} else if (rc) {
		not_saved(s, &err);
	} else if (tag == TAG_CANONICAL) {
		take_base(s, &a);
	} else if (tag == TAG_SAVE) {
		saved(s, &a);
	} else {
		s->kept_rev = s->sent_rev;
	}
	store_answer_release(&a);
}

/* When the next autosave is due, in ms from now; -1 when all is kept. */
static int autosave_due(const struct session *s, int64_t now)
{
	bool carried = session_journaled(s);
	int64_t idle, steady;

	if (!s->folder || s->read_only || s->kept_rev == doc_rev(s->doc) || !state_writable(doc_state(s->doc)))
		return -1;
	idle = s->edited_ms + autosave_times[carried].idle_ms - now;
	steady = s->first_edit_ms + autosave_times[carried].steady_ms - now;
	if (steady < idle)
		idle = steady;
	if (idle < s->retry_ms - now)
		idle = s->retry_ms - now;
	return idle < 0 ? 0 : (int)idle;
}

int session_autosave(struct session *s, int64_t now)
{
	int due = s->saving ? -1 : autosave_due(s, now);

	if (due != 0)
		return due;
	post_text(s, TAG_AUTOSAVE, KIND_AUTOSAVE);
	s->first_edit_ms = now;
	return -1;
}

/* No version can be made: the text goes to a file of its own, so that leaving
 * loses nothing: beside the draft, or where there is room and leave to write. */
static int rescue(struct session *s, struct err *err)
{
	char *dir = fs_dirname(s->file);
	const char *name = s->folder ? fs_basename(s->folder) : fs_basename(s->file);
	char *other = str_format("raddad-%s%s", name, s->folder ? ".md" : "");
	const struct {
		const char *dir, *name;
	} places[] = {{dir, STORE_RESCUE}, {getenv("HOME"), other}, {getenv("TMPDIR"), other}, {"/tmp", other}};
	struct span text = doc_bytes(s->doc);
	int rc = -1;

	for (size_t i = 0; rc && i < sizeof places / sizeof places[0]; i++) {
		char *path = places[i].dir && *places[i].dir ? fs_join(places[i].dir, places[i].name) : NULL;

		rc = path ? fs_write_atomic(path, text.p, text.n, 0600, NULL) : -1;
		if (rc == 0)
			err_set(err, ERR_SYSTEM, "%s; texten ligger i %s",
				s->why_unsaved ? s->why_unsaved : "ingen version kunde göras", path);
		free(path);
	}
	if (rc)
		err_set(err, ERR_SYSTEM, "%s; texten finns bara på skärmen, försök igen med Ctrl-S",
			s->why_unsaved ? s->why_unsaved : "det gick inte att spara");
	free(dir);
	free(other);
	return -1;
}

int session_save_wait(struct session *s, enum store_kind kind, int ms, struct err *err)
{
	int64_t end = clock_monotonic_ms() + ms;
	bool changed = false;

	if (s->read_only || !state_writable(doc_state(s->doc)))
		return 0;
	session_save(s, kind);
	while (s->folder && (s->saving || s->save_again) && clock_monotonic_ms() < end) {
		worker_drain(s->services->repo, 50);
		session_tick(s, &changed);
	}
	if (session_dirty(s))
		return rescue(s, err);
	return 0;
}
