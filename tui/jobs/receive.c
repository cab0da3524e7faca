/* receive: see receive.h. What came is read and compared before anything is written;
 * then everything is one version on top of exactly the one that was looked at. */
#include "jobs/receive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "base/mem.h"
#include "jobs/folder.h"
#include "jobs/justera.h"
#include "jobs/logbook.h"
#include "jobs/send.h"
#include "jobs/suggest.h"
#include "justering/packet.h"
#include "justering/reply.h"
#include "lang/abbrev.h"
#include "store/store.h"

struct job {
	struct worker *w;
	const struct receive_request *q;
	struct received *out;
	struct str now, base, came;     /* the last version, what was sent, the bytes that came */
	struct str text;                /* the same as text to be read */
	struct log log;
	const struct log_entry *packet; /* of log; NULL: none is known */
	char id[STORE_ID_SIZE], base_id[STORE_ID_SIZE];
	char digest[STORE_DIGEST_SIZE];
	const char *suffix;             /* of the file it is kept in */
	bool history;                   /* a bundle or a repository */
	struct reply reply;
};

void received_release(struct received *r)
{
	free(r->form);
	free(r->message);
	free(r->from);
	strlist_release(&r->note);
	*r = (struct received){.packet = 0};
}

/* A number as the log has it; 0 when it is none. */
static int number(const char *text)
{
	long v;

	return span_int(span_of(text), &v) ? (int)v : 0;
}

static void job_release(struct job *j)
{
	str_release(&j->now);
	str_release(&j->base);
	str_release(&j->came);
	str_release(&j->text);
	log_release(&j->log);
	reply_release(&j->reply);
}

/* ---------------------------------------------------------------- what came */

static bool is_url(const char *file)
{
	const char *colon = strchr(file, ':'), *slash = strchr(file, '/');

	return strstr(file, "://") || (colon && strchr(file, '@') && (!slash || colon < slash));
}

static bool is_bundle(struct span bytes)
{
	return span_starts(bytes, "# v2 git bundle\n") || span_starts(bytes, "# v3 git bundle\n");
}

static int read_file(struct job *j, struct err *err)
{
	struct stat st;
	bool there = stat(j->q->file, &st) == 0;

	/* not even opened: a queue waits for ever, a device may be changed by it */
	if (there && !S_ISREG(st.st_mode))
		return err_set(err, ERR_INPUT, "%s är ingen fil: spara svaret som en fil, eller ange -", j->q->file);
	if (there && st.st_size > 64L << 20)
		return err_set(err, ERR_INPUT, "%s är på %lld megabyte; så stora svar tas inte emot", j->q->file,
			(long long)(st.st_size >> 20));
	return fs_read(j->q->file, &j->came, err);
}

/* The ids of what was sent as a history. */
static void known_ids(const struct job *j, struct strlist *out)
{
	for (size_t i = 0; i < j->log.n; i++) {
		const struct log_entry *e = &j->log.v[i];

		if (e->kind == LOG_UTSKICK && strlen(e->field[6]) == STORE_ID_SIZE - 1)
			strlist_add(out, e->field[6], STORE_ID_SIZE - 1);
	}
}

/* The last packet to the same person that was a branch; else the last one. */
static char *branch_of(const struct job *j)
{
	const struct log_entry *last = log_last_packet(&j->log, span_of(j->out->from));

	for (size_t i = 0; i < j->log.n; i++) {
		const struct log_entry *e = &j->log.v[i];

		if (e->kind == LOG_UTSKICK && strcmp(e->field[1], j->out->from) == 0 &&
			strcmp(e->field[2], packet_form_name(PACKET_REMOTE)) == 0)
			last = e;
	}
	return last ? str_format("justering/%s", last->field[0]) : NULL;
}

static bool same_person(struct span a, struct span b)
{
	size_t n = span_find(a, " (", 0), m = span_find(b, " (", 0);

	return span_eq(span_sub(a, 0, n), span_sub(b, 0, m));
}

/* A bundle, or a branch of a repository, read in quarantine. */
static int read_history(struct job *j, bool fetch, struct err *err)
{
	struct strlist known = {NULL, 0, 0};
	struct store_answer a;
	char *branch = fetch ? branch_of(j) : NULL;
	const struct store_request q = {.op = fetch ? STORE_FETCH : STORE_UNBUNDLE, .folder = j->q->folder,
		.now = clock_now(), .who = j->q->who, .hold = j->q->hold, .text = str_span(&j->came), .known = &known,
		.branch = branch, .remote = fetch ? j->q->file : NULL};
	int rc;

	if (fetch && fs_is_dir(j->q->file) && !folder_has(j->q->file, "HEAD") && !folder_has(j->q->file, ".git")) {
		free(branch);
		return err_set(err, ERR_INPUT, "%s är en mapp utan förråd: ange filen som kom, eller det gemensamma förrådet",
			j->q->file);
	}
	if (fetch && !branch)
		return err_set(err, ERR_INPUT, "%s: inget är sänt till %s, så det finns ingen gren att hämta", j->q->file,
			j->out->from);
	known_ids(j, &known);
	rc = store_run(j->w, &q, &a, err);
	if (rc == 0) {
		str_addspan(&j->text, str_span(&a.text));
		for (size_t i = 0; i < j->log.n; i++)
			if (j->log.v[i].kind == LOG_UTSKICK && *a.base && strcmp(j->log.v[i].field[6], a.base) == 0)
				j->packet = &j->log.v[i];
		if (a.who && !same_person(span_of(a.who), span_of(j->out->from)))
			strlist_addf(&j->out->note, "ändringarna är gjorda av ”%s”, inte av %s; kontrollera vems de är", a.who,
				j->out->from);
		if (!*a.base)
			strlist_addf(&j->out->note, "svaret bygger inte på något utskick härifrån; jämför noga");
	}
	store_answer_release(&a);
	strlist_release(&known);
	free(branch);
	return rc;
}

static int take_in(struct job *j, struct err *err)
{
	bool given = strcmp(j->q->file, "-") == 0, folder = !given && fs_is_dir(j->q->file);
	bool fetch = !given && (folder || is_url(j->q->file));
	int rc = 0;

	j->suffix = "txt";
	if (given)
		str_addspan(&j->came, j->q->bytes);
	else if (!fetch)
		rc = read_file(j, err);
	if (rc)
		return rc;
	j->history = fetch || is_bundle(str_span(&j->came));
	if (j->history) {
		rc = read_history(j, fetch, err);
		/* of a repository the text is what came */
		if (rc == 0 && fetch)
			str_addspan(&j->came, str_span(&j->text));
		j->suffix = fetch ? "txt" : "bundle";
		return rc;
	}
	if (span_trim(str_span(&j->came)).n == 0)
		return err_set(err, ERR_INPUT, "%s: svaret är tomt", given ? "standard in" : j->q->file);
	str_addspan(&j->text, str_span(&j->came));
	return 0;
}

/* ---------------------------------------------------------------- what it answers */

static int find_packet(struct job *j, struct err *err)
{
	int nr, version;
	char id[13];

	if (!j->packet && packet_find_binding(str_span(&j->text), &nr, &version, id)) {
		j->packet = log_packet(&j->log, nr);
		if (!j->packet || strncmp(j->packet->field[4], id, 12) != 0)
			return err_set(err, ERR_INPUT, "svaret gäller utskick %d, version %d (%s), som inte har sänts från %s", nr,
				version, id, j->q->folder);
		if (strcmp(j->packet->field[1], j->out->from) != 0)
			strlist_addf(&j->out->note, "utskick %d sändes till %s, inte till %s", nr, j->packet->field[1], j->out->from);
	}
	if (!j->packet) {
		j->packet = log_last_packet(&j->log, span_of(j->out->from));
		if (j->packet)
			strlist_addf(&j->out->note, "svaret säger inte vilken text det gäller: jämfört med utskick %s, det senaste till %s",
				j->packet->field[0], j->out->from);
		else
			strlist_addf(&j->out->note, "svaret säger inte vilken text det gäller och inget är sänt till %s: jämfört med "
				"den senaste versionen", j->out->from);
	}
	return 0;
}

static int read_base(struct job *j, struct err *err)
{
	struct store_request q = {.op = STORE_TEXT, .folder = j->q->folder, .now = clock_now()};
	struct store_answer a;
	int rc;

	q.id = j->packet ? j->packet->field[4] : j->id;
	rc = store_run(j->w, &q, &a, err);
	if (rc == 0) {
		str_addspan(&j->base, str_span(&a.text));
		snprintf(j->base_id, sizeof j->base_id, "%s", q.id);
		j->out->packet = j->packet ? number(j->packet->field[0]) : 0;
		j->out->version = j->packet ? number(j->packet->field[3]) : j->out->version;
	}
	store_answer_release(&a);
	return rc;
}

/* Has exactly this been taken in from the same person? */
static bool was_here(const struct job *j)
{
	for (size_t i = 0; i < j->log.n; i++) {
		const struct log_entry *e = &j->log.v[i];

		if ((e->kind == LOG_SVAR && strcmp(e->field[1], j->out->from) == 0 && strcmp(e->field[3], j->digest) == 0) ||
			(e->kind == LOG_INGA && j->reply.none && strcmp(e->field[1], j->out->from) == 0 &&
				number(e->field[0]) == j->out->packet))
			return true;
	}
	return false;
}

static int compare(struct job *j, struct err *err)
{
	struct strlist abbreviations = {NULL, 0, 0};
	int rc;

	/* without the list no line is broken at an abbreviation that is none */
	abbrev_load(NULL, &abbreviations, NULL);
	rc = reply_read(&j->reply, str_span(&j->base), str_span(&j->text), &abbreviations, err);
	strlist_release(&abbreviations);
	if (rc)
		return rc;
	for (size_t i = 0; i < j->reply.note.n; i++)
		strlist_addf(&j->out->note, "%s", j->reply.note.v[i]);
	j->out->none = j->reply.none;
	j->out->asked = j->reply.changes.n;
	j->out->form = mem_strdup(j->history ? "historik" : reply_form_name(j->reply.form));
	j->out->message = j->reply.message ? mem_strdup(j->reply.message) : NULL;
	if (j->out->asked == 0 && !j->out->none)
		strlist_addf(&j->out->note, "svaret ändrar ingenting");
	return store_digest(j->w, str_span(&j->came), j->digest, err);
}

/* ---------------------------------------------------------------- what is kept */

static void count_new(struct job *j, const struct suggestions *l)
{
	if (j->out->added > l->n)
		return;
	for (size_t i = l->n - j->out->added; i < l->n; i++) {
		j->out->first = j->out->first ? j->out->first : l->v[i].nr;
		j->out->count[l->v[i].cls]++;
	}
}

static void add_row(struct job *j, struct stamp now)
{
	char nr[16], asked[24];
	const char *const field[LOG_FIELDS] = {nr, j->out->from, j->out->form, j->digest, asked, "", ""};

	snprintf(nr, sizeof nr, "%d", j->out->packet);
	snprintf(asked, sizeof asked, "%zu", j->out->asked);
	log_add(&j->log, now, j->out->none ? LOG_INGA : LOG_SVAR, field);
}

/* The next name for what came. */
static char *answer_file(const struct job *j)
{
	size_t n = 1;

	for (size_t i = 0; i < j->log.n; i++)
		n += j->log.v[i].kind == LOG_SVAR || j->log.v[i].kind == LOG_INGA;
	return str_format("justering/svar-%zu.%s", n, j->suffix);
}

static int keep(struct job *j, struct err *err)
{
	char *name = answer_file(j);
	struct str old = STR_INIT, list = STR_INIT, log = STR_INIT;
	struct stamp now = clock_now();
	struct suggestions all = {0};
	struct store_answer a;
	int rc = folder_read_any(j->q->folder, SUGGEST_FILE, &old, err);

	if (rc == 0)
		rc = suggest_parse(&all, str_span(&old), err);
	if (rc == 0) {
		j->out->added = suggest_add(&all, &j->reply.changes, str_span(&j->base), j->base_id, j->out->from,
			j->out->packet, now);
		count_new(j, &all);
		suggest_write(&all, &list);
		add_row(j, now);
		log_write(&j->log, &log);

		const struct store_file files[] = {{(char *)(uintptr_t)LOG_FILE, str_span(&log)}, {name, str_span(&j->came)},
			{(char *)(uintptr_t)SUGGEST_FILE, str_span(&list)}};
		const struct store_request q = {.op = STORE_SAVE, .folder = j->q->folder, .now = now, .who = j->q->who,
			.hold = j->q->hold, .base = j->id, .kind = KIND_CAME, .number = j->out->packet, .file = files,
			.nfiles = all.n ? 3 : 2};

		rc = store_run(j->w, &q, &a, err);
		store_answer_release(&a);
	}
	suggest_release(&all);
	str_release(&old);
	str_release(&list);
	str_release(&log);
	free(name);
	return rc;
}

static void count_conflicts(struct job *j)
{
	struct suggest_list l;

	if (suggest_list(j->w, j->q->folder, &l, NULL))
		return;
	for (size_t i = 0; i < l.all.n; i++)
		j->out->conflicts += l.conflict[i] > 0;
	suggest_list_release(&l);
}

static int prepare(struct job *j, struct err *err)
{
	struct protocol *p;
	int rc;

	if (justera_editable(j->q->folder, err) ||
		logbook_text(j->w, j->q->folder, &j->now, &j->out->version, j->id, err) ||
		logbook_read(j->q->folder, &j->log, err))
		return -1;
	p = protocol_parse(str_span(&j->now));
	rc = send_find_person(p, j->q->from, &j->out->from, err);
	protocol_free(p);
	return rc;
}

int job_receive(struct worker *w, const struct receive_request *q, struct received *out, struct err *err)
{
	struct received r = {.packet = 0};
	struct job j = {.w = w, .q = q, .out = &r};
	int rc = prepare(&j, err);

	if (rc == 0)
		rc = take_in(&j, err) || find_packet(&j, err) || read_base(&j, err) || compare(&j, err) ? -1 : 0;
	if (rc == 0 && was_here(&j)) {
		r.again = true;
		strlist_addf(&r.note, "samma svar från %s är redan mottaget; inget är tillagt", r.from);
	} else if (rc == 0) {
		rc = keep(&j, err);
		if (rc == 0)
			count_conflicts(&j);
	}
	job_release(&j);
	if (rc)
		received_release(&r);
	else
		*out = r;
	return rc;
}
