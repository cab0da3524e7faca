/* err: codes and messages. */
#include "base/err.h"

#include <errno.h>

#include "base/u8.h"
#include "test.h"

TEST(set)
{
	struct err e = ERR_INIT;

	CHECK_INT(err_set(&e, ERR_INPUT, "%s rad %d", "fil.md", 3), -1);
	CHECK_INT(e.code, ERR_INPUT);
	CHECK_STR(e.msg, "fil.md rad 3");
	CHECK_INT(err_set(NULL, ERR_INPUT, "x"), -1);
	CHECK_INT(err_sys(NULL, ERR_INPUT, ENOENT, "x"), -1);
}

TEST(one_line_without_control_characters)
{
	struct err e = ERR_INIT;

	err_set(&e, ERR_INPUT, "a\nb\x1B[31m\x7F å \xC2\x9B \xFF \xE2\x80\xAE");
	CHECK(!strchr(e.msg, '\n') && !strchr(e.msg, '\x1B') && !strchr(e.msg, '\x7F'));
	CHECK(strstr(e.msg, " å "));
	CHECK(u8_valid(e.msg, strlen(e.msg), NULL));
	CHECK(!strstr(e.msg, "\xC2\x9B")); /* C1: a terminal may obey it */
	CHECK(!strstr(e.msg, "\xE2\x80\xAE"));
}

TEST(too_long_is_cut_at_a_character)
{
	for (size_t lead = 0; lead < 4; lead++) {
		struct err e = ERR_INIT;
		struct str s = STR_INIT;

		str_addrep(&s, "x", lead);
		str_addrep(&s, "日", 300);
		err_set(&e, ERR_INPUT, "%s", str_c(&s));
		CHECK(strlen(e.msg) < sizeof e.msg && strlen(e.msg) > sizeof e.msg - 5);
		CHECK(u8_valid(e.msg, strlen(e.msg), NULL));
		err_sys(&e, ERR_INPUT, ENOSPC, "%s", str_c(&s));
		CHECK(u8_valid(e.msg, strlen(e.msg), NULL));
		str_release(&s);
	}
}

/* A message that fits exactly keeps its last letter. */
TEST(exactly_full)
{
	struct err e = ERR_INIT;
	struct str s = STR_INIT;

	str_addrep(&s, "x", sizeof e.msg - 3);
	str_adds(&s, "å");
	err_set(&e, ERR_INPUT, "%s", str_c(&s));
	CHECK_STR(e.msg, str_c(&s));
	str_release(&s);
}

TEST(reasons)
{
	struct err e = ERR_INIT;

	err_sys(&e, ERR_SYSTEM, ENOSPC, "protokoll.md går inte att skriva");
	CHECK_STR(e.msg, "protokoll.md går inte att skriva: disken är full");
	CHECK_STR(err_reason(ENOENT), "finns inte");
	CHECK(err_reason(99999)[0] != '\0');
}

TEST(exit_status)
{
	CHECK_INT(err_exit_status(ERR_NONE), 0);
	CHECK_INT(err_exit_status(ERR_USAGE), 2);
	CHECK_INT(err_exit_status(ERR_NOT_FOUND), 3);
	CHECK_INT(err_exit_status(ERR_INPUT), 3);
	CHECK_INT(err_exit_status(ERR_LOCKED), 4);
	CHECK_INT(err_exit_status(ERR_SYSTEM), 5);
}
