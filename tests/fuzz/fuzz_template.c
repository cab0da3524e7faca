/* fuzz: any bytes as a template (and, after a zero byte, as its partial) are
 * filled, and what comes out is read as the markup of a front page. */
#include "fuzz.h"

#include "mall/template.h"
#include "out/markup.h"

static bool partial(void *ctx, struct span name, struct span *text, const char **file)
{
	*text = *(struct span *)ctx;
	*file = "del";
	return name.n != 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = fuzz_input(data, size);
	struct span text = fuzz_text(&in), part = fuzz_text(&in);
	struct template t = {.text = text, .file = "mall", .partial = partial, .ctx = &part};
	struct arena a = {0};
	struct value *m = value_map(&a), *list = value_list(&a);
	struct remarks r = REMARKS_INIT;
	struct str out = STR_INIT, escaped = STR_INIT;
	struct out_blocks b;

	if (size > 4096)
		return 0;
	value_set_text(&a, m, "a", SPAN_LIT("- värde | *ett*"));
	value_set(&a, m, "l", list);
	for (int i = 0; i < 3; i++)
		value_push(&a, list, m->item[0]);
	template_render(&t, m, &out, &r);
	FUZZ_CHECK(out.len < 64u << 20);
	out_blocks_init(&b);
	markup_blocks(&b, out.buf ? str_span(&out) : SPAN_LIT(""), ROLE_FRONT, "mall", &r);
	for (size_t i = 0; i < r.n; i++)
		FUZZ_CHECK(r.v[i].line >= 0 && r.v[i].text && r.v[i].file);
	out_blocks_release(&b);
	template_escape(&escaped, text);
	FUZZ_CHECK(escaped.len >= text.n);
	str_release(&escaped);
	str_release(&out);
	remarks_release(&r);
	arena_release(&a);
	return 0;
}
