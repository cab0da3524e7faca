/* archive: see archive.h. Only the front matter of a draft is parsed; §§ are
 * counted by their headings. */
#include "store/archive.h"

#include <sys/stat.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/u8.h"
#include "doc/protocol.h"
#include "doc/register.h"

#define DRAFT "protokoll.md"
#define REGISTERS "organ"

/* What a listing needs of a draft. */
struct glance {
	char *organ, *kort;
	struct date date;
	int paragraphs, first, last;
};

/* The front matter with its closing line; all of it when it does not close. */
static struct span front_only(struct span s)
{
	size_t end = span_find(s, "\n---", 3);

	if (!span_starts(s, "---") || end == (size_t)-1)
		return span_sub(s, 0, s.n < 4096 ? s.n : 4096);
	return span_sub(s, 0, end + 5);
}

static void count_paragraphs(struct span s, struct glance *g)
{
	struct span line;
	long nr;

	while (span_line(&s, &line)) {
		size_t n = 0;

		if (!span_starts(line, "# § "))
			continue;
		line = span_from(line, strlen("# § "));
		while (n < line.n && line.p[n] >= '0' && line.p[n] <= '9')
			n++;
		g->paragraphs++;
		if (!span_int(span_sub(line, 0, n), &nr))
			continue;
		if (!g->first || nr < g->first)
			g->first = (int)nr;
		if (nr > g->last)
			g->last = (int)nr;
	}
}

static int glance_read(const char *path, struct glance *g)
{
	struct str s = STR_INIT;
	struct protocol *p;

	*g = (struct glance){0};
	if (fs_read(path, &s, NULL)) {
		str_release(&s);
		return -1;
	}
	p = protocol_parse(front_only(str_span(&s)));
	g->organ = span_dup(front_get(&p->front, FRONT_ORGAN));
	g->kort = span_dup(front_get(&p->front, FRONT_ORGAN_KORT));
	if (!date_parse(front_get(&p->front, FRONT_DATUM), &g->date))
		g->date = (struct date){0};
	protocol_free(p);
	count_paragraphs(str_span(&s), g);
	str_release(&s);
	return 0;
}

static bool same_bytes(const char *a, const char *b)
{
	struct str x = STR_INIT, y = STR_INIT;
	bool same = fs_read(a, &x, NULL) == 0 && fs_read(b, &y, NULL) == 0 &&
		    span_eq(str_span(&x), str_span(&y));

	str_release(&x);
	str_release(&y);
	return same;
}

static bool read_in(const char *folder, const char *name, struct str *out)
{
	char *path = fs_join(folder, name);
	bool ok = fs_read(path, out, NULL) == 0;

	free(path);
	return ok;
}

/* Does a row of the file begin like this? justering/logg: "<time> | utskick | ...",
 * justerat/efter: "anslaget: ...". */
static bool has_row(const char *folder, const char *name, const char *opt_sep, const char *start)
{
	struct str s = STR_INIT;
	struct span rest, line;
	bool yes = false;

	read_in(folder, name, &s);
	for (rest = str_span(&s); !yes && span_line(&rest, &line);) {
		size_t at = opt_sep ? span_find(line, opt_sep, 0) : 0;

		yes = at != (size_t)-1 && span_starts(span_from(line, at + (opt_sep ? strlen(opt_sep) : 0)), start);
	}
	str_release(&s);
	return yes;
}

/* A round of signing is about one text, which it keeps: any other voids it. */
static bool round_holds(const char *folder)
{
	char *manifest = fs_join(folder, "justering/manifest");
	char *bound = fs_join(folder, "justering/utkast.md"), *draft = fs_join(folder, DRAFT);
	bool holds = fs_exists(manifest) && same_bytes(bound, draft);

	free(draft);
	free(bound);
	free(manifest);
	return holds;
}

enum state archive_state(const char *folder)
{
	char *manifest = fs_join(folder, "justerat/manifest");
	bool sealed = fs_exists(manifest);

	free(manifest);
	if (sealed && has_row(folder, "justerat/efter", NULL, "arkiverat:"))
		return STATE_ARKIVERAT;
	if (sealed)
		return has_row(folder, "justerat/efter", NULL, "anslaget:") ? STATE_ANSLAGET : STATE_JUSTERAT;
	if (round_holds(folder))
		return STATE_JUSTERING;
	return has_row(folder, "justering/logg", " | ", "utskick | ") ? STATE_UTSANT : STATE_UTKAST;
}

static void add_meeting(struct archive_list *l, const char *archive, const char *name)
{
	char *folder = fs_join(archive, name);
	char *draft = fs_join(folder, DRAFT);
	struct archive_meeting *m;
	struct glance g;

	if (!fs_exists(draft) && !fs_hidden(draft)) {
		free(draft);
		free(folder);
		return;
	}
	l->meeting = mem_grow(l->meeting, l->n, &l->cap, sizeof *l->meeting);
	m = &l->meeting[l->n++];
	*m = (struct archive_meeting){.folder = folder, .draft = draft};
	m->readable = glance_read(draft, &g) == 0;
	m->organ = g.organ ? g.organ : mem_strdup("");
	m->kort = g.kort ? g.kort : mem_strdup("");
	m->date = g.date;
	m->paragraphs = g.paragraphs;
	m->first = g.first;
	m->last = g.last;
	m->state = archive_state(folder);
	m->changed = fs_mtime(draft);
}

static int later_first(const void *a, const void *b)
{
	const struct archive_meeting *x = a, *y = b;
	long dx = x->date.year ? date_days(x->date) : -1000000;
	long dy = y->date.year ? date_days(y->date) : -1000000;

	if (dx != dy)
		return dx < dy ? 1 : -1;
	return strcmp(x->folder, y->folder);
}

int archive_list(const char *archive, struct archive_list *out, struct err *err)
{
	struct strlist names = {0};

	*out = (struct archive_list){0};
	if (!fs_exists(archive))
		return 0;
	if (fs_list(archive, &names, err))
		return -1;
	for (size_t i = 0; i < names.n; i++)
		if (names.v[i][0] != '.' && strcmp(names.v[i], REGISTERS) != 0)
			add_meeting(out, archive, names.v[i]);
	strlist_release(&names);
	if (out->n)
		qsort(out->meeting, out->n, sizeof *out->meeting, later_first);
	return 0;
}

void archive_list_release(struct archive_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		free(l->meeting[i].folder);
		free(l->meeting[i].draft);
		free(l->meeting[i].organ);
		free(l->meeting[i].kort);
	}
	free(l->meeting);
	*l = (struct archive_list){0};
}

static int by_name(const void *a, const void *b)
{
	const struct archive_organ *x = a, *y = b;
	int c = strcmp(x->name, y->name);

	return c ? c : strcmp(x->file, y->file);
}

int archive_organs(const char *archive, struct archive_organs *out, struct err *err)
{
	char *dir = fs_join(archive, REGISTERS);
	struct strlist names = {0};
	int rc = 0;

	*out = (struct archive_organs){0};
	if (fs_exists(dir))
		rc = fs_list(dir, &names, err);
	for (size_t i = 0; rc == 0 && i < names.n; i++) {
		char *file = fs_join(dir, names.v[i]);
		struct str s = STR_INIT;

		if (names.v[i][0] != '.' && span_ends(span_of(names.v[i]), ".md") && fs_read(file, &s, NULL) == 0) {
			struct organ *o = organ_parse(str_span(&s));
			struct archive_organ *a;

			out->organ = mem_grow(out->organ, out->n, &out->cap, sizeof *out->organ);
			a = &out->organ[out->n++];
			*a = (struct archive_organ){file, span_dup(o->name), span_dup(o->kort), span_dup(o->stil)};
			file = NULL;
			organ_free(o);
		}
		str_release(&s);
		free(file);
	}
	strlist_release(&names);
	free(dir);
	if (out->n)
		qsort(out->organ, out->n, sizeof *out->organ, by_name);
	return rc;
}

void archive_organs_release(struct archive_organs *o)
{
	for (size_t i = 0; i < o->n; i++) {
		free(o->organ[i].file);
		free(o->organ[i].name);
		free(o->organ[i].kort);
		free(o->organ[i].stil);
	}
	free(o->organ);
	*o = (struct archive_organs){0};
}

static bool same_folded(struct span a, const char *b)
{
	size_t na, nb;
	char *x = u8_fold(a.p ? a.p : "", a.n, &na);
	char *y = u8_fold(b, strlen(b), &nb);
	bool same = na == nb && memcmp(x, y, na) == 0;

	free(x);
	free(y);
	return same;
}

static bool names_organ(const struct archive_organ *o, const char *who)
{
	const char *base = fs_basename(o->file);
	struct span stem = span_sub(span_of(base), 0, strlen(base) - strlen(".md"));

	return same_folded(stem, who) || same_folded(span_of(base), who) ||
	       (*o->kort && same_folded(span_of(o->kort), who)) ||
	       (*o->name && same_folded(span_of(o->name), who));
}

static int none_found(const char *archive, const struct archive_organs *l, const char *who, struct err *err)
{
	struct str names = STR_INIT;

	if (l->n == 0)
		return err_set(err, ERR_NOT_FOUND, "%s/" REGISTERS " har inget organ; lägg en registerfil där", archive);
	for (size_t i = 0; i < l->n; i++)
		str_addf(&names, "%s%s", i ? ", " : "", *l->organ[i].kort ? l->organ[i].kort : l->organ[i].name);
	err_set(err, ERR_NOT_FOUND, "organet ”%s” finns inte i %s/" REGISTERS "; där finns %s", who, archive,
		str_c(&names));
	str_release(&names);
	return -1;
}

int archive_find_organ(const char *archive, const char *who, char **out_file, struct err *err)
{
	struct archive_organs l;
	const char *found = NULL;
	int rc = 0;

	if (strchr(who, '/') && fs_exists(who) && !fs_is_dir(who)) {
		*out_file = mem_strdup(who);
		return 0;
	}
	if (archive_organs(archive, &l, err))
		return -1;
	for (size_t i = 0; i < l.n && rc == 0; i++) {
		if (!names_organ(&l.organ[i], who))
			continue;
		if (found)
			rc = err_set(err, ERR_USAGE, "”%s” är både %s och %s; skriv filens namn", who,
				fs_basename(found), fs_basename(l.organ[i].file));
		found = l.organ[i].file;
	}
	if (rc == 0 && !found)
		rc = none_found(archive, &l, who, err);
	if (rc == 0)
		*out_file = mem_strdup(found);
	archive_organs_release(&l);
	return rc;
}

char *archive_new_folder(const char *archive, struct date date, struct span kort)
{
	struct str name = STR_INIT;
	char *path;

	date_add_iso(&name, date);
	str_addc(&name, '-');
	u8_add_plain(&name, kort);
	if (name.buf[name.len - 1] == '-')
		str_adds(&name, "organ");
	path = fs_join(archive, str_c(&name));
	for (int i = 2; fs_exists(path); i++) {
		free(path);
		path = str_format("%s%s%s-%d", archive, span_ends(span_of(archive), "/") ? "" : "/",
			str_c(&name), i);
	}
	str_release(&name);
	return path;
}

static bool same_organ(const struct archive_meeting *m, struct span organ, struct span kort)
{
	return (*m->kort && kort.n && same_folded(kort, m->kort)) ||
	       (*m->organ && organ.n && same_folded(organ, m->organ));
}

static bool same_folder(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

int archive_last_paragraph(const char *archive, struct span organ, struct span kort,
	struct date date, const char *opt_self)
{
	struct archive_list l;
	int last = 0;

	if (archive_list(archive, &l, NULL))
		return 0;
	for (size_t i = 0; i < l.n; i++) {
		const struct archive_meeting *m = &l.meeting[i];

		if (m->date.year != date.year || date_days(m->date) > date_days(date) || m->last <= last ||
			!same_organ(m, organ, kort) || (opt_self && same_folder(m->folder, opt_self)))
			continue;
		last = m->last;
	}
	archive_list_release(&l);
	return last;
}
