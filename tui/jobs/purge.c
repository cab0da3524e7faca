/* purge (job): see purge.h. Files first, then the history; each step may be done again,
 * so that a run that was interrupted is finished by the next one. */
#include "jobs/purge.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/pairs.h"
#include "base/u8.h"
#include "doc/protocol.h"
#include "jobs/deadlines.h"
#include "jobs/parts.h"
#include "jobs/verify.h"
#include "justering/log.h"
#include "store/journal.h"
#include "store/store.h"

enum { TRIES = 30 }; /* tenths of a second */

/* ------------------------------------------------------------- policy */

static const struct {
	const char *name, *plain;
} policies[PURGE_POLICIES] = {
	[PURGE_FRAGA] = {"fråga", "fraga"},
	[PURGE_BEHALL] = {"behåll", "behall"},
	[PURGE_RENSA] = {"rensa", "rensa"},
};

int purge_policy_find(struct span name, enum purge_policy *out)
{
	for (int i = 0; i < PURGE_POLICIES; i++)
		if (span_is(name, policies[i].name) || span_is(name, policies[i].plain)) {
			*out = (enum purge_policy)i;
			return 0;
		}
	return -1;
}

enum purge_policy purge_policy_of(const char *archive, struct span kort)
{
	enum purge_policy policy = PURGE_FRAGA;
	struct str name = STR_INIT;
	struct pairs rules = {0};
	char *dir, *path;

	u8_add_plain(&name, kort);
	if (!name.len || !archive) {
		str_release(&name);
		return policy;
	}
	str_adds(&name, ".regler");
	dir = fs_join(archive, "organ");
	path = fs_join(dir, str_c(&name));
	if (fs_exists(path) && pairs_load(path, &rules, NULL) == 0) {
		const struct pair *row = pairs_find(&rules, SPAN_LIT("gallring"));

		if (row)
			(void)purge_policy_find(row->right, &policy);
	}
	pairs_release(&rules);
	free(path);
	free(dir);
	str_release(&name);
	return policy;
}

/* ------------------------------------------------------------- what goes */

/* Names in the meeting's folder. A * ends what must stand first. */
static const char *const stays[] = {"protokoll.md", "bilagor", "justerat", "justering", ".git", ".gitignore", NULL};
static const char *const goes[] = {"utskick", "protokoll-raddad*", "protokoll.annan*", "protokoll-ur-journalen*",
	"protokoll.md.ny-*", "protokoll.md~", ".protokoll.md.paragraf", ".protokoll.md.sw*", "#protokoll.md#", NULL};

static bool matches(const char *const *names, const char *name)
{
	for (size_t i = 0; names[i]; i++) {
		size_t n = strlen(names[i]);
		bool open = n && names[i][n - 1] == '*';

		if (open ? strncmp(name, names[i], n - 1) == 0 : strcmp(name, names[i]) == 0)
			return true;
	}
	return false;
}

/* The file at `path` is a draft of this meeting: same organ and day. */
static bool same_meeting(const char *path, const struct protocol *p)
{
	struct str s = STR_INIT;
	struct protocol *q;
	bool same;

	if (!fs_exists(path) || fs_is_dir(path) || fs_read(path, &s, NULL)) {
		str_release(&s);
		return false;
	}
	q = protocol_skim(str_span(&s));
	same = span_eq(front_get(&q->front, FRONT_ORGAN), front_get(&p->front, FRONT_ORGAN)) &&
		span_eq(front_get(&q->front, FRONT_DATUM), front_get(&p->front, FRONT_DATUM)) &&
		front_get(&p->front, FRONT_DATUM).n > 0;
	protocol_free(q);
	str_release(&s);
	return same;
}

/* Where the session puts a text when the disk is full: raddad-<meeting>.md. */
static void find_rescued(const char *folder, const struct protocol *p, struct strlist *out)
{
	const char *const dirs[] = {getenv("HOME"), getenv("TMPDIR"), "/tmp"};
	char *full = realpath(folder, NULL);
	char *name = str_format("raddad-%s.md", fs_basename(full ? full : folder));

	for (size_t i = 0; i < sizeof dirs / sizeof dirs[0]; i++) {
		char *path = dirs[i] && *dirs[i] ? fs_join(dirs[i], name) : NULL;

		if (path && same_meeting(path, p) && !strlist_has(out, span_of(path)))
			strlist_add(out, path, strlen(path));
		free(path);
	}
	free(name);
	free(full);
}

/* The journals of the draft, here and in their spare places. */
static void find_journals(const char *folder, struct strlist *out)
{
	char *file = fs_join(folder, "protokoll.md"), *dir = journal_dir(file, folder);

	for (int i = 0; dir; i++) {
		if (fs_is_dir(dir))
			strlist_add(out, dir, strlen(dir));
		free(dir);
		dir = journal_spare_dir(file, i);
	}
	free(file);
}

static void find_files(const char *folder, struct strlist *go, struct strlist *other)
{
	struct strlist names = {0};
	char *rounds = fs_join(folder, "justering");

	if (fs_list(folder, &names, NULL) == 0)
		for (size_t i = 0; i < names.n; i++) {
			if (matches(goes, names.v[i]))
				strlist_add(go, names.v[i], strlen(names.v[i]));
			else if (!matches(stays, names.v[i]) && other)
				strlist_add(other, names.v[i], strlen(names.v[i]));
		}
	strlist_release(&names);
	if (fs_is_dir(rounds) && fs_list(rounds, &names, NULL) == 0)
		for (size_t i = 0; i < names.n; i++)
			if (strcmp(names.v[i], fs_basename(LOG_FILE)) != 0)
				strlist_addf(go, "justering/%s", names.v[i]);
	strlist_release(&names);
	free(rounds);
}

/* A file, a link or a folder with all that is in it. */
static int remove_all(const char *path, struct err *err)
{
	struct strlist names = {0};
	struct stat st;
	int rc = 0;

	if (lstat(path, &st) || !S_ISDIR(st.st_mode))
		return fs_remove(path, err);
	if (fs_list(path, &names, err))
		rc = -1;
	for (size_t i = 0; i < names.n && rc == 0; i++) {
		char *inner = fs_join(path, names.v[i]);

		rc = remove_all(inner, err);
		free(inner);
	}
	strlist_release(&names);
	if (rc == 0 && rmdir(path))
		rc = err_set(err, ERR_SYSTEM, "%s går inte att ta bort", path);
	return rc;
}

/* ------------------------------------------------------------- looking */

/* The last day of appeal, of the part where it comes last. */
static int look_at_deadlines(const char *folder, const struct protocol *p, struct purge_look *out, struct err *err)
{
	struct parts l;
	struct date meeting;
	bool posted = true;

	if (parts_read(folder, &l, err))
		return -1;
	if (!date_parse(front_get(&p->front, FRONT_DATUM), &meeting))
		meeting = (struct date){0};
	for (size_t i = 0; i <= l.n; i++) {
		struct deadline d[DEADLINE_COUNT];
		struct deadline_facts f;

		deadlines_part(meeting, folder, i ? l.v[i - 1].nr : 0, &f);
		posted = posted && f.anslaget.year && deadline_chain(&f, d);
		if (posted && (!out->appeal.year || date_days(d[DEADLINE_APPEAL].day) > date_days(out->appeal)))
			out->appeal = d[DEADLINE_APPEAL].day;
	}
	if (!posted)
		out->appeal = (struct date){0};
	out->appeal_over = posted && date_days(clock_date(clock_now())) > date_days(out->appeal);
	parts_release(&l);
	return 0;
}

void purge_look_release(struct purge_look *l)
{
	strlist_release(&l->file);
	strlist_release(&l->other);
	*l = (struct purge_look){0};
}

int purge_look(const char *folder, struct purge_look *out, struct err *err)
{
	char *file = fs_join(folder, "protokoll.md");
	struct str s = STR_INIT;
	struct protocol *p;
	int rc = 0;

	*out = (struct purge_look){0};
	if (!part_signed(folder, 0))
		rc = err_set(err, ERR_STATE, "%s är inte justerat: utkasten behövs ännu och gallras inte", folder);
	if (rc == 0)
		rc = fs_read(file, &s, err);
	if (rc == 0) {
		p = protocol_skim(str_span(&s));
		rc = look_at_deadlines(folder, p, out, err);
		find_files(folder, &out->file, &out->other);
		find_rescued(folder, p, &out->file);
		find_journals(folder, &out->file);
		protocol_free(p);
	}
	str_release(&s);
	free(file);
	if (rc)
		purge_look_release(out);
	return rc;
}

/* ------------------------------------------------------------- weeding */

static int check(struct worker *w, const char *folder, const char *when, struct err *err)
{
	struct verify_result r = {0};
	int rc = job_verify(w, folder, &r, err);

	for (size_t i = 0; rc == 0 && i < r.n; i++)
		if (!r.line[i].ok)
			rc = err_set(err, ERR_STATE, "%s %s: %s", folder, when, r.line[i].text);
	verify_release(&r);
	return rc;
}

/* A journal that somebody writes to is no longer a draft that may go. */
static int remove_journal(const char *dir, struct err *err)
{
	struct journal *j = journal_new(dir);
	int held = journal_lock(j, err), rc = held == 0 ? journal_forget(j, err) : -1;

	if (held > 0)
		err_set(err, ERR_LOCKED, "utkastet är öppet i ett annat fönster; stäng det och rensa igen");
	journal_free(j);
	if (rc == 0 && fs_is_dir(dir))
		rc = remove_all(dir, err);
	return rc;
}

static int remove_files(const char *folder, const struct purge_look *l, struct strlist *out, struct err *err)
{
	struct strlist journals = {0};
	int rc = 0;

	find_journals(folder, &journals);
	for (size_t i = 0; i < journals.n && rc == 0; i++)
		rc = remove_journal(journals.v[i], err);
	for (size_t i = 0; i < l->file.n && rc == 0; i++) {
		const char *name = l->file.v[i];
		char *path = *name == '/' ? mem_strdup(name) : fs_join(folder, name);

		if (!strlist_has(&journals, span_of(name)))
			rc = remove_all(path, err);
		if (rc == 0)
			strlist_addf(out, "%s", name);
		free(path);
	}
	strlist_release(&journals);
	return rc;
}

/* Takes the meeting for itself, and lets the store finish what was interrupted: the helper
 * of a program that was killed may be at work still. */
static int take(struct worker *w, const char *folder, struct err *err)
{
	for (int i = 0; i < TRIES; i++) {
		const struct store_request q = {.op = STORE_OPEN, .folder = folder, .now = clock_now(), .hold = true};
		const struct timespec pause = {0, 100000000};
		struct store_answer a;
		int rc = store_run(w, &q, &a, err);
		bool busy = rc == 0 && a.busy;

		store_answer_release(&a);
		if (rc || !busy)
			return rc;
		nanosleep(&pause, NULL);
	}
	return err_set(err, ERR_LOCKED, "%s är öppet i ett annat fönster; stäng det och rensa igen", folder);
}

int purge_run(struct worker *w, const char *folder, struct strlist *out, struct err *err)
{
	struct store_request q = {.op = STORE_PURGE, .folder = folder, .now = clock_now()};
	struct store_answer a = {0};
	struct purge_look l;
	int rc;

	if (purge_look(folder, &l, err))
		return -1;
	rc = take(w, folder, err);
	if (rc == 0)
		rc = check(w, folder, "håller inte och gallras inte", err);
	if (rc == 0)
		rc = remove_files(folder, &l, out, err);
	if (rc == 0)
		rc = store_run(w, &q, &a, err);
	for (size_t i = 0; rc == 0 && i < a.problem.n; i++)
		strlist_addf(out, "%s", a.problem.v[i]);
	store_answer_release(&a);
	if (rc == 0)
		rc = check(w, folder, "håller inte efter gallringen", err);
	purge_look_release(&l);
	return rc;
}
