/* dict/: every entry loads, is accepted, is new, and its flags work. */
#include <hunspell/hunspell.h>

#include "base/fs.h"
#include "base/paths.h"
#include "base/u8.h"
#include "lang/speller.h"

#include "test.h"

static struct speller *ours(void)
{
	struct speller *sp = speller_new(NULL);
	struct err err = ERR_INIT;

	if (speller_load(sp, &err)) {
		printf("SKIP: %s\n", err.msg);
		speller_free(sp);
		return NULL;
	}
	return sp;
}

/* An empty folder of own words: sv_SE alone. */
static struct speller *stock(void)
{
	char *dir = test_folder();
	struct speller *sp = speller_new(dir);

	CHECK_INT(speller_load(sp, NULL), 0);
	free(dir);
	return sp;
}

static void each_file(struct speller *sp, struct speller *sv, const char *path, const char *name)
{
	struct str s = STR_INIT;
	struct span rest, line;
	long count = -1, n = 0;

	CHECK_INT(fs_read(path, &s, NULL), 0);
	rest = str_span(&s);
	CHECK(span_line(&rest, &line) && span_int(line, &count));
	while (span_line(&rest, &line)) {
		size_t slash = span_find(line, "/", 0);
		struct span word = slash == (size_t)-1 ? line : span_sub(line, 0, slash);
		struct span flags = slash == (size_t)-1 ? SPAN_NONE : span_from(line, slash + 1);
		bool first_part = span_find(flags, "Z", 0) != (size_t)-1;

		n++;
		if (!u8_is_nfc(word.p, word.n) || speller_knows(sp, word) == first_part ||
			(speller_knows(sv, word) && strcmp(name, "led.dic") != 0 && strcmp(name, "fogar.dic") != 0)) {
			printf("%s: %.*s\n", name, SPAN_FMT(line));
			CHECK_FAIL("known in sv_SE, or not accepted");
		}
	}
	CHECK_INT(n, count);
	str_release(&s);
}

TEST(every_entry_is_accepted_and_new)
{
	struct speller *sp = ours(), *sv;
	char *dir = paths_data("dict");
	struct strlist names = {0};
	size_t files = 0;

	if (!sp) {
		free(dir);
		return;
	}
	sv = stock();
	CHECK_INT(fs_list(dir, &names, NULL), 0);
	for (size_t i = 0; i < names.n; i++) {
		char *path = fs_join(dir, names.v[i]);

		if (span_ends(span_of(names.v[i]), ".dic")) {
			files++;
			each_file(sp, sv, path, names.v[i]);
		}
		free(path);
	}
	CHECK(files >= 7);
	strlist_release(&names);
	speller_free(sp);
	speller_free(sv);
	free(dir);
}

TEST(flags_work)
{
	static const char *const good[] = {"monitoreringen", "egenmonitorering", "monitoreringsverktyg",
		"hälsopromotörer", "hälsopromotörens", "telemedicinen", "laddtorgen", "laddtorget", "förstelärarskapet",
		"hyrsjuksköterskorna", "covidvården", "prehospitalt", "prehospitala", "levnadsvanemottagning",
		"SKR", "SKR-möte", "SIP-möten", "utomlänspatienter", "adherensen", "yrkanderätten",
		"psykoedukationen", "nämndsplanen", "utomlänsvårdkontakter", "breddinförs",
		"äldreråd", "patientrådets"};
	static const char *const bad[] = {"monitoreringet", "adherenss", "levnadsvane", "laddtorger",
		"utomlän", "skr"};
	struct speller *sp = ours();

	if (!sp)
		return;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		if (!speller_knows(sp, span_of(good[i]))) {
			printf("%s\n", good[i]);
			CHECK_FAIL("should be known");
		}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (speller_knows(sp, span_of(bad[i]))) {
			printf("%s\n", bad[i]);
			CHECK_FAIL("should not be known");
		}
	speller_free(sp);
}

/* The right form of an abbreviation is itself a known word. */
TEST(right_forms_are_known)
{
	struct speller *sp = ours();
	char *path = paths_data("dict/forkortningar");
	struct str s = STR_INIT;
	struct span rest, line;

	CHECK_INT(fs_read(path, &s, NULL), 0);
	rest = str_span(&s);
	while (sp && span_line(&rest, &line)) {
		size_t eq = span_find(line, "=", 0);

		if (span_starts(line, "#") || eq == (size_t)-1)
			continue;
		if (!speller_knows(sp, span_trim(span_sub(line, 0, eq)))) {
			printf("%.*s\n", SPAN_FMT(line));
			CHECK_FAIL("should be known");
		}
	}
	str_release(&s);
	free(path);
	speller_free(sp);
}
