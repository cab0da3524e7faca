/* check (job): gathers what the rules need to know around a draft. The rules
 * stand in check/; nothing is judged here. */
#include "jobs/check.h"

#include <stdlib.h>

#include "base/fs.h"
#include "base/paths.h"
#include "base/u8.h"
#include "jobs/deadlines.h"
#include "jobs/gavel.h"
#include "store/archive.h"
#include "store/store.h"

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

/* -------------------------------------------------------------- the lists */

void check_data_load(struct check_data *d, const char *archive, struct span kort)
{
	const struct {
		const char *file;
		struct pairs *list;
	} rows[] = {
		{"dict/klarsprak", &d->lists.klarsprak},
		{"dict/egennamn", &d->lists.egennamn},
		{"dict/akronymer", &d->lists.akronymer},
		{"dict/forkortningar", &d->lists.forkortningar},
		{"dict/lagar", &d->lists.lagar},
	};

	*d = (struct check_data){.off = {0}};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char *path = paths_data(rows[i].file);

		(void)pairs_load(path, rows[i].list, NULL);
		free(path);
	}
	check_lists_prepare(&d->lists);
	check_data_reload(d, archive, kort);
}

/* <archive>/organ/<kort>.regler; NULL without a kort. */
static char *rules_file(const char *archive, struct span kort)
{
	struct str name = STR_INIT;
	char *dir, *path = NULL;

	u8_add_plain(&name, kort);
	if (name.len && archive && *archive) {
		str_adds(&name, ".regler");
		dir = fs_join(archive, "organ");
		path = fs_join(dir, str_c(&name));
		free(dir);
	}
	str_release(&name);
	return path;
}

void check_data_reload(struct check_data *d, const char *archive, struct span kort)
{
	char *path = rules_file(archive, kort);

	pairs_release(&d->off);
	if (path)
		(void)pairs_load(path, &d->off, NULL);
	free(path);
}

void check_data_facts(const struct check_data *d, struct check_facts *facts)
{
	facts->lists = &d->lists;
	facts->off = &d->off;
}

void check_data_release(struct check_data *d)
{
	check_lists_release(&d->lists);
	pairs_release(&d->off);
}

/* The rows of `old` but those of the rule, and one for it where the first stood
 * when it is off. A rule that is on needs none. */
static void changed_rules(struct span old, const char *id, bool on, struct str *out)
{
	struct span rest = old, line;
	bool placed = on;

	while (span_line(&rest, &line)) {
		size_t eq = span_find(line, "=", 0);
		struct span left = span_trim(span_sub(line, 0, eq == (size_t)-1 ? line.n : eq));

		if (!span_is(left, id)) {
			str_addspan(out, line);
			str_addc(out, '\n');
		} else if (!placed) {
			str_addf(out, "%s = av\n", id);
			placed = true;
		}
	}
	if (!placed)
		str_addf(out, "%s = av\n", id);
}

int check_rule_set(const char *archive, struct span kort, const char *id, bool on, struct err *err)
{
	static const char head[] = "# Språkregler som är avstängda för organet, en på varje rad: ”S10 = av”.\n"
				   "# En regel som inte står här är på.\n";
	char *path, *dir;
	struct str old = STR_INIT, now = STR_INIT;
	int rc;

	if (!check_may_be_off(id))
		return err_set(err, ERR_STATE, "regeln %s kan inte stängas av: den gäller lag eller form, inte språk", id);
	path = rules_file(archive, kort);
	if (!path)
		return err_set(err, ERR_USAGE, "protokollet säger inte vilket organ det är; skriv ”organ-kort” överst");
	if (fs_exists(path) && fs_read(path, &old, err) != 0) {
		free(path);
		str_release(&old);
		return -1;
	}
	if (!old.len)
		str_adds(&old, head);
	changed_rules(str_span(&old), id, on, &now);
	dir = fs_dirname(path);
	rc = fs_mkdirs(dir, err);
	if (rc == 0)
		rc = fs_write_atomic(path, now.buf, now.len, 0600, err);
	free(dir);
	free(path);
	str_release(&old);
	str_release(&now);
	return rc;
}

/* ---------------------------------------------------------------- the job */

/* What the files of the meeting tell of its justering and anslag. */
static bool read_days(const struct meeting *m, struct check_days *out)
{
	struct deadline d[DEADLINE_COUNT];
	struct deadline_facts f;
	struct date met;

	/* a text without a history is no meeting that somebody is late with */
	if (!m->folder || !store_is_meeting(m->folder) || m->p->typ != TYP_PROTOKOLL || !date_parse(front_get(&m->p->front, FRONT_DATUM), &met))
		return false;
	deadlines_facts(met, m->folder, &f);
	if (!deadline_chain(&f, d))
		return false;
	*out = (struct check_days){.today = clock_date(clock_now()), .justering = d[DEADLINE_JUSTERING].day,
		.justerat = f.justerat, .anslag = d[DEADLINE_ANSLAG].day, .anslaget = f.anslaget,
		.down = d[DEADLINE_DOWN].day, .nedtaget = f.nedtaget};
	return true;
}

void check_meeting(const struct meeting *m, struct check_result *out)
{
	struct check_facts facts = {0};
	struct check_days days;
	struct bilagor bilagor;
	struct style *s = meeting_style(m, NULL, NULL, NULL);
	struct check_data data;
	struct gavel_reasons reasons;
	struct span kort = front_get(&m->p->front, FRONT_ORGAN_KORT);
	struct date day;
	char *clock = NULL;

	if (!kort.n && m->organ)
		kort = m->organ->kort;
	check_data_load(&data, m->archive, kort);
	check_data_facts(&data, &facts);
	gavel_reasons_load(m->folder, &reasons);
	facts.reasons = &reasons;

	if (list_bilagor(m, &bilagor)) {
		facts.has_bilaga = has_bilaga;
		facts.ctx = &bilagor;
	}
	if (m->folder && m->p->typ == TYP_PROTOKOLL && date_parse(front_get(&m->p->front, FRONT_DATUM), &day)) {
		struct span organ = front_get(&m->p->front, FRONT_ORGAN);

		facts.last_number = archive_last_paragraph(m->archive, organ, kort, day, m->folder);
		facts.first_of_year = facts.last_number == 0 && knows_earlier_year(m, kort, day.year);
	}
	if (read_days(m, &days))
		facts.days = &days;
	if (s) {
		struct span sep = style_get(s, "tid.skilje");

		clock = sep.n ? span_dup(sep) : NULL;
		facts.clock = clock;
	}
	check_run(m->p, m->organ, &facts, out);
	gavel_reasons_release(&reasons);
	check_data_release(&data);
	free(clock);
	strlist_release(&bilagor.name);
	style_free(s);
}
