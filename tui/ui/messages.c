/* messages: see messages.h. A list of what was said; knows nobody who says. */
#include "ui/messages.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "ui/theme.h"

static const struct {
	const char *prefix;
	unsigned style;
} levels[] = {
	[MESSAGE_INFO] = {"", ROLE_INFO},
	[MESSAGE_WARNING] = {"Obs: ", ROLE_WARNING},
	[MESSAGE_ERROR] = {"Fel: ", ROLE_ERROR},
};

void messages_release(struct messages *m)
{
	for (int i = 0; i < m->n; i++)
		free(m->v[i].text);
	m->n = 0;
	m->showing = false;
}

void messages_say(struct messages *m, enum message_level level, const char *fmt, ...)
{
	struct str text = STR_INIT;
	va_list ap;

	va_start(ap, fmt);
	str_vaddf(&text, fmt, ap);
	va_end(ap);
	if (m->n == MESSAGES_MAX) {
		free(m->v[0].text);
		m->n--;
		memmove(&m->v[0], &m->v[1], (size_t)m->n * sizeof m->v[0]);
	}
	m->v[m->n++] = (struct message){level, clock_now(), str_take(&text)};
	m->showing = true;
}

void messages_err(struct messages *m, const struct err *err)
{
	messages_say(m, MESSAGE_ERROR, "%s", err->msg);
}

const struct message *messages_current(const struct messages *m)
{
	return m->showing && m->n ? &m->v[m->n - 1] : NULL;
}

void messages_hide(struct messages *m)
{
	m->showing = false;
}

/* Where the line does not hold it all, a path is shown by its last part: what comes
 * after it says what to do. The log has the whole. */
static void shorten(struct span from, struct str *out)
{
	const char *home = getenv("HOME");
	size_t nhome = home ? strlen(home) : 0;

	for (size_t i = 0; i < from.n;) {
		size_t end = i, last = i;

		if (from.p[i] != '/' || (i && !strchr(" (", from.p[i - 1]))) {
			str_addc(out, from.p[i++]);
			continue;
		}
		for (; end < from.n && !strchr(" ;:,)", from.p[end]); end++)
			if (from.p[end] == '/')
				last = end;
		if (last == i)
			str_add(out, from.p + i, end - i);
		else
			str_addf(out, "%s%.*s", last - i == nhome && !memcmp(from.p + i, home, nhome) ? "~" : "…",
				(int)(end - last), from.p + last);
		i = end;
	}
}

bool messages_draw(const struct messages *m, struct surface *s, int row)
{
	const struct message *msg = messages_current(m);
	struct str text = STR_INIT;

	if (!msg)
		return false;
	str_addf(&text, " %s", levels[msg->level].prefix);
	if (u8_width(str_c(&text), text.len) + u8_width(msg->text, strlen(msg->text)) > s->cols)
		shorten(span_of(msg->text), &text);
	else
		str_adds(&text, msg->text);
	surface_field(s, row, 0, s->cols, str_span(&text), levels[msg->level].style);
	str_release(&text);
	return true;
}
