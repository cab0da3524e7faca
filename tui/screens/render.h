/* render: the open draft as a document, through jobs/export. A file of its own:
 * the roles of out/block.h and those of ui/theme.h have the same names. */
#ifndef SCREENS_RENDER_H
#define SCREENS_RENDER_H

#include "screens/session.h"

/* The draft as it is now, in the form "txt", "md" ... (ERR_USAGE: no such form);
 * marked UTKAST unless justerat. Appended. */
int render_draft(const struct session *s, struct span form, struct str *out, struct err *err);

#endif
