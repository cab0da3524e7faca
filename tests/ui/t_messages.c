/* messages: what the line shows of one that is too long for it. */
#include "ui/messages.h"

#include "test.h"

static void shows(int cols, const char *text, const char *want)
{
	struct messages m = {0};
	struct surface s = {0};
	struct str got = STR_INIT;

	setenv("HOME", "/srv/hem/gun", 1);
	surface_init(&s, 1, cols);
	messages_say(&m, MESSAGE_ERROR, "%s", text);
	CHECK(messages_draw(&m, &s, 0));
	surface_row_text(&s, 0, &got);
	CHECK_SPAN(str_span(&got), want);
	str_release(&got);
	surface_release(&s);
	messages_release(&m);
}

TEST(a_line_that_fits_is_shown_whole)
{
	shows(70, "/srv/arkiv/möte/a.md går inte att skriva: disken är full",
		" Fel: /srv/arkiv/möte/a.md går inte att skriva: disken är full");
}

TEST(a_path_gives_way_to_the_reason)
{
	shows(60, "/srv/arkiv/region/möte/a.md går inte att skriva: disken är full",
		" Fel: …/a.md går inte att skriva: disken är full");
	shows(60, "disken är full; texten ligger i /srv/hem/gun/raddad-fb.md; Ctrl-Q avslutar",
		" Fel: disken är full; texten ligger i ~/raddad-fb.md; Ctrl-…");
	shows(60, "det som du skrev i /srv/hem/gun/arkiv/möte/a.md (/srv/b/c) och i /tmp gick bra",
		" Fel: det som du skrev i …/a.md (…/c) och i /tmp gick bra");
	shows(40, "30/60 ledamöter och 2/3 av dem som inte kom", " Fel: 30/60 ledamöter och 2/3 av dem so…");
}
