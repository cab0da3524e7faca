/* session_follow: two windows on one draft, and another program that writes the
 * file. */
#include "screens/session.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "prog.h"

#define BOTH(a, b, cond) \
	do { \
		int64_t end_ = clock_monotonic_ms() + MS; \
		while (!(cond) && clock_monotonic_ms() < end_) { \
			turn(a); \
			turn(b); \
		} \
		CHECK(cond); \
	} while (0)

static bool same_text(struct prog *a, struct prog *b)
{
	return span_eq(doc_bytes(session(a)->doc), doc_bytes(session(b)->doc));
}

static bool shows(struct prog *p, const char *text)
{
	struct str frame = STR_INIT;
	bool hit;

	term_mem_text(p->a.term, &frame);
	hit = span_find(str_span(&frame), text, 0) != (size_t)-1;
	str_release(&frame);
	return hit;
}

TEST(the_second_window_follows_live)
{
	struct prog p, q;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	type_in_12(&p, "Före. ");
	prog_second(&q, &p);
	open_path(&q, q.folder);
	CHECK(session(&q)->read_only);
	CHECK_SAID(&q, "sammanträdet är öppet i ett annat fönster; du ser vad som skrivs");
	CHECK(same_text(&p, &q));
	/* what is typed there is seen here, undo, redo and versions included */
	keys(&p, "\"Efter. \"");
	BOTH(&p, &q, same_text(&p, &q) && shows(&q, "Efter. "));
	keys(&p, "Ctrl-Z");
	CHECK(!holds(&p, "Efter. "));
	BOTH(&p, &q, same_text(&p, &q));
	keys(&p, "Ctrl-Y");
	save(&p);
	BOTH(&p, &q, same_text(&p, &q));
	/* nothing can be typed here, and it says why */
	keys(&q, "\"x\"");
	CHECK_SAID(&q, "här går det bara att läsa");
	CHECK(same_text(&p, &q));
	prog_end(&q);
	prog_end(&p);
}

TEST(the_second_window_takes_over)
{
	struct prog p, q;
	size_t n;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	prog_second(&q, &p);
	open_path(&q, q.folder);
	type_in_12(&p, TYPED);
	BOTH(&p, &q, same_text(&p, &q));
	prog_end(&p); /* as killed: what was typed is in the journal only */
	UNTIL(&q, session(&q) && !session(&q)->read_only);
	CHECK_SAID(&q, "det andra fönstret är stängt; nu går det att skriva här");
	CHECK(holds(&q, TYPED));
	UNTIL(&q, session(&q)->base[0] && !session_dirty(session(&q)));
	n = nversions(&q);
	type_in_12(&q, "Själv. ");
	save(&q);
	CHECK(file_holds(&q, TYPED));
	CHECK(file_holds(&q, "Själv. "));
	CHECK_INT(nversions(&q), n + 1);
	prog_end(&q);
}

TEST(the_second_window_on_a_single_file)
{
	struct prog p, q;
	char *file;

	prog_start(&p);
	file = fs_join(p.home, "utkast.md");
	CHECK_INT(fs_write_atomic(file, SCENE_DRAFT, strlen(SCENE_DRAFT), 0640, NULL), 0);
	open_path(&p, file);
	prog_second(&q, &p);
	open_path(&q, file);
	CHECK(session(&q)->read_only);
	CHECK_SAID(&q, "utkastet är öppet i ett annat fönster");
	type_in_12(&p, TYPED); /* the first record of the first part */
	BOTH(&p, &q, same_text(&p, &q));
	save(&p);
	prog_end(&p);
	UNTIL(&q, !session(&q)->read_only);
	keys(&q, "Ctrl-Z");
	CHECK(!holds(&q, TYPED));
	free(file);
	prog_end(&q);
}

TEST(more_than_a_part_is_followed_too)
{
	struct prog p, q;
	struct str paste = STR_INIT;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	prog_second(&q, &p);
	open_path(&q, q.folder);
	type_in_12(&p, "x");
	str_adds(&paste, "paste \"");
	str_addrep(&paste, "mycket text mycket text mycket text\\n\\n", 3000);
	str_adds(&paste, "\"");
	for (int i = 0; i < 10; i++) {
		keys(&p, str_c(&paste));
		turn(&q);
	}
	BOTH(&p, &q, same_text(&p, &q));
	str_release(&paste);
	prog_end(&q);
	prog_end(&p);
}

static void write_file(struct prog *p, const char *text)
{
	CHECK_INT(fs_write_atomic(session(p)->file, text, strlen(text), 0600, NULL), 0);
	session(p)->watch_ms = 0; /* look now */
}

TEST(another_program_writes_the_file)
{
	struct prog p;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	type_in_12(&p, TYPED);
	save(&p);
	session(&p)->watch_ms = 0;
	turns(&p, 20);
	CHECK(!session(&p)->has_other); /* our own save is no other text */
	write_file(&p, SCENE_DRAFT "\n# § 13 Annat\n\n## Beslut\n\nFrån en annan editor.\n");
	UNTIL(&p, session(&p)->has_other);
	CHECK_SAID(&p, "ett annat program har ändrat filen; båda texterna är kvar");
	CHECK(span_find(str_span(&session(&p)->other), "Från en annan editor.", 0) != (size_t)-1);
	CHECK(holds(&p, TYPED));
	CHECK(!holds(&p, "Från en annan editor."));
	forget(&p);
	session(&p)->watch_ms = 0;
	turns(&p, 20);
	CHECK_INT(p.a.messages.n, 0); /* said once */
	/* a save overwrites nothing: the other text is a version first */
	keys(&p, "\" Mer.\"");
	save(&p);
	UNTIL(&p, !session_dirty(session(&p)));
	CHECK(some_version_holds(&p, "Från en annan editor."));
	CHECK(file_holds(&p, TYPED " Mer."));
	CHECK_WHOLE(&p);
	prog_end(&p);
}

TEST(a_file_that_is_only_touched_is_no_other_text)
{
	struct prog p;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	type_in_12(&p, TYPED);
	save(&p);
	/* the file only touched, not changed */
	{
		struct timespec now[2] = {{0, UTIME_NOW}, {0, UTIME_NOW}};

		CHECK_INT(utimensat(AT_FDCWD, session(&p)->file, now, 0), 0);
	}
	session(&p)->watch_ms = 0;
	turns(&p, 20);
	CHECK(!session(&p)->has_other);
	prog_end(&p);
}
