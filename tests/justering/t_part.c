/* t_part: §§ in parts: the list, the texts, what is locked; and random divisions. */
#include "justering/part.h"

#include "base/mem.h"
#include "justering/sign.h"
#include "test.h"

#define FRONT \
	"---\nformat: paragraf 1\ntyp: protokoll\norgan: Fjällberedningen\ndatum: 2031-04-09\n" \
	"beslutande:\n  - Anna Ek (S), ordförande, §§ 11–12\n  - Bo Lind (M), vice ordförande\n" \
	"  - Cia Holm (V), §§ 11, 14\njusterare:\n  - Bo Lind (M), §§ 11–13\n  - Dag Norén (V), § 14\n---\n"

static const char draft[] = FRONT "\nFörord.\n\n# § 11 Öppnande\n\nMötet öppnas.\n\n# § 12 Vägen\nDnr: A 1\n\n"
				  "## Beslut\n\nVägen byggs.\n\n# § 13 Åkern\n\n# § 14 Avslut\n\nSlut.\n";

static struct parts of(const char *bytes)
{
	struct parts l;
	struct err err = ERR_INIT;

	if (parts_parse(&l, span_of(bytes), &err))
		CHECK_FAIL(err.msg);
	return l;
}

TEST(list_is_canonical)
{
	static const char *const bad[] = {"1: 12", "1: 12-13\n", "1: 12, 13\n", "2: 12\n1: 13\n", "1: 12\n1: 13\n",
		"1: 12\n2: 12\n", "1:\n", "1: \n", "0: 12\n", "1: 0\n", "1: x\n", "1: 12 \n", "\n", "1: 13, 12\n",
		"1: 15–14\n", "1: 1–999999\n", "01: 12\n"};
	struct parts l = of("1: 12, 14–15\n3: 13\n");
	struct str s = STR_INIT;
	struct err err = ERR_INIT;

	CHECK_INT(l.n, 2);
	CHECK_INT(l.v[0].n, 3);
	CHECK_INT(l.v[1].nr, 3);
	CHECK_INT(parts_of(&l, 15), 1);
	CHECK_INT(parts_of(&l, 13), 3);
	CHECK_INT(parts_of(&l, 11), 0);
	parts_write(&l, &s);
	CHECK_STR(str_c(&s), "1: 12, 14–15\n3: 13\n");
	str_clear(&s);
	part_add_paras(&s, &l.v[0]);
	CHECK_STR(str_c(&s), "§§ 12, 14–15");
	str_clear(&s);
	part_add_paras(&s, &l.v[1]);
	CHECK_STR(str_c(&s), "§ 13");
	parts_remove(&l, 1);
	parts_remove(&l, 7);
	str_clear(&s);
	parts_write(&l, &s);
	CHECK_STR(str_c(&s), "3: 13\n");
	str_release(&s);
	parts_release(&l);
	CHECK_INT(parts_parse(&l, SPAN_NONE, &err), 0);
	CHECK_INT(l.n, 0);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (parts_parse(&l, span_of(bad[i]), &err) == 0)
			CHECK_FAIL(bad[i]);
		CHECK_INT(err.code, ERR_INPUT);
	}
}

TEST(new_parts_are_of_the_protocol)
{
	struct protocol *p = protocol_parse(span_of(draft));
	struct parts l = {0};
	struct str s = STR_INIT;
	struct err err = ERR_INIT;

	CHECK_INT(parts_add(&l, p, span_of("§ 12"), &err), 0);
	CHECK_INT(parts_add(&l, p, span_of("13-14"), &err), 0);
	CHECK_INT(parts_add(&l, p, span_of("11, 13"), &err), -1);
	CHECK_STR(err.msg, "§ 13 hör redan till del 2");
	CHECK_INT(parts_add(&l, p, span_of("10"), &err), -1);
	CHECK_STR(err.msg, "§ 10 finns inte: protokollet har §§ 11–14");
	CHECK_INT(parts_add(&l, p, span_of("elva"), &err), -1);
	CHECK_INT(err.code, ERR_INPUT);
	CHECK_INT(parts_add(&l, p, SPAN_NONE, &err), -1);
	CHECK_INT(parts_check(&l, p, &err), 0);
	parts_write(&l, &s);
	CHECK_STR(str_c(&s), "1: 12\n2: 13–14\n");
	protocol_free(p);
	p = protocol_parse(SPAN_LIT("# § 12 A\n\n# § 12 B\n\n# § 13 C\n\n# § 14 D\n"));
	CHECK_INT(parts_check(&l, p, &err), -1);
	CHECK_STR(err.msg, "§ 12 står 2 gånger i protokollet: rätta numren först");
	protocol_free(p);
	p = protocol_parse(SPAN_NONE);
	CHECK_INT(parts_check(&l, p, &err), -1);
	protocol_free(p);
	str_release(&s);
	parts_release(&l);
}

TEST(text_of_each)
{
	struct protocol *p = protocol_parse(span_of(draft)), *q;
	struct parts l = of("1: 12, 14\n");
	struct str s = STR_INIT;

	part_text(&l, 1, p, &s);
	CHECK_STR(str_c(&s), FRONT "\n# § 12 Vägen\nDnr: A 1\n\n## Beslut\n\nVägen byggs.\n\n# § 14 Avslut\n\nSlut.\n");
	q = protocol_parse(str_span(&s));
	CHECK(protocol_canonical(q));
	protocol_free(q);
	str_clear(&s);
	part_text(&l, 0, p, &s);
	CHECK_STR(str_c(&s), FRONT "\nFörord.\n\n# § 11 Öppnande\n\nMötet öppnas.\n\n# § 13 Åkern\n");
	str_clear(&s);
	parts_release(&l);
	part_text(&l, 0, p, &s);
	CHECK_STR(str_c(&s), draft);
	str_release(&s);
	protocol_free(p);
}

static void signers(const struct parts *l, int nr, const char *want)
{
	struct protocol *p = protocol_parse(span_of(draft)), *q;
	struct signing g = SIGNING_INIT;
	struct str s = STR_INIT, got = STR_INIT;

	part_text(l, nr, p, &s);
	q = part_protocol(str_span(&s));
	signing_from_protocol(&g, q);
	for (size_t i = 0; i < g.n; i++)
		str_addf(&got, "%s%s", i ? ", " : "", g.signer[i].who);
	CHECK_STR(str_c(&got), want);
	signing_release(&g);
	str_release(&s);
	str_release(&got);
	protocol_free(q);
	protocol_free(p);
}

TEST(signers_are_those_of_the_part)
{
	struct parts l = of("1: 12\n2: 14\n");

	signers(&l, 1, "Anna Ek (S), Bo Lind (M)");
	signers(&l, 2, "Bo Lind (M), Dag Norén (V)");
	signers(&l, 0, "Anna Ek (S), Bo Lind (M)");
	parts_release(&l);
}

TEST(people_of_the_part)
{
	struct protocol *p = protocol_parse(span_of(draft)), *q;
	struct parts l = of("1: 12\n");
	struct str s = STR_INIT;

	part_text(&l, 1, p, &s);
	q = part_protocol(str_span(&s));
	CHECK_INT(q->npersons, 3); /* Cia Holm and Dag Norén are not there at § 12 */
	protocol_free(q);
	str_release(&s);
	parts_release(&l);
	protocol_free(p);
}

TEST(names_of_files)
{
	char *s;

	CHECK_STR(s = part_folder(0, true), "justerat"), free(s);
	CHECK_STR(s = part_folder(2, true), "justerat/del-2"), free(s);
	CHECK_STR(s = part_folder(2, false), "justering/del-2"), free(s);
	CHECK_STR(s = part_path(0, false, "manifest"), "justering/manifest"), free(s);
	CHECK_STR(s = part_tag(0), "justerat"), free(s);
	CHECK_STR(s = part_tag(1), "justerat-del-1"), free(s);
}

/* ------------------------------------------------------------- property */

static void random_draft(struct str *out, unsigned long *seed, int first, int n)
{
	static const char *const bodies[] = {"", "Dnr: A 1\n", "\nText å.\n", "\n## Beslut\n\n- att x,\n- att y.\n",
		"\n<!-- lapp -->\n", "\n\n\nLuft.\n\n"};

	str_adds(out, FRONT);
	if (test_random(seed) % 2)
		str_adds(out, "\nInledning.\n");
	for (int i = 0; i < n; i++)
		str_addf(out, "\n# § %d Ärende\n%s", first + i, bodies[test_random(seed) % 6]);
}

static struct span trimmed(struct span s)
{
	while (s.n && s.p[s.n - 1] == '\n')
		s.n--;
	return s;
}

/* Each § of the draft is in just one part, with its number and its bytes. */
TEST(random_divisions)
{
	unsigned long seed = 43;

	for (int round = 0; round < 2000; round++) {
		int n = (int)(test_random(&seed) % 9) + 1, first = (int)(test_random(&seed) % 20) + 1;
		int nparts = (int)(test_random(&seed) % 4), of_para[16];
		struct str s = STR_INIT, list = STR_INIT, back = STR_INIT;
		struct parts l = {0}, again;
		struct protocol *p;
		struct err err = ERR_INIT;
		size_t found = 0;

		random_draft(&s, &seed, first, n);
		p = protocol_parse(str_span(&s));
		for (int i = 0; i < n; i++)
			of_para[i] = (int)(test_random(&seed) % (unsigned long)(nparts + 1));
		for (int k = 1; k <= nparts; k++) {
			struct str paras = STR_INIT;

			for (int i = 0; i < n; i++)
				if (of_para[i] == k)
					str_addf(&paras, "%s%d", paras.len ? ", " : "", first + i);
			if (paras.len)
				CHECK_INT(parts_add(&l, p, str_span(&paras), &err), 0);
			str_release(&paras);
		}
		CHECK_INT(parts_check(&l, p, &err), 0);
		parts_write(&l, &list);
		CHECK_INT(parts_parse(&again, str_span(&list), &err), 0);
		parts_write(&again, &back);
		CHECK_SPAN(str_span(&back), str_c(&list));
		for (size_t k = 0; k <= l.n; k++) {
			struct str text = STR_INIT;
			struct protocol *q;

			part_text(&l, k ? l.v[k - 1].nr : 0, p, &text);
			q = part_protocol(str_span(&text));
			for (size_t i = 0; i < q->nitems; i++) {
				const struct item *it = &q->item[i], *was = &p->item[it->nr - first];

				found++;
				CHECK_INT(parts_of(&l, it->nr), k ? l.v[k - 1].nr : 0);
				CHECK(span_eq(trimmed(span_sub(q->src, it->where.at, it->where.n)),
					trimmed(span_sub(p->src, was->where.at, was->where.n))));
			}
			protocol_free(q);
			str_release(&text);
		}
		CHECK_INT(found, n);
		parts_release(&again);
		parts_release(&l);
		protocol_free(p);
		str_release(&s);
		str_release(&list);
		str_release(&back);
		if (test_bad)
			return;
	}
}
