/* t_parts: §§ chosen to be justerade omedelbart: the list, the lines in the draft, and what
 * no longer may be changed once a part is locked. */
#include "jobs/parts.h"

#include "doc/change.h"
#include "signed.h"

static int create(struct meeting *m, const char *paras, int *nr)
{
	return part_create(m->w, m->folder, "Finn Dahl", false, span_of(paras), nr, &m->err);
}

static char *text_of(struct meeting *m)
{
	struct justera_status s;
	char *text = NULL;

	if (justera_status(m->w, m->folder, &s, &m->err) == 0)
		text = span_dup(str_span(&s.text));
	else
		CHECK_FAIL(m->err.msg);
	justera_status_release(&s);
	return text;
}

TEST(chosen_and_taken_back)
{
	struct meeting m = signed_begin();
	struct parts l;
	struct str s = STR_INIT;
	int nr = 0;
	char *text;

	CHECK_INT(create(&m, "12, 14", &nr), 0);
	CHECK_INT(nr, 1);
	CHECK_INT(create(&m, "13", &nr), 0);
	CHECK_INT(nr, 2);
	CHECK_INT(create(&m, "14–15", &nr), -1);
	CHECK_STR(m.err.msg, "§ 14 hör redan till del 1");
	CHECK_INT(create(&m, "40", &nr), -1);
	text = text_of(&m);
	CHECK(strstr(text, "# § 12 Vägen\nOmedelbart justerad: ja\n\n## Beslut"));
	CHECK(strstr(text, "# § 13 Åkern\nOmedelbart justerad: ja\n"));
	CHECK(strstr(text, "# § 11 Öppnande\n\nMötet"));
	free(text);
	CHECK_INT(parts_read(m.folder, &l, &m.err), 0);
	parts_write(&l, &s);
	CHECK_STR(str_c(&s), "1: 12, 14\n2: 13\n");
	parts_release(&l);
	CHECK_INT(part_drop(m.w, m.folder, "Finn Dahl", false, 1, &m.err), 0);
	CHECK_INT(part_drop(m.w, m.folder, "Finn Dahl", false, 1, &m.err), -1);
	CHECK_INT(m.err.code, ERR_NOT_FOUND);
	CHECK_INT(part_drop(m.w, m.folder, "Finn Dahl", false, 2, &m.err), 0);
	text = text_of(&m);
	CHECK_STR(text, signed_draft);
	free(text);
	CHECK_INT(parts_read(m.folder, &l, &m.err), 0);
	CHECK_INT(l.n, 0);
	parts_release(&l);
	str_release(&s);
	meeting_free(&m);
}

TEST(a_list_that_is_damaged_stops_everything)
{
	struct meeting m = signed_begin();
	char *path = meeting_path(&m, PART_FILE);
	struct parts l;
	int nr;

	write_file(path, "1: 12-13\n");
	CHECK_INT(parts_read(m.folder, &l, &m.err), -1);
	CHECK_INT(m.err.code, ERR_INPUT);
	CHECK_INT(create(&m, "11", &nr), -1);
	CHECK_INT(parts_intact(m.folder, span_of(signed_draft), &m.err), -1);
	free(path);
	meeting_free(&m);
}

static int save(struct meeting *m, const char *from, const char *to)
{
	char *text = text_of(m), *at = strstr(text, from);
	struct str s = STR_INIT;
	int rc;

	CHECK(at != NULL);
	str_add(&s, text, (size_t)(at - text));
	str_adds(&s, to);
	str_adds(&s, at + strlen(from));
	rc = parts_intact(m->folder, str_span(&s), &m->err);
	if (rc == 0)
		rc = meeting_save(m, str_c(&s));
	str_release(&s);
	free(text);
	return rc;
}

TEST(a_locked_part_stays)
{
	struct meeting m = signed_begin();
	struct str line = STR_INIT;
	struct parts l;
	int nr;

	CHECK_INT(create(&m, "12, 14", &nr), 0);
	CHECK_INT(save(&m, "tre byar", "fyra byar"), 0); /* not signed yet */
	if (signed_lock(&m, 1)) {
		char *text = text_of(&m);
		struct doc *d = doc_new(span_of(text), STATE_UTKAST);
		size_t at = (size_t)(strstr(text, "fyra byar") - text), cursor;

		CHECK(part_signed(m.folder, 1) && !part_signed(m.folder, 0));
		CHECK_INT(save(&m, "fyra byar", "fem byar"), -1);
		CHECK_STR(m.err.msg, "§ 12 är omedelbart justerad (del 1) men texten är ändrad; återställ paragrafen");
		CHECK_INT(save(&m, "# § 12 ", "# § 22 "), -1);
		CHECK_INT(save(&m, "Åkern plöjs.", "Åkern plöjs i höst."), 0);
		CHECK_INT(save(&m, "  - Finn Dahl", "  - Finn Dahlin"), 0); /* the front matter may */
		parts_hold(m.folder, d);
		CHECK_INT(doc_edit(d, at, 1, SPAN_NONE, &m.err), -1);
		CHECK_STR(m.err.msg, "§ 12 är omedelbart justerad; dess text kan inte ändras");
		CHECK_INT(change_insert_item(d, 0, SPAN_LIT("# § 1 Nytt\n"), &cursor, &m.err), -1);
		CHECK_STR(m.err.msg, "§ 12 är omedelbart justerad; numren kan inte ändras");
		CHECK_INT(change_remove_item(d, 0, &cursor, &m.err), -1);
		CHECK_INT(change_move_item(d, 1, 2, &cursor, &m.err), -1);
		CHECK_INT(change_title(d, 1, SPAN_LIT("Leden"), &m.err), -1);
		CHECK_SPAN(doc_bytes(d), text);
		CHECK_INT(change_insert_item(d, 5, SPAN_LIT("# § 1 Nytt sist\n"), &cursor, &m.err), 0);
		CHECK_INT(parts_intact(m.folder, doc_bytes(d), &m.err), 0);
		CHECK_INT(part_drop(m.w, m.folder, NULL, false, 1, &m.err), -1);
		CHECK_STR(m.err.msg, "del 1 är omedelbart justerad; den kan inte tas bort");
		CHECK_INT(create(&m, "12", &nr), -1);
		CHECK_INT(create(&m, "13", &nr), 0);
		CHECK_INT(nr, 2);
		CHECK_INT(parts_read(m.folder, &l, &m.err), 0);
		CHECK(part_intact(m.folder, &l, 1, doc_bytes(d), &line));
		CHECK_STR(str_c(&line), "del 1, §§ 12, 14, står oförändrad i protokoll.md");
		str_clear(&line);
		CHECK(!part_intact(m.folder, &l, 1, SPAN_LIT("# § 12 x\n"), &line));
		CHECK_STR(str_c(&line), "§ 12 står inte som i den omedelbart justerade del 1");
		parts_release(&l);
		doc_free(d);
		free(text);
	}
	str_release(&line);
	meeting_free(&m);
}
