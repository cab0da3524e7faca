/* after (job): see after.h. Each act is a row in justerat/efter, as a version of its own;
 * the store lets nothing else of what is justerat be changed. */
#include "jobs/after.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "jobs/deadlines.h"
#include "jobs/folder.h"
#include "jobs/parts.h"
#include "store/store.h"

int after_read(const char *folder, int part, struct after *out, struct err *err)
{
	char *name = part_path(part, true, "efter");
	struct str s = STR_INIT;
	int rc = folder_read_any(folder, name, &s, err);

	*out = (struct after){0};
	if (rc == 0)
		rc = after_parse(out, str_span(&s), err);
	str_release(&s);
	free(name);
	return rc;
}

static enum state state_of(const char *folder, int part, const struct after *a)
{
	if (!part_signed(folder, part))
		return STATE_UTKAST;
	if (after_last(a, AFTER_ARKIVERAT))
		return STATE_ARKIVERAT;
	return after_last(a, AFTER_ANSLAGET) ? STATE_ANSLAGET : STATE_JUSTERAT;
}

enum state after_state(const char *folder, int part)
{
	struct after rows;
	enum state state;

	if (after_read(folder, part, &rows, NULL))
		return part_signed(folder, part) ? STATE_JUSTERAT : STATE_UTKAST;
	state = state_of(folder, part, &rows);
	after_release(&rows);
	return state;
}

/* The date of the meeting and what has happened to the part. */
static void read_facts(const char *folder, int part, struct deadline_facts *out)
{
	struct str s = STR_INIT;
	struct date day;
	struct protocol *p;

	(void)folder_read_any(folder, "protokoll.md", &s, NULL);
	p = protocol_skim(str_span(&s));
	if (!date_parse(front_get(&p->front, FRONT_DATUM), &day))
		day = (struct date){0};
	deadlines_part(day, folder, part, out);
	protocol_free(p);
	str_release(&s);
}

/* ------------------------------------------------------------- one row more */

static int begin(const struct after_act *a, enum state_event what, struct after *rows, struct err *err)
{
	struct parts l = {0};
	int rc = parts_read(a->folder, &l, err);

	*rows = (struct after){0};
	if (rc == 0 && a->part && !parts_find(&l, a->part))
		rc = err_set(err, ERR_NOT_FOUND, "%s har ingen del %d", a->folder, a->part);
	parts_release(&l);
	if (rc || after_read(a->folder, a->part, rows, err))
		return -1;
	return state_next(state_of(a->folder, a->part, rows), what, NULL, err) < 0 ? -1 : 0;
}

static char *shared(const char *s)
{
	return (char *)(uintptr_t)(s ? s : "");
}

static int add(const struct after_act *a, struct after *rows, struct after_entry e, enum store_kind kind, struct err *err)
{
	char *name = part_path(a->part, true, "efter");
	struct str s = STR_INIT;
	struct store_answer answer;
	int rc;

	e.at = clock_now();
	e.who = shared(a->who ? a->who : "Sekreterare");
	after_add(rows, &e);
	after_write(rows, &s);

	const struct store_file file = {name, str_span(&s)};
	const struct store_request q = {.op = STORE_AFTER, .folder = a->folder, .who = a->who, .hold = a->hold,
		.now = e.at, .kind = kind, .para = &e.para, .npara = e.para ? 1 : 0, .file = &file, .nfiles = 1};

	rc = store_run(a->w, &q, &answer, err);
	store_answer_release(&answer);
	str_release(&s);
	free(name);
	return rc;
}


/* "what" with the day put in at its end. */
static int day_fault(struct err *err, const char *what, struct date d)
{
	struct str s = STR_INIT;

	str_adds(&s, what);
	str_addc(&s, ' ');
	date_add_iso(&s, d);
	err_set(err, ERR_STATE, "%s", str_c(&s));
	str_release(&s);
	return -1;
}

static int not_later(struct date day, struct err *err)
{
	struct date today = clock_date(clock_now());

	if (date_days(day) <= date_days(today))
		return 0;
	return day_fault(err, "dagen har inte kommit ännu; i dag är det", today);
}

int after_post(const struct after_act *a, struct date day, const char *where, struct err *err)
{
	struct after rows;
	struct deadline_facts f;
	int rc = begin(a, EVENT_POST, &rows, err);

	if (rc == 0 && (!where || !span_trim(span_of(where)).n))
		rc = err_set(err, ERR_USAGE, "säg var justeringen är tillkännagiven, som ”regionens anslagstavla”");
	if (rc == 0) {
		read_facts(a->folder, a->part, &f);
		rc = not_later(day, err);
		if (rc == 0 && f.justerat.year && date_days(day) < date_days(f.justerat))
			rc = day_fault(err, "anslaget kan inte vara från före justeringen", f.justerat);
	}
	if (rc == 0)
		rc = add(a, &rows, (struct after_entry){.kind = AFTER_ANSLAGET, .day = day, .where = shared(where)},
			KIND_POSTED, err);
	after_release(&rows);
	return rc;
}

int after_take_down(const struct after_act *a, struct date day, struct err *err)
{
	struct deadline d[DEADLINE_COUNT];
	struct deadline_facts f;
	struct after rows;
	int rc;

	if (!part_signed(a->folder, a->part))
		return err_set(err, ERR_STATE, "protokollet är inte justerat ännu");
	if (after_read(a->folder, a->part, &rows, err))
		return -1;
	rc = not_later(day, err);
	if (rc == 0 && !after_last(&rows, AFTER_ANSLAGET))
		rc = err_set(err, ERR_STATE, "anslaget är inte antecknat; anteckna först när det sattes upp");
	if (rc == 0 && after_last(&rows, AFTER_NEDTAGET))
		rc = day_fault(err, "anslaget togs ned redan", after_last(&rows, AFTER_NEDTAGET)->day);
	if (rc == 0) {
		read_facts(a->folder, a->part, &f);
		if (deadline_chain(&f, d) && date_days(day) < date_days(d[DEADLINE_DOWN].day))
			rc = day_fault(err, "anslaget får inte tas ned före", d[DEADLINE_DOWN].day);
	}
	if (rc == 0)
		rc = add(a, &rows, (struct after_entry){.kind = AFTER_NEDTAGET, .day = day}, KIND_POSTED, err);
	after_release(&rows);
	return rc;
}

int after_archive(const struct after_act *a, const char *opt_where, struct err *err)
{
	struct after rows;
	int rc = begin(a, EVENT_ARCHIVE, &rows, err);

	if (rc == 0)
		rc = add(a, &rows, (struct after_entry){.kind = AFTER_ARKIVERAT, .day = clock_date(clock_now()),
			.where = shared(opt_where)}, KIND_ARCHIVED, err);
	after_release(&rows);
	return rc;
}

/* ------------------------------------------------------------- rättelse */

static int count(struct span text, const char *what)
{
	int n = 0;

	for (size_t at = 0; (at = span_find(text, what, at)) != (size_t)-1; at += strlen(what))
		n++;
	return n;
}

/* The words of § para as they were signed, on one line. NULL: there is no such §. */
static char *signed_words(struct span text, int para)
{
	struct protocol *p = protocol_parse(text);
	struct range r = {0, p->nitems ? p->item[0].where.at : p->src.n};
	struct str plain = STR_INIT;
	bool found = para == 0;
	char *line = NULL;

	for (size_t i = 0; i < p->nitems && !found; i++)
		if (p->item[i].nr == para) {
			r = p->item[i].where;
			found = true;
		}
	/* the back slashes of the format are not words */
	for (size_t i = r.at; i < r.at + r.n; i++)
		if (p->src.p[i] != '\\')
			str_addc(&plain, p->src.p[i]);
	if (found)
		line = after_one_line(str_span(&plain));
	str_release(&plain);
	protocol_free(p);
	return line;
}

static int check_old(const struct after_act *a, const struct after *rows, int para, const char *old, struct err *err)
{
	char *name = part_path(a->part, true, "protokoll.md"), *words = NULL, *place;
	struct str s = STR_INIT;
	int n = 0, rc = folder_read_any(a->folder, name, &s, err);

	place = para ? str_format("§ %d", para) : mem_strdup("framsidan");
	if (rc == 0 && !(words = signed_words(str_span(&s), para)))
		rc = err_set(err, ERR_INPUT, "§ %d finns inte i det justerade protokollet", para);
	if (rc == 0) {
		n = count(span_of(words), old);
		for (size_t i = 0; n == 0 && i < rows->n; i++)
			if (rows->v[i].kind == AFTER_RATTELSE && rows->v[i].para == para)
				n = count(span_of(rows->v[i].text), old);
	}
	if (rc == 0 && n == 0)
		rc = err_set(err, ERR_INPUT, "”%s” står inte i %s", old, place);
	else if (rc == 0 && n > 1)
		rc = err_set(err, ERR_INPUT, "”%s” står %d gånger i %s: ta med fler ord så att det syns vilket som rättas",
			old, n, place);
	str_release(&s);
	free(words);
	free(place);
	free(name);
	return rc;
}

int after_correct(const struct after_act *a, int para, struct span old, struct span text, struct span reason,
	struct err *err)
{
	struct after_act at = *a;
	struct after_entry e = {.kind = AFTER_RATTELSE, .day = clock_date(clock_now()), .para = para};
	struct parts l;
	struct after rows;
	int rc;

	if (parts_read(a->folder, &l, err))
		return -1;
	at.part = para ? parts_of(&l, para) : 0;
	parts_release(&l);
	rc = begin(&at, EVENT_CORRECT, &rows, err);
	e.old = after_one_line(old);
	e.text = after_one_line(text);
	e.reason = after_one_line(reason);
	if (rc == 0 && (!*e.old || !*e.reason))
		rc = err_set(err, ERR_USAGE, "en rättelse behöver det som står och skälet");
	if (rc == 0 && strcmp(e.old, e.text) == 0)
		rc = err_set(err, ERR_USAGE, "det nya är detsamma som det gamla: ”%s”", e.old);
	if (rc == 0)
		rc = check_old(&at, &rows, para, e.old, err);
	if (rc == 0)
		rc = add(&at, &rows, e, KIND_CORRECTED, err);
	after_release(&rows);
	free(e.old);
	free(e.text);
	free(e.reason);
	return rc;
}

/* ------------------------------------------------------------- anslagsbevis */

static void add_day(struct str *out, const char *label, struct date d, bool planned)
{
	str_addf(out, "%s: ", label);
	date_add_long(out, d);
	str_adds(out, planned ? " (senast; anslaget är inte antecknat)\n" : "\n");
}

static void add_paras(struct str *out, const struct protocol *p)
{
	struct part all = {0};
	int *nr = mem_array(p->nitems + 1, sizeof *nr);

	for (size_t i = 0; i < p->nitems; i++)
		if (p->item[i].nr)
			nr[all.n++] = p->item[i].nr;
	all.para = nr;
	if (all.n) {
		str_adds(out, "Paragrafer: ");
		part_add_paras(out, &all);
		str_addc(out, '\n');
	}
	free(nr);
}

/* KL 8:12: where the minutes can be had. */
static void add_keeper(struct str *out, const struct protocol *p)
{
	struct span region = front_get(&p->front, FRONT_REGION);
	const struct front_field *f = front_field(&p->front, FRONT_SEKRETERARE);

	str_adds(out, "Protokollet finns hos: ");
	if (f && f->n)
		str_addf(out, "%.*s, sekreterare", SPAN_FMT(f->value[0].text));
	else
		str_adds(out, "sekreteraren");
	if (region.n)
		str_addf(out, ", %.*s", SPAN_FMT(region));
	str_addc(out, '\n');
}

static void write_notice(const struct protocol *p, const struct deadline_facts *f, const struct after *rows, struct str *out)
{
	const struct after_entry *up = after_last(rows, AFTER_ANSLAGET), *down = after_last(rows, AFTER_NEDTAGET);
	struct deadline d[DEADLINE_COUNT];
	struct span organ = front_get(&p->front, FRONT_ORGAN);
	bool known = deadline_chain(f, d);

	str_addf(out, "ANSLAGSBEVIS\n\nJusteringen %s på anslagstavlan.\n\n", up ? "har tillkännagetts" : "tillkännages");
	str_addf(out, "Organ: %.*s\n", SPAN_FMT(organ.n ? organ : SPAN_LIT("(saknas)")));
	if (f->meeting.year)
		add_day(out, "Sammanträdesdatum", f->meeting, false);
	add_paras(out, p);
	if (f->justerat.year)
		add_day(out, "Justerat", f->justerat, false);
	if (up)
		add_day(out, "Anslaget", up->day, false);
	else if (known)
		add_day(out, "Anslås", d[DEADLINE_ANSLAG].day, true);
	if (known)
		add_day(out, "Överklagandetiden går ut", d[DEADLINE_APPEAL].day, !up);
	if (down)
		add_day(out, "Nedtaget", down->day, false);
	else if (known)
		add_day(out, "Tas ner", d[DEADLINE_DOWN].day, !up);
	if (up)
		str_addf(out, "Anslagstavla: %s\n", up->where);
	add_keeper(out, p);
	if (up)
		str_addf(out, "Intygas: %s\n", up->who);
}

int after_notice(const char *folder, int part, struct str *out, struct err *err)
{
	char *name = part_path(part, true, "protokoll.md");
	struct str s = STR_INIT;
	struct deadline_facts f;
	struct after rows;
	struct protocol *p;
	int rc = 0;

	if (!part_signed(folder, part))
		rc = err_set(err, ERR_STATE, "%s är inte justerat; ett anslagsbevis görs efter justeringen", folder);
	if (rc == 0)
		rc = folder_read_any(folder, name, &s, err);
	free(name);
	if (rc || after_read(folder, part, &rows, err)) {
		str_release(&s);
		return -1;
	}
	p = part_protocol(str_span(&s));
	read_facts(folder, part, &f);
	write_notice(p, &f, &rows, out);
	protocol_free(p);
	after_release(&rows);
	str_release(&s);
	return 0;
}
