/* t_suggest: the list of suggestions, its file, and who asked for what. */
#include "justering/suggest.h"

#include "test.h"

static const char id_a[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
static const char id_b[] = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
static const struct stamp when = {1933574400, 120};

#define BASE "# § 1 Ett\n\nVi såg tre byar.\n"

static size_t add(struct suggestions *l, struct range at, const char *text, const char *comment, const char *id,
	const char *who)
{
	struct changes c = {0};
	size_t n;

	changes_add(&c, at, span_of(text), span_of(comment));
	n = suggest_add(l, &c, SPAN_LIT(BASE), id, who, 1, when);
	changes_release(&c);
	return n;
}

static struct range tre(void)
{
	return (struct range){span_find(SPAN_LIT(BASE), "tre", 0), 3};
}

static bool survives(const struct suggestions *l)
{
	struct suggestions back = {0};
	struct str out = STR_INIT, again = STR_INIT;
	struct err err = ERR_INIT;
	bool same;

	suggest_write(l, &out);
	same = suggest_parse(&back, str_span(&out), &err) == 0;
	suggest_write(&back, &again);
	same = same && span_eq(str_span(&out), str_span(&again)) && back.n == l->n;
	for (size_t i = 0; same && i < l->n; i++)
		same = strcmp(back.v[i].text, l->v[i].text) == 0 && strcmp(back.v[i].old, l->v[i].old) == 0;
	if (!same)
		printf("%s\n%s", err.msg, str_c(&out));
	suggest_release(&back);
	str_release(&out);
	str_release(&again);
	return same;
}

TEST(the_file)
{
	struct suggestions l = {0};
	struct str out = STR_INIT;

	CHECK_INT(add(&l, tre(), "fyra", "Jag räknade.", id_a, "Bo Lind (M)"), 1);
	CHECK_INT(add(&l, tre(), "inga", NULL, id_a, "Cia \"C\" Holm (V)"), 1);
	l.v[0].cls = SUGGEST_SAK;
	l.v[0].state = SUGGEST_ACCEPTED;
	l.v[0].accepted = strdup("minst fyra");
	memcpy(l.v[0].made, id_b, sizeof id_b);
	l.v[0].decided = when;
	l.v[1].cls = SUGGEST_SAK;
	l.v[1].state = SUGGEST_REJECTED;
	l.v[1].reason = strdup("De var\nfyra.");
	l.v[1].decided = when;
	memset(l.v[0].sum, '0', 16);
	memset(l.v[1].sum, '0', 16);
	suggest_write(&l, &out);
	CHECK_STR(str_c(&out),
		"format: paragraf-förslag 1\n"
		"\nnr: 1\nav: \"Bo Lind (M)\"\nkom: 2031-04-10T10:00:00+02:00\nutskick: 1\n"
		"version: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 0000000000000000\nplats: 20+3\nklass: sak\n"
		"gammalt: \"tre\"\nnytt: \"fyra\"\nkommentar: \"Jag räknade.\"\nläge: godtaget\n"
		"beslutat: 2031-04-10T10:00:00+02:00\ngodtaget: \"minst fyra\"\n"
		"före: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"
		"\nnr: 2\nav: \"Cia \\\"C\\\" Holm (V)\"\nkom: 2031-04-10T10:00:00+02:00\nutskick: 1\n"
		"version: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 0000000000000000\nplats: 20+3\nklass: sak\n"
		"gammalt: \"tre\"\nnytt: \"inga\"\nläge: avvisat\n"
		"beslutat: 2031-04-10T10:00:00+02:00\nskäl: \"De var\\nfyra.\"\n");
	CHECK(survives(&l));
	str_release(&out);
	suggest_release(&l);
}

TEST(any_bytes_survive)
{
	static const char *const odd[] = {"", " två", "två ", "\n\n- att\n", "\\", "\"", "\\n", "\x01\x1b[2J", "\xff\xc3",
		"a\xcc\x88", "\xe2\x80\xae", "\t", "nr: 7", "å\r\n", "”…”", "\xc2\x85"};
	struct suggestions l = {0};

	for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++)
		CHECK_INT(add(&l, tre(), odd[i], odd[i], id_a, "Bo Lind (M)"), 1);
	CHECK(survives(&l));
	for (size_t i = 0; i < l.n; i++)
		CHECK_STR(l.v[i].text, odd[i]);
	suggest_release(&l);
}

TEST(an_empty_file_is_an_empty_list)
{
	struct suggestions l = {0};
	struct err err = ERR_INIT;

	CHECK_INT(suggest_parse(&l, SPAN_NONE, &err), 0);
	CHECK_INT(l.n, 0);
	CHECK(survives(&l));
}

TEST(what_is_not_canonical_is_refused_with_its_line)
{
	struct suggestions l = {0};
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	int accepted = 0;

	add(&l, tre(), "fyra", "x", id_a, "Bo Lind (M)");
	add(&l, tre(), "fem", NULL, id_a, "Bo Lind (M)");
	suggest_write(&l, &out);
	suggest_release(&l);
	for (size_t i = 0; i < out.len; i++) {
		struct str again = STR_INIT, back = STR_INIT;

		str_addspan(&again, str_span(&out));
		again.buf[i] = (char)(again.buf[i] ^ 0x11);
		/* what is taken must say something else, in its one form */
		if (suggest_parse(&l, str_span(&again), &err) == 0) {
			suggest_write(&l, &back);
			CHECK(span_eq(str_span(&back), str_span(&again)));
			CHECK(!span_eq(str_span(&back), str_span(&out)));
			accepted++;
		}
		suggest_release(&l);
		str_release(&again);
		str_release(&back);
		CHECK(suggest_parse(&l, span_sub(str_span(&out), 0, i), &err) != 0 || i == 0 ||
			out.buf[i - 1] == '\n');
		suggest_release(&l);
	}
	CHECK(accepted < (int)out.len / 2);
	CHECK_INT(suggest_parse(&l, SPAN_LIT("format: paragraf-förslag 1\n\nnr: 1\nav: \"Bo\"\nhej: 3\n"), &err), -1);
	CHECK_INT(err.code, ERR_INPUT);
	CHECK(strstr(err.msg, "rad 5") != NULL);
	CHECK_INT(suggest_parse(&l, SPAN_LIT("hej\n"), &err), -1);
	CHECK(strstr(err.msg, "rad 1") != NULL);
	str_release(&out);
}

TEST(numbers_only_rise)
{
	struct suggestions l = {0}, back = {0};
	struct str out = STR_INIT;
	struct err err = ERR_INIT;

	add(&l, tre(), "fyra", NULL, id_a, "Bo Lind (M)");
	add(&l, tre(), "fem", NULL, id_a, "Bo Lind (M)");
	l.v[1].nr = 1;
	suggest_write(&l, &out);
	CHECK_INT(suggest_parse(&back, str_span(&out), &err), -1);
	CHECK_INT(back.n, 0);
	str_release(&out);
	suggest_release(&l);
}

TEST(two_people_and_one_wish)
{
	struct suggestions l = {0};

	CHECK_INT(add(&l, tre(), "fyra", "Jag räknade.", id_a, "Bo Lind (M)"), 1);
	CHECK_INT(add(&l, tre(), "fyra", "Jag räknade.", id_a, "Bo Lind (M)"), 0);
	CHECK_INT(l.v[0].nwho, 1);
	/* the same text in another version */
	CHECK_INT(add(&l, tre(), "fyra", "Jag med.", id_b, "Cia Holm (V)"), 0);
	CHECK_INT(l.n, 1);
	CHECK_INT(l.v[0].nwho, 2);
	CHECK_STR(l.v[0].who[1], "Cia Holm (V)");
	CHECK_STR(l.v[0].comment, "Bo Lind (M): Jag räknade. / Cia Holm (V): Jag med.");
	CHECK_INT(add(&l, tre(), "fyra", NULL, id_b, "Cia Holm (V)"), 0);
	CHECK_INT(l.v[0].nwho, 2);
	CHECK_INT(add(&l, tre(), "fem", NULL, id_b, "Cia Holm (V)"), 1);
	CHECK_INT(l.v[1].nr, 2);
	CHECK(survives(&l));
	suggest_release(&l);
}

TEST(the_same_place_in_another_text_is_another_wish)
{
	struct suggestions l = {0};
	struct changes c = {0};

	add(&l, tre(), "fyra", NULL, id_a, "Bo Lind (M)");
	changes_add(&c, tre(), SPAN_LIT("fyra"), SPAN_NONE);
	CHECK_INT(suggest_add(&l, &c, SPAN_LIT(BASE "Mer text.\n"), id_b, "Cia Holm (V)", 2, when), 1);
	CHECK_INT(l.n, 2);
	CHECK_INT(l.v[1].nr, 2);
	changes_release(&c);
	suggest_release(&l);
}

TEST(what_was_rejected_may_be_asked_again_by_another)
{
	struct suggestions l = {0};

	add(&l, tre(), "fyra", NULL, id_a, "Bo Lind (M)");
	l.v[0].state = SUGGEST_REJECTED;
	CHECK_INT(add(&l, tre(), "fyra", NULL, id_a, "Bo Lind (M)"), 0);
	CHECK_INT(add(&l, tre(), "fyra", NULL, id_a, "Cia Holm (V)"), 1);
	CHECK_INT(l.n, 2);
	CHECK_INT(l.v[0].nwho, 1);
	CHECK_INT(add(&l, tre(), "fyra", NULL, id_a, "Dag Norén (V)"), 0);
	CHECK_INT(l.v[1].nwho, 2);
	suggest_release(&l);
}

TEST(remarks)
{
	struct suggestions l = {0};

	/* a remark asks for nothing: two that say different things are two */
	CHECK_INT(add(&l, tre(), "tre", "Är det säkert?", id_a, "Bo Lind (M)"), 1);
	CHECK_INT(add(&l, tre(), "tre", "Nej.", id_a, "Cia Holm (V)"), 1);
	CHECK_INT(add(&l, tre(), "tre", "Nej.", id_a, "Dag Norén (V)"), 0);
	CHECK_INT(l.v[0].cls, SUGGEST_REMARK);
	CHECK_INT(l.v[1].nwho, 2);
	/* nothing said and nothing asked for */
	CHECK_INT(add(&l, tre(), "tre", NULL, id_a, "Bo Lind (M)"), 0);
	/* outside the text */
	CHECK_INT(add(&l, (struct range){5000, 2}, "x", NULL, id_a, "Bo Lind (M)"), 0);
	CHECK_INT(add(&l, (struct range){5, (size_t)-1}, "x", NULL, id_a, "Bo Lind (M)"), 0);
	CHECK(survives(&l));
	suggest_release(&l);
}
