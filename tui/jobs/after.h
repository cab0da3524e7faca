/* after (job): what happens to a justerat protocol, or to a part of it that is:
 * anslaget and taken down, rättelser, the archive. Rows in justerat/efter (of a part
 * justerat/del-<n>/efter); nothing that was signed is touched.
 * Source: R40, R46, P44, P47; KL 8:12; FL 36 §. */
#ifndef JOBS_AFTER_H
#define JOBS_AFTER_H

#include "base/err.h"
#include "base/str.h"
#include "base/worker.h"
#include "doc/state.h"
#include "justering/after.h"

struct after_act {
	struct worker *w;
	const char *folder, *who;   /* the secretary */
	bool hold;
	int part;                   /* 0: the ordinary protocol */
};

/* The rows of a part; no file: none. */
int after_read(const char *folder, int part, struct after *out, struct err *err);

/* How far a part has come: justerat, anslaget, arkiverat; utkast before it is locked. */
enum state after_state(const char *folder, int part);

/* day: when it was put up, not before the day it was justerat, nor in the future. */
int after_post(const struct after_act *a, struct date day, const char *where, struct err *err);
/* ERR_STATE before the first day it may be taken down (justering/deadline), which is named. */
int after_take_down(const struct after_act *a, struct date day, struct err *err);
int after_archive(const struct after_act *a, const char *opt_where, struct err *err);
/* § para (0: the front page): `old` must stand in its signed text, once, or be what an earlier
 * rättelse put there. The part is the one that § is in; a->part is not looked at. */
int after_correct(const struct after_act *a, int para, struct span old, struct span text, struct span reason,
	struct err *err);

/* The anslagsbevis of part nr: heading, what it is about, its dates and place, P44. ERR_STATE when it is
 * not justerat. Before the anslag the dates are those planned, and it says so. */
int after_notice(const char *folder, int part, struct str *out, struct err *err);

#endif
