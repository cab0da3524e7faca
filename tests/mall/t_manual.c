/* Every known key of a style stands in paragraf-mallar(5), and no other. */
#include "test.h"

#include "base/fs.h"
#include "mall/fields.h"

/* The keys of the lines ".It Cm a , b" in the section NYCKLAR. */
static void manual_keys(struct strlist *out)
{
	struct str page = STR_INIT;
	struct err err = ERR_INIT;
	struct span rest, line;
	bool keys = false;

	CHECK_INT(fs_read("man/paragraf-mallar.5", &page, &err), 0);
	rest = str_span(&page);
	while (rest.n && span_line(&rest, &line)) {
		struct span word;

		if (span_starts(line, ".Sh "))
			keys = span_is(line, ".Sh NYCKLAR");
		if (!keys || !span_starts(line, ".It Cm "))
			continue;
		line = span_from(line, strlen(".It Cm "));
		while (line.p && span_split(&line, " , ", &word))
			strlist_add(out, word.p, word.n);
	}
	str_release(&page);
}

TEST(the_manual_has_each_key)
{
	struct strlist in = {NULL, 0, 0};
	size_t n;
	const struct style_key *key = style_keys(&n);

	manual_keys(&in);
	for (size_t i = 0; i < n; i++)
		if (!strlist_has(&in, span_of(key[i].key))) {
			printf("saknas i manualen: %s\n", key[i].key);
			CHECK_FAIL("in the manual");
		}
	for (size_t k = 0; k < in.n; k++) {
		bool known = false;

		for (size_t i = 0; i < n; i++)
			known = known || strcmp(key[i].key, in.v[k]) == 0;
		if (!known) {
			printf("finns inte: %s\n", in.v[k]);
			CHECK_FAIL("a known key");
		}
	}
	CHECK_INT(in.n, n);
	strlist_release(&in);
}

static bool is_part(char c)
{
	return (c >= 'a' && c <= 'z') || c == '_';
}

/* Does the page have the word, as a whole word? */
static bool has_word(const char *page, struct span word)
{
	char *w = span_dup(word);
	bool hit = false;

	for (const char *at = strstr(page, w); at && !hit; at = strstr(at + 1, w))
		hit = (at == page || !is_part(at[-1])) && !is_part(at[word.n]);
	free(w);
	return hit;
}

TEST(the_manual_has_each_field)
{
	struct str page = STR_INIT;
	struct err err = ERR_INIT;
	struct arena a = {0};
	struct style *s = style_load("grund", NULL, NULL, &err);
	struct protocol *p = protocol_parse(
	        SPAN_LIT("---\ntyp: protokoll\nbeslutande:\n  - Anna Ek (S)\n---\n\n# § 1 A\n"));
	struct value *all[3];

	CHECK_INT(fs_read("man/paragraf-mallar.5", &page, &err), 0);
	all[0] = fields_meeting(&a, s, p, NULL);
	all[1] = fields_item(&a, all[0], &p->item[0]);
	all[2] = fields_person(&a, s, &p->person[0]);
	for (size_t i = 0; i < 3; i++)
		for (size_t k = 0; k < all[i]->n; k++)
			if (!has_word(str_c(&page), all[i]->key[k])) {
				printf("saknas i manualen: %.*s\n", SPAN_FMT(all[i]->key[k]));
				CHECK_FAIL("not in the manual");
			}
	arena_release(&a);
	protocol_free(p);
	style_free(s);
	str_release(&page);
}

TEST(the_manual_formats_without_warnings)
{
	if (system("command -v groff >/dev/null 2>&1") != 0) {
		printf("SKIP: groff saknas\n");
		return;
	}
	CHECK_INT(system("test -z \"$(groff -man -ww -Tutf8 -K utf8 -mandoc man/paragraf-mallar.5 "
	                 "2>&1 >/dev/null)\""),
	        0);
}
