/* state: every event in every state. */
#include "doc/state.h"

#include "test.h"

TEST(the_way_through)
{
	struct state_facts f = {.signers = 2, .is_signer = true};
	struct err err = ERR_INIT;

	CHECK_INT(state_next(STATE_UTKAST, EVENT_EDIT, NULL, &err), STATE_UTKAST);
	CHECK_INT(state_next(STATE_UTKAST, EVENT_START, &f, &err), STATE_JUSTERING);
	CHECK_INT(state_next(STATE_JUSTERING, EVENT_APPROVE, &f, &err), STATE_JUSTERING);
	CHECK_INT(state_next(STATE_JUSTERING, EVENT_LOCK, &f, &err), -1);
	f.approved = 2;
	CHECK_INT(state_next(STATE_JUSTERING, EVENT_LOCK, &f, &err), STATE_JUSTERAT);
	CHECK_INT(state_next(STATE_JUSTERING, EVENT_WITHDRAW, NULL, &err), STATE_UTKAST);
}

TEST(guards)
{
	static const struct state_facts bad[] = {{.gaps = 2, .signers = 1}, {.notes = 1, .signers = 1},
		{.errors = 3, .signers = 1}, {.signers = 0}};
	struct state_facts f = {.signers = 1};
	struct err err = ERR_INIT;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		err = (struct err)ERR_INIT;
		CHECK_INT(state_next(STATE_UTKAST, EVENT_START, &bad[i], &err), -1);
		CHECK_INT(err.code, ERR_STATE);
		CHECK(err.msg[0] != '\0' && !strchr(err.msg, '%'));
	}
	CHECK_INT(state_next(STATE_UTKAST, EVENT_START, &bad[0], &err), -1);
	CHECK_STR(err.msg, "Luckor [[…]] kvar i texten: 2; fyll i dem först");
	CHECK_INT(state_next(STATE_UTKAST, EVENT_START, NULL, &err), -1);
	CHECK_INT(state_next(STATE_JUSTERING, EVENT_APPROVE, &f, &err), -1);
}

TEST(locked_and_named)
{
	for (enum state_event e = 0; e < EVENTS; e++)
		CHECK_INT(state_next(STATE_JUSTERAT, e, &(struct state_facts){.signers = 1, .approved = 1, .is_signer = true}, NULL), -1);
	CHECK(state_writable(STATE_UTKAST) && !state_writable(STATE_JUSTERING) && !state_writable(STATE_JUSTERAT));
	CHECK_INT(state_next(STATE_UTKAST, EVENT_APPROVE, NULL, NULL), -1);
	CHECK_INT(state_next(STATE_UTKAST, EVENT_LOCK, NULL, NULL), -1);
	CHECK_INT(state_next(STATES, EVENT_EDIT, NULL, NULL), -1);
	CHECK_STR(state_name(STATE_JUSTERING), "justering");
	CHECK_STR(state_name(STATES), "");
}
