/* fuzz_critic: any bytes as CriticMarkup: nothing is lost, places lie in the text. */
#include "fuzz.h"

#include "justering/critic.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = span_make((const char *)data, size);
	struct critic c, again;
	size_t said = 0;

	if (!critic_read(&c, text, 1)) {
		FUZZ_CHECK(span_eq(str_span(&c.wanted), text));
		FUZZ_CHECK(span_eq(str_span(&c.sent), text));
		FUZZ_CHECK(c.note.n == 0 && c.ncomments == 0 && c.nchanges == 0);
	}
	FUZZ_CHECK(c.wanted.len <= size && c.sent.len <= size);
	for (size_t i = 0; i < c.ncomments; i++) {
		const struct critic_comment *k = &c.comment[i];

		FUZZ_CHECK(k->at.at + k->at.n <= c.wanted.len && k->sent <= c.sent.len);
		FUZZ_CHECK(k->text[0] != '\0' && !strchr(k->text, '\n'));
		said += strlen(k->text);
	}
	FUZZ_CHECK(said <= size);
	if (c.nchanges == 0)
		FUZZ_CHECK(span_eq(str_span(&c.sent), str_span(&c.wanted)));
	/* a text without marks has none; marks that lay inside others may come to light */
	if (c.note.n == 0 && c.ncomments == 0 && c.nchanges == 0 && critic_read(&again, str_span(&c.wanted), 1))
		FUZZ_CHECK(again.wanted.len < c.wanted.len);
	if (c.note.n == 0 && c.ncomments == 0 && c.nchanges == 0)
		critic_release(&again);
	critic_release(&c);
	return 0;
}
