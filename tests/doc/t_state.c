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

TEST(sent_first)
{
	struct state_facts f = {.sent = 1};

	CHECK_INT(state_next(STATE_UTKAST, EVENT_SEND, NULL, NULL), STATE_UTSANT);
	CHECK_INT(state_next(STATE_UTSANT, EVENT_EDIT, NULL, NULL), STATE_UTSANT);
	CHECK_INT(state_next(STATE_JUSTERING, EVENT_WITHDRAW, &f, NULL), STATE_UTSANT);
	f.sent = 0;
	CHECK_INT(state_next(STATE_JUSTERING, EVENT_WITHDRAW, &f, NULL), STATE_UTKAST);
}

TEST(refusing)
{
	struct state_facts f = {.signers = 2, .approved = 2, .is_signer = true};
	struct err err = ERR_INIT;

	CHECK_INT(state_next(STATE_JUSTERING, EVENT_REFUSE, &f, &err), STATE_JUSTERING);
	CHECK_INT(state_next(STATE_JUSTERING, EVENT_NOTE, &f, &err), -1);
	f.refused = 1;
	CHECK_INT(state_next(STATE_JUSTERING, EVENT_LOCK, &f, &err), -1);
	CHECK(strstr(err.msg, "vägrat") != NULL);
	f.has_refused = true;
	CHECK_INT(state_next(STATE_JUSTERING, EVENT_RETURN, &f, &err), STATE_JUSTERING);
	CHECK_INT(state_next(STATE_JUSTERING, EVENT_HAND_OVER, &f, &err), STATE_JUSTERING);
}

TEST(after_it_is_signed)
{
	CHECK_INT(state_next(STATE_JUSTERAT, EVENT_ARCHIVE, NULL, NULL), -1);
	CHECK_INT(state_next(STATE_JUSTERAT, EVENT_CORRECT, NULL, NULL), STATE_JUSTERAT);
	CHECK_INT(state_next(STATE_JUSTERAT, EVENT_POST, NULL, NULL), STATE_ANSLAGET);
	CHECK_INT(state_next(STATE_ANSLAGET, EVENT_POST, NULL, NULL), -1);
	CHECK_INT(state_next(STATE_ANSLAGET, EVENT_ARCHIVE, NULL, NULL), STATE_ARKIVERAT);
	CHECK_INT(state_next(STATE_ARKIVERAT, EVENT_CORRECT, NULL, NULL), STATE_ARKIVERAT);
	CHECK_INT(state_next(STATE_UTKAST, EVENT_POST, NULL, NULL), -1);
	CHECK_INT(state_next(STATE_JUSTERING, EVENT_CORRECT, NULL, NULL), -1);
}

TEST(locked_and_named)
{
	const struct state_facts all = {.signers = 1, .approved = 1, .is_signer = true, .has_refused = true};

	/* every event in every state has an answer, and nothing leads back from justerat */
	for (enum state s = 0; s < STATES; s++)
		for (enum state_event e = 0; e < EVENTS; e++) {
			struct err err = ERR_INIT;
			int to = state_next(s, e, &all, &err);

			CHECK(to >= 0 || (err.code == ERR_STATE && !strstr(err.msg, "okänt")));
			CHECK(!state_final(s) || to < 0 || to >= (int)s);
			CHECK(e != EVENT_EDIT || (to >= 0) == (s <= STATE_UTSANT));
			CHECK(!state_final(s) || e >= EVENT_POST || to < 0);
		}
	CHECK(state_writable(STATE_UTKAST) && !state_writable(STATE_JUSTERING) && !state_writable(STATE_JUSTERAT));
	CHECK_INT(state_next(STATE_UTKAST, EVENT_APPROVE, NULL, NULL), -1);
	CHECK_INT(state_next(STATE_UTKAST, EVENT_LOCK, NULL, NULL), -1);
	CHECK_INT(state_next(STATES, EVENT_EDIT, NULL, NULL), -1);
	CHECK_STR(state_name(STATE_JUSTERING), "justering");
	CHECK_STR(state_name(STATES), "");
}
