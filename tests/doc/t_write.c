/* write: canonical files come back byte for byte, odd ones become canonical
 * without losing a word. */
#include "doc/protocol.h"

#include "draft_help.h"

#define HEAD "---\nformat: paragraf 1\ntyp: protokoll\n---\n"

static void check_write(const char *from, const char *to)
{
	struct str out = STR_INIT;

	rewrite(span_of(from), &out);
	CHECK_STR(str_c(&out), to);
	str_release(&out);
}

TEST(example_comes_back)
{
	struct str s = STR_INIT, out = STR_INIT;
	struct protocol *p;

	CHECK(load("tests/doc/exempel.md", &s));
	rewrite(str_span(&s), &out);
	CHECK_STR(str_c(&out), str_c(&s));
	p = protocol_parse(str_span(&s));
	CHECK(protocol_canonical(p));
	CHECK_INT(p->nfindings, 0);
	protocol_free(p);
	str_release(&s);
	str_release(&out);
}

TEST(blanks_and_empty_lines)
{
	check_write("", "");
	check_write(HEAD "# § 1 A  \r\n\r\n\r\nText. \t\r\n\r\n", HEAD "\n# § 1 A\n\nText.\n");
	check_write(HEAD "\n# § 1 A\nText.\n- a\n- b\n## Beslut\nJa.", HEAD
		"\n# § 1 A\n\nText.\n\n- a\n- b\n\n## Beslut\n\nJa.\n");
	check_write("\xEF\xBB\xBF" HEAD, HEAD);
}

TEST(bytes_become_utf8_and_composed)
{
	check_write(HEAD "\n# § 1 A\xCC\x8A\n\nbl\xE5 \x96 \x81.\n", HEAD "\n# § 1 Å\n\nblå – \xEF\xBF\xBD.\n");
	check_write(HEAD "\n# § 1 A\rb\n", HEAD "\n# § 1 A\n\nb\n");
}

TEST(front_matter_in_order_and_nothing_lost)
{
	check_write("---\ntyp: protokoll\nhund: 1\nformat: paragraf 1\nplats:\njusterare: Bo (S)\nbara text\n"
		"version: \"1.0\"\nreferens: 1.10\n---\n",
		"---\nformat: paragraf 1\ntyp: protokoll\nversion: 1.0\nreferens: \"1.10\"\njusterare:\n  - Bo (S)\n"
		"bara text\nhund: 1\n---\n");
	check_write("---\nformat: paragraf 1\nTyp: organ\nledamöter:\n- Bo (S)\n", "---\nformat: paragraf 1\n"
		"typ: organ\nledamöter:\n  - Bo (S)\n---\n");
	check_write("---\nbeslutande:\n  - Bo Ek (S), §§4-7,9, ordförande\n  - Bo Ek (S), ordförande, § 4-7\n---\n",
		"---\nbeslutande:\n  - Bo Ek (S), §§4-7,9, ordförande\n  - Bo Ek (S), ordförande, §§ 4–7\n---\n");
}

TEST(labels_become_canonical_names)
{
	check_write(HEAD "\n# § 1 A\n\n## Protokollsnotering\n\nB.\n\n## beslut = förslag till beslut\n\n"
		"## Reservationer | Reservation\n", HEAD "\n# § 1 A\n\n## Protokollsanteckning\n\nB.\n\n"
		"## Beslut = Förslag till beslut\n\n## Reservation | Reservation\n");
}

TEST(literal_marks_are_escaped)
{
	check_write(HEAD "\n# § 1 A\n\nText\n2. Mera\n=\n#\n  #x\n", HEAD
		"\n# § 1 A\n\nText\n2\\. Mera\n\\=\n\\#\n#x\n");
	check_write(HEAD "\n# § 1 A\n\n* a\n+ b\n1) c\n", HEAD "\n# § 1 A\n\n- a\n- b\n1. c\n");
}

TEST(lists_are_indented_to_the_text)
{
	check_write(HEAD "\n# § 1 A\n\n10. a\n    - b\n      c\n\n11. d\nlazy\n", HEAD
		"\n# § 1 A\n\n10. a\n    - b\n      c\n11. d\n    lazy\n");
	check_write(HEAD "\n# § 1 A\n\n- a\n\n1. b\n", HEAD "\n# § 1 A\n\n- a\n\n1. b\n");
}

TEST(tables_get_their_form)
{
	check_write(HEAD "\n# § 1 A\n\n|a|b\\||c\n|:-|-:|\n|d|\n", HEAD
		"\n# § 1 A\n\n| a | b\\| | c |\n|:---|---:|---|\n| d | | |\n");
}

TEST(meta_lines_in_order)
{
	check_write(HEAD "\n# § 1 A\nSlag: val\nEget: x\nDnr:  B 1\nText. Mera\n", HEAD
		"\n# § 1 A\nDnr: B 1\nSlag: val\nEget: x\n\nText. Mera\n");
}

TEST(yrkande_text_moves_down)
{
	check_write(HEAD "\n# § 1 A\n\n## Yrkande\n\n- Y1 tillägg, Bo Ek (S): att så sker.\n", HEAD
		"\n# § 1 A\n\n## Yrkanden\n\n- Y1 tillägg, Bo Ek (S):\n  att så sker.\n");
}

/* ---------------------------------------------------------------- any text */

static int by_text(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return span_cmp(*x, *y);
}

/* Runs of letters, marks and digits: marks between words may change. */
static size_t words_of(struct span s, struct span *out, size_t max)
{
	size_t n = 0, len;
	int32_t cp;

	for (size_t i = 0; i < s.n && n < max; i += len) {
		size_t start = i;

		len = u8_decode(s.p + i, s.n - i, &cp);
		while (i < s.n && (u8_letter(cp) || u8_digit(cp) || u8_mark(cp))) {
			i += len;
			len = i < s.n ? u8_decode(s.p + i, s.n - i, &cp) : 1;
		}
		if (i > start)
			out[n++] = span_sub(s, start, i - start);
	}
	qsort(out, n, sizeof *out, by_text);
	return n;
}

/* Words of the body, without headings of sections that get their right name,
 * numbers with noughts in front, and the marks of yrkanden. */
static void body_words(const struct protocol *p, struct str *out)
{
	size_t at = p->body;

	for (size_t i = 0; i < p->nitems; i++) {
		for (size_t k = 0; k < p->item[i].nsections; k++) {
			const struct section *s = &p->item[i].section[k];
			bool right = s->kind == SECTION_FREE || span_is(s->name, section_name(s->kind));

			if (right && s->mirror.p == NULL)
				continue;
			str_add(out, p->src.p + at, s->head.at - at);
			str_addc(out, '\n');
			at = s->head.at + s->head.n;
		}
	}
	str_add(out, p->src.p + at, p->src.n - at);
}

static bool no_word_lost(const struct protocol *before, const struct protocol *after)
{
	enum { MAX = 4000 };
	struct str a = STR_INIT, b = STR_INIT;
	struct span *in = mem_array(MAX, sizeof *in), *got = mem_array(MAX, sizeof *got);
	size_t nin, ngot, k = 0;
	bool ok = true;

	body_words(before, &a);
	str_addspan(&b, span_from(after->src, after->body));
	nin = words_of(str_span(&a), in, MAX);
	ngot = words_of(str_span(&b), got, MAX);
	for (size_t i = 0; i < nin && ok; i++) {
		if (in[i].p[0] == '0')
			continue;
		while (k < ngot && span_cmp(got[k], in[i]) < 0)
			k++;
		ok = k < ngot && span_eq(got[k], in[i]);
		if (!ok)
			printf("lost: %.*s\n", SPAN_FMT(in[i]));
		k++;
	}
	free(in);
	free(got);
	str_release(&a);
	str_release(&b);
	return ok;
}

static bool is_plain(struct span s)
{
	return u8_valid(s.p, s.n, NULL) && u8_is_nfc(s.p, s.n) && !memchr(s.p, '\r', s.n);
}

static bool holds(struct span bytes, bool words)
{
	struct protocol *p = protocol_parse(bytes), *q;
	struct str once = STR_INIT, twice = STR_INIT;
	bool cover = covered(p), same, kept = true, canonical;

	protocol_write(p, &once);
	q = protocol_parse(str_span(&once));
	protocol_write(q, &twice);
	same = span_eq(str_span(&once), str_span(&twice));
	canonical = covered(q) && protocol_canonical(q);
	if (words)
		kept = no_word_lost(p, q);
	protocol_free(p);
	protocol_free(q);
	if (!cover || !same || !kept || !canonical)
		printf("cover %d same %d words %d canonical %d\n", cover, same, kept, canonical);
	if (getenv("SHOW") && !(cover && same && kept && canonical))
		printf("<<<%.*s>>>\n<<<%s>>>\n<<<%s>>>\n", SPAN_FMT(bytes), str_c(&once), str_c(&twice));
	str_release(&once);
	str_release(&twice);
	return cover && same && kept && canonical;
}

static void check_mutations(const char *path, int rounds, int changes)
{
	struct str base = STR_INIT, s = STR_INIT;
	unsigned long seed = getenv("SEED") ? strtoul(getenv("SEED"), NULL, 10) : 4711;

	CHECK(load(path, &base));
	for (int i = 0; i < rounds; i++) {
		unsigned long start = seed;

		str_clear(&s);
		str_addspan(&s, str_span(&base));
		for (int k = (int)(test_random(&seed) % (unsigned long)changes) + 1; k > 0; k--)
			mutate(&s, &seed);
		if (holds(str_span(&s), is_plain(str_span(&s))))
			continue;
		printf("%s: seed %lu round %d\n", path, start, i);
		CHECK(false);
		break;
	}
	str_release(&base);
	str_release(&s);
}

TEST(any_change_of_an_example_is_kept)
{
	check_mutations("tests/doc/exempel.md", 500, 12);
	check_mutations("tests/doc/exempel-odd.md", 1000, 20);
}

TEST(any_bytes)
{
	unsigned long seed = 99;
	char buf[300];

	for (int i = 0; i < 1000; i++) {
		size_t n = test_random(&seed) % sizeof buf;

		for (size_t k = 0; k < n; k++) {
			unsigned long r = test_random(&seed);

			buf[k] = r % 3 ? "\n -#>|=§:Y1[^]<!*\\\r\"',"[r / 3 % 23] : (char)(r >> 8);
		}
		CHECK(holds(span_make(buf, n), false));
	}
	CHECK(holds(SPAN_NONE, true));
}

/* For t_real.sh: the draft named by PARAGRAF_TEST_WRITE comes back byte for byte. */
TEST(on_request)
{
	const char *path = getenv("PARAGRAF_TEST_WRITE");
	struct str s = STR_INIT, out = STR_INIT;

	if (!path)
		return;
	CHECK(load(path, &s));
	rewrite(str_span(&s), &out);
	CHECK(span_eq(str_span(&out), str_span(&s)));
	str_release(&s);
	str_release(&out);
}
