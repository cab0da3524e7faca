/* gavel: F44, decisions whose words are not those of the klubbslag. */
#include "doc/gavel.h"
#include "check/inner.h"

void rule_gavel(struct check_run *r)
{
	for (size_t i = 0; i < r->p->nitems; i++) {
		const struct item *it = &r->p->item[i];
		const struct section *s = item_section(it, SECTION_BESLUT);
		char now[GAVEL_SUM_SIZE];
		const char *reason;
		struct gavel g;

		if (!gavel_of(r->p, (int)i, &g) || !g.changed)
			continue;
		gavel_sum_now(it, now);
		reason = gavel_reason_find(r->facts->reasons, g.sum, now);
		if (reason)
			check_add_as(r, SEVERITY_UPPLYSNING, s ? s->head : it->head,
				"Beslutet i § %d har ändrats efter klubbslaget %s; skäl: %s", it->nr, g.time, reason);
		else
			check_add(r, s ? s->head : it->head, NULL,
				"Beslutet i § %d har ändrats efter klubbslaget %s; ange skälet eller återställ lydelsen",
				it->nr, g.time);
	}
}
