/* wordset: see wordset.h. */
#include "text/wordset.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a, 32 bits: short keys, no adversary (a slow table costs only time). */
static uint32_t hash_of(struct span w)
{
	uint32_t h = 2166136261U;

	for (size_t i = 0; i < w.n; i++)
		h = (h ^ (unsigned char)w.p[i]) * 16777619U;
	return h;
}

static struct wordset_slot *find(const struct wordset *s, struct span w, uint32_t h)
{
	size_t i = h & (s->cap - 1);

	while (s->slot[i].p) {
		const struct wordset_slot *t = &s->slot[i];

		if (t->hash == h && t->n == w.n && memcmp(t->p, w.p, w.n) == 0)
			break;
		i = (i + 1) & (s->cap - 1);
	}
	return &s->slot[i];
}

static void grow(struct wordset *s)
{
	struct wordset_slot *old = s->slot;
	size_t oldcap = s->cap;

	s->cap = oldcap ? oldcap * 2 : 256;
	s->slot = mem_array(s->cap, sizeof *s->slot);
	for (size_t i = 0; i < oldcap; i++)
		if (old[i].p)
			*find(s, span_make(old[i].p, old[i].n), old[i].hash) = old[i];
	free(old);
}

uint32_t *wordset_put(struct wordset *s, struct span word)
{
	uint32_t h;
	struct wordset_slot *t;

	if (!word.p || word.n > UINT32_MAX)
		word = SPAN_LIT("");
	if (s->n * 3 >= s->cap * 2)
		grow(s);
	h = hash_of(word);
	t = find(s, word, h);
	if (!t->p) {
		t->p = arena_dup(&s->arena, word.p, word.n);
		t->n = (uint32_t)word.n;
		t->hash = h;
		s->n++;
	}
	return &t->value;
}

uint32_t wordset_number(struct wordset *s, struct span word, uint32_t *next)
{
	uint32_t *value = wordset_put(s, word);

	if (!*value)
		*value = (*next)++;
	return *value;
}

uint32_t *wordset_get(const struct wordset *s, struct span word)
{
	struct wordset_slot *t;

	if (!s->cap || !word.p)
		return NULL;
	t = find(s, word, hash_of(word));
	return t->p ? &t->value : NULL;
}

void wordset_release(struct wordset *s)
{
	free(s->slot);
	arena_release(&s->arena);
	*s = (struct wordset){0};
}
