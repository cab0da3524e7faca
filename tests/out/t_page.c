/* The layout engine on made-up blocks: breaks, keeps, widths, tables, contents. */
#include "test.h"

#include "base/u8.h"
#include "out/page.h"

struct lines {
	struct out_blocks b;
	struct out_pages p;
};

static void para(struct out_blocks *b, const char *text)
{
	struct runs r = runs_plain(b, span_of(text));

	out_add(b, OUT_PARA, ROLE_NONE)->runs = r;
}

static struct out_block *heading(struct out_blocks *b, const char *text)
{
	struct runs r = runs_plain(b, span_of(text));
	struct out_block *o = out_add(b, OUT_HEAD, ROLE_ITEM);

	o->runs = r;
	o->level = 2;
	o->keep_next = true;
	o->in_toc = true;
	return o;
}

static char *line_text(const struct page_line *l)
{
	struct str s = STR_INIT;

	for (size_t i = 0; i < l->n; i++) {
		while (u8_width(str_c(&s), s.len) < l->piece[i].x)
			str_addc(&s, ' ');
		str_addspan(&s, l->piece[i].text);
	}
	return str_take(&s);
}

static int line_width(const struct page_line *l)
{
	char *s = line_text(l);
	int w = u8_width(s, strlen(s));

	free(s);
	return w;
}

static void lay(struct lines *l, int width, int height)
{
	const struct page_setup s = {.width = width, .height = height, .toc_pages = true};

	page_layout(&l->p, &l->b, &s);
}

static void release(struct lines *l)
{
	out_pages_release(&l->p);
	out_blocks_release(&l->b);
}

static bool is_heading(const struct lines *l, const struct page_line *line)
{
	return line->block < l->b.n && l->b.v[line->block].kind == OUT_HEAD;
}

TEST(words_are_filled_and_blanks_folded)
{
	struct lines l = {0};
	static const char *const want[] = {"ett två", "tre fyra", "fem"};

	out_blocks_init(&l.b);
	para(&l.b, "  ett   två\ttre fyra fem ");
	lay(&l, 9, 20);
	CHECK_INT(l.p.v[0].n, 3);
	for (size_t i = 0; i < 3 && i < l.p.v[0].n; i++) {
		char *t = line_text(&l.p.v[0].line[i]);

		CHECK_STR(t, want[i]);
		free(t);
	}
	release(&l);
}

/* "§ 5" and "1 276 kr" stay on one line. */
TEST(bound_words)
{
	static const char *const texts[] = {
	        "aaaaa bbb § 5 c", "aaaaa bbb kl. 10 c", "aaaaaaaa 1 276 kr", "aaaaa (SOU 2031:7)"};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (int width = 8; width < 20; width++) {
			struct lines l = {0};

			out_blocks_init(&l.b);
			para(&l.b, texts[i]);
			lay(&l, width, 20);
			for (size_t k = 0; k < l.p.v[0].n; k++) {
				char *t = line_text(&l.p.v[0].line[k]);
				struct span s = span_of(t);

				CHECK(!span_ends(s, "§") && !span_ends(s, "kl."));
				CHECK(width < 12 || !span_ends(s, "SOU"));
				CHECK(width < 9 || !span_ends(s, " 1"));
				CHECK(line_width(&l.p.v[0].line[k]) <= width);
				free(t);
			}
			release(&l);
		}
}

/* Every character of the input, blanks aside, is on the page, within the width. */
TEST(nothing_is_cut)
{
	static const char *const texts[] = {
	        "https://fjallbygd.example/en/mycket/lang/adress/som/inte/far/plats/pa/en/enda/rad/"
	        "hur/man/an/gor",
	        "Donaudampfschiffahrtsgesellschaftskapitänsmütze och mer",
	        "漢字漢字漢字漢字漢字漢字漢字漢字漢字",
	        "e\xcc\x81"
	        "e\xcc\x81"
	        "e\xcc\x81"
	        "e\xcc\x81",
	        "å",
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (int width = 2; width < 40; width++) {
			struct lines l = {0};
			struct str got = STR_INIT, want = STR_INIT;
			size_t n;
			char *nfc = u8_nfc(texts[i], strlen(texts[i]), &n);

			out_blocks_init(&l.b);
			para(&l.b, texts[i]);
			lay(&l, width, 400);
			for (size_t p = 0; p < l.p.n; p++)
				for (size_t k = 0; k < l.p.v[p].n; k++) {
					CHECK(line_width(&l.p.v[p].line[k]) <= width);
					for (size_t m = 0; m < l.p.v[p].line[k].n; m++)
						str_addspan(&got, l.p.v[p].line[k].piece[m].text);
				}
			for (size_t k = 0; k < n; k++)
				if (nfc[k] != ' ')
					str_addc(&want, nfc[k]);
			for (size_t k = got.len; k > 0; k--)
				if (got.buf[k - 1] == ' ')
					str_replace(&got, k - 1, 1, "", 0);
			CHECK_STR(str_c(&got), str_c(&want));
			free(nfc);
			str_release(&got);
			str_release(&want);
			release(&l);
		}
}

/* Random documents: no heading last on a page, no page too high, all blocks there. */
TEST(no_heading_at_the_foot)
{
	unsigned long seed = 3;

	for (int round = 0; round < 300; round++) {
		struct lines l = {0};
		size_t blocks = 1 + test_random(&seed) % 60, seen = 0, last = (size_t)-1;
		int height = 16 + (int)(test_random(&seed) % 30);

		out_blocks_init(&l.b);
		for (size_t i = 0; i < blocks; i++) {
			struct str text = STR_INIT;

			str_addrep(&text, "ord och mer ", 1 + test_random(&seed) % 20);
			if (test_random(&seed) % 3 == 0 && i + 1 < blocks)
				heading(&l.b, "§ 7 Rubrik")->level =
				        2 + (int)(test_random(&seed) % 2);
			else
				para(&l.b, str_c(&text));
			str_release(&text);
		}
		para(&l.b, "slut");
		lay(&l, 30, height);
		for (size_t p = 0; p < l.p.n; p++) {
			const struct page *page = &l.p.v[p];

			CHECK(page->n > 0);
			if (!page->n)
				continue;
			CHECK(page->line[page->n - 1].y < height);
			CHECK(page->line[0].y == 0);
			CHECK(!is_heading(&l, &page->line[page->n - 1]));
			for (size_t k = 0; k < page->n; k++)
				if (page->line[k].block != last) {
					last = page->line[k].block;
					seen++;
				}
		}
		CHECK_INT(seen, l.b.n);
		release(&l);
	}
}

TEST(two_lines_of_a_paragraph_stay)
{
	for (int before = 0; before < 20; before++) {
		struct lines l = {0};

		out_blocks_init(&l.b);
		for (int i = 0; i < before; i++)
			para(&l.b, "x"), l.b.v[l.b.n - 1].tight = true;
		para(&l.b, "aaaaaaaa bbbbbbbb cccccccc dddddddd eeeeeeee ffffffff");
		lay(&l, 10, 8);
		for (size_t p = 0; p < l.p.n; p++) {
			int lines = 0;

			for (size_t k = 0; k < l.p.v[p].n; k++)
				lines += l.p.v[p].line[k].block + 1 == l.b.n;
			CHECK(lines != 1);
		}
		release(&l);
	}
}

TEST(tables_by_rows_with_their_head)
{
	struct lines l = {0};
	struct out_block *t;
	struct out_cell *cell;
	size_t rows = 60;

	out_blocks_init(&l.b);
	cell = arena_alloc(&l.b.arena, rows * 2 * sizeof *cell);
	for (size_t r = 0; r < rows; r++) {
		char *name = str_format("%s %zu", r ? "Ledamot med ett långt namn" : "Huvud", r);

		cell[r * 2].runs = runs_plain(&l.b, span_of(name));
		cell[r * 2 + 1].runs = runs_plain(&l.b, SPAN_LIT("x"));
		free(name);
	}
	t = out_add(&l.b, OUT_TABLE, ROLE_VOTE);
	t->cell = cell;
	t->rows = rows;
	t->cols = 2;
	t->head_row = true;
	lay(&l, 20, 17);
	CHECK(l.p.n > 5);
	for (size_t p = 0; p < l.p.n; p++) {
		char *first = line_text(&l.p.v[p].line[0]), *third = line_text(&l.p.v[p].line[2]);
		char *last = line_text(&l.p.v[p].line[l.p.v[p].n - 1]);

		CHECK_STR(first, "Huvud 0            x");
		CHECK(span_starts(span_of(third), "Ledamot"));
		CHECK(!span_starts(span_of(last), "Ledamot")); /* the row's last line */
		free(first);
		free(third);
		free(last);
	}
	release(&l);
}

TEST(contents_give_the_pages)
{
	struct lines l = {0};
	char *t;

	out_blocks_init(&l.b);
	out_add(&l.b, OUT_TOC, ROLE_NONE);
	for (int i = 0; i < 3; i++) {
		out_add(&l.b, OUT_BREAK, ROLE_NONE);
		heading(&l.b, i == 1 ? "En rubrik som är så lång att den bryts" : "Kort");
		para(&l.b, "text");
	}
	lay(&l, 30, 20);
	CHECK_INT(l.p.n, 4);
	CHECK_INT(l.p.v[0].n, 4);
	t = line_text(&l.p.v[0].line[0]);
	CHECK_STR(t, "Kort ....................    2");
	free(t);
	t = line_text(&l.p.v[0].line[2]);
	CHECK_STR(t, "  att den bryts .........    3");
	free(t);
	release(&l);
}

static bool furniture(void *ctx, bool footer, int i, int sida, int sidor, struct str part[3])
{
	(void)ctx;
	if (i || (footer && sida == 1))
		return false;
	str_addf(&part[0], "%s", footer ? "fot" : "ett mycket långt namn på ett organ");
	str_addf(&part[2], "Sida %d (%d)", sida, sidor);
	return true;
}

/* Parts that have no room beside each other stand below each other. */
TEST(header_and_footer)
{
	struct lines l = {0};
	const struct page_setup s = {.width = 30, .height = 12, .furniture = {furniture, NULL}};
	const struct page *page;
	char *t;

	out_blocks_init(&l.b);
	for (int i = 0; i < 20; i++)
		para(&l.b, "x");
	page_layout(&l.p, &l.b, &s);
	page = &l.p.v[1];
	t = line_text(&page->line[0]);
	CHECK_STR(t, "ett mycket långt namn på ett");
	free(t);
	t = line_text(&page->line[2]);
	CHECK(span_starts(span_of(t), "Sida 2 ("));
	free(t);
	CHECK_INT(page->line[page->n - 1].y, 11);
	t = line_text(&page->line[page->n - 1]);
	CHECK(span_starts(span_of(t), "fot "));
	free(t);
	for (size_t p = 0; p < l.p.n; p++)
		for (size_t k = 0; k < l.p.v[p].n; k++)
			CHECK(l.p.v[p].line[k].y < 12 && line_width(&l.p.v[p].line[k]) <= 30);
	release(&l);
}

TEST(nothing_gives_one_empty_page)
{
	struct lines l = {0};

	out_blocks_init(&l.b);
	lay(&l, 30, 20);
	CHECK_INT(l.p.n, 1);
	CHECK_INT(l.p.v[0].n, 0);
	release(&l);
}
