/* paths: where the program's data and the user's own files stand.
 *
 * All results are new strings that free() releases. Nothing is created. */
#ifndef BASE_PATHS_H
#define BASE_PATHS_H

#include "base/str.h"

/* The folder that holds templates/, dict/ and sample-protocols/:
 * $PARAGRAF_DATA, or the nearest folder above the program that has
 * templates/grund (a checkout), or the installed share/paragraf beside bin. */
char *paths_data(const char *sub);

/* The archive: $PARAGRAF_ARKIV, else ~/Protokoll. */
char *paths_archive(void);

/* The user's own folder: $XDG_CONFIG_HOME/paragraf or ~/.config/paragraf. */
char *paths_config(const char *sub);

/* The meeting folder's archive: the folder above a meeting folder or draft. */
char *paths_archive_of(const char *meeting);

#endif
