/* check (job): gathers what the rules need to know around a draft. The rules
 * stand in check/; nothing is judged here. */
#include "jobs/check.h"

#include "base/fs.h"
#include "base/u8.h"
#include "store/archive.h"

struct bilagor {
	const char *folder;      /* the meeting's */
	struct strlist name;     /* of the files, plain */
};

/* "1" is there when a file is called 1.pdf, bilaga-1.pdf or "Bilaga 1 karta.pdf". */
static bool has_bilaga(void *ctx, struct span name)
{
	const struct bilagor *b = ctx;
	struct str want = STR_INIT;
	bool hit = false;

	if (name.p && memchr(name.p, '/', name.n)) {
		char *rel = span_dup(name), *path = fs_join(b->folder, rel);

		hit = fs_exists(path);
		free(rel);
		free(path);
		return hit;
	}
	u8_add_plain(&want, name);
	for (size_t i = 0; i < b->name.n && !hit; i++) {
		struct span rest = span_of(b->name.v[i]), piece;

		while (!hit && span_split(&rest, "-", &piece))
			hit = span_eq(piece, str_span(&want));
	}
	str_release(&want);
	return hit;
}

/* Files of bilagor/ as words: "Bilaga 1 karta.pdf" is bilaga-1-karta-pdf. */
static bool list_bilagor(const struct meeting *m, struct bilagor *out)
{
	struct strlist files = {0};
	char *folder;

	*out = (struct bilagor){.folder = m->folder};
	if (!m->folder)
		return false;
	folder = fs_join(m->folder, "bilagor");
	if (fs_is_dir(folder) && fs_list(folder, &files, NULL) == 0) {
		for (size_t i = 0; i < files.n; i++) {
			struct str spaced = STR_INIT, plain = STR_INIT;

			for (const char *c = files.v[i]; *c; c++)
				str_addc(&spaced, *c == '.' || *c == '_' ? ' ' : *c);
			u8_add_plain(&plain, str_span(&spaced));
			strlist_add(&out->name, str_c(&plain), plain.len);
			str_release(&spaced);
			str_release(&plain);
		}
	}
	free(folder);
	strlist_release(&files);
	/* without a single file nobody keeps the bilagor here */
	return out->name.n > 0;
}

/* Has the archive a protocol of the organ from an earlier year? Only then is
 * § 1 known to be the right beginning of this one. */
static bool knows_earlier_year(const struct meeting *m, struct span kort, int year)
{
	struct archive_list list = {0};
	bool hit = false;

	if (archive_list(m->archive, &list, NULL) != 0)
		return false;
	for (size_t i = 0; i < list.n; i++)
		hit = hit || (list.meeting[i].date.year > 0 && list.meeting[i].date.year < year &&
				kort.n > 0 && span_is(kort, list.meeting[i].kort));
	archive_list_release(&list);
	return hit;
}

void check_meeting(const struct meeting *m, struct check_result *out)
{
	struct check_facts facts = {0};
	struct bilagor bilagor;
	struct style *s = meeting_style(m, NULL, NULL, NULL);
	struct date day;
	char *clock = NULL;

	if (list_bilagor(m, &bilagor)) {
		facts.has_bilaga = has_bilaga;
		facts.ctx = &bilagor;
	}
	if (m->folder && m->p->typ == TYP_PROTOKOLL && date_parse(front_get(&m->p->front, FRONT_DATUM), &day)) {
		struct span organ = front_get(&m->p->front, FRONT_ORGAN), kort = front_get(&m->p->front, FRONT_ORGAN_KORT);

		facts.last_number = archive_last_paragraph(m->archive, organ, kort, day, m->folder);
		facts.first_of_year = facts.last_number == 0 && knows_earlier_year(m, kort, day.year);
	}
	if (s) {
		struct span sep = style_get(s, "tid.skilje");

		clock = sep.n ? span_dup(sep) : NULL;
		facts.clock = clock;
	}
	check_run(m->p, m->organ, &facts, out);
	free(clock);
	strlist_release(&bilagor.name);
	style_free(s);
}
