/* yaml: one scalar of the YAML subset: is it quoted, what does it say, does it
 * need quotation marks? Source: YAML 1.2.2 chapters 7.3 and 10.3; readers of
 * YAML 1.1 (numbers like 1:30, yes and no) are allowed for. */
#ifndef DOC_YAML_H
#define DOC_YAML_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/str.h"

bool yaml_quoted(struct span raw); /* begins and ends with the same quotation mark */
/* The text of a value as it stands in the file; borrowed, or in the arena. */
struct span yaml_read(struct span raw, struct arena *a);

#endif
