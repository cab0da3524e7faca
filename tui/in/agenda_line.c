/* agenda_line: a föredragningslista as running lines: a plain list, or the
 * numbered agenda inside the text of a kallelse. What a line is, is decided from
 * its number, its columns and the line before it; a line that belongs to nothing
 * is reported, never dropped. */
#include "base/u8.h"
#include "in/agenda_parts.h"

struct row {
	struct span text;        /* the line, without its number or bullet */
	struct span whole;       /* the line, trimmed */
	size_t indent;
	long number;             /* 0: none */
	bool strong;             /* the number is followed by . or ) or a column, or led by § */
	bool bullet;
	bool after_blank;
	bool take;               /* starts an item */
};

struct rows {
	struct row *v;
	size_t n, cap;
};

static const char *const bullets[] = {"- ", "– ", "— ", "* ", "+ ", "• ", "· ", "◦ ", "▪ ", "\xEF\x82\xB7", "-\t", "•\t", "o\t"};

/* Words that stand alone above an agenda. Compared plain (u8_add_plain). */
static const char *const headings[] = {
	"foredragningslista", "dagordning", "arendelista", "arenden", "arende", "agenda", "kallelse",
	"forslag-till-foredragningslista", "forslag-till-dagordning", "lista-over-arenden", "att-behandla",
};

/* Words that begin a line about an item, not its title. */
static const char *const labels[] = {
	"foredragande", "handlaggare", "arendeansvarig", "bilaga", "bilagor", "bil", "beslutsunderlag", "forslag-till-beslut",
	"kl", "tid", "plats", "handlingar", "tjansteskrivelse", "sida", "information", "beslutsarende",
};

static bool in_table(struct span text, const char *const *table, size_t n)
{
	struct str plain = STR_INIT;
	bool hit = false;

	u8_add_plain(&plain, text);
	for (size_t i = 0; i < n && !hit; i++)
		hit = strcmp(str_c(&plain), table[i]) == 0;
	str_release(&plain);
	return hit;
}

static struct span bare(struct span t)
{
	t = span_trim(t);
	while (t.n && strchr(":.", t.p[t.n - 1]))
		t.n--;
	return t;
}

static bool is_heading(struct span t)
{
	return in_table(bare(t), headings, sizeof(headings) / sizeof(*headings));
}

/* "Föredragande: Gun Ask", "Bilaga 2", "kl. 10.15" */
static bool is_label(struct span t)
{
	size_t end = 0;
	struct span word;

	while (end < t.n && !strchr(" :.\t", t.p[end]))
		end++;
	if (end < t.n && (t.p[end] == ':' || t.p[end] == '.')) {
		word = span_sub(t, 0, end);
	} else {
		size_t after = span_find(t, ":", 0);

		word = span_sub(t, 0, end);
		if (after != (size_t)-1 && after < 40 &&
			in_table(span_sub(t, 0, after), labels, sizeof(labels) / sizeof(*labels)))
			return true;
		/* without a colon only where a number follows: "Bilaga 2", "Sida 3" */
		if (end + 1 >= t.n || t.p[end + 1] < '0' || t.p[end + 1] > '9')
			return false;
	}
	return in_table(word, labels, sizeof(labels) / sizeof(*labels));
}

/* A line's number or bullet. */
static void read_lead(struct row *r)
{
	struct span t = r->whole;
	size_t i = 0;
	bool para = false;
	struct span digits;

	for (size_t k = 0; k < sizeof(bullets) / sizeof(*bullets); k++)
		if (span_starts(t, bullets[k])) {
			r->bullet = true;
			t = span_trim(span_from(t, strlen(bullets[k])));
			break;
		}
	r->text = t;
	if (span_starts(t, "§")) {
		para = true;
		i = strlen("§");
		while (i < t.n && t.p[i] == ' ')
			i++;
	}
	digits = span_from(t, i);
	digits.n = 0;
	while (i < t.n && t.p[i] >= '0' && t.p[i] <= '9') {
		i++;
		digits.n++;
	}
	if (digits.n == 0 || digits.n > 3 || !span_int(digits, &r->number) || r->number == 0) {
		r->number = 0;
		return;
	}
	if (i == t.n) {
		r->text = SPAN_LIT("");
		r->strong = true;
		return;
	}
	if ((t.p[i] == '.' || t.p[i] == ')') && (i + 1 == t.n || t.p[i + 1] < '0' || t.p[i + 1] > '9')) {
		r->strong = true;
		i++;
	} else if (t.p[i] == '\t' || span_starts(span_from(t, i), "  ")) {
		r->strong = true;
	} else if (t.p[i] == ' ') {
		r->strong = para;
	} else {
		r->number = 0; /* "24RS10570", "3.2", "12-15" */
		return;
	}
	r->text = span_trim(span_from(t, i));
}

static void read_rows(struct span text, struct rows *out)
{
	struct span rest = text, line;
	bool blank = true;

	while (span_line(&rest, &line)) {
		struct row *r;

		out->v = mem_grow(out->v, out->n, &out->cap, sizeof(*out->v));
		r = &out->v[out->n++];
		*r = (struct row){.whole = span_trim(line), .after_blank = blank};
		while (r->indent < line.n && (line.p[r->indent] == ' ' || line.p[r->indent] == '\t'))
			r->indent++;
		r->text = r->whole;
		blank = r->whole.n == 0;
		if (!blank)
			read_lead(r);
	}
}

/* --------------------------------------------------------- columns, tails */

/* The last column of a line (after a tab or two blanks); 0: there is but one. */
static size_t last_column(struct span t)
{
	for (size_t i = t.n; i-- > 1;)
		if (t.p[i] != ' ' && t.p[i] != '\t' && (t.p[i - 1] == '\t' || (i > 1 && t.p[i - 1] == ' ' && t.p[i - 2] == ' ')))
			return i;
	return 0;
}

/* "10.15", "kl. 10.15–10.45", "12", "Bilaga 3": furniture beside a title */
static bool is_beside(struct span t)
{
	bool digits = t.n > 0;

	for (size_t i = 0; i < t.n; i++)
		digits = digits && (strchr("0123456789.:- ", t.p[i]) || (unsigned char)t.p[i] >= 0x80);
	return (digits && t.n <= 16 && t.p[0] >= '0' && t.p[0] <= '9') || is_label(t);
}

/* "; A 1/31": taken although the form is unknown, because the place says so */
static bool is_lenient(struct span t)
{
	int words = 1;
	bool digit = false;
	int32_t first;

	if (t.n == 0 || t.n > 32)
		return false;
	u8_decode(t.p, t.n, &first);
	for (size_t i = 0; i < t.n; i++) {
		digit = digit || (t.p[i] >= '0' && t.p[i] <= '9');
		words += t.p[i] == ' ';
	}
	return digit && words <= 3 && (u8_upper(first) || u8_digit(first));
}

static struct span strip_end(struct span t)
{
	for (;;) {
		t = span_trim(t);
		if (t.n && strchr(",;(", t.p[t.n - 1]))
			t.n--;
		else if (span_ends(t, " –") || span_ends(t, " -"))
			t.n -= t.p[t.n - 1] == '-' ? 2 : strlen(" –");
		else
			return t;
	}
}

static bool by_semicolon(struct agenda_reader *r, struct agenda_entry *it, struct span *t)
{
	size_t at = span_find_last(*t, ";");
	struct span tail;

	if (at == (size_t)-1)
		return false;
	tail = span_trim(span_from(*t, at + 1));
	if (tail.n && !agenda_take_dnr(r, it, tail)) {
		struct span v;

		if (!is_lenient(tail))
			return false;
		v = tail;
		it->dnr = arena_alloc(&r->a->arena, sizeof(v));
		it->dnr[it->ndnr++] = span_make(arena_dup(&r->a->arena, v.p, v.n), v.n);
	}
	*t = strip_end(span_sub(*t, 0, at));
	return true;
}

/* "... dnr HSN 34-2026", "... (HSN 34-2026)", "... HSN 34-2026" of the organ's series */
static bool by_end(struct agenda_reader *r, struct agenda_entry *it, struct span *t)
{
	for (size_t i = 1; i < t->n; i++) {
		struct span tail = span_from(*t, i);
		bool own;

		if (t->p[i - 1] != ' ' && t->p[i - 1] != '(' && t->p[i - 1] != ',')
			continue;
		if (t->p[i - 1] == '(' && tail.p[tail.n - 1] == ')')
			tail.n--;
		else if (t->p[i - 1] == '(')
			continue;
		if (tail.n > 48 || !agenda_is_dnr(r, tail, NULL, &own) || !own)
			continue;
		(void)agenda_take_dnr(r, it, tail);
		*t = strip_end(span_sub(*t, 0, i - 1));
		return true;
	}
	return false;
}

struct span agenda_take_tail(struct agenda_reader *r, struct agenda_entry *it, struct span line, int lineno)
{
	struct span t = span_trim(line);
	bool again = true;
	size_t at;

	if (by_semicolon(r, it, &t))
		return t;
	while (again && (at = last_column(t)) > 0) {
		struct span col = span_from(t, at);

		again = agenda_take_dnr(r, it, col);
		if (!again && is_beside(col)) {
			agenda_report(r, lineno, SEVERITY_UPPLYSNING, "”%.*s” bredvid ärendet togs inte med", SPAN_FMT(col));
			again = true;
		}
		if (again)
			t = strip_end(span_sub(t, 0, at));
	}
	if (it->ndnr == 0)
		(void)by_end(r, it, &t);
	return t;
}

/* ------------------------------------------------------------ the numbers */

/* The longest run k, k+1, k+2 ... down the lines is the agenda; marks its lines.
 * Returns how many. Quadratic in numbered lines, which are few. */
static size_t mark_chain(struct rows *rows)
{
	size_t best = 0, best_at = 0;

	for (size_t i = 0; i < rows->n; i++) {
		long want = rows->v[i].number;
		size_t len = 0, strong = 0;

		if (want == 0 || (i > 0 && rows->v[i].number > 900))
			continue;
		for (size_t k = i; k < rows->n; k++)
			if (rows->v[k].number == want) {
				want++;
				len++;
				strong += rows->v[k].strong;
			}
		if ((strong * 2 >= len || len >= 3) && len > best) {
			best = len;
			best_at = i;
		}
	}
	if (best >= 2) {
		long want = rows->v[best_at].number;

		for (size_t k = best_at; k < rows->n; k++)
			if (rows->v[k].number == want) {
				rows->v[k].take = true;
				want++;
			}
		return best;
	}
	return 0;
}

/* A title that can't be whole: the next line belongs to it, whatever it is. */
static bool open_ended(struct span t)
{
	static const char *const words[] = {" och", " för", " av", " med", " till", " i", " om", " samt", " på", " enligt", ","};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (span_ends(t, words[i]))
			return true;
	return t.n > 1 && t.p[t.n - 1] == '-' && t.p[t.n - 2] != ' ';
}

/* A line this long was broken because it was full. */
enum { WRAP_WIDTH = 70 };

/* Does the line go on with the title above? */
static bool goes_on(const struct row *r, const struct row *head, struct span title, bool direct)
{
	int32_t first;

	if (title.n == 0 || open_ended(title))
		return true;
	if (!direct)
		return false;
	u8_decode(r->whole.p, r->whole.n, &first);
	return u8_lower(first) || r->indent > head->indent || first == '(' || head->whole.n >= WRAP_WIDTH;
}

static struct span join(struct agenda_reader *r, struct span a, struct span b)
{
	struct str s = STR_INIT;
	struct span out;
	int32_t first = 0;

	if (b.n)
		u8_decode(b.p, b.n, &first);
	str_addspan(&s, a);
	/* a word divided at the line's end, not "hälso- och" nor "mödra- och" */
	if (span_ends(a, "-") && u8_lower(first) && !span_starts(b, "och ") && !span_starts(b, "eller "))
		s.len--;
	else if (a.n)
		str_addc(&s, ' ');
	str_addspan(&s, b);
	out = span_make(arena_dup(&r->a->arena, s.buf ? s.buf : "", s.len), s.len);
	str_release(&s);
	return out;
}

struct state {
	struct agenda_reader *r;
	struct rows rows;
	const struct row *head;  /* the line the last item began on; NULL: none is open */
	size_t entry;            /* its index */
	bool direct;             /* no line between that was left out */
	size_t out_from, out_n;  /* lines not taken: a run of them */
};

static void report_run(struct state *s)
{
	const struct row *first;

	if (s->out_n == 0)
		return;
	first = &s->rows.v[s->out_from];
	if (s->out_n == 1)
		agenda_report(s->r, (int)s->out_from + 1, SEVERITY_UPPLYSNING,
			"raden hör inte till något ärende och togs inte med: ”%.*s”", SPAN_FMT(span_sub(first->whole, 0, u8_fit(first->whole.p, first->whole.n, 60))));
	else
		agenda_report(s->r, (int)s->out_from + 1, SEVERITY_UPPLYSNING,
			"%zu rader hör inte till något ärende och togs inte med, den första: ”%.*s”", s->out_n,
			SPAN_FMT(span_sub(first->whole, 0, u8_fit(first->whole.p, first->whole.n, 60))));
	s->out_n = 0;
}

static void leave_out(struct state *s, size_t at)
{
	if (s->out_n == 0)
		s->out_from = at;
	s->out_n++;
	s->direct = false;
}

static void begin_item(struct state *s, size_t at)
{
	const struct row *r = &s->rows.v[at];
	struct agenda_entry *it;
	struct span t;

	report_run(s);
	it = agenda_add(s->r, SPAN_LIT(""), (int)at + 1);
	t = agenda_take_tail(s->r, it, r->text, (int)at + 1);
	it->title = agenda_title(s->r, t);
	s->entry = s->r->a->nentries - 1;
	s->head = r;
	s->direct = true;
}

/* A line that begins no item: a diarienummer, the rest of a title, or nothing. */
static void other_line(struct state *s, size_t at)
{
	const struct row *r = &s->rows.v[at];
	struct agenda_entry *it = s->head ? &s->r->a->entry[s->entry] : NULL;
	bool direct = s->direct && !r->after_blank;

	if (!it || is_heading(r->whole)) {
		leave_out(s, at);
	} else if ((s->direct || it->ndnr == 0) && agenda_take_dnr(s->r, it, r->whole)) {
		;
	} else if (is_label(r->whole)) {
		leave_out(s, at);
	} else if (s->direct && r->number == 0 && !r->bullet && goes_on(r, s->head, it->title, direct)) {
		struct span t = agenda_take_tail(s->r, it, r->text, (int)at + 1);

		it->title = agenda_title(s->r, join(s->r, it->title, t));
	} else {
		leave_out(s, at);
	}
}

/* Every line an item, but for headings above and lines about an item. */
static void mark_plain(struct rows *rows)
{
	size_t from = 0;

	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].whole.n && is_heading(rows->v[i].whole))
			from = i + 1;
	for (size_t i = from; i < rows->n; i++) {
		struct row *r = &rows->v[i];

		r->take = r->whole.n > 0 && !is_label(r->whole);
	}
}

/* No line but items: then gaps and repeated numbers do not matter. */
static bool all_lead(const struct rows *rows)
{
	bool any = false;

	for (size_t i = 0; i < rows->n; i++) {
		const struct row *r = &rows->v[i];

		if (r->whole.n == 0 || is_heading(r->whole))
			continue;
		if (!r->bullet && !(r->number && r->strong))
			return false;
		any = true;
	}
	return any;
}

/* "Titel; dnr" without a number: a list of items in several forms, no kallelse. */
static bool any_plain(const struct agenda_reader *r, const struct rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		struct span t = rows->v[i].whole;
		size_t at = span_find_last(t, ";");

		if (at != (size_t)-1 && at > 0 && rows->v[i].number == 0 && rows->v[i].indent == 0 &&
			agenda_is_dnr(r, span_from(t, at + 1), NULL, NULL))
			return true;
	}
	return false;
}

/* A line that is nothing but a diarienummer belongs to the line above. */
static void unmark_dnr(struct agenda_reader *r, struct rows *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].take && rows->v[i].number == 0 && agenda_is_dnr(r, rows->v[i].whole, NULL, NULL))
			rows->v[i].take = false;
}

void agenda_lines(struct agenda_reader *r, struct span text)
{
	struct state s = {.r = r};
	size_t kept = 0;
	bool numbered;

	read_rows(text, &s.rows);
	numbered = !all_lead(&s.rows) && !any_plain(r, &s.rows) && mark_chain(&s.rows) > 0;
	r->a->form = numbered ? AGENDA_KALLELSE : AGENDA_LINES;
	if (!numbered)
		mark_plain(&s.rows);
	unmark_dnr(r, &s.rows);
	for (size_t i = 0; i < s.rows.n; i++) {
		if (s.rows.v[i].whole.n == 0)
			continue;
		if (!numbered && !s.rows.v[i].strong) {
			s.rows.v[i].number = 0; /* "3 nya ledamöter": words, not a number */
			if (!s.rows.v[i].bullet)
				s.rows.v[i].text = s.rows.v[i].whole;
		}
		if (s.rows.v[i].take)
			begin_item(&s, i);
		else
			other_line(&s, i);
	}
	report_run(&s);
	for (size_t i = 0; i < r->a->nentries; i++) {
		struct agenda_entry *it = &r->a->entry[i];

		if (it->title.n)
			r->a->entry[kept++] = *it;
		else
			agenda_report(r, it->line, SEVERITY_VARNING, "punkten saknar titel och togs inte med");
	}
	r->a->nentries = kept;
	free(s.rows.v);
}
