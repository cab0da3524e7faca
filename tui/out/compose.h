/* compose: what the parts of composing share. Private to out. */
#ifndef OUT_COMPOSE_H
#define OUT_COMPOSE_H

#include "mall/fields.h"
#include "out/out.h"

struct compose {
	const struct protocol *p;
	const struct style *style;
	struct out_blocks *out;
	struct remarks *remarks;
	struct arena arena; /* of values, for the time of composing */
	struct value *meeting;
	const struct item *item;    /* the § at hand, NULL before the first */
	const struct value *fields; /* of the § at hand, or of the meeting */
	const struct block **note;  /* footnotes of the § at hand */
	size_t nnotes, notecap;
	enum section_kind section; /* at hand; SECTION_FREE: none */
	const struct out_options *options; /* NULL: none */
	size_t elsewhere; /* of options->elsewhere, already said */
};

/* A block list item's printed mark in this section: "" for none. */
struct span compose_mark(const struct compose *c, int level);

/* Text blocks of the draft (paragraphs, lists, tables ...), in print form. */
void compose_block(struct compose *c, const struct block *b);
void compose_blocks(struct compose *c, const struct block *b, size_t n);

/* A line of plain or marked text as a paragraph; false when it is empty. */
bool compose_line(struct compose *c, struct span text, enum out_role role, bool tight);

/* A style value with its "- " lines as list items and the others as paragraphs;
 * a paragraph without a final mark gets a period. Inline marks are read. */
void compose_phrase(
        struct compose *c, const char *key, const struct value *data, enum out_role role);

/* The yrkanden as sentences; what else stands in the section as it is written.
 * false when there is nothing to print. */
bool compose_has_yrkanden(const struct item *it);
void compose_yrkanden(struct compose *c);

/* An omröstning, a reservation. */
void compose_vote(struct compose *c, const struct section *s);
void compose_reservations(struct compose *c, const struct section *s);

/* Lines for the §§ below `before` (0: all that are left) that are in documents of their own. */
void compose_elsewhere(struct compose *c, int before);
/* The line of a § that has been corrected, and the section of all rättelser. */
void compose_corrected(struct compose *c, int para);
void compose_corrections(struct compose *c);

/* One section with its label. */
void compose_section(struct compose *c, const struct section *s);

#endif
