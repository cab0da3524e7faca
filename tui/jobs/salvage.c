/* salvage: see salvage.h. The journal's case table is store/recover; here the
 * history is laid beside its answer. */
#include "jobs/salvage.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "base/mem.h"
#include "store/store.h"

#define DRAFT_NAME "protokoll.md"
#define END_OF_TIME 253402300799 /* the year 9999: "the autosave, or the last version" */

static const char in_file[] = "texten i filen", in_journal[] = "texten i journalen",
		  in_version[] = "den senaste versionen", in_autosave[] = "den automatiskt sparade texten";

/* ------------------------------------------------------------------- texts */

static bool have(const struct salvage *s, struct span text)
{
	bool yes = s->best.what && recover_same(str_span(&s->best.text), text);

	for (size_t i = 0; i < s->nother && !yes; i++)
		yes = recover_same(str_span(&s->other[i].text), text);
	return yes;
}

static void add_other(struct salvage *s, struct span text, const char *what)
{
	if (!text.n || have(s, text))
		return;
	s->other = mem_resize(s->other, s->nother + 1, sizeof *s->other);
	s->other[s->nother] = (struct salvage_text){.what = what};
	str_addspan(&s->other[s->nother++].text, text);
}

/* The text is better than the best so far, which is kept unless `holds` it. */
static void take(struct salvage *s, struct span text, const char *what, bool holds)
{
	struct salvage_text before = s->best;

	s->best = (struct salvage_text){.what = what};
	str_addspan(&s->best.text, text);
	if (before.what && !holds)
		add_other(s, str_span(&before.text), before.what);
	str_release(&before.text);
}

/* ---------------------------------------------------------- file and journal */

/* A named pipe would be waited for. */
static bool read_file(struct salvage *s, struct str *out)
{
	struct err err = ERR_INIT;
	struct stat st;

	if (stat(s->file, &st) != 0)
		return false;
	if (!S_ISREG(st.st_mode)) {
		strlist_addf(&s->report, "%s är ingen fil", s->file);
		s->remarks = true;
		return false;
	}
	if (fs_read(s->file, out, &err) == 0)
		return true;
	strlist_addf(&s->report, "%s", err.msg);
	s->remarks = true;
	return false;
}

static void take_journal(struct salvage *s, struct span on_disk)
{
	struct recovery *r = &s->recovery;
	size_t fragments = 0;

	switch (r->action) {
	case RECOVER_JOURNAL:
		take(s, text_bytes(r->text), in_journal, true);
		if (r->newer && on_disk.p)
			strlist_addf(&s->report, "journalen %s har text som inte hann sparas i filen; den är tagen", r->dir);
		break;
	case RECOVER_FILE:
		if (on_disk.p)
			take(s, on_disk, in_file, true);
		break;
	case RECOVER_ASK:
		take(s, str_span(&r->other), in_journal, true);
		add_other(s, on_disk, in_file);
		break;
	}
	if (r->has_other)
		add_other(s, str_span(&r->other), in_journal);
	for (size_t i = 0; i < r->nleft; i++) {
		struct recover_left l = r->left[i];

		if (l.fragment) {
			r->left[fragments++] = l;
		} else {
			add_other(s, str_span(&l.text), in_journal);
			str_release(&l.text);
		}
	}
	r->nleft = fragments;
	for (size_t i = 0; i < r->report.n; i++)
		strlist_addf(&s->report, "%s", r->report.v[i]);
	s->remarks = s->remarks || r->damaged;
}

/* ----------------------------------------------------------------- history */

static int ask(struct salvage *s, struct worker *repo, struct store_request q, struct store_answer *a)
{
	struct err err = ERR_INIT;
	int rc;

	q.op = STORE_TEXT;
	rc = store_run(repo, &q, a, &err);
	for (size_t i = 0; i < a->problem.n; i++)
		strlist_addf(&s->report, "%s", a->problem.v[i]);
	if (rc)
		strlist_addf(&s->report, "%s", err.msg);
	s->remarks = s->remarks || rc || a->problem.n;
	return rc;
}

/* Does the journal go on from the text? */
static bool passed(const struct salvage *s, struct span text)
{
	return s->recovery.dir && recover_knows(s->recovery.dir, text);
}

static bool later(const struct salvage *s, struct stamp t)
{
	return t.utc * 1000 > s->recovery.ended;
}

/* The last version, when the file is gone or is the version before: the program
 * that made it was interrupted before the file, or somebody put an old file back. */
static void take_version(struct salvage *s, struct worker *repo, const struct store_answer *v, const char *folder,
	struct span on_disk)
{
	struct span text = str_span(&v->text);
	struct store_answer before = {0};
	bool old = false;

	if (have(s, text) || passed(s, text))
		return;
	if (s->best.what == in_journal) {
		/* made elsewhere: by another program, or on another machine */
		if (later(s, v->time) && !s->recovery.newer && s->recovery.action == RECOVER_JOURNAL)
			take(s, text, in_version, false);
		else
			add_other(s, text, in_version);
		return;
	}
	if (on_disk.p && v->nr > 1) {
		struct store_request q = {.folder = folder, .now = clock_now(), .number = v->nr - 1};

		old = ask(s, repo, q, &before) == 0 && recover_same(str_span(&before.text), on_disk);
		store_answer_release(&before);
	}
	if (!s->best.what || old)
		take(s, text, in_version, old);
}

/* A text later than the last version, which no version holds. */
static void take_autosave(struct salvage *s, const struct store_answer *a, const struct store_answer *v)
{
	struct span text = str_span(&a->text);
	bool follows = s->best.what && recover_same(str_span(&s->best.text), str_span(&v->text));

	if (have(s, text) || passed(s, text) || recover_same(text, str_span(&v->text)))
		return;
	if (!s->best.what || follows || (s->best.what == in_journal && later(s, a->time) && !s->recovery.newer))
		take(s, text, in_autosave, follows);
	else
		add_other(s, text, in_autosave);
}

static void take_history(struct salvage *s, struct worker *repo, const char *folder, struct span on_disk)
{
	struct store_request q = {.folder = folder, .now = clock_now()}, last = q;
	struct store_answer v = {0}, a = {0};

	last.time.utc = END_OF_TIME;
	if (ask(s, repo, q, &v) == 0)
		take_version(s, repo, &v, folder, on_disk);
	/* where the last version can't be read, this is the one before it */
	if (ask(s, repo, last, &a) == 0) {
		if (v.id[0])
			take_autosave(s, &a, &v);
		else
			take_version(s, repo, &a, folder, on_disk);
	}
	store_answer_release(&v);
	store_answer_release(&a);
}

/* A text that could not become a version, put beside by an earlier run. */
static void name_rescued(struct salvage *s, const char *folder)
{
	char *path = fs_join(folder, STORE_RESCUE);

	if (fs_exists(path))
		strlist_addf(&s->report, "%s finns också, från en sparning som inte gick; den är inte med", path);
	free(path);
}

/* --------------------------------------------------------------- all of it */

/* The meeting's folder; NULL for a single file. Its history may be damaged. */
static char *folder_of(const char *path, const char *file)
{
	char *dir = fs_dirname(file), *git = fs_join(dir, ".git");
	bool meeting = fs_is_dir(path) || (strcmp(fs_basename(file), DRAFT_NAME) == 0 && fs_is_dir(git));

	free(git);
	if (meeting)
		return dir;
	free(dir);
	return NULL;
}

int salvage_read(struct salvage *out, const char *path, struct worker *repo, struct err *err)
{
	char *whole = fs_absolute(path), *folder;
	struct str bytes = STR_INIT;
	struct span on_disk;
	bool there;

	*out = (struct salvage){0};
	out->file = fs_is_dir(whole) ? fs_join(whole, DRAFT_NAME) : mem_strdup(whole);
	folder = folder_of(whole, out->file);
	there = read_file(out, &bytes);
	/* an empty file is no text while there is another */
	on_disk = there && span_trim(str_span(&bytes)).n ? str_span(&bytes) : SPAN_NONE;
	recover_read(&out->recovery, out->file, folder, on_disk);
	take_journal(out, on_disk);
	if (folder && store_is_meeting(folder))
		take_history(out, repo, folder, on_disk);
	if (folder)
		name_rescued(out, folder);
	if (!out->best.what && there)
		take(out, span_make(str_c(&bytes), bytes.len), in_file, true);
	if (out->best.what && out->best.what != in_file && out->best.what != in_journal)
		strlist_addf(&out->report, "%s %s; det som är taget är %s", out->file, on_disk.p ? "är äldre" : there ? "är tom" : "saknas",
			out->best.what);
	out->remarks = out->remarks || out->nother > 0;
	str_release(&bytes);
	free(folder);
	free(whole);
	if (out->best.what)
		return 0;
	return err_set(err, ERR_INPUT, "%s: där finns ingen text att ta fram, varken i filen, journalen eller versionerna", path);
}

int salvage_at(const char *path, struct stamp t, struct worker *repo, struct str *out, struct err *err)
{
	char *whole = fs_absolute(path), *file, *folder, *dir;
	struct store_request q = {.op = STORE_TEXT, .now = clock_now(), .time = t};
	struct store_answer a = {0};
	int rc = 0;

	file = fs_is_dir(whole) ? fs_join(whole, DRAFT_NAME) : mem_strdup(whole);
	folder = folder_of(whole, file);
	dir = journal_dir(file, folder);
	q.folder = folder;
	if (!journal_text_at(dir, t.utc * 1000 + 999, out)) {
		if (folder && store_is_meeting(folder))
			rc = store_run(repo, &q, &a, err);
		else
			rc = err_set(err, ERR_NOT_FOUND, "%s: journalen når inte så långt tillbaka", path);
		if (rc == 0)
			str_addspan(out, str_span(&a.text));
	}
	store_answer_release(&a);
	free(whole);
	free(file);
	free(folder);
	free(dir);
	return rc;
}

void salvage_release(struct salvage *s)
{
	free(s->file);
	str_release(&s->best.text);
	for (size_t i = 0; i < s->nother; i++)
		str_release(&s->other[i].text);
	free(s->other);
	recovery_release(&s->recovery);
	strlist_release(&s->report);
	*s = (struct salvage){0};
}
