/* store: a meeting's versions, seen from the editor and the command line.
 *
 * The work is done by the role "arkiv" of the worker program (store/repo*.c);
 * here requests are packed and answers unpacked. One request, one answer:
 *
 *   asynchronously   store_pack -> worker_post ... worker_next -> store_unpack
 *   waiting          store_run
 *
 * The repository is an ordinary one, .git in the meeting's folder, and holds
 * protokoll.md, bilagor/, justering/ and justerat/. After each version the work files and
 * the index agree with it. A version counts as saved only when the reference
 * has been read again and the text read back and compared.
 *
 * Invariants
 *  1. Nothing that was acknowledged is lost; a failed request changes nothing
 *     that was there, at most something is added.
 *  2. protokoll.md as another program left it is never overwritten before that
 *     text is a version of its own (ERR_MOVED, see STORE_SAVE).
 *  3. What is justerat is never written again by any request (ERR_STATE); AFTER adds to
 *     justerat/efter..., MARK puts a signature to a mark, PURGE takes drafts away.
 *  4. Versions are numbered 1.. along the first line of descent (PURGE keeps the numbers); a version is
 *     only made when something differs from the last one.
 * Source: the measured traps of libgit2 1.5 (hang on cut objects, success on a
 * full disk) are answered in store/repo.c and store/repo_save.c. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"
#include "base/worker.h"

#define STORE_ROLE "arkiv"
#define STORE_WATCHDOG_MS 60000
#define STORE_RESCUE "protokoll-raddad.md" /* in the folder: a text that could not become a version */
#define STORE_ID_SIZE 41     /* 40 hex digits and a 0 */
#define STORE_DIGEST_SIZE 65 /* SHA-256 in hex and a 0 */

enum store_op {
	STORE_CREATE,   /* make the history; text is the first version; the folder may exist */
	STORE_OPEN,     /* mend what an interrupted program left, say what is wrong; gives the
	                 * last text (text), its number, id and blob, other (see there) and
	                 * autosave. Read only when the meeting is held by someone else: then
	                 * busy is set and nothing is mended */
	STORE_SAVE,     /* text and files become the next version. Text SPAN_NONE: unchanged.
	                 * ERR_MOVED when base is not the last version, or when protokoll.md
	                 * was changed by another program; that text is then a version of
	                 * its own already (answer nr and id), and saving again with its id
	                 * as base puts text after it */
	STORE_AUTOSAVE, /* text beside the versions; the next version takes it away */
	STORE_HISTORY,  /* version list, the last first */
	STORE_TEXT,     /* text of version nr (0: the last) or of id; with time.utc != 0 the
	                 * last version made at or before it (or the autosave then) */
	STORE_RESTORE,  /* the text of version nr as the next version */
	STORE_SEAL,     /* as STORE_SAVE, then the mark `justerat` with message; packs. Answer: also
	                 * tag_object, the mark to be signed. With the tag of a part the mark stands
	                 * on a version beside the line, which holds the part's files alone and
	                 * descends from the version that was signed */
	STORE_CHECK,    /* reads and checks every byte of the history: problem, sealed, seal
	                 * facts, and in file what the sealed version holds */
	STORE_DIGEST,   /* SHA-256 of text; no folder */
	STORE_BUNDLE,   /* version nr as a git bundle (v2): branch `branch`, one version without
	                 * what came before it, holding protokoll.md (text, if given, else the
	                 * version's) and UTKAST.txt (message). Answer: text the bytes, id the
	                 * snapshot's. The same request gives the same bytes. The snapshot stays
	                 * in the meeting, beside the versions, for the answer to build on */
	STORE_UNBUNDLE, /* text: the bytes of a bundle that came back. It is read in memory alone, by
	                 * our own code, nothing of it gets into the meeting. Answer:
	                 * text = protokoll.md at the tip of `branch` (NULL: its only branch),
	                 * id the tip, base the snapshot it descends from ("" if none is
	                 * in `known`), who its author. ERR_INPUT names what is hostile or odd */
	STORE_PUSH,     /* the snapshot of BUNDLE to `branch` of the repository at `remote`: never over
	                 * what somebody else has put there. 45 s at most, as FETCH */
	STORE_FETCH,    /* as UNBUNDLE, from `branch` of `remote` (a path, file://, ssh) */
	STORE_AFTER,    /* files of justerat/efter... (see AFTER_FILE) as a version after the
	                 * sealed one; nothing else may differ */
	STORE_MARK,     /* the signed tag `tag` in the place of an unsigned one: text is the
	                 * whole tag object with its signature; it must point at the same version */
	STORE_PURGE,    /* weeds: what stays is the sealed version and those after it, of all
	                 * parts; no blob, tree, pack, autosave, index, journal or lost object of
	                 * a draft is left. Ids, marks and numbers stay as they were. A protokoll.md
	                 * that somebody has changed since is not touched, nor a journal in use.
	                 * Answer: nr how many versions are kept, problem: what was taken away.
	                 * ERR_STATE unless the whole is sealed */
	STORE_OPS,
};

/* Why a version was made. The words of its message are made from this and §§. */
enum store_kind {
	KIND_SAVED,      /* saved by hand */
	KIND_FIRST,
	KIND_LEFT,       /* a § was left */
	KIND_KLUBBAT,    /* a decision was sealed at the gavel */
	KIND_EXPORT,     /* before an export */
	KIND_EXIT,       /* the program ended */
	KIND_RESTORED,   /* number of the old version in `number` */
	KIND_RECOVERED,  /* found in a journal or autosave */
	KIND_CANONICAL,  /* put into canonical form */
	KIND_FOREIGN,    /* changed by another program */
	KIND_START,      /* sent to justering */
	KIND_APPROVED,   /* `number` signers have approved */
	KIND_WITHDRAWN,  /* justering withdrawn */
	KIND_LOCKED,     /* justerat */
	KIND_AUTOSAVE,
	KIND_SENT,       /* packet `number` sent */
	KIND_CAME,       /* an answer came back, packet `number` */
	KIND_ACCEPTED,   /* suggestion `number` */
	KIND_REJECTED,
	KIND_REOPENED,
	KIND_REASON,     /* why a decision was changed after klubbslag */
	KIND_SIGNED,     /* `number` have signed */
	KIND_REFUSED,    /* somebody would not sign, or was noted to differ, or took it back */
	KIND_PART,       /* part `number` is justerad omedelbart */
	KIND_POSTED,     /* anslaget, or taken down */
	KIND_CORRECTED,  /* a rättelse */
	KIND_ARCHIVED,
	KINDS,
	KIND_OTHER = KINDS, /* made by another program */
};

struct store_file {
	char *name;      /* "justerat/manifest"; below justerat/ and justering/, at most one folder
	                  * more ("justerat/del-1/manifest") */
	struct span bytes; /* absent: take the file away */
};

struct store_request {
	enum store_op op;
	const char *folder;       /* the meeting's folder */
	struct stamp now;         /* from clock_now() */
	const char *who;          /* who makes the version; NULL: "Sekreterare" */
	const char *author;       /* whose words they are, where that is somebody else; NULL: who */
	bool hold;                /* keep the meeting for this worker until it ends: others get ERR_LOCKED */
	const char *base;         /* id of the version the text comes from; NULL: not checked */
	struct span text;
	enum store_kind kind;
	const int *para;          /* §§ touched */
	size_t npara;
	int number;               /* TEXT, RESTORE: version; SAVE: for the message of its kind */
	const char *id;           /* TEXT: version by id instead; NULL */
	struct stamp time;        /* TEXT: as of then; utc 0: not used */
	const struct store_file *file;
	size_t nfiles;
	const char *message;      /* SEAL: text of the mark, one line; BUNDLE: of UTKAST.txt */
	const char *tag;          /* SEAL, MARK: "justerat" (also NULL) or "justerat-del-1": with the
	                           * latter the meeting is not sealed, drafting goes on */
	const char *branch;       /* "justering/3" */
	const char *remote;
	const struct strlist *known; /* UNBUNDLE, FETCH: ids of snapshots that were sent */
};

struct store_version {
	int nr;
	struct stamp time;
	char *who, *what;         /* who: the author; what: Swedish, "§ 4: ändrad" */
	char *by;                 /* who made it */
	int *para;                /* §§ touched */
	size_t npara;
	enum store_kind kind;
	char id[STORE_ID_SIZE];
};

/* One mark, of a part of the meeting. Its version is one beside the others, that holds nothing
 * but the files of the part and descends from the version that was signed. */
struct store_mark {
	char *tag;                /* "justerat-del-1" */
	bool whole;               /* it is whole and points at such a version */
	bool kept;                /* ... and the last version holds the same files of the part */
	struct str object;        /* the mark as it stands, its signature included */
	struct str message;       /* without the signature */
	char commit[STORE_ID_SIZE], parent[STORE_ID_SIZE], blob[STORE_ID_SIZE];
	struct str text;          /* justerat/del-1/protokoll.md of that version */
	char **file_name;         /* justerat/del-1/... of that version, and what stands in
	                           * justerat/del-1/efter... of the last one */
	struct str *file_bytes;
	size_t nfiles;
};

struct store_answer {
	int nr;                   /* number of the version made, read or last */
	char id[STORE_ID_SIZE];        /* its id; "" when there is none. Both also with ERR_MOVED */
	char blob[STORE_ID_SIZE];      /* id of the text of the last version */
	bool unchanged;           /* SAVE: nothing differed, no version was made */
	bool busy;                /* OPEN: held by another program */
	bool sealed;              /* the mark or the manifest is there: nothing may be written */
	char digest[STORE_DIGEST_SIZE];
	char base[STORE_ID_SIZE]; /* UNBUNDLE, FETCH */
	char *who;                /* UNBUNDLE, FETCH: author of the tip */
	struct str text;
	bool has_other;           /* OPEN: protokoll.md was changed by another program */
	struct str other;         /* ... and this is what it holds; text is the last version */
	bool has_autosave;
	struct str autosave;      /* OPEN: a text later than the last version */
	struct stamp time;        /* of the version in text */
	struct store_version *version;
	size_t nversions;
	struct strlist problem;   /* OPEN, CHECK: what is damaged or was mended, Swedish, a line each */
	bool damaged;             /* some problem is not mended */
	/* CHECK: the mark */
	bool tagged;              /* a mark that is whole and points at a version */
	bool tip_is_tagged;       /* ... and that is the last version */
	bool tip_follows;         /* ... or every version after it only added to justerat/efter... */
	int after;                /* how many those are */
	struct str tag_object;    /* the mark as it stands, its signature included */
	struct str tag_message;
	char tag_commit[STORE_ID_SIZE], tag_parent[STORE_ID_SIZE], tag_blob[STORE_ID_SIZE];
	struct str tag_text;      /* protokoll.md of that version */
	char **file_name;
	struct str *file_bytes;   /* justerat/... of that version, by name, and justerat/efter...
	                           * of the last one */
	size_t nfiles;
	struct store_mark *part;  /* of the parts, by name */
	size_t nparts;
};

/* Appends the packed request. */
void store_pack(struct str *out, const struct store_request *q);
/* -1 when the answer is an error; *out is initialised in any case. */
int store_unpack(struct span answer, struct store_answer *out, struct err *err);
void store_answer_release(struct store_answer *a);

/* Posts, waits, unpacks. -1 also when the worker died (ERR_SYSTEM). */
int store_run(struct worker *w, const struct store_request *q, struct store_answer *out, struct err *err);
/* SHA-256 of bytes as 64 hex digits. */
int store_digest(struct worker *w, struct span bytes, char out[STORE_DIGEST_SIZE], struct err *err);

const char *store_kind_name(enum store_kind k);       /* "sparad"; NULL for OTHER */
enum store_kind store_kind_find(struct span name);
/* The message line: "§§ 4, 7: ändrade", "Återställd version 3". Never a name
 * or a title: the history may be read by others than the text. */
void store_kind_message(struct str *out, enum store_kind k, const int *para, size_t npara, int number);

/* Has the folder a history? */
bool store_is_meeting(const char *folder);

#endif
