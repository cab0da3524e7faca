/* value: the tree of values that templates are filled from. Everything lives in
 * the arena given; texts are copied into it. */
#ifndef MALL_VALUE_H
#define MALL_VALUE_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/str.h"

enum value_kind { VALUE_TEXT, VALUE_BOOL, VALUE_LIST, VALUE_MAP };

struct value {
	enum value_kind kind;
	struct span text;    /* TEXT */
	bool yes;            /* BOOL */
	struct value **item; /* LIST, MAP */
	struct span *key;    /* MAP, in the order set */
	size_t n, cap;
};

struct value *value_text(struct arena *a, struct span s); /* absent becomes empty */
struct value *value_int(struct arena *a, long v);
struct value *value_bool(struct arena *a, bool yes);
struct value *value_list(struct arena *a);
struct value *value_map(struct arena *a);

void value_push(struct arena *a, struct value *list, struct value *v);
void value_set(struct arena *a, struct value *map, const char *key, struct value *v); /* replaces */
void value_set_text(struct arena *a, struct value *map, const char *key, struct span s);
void value_set_bool(struct arena *a, struct value *map, const char *key, bool yes);

/* NULL when `v` is no map or has no such key. */
const struct value *value_get(const struct value *v, struct span key);
/* Empty texts, empty lists, false and NULL are false; a map is true. */
bool value_true(const struct value *v);

#endif
