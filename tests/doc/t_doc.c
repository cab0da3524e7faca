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

TEST(a_huge_text_is_held_once)
{
	struct str s = STR_INIT;
	const struct protocol *p, *q;
	struct doc *d;
	size_t cursor;

	str_adds(&s, "---\nformat: paragraf 1\ntyp: protokoll\norgan: Nämnden\ndatum: 2031-01-01\n---\n");
	for (int i = 1; s.len < (3U << 20); i++)
		str_addf(&s, "\n# § %d Ärende\nDnr: A %d-2031\n\n## Beslut\n\nDet åligger alla.\n", i, i);
	d = doc_new_text(text_take(&s), STATE_UTKAST);
	CHECK(doc_huge(d));
	CHECK_INT(s.len, 0);
	p = doc_protocol(d);
	CHECK(p->src.p == doc_bytes(d).p);
	CHECK_SPAN(p->item[2].section[0].block[0].text[0], "Det åligger alla.");
	/* who edits may still look at what it had */
	CHECK_INT(doc_edit(d, p->item[0].head.at, 0, span_of("Före\n\n"), NULL), 0);
	CHECK_SPAN(p->item[0].title, "Ärende");
	CHECK_SPAN(p->item[2].section[0].block[0].text[0], "Det åligger alla.");
	p = doc_protocol(d);
	CHECK_INT(p->nblocks, 1);
	CHECK_INT(doc_undo(d, &cursor, NULL), 0);
	CHECK_SPAN(p->block[0].text[0], "Före");
	CHECK_INT(doc_protocol(d)->nblocks, 0);
	/* and who is done gets the frame, which needs no text */
	doc_rest(d);
	q = doc_frame(d);
	CHECK(q->skimmed && !q->src.p);
	CHECK_INT(q->src.n, doc_bytes(d).n);
	CHECK_INT(doc_edit(d, 0, doc_bytes(d).n, span_of("x"), NULL), 0);
	CHECK_SPAN(front_get(&q->front, FRONT_ORGAN), "Nämnden");
	CHECK_SPAN(q->item[1].title, "Ärende");
	CHECK_SPAN(q->item[1].dnr[0], "A 2-2031");
	CHECK_SPAN(q->item[1].section[0].name, "Beslut");
	CHECK(!doc_huge(d));
	CHECK_INT(doc_frame(d)->nblocks, 1);
	doc_rest(d);
	doc_free(d);
}

/* ---------------------------------------------------------------- signed §§ */

#define HELD "# § 2 Vägen\n\nVägen byggs.\n"

static const char three[] = "# § 1 A\n\nEtt.\n\n" HELD "\n# § 3 C\n\nTre.\n";

static struct doc *held_doc(void)
{
	static const struct doc_held held = {2, {HELD, sizeof HELD - 1}};
	struct doc *d = doc_new(span_of(three), STATE_UTKAST);

	doc_hold(d, &held, 1);
	return d;
}

TEST(a_signed_paragraph_stays)
{
	struct doc *d = held_doc();
	size_t from = span_find(doc_bytes(d), "# § 2", 0), to = span_find(doc_bytes(d), "\n# § 3", 0);
	struct err err = ERR_INIT;
	const struct {
		size_t at, del;
		const char *ins;
	} no[] = {
		{from, 1, ""}, {from, 0, "x"}, {from + 3, 0, "x"}, {to - 1, 2, ""}, {to, 0, "x"},
		{to, 0, "Mer.\n"}, {0, to + 20, ""}, {to, 2, ""}, {0, 0, HELD}, {to + 1, 0, "Mer.\n\n"},
		{to + 1, 0, "x"},
	}, yes[] = {
		{from, 0, "Mer om A.\n\n"}, {0, 0, "Förord.\n\n"}, {to, 0, "\n"}, {to + 1, 0, "# § 9 X\n\n"}, {to + 10, 0, "z"},
		{to - 1, 1, ""}, {from - 2, 0, "x"}, {from - 1, 0, "x"}, {from - 1, 1, ""}, {0, 0, ""},
	};

	for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
		if (doc_edit(d, no[i].at, no[i].del, span_of(no[i].ins), &err) == 0)
			CHECK_FAIL(no[i].ins);
		CHECK_INT(err.code, ERR_STATE);
		CHECK_STR(err.msg, "§ 2 är omedelbart justerad; dess text kan inte ändras");
		CHECK_SPAN(doc_bytes(d), three);
	}
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
		struct doc *e = held_doc();

		if (doc_edit(e, yes[i].at, yes[i].del, span_of(yes[i].ins), &err))
			CHECK_FAIL(yes[i].ins);
		doc_free(e);
	}
	doc_hold(d, NULL, 0);
	CHECK_INT(doc_edit(d, from, 1, SPAN_NONE, &err), 0);
	doc_free(d);
}

/* One that is changed already, by another program, does not stop the edit that mends it. */
TEST(a_broken_one_can_be_put_right)
{
	static const struct doc_held held = {2, {HELD, sizeof HELD - 1}};
	struct doc *d = doc_new(span_of("# § 1 A\n\n# § 2 Vägen\n\nVägen bygs.\n"), STATE_UTKAST);
	size_t at = span_find(doc_bytes(d), "bygs", 0);
	struct err err = ERR_INIT;

	doc_hold(d, &held, 1);
	CHECK_INT(doc_edit(d, 0, 0, span_of("Före.\n\n"), &err), 0);
	at += strlen("Före.\n\n");
	CHECK_INT(doc_edit(d, at, 2, span_of("bygg"), &err), 0);
	CHECK_INT(doc_held_broken(&held, 1, doc_bytes(d)), 2);
	CHECK_INT(doc_edit(d, at + 4, 1, SPAN_NONE, &err), 0);
	CHECK_INT(doc_held_broken(&held, 1, doc_bytes(d)), 0);
	doc_hold(d, &held, 1);
	CHECK_INT(doc_edit(d, at, 1, SPAN_NONE, &err), -1);
	doc_free(d);
}

/* What was typed in it before it was signed can't be undone; the rest can. */
TEST(undo_does_not_reach_into_it)
{
	struct doc *d = doc_new(span_of(three), STATE_UTKAST);
	size_t at = span_find(doc_bytes(d), "Vägen byggs", 0), cursor = 7;
	struct doc_held held;
	struct err err = ERR_INIT;
	struct str now = STR_INIT;

	CHECK_INT(doc_edit(d, at, 0, span_of("Nya "), &err), 0);
	held = (struct doc_held){2, SPAN_LIT("# § 2 Vägen\n\nNya Vägen byggs.\n")};
	doc_hold(d, &held, 1);
	CHECK_INT(doc_edit(d, 0, 0, span_of("Före.\n\n"), &err), 0);
	CHECK_INT(doc_undo(d, &cursor, &err), 0);
	str_addspan(&now, doc_bytes(d));
	cursor = 7;
	CHECK_INT(doc_undo(d, &cursor, &err), -1);
	CHECK_INT(err.code, ERR_STATE);
	CHECK_INT(cursor, 7);
	CHECK_SPAN(doc_bytes(d), str_c(&now));
	CHECK_INT(doc_protocol(d)->nitems, 3);
	CHECK_INT(doc_redo(d, &cursor, &err), 0);
	CHECK(span_starts(doc_bytes(d), "Före."));
	str_release(&now);
	doc_free(d);
}
