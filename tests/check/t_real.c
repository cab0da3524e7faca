/* real drafts, where they are at hand: rules and spelling find slips, and few
 * things that are none. The bounds are what a reader judged, with some room. */
#include "base/fs.h"
#include "jobs/check.h"
#include "lang/report.h"
#include "lang/speller.h"

#include "test.h"

static const struct {
	const char *file;
	size_t fel;      /* findings that stop justering, at most */
	size_t warnings; /* at most */
	size_t hints;    /* at most: nearly all of them long sentences and plain words */
	size_t red;      /* words marked red, at most */
	const char *ids; /* these must be among the findings */
} rows[] = {
	{"../shared/real/vasterbotten-protokoll.md", 0, 30, 60, 28, "F13 S02 S07 S14"},
	{"../shared/real/norrbotten-protokoll.md", 0, 20, 75, 24, "F15 F07 S01 S08 S12"},
	{"../shared/real/vasterbotten-sammanfattning.md", 1, 4, 32, 8, "F43L"},
};

static void check_one(size_t i, struct span src)
{
	struct protocol *p = protocol_parse(src);
	struct check_data data;
	struct check_facts facts = {.last_number = 0};
	struct check_result r;
	struct span rest = span_of(rows[i].ids), id;

	check_data_load(&data, NULL, SPAN_NONE);
	check_data_facts(&data, &facts);
	check_run(p, NULL, &facts, &r);
	CHECK(r.count[SEVERITY_FEL] <= rows[i].fel);
	CHECK(r.count[SEVERITY_VARNING] <= rows[i].warnings);
	CHECK(r.count[SEVERITY_UPPLYSNING] <= rows[i].hints);
	while (span_split(&rest, " ", &id)) {
		bool found = false;

		for (size_t k = 0; k < r.n; k++)
			found = found || span_is(id, r.v[k].id);
		CHECK(found);
	}
	check_release(&r);
	check_data_release(&data);
	protocol_free(p);
}

static void spell_one(size_t i, struct span src)
{
	struct protocol *p = protocol_parse(src);
	struct speller *sp = speller_new(NULL);
	struct words *w = words_new();
	struct spell *s = spell_new(worker_new_inline(speller_verdicts, sp), worker_new_inline(speller_suggestions, sp), w);
	struct report rep;
	struct err err = ERR_INIT;
	size_t red = 0;

	words_add_protocol(w, p);
	if (report_run(s, src, false, &rep, &err) == 0) {
		for (size_t k = 0; k < rep.n; k++)
			red += rep.row[k].mark == SPELL_RED;
		CHECK(red >= 1);
		CHECK(red <= rows[i].red);
		report_release(&rep);
	} else {
		printf("SKIP: %s\n", err.msg);
	}
	spell_free(s);
	words_free(w);
	speller_free(sp);
	protocol_free(p);
}

TEST(real_drafts)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct str s = STR_INIT;

		if (fs_exists(rows[i].file) && fs_read(rows[i].file, &s, NULL) == 0) {
			check_one(i, str_span(&s));
			spell_one(i, str_span(&s));
		} else {
			printf("SKIP: %s saknas\n", rows[i].file);
		}
		str_release(&s);
	}
}
