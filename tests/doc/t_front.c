/* front: keys, values, quotation marks. */
#include "doc/front.h"

#include "doc/finding.h"
#include "test.h"

static struct front parse(const char *text, struct arena *a, size_t *faults)
{
	struct findings log = {.arena = a};
	struct front f;

	front_parse(&f, span_of(text), a, &log);
	*faults = log.n;
	free(log.v);
	return f;
}

TEST(values_and_lists)
{
	struct arena a = {0};
	size_t faults;
	struct front f = parse("---\nformat: paragraf 1\norgan: \"Nämnd: A\"\njusterare:\n  - Bo (M)\n  - 'Ann''s (S)'\n---\nrest", &a, &faults);

	CHECK(f.present && f.closed);
	CHECK_INT(f.n, 3);
	CHECK_SPAN(front_get(&f, FRONT_ORGAN), "Nämnd: A");
	CHECK_INT(front_field(&f, FRONT_JUSTERARE)->n, 2);
	CHECK_SPAN(front_field(&f, FRONT_JUSTERARE)->value[1].text, "Ann's (S)");
	CHECK_INT(front_field(&f, FRONT_JUSTERARE)->value[1].line, 6);
	CHECK(front_field(&f, FRONT_PLATS) == NULL && front_get(&f, FRONT_PLATS).p == NULL);
	CHECK_INT(faults, 1); /* quoted without need */
	arena_release(&a);
}

TEST(odd_ones_are_kept)
{
	struct arena a = {0};
	size_t faults;
	struct str s = STR_INIT;
	struct front f = parse("---\n  - lös\nformat: paragraf 1\nskräp\nhund: ja\n", &a, &faults);

	CHECK(f.present && !f.closed);
	CHECK_INT(f.n, 1);
	CHECK_INT(f.nraw, 1);
	front_write(&s, &f);
	CHECK_STR(str_c(&s), "---\n  - lös\nformat: paragraf 1\n---\n");
	f = parse("---\nText\n", &a, &faults);
	CHECK(!f.present && f.where.n == 0);
	f = parse("Text", &a, &faults);
	CHECK(!f.present);
	f = parse("", &a, &faults);
	CHECK(!f.present);
	f = parse("---\n---", &a, &faults);
	CHECK(f.present && f.where.n == 7);
	str_release(&s);
	arena_release(&a);
}

TEST(plain_values)
{
	static const char *const plain[] = {"Anna Ek (S)", "1.0", "7", "2031-04-09", "10.00–15.40", "a:b", "a#b",
		"-x", "Sammanträdesrum Vitmossen, Storsele", "nej", "v1.10", "HSN 1-2031", "10-12", "…"};
	static const char *const quoted[] = {"", "1.10", "007", "[a", "@x", "*x", "a: b", "a #b", "x:", "- a", "yes",
		"No", "null", "~", "12:30", "0x1F", "1e3", "\"a\"", "'a", " a", "a ", "2031-02-30", "!x", "{år}", "%",
		"a\tb\n", "1_000", "+5", ".5", "5.", "---", "? x", "| x", "2031-04-09 10:00:00"};

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (!front_plain(span_of(plain[i])))
			CHECK_STR(plain[i], "plain");
	for (size_t i = 0; i < sizeof quoted / sizeof *quoted; i++)
		if (front_plain(span_of(quoted[i])))
			CHECK_STR(quoted[i], "quoted");
}

TEST(values_come_back)
{
	static const char *const values[] = {"a: b", "\"x\" och \\y", "\t", "rad\nrad", "\x01", "åäö: é", "'", "1.10"};
	struct str s = STR_INIT;

	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		struct arena a = {0};
		size_t faults;
		struct front f;

		str_clear(&s);
		str_adds(&s, "---\norgan: ");
		front_add_value(&s, span_of(values[i]));
		str_adds(&s, "\n---\n");
		f = parse(str_c(&s), &a, &faults);
		CHECK_SPAN(front_get(&f, FRONT_ORGAN), values[i]);
		CHECK_INT(faults, 0);
		arena_release(&a);
	}
	str_release(&s);
}

TEST(keys)
{
	for (enum front_key k = 0; k < FRONT_KEYS; k++)
		CHECK_INT(front_key_find(span_of(front_key_name(k))), k);
	CHECK_INT(front_key_find(span_of("hund")), FRONT_UNKNOWN);
	CHECK(front_key_name(FRONT_UNKNOWN) == NULL);
	CHECK(front_key_is_list(FRONT_JUSTERARE) && !front_key_is_list(FRONT_DATUM));
}
