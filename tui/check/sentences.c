/* sentences: long ones in what people read alone (S13), and the number of those
 * that likely have no subject or no verb. */
#include <stdlib.h>
#include <string.h>

#include "base/u8.h"
#include "check/inner.h"
#include "text/motion.h"

#define WORDS_MAX 30

typedef void block_fn(struct check_run *r, const struct block *b, void *ctx);

/* Calls for the blocks of the sections (-1: text outside them) that `wanted` has. */
static void each_block(struct check_run *r, const bool wanted[SECTIONS + 2], block_fn *fn, void *ctx)
{
	const struct protocol *p = r->p;

	for (size_t b = 0; b < p->nblocks && wanted[0]; b++)
		fn(r, &p->block[b], ctx);
	for (size_t i = 0; i < p->nitems; i++) {
		const struct item *it = &p->item[i];

		/* when nobody asks any more */
		if (i % 20 == 19 && !check_goes_on(r))
			return;
		for (size_t b = 0; b < it->nblocks && wanted[0]; b++)
			fn(r, &it->block[b], ctx);
		for (size_t s = 0; s < it->nsections; s++)
			for (size_t b = 0; b < it->section[s].nblocks && wanted[it->section[s].kind + 1]; b++)
				fn(r, &it->section[s].block[b], ctx);
	}
}

static size_t count_words(struct span s)
{
	size_t n = 0;
	bool in = false;

	for (size_t i = 0; i < s.n; i++) {
		bool blank = s.p[i] == ' ' || s.p[i] == '\t';

		/* a dash or a mark alone is no word */
		if (!blank && !in && ((unsigned char)s.p[i] != 0xE2 && !strchr("-/*", s.p[i])))
			n++;
		in = !blank;
	}
	return n;
}

static bool ends_sentence(struct span s)
{
	s = span_trim(s);
	while (s.n && (strchr("\"')]*", s.p[s.n - 1]) || span_ends(s, "”")))
		s.n -= span_ends(s, "”") ? 3 : 1;
	return s.n && strchr(".!?:", s.p[s.n - 1]);
}

static bool begins_small(struct span s)
{
	int32_t cp = -1;

	if (s.n)
		u8_decode(s.p, s.n, &cp);
	return u8_lower(cp);
}

/* ------------------------------------------------------------------ S13 */

struct sentence { /* being counted */
	const char *from;
	size_t words;
	struct strlist abbreviations; /* read when one is wanted */
};

static void load_abbreviations(struct check_run *r, struct sentence *x)
{
	const struct pairs *p = r->facts->lists ? &r->facts->lists->forkortningar : NULL;

	for (size_t i = 0; p && x->abbreviations.n == 0 && i < p->n; i++)
		strlist_add(&x->abbreviations, p->v[i].left.p, p->v[i].left.n);
}

/* Names in a row are no sentence that can be parted. */
static bool mostly_names(struct span s)
{
	size_t words = 0, upper = 0;
	bool in = false;

	for (size_t i = 0; i < s.n; i++) {
		int32_t cp = -1;

		if (s.p[i] != ' ' && !in) {
			u8_decode(s.p + i, s.n - i, &cp);
			words++;
			upper += u8_upper(cp) || s.p[i] == '(';
		}
		in = s.p[i] != ' ';
	}
	return upper * 5 > words * 2;
}

static void sentence_done(struct check_run *r, struct sentence *x, const char *end)
{
	struct span src = r->p->src;
	size_t words = x->words;
	const char *from = x->from;

	x->words = 0;
	x->from = NULL;
	if (words <= WORDS_MAX || from < src.p || end > src.p + src.n || end <= from ||
		mostly_names(span_make(from, (size_t)(end - from))))
		return;
	check_add(r, (struct range){(size_t)(from - src.p), (size_t)(end - from)}, NULL,
		"Meningen har %zu ord; dela upp den.", words);
}

/* A line with sentences in it; `more`: its last one goes on in the next line. */
static void sentence_line(struct check_run *r, struct sentence *x, struct span s, bool more)
{
	size_t from = 0, words = count_words(s);

	if (!x->from)
		x->from = s.p;
	if (x->words + words > WORDS_MAX || more) {
		load_abbreviations(r, x);
		for (size_t at = 0; at < s.n; at++)
			if (s.p[at] == ' ' && strchr(".?!)\"']\x9D\x99", s.p[at ? at - 1 : 0]) &&
				sentence_ends(s, at, &x->abbreviations)) {
				x->words += count_words(span_sub(s, from, at - from));
				sentence_done(r, x, s.p + at);
				from = at + 1;
				x->from = s.p + from;
			}
		words = count_words(span_from(s, from));
	}
	x->words += words;
	if (!more)
		sentence_done(r, x, s.p + s.n);
}

static void long_in_block(struct check_run *r, const struct block *b, void *ctx)
{
	struct sentence *x = ctx;

	if (b->kind != BLOCK_PARA && b->kind != BLOCK_ITEM)
		return;
	for (size_t i = 0; i < b->ntext; i++)
		sentence_line(r, x, b->text[i],
			i + 1 < b->ntext && !ends_sentence(b->text[i]) && begins_small(b->text[i + 1]));
	x->words = 0;
	x->from = NULL;
}

void rule_long_sentences(struct check_run *r)
{
	static const bool wanted[SECTIONS + 2] = {
		[0] = true,
		[SECTION_SAMMANFATTNING + 1] = true,
		[SECTION_ARENDE + 1] = true,
		[SECTION_BAKGRUND + 1] = true,
		[SECTION_BEDOMNING + 1] = true,
		[SECTION_FORSLAG + 1] = true,
		[SECTION_BESLUT + 1] = true,
	};
	struct sentence x = {.from = NULL};

	each_block(r, wanted, long_in_block, &x);
	strlist_release(&x.abbreviations);
}

/* ------------------------------------------------------------- fragments */

/* Common finite verbs whose endings do not tell. */
static bool finite(struct span w)
{
	static const char *const verbs[] = {"är", "var", "har", "hade", "ska", "skall", "skulle", "kan", "kunde", "vill",
		"ville", "bör", "borde", "får", "fick", "blir", "blev", "finns", "fanns", "gör", "gjorde", "går", "gick",
		"ser", "såg", "kom", "tog", "gav", "ger", "stod", "står", "låg", "sa", "sade", "vet", "håller", "höll",
		"behövs", "krävs", "görs", "ges", "tas", "förs", "sker", "hör", "når", "mår", "rör", "gäller", "lever",
		"yrkar", "föreslås", "läggs", "utses", "måste", "tror", "bjöd", "skrev", "drog", "föll", "fann", "hölls",
		"bestod", "innebar", "utgör", "avstår", "beror", "anses", "avses", "väntas", "planeras", "pågår", "saknas"};
	static const char *const ends[] = {"ade", "ades", "ar", "er", "or", "te", "tes", "de", "des", "as"};

	for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
		if (span_is(w, verbs[i]))
			return true;
	for (size_t i = 0; i < sizeof ends / sizeof ends[0] && w.n > 4; i++)
		if (span_ends(w, ends[i]))
			return true;
	return false;
}

/* "Handlar om ...", "Ska försöka ...": a verb first, and no subject after it. */
static bool no_subject(struct span first, struct span second)
{
	static const char *const verbs[] = {"Handlar", "Kommer", "Ska", "Har", "Är", "Var", "Finns", "Behöver", "Måste",
		"Kan", "Vill", "Bör", "Blir", "Gäller", "Ser", "Jobbar", "Arbetar", "Tar", "Får", "Går", "Väntar", "Planerar",
		"Önskar", "Hoppas", "Visar", "Påminner", "Efterfrågar", "Undrar", "Konstaterar", "Minskar", "Ökar"};
	static const char *const after[] = {"om", "att", "inte", "på", "i", "med", "även", "också", "till", "för", "av", "nu",
		"fortsatt", "försöka", "samt", "haft", "varit", "fått", "bli", "vara", "ha", "ta", "fram", "upp", "över", "ut",
		"mot", "under", "hos", "redan", "mer", "mest", "bara", "främst", "svar", "stora", "många"};

	for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
		if (span_is(first, verbs[i])) {
			for (size_t k = 0; k < sizeof after / sizeof after[0]; k++)
				if (span_is(second, after[k]))
					return true;
			return false;
		}
	return false;
}

static void weigh_sentence(struct check_run *r, struct span s)
{
	struct span rest = s, word, first = SPAN_NONE;
	size_t n = 0;
	bool verb = false, subject = true;

	if (span_ends(s, "?") || span_ends(s, ":"))
		return;
	while (!verb && span_split(&rest, " ", &word)) {
		while (word.n && strchr(".,;:!?)\"", word.p[word.n - 1]))
			word.n--;
		if (!word.n)
			continue;
		if (n == 1)
			subject = !no_subject(first, word);
		if (n++ == 0)
			first = word;
		/* the first word may be "Ordförande", "Anders" */
		verb = subject && n > 1 && finite(word);
		if (!subject)
			break;
	}
	if (!verb && n < 3 && subject)
		return; /* a label, a name */
	r->out->sentences++;
	r->out->fragments += !verb;
}

static void weigh_block(struct check_run *r, const struct block *b, void *ctx)
{
	(void)ctx;
	if (b->kind != BLOCK_PARA)
		return;
	for (size_t i = 0; i < b->ntext; i++)
		if (!(i && !ends_sentence(b->text[i - 1]) && begins_small(b->text[i])))
			weigh_sentence(r, span_trim(b->text[i]));
}

void check_count_sentences(struct check_run *r)
{
	static const bool wanted[SECTIONS + 2] = {
		[0] = true,
		[SECTION_SAMMANFATTNING + 1] = true,
		[SECTION_ARENDE + 1] = true,
		[SECTION_BAKGRUND + 1] = true,
		[SECTION_BEDOMNING + 1] = true,
		[SECTION_BEHANDLING + 1] = true,
		[SECTION_NOTERING + 1] = true,
		[SECTION_FREE + 1] = true,
	};

	each_block(r, wanted, weigh_block, NULL);
}
