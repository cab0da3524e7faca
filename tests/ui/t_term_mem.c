/* term_mem: scripts, bytes, what is shown. */
#include "test.h"

#include "ui/term.h"

TEST(scripts)
{
	static const struct {
		const char *script;
		bool good;
		int events;
	} cases[] = {
		{"", true, 0},
		{"Ctrl-S  F1\n\"ab\\\"\\n\"", true, 6},
		{"paste \"x y\" click 1,2 wheel-up 0,0 size 10x40", true, 4},
		{"Ctrl-S Finns-Inte", false, 1},
		{"\"utan slut", false, 0},
		{"click 1", false, 0},
		{"size stor", false, 0},
		{"paste x", false, 0},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct term *t = term_mem_new(5, 20);
		struct err err = ERR_INIT;
		struct event ev;
		int n = 0;

		CHECK_INT(term_mem_keys(t, span_of(cases[i].script), &err) == 0, cases[i].good);
		CHECK((err.code == ERR_NONE) == cases[i].good);
		while (cases[i].good ? term_read(t, &ev) : n < cases[i].events && term_read(t, &ev))
			n++;
		CHECK_INT(n, cases[i].events);
		term_free(t);
	}
}

TEST(bytes_and_events)
{
	struct term *t = term_mem_new(5, 20);
	struct event ev;

	term_mem_feed(t, SPAN_LIT("\x1b[A\x1b[200~hej\x1b[201~\x1b"));
	CHECK(term_read(t, &ev) && event_is(&ev, K_UP, 0));
	CHECK(term_read(t, &ev) && ev.type == EVENT_PASTE);
	CHECK_SPAN(ev.paste, "hej");
	CHECK(term_read(t, &ev) && event_is(&ev, K_ESC, 0));
	CHECK(!term_read(t, &ev));
	CHECK_INT(term_timeout(t), -1);
	term_free(t);
}

TEST(only_changed_cells)
{
	struct term *t = term_mem_new(2, 10);
	struct surface s;
	struct str text = STR_INIT;
	int row, col;

	surface_init(&s, 2, 10);
	surface_puts(&s, 0, 0, "abc", ROLE_NORMAL);
	surface_cursor(&s, 1, 4);
	term_draw(t, &s);
	CHECK_INT(term_mem_changed(t), 3);
	surface_puts(&s, 0, 1, "x", ROLE_HEADING | MARK_WRONG);
	term_draw(t, &s);
	CHECK_INT(term_mem_changed(t), 1);
	CHECK_INT(term_mem_frames(t), 2);
	term_mem_cursor(t, &row, &col);
	CHECK(row == 1 && col == 4);
	term_mem_text(t, &text);
	CHECK_STR(str_c(&text), "axc\n\n");
	str_clear(&text);
	term_mem_styled(t, &text);
	CHECK_STR(str_c(&text), "a«heading+wrong:x»c\n\n");
	CHECK(term_mem_clipboard(t).p == NULL);
	CHECK(term_clipboard(t, SPAN_LIT("å")));
	CHECK_SPAN(term_mem_clipboard(t), "å");
	term_title(t, "FB");
	CHECK_STR(term_mem_title(t), "FB");
	str_release(&text);
	surface_release(&s);
	term_free(t);
}
