/* export: chooses style and writer; the documents themselves are out's. */
#include "jobs/export.h"

#include <stdlib.h>

#include "base/fs.h"
#include "base/mem.h"
#include "jobs/after.h"
#include "jobs/parts.h"
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

/* What is printed, put together from the meeting's files. */
struct sheet {
	struct parts parts;
	struct str text;             /* of the part, when the meeting has parts */
	struct protocol *own;        /* ... as it says; NULL: the meeting's own */
	const struct protocol *p;
	bool sealed;                 /* it is the text that was signed, byte for byte */
	struct out_elsewhere *elsewhere;
	size_t nelsewhere;
	struct after after;
	struct out_correction *correction;
	size_t ncorrections;
	struct str words;            /* of the corrections */
};

static void sheet_release(struct sheet *h)
{
	parts_release(&h->parts);
	str_release(&h->text);
	protocol_free(h->own);
	free(h->elsewhere);
	after_release(&h->after);
	free(h->correction);
	str_release(&h->words);
}

/* The text signed for a part; false when it is not locked. */
static bool read_sealed(const struct meeting *m, int part, struct str *out)
{
	char *name = part_path(part, true, "protokoll.md"), *path = m->folder ? fs_join(m->folder, name) : NULL;
	bool ok = path && part_signed(m->folder, part) && fs_read(path, out, NULL) == 0;

	free(name);
	free(path);
	return ok;
}

/* The §§ that are in another document than this one. */
static void list_elsewhere(struct sheet *h, int part)
{
	size_t most = 0;

	for (size_t i = 0; i < h->parts.n; i++)
		most += h->parts.v[i].n;
	h->elsewhere = mem_array(most + 1, sizeof *h->elsewhere);
	for (size_t i = 0; part == 0 && i < h->parts.n; i++)
		for (size_t k = 0; k < h->parts.v[i].n; k++) {
			struct out_elsewhere e = {h->parts.v[i].para[k], h->parts.v[i].nr};
			size_t at = h->nelsewhere++;

			for (; at && h->elsewhere[at - 1].para > e.para; at--)
				h->elsewhere[at] = h->elsewhere[at - 1];
			h->elsewhere[at] = e;
		}
}

/* A part that is signed is the text that was signed; the rest is today's, which is
 * justerat when it is the same: a draft changed behind the program's back is a draft. */
static int take_text(struct sheet *h, const struct meeting *m, int part, struct err *err)
{
	struct str sealed = STR_INIT;
	bool locked = read_sealed(m, part, &sealed);
	int rc = 0;

	if (part && !parts_find(&h->parts, part))
		rc = err_set(err, ERR_NOT_FOUND, "%s har ingen del %d", m->shown ? m->shown : "utkastet", part);
	else if (part && locked)
		str_addspan(&h->text, str_span(&sealed));
	else if (h->parts.n)
		part_text(&h->parts, part, m->p, &h->text);
	h->sealed = locked && span_eq(str_span(&sealed), h->parts.n ? str_span(&h->text) : str_span(&m->text));
	if (rc == 0 && h->parts.n)
		h->own = part_protocol(str_span(&h->text));
	h->p = h->own ? h->own : m->p;
	str_release(&sealed);
	return rc;
}

static int take_corrections(struct sheet *h, const struct meeting *m, int part, struct err *err)
{
	size_t *at;

	if (!h->sealed || !m->folder)
		return 0;
	if (after_read(m->folder, part, &h->after, err))
		return -1;
	at = mem_array(h->after.n + 1, sizeof *at);
	h->correction = mem_array(h->after.n + 1, sizeof *h->correction);
	for (size_t i = 0; i < h->after.n; i++) {
		const struct after_entry *e = &h->after.v[i];

		if (e->kind != AFTER_RATTELSE)
			continue;
		at[h->ncorrections] = h->words.len;
		after_add_correction(&h->words, e);
		h->correction[h->ncorrections++] = (struct out_correction){.para = e->para, .day = e->day};
	}
	at[h->ncorrections] = h->words.len;
	for (size_t i = 0; i < h->ncorrections; i++)
		h->correction[i].text = span_sub(str_span(&h->words), at[i], at[i + 1] - at[i]);
	free(at);
	return 0;
}

static int sheet_read(struct sheet *h, const struct meeting *m, const struct export *e, struct err *err)
{
	struct str list = STR_INIT;
	int rc = 0;

	if (e->opt_parts) {
		parts_write(e->opt_parts, &list);
		rc = parts_parse(&h->parts, str_span(&list), err);
	} else if (m->folder) {
		rc = parts_read(m->folder, &h->parts, err);
	}
	str_release(&list);
	if (rc || take_text(h, m, e->part, err) || take_corrections(h, m, e->part, err))
		return -1;
	list_elsewhere(h, e->part);
	return 0;
}

int export_meeting(const struct meeting *m, const struct export *e, struct str *out, struct remarks *remarks,
	struct err *err)
{
	struct sheet h = {0};
	struct style *s;
	int rc = sheet_read(&h, m, e, err);

	if (rc == 0 && e->form == EXPORT_JSON) {
		json_write(e->part ? h.p : m->p, out);
	} else if (rc == 0) {
		const struct out_options o = {.draft = !e->final && !h.sealed, .elsewhere = h.elsewhere,
			.nelsewhere = h.nelsewhere, .correction = h.correction, .ncorrections = h.ncorrections};

		s = meeting_style(m, e->style, remarks, err);
		rc = s ? out_render(h.p, s, forms[e->form].format, &o, out, remarks, err) : -1;
		style_free(s);
	}
	sheet_release(&h);
	return rc;
}
