/* chain: through which bodies a decision goes: "Fjällberedningen föreslår att
 * fjällnämnden beslutar" has two. Read from the words that introduce it. */
#ifndef OUT_CHAIN_H
#define OUT_CHAIN_H

#include "base/str.h"

enum { CHAIN_MAX = 8 };

struct chain {
	struct span body[CHAIN_MAX]; /* as they stand; borrowed from the text */
	size_t n;
};

#define CHAIN_INIT {{{0, 0}}, 0}

/* The chain of the first line of a decision that has a body that decides or
 * proposes; empty when there is none. */
void chain_read(struct chain *out, struct span text);

#endif
