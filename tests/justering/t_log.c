/* t_log: the log of a meeting: canonical, safe for any field, told in Swedish. */
#include "justering/log.h"

#include "test.h"

static struct stamp at(const char *iso)
{
	struct stamp t = {0, 0};

	CHECK_INT(clock_parse(span_of(iso), &t), 0);
	return t;
}

static const char *const to_bo[] = {"1", "Bo Lind (M)", "txt", "12", "a1", "b2", "-"};
static const char *const to_cia[] = {"2", "Cia Holm (V)", "md", "14", "a3", "b4", "c5"};
static const char *const bo_again[] = {"3", "Bo Lind (M)", "txt", "15", "a5", "b6", "-"};

TEST(the_form_of_the_file)
{
	struct log l = {NULL, 0, 0}, back = {NULL, 0, 0};
	struct str out = STR_INIT, again = STR_INIT;
	struct err err = ERR_INIT;

	log_add(&l, at("2031-04-10T08:00:00+02:00"), LOG_UTSKICK, to_bo);
	log_add(&l, at("2031-04-11T09:30:05+02:00"), LOG_AVVISAT,
		(const char *const[]){"4", "Bo Lind (M)", "står a|b, \\ och\nny rad "});
	log_write(&l, &out);
	CHECK_STR(str_c(&out),
		"format: paragraf-logg 1\n"
		"2031-04-10T08:00:00+02:00 | utskick | 1 | Bo Lind (M) | txt | 12 | a1 | b2 | -\n"
		"2031-04-11T09:30:05+02:00 | avvisat | 4 | Bo Lind (M) | står a\\|b, \\\\ och ny rad\n");
	CHECK_INT(log_parse(&back, str_span(&out), &err), 0);
	CHECK_INT(back.n, 2);
	if (back.n == 2) {
		CHECK_STR(back.v[1].field[2], "står a|b, \\ och ny rad");
		CHECK(back.v[1].field[3] == NULL);
	}
	log_write(&back, &again);
	CHECK_STR(str_c(&again), str_c(&out));
	str_release(&out);
	str_release(&again);
	log_release(&l);
	log_release(&back);
}

TEST(every_kind_goes_through_the_file)
{
	struct log l = {NULL, 0, 0}, back = {NULL, 0, 0};
	struct str out = STR_INIT, line = STR_INIT;
	struct err err = ERR_INIT;

	for (int k = 0; k < LOG_KINDS; k++)
		log_add(&l, at("2031-04-10T08:00:00+02:00"), (enum log_kind)k,
			(const char *const[]){"1", "två", "", "4", "fem", "sex", "sju"});
	log_add(&l, at("2031-04-10T08:00:00+02:00"), LOG_INGA, NULL);
	log_write(&l, &out);
	CHECK_INT(log_parse(&back, str_span(&out), &err), 0);
	CHECK_INT(back.n, LOG_KINDS + 1);
	for (size_t i = 0; i < back.n; i++) {
		str_clear(&line);
		log_add_line(&line, &back.v[i]);
		CHECK(line.len > strlen("10 april 08.00: ") && !strpbrk(str_c(&line), "{}[]\n"));
	}
	str_release(&out);
	str_release(&line);
	log_release(&l);
	log_release(&back);
}

TEST(told_for_people)
{
	struct log l = {NULL, 0, 0};
	struct str out = STR_INIT;

	log_add(&l, at("2031-04-10T08:00:00+02:00"), LOG_UTSKICK, to_bo);
	log_add(&l, at("2031-04-12T14:05:00+02:00"), LOG_VAGRAN, (const char *const[]){"0", "Bo Lind (M)", "siffran är fel"});
	log_add(&l, at("2031-04-12T14:05:00+02:00"), LOG_VAGRAN, (const char *const[]){"1", "Bo Lind (M)", ""});
	for (size_t i = 0; i < l.n; i++) {
		log_add_line(&out, &l.v[i]);
		str_addc(&out, '\n');
	}
	CHECK_STR(str_c(&out),
		"10 april 08.00: sänt till Bo Lind (M), version 12\n"
		"12 april 14.05: Bo Lind (M) vill inte skriva under: siffran är fel\n"
		"12 april 14.05: del 1: Bo Lind (M) vill inte skriva under\n");
	str_release(&out);
	log_release(&l);
}

TEST(what_is_not_canonical_is_refused_with_its_line)
{
	static const struct {
		const char *bytes;
		int line;
	} bad[] = {
		{"format: paragraf-logg 2\n", 1},
		{"format: paragraf-logg 1", 1},
		{"format: paragraf-logg 1\n\n", 2},
		{"format: paragraf-logg 1\n2031-04-10T08:00:00+02:00 | utskick | 1\n", 2},
		{"format: paragraf-logg 1\n2031-04-10T08:00:00+02:00 | ångrat | 1 | B | C\n", 2},
		{"format: paragraf-logg 1\n2031-04-10T08:00:00+02:00 | ångrat | 1 | B \n", 2},
		{"format: paragraf-logg 1\n2031-04-10T08:00:00+02:00 | ångrat | 1 | \\B\n", 2},
		{"format: paragraf-logg 1\n2031-04-10T08:00:00+02:00 | ångrat | 1 | B\n2031-04-10 | ångrat | 1 | B\n", 3},
		{"format: paragraf-logg 1\n2031-04-10T08:00:00+02:00 | annat | 1 | B\n", 2},
	};
	struct log l = {NULL, 0, 0};

	CHECK_INT(log_parse(&l, SPAN_NONE, NULL), 0);
	CHECK_INT(l.n, 0);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct err err = ERR_INIT;
		char *want = str_format("justering/logg är skadad eller omskriven på rad %d", bad[i].line);

		CHECK_INT(log_parse(&l, span_of(bad[i].bytes), &err), -1);
		CHECK_STR(err.msg, want);
		free(want);
	}
}

TEST(any_bytes_in_a_field_come_back_the_same_the_second_time)
{
	unsigned long seed = 5;

	for (int round = 0; round < 3000; round++) {
		static const char *const bits[] = {"|", "\\", " | ", "\n", "\x1b[2J", "\xff", "å", " ", "a", "\xC2\x85", "§"};
		struct str s = STR_INIT, one = STR_INIT, two = STR_INIT;
		struct log l = {NULL, 0, 0}, back = {NULL, 0, 0};
		struct err err = ERR_INIT;

		for (unsigned long n = test_random(&seed) % 9; n > 0; n--)
			str_adds(&s, bits[test_random(&seed) % (sizeof bits / sizeof *bits)]);
		log_add(&l, (struct stamp){1900000000, 60}, LOG_GODTAGET, (const char *const[]){str_c(&s), str_c(&s)});
		log_write(&l, &one);
		CHECK_INT(log_parse(&back, str_span(&one), &err), 0);
		log_write(&back, &two);
		CHECK(span_eq(str_span(&one), str_span(&two)));
		str_release(&s);
		str_release(&one);
		str_release(&two);
		log_release(&l);
		log_release(&back);
	}
}

TEST(packets_are_found_by_person_and_number)
{
	struct log l = {NULL, 0, 0};

	CHECK_INT(log_next_packet(&l), 1);
	CHECK(log_last_packet(&l, span_of("Bo Lind")) == NULL);
	log_add(&l, at("2031-04-10T08:00:00+02:00"), LOG_UTSKICK, to_bo);
	log_add(&l, at("2031-04-10T08:01:00+02:00"), LOG_UTSKICK, to_cia);
	log_add(&l, at("2031-04-12T08:00:00+02:00"), LOG_UTSKICK, bo_again);
	CHECK_INT(log_next_packet(&l), 4);
	CHECK(log_last_packet(&l, span_of("BO LIND")) == &l.v[2]);
	CHECK(log_last_packet(&l, span_of(" bo lind (m)")) == &l.v[2]);
	CHECK(log_last_packet(&l, span_of("Bo Lind (S)")) == NULL);
	CHECK(log_packet(&l, 2) == &l.v[1]);
	CHECK(log_packet(&l, 4) == NULL && log_packet(&l, 0) == NULL);
	log_release(&l);
}
