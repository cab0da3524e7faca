/* list: cursor, filter, scrolling, mouse. */
#include "test.h"

#include "ui/list.h"
#include "ui/term.h"

static const char *const words[] = {"Ål", "al", "Öring", "Gädda i Storsele", "Abborre", "Sik", "Röding"};

static void label(void *ctx, size_t i, struct str *out)
{
	(void)ctx;
	str_adds(out, words[i]);
}

static const struct list_source source = {.label = label};

static enum list_result keys(struct list *l, const char *script)
{
	struct term *t = term_mem_new(1, 1);
	struct err err = ERR_INIT;
	struct event ev;
	enum list_result last = LIST_IGNORED;

	CHECK_INT(term_mem_keys(t, span_of(script), &err), 0);
	while (term_read(t, &ev))
		last = list_event(l, &ev);
	term_free(t);
	return last;
}

TEST(moves_and_filters)
{
	struct list l;
	struct surface s;

	surface_init(&s, 3, 20);
	list_init(&l, &source, NULL, true);
	list_set(&l, 7);
	list_draw(&l, &s, true, NULL);
	CHECK_INT(list_at(&l), 0);
	CHECK_INT(keys(&l, "Upp Ner Ner"), LIST_MOVED);
	CHECK_INT(list_at(&l), 2);
	keys(&l, "PageDown");
	CHECK_INT(list_at(&l), 4);
	keys(&l, "End Ner");
	CHECK_INT(list_at(&l), 6);
	list_draw(&l, &s, true, NULL);
	CHECK_INT(l.top, 4);
	keys(&l, "\"ÅL\"");
	CHECK_INT(l.n_shown, 1);
	CHECK_INT(list_at(&l), 0);
	keys(&l, "Ctrl-U \"i stor gä\"");
	CHECK_INT(list_at(&l), 3);
	CHECK_INT(keys(&l, "Enter"), LIST_CHOSEN);
	keys(&l, "\"zzz\"");
	CHECK_INT(list_at(&l), (size_t)-1);
	CHECK_INT(keys(&l, "Enter"), LIST_MOVED);
	CHECK_INT(keys(&l, "Esc"), LIST_MOVED);
	CHECK_INT(l.n_shown, 7);
	CHECK_INT(keys(&l, "Esc"), LIST_IGNORED);
	list_go(&l, 5);
	list_set(&l, 3); /* rows went away */
	CHECK(list_at(&l) < 3);
	list_set(&l, 0);
	CHECK_INT(list_at(&l), (size_t)-1);
	list_draw(&l, &s, true, "Inget.");
	list_release(&l);
	surface_release(&s);
}

TEST(mouse)
{
	struct list l;
	struct surface s, sub;

	surface_init(&s, 6, 20);
	sub = surface_sub(&s, 2, 4, 4, 10);
	list_init(&l, &source, NULL, false);
	list_set(&l, 7);
	list_draw(&l, &sub, true, NULL);
	CHECK_INT(keys(&l, "click 3,5"), LIST_MOVED);
	CHECK_INT(list_at(&l), 1);
	CHECK_INT(keys(&l, "double-click 4,5"), LIST_CHOSEN);
	CHECK_INT(list_at(&l), 2);
	CHECK_INT(keys(&l, "click 0,5"), LIST_IGNORED);
	keys(&l, "wheel-down 3,5");
	CHECK_INT(list_at(&l), 5);
	CHECK_INT(keys(&l, "\"a\""), LIST_IGNORED); /* does not filter */
	list_release(&l);
	surface_release(&s);
}
