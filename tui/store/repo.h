/* repo: one opened meeting repository, for the files store/repo*.c only.
 *
 * Rules (each of them was measured on libgit2 1.5.1)
 *  1. git_commit_create answers 0 on a full disk and writes nothing: never call
 *     it. Objects are written by repo_write alone, which reads them back.
 *  2. libgit2 loops for ever on a cut loose object and may crash on a damaged
 *     index of a pack: every loose object goes through repo_vet before libgit2
 *     reads it, every pack through vet_packs before the repository is opened.
 *  3. fsync is switched on before a repository is opened, and the 256 folders
 *     of objects exist before anything is written: libgit2 does not fsync the
 *     parent of a folder it makes.
 *  4. References are looked up by name: a walk over all of them skips a
 *     damaged one in silence.
 *  5. Nothing is ever removed because it is damaged: it is moved aside. */
#ifndef STORE_REPO_H
#define STORE_REPO_H

#include <git2.h>

#include "store/repo_digest.h"
#include "store/repo_serve.h"
#include "store/store.h"

#define REPO_DRAFT "protokoll.md"
#define REPO_REF "refs/heads/utkast"
#define REPO_SECOND "refs/paragraf/senast"     /* second copy of REPO_REF */
#define REPO_AUTOSAVE "refs/paragraf/autosave"
#define REPO_TAG "refs/tags/justerat"
#define REPO_MANIFEST "justerat/manifest"
#define REPO_TAGS "refs/tags/"
#define REPO_PARTS "refs/tags/justerat-del-"
#define REPO_SENT "refs/paragraf/utskick/"     /* what was sent out, so that an answer can follow on it */
#define REPO_MARK_NAME_KEY "Märkets namn"      /* ... and the name of a part's */
#define REPO_NUMBER_KEY "Version"              /* in the sealing version's message: its number */
#define REPO_MARK_KEY "Märke"                  /* in the sealing version's message: text of the mark */

struct repo_server {
	int fd;                 /* the lock of the meeting that is held, or -1 */
	char *held;             /* its folder */
	struct strlist vetted;  /* packs checked: "path size mtime" */
	char tip[STORE_ID_SIZE]; /* the last version counted ... */
	int tip_nr;             /* ... and its number */
};

struct repo {
	struct repo_server *server;
	git_repository *git;
	git_odb *odb;
	char *folder, *gitdir;
	int lock;               /* lock of this request only, or -1 */
	bool writing;           /* locked, and the lock file says so */
	bool stale;             /* the last writer did not finish */
	bool has_tip, has_parent, has_draft;
	git_oid tip, tree, blob, parent; /* of the last version */
	struct stamp time;
	enum store_kind kind;
	struct str text;        /* protokoll.md of the last version */
	git_oid *cut;           /* versions whose forerunners are weeded */
	size_t ncut;
};

/* repo.c */
/* Names the folder, checks its owner; then checks HEAD and packs and opens.
 * repo_close after either, also when it failed. */
int repo_prepare(struct repo *r, struct repo_server *s, const char *folder, struct err *err);
int repo_attach(struct repo *r, struct err *err);
void repo_close(struct repo *r);
int repo_init(const char *folder, struct err *err);
int repo_configure(const char *gitdir); /* the settings of ours; 0 or libgit2's code */
char *repo_path(const struct repo *r, const char *name); /* below .git; free() */
/* ERR_SYSTEM with libgit2's reason in Swedish. */
__attribute__((format(printf, 2, 3))) int repo_fail(struct err *err, const char *fmt, ...);
/* 0 found, 1 there is none, -1 damaged. */
int repo_ref(struct repo *r, const char *name, git_oid *out, struct err *err);
/* Checked, then looked up; git_object_free. */
int repo_object(struct repo *r, const git_oid *id, git_object_t type, git_object **out, struct err *err);
int repo_blob(struct repo *r, const git_oid *id, struct str *out, struct err *err);
/* The blob at a path of a tree; 1 when there is none. */
int repo_path_id(struct repo *r, const git_oid *tree, const char *path, git_oid *out, struct err *err);
/* Loads the last version; has_tip false in an empty repository, true also when
 * only its text can't be read (-1). repo_load_ref: the version another reference names. */
int repo_load_tip(struct repo *r, struct err *err);
int repo_load_ref(struct repo *r, const char *name, struct err *err);
/* The version before; false at the first one, and where those before are weeded. */
void repo_read_cut(struct repo *r);
bool repo_parent(const struct repo *r, const git_commit *c, git_oid *out);
int repo_text_of(struct repo *r, const git_oid *commit, struct str *out, struct err *err);
/* Tag, manifest in the last version or manifest on disk. */
bool repo_sealed(struct repo *r);
void repo_answer_tip(struct repo *r, struct store_answer *a);

/* repo_vet.c */
enum vet { VET_OK, VET_ABSENT, VET_BAD };
enum vet repo_vet_loose(const struct repo *r, const git_oid *id, struct str *opt_out);
int repo_vet(struct repo *r, const git_oid *id, struct err *err); /* loose: whole; else must exist */
int repo_vet_tree(struct repo *r, const git_oid *tree, struct err *err);
/* -1 when a pack is damaged; a line each in problem. cache NULL: all are read. */
int vet_packs(const char *gitdir, struct strlist *cache, struct strlist *problem);
char *repo_loose_path(const struct repo *r, const git_oid *id);
/* Moves a damaged file to .git/paragraf-skadat; -1 when that fails. */
int repo_set_aside(const char *gitdir, const char *path, struct err *err);
/* Calls fn with each loose object's id. */
void repo_each_loose(const struct repo *r, void (*fn)(void *ctx, const git_oid *id), void *ctx);

/* repo_settings.c: true when it was damaged and is mended (the old one set aside) */
bool repo_mend_config(struct repo *r);
bool repo_mend_packed(struct repo *r);

/* repo_lock.c */
/* Takes the meeting for writing; hold keeps it for the server. ERR_LOCKED. */
int repo_lock(struct repo *r, bool hold, struct err *err);
void repo_lock_clean(struct repo *r);      /* takes away what an interrupted writer left */
void repo_lock_done(struct repo *r);       /* the writing is over */
void repo_server_release(struct repo_server *s);

/* repo_tree.c */
struct repo_tree {
	git_index *index;       /* of the next version, in memory */
	git_oid id;
};
/* The last version's files with the request's text and files and bilagor/ as it
 * stands on disk; without_appendices leaves those. Writes blobs and trees. */
int repo_tree_build(struct repo *r, const struct store_request *q, bool without_appendices, struct repo_tree *out,
	struct err *err);
void repo_tree_release(struct repo_tree *t);
/* Work files and index after the version was made. */
int repo_tree_checkout(struct repo *r, const struct store_request *q, struct repo_tree *t, struct err *err);
/* The index alone. */
int repo_write_index(struct repo *r, const struct store_request *q, struct repo_tree *t, struct err *err);
int repo_fanout(const struct repo *r, struct err *err);

/* repo_files.c */
struct repo_file {
	char *name;             /* "justerat/del-1/manifest" */
	git_oid id;
};
struct repo_files {
	struct repo_file *v;
	size_t n, cap;
};
/* The files of a tree below one folder ("justerat"), or two deep; by name. */
int repo_files(struct repo *r, const git_oid *tree, const char *folder, struct repo_files *out, struct err *err);
const git_oid *repo_files_find(const struct repo_files *l, const char *name);
void repo_files_release(struct repo_files *l);
bool repo_file_name(const char *name);     /* one that a version may hold by a request */
bool repo_file_added(const char *name);    /* justerat/efter..., justerat/del-1/efter...: may grow */
/* Work files of justering and justerat as the last version has them, where the disk has nothing
 * or what the version before had. */
void repo_files_mend(struct repo *r, struct err *err);

/* repo_save.c */
int repo_write(struct repo *r, struct span bytes, git_object_t type, git_oid *out, struct err *err);
int repo_set_ref(struct repo *r, const char *name, const git_oid *id, const git_oid *opt_old, struct err *err);
void repo_set_second(struct repo *r);      /* REPO_SECOND to the last version, whatever stood there */
int repo_create(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err);
int repo_save(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err);
int repo_restore(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err);
/* Takes the meeting and loads the last version; ERR_NOT_FOUND when there is none. */
int repo_begin(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err);
/* ERR_MOVED when the last version is another than base, or the work file is somebody else's. */
int repo_check_moved(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err);
/* The next version. answer: its number and id, also when a later step failed. */
int repo_make_version(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err);
void repo_add_person(struct str *out, const char *role, const char *who, struct stamp t);
/* Never older than the version before it. */
struct stamp repo_time(const struct repo *r, struct stamp now);
/* Was the work file changed by somebody else? */
bool repo_foreign(struct repo *r, struct span disk, struct span opt_next);
/* Makes a commit object: no reference moves. */
int repo_commit(struct repo *r, const struct store_request *q, const git_oid *tree, const char *extra,
	git_oid *out, struct err *err);

/* repo_seal.c */
int repo_seal(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err);
int repo_after(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err);
int repo_mark(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err);
/* A lock that was interrupted between its version and its mark is finished: was one? */
bool repo_mend_mark(struct repo *r, const struct store_request *q);
/* Is it "justerat" (also NULL) or a part's? *part is the number, 0 the whole. */
bool repo_tag_name(const char *tag, int *part);
/* ERR_STATE when a file of a part that is sealed would be written. */
int repo_check_parts(struct repo *r, const struct store_request *q, struct err *err);

/* repo_bundle.c */
int repo_bundle(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err);
int repo_unbundle(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err);
/* The snapshot of a request, kept on a reference of its own: version, tree, text, and note
 * if there is one. */
#define SNAPSHOT_MAX 4
int repo_snapshot(struct repo *r, const struct store_request *q, struct store_answer *a, git_oid out[SNAPSHOT_MAX],
	size_t *n, struct err *err);
/* As repo_unbundle, of packs that were fetched. */
int repo_take_packs(struct repo *r, const struct store_request *q, const struct str *pack, size_t n,
	const git_oid *tip, struct store_answer *a, struct err *err);
bool repo_branch_ok(const char *branch);

/* repo_remote.c */
int repo_push(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err);
int repo_fetch(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err);
/* A file, or a folder with all that is in it; links are not followed. */
void repo_remove_all(const char *path);
/* Takes away what an interrupted fetch left. */
void repo_quarantine_clean(const struct repo *r);

/* repo_autosave.c */
int repo_autosave(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err);
/* Takes the autosave away, with the objects that nothing else uses. */
void repo_autosave_drop(struct repo *r);

/* repo_history.c */
int repo_number(struct repo *r, struct err *err); /* of the last version; -1 */
int repo_history(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err);
int repo_text(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err);
/* The id of version nr. */
int repo_find(struct repo *r, int nr, git_oid *out, struct err *err);
enum store_kind repo_message_kind(struct span message);
struct span repo_message_field(struct span message, const char *key);

/* repo_pack.c */
/* Packs the loose objects of the history when there are many, or all. */
int repo_pack(struct repo *r, bool all, struct err *err);

/* Exactly these objects as a pack, read back whole; its name. */
int repo_pack_ids(struct repo *r, const git_oid *v, size_t n, char name[STORE_ID_SIZE], struct err *err);

/* repo_purge.c */
int repo_purge(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err);
/* Goes on with one that was interrupted, and says so. */
void repo_mend_purge(struct repo *r, struct store_answer *a);

/* repo_health.c */
int repo_health(struct repo_server *s, const struct store_request *q, struct store_answer *a, struct err *err);

/* repo_check.c */
int repo_check(struct repo_server *s, const struct store_request *q, struct store_answer *a, struct err *err);

#endif
