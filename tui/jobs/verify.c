/* verify (job): see verify.h. */
#include "jobs/verify.h"

#include <sys/stat.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "jobs/folder.h"
#include "jobs/justera_inner.h"
#include "jobs/parts.h"
#include "justering/seal.h"
#include "store/store.h"

struct files {
	struct verify_file *v;
	size_t n, cap;
	struct str **held;       /* what the disk spans borrow */
	size_t nheld, cap_held;
};

static void files_release(struct files *f)
{
	for (size_t i = 0; i < f->n; i++)
		free((char *)(uintptr_t)f->v[i].name);
	for (size_t i = 0; i < f->nheld; i++) {
		str_release(f->held[i]);
		free(f->held[i]);
	}
	free(f->v);
	free(f->held);
	*f = (struct files){0};
}

/* As the file stands on disk; an empty file is a file. */
static int read_disk(struct worker *w, const char *folder, const char *name, struct files *own, struct verify_file *f,
	struct err *err)
{
	struct str *bytes = mem_alloc(sizeof *bytes);
	int rc = 0;

	own->held = mem_grow(own->held, own->nheld, &own->cap_held, sizeof *own->held);
	own->held[own->nheld++] = bytes;
	if (folder_read(folder, name, bytes, NULL) == 0) {
		f->disk = span_make(str_c(bytes), bytes->len);
		rc = store_digest(w, f->disk, f->digest, err);
	}
	return rc;
}

static struct verify_file *add_file(struct files *l, const char *name)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->v[i].name, name) == 0)
			return &l->v[i];
	l->v = mem_grow(l->v, l->n, &l->cap, sizeof *l->v);
	l->v[l->n] = (struct verify_file){.name = mem_strdup(name)};
	return &l->v[l->n++];
}

/* Those of the sealed version, and those of the folder. */
static int gather(struct worker *w, const char *folder, const char *dir, char *const *name, const struct str *bytes, size_t n,
	struct files *out, struct err *err)
{
	char *path = fs_join(folder, dir);
	struct strlist names = {0};
	int rc = 0;

	for (size_t i = 0; i < n; i++)
		add_file(out, name[i])->history = span_make(str_c(&bytes[i]), bytes[i].len);
	fs_list(path, &names, NULL);
	for (size_t i = 0; i < names.n; i++) {
		char *full = str_format("%s/%s", dir, names.v[i]), *there = fs_join(folder, full);

		if (!fs_is_dir(there))
			add_file(out, full);
		free(there);
		free(full);
	}
	for (size_t i = 0; rc == 0 && i < out->n; i++)
		rc = read_disk(w, folder, out->v[i].name, out, &out->v[i], err);
	strlist_release(&names);
	free(path);
	return rc;
}

/* A link is not the file: what it leads to changes without anybody seeing it here. */
static void links_fact(const char *folder, const struct files *l, const char *opt_name, struct verify_result *out)
{
	for (size_t i = 0; i < l->n + (opt_name != NULL); i++) {
		const char *name = i < l->n ? l->v[i].name : opt_name;
		char *path = fs_join(folder, name);
		struct stat st;

		if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode))
			verify_add(out, false, "%s är en länk, inte själva filen", name);
		free(path);
	}
}

/* Folders beside the sealed files: only the parts that have a mark. */
static void folders_fact(const char *folder, const struct store_answer *a, struct verify_result *out)
{
	char *path = fs_join(folder, SEAL_FOLDER);
	struct strlist names = {0};

	fs_list(path, &names, NULL);
	for (size_t i = 0; i < names.n; i++) {
		char *there = fs_join(path, names.v[i]), *tag = str_format("justerat-%s", names.v[i]);
		bool known = !fs_is_dir(there);

		for (size_t k = 0; k < a->nparts && !known; k++)
			known = strcmp(a->part[k].tag, tag) == 0;
		if (!known)
			verify_add(out, false, SEAL_FOLDER "/%s/ hör inte till något som är justerat", names.v[i]);
		free(there);
		free(tag);
	}
	strlist_release(&names);
	free(path);
}

/* Is the version that the manifest names there, with another text than the sealed one? Where the
 * drafts are weeded it is not there. */
static bool other_text(struct worker *w, const char *folder, const struct files *l, struct span sealed)
{
	struct seal seal = {0};
	struct str text = STR_INIT;
	bool other = false;

	for (size_t i = 0; i < l->n; i++)
		if (span_ends(span_of(l->v[i].name), "/" SEAL_NAME_MANIFEST) && l->v[i].disk.p &&
			seal_parse(&seal, l->v[i].disk, NULL) == 0) {
			other = folder_version(w, folder, seal.version, 0, &text, NULL) == 0 &&
				!span_eq(str_span(&text), sealed);
			str_release(&text);
			seal_release(&seal);
			break;
		}
	return other;
}

/* The protocol, or its ordinary part. */
static int check_whole(struct worker *w, const char *folder, const struct store_answer *a, struct verify_input *in,
	struct verify_result *out, struct err *err)
{
	struct files l = {0};
	int rc = gather(w, folder, SEAL_FOLDER, a->file_name, a->file_bytes, a->nfiles, &l, err);

	in->part = 0;
	in->folder = SEAL_FOLDER;
	in->draft = (struct verify_file){.name = "protokoll.md"};
	if (rc == 0)
		rc = read_disk(w, folder, in->draft.name, &l, &in->draft, err);
	if (*a->tag_blob)
		in->draft.history = span_make(str_c(&a->tag_text), a->tag_text.len);
	memcpy(in->blob, a->tag_blob, sizeof in->blob);
	in->file = l.v;
	in->nfiles = l.n;
	in->tagged = a->tagged;
	in->mark = str_span(&a->tag_object);
	in->follows = a->tip_is_tagged || a->tip_follows;
	in->after = a->tip_is_tagged ? 0 : a->after;
	in->other_text = other_text(w, folder, &l, str_span(&a->tag_text));
	if (rc == 0) {
		verify_run(out, in);
		links_fact(folder, &l, in->draft.name, out);
	}
	files_release(&l);
	return rc;
}

static int check_part(struct worker *w, const char *folder, const struct store_mark *m, struct verify_input *in,
	struct verify_result *out, struct err *err)
{
	struct span nr = span_from(span_of(m->tag), strlen("justerat-del-"));
	struct files l = {0};
	char *dir;
	long part;
	int rc;

	if (!span_int(nr, &part))
		return 0;
	dir = part_folder((int)part, true);
	rc = gather(w, folder, dir, m->file_name, m->file_bytes, m->nfiles, &l, err);
	in->part = (int)part;
	in->folder = dir;
	in->draft = (struct verify_file){0};
	*in->blob = '\0';
	in->file = l.v;
	in->nfiles = l.n;
	in->tagged = m->whole;
	in->mark = str_span(&m->object);
	in->follows = m->kept;
	in->after = 0;
	in->other_text = false;
	if (rc == 0) {
		verify_run(out, in);
		links_fact(folder, &l, NULL, out);
	}
	files_release(&l);
	free(dir);
	return rc;
}

/* The parts are disjoint, and each stands in the draft as it was signed; the rest of the
 * draft is the ordinary protocol's, when that is sealed. */
static void parts_facts(const char *folder, struct verify_result *out)
{
	struct str text = STR_INIT, rest = STR_INIT, was = STR_INIT, line = STR_INIT;
	struct err err = ERR_INIT;
	struct protocol *p = NULL;
	struct parts l;
	bool ok;

	if (parts_read(folder, &l, &err)) {
		verify_add(out, false, "%s", err.msg);
	} else if (l.n && folder_read(folder, "protokoll.md", &text, &err) == 0) {
		p = protocol_parse(str_span(&text));
		ok = parts_check(&l, p, &err) == 0;
		verify_add(out, ok, "%s", ok ? "delarna har ingen paragraf gemensam och finns alla i protokollet" : err.msg);
		for (size_t i = 0; i < l.n; i++) {
			if (!part_signed(folder, l.v[i].nr))
				continue;
			str_clear(&line);
			ok = part_intact(folder, &l, l.v[i].nr, str_span(&text), &line);
			verify_add(out, ok, "%s", str_c(&line));
		}
		if (part_signed(folder, 0) && folder_read(folder, SEAL_DRAFT, &was, NULL) == 0) {
			part_text(&l, 0, p, &rest);
			if (!span_eq(str_span(&rest), str_span(&was)))
				verify_add(out, false, "protokoll.md utan delarna är inte den låsta texten");
		}
	}
	protocol_free(p);
	parts_release(&l);
	str_release(&text);
	str_release(&rest);
	str_release(&was);
	str_release(&line);
}

static void history_facts(struct verify_result *out, const struct store_answer *a)
{
	for (size_t i = 0; i < a->problem.n; i++)
		verify_add(out, false, "historiken: %s", a->problem.v[i]);
	if (a->problem.n == 0 && a->damaged)
		verify_add(out, false, "historiken är skadad");
	else if (a->problem.n == 0)
		verify_add(out, true, "historiken är hel: %d versioner", a->nr);
}

int job_verify(struct worker *w, const char *folder, struct verify_result *out, struct err *err)
{
	struct store_request q = {.op = STORE_CHECK, .folder = folder, .now = clock_now()};
	struct store_answer a;
	struct verify_input in = {0};
	struct keys known = {0};
	char *nycklar = NULL;
	bool there = folder_has(folder, SEAL_MANIFEST);
	int rc = store_run(w, &q, &a, err);

	*out = (struct verify_result){0};
	if (rc == 0 && !a.tagged && !a.sealed && !there && !a.damaged && !a.nparts)
		rc = err_set(err, ERR_STATE, "%s är inte justerat; det finns inget låst att verifiera", folder);
	if (rc == 0)
		rc = round_keys(folder, a.tag_text.len ? str_span(&a.tag_text) : str_span(&a.text), &known, &nycklar, NULL, err);
	if (rc == 0) {
		in.known = fs_exists(nycklar) ? &known : NULL;
		in.known_file = nycklar;
		if (a.tagged || a.sealed || there || !a.nparts)
			rc = check_whole(w, folder, &a, &in, out, err);
	}
	for (size_t i = 0; rc == 0 && i < a.nparts; i++)
		rc = check_part(w, folder, &a.part[i], &in, out, err);
	if (rc == 0) {
		folders_fact(folder, &a, out);
		parts_facts(folder, out);
		history_facts(out, &a);
	}
	keys_release(&known);
	free(nycklar);
	store_answer_release(&a);
	return rc;
}
