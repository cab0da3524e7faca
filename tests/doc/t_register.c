/* register: the file of an organ. */
#include "doc/register.h"

#include "test.h"

#define FILE_TEXT \
	"---\nformat: paragraf 1\ntyp: organ\norgan: Fjällnämnden\norgan-kort: FN\nregion: Region Fjällbygd\n" \
	"stil: vasterbotten\nprofil: nämnd\nplatser: 3\nledamöter:\n  - Anna Ek (S), ordförande\n" \
	"  - Bo Lind (M), t.o.m. 2031-06-30\nersättare:\n  - Cia Holm (V), fr.o.m. 2031-07-01\n" \
	"dnr-serie: FN N-ÅÅÅÅ\nlista-fasta:\n  - Öppnande\n  - Lista {år}\n  - …\n  - Avslut\n---\n"

TEST(fields)
{
	struct organ *o = organ_parse(span_of(FILE_TEXT));
	struct str s = STR_INIT;

	CHECK_INT(o->p->nfindings, 0);
	CHECK_SPAN(o->name, "Fjällnämnden");
	CHECK_INT(o->platser, 3);
	CHECK_INT(o->nopen, 2);
	CHECK_SPAN(o->fixed_open[1], "Lista {år}");
	CHECK_INT(o->nclose, 1);
	CHECK_INT(o->p->npersons, 3);
	CHECK(organ_is(o, span_of("fn")) && organ_is(o, span_of("FJÄLLNÄMNDEN")) && !organ_is(o, span_of("FNX")));
	CHECK(!organ_is(o, SPAN_NONE));
	organ_add_genitiv(o, &s);
	CHECK_STR(str_c(&s), "Fjällnämndens");
	CHECK(protocol_canonical(o->p));
	str_release(&s);
	organ_free(o);
	o = organ_parse(SPAN_NONE);
	CHECK(!organ_is(o, span_of("")) && o->nopen == 0);
	organ_free(o);
	organ_free(NULL);
}

TEST(genitive_given_or_made)
{
	struct organ *o = organ_parse(span_of("---\ntyp: organ\norgan: Kretsens\n---\n"));
	struct str s = STR_INIT;

	organ_add_genitiv(o, &s);
	CHECK_STR(str_c(&s), "Kretsens");
	organ_free(o);
	o = organ_parse(span_of("---\ntyp: organ\norgan: Rådet\norgan-genitiv: Rådets eget\n---\n"));
	str_clear(&s);
	organ_add_genitiv(o, &s);
	CHECK_STR(str_c(&s), "Rådets eget");
	organ_free(o);
	str_release(&s);
}

TEST(mandates)
{
	struct organ *o = organ_parse(span_of(FILE_TEXT));

	CHECK(organ_serves(&o->p->person[1], (struct date){2031, 6, 30}));
	CHECK(!organ_serves(&o->p->person[1], (struct date){2031, 7, 1}));
	CHECK(!organ_serves(&o->p->person[2], (struct date){2031, 6, 30}));
	CHECK(organ_serves(&o->p->person[0], (struct date){1999, 1, 1}));
	organ_free(o);
}

TEST(too_many_members)
{
	struct organ *o = organ_parse(span_of("---\nformat: paragraf 1\ntyp: organ\nplatser: 1\nledamöter:\n  - A (S)\n  - B (S)\n---\n"));
	bool found = false;

	for (size_t i = 0; i < o->p->nfindings; i++)
		found = found || strcmp(o->p->finding[i].id, "FORMAT-REGISTER") == 0;
	CHECK(found);
	organ_free(o);
}

TEST(masks)
{
	CHECK(dnr_matches(span_of("FN N-ÅÅÅÅ"), span_of("FN 79-2031")));
	CHECK(dnr_matches(span_of("FN N-ÅÅÅÅ"), span_of("FN 7-2031")));
	CHECK(!dnr_matches(span_of("FN N-ÅÅÅÅ"), span_of("FN 79-31")));
	CHECK(!dnr_matches(span_of("FN N-ÅÅÅÅ"), span_of("FN 79-20311")));
	CHECK(!dnr_matches(span_of("FN N-ÅÅÅÅ"), span_of("FN -2031")));
	CHECK(dnr_matches(span_of("HSN-NNNNN-ÅÅÅÅ"), span_of("HSN-00095-2023")));
	CHECK(!dnr_matches(span_of("HSN-NNNNN-ÅÅÅÅ"), span_of("HSN-95-2023")));
	CHECK(dnr_matches(span_of("N/ÅÅ"), span_of("12/31")));
	CHECK(!dnr_matches(span_of(""), span_of("")));
	CHECK(!dnr_matches(span_of("FN N"), SPAN_NONE));
}
