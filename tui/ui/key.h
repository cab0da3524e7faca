/* key: bytes from a terminal -> events. Our own decoder, so that it is the same
 * under curses, in tests and in scripted play.
 *
 * Sources: xterm ctlseqs (CSI with modifiers, modifyOtherKeys 27;m;c~, SGR
 * mouse 1006, bracketed paste 2004), "CSI u" (fixterms / kitty level 1), rxvt,
 * linux console, SS3; strings of terminfo can be handed in.
 *
 * Any bytes are allowed. Broken UTF-8 and control characters without a meaning
 * give the key U+FFFD, sequences that are not known are swallowed whole. What
 * is decoded does not depend on how the bytes were split, only on timeouts. */
#ifndef UI_KEY_H
#define UI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum key_mod { KEYMOD_SHIFT = 1, KEYMOD_ALT = 2, KEYMOD_CTRL = 4 };

/* Named keys, above all code points. (Not KEY_X: those are curses' macros.)
 * Ctrl-M and Ctrl-J are K_ENTER, Ctrl-I K_TAB, Ctrl-H and DEL K_BACKSPACE,
 * Ctrl-[ K_ESC: terminals send the same bytes for them. */
enum key_code {
	K_NONE = 0,
	K_FIRST = 0x110000,
	K_UP = K_FIRST, K_DOWN, K_LEFT, K_RIGHT,
	K_HOME, K_END, K_PAGE_UP, K_PAGE_DOWN,
	K_INSERT, K_DELETE, K_BACKSPACE,
	K_TAB, K_ENTER, K_ESC,
	K_F1, K_F2, K_F3, K_F4, K_F5, K_F6, K_F7, K_F8, K_F9, K_F10, K_F11, K_F12,
	K_LAST = K_F12,
};

struct key {
	int32_t code;   /* code point (Ctrl-S is 's' + KEYMOD_CTRL) or key_code */
	unsigned mods;  /* SHIFT is not set for a letter that is text: 'A' is 'A' */
};

enum event_type {
	EVENT_NONE,
	EVENT_KEY,
	EVENT_PASTE,    /* a whole bracketed paste, raw bytes (CR made LF) */
	EVENT_MOUSE,
	EVENT_RESIZE,   /* also after suspend: redraw all */
	EVENT_END,      /* the process is asked to end (SIGTERM, SIGHUP, EOF) */
};

enum mouse_kind { MOUSE_PRESS, MOUSE_RELEASE, MOUSE_DRAG, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct event {
	enum event_type type;
	struct key key;          /* EVENT_KEY */
	struct span paste;       /* EVENT_PASTE; borrowed until the next read */
	enum mouse_kind mouse;   /* EVENT_MOUSE */
	int button;              /* 1 left, 2 middle, 3 right; 0 for wheel */
	int clicks;              /* press: 1, 2 (double), 3 */
	int row, col;            /* mouse place, from 0 */
	unsigned mods;           /* mouse: key_mod */
	int rows, cols;          /* EVENT_RESIZE */
};

/* The bytes this key press types (UTF-8, 1-4) into out; 0 when it is no text:
 * a named key, or Ctrl or Alt held. */
size_t event_text(const struct event *ev, char out[4]);
/* true when ev is the key with exactly these mods. */
bool event_is(const struct event *ev, int32_t code, unsigned mods);

/* Names, as bars and help show them: "Ctrl-S", "Alt-3", "Skift-Tab", "F1",
 * "PageUp", "Upp", "Ner", "Vänster", "Höger", "Home", "End", "Insert",
 * "Delete", "Backsteg", "Tab", "Enter", "Esc", "Blanksteg". Order of prefixes:
 * Ctrl-Alt-Skift-. A letter after a prefix is shown as a capital. key_parse
 * reads the same, in any case; false when it is no key's name. */
void key_add_name(struct str *out, struct key k);
bool key_parse(struct span name, struct key *out);
bool key_eq(struct key a, struct key b);

/* ---------------------------------------------------------------- decoder */

enum {
	KEY_ESC_MS = 50,               /* a lone Esc is Esc after this */
	KEY_SEQUENCE_MS = 300,         /* a sequence begun and not ended is given up after this */
	KEY_PASTE_MS = 2000,           /* a paste without end is given after this silence */
	KEY_PASTE_MAX = 16 << 20,      /* ... or after this many bytes; goes on as the next paste */
	KEY_DOUBLE_MS = 400,           /* double click */
};

/* A string of terminfo and what it means; bytes are borrowed for the decoder's life. */
struct key_string {
	const char *bytes;
	struct key key;
};

struct key_decoder {
	const struct key_string *strings;
	size_t n_strings;
	struct str in;          /* bytes not yet understood */
	size_t in_at;           /* of them used */
	struct str paste;       /* the paste going on, or the one given last */
	bool pasting;
	bool given;             /* paste holds what was given: cleared before more comes */
	int64_t last_ms;        /* when bytes last came */
	struct { int row, col, button, count; int64_t ms; } click;
};

void key_decoder_init(struct key_decoder *d, const struct key_string *opt_strings, size_t n);
void key_decoder_release(struct key_decoder *d);
void key_decoder_feed(struct key_decoder *d, const char *p, size_t n, int64_t now_ms);
/* The next event, or false when more bytes or time are needed. */
bool key_decoder_next(struct key_decoder *d, int64_t now_ms, struct event *out);
/* Milliseconds until next may have more to say without new bytes; -1 never. */
int key_decoder_timeout(const struct key_decoder *d, int64_t now_ms);

#endif
