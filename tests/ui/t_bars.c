/* bars: what is dropped first. */
#include "test.h"

#include "ui/bars.h"
#include "ui/theme.h"

static struct outcome run(void *ctx)
{
	(void)ctx;
	return outcome_stay();
}

static const struct command table[] = {
	{.id = "a", .keys = {"F2"}, .label = "Rummet", .weight = 2, .needs = 1, .run = run},
	{.id = "b", .keys = {"F3"}, .label = "Yrkande", .weight = 5, .run = run},
	{.id = "c", .keys = {"F4"}, .label = NULL, .weight = 9, .run = run},
	{.id = NULL},
};
static const struct command global[] = {
	{.id = "h", .keys = {"F1"}, .label = "Hjälp", .weight = 9, .run = run},
	{.id = NULL},
};

static void check(int cols, unsigned have, const char *want)
{
	struct surface s;
	struct str row = STR_INIT;

	surface_init(&s, 1, cols);
	bars_functions(&s, 0, table, global, have);
	surface_row_text(&s, 0, &row);
	CHECK_STR(str_c(&row), want);
	str_release(&row);
	surface_release(&s);
}

TEST(functions_fit)
{
	check(40, 1, "F2 Rummet F3 Yrkande F1 Hjälp");
	check(40, 0, "F2-Rummet F3 Yrkande F1 Hjälp");
	check(29, 1, "F2 Rummet F3 Yrkande F1 Hjälp");
	check(28, 1, "F3 Yrkande F1 Hjälp");
	check(18, 1, "F1 Hjälp");
	check(7, 1, "");
	CHECK(bars_functions_at(28, 3, table, global, 1) == &table[1]);
	CHECK(bars_functions_at(28, 10, table, global, 1) == NULL);
	CHECK(bars_functions_at(28, 11, table, global, 1) == &global[0]);
	CHECK(bars_functions_at(28, 27, table, global, 1) == NULL);
}

TEST(what_the_state_does_not_have_is_not_there)
{
	static const struct command steps[] = {
		{.id = "a", .keys = {"F2"}, .label = "Starta", .weight = 1, .run = run, .in = 2},
		{.id = "b", .keys = {"F3"}, .label = "Godkänn", .weight = 5, .run = run, .in = 4 | 8},
		{.id = "c", .keys = {"F4"}, .label = "Stäng", .weight = 9, .run = run},
		{.id = NULL},
	};
	static const struct {
		unsigned have;
		const char *want;
	} cases[] = {{2, "F2 Starta F4 Stäng"}, {4, "F3 Godkänn F4 Stäng"}, {8, "F3 Godkänn F4 Stäng"}, {0, "F4 Stäng"}};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct surface s;
		struct str row = STR_INIT;

		surface_init(&s, 1, 20);
		bars_functions(&s, 0, steps, NULL, cases[i].have);
		surface_row_text(&s, 0, &row);
		CHECK_STR(str_c(&row), cases[i].want);
		str_release(&row);
		surface_release(&s);
	}
	CHECK(bars_functions_at(20, 1, steps, NULL, 4) == &steps[1]);
	CHECK(bars_functions_at(20, 1, steps, NULL, 0) == &steps[2]);
}

TEST(status_fits)
{
	static const struct {
		int cols;
		const char *want;
	} cases[] = {
		{30, " Sparat      § 13       10.42"},
		{21, " Sparat  § 13  10.42"},
		{20, " Sparat       10.42"},
		{17, " Sparat    10.42"},
		{10, " Sparat"},
		{5, " Sp…"},
		{1, ""},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct surface s;
		struct str row = STR_INIT;

		surface_init(&s, 1, cases[i].cols);
		bars_status(&s, 0, "Sparat", "§ 13", "10.42", ROLE_STATUS);
		surface_row_text(&s, 0, &row);
		CHECK_STR(str_c(&row), cases[i].want);
		str_release(&row);
		surface_release(&s);
	}
}
