/* kind: the kinds of § as data, and the style's phrases.
 *
 * A kind is a file paragrafer/<id>.mall of the style: lines `nyckel = värde`
 * (namn, slag, valjs with ';' between, titel), a line `---`, then the text of
 * the whole § with fields ({{nr}}, {{titel}}, {{dnr}} and those of the meeting,
 * fields.h). A phrase is a line `P16 namn = text` in the file fraser. */
#ifndef MALL_KIND_H
#define MALL_KIND_H

#include "mall/fields.h"

struct kind {
	struct span id;   /* "justering": the name of the file */
	struct span name; /* "Val av justerare": in menus */
	enum item_slag slag;
	struct span title;    /* a title for a new one; may hold fields */
	struct span *pattern; /* agenda titles that choose it; '*' stands for any text */
	size_t npatterns;
	struct span text;
	const char *file;
	int line; /* of the first line of text */
};

struct kinds {
	struct arena arena;
	const struct style *style; /* borrowed */
	struct kind *v;            /* in the order of slag */
	size_t n;
};

void kinds_load(struct kinds *k, const struct style *s, struct remarks *remarks);
void kinds_release(struct kinds *k);

const struct kind *kind_of_slag(const struct kinds *k, enum item_slag slag); /* NULL: none */
/* The kind of an agenda title: the longest pattern wins, else that of SLAG_BESLUT.
 * Case does not matter. NULL only when the style has no kinds. */
const struct kind *kind_for_title(const struct kinds *k, struct span title);

/* The fields of a new §: those of the meeting (fields_meeting) and nr, titel,
 * dnr. In the arena. */
struct value *kind_fields(
        struct arena *a, const struct value *meeting, int nr, struct span title, struct span dnr);

/* The canonical text of the whole §, "# § 4 Titel\n..." with a final newline. */
void kind_render(const struct kinds *k, const struct kind *kind, const struct value *fields,
        struct str *out, struct remarks *remarks);

struct phrase {
	struct span id;   /* "P16"; own ones any word */
	struct span name; /* "bifall" */
	struct span text; /* with fields; [[…]] where a person fills in */
};

struct phrases {
	struct arena arena;
	struct phrase *v;
	size_t n;
};

/* Those of the whole chain; a nearer style replaces by id. In order of id by bytes. */
void phrases_load(struct phrases *p, const struct style *s, struct remarks *remarks);
void phrases_release(struct phrases *p);
const struct phrase *phrase_find(const struct phrases *p, struct span id_or_name);
/* Fields without a value become gaps: {{namn}} -> [[namn]]. `fields` may be NULL. */
void phrase_render(const struct phrase *ph, const struct value *fields, struct str *out);

/* What is typed and what it stands for, from the file forkortningar of the chain
 * (`kort = lång`); fields as in phrases. Same struct: id is what is typed. */
void abbreviations_load(struct phrases *p, const struct style *s, struct remarks *remarks);

#endif
