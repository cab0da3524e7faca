/* preview: "Förhandsgranskning": the final text, paged, as it would be printed
 * now (UTKAST unless justerat); search, go to page, write to a file. */
#ifndef SCREENS_PREVIEW_H
#define SCREENS_PREVIEW_H

#include "screens/session.h"
#include "ui/screen.h"

struct screen preview_new(struct services *sv);

#endif
