/* term: the calls of ui/term.h, handed on to the terminal that is behind. */
#include "ui/term.h"

#include <string.h>

void term_size(struct term *t, int *rows, int *cols)
{
	t->ops->size(t, rows, cols);
}

void term_draw(struct term *t, const struct surface *s)
{
	t->ops->draw(t, s);
	memset(s->touched, 0, (size_t)s->grid_rows * sizeof *s->touched);
}

int term_poll(struct term *t, struct pollfd fds[TERM_FDS])
{
	return t->ops->poll(t, fds);
}

bool term_read(struct term *t, struct event *out)
{
	return t->ops->read(t, out);
}

bool term_waiting(struct term *t)
{
	struct pollfd fds[TERM_FDS];
	int n = t->ops->poll(t, fds);

	return n > 0 && poll(fds, (nfds_t)n, 0) > 0;
}

int term_timeout(struct term *t)
{
	return t->ops->timeout(t);
}

void term_suspend(struct term *t)
{
	t->ops->suspend(t);
}

void term_outside(struct term *t, void (*run)(void *ctx), void *ctx)
{
	t->ops->outside(t, run, ctx);
}

bool term_clipboard(struct term *t, struct span text)
{
	return t->ops->clipboard(t, text);
}

void term_title(struct term *t, const char *text)
{
	t->ops->title(t, text);
}

void term_free(struct term *t)
{
	if (t)
		t->ops->free(t);
}
