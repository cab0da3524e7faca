/* t_three: three people edit one text, each on their own. Whatever they do, each
 * wish ends as words in the text, as a rejected record or in a conflict that is
 * named; and what is in no conflict may be accepted in any order. */
#include "justering/suggest.h"

#include "base/mem.h"
#include "base/u8.h"
#include "text/motion.h"

#include "test.h"

static const struct stamp when = {1933574400, 120};
static const char *const names[] = {"Bo Lind (M)", "Cia Holm (V)", "Dag Norén (V)"};

static const char base_text[] =
	"# § 12 Skötsel\n\n## Sammanfattning\n\nSjukfrånvaron minskar på fyra av fem enheter, och det är bra.\n"
	"Enheten i Storsele väntar på två nya tjänster, t.ex. en skötare, och en till, och en till.\n"
	"Det är bra och det är bra.\n\n- att utreda mobil skötsel,\n- att återrapportera senast i mars.\n\nSlut på ärendet.\n";

static const char *const words[] = {"och", "är", "bra", "inte", "en", "Storsele", "fem", "skötare, och", "åtta", "det",
	"ny. Och", "att"};

#define COUNT(a) (sizeof(a) / sizeof(a)[0])


/* Random changes as one person's editor would give them: a word replaced, taken
 * away with its blank, put in with its blank. */
static void edit(struct changes *c, struct span base, unsigned long *seed, bool broken)
{
	struct range w = {0, 0};
	size_t at = 0, free_from = 0;

	while (u8_word(base.p, base.n, at, &w)) {
		const char *with = words[test_random(seed) % COUNT(words)];
		bool first = w.at == 0 || base.p[w.at - 1] == '\n', blank = w.at > 0 && base.p[w.at - 1] == ' ';
		bool blank_after = w.at + w.n < base.n && base.p[w.at + w.n] == ' ';
		char text[60];

		at = w.at + w.n;
		/* a heading that loses its only word is no heading, and the rest of the text moves */
		if (test_random(seed) % 7 != 0 || w.at < free_from + 2 || base.p[motion_line_start(base, w.at)] == '#')
			continue;
		if (broken && test_random(seed) % 5 == 0)
			with = "\xc3\xff\xe2";
		switch (test_random(seed) % 4) {
		case 0:
			if (!span_is(span_sub(base, w.at, w.n), with))
				changes_add(c, w, span_of(with), SPAN_NONE);
			break;
		case 1:
			if (blank)
				changes_add(c, (struct range){w.at - 1, w.n + 1}, SPAN_LIT(""), SPAN_NONE);
			else if (first && blank_after)
				changes_add(c, (struct range){w.at, w.n + 1}, SPAN_LIT(""), SPAN_NONE);
			break;
		case 2:
			snprintf(text, sizeof text, " %s", with);
			changes_add(c, (struct range){at, 0}, span_of(text), SPAN_NONE);
			break;
		default:
			snprintf(text, sizeof text, "%s ", with);
			if (first)
				changes_add(c, (struct range){w.at, 0}, span_of(text), SPAN_NONE);
			break;
		}
		free_from = at;
	}
}

struct bases {
	struct str first, second; /* of "a", "b", "c"; of "d" */
};

static struct span get_base(void *ctx, const char *id)
{
	const struct bases *b = ctx;

	return str_span(*id == 'd' ? &b->second : &b->first);
}

struct state {
	struct suggestions l;
	struct suggest_place *place;
	int *conflict;
	struct bases base;
	struct str now;
	struct strlist abbreviations;
};

static void look(struct state *s)
{
	suggest_places(&s->l, str_span(&s->now), get_base, &s->base, s->place);
	suggest_conflicts(&s->l, s->place, s->conflict);
}

static void begin(struct state *s, unsigned long seed, bool broken)
{
	char id[41];

	*s = (struct state){.now = STR_INIT};
	strlist_add(&s->abbreviations, "t.ex.", 5);
	str_adds(&s->base.first, base_text);
	if (broken)
		for (int i = 0; i < 6; i++)
			s->base.first.buf[test_random(&seed) % s->base.first.len] = (char)(128 + test_random(&seed) % 128);
	str_addspan(&s->now, str_span(&s->base.first));
	for (size_t k = 0; k < 3; k++) {
		struct changes c = {0};

		edit(&c, str_span(&s->base.first), &seed, broken);
		memset(id, "abc"[k], 40);
		id[40] = '\0';
		suggest_add(&s->l, &c, str_span(&s->base.first), id, names[k], (int)k + 1, when);
		changes_release(&c);
	}
	s->place = mem_array(s->l.n + 1, sizeof *s->place);
	s->conflict = mem_array(s->l.n + 1, sizeof *s->conflict);
}

static void end(struct state *s)
{
	suggest_release(&s->l);
	free(s->place);
	free(s->conflict);
	str_release(&s->base.first);
	str_release(&s->base.second);
	str_release(&s->now);
	strlist_release(&s->abbreviations);
}

static void accept(struct state *s, size_t i)
{
	struct str next = STR_INIT;

	suggest_apply(str_span(&s->now), s->place[i].at, span_of(s->l.v[i].text), &s->abbreviations, &next);
	str_release(&s->now);
	s->now = next;
	s->l.v[i].state = SUGGEST_ACCEPTED;
	look(s);
}

/* All that is in no conflict, in an order of its own. */
static bool accept_all(struct state *s, unsigned long seed)
{
	bool ok = true;

	look(s);
	for (size_t left = s->l.n + 1; left > 0;) {
		size_t at = test_random(&seed) % (s->l.n + 1), found = s->l.n;

		for (size_t k = 0; k < s->l.n && found == s->l.n; k++) {
			size_t i = (at + k) % s->l.n;

			if (s->l.v[i].state == SUGGEST_OPEN && s->conflict[i] == 0)
				found = i;
		}
		if (found == s->l.n)
			return ok;
		/* what was in no conflict is not moved by what others asked for */
		ok = ok && s->place[found].fit == SUGGEST_FITS;
		accept(s, found);
		left--;
	}
	return ok;
}

static void show(const struct state *a, const struct state *b, unsigned long seed)
{
	printf("seed %lu\n%s---\n%s---\n", seed, str_c(&a->now), str_c(&b->now));
	for (size_t i = 0; i < a->l.n; i++) {
		const struct suggestion *s = &a->l.v[i];

		printf("%d %s [-%s-]{+%s+} at %zu+%zu: %s / %s fit %d %d conflict %d %d\n", s->nr, s->who[0], s->old, s->text,
			s->at.at, s->at.n, suggest_state_name(s->state), suggest_state_name(b->l.v[i].state),
			(int)a->place[i].fit, (int)b->place[i].fit, a->conflict[i], b->conflict[i]);
	}
}

static bool says(const struct state *s, size_t i)
{
	struct span text = span_trim(span_of(s->l.v[i].text));

	return text.n == 0 || s->place[i].fit == SUGGEST_DONE ||
	       span_find(span_sub(str_span(&s->now), s->place[i].at.at, s->place[i].at.n), s->l.v[i].text, 0) !=
		       (size_t)-1;
}

static int run(unsigned long rounds, bool broken)
{
	int bad = 0, conflicts = 0, accepted = 0;

	for (unsigned long seed = 1; seed <= rounds && bad < 5; seed++) {
		struct state a, b;
		bool ok;

		begin(&a, seed, broken);
		begin(&b, seed, broken);
		ok = accept_all(&a, seed * 3 + 1) && accept_all(&b, seed * 7 + 5);
		ok = ok && span_eq(str_span(&a.now), str_span(&b.now));
		for (size_t i = 0; ok && i < a.l.n; i++) {
			bool in = a.l.v[i].state == SUGGEST_ACCEPTED;

			/* accepted: the text says so; else a conflict that has another in it */
			ok = in == (b.l.v[i].state == SUGGEST_ACCEPTED) && a.conflict[i] == b.conflict[i];
			ok = ok && (in ? says(&a, i) : a.conflict[i] > 0);
			accepted += in;
			conflicts += !in;
		}
		bad += !ok;
		if (!ok && !broken)
			show(&a, &b, seed);
		end(&a);
		end(&b);
	}
	printf("# %d accepted, %d in conflicts\n", accepted, conflicts);
	CHECK(accepted > (int)rounds * 4);
	CHECK(conflicts > (int)rounds);
	return bad;
}

TEST(three_edit_one_text)
{
	CHECK_INT(run(2000, false), 0);
}

/* The same words, whatever blanks are between them. */
static bool same_words(struct span a, struct span b)
{
	size_t i = 0, j = 0;

	for (;;) {
		while (i < a.n && (a.p[i] == ' ' || a.p[i] == '\n'))
			i++;
		while (j < b.n && (b.p[j] == ' ' || b.p[j] == '\n'))
			j++;
		if (i == a.n || j == b.n || a.p[i] != b.p[j])
			return i == a.n && j == b.n;
		i++;
		j++;
	}
}

static bool fits_are_true(const struct state *s, unsigned long seed)
{
	for (size_t i = 0; i < s->l.n; i++) {
		const struct suggestion *v = &s->l.v[i];
		struct range at = s->place[i].at;

		if (at.at > s->now.len || at.n > s->now.len - at.at || u8_snap(s->now.buf, s->now.len, at.at) != at.at) {
			printf("seed %lu: %d stands nowhere\n", seed, v->nr);
			return false;
		}
		if (v->state == SUGGEST_OPEN && s->place[i].fit == SUGGEST_FITS &&
			!same_words(span_sub(str_span(&s->now), at.at, at.n), span_of(v->old))) {
			printf("seed %lu: %d [-%s-] at |%.*s|\n", seed, v->nr, v->old,
				SPAN_FMT(span_sub(str_span(&s->now), at.at, at.n)));
			return false;
		}
	}
	return true;
}

/* Half is accepted, the secretary writes in the text, one more comes with what was
 * made on that: a place that fits always holds the words that were to be replaced. */
static int run_hands(unsigned long rounds)
{
	int bad = 0, fits = 0, all = 0;

	for (unsigned long seed = 1; seed <= rounds; seed++) {
		struct changes hand = {0}, late = {0};
		struct str next = STR_INIT;
		unsigned long r = seed * 31;
		struct state s;
		bool ok;

		begin(&s, seed, false);
		look(&s);
		for (size_t i = 0; i < s.l.n; i += 2)
			if (s.conflict[i] == 0)
				accept(&s, i);
		edit(&hand, str_span(&s.now), &r, false);
		changes_apply(&hand, str_span(&s.now), &next);
		str_release(&s.now);
		s.now = next;
		str_addspan(&s.base.second, str_span(&s.now));
		edit(&late, str_span(&s.now), &r, false);
		suggest_add(&s.l, &late, str_span(&s.now), "dddddddddddddddddddddddddddddddddddddddd", "Elsa Mo (C)", 4, when);
		s.place = mem_resize(s.place, s.l.n + 1, sizeof *s.place);
		s.conflict = mem_resize(s.conflict, s.l.n + 1, sizeof *s.conflict);
		look(&s);
		ok = fits_are_true(&s, seed);
		for (size_t i = 0; i < s.l.n; i++) {
			all += s.l.v[i].state == SUGGEST_OPEN;
			fits += s.l.v[i].state == SUGGEST_OPEN && s.place[i].fit == SUGGEST_FITS;
		}
		for (size_t i = s.l.n; ok && i-- > 0;)
			if (s.l.v[i].state == SUGGEST_OPEN && s.conflict[i] == 0 && s.place[i].fit == SUGGEST_FITS) {
				accept(&s, i);
				ok = fits_are_true(&s, seed);
			}
		bad += !ok;
		changes_release(&hand);
		changes_release(&late);
		end(&s);
	}
	printf("# after changes by hand %d of %d fit\n", fits, all);
	CHECK(fits * 10 > all * 7);
	return bad;
}

TEST(what_is_changed_by_hand_moves_nothing_wrong)
{
	CHECK_INT(run_hands(1000), 0);
}

/* Broken bytes may grow together to other words when what is between them goes:
 * then a person decides. No crash, and hardly ever. */
TEST(three_edit_a_broken_text)
{
	CHECK(run(500, true) < 5);
}
