/* session: see session.h. */
#include "screens/session.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/paths.h"
#include "store/archive.h"

/* Autosaves: after a pause, or while typing goes on. The scheme of the drafts'
 * history: what matters becomes a version, the rest must only not be lost. */
#define IDLE_MS 2000
#define STEADY_MS 15000
#define RETRY_MS 15000 /* after one that failed */

/* What is posted to the worker; its tag is the session's serial number and this. */
enum { TAG_OPEN, TAG_SAVE, TAG_AUTOSAVE, TAG_CANONICAL, TAGS };
#define SERIALS (0x80000000U / TAGS) /* the worker has the tags above for itself */

static void say(struct session *s, enum message_level level, const char *text)
{
	messages_say(s->services->messages, level, "%s", text);
}

/* ------------------------------------------------------------------ words */

void session_refresh(struct session *s)
{
	const struct protocol *p = doc_protocol(s->doc);
	struct span stil = front_get(&p->front, FRONT_STIL);
	char *name = stil.n ? span_dup(stil) : mem_strdup("grund");

	free(s->who);
	s->who = NULL;
	for (size_t i = 0; i < p->npersons && !s->who; i++)
		if (p->person[i].group == GROUP_SEKRETERARE)
			s->who = span_dup(p->person[i].name);
	words_clear_names(s->words);
	words_add_protocol(s->words, p);
	if (s->organ)
		words_add_organ(s->words, s->organ);
	if (!s->style || strcmp(style_name(s->style), name) != 0) {
		style_free(s->style);
		s->style = style_load(name, s->archive, NULL, NULL);
	}
	free(name);
}

static void load_organ(struct session *s)
{
	const struct protocol *p = doc_protocol(s->doc);
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

void session_refresh_state(struct session *s)
{
	if (s->folder)
		doc_set_state(s->doc, archive_state(s->folder));
}

static void ask_open(struct session *s)
{
	struct store_request q = request(s, STORE_OPEN);

	post(s, TAG_OPEN, &q);
}

struct session *session_open(struct services *sv, const char *path, struct err *err)
{
	struct session *s;
	struct str text = STR_INIT;
	char *whole = fs_absolute(path), *file, *config;

	file = fs_is_dir(whole) ? fs_join(whole, "protokoll.md") : mem_strdup(whole);
	if (fs_read(file, &text, err)) {
		free(whole);
		free(file);
		str_release(&text);
		return NULL;
	}
	s = mem_alloc(sizeof *s);
	s->services = sv;
	s->serial = sv->serial = (sv->serial + 1) % SERIALS;
	s->file = file;
	s->again = KINDS;
	s->archive = paths_archive_of(file);
	if (strcmp(fs_basename(file), "protokoll.md") == 0) {
		s->folder = fs_dirname(file);
		if (!store_is_meeting(s->folder)) {
			free(s->folder);
			s->folder = NULL;
		}
	}
	s->doc = doc_new(str_span(&text), STATE_UTKAST);
	session_refresh_state(s);
	s->saved_rev = s->kept_rev = s->sent_rev = s->seen_rev = doc_rev(s->doc);
	/* what is opened is looked at like what was just edited: counts, verdicts */
	s->edited_ms = clock_monotonic_ms();
	s->base_text = protocol_parse(str_span(&text));
	s->words = words_new();
	config = paths_config("");
	words_load(s->words, s->folder, s->archive, config);
	free(config);
	load_organ(s);
	session_refresh(s);
	s->spell = spell_open(s->words);
	if (s->folder)
		ask_open(s);
	else
		str_addspan(&s->on_disk, str_span(&text));
	free(whole);
	str_release(&text);
	return s;
}

void session_close(struct session *s)
{
	if (!s)
		return;
	spell_free(s->spell);
	words_free(s->words);
	style_free(s->style);
	organ_free(s->organ);
	protocol_free(s->base_text);
	doc_free(s->doc);
	free(s->who);
	free(s->file);
	free(s->folder);
	free(s->archive);
	str_release(&s->on_disk);
	free(s);
}

/* ---------------------------------------------------------------- saving */

bool session_dirty(const struct session *s)
{
	return s->saved_rev != doc_rev(s->doc);
}

/* The §§ whose text is not that of the last version. */
static size_t touched(const struct session *s, const struct protocol *now, int **out)
{
	int *para = mem_array(now->nitems + 1, sizeof *para);

	*out = para;
	return protocol_touched(now, s->base_text, para);
}

/* A name beside the single file that is not taken: "utkast.annan.md". */
static char *name_beside(const struct session *s)
{
	bool md = span_ends(span_of(s->file), ".md");
	int stem = (int)strlen(s->file) - (md ? 3 : 0);
	char *path = str_format("%.*s.annan%s", stem, s->file, md ? ".md" : "");

	for (int i = 2; fs_exists(path); i++) {
		free(path);
		path = str_format("%.*s.annan-%d%s", stem, s->file, i, md ? ".md" : "");
	}
	return path;
}

/* Another program's text in the single file is put beside it before ours
 * takes its place. */
static int keep_foreign(struct session *s, struct span text, struct err *err)
{
	struct str now = STR_INIT;
	char *path = NULL;
	int rc = 0;

	if (!fs_exists(s->file))
		return 0;
	rc = fs_read(s->file, &now, err);
	if (rc == 0 && !span_eq(str_span(&now), str_span(&s->on_disk)) && !span_eq(str_span(&now), text)) {
		path = name_beside(s);
		rc = fs_write_atomic(path, str_c(&now), now.len, 0600, err);
		if (rc == 0)
			messages_say(s->services->messages, MESSAGE_WARNING,
				"filen hade ändrats av ett annat program; den texten ligger i %s", fs_basename(path));
	}
	str_release(&now);
	free(path);
	return rc;
}

/* A single file: written in its place. */
static int write_file(struct session *s, struct span text, struct err *err)
{
	if (keep_foreign(s, text, err) || fs_write_atomic(s->file, text.p, text.n, 0600, err))
		return -1;
	str_clear(&s->on_disk);
	str_addspan(&s->on_disk, text);
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

	q.text = s->base_text->src;
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

	if (!s->base[0] || !s->base_text || protocol_canonical(s->base_text))
		return false;
	protocol_write(s->base_text, &text);
	protocol_free(s->base_text);
	s->base_text = protocol_parse(str_span(&text));
	str_release(&text);
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
				messages_err(s->services->messages, &err);
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
	struct str text = STR_INIT;

	take_base(s, a);
	s->saved_rev = s->sent_rev;
	s->kept_rev = s->sent_rev;
	s->saved_at = clock_now();
	if (s->saved_rev == doc_rev(s->doc)) {
		protocol_write(doc_protocol(s->doc), &text);
		protocol_free(s->base_text);
		s->base_text = protocol_parse(str_span(&text));
		str_release(&text);
	}
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

static void opened(struct session *s, struct store_answer *a)
{
	/* another screen may have made a version before this answer was taken in */
	if (!s->base[0])
		take_base(s, a);
	for (size_t i = 0; i < a->problem.n; i++)
		say(s, a->damaged ? MESSAGE_ERROR : MESSAGE_WARNING, a->problem.v[i]);
	if (a->sealed)
		session_refresh_state(s);
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
		say(s, MESSAGE_INFO, "texten i filen är nyare än senaste versionen; den blir en egen version");
	}
	if (a->has_autosave && !span_eq(str_span(&a->autosave), doc_bytes(s->doc)) && state_writable(doc_state(s->doc))) {
		struct err err = ERR_INIT;

		/* the next version takes the autosave away: both texts must be kept */
		session_save(s, KIND_SAVED);
		if (session_set_text(s, str_span(&a->autosave), &err) == 0) {
			session_save(s, KIND_RECOVERED);
			say(s, MESSAGE_WARNING, "text som inte hann sparas är framtagen; Ctrl-Z tar tillbaka den sparade");
		}
	}
}

int session_set_text(struct session *s, struct span text, struct err *err)
{
	size_t n = doc_bytes(s->doc).n;
	int rc;

	doc_group_begin(s->doc, 0);
	rc = doc_edit(s->doc, 0, n, text, err);
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

static void died(struct session *s, uint32_t tag)
{
	if (tag != TAG_OPEN) {
		say(s, MESSAGE_ERROR, "det gick inte att spara just nu; texten finns kvar här, försök igen med Ctrl-S");
	} else if (!s->opened_again) {
		s->opened_again = true;
		ask_open(s);
	} else {
		say(s, MESSAGE_ERROR, "sammanträdets versioner går inte att läsa just nu; texten är den i filen");
	}
}

static void answer(struct session *s, const struct worker_reply *r)
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
	} else if (rc) {
		if (err.code == ERR_STATE)
			session_refresh_state(s);
		messages_err(s->services->messages, &err);
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
static int autosave_due(struct session *s, int64_t now)
{
	int64_t idle, steady;

	if (!s->folder || s->read_only || s->kept_rev == doc_rev(s->doc) || !state_writable(doc_state(s->doc)))
		return -1;
	idle = s->edited_ms + IDLE_MS - now;
	steady = s->first_edit_ms + STEADY_MS - now;
	if (steady < idle)
		idle = steady;
	if (idle < s->retry_ms - now)
		idle = s->retry_ms - now;
	return idle < 0 ? 0 : (int)idle;
}

static int sooner(int a, int b)
{
	return a < 0 ? b : b < 0 || a < b ? a : b;
}

int session_tick(struct session *s, bool *changed)
{
	int64_t now = clock_monotonic_ms();
	struct worker_reply r;
	uint64_t generation = spell_generation(s->spell);
	int next, due;

	if (s->seen_rev != doc_rev(s->doc)) {
		if (s->kept_rev == s->seen_rev)
			s->first_edit_ms = now;
		s->seen_rev = doc_rev(s->doc);
		s->edited_ms = now;
	}
	next = worker_pump(s->services->repo);
	while (worker_next(s->services->repo, &r)) {
		answer(s, &r);
		str_release(&r.body);
		*changed = true;
	}
	if (!s->saving && s->save_again) {
		s->save_again = false;
		session_save(s, s->again);
	}
	due = autosave_due(s, now);
	if (due == 0 && !s->saving) {
		post_text(s, TAG_AUTOSAVE, KIND_AUTOSAVE);
		s->first_edit_ms = now;
		due = -1;
	}
	next = sooner(next, s->saving ? -1 : due);
	next = sooner(next, spell_pump(s->spell));
	if (generation != spell_generation(s->spell))
		*changed = true;
	return next;
}

/* No version can be made: the text goes to a file of its own, so that leaving
 * loses nothing: beside the draft, or where there is room and leave to write. */
static int rescue(struct session *s, struct err *err)
{
	char *dir = fs_dirname(s->file);
	const char *name = s->folder ? fs_basename(s->folder) : fs_basename(s->file);
	char *other = str_format("protokoll-raddad-%s%s", name, s->folder ? ".md" : "");
	const struct {
		const char *dir, *name;
	} places[] = {{dir, STORE_RESCUE}, {getenv("HOME"), other}, {getenv("TMPDIR"), other}, {"/tmp", other}};
	struct span text = doc_bytes(s->doc);
	int rc = -1;

	for (size_t i = 0; rc && i < sizeof places / sizeof places[0]; i++) {
		char *path = places[i].dir && *places[i].dir ? fs_join(places[i].dir, places[i].name) : NULL;

		rc = path ? fs_write_atomic(path, text.p, text.n, 0600, NULL) : -1;
		if (rc == 0)
			err_set(err, ERR_SYSTEM, "ingen version kunde göras; texten ligger i %s", path);
		free(path);
	}
	if (rc)
		err_set(err, ERR_SYSTEM, "det gick inte att spara; texten finns bara på skärmen, försök igen med Ctrl-S");
	free(dir);
	free(other);
	return -1;
}

int session_save_wait(struct session *s, enum store_kind kind, int ms, struct err *err)
{
	int64_t end = clock_monotonic_ms() + ms;
	bool changed;

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
