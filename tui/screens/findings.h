/* findings: "Formaliakontroll": what is wrong or doubtful in the open draft;
 * Enter goes there, one key corrects what can be corrected. */
#ifndef SCREENS_FINDINGS_H
#define SCREENS_FINDINGS_H

#include "screens/session.h"
#include "ui/screen.h"

struct screen findings_new(struct services *sv);

#endif
