/* export: a draft becomes a final document, in its own house style or another.
 * Shared by `paragraf exportera`, the screen and the lock of justering, so that
 * they can't differ. */
#ifndef JOBS_EXPORT_H
#define JOBS_EXPORT_H

#include "jobs/open.h"
#include "justering/part.h"
#include "out/out.h"

enum export_form { EXPORT_TXT, EXPORT_MD, EXPORT_JSON, EXPORT_FORMS };

/* -1: no such form (yet). */
int export_form_find(struct span name, enum export_form *out);

struct export {
	enum export_form form;
	const char *style;       /* NULL: the draft's own */
	bool final;              /* without UTKAST although not justerat: for the lock only */
	int part;                /* the document of this part; 0: the ordinary one */
	const struct parts *opt_parts; /* NULL: those of the meeting's folder, if it has one */
};

/* Appends the document. m is the whole draft. With parts the ordinary document says
 * where their §§ are (json has all of them); a part's holds its §§ alone, as they were
 * signed. What is justerat prints its rättelser last (not json: its contract has no
 * place for them). Remarks (of the style's files) may be NULL. ERR_NOT_FOUND: no such part. */
__attribute__((warn_unused_result)) int export_meeting(const struct meeting *m, const struct export *e,
	struct str *out, struct remarks *remarks, struct err *err);

#endif
