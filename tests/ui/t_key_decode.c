/* key_decode: byte strings -> events, whole and split at every byte. */
#include "test.h"

#include "ui/key.h"

static void add_event(struct str *out, const struct event *ev)
{
	static const char *const mouse[] = {"press", "release", "drag", "wheel-up", "wheel-down"};

	if (out->len)
		str_addc(out, ' ');
	switch (ev->type) {
	case EVENT_KEY:
		key_add_name(out, ev->key);
		break;
	case EVENT_PASTE:
		str_addf(out, "paste(%.*s)", SPAN_FMT(ev->paste));
		break;
	case EVENT_MOUSE:
		str_addf(out, "%s(%d,%d", mouse[ev->mouse], ev->row, ev->col);
		if (ev->button)
			str_addf(out, " b%d", ev->button);
		if (ev->clicks > 1)
			str_addf(out, " x%d", ev->clicks);
		if (ev->mods)
			str_addf(out, " m%u", ev->mods);
		str_addc(out, ')');
		break;
	case EVENT_NONE:
	case EVENT_RESIZE:
	case EVENT_END:
		str_adds(out, "?");
		break;
	}
}

static void drain(struct key_decoder *d, int64_t now, struct str *out)
{
	struct event ev;

	while (key_decoder_next(d, now, &ev))
		add_event(out, &ev);
}

/* Feeds p in two parts, then lets time pass; `pause` ms between the parts. */
static char *decode(const struct key_string *strings, size_t n_strings, struct span p, size_t split, int pause)
{
	struct key_decoder d;
	struct str out = STR_INIT;

	key_decoder_init(&d, strings, n_strings);
	key_decoder_feed(&d, p.p, split, 1000);
	drain(&d, 1000 + pause, &out);
	key_decoder_feed(&d, p.p + split, p.n - split, 1000 + pause);
	drain(&d, 1000 + pause, &out);
	for (int i = 0; i < 4; i++)
		drain(&d, 100000 + i * 10000, &out);
	CHECK_INT(key_decoder_timeout(&d, 200000), -1);
	key_decoder_release(&d);
	return str_take(&out);
}

#define BYTES(s) {(s), sizeof(s) - 1}

static const struct {
	struct span bytes;
	const char *events;
} cases[] = {
	{BYTES("a"), "a"},
	{BYTES("A"), "A"},
	{BYTES("å\xC3\x84"), "å Ä"},
	{BYTES("a\xCC\x88"), "a \xCC\x88"},
	{BYTES("\xE2\x82\xAC\xF0\x9F\x98\x80"), "€ 😀"},
	{BYTES(" "), "Blanksteg"},
	{BYTES("\r\t\x7f\x08\n"), "Enter Tab Backsteg Backsteg Enter"},
	{BYTES("\x01\x13\x1a\x19"), "Ctrl-A Ctrl-S Ctrl-Z Ctrl-Y"},
	{BYTES("\x00\x1c\x1d\x1e\x1f"), "Ctrl-Blanksteg Ctrl-\\ Ctrl-] Ctrl-^ Ctrl-_"},
	{BYTES("\x1b"), "Esc"},
	{BYTES("\x1b\x1b"), "Esc Esc"},
	{BYTES("\x1bx\x1b" "3\x1bX"), "Alt-X Alt-3 Alt-Skift-X"},
	{BYTES("\x1b\xC3\xA5"), "Alt-Å"},
	{BYTES("\x1b\r\x1b\x7f\x1b\t"), "Alt-Enter Alt-Backsteg Alt-Tab"},
	{BYTES("\x1b\x13"), "Ctrl-Alt-S"},
	{BYTES("\x1b["), "Alt-["},
	{BYTES("\x1bO"), "Alt-Skift-O"},
	{BYTES("\x1b]"), "Alt-]"},
	/* xterm */
	{BYTES("\x1b[A\x1b[B\x1b[C\x1b[D"), "Upp Ner Höger Vänster"},
	{BYTES("\x1bOA\x1bOH\x1bOF"), "Upp Home End"},
	{BYTES("\x1b[1;5A\x1b[1;2B\x1b[1;3C\x1b[1;6D"), "Ctrl-Upp Skift-Ner Alt-Höger Ctrl-Skift-Vänster"},
	{BYTES("\x1b[1;8H"), "Ctrl-Alt-Skift-Home"},
	{BYTES("\x1b[H\x1b[F\x1b[5~\x1b[6~\x1b[2~\x1b[3~"), "Home End PageUp PageDown Insert Delete"},
	{BYTES("\x1b[3;5~\x1b[5;5~"), "Ctrl-Delete Ctrl-PageUp"},
	{BYTES("\x1bOP\x1bOS\x1b[15~\x1b[17~\x1b[24~"), "F1 F4 F5 F6 F12"},
	{BYTES("\x1b[1;2P\x1b[15;5~\x1b[24;3~"), "Skift-F1 Ctrl-F5 Alt-F12"},
	{BYTES("\x1b[Z"), "Skift-Tab"},
	{BYTES("\x1b[27;5;9~\x1b[27;5;13~\x1b[27;6;83~"), "Ctrl-Tab Ctrl-Enter Ctrl-Skift-S"},
	/* CSI u */
	{BYTES("\x1b[115;5u\x1b[13;5u\x1b[9;2u\x1b[127;5u"), "Ctrl-S Ctrl-Enter Skift-Tab Ctrl-Backsteg"},
	{BYTES("\x1b[229;3u\x1b[97;2u"), "Alt-Å A"},
	{BYTES("\x1b[27u"), "Esc"},
	{BYTES("\x1b[97;1:3u\x1b[57441;2u"), ""},
	{BYTES("\x1b[1;1:3A"), ""},
	/* rxvt */
	{BYTES("\x1b[7~\x1b[8~\x1b[a\x1bOd"), "Home End Skift-Upp Ctrl-Vänster"},
	{BYTES("\x1b[3$\x1b[3^\x1b[3@"), "Skift-Delete Ctrl-Delete Ctrl-Skift-Delete"},
	{BYTES("\x1b\x1b[A\x1b\x1bOB"), "Alt-Upp Alt-Ner"},
	{BYTES("\x1b[11~\x1b[14~"), "F1 F4"},
	/* linux console */
	{BYTES("\x1b[[A\x1b[[E\x1b[25~"), "F1 F5 Skift-F1"},
	{BYTES("\x1b[1~\x1b[4~"), "Home End"},
	/* keypad */
	{BYTES("\x1bOM\x1bOk\x1bOs"), "Enter + 3"},
	{BYTES("\x1bO5P"), "Ctrl-F1"},
	/* mouse */
	{BYTES("\x1b[<0;10;5M\x1b[<0;10;5m"), "press(4,9 b1) release(4,9 b1)"},
	{BYTES("\x1b[<32;11;5M\x1b[<2;1;1M"), "drag(4,10 b1) press(0,0 b3)"},
	{BYTES("\x1b[<64;3;4M\x1b[<65;3;4M"), "wheel-up(3,2) wheel-down(3,2)"},
	{BYTES("\x1b[<0;3;4M\x1b[<0;3;4m\x1b[<0;3;4M"), "press(3,2 b1) release(3,2 b1) press(3,2 b1 x2)"},
	{BYTES("\x1b[<20;3;4M"), "press(3,2 b1 m5)"},
	{BYTES("\x1b[<35;3;4M\x1b[<66;3;4M\x1b[<128;3;4M"), ""},
	{BYTES("\x1b[M !!\x1b[M#!!"), "press(0,0 b1) release(0,0 b1)"},
	/* paste */
	{BYTES("\x1b[200~hej\x1b[201~"), "paste(hej)"},
	{BYTES("x\x1b[200~a\rb\r\nc\nd\x1b[201~y"), "x paste(a\nb\nc\nd) y"},
	{BYTES("\x1b[200~\x1b[201~"), "paste()"},
	{BYTES("\x1b[200~\x1b[A\x13\x1b[201\x1b[201~"), "paste(\x1b[A\x13\x1b[201)"},
	{BYTES("\x1b[200~ingen slut"), "paste(ingen slut)"},
	{BYTES("\x1b[201~z"), "z"},
	/* answers and noise */
	{BYTES("\x1b[I\x1b[O\x1b[?1;2c\x1b[0n"), ""},
	{BYTES("\x1b]11;rgb:0/0/0\x07\x1b]10;x\x1b\\k"), "k"},
	{BYTES("\x1b[999999999999999999999~a"), "a"},
	{BYTES("\x1b[1;\x01"), "Ctrl-A"},
	{BYTES("\x1b[1;5"), ""},
	/* broken bytes */
	{BYTES("\xFF\xC3(\x80"), "\xEF\xBF\xBD \xEF\xBF\xBD ( \xEF\xBF\xBD"},
	{BYTES("\xE2\x82"), "\xEF\xBF\xBD \xEF\xBF\xBD"},
	{BYTES("\xC2\x9B" "A"), "\xEF\xBF\xBD A"},
	{BYTES("\xE2\x80\xAE"), "\xEF\xBF\xBD"},
};

TEST(table_whole_and_split)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		for (size_t split = 0; split <= cases[i].bytes.n; split++) {
			char *got = decode(NULL, 0, cases[i].bytes, split, 10);

			if (!span_eq(span_of(got), span_of(cases[i].events)))
				printf("case %zu split %zu\n", i, split);
			CHECK_STR(got ? got : "", cases[i].events);
			free(got);
		}
}

TEST(lone_esc_is_told_by_time)
{
	char *got = decode(NULL, 0, SPAN_LIT("\x1b[A"), 1, KEY_ESC_MS);

	CHECK_STR(got, "Esc [ A");
	free(got);
	got = decode(NULL, 0, SPAN_LIT("\x1b[A"), 1, KEY_ESC_MS - 1);
	CHECK_STR(got, "Upp");
	free(got);
	got = decode(NULL, 0, SPAN_LIT("\x1b[A"), 2, KEY_SEQUENCE_MS - 1);
	CHECK_STR(got, "Upp");
	free(got);
}

TEST(timeout_says_when)
{
	struct key_decoder d;
	struct event ev;

	key_decoder_init(&d, NULL, 0);
	CHECK_INT(key_decoder_timeout(&d, 5), -1);
	key_decoder_feed(&d, "\x1b", 1, 100);
	CHECK_INT(key_decoder_timeout(&d, 100), KEY_ESC_MS);
	CHECK_INT(key_decoder_timeout(&d, 120), KEY_ESC_MS - 20);
	CHECK(!key_decoder_next(&d, 120, &ev));
	CHECK_INT(key_decoder_timeout(&d, 900), 0);
	CHECK(key_decoder_next(&d, 900, &ev));
	CHECK(event_is(&ev, K_ESC, 0));
	key_decoder_feed(&d, "\x1b[200~x", 7, 1000);
	CHECK(!key_decoder_next(&d, 1000, &ev));
	CHECK_INT(key_decoder_timeout(&d, 1000), KEY_PASTE_MS);
	key_decoder_release(&d);
}

TEST(strings_of_terminfo_come_first)
{
	static const struct key_string strings[] = {
		{"\x1bOP", {K_F11, 0}},
		{"\x1b[x1", {K_F12, 0}},
		{NULL, {K_F1, 0}},
	};

	for (size_t split = 0; split <= 7; split++) {
		char *got = decode(strings, 3, SPAN_LIT("\x1bOP\x1b[x1"), split, 10);

		CHECK_STR(got, "F11 F12");
		free(got);
	}
}

TEST(a_paste_too_large_comes_in_parts)
{
	struct key_decoder d;
	struct event ev;
	struct str big = STR_INIT;
	size_t sum = 0, parts = 0;

	key_decoder_init(&d, NULL, 0);
	str_addrep(&big, "0123456789\r\n", 1000);
	key_decoder_feed(&d, "\x1b[200~", 6, 0);
	for (int i = 0; i < 1500; i++) {
		key_decoder_feed(&d, big.buf, big.len, 0);
		while (key_decoder_next(&d, 0, &ev)) {
			CHECK_INT(ev.type, EVENT_PASTE);
			sum += ev.paste.n;
			parts++;
		}
	}
	key_decoder_feed(&d, "\x1b[201~q", 7, 0);
	CHECK(key_decoder_next(&d, 0, &ev) && ev.type == EVENT_PASTE);
	sum += ev.paste.n;
	CHECK_INT(parts, 1);
	CHECK_INT(sum, 1500 * 11000);
	CHECK(key_decoder_next(&d, 0, &ev) && event_is(&ev, 'q', 0));
	str_release(&big);
	key_decoder_release(&d);
}

TEST(any_bytes)
{
	unsigned long seed = 7;
	static const char alphabet[] = "\x1b\x1b[[O<;:0123459~MmuZA$^\xC3\xA5\xFF\x07\\]Pa\r";

	for (int round = 0; round < 3000; round++) {
		char bytes[24];
		size_t n = test_random(&seed) % sizeof bytes, split;
		char *a, *b;

		for (size_t i = 0; i < n; i++)
			bytes[i] = alphabet[test_random(&seed) % (sizeof alphabet - 1)];
		split = n ? test_random(&seed) % n : 0;
		a = decode(NULL, 0, span_make(bytes, n), 0, 0);
		b = decode(NULL, 0, span_make(bytes, n), split, 0);
		CHECK_STR(b, a);
		free(a);
		free(b);
	}
}
