/* key: names of keys, and what a key types. The decoder is key_decode.c. */
#include "ui/key.h"

#include <string.h>

#include "base/u8.h"

static const char *const names[K_LAST - K_FIRST + 1] = {
	[K_UP - K_FIRST] = "Upp",
	[K_DOWN - K_FIRST] = "Ner",
	[K_LEFT - K_FIRST] = "Vänster",
	[K_RIGHT - K_FIRST] = "Höger",
	[K_HOME - K_FIRST] = "Home",
	[K_END - K_FIRST] = "End",
	[K_PAGE_UP - K_FIRST] = "PageUp",
	[K_PAGE_DOWN - K_FIRST] = "PageDown",
	[K_INSERT - K_FIRST] = "Insert",
	[K_DELETE - K_FIRST] = "Delete",
	[K_BACKSPACE - K_FIRST] = "Backsteg",
	[K_TAB - K_FIRST] = "Tab",
	[K_ENTER - K_FIRST] = "Enter",
	[K_ESC - K_FIRST] = "Esc",
	[K_F1 - K_FIRST] = "F1",
	[K_F2 - K_FIRST] = "F2",
	[K_F3 - K_FIRST] = "F3",
	[K_F4 - K_FIRST] = "F4",
	[K_F5 - K_FIRST] = "F5",
	[K_F6 - K_FIRST] = "F6",
	[K_F7 - K_FIRST] = "F7",
	[K_F8 - K_FIRST] = "F8",
	[K_F9 - K_FIRST] = "F9",
	[K_F10 - K_FIRST] = "F10",
	[K_F11 - K_FIRST] = "F11",
	[K_F12 - K_FIRST] = "F12",
};

static const struct {
	const char *name;
	unsigned mod;
} prefixes[] = {
	{"Ctrl-", KEYMOD_CTRL},
	{"Alt-", KEYMOD_ALT},
	{"Skift-", KEYMOD_SHIFT},
};

static const char SPACE_NAME[] = "Blanksteg";

size_t event_text(const struct event *ev, char out[4])
{
	if (ev->type != EVENT_KEY || ev->key.code >= K_FIRST || ev->key.code < ' ')
		return 0;
	if (ev->key.mods & (KEYMOD_CTRL | KEYMOD_ALT))
		return 0;
	return u8_encode(ev->key.code, out);
}

bool event_is(const struct event *ev, int32_t code, unsigned mods)
{
	return ev->type == EVENT_KEY && ev->key.code == code && ev->key.mods == mods;
}

bool key_eq(struct key a, struct key b)
{
	return a.code == b.code && a.mods == b.mods;
}

void key_add_name(struct str *out, struct key k)
{
	char text[4];
	size_t n;

	for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
		if (k.mods & prefixes[i].mod)
			str_adds(out, prefixes[i].name);
	if (k.code >= K_FIRST && k.code <= K_LAST) {
		str_adds(out, names[k.code - K_FIRST]);
		return;
	}
	if (k.code == ' ') {
		str_adds(out, SPACE_NAME);
		return;
	}
	n = u8_encode(k.code, text);
	if (k.mods)
		u8_add_upper(out, span_make(text, n));
	else
		str_add(out, text, n);
}

static bool same_folded(struct span a, const char *name)
{
	size_t an, bn;
	char *af = u8_fold(a.p, a.n, &an), *bf = u8_fold(name, strlen(name), &bn);
	bool same = an == bn && memcmp(af, bf, an) == 0;

	free(af);
	free(bf);
	return same;
}

static bool take_prefix(struct span *rest, unsigned *mods)
{
	for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
		size_t n = strlen(prefixes[i].name);

		/* "Alt--" is Alt and the hyphen */
		if (rest->n > n && same_folded(span_sub(*rest, 0, n), prefixes[i].name)) {
			*mods |= prefixes[i].mod;
			*rest = span_from(*rest, n);
			return true;
		}
	}
	return false;
}

bool key_parse(struct span name, struct key *out)
{
	struct key k = {0, 0};
	size_t len, n;
	char *folded;

	while (take_prefix(&name, &k.mods))
		;
	for (int i = 0; i <= K_LAST - K_FIRST && !k.code; i++)
		if (same_folded(name, names[i]))
			k.code = K_FIRST + i;
	if (!k.code && same_folded(name, SPACE_NAME))
		k.code = ' ';
	if (!k.code && name.n) {
		len = u8_decode(name.p, name.n, &k.code);
		if (len != name.n || k.code <= ' ' || u8_control(k.code))
			return false;
		/* a letter with a modifier is written as a capital and means the small one */
		if (k.mods) {
			folded = u8_fold(name.p, name.n, &n);
			u8_decode(folded, n, &k.code);
			free(folded);
		}
	}
	if (!k.code)
		return false;
	*out = k;
	return true;
}
