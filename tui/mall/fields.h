/* fields: what a draft offers to templates, as a tree of values. Every known
 * field is always there (empty when the draft does not say it), so that an
 * unknown name in a template is a fault. Listed in paragraf-mallar(5). */
#ifndef MALL_FIELDS_H
#define MALL_FIELDS_H

#include "mall/style.h"

/* The meeting: organ, datum, tid, plats, grupper, ordforande, sekreterare ... in
 * the forms of the style. For a register (typ: organ) those that hold. */
struct value *fields_meeting(
        struct arena *a, const struct style *s, const struct protocol *p, struct remarks *remarks);

/* One §, with the fields of the meeting behind them: nr, titel, dnr, slag and the
 * meta lines by plain name (arendeansvarig), the others in ovriga. */
struct value *fields_item(struct arena *a, const struct value *meeting, const struct item *it);

/* A person: namn, parti, roll, titel, paragrafer, ersatter ... */
struct value *fields_person(struct arena *a, const struct style *s, const struct person *p);

/* §§ as the style writes them: "§§ 1–3, 5". */
void fields_ranges(struct str *out, const struct style *s, const struct para_range *r, size_t n);

/* "vice ordförande" -> "vice ordföranden". */
void fields_definite(struct str *out, struct span role);

/* The organ's name inside a sentence: small first letter, unless the second
 * letter is a capital. */
void fields_inside(struct str *out, struct span name);

/* "Anna Ek (S)" -> "Anna Eks (S)"; a name in s, x or z stays. */
void fields_genitive(struct str *out, struct span who);

/* a, b och c */
void fields_join(struct str *out, const struct span *v, size_t n);

#endif
