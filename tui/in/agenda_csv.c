/* agenda_csv: a föredragningslista as a table (RFC 4180, with ; , or tab between
 * the fields). Columns are found by the names of a header row, else by what
 * stands in them. */
#include "base/u8.h"
#include "in/agenda_parts.h"

enum column { COL_OTHER, COL_NR, COL_TITLE, COL_DNR };

static const struct {
	const char *name; /* plain (u8_add_plain) */
	enum column col;
} names[] = {
	{"nr", COL_NR}, {"nummer", COL_NR}, {"punkt", COL_NR}, {"paragraf", COL_NR}, 
	{"ordning", COL_NR}, {"lopnr", COL_NR}, {"lopnummer", COL_NR}, {"par", COL_NR},
	{"arende", COL_TITLE}, {"rubrik", COL_TITLE}, {"titel", COL_TITLE}, {"arenderubrik", COL_TITLE},
	{"arendemening", COL_TITLE}, {"arendetitel", COL_TITLE}, {"arendets-rubrik", COL_TITLE},
	{"arendebenamning", COL_TITLE}, {"benamning", COL_TITLE}, {"title", COL_TITLE},
	{"dnr", COL_DNR}, {"diarienummer", COL_DNR}, {"diarienr", COL_DNR}, {"arendenummer", COL_DNR}, {"arendenr", COL_DNR}, {"diarie", COL_DNR},
};

struct cell {
	struct span text;
	int line;
	bool quoted;
};

struct csv_row {
	size_t at, n; /* cells */
};

struct table {
	struct cell *cell;
	size_t n, cap;
	struct csv_row *row;
	size_t nrows, row_cap;
	bool open_quote;
};

/* One field from *i; ends at sep, newline or the end. */
static struct cell read_cell(struct agenda_reader *r, struct span t, size_t *i, int *line, char sep, bool *open)
{
	struct str s = STR_INIT;
	struct cell c = {.line = *line};
	bool in = false;

	for (; *i < t.n; (*i)++) {
		char ch = t.p[*i];

		if (in && ch == '"' && *i + 1 < t.n && t.p[*i + 1] == '"') {
			str_addc(&s, '"');
			(*i)++;
		} else if (in && ch == '"') {
			in = false;
		} else if (!in && ch == '"' && span_trim(str_span(&s)).n == 0 && !c.quoted) {
			str_clear(&s);
			in = c.quoted = true;
		} else if (!in && (ch == sep || ch == '\n')) {
			break;
		} else {
			*line += ch == '\n';
			str_addc(&s, ch == '\n' ? ' ' : ch);
		}
	}
	*open = *open || in;
	c.text = span_trim(span_make(arena_dup(&r->a->arena, str_c(&s), s.len), s.len));
	str_release(&s);
	return c;
}

static void read_table(struct agenda_reader *r, struct span t, char sep, struct table *out)
{
	int line = 1;
	size_t i = 0;

	while (i < t.n) {
		size_t first = out->n;

		for (;;) {
			out->cell = mem_grow(out->cell, out->n, &out->cap, sizeof(*out->cell));
			out->cell[out->n++] = read_cell(r, t, &i, &line, sep, &out->open_quote);
			if (i >= t.n || t.p[i] == '\n')
				break;
			i++;
		}
		i++;
		line++;
		if (out->n - first == 1 && out->cell[first].text.n == 0) {
			out->n = first; /* an empty line */
			continue;
		}
		out->row = mem_grow(out->row, out->nrows, &out->row_cap, sizeof(*out->row));
		out->row[out->nrows++] = (struct csv_row){first, out->n - first};
	}
}

static void release_table(struct table *t)
{
	free(t->cell);
	free(t->row);
	*t = (struct table){0};
}

static enum column column_named(struct span name)
{
	struct str plain = STR_INIT;
	enum column c = COL_OTHER;

	u8_add_plain(&plain, name);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(str_c(&plain), names[i].name) == 0)
			c = names[i].col;
	if (span_is(name, "§"))
		c = COL_NR;
	str_release(&plain);
	return c;
}

#define NO_COLUMN ((size_t)-1)

struct layout {
	size_t nr, title, dnr;
	size_t first; /* the first row with an item */
};

static struct span cell_of(const struct table *t, size_t row, size_t col)
{
	return col < t->row[row].n ? t->cell[t->row[row].at + col].text : SPAN_NONE;
}

/* The header may stand under a few lines of other things. */
static bool by_header(const struct table *t, char sep, struct layout *out)
{
	for (size_t row = 0; row < t->nrows && row < 8; row++) {
		struct layout l = {NO_COLUMN, NO_COLUMN, NO_COLUMN, row + 1};

		for (size_t c = 0; c < t->row[row].n; c++) {
			enum column k = column_named(cell_of(t, row, c));

			if (k == COL_NR && l.nr == NO_COLUMN)
				l.nr = c;
			else if (k == COL_TITLE && l.title == NO_COLUMN)
				l.title = c;
			else if (k == COL_DNR && l.dnr == NO_COLUMN)
				l.dnr = c;
		}
		if (l.title != NO_COLUMN && t->row[row].n > 1 && (l.nr != NO_COLUMN || l.dnr != NO_COLUMN || sep != ',')) {
			*out = l;
			return true;
		}
	}
	return false;
}

/* No header: the same number of fields in every row, or quoted ones. */
static bool by_content(struct agenda_reader *r, const struct table *t, char sep, struct layout *out)
{
	size_t ncols = t->nrows ? t->row[0].n : 0;
	size_t longest = 0, quoted = 0;
	struct layout l = {NO_COLUMN, NO_COLUMN, NO_COLUMN, 0};

	for (size_t row = 0; row < t->nrows; row++) {
		if (t->row[row].n != ncols)
			return false;
		quoted += t->cell[t->row[row].at].quoted || (ncols > 1 && t->cell[t->row[row].at + 1].quoted);
	}
	if (ncols < 2 || (ncols == 2 && !quoted))
		return false;
	for (size_t c = 0; c < ncols; c++) {
		size_t numbers = 0, dnr = 0, size = 0, filled = 0;

		for (size_t row = 0; row < t->nrows; row++) {
			struct span v = cell_of(t, row, c);
			long n;

			filled += v.n > 0;
			size += v.n;
			numbers += span_int(v, &n);
			dnr += v.n && agenda_is_dnr(r, v, NULL, NULL);
		}
		if (filled && numbers == filled && l.nr == NO_COLUMN) {
			l.nr = c;
		} else if (filled && dnr * 2 > filled && l.dnr == NO_COLUMN) {
			l.dnr = c;
		} else if (size > longest) {
			longest = size;
			l.title = c;
		}
	}
	if (l.title == NO_COLUMN || (l.nr == NO_COLUMN && l.dnr == NO_COLUMN))
		return false;
	if (sep == ',' && !quoted && l.nr == NO_COLUMN)
		return false; /* commas of ordinary titles */
	*out = l;
	return true;
}

static void report_row(struct agenda_reader *r, const struct table *t, size_t row)
{
	struct str s = STR_INIT;

	for (size_t c = 0; c < t->row[row].n; c++)
		if (cell_of(t, row, c).n) {
			str_adds(&s, s.len ? " | " : "");
			str_addspan(&s, cell_of(t, row, c));
		}
	if (s.len)
		agenda_report(r, t->cell[t->row[row].at].line, SEVERITY_VARNING, "raden saknar titel och togs inte med: ”%.*s”",
			(int)u8_fit(s.buf, s.len, 60), s.buf);
	str_release(&s);
}

/* Columns that hold something and were not asked for: once for each. */
static void report_columns(struct agenda_reader *r, const struct table *t, const struct layout *l)
{
	size_t most = 0;

	for (size_t row = l->first; row < t->nrows; row++)
		most = t->row[row].n > most ? t->row[row].n : most;
	for (size_t c = 0; c < most; c++) {
		if (c == l->nr || c == l->title || c == l->dnr)
			continue;
		for (size_t row = l->first; row < t->nrows; row++) {
			struct span v = cell_of(t, row, c), name = l->first ? cell_of(t, l->first - 1, c) : SPAN_NONE;

			if (v.n == 0)
				continue;
			agenda_report(r, t->cell[t->row[row].at].line, SEVERITY_UPPLYSNING,
				"kolumn %zu%s%.*s%s togs inte med, den börjar: ”%.*s”", c + 1, name.n ? " (" : "",
				SPAN_FMT(name), name.n ? ")" : "", (int)u8_fit(v.p, v.n, 40), v.p);
			break;
		}
	}
}

static void take_rows(struct agenda_reader *r, const struct table *t, const struct layout *l)
{
	for (size_t row = 0; row < l->first; row++)
		if (row + 1 < l->first)
			report_row(r, t, row);
	for (size_t row = l->first; row < t->nrows; row++) {
		struct span title = agenda_title(r, cell_of(t, row, l->title));
		struct span dnr = l->dnr == NO_COLUMN ? SPAN_NONE : span_trim(cell_of(t, row, l->dnr));
		struct agenda_entry *it;

		it = agenda_add(r, title, t->cell[t->row[row].at].line);
		if (l->dnr == NO_COLUMN)
			it->title = agenda_title(r, agenda_take_tail(r, it, title, it->line));
		if (it->title.n == 0) {
			r->a->nentries--;
			report_row(r, t, row);
		} else if (l->dnr != NO_COLUMN && dnr.n && !agenda_take_dnr(r, it, dnr)) {
			/* the column says what it is, whatever its form */
			struct span rest = dnr, piece;

			it->dnr = arena_alloc(&r->a->arena, (dnr.n / 2 + 1) * sizeof(*it->dnr));
			while (span_split(&rest, ",", &piece))
				if (span_trim(piece).n)
					it->dnr[it->ndnr++] = span_trim(piece);
		}
	}
	report_columns(r, t, l);
	if (t->open_quote)
		agenda_report(r, t->nrows ? t->cell[t->row[t->nrows - 1].at].line : 1, SEVERITY_VARNING,
			"ett citattecken saknar sitt slut: kontrollera de sista ärendena");
}

bool agenda_csv(struct agenda_reader *r, struct span text)
{
	static const char seps[] = {';', '\t', ','};

	if (span_starts(text, "sep=")) { /* a spreadsheet's own first line */
		size_t nl = span_find(text, "\n", 0);
		char *copy;

		if (nl != (size_t)-1) {
			copy = arena_dup(&r->a->arena, text.p, text.n);
			for (size_t i = 0; i < nl; i++)
				copy[i] = ' ';
			text.p = copy; /* the line stays, empty, for the numbers */
		}
	}
	for (size_t i = 0; i < sizeof(seps); i++) {
		struct table t = {0};
		struct layout l;
		bool hit;

		if (!memchr(text.p ? text.p : "", seps[i], text.n))
			continue;
		read_table(r, text, seps[i], &t);
		hit = by_header(&t, seps[i], &l) || by_content(r, &t, seps[i], &l);
		if (hit) {
			r->a->form = AGENDA_CSV;
			take_rows(r, &t, &l);
		}
		release_table(&t);
		if (hit)
			return true;
	}
	return false;
}
