/* session_other: see session_other.h. Each text is in a version or a file before
 * the journal is told that it need not wait any more. */
#include "screens/session_other.h"

#include <stdlib.h>

#include "base/fs.h"
#include "base/mem.h"
#include "screens/session_inner.h"

#define WAIT_MS 10000

static const struct {
	const char *what, *said;
	enum store_kind version;
} kinds[] = {
	[OTHER_FILE] = {"filen från ett annat program", "ett annat program har ändrat filen; båda texterna är kvar", KIND_FOREIGN},
	[OTHER_JOURNAL] = {"texten som inte hann sparas", "det finns text som inte hann sparas; båda texterna är kvar", KIND_RECOVERED},
	[OTHER_VERSION] = {"den senaste versionen", "den senaste versionen är en annan text; båda är kvar", KIND_SAVED},
};

static enum session_other kind_of(const struct session *s)
{
	size_t k = 0;

	while (s->other_what != kinds[k].what && k + 1 < sizeof kinds / sizeof kinds[0])
		k++;
	return (enum session_other)k;
}

int session_put_beside(const struct session *s, struct span text, char **out_path, struct err *err)
{
	bool md = span_ends(span_of(s->file), ".md");
	char *stem = str_format("%.*s.annan", (int)strlen(s->file) - (md ? 3 : 0), s->file);
	int rc = fs_write_beside(stem, md ? ".md" : "", text, out_path, err);

	free(stem);
	return rc;
}

/* Nothing waits any more; the journal need not tell of the text again. */
static void done(struct session *s)
{
	session_journal_intent(s, str_span(&s->other));
	session_other_release(s);
}

static int put_aside(struct session *s, struct span text, struct err *err)
{
	char *path;

	if (session_put_beside(s, text, &path, err))
		return -1;
	messages_say(s->services->messages, MESSAGE_INFO, "den andra texten ligger i %s", fs_basename(path));
	free(path);
	return 0;
}

void session_other_set(struct session *s, struct span text, enum session_other kind)
{
	struct err err = ERR_INIT;

	if (recover_same(text, doc_bytes(s->doc)) || (s->has_other && (kind == OTHER_VERSION ||
		recover_same(text, str_span(&s->other)))))
		return;
	if (s->has_other && kind_of(s) != OTHER_VERSION) {
		if (put_aside(s, str_span(&s->other), &err)) {
			messages_err(s->services->messages, &err);
			return; /* the new one stays where it is */
		}
		done(s);
	}
	str_clear(&s->other);
	str_addspan(&s->other, text);
	s->other_what = kinds[kind].what;
	s->has_other = true;
	messages_say(s->services->messages, MESSAGE_WARNING, "%s, F5 jämför", kinds[kind].said);
}

void session_other_release(struct session *s)
{
	str_release(&s->other);
	s->has_other = false;
	s->other_what = NULL;
}

/* --------------------------------------------------------------- a meeting */

/* Until no save is on its way. */
static void wait_saves(struct session *s)
{
	int64_t end = clock_monotonic_ms() + WAIT_MS;
	bool changed = false;

	while ((s->saving || s->save_again) && clock_monotonic_ms() < end) {
		worker_drain(s->services->repo, 50);
		session_tick(s, &changed);
	}
}

static struct store_request request(const struct session *s, enum store_op op)
{
	return (struct store_request){.op = op, .folder = s->folder, .now = clock_now(), .who = s->who, .hold = true};
}

/* Is the text one of the last two versions? A save may have put it there. */
static bool is_version(struct session *s, struct span text)
{
	struct store_request q = request(s, STORE_TEXT);
	struct store_answer a;
	bool yes = false;

	for (int i = 0; i < 2 && !yes; i++) {
		yes = store_run(s->services->repo, &q, &a, NULL) == 0 && span_eq(text, str_span(&a.text));
		q.number = a.nr - 1;
		store_answer_release(&a);
		if (q.number < 1)
			break;
	}
	return yes;
}

/* The other as a version of its own; ours is sent after it. */
static int other_version(struct session *s, struct err *err)
{
	struct store_request q = request(s, STORE_SAVE);
	struct store_answer a;
	int rc = -1;

	wait_saves(s);
	if (is_version(s, str_span(&s->other)))
		return 0;
	session_journal_intent(s, str_span(&s->other));
	q.text = str_span(&s->other);
	q.kind = kinds[kind_of(s)].version;
	/* another program's text in the file becomes a version before; once more, after it */
	for (int i = 0; i < 2 && rc; i++) {
		q.base = s->base[0] ? s->base : NULL;
		rc = store_run(s->services->repo, &q, &a, err);
		if (a.id[0] && (rc == 0 || err->code == ERR_MOVED)) {
			snprintf(s->base, sizeof s->base, "%s", a.id);
			/* our text is not the last version any more, nor the file's */
			if (s->saved_rev == doc_rev(s->doc))
				s->saved_rev--;
			rc = rc && !is_version(s, str_span(&s->other)) ? -1 : 0;
		}
		store_answer_release(&a);
	}
	return rc;
}

/* ------------------------------------------------------------- the choice */

/* What stands on the screen, before it is replaced. */
static int keep_mine(struct session *s, struct err *err)
{
	if (s->folder)
		return session_save_wait(s, KIND_SAVED, WAIT_MS, err);
	/* another program may have replaced what was saved in the file */
	return put_aside(s, doc_bytes(s->doc), err);
}

int session_other_take(struct session *s, struct err *err)
{
	enum store_kind kind = kinds[kind_of(s)].version;

	if (!s->has_other)
		return 0;
	if (keep_mine(s, err) || session_set_text(s, str_span(&s->other), err))
		return -1;
	session_record(s);
	if (!s->folder && kind_of(s) == OTHER_FILE)
		session_note_file(s, str_span(&s->other));
	done(s);
	session_save(s, kind);
	return 0;
}

int session_other_keep(struct session *s, struct err *err)
{
	struct err why = ERR_INIT;

	if (!s->has_other)
		return 0;
	if (!s->folder || other_version(s, &why)) {
		if (put_aside(s, str_span(&s->other), err))
			return -1;
		if (why.code)
			messages_err(s->services->messages, &why);
		if (!s->folder && kind_of(s) == OTHER_FILE)
			session_note_file(s, str_span(&s->other));
	}
	done(s);
	if (s->folder)
		session_save(s, KIND_SAVED);
	return 0;
}
