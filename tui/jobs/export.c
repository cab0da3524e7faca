/* export: chooses style and writer; the documents themselves are out's. */
#include "jobs/export.h"

#include "base/fs.h"
#include "out/json.h"

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

/* Justerat is the sealed text, byte for byte; a draft changed behind the
 * program's back is a draft. */
static bool is_sealed(const struct meeting *m)
{
	struct str sealed = STR_INIT;
	char *path;
	bool same;

	if (!state_final(m->state) || !m->folder)
		return false;
	path = fs_join(m->folder, "justerat/protokoll.md");
	same = fs_read(path, &sealed, NULL) == 0 && span_eq(str_span(&sealed), str_span(&m->text));
	str_release(&sealed);
	free(path);
	return same;
}

int export_meeting(const struct meeting *m, const struct export *e, struct str *out, struct remarks *remarks,
	struct err *err)
{
	struct out_options o = {.draft = !e->final && !is_sealed(m)};
	struct style *s;
	int rc;

	if (e->form == EXPORT_JSON) {
		json_write(m->p, out);
		return 0;
	}
	s = meeting_style(m, e->style, remarks, err);
	if (!s)
		return -1;
	rc = out_render(m->p, s, forms[e->form].format, &o, out, remarks, err);
	style_free(s);
	return rc;
}
