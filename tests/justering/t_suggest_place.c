/* t_suggest_place: where a suggestion stands in a text that others have changed. */
#include "justering/suggest.h"

#include "test.h"

static const struct stamp when = {1933574400, 120};
static const char id_a[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

static struct span get_base(void *ctx, const char *id)
{
	(void)id;
	return span_of(ctx);
}

static struct span lost(void *ctx, const char *id)
{
	(void)id;
	(void)ctx;
	return SPAN_NONE;
}

/* [-old-] of base to text; where in now. old "" with `after`: behind those words. */
static struct suggest_place place(const char *base, const char *after, const char *old, const char *text,
	const char *now, struct suggestion *opt_as)
{
	struct suggestions l = {0};
	struct changes c = {0};
	struct suggest_place p;
	size_t at = span_find(span_of(base), after, 0) + strlen(after);
	char *own = strdup(base);

	if (at > strlen(base) || strncmp(base + at, old, strlen(old)) != 0)
		CHECK_FAIL("the base is not so");
	changes_add(&c, (struct range){at, strlen(old)}, span_of(text), SPAN_LIT("kommentar"));
	suggest_add(&l, &c, span_of(base), id_a, "Bo Lind (M)", 1, when);
	if (opt_as && l.n)
		l.v[0].state = opt_as->state;
	suggest_places(&l, span_of(now), get_base, own, &p);
	changes_release(&c);
	suggest_release(&l);
	free(own);
	return p;
}

#define B "Nämnden såg tre byar och fyra älvar i mars.\nDet var bra.\n"

static const struct row {
	const char *after, *old, *text, *now;
	enum suggest_fit fit;
	const char *at;      /* what stands there in now */
} rows[] = {
	{"såg ", "tre", "fyra", B, SUGGEST_FITS, "tre"},
	{"såg ", "tre", "fem", "Nämnden såg fem byar och fyra älvar i mars.\nDet var bra.\n", SUGGEST_DONE, "fem"},
	{"såg ", "tre", "fem", "Nämnden såg sju byar och fyra älvar i mars.\nDet var bra.\n", SUGGEST_MOVED, "sju"},
	/* the neighbours have changed, the words have not */
	{"såg ", "tre byar", "fem byar", "Nämnden fann tre byar eller fyra älvar i mars.\nDet var bra.\n", SUGGEST_FITS,
		"tre byar"},
	{"såg ", "tre", "fem", "Nämnden fann tre byar och fyra älvar i mars.\nDet var bra.\n", SUGGEST_FITS, "tre"},
	/* a line is broken in it */
	{"såg ", "tre byar", "fem byar", "Nämnden såg tre\nbyar och fyra älvar i mars.\nDet var bra.\n", SUGGEST_FITS,
		"tre\nbyar"},
	/* something is put into it */
	{"såg ", "tre byar", "fem byar", "Nämnden såg tre små byar och fyra älvar i mars.\nDet var bra.\n", SUGGEST_MOVED,
		"tre små byar"},
	/* taken away */
	{"tre byar", " och fyra älvar", "", B, SUGGEST_FITS, " och fyra älvar"},
	{"tre byar", " och fyra älvar", "", "Nämnden såg tre byar i mars.\nDet var bra.\n", SUGGEST_DONE, ""},
	/* put in */
	{"älvar", "", " och dalar", B, SUGGEST_FITS, ""},
	{"älvar", "", " och dalar", "Nämnden såg tre byar och fyra älvar och dalar i mars.\nDet var bra.\n", SUGGEST_DONE,
		"och dalar"},
	{"älvar", "", " och dalar", "Nämnden såg tre byar och fyra älvar under mars.\nDet var bra.\n", SUGGEST_MOVED,
		"under"},
	/* the text has moved */
	{"Det ", "var", "är", "Ny rad.\nNy rad till.\nDet var bra.\n\n" B, SUGGEST_FITS, "var"},
	/* only blanks */
	{"mars.", "\n", "\n\n", B, SUGGEST_FITS, "\n"},
	{"mars.", "\n", "\n\n", "Nämnden såg tre byar och fyra älvar i mars.\n\nDet var bra.\n", SUGGEST_DONE, ""},
	/* case is a difference */
	{"", "Nämnden", "nämnden", B, SUGGEST_FITS, "Nämnden"},
	/* all is gone */
	{"såg ", "tre", "fem", "", SUGGEST_MOVED, ""},
	{"såg ", "tre", "fem", "Helt andra ord.\n", SUGGEST_MOVED, NULL},
	/* a word that only happens to be there too */
	{"älvar ", "i", "under", "Helt ny text i dag.\n", SUGGEST_MOVED, NULL},
	/* a remark asks for nothing */
	{"såg ", "tre", "tre", B, SUGGEST_FITS, "tre"},
};

TEST(places)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct row *r = &rows[i];
		struct suggest_place p = place(B, r->after, r->old, r->text, r->now, NULL);
		struct span at = span_sub(span_of(r->now), p.at.at, p.at.n);

		if (p.fit != r->fit || p.at.at > strlen(r->now) || (r->at && !span_is(at, r->at))) {
			printf("row %zu: fit %d at |%.*s|\n", i, (int)p.fit, SPAN_FMT(at));
			CHECK_FAIL("the place");
		}
	}
}

TEST(a_base_that_is_lost)
{
	struct suggestions l = {0};
	struct changes c = {0};
	struct suggest_place p;

	changes_add(&c, (struct range){3, 2}, SPAN_LIT("x"), SPAN_NONE);
	suggest_add(&l, &c, SPAN_LIT(B), id_a, "Bo Lind (M)", 1, when);
	suggest_places(&l, SPAN_LIT(B), lost, NULL, &p);
	CHECK_INT(p.fit, SUGGEST_MOVED);
	CHECK_INT(p.at.at, 0);
	/* a text that is another than it says */
	suggest_places(&l, SPAN_LIT(B), get_base, (char[]){"x"}, &p);
	CHECK_INT(p.fit, SUGGEST_MOVED);
	suggest_places(&l, SPAN_NONE, get_base, (char[]){""}, &p);
	CHECK_INT(p.fit, SUGGEST_MOVED);
	changes_release(&c);
	suggest_release(&l);
}

static void add(struct suggestions *l, const char *after, const char *old, const char *text, const char *who)
{
	struct changes c = {0};

	changes_add(&c, (struct range){span_find(SPAN_LIT(B), after, 0) + strlen(after), strlen(old)}, span_of(text),
		SPAN_NONE);
	suggest_add(l, &c, SPAN_LIT(B), id_a, who, 1, when);
	changes_release(&c);
}

TEST(conflicts_are_by_words)
{
	struct suggestions l = {0};
	struct suggest_place p[9];
	int conflict[9];
	static const int want[9] = {1, 1, 0, 4, 4, 0, 0, 1, 0};

	add(&l, "såg ", "tre byar", "fyra byar", "Bo Lind (M)");     /* 1 */
	add(&l, "såg tre ", "byar", "dalar", "Cia Holm (V)");        /* 2: with 1 */
	add(&l, "byar ", "och", "samt", "Cia Holm (V)");             /* 3: beside */
	add(&l, "älvar", "", " och dalar", "Bo Lind (M)");           /* 4 */
	add(&l, "älvar", "", " samt dalar", "Cia Holm (V)");         /* 5: the same point as 4 */
	add(&l, "fyra ", "älvar", "åar", "Dag Norén (V)");           /* 6: the word before it */
	add(&l, "älvar ", "i", "under", "Dag Norén (V)");            /* 7: the word after */
	add(&l, "tre", "", " små", "Dag Norén (V)");                 /* 8: inside 1 */
	add(&l, "byar", "", " här", "Dag Norén (V)");                /* 9: at the edge of 1 and 2 */
	suggest_places(&l, SPAN_LIT(B), get_base, (char[]){B}, p);
	suggest_conflicts(&l, p, conflict);
	for (int i = 0; i < 9; i++)
		if (conflict[i] != want[i]) {
			printf("%d: %d\n", i + 1, conflict[i]);
			CHECK_FAIL("the conflict");
		}
	CHECK(suggest_clash(&l, p, 0, 1));
	CHECK(suggest_clash(&l, p, 7, 0));
	CHECK(!suggest_clash(&l, p, 7, 1));
	CHECK(!suggest_clash(&l, p, 0, 0));
	/* decided: no conflict any more */
	l.v[0].state = SUGGEST_REJECTED;
	suggest_places(&l, SPAN_LIT(B), get_base, (char[]){B}, p);
	suggest_conflicts(&l, p, conflict);
	CHECK_INT(conflict[1], 0);
	CHECK_INT(conflict[7], 0);
	suggest_release(&l);
}

static const struct {
	const char *now, *at, *text, *want;
} applied[] = {
	{"A B C\n", " B", "", "A C\n"},
	{"A B C\n", "A ", "", "B C\n"},
	{"A B C\n", "A", "", "B C\n"},
	{"A B C\n", "B", "", "A C\n"},
	{"A B C\n", "C", "", "A B\n"},
	{"A\nB\nC\n", "B", "", "A\nC\n"},
	{"A\n\nB\n\nC\n", "B", "", "A\n\nC\n"},
	{"A B C\n", "B", "X", "A X C\n"},
	{"A B C\n", " B", " xyz. Ny", "A xyz.\nNy C\n"},
	{"A t.ex. C\n", " C", " C t.ex. Ny", "A t.ex. C t.ex. Ny\n"},
	{"- A B C\n", " B", " xyz. Ny", "- A xyz.\n  Ny C\n"},
	{"> A B C\n", " B", " xyz. Ny", "> A xyz.\n> Ny C\n"},
	{"# A B C\n", " B", " xyz. Ny", "# A xyz. Ny C\n"},
	{"| A | B |\n|---|---|\n| C | D |\n", "D", "D. Ny", "| A | B |\n|---|---|\n| C | D. Ny |\n"},
	{"A B\n", "B\n", "B\n\n\n\nC\n", "A B\n\nC\n"},
	/* what is odd already is left as it is */
	{"A  B\n\n\n\nC\n", "C", "D", "A  B\n\n\n\nD\n"},
};

TEST(applying)
{
	struct strlist abbreviations = {0};

	strlist_add(&abbreviations, "t.ex.", 5);
	for (size_t i = 0; i < sizeof applied / sizeof applied[0]; i++) {
		struct str out = STR_INIT;
		struct span now = span_of(applied[i].now);
		struct range at = {span_find(now, applied[i].at, 0), strlen(applied[i].at)};

		suggest_apply(now, at, span_of(applied[i].text), &abbreviations, &out);
		CHECK_STR(str_c(&out), applied[i].want);
		str_release(&out);
	}
	strlist_release(&abbreviations);
}
