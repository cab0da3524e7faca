/* t_classify: the labelled changes of tests/justering/klasser. Nothing that is sak
 * may be called less; of the rest most must be right. */
#include "justering/suggest.h"

#include "base/fs.h"
#include "base/mem.h"

#include "test.h"

static const char front[] = "---\nformat: paragraf 1\ntyp: protokoll\norgan: Fjällberedningen\ndatum: 2031-04-09\n"
			    "beslutande:\n  - ";
static const char people[] = "\n  - Bo Lind (M)\n  - Cia Holm (V)\n  - Dag Norén (V)\n  - Elsa Mo (C)\n"
			     "övriga:\n  - Gun Ask, HR-konsult\n---\n\n# § 12 ";

/* The draft with the line of the context at its place; where "_" stands. */
static struct range build(struct str *out, struct span context, struct span old)
{
	size_t colon = span_find(context, ": ", 0);
	struct span place = span_sub(context, 0, colon), line = span_from(context, colon + 2);
	size_t mark = span_find(line, "_", 0), at;
	bool title = span_is(place, "titel"), meta = span_is(place, "meta"), name = span_is(place, "namn");

	str_adds(out, front);
	at = out->len;
	if (!name) {
		str_addf(out, "Anna Ek (S), ordförande%s", people);
		at = out->len;
	}
	if (!name && !title) {
		str_adds(out, "Mobil skötsel\n");
		at = out->len;
	}
	if (!name && !title && !meta) {
		str_adds(out, "Dnr: FN 79-2031\n\nÄrendet rör leden vid Storsele.\n\n");
		if (!span_is(place, "egen"))
			str_addf(out, "## %.*s\n\nFörst var det lugnt.\n", SPAN_FMT(place));
		at = out->len;
	}
	str_addf(out, "%.*s%.*s%.*s\n", SPAN_FMT(span_sub(line, 0, mark)), SPAN_FMT(old),
		SPAN_FMT(span_from(line, mark + 1)));
	if (name)
		str_addf(out, "%sMobil skötsel\n", people + 1);
	str_adds(out, "\n## Beslutsunderlag\n\n- Karta\n");
	return (struct range){at + mark, old.n};
}

enum { SPLIT = 4 };

static bool read_row(struct span line, struct span cell[SPLIT])
{
	for (int i = 0; i < SPLIT; i++)
		if (!span_split(&line, "|", &cell[i]))
			return false;
	return line.p == NULL;
}

static enum suggest_class find_class(struct span name)
{
	int c = 0;

	while (c < SUGGEST_CLASSES && !span_is(name, suggest_class_name((enum suggest_class)c)))
		c++;
	return (enum suggest_class)c;
}

TEST(labelled_changes)
{
	int seen[2] = {0}, right[2] = {0}, lower[2] = {0};
	struct str file = STR_INIT;
	struct span rest, line;
	char *path = fs_join(getenv("TOP"), "tests/justering/klasser");
	int row = 0;

	CHECK_INT(fs_read(path, &file, NULL), 0);
	rest = str_span(&file);
	while (span_line(&rest, &line)) {
		struct span cell[SPLIT];
		struct str draft = STR_INIT;
		struct protocol *p;
		enum suggest_class want, got;
		struct range at;
		int half = row % 2;

		if (span_starts(line, "#"))
			continue;
		row++;
		CHECK(read_row(line, cell));
		want = find_class(cell[3]);
		CHECK(want < SUGGEST_REMARK);
		at = build(&draft, cell[2], cell[0]);
		p = protocol_parse(str_span(&draft));
		got = suggest_classify(p, at, cell[1]);
		seen[half]++;
		right[half] += got == want;
		lower[half] += want == SUGGEST_SAK && got != SUGGEST_SAK;
		if (got != want && (half == 0 || getenv("KLASSER_ALLA")))
			printf("# %s, not %.*s\n", suggest_class_name(got), SPAN_FMT(line));
		protocol_free(p);
		str_release(&draft);
	}
	printf("# seen while written: %d of %d, sak called less %d; held out: %d of %d, %d\n", right[0], seen[0], lower[0],
		right[1], seen[1], lower[1]);
	CHECK(row >= 120);
	CHECK_INT(lower[0], 0);
	CHECK(lower[0] + lower[1] <= 1);
	CHECK(right[0] * 100 >= seen[0] * 95);
	CHECK(right[1] * 100 >= seen[1] * 85);
	free(path);
	str_release(&file);
}
