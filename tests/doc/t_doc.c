/* doc: one door to change a draft. */
#include "doc/doc.h"

#include "test.h"

TEST(protocol_follows_the_text)
{
	struct doc *d = doc_new(span_of("# § 1 A\n"), STATE_UTKAST);
	const struct protocol *p = doc_protocol(d);
	size_t cursor = 99;
	uint64_t rev = doc_rev(d);

	CHECK_INT(p->nitems, 1);
	CHECK(doc_protocol(d) == p);
	CHECK_INT(doc_edit(d, 8, 0, span_of("\n# § 2 B\n"), NULL), 0);
	CHECK(doc_rev(d) > rev);
	CHECK_INT(doc_protocol(d)->nitems, 2);
	CHECK_INT(doc_undo(d, &cursor, NULL), 0);
	CHECK_INT(doc_protocol(d)->nitems, 1);
	CHECK_INT(doc_redo(d, &cursor, NULL), 0);
	CHECK_INT(doc_protocol(d)->nitems, 2);
	CHECK_INT(doc_redo(d, &cursor, NULL), -1);
	doc_free(d);
	doc_free(NULL);
}

TEST(locked_text)
{
	struct doc *d = doc_new(span_of("abc"), STATE_UTKAST);
	struct err err = ERR_INIT;
	size_t cursor = 0;

	CHECK_INT(doc_edit(d, 0, 1, SPAN_NONE, &err), 0);
	doc_set_state(d, STATE_JUSTERAT);
	CHECK_INT(doc_edit(d, 0, 1, SPAN_NONE, &err), -1);
	CHECK_INT(err.code, ERR_STATE);
	CHECK_INT(doc_undo(d, &cursor, &err), -1);
	CHECK_INT(doc_redo(d, &cursor, &err), -1);
	CHECK_SPAN(doc_bytes(d), "bc");
	CHECK_INT(doc_state(d), STATE_JUSTERAT);
	doc_set_state(d, STATE_UTKAST);
	CHECK_INT(doc_undo(d, &cursor, &err), 0);
	CHECK_SPAN(doc_bytes(d), "abc");
	CHECK_INT(doc_undo(d, &cursor, &err), -1);
	CHECK_INT(err.code, ERR_NOT_FOUND);
	doc_free(d);
}

TEST(the_frame_of_a_large_text)
{
	struct str s = STR_INIT;
	struct doc *d;
	const struct protocol *p;

	str_adds(&s, "---\nformat: paragraf 1\ntyp: protokoll\norgan: A\ndatum: 2031-01-01\n---\n");
	for (int i = 1; s.len < 300000; i++)
		str_addf(&s, "\n# § %d Ärende\n\n## Beslut\n\nDet åligger alla.\n", i);
	d = doc_new(str_span(&s), STATE_UTKAST);
	p = doc_frame(d);
	CHECK(p->skimmed);
	CHECK_INT(p->item[7].nsections, 1);
	CHECK_INT(p->item[7].section[0].nblocks, 0);
	/* who wants all gets all, and then the frame is no less */
	CHECK_INT(doc_protocol(d)->item[7].section[0].nblocks, 1);
	CHECK(!doc_frame(d)->skimmed);
	CHECK_INT(doc_edit(d, s.len, 0, span_of("\nX\n"), NULL), 0);
	CHECK(doc_frame(d)->skimmed);
	doc_free(d);
	d = doc_new(span_of("# § 1 A\n\nText.\n"), STATE_UTKAST);
	CHECK_INT(doc_frame(d)->item[0].nblocks, 1);
	doc_free(d);
	str_release(&s);
}
