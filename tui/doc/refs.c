/* refs: see refs.h. */
#include "doc/refs.h"

#include "base/mem.h"
#include "base/u8.h"

static size_t blanks_at(struct span s, size_t at)
{
	size_t n = 0;

	for (;;) {
		if (at + n < s.n && s.p[at + n] == ' ')
			n++;
		else if (span_starts(span_from(s, at + n), "\xC2\xA0"))
			n += 2;
		else
			return n;
	}
}

static size_t digits_at(struct span s, size_t at)
{
	size_t n = 0;

	while (at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9')
		n++;
	return n;
}

/* The word that ends where s ends, without the marks round it. */
static struct span last_word(struct span s)
{
	size_t n;

	while (s.n && (s.p[s.n - 1] == ' ' || strchr(",;:(", s.p[s.n - 1])))
		s.n--;
	n = s.n;
	while (n && s.n - n < 80 && s.p[n - 1] != ' ' && s.p[n - 1] != '(')
		n--;
	return span_from(s, n);
}

static bool has_digit(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	return false;
}

/* RS, HSN: two capitals or more and nothing else. */
static bool is_abbreviation(struct span s)
{
	size_t letters = 0;
	int32_t cp;

	for (size_t i = 0; i < s.n;) {
		i += u8_decode(s.p + i, s.n - i, &cp);
		if (cp < 0 || !u8_upper(cp))
			return false;
		letters++;
	}
	return letters > 1;
}

static bool ends_with_one(struct span s, const char *const *ends, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (span_ends(s, ends[i]))
			return true;
	return false;
}

/* "kap. § 2", "HSN § 4", "den 18 juni 2025, § 114", "Regionstyrelsens § 7" */
static bool other_before(struct span before)
{
	static const char *const ends[] = {"kap.", "nämnden", "nämndens", "styrelsen", "styrelsens", "utskottet",
		"utskottets", "beredningen", "beredningens", "fullmäktige", "fullmäktiges", "lagen", "balken"};
	struct span word = last_word(before);

	return has_digit(word) || is_abbreviation(word) ||
		ends_with_one(word, ends, sizeof ends / sizeof *ends);
}

/* "§ 12 kommunallagen", "§ 3 i förvaltningslagen" */
static bool other_after(struct span after)
{
	static const char *const ends[] = {"lagen", "lagens", "balken", "förordningen"};
	size_t n = 0;

	after = span_trim(span_sub(after, 0, 80));
	if (span_starts(after, "i "))
		after = span_trim(span_from(after, 2));
	while (n < after.n && !strchr(" ,.;:)", after.p[n]))
		n++;
	return ends_with_one(span_sub(after, 0, n), ends, sizeof ends / sizeof *ends);
}

/* What may stand between two numbers of "§§ 12–14, 16 och 18": its length, or 0. */
static size_t joint_at(struct span s, size_t at)
{
	static const char *const joints[] = {"–", "-", ", ", " och ", " samt ", " – "};

	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
		if (span_starts(span_from(s, at), joints[i]) && digits_at(s, at + strlen(joints[i])))
			return strlen(joints[i]);
	return 0;
}

static bool joins(struct span between)
{
	return span_is(between, ", ") || span_is(between, " och ") || span_is(between, " samt ");
}

void refs_find(struct refs *out, struct span text, size_t base)
{
	size_t at = 0, end = 0, mine = out->n, sign = strlen("§");

	while ((at = span_find(text, "§", at)) != (size_t)-1) {
		size_t first = out->n, start = at, n;
		bool many = span_starts(span_from(text, at + sign), "§"), other;
		long nr;

		at += many ? 2 * sign : sign;
		at += blanks_at(text, at);
		while ((n = digits_at(text, at)) > 0 && span_int(span_sub(text, at, n), &nr)) {
			out->v = mem_grow(out->v, out->n, &out->cap, sizeof *out->v);
			out->v[out->n++] = (struct ref){{base + at, n}, (int)nr, false};
			at += n;
			n = many ? joint_at(text, at) : 0;
			if (!n)
				break;
			at += n;
		}
		if (out->n == first)
			continue;
		/* "§ 12, §§ 14–15": what holds for the first holds for the next */
		if (first > mine && joins(span_sub(text, end, start - end)))
			other = out->v[first - 1].other;
		else
			other = other_before(span_sub(text, 0, start));
		other = other || other_after(span_from(text, at));
		for (size_t i = first; i < out->n; i++)
			out->v[i].other = other;
		end = at;
	}
}

void refs_release(struct refs *r)
{
	free(r->v);
	*r = (struct refs){NULL, 0, 0};
}
