/* command: see command.h. Looks things up in tables; runs nothing itself. */
#include "ui/command.h"

#include <string.h>

#include "base/mem.h"

struct outcome outcome_stay(void)
{
	return (struct outcome){.kind = OUTCOME_STAY};
}

struct outcome outcome_ignored(void)
{
	return (struct outcome){.kind = OUTCOME_IGNORED};
}

struct outcome outcome_pop(void)
{
	return (struct outcome){.kind = OUTCOME_POP};
}

struct outcome outcome_quit(void)
{
	return (struct outcome){.kind = OUTCOME_QUIT};
}

struct outcome outcome_push(int request)
{
	return (struct outcome){.kind = OUTCOME_PUSH, .request = request};
}

struct outcome outcome_push_with(int request, const char *opt_text, long value)
{
	return (struct outcome){.kind = OUTCOME_PUSH, .request = request, .value = value,
		.text = opt_text ? mem_strdup(opt_text) : NULL};
}

/* Names are compared, not parsed: this runs for each key typed. */
const struct command *command_find(const struct command *opt_table, struct key k)
{
	const struct command *found = NULL;
	struct str name = STR_INIT;

	key_add_name(&name, k);
	for (const struct command *c = opt_table; c && c->id && !found; c++)
		for (int i = 0; i < COMMAND_KEYS && c->keys[i]; i++)
			if (name.len && strcmp(c->keys[i], name.buf) == 0)
				found = c;
	str_release(&name);
	return found;
}

const struct command *command_by_id(const struct command *opt_table, const char *id)
{
	for (const struct command *c = opt_table; c && c->id; c++)
		if (strcmp(c->id, id) == 0)
			return c;
	return NULL;
}

const char *command_why_not(const struct command *c, unsigned have, const struct guard *opt_guards)
{
	unsigned missing = c->needs & ~have;

	if (!missing)
		return NULL;
	for (const struct guard *g = opt_guards; g && g->bit; g++)
		if (missing & g->bit)
			return g->why;
	return "Går inte just nu.";
}

void command_add_keys(struct str *out, const struct command *c, bool all)
{
	for (int i = 0; i < COMMAND_KEYS && c->keys[i] && (all || i == 0); i++) {
		if (i)
			str_adds(out, ", ");
		str_adds(out, c->keys[i]);
	}
}

/* The key of a name that is written exactly as key_add_name does. */
static bool parse_exact(const char *name, struct key *out)
{
	struct str again = STR_INIT;
	bool same;

	if (!key_parse(span_of(name), out))
		return false;
	key_add_name(&again, *out);
	same = span_is(str_span(&again), name);
	str_release(&again);
	return same;
}

/* Who else has the key, searching from the row after c. */
static int check_key(const struct command *c, struct key k, const struct command *rest, struct str *out)
{
	const struct command *other = command_find(rest, k);

	if (!other)
		return 0;
	str_addf(out, "%s and %s share ", c->id, other->id);
	key_add_name(out, k);
	str_addc(out, '\n');
	return 1;
}

static int check_row(const struct command *c, const struct command *opt_global, struct str *out)
{
	int faults = 0;

	for (int i = 0; i < COMMAND_KEYS && c->keys[i]; i++) {
		struct key k;

		if (!parse_exact(c->keys[i], &k)) {
			str_addf(out, "%s: %s is no key\n", c->id, c->keys[i]);
			faults++;
			continue;
		}
		faults += check_key(c, k, c + 1, out) + check_key(c, k, opt_global, out);
	}
	if (command_by_id(c + 1, c->id) || command_by_id(opt_global, c->id)) {
		str_addf(out, "%s stands twice\n", c->id);
		faults++;
	}
	if (!c->name || !c->group || !c->help || !c->run) {
		str_addf(out, "%s lacks name, group, help or run\n", c->id);
		faults++;
	}
	return faults;
}

int command_check(const struct command *table, const struct command *opt_global, struct str *out)
{
	int faults = 0;

	for (const struct command *c = table; c && c->id; c++)
		faults += check_row(c, opt_global, out);
	for (const struct command *c = opt_global; c && c->id; c++)
		faults += check_row(c, NULL, out);
	return faults;
}
