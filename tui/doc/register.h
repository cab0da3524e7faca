/* register: the register file of an organ, and the names that follow from it. */
#ifndef DOC_REGISTER_H
#define DOC_REGISTER_H

#include "base/clock.h"
#include "doc/protocol.h"

struct organ {
	struct protocol *p;         /* owns everything below */
	struct span name, kort, genitiv, region, stil, profil, dnr_serie;
	int platser;                /* 0: not said */
	struct span *fixed_open;    /* lista-fasta before "…" */
	size_t nopen;
	struct span *fixed_close;   /* after "…" */
	size_t nclose;
};

/* Never fails; findings stand in p->finding. */
struct organ *organ_parse(struct span bytes);
void organ_free(struct organ *o);
/* Does `who` name it: organ-kort or full name, any case? */
bool organ_is(const struct organ *o, struct span who);
/* The genitive: organ-genitiv, or the name with s unless it ends in s, x or z. */
void organ_add_genitiv(const struct organ *o, struct str *out);
/* Is the mandate of a ledamot or ersättare running on that day? */
bool organ_serves(const struct person *p, struct date day);
/* Is this text a diarienummer of the series (a mask: N any number, NNNNN five
 * digits, ÅÅÅÅ or ÅÅ the year)? */
bool dnr_matches(struct span mask, struct span text);

#endif
