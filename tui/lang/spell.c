/* spell: the cache of verdicts and its traffic with the worker; see spell.h.
 * What a word of a draft is stands in spell_scan.c. */
#include "lang/spell.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/pack.h"
#include "base/u8.h"
#include "lang/spell_inner.h"
#include "lang/wordclass.h"

#define BATCH_FIRST 128 /* words; a screen has fewer */
#define BATCH_LARGE 512
#define CACHE_MAX 65536
#define WORD_BYTES 60
#define TAG_NOTHING UINT32_MAX /* of a question whose answer nobody wants */
#define DEATHS_MAX 3 /* as in base/worker: it is not started again then */
#define WATCHDOG_VERDICTS_MS 10000
#define WATCHDOG_SUGGEST_MS 10000

struct spell *spell_new(struct worker *verdicts, struct worker *suggestions, struct words *words)
{
	struct spell *s = mem_alloc(sizeof *s);

	s->verdicts = verdicts;
	s->suggestions = suggestions;
	s->words = words;
	return s;
}

/* An empty question: the helper starts and reads its dictionary meanwhile. */
static void send_nothing(struct worker *w)
{
	struct str request = STR_INIT;

	pack_u32(&request, 0);
	worker_post(w, TAG_NOTHING, str_span(&request));
	str_release(&request);
}

struct spell *spell_open(struct words *words)
{
	struct spell *s = spell_new(worker_new("stavning", WATCHDOG_VERDICTS_MS),
		worker_new("forslag", WATCHDOG_SUGGEST_MS), words);

	send_nothing(s->verdicts);
	return s;
}

void spell_free(struct spell *s)
{
	if (!s)
		return;
	worker_free(s->verdicts);
	worker_free(s->suggestions);
	for (size_t i = 0; i < s->nbatch; i++)
		strlist_release(&s->batch[i].words);
	free(s->batch);
	strlist_release(&s->wanted);
	wordset_release(&s->cache);
	spell_scan_release(s);
	spell_suggest_release(s);
	free(s->trouble);
	free(s);
}

/* Only these bytes can make a word other than normal: combining marks and
 * letters beyond Latin-1 (>= 0xC4), soft hyphen (C2 AD), hyphens of E2 80. */
static bool looks_normal(struct span w)
{
	for (size_t i = 0; i < w.n; i++) {
		unsigned char c = (unsigned char)w.p[i];

		if (c > 0xC3 || c == 0xC2)
			return false;
	}
	return true;
}

struct span spell_normal(struct span word, struct str *store)
{
	if (looks_normal(word))
		return word;
	str_clear(store);
	u8_add_plain_word(store, word);
	return str_span(store);
}

bool spell_acronym(struct span word)
{
	size_t upper = 0;

	for (size_t i = 0; i < word.n;) {
		int32_t cp;

		i += u8_decode(word.p + i, word.n - i, &cp);
		if (u8_upper(cp))
			upper++;
		else if (!u8_digit(cp))
			return false;
	}
	return upper >= 2;
}

/* A full cache is emptied: the words on the screen are asked again. Words that
 * are under way find their place again when the answer comes. */
static void mind_size(struct spell *s)
{
	if (s->cache.n < CACHE_MAX || s->asked)
		return;
	wordset_release(&s->cache);
	wordset_release(&s->acronyms);
}

enum spell_verdict spell_lookup(struct spell *s, struct span word)
{
	uint32_t *state = wordset_get(&s->cache, word);

	if (state && *state & STATE_ANSWERED)
		return *state & WORD_KNOWN ? SPELL_KNOWN : SPELL_UNKNOWN;
	s->missed++;
	if (s->trouble || (state && *state != STATE_NEW))
		return SPELL_ASKED;
	if (!state) {
		mind_size(s);
		state = wordset_put(&s->cache, word);
	}
	*state = STATE_WANTED;
	strlist_add(&s->wanted, word.p, word.n);
	s->asked++;
	return SPELL_ASKED;
}

bool spell_dictionary_knows(const struct spell *s, struct span word)
{
	const uint32_t *state = wordset_get(&s->cache, word);

	return state && *state & STATE_ANSWERED && *state & WORD_KNOWN;
}

/* ------------------------------------------------- what needs no dictionary */

bool spell_code(struct span w)
{
	size_t digits = 0, lower = 0, letters = 0;

	for (size_t i = 0; i < w.n;) {
		int32_t cp;

		i += u8_decode(w.p + i, w.n - i, &cp);
		digits += u8_digit(cp);
		letters += u8_letter(cp);
		lower += u8_lower(cp);
	}
	return letters == 0 || (letters == 1 && (digits || w.n <= 2)) || (digits && !lower);
}

static bool ends_of_names(struct span w)
{
	static const char *const tld[] = {".se", ".nu", ".com", ".org", ".eu", ".net", ".fi", ".no", ".dk", ".info"};

	for (size_t i = 0; i < sizeof tld / sizeof tld[0]; i++)
		if (w.n > strlen(tld[i]) && span_ends(w, tld[i]))
			return true;
	return false;
}

/* hälso-och: hunspell would take "barn-och", part by part. */
static bool glued(struct span w)
{
	return span_ends(w, "-och") || span_ends(w, "-eller") || span_ends(w, "-samt");
}

static enum spell_verdict worse(enum spell_verdict a, enum spell_verdict b)
{
	if (a == SPELL_UNKNOWN || b == SPELL_UNKNOWN)
		return SPELL_UNKNOWN;
	return a == SPELL_ASKED || b == SPELL_ASKED ? SPELL_ASKED : SPELL_KNOWN;
}

static enum spell_verdict judge(struct spell *s, struct span w);

/* Each part of a hyphenated word by itself: Törelid-gruppen, 24/7-verksamhet. */
static enum spell_verdict judge_parts(struct spell *s, struct span w)
{
	enum spell_verdict v = SPELL_KNOWN;
	struct span rest = w, part;

	while (span_split(&rest, "-", &part))
		if (part.n)
			v = worse(v, judge(s, part));
	return v;
}

/* SKR:s, IVO:n: the word and a known ending. */
static bool with_ending(struct span w, struct span *base)
{
	static const char *const ends[] = {"s", "n", "ns", "t", "ts", "en", "ens", "et", "ets", "ar", "arna", "arnas",
		"er", "erna", "ernas", "na", "nas"};
	size_t colon = span_find_last(w, ":");

	if (colon == (size_t)-1 || colon == 0)
		return false;
	*base = span_sub(w, 0, colon);
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (span_is(span_from(w, colon + 1), ends[i]))
			return true;
	return false;
}

static enum spell_verdict judge(struct spell *s, struct span w)
{
	enum spell_verdict v;
	struct span base;

	if (spell_dictionary_knows(s, w))
		return SPELL_KNOWN; /* most words: only what none of the tests below took is looked up */
	if (w.n > WORD_BYTES)
		return SPELL_UNKNOWN;
	if (spell_code(w) || ends_of_names(w) || (s->words && words_has(s->words, w)))
		return SPELL_KNOWN;
	if (glued(w))
		return SPELL_UNKNOWN;
	v = spell_lookup(s, w);
	if (v != SPELL_UNKNOWN)
		return v;
	if (with_ending(w, &base))
		return judge(s, base);
	if (memchr(w.p, '-', w.n))
		return judge_parts(s, w);
	return v;
}

enum spell_verdict spell_verdict(struct spell *s, struct span word)
{
	struct str store = STR_INIT;
	enum spell_verdict v = SPELL_KNOWN;

	if (word.p && word.n)
		v = judge(s, spell_normal(word, &store));
	str_release(&store);
	return v;
}

/* A name or a code is known without the dictionary, which is asked all the same:
 * the name may be a common word too. */
bool spell_class(struct spell *s, struct span word, unsigned *bits)
{
	uint32_t *state = wordset_get(&s->cache, word);
	enum spell_verdict v;
	struct str store = STR_INIT;

	if (state && *state & STATE_ANSWERED && *state & WORD_KNOWN) { /* most words, on the key path */
		*bits = *state & ~STATE_ANSWERED;
		return true;
	}
	state = NULL;
	v = spell_verdict(s, word);
	*bits = v == SPELL_KNOWN ? WORD_KNOWN : 0;
	if (word.p && word.n)
		word = spell_normal(word, &store);
	if (v == SPELL_KNOWN && word.n && word.n <= WORD_BYTES && !spell_code(word)) {
		if (spell_lookup(s, word) == SPELL_ASKED)
			v = SPELL_ASKED;
		state = wordset_get(&s->cache, word);
	} else if (v == SPELL_UNKNOWN) {
		state = wordset_get(&s->cache, word);
	}
	if (state && *state & STATE_ANSWERED)
		*bits |= *state & ~STATE_ANSWERED;
	str_release(&store);
	return v != SPELL_ASKED;
}

/* ------------------------------------------------------------- the traffic */

static void send_batch(struct spell *s, char *const *word, size_t n)
{
	struct str request = STR_INIT;
	struct spell_batch *b;

	s->batch = mem_grow(s->batch, s->nbatch, &s->cbatch, sizeof *s->batch);
	b = &s->batch[s->nbatch++];
	*b = (struct spell_batch){.tag = s->tag++};
	pack_u32(&request, (uint32_t)n);
	for (size_t i = 0; i < n; i++) {
		struct span w = span_of(word[i]);

		pack_span(&request, w);
		strlist_add(&b->words, w.p, w.n);
		*wordset_put(&s->cache, w) = STATE_SENT;
	}
	worker_post(s->verdicts, b->tag, str_span(&request));
	str_release(&request);
}

/* What is seen first comes first; then in large parts, for each answer makes
 * the screen look at its words again. */
static void send_wanted(struct spell *s)
{
	size_t n;

	for (size_t i = 0; i < s->wanted.n; i += n) {
		n = i ? BATCH_LARGE : BATCH_FIRST;
		if (n > s->wanted.n - i)
			n = s->wanted.n - i;
		send_batch(s, s->wanted.v + i, n);
	}
	strlist_release(&s->wanted);
}

static void set_trouble(struct spell *s, const char *text)
{
	free(s->trouble);
	s->trouble = mem_strdup(text);
	s->generation++;
}

static void settle(struct spell *s, struct span word, uint32_t state)
{
	*wordset_put(&s->cache, word) = state;
	s->asked--;
}

/* One of the words may have killed it: each goes alone, and one that dies alone
 * stays unmarked. */
static void batch_died(struct spell *s, const struct spell_batch *b)
{
	s->deaths++;
	if (s->deaths >= DEATHS_MAX && !s->trouble) {
		/* what was let pass because it died alone was not to blame */
		wordset_release(&s->cache);
		wordset_release(&s->acronyms);
		set_trouble(s, "Stavningskontrollen går inte att starta. Inga ord markeras; texten är inte i fara.");
	}
	for (size_t i = 0; i < b->words.n; i++) {
		if (s->trouble)
			settle(s, span_of(b->words.v[i]), STATE_NEW);
		else if (b->words.n == 1)
			settle(s, span_of(b->words.v[i]), STATE_ANSWERED | WORD_KNOWN);
		else
			send_batch(s, b->words.v + i, 1);
	}
}

static void batch_answered(struct spell *s, const struct spell_batch *b, struct span body)
{
	struct unpack u = unpack_of(body.p, body.n);
	struct span trouble = unpack_span(&u);
	uint32_t n = unpack_u32(&u);

	s->deaths = 0;
	if (trouble.p) {
		char *text = span_dup(trouble);

		set_trouble(s, text);
		free(text);
	}
	for (size_t i = 0; i < b->words.n; i++) {
		uint32_t bits = i < n ? unpack_u32(&u) : WORD_KNOWN;

		if (u.bad) /* an answer cut short marks nothing */
			bits = WORD_KNOWN;
		settle(s, span_of(b->words.v[i]), trouble.p ? (uint32_t)STATE_NEW : STATE_ANSWERED | bits);
	}
}

static void take_reply(struct spell *s, const struct worker_reply *r)
{
	for (size_t i = 0; i < s->nbatch; i++) {
		struct spell_batch b = s->batch[i];

		if (b.tag != r->tag)
			continue;
		memmove(s->batch + i, s->batch + i + 1, (s->nbatch - i - 1) * sizeof *s->batch);
		s->nbatch--;
		if (r->outcome == WORKER_DIED)
			batch_died(s, &b);
		else
			batch_answered(s, &b, str_span(&r->body));
		strlist_release(&b.words);
		s->generation++;
		return;
	}
}

static int sooner(int a, int b)
{
	return a < 0 ? b : b < 0 || a < b ? a : b;
}

int spell_pump(struct spell *s)
{
	struct worker_reply r;
	int wait;

	send_wanted(s);
	wait = worker_pump(s->verdicts);
	while (worker_next(s->verdicts, &r)) {
		take_reply(s, &r);
		str_release(&r.body);
	}
	if (spell_suggest_pump(s))
		s->generation++;
	return sooner(wait, worker_pump(s->suggestions));
}

size_t spell_fds(const struct spell *s, struct pollfd out[2])
{
	const struct worker *w[2] = {s->verdicts, s->suggestions};
	size_t n = 0;

	for (size_t i = 0; i < 2; i++) {
		short events = 0;
		int fd = worker_fd(w[i], &events);

		if (fd >= 0)
			out[n++] = (struct pollfd){.fd = fd, .events = events};
	}
	return n;
}

uint64_t spell_generation(const struct spell *s)
{
	return s->generation;
}

size_t spell_asked(const struct spell *s)
{
	return s->asked;
}

const char *spell_trouble(const struct spell *s)
{
	return s->trouble;
}

bool spell_wait(struct spell *s, int ms)
{
	int64_t until = clock_monotonic_ms() + ms;

	for (;;) {
		struct pollfd fds[2];
		int wait = spell_pump(s);
		int64_t left = until - clock_monotonic_ms();

		if (!s->asked)
			return true;
		if (left <= 0)
			return false;
		if (wait < 0 || wait > left)
			wait = (int)left;
		(void)poll(fds, spell_fds(s, fds), wait < 100 ? wait : 100);
	}
}
