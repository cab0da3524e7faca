/* send: see send.h. The packet is written first and the log after it, so that
 * a row never tells of something that was not sent; a file whose row could not be
 * written is taken away again. */
#include "jobs/send.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "doc/protocol.h"
#include "doc/state.h"
#include "jobs/folder.h"
#include "jobs/gavel.h"
#include "jobs/logbook.h"
#include "justering/sheet.h"
#include "justering/sign.h"
#include "store/archive.h"
#include "store/store.h"

struct job {
	struct worker *w;
	const struct send_request *q;
	struct str text, seen, klubbslag;
	struct protocol *p;
	struct log log;
	int version;
	char id[STORE_ID_SIZE];
	char *to, *meeting;
	char snapshot[STORE_ID_SIZE];   /* forms git and gren */
	char digest[STORE_DIGEST_SIZE];
};

void sent_release(struct sent *s)
{
	free(s->file);
	free(s->branch);
	str_release(&s->bytes);
	*s = (struct sent){.nr = 0};
}

/* ---------------------------------------------------------------- to whom */

static void add_names(struct str *out, const struct signing *s)
{
	for (size_t i = 0; i < s->n; i++)
		str_addf(out, "%s%s", i ? ", " : "", s->signer[i].who);
}

int send_find_person(const struct protocol *p, struct span name, char **out, struct err *err)
{
	struct signing signers = SIGNING_INIT, all = SIGNING_INIT;
	struct str names = STR_INIT;
	const struct signer *found;

	signing_from_protocol(&signers, p);
	signing_from_protocol(&all, p);
	for (size_t i = 0; i < p->npersons; i++) {
		const struct person *one = &p->person[i];
		char *who = one->party.n ? str_format("%.*s (%.*s)", SPAN_FMT(one->name), SPAN_FMT(one->party)) :
			span_dup(one->name);

		if (*who)
			signing_add(&all, span_of(who), SPAN_LIT(""));
		free(who);
	}
	found = signing_find(&all, name);
	if (found)
		*out = mem_strdup(found->who);
	else {
		add_names(&names, signers.n ? &signers : &all);
		err_set(err, ERR_NOT_FOUND, "”%.*s” finns inte i protokollet, eller flera heter så; justerar gör %s",
			SPAN_FMT(name), names.len ? str_c(&names) : "ingen");
	}
	str_release(&names);
	signing_release(&signers);
	signing_release(&all);
	return found ? 0 : -1;
}

int send_signers(const char *folder, struct strlist *out, struct err *err)
{
	struct signing s = SIGNING_INIT;
	struct str bytes = STR_INIT;
	struct protocol *p;
	int rc = folder_read(folder, "protokoll.md", &bytes, err);

	if (rc == 0) {
		p = protocol_parse(str_span(&bytes));
		signing_from_protocol(&s, p);
		for (size_t i = 0; i < s.n; i++)
			strlist_add(out, s.signer[i].who, strlen(s.signer[i].who));
		protocol_free(p);
	}
	signing_release(&s);
	str_release(&bytes);
	return rc;
}

/* ---------------------------------------------------------------- what is sent */

/* The text as the same person got it last; absent when it is nowhere any more. */
static void read_seen(struct job *j)
{
	const struct log_entry *last = log_last_packet(&j->log, span_of(j->to));

	if (last)
		(void)folder_version(j->w, j->q->folder, last->field[4], 0, &j->seen, NULL);
}

static int read_klubbslag(struct job *j, struct err *err)
{
	struct gavel_changes c = {NULL, 0, 0};

	if (gavel_changes(j->w, j->q->folder, str_span(&j->text), &c, err))
		return -1;
	gavel_add_lines(&j->klubbslag, &c);
	gavel_changes_release(&c);
	return 0;
}

static int prepare(struct job *j, struct err *err)
{
	const struct state_facts f = {.gaps = 0};
	enum state state = archive_state(j->q->folder);

	if (j->q->form == PACKET_DOCX)
		return err_set(err, ERR_USAGE, "formen docx finns inte ännu; välj txt, md, criticmarkup eller git");
	if (state_next(state, EVENT_SEND, &f, err) < 0 ||
		logbook_text(j->w, j->q->folder, &j->text, &j->version, j->id, err) ||
		logbook_read(j->q->folder, &j->log, err))
		return -1;
	j->p = protocol_parse(str_span(&j->text));
	if (send_find_person(j->p, j->q->to, &j->to, err))
		return -1;
	j->meeting = str_format("%.*s %.*s", SPAN_FMT(front_get(&j->p->front, FRONT_ORGAN)),
		SPAN_FMT(front_get(&j->p->front, FRONT_DATUM)));
	read_seen(j);
	return read_klubbslag(j, err);
}

/* The snapshot: the draft as others may see it, with the head beside it. */
static int make_bundle(struct job *j, const struct str *head, struct sent *s, struct err *err)
{
	struct str public = STR_INIT;
	struct store_answer a;
	struct store_request q = {.op = STORE_BUNDLE, .folder = j->q->folder, .now = clock_now(), .who = j->q->who,
		.hold = j->q->hold, .number = j->version, .branch = s->branch, .message = str_c(head)};
	int rc;

	sheet_public(&public, j->p);
	q.text = str_span(&public);
	rc = store_run(j->w, &q, &a, err);
	if (rc == 0) {
		str_addspan(&s->bytes, str_span(&a.text));
		memcpy(j->snapshot, a.id, sizeof j->snapshot);
	}
	store_answer_release(&a);
	if (rc == 0 && j->q->form == PACKET_REMOTE) {
		q.op = STORE_PUSH;
		q.remote = j->q->opt_remote;
		rc = store_run(j->w, &q, &a, err);
		store_answer_release(&a);
	}
	str_release(&public);
	return rc;
}

static int make_packet(struct job *j, struct sent *s, struct err *err)
{
	struct packet_head h = {.meeting = j->meeting, .to = j->to, .from = j->q->who, .nr = s->nr,
		.version = j->version, .id = j->id, .sent = clock_now(), .answer_by = j->q->answer_by,
		.seen = j->seen.len ? str_span(&j->seen) : SPAN_NONE, .klubbslag = str_span(&j->klubbslag)};
	bool git = j->q->form == PACKET_BUNDLE || j->q->form == PACKET_REMOTE;
	struct str head = STR_INIT;
	int rc = 0;

	packet_write(git ? &head : &s->bytes, j->q->form, str_span(&j->text), &h);
	if (git) {
		s->branch = str_format("justering/%d", s->nr);
		rc = make_bundle(j, &head, s, err);
	}
	str_release(&head);
	return rc ? rc : store_digest(j->w, str_span(&s->bytes), j->digest, err);
}

/* ---------------------------------------------------------------- where to */

static char *own_file(const struct job *j, int nr)
{
	char *full = fs_absolute(j->q->folder), *dir = fs_join(j->q->folder, "utskick");
	char *name = str_format("%s-%d%s", fs_basename(full), nr, packet_suffix(j->q->form));
	char *file = fs_join(dir, name);

	free(full);
	free(dir);
	free(name);
	return file;
}

static int write_file(const struct job *j, struct sent *s, struct err *err)
{
	char *dir;
	int rc = 0;

	if (j->q->form == PACKET_REMOTE || (j->q->opt_file && strcmp(j->q->opt_file, "-") == 0))
		return 0;
	s->file = j->q->opt_file ? mem_strdup(j->q->opt_file) : own_file(j, s->nr);
	dir = fs_dirname(s->file);
	if (!j->q->opt_file)
		rc = fs_mkdirs(dir, err);
	if (rc == 0)
		rc = fs_write_atomic(s->file, s->bytes.buf, s->bytes.len, 0600, err);
	free(dir);
	return rc;
}

static int write_log(const struct job *j, const struct sent *s, struct err *err)
{
	char nr[16], version[16];
	const char *const field[] = {nr, j->to, packet_form_name(j->q->form), version, j->id, j->digest,
		*j->snapshot ? j->snapshot : "-"};
	const struct logbook_row row = {.folder = j->q->folder, .who = j->q->who, .hold = j->q->hold, .base = j->id,
		.kind = KIND_SENT, .number = s->nr, .row = LOG_UTSKICK, .field = field};

	snprintf(nr, sizeof nr, "%d", s->nr);
	snprintf(version, sizeof version, "%d", j->version);
	return logbook_add(j->w, &row, err);
}

static void job_release(struct job *j)
{
	str_release(&j->text);
	str_release(&j->seen);
	str_release(&j->klubbslag);
	protocol_free(j->p);
	log_release(&j->log);
	free(j->to);
	free(j->meeting);
}

int job_send(struct worker *w, const struct send_request *q, struct sent *out, struct err *err)
{
	struct job j = {.w = w, .q = q};
	struct sent s = {.nr = 0};
	int rc = prepare(&j, err);

	if (rc == 0) {
		s.nr = log_next_packet(&j.log);
		rc = make_packet(&j, &s, err) || write_file(&j, &s, err) ? -1 : 0;
	}
	if (rc == 0) {
		rc = write_log(&j, &s, err);
		if (rc && s.file)
			(void)fs_remove(s.file, NULL);
	}
	job_release(&j);
	if (rc)
		sent_release(&s);
	else
		*out = s;
	return rc;
}
