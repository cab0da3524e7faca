/* theme: what says something is seen without colours too. */
#include "test.h"

#include "ui/theme.h"

TEST(form)
{
	CHECK_INT(theme_form(256, NULL), THEME_COLOUR);
	CHECK_INT(theme_form(8, ""), THEME_COLOUR);
	CHECK_INT(theme_form(256, "1"), THEME_MONO);
	CHECK_INT(theme_form(0, NULL), THEME_MONO);
	CHECK_INT(theme_form(-1, NULL), THEME_MONO);
}

TEST(mono_has_no_colours_and_still_tells)
{
	static const unsigned tell[] = {ROLE_HEADING, ROLE_SECTION, ROLE_GAP, ROLE_ERROR, ROLE_WARNING, ROLE_NEW, ROLE_GONE,
		ROLE_TITLE, ROLE_STATUS, ROLE_FIELD, MARK_WRONG, MARK_MATCH, MARK_SELECTED, MARK_DOUBTFUL, MARK_OFF, MARK_HINT_HEAD};

	for (unsigned role = 0; role < ROLE_COUNT; role++) {
		struct look look = theme_look(THEME_MONO, role);

		CHECK(look.fg == -1 && look.bg == -1);
		CHECK(theme_role_name(role) != NULL);
	}
	for (size_t i = 0; i < sizeof tell / sizeof tell[0]; i++)
		CHECK(theme_look(THEME_MONO, tell[i]).attrs != 0);
	CHECK(theme_look(THEME_MONO, ROLE_NEW).attrs != theme_look(THEME_MONO, ROLE_GONE).attrs);
}

TEST(selection_is_seen_on_everything)
{
	for (int form = THEME_COLOUR; form <= THEME_MONO; form++)
		for (unsigned role = 0; role < ROLE_COUNT; role++) {
			struct look plain = theme_look((enum theme_form)form, role);
			struct look marked = theme_look((enum theme_form)form, role | MARK_SELECTED);

			CHECK(plain.attrs != marked.attrs);
		}
}

/* Red, yellow and grey: a vt100 shows bold and underlined and nothing else of it. */
TEST(the_marks_of_language_differ_without_colour)
{
	enum { SEEN = LOOK_BOLD | LOOK_UNDERLINE };
	unsigned wrong = theme_look(THEME_MONO, MARK_WRONG).attrs & SEEN;
	unsigned doubtful = theme_look(THEME_MONO, MARK_DOUBTFUL).attrs & SEEN;
	unsigned hint = theme_look(THEME_MONO, MARK_HINT).attrs & SEEN;
	unsigned head = theme_look(THEME_MONO, MARK_HINT | MARK_HINT_HEAD).attrs & SEEN;

	CHECK(wrong && doubtful && wrong != doubtful);
	/* a hint is underlined at its first letter only */
	CHECK(head && !hint);
	for (int form = THEME_COLOUR; form <= THEME_MONO; form++)
		CHECK((theme_look((enum theme_form)form, MARK_WRONG).attrs & SEEN) !=
			(theme_look((enum theme_form)form, MARK_DOUBTFUL).attrs & SEEN));
	CHECK_STR(theme_role_name(ROLE_QUOTE | MARK_HINT_HEAD), "quote");
}

TEST(a_role_that_is_none)
{
	CHECK_STR(theme_role_name(0xFF), "normal");
	CHECK_INT(theme_look(THEME_COLOUR, 0xFF).fg, -1);
}
