/* theme: see theme.h. The two tables here are the whole look of the program. */
#include "ui/theme.h"

#include <stddef.h>

enum { RED = 1, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE };

struct role_row {
	const char *name;
	struct look colour, mono;
};

static const struct role_row roles[ROLE_COUNT] = {
	[ROLE_NORMAL] = {"normal", {-1, -1, 0}, {-1, -1, 0}},
	[ROLE_DIM] = {"dim", {-1, -1, LOOK_DIM}, {-1, -1, LOOK_DIM}},
	[ROLE_TITLE] = {"title", {WHITE, BLUE, LOOK_BOLD}, {-1, -1, LOOK_REVERSE | LOOK_BOLD}},
	[ROLE_HEADING] = {"heading", {CYAN, -1, LOOK_BOLD}, {-1, -1, LOOK_BOLD | LOOK_UNDERLINE}},
	[ROLE_SECTION] = {"section", {BLUE, -1, LOOK_BOLD}, {-1, -1, LOOK_BOLD}},
	[ROLE_LIST_MARK] = {"list-mark", {CYAN, -1, 0}, {-1, -1, LOOK_BOLD}},
	[ROLE_PERSON] = {"person", {MAGENTA, -1, 0}, {-1, -1, 0}},
	[ROLE_QUOTE] = {"quote", {-1, -1, LOOK_ITALIC}, {-1, -1, LOOK_DIM}},
	[ROLE_GAP] = {"gap", {YELLOW, -1, LOOK_REVERSE}, {-1, -1, LOOK_REVERSE}},
	[ROLE_NOTE] = {"note", {GREEN, -1, LOOK_ITALIC}, {-1, -1, LOOK_DIM}},
	[ROLE_META] = {"meta", {-1, -1, LOOK_DIM}, {-1, -1, LOOK_DIM}},
	[ROLE_GENERATED] = {"generated", {-1, -1, LOOK_DIM | LOOK_ITALIC}, {-1, -1, LOOK_DIM}},
	[ROLE_FRAME] = {"frame", {BLUE, -1, 0}, {-1, -1, 0}},
	[ROLE_LABEL] = {"label", {-1, -1, LOOK_BOLD}, {-1, -1, LOOK_BOLD}},
	[ROLE_FIELD] = {"field", {-1, -1, LOOK_UNDERLINE}, {-1, -1, LOOK_UNDERLINE}},
	[ROLE_FIELD_BAD] = {"field-bad", {RED, -1, LOOK_UNDERLINE | LOOK_BOLD}, {-1, -1, LOOK_UNDERLINE | LOOK_BOLD}},
	[ROLE_STATUS] = {"status", {WHITE, BLUE, 0}, {-1, -1, LOOK_REVERSE}},
	[ROLE_BAR_KEY] = {"bar-key", {-1, -1, LOOK_BOLD}, {-1, -1, LOOK_BOLD}},
	[ROLE_BAR_LABEL] = {"bar-label", {0, CYAN, 0}, {-1, -1, LOOK_REVERSE}},
	[ROLE_BAR_OFF] = {"bar-off", {-1, -1, LOOK_DIM}, {-1, -1, LOOK_DIM}},
	[ROLE_INFO] = {"info", {-1, -1, 0}, {-1, -1, 0}},
	[ROLE_WARNING] = {"warning", {YELLOW, -1, LOOK_BOLD}, {-1, -1, LOOK_BOLD}},
	[ROLE_ERROR] = {"error", {WHITE, RED, LOOK_BOLD}, {-1, -1, LOOK_REVERSE | LOOK_BOLD}},
	[ROLE_OK] = {"ok", {GREEN, -1, 0}, {-1, -1, 0}},
	[ROLE_NEW] = {"new", {GREEN, -1, LOOK_UNDERLINE}, {-1, -1, LOOK_UNDERLINE}},
	[ROLE_GONE] = {"gone", {RED, -1, LOOK_REVERSE}, {-1, -1, LOOK_REVERSE}},
};

/* In the order they are laid on; fg and bg of -1 leave what is below. */
static const struct mark_row {
	unsigned mark;
	struct look colour, mono;
} marks[] = {
	{MARK_STRONG, {-1, -1, LOOK_BOLD}, {-1, -1, LOOK_BOLD}},
	{MARK_EM, {-1, -1, LOOK_ITALIC}, {-1, -1, LOOK_UNDERLINE}},
	{MARK_HINT, {-1, -1, LOOK_DIM}, {-1, -1, LOOK_DIM}},
	{MARK_HINT_HEAD, {-1, -1, LOOK_UNDERLINE}, {-1, -1, LOOK_UNDERLINE}},
	{MARK_DOUBTFUL, {YELLOW, -1, LOOK_UNDERLINE}, {-1, -1, LOOK_UNDERLINE}},
	{MARK_WRONG, {RED, -1, LOOK_UNDERLINE | LOOK_BOLD}, {-1, -1, LOOK_UNDERLINE | LOOK_BOLD}},
	{MARK_MATCH, {0, YELLOW, LOOK_BOLD}, {-1, -1, LOOK_REVERSE | LOOK_BOLD}},
	{MARK_SELECTED, {-1, -1, LOOK_REVERSE}, {-1, -1, LOOK_REVERSE}},
	{MARK_OFF, {-1, -1, LOOK_UNDERLINE}, {-1, -1, LOOK_UNDERLINE}},
};

enum theme_form theme_form(int colours, const char *opt_no_color)
{
	if (opt_no_color && opt_no_color[0])
		return THEME_MONO;
	return colours >= 8 ? THEME_COLOUR : THEME_MONO;
}

static const struct role_row *role_of(unsigned style)
{
	unsigned role = style & 0x7Fu;

	return &roles[role < ROLE_COUNT ? role : ROLE_NORMAL];
}

struct look theme_look(enum theme_form form, unsigned style)
{
	const struct role_row *role = role_of(style);
	struct look look = form == THEME_COLOUR ? role->colour : role->mono;

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		const struct look *over = form == THEME_COLOUR ? &marks[i].colour : &marks[i].mono;

		if (!(style & marks[i].mark))
			continue;
		if (over->fg >= 0)
			look.fg = over->fg;
		if (over->bg >= 0)
			look.bg = over->bg;
		/* a selection is seen on what is reversed already, too */
		if (marks[i].mark == MARK_SELECTED && (look.attrs & LOOK_REVERSE))
			look.attrs = (look.attrs & ~(unsigned)LOOK_REVERSE) | LOOK_BOLD | LOOK_UNDERLINE;
		else
			look.attrs |= over->attrs;
	}
	/* reversed and dim is unreadable on many terminals */
	if (look.attrs & LOOK_REVERSE)
		look.attrs &= ~(unsigned)LOOK_DIM;
	return look;
}

const char *theme_role_name(unsigned style)
{
	return role_of(style)->name;
}
