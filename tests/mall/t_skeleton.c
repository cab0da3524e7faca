/* The draft of a new meeting. */
#include "test.h"

#include "base/fs.h"
#include "mall/skeleton.h"

#define LIT(s)                                                                                     \
	{                                                                                          \
		(s), sizeof(s) - 1                                                                 \
	} /* a span in a constant table */

static const char reg[] =
        "---\nformat: paragraf 1\ntyp: organ\norgan: Fjällnämnden\norgan-kort: FN\n"
        "region: Region Fjällbygd\nstil: norrbotten\nprofil: nämnd\nplatser: 3\nsekreterare:\n  - "
        "Finn Dahl\n"
        "ledamöter:\n  - Anna Ek (S), ordförande, t.o.m. 2031-03-31\n"
        "  - Cia Holm (V), ordförande, fr.o.m. 2031-04-01\n  - Bo Lind (M), vice ordförande\n"
        "ersättare:\n  - Elsa Mo (C)\ndnr-serie: FN N-ÅÅÅÅ\nlista-fasta:\n  - Sammanträdet öppnas\n"
        "  - Val av protokolljusterare\n  - Informationer {år}\n  - …\n  - Övriga frågor\n  - "
        "Sammanträdet avslutas\n---\n";

static char *make(const char *style, const struct agenda_item *item, size_t n, int first)
{
	struct organ *o = organ_parse(span_of(reg));
	struct err err = ERR_INIT;
	struct remarks r = REMARKS_INIT;
	struct style *s = style_load(style, NULL, &r, &err);
	struct skeleton in = {.organ = o,
	        .style = s,
	        .date = {2031, 4, 9},
	        .first_nr = first,
	        .item = item,
	        .nitems = n,
	        .start = SPAN_LIT("10.00"),
	        .end = SPAN_LIT("15.40"),
	        .place = SPAN_LIT("Sal 1: norra")};
	struct str out = STR_INIT;

	skeleton_make(&in, &out, &r);
	for (size_t i = 0; i < r.n; i++)
		printf("%s:%d: %s\n", r.v[i].file, r.v[i].line, r.v[i].text);
	CHECK_INT(r.n, 0);
	remarks_release(&r);
	style_free(s);
	organ_free(o);
	return str_take(&out);
}

/* The headings in one line: "1 Titel|2 Titel" */
static char *headings(const char *draft)
{
	struct protocol *p = protocol_parse(span_of(draft));
	struct str s = STR_INIT;

	for (size_t i = 0; i < p->nitems; i++)
		str_addf(&s, "%s%d %.*s", i ? "|" : "", p->item[i].nr, SPAN_FMT(p->item[i].title));
	protocol_free(p);
	return str_take(&s);
}

TEST(front_matter_from_the_register)
{
	char *d = make("norrbotten", NULL, 0, 1);
	struct protocol *p = protocol_parse(span_of(d));

	CHECK(p->typ == TYP_PROTOKOLL);
	CHECK_SPAN(front_get(&p->front, FRONT_STIL), "norrbotten");
	CHECK_SPAN(front_get(&p->front, FRONT_ORGAN), "Fjällnämnden");
	CHECK_SPAN(front_get(&p->front, FRONT_DATUM), "2031-04-09");
	CHECK_SPAN(front_get(&p->front, FRONT_TID), "10.00–15.40");
	CHECK_SPAN(front_get(&p->front, FRONT_PLATS), "Sal 1: norra");
	CHECK_INT(p->npersons, 4);
	if (p->npersons == 4) {
		CHECK_SPAN(p->person[0].line_text, "Cia Holm (V), ordförande");
		CHECK_SPAN(p->person[1].line_text, "Bo Lind (M), vice ordförande");
		CHECK_INT(p->person[2].group, GROUP_ERSATTARE);
		CHECK_INT(p->person[3].group, GROUP_SEKRETERARE);
	}
	CHECK(strstr(d, "Fjällnämndens ordförande förklarar sammanträdet öppnat kl. [[klockslag]] "
	                "den 9 april 2031.\n"));
	protocol_free(p);
	free(d);
}

TEST(fixed_items_open_and_close)
{
	static const struct agenda_item plain[] = {
	        {LIT("Broar"), LIT("FN 7-2031")}, {LIT("Leder"), {NULL, 0}}};
	static const struct agenda_item has[] = {{LIT("sammanträdet  Öppnas"), {NULL, 0}},
	        {LIT("Informationer 2031"), LIT("FN 3-2031")}, {LIT("Broar"), {NULL, 0}},
	        {LIT(" "), {NULL, 0}}, {LIT("Sammanträdet avslutas"), {NULL, 0}}};
	static const struct {
		const struct agenda_item *item;
		size_t n;
		int first;
		const char *want;
	} rows[] = {
	        {NULL, 0, 1,
	                "1 Sammanträdet öppnas|2 Val av protokolljusterare|3 Informationer 2031|4 "
	                "Övriga frågor|"
	                "5 Sammanträdet avslutas"},
	        {plain, 2, 14,
	                "14 Sammanträdet öppnas|15 Val av protokolljusterare|16 Informationer "
	                "2031|17 Broar|18 Leder|"
	                "19 Övriga frågor|20 Sammanträdet avslutas"},
	        {has, 5, 3,
	                "3 sammanträdet  Öppnas|4 Val av protokolljusterare|5 Informationer 2031|6 "
	                "Broar|7 Övriga frågor|"
	                "8 Sammanträdet avslutas"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *d = make("norrbotten", rows[i].item, rows[i].n, rows[i].first),
		     *h = headings(d);

		CHECK_STR(h, rows[i].want);
		free(h);
		free(d);
	}
}

TEST(canonical_in_each_style)
{
	static const char *const styles[] = {
	        "grund", "vasterbotten", "norrbotten", "vasternorrland"};
	static const struct agenda_item items[] = {{LIT("Broar"), LIT("FN 7-2031, FN 8-2031")},
	        {LIT("Val av ombud: *Leden*"), {NULL, 0}}, {LIT("Delegationsbeslut"), {NULL, 0}}};

	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
		char *d = make(styles[i], items, 3, 1);
		struct protocol *p = protocol_parse(span_of(d));

		CHECK(protocol_canonical(p));
		for (size_t k = 0; k < p->nfindings; k++)
			printf("%d: %s\n", p->finding[k].line, p->finding[k].text);
		CHECK_INT(p->nfindings, 0);
		CHECK_INT(p->nitems, 8);
		protocol_free(p);
		free(d);
	}
}

/* The real agendas and registers; says so where they are not. */
TEST(real_agendas)
{
	static const struct {
		const char *organ, *agenda;
		int first;
		size_t items;
	} rows[] = {{"bpt", "vasterbotten", 1, 8}, {"hsn", "norrbotten", 14, 14}};

	if (!fs_exists("../shared/real/organ/bpt.md")) {
		printf("SKIP: ../shared saknas\n");
		return;
	}
	for (size_t i = 0; i < 2; i++) {
		struct str r = STR_INIT, a = STR_INIT, out = STR_INIT;
		char *rp = str_format("../shared/real/organ/%s.md", rows[i].organ);
		char *ap = str_format("../shared/real/%s.agenda", rows[i].agenda);
		struct err err = ERR_INIT;
		struct agenda_item item[40];
		struct span rest, line;
		struct protocol *p;
		struct skeleton in = {
		        .date = {2026, 2, 5}, .first_nr = rows[i].first, .item = item};
		struct organ *o;
		struct style *s;

		CHECK(fs_read(rp, &r, &err) == 0 && fs_read(ap, &a, &err) == 0);
		rest = str_span(&a);
		while (rest.n && span_line(&rest, &line)) {
			item[in.nitems].dnr = SPAN_NONE;
			item[in.nitems].dnr = line;
			span_split(&item[in.nitems].dnr, ";", &item[in.nitems].title);
			in.nitems++;
		}
		in.organ = o = organ_parse(str_span(&r));
		in.style = s = style_load(rows[i].agenda, NULL, NULL, &err);
		skeleton_make(&in, &out, NULL);
		p = protocol_parse(str_span(&out));
		CHECK_INT(p->nitems, rows[i].items);
		CHECK_INT(p->first, rows[i].first);
		CHECK_INT(p->last, rows[i].first + (int)rows[i].items - 1);
		CHECK(protocol_canonical(p));
		CHECK_INT(p->nfindings, 0);
		protocol_free(p);
		style_free(s);
		organ_free(o);
		str_release(&r);
		str_release(&a);
		str_release(&out);
		free(rp);
		free(ap);
	}
}
