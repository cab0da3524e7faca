/* command: bindings, reasons, and faults in tables. */
#include "test.h"

#include "ui/command.h"

static struct outcome run(void *ctx)
{
	(void)ctx;
	return outcome_stay();
}

#define ROW(i, k1, k2, n) {.id = i, .name = i, .keys = {k1, k2}, .group = "G", .help = "H.", .needs = n, .run = run}

static const struct command good[] = {ROW("spara", "Ctrl-S", "F2", 1), ROW("sok", "Ctrl-F", NULL, 3), {.id = NULL}};
static const struct command global[] = {ROW("hjalp", "F1", "Alt-H", 0), {.id = NULL}};
static const struct command twice[] = {ROW("a", "Ctrl-S", NULL, 0), ROW("b", "F3", "Ctrl-S", 0), {.id = NULL}};
static const struct command shadow[] = {ROW("a", "Alt-H", NULL, 0), {.id = NULL}};
static const struct command nokey[] = {ROW("a", "Ctrl-", NULL, 0), ROW("a", "F5", NULL, 0), {.id = NULL}};
static const struct command loose[] = {ROW("a", "ctrl-s", NULL, 0), ROW("b", "Alt-Ctrl-X", NULL, 0), {.id = NULL}};
static const struct guard guards[] = {{1, "Inget är öppet."}, {2, "Texten är låst."}, {0, NULL}};

TEST(lookup)
{
	CHECK(command_find(good, (struct key){'s', KEYMOD_CTRL}) == &good[0]);
	CHECK(command_find(good, (struct key){K_F2, 0}) == &good[0]);
	CHECK(command_find(good, (struct key){'s', 0}) == NULL);
	CHECK(command_find(NULL, (struct key){'s', 0}) == NULL);
	CHECK(command_by_id(good, "sok") == &good[1]);
	CHECK(command_by_id(good, "finns-inte") == NULL);
}

TEST(reasons)
{
	CHECK(command_why_not(&good[0], 1, guards) == NULL);
	CHECK_STR(command_why_not(&good[0], 0, guards), "Inget är öppet.");
	CHECK_STR(command_why_not(&good[1], 1, guards), "Texten är låst.");
	CHECK(command_why_not(&good[1], 0, NULL) != NULL);
	CHECK(command_why_not(&global[0], 0, guards) == NULL);
}

TEST(keys_as_text)
{
	struct str s = STR_INIT;

	command_add_keys(&s, &good[0], true);
	CHECK_STR(str_c(&s), "Ctrl-S, F2");
	str_clear(&s);
	command_add_keys(&s, &good[0], false);
	CHECK_STR(str_c(&s), "Ctrl-S");
	str_release(&s);
}

TEST(faults_are_found)
{
	struct str s = STR_INIT;

	CHECK_INT(command_check(good, global, &s), 0);
	CHECK_INT(command_check(twice, global, &s), 1);
	CHECK_INT(command_check(shadow, global, &s), 1);
	CHECK_INT(command_check(nokey, NULL, &s), 2);
	CHECK_INT(command_check(loose, NULL, &s), 2);
	str_release(&s);
}
