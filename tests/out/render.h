/* render: a draft of tests/out/prov in a style, for the tests of out. */
#ifndef TESTS_OUT_RENDER_H
#define TESTS_OUT_RENDER_H

#include "test.h"

#include "base/fs.h"
#include "out/out.h"

__attribute__((unused)) static char *read_all(const char *path)
{
	struct str s = STR_INIT;
	struct err err = ERR_INIT;

	if (fs_read(path, &s, &err) < 0) {
		printf("%s\n", err.msg);
		CHECK_FAIL("can be read");
	}
	return str_take(&s);
}

/* The draft's own style when `name` is NULL. Any remark is a failure. */
__attribute__((unused)) static char *render_text(
        const char *draft, const char *name, enum out_format f, const struct out_options *o)
{
	struct protocol *p = protocol_parse(span_of(draft));
	char *own = span_dup(front_get(&p->front, FRONT_STIL));
	struct remarks r = REMARKS_INIT;
	struct err err = ERR_INIT;
	struct style *s = style_load(name ? name : own, NULL, &r, &err);
	struct str out = STR_INIT;

	CHECK_STR(err.msg, "");
	if (s)
		CHECK_INT(out_render(p, s, f, o, &out, &r, &err), 0);
	for (size_t i = 0; i < r.n; i++)
		printf("%s:%d: %s\n", r.v[i].file, r.v[i].line, r.v[i].text);
	CHECK_INT(r.n, 0);
	remarks_release(&r);
	style_free(s);
	free(own);
	protocol_free(p);
	return str_take(&out);
}

/* Compares with tests/out/prov/<name>; with FACIT set, writes it anew. */
__attribute__((unused)) static void check_golden(const char *name, const char *got)
{
	char *path = str_format("tests/out/prov/%s", name);
	struct err err = ERR_INIT;
	char *want;

	if (getenv("FACIT"))
		CHECK_INT(fs_write_atomic(path, got, strlen(got), 0644, &err), 0);
	want = read_all(path);
	if (strcmp(got, want) != 0) {
		struct span a = span_of(got), b = span_of(want), x, y;
		int line = 0;

		for (;;) {
			bool more_a = a.n && span_line(&a, &x), more_b = b.n && span_line(&b, &y);

			line++;
			if (more_a && more_b && span_eq(x, y))
				continue;
			printf("%s:%d:\n  is  |%.*s|\n  not |%.*s|\n", path, line,
			        more_a ? (int)x.n : 0, more_a ? x.p : "", more_b ? (int)y.n : 0,
			        more_b ? y.p : "");
			break;
		}
		CHECK_FAIL("as the file says");
	}
	free(want);
	free(path);
}

#endif
