/* The editing screen as it looks: whole screens, at the sizes that matter. */
#include "screens/edit.h"

#include "base/clock.h"
#include "screens/scene.h"

#define HEAD \
	"---\nformat: paragraf 1\ntyp: protokoll\nstil: grund\nregion: Region Fjällbygd\norgan: Fjällberedningen\n" \
	"organ-kort: FB\ndatum: 2031-04-09\ntid: 10.00–12.00\nplats: Vitmossen\nbeslutande:\n" \
	"  - Anna Ek (S), ordförande\n  - Bo Lind (M)\nsekreterare:\n  - Finn Dahl\njusterare:\n  - Bo Lind (M)\n---\n\n"

#define FORMS HEAD \
	"# § 11 Justering av protokollet\n\n## Sammanfattning\n\n### @Gun Ask, konsult\n\n" \
	"En mening som är så lång att den måste brytas på skärmen.\nEn kort.\n\n- ett skäl som också är långt nog att bryta\n" \
	"  - inre\n\n## Förslag till beslut\n\nNämnden beslutar\n\n- att utse [[namn]].\n\n## Beslut = Förslag till beslut\n\n" \
	"# § 12 Skötsel\nDnr: FN 79-2031\n\n## Ärendet\n\n> Ett citat.\n\n<!-- ring -->\n\n| a | b |\n|---|---|\n| c | d |\n"

static void open_edit(struct scene *sc, int rows, int cols, const char *text)
{
	scene_init(sc, rows, cols);
	scene_open(sc, text);
	scene_push(sc, edit_new(&sc->sv));
	scene_keys(sc, NULL);
}

static void frame_is(struct scene *sc, const char *want)
{
	CHECK_STR(scene_frame(sc), want);
}

TEST(all_forms_at_80x24)
{
	struct scene sc;

	open_edit(&sc, 24, 80, FORMS);
	frame_is(&sc, "A");
	scene_release(&sc);
}

TEST(all_forms_at_40x10)
{
	struct scene sc;

	open_edit(&sc, 10, 40, FORMS);
	frame_is(&sc, "B");
	scene_keys(&sc, "Ctrl-End");
	frame_is(&sc, "C");
	scene_resize(&sc);
	scene_release(&sc);
}

TEST(at_120x40)
{
	struct scene sc;

	open_edit(&sc, 40, 120, FORMS);
	scene_keys(&sc, "Ctrl-End");
	frame_is(&sc, "D");
	scene_release(&sc);
}
