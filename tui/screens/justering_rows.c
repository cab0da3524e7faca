/* justering_rows: what the screen "Justering" lists: the state, who signs and what
 * they have answered, what stands in the way, decisions changed after the klubbslag,
 * parts, what was added later, what has been sent and come back. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "jobs/after.h"
#include "jobs/check.h"
#include "jobs/deadlines.h"
#include "jobs/logbook.h"
#include "jobs/parts.h"
#include "screens/justering_inner.h"
#include "screens/request.h"
#include "ui/theme.h"

struct row *justering_add(struct justering *j, enum justering_row kind, char *text)
{
	j->row = mem_grow(j->row, j->n, &j->cap, sizeof *j->row);
	j->row[j->n] = (struct row){.kind = kind, .text = text};
	return &j->row[j->n++];
}

void justering_clear(struct justering *j)
{
	for (size_t i = 0; i < j->n; i++)
		free(j->row[i].text);
	j->n = 0;
}

static struct row *add_str(struct justering *j, enum justering_row kind, struct str *text)
{
	return justering_add(j, kind, str_take(text));
}

static void add_when(struct str *out, struct stamp t)
{
	date_add_iso(out, clock_date(t));
	str_addc(out, ' ');
	clock_add_time(out, t, false);
}

/* ------------------------------------------------------------------- state */

static void state_text(const struct justera_status *st, struct str *s)
{
	switch (st->state) {
	case STATE_UTKAST:
		str_adds(s, "Utkast. Texten kan ändras.");
		break;
	case STATE_UTSANT:
		str_addf(s, "Utsänt: %d utskick. Texten kan ändras.", st->sent);
		break;
	case STATE_JUSTERING:
		str_adds(s, "Justering sedan ");
		add_when(s, st->signing.start);
		str_addf(s, ". %d av %zu har godkänt.", st->approved, st->signing.n);
		if (st->refused)
			str_addf(s, " %d vägrar.", st->refused);
		if (st->handed)
			str_addf(s, " %d har lämnat över till nästa sammanträde.", st->handed);
		break;
	default:
		str_adds(s, "Justerat");
		if (st->justerat.year) {
			str_addc(s, ' ');
			date_add_long(s, st->justerat);
		}
		str_adds(s, ". Texten är låst och kan inte ändras.");
		break;
	}
}

static void add_deadline(struct justering *j, const struct session *s)
{
	const struct protocol *p = doc_protocol(s->doc);
	struct date meeting = {0};
	struct str text = STR_INIT;

	if (date_parse(front_get(&p->front, FRONT_DATUM), &meeting))
		deadlines_add_next(&text, meeting, j->st.state, s->folder, clock_date(clock_now()));
	if (text.len)
		add_str(j, ROW_TEXT, &text);
	str_release(&text);
}

static void add_fallen(struct justering *j)
{
	struct str s = STR_INIT;

	if (!j->st.fallen)
		return;
	str_adds(&s, "Texten är ändrad sedan justeringen startade: den måste startas igen.");
	for (size_t i = 0, n = 0; i < j->st.fell.n; i++)
		if (j->st.fell.signer[i].state != SIGN_WAITING)
			str_addf(&s, "%s%s", n++ ? ", " : " Föll: ", j->st.fell.signer[i].who);
	add_str(j, ROW_TEXT, &s);
}

static void add_state(struct justering *j, const struct session *s)
{
	struct str text = STR_INIT;

	state_text(&j->st, &text);
	add_str(j, ROW_TEXT, &text);
	add_deadline(j, s);
	justering_offer_purge(j);
	add_fallen(j);
}

/* ----------------------------------------------------------------- signers */

static bool has_news(const struct justering *j, const struct session *s, const char *who)
{
	struct str news = STR_INIT;
	struct err err = ERR_INIT;
	int since = 0;
	bool any;

	if (j->st.state != STATE_UTSANT && j->st.state != STATE_JUSTERING)
		return false;
	any = justera_news(j->f.sv->repo, s->folder, span_of(who), &news, &since, &err) == 0 && since && news.len > 0;
	str_release(&news);
	return any;
}

static void add_signers(struct justering *j, const struct session *s)
{
	justering_add(j, ROW_HEAD, mem_strdup("Undertecknar"));
	for (size_t i = 0; i < j->st.signing.n; i++) {
		const struct signer *g = &j->st.signing.signer[i];
		struct str text = STR_INIT;
		struct row *row;

		str_addf(&text, "%s, %s: ", g->who, g->role);
		if (g->state != SIGN_WAITING)
			sign_add_answer(&text, g);
		else
			str_adds(&text, state_writable(j->st.state) ? "inte tillfrågad än" : "har inte godkänt än");
		if (has_news(j, s, g->who))
			str_adds(&text, " · nytt att läsa: n");
		row = add_str(j, ROW_SIGNER, &text);
		row->nr = i;
		row->done = g->approved;
		row->bad = g->state == SIGN_REFUSED;
	}
	if (!j->st.signing.n)
		justering_add(j, ROW_TEXT, mem_strdup("Ingen ordförande eller justerare står på framsidan."));
}

/* ------------------------------------------------------- what is in the way */

static void add_block(struct justering *j, const struct protocol *p, struct range where, struct span what)
{
	struct str s = STR_INIT;
	struct row *row;
	size_t before = s.len;

	frame_add_place(&s, p, where.at);
	if (s.len > before)
		str_adds(&s, ": ");
	for (size_t i = 0; i < what.n; i++)
		str_addc(&s, what.p[i] == '\n' ? ' ' : what.p[i]);
	row = add_str(j, ROW_BLOCK, &s);
	row->at = where.at;
	row->end = where.at + where.n;
}

/* Each place of `open` ... `close` in the text. */
static void add_marked(struct justering *j, const struct protocol *p, const char *open, const char *close,
	const char *label)
{
	size_t at = 0;

	while ((at = span_find(p->src, open, at)) != (size_t)-1) {
		size_t end = span_find(p->src, close, at), n;
		struct str what = STR_INIT;

		if (end == (size_t)-1)
			break;
		n = end + strlen(close) - at;
		str_addf(&what, "%s %.*s", label, SPAN_FMT(span_sub(p->src, at, n)));
		add_block(j, p, (struct range){at, n}, str_span(&what));
		str_release(&what);
		at += n;
	}
}

static bool inside_block(const struct justering *j, size_t at)
{
	for (size_t i = 0; i < j->n; i++)
		if (j->row[i].kind == ROW_BLOCK && at >= j->row[i].at && at < j->row[i].end)
			return true;
	return false;
}

static size_t item_place(const struct protocol *p, int para)
{
	for (size_t i = 0; i < p->nitems; i++)
		if (p->item[i].nr == para)
			return p->item[i].head.at;
	return p->body;
}

/* A decision that is not what was sealed at the gavel. */
static void add_decision(struct justering *j, const struct protocol *p, const struct gavel_change *c)
{
	struct gavel_changes one = {.v = (struct gavel_change *)c, .n = 1, .cap = 1};
	struct str s = STR_INIT;
	struct row *row;

	gavel_add_lines(&s, &one);
	while (s.len && s.buf[s.len - 1] == '\n')
		str_replace(&s, s.len - 1, 1, NULL, 0);
	if (!c->reason)
		str_adds(&s, " (Enter ger det)");
	row = add_str(j, ROW_DECISION, &s);
	row->nr = (size_t)c->para;
	row->done = c->reason != NULL;
	row->at = row->end = item_place(p, c->para);
}

static void add_decisions(struct justering *j, const struct protocol *p)
{
	if (!j->gavel.n)
		return;
	justering_add(j, ROW_HEAD, mem_strdup("Beslut ändrade efter klubbslaget"));
	for (size_t i = 0; i < j->gavel.n; i++)
		add_decision(j, p, &j->gavel.v[i]);
}

/* Gaps, notes, open suggestions and findings of severity fel; a reason that is missing is one. */
static void add_blocks(struct justering *j)
{
	struct meeting m;
	struct check_result r = {0};
	struct str head = STR_INIT;
	size_t at = j->n, count;

	frame_meeting(j->f.sv->session, &m);
	check_meeting(&m, &r);
	j->errors = (int)r.count[SEVERITY_FEL];
	justering_add(j, ROW_HEAD, NULL);
	if (j->st.suggestions)
		justering_add(j, ROW_OPEN, str_format("%d öpp%s förslag", j->st.suggestions, j->st.suggestions == 1 ? "et" : "na"))->nr =
			REQUEST_SUGGESTIONS;
	add_marked(j, m.p, "[[", "]]", "lucka");
	add_marked(j, m.p, "<!--", "-->", "anteckning");
	for (size_t i = 0; i < r.n; i++)
		if (r.v[i].severity == SEVERITY_FEL && !inside_block(j, r.v[i].where.at))
			add_block(j, m.p, r.v[i].where, span_of(r.v[i].text));
	count = j->n - at - 1;
	if (count)
		str_addf(&head, "Hindrar justering: %zu", count);
	else
		str_adds(&head, "Inget hindrar justering");
	j->row[at].text = str_take(&head);
	add_decisions(j, m.p);
	check_release(&r);
	meeting_release(&m);
}

/* ------------------------------------------------------------ parts, later */

static void add_parts(struct justering *j, const struct session *s)
{
	struct row *row;

	if (!j->parts.n)
		return;
	justering_add(j, ROW_HEAD, mem_strdup("Delar (Enter visar en del)"));
	row = justering_add(j, ROW_PART, str_format("Protokollet i övrigt%s%s", part_signed(s->folder, 0) ? ": justerat" : "",
		j->part == 0 ? " · visas här" : ""));
	row->nr = 0;
	for (size_t i = 0; i < j->parts.n; i++) {
		const struct part *p = &j->parts.v[i];
		struct str text = STR_INIT;

		str_addf(&text, "Del %d, ", p->nr);
		part_add_paras(&text, p);
		str_adds(&text, part_signed(s->folder, p->nr) ? ": omedelbart justerad" : ": justeras omedelbart");
		str_adds(&text, j->part == p->nr ? " · visas här" : "");
		row = add_str(j, ROW_PART, &text);
		row->nr = (size_t)p->nr;
	}
}

static void after_text(const struct after_entry *e, struct str *out)
{
	static const char *const words[] = {[AFTER_ANSLAGET] = "Anslaget", [AFTER_NEDTAGET] = "Nedtaget från anslagstavlan",
		[AFTER_ARKIVERAT] = "Arkiverat"};

	if (e->kind == AFTER_RATTELSE) {
		str_addf(out, e->para ? "§ %d: " : "Framsidan: ", e->para);
		after_add_correction(out, e);
		return;
	}
	str_addf(out, "%s ", words[e->kind]);
	date_add_long(out, e->day);
	if (e->where && *e->where)
		str_addf(out, ", %s", e->where);
	str_addf(out, " (%s)", e->who);
}

static void add_after(struct justering *j, const struct session *s)
{
	struct after l = {0};
	struct err err = ERR_INIT;

	if (!state_final(j->st.state))
		return;
	if (after_read(s->folder, j->part, &l, &err)) {
		justering_add(j, ROW_TEXT, mem_strdup(err.msg));
		return;
	}
	if (l.n)
		justering_add(j, ROW_HEAD, mem_strdup("Efter justeringen"));
	for (size_t i = 0; i < l.n; i++) {
		struct str text = STR_INIT;

		after_text(&l.v[i], &text);
		add_str(j, ROW_TEXT, &text);
	}
	after_release(&l);
}

/* The newest first. */
static void add_log(struct justering *j, const struct session *s)
{
	struct log l = {0};
	struct err err = ERR_INIT;

	if (logbook_read(s->folder, &l, &err)) {
		justering_add(j, ROW_TEXT, mem_strdup(err.msg));
		return;
	}
	if (l.n)
		justering_add(j, ROW_HEAD, mem_strdup("Vad som hänt, det senaste först"));
	for (size_t i = l.n; i-- > 0;) {
		struct str text = STR_INIT;

		log_add_line(&text, &l.v[i]);
		add_str(j, ROW_TEXT, &text);
	}
	log_release(&l);
}

void justering_rows(struct justering *j)
{
	const struct session *s = j->f.sv->session;

	add_state(j, s);
	add_signers(j, s);
	if (state_writable(j->st.state))
		add_blocks(j);
	else
		add_decisions(j, doc_protocol(s->doc));
	add_parts(j, s);
	add_after(j, s);
	add_log(j, s);
}

/* -------------------------------------------------------------------- list */

static void row_label(void *ctx, size_t i, struct str *out)
{
	str_adds(out, ((struct justering *)ctx)->row[i].text);
}

static void row_draw(void *ctx, size_t i, struct surface *s)
{
	const struct row *r = &((struct justering *)ctx)->row[i];
	static const struct {
		const char *sign;
		unsigned role;
	} signs[][2] = {
		[ROW_SIGNER] = {{"·", ROLE_DIM}, {"✓", ROLE_OK}},
		[ROW_BLOCK] = {{"!", ROLE_ERROR}, {"!", ROLE_ERROR}},
		[ROW_OPEN] = {{"!", ROLE_ERROR}, {"!", ROLE_ERROR}},
		[ROW_DECISION] = {{"!", ROLE_ERROR}, {"✓", ROLE_OK}},
		[ROW_PART] = {{"·", ROLE_DIM}, {"·", ROLE_DIM}},
		[ROW_PURGE] = {{"·", ROLE_DIM}, {"·", ROLE_DIM}},
	};
	unsigned style = r->kind == ROW_HEAD ? ROLE_HEADING : ROLE_NORMAL;
	int col = r->kind == ROW_TEXT ? 2 : 1;

	if (r->bad) {
		surface_puts(s, 0, 2, "!", ROLE_ERROR);
		col = 4;
	} else if (r->kind >= ROW_SIGNER) {
		surface_puts(s, 0, 2, signs[r->kind][r->done].sign, signs[r->kind][r->done].role);
		col = 4;
	}
	surface_field(s, 0, col, s->cols - col, span_of(r->text), style);
}

const struct list_source justering_list = {row_label, row_draw};
