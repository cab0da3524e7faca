/* state: see state.h.
 *
 * Invariants
 *  1. Only in utkast and utsänt may the text change (EVENT_EDIT).
 *  2. Justering begins only without gaps, private notes, findings of severity
 *     fel, open suggestions and unexplained changes after klubbslag, and with
 *     somebody to sign.
 *  3. Nobody but a signer signs or refuses; justerat needs every one of them,
 *     and no refusal that is neither noted nor handed over.
 *  4. From justerat nothing leads back.
 * Source: kommunallagen 5 kap. 65-69 §§ and 6 kap. 35 § (justering), 8 kap. 12 §
 * (anslag). */
#include "doc/state.h"

#include <stddef.h>

static const char *const names[STATES] = {
	[STATE_UTKAST] = "utkast",
	[STATE_UTSANT] = "utsänt",
	[STATE_JUSTERING] = "justering",
	[STATE_JUSTERAT] = "justerat",
	[STATE_ANSLAGET] = "anslaget",
	[STATE_ARKIVERAT] = "arkiverat",
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

static int all_explained(const struct state_facts *f)
{
	return f->unexplained;
}

static int no_suggestions(const struct state_facts *f)
{
	return f->suggestions;
}

static int has_signers(const struct state_facts *f)
{
	return f->signers <= 0;
}

static int by_signer(const struct state_facts *f)
{
	return !f->is_signer;
}

static int after_refusal(const struct state_facts *f)
{
	return !f->has_refused;
}

static int none_refused(const struct state_facts *f)
{
	return f->refused;
}

static int none_handed(const struct state_facts *f)
{
	return f->handed;
}

static int all_approved(const struct state_facts *f)
{
	return f->approved < f->signers || f->signers <= 0;
}

static int was_sent(const struct state_facts *f)
{
	return f->sent <= 0;
}

/* A guard returns 0 when it lets through; a %d in its text is what it returned.
 * Without a text it chooses between rows: the next row of the same state and
 * event is tried. */
struct guard {
	int (*holds_back)(const struct state_facts *f);
	const char *text;
};

static const struct guard may_start[] = {
	{no_gaps, "Luckor [[…]] kvar i texten: %d; fyll i dem först"},
	{no_notes, "Privata anteckningar kvar i texten: %d; ta bort dem först"},
	{no_errors, "Kontrollen har fel kvar att rätta (%d)"},
	{no_suggestions, "Förslag kvar att godta eller avvisa: %d"},
	{all_explained, "Beslut ändrade efter klubbslaget utan skäl: %d; ange skälet först"},
	{has_signers, "Protokollet har ingen ordförande eller justerare; skriv dem i huvudet"},
	{NULL, NULL},
};

static const struct guard may_approve[] = {
	{by_signer, "Bara ordföranden och justerarna kan godkänna"},
	{NULL, NULL},
};

static const struct guard may_answer[] = {
	{by_signer, "Bara ordföranden och justerarna deltar i justeringen"},
	{after_refusal, "Den personen har inte vägrat att justera"},
	{NULL, NULL},
};

static const struct guard may_lock[] = {
	{no_gaps, "Luckor [[…]] kvar i texten: %d; fyll i dem först"},
	{no_notes, "Privata anteckningar kvar i texten: %d; ta bort dem först"},
	{none_refused, "Någon har vägrat att justera (%d); anteckna avvikande uppfattning eller överlämna justeringen"},
	{none_handed, "Justeringen är överlämnad till nästa sammanträde (%d); anteckna organets egen justering först"},
	{all_approved, "Alla som ska justera har inte godkänt texten"},
	{NULL, NULL},
};

static const struct guard sent_before[] = {
	{was_sent, NULL},
	{NULL, NULL},
};

#define NOT_BEGUN "Justeringen har inte börjat; starta den först"
#define NOT_SIGNED "Protokollet är inte justerat ännu"
#define SIGNED "Protokollet är redan justerat"
#define LOCKED "Protokollet är justerat och låst"
#define BOUND "Texten är låst under justeringen; återkalla justeringen för att ändra"

static const struct step {
	enum state from;
	enum state_event event;
	int to; /* -1: refused, for the reason in text */
	const struct guard *guard;
	const char *text;
} steps[] = {
	{STATE_UTKAST, EVENT_EDIT, STATE_UTKAST, NULL, NULL},
	{STATE_UTKAST, EVENT_SEND, STATE_UTSANT, NULL, NULL},
	{STATE_UTKAST, EVENT_START, STATE_JUSTERING, may_start, NULL},
	{STATE_UTKAST, EVENT_WITHDRAW, -1, NULL, "Protokollet är redan ett utkast"},
	{STATE_UTSANT, EVENT_EDIT, STATE_UTSANT, NULL, NULL},
	{STATE_UTSANT, EVENT_SEND, STATE_UTSANT, NULL, NULL},
	{STATE_UTSANT, EVENT_START, STATE_JUSTERING, may_start, NULL},
	{STATE_UTSANT, EVENT_WITHDRAW, -1, NULL, NOT_BEGUN},
	{STATE_JUSTERING, EVENT_EDIT, -1, NULL, BOUND},
	{STATE_JUSTERING, EVENT_SEND, STATE_JUSTERING, NULL, NULL},
	{STATE_JUSTERING, EVENT_START, -1, NULL, "Justeringen pågår redan"},
	{STATE_JUSTERING, EVENT_WITHDRAW, STATE_UTSANT, sent_before, NULL},
	{STATE_JUSTERING, EVENT_WITHDRAW, STATE_UTKAST, NULL, NULL},
	{STATE_JUSTERING, EVENT_APPROVE, STATE_JUSTERING, may_approve, NULL},
	{STATE_JUSTERING, EVENT_REFUSE, STATE_JUSTERING, may_approve, NULL},
	{STATE_JUSTERING, EVENT_RETURN, STATE_JUSTERING, may_answer, NULL},
	{STATE_JUSTERING, EVENT_NOTE, STATE_JUSTERING, may_answer, NULL},
	{STATE_JUSTERING, EVENT_HAND_OVER, STATE_JUSTERING, may_answer, NULL},
	{STATE_JUSTERING, EVENT_LOCK, STATE_JUSTERAT, may_lock, NULL},
	{STATE_JUSTERAT, EVENT_POST, STATE_ANSLAGET, NULL, NULL},
	{STATE_JUSTERAT, EVENT_CORRECT, STATE_JUSTERAT, NULL, NULL},
	{STATE_JUSTERAT, EVENT_ARCHIVE, -1, NULL, "Protokollet är inte anslaget ännu; anteckna anslaget först"},
	{STATE_ANSLAGET, EVENT_POST, -1, NULL, "Anslaget är redan antecknat"},
	{STATE_ANSLAGET, EVENT_CORRECT, STATE_ANSLAGET, NULL, NULL},
	{STATE_ANSLAGET, EVENT_ARCHIVE, STATE_ARKIVERAT, NULL, NULL},
	{STATE_ARKIVERAT, EVENT_POST, -1, NULL, "Protokollet är redan arkiverat"},
	{STATE_ARKIVERAT, EVENT_CORRECT, STATE_ARKIVERAT, NULL, NULL},
	{STATE_ARKIVERAT, EVENT_ARCHIVE, -1, NULL, "Protokollet är redan arkiverat"},
};

/* What the table has no row for is refused, in these words. */
static const char *const refusals[2][EVENTS] = {
	{
		[EVENT_APPROVE] = NOT_BEGUN, [EVENT_REFUSE] = NOT_BEGUN, [EVENT_RETURN] = NOT_BEGUN,
		[EVENT_NOTE] = NOT_BEGUN, [EVENT_HAND_OVER] = NOT_BEGUN, [EVENT_LOCK] = NOT_BEGUN,
		[EVENT_POST] = NOT_SIGNED, [EVENT_CORRECT] = NOT_SIGNED, [EVENT_ARCHIVE] = NOT_SIGNED,
	},
	{
		[EVENT_EDIT] = LOCKED, [EVENT_SEND] = SIGNED, [EVENT_START] = SIGNED,
		[EVENT_WITHDRAW] = "Protokollet är justerat; det kan inte återkallas",
		[EVENT_APPROVE] = SIGNED, [EVENT_REFUSE] = SIGNED, [EVENT_RETURN] = SIGNED,
		[EVENT_NOTE] = SIGNED, [EVENT_HAND_OVER] = SIGNED, [EVENT_LOCK] = SIGNED,
	},
};

/* 1: another row is to be tried. */
static int check_guards(const struct guard *g, const struct state_facts *f, struct err *err)
{
	static const struct state_facts nothing = {0};

	for (; g && g->holds_back; g++) {
		int count = g->holds_back(f ? f : &nothing);
		const char *hole = g->text ? strstr(g->text, "%d") : NULL;

		if (!count)
			continue;
		if (!g->text)
			return 1;
		if (!hole)
			return err_set(err, ERR_STATE, "%s", g->text);
		return err_set(err, ERR_STATE, "%.*s%d%s", (int)(hole - g->text), g->text, count, hole + 2);
	}
	return 0;
}

int state_next(enum state from, enum state_event e, const struct state_facts *f, struct err *err)
{
	const char *why = NULL;

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		int held;

		if (steps[i].from != from || steps[i].event != e)
			continue;
		if (steps[i].to < 0)
			return err_set(err, ERR_STATE, "%s", steps[i].text);
		held = check_guards(steps[i].guard, f, err);
		if (held <= 0)
			return held ? -1 : steps[i].to;
	}
	if (from < STATES && e < EVENTS)
		why = refusals[state_final(from)][e];
	return err_set(err, ERR_STATE, "%s", why ? why : "Protokollet är i ett okänt läge");
}

const char *state_name(enum state s)
{
	return s < STATES ? names[s] : "";
}

bool state_writable(enum state s)
{
	return state_next(s, EVENT_EDIT, NULL, NULL) >= 0;
}

bool state_final(enum state s)
{
	return s >= STATE_JUSTERAT && s < STATES;
}
