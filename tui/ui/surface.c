/* surface: see surface.h. Cells only: knows no terminal and no keys. Text is
 * made fit for a terminal here and nowhere else. */
#include "ui/surface.h"

#include <stdarg.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"

static const char SUBSTITUTE[] = "\xEF\xBF\xBD"; /* U+FFFD */
static const char DOTTED[] = "\xE2\x97\x8C";     /* U+25CC, carries a mark that has no letter */
static const char ELLIPSIS[] = "\xE2\x80\xA6";

static int clamp(int v, int lo, int hi)
{
	return v < lo ? lo : v > hi ? hi : v;
}

static struct cell *grid_cell(const struct surface *s, int grid_row, int grid_col)
{
	return &s->cells[(size_t)grid_row * (size_t)s->grid_cols + (size_t)grid_col];
}

static void blank(struct cell *c, unsigned style)
{
	*c = (struct cell){.text = " ", .n = 1, .width = 1, .style = (uint16_t)style};
}

void surface_init(struct surface *s, int rows, int cols)
{
	memset(s, 0, sizeof *s);
	surface_resize(s, rows, cols);
}

void surface_release(struct surface *s)
{
	free(s->cells);
	free(s->cursor);
	free(s->touched);
	memset(s, 0, sizeof *s);
}

void surface_resize(struct surface *s, int rows, int cols)
{
	rows = clamp(rows, 1, SURFACE_MAX);
	cols = clamp(cols, 1, SURFACE_MAX);
	free(s->cells);
	free(s->touched);
	s->cells = mem_array((size_t)rows * (size_t)cols, sizeof *s->cells);
	s->touched = mem_array((size_t)rows, sizeof *s->touched);
	s->stands = NULL;
	if (!s->cursor)
		s->cursor = mem_array(2, sizeof *s->cursor);
	s->grid_rows = s->rows = rows;
	s->grid_cols = s->cols = cols;
	s->row0 = s->col0 = 0;
	surface_clear(s, 0);
}

struct surface surface_sub(const struct surface *s, int row, int col, int rows, int cols)
{
	struct surface sub = *s;
	int row_end = clamp(row, 0, s->rows) + clamp(rows, 0, SURFACE_MAX) + (row < 0 ? clamp(row, -SURFACE_MAX, 0) : 0);
	int col_end = clamp(col, 0, s->cols) + clamp(cols, 0, SURFACE_MAX) + (col < 0 ? clamp(col, -SURFACE_MAX, 0) : 0);

	row = clamp(row, 0, s->rows);
	col = clamp(col, 0, s->cols);
	sub.row0 = s->row0 + row;
	sub.col0 = s->col0 + col;
	sub.rows = clamp(row_end, row, s->rows) - row;
	sub.cols = clamp(col_end, col, s->cols) - col;
	return sub;
}

struct area surface_area(const struct surface *s)
{
	return (struct area){s->row0, s->col0, s->rows, s->cols};
}

bool area_has(struct area a, int row, int col, int *r, int *c)
{
	if (row < a.row || col < a.col || row - a.row >= a.rows || col - a.col >= a.cols)
		return false;
	*r = row - a.row;
	*c = col - a.col;
	return true;
}

/* A wide cluster that loses one half loses the other too. */
static void break_wide(struct surface *s, int grid_row, int grid_col)
{
	struct cell *c = grid_cell(s, grid_row, grid_col);

	if (c->width == 0 && grid_col > 0)
		blank(c - 1, (c - 1)->style);
	if (c->width == 2 && grid_col + 1 < s->grid_cols)
		blank(c + 1, (c + 1)->style);
}

/* One cluster of `width` columns, or a blank where only half of it is inside. */
static void put(struct surface *s, int row, int col, const char *p, size_t n, int width, unsigned style)
{
	struct cell *c;

	if (row < 0 || row >= s->rows)
		return;
	if (width == 2 && (col == -1 || col == s->cols - 1)) {
		col = col < 0 ? 0 : col;
		p = " ";
		n = 1;
		width = 1;
	}
	if (col < 0 || col >= s->cols)
		return;
	s->touched[s->row0 + row] = true;
	break_wide(s, s->row0 + row, s->col0 + col);
	if (width == 2)
		break_wide(s, s->row0 + row, s->col0 + col + 1);
	c = grid_cell(s, s->row0 + row, s->col0 + col);
	*c = (struct cell){.n = (uint8_t)n, .width = (uint8_t)width, .style = (uint16_t)style};
	memcpy(c->text, p, n);
	if (width == 2)
		c[1] = (struct cell){.style = (uint16_t)style};
}

/* A cluster of one printable ASCII byte or one letter of Latin-1 (C3 xx) takes
 * one column and is shown as it stands. */
static bool plain(const char *p, size_t n)
{
	return (n == 1 && *p >= ' ' && *p < 0x7F) ||
		(n == 2 && (unsigned char)p[0] == 0xC3 && ((unsigned char)p[1] & 0xC0) == 0x80);
}

/* What is shown for the cluster at p: at most CELL_BYTES into out. */
static int shown(const char *p, size_t n, char out[CELL_BYTES], size_t *out_n)
{
	int width = u8_cluster_width(p, n);
	int32_t cp;
	size_t len = u8_decode(p, n, &cp);

	*out_n = 0;
	if (cp < 0 || u8_control(cp)) {
		memcpy(out, SUBSTITUTE, *out_n = sizeof SUBSTITUTE - 1);
		return 1;
	}
	if (width == 0) {
		memcpy(out, DOTTED, *out_n = sizeof DOTTED - 1);
		width = 1;
		if (!u8_mark(cp))
			return width;
	}
	for (size_t i = 0; i < n; i += len) {
		len = u8_decode(p + i, n - i, &cp);
		if (cp < 0 || u8_control(cp))
			continue;
		if (*out_n + len > CELL_BYTES)
			break;
		memcpy(out + *out_n, p + i, len);
		*out_n += len;
	}
	return width;
}

int surface_shape(struct span cluster, unsigned style, struct cell out[2])
{
	size_t n = cluster.n;
	int width = 1;

	out[0] = (struct cell){.style = (uint16_t)style};
	if (plain(cluster.p, n))
		memcpy(out[0].text, cluster.p, n);
	else
		width = shown(cluster.p, cluster.n, out[0].text, &n);
	out[0].n = (uint8_t)n;
	out[0].width = (uint8_t)width;
	if (width == 2)
		out[1] = (struct cell){.style = (uint16_t)style};
	return width;
}

void surface_cells(struct surface *s, int row, int col, const struct cell *v, int n)
{
	struct cell *c;

	/* where a wide one would be cut, each is put by itself */
	if (row < 0 || row >= s->rows || col < 0 || n > s->cols - col) {
		for (int i = 0; i < n; i++)
			if (v[i].n)
				put(s, row, col + i, v[i].text, v[i].n, v[i].width, v[i].style);
		return;
	}
	if (n <= 0)
		return;
	s->touched[s->row0 + row] = true;
	break_wide(s, s->row0 + row, s->col0 + col);
	break_wide(s, s->row0 + row, s->col0 + col + n - 1);
	c = grid_cell(s, s->row0 + row, s->col0 + col);
	memcpy(c, v, (size_t)n * sizeof *c);
}

int surface_width(struct span text)
{
	int cols = 0;

	for (size_t i = 0; i < text.n;) {
		size_t next = u8_next(text.p, text.n, i);
		int w;
		int32_t cp;

		if (plain(text.p + i, next - i)) {
			w = 1;
		} else {
			u8_decode(text.p + i, next - i, &cp);
			w = cp < 0 || u8_control(cp) ? 1 : u8_cluster_width(text.p + i, next - i);
		}
		cols += w == 0 ? 1 : w;
		i = next;
	}
	return cols;
}

int surface_print(struct surface *s, int row, int col, struct span text, unsigned style)
{
	for (size_t i = 0; i < text.n;) {
		size_t next = u8_next(text.p, text.n, i), n;
		char out[CELL_BYTES];
		int width;

		if (plain(text.p + i, next - i)) {
			put(s, row, col++, text.p + i, next - i, 1, style);
			i = next;
			continue;
		}
		width = shown(text.p + i, next - i, out, &n);

		put(s, row, col, out, n, width, style);
		col += width;
		i = next;
	}
	return col;
}

int surface_puts(struct surface *s, int row, int col, const char *text, unsigned style)
{
	return surface_print(s, row, col, span_of(text), style);
}

int surface_printf(struct surface *s, int row, int col, unsigned style, const char *fmt, ...)
{
	struct str text = STR_INIT;
	va_list ap;

	va_start(ap, fmt);
	str_vaddf(&text, fmt, ap);
	va_end(ap);
	col = surface_print(s, row, col, str_span(&text), style);
	str_release(&text);
	return col;
}

void surface_fill(struct surface *s, int row, int col, int rows, int cols, unsigned style)
{
	struct surface sub = surface_sub(s, row, col, rows, cols);

	for (int r = 0; r < sub.rows && sub.cols; r++) {
		struct cell *c = grid_cell(&sub, sub.row0 + r, sub.col0);

		sub.touched[sub.row0 + r] = true;
		/* only at its edges may a wide cluster reach out of it */
		break_wide(&sub, sub.row0 + r, sub.col0);
		break_wide(&sub, sub.row0 + r, sub.col0 + sub.cols - 1);
		if (r > 0)
			memcpy(c, c - sub.grid_cols, (size_t)sub.cols * sizeof *c);
		for (int i = 0; r == 0 && i < sub.cols; i++)
			blank(c + i, style);
	}
}

void surface_clear(struct surface *s, unsigned style)
{
	surface_fill(s, 0, 0, s->rows, s->cols, style);
	surface_cursor(s, 0, 0);
}

/* The longest prefix of whole clusters within cols columns. */
static size_t fit(struct span text, int cols)
{
	size_t i = 0;

	while (i < text.n) {
		size_t next = u8_next(text.p, text.n, i);

		cols -= surface_width(span_sub(text, i, next - i));
		if (cols < 0)
			break;
		i = next;
	}
	return i;
}

int surface_field(struct surface *s, int row, int col, int cols, struct span text, unsigned style)
{
	int end = col + cols;

	if (cols <= 0)
		return col;
	if (surface_width(text) <= cols) {
		col = surface_print(s, row, col, text, style);
	} else {
		col = surface_print(s, row, col, span_sub(text, 0, fit(text, cols - 1)), style);
		col = surface_puts(s, row, col, ELLIPSIS, style);
	}
	surface_fill(s, row, col, 1, end - col, style);
	return end;
}

int surface_right(struct surface *s, int row, int end, struct span text, unsigned style)
{
	int col = end - surface_width(text);

	surface_print(s, row, col, text, style);
	return col;
}

void surface_mark(struct surface *s, int row, int col, int cols, unsigned marks)
{
	for (int c = col < 0 ? 0 : col; c < s->cols && c - col < cols; c++) {
		struct cell *cell;

		if (row < 0 || row >= s->rows)
			return;
		s->touched[s->row0 + row] = true;
		cell = grid_cell(s, s->row0 + row, s->col0 + c);
		cell->style = (uint16_t)(cell->style | marks);
	}
}

void surface_hline(struct surface *s, int row, int col, int cols, unsigned style)
{
	struct cell line[2];

	surface_shape(SPAN_LIT("\xE2\x94\x80"), style, line);
	for (int c = 0; c < cols && c < SURFACE_MAX; c++)
		surface_cells(s, row, col + c, line, 1);
}

void surface_vline(struct surface *s, int row, int col, int rows, unsigned style)
{
	struct cell line[2];

	surface_shape(SPAN_LIT("\xE2\x94\x82"), style, line);
	for (int r = 0; r < rows && r < SURFACE_MAX; r++)
		surface_cells(s, row + r, col, line, 1);
}

void surface_cursor(struct surface *s, int row, int col)
{
	row = s->row0 + clamp(row, 0, s->rows ? s->rows - 1 : 0);
	col = s->col0 + clamp(col, 0, s->cols ? s->cols - 1 : 0);
	s->cursor[0] = clamp(row, 0, s->grid_rows - 1);
	s->cursor[1] = clamp(col, 0, s->grid_cols - 1);
}

const struct cell *surface_cell(const struct surface *s, int row, int col)
{
	if (row < 0 || col < 0 || row >= s->rows || col >= s->cols)
		return NULL;
	return grid_cell(s, s->row0 + row, s->col0 + col);
}

void surface_row_text(const struct surface *s, int row, struct str *out)
{
	size_t end = out->len;

	for (int c = 0; c < s->cols; c++) {
		const struct cell *cell = surface_cell(s, row, c);

		if (!cell)
			break;
		str_add(out, cell->text, cell->n);
		if (cell->n && !(cell->n == 1 && cell->text[0] == ' '))
			end = out->len;
	}
	if (out->len > end)
		str_replace(out, end, out->len - end, NULL, 0);
}
