/* state: see state.h.
 *
 * Invariants
 *  1. Only in utkast may the text change (EVENT_EDIT).
 *  2. Justering begins only without gaps, private notes and findings of
 *     severity fel, and with somebody to sign.
 *  3. Nobody but a signer approves; justerat needs every one of them.
 *  4. From justerat nothing leads back.
 * Source: kommunallagen 5 kap. 65-69 §§ and 6 kap. 35 § (justering). */
#include "doc/state.h"

#include <stddef.h>

static const char *const names[STATES] = {
	[STATE_UTKAST] = "utkast",
	[STATE_JUSTERING] = "justering",
	[STATE_JUSTERAT] = "justerat",
};

static int no_gaps(const struct state_facts *f)
{
	return f->gaps;
}

static int no_notes(const struct state_facts *f)
{
	return f->notes;
}

static int no_errors(const struct state_facts *f)
{
	return f->errors;
}

static int has_signers(const struct state_facts *f)
{
	return f->signers <= 0;
}

static int by_signer(const struct state_facts *f)
{
	return !f->is_signer;
}

static int all_approved(const struct state_facts *f)
{
	return f->approved < f->signers || f->signers <= 0;
}

/* A guard returns 0 when it lets through; a %d in its text is what it returned. */
struct guard {
	int (*holds_back)(const struct state_facts *f);
	const char *text;
};

static const struct guard may_start[] = {
	{no_gaps, "Luckor [[…]] kvar i texten: %d; fyll i dem först"},
	{no_notes, "Privata anteckningar kvar i texten: %d; ta bort dem först"},
	{no_errors, "Kontrollen har fel kvar att rätta (%d)"},
	{has_signers, "Protokollet har ingen ordförande eller justerare; skriv dem i huvudet"},
	{NULL, NULL},
};

static const struct guard may_approve[] = {
	{by_signer, "Bara ordföranden och justerarna kan godkänna"},
	{NULL, NULL},
};

static const struct guard may_lock[] = {
	{no_gaps, "Luckor [[…]] kvar i texten: %d; fyll i dem först"},
	{no_notes, "Privata anteckningar kvar i texten: %d; ta bort dem först"},
	{all_approved, "Alla som ska justera har inte godkänt texten"},
	{NULL, NULL},
};

static const struct step {
	enum state from;
	enum state_event event;
	int to; /* -1: refused, for the reason in text */
	const struct guard *guard;
	const char *text;
} steps[] = {
	{STATE_UTKAST, EVENT_EDIT, STATE_UTKAST, NULL, NULL},
	{STATE_UTKAST, EVENT_START, STATE_JUSTERING, may_start, NULL},
	{STATE_UTKAST, EVENT_WITHDRAW, -1, NULL, "Protokollet är redan ett utkast"},
	{STATE_UTKAST, EVENT_APPROVE, -1, NULL, "Justeringen har inte börjat; starta den först"},
	{STATE_UTKAST, EVENT_LOCK, -1, NULL, "Justeringen har inte börjat; starta den först"},
	{STATE_JUSTERING, EVENT_EDIT, -1, NULL,
		"Texten är låst under justeringen; återkalla justeringen för att ändra"},
	{STATE_JUSTERING, EVENT_START, -1, NULL, "Justeringen pågår redan"},
	{STATE_JUSTERING, EVENT_WITHDRAW, STATE_UTKAST, NULL, NULL},
	{STATE_JUSTERING, EVENT_APPROVE, STATE_JUSTERING, may_approve, NULL},
	{STATE_JUSTERING, EVENT_LOCK, STATE_JUSTERAT, may_lock, NULL},
	{STATE_JUSTERAT, EVENT_EDIT, -1, NULL, "Protokollet är justerat och låst"},
	{STATE_JUSTERAT, EVENT_START, -1, NULL, "Protokollet är redan justerat"},
	{STATE_JUSTERAT, EVENT_WITHDRAW, -1, NULL, "Protokollet är justerat; det kan inte återkallas"},
	{STATE_JUSTERAT, EVENT_APPROVE, -1, NULL, "Protokollet är redan justerat"},
	{STATE_JUSTERAT, EVENT_LOCK, -1, NULL, "Protokollet är redan justerat"},
};

static int check_guards(const struct guard *g, const struct state_facts *f, struct err *err)
{
	static const struct state_facts nothing = {0};

	for (; g && g->holds_back; g++) {
		int count = g->holds_back(f ? f : &nothing);
		const char *hole = strstr(g->text, "%d");

		if (!count)
			continue;
		if (!hole)
			return err_set(err, ERR_STATE, "%s", g->text);
		return err_set(err, ERR_STATE, "%.*s%d%s", (int)(hole - g->text), g->text, count, hole + 2);
	}
	return 0;
}

int state_next(enum state from, enum state_event e, const struct state_facts *f, struct err *err)
{
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		if (steps[i].from != from || steps[i].event != e)
			continue;
		if (steps[i].to < 0)
			return err_set(err, ERR_STATE, "%s", steps[i].text);
		if (check_guards(steps[i].guard, f, err))
			return -1;
		return steps[i].to;
	}
	return err_set(err, ERR_STATE, "Protokollet är i ett okänt läge");
}

const char *state_name(enum state s)
{
	return s < STATES ? names[s] : "";
}

bool state_writable(enum state s)
{
	return state_next(s, EVENT_EDIT, NULL, NULL) >= 0;
}
