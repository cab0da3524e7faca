/* messages: see messages.h. A list of what was said; knows nobody who says. */
#include "ui/messages.h"

#include <stdarg.h>
#include <string.h>

#include "base/mem.h"
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

bool messages_draw(const struct messages *m, struct surface *s, int row)
{
	const struct message *msg = messages_current(m);
	struct str text = STR_INIT;

	if (!msg)
		return false;
	str_addf(&text, " %s%s", levels[msg->level].prefix, msg->text ? msg->text : "");
	surface_field(s, row, 0, s->cols, str_span(&text), levels[msg->level].style);
	str_release(&text);
	return true;
}
