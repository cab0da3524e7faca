/* open: from a PATH to the meeting it names. Reads files only; the history is
 * the store's business, and no worker is started. */
#include "jobs/open.h"

#include "base/fs.h"
#include "base/paths.h"
#include "store/archive.h"
#include "store/store.h"

#define DRAFT_NAME "protokoll.md"

struct organ *organ_load(const char *file, struct err *err)
{
	struct str text = STR_INIT;
	struct organ *o = NULL;

	if (fs_read(file, &text, err) == 0) {
		o = organ_parse(str_span(&text));
		if (o->p->typ != TYP_ORGAN) {
			err_set(err, ERR_INPUT, "%s är inget organregister: raden ”typ: organ” saknas", file);
			organ_free(o);
			o = NULL;
		}
	}
	str_release(&text);
	return o;
}

/* The register is a help, not a demand: without one, checks that need it rest. */
static void find_register(struct meeting *m)
{
	static const enum front_key names[] = {FRONT_ORGAN_KORT, FRONT_ORGAN};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names) && !m->organ; i++) {
		struct span who = front_get(&m->p->front, names[i]);
		char *name;

		/* a value with a '/' would be taken for a path */
		if (who.n == 0 || memchr(who.p, '/', who.n))
			continue;
		name = span_dup(who);
		if (archive_find_organ(m->archive, name, &m->organ_file, NULL) == 0) {
			m->organ = organ_load(m->organ_file, NULL);
			if (!m->organ) {
				free(m->organ_file);
				m->organ_file = NULL;
			}
		}
		free(name);
	}
}

/* What a meeting folder holds besides the draft, when it has lost it. */
static int no_draft(const char *path, struct err *err)
{
	return err_set(err, ERR_INPUT, "%s: där finns inget " DRAFT_NAME ": ange en sammanträdesmapp eller ett utkast", path);
}

/* protokoll.md given as a file: does its folder look like a meeting's? */
static bool looks_like_meeting(const char *folder)
{
	char *above = fs_dirname(folder), *organ = fs_join(above, "organ"), *bilagor = fs_join(folder, "bilagor");
	bool yes = store_is_meeting(folder) || fs_is_dir(organ) || fs_is_dir(bilagor);

	free(above);
	free(organ);
	free(bilagor);
	return yes;
}

int meeting_open(struct meeting *out, const char *path, struct err *err)
{
	struct meeting m = {0};
	char *folder;

	*out = m;
	if (!path || !*path)
		return err_set(err, ERR_USAGE, "ange en sammanträdesmapp eller ett utkast");
	if (strcmp(path, "-") == 0) {
		struct str text = STR_INIT;

		if (fs_read(path, &text, err) != 0) {
			str_release(&text);
			return -1;
		}
		meeting_of_text(out, str_span(&text), NULL);
		str_release(&text);
		out->shown = mem_strdup("-");
		return 0;
	}
	if (fs_is_dir(path)) {
		m.shown = fs_join(path, DRAFT_NAME);
		if (!fs_exists(m.shown)) {
			free(m.shown);
			return no_draft(path, err);
		}
	} else {
		m.shown = mem_strdup(path);
	}
	if (fs_read(m.shown, &m.text, err) != 0) {
		if (err && err->code != ERR_SYSTEM)
			err->code = ERR_INPUT;
		free(m.shown);
		str_release(&m.text);
		return -1;
	}
	m.file = fs_absolute(m.shown);
	folder = fs_dirname(m.file);
	if (strcmp(fs_basename(m.file), DRAFT_NAME) == 0 && (fs_is_dir(path) || looks_like_meeting(folder))) {
		m.folder = folder;
		m.archive = fs_dirname(folder);
		m.state = archive_state(folder);
	} else {
		m.archive = folder;
	}
	m.p = protocol_parse(str_span(&m.text));
	find_register(&m);
	/* a single draft in an archive's meeting folder: its register is one up */
	if (!m.organ && !m.folder) {
		char *up = fs_dirname(m.archive);

		free(m.archive);
		m.archive = up;
		find_register(&m);
	}
	*out = m;
	return 0;
}

void meeting_of_text(struct meeting *out, struct span bytes, const char *opt_archive)
{
	struct meeting m = {0};

	str_addspan(&m.text, bytes);
	m.archive = opt_archive ? mem_strdup(opt_archive) : paths_archive();
	m.p = protocol_parse(str_span(&m.text));
	find_register(&m);
	*out = m;
}

void meeting_release(struct meeting *m)
{
	free(m->file);
	free(m->shown);
	free(m->folder);
	free(m->archive);
	free(m->organ_file);
	str_release(&m->text);
	if (m->p)
		protocol_free(m->p);
	if (m->organ)
		organ_free(m->organ);
	*m = (struct meeting){0};
}

struct style *meeting_style(const struct meeting *m, const char *opt_name, struct remarks *remarks, struct err *err)
{
	struct span name = span_of(opt_name);
	struct style *s;
	char *given;

	if (name.n == 0)
		name = front_get(&m->p->front, FRONT_STIL);
	if (name.n == 0 && m->organ)
		name = m->organ->stil;
	given = name.n ? span_dup(name) : mem_strdup("grund");
	s = style_load(given, m->archive, remarks, err);
	free(given);
	return s;
}
