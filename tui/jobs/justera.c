/* justera: see justera.h. Here: what the state is, and how a round begins and is
 * withdrawn. The answers are in justera_sign.c, the lock in justera_lock.c, what is
 * new to somebody in justera_news.c. */
#include "jobs/justera.h"

#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "doc/inline.h"
#include "doc/protocol.h"
#include "jobs/after.h"
#include "jobs/export.h"
#include "jobs/gavel.h"
#include "jobs/justera_inner.h"
#include "jobs/parts.h"
#include "justering/suggest.h"
#include "store/archive.h"

#define DRAFT "protokoll.md"

void justera_status_release(struct justera_status *s)
{
	signing_release(&s->signing);
	signing_release(&s->fell);
	seal_release(&s->seal);
	str_release(&s->text);
	str_release(&s->part);
	free(s->round);
	*s = (struct justera_status){0};
}

/* --------------------------------------------------------------- the files */

int round_read(const char *folder, const char *dir, const char *name, struct str *out)
{
	char *path = *dir ? str_format("%s/%s/%s", folder, dir, name) : fs_join(folder, name);
	int rc = fs_read(path, out, NULL);

	free(path);
	return rc;
}

bool round_is_file(const char *name)
{
	struct span n = span_of(name);

	return span_is(n, SEAL_NAME_MANIFEST) || span_is(n, SEAL_NAME_SIGNING) || span_is(n, SEAL_NAME_FINAL) ||
	       span_is(n, SEAL_NAME_BOUND) ||
	       span_ends(n, ".sig") || span_ends(n, ".asc") || span_starts(n, "retur-");
}

void round_put(struct round_files *f, const char *folder, const char *name, struct span bytes)
{
	struct str *held;

	f->held = mem_grow(f->held, f->nheld, &f->cap_held, sizeof *f->held);
	held = &f->held[f->nheld++];
	*held = (struct str)STR_INIT;
	str_addspan(held, bytes);
	f->v = mem_grow(f->v, f->n, &f->cap, sizeof *f->v);
	f->v[f->n++] = (struct store_file){str_format("%s/%s", folder, name),
		bytes.p ? span_make(str_c(held), held->len) : SPAN_NONE};
}

void round_files_release(struct round_files *f)
{
	for (size_t i = 0; i < f->n; i++)
		free(f->v[i].name);
	for (size_t i = 0; i < f->nheld; i++)
		str_release(&f->held[i]);
	free(f->v);
	free(f->held);
	*f = (struct round_files){0};
}

int round_log(struct round_files *f, const char *folder, enum log_kind kind, const char *const *field, struct err *err)
{
	struct str bytes = STR_INIT;
	struct log log = {0};
	size_t at;
	int rc;

	/* a row of the same step stands in the file that is to be written */
	for (at = 0; at < f->n && strcmp(f->v[at].name, LOG_FILE) != 0; at++)
		;
	if (at < f->n)
		str_addspan(&bytes, f->v[at].bytes);
	else
		round_read(folder, "", LOG_FILE, &bytes);
	rc = log_parse(&log, str_span(&bytes), err);
	if (rc == 0) {
		log_add(&log, clock_now(), kind, field);
		str_clear(&bytes);
		log_write(&log, &bytes);
		if (at < f->n) {
			free(f->v[at].name);
			f->v[at] = f->v[--f->n];
		}
		round_put(f, "justering", "logg", str_span(&bytes));
	}
	log_release(&log);
	str_release(&bytes);
	return rc;
}

int round_write(const struct justera_act *a, const struct justera_status *s, struct store_request what,
	struct round_files *f, char *opt_id, struct err *err)
{
	struct store_answer ans;
	int rc;

	what.folder = a->folder;
	what.who = a->who;
	what.hold = a->hold;
	what.now = clock_now();
	what.base = s->id;
	what.file = f->v;
	what.nfiles = f->n;
	rc = store_run(a->w, &what, &ans, err);
	if (rc == 0 && opt_id)
		memcpy(opt_id, ans.id, STORE_ID_SIZE);
	store_answer_release(&ans);
	return rc;
}

/* ------------------------------------------------------------ what is there */

/* The text that this part's round is about. */
static int take_part(const char *folder, int part, struct justera_status *s, struct err *err)
{
	struct parts parts = {0};
	int rc = parts_read(folder, &parts, err);

	s->parts = parts.n > 0;
	if (rc == 0 && part && !parts_find(&parts, part))
		rc = err_set(err, ERR_NOT_FOUND, "%s har ingen del %d", folder, part);
	if (rc == 0)
		parts_text(&parts, part, str_span(&s->text), &s->part);
	parts_release(&parts);
	return rc;
}

static bool same_signers(const struct signing *a, const struct signing *b)
{
	for (size_t i = 0; i < a->n && i < b->n; i++)
		if (strcmp(a->signer[i].who, b->signer[i].who) != 0 || strcmp(a->signer[i].role, b->signer[i].role) != 0)
			return false;
	return a->n == b->n;
}

/* The round that the files tell of, if there is one, whole and about this text. */
static int read_round(struct worker *w, const char *folder, struct justera_status *s, struct err *err)
{
	struct str manifest = STR_INIT, signing = STR_INIT;
	struct signing g = SIGNING_INIT;
	struct seal seal = {0};
	bool begun = round_read(folder, s->round, SEAL_NAME_MANIFEST, &manifest) == 0;
	bool whole;
	int rc = begun ? store_digest(w, str_span(&manifest), s->manifest, err) : 0;

	whole = begun && rc == 0 && seal_parse(&seal, str_span(&manifest), NULL) == 0 &&
		round_read(folder, s->round, SEAL_NAME_SIGNING, &signing) == 0 &&
		signing_parse(&g, str_span(&signing), NULL) == 0 && strcmp(g.digest, s->manifest) == 0 &&
		same_signers(&g, &seal.signing);
	if (whole && (state_final(s->state) || strcmp(seal.draft, s->digest) == 0)) {
		s->signing = g;
		s->seal = seal;
		if (!state_final(s->state))
			s->state = STATE_JUSTERING;
	} else {
		s->fallen = begun && !state_final(s->state);
		if (whole && s->fallen)
			s->fell = g;
		else
			signing_release(&g);
		seal_release(&seal);
		*s->manifest = '\0';
	}
	str_release(&manifest);
	str_release(&signing);
	return rc;
}

static int check_disk(const char *folder, const struct justera_status *s, struct err *err)
{
	struct str disk = STR_INIT;
	bool same = round_read(folder, "", DRAFT, &disk) == 0 && span_eq(str_span(&disk), str_span(&s->text));

	str_release(&disk);
	if (same)
		return 0;
	return err_set(err, ERR_MOVED, "%s/" DRAFT " är ändrad sedan den senaste versionen; spara den först", folder);
}

static int last_version(struct worker *w, const char *folder, struct justera_status *s, bool *sealed, struct err *err)
{
	struct store_request q = {.op = STORE_TEXT, .folder = folder, .now = clock_now()};
	struct store_answer a;
	int rc = store_run(w, &q, &a, err);

	if (rc == 0) {
		s->nr = a.nr;
		memcpy(s->id, a.id, sizeof s->id);
		memcpy(s->blob, a.blob, sizeof s->blob);
		str_addspan(&s->text, str_span(&a.text));
		*sealed = a.sealed;
	}
	store_answer_release(&a);
	return rc;
}

/* What the log tells: has anything been sent out? */
static int read_log(const char *folder, struct justera_status *s, struct err *err)
{
	struct str bytes = STR_INIT;
	struct log log = {0};
	int rc;

	round_read(folder, "", LOG_FILE, &bytes);
	rc = log_parse(&log, str_span(&bytes), err);
	for (size_t i = 0; i < log.n; i++)
		s->sent += log.v[i].kind == LOG_UTSKICK;
	log_release(&log);
	str_release(&bytes);
	return rc;
}

/* A part is locked when its manifest is; the whole when the store says so. */
static enum state find_state(const char *folder, int part, bool sealed, const struct justera_status *s)
{
	enum state after;

	if (part ? !part_signed(folder, part) : !sealed)
		return s->sent ? STATE_UTSANT : STATE_UTKAST;
	after = after_state(folder, part);
	return state_final(after) ? after : STATE_JUSTERAT;
}

/* Suggestions that nobody has decided on. */
static int count_suggestions(const char *folder, struct justera_status *s, struct err *err)
{
	struct suggestions l = {0};
	struct str bytes = STR_INIT;
	int rc = 0;

	if (round_read(folder, "", SUGGEST_FILE, &bytes) == 0)
		rc = suggest_parse(&l, str_span(&bytes), err);
	for (size_t i = 0; i < l.n; i++)
		s->suggestions += l.v[i].state == SUGGEST_OPEN && l.v[i].cls != SUGGEST_REMARK;
	suggest_release(&l);
	str_release(&bytes);
	return rc;
}

static int count_unexplained(struct worker *w, const char *folder, struct justera_status *s, struct err *err)
{
	struct gavel_changes c = {0};
	int rc = gavel_changes(w, folder, str_span(&s->text), &c, err);

	s->unexplained = gavel_missing(&c);
	gavel_changes_release(&c);
	return rc;
}

static void count(struct justera_status *s)
{
	struct inline_counts left = inline_count(str_span(&s->part));

	s->gaps = left.gaps;
	s->notes = left.comments;
	s->approved = signing_approved(&s->signing);
	s->refused = signing_count(&s->signing, SIGN_REFUSED);
	for (size_t i = 0; i < s->signing.n; i++)
		s->handed += s->signing.signer[i].state == SIGN_HANDED && !s->signing.signer[i].approved;
	if (state_final(s->state))
		s->justerat = signing_date(&s->signing);
}

static int look(struct worker *w, const char *folder, int part, struct justera_status *s, struct err *err)
{
	struct protocol *p;
	bool sealed;

	if (last_version(w, folder, s, &sealed, err) || read_log(folder, s, err))
		return -1;
	s->state = find_state(folder, part, sealed, s);
	if ((!sealed && check_disk(folder, s, err)) || take_part(folder, part, s, err) ||
		store_digest(w, str_span(&s->part), s->digest, err))
		return -1;
	s->round = part_folder(part, state_final(s->state));
	if (read_round(w, folder, s, err) || (!sealed && count_suggestions(folder, s, err)))
		return -1;
	if (s->signing.n == 0 && !state_final(s->state)) {
		p = s->parts ? part_protocol(str_span(&s->part)) : protocol_parse(str_span(&s->part));
		signing_from_protocol(&s->signing, p);
		protocol_free(p);
	}
	if (!state_final(s->state) && count_unexplained(w, folder, s, err))
		return -1;
	count(s);
	s->marked_unsigned = state_final(s->state) && round_unsigned(w, folder, part, str_span(&s->text));
	return 0;
}

int justera_status_of(struct worker *w, const char *folder, int part, struct justera_status *out, struct err *err)
{
	*out = (struct justera_status){0};
	if (look(w, folder, part, out, err) == 0)
		return 0;
	justera_status_release(out);
	return -1;
}

int justera_status(struct worker *w, const char *folder, struct justera_status *out, struct err *err)
{
	return justera_status_of(w, folder, 0, out, err);
}

int justera_editable(const char *folder, struct err *err)
{
	return state_next(archive_state(folder), EVENT_EDIT, NULL, err) < 0 ? -1 : 0;
}

struct state_facts round_facts(const struct justera_status *s)
{
	return (struct state_facts){.gaps = s->gaps, .notes = s->notes, .unexplained = s->unexplained,
		.suggestions = s->suggestions, .sent = s->sent, .signers = (int)s->signing.n,
		.approved = s->approved, .refused = s->refused, .handed = s->handed};
}

/* ---------------------------------------------------------- start, withdraw */

/* The text of the part without UTKAST, as it is locked. */
static int render(const char *folder, int part, const struct justera_status *s, struct str *out, struct err *err)
{
	char *archive = paths_archive_of(folder);
	struct parts parts;
	struct export e = {.form = EXPORT_TXT, .final = true, .part = part, .opt_parts = &parts};
	struct meeting m;
	int rc = parts_read(folder, &parts, err);

	meeting_of_text(&m, str_span(&s->text), archive);
	if (rc == 0)
		rc = export_meeting(&m, &e, out, NULL, err);
	if (rc == 0 && out->len == 0)
		rc = err_set(err, ERR_USAGE, "%s: sluttexten är tom, justeringen startar inte", folder);
	meeting_release(&m);
	parts_release(&parts);
	free(archive);
	return rc;
}

/* The folder's own name, for the manifest. */
static char *meeting_name(const char *folder)
{
	char *full = realpath(folder, NULL);
	char *name = mem_strdup(fs_basename(full ? full : folder));

	free(full);
	return name;
}

/* "12, 14–15" */
static char *paras_of(const struct justera_status *s)
{
	struct protocol *p = protocol_parse(str_span(&s->part));
	struct part all = {0};
	struct str out = STR_INIT;
	struct span words;
	char *paras;

	for (size_t i = 0; i < p->nitems; i++) {
		if (!p->item[i].nr)
			continue;
		all.para = mem_grow(all.para, all.n, &all.cap, sizeof *all.para);
		all.para[all.n++] = p->item[i].nr;
	}
	if (all.n)
		part_add_paras(&out, &all);
	words = str_span(&out);
	while (words.n && strchr("\xc2\xa7 ", *words.p))
		words = span_from(words, 1);
	paras = span_dup(words);
	free(all.para);
	str_release(&out);
	protocol_free(p);
	return paras;
}

/* Each decision changed after its klubbslag, with the reason: what those who sign are to see. */
static int add_changes(const struct justera_act *a, const struct justera_status *s, struct seal *seal, struct err *err)
{
	struct gavel_changes c = {0};
	struct protocol *p = protocol_parse(str_span(&s->part));
	int rc = gavel_changes(a->w, a->folder, str_span(&s->text), &c, err);

	for (size_t i = 0; rc == 0 && i < c.n; i++) {
		char now[GAVEL_SUM_SIZE];
		struct gavel g;

		for (size_t k = 0; k < p->nitems; k++)
			if (p->item[k].nr == c.v[i].para && gavel_of(p, (int)k, &g)) {
				gavel_sum(span_of(c.v[i].now), now);
				seal_add_change(seal, g.para, g.sum, now, span_of(c.v[i].reason));
			}
	}
	gavel_changes_release(&c);
	protocol_free(p);
	return rc;
}

static int make_manifest(const struct justera_act *a, const struct justera_status *s, struct span final,
	struct str *out, struct err *err)
{
	struct seal seal = {.part = s->parts ? a->part : -1};
	int rc = store_digest(a->w, final, seal.final, err);

	seal.meeting = meeting_name(a->folder);
	seal.paras = s->parts ? paras_of(s) : NULL;
	memcpy(seal.draft, s->digest, sizeof seal.draft);
	memcpy(seal.blob, s->blob, sizeof seal.blob);
	memcpy(seal.version, s->id, sizeof seal.version);
	signing_copy(&seal.signing, &s->signing);
	if (rc == 0)
		rc = add_changes(a, s, &seal, err);
	if (rc == 0)
		seal_write(&seal, out);
	seal_release(&seal);
	return rc;
}

/* Takes away what a round that fell or was withdrawn has left. */
static void drop_round(struct round_files *f, const char *folder, const char *dir)
{
	struct strlist names = {0};
	char *path = fs_join(folder, dir);

	fs_list(path, &names, NULL);
	for (size_t i = 0; i < names.n; i++)
		if (round_is_file(names.v[i]))
			round_put(f, dir, names.v[i], SPAN_NONE);
	strlist_release(&names);
	free(path);
}

/* What `f` takes away and then puts there anew is put there. */
static void put_again(struct round_files *f, const char *dir, const char *name, struct span bytes)
{
	char *path = str_format("%s/%s", dir, name);

	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->v[i].name, path) == 0) {
			free(f->v[i].name);
			f->v[i] = f->v[--f->n];
			break;
		}
	round_put(f, dir, name, bytes);
	free(path);
}

static int begin_round(const struct justera_act *a, struct justera_status *s, struct err *err)
{
	struct str final = STR_INIT, manifest = STR_INIT, signing = STR_INIT;
	struct round_files f = {0};
	char *nr = str_format("%d", s->nr), *part = str_format("%d", a->part);
	const char *const row[LOG_FIELDS] = {part, s->signing.digest, nr};
	int rc = -1;

	if (render(a->folder, a->part, s, &final, err) || make_manifest(a, s, str_span(&final), &manifest, err) ||
		store_digest(a->w, str_span(&manifest), s->signing.digest, err))
		goto out;
	s->signing.start = clock_now();
	signing_write(&s->signing, &signing);
	drop_round(&f, a->folder, s->round);
	put_again(&f, s->round, SEAL_NAME_MANIFEST, str_span(&manifest));
	put_again(&f, s->round, SEAL_NAME_FINAL, str_span(&final));
	put_again(&f, s->round, SEAL_NAME_SIGNING, str_span(&signing));
	if (!a->part)
		put_again(&f, s->round, SEAL_NAME_BOUND, str_span(&s->text));
	if (round_log(&f, a->folder, LOG_START, row, err) == 0)
		rc = round_write(a, s, (struct store_request){.op = STORE_SAVE, .kind = KIND_START}, &f, NULL, err);
out:
	round_files_release(&f);
	str_release(&signing);
	str_release(&manifest);
	str_release(&final);
	free(part);
	free(nr);
	return rc;
}

int justera_start(const struct justera_act *a, int errors, struct err *err)
{
	struct justera_status s;
	struct state_facts f;
	int rc = -1;

	if (justera_status_of(a->w, a->folder, a->part, &s, err))
		return -1;
	f = round_facts(&s);
	f.errors = errors;
	if (state_next(s.state, EVENT_START, &f, err) >= 0 && parts_intact(a->folder, str_span(&s.text), err) == 0)
		rc = begin_round(a, &s, err);
	justera_status_release(&s);
	return rc;
}

int justera_withdraw(const struct justera_act *a, struct span opt_reason, struct err *err)
{
	struct justera_status s;
	struct state_facts facts;
	struct round_files f = {0};
	char *part = str_format("%d", a->part), *reason = span_dup(opt_reason);
	const char *const row[LOG_FIELDS] = {part, reason};
	int rc = justera_status_of(a->w, a->folder, a->part, &s, err);

	if (rc == 0) {
		facts = round_facts(&s);
		/* what is left of a round that fell may be swept away from utkast */
		rc = s.fallen || state_next(s.state, EVENT_WITHDRAW, &facts, err) >= 0 ? 0 : -1;
		if (rc == 0) {
			drop_round(&f, a->folder, s.round);
			rc = round_log(&f, a->folder, LOG_ATERKALLAD, row, err);
		}
		if (rc == 0)
			rc = round_write(a, &s, (struct store_request){.op = STORE_SAVE, .kind = KIND_WITHDRAWN}, &f, NULL,
				err);
		justera_status_release(&s);
	}
	round_files_release(&f);
	free(part);
	free(reason);
	return rc;
}
