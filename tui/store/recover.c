/* recover: see recover.h. What is said of the work file and the journals is
 * gathered here; the decision is a row of a table. */
#include "store/recover.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "store/recover_inner.h"

/* ------------------------------------------------------------- the decision */

enum tri { NO, YES, ANY };
enum { FILE_IS_ANY = -1 };

static const struct {
	enum tri journal, saved;
	int file;
	enum recover_action action;
} cases[] = {
	{NO, ANY, FILE_IS_ANY, RECOVER_FILE},
	{YES, ANY, RECOVER_IS_SAME, RECOVER_JOURNAL},
	{YES, ANY, RECOVER_IS_KNOWN, RECOVER_JOURNAL},
	{YES, ANY, RECOVER_IS_ABSENT, RECOVER_JOURNAL},
	{YES, YES, RECOVER_IS_UNKNOWN, RECOVER_FILE},
	{YES, NO, RECOVER_IS_UNKNOWN, RECOVER_ASK},
};

static bool fits(enum tri want, bool is)
{
	return want == ANY || (want == YES) == is;
}

enum recover_action recover_decide(bool journal, bool saved, enum recover_file file)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (fits(cases[i].journal, journal) && fits(cases[i].saved, saved) &&
			(cases[i].file == FILE_IS_ANY || cases[i].file == (int)file))
			return cases[i].action;
	return RECOVER_ASK;
}

/* ------------------------------------------------------------------ reports */

static void damage(struct recovery *r, const struct recover_loose *x)
{
	r->damaged = true;
	if (x->spoilt)
		strlist_addf(&r->report, "%s är skadad i början och går inte att använda", x->part);
	else
		strlist_addf(&r->report, "%s är skadad: %llu %s efter skadan går inte att använda", x->part, (unsigned long long)x->lost,
		x->lost == 1 ? "ändring" : "ändringar");
}

/* --------------------------------------------------------- the journals there are */

enum { LINES = 8 };

struct lines {
	struct recover_line v[LINES];
	size_t n;
};

/* Nobody else may have put a journal there for us to believe. */
static bool trusted(struct recovery *r, const char *dir, bool spare)
{
	struct stat st;
	const char *why = NULL;

	if (lstat(dir, &st) != 0) {
		if (errno == ENOENT || errno == ENOTDIR || spare)
			return false;
		why = err_reason(errno);
	} else if (S_ISLNK(st.st_mode)) {
		why = "den är en länk";
	} else if (!S_ISDIR(st.st_mode)) {
		why = "den är ingen mapp";
	} else if (st.st_uid != geteuid()) {
		why = "den tillhör en annan användare";
	} else if (access(dir, R_OK | X_OK) != 0) {
		why = err_reason(errno);
	}
	if (why) {
		strlist_addf(&r->report, "journalen %s används inte: %s", dir, why);
		r->damaged = true;
	}
	return !why;
}

static void read_line(struct recovery *r, struct lines *all, char *dir, bool spare)
{
	struct recover_line *l = &all->v[all->n];

	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->v[i].dir, dir) == 0)
			goto out;
	if (all->n == LINES || !trusted(r, dir, spare))
		goto out;
	recover_line_read(l, dir, true);
	l->spare = spare;
	for (size_t i = 0; i < l->problem.n; i++) {
		strlist_addf(&r->report, "%s", l->problem.v[i]);
		r->damaged = true;
	}
	/* a line without a text may still hold what can be read of one */
	if (l->text || l->nloose)
		all->n++;
	else
		recover_line_release(l);
out:
	free(dir);
}

static void read_lines(struct recovery *r, struct lines *all, const char *file, const char *opt_folder)
{
	char *dir;

	read_line(r, all, journal_dir(file, opt_folder), false);
	/* a draft that became a meeting, or a meeting whose history is gone */
	if (opt_folder)
		read_line(r, all, journal_dir(file, NULL), false);
	for (int which = 0; (dir = journal_spare_dir(file, which)); which++)
		read_line(r, all, dir, true);
}

/* Is a's end a text that b went on from? When each knows the other's (what was
 * typed was taken back), the one whose last part began there; else the clock
 * tells, and the next place, which is tried when the one before it fails. */
static bool older(const struct recover_line *a, const struct recover_line *b)
{
	bool a_in_b = recover_line_knows(b, text_bytes(a->text), 0) != NULL;
	bool b_in_a = recover_line_knows(a, text_bytes(b->text), 0) != NULL;

	if (a_in_b == b_in_a) {
		a_in_b = span_eq(b->last.base, text_bytes(a->text));
		b_in_a = span_eq(a->last.base, text_bytes(b->text));
	}
	return a_in_b == b_in_a ? a->last.ended <= b->last.ended : a_in_b;
}

/* NULL: there is no whole text in any. */
static struct recover_line *newest(struct lines *all)
{
	struct recover_line *best = NULL;

	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].text && (!best || older(best, &all->v[i])))
			best = &all->v[i];
	return best;
}

/* ------------------------------------------------------------- what is left */

struct waiting {
	struct span text;
	const char *place;
	int64_t ended;
};

/* Did this line go on from the text, or was it told that it is kept elsewhere? A
 * line that itself only ends with it tells nothing. */
static bool went_on(const struct recover_line *l, const struct recover_line *opt_main, struct span text, size_t after)
{
	if (!recover_line_knows(l, text, after))
		return false;
	if (l->text && l != opt_main && recover_same(text_bytes(l->text), text))
		return false;
	for (size_t i = l->nloose; i-- > 0;)
		if (l->loose[i].after > after && recover_same(str_span(&l->loose[i].text), text))
			return recover_line_knows(l, text, l->loose[i].after) != NULL;
	return true;
}

/* opt_main: the line that counted. */
static bool settled(const struct lines *all, const struct recover_line *opt_main, const struct recover_loose *x,
	const struct recover_line *of, struct span on_disk)
{
	struct span text = str_span(&x->text);

	if (!text.n)
		return true;
	for (size_t i = 0; i < all->n; i++)
		if (went_on(&all->v[i], opt_main, text, &all->v[i] == of ? x->after : 0))
			return true;
	if (x->fragment)
		return false;
	return (opt_main && recover_same(text, text_bytes(opt_main->text))) || (on_disk.p && recover_same(text, on_disk));
}

static void add_left(struct recovery *r, struct span text, bool fragment)
{
	struct recover_left *l;

	r->left = mem_resize(r->left, r->nleft + 1, sizeof *r->left);
	l = &r->left[r->nleft++];
	*l = (struct recover_left){.fragment = fragment};
	str_addspan(&l->text, text);
	recover_name(text, l->name);
}

static void set_other(struct recovery *r, struct span text)
{
	r->has_other = true;
	str_addspan(&r->other, text);
	recover_name(text, r->other_name);
}

static bool waits_already(const struct recovery *r, struct span text)
{
	bool yes = r->has_other && recover_same(str_span(&r->other), text);

	for (size_t i = 0; i < r->nleft && !yes; i++)
		yes = recover_same(str_span(&r->left[i].text), text);
	return yes;
}

/* A whole text that waits: the newest is the other one, the rest is left. */
static void wait_whole(struct recovery *r, struct waiting *w, int64_t *other_ended)
{
	struct str before = STR_INIT;

	if (waits_already(r, w->text))
		return;
	if (!r->has_other) {
		set_other(r, w->text);
		*other_ended = w->ended;
	} else if (r->action != RECOVER_ASK && w->ended > *other_ended) {
		before = r->other;
		r->other = (struct str)STR_INIT;
		set_other(r, w->text);
		*other_ended = w->ended;
		add_left(r, str_span(&before), false);
		str_release(&before);
	} else {
		add_left(r, w->text, false);
	}
	strlist_addf(&r->report, "text som inte är sparad finns också i %s", w->place);
}

static void gather_loose(struct recovery *r, const struct lines *all, const struct recover_line *opt_main,
	const struct recover_line *l, struct span on_disk, int64_t *other_ended)
{
	for (size_t k = 0; k < l->nloose; k++) {
		const struct recover_loose *x = &l->loose[k];
		bool done = settled(all, opt_main, x, l, on_disk);
		struct waiting w = {str_span(&x->text), x->part, x->ended};

		/* the last part's damage is said each time, an older one's until it is settled */
		if (x->fragment && (!done || (l == opt_main && x->after == l->n)))
			damage(r, x);
		if (!done && x->fragment)
			add_left(r, w.text, true);
		else if (!done)
			wait_whole(r, &w, other_ended);
	}
}

static void gather(struct recovery *r, const struct lines *all, const struct recover_line *opt_main, struct span on_disk)
{
	int64_t other_ended = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct recover_line *l = &all->v[i];
		struct recover_loose end = {.text = STR_INIT, .after = l->n};

		gather_loose(r, all, opt_main, l, on_disk, &other_ended);
		if (l == opt_main || !l->text || recover_line_saved(l, text_bytes(l->text), l->ops))
			continue;
		str_addspan(&end.text, text_bytes(l->text));
		if (!settled(all, opt_main, &end, l, on_disk)) {
			struct waiting w = {str_span(&end.text), l->dir, l->last.ended};

			wait_whole(r, &w, &other_ended);
		}
		str_release(&end.text);
	}
}

/* --------------------------------------------------------------- all of it */

static bool blank(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!memchr(" \t\r\n", s.p[i], 4) && s.p[i])
			return false;
	return true;
}

/* An older text than the one last saved was put back by somebody: unknown. */
static bool known(const struct recover_line *l, struct span text)
{
	const struct recover_mark *m = recover_line_knows(l, text, 0);

	return m && (l->confirmed_at == RECOVER_NOWHERE || m->at >= l->confirmed_at);
}

/* In the usual cases the names tell; putting a long text into canonical form
 * would be felt at the start. */
static enum recover_file file_is(const struct lines *all, const struct recover_line *l, struct span on_disk)
{
	struct span end = text_bytes(l->text);
	const struct recover_mark *m;
	bool yes;

	if (!on_disk.p)
		return RECOVER_IS_ABSENT;
	m = recover_line_has(l, on_disk);
	if (span_eq(on_disk, end) || (m && m->at == l->ops && m->confirmed))
		return RECOVER_IS_SAME;
	if (m && m->at < l->ops && (l->confirmed_at == RECOVER_NOWHERE || m->at >= l->confirmed_at))
		return RECOVER_IS_KNOWN;
	if (recover_same(on_disk, end))
		return RECOVER_IS_SAME;
	if (blank(on_disk))
		return RECOVER_IS_ABSENT;
	yes = known(l, on_disk);
	/* a journal that went on in another place, and was not saved there */
	for (size_t i = 0; i < all->n && !yes && l->confirmed_at == RECOVER_NOWHERE; i++)
		yes = known(&all->v[i], on_disk);
	return yes ? RECOVER_IS_KNOWN : RECOVER_IS_UNKNOWN;
}

static bool is_saved(const struct lines *all, const struct recover_line *l)
{
	struct span end = text_bytes(l->text);
	bool yes = recover_line_saved(l, end, l->ops);

	for (size_t i = 0; i < all->n && !yes; i++)
		yes = &all->v[i] != l && recover_line_saved(&all->v[i], end, RECOVER_NOWHERE);
	return yes;
}

static void say(struct recovery *r, const char *file, struct span on_disk, enum recover_file is)
{
	if (r->action == RECOVER_ASK)
		strlist_addf(&r->report, "%s är ändrad av ett annat program, och journalen %s har text som inte är sparad; båda finns kvar", file,
			r->dir);
	else if (r->action == RECOVER_JOURNAL && is == RECOVER_IS_ABSENT)
		strlist_addf(&r->report, "%s %s; texten är tagen ur journalen %s", file,
			on_disk.p ? "är tom" : fs_exists(file) ? "går inte att läsa" : "saknas", r->dir);
}

static void take(struct recovery *r, struct recover_line *l)
{
	r->dir = mem_strdup(l->dir);
	r->spare = l->spare;
	r->ended = l->last.ended;
	r->part = l->last;
	l->last = (struct journal_part){0};
	if (r->action == RECOVER_ASK)
		set_other(r, text_bytes(l->text));
	if (r->action != RECOVER_JOURNAL)
		return;
	r->cursor = l->cursor;
	r->first = l->first;
	r->part_usable = r->part.state == JOURNAL_WHOLE || r->part.state == JOURNAL_TORN;
}

static void decide(struct recovery *r, const struct lines *all, struct recover_line *l, const char *file,
	struct span on_disk)
{
	enum recover_file is = file_is(all, l, on_disk);
	bool saved = is == RECOVER_IS_SAME || is_saved(all, l);

	r->action = recover_decide(true, saved, is);
	r->newer = r->action == RECOVER_JOURNAL && !saved;
	take(r, l);
	say(r, file, on_disk, is);
}

void recover_read(struct recovery *out, const char *file, const char *opt_folder, struct span on_disk)
{
	struct lines all = {.n = 0};
	struct recover_line *l;

	*out = (struct recovery){.action = recover_decide(false, false, RECOVER_IS_UNKNOWN)};
	read_lines(out, &all, file, opt_folder);
	l = newest(&all);
	if (l)
		decide(out, &all, l, file, on_disk);
	/* a file that the journal has gone on from is about to be replaced */
	gather(out, &all, l, out->action == RECOVER_JOURNAL ? SPAN_NONE : on_disk);
	if (l && out->action == RECOVER_JOURNAL) {
		out->text = l->text;
		l->text = NULL;
	}
	for (size_t i = 0; i < all.n; i++)
		recover_line_release(&all.v[i]);
}

void recovery_release(struct recovery *r)
{
	text_free(r->text);
	journal_part_release(&r->part);
	free(r->dir);
	str_release(&r->other);
	for (size_t i = 0; i < r->nleft; i++)
		str_release(&r->left[i].text);
	free(r->left);
	strlist_release(&r->report);
	*r = (struct recovery){0};
}

/* ----------------------------------------------------------------- keeping */

int recover_keep(struct recovery *r, const char *file, const char *opt_dir, struct err *err)
{
	const char *name = fs_basename(file);
	char *dir = opt_dir ? mem_strdup(opt_dir) : fs_dirname(file), *path;
	bool md = span_ends(span_of(name), ".md");
	char *draft = str_format("%.*s-ur-journalen", (int)strlen(name) - (md ? 3 : 0), name), *stem = fs_join(dir, draft);
	int rc = 0;

	for (size_t i = 0; i < r->nleft; i++) {
		const struct recover_left *l = &r->left[i];

		if (fs_write_beside(stem, md ? ".md" : "", str_span(&l->text), &path, rc ? NULL : err)) {
			rc = -1;
			continue;
		}
		strlist_addf(&r->report, "%s ligger i %s", l->fragment ? "det som går att läsa efter skadan" : "den texten", path);
		free(path);
	}
	free(stem);
	free(draft);
	free(dir);
	return rc;
}
