/* lines: a small minute around lines of text, the findings of one rule in it, and
 * the text with its corrections made. */
#ifndef TESTS_CHECK_LINES_H
#define TESTS_CHECK_LINES_H

#include <string.h>

#include "base/mem.h"
#include "base/paths.h"
#include "check/check.h"

#include "test.h"

static const char lines_head[] =
	"---\nformat: paragraf 1\ntyp: protokoll\nstil: grund\nregion: Region Fjällbygd\norgan: Fjällberedningen\n"
	"organ-kort: FB\ndatum: 2031-04-09\ntid: 10.00–15.40\nplats: Storsele\nbeslutande:\n"
	"  - Anna Ek (S), ordförande\n  - Bo Lindgren (M)\n  - Torbjörn Vallgren (C)\nsekreterare:\n  - Finn Dahl\n"
	"justerare:\n  - Bo Lindgren (M)\n---\n\n# § 11 Ärendet\nDnr: FN 36-2031\n\n";

static inline struct str lines_text(const char *lines)
{
	struct str s = STR_INIT;

	str_adds(&s, lines_head);
	str_adds(&s, lines);
	str_adds(&s, "\n");
	return s;
}

static inline void lines_run(struct span text, const struct check_lists *lists, const struct pairs *off,
	struct protocol **p, struct check_result *r)
{
	struct check_facts facts = {.lists = lists, .off = off};

	*p = protocol_parse(text);
	check_run(*p, NULL, &facts, r);
}

static inline bool lines_style(const char *id)
{
	return *id == 'S' || *id == 'T';
}

/* The lines with every correction of the rule made (NULL: of all S and T), round
 * after round; the last of findings that overlap is taken. *hits: in the first. */
static inline char *lines_corrected(const char *lines, const char *id, const struct check_lists *lists, size_t *hits)
{
	struct str s = lines_text(lines);
	size_t head = strlen(lines_head);
	char *out;

	*hits = 0;
	for (int round = 0; round < 5; round++) {
		struct protocol *p;
		struct check_result r;
		size_t limit = (size_t)-1, made = 0;

		lines_run(str_span(&s), lists, NULL, &p, &r);
		for (size_t i = r.n; i-- > 0;) {
			const struct check_finding *f = &r.v[i];

			CHECK(f->where.at + f->where.n <= s.len);
			if (id ? strcmp(f->id, id) != 0 : !lines_style(f->id))
				continue;
			*hits += round == 0;
			if (!f->rattning || f->where.at + f->where.n > limit)
				continue;
			limit = f->where.at;
			str_replace(&s, f->where.at, f->where.n, f->rattning, strlen(f->rattning));
			made++;
		}
		check_release(&r);
		protocol_free(p);
		if (!made)
			break;
		CHECK(round < 4); /* it comes to an end */
	}
	out = span_dup(span_sub(str_span(&s), head, s.len - head - 1));
	str_release(&s);
	return out;
}

/* Nothing of the rules S and T in it. */
static inline void lines_silent(const char *lines, const struct check_lists *lists)
{
	struct str s = lines_text(lines);
	struct protocol *p;
	struct check_result r;

	lines_run(str_span(&s), lists, NULL, &p, &r);
	for (size_t i = 0; i < r.n; i++)
		if (lines_style(r.v[i].id)) {
			printf("%s\n  %s %s\n", lines, r.v[i].id, r.v[i].text);
			CHECK_FAIL("false alarm");
		}
	check_release(&r);
	protocol_free(p);
	str_release(&s);
}

static inline void lines_lists(struct check_lists *l)
{
	*l = (struct check_lists){.phrases = NULL};
	pairs_parse(SPAN_LIT("skall = ska\nsamtliga = alla\nerhålla, erhåller = få / ta emot, får / tar emot\nej = inte\n"
			     "i enlighet med = enligt\ninnevarande = \nföreliggande = den här, det här\n"),
		&l->klarsprak);
	pairs_parse(SPAN_LIT("bl.a. = bla, bl a, bl.a\nt.ex. = tex, t ex, t.ex, tex.\nosv. = osv\nkl. = kl\n"
			     "m.m. = mm., m m, m.m\nmnkr = milj.kr\nt.o.m. = tom., t o m\ndvs. = dvs\np.g.a. = pga\n"),
		&l->forkortningar);
	pairs_parse(SPAN_LIT("IMY = Integritetsskyddsmyndigheten\nSIP = samordnad individuell plan\nEU = Europeiska unionen\n"
			     "FK = Försäkringskassan\nFK = Fjällkommittén\nTLV = Tandvårds- och läkemedelsförmånsverket\n"),
		&l->akronymer);
	pairs_parse(SPAN_LIT("kommunallagen = 2017:725\nhälso- och sjukvårdslagen = 2017:30\n"), &l->lagar);
	check_lists_prepare(l);
}

/* One line of text, how often a rule marks it, and the text as the rule corrects it. */
struct lines_row {
	const char *id;
	size_t hits;
	const char *before, *after;
};

static inline void lines_check_rows(const struct lines_row *rows, size_t n)
{
	struct check_lists lists;

	lines_lists(&lists);
	for (size_t i = 0; i < n; i++) {
		size_t hits;
		char *after = lines_corrected(rows[i].before, rows[i].id, &lists, &hits);

		if (hits != rows[i].hits || strcmp(after, rows[i].after) != 0)
			printf("%s |%s|\n", rows[i].id, rows[i].before);
		CHECK_INT(hits, rows[i].hits);
		CHECK_STR(after, rows[i].after);
		free(after);
	}
	check_lists_release(&lists);
}

#endif
