/* change: items, numbers, sections, front matter; each one undo. */
#include "doc/change.h"

#include "doc/refs.h"
#include "draft_help.h"

#define DRAFT \
	"---\nformat: paragraf 1\ntyp: protokoll\nbeslutande:\n  - Anna Ek (S), §§ 11–12\n  - Bo Lind (M), § 13, jäv § 12\n" \
	"extra: 12\n---\n\n# § 11 Ett\n\nSe § 12, §§ 12–13 och HSN § 12.\n\n> Motionen nämner § 12.\n\n# § 12 Två\nSlag: val\n\n" \
	"## Förslag till beslut\n\n- att a,\n- att b.\n\n## Yrkanden\n\n- Y1 tillägg, Bo Lind (M):\n  att c.\n\n" \
	"## Beslut | Nämndens beslut = Förslag till beslut + Y1\n\n# § 13 Tre\n\nI § 11 och 8 kap. 12 § kommunallagen.\n"

static void check_bytes(struct doc *d, const char *want)
{
	CHECK_SPAN(doc_bytes(d), want);
}

/* The change did what it should, is canonical and one undo. */
static void check_piece(struct doc *d, const char *piece)
{
	struct span b = doc_bytes(d);

	if (span_find(b, piece, 0) == (size_t)-1)
		printf("missing |%s| in\n%.*s\n", piece, SPAN_FMT(b));
	CHECK(span_find(b, piece, 0) != (size_t)-1);
}

static void check_undo(struct doc *d)
{
	size_t cursor = 0;

	CHECK(protocol_canonical(doc_protocol(d)));
	CHECK_INT(doc_undo(d, &cursor, NULL), 0);
	check_bytes(d, DRAFT);
	CHECK_INT(doc_undo(d, &cursor, NULL), -1);
}

TEST(insert_renumbers)
{
	struct doc *d = doc_new(span_of(DRAFT), STATE_UTKAST);
	size_t cursor = 0;

	CHECK_INT(change_insert_item(d, 1, span_of("# § 1 Nytt\n\nText.\n\n"), &cursor, NULL), 0);
	check_piece(d, "# § 11 Ett\n\nSe § 13, §§ 13–14 och HSN § 12.\n\n> Motionen nämner § 12.\n\n# § 12 Nytt\n\nText.\n\n# § 13 Två\n");
	check_piece(d, "Anna Ek (S), §§ 11–13\n");
	check_piece(d, "Bo Lind (M), § 14, jäv § 13\nextra: 13\n");
	check_piece(d, "# § 14 Tre\n\nI § 11 och 8 kap. 12 §");
	CHECK_SPAN(span_sub(doc_bytes(d), cursor - 4, 4), "Nytt");
	check_undo(d);
	CHECK_INT(change_insert_item(d, 3, span_of("# § 99 Sist"), &cursor, NULL), 0);
	check_piece(d, "kommunallagen.\n\n# § 14 Sist\n");
	check_undo(d);
	CHECK_INT(change_insert_item(d, 0, span_of("# § 1 Först"), &cursor, NULL), 0);
	check_piece(d, "---\n\n# § 11 Först\n\n# § 12 Ett\n\nSe § 13");
	check_undo(d);
	CHECK_INT(change_insert_item(d, 4, span_of("# § 1 X"), &cursor, NULL), -1);
	CHECK_INT(change_insert_item(d, 0, span_of("X"), &cursor, NULL), -1);
	check_bytes(d, DRAFT);
	doc_free(d);
}

TEST(insert_renumbers_who_led)
{
	struct doc *d = doc_new(span_of("---\nformat: paragraf 1\ntyp: protokoll\nbeslutande:\n"
		"  - Anna Ek (S), ordförande, jäv § 2\n  - Bo Lind (M), vice ordförande, ordförande §§ 2–3\n"
		"  - Cia Holm (V), ordförande § 1\n---\n\n# § 1 Ett\n\n# § 2 Två\n\n# § 3 Tre\n"), STATE_UTKAST);
	size_t cursor = 0;

	CHECK_INT(change_insert_item(d, 1, span_of("# § 1 Nytt"), &cursor, NULL), 0);
	/* somebody there the whole meeting stays so */
	check_piece(d, "Anna Ek (S), ordförande, jäv § 3\n");
	check_piece(d, "Bo Lind (M), vice ordförande, ordförande §§ 3–4\n");
	check_piece(d, "Cia Holm (V), ordförande § 1\n");
	doc_free(d);
}

TEST(remove_leaves_gaps_for_references)
{
	struct doc *d = doc_new(span_of(DRAFT), STATE_UTKAST);
	size_t cursor = 0;

	CHECK_INT(change_remove_item(d, 1, &cursor, NULL), 0);
	check_piece(d, "Se § [[12]], §§ [[12]]–12 och HSN § 12.");
	check_piece(d, "Anna Ek (S), § 11\n");
	check_piece(d, "# § 12 Tre");
	check_undo(d);
	CHECK_INT(change_remove_item(d, 2, &cursor, NULL), 0);
	check_undo(d);
	CHECK_INT(change_remove_item(d, 3, &cursor, NULL), -1);
	doc_free(d);
}

TEST(move_keeps_who_was_there)
{
	struct doc *d = doc_new(span_of(DRAFT), STATE_UTKAST);
	size_t cursor = 0;

	CHECK_INT(change_move_item(d, 2, 0, &cursor, NULL), 0);
	check_piece(d, "# § 11 Tre\n\nI § 12 och 8 kap.");
	check_piece(d, "Anna Ek (S), §§ 12–13\n");
	check_piece(d, "Bo Lind (M), § 11, jäv § 13\n");
	check_piece(d, "# § 12 Ett\n\nSe § 13, §§ 13–11");
	check_undo(d);
	CHECK_INT(change_move_item(d, 0, 2, &cursor, NULL), 0);
	check_piece(d, "# § 13 Ett");
	check_undo(d);
	doc_free(d);
}

TEST(signed_items_keep_their_numbers)
{
	struct doc *d = doc_new(span_of("---\ntyp: protokoll\n---\n\n# § 1 A\n\n# § 2 B\nOmedelbart justerad: ja\n"), STATE_UTKAST);
	struct err err = ERR_INIT;
	struct str before = STR_INIT;

	str_addspan(&before, doc_bytes(d));
	CHECK_INT(change_insert_item(d, 0, span_of("# § 1 X"), NULL, &err), -1);
	CHECK_INT(err.code, ERR_STATE);
	CHECK_SPAN(doc_bytes(d), str_c(&before));
	CHECK_INT(change_insert_item(d, 2, span_of("# § 1 X"), NULL, &err), 0);
	str_release(&before);
	doc_free(d);
}

TEST(titles_and_meta)
{
	struct doc *d = doc_new(span_of(DRAFT), STATE_UTKAST);

	CHECK_INT(change_title(d, 0, span_of(" Nytt namn "), NULL), 0);
	check_piece(d, "# § 11 Nytt namn\n\nSe");
	check_undo(d);
	CHECK_INT(change_meta(d, 1, "Dnr", span_of("FN 1-2031"), NULL), 0);
	check_piece(d, "# § 12 Två\nDnr: FN 1-2031\nSlag: val\n");
	check_undo(d);
	CHECK_INT(change_meta(d, 1, "Slag", SPAN_NONE, NULL), 0);
	check_piece(d, "# § 12 Två\n\n## Förslag");
	check_undo(d);
	CHECK_INT(change_meta(d, 1, "Klubbat", span_of("10.02"), NULL), 0);
	check_piece(d, "Slag: val\nKlubbat: 10.02\n\n");
	check_undo(d);
	CHECK_INT(change_meta(d, 2, "Sekretess", SPAN_NONE, NULL), 0);
	check_bytes(d, DRAFT);
	doc_free(d);
}

TEST(sections)
{
	struct doc *d = doc_new(span_of(DRAFT), STATE_UTKAST);
	size_t cursor = 0;

	CHECK_INT(change_add_section(d, 1, SECTION_BESLUTSGANG, &cursor, NULL), 0);
	check_piece(d, "  att c.\n\n## Beslutsgång\n\n\n\n## Beslut | ");
	CHECK_SPAN(span_sub(doc_bytes(d), cursor - 2, 3), "\n\n\n");
	CHECK_INT(doc_undo(d, &cursor, NULL), 0);
	check_bytes(d, DRAFT);
	CHECK_INT(change_add_section(d, 1, SECTION_FORSLAG, &cursor, NULL), 0);
	check_bytes(d, DRAFT);
	CHECK_INT(change_unmirror(d, 1, 2, &cursor, NULL), 0);
	check_piece(d, "## Beslut | Nämndens beslut\n\n- att a,\n- att b.\n- att c.\n\n# § 13");
	check_undo(d);
	CHECK_INT(change_unmirror(d, 1, 0, &cursor, NULL), -1);
	doc_free(d);
}

TEST(front_matter)
{
	struct doc *d = doc_new(span_of(DRAFT), STATE_UTKAST);
	struct span names[] = {SPAN_LIT("Bo Lind (M)"), SPAN_LIT("Fiske: a")}, day = SPAN_LIT("2031-04-09");

	CHECK_INT(change_front(d, FRONT_DATUM, &day, 1, NULL), 0);
	check_piece(d, "typ: protokoll\ndatum: 2031-04-09\nbeslutande:");
	check_undo(d);
	CHECK_INT(change_front(d, FRONT_JUSTERARE, names, 2, NULL), 0);
	check_piece(d, "jäv § 12\njusterare:\n  - Bo Lind (M)\n  - \"Fiske: a\"\nextra: 12\n");
	check_undo(d);
	CHECK_INT(change_front(d, FRONT_EXTRA, NULL, 0, NULL), 0);
	check_piece(d, "jäv § 12\n---\n");
	check_undo(d);
	doc_free(d);
	d = doc_new(span_of("# § 1 A\n"), STATE_UTKAST);
	CHECK_INT(change_front(d, FRONT_DATUM, &day, 1, NULL), 0);
	check_bytes(d, "---\ndatum: 2031-04-09\n---\n\n# § 1 A\n");
	doc_free(d);
}

TEST(locked)
{
	struct doc *d = doc_new(span_of(DRAFT), STATE_JUSTERING);
	struct err err = ERR_INIT;

	CHECK_INT(change_insert_item(d, 0, span_of("# § 1 X"), NULL, &err), -1);
	CHECK_INT(err.code, ERR_STATE);
	CHECK_INT(change_remove_item(d, 0, NULL, NULL), -1);
	CHECK_INT(change_move_item(d, 0, 1, NULL, NULL), -1);
	CHECK_INT(change_title(d, 0, span_of("x"), NULL), -1);
	CHECK_INT(change_front(d, FRONT_DATUM, NULL, 0, NULL), -1);
	check_bytes(d, DRAFT);
	doc_free(d);
}

static void check_refs(const char *text, const char *want)
{
	struct refs r = {NULL, 0, 0};
	struct str s = STR_INIT;

	refs_find(&r, span_of(text), 0);
	for (size_t i = 0; i < r.n; i++)
		str_addf(&s, "%s%d%s", i ? " " : "", r.v[i].nr, r.v[i].other ? "!" : "");
	CHECK_STR(str_c(&s), want);
	str_release(&s);
	refs_release(&r);
}

TEST(references)
{
	check_refs("Se § 12 och §§ 13–15, 17 samt 19.", "12 13 15 17 19");
	check_refs("Se §12, 2 personer", "12");
	check_refs("HSN 18 juni 2025, § 114", "114!");
	check_refs("RS § 4", "4!");
	check_refs("§ 12 kommunallagen och § 3 i förvaltningslagen", "12! 3!");
	check_refs("enligt 6 kap. 6 a §", "");
	check_refs("Fjällnämndens § 3 (se § 4)", "3! 4");
	check_refs("§", "");
}
