/* parts (job): see parts.h. */
#include "jobs/parts.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "doc/change.h"
#include "jobs/folder.h"
#include "jobs/justera.h"
#include "store/store.h"

int parts_read(const char *folder, struct parts *out, struct err *err)
{
	const char *name = folder_has(folder, PART_FILE_SEALED) ? PART_FILE_SEALED : PART_FILE;
	struct str s = STR_INIT;
	int rc = folder_read_any(folder, name, &s, err);

	*out = (struct parts){0};
	if (rc == 0)
		rc = parts_parse(out, str_span(&s), err);
	str_release(&s);
	return rc;
}

bool part_signed(const char *folder, int nr)
{
	char *name = part_path(nr, true, "manifest");
	bool yes = folder_has(folder, name);

	free(name);
	return yes;
}

void parts_text(const struct parts *l, int nr, struct span text, struct str *out)
{
	struct protocol *p = protocol_parse(text);

	part_text(l, nr, p, out);
	protocol_free(p);
}

/* ------------------------------------------------------------- what is signed */

/* The §§ of signed parts as they were signed. */
struct held {
	struct str text[64];       /* of the parts, which the rows point into */
	size_t ntext;
	struct doc_held *v;
	size_t n, cap;
};

static void held_release(struct held *h)
{
	for (size_t i = 0; i < h->ntext; i++)
		str_release(&h->text[i]);
	free(h->v);
}

static int held_add(struct held *h, const char *folder, const struct part *part, struct err *err)
{
	char *name = part_path(part->nr, true, "protokoll.md");
	struct str *s = &h->text[h->ntext++];
	struct protocol *p;
	int rc = folder_read(folder, name, s, err);

	free(name);
	if (rc)
		return err_set(err, ERR_STATE, "del %d är omedelbart justerad men justerat/del-%d/protokoll.md går inte att läsa",
			part->nr, part->nr);
	p = protocol_parse(str_span(s));
	for (size_t i = 0; i < p->nitems; i++) {
		struct range r = p->item[i].where;

		if (!p->item[i].nr)
			continue;
		h->v = mem_grow(h->v, h->n, &h->cap, sizeof *h->v);
		h->v[h->n++] = (struct doc_held){p->item[i].nr, span_sub(str_span(s), r.at, r.n)};
	}
	protocol_free(p);
	return 0;
}

/* Of part nr, or of all (0). */
static int held_read(struct held *h, const char *folder, const struct parts *l, int nr, struct err *err)
{
	int rc = 0;

	*h = (struct held){0};
	for (size_t i = 0; i < l->n && rc == 0 && h->ntext < sizeof h->text / sizeof h->text[0]; i++)
		if ((!nr || l->v[i].nr == nr) && part_signed(folder, l->v[i].nr))
			rc = held_add(h, folder, &l->v[i], err);
	return rc;
}

int parts_intact(const char *folder, struct span text, struct err *err)
{
	struct parts l;
	struct held h = {0};
	int rc = parts_read(folder, &l, err), broken;

	if (rc == 0)
		rc = held_read(&h, folder, &l, 0, err);
	broken = rc == 0 ? doc_held_broken(h.v, h.n, text) : 0;
	if (broken)
		rc = err_set(err, ERR_STATE, "§ %d är omedelbart justerad (del %d) men texten är ändrad; återställ paragrafen",
			broken, parts_of(&l, broken));
	held_release(&h);
	parts_release(&l);
	return rc;
}

int parts_may_restore(struct worker *w, const char *folder, int number, struct err *err)
{
	const struct store_request q = {.op = STORE_TEXT, .folder = folder, .now = clock_now(), .number = number};
	struct store_answer a;
	int rc;

	if (!folder_has(folder, PART_FILE))
		return 0;
	rc = store_run(w, &q, &a, err);
	if (rc == 0)
		rc = parts_intact(folder, str_span(&a.text), err);
	store_answer_release(&a);
	return rc;
}

bool part_intact(const char *folder, const struct parts *l, int nr, struct span text, struct str *out_line)
{
	struct err err = ERR_INIT;
	struct held h = {0};
	int rc = held_read(&h, folder, l, nr, &err);
	int broken = rc == 0 ? doc_held_broken(h.v, h.n, text) : 0;
	const struct part *part = parts_find(l, nr);

	if (rc) {
		str_adds(out_line, err.msg);
	} else if (broken) {
		str_addf(out_line, "§ %d står inte som i den omedelbart justerade del %d", broken, nr);
	} else {
		str_addf(out_line, "del %d, ", nr);
		part_add_paras(out_line, part);
		str_adds(out_line, ", står oförändrad i protokoll.md");
	}
	held_release(&h);
	return rc == 0 && !broken;
}

void parts_hold(const char *folder, struct doc *d)
{
	struct parts l;
	struct held h = {0};

	if (parts_read(folder, &l, NULL) == 0 && held_read(&h, folder, &l, 0, NULL) == 0)
		doc_hold(d, h.v, h.n);
	held_release(&h);
	parts_release(&l);
}

/* ------------------------------------------------------------- choosing */

struct change {
	struct justera_status s;
	struct parts l;
	struct doc *d;
};

static void change_release(struct change *c)
{
	justera_status_release(&c->s);
	parts_release(&c->l);
	doc_free(c->d);
}

/* The last version, which may be written on. */
static int change_begin(struct change *c, struct worker *w, const char *folder, struct err *err)
{
	*c = (struct change){0};
	if (justera_status(w, folder, &c->s, err))
		return -1;
	if (state_next(c->s.state, EVENT_EDIT, NULL, err) < 0 || parts_read(folder, &c->l, err) ||
		parts_intact(folder, str_span(&c->s.text), err))
		return -1;
	c->d = doc_new(str_span(&c->s.text), c->s.state);
	return 0;
}

/* "Omedelbart justerad: ja" in the §§ of a part, or taken away again. What somebody has
 * written there is kept. */
static int set_meta(struct change *c, const struct part *part, bool on, struct err *err)
{
	for (size_t k = 0; k < part->n; k++) {
		const struct protocol *p = doc_protocol(c->d);
		size_t i = 0;
		bool has = false;

		while (i < p->nitems && p->item[i].nr != part->para[k])
			i++;
		for (size_t m = 0; i < p->nitems && m < p->item[i].nmeta; m++)
			has = has || span_is(p->item[i].meta[m].key, PART_META);
		if (i < p->nitems && has != on && change_meta(c->d, i, PART_META, on ? SPAN_LIT("ja") : SPAN_NONE, err))
			return -1;
	}
	return 0;
}

static int save(const struct change *c, struct worker *w, const char *folder, const char *who, bool hold,
	const struct part *part, struct err *err)
{
	struct str list = STR_INIT;
	struct store_file file = {(char *)(uintptr_t)PART_FILE, SPAN_NONE};
	struct store_request q = {.op = STORE_SAVE, .folder = folder, .who = who, .hold = hold, .now = clock_now(),
		.base = c->s.id, .text = doc_bytes(c->d), .kind = KIND_SAVED, .para = part->para, .npara = part->n,
		.file = &file, .nfiles = 1};
	struct store_answer a;
	int rc;

	parts_write(&c->l, &list);
	if (list.len)
		file.bytes = str_span(&list);
	rc = store_run(w, &q, &a, err);
	store_answer_release(&a);
	str_release(&list);
	return rc;
}

int part_create(struct worker *w, const char *folder, const char *who, bool hold, struct span paras, int *out_nr,
	struct err *err)
{
	struct change c;
	int rc = change_begin(&c, w, folder, err);

	if (rc == 0)
		rc = parts_add(&c.l, doc_protocol(c.d), paras, err);
	if (rc == 0 && c.l.n >= 60) {
		rc = err_set(err, ERR_USAGE, "så många delar kan ett protokoll inte ha");
	} else if (rc == 0) {
		const struct part *part = &c.l.v[c.l.n - 1];

		rc = set_meta(&c, part, true, err) || save(&c, w, folder, who, hold, part, err) ? -1 : 0;
		*out_nr = part->nr;
	}
	change_release(&c);
	return rc;
}

int part_drop(struct worker *w, const char *folder, const char *who, bool hold, int nr, struct err *err)
{
	struct change c;
	int rc = change_begin(&c, w, folder, err);
	const struct part *found = rc == 0 ? parts_find(&c.l, nr) : NULL;
	char *round = part_path(nr, false, "manifest");

	if (rc == 0 && !found)
		rc = err_set(err, ERR_NOT_FOUND, "%s har ingen del %d", folder, nr);
	if (rc == 0 && part_signed(folder, nr))
		rc = err_set(err, ERR_STATE, "del %d är omedelbart justerad; den kan inte tas bort", nr);
	if (rc == 0 && folder_has(folder, round))
		rc = err_set(err, ERR_STATE, "del %d är sänd till justering; återkalla den först", nr);
	if (rc == 0) {
		struct part gone = {.nr = nr, .n = found->n, .para = mem_dup(found->para, found->n * sizeof(int))};

		rc = set_meta(&c, &gone, false, err);
		parts_remove(&c.l, nr);
		if (rc == 0)
			rc = save(&c, w, folder, who, hold, &gone, err);
		free(gone.para);
	}
	free(round);
	change_release(&c);
	return rc;
}
