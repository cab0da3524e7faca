/* out: see out.h. */
#include "out/out.h"

int out_render(const struct protocol *p, const struct style *s, enum out_format f,
        const struct out_options *o, struct str *out, struct remarks *remarks, struct err *err)
{
	struct out_blocks blocks;
	struct out_pages pages;
	int rc;

	out_blocks_init(&blocks);
	rc = out_compose(p, s, o, &blocks, remarks, err);
	if (rc == 0 && remarks)
		out_check_furniture(p, s, remarks);
	if (rc == 0 && f == OUT_TXT) {
		out_layout_text(p, s, o, &blocks, &pages);
		out_write_text(&pages, out);
		out_pages_release(&pages);
	} else if (rc == 0) {
		struct str header = STR_INIT, mark = STR_INIT;

		out_header(p, s, &header);
		if (o && o->draft)
			out_draft_mark(s, &mark);
		out_write_markdown(&blocks, str_span(&mark), str_span(&header), out);
		str_release(&mark);
		str_release(&header);
	}
	out_blocks_release(&blocks);
	return rc;
}
