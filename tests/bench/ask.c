/* ask: asks the editor's side of spelling for tests/bench/language, through the
 * real helper programs. Keeps one draft's names and one cache of verdicts.
 *
 *   ask DRAFT            answers requests on standard input, one a line:
 *     text N             N bytes of a draft follow: "at n mark id" a hit, then "."
 *     suggest WORD       microseconds, then the suggestions, tabs between
 *     class WORD         the bits of lang/wordclass.h
 *     part WORD          where it can be parted into two words: bytes, 0 nowhere; 1 for a
 *                        compound, 0 for words that only look so
 *   ask --open DRAFT NS  ms from NS (of the monotonic clock) to all words answered
 *   ask --verdict DRAFT  microseconds from each new word's end to its verdict
 *   ask --kill DRAFT     ms from the helper's death to marks as before, some times */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/u8.h"
#include "jobs/open.h"
#include "lang/spell.h"
#include "lang/wordclass.h"

#define PASSES 16
#define PATIENCE_MS 20000
#define PART_LETTERS 3
#define KILLS 5

static const char *const marks[] = {[SPELL_RED] = "rod", [SPELL_YELLOW] = "gul", [SPELL_GREY] = "gra"};

static long long now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* One pass asks, the next reads. Were there words to ask for? */
static bool settle(struct spell *s, struct span src, struct range within, size_t cursor, struct spell_hits *h)
{
	bool asked = false;

	for (int i = 0; i < PASSES; i++) {
		spell_hits_clear(h);
		spell_scan(s, src, within, cursor, SPELL_WORDS | SPELL_RULES, h);
		if (!spell_asked(s))
			return asked;
		asked = true;
		if (!spell_wait(s, PATIENCE_MS))
			break;
	}
	return asked;
}

static struct spell *start(struct words *w, const struct meeting *m)
{
	words_add_protocol(w, m->p);
	if (m->organ)
		words_add_organ(w, m->organ);
	words_load(w, m->folder, m->archive, NULL);
	return spell_open(w);
}

/* ---------------------------------------------------------------- requests */

static void answer_text(struct spell *s, size_t n)
{
	struct spell_hits h = {.v = NULL};
	char *buf = mem_alloc(n + 1);
	struct span src = span_make(buf, fread(buf, 1, n, stdin));

	spell_note_text(s, src);
	settle(s, src, (struct range){0, src.n}, SPELL_NOWHERE, &h);
	for (size_t i = 0; i < h.n; i++)
		printf("%zu %zu %s %s\n", h.v[i].where.at, h.v[i].where.n, marks[h.v[i].mark], h.v[i].id ? h.v[i].id : "STAV");
	printf(".\n");
	spell_hits_release(&h);
	free(buf);
}

static void answer_suggest(struct spell *s, struct span word)
{
	struct strlist list = {.v = NULL};
	long long from = now_us();
	int rc = spell_suggest(s, word, &list, NULL);

	printf("%lld", now_us() - from);
	for (size_t i = 0; rc == 0 && i < list.n; i++)
		printf("\t%s", list.v[i]);
	printf("\n");
	strlist_release(&list);
}

static unsigned class_of(struct spell *s, struct span word)
{
	unsigned bits = 0;

	for (int i = 0; i < PASSES && !spell_class(s, word, &bits); i++)
		spell_wait(s, PATIENCE_MS);
	return bits;
}

struct joint {
	size_t at;      /* 0: none */
	size_t less;    /* letters of the shorter part */
	bool compound;  /* what can begin a compound, and a noun: no chance likeness (bes|lutar) */
};

/* Of all places that leave two words the one that makes a compound, then that
 * with the longest shorter part: most often the true joint. */
static struct joint part_at(struct spell *s, struct span w)
{
	struct joint best = {0, 0, false};
	size_t letters = u8_count(w.p, w.n), k = 0;

	for (size_t at = 0; at < w.n; k++) {
		struct joint j = {at, k < letters - k ? k : letters - k, false};
		unsigned left, right;
		int32_t cp;

		at += u8_decode(w.p + at, w.n - at, &cp);
		if (j.less < PART_LETTERS)
			continue;
		left = class_of(s, span_sub(w, 0, j.at));
		right = class_of(s, span_from(w, j.at));
		if (!(left & (WORD_KNOWN | WORD_ONLY_PART)) || !(right & WORD_KNOWN))
			continue;
		j.compound = (left & (WORD_FIRST | WORD_ONLY_PART)) && (right & WORD_NOUN_MASK) &&
			!((left | right) & WORD_CLOSED);
		if (!best.at || j.compound > best.compound || (j.compound == best.compound && j.less > best.less))
			best = j;
	}
	return best;
}

static void serve(struct spell *s)
{
	struct strlist none = {.v = NULL};
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	/* the first question waits for the helper to read its dictionary */
	(void)spell_suggest(s, SPAN_LIT("xqvärz"), &none, NULL);
	strlist_release(&none);
	while ((n = getline(&line, &cap, stdin)) > 0) {
		struct span rest = span_trim(span_make(line, (size_t)n - (line[n - 1] == '\n'))), what;

		span_split(&rest, " ", &what);
		if (span_is(what, "text")) {
			answer_text(s, strtoul(rest.p, NULL, 10));
		} else if (span_is(what, "suggest")) {
			answer_suggest(s, rest);
		} else if (span_is(what, "class")) {
			printf("%u\n", class_of(s, rest));
		} else if (span_is(what, "part")) {
			struct joint j = part_at(s, rest);

			printf("%zu %d\n", j.at, j.compound);
		}
		fflush(stdout);
	}
	free(line);
}

/* -------------------------------------------------------------------- times */

/* Each word as it is typed: the text ends behind it and its blank. */
static void verdicts(struct spell *s, struct span src)
{
	struct spell_hits h = {.v = NULL};
	size_t from = 0;

	settle(s, SPAN_LIT("hus xyzzq\n"), (struct range){0, 10}, SPELL_NOWHERE, &h);
	for (size_t at = 0; at + 1 < src.n; at++) {
		long long t;

		if (src.p[at] == '\n')
			from = at + 1;
		if (src.p[at] != ' ' || at == from)
			continue;
		t = now_us();
		if (settle(s, span_sub(src, 0, at + 1), (struct range){from, at + 1 - from}, at + 1, &h))
			printf("%lld\n", now_us() - t);
	}
	spell_hits_release(&h);
}

/* The child that serves the role, as /proc tells it; 0 when there is none. */
static pid_t helper(const char *role)
{
	char path[64], children[1024] = "";
	FILE *f;

	snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
	f = fopen(path, "r");
	if (f) {
		children[fread(children, 1, sizeof children - 1, f)] = '\0';
		fclose(f);
	}
	for (char *p = children, *end; *p; p = end) {
		long pid = strtol(p, &end, 10);
		struct str args = STR_INIT;
		bool mine;

		if (end == p)
			break;
		snprintf(path, sizeof path, "/proc/%ld/cmdline", pid);
		f = fopen(path, "r");
		for (int c; f && (c = getc(f)) != EOF;)
			str_addc(&args, c ? (char)c : ' ');
		if (f)
			fclose(f);
		mine = span_find(str_span(&args), role, 0) != (size_t)-1;
		str_release(&args);
		if (mine)
			return (pid_t)pid;
	}
	return 0;
}

/* Of the body: what is put before a front matter would make prose of it. */
static int kills(struct spell *s, struct span draft)
{
	struct spell_hits h = {.v = NULL};
	size_t close = span_find(draft, "\n---\n", 0);
	struct span src = close == (size_t)-1 ? draft : span_from(draft, close + 6);
	struct range all = {0, src.n};
	size_t before;

	settle(s, src, all, SPELL_NOWHERE, &h);
	before = h.n;
	for (int i = 0; i < KILLS; i++) {
		struct str word = STR_INIT, text = STR_INIT;
		pid_t pid = helper("stavning");
		long long from;

		if (pid <= 0) {
			fprintf(stderr, "ask: no helper to kill\n");
			return 1;
		}
		from = now_us();
		kill(pid, SIGKILL);
		/* words it has said nothing about; several, for one that a helper dies of alone is let pass */
		for (int k = 0; k < 3; k++) {
			str_clear(&word);
			str_addf(&word, "qv%c%cxz\n\n", 'a' + i, 'a' + k);
			str_addspan(&text, str_span(&word));
		}
		str_addspan(&text, src);
		settle(s, str_span(&text), (struct range){0, text.len}, SPELL_NOWHERE, &h);
		printf("%.1f %s\n", (double)(now_us() - from) / 1000, h.n == before + 3 ? "same" : "other");
		str_release(&word);
		str_release(&text);
	}
	spell_hits_release(&h);
	return 0;
}

int main(int argc, char **argv)
{
	const char *how = argc > 2 ? argv[1] : "", *path = argc > 2 ? argv[2] : argv[argc - 1];
	struct spell_hits h = {.v = NULL};
	struct err err = ERR_INIT;
	struct meeting m = {.file = NULL};
	struct words *w;
	struct spell *s;
	int rc = 0;

	if (argc < 2 || meeting_open(&m, path, &err) != 0) {
		fprintf(stderr, "ask: %s\n", argc < 2 ? "DRAFT?" : err.msg);
		return 2;
	}
	w = words_new();
	s = start(w, &m);
	if (strcmp(how, "--open") == 0 && argc > 3) {
		spell_note_text(s, str_span(&m.text));
		settle(s, str_span(&m.text), (struct range){0, m.text.len}, SPELL_NOWHERE, &h);
		printf("%.1f %zu\n", (double)(now_us() - strtoll(argv[3], NULL, 10) / 1000) / 1000, h.words);
	} else if (strcmp(how, "--verdict") == 0) {
		verdicts(s, str_span(&m.text));
	} else if (strcmp(how, "--kill") == 0) {
		rc = kills(s, str_span(&m.text));
	} else {
		serve(s);
	}
	if (spell_trouble(s)) {
		fprintf(stderr, "ask: %s\n", spell_trouble(s));
		rc = 1;
	}
	spell_hits_release(&h);
	spell_free(s);
	words_free(w);
	meeting_release(&m);
	return rc;
}
