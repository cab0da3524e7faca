/* key: names and what a key types. */
#include "test.h"

#include "ui/key.h"

static const struct {
	const char *name;
	struct key key;
} cases[] = {
	{"Ctrl-S", {'s', KEYMOD_CTRL}},
	{"Alt-3", {'3', KEYMOD_ALT}},
	{"Alt-Å", {0xE5, KEYMOD_ALT}},
	{"Skift-Tab", {K_TAB, KEYMOD_SHIFT}},
	{"Ctrl-Alt-Skift-F12", {K_F12, KEYMOD_CTRL | KEYMOD_ALT | KEYMOD_SHIFT}},
	{"F1", {K_F1, 0}},
	{"PageUp", {K_PAGE_UP, 0}},
	{"Vänster", {K_LEFT, 0}},
	{"Ctrl-Backsteg", {K_BACKSPACE, KEYMOD_CTRL}},
	{"Blanksteg", {' ', 0}},
	{"Alt--", {'-', KEYMOD_ALT}},
	{"/", {'/', 0}},
	{"a", {'a', 0}},
	{"A", {'A', 0}},
};

TEST(names_both_ways)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct key k = {0, 0};
		struct str name = STR_INIT;

		CHECK(key_parse(span_of(cases[i].name), &k));
		CHECK_INT(k.code, cases[i].key.code);
		CHECK_INT(k.mods, cases[i].key.mods);
		key_add_name(&name, cases[i].key);
		CHECK_STR(str_c(&name), cases[i].name);
		str_release(&name);
	}
}

TEST(any_case_and_no_names)
{
	struct key k = {0, 0};

	CHECK(key_parse(SPAN_LIT("ctrl-pagedown"), &k) && k.code == K_PAGE_DOWN && k.mods == KEYMOD_CTRL);
	CHECK(key_parse(SPAN_LIT("VÄNSTER"), &k) && k.code == K_LEFT);
	CHECK(!key_parse(SPAN_LIT(""), &k));
	CHECK(!key_parse(SPAN_LIT("Ctrl-"), &k));
	CHECK(!key_parse(SPAN_LIT("Kontroll"), &k));
	CHECK(!key_parse(SPAN_LIT("\x01"), &k));
	CHECK(!key_parse(SPAN_NONE, &k));
}

TEST(what_a_key_types)
{
	struct event ev = {.type = EVENT_KEY, .key = {0xE5, 0}};
	char out[4];

	CHECK_INT(event_text(&ev, out), 2);
	CHECK_SPAN(span_make(out, 2), "å");
	ev.key.mods = KEYMOD_CTRL;
	CHECK_INT(event_text(&ev, out), 0);
	ev.key = (struct key){K_F1, 0};
	CHECK_INT(event_text(&ev, out), 0);
	ev.key = (struct key){0xD800, 0};
	CHECK_INT(event_text(&ev, out), 0);
	ev.type = EVENT_MOUSE;
	CHECK_INT(event_text(&ev, out), 0);
}
