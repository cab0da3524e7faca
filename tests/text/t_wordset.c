/* wordset: words in, words out, growth. */
#include "text/wordset.h"

#include "test.h"

TEST(put_and_get)
{
	struct wordset s = {0};

	CHECK(!wordset_get(&s, span_of("ord")));
	*wordset_put(&s, span_of("ord")) = 7;
	CHECK_INT(*wordset_get(&s, span_of("ord")), 7);
	CHECK_INT(*wordset_put(&s, span_of("ord")), 7);
	CHECK(!wordset_get(&s, span_of("or")));
	*wordset_put(&s, SPAN_NONE) = 1;
	CHECK_INT(*wordset_get(&s, span_of("")), 1);
	CHECK(!wordset_get(&s, SPAN_NONE));
	CHECK_INT(s.n, 2);
	wordset_release(&s);
	CHECK(!wordset_get(&s, span_of("ord")));
}

TEST(equal_words_have_one_number)
{
	struct wordset s = {0};
	uint32_t next = 1;

	CHECK_INT(wordset_number(&s, SPAN_LIT("att"), &next), 1);
	CHECK_INT(wordset_number(&s, SPAN_LIT("bevilja"), &next), 2);
	CHECK_INT(wordset_number(&s, SPAN_LIT("att"), &next), 1);
	CHECK_INT(wordset_number(&s, SPAN_NONE, &next), 3);
	CHECK_INT(next, 4);
	wordset_release(&s);
}

TEST(many)
{
	struct wordset s = {0};

	for (unsigned i = 0; i < 20000; i++) {
		char w[20];

		snprintf(w, sizeof w, "%u", i);
		*wordset_put(&s, span_of(w)) = i;
	}
	CHECK_INT(s.n, 20000);
	for (unsigned i = 0; i < 20000; i++) {
		char w[20];
		uint32_t *v;

		snprintf(w, sizeof w, "%u", i);
		v = wordset_get(&s, span_of(w));
		CHECK(v && *v == i);
	}
	wordset_release(&s);
}
