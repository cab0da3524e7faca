/* new_meeting: puts the parts together: register, style, agenda, numbers, text,
 * folder, first version. Each part's own rules stand in its room. */
#include "jobs/new_meeting.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/paths.h"
#include "in/agenda.h"
#include "jobs/open.h"
#include "mall/skeleton.h"
#include "store/archive.h"
#include "store/store.h"

#define DRAFT_NAME "protokoll.md"

struct parts {
	char *archive;
	struct organ *organ;
	struct style *style;
};

static int gather(const struct new_meeting *n, struct parts *p, struct new_meeting_result *res, struct err *err)
{
	char *file = NULL, *style;

	p->archive = n->archive ? fs_absolute(n->archive) : paths_archive();
	if (!n->organ || !*n->organ)
		return err_set(err, ERR_USAGE, "ange vilket organ sammanträdet gäller");
	if (archive_find_organ(p->archive, n->organ, &file, err) != 0)
		return -1;
	p->organ = organ_load(file, err);
	free(file);
	if (!p->organ)
		return -1;
	style = n->style && *n->style ? mem_strdup(n->style)
				      : (p->organ->stil.n ? span_dup(p->organ->stil) : mem_strdup("grund"));
	p->style = style_load(style, p->archive, &res->remarks, err);
	free(style);
	return p->style ? 0 : -1;
}

static void release_parts(struct parts *p)
{
	free(p->archive);
	if (p->organ)
		organ_free(p->organ);
	if (p->style)
		style_free(p->style);
}

/* The agenda's entries as the skeleton wants them: one text of diarienummer. */
static struct agenda_item *as_items(struct agenda *a)
{
	struct agenda_item *v = arena_alloc(&a->arena, (a->nentries + 1) * sizeof(*v));

	for (size_t i = 0; i < a->nentries; i++) {
		struct str dnr = STR_INIT;

		for (size_t k = 0; k < a->entry[i].ndnr; k++) {
			str_adds(&dnr, k ? ", " : "");
			str_addspan(&dnr, a->entry[i].dnr[k]);
		}
		v[i].title = a->entry[i].title;
		v[i].dnr = dnr.len ? span_make(arena_dup(&a->arena, str_c(&dnr), dnr.len), dnr.len) : SPAN_NONE;
		str_release(&dnr);
	}
	return v;
}

static void make_text(const struct new_meeting *n, const struct parts *p, struct str *out, struct new_meeting_result *res)
{
	struct skeleton k = {
		.organ = p->organ,
		.style = p->style,
		.date = n->date,
		.start = n->start,
		.end = n->end,
		.place = n->place,
	};
	struct protocol *made;
	size_t from = out->len;

	k.first_nr = archive_last_paragraph(p->archive, p->organ->name, p->organ->kort, n->date, res->folder) + 1;
	if (n->agenda.p) {
		res->agenda = agenda_parse(n->agenda, p->organ->dnr_serie);
		k.item = as_items(res->agenda);
		k.nitems = res->agenda->nentries;
	}
	skeleton_make(&k, out, &res->remarks);
	made = protocol_parse(span_from(str_span(out), from));
	res->first = made->first;
	res->last = made->last;
	res->items = made->nitems;
	protocol_free(made);
}

int new_meeting_text(const struct new_meeting *n, struct str *out, struct new_meeting_result *res, struct err *err)
{
	struct parts p = {0};
	int rc = -1;

	*res = (struct new_meeting_result){0};
	if (gather(n, &p, res, err) == 0) {
		res->folder = n->folder ? fs_absolute(n->folder) : archive_new_folder(p.archive, n->date, p.organ->kort);
		make_text(n, &p, out, res);
		rc = 0;
	}
	release_parts(&p);
	return rc;
}

/* Nothing but our own folder is ever taken away: only what is in it was made here. */
static int remove_tree(const char *path)
{
	struct strlist names = {0};
	int rc = 0;

	if (fs_list(path, &names, NULL) != 0)
		return -1;
	for (size_t i = 0; i < names.n; i++) {
		char *sub = fs_join(path, names.v[i]);
		struct stat st;

		if (lstat(sub, &st) == 0 && S_ISDIR(st.st_mode))
			rc |= remove_tree(sub);
		else
			rc |= unlink(sub);
		free(sub);
	}
	strlist_release(&names);
	return rc | rmdir(path);
}

/* The folder must be new or empty. *made: it was made here. */
static int claim_folder(const char *folder, bool *made, struct err *err)
{
	struct strlist names = {0};
	char *above = fs_dirname(folder);
	int rc = fs_mkdirs(above, err);
	bool empty;

	free(above);
	*made = false;
	if (rc != 0)
		return -1;
	if (mkdir(folder, 0700) == 0) {
		*made = true;
		return 0;
	}
	if (errno != EEXIST)
		return err_sys(err, ERR_SYSTEM, errno, "mappen %s kan inte skapas", folder);
	if (!fs_is_dir(folder) || fs_list(folder, &names, err) != 0)
		return err_set(err, ERR_USAGE, "%s finns redan och är ingen mapp: ange en annan", folder);
	empty = names.n == 0;
	strlist_release(&names);
	return empty ? 0 : err_set(err, ERR_USAGE, "mappen %s finns redan och är inte tom: ange en annan", folder);
}

static int first_version(const struct new_meeting *n, struct worker *w, struct span text, const char *who,
	const char *folder, struct err *err)
{
	struct store_request q = {
		.op = STORE_CREATE,
		.folder = folder,
		.now = clock_now(),
		.who = n->who ? n->who : who,
		.text = text,
		.kind = KIND_FIRST,
	};
	struct store_answer a;
	int rc = store_run(w, &q, &a, err);

	store_answer_release(&a);
	return rc;
}

int new_meeting_create(const struct new_meeting *n, struct worker *w, struct new_meeting_result *res, struct err *err)
{
	struct parts p = {0};
	struct str text = STR_INIT;
	int rc = -1;
	bool made = false;
	char *bilagor = NULL, *who = NULL;

	*res = (struct new_meeting_result){0};
	if (gather(n, &p, res, err) != 0)
		goto out;
	res->folder = n->folder ? fs_absolute(n->folder) : archive_new_folder(p.archive, n->date, p.organ->kort);
	make_text(n, &p, &text, res);
	if (claim_folder(res->folder, &made, err) != 0)
		goto out;
	bilagor = fs_join(res->folder, "bilagor");
	for (size_t i = 0; i < p.organ->p->npersons && !who; i++)
		if (p.organ->p->person[i].group == GROUP_SEKRETERARE)
			who = span_dup(p.organ->p->person[i].name);
	if (fs_mkdirs(bilagor, err) == 0)
		rc = first_version(n, w, str_span(&text), who, res->folder, err);
	if (rc != 0) {
		struct strlist names = {0};

		/* take away what was made, and the folder only when it was */
		if (made) {
			(void)remove_tree(res->folder);
		} else if (fs_list(res->folder, &names, NULL) == 0) {
			for (size_t i = 0; i < names.n; i++) {
				char *sub = fs_join(res->folder, names.v[i]);

				if (fs_is_dir(sub))
					(void)remove_tree(sub);
				else
					(void)unlink(sub);
				free(sub);
			}
			strlist_release(&names);
		}
		goto out;
	}
	res->file = fs_join(res->folder, DRAFT_NAME);
out:
	free(bilagor);
	free(who);
	str_release(&text);
	release_parts(&p);
	return rc;
}

void new_meeting_release(struct new_meeting_result *res)
{
	free(res->folder);
	free(res->file);
	agenda_free(res->agenda);
	remarks_release(&res->remarks);
	*res = (struct new_meeting_result){0};
}
