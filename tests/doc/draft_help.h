/* draft_help: what the tests of drafts share. */
#ifndef TESTS_DOC_DRAFT_HELP_H
#define TESTS_DOC_DRAFT_HELP_H

#include "base/fs.h"
#include "base/u8.h"
#include "doc/protocol.h"
#include "test.h"

/* The file, relative to the repository's root; the caller releases out. */
__attribute__((unused)) static bool load(const char *path, struct str *out)
{
	struct err err = ERR_INIT;

	return fs_read(path, out, &err) == 0;
}

struct cover_sum {
	size_t at;
	bool hole;
	struct span src;
};

__attribute__((unused)) static void sum_up(void *ctx, struct range r)
{
	struct cover_sum *c = ctx;

	c->hole = c->hole || r.at != c->at;
	c->at = r.at + r.n;
}

/* Every byte once and in order. */
__attribute__((unused)) static bool covered(const struct protocol *p)
{
	struct cover_sum c = {0, false, p->src};

	protocol_cover(p, sum_up, &c);
	return !c.hole && c.at == p->src.n;
}

/* write(parse(bytes)), appended. */
__attribute__((unused)) static void rewrite(struct span bytes, struct str *out)
{
	struct protocol *p = protocol_parse(bytes);

	protocol_write(p, out);
	protocol_free(p);
}

__attribute__((unused)) static const struct finding *finding_with(const struct protocol *p, const char *id)
{
	for (size_t i = 0; i < p->nfindings; i++)
		if (strcmp(p->finding[i].id, id) == 0)
			return &p->finding[i];
	return NULL;
}

/* One random change of a text: a byte, a piece from a list, a line away, doubled or moved. */
__attribute__((unused)) static void mutate(struct str *s, unsigned long *seed)
{
	static const char *const pieces[] = {"\n", "\n\n", "# ", "## ", "### ", "### @", "- ", "1. ", "  ", "> ",
		"| ", "|", "|---|\n", "[^1]: ", "[^1]", "[[", "]]", "<!--", "-->", "---\n", "\\", "*", "**", ": ",
		" = ", " + Y1", " | ", "§ ", "Y2 ", "\t", "\r\n", "\r", " ", "\"", "'", "#", "\xC3", "\xFF",
		"\xCC\x88", "\xEF\xBB\xBF", "Dnr: A, B\n", "Slag: val\n", "```", "10) ", "* ", "  - x\n",
		"## Protokollsnotering\n", "## Yrkanden\n", "typ: organ\n", "# § 7 Nytt\n", "-", "=", "1.", "007"};
	size_t at = s->len ? test_random(seed) % (s->len + 1) : 0, end = at;
	const char *p = pieces[test_random(seed) % (sizeof pieces / sizeof *pieces)];
	char *line;

	while (at && s->buf[at - 1] != '\n' && test_random(seed) % 3)
		at--;
	while (end < s->len && s->buf[end] != '\n')
		end++;
	switch (test_random(seed) % 5) {
	case 0:
		if (at < s->len)
			str_replace(s, at, 1, "", 0);
		break;
	case 1:
		str_replace(s, at, end > at ? end - at : 0, "", 0);
		break;
	case 2:
		line = mem_dup(s->buf + at, end - at);
		str_replace(s, s->len ? test_random(seed) % s->len : 0, 0, line, end > at ? end - at : 0);
		free(line);
		break;
	default:
		str_replace(s, at, 0, p, strlen(p));
		break;
	}
}

#endif
