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
