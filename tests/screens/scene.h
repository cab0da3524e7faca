/* scene: one screen in a terminal in memory, with a real archive in a temporary
 * folder, a fixed clock and the worker "arkiv" inline. Keys are scripts as in
 * ui/term.h. SCENE_SHOW=1 prints each frame that is looked at. */
#ifndef TESTS_SCREENS_SCENE_H
#define TESTS_SCREENS_SCENE_H

#include <sys/stat.h>

#include "test.h"

#include "app_inner.h"
#include "base/fs.h"
#include "base/mem.h"
#include "screens/request.h"
#include "screens/session.h"
#include "store/repo_serve.h"
#include "ui/screen.h"
#include "ui/term.h"

#define SCENE_CLOCK "2031-04-09T10:42:07+02:00"

struct scene {
	char *home;
	struct repo_server *server;
	struct messages messages;
	struct services sv;
	struct screens st;
	struct surface surface;
	struct outcome last;     /* the last one that was not STAY; text owned */
	struct str text;         /* the frame looked at */
};

__attribute__((unused)) static void scene_init(struct scene *sc, int rows, int cols)
{
	struct err err = ERR_INIT;

	memset(sc, 0, sizeof *sc);
	if (clock_fix(SCENE_CLOCK, &err) != 0)
		printf("%s\n", err.msg);
	sc->home = test_folder();
	setenv("HOME", sc->home, 1);
	sc->server = repo_server_new();
	sc->sv.archive = fs_join(sc->home, "Protokoll");
	sc->sv.repo = worker_new_inline(repo_serve, sc->server);
	sc->sv.messages = &sc->messages;
	sc->st.messages = &sc->messages;
	sc->sv.term = term_mem_new(rows, cols);
	surface_init(&sc->surface, rows, cols);
}

__attribute__((unused)) static void scene_release(struct scene *sc)
{
	screens_release(&sc->st);
	session_close(sc->sv.session);
	worker_free(sc->sv.repo);
	repo_server_free(sc->server);
	term_free(sc->sv.term);
	messages_release(&sc->messages);
	surface_release(&sc->surface);
	strlist_release(&sc->sv.abbreviations);
	str_release(&sc->text);
	free(sc->sv.archive);
	free(sc->last.text);
	free(sc->home);
}

__attribute__((unused)) static void scene_keep(struct scene *sc, struct outcome out)
{
	if (out.kind == OUTCOME_STAY || out.kind == OUTCOME_IGNORED) {
		free(out.text);
		return;
	}
	free(sc->last.text);
	sc->last = out;
}

/* One turn after the keys: what was closed is closed, the session has ticked. */
__attribute__((unused)) static void scene_keys(struct scene *sc, const char *script)
{
	struct err err = ERR_INIT;
	const struct command *bar;
	struct event ev;
	bool changed = false;

	if (script && term_mem_keys(sc->sv.term, span_of(script), &err) != 0) {
		printf("%s\n", err.msg);
		test_bad++;
	}
	while (sc->st.n && term_read(sc->sv.term, &ev)) {
		if (ev.type == EVENT_RESIZE)
			surface_resize(&sc->surface, ev.rows, ev.cols);
		bar = screens_bar_hit(&sc->st, &ev, sc->surface.grid_rows, sc->surface.grid_cols);
		scene_keep(sc, bar ? screens_run(&sc->st, bar) : screens_event(&sc->st, &ev));
	}
	if (sc->sv.session)
		session_tick(sc->sv.session, &changed);
	scene_keep(sc, screens_tick(&sc->st));
}

/* The frame as text; valid until the next call. */
__attribute__((unused)) static const char *scene_frame(struct scene *sc)
{
	int row, col;

	screens_draw(&sc->st, &sc->surface);
	term_draw(sc->sv.term, &sc->surface);
	str_clear(&sc->text);
	term_mem_text(sc->sv.term, &sc->text);
	if (getenv("SCENE_SHOW")) {
		term_mem_cursor(sc->sv.term, &row, &col);
		printf("%s---- cursor %d,%d ----\n", str_c(&sc->text), row, col);
	}
	return str_c(&sc->text);
}

__attribute__((unused)) static void scene_has(struct scene *sc, const char *want, const char *file, int line)
{
	const char *frame = scene_frame(sc);

	if (strstr(frame, want))
		return;
	test_bad++;
	printf("%s:%d: no |%s| in\n%s", file, line, want, frame);
}
#define CHECK_SEEN(sc, want) scene_has(sc, want, __FILE__, __LINE__)

/* The file of the archive, made with its folders. */
__attribute__((unused)) static void scene_write(struct scene *sc, const char *name, const char *text)
{
	char *path = fs_join(sc->sv.archive, name), *dir = fs_dirname(path);
	struct err err = ERR_INIT;

	if (fs_mkdirs(dir, &err) != 0 || fs_write_atomic(path, text, strlen(text), 0600, &err) != 0) {
		printf("%s\n", err.msg);
		test_bad++;
	}
	free(path);
	free(dir);
}

#define SCENE_REGISTER \
	"---\nformat: paragraf 1\ntyp: organ\nstil: grund\nregion: Region Fjällbygd\norgan: Fjällberedningen\n" \
	"organ-kort: FB\nprofil: beredning\nplatser: 3\nsekreterare:\n  - Finn Dahl\nledamöter:\n" \
	"  - Anna Ek (S), ordförande\n  - Bo Lind (M), vice ordförande\n  - Cia Holm (V)\nersättare:\n" \
	"  - Elsa Mo (C)\ndnr-serie: FN N-ÅÅÅÅ\nlista-fasta:\n  - Justering\n  - …\n---\n"

#define SCENE_DRAFT \
	"---\nformat: paragraf 1\ntyp: protokoll\nstil: grund\nregion: Region Fjällbygd\norgan: Fjällberedningen\n" \
	"organ-kort: FB\nprofil: beredning\ndatum: 2031-04-09\ntid: 10.00–15.40\n" \
	"plats: Sammanträdesrum Vitmossen, Storsele\nbeslutande:\n  - Anna Ek (S), ordförande\n" \
	"  - Bo Lind (M), vice ordförande\n  - Cia Holm (V)\nsekreterare:\n  - Finn Dahl\njusterare:\n" \
	"  - Bo Lind (M)\njustering: digital, 2031-04-16\n---\n\n# § 11 Justering\nSlag: justering\n\n" \
	"## Förslag till beslut\n\nFjällberedningen beslutar\n\n- att utse Bo Lind (M) att jämte ordföranden justera " \
	"protokollet.\n\n## Beslut = Förslag till beslut\n\n# § 12 Mobil skötsel\nDnr: FN 79-2031\n\n" \
	"## Sammanfattning\n\nSkötseln ska bli mobil i tre byar.\nDen börjar i Storsele.\n\n" \
	"## Förslag till beslut\n\nFjällberedningen beslutar\n\n- att utreda mobil skötsel.\n\n" \
	"## Beslut = Förslag till beslut\n"

/* A meeting with SCENE_DRAFT or `text` as its first version, opened. */
__attribute__((unused)) static void scene_open(struct scene *sc, const char *opt_text)
{
	char *folder = fs_join(sc->sv.archive, "2031-04-09-fb");
	struct store_request q = {.op = STORE_CREATE, .folder = folder, .now = clock_now(), .who = "Finn Dahl",
		.text = span_of(opt_text ? opt_text : SCENE_DRAFT), .kind = KIND_FIRST};
	struct store_answer a;
	struct err err = ERR_INIT;

	scene_write(sc, "organ/fb.md", SCENE_REGISTER);
	if (store_run(sc->sv.repo, &q, &a, &err) != 0) {
		printf("create: %s\n", err.msg);
		test_bad++;
	}
	store_answer_release(&a);
	sc->sv.session = session_open(&sc->sv, folder, &err);
	if (!sc->sv.session) {
		printf("open: %s\n", err.msg);
		exit(1);
	}
	scene_keys(sc, NULL);
	free(folder);
}

__attribute__((unused)) static void scene_push(struct scene *sc, struct screen s)
{
	screens_push(&sc->st, s);
}

/* Draws at many sizes: nothing may crash, the cursor is on the screen. */
__attribute__((unused)) static void scene_resize(struct scene *sc)
{
	static const int sizes[][2] = {{1, 1}, {2, 5}, {3, 10}, {5, 20}, {10, 40}, {24, 80}, {40, 120}, {7, 300}};

	int rows = sc->surface.grid_rows, cols = sc->surface.grid_cols;

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		surface_resize(&sc->surface, sizes[i][0], sizes[i][1]);
		screens_draw(&sc->st, &sc->surface);
		CHECK(sc->surface.cursor[0] >= 0 && sc->surface.cursor[0] < sizes[i][0]);
		CHECK(sc->surface.cursor[1] >= 0 && sc->surface.cursor[1] < sizes[i][1]);
	}
	surface_resize(&sc->surface, rows, cols);
}

/* The table has no fault, alone and together with the commands that work everywhere. */
__attribute__((unused)) static void scene_check_table(struct scene *sc)
{
	struct str faults = STR_INIT;

	CHECK_INT(command_check(sc->st.v[sc->st.n - 1].ops->commands, app_commands, &faults), 0);
	CHECK_STR(str_c(&faults), "");
	str_release(&faults);
}

#endif
