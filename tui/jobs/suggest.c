/* suggest: see suggest.h. What is looked at is the last version; what is done is
 * one version on top of exactly that one, with the list and the log in it. */
#include "jobs/suggest.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/u8.h"
#include "jobs/folder.h"
#include "jobs/justera.h"
#include "jobs/parts.h"
#include "justering/log.h"
#include "lang/abbrev.h"
#include "store/store.h"

void suggest_list_release(struct suggest_list *l)
{
	suggest_release(&l->all);
	free(l->place);
	free(l->conflict);
	str_release(&l->text);
	*l = (struct suggest_list){0};
}

/* The texts of the versions that suggestions were made on. */
struct bases {
	struct worker *w;
	const char *folder;
	struct base_text {
		char id[41];
		struct str text;
		bool lost;
	} *v;
	size_t n, cap;
};

static struct span base_text(void *ctx, const char *id)
{
	struct bases *b = ctx;
	struct base_text *t;

	for (size_t i = 0; i < b->n; i++)
		if (strcmp(b->v[i].id, id) == 0)
			return b->v[i].lost ? SPAN_NONE : span_make(str_c(&b->v[i].text), b->v[i].text.len);
	b->v = mem_grow(b->v, b->n, &b->cap, sizeof *b->v);
	t = &b->v[b->n++];
	*t = (struct base_text){.text = STR_INIT};
	snprintf(t->id, sizeof t->id, "%s", id);
	t->lost = folder_version(b->w, b->folder, id, 0, &t->text, NULL) != 0;
	return t->lost ? SPAN_NONE : span_make(str_c(&t->text), t->text.len);
}

static void bases_release(struct bases *b)
{
	for (size_t i = 0; i < b->n; i++)
		str_release(&b->v[i].text);
	free(b->v);
	*b = (struct bases){0};
}

static void look(struct suggest_list *l, struct bases *b)
{
	free(l->place);
	free(l->conflict);
	l->place = mem_array(l->all.n + 1, sizeof *l->place);
	l->conflict = mem_array(l->all.n + 1, sizeof *l->conflict);
	suggest_places(&l->all, str_span(&l->text), base_text, b, l->place);
	suggest_conflicts(&l->all, l->place, l->conflict);
}

static int list_with(struct bases *b, struct suggest_list *out, struct err *err)
{
	struct store_request q = {.op = STORE_TEXT, .folder = b->folder, .now = clock_now()};
	struct str file = STR_INIT;
	struct store_answer a;
	int rc = store_run(b->w, &q, &a, err);

	*out = (struct suggest_list){0};
	if (rc == 0) {
		memcpy(out->id, a.id, sizeof out->id);
		str_addspan(&out->text, str_span(&a.text));
		if (!a.sealed)
			rc = folder_check_saved(b->folder, str_span(&out->text), err);
	}
	store_answer_release(&a);
	if (rc == 0)
		rc = folder_read_any(b->folder, SUGGEST_FILE, &file, err) || suggest_parse(&out->all, str_span(&file), err) ? -1 : 0;
	if (rc == 0)
		look(out, b);
	else
		suggest_list_release(out);
	str_release(&file);
	return rc;
}

int suggest_list(struct worker *w, const char *folder, struct suggest_list *out, struct err *err)
{
	struct bases b = {.w = w, .folder = folder};
	int rc = list_with(&b, out, err);

	bases_release(&b);
	return rc;
}

/* ----------------------------------------------------------------------- acts */

/* One look at the meeting and what is done with it. */
struct work {
	const struct suggest_act *act;
	struct bases bases;
	struct suggest_list l;
	struct log log;
	struct strlist abbreviations;
};

static void work_release(struct work *k)
{
	bases_release(&k->bases);
	suggest_list_release(&k->l);
	log_release(&k->log);
	strlist_release(&k->abbreviations);
}

static int work_begin(struct work *k, const struct suggest_act *a, struct err *err)
{
	struct str file = STR_INIT;
	int rc;

	*k = (struct work){.act = a, .bases = {.w = a->w, .folder = a->folder}};
	rc = justera_editable(a->folder, err);
	if (rc == 0)
		rc = list_with(&k->bases, &k->l, err);
	if (rc == 0)
		rc = folder_read_any(a->folder, LOG_FILE, &file, err) || log_parse(&k->log, str_span(&file), err) ? -1 : 0;
	/* without the list no line is broken at an abbreviation that is none */
	abbrev_load(NULL, &k->abbreviations, NULL);
	str_release(&file);
	if (rc)
		work_release(k);
	return rc;
}

static int find(const struct work *k, int nr, size_t *out, struct err *err)
{
	const struct suggestion *s = suggest_find(&k->l.all, nr);

	if (!s)
		return err_set(err, ERR_NOT_FOUND, "förslag %d finns inte: se paragraf andringar", nr);
	*out = (size_t)(s - k->l.all.v);
	return 0;
}

static int find_open(const struct work *k, int nr, size_t *out, struct err *err)
{
	if (find(k, nr, out, err))
		return -1;
	if (k->l.all.v[*out].state != SUGGEST_OPEN)
		return err_set(err, ERR_STATE, "förslag %d är redan %s: öppna det igen först", nr,
			suggest_state_name(k->l.all.v[*out].state));
	return 0;
}

/* §§ that are signed already stay. */
static int keep_signed(const struct work *k, int nr, struct span text, struct err *err)
{
	if (parts_intact(k->act->folder, text, err) == 0)
		return 0;
	if (err && err->code == ERR_STATE)
		err_set(err, ERR_STATE, "förslag %d rör en § som redan är justerad: avvisa det, eller gör en rättelse", nr);
	return -1;
}

/* What is done with one suggestion: how it is kept and told. */
struct step {
	enum store_kind kind;
	enum log_kind log;
	const char *author;   /* NULL: the secretary */
	struct str *text;     /* the new text, taken over; NULL: unchanged */
};

static void add_log(struct work *k, const struct suggestion *s, const struct step *step)
{
	char *nr = str_format("%d", s->nr);
	struct str who = STR_INIT;

	for (size_t i = 0; i < s->nwho; i++)
		str_addf(&who, "%s%s", i ? ", " : "", s->who[i]);

	const char *field[LOG_FIELDS] = {nr, str_c(&who), s->reason ? s->reason : "", "", "", ""};

	log_add(&k->log, clock_now(), step->log, field);
	free(nr);
	str_release(&who);
}

static int save(struct work *k, const struct suggestion *s, const struct step *step, struct err *err)
{
	struct str list = STR_INIT, log = STR_INIT;
	struct store_answer a;
	struct protocol *before, *now = NULL;
	int *para = NULL, rc;
	struct store_request q = {.op = STORE_SAVE, .folder = k->act->folder, .now = clock_now(), .who = k->act->who,
		.author = step->author, .hold = k->act->hold, .base = k->l.id, .kind = step->kind, .number = s->nr};

	add_log(k, s, step);
	suggest_write(&k->l.all, &list);
	log_write(&k->log, &log);

	const struct store_file files[] = {{(char *)(uintptr_t)SUGGEST_FILE, str_span(&list)},
		{(char *)(uintptr_t)LOG_FILE, str_span(&log)}};

	q.file = files;
	q.nfiles = 2;
	if (step->text) {
		before = protocol_parse(str_span(&k->l.text));
		now = protocol_parse(str_span(step->text));
		para = mem_array(now->nitems + 1, sizeof *para);
		q.npara = protocol_touched(now, before, para);
		q.para = para;
		q.text = str_span(step->text);
		protocol_free(before);
		protocol_free(now);
	}
	rc = store_run(k->act->w, &q, &a, err);
	if (rc == 0) {
		memcpy(k->l.id, a.id, sizeof k->l.id);
		if (step->text) {
			str_release(&k->l.text);
			k->l.text = *step->text;
			*step->text = (struct str)STR_INIT;
		}
	}
	store_answer_release(&a);
	free(para);
	str_release(&list);
	str_release(&log);
	return rc;
}

/* The blanks at the ends of `like`, round words. */
static char *with_blanks(const char *like, const char *words)
{
	size_t n = strlen(like), lead = strspn(like, " \n"), trail = 0;
	struct str out = STR_INIT;

	while (lead + trail < n && strchr(" \n", like[n - 1 - trail]))
		trail++;
	if (*words && !strchr(" \n", *words))
		str_add(&out, like, lead);
	str_adds(&out, words);
	if (*words && lead < n && !strchr(" \n", words[strlen(words) - 1]))
		str_add(&out, like + n - trail, trail);
	return out.len ? str_take(&out) : span_dup(SPAN_NONE);
}

/* The text with suggestion i in it, at `at`; false when it is so already. */
static bool put_in(struct work *k, struct range at, const char *text, struct str *out)
{
	suggest_apply(str_span(&k->l.text), at, span_of(text), &k->abbreviations, out);
	return !span_eq(str_span(out), str_span(&k->l.text));
}

static bool good_range(struct span text, struct range at)
{
	return at.at <= text.n && at.n <= text.n - at.at &&
	       (at.at == text.n || ((unsigned char)text.p[at.at] & 0xc0) != 0x80) &&
	       (at.at + at.n == text.n || ((unsigned char)text.p[at.at + at.n] & 0xc0) != 0x80);
}

static int accept(struct work *k, size_t i, const char *opt_text, const struct range *opt_at, struct err *err)
{
	struct suggestion *s = &k->l.all.v[i];
	const struct suggest_place *p = &k->l.place[i];
	bool remark = s->cls == SUGGEST_REMARK, nothing = !opt_text && !opt_at && (remark || p->fit == SUGGEST_DONE);
	struct str text = STR_INIT;
	struct step step = {.kind = KIND_ACCEPTED, .log = LOG_GODTAGET, .author = s->who[0]};
	int rc;

	if (!nothing && !opt_at && p->fit == SUGGEST_MOVED)
		return err_set(err, ERR_STATE,
			"förslag %d: orden har ändrats sedan förslaget gavs; välj platsen i texten, eller avvisa", s->nr);
	if (opt_at && !good_range(str_span(&k->l.text), *opt_at))
		return err_set(err, ERR_USAGE, "förslag %d: platsen finns inte i texten", s->nr);
	if (opt_text) {
		char *words = with_blanks(*s->text ? s->text : s->old, opt_text);

		if (strcmp(words, s->text) != 0)
			s->accepted = words;
		else
			free(words);
	}
	if (!nothing && put_in(k, opt_at ? *opt_at : p->at, s->accepted ? s->accepted : s->text, &text))
		step.text = &text;
	rc = step.text ? keep_signed(k, s->nr, str_span(&text), err) : 0;
	if (rc == 0) {
		memcpy(s->made, k->l.id, sizeof s->made);
		s->state = SUGGEST_ACCEPTED;
		s->decided = clock_now();
		rc = save(k, s, &step, err);
	}
	str_release(&text);
	return rc;
}

/* What a person typed comes into the draft: text alone. */
static int check_words(const char *opt_text, struct err *err)
{
	size_t n = opt_text ? strlen(opt_text) : 0;

	for (size_t i = 0; i < n;) {
		int32_t cp;

		i += u8_decode(opt_text + i, n - i, &cp);
		if (cp < 0 || (u8_control(cp) && cp != '\n'))
			return err_set(err, ERR_USAGE, "orden har tecken som inte är text: skriv dem på nytt");
	}
	return 0;
}

int suggest_accept(const struct suggest_act *a, int nr, const char *opt_text, const struct range *opt_at, struct err *err)
{
	struct work k;
	size_t i = 0;
	int rc;

	if (check_words(opt_text, err) || work_begin(&k, a, err))
		return -1;
	rc = find_open(&k, nr, &i, err) || accept(&k, i, opt_text, opt_at, err) ? -1 : 0;
	work_release(&k);
	return rc;
}

int suggest_reject(const struct suggest_act *a, int nr, const char *opt_reason, struct err *err)
{
	const struct step step = {.kind = KIND_REJECTED, .log = LOG_AVVISAT};
	struct work k;
	size_t i = 0;
	int rc;

	if (check_words(opt_reason, err) || work_begin(&k, a, err))
		return -1;
	rc = find_open(&k, nr, &i, err);
	if (rc == 0) {
		struct suggestion *s = &k.l.all.v[i];

		s->state = SUGGEST_REJECTED;
		s->reason = opt_reason && *opt_reason ? mem_strdup(opt_reason) : NULL;
		s->decided = clock_now();
		rc = save(&k, s, &step, err);
	}
	work_release(&k);
	return rc;
}

/* Does suggestion i stand in a § that is signed already? */
static bool is_locked(struct work *k, size_t i)
{
	struct str text = STR_INIT;
	bool locked = k->l.place[i].fit == SUGGEST_FITS && put_in(k, k->l.place[i].at, k->l.all.v[i].text, &text) &&
		      parts_intact(k->act->folder, str_span(&text), NULL) != 0;

	str_release(&text);
	return locked;
}

static bool inside_character(struct span s, size_t at)
{
	return at < s.n && ((unsigned char)s.p[at] & 0xc0) == 0x80;
}

/* a[*at, *at + n) is what differs from b[*at, *at + m), whole characters. */
static void difference(struct span a, struct span b, size_t *at, size_t *n, size_t *m)
{
	size_t head = 0, tail = 0, most = a.n < b.n ? a.n : b.n;

	while (head < most && a.p[head] == b.p[head])
		head++;
	while (head > 0 && (inside_character(a, head) || inside_character(b, head)))
		head--;
	while (tail < most - head && a.p[a.n - 1 - tail] == b.p[b.n - 1 - tail])
		tail++;
	while (tail > 0 && (inside_character(a, a.n - tail) || inside_character(b, b.n - tail)))
		tail--;
	*at = head;
	*n = a.n - tail - head;
	*m = b.n - tail - head;
}

static bool apart(struct range r, size_t at, size_t n)
{
	return r.at + r.n < at || r.at > at + n;
}

static void shift(struct range *r, size_t at, size_t n, size_t m)
{
	if (r->at >= at + n)
		r->at = r->at - n + m;
}

/* After suggestion `done`, in no conflict, was accepted in `before`: the places of the
 * others, moved along when what differs touches none of them; a comparison of whole
 * texts for each of many takes too long. */
static void look_again(struct work *k, struct span before, size_t done)
{
	struct suggest_list *l = &k->l;
	size_t at, n, m;

	difference(before, str_span(&l->text), &at, &n, &m);
	for (size_t i = 0; i < l->all.n; i++)
		if (i != done && l->all.v[i].state == SUGGEST_OPEN &&
			!(l->place[i].fit == SUGGEST_FITS && apart(l->place[i].at, at, n) && apart(l->place[i].words, at, n))) {
			look(l, &k->bases);
			return;
		}
	for (size_t i = 0; i < l->all.n; i++) {
		shift(&l->place[i].at, at, n, m);
		shift(&l->place[i].words, at, n, m);
	}
	l->place[done].fit = SUGGEST_DONE;
}

int suggest_accept_language(const struct suggest_act *a, struct err *err)
{
	struct work k;
	struct str before = STR_INIT;
	int done = 0;

	if (work_begin(&k, a, err))
		return -1;
	for (size_t i = 0; i < k.l.all.n && done >= 0; i++) {
		const struct suggestion *s = &k.l.all.v[i];

		if (s->state != SUGGEST_OPEN || s->cls != SUGGEST_SPRAK || k.l.conflict[i] ||
			k.l.place[i].fit == SUGGEST_MOVED || is_locked(&k, i))
			continue;
		str_clear(&before);
		str_addspan(&before, str_span(&k.l.text));
		if (accept(&k, i, NULL, NULL, err)) {
			done = -1;
		} else {
			done++;
			look_again(&k, str_span(&before), i);
		}
	}
	str_release(&before);
	work_release(&k);
	return done;
}

/* --------------------------------------------------------------------- reopen */

/* The texts before and after s was accepted. */
static int texts_of(struct work *k, const struct suggestion *s, struct str *before, struct str *after, struct err *err)
{
	struct store_request q = {.op = STORE_HISTORY, .folder = k->act->folder, .now = clock_now()};
	struct store_answer a;
	int nr = 0, rc = store_run(k->act->w, &q, &a, err);

	for (size_t i = 0; rc == 0 && i < a.nversions; i++)
		if (strcmp(a.version[i].id, s->made) == 0)
			nr = a.version[i].nr;
	store_answer_release(&a);
	if (rc == 0 && nr == 0)
		rc = err_set(err, ERR_STATE, "förslag %d: versionen före det finns inte kvar; ändra i texten", s->nr);
	if (rc == 0)
		rc = folder_version(k->act->w, k->act->folder, NULL, nr, before, err);
	if (rc == 0)
		rc = folder_version(k->act->w, k->act->folder, NULL, nr + 1, after, err);
	return rc;
}

/* The words of s taken back out of the text of today. */
static int take_back(struct work *k, const struct suggestion *s, struct str *out, bool *changed, struct err *err)
{
	struct str before = STR_INIT, after = STR_INIT;
	struct suggestion back = {.text = NULL};
	struct suggestions one = {&back, 1, 1};
	struct bases b = {0};
	struct suggest_place p;
	size_t at, n, m;
	int rc = texts_of(k, s, &before, &after, err);

	*changed = false;
	if (rc == 0 && !span_eq(str_span(&before), str_span(&after))) {
		difference(str_span(&after), str_span(&before), &at, &n, &m);
		back.at = (struct range){at, n};
		back.text = span_dup(span_sub(str_span(&before), at, m));
		b.v = mem_grow(b.v, 0, &b.cap, sizeof *b.v);
		b.v[b.n++] = (struct base_text){.text = after};
		suggest_places(&one, str_span(&k->l.text), base_text, &b, &p);
		after = (struct str)STR_INIT;
		if (p.fit == SUGGEST_MOVED)
			rc = err_set(err, ERR_STATE,
				"förslag %d: orden har ändrats sedan det godtogs; ändra i texten i stället", s->nr);
		else if (p.fit == SUGGEST_FITS)
			*changed = put_in(k, p.at, back.text, out);
		bases_release(&b);
		free(back.text);
	}
	str_release(&before);
	str_release(&after);
	return rc;
}

int suggest_reopen(const struct suggest_act *a, int nr, struct err *err)
{
	struct step step = {.kind = KIND_REOPENED, .log = LOG_ANGRAT};
	struct str text = STR_INIT;
	struct suggestion *s;
	struct work k;
	bool changed = false;
	size_t i = 0;
	int rc;

	if (work_begin(&k, a, err))
		return -1;
	rc = find(&k, nr, &i, err);
	s = rc == 0 ? &k.l.all.v[i] : NULL;
	if (s && s->state == SUGGEST_OPEN)
		rc = err_set(err, ERR_STATE, "förslag %d är öppet redan", nr);
	if (rc == 0 && s->state == SUGGEST_ACCEPTED)
		rc = take_back(&k, s, &text, &changed, err);
	if (rc == 0 && changed)
		rc = keep_signed(&k, nr, str_span(&text), err);
	if (rc == 0) {
		free(s->reason);
		free(s->accepted);
		s->reason = s->accepted = NULL;
		s->made[0] = '\0';
		s->state = SUGGEST_OPEN;
		s->decided = (struct stamp){0};
		step.text = changed ? &text : NULL;
		rc = save(&k, s, &step, err);
	}
	str_release(&text);
	work_release(&k);
	return rc;
}
