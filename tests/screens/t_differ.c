/* Två texter: the difference, going through it, and that neither text is lost
 * whatever is chosen. */
#include "scene.h"

#include "screens/differ.h"
#include "screens/edit.h"
#include "screens/session_other.h"


static struct session *session(struct scene *sc)
{
	return sc->sv.session;
}

static char *replaced(const char *text, const char *from, const char *to)
{
	struct str s = STR_INIT;
	size_t at;

	str_adds(&s, text);
	at = span_find(str_span(&s), from, 0);
	if (at == (size_t)-1)
		CHECK_FAIL(from);
	else
		str_replace(&s, at, strlen(from), to, strlen(to));
	return str_take(&s);
}

/* Two places differ: one word gone, one sentence new. */
static char *other_text(void)
{
	char *one = replaced(SCENE_DRAFT, "tre byar", "fyra byar");
	char *two = replaced(one, "Den börjar i Storsele.", "Den börjar i Storsele.\nDen slutar i Lillsele.");

	free(one);
	return two;
}

static void mine(struct scene *sc, const char *text)
{
	struct err err = ERR_INIT;

	CHECK_INT(doc_edit(session(sc)->doc, span_find(doc_bytes(session(sc)->doc), "Den börjar", 0), 0, span_of(text), &err), 0);
}

static void waiting(struct scene *sc, int rows, int cols, enum session_other kind)
{
	char *other = other_text();

	scene_init(sc, rows, cols);
	scene_open(sc, NULL);
	session_other_set(session(sc), span_of(other), kind);
	CHECK(session(sc)->has_other);
	free(other);
	scene_push(sc, edit_new(&sc->sv));
	scene_push(sc, differ_new(&sc->sv));
}

static bool holds(struct span text, const char *what)
{
	return span_find(text, what, 0) != (size_t)-1;
}

/* Number of the version that holds it, 0: none. */
static int version_with(struct scene *sc, const char *what)
{
	struct store_request q = {.op = STORE_TEXT, .folder = session(sc)->folder, .now = clock_now(), .number = 1};
	struct err err = ERR_INIT;
	int found = 0;

	for (;; q.number++) {
		struct store_answer a;
		int rc = store_run(sc->sv.repo, &q, &a, &err);

		if (rc == 0 && holds(str_span(&a.text), what))
			found = q.number;
		store_answer_release(&a);
		if (rc)
			return found;
	}
}

static char *file_text(const char *path)
{
	struct str s = STR_INIT;

	if (fs_read(path, &s, NULL))
		str_adds(&s, "(saknas)");
	return str_take(&s);
}

TEST(shows_and_goes)
{
	struct scene sc;

	waiting(&sc, 24, 80, OTHER_FILE);
	CHECK_SEEN(&sc, "Två texter");
	CHECK_SEEN(&sc, "filen från ett annat program");
	CHECK_SEEN(&sc, "[-tre-]{+fyra+} byar");
	CHECK_SEEN(&sc, "{+Den slutar i Lillsele.+}");
	scene_keys(&sc, "Esc");
	CHECK_INT(sc.st.n, 1);
	scene_push(&sc, differ_new(&sc.sv));
	messages_hide(&sc.messages);
	CHECK_SEEN(&sc, "skillnad 1 av 2");
	scene_keys(&sc, "F7");
	CHECK_SEEN(&sc, "skillnad 2 av 2");
	scene_keys(&sc, "n");
	CHECK_SEEN(&sc, "skillnad 1 av 2");
	scene_keys(&sc, "p");
	CHECK_SEEN(&sc, "skillnad 2 av 2");
	CHECK(strstr(scene_frame(&sc), "plats: Sammanträdesrum") == NULL);
	scene_keys(&sc, "F9 Home");
	CHECK_SEEN(&sc, "format: paragraf 1");
	scene_check_table(&sc);
	scene_resize(&sc);
	scene_release(&sc);
}

TEST(later_changes_nothing)
{
	struct scene sc;

	waiting(&sc, 24, 80, OTHER_JOURNAL);
	scene_keys(&sc, "Esc");
	CHECK(session(&sc)->has_other);
	CHECK_SPAN(doc_bytes(session(&sc)->doc), SCENE_DRAFT);
	CHECK_SEEN(&sc, "Båda texterna är kvar; F5 visar skillnaden igen.");
	messages_hide(&sc.messages);
	CHECK_SEEN(&sc, "två texter: F5");
	CHECK_INT(version_with(&sc, "Lillsele"), 0);
	scene_keys(&sc, "F5");
	CHECK_INT(sc.last.request, REQUEST_DIFFER);
	scene_release(&sc);
}

TEST(takes_the_other)
{
	struct scene sc;
	struct err err = ERR_INIT;
	size_t at;

	waiting(&sc, 24, 80, OTHER_JOURNAL);
	mine(&sc, "Mitt eget. ");
	scene_keys(&sc, "F6");
	CHECK_SEEN(&sc, "Den andra texten är tagen; den som stod här finns som en version.");
	CHECK_INT(sc.st.n, 1);
	CHECK(!session(&sc)->has_other);
	CHECK(holds(doc_bytes(session(&sc)->doc), "Lillsele"));
	CHECK(!holds(doc_bytes(session(&sc)->doc), "Mitt eget."));
	CHECK_INT(session_save_wait(session(&sc), KIND_SAVED, 5000, &err), 0);
	CHECK_INT(version_with(&sc, "Mitt eget."), 2);
	CHECK_INT(version_with(&sc, "Lillsele"), 3);
	CHECK_INT(session_undo(session(&sc), &at, &err), 0);
	CHECK(holds(doc_bytes(session(&sc)->doc), "Mitt eget."));
	CHECK(!holds(doc_bytes(session(&sc)->doc), "Lillsele"));
	scene_release(&sc);
}

TEST(keeps_mine)
{
	struct scene sc;
	struct err err = ERR_INIT;

	waiting(&sc, 24, 80, OTHER_JOURNAL);
	mine(&sc, "Mitt eget. ");
	scene_keys(&sc, "F8");
	CHECK_SEEN(&sc, "Texten här är kvar; den andra finns som en version.");
	CHECK(!session(&sc)->has_other);
	CHECK(holds(doc_bytes(session(&sc)->doc), "Mitt eget."));
	CHECK_INT(session_save_wait(session(&sc), KIND_SAVED, 5000, &err), 0);
	CHECK_INT(version_with(&sc, "Lillsele"), 2);
	CHECK_INT(version_with(&sc, "Mitt eget."), 3);
	char *file = file_text(session(&sc)->file);
	CHECK(strstr(file, "Mitt eget.") != NULL);
	free(file);
	scene_release(&sc);
}

/* The other one stands in the file: it becomes a version by any save. */
TEST(another_program_s_file)
{
	for (int take = 0; take < 2; take++) {
		struct scene sc;
		struct err err = ERR_INIT;
		char *other = other_text();

		waiting(&sc, 24, 80, OTHER_FILE);
		CHECK_INT(fs_write_atomic(session(&sc)->file, other, strlen(other), 0600, &err), 0);
		mine(&sc, "Mitt eget. ");
		scene_keys(&sc, take ? "F6" : "F8");
		CHECK(!session(&sc)->has_other);
		CHECK_INT(session_save_wait(session(&sc), KIND_SAVED, 5000, &err), 0);
		CHECK(!session_dirty(session(&sc)));
		CHECK(version_with(&sc, "Mitt eget.") > 0);
		CHECK(version_with(&sc, "Lillsele") > 0);
		CHECK(holds(doc_bytes(session(&sc)->doc), "Lillsele") == take);
		free(other);
		other = file_text(session(&sc)->file);
		CHECK((strstr(other, "Lillsele") != NULL) == take);
		free(other);
		scene_release(&sc);
	}
}

static char *lone(struct scene *sc, const char *opt_end)
{
	char *path;
	struct err err = ERR_INIT;

	scene_init(sc, 24, 80);
	scene_write(sc, "lost/utkast.md", SCENE_DRAFT);
	path = fs_join(sc->sv.archive, "lost/utkast.md");
	sc->sv.session = session_open(&sc->sv, path, &err);
	CHECK_STR(err.msg, "");
	if (opt_end) {
		free(path);
		path = fs_join(sc->sv.archive, opt_end);
	}
	return path;
}

TEST(a_single_file)
{
	for (int take = 0; take < 2; take++) {
		struct scene sc;
		char *path = lone(&sc, "lost/utkast.annan.md"), *other = other_text(), *beside;

		mine(&sc, "Mitt eget. ");
		session_other_set(session(&sc), span_of(other), OTHER_FILE);
		scene_push(&sc, edit_new(&sc.sv));
		scene_push(&sc, differ_new(&sc.sv));
		scene_keys(&sc, take ? "F6" : "F8");
		CHECK(!session(&sc)->has_other);
		beside = file_text(path);
		CHECK(strstr(beside, take ? "Mitt eget." : "Lillsele") != NULL);
		CHECK(holds(doc_bytes(session(&sc)->doc), take ? "Lillsele" : "Mitt eget."));
		CHECK_SEEN(&sc, take ? "den som stod här finns som en fil bredvid" : "den andra finns som en fil bredvid");
		free(beside);
		free(other);
		free(path);
		scene_release(&sc);
	}
}

TEST(a_third_text_loses_none)
{
	struct scene sc;
	char *path = lone(&sc, "lost/utkast.annan.md"), *other = other_text(), *beside;
	char *third = replaced(SCENE_DRAFT, "Storsele.", "Mellansele.");

	session_other_set(session(&sc), span_of(other), OTHER_JOURNAL);
	session_other_set(session(&sc), span_of(other), OTHER_FILE);
	CHECK(!fs_exists(path));
	session_other_set(session(&sc), span_of(third), OTHER_FILE);
	CHECK(holds(str_span(&session(&sc)->other), "Mellansele"));
	beside = file_text(path);
	CHECK_STR(beside, other);
	/* the text on the screen is no other one */
	session_other_release(session(&sc));
	session_other_set(session(&sc), SPAN_LIT(SCENE_DRAFT), OTHER_FILE);
	CHECK(!session(&sc)->has_other);
	free(beside);
	free(third);
	free(other);
	free(path);
	scene_release(&sc);
}

TEST(locked_and_nothing_to_compare)
{
	struct scene sc;

	waiting(&sc, 10, 40, OTHER_FILE);
	doc_set_state(session(&sc)->doc, STATE_JUSTERAT);
	scene_keys(&sc, "F6");
	CHECK_SEEN(&sc, "Det går inte att välja nu");
	CHECK(session(&sc)->has_other);
	scene_release(&sc);
	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	scene_push(&sc, edit_new(&sc.sv));
	scene_keys(&sc, "F5");
	CHECK_SEEN(&sc, "det finns ingen annan text att jämföra med");
	scene_push(&sc, differ_new(&sc.sv));
	scene_resize(&sc);
	scene_keys(&sc, "n");
	CHECK_INT(sc.st.n, 1);
	scene_release(&sc);
}
