/* chain: see chain.h. Words and their order only; no register is asked. */
#include "out/chain.h"

#include <stdbool.h>

/* Does the word decide (ends the chain) or hand over to the next body? */
static const struct verb {
	const char *word;
	bool ends;
} verbs[] = {
	{"beslutar", true},
	{"beslutade", true},
	{"besluta", true},
	{"beslöt", true},
	{"föreslår", false},
	{"föreslog", false},
	{"föreslå", false},
	{"rekommenderar", false},
	{"hemställer", false},
};

static const struct verb *find_verb(struct span word)
{
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (span_is(word, verbs[i].word))
			return &verbs[i];
	return NULL;
}

static struct span next_word(struct span *rest)
{
	struct span word;
	size_t n = 0;

	while (rest->n && rest->p[0] == ' ')
		*rest = span_from(*rest, 1);
	while (n < rest->n && rest->p[n] != ' ')
		n++;
	word = span_sub(*rest, 0, n);
	*rest = span_from(*rest, n);
	while (word.n && strchr(":;,.", word.p[word.n - 1]))
		word.n--;
	return word;
}

/* "att", and "för", "till" of "föreslår för nämnden" are no part of a name. */
static bool is_link(struct span word)
{
	return span_is(word, "att") || span_is(word, "för") || span_is(word, "till") || span_is(word, "hos");
}

enum { MAX_WORDS = 12 }; /* of one name */

static bool read_line(struct chain *c, struct span line)
{
	struct span rest = line, name = SPAN_NONE, word;
	int words = 0;

	while (rest.n && c->n < CHAIN_MAX) {
		const struct verb *v;

		word = next_word(&rest);
		v = find_verb(word);
		if (!word.n)
			break;
		if (v && name.n)
			c->body[c->n++] = name;
		if (v && v->ends)
			return c->n > 0;
		if (v) {
			name = SPAN_NONE;
			words = 0;
			continue;
		}
		if (is_link(word) && !name.n)
			continue;
		if (++words > MAX_WORDS)
			return false;
		if (is_link(word))
			continue;
		name = name.n ? span_make(name.p, (size_t)(word.p + word.n - name.p)) : word;
	}
	return false;
}

void chain_read(struct chain *out, struct span text)
{
	struct chain found = CHAIN_INIT;
	struct span line;

	out->n = 0;
	while (text.n && span_line(&text, &line)) {
		if (span_starts(line, "- "))
			break;
		if (read_line(&found, line)) {
			*out = found;
			return;
		}
		/* "… föreslår att" with the next body on the next line: go on with it */
		if (found.n && !span_ends(line, "att") && !span_ends(line, "att:"))
			found.n = 0;
	}
}
