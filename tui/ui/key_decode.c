/* key_decode: bytes -> events; see key.h for the sources. Knows forms of
 * sequences, no terminal names. Each parser looks at the bytes from an ESC and
 * returns how many it used, or 0 for "more are needed". */
#include <string.h>

#include "base/u8.h"
#include "ui/key.h"

enum { ESC = 0x1B, SUBSTITUTE = 0xFFFD, SEQUENCE_MAX = 64, OSC_MAX = 1 << 16 };

static const char PASTE_END[] = "\x1b[201~";

/* CSI <number> ~ ; F13.. are what the linux console and old xterms send for
 * Shift-F1.. */
static const struct {
	int number;
	struct key key;
} tilde_keys[] = {
	{1, {K_HOME, 0}}, {2, {K_INSERT, 0}}, {3, {K_DELETE, 0}}, {4, {K_END, 0}},
	{5, {K_PAGE_UP, 0}}, {6, {K_PAGE_DOWN, 0}}, {7, {K_HOME, 0}}, {8, {K_END, 0}},
	{11, {K_F1, 0}}, {12, {K_F2, 0}}, {13, {K_F3, 0}}, {14, {K_F4, 0}}, {15, {K_F5, 0}},
	{17, {K_F6, 0}}, {18, {K_F7, 0}}, {19, {K_F8, 0}}, {20, {K_F9, 0}}, {21, {K_F10, 0}},
	{23, {K_F11, 0}}, {24, {K_F12, 0}},
	{25, {K_F1, KEYMOD_SHIFT}}, {26, {K_F2, KEYMOD_SHIFT}}, {28, {K_F3, KEYMOD_SHIFT}},
	{29, {K_F4, KEYMOD_SHIFT}}, {31, {K_F5, KEYMOD_SHIFT}}, {32, {K_F6, KEYMOD_SHIFT}},
	{33, {K_F7, KEYMOD_SHIFT}}, {34, {K_F8, KEYMOD_SHIFT}},
};

struct letter_key {
	char letter;
	struct key key;
};

static const struct letter_key csi_keys[] = {
	{'A', {K_UP, 0}}, {'B', {K_DOWN, 0}}, {'C', {K_RIGHT, 0}}, {'D', {K_LEFT, 0}},
	{'H', {K_HOME, 0}}, {'F', {K_END, 0}}, {'Z', {K_TAB, KEYMOD_SHIFT}},
	{'P', {K_F1, 0}}, {'Q', {K_F2, 0}}, {'R', {K_F3, 0}}, {'S', {K_F4, 0}},
	{'a', {K_UP, KEYMOD_SHIFT}}, {'b', {K_DOWN, KEYMOD_SHIFT}},
	{'c', {K_RIGHT, KEYMOD_SHIFT}}, {'d', {K_LEFT, KEYMOD_SHIFT}}, /* rxvt */
	{0, {0, 0}},
};

static const struct letter_key ss3_keys[] = {
	{'A', {K_UP, 0}}, {'B', {K_DOWN, 0}}, {'C', {K_RIGHT, 0}}, {'D', {K_LEFT, 0}},
	{'H', {K_HOME, 0}}, {'F', {K_END, 0}}, {'M', {K_ENTER, 0}}, {'I', {K_TAB, 0}},
	{'P', {K_F1, 0}}, {'Q', {K_F2, 0}}, {'R', {K_F3, 0}}, {'S', {K_F4, 0}},
	{'a', {K_UP, KEYMOD_CTRL}}, {'b', {K_DOWN, KEYMOD_CTRL}},
	{'c', {K_RIGHT, KEYMOD_CTRL}}, {'d', {K_LEFT, KEYMOD_CTRL}}, /* rxvt */
	{'j', {'*', 0}}, {'k', {'+', 0}}, {'l', {',', 0}}, {'m', {'-', 0}}, {'n', {'.', 0}},
	{'o', {'/', 0}}, {'p', {'0', 0}}, {'q', {'1', 0}}, {'r', {'2', 0}}, {'s', {'3', 0}},
	{'t', {'4', 0}}, {'u', {'5', 0}}, {'v', {'6', 0}}, {'w', {'7', 0}}, {'x', {'8', 0}},
	{'y', {'9', 0}}, {'X', {'=', 0}},
	{0, {0, 0}},
};

/* linux console: ESC [ [ A .. E */
static const struct letter_key linux_keys[] = {
	{'A', {K_F1, 0}}, {'B', {K_F2, 0}}, {'C', {K_F3, 0}}, {'D', {K_F4, 0}}, {'E', {K_F5, 0}},
	{0, {0, 0}},
};

static const struct key *letter_find(const struct letter_key *table, char letter)
{
	for (; table->letter; table++)
		if (table->letter == letter)
			return &table->key;
	return NULL;
}

/* The one form of each key: a letter with Ctrl or Alt is small, Shift is not
 * kept on what is text. */
static struct key normal(int32_t code, unsigned mods)
{
	if (code == 8 || code == 127)
		code = K_BACKSPACE;
	else if (code == '\t')
		code = K_TAB;
	else if (code == '\r' || code == '\n')
		code = K_ENTER;
	else if (code == ESC)
		code = K_ESC;
	else if (code == 0) {
		code = ' ';
		mods |= KEYMOD_CTRL;
	} else if (code < ' ') {
		code += code <= 26 ? 'a' - 1 : '@';
		mods |= KEYMOD_CTRL;
	}
	if (code < K_FIRST && (mods & (KEYMOD_CTRL | KEYMOD_ALT))) {
		if (code >= 'A' && code <= 'Z') {
			code += 'a' - 'A';
			mods |= KEYMOD_SHIFT;
		} else if (code >= 0xC0 && code <= 0xDE && code != 0xD7) {
			code += 0x20;
			mods |= KEYMOD_SHIFT;
		}
	} else if (code < K_FIRST && (mods & KEYMOD_SHIFT)) {
		if (code >= 'a' && code <= 'z')
			code -= 'a' - 'A';
		else if (code >= 0xE0 && code <= 0xFE && code != 0xF7)
			code -= 0x20;
		mods &= ~(unsigned)KEYMOD_SHIFT;
	}
	if (code < K_FIRST && code > 0x1F && u8_control(code))
		code = SUBSTITUTE;
	return (struct key){code, mods};
}

static void set_key(struct event *ev, int32_t code, unsigned mods)
{
	ev->type = EVENT_KEY;
	ev->key = normal(code, mods);
}

/* One character that is no sequence. */
static size_t parse_char(const char *p, size_t n, bool final, unsigned mods, struct event *ev)
{
	unsigned char lead = (unsigned char)p[0];
	size_t want = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1, i = 1, len;
	int32_t cp;

	while (i < n && i < want && ((unsigned char)p[i] & 0xC0) == 0x80)
		i++;
	if (i == n && i < want && !final)
		return 0;
	len = u8_decode(p, n < want ? n : want, &cp);
	set_key(ev, cp < 0 ? SUBSTITUTE : cp, mods);
	return len;
}

static unsigned mods_of(int param)
{
	static const struct {
		unsigned bit, mod;
	} bits[] = {{1, KEYMOD_SHIFT}, {2, KEYMOD_ALT}, {4, KEYMOD_CTRL}};
	unsigned mods = 0;

	for (size_t i = 0; param > 1 && i < sizeof bits / sizeof bits[0]; i++)
		if ((unsigned)(param - 1) & bits[i].bit)
			mods |= bits[i].mod;
	return mods;
}

/* ------------------------------------------------------------------- mouse */

static void set_mouse(struct key_decoder *d, int64_t now, int b, int col, int row, bool release, struct event *ev)
{
	static const struct {
		int bit;
		unsigned mod;
	} bits[] = {{4, KEYMOD_SHIFT}, {8, KEYMOD_ALT}, {16, KEYMOD_CTRL}};

	if (b >= 128 || (b & 3) == 3 || ((b & 64) && (b & 3) > 1) || row < 1 || col < 1)
		return; /* more buttons, a move without one, a wheel sideways */
	ev->type = EVENT_MOUSE;
	ev->row = row - 1;
	ev->col = col - 1;
	ev->button = b & 64 ? 0 : (b & 3) + 1;
	for (size_t i = 0; i < sizeof bits / sizeof bits[0]; i++)
		if (b & bits[i].bit)
			ev->mods |= bits[i].mod;
	if (b & 64)
		ev->mouse = b & 1 ? MOUSE_WHEEL_DOWN : MOUSE_WHEEL_UP;
	else if (release)
		ev->mouse = MOUSE_RELEASE;
	else if (b & 32)
		ev->mouse = MOUSE_DRAG;
	else
		ev->mouse = MOUSE_PRESS;
	if (ev->mouse != MOUSE_PRESS)
		return;
	if (d->click.count && d->click.row == ev->row && d->click.col == ev->col && d->click.button == ev->button &&
	    now - d->click.ms <= KEY_DOUBLE_MS)
		d->click.count = d->click.count % 3 + 1;
	else
		d->click.count = 1;
	d->click.row = ev->row;
	d->click.col = ev->col;
	d->click.button = ev->button;
	d->click.ms = now;
	ev->clicks = d->click.count;
}

/* --------------------------------------------------------------- sequences */

struct csi {
	int param[4];     /* 0 when left out */
	int sub;          /* sub-parameter of the second one (kitty's event type) */
	char prefix;      /* < ? > or 0 */
};

static struct csi csi_params(const char *p, size_t n)
{
	struct csi c = {{0}, 0, 0};
	size_t i = 0;
	int at = 0;
	bool sub = false;

	if (n && p[0] >= '<' && p[0] <= '?') {
		c.prefix = p[0];
		i = 1;
	}
	for (; i < n && at < 4; i++) {
		int *v = sub && at == 1 ? &c.sub : &c.param[at];

		if (p[i] == ';') {
			at++;
			sub = false;
		} else if (p[i] == ':') {
			sub = true;
		} else if (p[i] >= '0' && p[i] <= '9' && (!sub || at == 1) && *v < 100000000) {
			*v = *v * 10 + (p[i] - '0');
		}
	}
	return c;
}

static void csi_number(struct key_decoder *d, const struct csi *c, unsigned mods, struct event *ev)
{
	if (c->param[0] == 27 && c->param[2]) {
		set_key(ev, c->param[2], mods);
		return;
	}
	if (c->param[0] == 200) {
		d->pasting = true;
		d->given = false;
		str_clear(&d->paste);
		return;
	}
	for (size_t i = 0; i < sizeof tilde_keys / sizeof tilde_keys[0]; i++)
		if (tilde_keys[i].number == c->param[0])
			set_key(ev, tilde_keys[i].key.code, tilde_keys[i].key.mods | mods);
}

static void csi_done(struct key_decoder *d, int64_t now, const char *p, size_t n, char final, struct event *ev)
{
	struct csi c = csi_params(p, n);
	unsigned mods = mods_of(c.param[1]);
	const struct key *k;

	if (c.prefix == '<' && (final == 'M' || final == 'm')) {
		set_mouse(d, now, c.param[0], c.param[1], c.param[2], final == 'm', ev);
		return;
	}
	if (c.prefix || c.sub == 3)
		return; /* an answer to something, or a key let go */
	if (final == '~') {
		csi_number(d, &c, mods, ev);
	} else if (final == '$' || final == '^' || final == '@') { /* rxvt */
		csi_number(d, &c, (final == '^' ? 0 : KEYMOD_SHIFT) | (final == '$' ? 0 : KEYMOD_CTRL), ev);
		d->pasting = false;
	} else if (final == 'u') {
		if (c.param[0] && (c.param[0] < 0xE000 || c.param[0] > 0xF8FF) && c.param[0] < K_FIRST)
			set_key(ev, c.param[0], mods);
	} else if ((k = letter_find(csi_keys, final))) {
		set_key(ev, k->code, k->mods | mods);
	}
}

/* p[0] is ESC, p[1] is '['. */
static size_t parse_csi(struct key_decoder *d, int64_t now, const char *p, size_t n, bool final, struct event *ev)
{
	const struct key *k;

	if (n > 2 && p[2] == '[') {
		if (n < 4 && !final)
			return 0;
		if (n > 3 && (k = letter_find(linux_keys, p[3])))
			set_key(ev, k->code, k->mods);
		return n < 4 ? n : 4;
	}
	if (n > 2 && p[2] == 'M') { /* mouse of old terminals: three bytes */
		int b;

		if (n < 6)
			return final ? n : 0;
		b = ((unsigned char)p[3] - 32) & 0xFF;
		/* it does not say which button was let go: taken as the first */
		set_mouse(d, now, (b & 0x63) == 3 ? b & ~3 : b, (unsigned char)p[4] - 32, (unsigned char)p[5] - 32,
			(b & 0x63) == 3, ev);
		return 6;
	}
	for (size_t i = 2; i < n; i++) {
		unsigned char c = (unsigned char)p[i];
		bool rxvt_shift = c == '$' && i > 2 && p[2] >= '0' && p[2] <= '9' && i < 6;

		if (c < 0x20 || c > 0x7E || i >= SEQUENCE_MAX)
			return i; /* not a sequence: what stands before is dropped */
		if ((c >= 0x40 && c <= 0x7E) || rxvt_shift) {
			csi_done(d, now, p + 2, i - 2, (char)c, ev);
			return i + 1;
		}
	}
	if (!final)
		return 0;
	if (n == 2)
		set_key(ev, '[', KEYMOD_ALT);
	return n;
}

/* p[0] is ESC, p[1] is 'O'. A digit may stand before the letter: modifiers. */
static size_t parse_ss3(const char *p, size_t n, bool final, struct event *ev)
{
	const struct key *k;
	size_t i = 2;
	int m = 0;

	while (i < n && i < 6 && ((p[i] >= '0' && p[i] <= '9') || p[i] == ';')) {
		m = p[i] == ';' ? 0 : m * 10 + (p[i] - '0');
		i++;
	}
	if (i == n) {
		if (!final)
			return 0;
		if (n == 2)
			set_key(ev, 'O', KEYMOD_ALT);
		return n;
	}
	k = letter_find(ss3_keys, p[i]);
	if (!k) {
		set_key(ev, 'O', KEYMOD_ALT); /* typed: Alt-Skift-O, then the rest */
		return 2;
	}
	set_key(ev, k->code, k->mods | mods_of(m));
	return i + 1;
}

/* An answer of the terminal (ESC ] digits ... BEL or ST) is dropped; without an
 * end it was Alt-]. */
static size_t parse_osc(const char *p, size_t n, bool final, struct event *ev)
{
	if (n == 2 && !final)
		return 0;
	if (n > 2 && p[2] >= '0' && p[2] <= '9') {
		for (size_t i = 3; i < n && i < OSC_MAX; i++) {
			if (p[i] == 7)
				return i + 1;
			if (p[i] == ESC && i + 1 < n && p[i + 1] == '\\')
				return i + 2;
		}
		if (!final && n < OSC_MAX)
			return 0;
	}
	set_key(ev, ']', KEYMOD_ALT);
	return 2;
}

static size_t parse_escape(struct key_decoder *d, int64_t now, const char *p, size_t n, bool final, struct event *ev)
{
	size_t used;

	if (n == 1) {
		if (!final)
			return 0;
		set_key(ev, K_ESC, 0);
		return 1;
	}
	if (p[1] == '[')
		return parse_csi(d, now, p, n, final, ev);
	if (p[1] == 'O')
		return parse_ss3(p, n, final, ev);
	if (p[1] == ']')
		return parse_osc(p, n, final, ev);
	if (p[1] != ESC) {
		used = parse_char(p + 1, n - 1, final, KEYMOD_ALT, ev);
		return used ? used + 1 : 0;
	}
	/* ESC ESC [ x: rxvt's Alt; otherwise the first is a key of its own */
	if (n == 2 && !final)
		return 0;
	if (n > 2 && (p[2] == '[' || p[2] == 'O')) {
		used = p[2] == '[' ? parse_csi(d, now, p + 1, n - 1, false, ev) : parse_ss3(p + 1, n - 1, false, ev);
		if (used && ev->type == EVENT_KEY)
			ev->key.mods |= KEYMOD_ALT;
		if (used)
			return used + 1;
		if (!final)
			return 0;
	}
	set_key(ev, K_ESC, 0);
	return 1;
}

/* A string of the table at p: its length; 0 and *more when it may become one. */
static size_t parse_strings(const struct key_decoder *d, const char *p, size_t n, bool *more, struct event *ev)
{
	size_t best = 0;

	for (size_t i = 0; i < d->n_strings; i++) {
		const struct key_string *s = &d->strings[i];
		size_t len = s->bytes ? strlen(s->bytes) : 0;

		if (len > n && memcmp(s->bytes, p, n) == 0)
			*more = true;
		if (len > best && len <= n && memcmp(s->bytes, p, len) == 0) {
			best = len;
			ev->type = EVENT_KEY;
			ev->key = s->key;
		}
	}
	return best;
}

/* ----------------------------------------------------------------- decoder */

void key_decoder_init(struct key_decoder *d, const struct key_string *opt_strings, size_t n)
{
	memset(d, 0, sizeof *d);
	d->strings = opt_strings;
	d->n_strings = opt_strings ? n : 0;
}

void key_decoder_release(struct key_decoder *d)
{
	str_release(&d->in);
	str_release(&d->paste);
	memset(d, 0, sizeof *d);
}

void key_decoder_feed(struct key_decoder *d, const char *p, size_t n, int64_t now_ms)
{
	if (!n)
		return;
	if (d->in_at) {
		str_replace(&d->in, 0, d->in_at, NULL, 0);
		d->in_at = 0;
	}
	str_add(&d->in, p, n);
	d->last_ms = now_ms;
}

/* CR and CR LF become LF: terminals send CR for a line break of a paste. */
static void paste_event(struct key_decoder *d, struct event *ev)
{
	char *p = d->paste.buf;
	size_t n = 0;

	for (size_t i = 0; i < d->paste.len; i++) {
		if (p[i] == '\r' && i + 1 < d->paste.len && p[i + 1] == '\n')
			continue;
		p[n++] = p[i] == '\r' ? '\n' : p[i];
	}
	if (d->paste.len)
		p[n] = '\0';
	d->paste.len = n;
	d->given = true;
	ev->type = EVENT_PASTE;
	ev->paste = span_make(str_c(&d->paste), n);
}

/* In a paste: moves bytes over; true when it is to be given. */
static bool paste_pump(struct key_decoder *d, bool late)
{
	struct span in = span_from(str_span(&d->in), d->in_at);
	size_t tail = sizeof PASTE_END - 1, end = span_find(in, PASTE_END, 0), keep = 0;

	if (end != (size_t)-1) {
		str_add(&d->paste, in.p, end);
		d->in_at += end + tail;
		d->pasting = false;
		return true;
	}
	/* what may be the beginning of the end stays */
	for (keep = in.n < tail - 1 ? in.n : tail - 1; keep; keep--)
		if (memcmp(in.p + in.n - keep, PASTE_END, keep) == 0)
			break;
	if (late)
		keep = 0;
	if (in.n > keep)
		str_add(&d->paste, in.p, in.n - keep);
	d->in_at += in.n - keep;
	if (late)
		d->pasting = false;
	return (late && d->paste.len) || d->paste.len >= KEY_PASTE_MAX;
}

bool key_decoder_next(struct key_decoder *d, int64_t now_ms, struct event *out)
{
	int timeout = key_decoder_timeout(d, now_ms);
	bool late = timeout == 0;

	memset(out, 0, sizeof *out);
	while (d->pasting || d->in_at < d->in.len) {
		const char *p = d->in.buf ? d->in.buf + d->in_at : "";
		size_t n = d->in.len - d->in_at, used;
		bool more = false;

		if (d->pasting) {
			if (d->given) /* a part of this paste: it goes on */
				str_clear(&d->paste);
			d->given = false;
			if (!paste_pump(d, late)) {
				if (d->pasting)
					return false;
				continue;
			}
			paste_event(d, out);
			return true;
		}
		used = parse_strings(d, p, n, &more, out);
		if (!used && more && !late)
			return false;
		if (!used)
			used = p[0] == ESC ? parse_escape(d, now_ms, p, n, late, out) : parse_char(p, n, late, 0, out);
		if (!used)
			return false;
		d->in_at += used;
		if (out->type != EVENT_NONE)
			return true;
	}
	return false;
}

int key_decoder_timeout(const struct key_decoder *d, int64_t now_ms)
{
	size_t n = d->in.len - d->in_at;
	int64_t limit, left;

	if (!n && !d->pasting)
		return -1;
	if (d->pasting)
		limit = KEY_PASTE_MS;
	else
		limit = n == 1 && d->in.buf[d->in_at] == ESC ? KEY_ESC_MS : KEY_SEQUENCE_MS;
	left = d->last_ms + limit - now_ms;
	return left < 0 ? 0 : (int)left;
}
