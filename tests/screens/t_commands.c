/* Every screen's table of commands together with the program's own: no key twice,
 * every key a key and written as the help writes it, no text missing. */
#include "app_inner.h"
#include "screens/choose.h"
#include "screens/edit.h"
#include "screens/findings.h"
#include "screens/front.h"
#include "screens/help.h"
#include "screens/history.h"
#include "screens/justering.h"
#include "screens/log.h"
#include "screens/new.h"
#include "screens/palette.h"
#include "screens/preview.h"
#include "screens/proof.h"
#include "screens/start.h"
#include "screens/viewer.h"

#include "screens/scene.h"

/* command_check says most; the form of the keys is said here once more, apart from it. */
static void keys_as_written(const struct command *table)
{
	for (const struct command *c = table; c && c->id; c++)
		for (int i = 0; i < COMMAND_KEYS; i++) {
			struct str name = STR_INIT;
			struct key k;

			if (!c->keys[i])
				continue;
			CHECK(key_parse(span_of(c->keys[i]), &k));
			key_add_name(&name, k);
			CHECK_STR(str_c(&name), c->keys[i]);
			for (int j = 0; j < i; j++)
				CHECK(c->keys[j] && strcmp(c->keys[j], c->keys[i]) != 0);
			str_release(&name);
		}
}

static void look(struct scene *sc, struct screen s)
{
	struct str faults = STR_INIT;

	scene_push(sc, s);
	CHECK(s.ops->name && *s.ops->name);
	CHECK_INT(command_check(s.ops->commands, app_commands, &faults), 0);
	CHECK_STR(str_c(&faults), "");
	keys_as_written(s.ops->commands);
	/* what a command needs has a reason to give */
	for (const struct command *c = s.ops->commands; c && c->id; c++) {
		CHECK(!c->needs || s.ops->guards);
		for (unsigned bit = 1; bit && bit <= c->needs; bit <<= 1)
			if (c->needs & bit)
				CHECK(command_why_not(&(struct command){.id = c->id, .needs = bit}, 0, s.ops->guards) != NULL);
	}
	if (test_bad)
		printf("  in %s\n", s.ops->name);
	str_release(&faults);
}

TEST(tables)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	look(&sc, start_new(&sc.sv));
	look(&sc, new_new(&sc.sv));
	look(&sc, edit_new(&sc.sv));
	look(&sc, choose_item_new(&sc.sv, 0));
	look(&sc, choose_section_new(&sc.sv, 0));
	look(&sc, choose_phrase_new(&sc.sv));
	look(&sc, findings_new(&sc.sv));
	look(&sc, front_new(&sc.sv));
	look(&sc, history_new(&sc.sv));
	look(&sc, justering_new(&sc.sv));
	look(&sc, log_new(&sc.messages, app_commands));
	look(&sc, preview_new(&sc.sv));
	look(&sc, proof_new(&sc.sv));
	look(&sc, viewer_new("Titel", SPAN_LIT("text"), 0, app_commands));
	look(&sc, palette_new(&sc.st));
	look(&sc, help_new(&sc.st));
	scene_release(&sc);
}

TEST(the_programs_own)
{
	keys_as_written(app_commands);
}
