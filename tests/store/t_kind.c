/* t_kind: the words of a version's message. */
#include "store/store.h"

#include "test.h"

static void line(enum store_kind k, size_t npara, int number, const char *want)
{
	static const int para[] = {4, 7, 12};
	struct str s = STR_INIT;

	store_kind_message(&s, k, para, npara, number);
	CHECK_SPAN(str_span(&s), want);
	str_release(&s);
}

TEST(messages)
{
	line(KIND_SAVED, 0, 0, "Sparad");
	line(KIND_SAVED, 1, 0, "§ 4: ändrad");
	line(KIND_LEFT, 3, 0, "§§ 4, 7, 12: ändrade");
	line(KIND_KLUBBAT, 1, 0, "§ 4: klubbad");
	line(KIND_RESTORED, 2, 3, "Återställd version 3");
	line(KIND_APPROVED, 0, 2, "Godkännande 2");
	line(KIND_FIRST, 1, 0, "Första versionen");
	line(KIND_OTHER, 0, 0, "Sparad");
}

TEST(names_read_back)
{
	for (int k = 0; k < KINDS; k++) {
		CHECK(store_kind_name((enum store_kind)k) != NULL);
		CHECK_INT(store_kind_find(span_of(store_kind_name((enum store_kind)k))), k);
	}
	CHECK(!store_kind_name(KIND_OTHER));
	CHECK_INT(store_kind_find(SPAN_LIT("annat")), KIND_OTHER);
	CHECK_INT(store_kind_find(SPAN_NONE), KIND_OTHER);
}
