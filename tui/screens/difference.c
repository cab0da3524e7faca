/* difference: see difference.h. */
#include "screens/difference.h"

#include "doc/gavel.h"
#include "text/textdiff.h"

static bool no_difference(const struct textdiff *d)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->run[i].op != DIFF_SAME)
			return false;
	return true;
}

void difference_show(struct textview *v, struct span a, struct span b, size_t context)
{
	struct textdiff d = {0};
	struct str text = STR_INIT, old = STR_INIT, now = STR_INIT;

	gavel_add_shown(&old, a);
	gavel_add_shown(&now, b);
	a = str_span(&old);
	b = str_span(&now);
	textdiff_words(&d, a, b);
	if (no_difference(&d))
		str_adds(&text, "Ingen skillnad.");
	else
		textdiff_format(&d, a, b, context, &text);
	textview_set(v, str_span(&text));
	textdiff_release(&d);
	str_release(&text);
	str_release(&old);
	str_release(&now);
}
