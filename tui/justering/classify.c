/* classify: what a change is about. Part of suggest.h. */
#include "justering/suggest.h"

enum suggest_class suggest_classify(const struct protocol *p, struct range at, struct span text)
{
	(void)p;
	(void)at;
	(void)text;
	/* what has not been judged is the matter */
	return SUGGEST_SAK;
}
