/* Kinds of §, phrases and abbreviations as data. */
#include "test.h"

#include "base/fs.h"
#include "mall/kind.h"

static const char *const styles[] = {"grund", "vasterbotten", "norrbotten", "vasternorrland"};
enum { STYLES = sizeof styles / sizeof *styles };

static struct style *load(const char *name)
{
	struct err err = ERR_INIT;
	struct style *s = style_load(name, NULL, NULL, &err);

	if (!s) {
		printf("%s\n", err.msg);
		exit(1);
	}
	return s;
}

static const char front[] =
        "---\nformat: paragraf 1\ntyp: protokoll\norgan: Fjällnämnden\ndatum: 2031-04-09\n"
        "beslutande:\n  - Bo Lind (M), vice ordförande\n---\n";

TEST(every_style_has_every_kind)
{
	for (int i = 0; i < STYLES; i++) {
		struct remarks r = REMARKS_INIT;
		struct style *s = load(styles[i]);
		struct kinds k;

		kinds_load(&k, s, &r);
		for (size_t n = 0; n < r.n; n++)
			printf("%s:%d: %s\n", r.v[n].file, r.v[n].line, r.v[n].text);
		CHECK_INT(r.n, 0);
		CHECK_INT(k.n, SLAGS);
		for (int slag = 0; slag < SLAGS; slag++) {
			const struct kind *one = kind_of_slag(&k, (enum item_slag)slag);

			CHECK(one && one->slag == (enum item_slag)slag);
			CHECK(one && one->name.n && one->title.n && one->text.n);
		}
		kinds_release(&k);
		remarks_release(&r);
		style_free(s);
	}
}

/* Canonical, without findings, with the meta line that names the kind. */
TEST(rendered_kinds_are_canonical)
{
	for (int i = 0; i < STYLES; i++) {
		struct style *s = load(styles[i]);
		struct arena a = {0};
		struct protocol *p = protocol_parse(span_of(front));
		struct value *meeting = fields_meeting(&a, s, p, NULL);
		struct kinds k;

		kinds_load(&k, s, NULL);
		for (size_t n = 0; n < k.n; n++) {
			struct remarks r = REMARKS_INIT;
			struct str text = STR_INIT, again = STR_INIT;
			struct value *f = kind_fields(&a, meeting, 7,
			        SPAN_LIT("Broar * och [spår]"), SPAN_LIT("FN 7-2031"));
			struct protocol *whole;

			str_adds(&text, front);
			str_addc(&text, '\n');
			kind_render(&k, &k.v[n], f, &text, &r);
			CHECK_INT(r.n, 0);
			whole = protocol_parse(str_span(&text));
			protocol_write(whole, &again);
			CHECK_STR(str_c(&again), str_c(&text));
			CHECK_INT(whole->nitems, 1);
			for (size_t m = 0; m < whole->nfindings; m++)
				if (whole->finding[m].severity == SEVERITY_FEL) {
					printf("%s %.*s: %s\n", styles[i], SPAN_FMT(k.v[n].id),
					        whole->finding[m].text);
					CHECK_FAIL("without errors");
				}
			if (whole->nitems) {
				CHECK_INT(whole->item[0].nr, 7);
				CHECK_INT(whole->item[0].slag, k.v[n].slag);
				CHECK_INT(whole->item[0].ndnr, 1);
			}
			protocol_free(whole);
			str_release(&text);
			str_release(&again);
			remarks_release(&r);
		}
		kinds_release(&k);
		protocol_free(p);
		arena_release(&a);
		style_free(s);
	}
}

TEST(titles_choose_kinds)
{
	static const struct {
		const char *title;
		enum item_slag slag;
	} rows[] = {
	        {"Sammanträdet öppnas", SLAG_OPPNANDE},
	        {"Upprop/fastställande av närvarorätt", SLAG_UPPROP},
	        {"Upprop", SLAG_UPPROP},
	        {"Justering", SLAG_JUSTERING},
	        {"JUSTERING", SLAG_JUSTERING},
	        {"Justering av avgifter", SLAG_BESLUT},
	        {"Val av protokolljusterare", SLAG_JUSTERING},
	        {"Val av justerare", SLAG_JUSTERING},
	        {"Val av ledamot i ledrådet", SLAG_VAL},
	        {"Valdistrikt 2032", SLAG_BESLUT},
	        {"Fastställande av slutlig föredragningslista", SLAG_FOREDRAGNINGSLISTA},
	        {"Fastställande av föredragningslista 2031 - Fjällberedningen, FB",
	                SLAG_FOREDRAGNINGSLISTA},
	        {"Informationer 2031 - Fjällberedningen", SLAG_INFORMATION},
	        {"Meddelanden till fjällnämnden", SLAG_MEDDELANDE},
	        {"Delegationsbeslut anmälda till fjällnämnden", SLAG_DELEGATION},
	        {"Initiativärende - M, C - Broar", SLAG_INITIATIV},
	        {"Sammanträdet avslutas", SLAG_AVSLUT},
	        {"Broar över Storsele å", SLAG_BESLUT},
	        {"", SLAG_BESLUT},
	};

	for (int i = 0; i < STYLES; i++) {
		struct style *s = load(styles[i]);
		struct kinds k;

		kinds_load(&k, s, NULL);
		for (size_t n = 0; n < sizeof rows / sizeof *rows; n++)
			CHECK_INT(kind_for_title(&k, span_of(rows[n].title))->slag, rows[n].slag);
		kinds_release(&k);
		style_free(s);
	}
}

TEST(faults_have_a_place)
{
	static const char text[] = "nam = x\nslag = inget\nbara ord\n";
	char *dir = test_folder(), *own = fs_join(dir, "egen"), *sub = fs_join(own, "paragrafer");
	char *file = fs_join(sub, "eget.mall"), *stil = fs_join(own, "stil");
	struct remarks r = REMARKS_INIT;
	struct err err = ERR_INIT;
	struct style *s;
	struct kinds k;

	CHECK_INT(fs_mkdirs(sub, &err), 0);
	CHECK_INT(fs_write_atomic(stil, "", 0, 0644, &err), 0);
	CHECK_INT(fs_write_atomic(file, text, sizeof text - 1, 0644, &err), 0);
	s = style_load(own, NULL, &r, &err);
	kinds_load(&k, s, &r);
	CHECK_INT(r.n, 4);
	if (r.n == 4) {
		CHECK_STR(r.v[0].text, "okänd nyckel ”nam”: menas ”namn”?");
		CHECK_INT(r.v[0].line, 1);
		CHECK_STR(r.v[0].file, file);
		CHECK_STR(r.v[1].text, "okänt slag ”inget”: läses som beslut");
		CHECK_STR(r.v[2].text, "raden är inte ”nyckel = värde”");
		CHECK_STR(r.v[3].text, "raden --- saknas: efter den står paragrafens text");
	}
	CHECK_INT(k.n, SLAGS + 1);
	kinds_release(&k);
	style_free(s);
	remarks_release(&r);
	free(stil);
	free(file);
	free(sub);
	free(own);
	free(dir);
}

TEST(phrases)
{
	for (int i = 0; i < STYLES; i++) {
		struct remarks r = REMARKS_INIT;
		struct style *s = load(styles[i]);
		struct phrases p;

		phrases_load(&p, s, &r);
		CHECK_INT(r.n, 0);
		CHECK_INT(p.n, 48);
		for (int nr = 1; nr <= 48; nr++) {
			char *id = str_format("P%02d", nr);
			const struct phrase *ph = phrase_find(&p, span_of(id));

			CHECK(ph && ph->name.n && ph->text.n);
			CHECK(ph && phrase_find(&p, ph->name) == ph);
			free(id);
		}
		phrases_release(&p);
		remarks_release(&r);
		style_free(s);
	}
}

TEST(a_field_without_value_is_a_gap)
{
	struct style *s = load("grund");
	struct arena a = {0};
	struct value *f = value_map(&a);
	struct phrases p;
	struct str out = STR_INIT;

	phrases_load(&p, s, NULL);
	value_set_text(&a, f, "namn", SPAN_LIT("Bo Lind"));
	value_set_text(&a, f, "parti", SPAN_LIT("M"));
	phrase_render(phrase_find(&p, SPAN_LIT("bifall")), f, &out);
	CHECK_STR(str_c(&out), "Bo Lind (M) yrkar bifall till [[förslaget]].");
	str_clear(&out);
	phrase_render(phrase_find(&p, SPAN_LIT("P13")), NULL, &out);
	CHECK_STR(str_c(&out), "[[vice ordförande]] leder sammanträdet under § [[nr]].");
	CHECK(!phrase_find(&p, SPAN_LIT("P99")));
	str_release(&out);
	phrases_release(&p);
	abbreviations_load(&p, s, NULL);
	CHECK(p.n > 5 && phrase_find(&p, SPAN_LIT("ftb")));
	phrases_release(&p);
	arena_release(&a);
	style_free(s);
}
