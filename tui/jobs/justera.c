/* justera: see justera.h. */
#include "jobs/justera.h"

#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/paths.h"
#include "doc/inline.h"
#include "doc/protocol.h"
#include "jobs/export.h"
#include "justering/seal.h"
#include "store/archive.h"
#include "store/journal.h"
#include "store/store.h"

#define DRAFT "protokoll.md"

void justera_status_release(struct justera_status *s)
{
	signing_release(&s->signing);
	str_release(&s->text);
	*s = (struct justera_status){0};
}

static int read_file(const char *folder, const char *name, struct str *out)
{
	char *path = fs_join(folder, name);
	int rc = fs_read(path, out, NULL);

	free(path);
	return rc;
}

/* The round that the files of justerat/ tell of, if it is about this text. */
static void read_round(const char *folder, struct justera_status *s)
{
	struct str signing = STR_INIT, sent = STR_INIT;
	struct signing g = SIGNING_INIT;
	struct err err = ERR_INIT;
	bool begun = read_file(folder, SEAL_SIGNING, &signing) == 0;

	if (begun && signing_parse(&g, str_span(&signing), &err) == 0 && strcmp(g.digest, s->digest) == 0 &&
		(state_final(s->state) || (read_file(folder, SEAL_DRAFT, &sent) == 0 &&
						       span_eq(str_span(&sent), str_span(&s->text))))) {
		s->signing = g;
		if (!state_final(s->state))
			s->state = STATE_JUSTERING;
	} else {
		signing_release(&g);
		s->fallen = begun && s->state == STATE_UTKAST;
	}
	str_release(&signing);
	str_release(&sent);
}

static int check_disk(const char *folder, const struct justera_status *s, struct err *err)
{
	struct str disk = STR_INIT;
	bool same = read_file(folder, DRAFT, &disk) == 0 && span_eq(str_span(&disk), str_span(&s->text));

	str_release(&disk);
	if (same)
		return 0;
	return err_set(err, ERR_MOVED, "%s/" DRAFT " är ändrad sedan den senaste versionen; spara den först", folder);
}

int justera_status(struct worker *w, const char *folder, struct justera_status *out, struct err *err)
{
	struct store_request q = {.op = STORE_TEXT, .folder = folder, .now = clock_now()};
	struct inline_counts left;
	struct store_answer a;
	struct protocol *p;

	*out = (struct justera_status){0};
	if (store_run(w, &q, &a, err)) {
		store_answer_release(&a);
		return -1;
	}
	out->nr = a.nr;
	memcpy(out->id, a.id, sizeof out->id);
	memcpy(out->blob, a.blob, sizeof out->blob);
	str_addspan(&out->text, str_span(&a.text));
	out->state = a.sealed ? STATE_JUSTERAT : STATE_UTKAST;
	store_answer_release(&a);
	if (store_digest(w, str_span(&out->text), out->digest, err) ||
		(!state_final(out->state) && check_disk(folder, out, err))) {
		justera_status_release(out);
		return -1;
	}
	read_round(folder, out);
	if (out->signing.n == 0 && out->state == STATE_UTKAST) {
		p = protocol_parse(str_span(&out->text));
		signing_from_protocol(&out->signing, p);
		protocol_free(p);
	}
	out->approved = signing_count(&out->signing, out->digest);
	left = inline_count(str_span(&out->text));
	out->gaps = left.gaps;
	out->notes = left.comments;
	return 0;
}

int justera_editable(const char *folder, struct err *err)
{
	return state_next(archive_state(folder), EVENT_EDIT, NULL, err) < 0 ? -1 : 0;
}

static struct state_facts facts_of(const struct justera_status *s)
{
	return (struct state_facts){.gaps = s->gaps, .notes = s->notes, .signers = (int)s->signing.n,
		.approved = s->approved};
}

/* One version with files of justerat/, on top of exactly the version looked at. */
static int write_step(const struct justera_act *j, const struct justera_status *s, const struct store_request *what,
	struct err *err)
{
	struct store_request q = *what;
	struct store_answer a;
	int rc;

	q.folder = j->folder;
	q.who = j->who;
	q.hold = j->hold;
	q.now = clock_now();
	q.base = s->id;
	rc = store_run(j->w, &q, &a, err);
	store_answer_release(&a);
	return rc;
}

static struct store_file file_of(const char *name, struct span bytes)
{
	return (struct store_file){(char *)(uintptr_t)name, bytes};
}

int justera_start(const struct justera_act *a, int errors, struct err *err)
{
	struct justera_status s;
	struct state_facts f;
	struct str signing = STR_INIT;
	int rc = -1;

	if (justera_status(a->w, a->folder, &s, err))
		return -1;
	f = facts_of(&s);
	f.errors = errors;
	if (state_next(s.state, EVENT_START, &f, err) >= 0) {
		memcpy(s.signing.digest, s.digest, sizeof s.signing.digest);
		s.signing.start = clock_now();
		signing_write(&s.signing, &signing);

		const struct store_file files[] = {
			file_of(SEAL_DRAFT, str_span(&s.text)), file_of(SEAL_SIGNING, str_span(&signing))};

		rc = write_step(a, &s, &(struct store_request){.op = STORE_SAVE, .kind = KIND_START,
			.file = files, .nfiles = 2}, err);
	}
	str_release(&signing);
	justera_status_release(&s);
	return rc;
}

int justera_approve(const struct justera_act *a, struct span name, struct err *err)
{
	struct justera_status s;
	struct state_facts f;
	struct str signing = STR_INIT;
	int rc = -1;

	if (justera_status(a->w, a->folder, &s, err))
		return -1;
	f = facts_of(&s);
	f.is_signer = signing_find(&s.signing, name) != NULL;
	/* who is no signer gets the answer that names those who are */
	if ((f.is_signer || s.state != STATE_JUSTERING) && state_next(s.state, EVENT_APPROVE, &f, err) < 0)
		goto out;
	if (signing_approve(&s.signing, name, s.digest, clock_now(), err))
		goto out;
	signing_write(&s.signing, &signing);

	const struct store_file file = file_of(SEAL_SIGNING, str_span(&signing));

	rc = write_step(a, &s, &(struct store_request){.op = STORE_SAVE, .kind = KIND_APPROVED,
		.number = s.approved + 1, .file = &file, .nfiles = 1}, err);
out:
	str_release(&signing);
	justera_status_release(&s);
	return rc;
}

int justera_withdraw(const struct justera_act *a, struct span opt_reason, struct err *err)
{
	static const struct store_file gone[] = {
		{(char *)(uintptr_t)SEAL_DRAFT, {NULL, 0}}, {(char *)(uintptr_t)SEAL_SIGNING, {NULL, 0}}};
	struct justera_status s;
	struct state_facts f;
	int rc = -1;

	(void)opt_reason;
	if (justera_status(a->w, a->folder, &s, err))
		return -1;
	f = facts_of(&s);
	/* what is left of a round that fell may be swept away from utkast */
	if (s.fallen || state_next(s.state, EVENT_WITHDRAW, &f, err) >= 0)
		rc = write_step(a, &s, &(struct store_request){.op = STORE_SAVE, .kind = KIND_WITHDRAWN,
			.file = gone, .nfiles = 2}, err);
	justera_status_release(&s);
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

static int make_seal(const struct justera_act *j, const struct justera_status *s, struct span final, struct str *manifest,
	struct str *signing, struct err *err)
{
	struct seal seal = {.signing = s->signing, .locked = clock_now()};
	int rc;

	signing_write(&s->signing, signing);
	memcpy(seal.draft, s->digest, sizeof seal.draft);
	memcpy(seal.blob, s->blob, sizeof seal.blob);
	memcpy(seal.version, s->id, sizeof seal.version);
	rc = store_digest(j->w, final, seal.final, err) || store_digest(j->w, str_span(signing), seal.approvals, err);
	if (rc == 0) {
		seal.meeting = meeting_name(j->folder);
		seal_write(&seal, manifest);
		free(seal.meeting);
	}
	return rc ? -1 : 0;
}

/* What was typed and taken away on the way there must not live on. */
static void forget_journal(const char *folder)
{
	char *dir = journal_dir(NULL, folder);

	journal_discard(dir);
	free(dir);
}

/* What is signed: exactly this text without the mark UTKAST. */
static int render(const char *folder, const struct justera_status *s, struct str *out, struct err *err)
{
	char *archive = paths_archive_of(folder);
	struct meeting m;
	struct export e = {.form = EXPORT_TXT, .final = true};
	int rc;

	meeting_of_text(&m, str_span(&s->text), archive);
	rc = export_meeting(&m, &e, out, NULL, err);
	meeting_release(&m);
	free(archive);
	return rc;
}

int justera_lock(const struct justera_act *a, const char *opt_key, struct err *err)
{
	struct justera_status s;
	struct state_facts f;
	struct str manifest = STR_INIT, signing = STR_INIT, mark = STR_INIT, final = STR_INIT;
	char digest[STORE_DIGEST_SIZE];
	int rc = -1;

	(void)opt_key;
	if (justera_status(a->w, a->folder, &s, err))
		return -1;
	f = facts_of(&s);
	if (state_next(s.state, EVENT_LOCK, &f, err) < 0 || render(a->folder, &s, &final, err) ||
		make_seal(a, &s, str_span(&final), &manifest, &signing, err) ||
		store_digest(a->w, str_span(&manifest), digest, err))
		goto out;
	seal_mark(&mark, digest);

	const struct store_file files[] = {file_of(SEAL_FINAL, str_span(&final)), file_of(SEAL_DRAFT, str_span(&s.text)),
		file_of(SEAL_SIGNING, str_span(&signing)), file_of(SEAL_MANIFEST, str_span(&manifest))};

	rc = write_step(a, &s, &(struct store_request){.op = STORE_SEAL, .kind = KIND_LOCKED, .file = files,
		.nfiles = 4, .message = str_c(&mark)}, err);
	if (rc == 0)
		forget_journal(a->folder);
out:
	str_release(&final);
	str_release(&manifest);
	str_release(&signing);
	str_release(&mark);
	justera_status_release(&s);
	return rc;
}
