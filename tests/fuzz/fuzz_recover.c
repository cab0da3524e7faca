/* fuzz_recover: a work file and parts of journals, of any bytes or typed by an
 * editor and then spoilt, in one or two places. Nothing crashes or hangs, reading
 * changes nothing and gives the same twice, and the text that was typed last stands
 * somewhere: it is chosen, waits, is the file's, was confirmed to be saved, or the
 * journal in the other place has gone on from it. */
#include "fuzz.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "store/journal_inner.h"
#include "store/recover.h"

#define ID "0123456789012345678901234567890123456789"

struct place {
	char *home, *file, *dir[2]; /* the journal's own folder, the spare one */
};

static struct place place_new(void)
{
	const char *tmp = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : getenv("TMPDIR");
	char *home = str_format("%s/fuzz-recover-%ld", tmp ? tmp : "/tmp", (long)getpid());
	struct place p = {.home = home, .file = fs_join(home, "utkast.md")};

	(void)fs_mkdirs(home, NULL);
	setenv("XDG_STATE_HOME", home, 1);
	p.dir[0] = journal_dir(p.file, NULL);
	p.dir[1] = journal_spare_dir(p.file, 0);
	return p;
}

static void empty(const char *dir)
{
	struct strlist names = {NULL, 0, 0};

	if (fs_list(dir, &names, NULL) == 0)
		for (size_t i = 0; i < names.n; i++) {
			char *path = fs_join(dir, names.v[i]);

			if (fs_is_dir(path))
				empty(path);
			else
				unlink(path);
			free(path);
		}
	strlist_release(&names);
	rmdir(dir);
}

static void place_free(struct place *p)
{
	empty(p->home);
	free(p->home);
	free(p->file);
	free(p->dir[0]);
	free(p->dir[1]);
}

/* --------------------------------------------------------------- journals */

static void put(const char *path, struct span bytes)
{
	FILE *f = fopen(path, "wb");

	if (f) {
		fwrite(bytes.p ? bytes.p : "", 1, bytes.n, f);
		fclose(f);
	}
}

static void flush(struct journal *j, struct text *t)
{
	struct text_op op;

	while (text_next_op(t, &op))
		journal_add(j, &op);
	FUZZ_CHECK(journal_flush(j, NULL) == 0);
}

/* One thing the editor does. */
static void work(struct journal *j, struct text *t, struct fuzz_input *in)
{
	size_t what = fuzz_number(in, 10), at = fuzz_number(in, 65536);
	char name[RECOVER_NAME_SIZE];

	switch (what) {
	case 0:
		(void)text_undo(t, &at);
		break;
	case 1:
		(void)text_redo(t, &at);
		break;
	case 2:
		journal_add_checkpoint(j, NULL);
		break;
	case 3:
		journal_add_checkpoint(j, ID);
		break;
	case 4:
		flush(j, t);
		recover_name(text_bytes(t), name);
		journal_add_checkpoint(j, name);
		break;
	case 5:
		journal_add_cursor(j, at);
		break;
	case 6:
		(void)!journal_begin(j, text_bytes(t), NULL);
		break;
	default: {
		size_t del = fuzz_number(in, 8), n = fuzz_number(in, 16);

		text_replace(t, at % (text_bytes(t).n + 1), del, fuzz_bytes(in, n));
	}
	}
	flush(j, t);
}

/* Bytes of the last part are changed, or it is cut. */
static bool spoil(const char *dir, struct fuzz_input *in)
{
	size_t how = fuzz_number(in, 4), at = fuzz_number(in, 65536);
	int *have;
	size_t n = journal_parts(dir, &have);
	char *path = n ? journal_part_path(dir, have[n - 1]) : NULL;
	struct str s = STR_INIT;
	bool done = false;

	free(have);
	if (how && path && fs_read(path, &s, NULL) == 0 && s.len) {
		if (how == 1)
			s.len = at % s.len;
		else
			s.buf[at % s.len] = (char)(s.buf[at % s.len] ^ (1 << at % 8));
		put(path, str_span(&s));
		done = true;
	}
	str_release(&s);
	free(path);
	return done;
}

/* The text typed last goes to *out, unless the part was spoilt. */
static bool typed(const char *dir, struct fuzz_input *in, struct str *out)
{
	size_t n = fuzz_number(in, 64);
	struct text *t = text_new(fuzz_bytes(in, n));
	struct journal *j = journal_new(dir);
	bool whole;

	FUZZ_CHECK(journal_lock(j, NULL) == 0 && journal_begin(j, text_bytes(t), NULL) == 0);
	text_follow(t);
	for (n = fuzz_number(in, 16); n > 0; n--) {
		work(j, t, in);
		clock_advance((int)fuzz_number(in, 3));
	}
	str_clear(out);
	str_addspan(out, text_bytes(t));
	/* a part that says nothing of its own goes away: so that it stays */
	journal_add_checkpoint(j, "x");
	flush(j, t);
	journal_free(j);
	text_free(t);
	whole = !spoil(dir, in);
	return whole;
}

static void any_part(const char *dir, struct fuzz_input *in)
{
	char *path = journal_part_path(dir, 1 + (int)fuzz_number(in, 5));
	size_t n = fuzz_number(in, 300);

	(void)fs_mkdirs(dir, NULL);
	put(path, fuzz_bytes(in, n));
	free(path);
}

/* ------------------------------------------------------------------ checks */

static bool stands(const struct recovery *r, struct span text, struct span disk)
{
	bool yes = (r->text && span_eq(text_bytes(r->text), text)) || recover_same(text, disk) ||
		   (r->has_other && recover_same(str_span(&r->other), text));

	for (size_t i = 0; i < r->nleft && !yes; i++)
		yes = recover_same(str_span(&r->left[i].text), text);
	return yes;
}

static void check_keep(struct recovery *r, const struct place *p)
{
	struct strlist once = {NULL, 0, 0}, twice = {NULL, 0, 0};

	FUZZ_CHECK(recover_keep(r, p->file, NULL, NULL) == 0);
	(void)fs_list(p->home, &once, NULL);
	FUZZ_CHECK(recover_keep(r, p->file, NULL, NULL) == 0);
	(void)fs_list(p->home, &twice, NULL);
	FUZZ_CHECK(once.n == twice.n);
	strlist_release(&once);
	strlist_release(&twice);
}

/* last_dir: where the text opt_last was typed. */
static void check(const struct place *p, struct span disk, const struct str *opt_last, int last_dir)
{
	struct recovery a, b;
	struct str got = STR_INIT;

	recover_read(&a, p->file, NULL, disk);
	recover_read(&b, p->file, NULL, disk);
	FUZZ_CHECK(a.action == b.action && a.newer == b.newer && a.nleft == b.nleft && a.report.n == b.report.n);
	FUZZ_CHECK((a.text != NULL) == (a.action == RECOVER_JOURNAL));
	FUZZ_CHECK(!a.text || a.cursor <= text_bytes(a.text).n);
	FUZZ_CHECK(a.action != RECOVER_ASK || a.has_other);
	/* saved and then replaced by another's text: only then it need not be here */
	if (opt_last && opt_last->len && a.action != RECOVER_FILE)
		FUZZ_CHECK(stands(&a, str_span(opt_last), disk) || recover_knows(p->dir[!last_dir], str_span(opt_last)));
	check_keep(&a, p);
	(void)recover_version(p->dir[0], ID, &got);
	(void)recover_knows(p->dir[1], disk);
	str_release(&got);
	recovery_release(&a);
	recovery_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = fuzz_input(data, size);
	struct place p = place_new();
	struct span disk = fuzz_text(&in);
	struct str last = STR_INIT;
	bool whole = false, only = true;
	int where = 0;

	clock_fix("2031-04-09T10:42:07+02:00", NULL);
	for (int i = 0; i < 4 && in.n; i++) {
		size_t how = fuzz_number(&in, 8);
		const char *dir = p.dir[how & 1];

		where = how & 1;
		if (how < 6) {
			whole = typed(dir, &in, &last);
			only = only && whole;
		} else {
			any_part(dir, &in);
			only = false;
		}
		clock_advance(1);
	}
	check(&p, disk, whole && only ? &last : NULL, where);
	str_release(&last);
	place_free(&p);
	return 0;
}
