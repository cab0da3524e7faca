/* parts (job): §§ that are omedelbart justerade: chosen, signed and locked as a
 * document of their own, while the rest of the meeting is a draft still.
 *
 * A part is signed by the round of jobs/justera with its number. From the moment
 * it is locked (justerat/del-<n>/manifest is there) its §§ stay byte for byte as
 * they are in justerat/del-<n>/protokoll.md, in every version of the draft; the
 * front matter may change. Source: R43, F38; KL 5:69, P42. */
#ifndef JOBS_PARTS_H
#define JOBS_PARTS_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "base/worker.h"
#include "doc/doc.h"
#include "justering/part.h"

/* The list of a meeting, from its files; no file: no parts. -1: the file is damaged. */
int parts_read(const char *folder, struct parts *out, struct err *err);
/* Is part nr (0: the rest) signed and locked? As the files tell. */
bool part_signed(const char *folder, int nr);

/* A new part of the §§ "12, 14–15": the list and "Omedelbart justerad: ja" in each of them, as
 * one version on the last one. ERR_STATE when the meeting is justerat or a round runs. */
int part_create(struct worker *w, const char *folder, const char *who, bool hold, struct span paras, int *out_nr,
	struct err *err);
/* Takes a part back that is not signed, with its lines. */
int part_drop(struct worker *w, const char *folder, const char *who, bool hold, int nr, struct err *err);

/* Are the signed §§ whole in this text, byte for byte and once? ERR_STATE names the first that is
 * not. For whoever is about to make `text` the next version, or to sign or lock. */
int parts_intact(const char *folder, struct span text, struct err *err);
/* The same of version `number`, before it is made the next one. */
int parts_may_restore(struct worker *w, const char *folder, int number, struct err *err);
/* The same as lines for `verifiera`: true when all hold; *out gets a line a signed part, without "ok: ". */
bool part_intact(const char *folder, const struct parts *l, int nr, struct span text, struct str *out_line);
/* Tells an open draft which §§ must stay (doc_hold). Again after a part was locked. */
void parts_hold(const char *folder, struct doc *d);

/* The text that is signed for part nr (0: the rest) of the draft `text`: all of it when there are no parts. */
void parts_text(const struct parts *l, int nr, struct span text, struct str *out);

#endif
