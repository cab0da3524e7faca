/* term_script: keys written as words -> events of a memory terminal. For scenes
 * and scripted play; see term_mem_keys. */
#include <string.h>

#include "base/u8.h"
#include "ui/term.h"

/* "…" at the head of *rest; false when it is not one. */
static bool take_quoted(struct span *rest, struct str *out)
{
	static const struct {
		char escape, means;
	} escapes[] = {{'n', '\n'}, {'t', '\t'}, {'"', '"'}, {'\\', '\\'}};
	size_t i;

	if (!rest->n || rest->p[0] != '"')
		return false;
	for (i = 1; i < rest->n && rest->p[i] != '"'; i++) {
		char c = rest->p[i];

		if (c == '\\' && i + 1 < rest->n) {
			i++;
			c = rest->p[i];
			for (size_t e = 0; e < sizeof escapes / sizeof escapes[0]; e++)
				if (rest->p[i] == escapes[e].escape)
					c = escapes[e].means;
		}
		str_addc(out, c);
	}
	if (i >= rest->n)
		return false;
	*rest = span_from(*rest, i + 1);
	return true;
}

static void queue_key(struct term *t, struct key k)
{
	struct event ev = {.type = EVENT_KEY, .key = k};

	term_mem_event(t, &ev);
}

static void queue_text(struct term *t, struct span text)
{
	for (size_t i = 0; i < text.n;) {
		struct key k = {0, 0};

		i += u8_decode(text.p + i, text.n - i, &k.code);
		if (k.code == '\n')
			k.code = K_ENTER;
		else if (k.code == '\t')
			k.code = K_TAB;
		else if (k.code < ' ')
			k.code = 0xFFFD;
		queue_key(t, k);
	}
}

static struct span take_word(struct span *rest)
{
	size_t i = 0;
	struct span word;

	while (i < rest->n && !strchr(" \t\r\n", rest->p[i]))
		i++;
	word = span_sub(*rest, 0, i);
	*rest = span_from(*rest, i);
	return word;
}

/* "ROW,COL" or "ROWSxCOLS". */
static bool take_pair(struct span *rest, const char *sep, int *a, int *b)
{
	struct span word, first, second;
	long x, y;

	*rest = span_trim(*rest);
	word = take_word(rest);
	second = word;
	if (!span_split(&second, sep, &first) || !span_int(first, &x) || !span_int(second, &y))
		return false;
	*a = (int)x;
	*b = (int)y;
	return true;
}

static const struct {
	const char *word;
	enum mouse_kind kind;
	int button, clicks;
} mouse_words[] = {
	{"click", MOUSE_PRESS, 1, 1},
	{"double-click", MOUSE_PRESS, 1, 2},
	{"release", MOUSE_RELEASE, 1, 0},
	{"drag", MOUSE_DRAG, 1, 0},
	{"wheel-up", MOUSE_WHEEL_UP, 0, 0},
	{"wheel-down", MOUSE_WHEEL_DOWN, 0, 0},
};

/* 1: was a mouse word, 0: was not, -1: its place is missing. */
static int queue_mouse(struct term *t, struct span word, struct span *rest)
{
	for (size_t i = 0; i < sizeof mouse_words / sizeof mouse_words[0]; i++) {
		struct event ev = {.type = EVENT_MOUSE, .mouse = mouse_words[i].kind, .button = mouse_words[i].button,
			.clicks = mouse_words[i].clicks};

		if (!span_is(word, mouse_words[i].word))
			continue;
		if (!take_pair(rest, ",", &ev.row, &ev.col))
			return -1;
		term_mem_event(t, &ev);
		return 1;
	}
	return 0;
}

static int take_one(struct term *t, struct span *rest, struct err *err)
{
	struct str text = STR_INIT;
	struct span word;
	struct key k;
	int a, b, done;

	if (rest->p[0] == '"') {
		done = take_quoted(rest, &text) ? 0 : err_set(err, ERR_USAGE, "citattecken saknas i tangentföljden");
		queue_text(t, str_span(&text));
		str_release(&text);
		return done;
	}
	word = take_word(rest);
	if (span_is(word, "paste")) {
		struct event ev = {.type = EVENT_PASTE};

		*rest = span_trim(*rest);
		done = take_quoted(rest, &text) ? 0 : err_set(err, ERR_USAGE, "paste: text inom citattecken saknas");
		ev.paste = span_make(str_c(&text), text.len);
		if (done == 0)
			term_mem_event(t, &ev);
		str_release(&text);
		return done;
	}
	if (span_is(word, "size")) {
		if (!take_pair(rest, "x", &a, &b))
			return err_set(err, ERR_USAGE, "size: rader och kolumner saknas (24x80)");
		term_mem_resize(t, a, b);
		return 0;
	}
	done = queue_mouse(t, word, rest);
	if (done < 0)
		return err_set(err, ERR_USAGE, "%.*s: rad och kolumn saknas (3,10)", SPAN_FMT(word));
	if (done > 0)
		return 0;
	if (!key_parse(word, &k))
		return err_set(err, ERR_USAGE, "okänd tangent: %.*s", SPAN_FMT(word));
	queue_key(t, k);
	return 0;
}

int term_mem_keys(struct term *t, struct span script, struct err *err)
{
	for (;;) {
		while (script.n && strchr(" \t\r\n", script.p[0]))
			script = span_from(script, 1);
		if (!script.n)
			return 0;
		if (take_one(t, &script, err) < 0)
			return -1;
	}
}
