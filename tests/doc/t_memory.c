/* memory: nothing that is held of a draft grows faster than its text. */
#include <malloc.h>

#include "base/mem.h"
#include "doc/doc.h"
#include "test.h"

/* What the process has from malloc now, bytes; 0 where nobody can say (sanitizers). */
static size_t held(void)
{
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 33)
	struct mallinfo2 m = mallinfo2();

	return m.uordblks + m.hblkhd;
#else
	return 0;
#endif
}

static void write_draft(struct str *s, size_t bytes)
{
	str_adds(s, "---\nformat: paragraf 1\ntyp: protokoll\norgan: Nämnden\ndatum: 2031-01-01\n---\n");
	for (int i = 1; s->len < bytes; i++) {
		str_addf(s, "\n# § %d Ärende om leden\nDnr: FN %d-2031\n\n## Sammanfattning\n\n", i, i);
		for (int k = 0; k < 6; k++)
			str_addf(s, "Det åligger alla att hålla leden öppen år %d.\nDärför görs det nu.\n\n", 2000 + k);
		str_adds(s, "## Förslag till beslut\n\nNämnden beslutar\n\n- att leden hålls öppen,\n- att det sägs.\n\n"
			    "## Beslut = Förslag till beslut\n");
	}
}

struct shares {
	double doc, typed; /* bytes held per byte of text: parsed; after typing */
};

static struct shares measure(size_t bytes)
{
	struct shares sh;
	struct str s = STR_INIT;
	size_t before = held(), n;
	struct doc *d;

	write_draft(&s, bytes);
	n = s.len;
	d = doc_new_text(text_take(&s), STATE_UTKAST);
	doc_protocol(d);
	sh.doc = (double)(held() - before) / (double)n;
	/* a word here and there, a step of undo each */
	for (size_t at = 0; at < n; at += 4000) {
		size_t prose = span_find(doc_bytes(d), " alla ", at);

		if (prose != (size_t)-1)
			doc_edit(d, prose, 0, span_of(" nästan"), NULL);
	}
	doc_protocol(d);
	sh.typed = (double)(held() - before) / (double)n;
	doc_free(d);
	CHECK(held() <= before + 65536); /* all of it is released, but for what malloc keeps */
	return sh;
}

TEST(nothing_grows_faster_than_the_text)
{
	struct shares small, large, huge;
	char *some = mem_alloc(1000);
	bool told = held() > 0;

	free(some);
	mem_keep_small();
	if (!told)
		return;
	small = measure(60000);
	large = measure(600000);
	huge = measure(6000000);
	/* a draft of short lines: the text, the copy the protocol has, and what it says of them */
	CHECK(small.doc < 8 && small.typed < 9);
	CHECK(large.doc < small.doc && large.typed < small.typed);
	CHECK(huge.doc < large.doc && huge.typed < large.typed);
	if (getenv("VISA"))
		printf("bytes per byte: %.2f %.2f, %.2f %.2f, %.2f %.2f\n", small.doc, small.typed, large.doc,
			large.typed, huge.doc, huge.typed);
}
