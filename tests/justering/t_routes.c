/* The same edits of a draft, sent back in every way there is: the same changes. */
#include "base/decode.h"
#include "base/mem.h"
#include "base/u8.h"
#include "drafts.h"
#include "justering/packet.h"
#include "justering/reply.h"
#include "justering/sheet.h"

/* More of them with ROUTES_SEEDS=24; ROUTES_KEEP=FILE keeps the last answer that differed. */
enum { SEEDS = 4, EDITS = 7, LONGEST = 200000 };

struct edit {
	struct range at;      /* of the draft */
	const char *text;
	struct span old;
	int para;
};

static struct strlist abbreviations;
static long sets, answers, remarked, skipped;

static void known(void)
{
	static const char *const list[] = {"t.ex.", "bl.a.", "m.m.", "kl.", "dnr.", "nr.", "s.k."};

	for (size_t i = 0; i < sizeof list / sizeof *list && abbreviations.n < sizeof list / sizeof *list; i++)
		strlist_add(&abbreviations, list[i], strlen(list[i]));
}

static size_t pick(unsigned long *seed, size_t below)
{
	return below ? test_random(seed) % below : 0;
}

/* ------------------------------------------------------------ what is edited */

static bool lettered(struct span s)
{
	int32_t cp;

	for (size_t i = 0, n; i < s.n; i += n) {
		n = u8_decode(s.p + i, s.n - i, &cp);
		if (!u8_letter(cp))
			return false;
	}
	return s.n >= 3;
}

static bool is_end(struct span s)
{
	return span_is(s, ".") || span_is(s, "?") || span_is(s, "!");
}

/* A random edit at word w of the sheet; false: not there. */
static bool make_edit(const struct sheet *s, const struct sheet_part *part, size_t w, unsigned long *seed, struct edit *e)
{
	static const char *const words[] = {"nämnden", "omgående", "särskilda", "att", "och", "fjällrävar", "inte", "fjorton",
		"avslå", "skyndsamt", "§", "3,5"};
	static const char *const put_in[] = {" dessutom", " och även", ", särskilt byarna,", " (sic)", " inte", " den 3 mars",
		" att"};
	static const char *const sentences[] = {"\nFrågan återkommer i höst.", "\nBo Lind (M) påpekar t.ex. Storseles läge.",
		"\nVarför? Det sägs inte.", "\nDet gäller 14 byar."};
	struct span seen = sheet_seen(s, w), raw = span_sub(s->text, s->word[w].at.at, s->word[w].at.n);
	size_t kind = pick(seed, 8), end = s->word[w].at.at + s->word[w].at.n;
	bool running = part->kind == SHEET_PARA || part->kind == SHEET_ITEM;

	*e = (struct edit){s->word[w].at, "", raw, part->para};
	if (!span_eq(seen, raw) || memchr(raw.p, '*', raw.n))
		return false;
	if (part->kind == SHEET_PARA && is_end(seen) && (end == s->text.n || s->text.p[end] == '\n')) {
		e->at = (struct range){end, 0};
		e->text = sentences[pick(seed, sizeof sentences / sizeof *sentences)];
		return true;
	}
	if (!lettered(seen))
		return false;
	if (running && kind < 2 && w > part->word && w + 1 < part->word + part->nwords && !s->word[w].glued &&
		s->text.p[s->word[w].at.at - 1] == ' ') {
		/* a word taken away with the blank before it */
		e->at.at--;
		e->at.n++;
		return true;
	}
	if (running && kind < 4) {
		e->at = (struct range){end, 0};
		e->text = put_in[pick(seed, sizeof put_in / sizeof *put_in)];
		return true;
	}
	e->text = words[pick(seed, sizeof words / sizeof *words)];
	return !span_is(seen, e->text);
}

static size_t make_edits(const struct sheet *s, unsigned long *seed, struct edit *e)
{
	size_t n = 0, w = pick(seed, s->nwords / EDITS + 1);

	for (size_t i = 0; i < s->nparts && n < EDITS; i++) {
		const struct sheet_part *part = &s->part[i];

		for (; w < part->word + part->nwords && n < EDITS; w++) {
			/* a part of which little is left is another part */
			if (part->nwords < 6 || !make_edit(s, part, w, seed, &e[n]))
				continue;
			n++;
			w += 6 + pick(seed, 2 * s->nwords / EDITS);
		}
	}
	return n;
}

static void apply(struct str *out, struct span base, const struct edit *e, size_t n)
{
	size_t done = 0;

	for (size_t i = 0; i < n; i++) {
		str_addspan(out, span_sub(base, done, e[i].at.at - done));
		str_adds(out, e[i].text);
		done = e[i].at.at + e[i].at.n;
	}
	str_addspan(out, span_from(base, done));
}

static void apply_critic(struct str *out, struct span base, const struct edit *e, size_t n)
{
	size_t done = 0;

	for (size_t i = 0; i < n; i++) {
		struct span old = span_sub(base, e[i].at.at, e[i].at.n);

		str_addspan(out, span_sub(base, done, e[i].at.at - done));
		if (old.n == 0)
			str_addf(out, "{++%s++}", e[i].text);
		else if (!e[i].text[0])
			str_addf(out, "{--%.*s--}", SPAN_FMT(old));
		else
			str_addf(out, "{~~%.*s~>%s~~}", SPAN_FMT(old), e[i].text);
		done = e[i].at.at + e[i].at.n;
	}
	str_addspan(out, span_from(base, done));
}

/* ------------------------------------------------------------ the ways back */

static const struct packet_head head = {.meeting = "Fjällberedningen 2031-04-09", .to = "Bo Lind (M)", .from = "Finn Dahl",
	.nr = 3, .version = 12, .id = "a1b2c3d4e5f60718293a4b5c6d7e8f9001122334"};

static void replace_all(struct str *out, struct span s, const char *from, const char *to)
{
	for (size_t i = 0; i < s.n;) {
		if (span_starts(span_from(s, i), from)) {
			str_adds(out, to);
			i += strlen(from);
		} else {
			str_addc(out, s.p[i++]);
		}
	}
}

/* Between the lines that begin and end the text. */
static struct span inside(struct span packet)
{
	size_t from = span_find(packet, PACKET_BEGIN "\n", 0) + sizeof PACKET_BEGIN, to = span_find(packet, PACKET_END, from);

	return span_sub(packet, from, to - from);
}

/* Without "[12.3]" and the lines of the packet's own. */
static void unmark(struct str *out, struct span s)
{
	struct span line;

	while (span_line(&s, &line)) {
		size_t end = span_starts(line, "[") ? span_find(line, "]", 0) : (size_t)-1;

		if (span_is(line, PACKET_MARK))
			continue;
		str_addspan(out, span_trim(end < 12 ? span_from(line, end + 1) : line));
		str_addc(out, '\n');
	}
}

/* Paragraphs filled anew, as fmt does: lines that follow on each other are one. */
static void rewrap(struct str *out, struct span s, size_t columns)
{
	struct span line;
	size_t col = 0;

	while (span_line(&s, &line)) {
		struct span words = span_trim(line), one;

		if (words.n == 0) {
			str_adds(out, col ? "\n\n" : "\n");
			col = 0;
		}
		while (words.n && span_split(&words, " ", &one)) {
			if (one.n == 0)
				continue;
			if (col && col + 1 + u8_count(one.p, one.n) > columns) {
				str_addc(out, '\n');
				col = 0;
			} else if (col) {
				str_addc(out, ' ');
				col++;
			}
			str_addspan(out, one);
			col += u8_count(one.p, one.n);
		}
	}
	str_addc(out, '\n');
}

static void decompose(struct str *out, struct span s)
{
	static const char *const pairs[][2] = {{"å", "a\xCC\x8A"}, {"ä", "a\xCC\x88"}, {"ö", "o\xCC\x88"}, {"Å", "A\xCC\x8A"},
		{"Ä", "A\xCC\x88"}, {"Ö", "O\xCC\x88"}, {"é", "e\xCC\x81"}};

	for (size_t i = 0, n; i < s.n; i += n) {
		int32_t cp;
		size_t k = 0;

		n = u8_decode(s.p + i, s.n - i, &cp);
		while (k < 7 && !span_starts(span_from(s, i), pairs[k][0]))
			k++;
		if (k < 7)
			str_adds(out, pairs[k][1]);
		else
			str_add(out, s.p + i, n);
	}
}

/* false: a character that code page 1252 has not. */
static bool windows(struct str *out, struct span s)
{
	for (size_t i = 0, n; i < s.n; i += n) {
		int32_t cp;
		int byte = 0;

		n = u8_decode(s.p + i, s.n - i, &cp);
		while (byte < 256 && decode_windows_byte((unsigned char)byte) != cp)
			byte++;
		if (byte == 256)
			return false;
		if (cp == '\n')
			str_addc(out, '\r');
		str_addc(out, (char)byte);
	}
	return true;
}

static void quote(struct str *out, struct span s, const char *mark, bool broken)
{
	struct span line;

	str_adds(out, "Hej Finn!\n\nSe mina ändringar nedan.\n\nDen 10 april 2031 skrev Finn Dahl:\n");
	while (span_line(&s, &line)) {
		str_adds(out, mark);
		if (broken && u8_count(line.p, line.n) > 68) {
			size_t cut = line.n;

			while (cut > 40 && line.p[cut - 1] != ' ')
				cut--;
			if (cut > 40) {
				str_add(out, line.p, cut - 1);
				str_addc(out, '\n');
				line = span_from(line, cut);
			}
		}
		str_addspan(out, line);
		str_addc(out, '\n');
	}
	str_adds(out, "\n-- \nBo Lind\n070-000 00 00\n");
}

static void poor(struct str *out, struct span s)
{
	struct str a = STR_INIT, b = STR_INIT;

	replace_all(&a, s, "”", "\"");
	replace_all(&b, str_span(&a), "…", "...");
	str_clear(&a);
	replace_all(&a, str_span(&b), "’", "'");
	str_addspan(out, str_span(&a));
	str_release(&a);
	str_release(&b);
}

/* ------------------------------------------------------------ comparing */

static void show(const struct reply *r, struct span base)
{
	for (size_t i = 0; i < r->changes.n; i++)
		printf("    %zu+%zu [%.*s] -> [%s] %s\n", r->changes.v[i].at.at, r->changes.v[i].at.n,
			SPAN_FMT(span_sub(base, r->changes.v[i].at.at, r->changes.v[i].at.n)), r->changes.v[i].text,
			r->changes.v[i].comment ? r->changes.v[i].comment : "");
	for (size_t i = 0; i < r->note.n && i < 6; i++)
		printf("    note: %s\n", r->note.v[i]);
}

static bool same(const struct reply *a, const struct reply *b)
{
	if (a->changes.n != b->changes.n)
		return false;
	for (size_t i = 0; i < a->changes.n; i++)
		if (a->changes.v[i].at.at != b->changes.v[i].at.at || a->changes.v[i].at.n != b->changes.v[i].at.n ||
			strcmp(a->changes.v[i].text, b->changes.v[i].text) != 0)
			return false;
	return true;
}

static bool same_words(struct span a, struct span b)
{
	struct protocol *p = protocol_parse_in(a), *q = protocol_parse_in(b);
	struct sheet s, t;
	bool yes;

	sheet_read(&s, p);
	sheet_read(&t, q);
	yes = s.nwords == t.nwords;
	for (size_t i = 0; yes && i < s.nwords; i++)
		yes = span_eq(sheet_seen(&s, i), sheet_seen(&t, i));
	sheet_release(&s);
	sheet_release(&t);
	protocol_free(p);
	protocol_free(q);
	return yes;
}

struct round {
	struct span base, wanted;
	struct reply first;
	bool has_first;
	int bad;
	unsigned long seed;
};

static void route(struct round *r, const char *name, struct span bytes)
{
	struct reply got;
	struct err err = ERR_INIT;
	struct str done = STR_INIT;

	if (reply_read(&got, r->base, bytes, &abbreviations, &err)) {
		CHECK_FAIL(err.msg);
		return;
	}
	answers++;
	if (!r->has_first) {
		r->first = got;
		r->has_first = true;
		changes_apply(&got.changes, r->base, &done);
		if (!same_words(str_span(&done), r->wanted)) {
			printf("seed %lu: the changes do not give what is wanted\n", r->seed);
			r->bad++;
			show(&got, r->base);
		}
		str_release(&done);
		return;
	}
	if (!same(&r->first, &got)) {
		r->bad++;
		if (test_bad < 12) {
			printf("seed %lu: %s differs (%zu changes, not %zu); first:\n", r->seed, name, got.changes.n, r->first.changes.n);
			show(&r->first, r->base);
			printf("  %s:\n", name);
			show(&got, r->base);
			if (getenv("ROUTES_KEEP")) {
				FILE *f = fopen(getenv("ROUTES_KEEP"), "w");

				fwrite(bytes.p, 1, bytes.n, f);
				fclose(f);
			}
		}
		test_bad++;
	}
	reply_release(&got);
}

/* Only replacements of words that stand once in their §: said in words. */
static void remarks_route(struct span base, const struct sheet *s, unsigned long seed)
{
	struct edit e[EDITS];
	struct str list = STR_INIT, wanted = STR_INIT;
	struct round r = {.base = base, .seed = seed};
	size_t n = 0, w = pick(&seed, 40);

	for (size_t i = 0; i < s->nparts && n < EDITS; i++) {
		const struct sheet_part *part = &s->part[i];

		for (; w < part->word + part->nwords && n < EDITS; w++) {
			struct span seen = sheet_seen(s, w), raw = span_sub(base, s->word[w].at.at, s->word[w].at.n);
			size_t count = 0;

			for (size_t k = 0; k < s->nparts; k++)
				for (size_t v = s->part[k].word; v < s->part[k].word + s->part[k].nwords; v++)
					count += s->part[k].para == part->para && span_eq(sheet_seen(s, v), seen);
			if (part->para == 0 || part->nwords < 6 || count != 1 || !lettered(seen) || !span_eq(raw, seen))
				continue;
			e[n++] = (struct edit){s->word[w].at, "fjällripor", raw, part->para};
			str_addf(&list, n % 2 ? "§ %d: byt ”%.*s” mot ”fjällripor”\n" : "%d § ändra %.*s till fjällripor\n", part->para,
				SPAN_FMT(raw));
			w += 9 + pick(&seed, 2 * s->nwords / EDITS);
		}
	}
	if (n > 0) {
		apply(&wanted, base, e, n);
		r.wanted = str_span(&wanted);
		route(&r, "md", str_span(&wanted));
		route(&r, "remarks", str_span(&list));
		reply_release(&r.first);
		CHECK_INT(r.bad, 0);
		remarked++;
	}
	str_release(&list);
	str_release(&wanted);
}

static void one_set(struct span base, const struct sheet *s, unsigned long seed)
{
	struct edit e[EDITS];
	struct round r = {.base = base, .seed = seed};
	struct str md = STR_INIT, txt = STR_INIT, packet = STR_INIT, t = STR_INIT, u = STR_INIT;
	unsigned long rnd = seed;
	size_t n = make_edits(s, &rnd, e);

	apply(&md, base, e, n);
	r.wanted = str_span(&md);
	route(&r, "the file alone, as from a bundle", str_span(&md));
	packet_write(&packet, PACKET_MD, str_span(&md), &head);
	route(&r, "md packet", str_span(&packet));
	packet_write(&txt, PACKET_TXT, str_span(&md), &head);
	route(&r, "txt packet", str_span(&txt));

	unmark(&t, inside(str_span(&txt)));
	route(&r, "retyped without marks", str_span(&t));
	str_clear(&u);
	rewrap(&u, inside(str_span(&txt)), 60);
	route(&r, "wrapped at 60, with marks", str_span(&u));
	str_clear(&u);
	rewrap(&u, str_span(&txt), 60);
	route(&r, "the whole packet wrapped at 60", str_span(&u));
	str_clear(&u);
	rewrap(&u, str_span(&t), 60);
	route(&r, "wrapped at 60, without marks", str_span(&u));

	str_clear(&u);
	if (windows(&u, str_span(&txt)))
		route(&r, "Windows, CRLF", str_span(&u));
	else
		skipped++;
	str_clear(&u);
	str_adds(&u, "\xEF\xBB\xBF");
	str_addspan(&u, str_span(&txt));
	route(&r, "with a byte order mark", str_span(&u));
	str_clear(&u);
	decompose(&u, str_span(&txt));
	route(&r, "decomposed", str_span(&u));
	str_clear(&u);
	quote(&u, str_span(&txt), "> ", false);
	route(&r, "quoted", str_span(&u));
	str_clear(&u);
	quote(&u, str_span(&txt), "> > ", true);
	route(&r, "quoted twice, lines broken", str_span(&u));
	str_clear(&u);
	poor(&u, str_span(&txt));
	route(&r, "without curly marks", str_span(&u));

	str_clear(&t);
	apply_critic(&t, base, e, n);
	route(&r, "CriticMarkup in the file", str_span(&t));
	str_clear(&u);
	str_addspan(&u, span_sub(str_span(&packet), 0, (size_t)(inside(str_span(&packet)).p - packet.buf)));
	str_addspan(&u, str_span(&t));
	str_adds(&u, "\n" PACKET_END "\n");
	route(&r, "CriticMarkup packet", str_span(&u));
	sets++;
	if (r.bad)
		printf("  %zu edits\n", n);
	CHECK_INT(r.bad, 0);
	reply_release(&r.first);
	str_release(&md);
	str_release(&txt);
	str_release(&packet);
	str_release(&t);
	str_release(&u);
}

static void each(struct span bytes, bool whole)
{
	struct protocol *p;
	struct sheet s;
	struct str public = STR_INIT;
	const char *more = getenv("ROUTES_SEEDS");
	unsigned long seeds = more ? strtoul(more, NULL, 10) : SEEDS;

	if (!whole || bytes.n > LONGEST)
		return;
	/* what is sent has no private notes */
	p = protocol_parse(bytes);
	sheet_public(&public, p);
	protocol_free(p);
	p = protocol_parse(str_span(&public));
	if (protocol_canonical(p)) {
		sheet_read(&s, p);
		if (s.nwords > 150)
			for (unsigned long seed = 1; seed <= (bytes.n < 30000 ? seeds : seeds / 4); seed++) {
				one_set(p->src, &s, seed * 7919 + bytes.n);
				remarks_route(p->src, &s, seed * 104729 + bytes.n);
			}
		sheet_release(&s);
	}
	protocol_free(p);
	str_release(&public);
}

TEST(every_way_gives_the_same)
{
	known();
	each_draft_there_is(each);
	printf("%ld sets of edits, %ld answers, %ld lists of remarks, %ld not in code page 1252\n", sets, answers, remarked,
		skipped);
	CHECK(sets >= 30);
	strlist_release(&abbreviations);
}
