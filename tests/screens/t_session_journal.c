/* session_journal: what is typed is on disk before it is shown; the next start
 * has the text, the cursor and the undo; undo goes on over restarts and parts;
 * the text as of a second. Faults of the disk are swept in tests/fault. */
#include "screens/session.h"

#include <sys/stat.h>

#include "prog.h"

static void drop(struct prog *p)
{
	/* as far as the disk knows the process is killed: nothing is saved */
	screens_release(&p->a.screens);
	session_close(p->a.services.session);
	p->a.services.session = NULL;
}

static void undo_all(struct prog *p)
{
	for (int i = 0; i < 20 && session_can_undo(session(p)); i++)
		keys(p, "Ctrl-Z");
	CHECK(!session_can_undo(session(p)));
}

/* The last part of the journal of the open draft. */
static struct journal_part last_part(struct prog *p)
{
	struct journal_part part = {0};
	int *number;
	size_t n = journal_parts(session(p)->journal_dir, &number);

	if (n)
		journal_part_read(&part, session(p)->journal_dir, number[n - 1]);
	free(number);
	return part;
}

static bool journal_holds(struct prog *p, const char *text)
{
	struct journal_part part = last_part(p);
	struct text *t = journal_replay(&part, INT64_MAX, NULL);
	bool hit = t && span_find(text_bytes(t), text, 0) != (size_t)-1;

	text_free(t);
	journal_part_release(&part);
	return hit;
}

TEST(what_is_shown_is_in_the_journal)
{
	struct prog p;
	struct str frame = STR_INIT;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	type_in_12(&p, TYPED);
	/* the one turn that took the keys has drawn them, and written them */
	term_mem_text(p.a.term, &frame);
	CHECK(span_find(str_span(&frame), "knottfällor", 0) != (size_t)-1);
	if (test_bad)
		printf("%s", str_c(&frame));
	CHECK(journal_holds(&p, TYPED));
	CHECK(session_journaled(session(&p)));
	CHECK(!file_holds(&p, TYPED));
	/* and synced soon, by the helper */
	UNTIL(&p, !session(&p)->syncing);
	CHECK_INT(session(&p)->sync_size, journal_size(session(&p)->journal));
	CHECK_WHOLE(&p);
	str_release(&frame);
	prog_end(&p);
}

TEST(the_next_start_has_text_cursor_and_undo)
{
	struct prog p;
	size_t cursor;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	type_in_12(&p, "Ett. ");
	save(&p);
	keys(&p, "\"Tio\" Vänster Vänster");
	keys(&p, "\"x\"");
	CHECK(holds(&p, "Txio"));
	turn(&p);
	cursor = session(&p)->cursor;
	drop(&p);
	open_meeting(&p);
	CHECK(holds(&p, "Txio"));
	CHECK_SAID(&p, "text som inte hann sparas är framtagen; Ctrl-Z ångrar steg för steg");
	turn(&p);
	CHECK_INT(session(&p)->cursor, cursor);
	UNTIL(&p, !session_dirty(session(&p)));
	CHECK(file_holds(&p, "Txio"));
	/* undo goes on from before */
	keys(&p, "Ctrl-Z");
	CHECK(!holds(&p, "Txio"));
	CHECK(holds(&p, "Tio"));
	keys(&p, "Ctrl-Z");
	CHECK(!holds(&p, "Tio"));
	CHECK(holds(&p, "Ett."));
	undo_all(&p);
	CHECK_SPAN(doc_bytes(session(&p)->doc), SCENE_DRAFT);
	keys(&p, "Ctrl-Y Ctrl-Y Ctrl-Y Ctrl-Y");
	CHECK(holds(&p, "Txio"));
	CHECK_WHOLE(&p);
	prog_end(&p);
}

TEST(nothing_is_said_when_all_was_saved)
{
	struct prog p;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	type_in_12(&p, TYPED);
	save(&p);
	drop(&p);
	forget(&p);
	open_meeting(&p);
	CHECK_INT(p.a.messages.n, 0);
	CHECK(!session_dirty(session(&p)));
	undo_all(&p);
	CHECK_SPAN(doc_bytes(session(&p)->doc), SCENE_DRAFT);
	prog_end(&p);
}

/* More than a part holds: undo goes back through all of them, also when they
 * were written by earlier starts. */
TEST(undo_reaches_back_over_parts_and_starts)
{
	struct prog p;
	struct str paste = STR_INIT;
	int pastes = 0, *number = NULL;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	type_in_12(&p, "Först. ");
	str_adds(&paste, "paste \"");
	str_addrep(&paste, "mycket text mycket text mycket text\\n\\n", 3000);
	str_adds(&paste, "\"");
	for (int start = 0; start < 2; start++) {
		for (int i = 0; i < 7; i++, pastes++)
			keys(&p, str_c(&paste));
		drop(&p);
		open_meeting(&p);
		UNTIL(&p, !session_dirty(session(&p)));
	}
	CHECK(journal_parts(session(&p)->journal_dir, &number) >= 2);
	free(number);
	for (int i = 0; i < pastes; i++) {
		CHECK(holds(&p, "mycket text"));
		keys(&p, "Ctrl-Z");
	}
	CHECK(!holds(&p, "mycket text"));
	CHECK(holds(&p, "Först."));
	undo_all(&p);
	CHECK_SPAN(doc_bytes(session(&p)->doc), SCENE_DRAFT);
	/* what was undone across the border is written down too */
	drop(&p);
	open_meeting(&p);
	CHECK_SPAN(doc_bytes(session(&p)->doc), SCENE_DRAFT);
	keys(&p, "Ctrl-Y Ctrl-Y Ctrl-Y");
	CHECK(holds(&p, "mycket text"));
	str_release(&paste);
	prog_end(&p);
}

TEST(the_text_as_of_a_time)
{
	struct prog p;
	struct str then = STR_INIT;
	struct stamp t;
	struct err err = ERR_INIT;

	prog_start(&p);
	CHECK_INT(clock_fix("2031-04-09T14:30:00+02:00", &err), 0);
	create(&p, NULL);
	open_meeting(&p);
	type_in_12(&p, "Halv tre. ");
	clock_advance(120);
	t = clock_now();
	keys(&p, "\"Två minuter över. \"");
	clock_advance(60);
	keys(&p, "\"Tre. \"");
	CHECK(session_text_at(session(&p), t, &then));
	CHECK(span_find(str_span(&then), "Två minuter över.", 0) != (size_t)-1);
	CHECK(span_find(str_span(&then), "Tre. ", 0) == (size_t)-1);
	str_clear(&then);
	t.utc -= 60;
	CHECK(session_text_at(session(&p), t, &then));
	CHECK(span_find(str_span(&then), "Halv tre. ", 0) != (size_t)-1);
	CHECK(span_find(str_span(&then), "över.", 0) == (size_t)-1);
	t.utc -= 3600;
	CHECK(!session_text_at(session(&p), t, &then));
	/* after another start it is the same */
	drop(&p);
	open_meeting(&p);
	t.utc += 3600;
	str_clear(&then);
	CHECK(session_text_at(session(&p), t, &then));
	CHECK(span_find(str_span(&then), "över.", 0) == (size_t)-1);
	str_release(&then);
	prog_end(&p);
}

TEST(a_single_file_has_a_journal_beside_it)
{
	struct prog p;
	struct stat st;
	char *file, *dir;

	prog_start(&p);
	file = fs_join(p.home, "utkast.md");
	dir = fs_join(p.home, ".utkast.md.paragraf");
	CHECK_INT(fs_write_atomic(file, SCENE_DRAFT, strlen(SCENE_DRAFT), 0640, NULL), 0);
	open_path(&p, file);
	keys(&p, "Ner Ner");
	drop(&p);
	CHECK(!fs_exists(dir)); /* only looked at: nothing is left behind */
	open_path(&p, file);
	type_in_12(&p, TYPED);
	CHECK_INT(stat(dir, &st), 0);
	CHECK_INT(st.st_mode & 0777, 0700);
	CHECK_INT(stat(journal_path(session(&p)->journal), &st), 0);
	CHECK_INT(st.st_mode & 0777, 0600);
	drop(&p);
	open_path(&p, file);
	CHECK(holds(&p, TYPED));
	CHECK(session_dirty(session(&p)));
	save(&p);
	CHECK(file_holds(&p, TYPED));
	free(file);
	free(dir);
	prog_end(&p);
}

TEST(what_was_typed_does_not_live_on_in_what_is_justerat)
{
	struct prog p;
	struct stat st;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	type_in_12(&p, TYPED);
	save(&p);
	CHECK(journal_path(session(&p)->journal) != NULL);
	CHECK_INT(stat(journal_path(session(&p)->journal), &st), 0);
	doc_set_state(session(&p)->doc, STATE_JUSTERING);
	{
		char *seal = fs_join(p.folder, "justerat"), *manifest = fs_join(seal, "manifest");

		CHECK_INT(fs_mkdirs(seal, NULL), 0);
		CHECK_INT(fs_write_atomic(manifest, "x", 1, 0600, NULL), 0);
		free(seal);
		free(manifest);
	}
	session_refresh_state(session(&p));
	CHECK_INT(doc_state(session(&p)->doc), STATE_JUSTERAT);
	CHECK_INT(stat(session(&p)->journal_dir, &st) == 0 ? (long long)st.st_nlink : 2, 2);
	CHECK(journal_path(session(&p)->journal) == NULL);
	prog_end(&p);
}

/* An autosave that the journal has led on from is no other text. */
TEST(an_older_autosave_is_not_brought_forward)
{
	struct prog p;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	type_in_12(&p, "Ett. ");
	pause_ms(&p, 400000);
	UNTIL(&p, session(&p)->kept_rev == doc_rev(session(&p)->doc) && !session(&p)->saving);
	keys(&p, "\"Två. \"");
	drop(&p);
	open_meeting(&p);
	CHECK(holds(&p, "Två."));
	CHECK(!said(&p, "Ctrl-Z tar tillbaka den sparade"));
	UNTIL(&p, !session_dirty(session(&p)));
	CHECK(file_holds(&p, "Två."));
	CHECK_INT(nversions(&p), 2);
	prog_end(&p);
}
