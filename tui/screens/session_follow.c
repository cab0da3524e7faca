/* session_follow: a draft that others work on: the second window follows the
 * first through its journal and takes over when it ends; what another program
 * writes into the file is noticed. See session.h. */
#include "screens/session_inner.h"

#include <string.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "base/mem.h"

#define FOLLOW_MS 150   /* between two looks at the other window's journal */
#define WATCH_MS 1000   /* between two looks at the file */

/* ------------------------------------------------------ the second window */

/* The text is the other window's as of now, whole. */
static void read_anew(struct session *s)
{
	struct recovery r;
	struct str file = STR_INIT;
	bool there = fs_read(s->file, &file, NULL) == 0;
	struct journal_record rec;

	recover_read(&r, s->file, s->folder, there ? str_span(&file) : SPAN_NONE);
	if (r.action == RECOVER_JOURNAL)
		doc_follow_text(s->doc, text_bytes(r.text));
	else if (there)
		doc_follow_text(s->doc, str_span(&file));
	journal_part_release(&s->part);
	journal_reader_release(&s->follow);
	s->part = r.part;
	r.part = (struct journal_part){0};
	s->follow = (struct journal_reader){.part = &s->part};
	while (journal_next(&s->follow, &rec))
		;
	recovery_release(&r);
	str_release(&file);
	session_refresh(s);
}

/* Does what was done there, and shows the place. */
static void catch_up(struct session *s)
{
	struct journal_record rec;
	size_t cursor = 0;
	bool moved = false;
	int rc;

	while ((rc = journal_follow(&s->part, &s->follow, s->journal_dir, &rec)) > 0) {
		if (rec.type != JOURNAL_OP)
			continue;
		if (!doc_follow(s->doc, &rec.op, &cursor)) {
			rc = -1;
			break;
		}
		moved = true;
	}
	if (rc < 0)
		read_anew(s);
	else if (moved)
		session_target(s, cursor, cursor);
}

static bool may_take_over(const struct session *s)
{
	struct journal *j = journal_new(s->journal_dir);
	bool mine = journal_lock(j, NULL) == 0;

	journal_free(j);
	return mine;
}

int session_follow_tick(struct session *s, int64_t now)
{
	if (!s->following)
		return -1;
	if (now < s->follow_ms)
		return (int)(s->follow_ms - now);
	s->follow_ms = now + FOLLOW_MS;
	catch_up(s);
	s->take_over = may_take_over(s);
	return FOLLOW_MS;
}

void session_follow_start(struct session *s)
{
	s->following = true;
	s->part.number = 0;
	read_anew(s);
}

void session_follow_close(struct session *s)
{
	journal_reader_release(&s->follow);
}

/* ------------------------------------------------------ another program */

static struct session_disk look(const struct session *s)
{
	struct stat st;

	if (stat(s->file, &st))
		return (struct session_disk){0};
	return (struct session_disk){st.st_ino, st.st_size, st.st_mtim.tv_sec, st.st_mtim.tv_nsec};
}

static bool same_disk(struct session_disk a, struct session_disk b)
{
	return a.inode == b.inode && a.size == b.size && a.seconds == b.seconds && a.nano == b.nano;
}

void session_expect(struct session *s, const char *name)
{
	size_t n = sizeof s->expected / sizeof s->expected[0];

	memmove(s->expected[1], s->expected[0], (n - 1) * sizeof s->expected[0]);
	snprintf(s->expected[0], sizeof s->expected[0], "%s", name);
}

static bool expected(const struct session *s, const char *name)
{
	for (size_t i = 0; i < sizeof s->expected / sizeof s->expected[0]; i++)
		if (strcmp(s->expected[i], name) == 0)
			return true;
	return false;
}

/* The file is not as we know it: ours, being written by the helper, or another's. */
static void changed(struct session *s)
{
	struct str bytes = STR_INIT;
	char name[RECOVER_NAME_SIZE];

	if (fs_read(s->file, &bytes, NULL) == 0) {
		recover_name(str_span(&bytes), name);
		if (!expected(s, name)) {
			session_expect(s, name);
			session_other_set(s, str_span(&bytes), OTHER_FILE);
		}
	}
	str_release(&bytes);
}

int session_watch_tick(struct session *s, int64_t now)
{
	struct session_disk disk;

	if (s->read_only)
		return -1;
	if (now < s->watch_ms)
		return (int)(s->watch_ms - now);
	s->watch_ms = now + WATCH_MS;
	disk = look(s);
	if (disk.inode && !same_disk(disk, s->disk)) {
		s->disk = disk;
		changed(s);
	}
	return WATCH_MS;
}

void session_watch_start(struct session *s, struct span bytes)
{
	char name[RECOVER_NAME_SIZE];

	s->disk = look(s);
	s->watch_ms = clock_monotonic_ms() + WATCH_MS;
	recover_name(bytes, name);
	session_expect(s, name);
}
