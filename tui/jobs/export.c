/* export: chooses style and writer; the documents themselves are out's. */
#include "jobs/export.h"

static const struct {
	const char *name;
	enum out_format format;
} forms[EXPORT_FORMS] = {
	[EXPORT_TXT] = {"txt", OUT_TXT},
	[EXPORT_MD] = {"md", OUT_MD},
	[EXPORT_JSON] = {"json", OUT_FORMATS},
};

int export_form_find(struct span name, enum export_form *out)
{
	for (int i = 0; i < EXPORT_FORMS; i++)
		if (span_is(name, forms[i].name)) {
			*out = (enum export_form)i;
			return 0;
		}
	return -1;
}

int export_meeting(const struct meeting *m, const struct export *e, struct str *out, struct remarks *remarks,
	struct err *err)
{
	struct out_options o = {.draft = m->state != STATE_JUSTERAT && !e->final};
	struct style *s = meeting_style(m, e->style, remarks, err);
	int rc;

	if (!s)
		return -1;
	rc = out_render(m->p, s, forms[e->form].format, &o, out, remarks, err);
	style_free(s);
	return rc;
}
