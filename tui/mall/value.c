/* value: see value.h. */
#include "mall/value.h"

#include <string.h>

static struct value *make(struct arena *a, enum value_kind kind)
{
	struct value *v = arena_alloc(a, sizeof *v);

	v->kind = kind;
	return v;
}

struct value *value_text(struct arena *a, struct span s)
{
	struct value *v = make(a, VALUE_TEXT);

	v->text = span_make(arena_dup(a, s.p ? s.p : "", s.n), s.n);
	return v;
}

struct value *value_int(struct arena *a, long n)
{
	struct str s = STR_INIT;
	struct value *v;

	str_addf(&s, "%ld", n);
	v = value_text(a, str_span(&s));
	str_release(&s);
	return v;
}

struct value *value_bool(struct arena *a, bool yes)
{
	struct value *v = make(a, VALUE_BOOL);

	v->yes = yes;
	return v;
}

struct value *value_list(struct arena *a)
{
	return make(a, VALUE_LIST);
}

struct value *value_map(struct arena *a)
{
	return make(a, VALUE_MAP);
}

static void make_room(struct arena *a, struct value *v)
{
	size_t cap = v->cap ? v->cap * 2 : 8;
	struct value **item;

	if (v->n < v->cap)
		return;
	item = arena_alloc(a, cap * sizeof *item);
	if (v->n)
		memcpy(item, v->item, v->n * sizeof *item);
	v->item = item;
	if (v->kind == VALUE_MAP) {
		struct span *key = arena_alloc(a, cap * sizeof *key);

		if (v->n)
			memcpy(key, v->key, v->n * sizeof *key);
		v->key = key;
	}
	v->cap = cap;
}

void value_push(struct arena *a, struct value *list, struct value *v)
{
	make_room(a, list);
	list->item[list->n++] = v;
}

void value_set(struct arena *a, struct value *map, const char *key, struct value *v)
{
	struct span k = span_of(key);

	for (size_t i = 0; i < map->n; i++)
		if (span_eq(map->key[i], k)) {
			map->item[i] = v;
			return;
		}
	make_room(a, map);
	map->key[map->n] = span_make(arena_dup(a, k.p, k.n), k.n);
	map->item[map->n++] = v;
}

void value_set_text(struct arena *a, struct value *map, const char *key, struct span s)
{
	value_set(a, map, key, value_text(a, s));
}

void value_set_bool(struct arena *a, struct value *map, const char *key, bool yes)
{
	value_set(a, map, key, value_bool(a, yes));
}

const struct value *value_get(const struct value *v, struct span key)
{
	if (!v || v->kind != VALUE_MAP)
		return NULL;
	for (size_t i = 0; i < v->n; i++)
		if (span_eq(v->key[i], key))
			return v->item[i];
	return NULL;
}

bool value_true(const struct value *v)
{
	if (!v)
		return false;
	switch (v->kind) {
	case VALUE_TEXT:
		return v->text.n > 0;
	case VALUE_BOOL:
		return v->yes;
	case VALUE_LIST:
		return v->n > 0;
	case VALUE_MAP:
		return true;
	}
	return false;
}
