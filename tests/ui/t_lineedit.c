/* lineedit and textarea: keys -> text, cursor on clusters. */
#include "test.h"

#include "ui/lineedit.h"
#include "ui/term.h"
#include "ui/textarea.h"

/* Runs keys through a line; "|" shows where the cursor stands. */
static char *line(const char *initial, const char *keys)
{
	struct term *t = term_mem_new(1, 20);
	struct lineedit e;
	struct event ev;
	struct err err = ERR_INIT;
	struct str out = STR_INIT;

	lineedit_init(&e, span_of(initial));
	CHECK_INT(term_mem_keys(t, span_of(keys), &err), 0);
	while (term_read(t, &ev))
		lineedit_event(&e, &ev);
	str_addspan(&out, lineedit_text(&e));
	str_replace(&out, e.at, 0, "|", 1);
	lineedit_release(&e);
	term_free(t);
	return str_take(&out);
}

static const struct {
	const char *initial, *keys, *want;
} cases[] = {
	{"", "\"hej\"", "hej|"},
	{"hej", "Vänster \"X\"", "heX|j"},
	{"räv", "Home Delete Höger Backsteg", "|v"},
	{"o\xCC\x88l", "Vänster Backsteg", "|l"},
	{"ett två tre", "Ctrl-Vänster Ctrl-Vänster \"!\"", "ett !|två tre"},
	{"ett två", "Ctrl-A Ctrl-Höger Ctrl-K", "ett|"},
	{"ett två", "Ctrl-W", "ett |"},
	{"ett två", "Vänster Ctrl-U", "|å"},
	{"", "paste \"a\\nb\\tc\\n\"", "a b c|"},
	{"", "Backsteg Delete Vänster Höger Ctrl-W Ctrl-Vänster Ctrl-Höger", "|"},
	{"x", "Ctrl-E Ctrl-A \"å\"", "å|x"},
};

TEST(keys)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *got = line(cases[i].initial, cases[i].keys);

		CHECK_STR(got, cases[i].want);
		free(got);
	}
}

TEST(control_and_broken_bytes)
{
	struct lineedit e;

	lineedit_init(&e, SPAN_LIT("a\x1b" "b\xFF\r\nc\xE2\x80\xAE"));
	CHECK_SPAN(lineedit_text(&e), "ab\xEF\xBF\xBD c");
	lineedit_set(&e, SPAN_NONE);
	CHECK_SPAN(lineedit_text(&e), "");
	lineedit_release(&e);
}

TEST(scrolls_and_takes_a_click)
{
	struct surface s;
	struct lineedit e;
	struct str row = STR_INIT;
	struct event click = {.type = EVENT_MOUSE, .mouse = MOUSE_PRESS, .button = 1, .clicks = 1, .row = 0, .col = 4};

	surface_init(&s, 1, 10);
	lineedit_init(&e, SPAN_LIT("0123456789abcdef"));
	lineedit_draw(&e, &s, 0, 2, 8, 0, true);
	surface_row_text(&s, 0, &row);
	CHECK_STR(str_c(&row), "  ‹abcdef");
	CHECK_INT(s.cursor[1], 9);
	lineedit_event(&e, &click);
	CHECK_INT(e.at, 11);
	e.at = 0;
	lineedit_draw(&e, &s, 0, 2, 8, 0, true);
	CHECK_INT(s.cursor[1], 2);
	lineedit_draw(&e, &s, 0, 10, 8, 0, true);
	lineedit_draw(&e, &s, 5, 0, 0, 0, true);
	str_release(&row);
	lineedit_release(&e);
	surface_release(&s);
}

static char *area(const char *initial, const char *keys, bool *out_last)
{
	struct term *t = term_mem_new(5, 20);
	struct textarea a;
	struct surface s;
	struct event ev;
	struct err err = ERR_INIT;
	struct str out = STR_INIT;

	surface_init(&s, 3, 10);
	textarea_init(&a, span_of(initial));
	CHECK_INT(term_mem_keys(t, span_of(keys), &err), 0);
	while (term_read(t, &ev)) {
		*out_last = textarea_event(&a, &ev);
		textarea_draw(&a, &s, 0, true);
	}
	str_addspan(&out, textarea_text(&a));
	str_replace(&out, a.at, 0, "|", 1);
	textarea_release(&a);
	surface_release(&s);
	term_free(t);
	return str_take(&out);
}

static const struct {
	const char *initial, *keys, *want;
	bool taken;
} areas[] = {
	{"", "\"a\\nb\"", "a\nb|", true},
	{"ett\ntvå\ntre", "Ner End Ner \"!\"", "ett\ntvå\ntre!|", true},
	{"ett\nx\ntre", "End Ner Ner", "ett\nx\nt|re", true},
	{"ett", "Upp", "|ett", false},
	{"ett", "Ner", "|ett", false},
	{"a\nb\nc\nd\ne", "PageDown PageDown Home Backsteg", "a\nb\nc\nd|e", true},
	{"a\nb", "Ctrl-End Ctrl-Home Delete Delete", "|b", true},
	{"", "paste \"1. Ett\\n2. Två\\n\"", "1. Ett\n2. Två\n|", true},
	{"", "Tab", "|", false},
};

TEST(areas_of_text)
{
	for (size_t i = 0; i < sizeof areas / sizeof areas[0]; i++) {
		bool last = false;
		char *got = area(areas[i].initial, areas[i].keys, &last);

		CHECK_STR(got, areas[i].want);
		CHECK_INT(last, areas[i].taken);
		free(got);
	}
}
