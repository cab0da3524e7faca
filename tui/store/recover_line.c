/* recover_line: one folder of journal parts, read from the first to the last:
 * which texts it has known, which of them were saved, and where it breaks off.
 * Knows no work file; reads only. */
#include "store/recover_inner.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/checksum.h"
#include "base/fs.h"
#include "base/mem.h"
#include "doc/protocol.h"

void recover_name(struct span bytes, char out[RECOVER_NAME_SIZE])
{
	snprintf(out, RECOVER_NAME_SIZE, "%016llx", (unsigned long long)checksum(bytes.p ? bytes.p : "", bytes.n, 0));
}

void recover_canonical(struct span text, struct str *out)
{
	struct protocol *p = protocol_parse(text);

	protocol_write(p, out);
	protocol_free(p);
}

bool recover_same(struct span a, struct span b)
{
	struct str ca = STR_INIT, cb = STR_INIT;
	bool same = span_eq(a, b);

	if (!same) {
		recover_canonical(a, &ca);
		recover_canonical(b, &cb);
		same = span_eq(str_span(&ca), str_span(&cb));
	}
	str_release(&ca);
	str_release(&cb);
	return same;
}

/* ------------------------------------------------------------------- marks */

static void add_mark(struct recover_line *l, const char *name)
{
	struct recover_mark *m;

	l->mark = mem_grow(l->mark, l->n, &l->cap, sizeof *l->mark);
	m = &l->mark[l->n++];
	*m = (struct recover_mark){.at = l->ops};
	snprintf(m->name, sizeof m->name, "%s", name);
}

static void confirm(struct recover_line *l, struct recover_mark *m)
{
	m->confirmed = true;
	if (l->confirmed_at == RECOVER_NOWHERE || m->at > l->confirmed_at)
		l->confirmed_at = m->at;
}

/* *name: index of the last checkpoint with a name, or NOWHERE. */
static void take_checkpoint(struct recover_line *l, const char *id, size_t *name)
{
	bool here = *name != RECOVER_NOWHERE && l->mark[*name].at == l->ops;

	if (strlen(id) == RECOVER_NAME_SIZE - 1) {
		add_mark(l, id);
		*name = l->n - 1;
		return;
	}
	if (!*id) {
		l->clean_at = l->ops;
		if (l->confirmed_at == RECOVER_NOWHERE || l->ops > l->confirmed_at)
			l->confirmed_at = l->ops;
	}
	if (*name != RECOVER_NOWHERE && (*id || here))
		confirm(l, &l->mark[*name]);
}

static const struct recover_mark *find(const struct recover_line *l, struct span text, size_t after)
{
	char name[RECOVER_NAME_SIZE];

	recover_name(text, name);
	for (size_t i = l->n; i-- > after;)
		if (strcmp(l->mark[i].name, name) == 0)
			return &l->mark[i];
	return NULL;
}

const struct recover_mark *recover_line_has(const struct recover_line *l, struct span text)
{
	return find(l, text, 0);
}

const struct recover_mark *recover_line_knows(const struct recover_line *l, struct span text, size_t after)
{
	const struct recover_mark *found = find(l, text, after);
	struct str canonical = STR_INIT;

	if (!found && l->n > after) {
		recover_canonical(text, &canonical);
		found = find(l, str_span(&canonical), after);
	}
	str_release(&canonical);
	return found;
}

/* Some confirmed mark, at that place or anywhere. */
static bool confirmed(const struct recover_line *l, size_t at, const char *opt_name)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->mark[i].confirmed && (at == RECOVER_NOWHERE || l->mark[i].at == at) &&
			(!opt_name || strcmp(l->mark[i].name, opt_name) == 0))
			return true;
	return false;
}

bool recover_line_saved(const struct recover_line *l, struct span text, size_t at)
{
	char name[RECOVER_NAME_SIZE];
	struct str canonical = STR_INIT;
	bool saved;

	if (at != RECOVER_NOWHERE && l->clean_at == at)
		return true;
	recover_name(text, name);
	saved = confirmed(l, RECOVER_NOWHERE, name);
	if (!saved && confirmed(l, at, NULL)) {
		recover_canonical(text, &canonical);
		recover_name(str_span(&canonical), name);
		saved = confirmed(l, RECOVER_NOWHERE, name);
	}
	str_release(&canonical);
	return saved;
}

/* ------------------------------------------------------------------- parts */

static struct recover_loose *add_loose(struct recover_line *l, struct span text, int number)
{
	struct recover_loose *x;

	l->loose = mem_grow(l->loose, l->nloose, &l->cloose, sizeof *l->loose);
	x = &l->loose[l->nloose++];
	*x = (struct recover_loose){.after = l->n, .part = str_format("%s/%d.journal", l->dir, number)};
	str_addspan(&x->text, text);
	return x;
}

/* The text at the end of the part read last. Replaying costs more than reading, so
 * it is put off until somebody must see it. */
static void end_text(struct recover_line *l)
{
	if (!l->text && l->last.number)
		l->text = journal_replay_from(&l->last, INT64_MAX, &l->cursor, &l->first);
}

/* Does the part read last say by name that it ends with these bytes? */
static bool ends_with(const struct recover_line *l, struct span bytes)
{
	char name[RECOVER_NAME_SIZE];

	recover_name(bytes, name);
	for (size_t i = l->n; i-- > 0 && l->mark[i].at == l->ops;)
		if (strcmp(l->mark[i].name, name) == 0)
			return true;
	return false;
}

/* The text at the end of the part read last stands alone when the next one does
 * not begin with it and it was never saved. What the next one begins with is then
 * at a place of its own. */
static void break_off(struct recover_line *l, struct span base)
{
	bool goes_on = l->last.number && ends_with(l, base);
	struct span end;

	if (!goes_on) {
		end_text(l);
		end = l->text ? text_bytes(l->text) : SPAN_NONE;
		goes_on = l->text && span_eq(end, base);
		if (l->text && !goes_on && !recover_line_saved(l, end, l->ops))
			add_loose(l, end, l->last.number)->ended = l->last.ended;
	}
	l->ops += !goes_on;
	text_free(l->text);
	l->text = NULL;
}

static void add_fragment(struct recover_line *l, const struct journal_part *p)
{
	struct recover_loose *x = add_loose(l, str_span(&p->typed), p->number);

	x->fragment = true;
	x->spoilt = p->state == JOURNAL_ABSENT;
	x->lost = p->lost;
	x->ended = p->ended;
}

static void scan(struct recover_line *l, struct journal_part *p)
{
	struct journal_reader r = {.part = p};
	struct journal_record rec;
	char base[RECOVER_NAME_SIZE];
	size_t name = RECOVER_NOWHERE;

	recover_name(p->base, base);
	add_mark(l, base);
	while (journal_next(&r, &rec)) {
		if (rec.type == JOURNAL_OP)
			l->ops++;
		else if (rec.type == JOURNAL_CHECKPOINT)
			take_checkpoint(l, rec.id, &name);
	}
	journal_reader_release(&r);
}

/* A part whose base was never written whole is what a killed program leaves; one
 * that may not be read is said. */
static void unreadable(struct recover_line *l, int number)
{
	char *path = str_format("%s/%d.journal", l->dir, number);

	if (access(path, R_OK) != 0 && errno == EACCES) {
		char *line = str_format("%s går inte att läsa: behörighet saknas", path);

		strlist_add(&l->problem, line, strlen(line));
		free(line);
	}
	free(path);
}

static void read_part(struct recover_line *l, int number, bool texts)
{
	struct journal_part p;

	journal_part_read(&p, l->dir, number);
	if (p.state == JOURNAL_ABSENT) {
		if (p.typed.len)
			add_fragment(l, &p);
		else
			unreadable(l, number);
		journal_part_release(&p);
		return;
	}
	if (texts)
		break_off(l, p.base);
	else
		l->ops++;
	scan(l, &p);
	if (p.state == JOURNAL_DAMAGED)
		add_fragment(l, &p);
	journal_part_release(&l->last);
	l->last = p;
}

void recover_line_read(struct recover_line *l, const char *dir, bool texts)
{
	int *number = NULL;
	size_t n;

	*l = (struct recover_line){.confirmed_at = RECOVER_NOWHERE, .clean_at = RECOVER_NOWHERE};
	l->dir = mem_strdup(dir);
	n = journal_parts(dir, &number);
	for (size_t i = 0; i < n; i++)
		read_part(l, number[i], texts);
	if (texts)
		end_text(l);
	free(number);
}

void recover_line_release(struct recover_line *l)
{
	free(l->dir);
	free(l->mark);
	for (size_t i = 0; i < l->nloose; i++) {
		str_release(&l->loose[i].text);
		free(l->loose[i].part);
	}
	free(l->loose);
	journal_part_release(&l->last);
	text_free(l->text);
	strlist_release(&l->problem);
	*l = (struct recover_line){0};
}

bool recover_knows(const char *dir, struct span bytes)
{
	struct recover_line l;
	bool yes;

	recover_line_read(&l, dir, false);
	yes = recover_line_knows(&l, bytes, 0) != NULL;
	recover_line_release(&l);
	return yes;
}

/* --------------------------------------------------------------- a version */

/* The part is replayed to the last name before the version's id: that name's
 * text, as it stood or in canonical form. */
static bool version_in(const struct journal_part *p, const char *id, struct str *out)
{
	struct journal_reader r = {.part = p};
	struct journal_record rec;
	struct text *t = text_new(p->base);
	struct str sent = STR_INIT;
	bool found = false, fits = true;
	char name[RECOVER_NAME_SIZE];

	while (!found && fits && journal_next(&r, &rec)) {
		if (rec.type == JOURNAL_OP)
			fits = text_apply(t, &rec.op, NULL);
		if (rec.type != JOURNAL_CHECKPOINT)
			continue;
		found = strcmp(rec.id, id) == 0;
		if (strlen(rec.id) != RECOVER_NAME_SIZE - 1)
			continue;
		str_clear(&sent);
		str_addspan(&sent, text_bytes(t));
		recover_name(str_span(&sent), name);
		if (strcmp(name, rec.id) != 0) {
			str_clear(&sent);
			recover_canonical(text_bytes(t), &sent);
			recover_name(str_span(&sent), name);
		}
		if (strcmp(name, rec.id) != 0)
			str_clear(&sent);
	}
	found = found && sent.len;
	if (found)
		str_addspan(out, str_span(&sent));
	journal_reader_release(&r);
	text_free(t);
	str_release(&sent);
	return found;
}

bool recover_version(const char *dir, const char *id, struct str *out)
{
	int *number = NULL;
	size_t n = journal_parts(dir, &number);
	bool found = false;

	while (n-- > 0 && !found && *id) {
		struct journal_part p;

		journal_part_read(&p, dir, number[n]);
		found = p.state != JOURNAL_ABSENT && version_in(&p, id, out);
		journal_part_release(&p);
	}
	free(number);
	return found;
}
