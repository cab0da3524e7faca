/* screen: the way of an event, guards, and what comes back. */
#include "test.h"

#include "base/mem.h"
#include "ui/screen.h"

struct probe {
	struct str *log;
	char name;
	bool prompt;
	struct outcome next;
};

static void say(struct probe *p, const char *what)
{
	str_addf(p->log, "%c:%s ", p->name, what);
}

static struct outcome first(void *state, const struct event *ev)
{
	struct probe *p = state;

	if (!p->prompt || ev->type != EVENT_KEY)
		return outcome_ignored();
	say(p, "first");
	return outcome_stay();
}

static struct outcome event(void *state, const struct event *ev)
{
	struct probe *p = state;
	struct outcome out = p->next;

	(void)ev;
	say(p, "event");
	p->next = outcome_ignored();
	return out;
}

static struct outcome back(void *state, const struct outcome *answer)
{
	say(state, answer->text ? answer->text : "back");
	return outcome_stay();
}

static unsigned have(void *state)
{
	return ((struct probe *)state)->name == 'a' ? 1u : 0u;
}

static void draw(void *state, struct surface *s)
{
	(void)state;
	(void)s;
}

static void closed(void *state)
{
	say(state, "close");
	free(state);
}

static struct outcome run_local(void *ctx)
{
	say(ctx, "local");
	return outcome_stay();
}

static struct outcome run_global(void *ctx)
{
	str_adds(ctx, "global ");
	return outcome_push_with(7, "x", 3);
}

static const struct command commands[] = {
	{.id = "l", .name = "Lokal", .keys = {"Ctrl-L"}, .group = "G", .help = "H.", .needs = 1, .run = run_local},
	{.id = NULL},
};
static const struct command global[] = {
	{.id = "g", .name = "Global", .keys = {"Ctrl-G"}, .group = "G", .help = "H.", .run = run_global},
	{.id = NULL},
};
static const struct guard guards[] = {{1, "Går bara på a."}, {0, NULL}};
static const struct screen_ops ops = {.name = "Prov", .commands = commands, .draw = draw, .first = first, .event = event,
	.have = have, .back = back, .close = closed};

static struct probe *push(struct screens *st, struct str *log, char name)
{
	struct probe *p = mem_alloc(sizeof *p);

	p->log = log;
	p->name = name;
	p->next = outcome_ignored();
	screens_push(st, (struct screen){&ops, p});
	return p;
}

static struct outcome key(struct screens *st, const char *name)
{
	struct event ev = {.type = EVENT_KEY};

	CHECK(key_parse(span_of(name), &ev.key));
	return screens_event(st, &ev);
}

static void check_log(struct str *log, const char *want)
{
	CHECK_STR(str_c(log), want);
	str_clear(log);
}

TEST(the_way_of_an_event)
{
	struct str log = STR_INIT;
	struct messages messages = {0};
	struct screens st = {.global = global, .guards = guards, .app = &log, .messages = &messages};
	struct probe *a = push(&st, &log, 'a'), *b;
	struct outcome out;

	key(&st, "x");
	key(&st, "Ctrl-L");
	check_log(&log, "a:event a:local ");
	out = key(&st, "Ctrl-G");
	CHECK(out.kind == OUTCOME_PUSH && out.request == 7 && out.value == 3);
	CHECK_STR(out.text, "x");
	free(out.text);
	a->prompt = true;
	key(&st, "Ctrl-L");
	check_log(&log, "global a:first ");
	a->prompt = false;
	b = push(&st, &log, 'b');
	key(&st, "Ctrl-L"); /* its guard does not hold there */
	check_log(&log, "");
	CHECK_STR(messages_current(&messages)->text, "Lokal: Går bara på a.");
	b->next = (struct outcome){.kind = OUTCOME_RUN, .command = &commands[0]};
	key(&st, "x");
	check_log(&log, "b:event b:close a:back a:local ");
	CHECK(messages_current(&messages) == NULL);
	b = push(&st, &log, 'b');
	b->next = (struct outcome){.kind = OUTCOME_POP, .text = mem_strdup("svar")};
	key(&st, "x");
	check_log(&log, "b:event b:close a:svar ");
	a->next = outcome_pop();
	CHECK_INT(key(&st, "x").kind, OUTCOME_QUIT);
	check_log(&log, "a:event a:close ");
	CHECK_INT(key(&st, "x").kind, OUTCOME_QUIT);
	str_release(&log);
	messages_release(&messages);
}

TEST(full_stack_and_release)
{
	struct str log = STR_INIT;
	struct screens st = {0};

	for (int i = 0; i < SCREENS_MAX; i++)
		push(&st, &log, 'c');
	CHECK_INT(log.len, 0);
	push(&st, &log, 'd'); /* closed at once */
	check_log(&log, "d:close ");
	screens_release(&st);
	CHECK_INT(st.n, 0);
	CHECK_INT(log.len, 8 * SCREENS_MAX);
	str_release(&log);
}

TEST(messages_are_kept)
{
	struct messages m = {0};

	CHECK(messages_current(&m) == NULL);
	for (int i = 0; i < MESSAGES_MAX + 10; i++)
		messages_say(&m, MESSAGE_INFO, "nr %d", i);
	CHECK_INT(m.n, MESSAGES_MAX);
	CHECK_STR(m.v[0].text, "nr 10");
	CHECK_STR(messages_current(&m)->text, "nr 209");
	messages_release(&m);
}
