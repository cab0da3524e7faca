/* term_curses: the real terminal; the only file that knows curses.
 *
 * curses draws and knows the terminal's strings; bytes are read and decoded by
 * key_decode, because curses' own input can't tell Alt from Esc, knows no paste
 * and blocks. Signals are term_signals' business. */
#include "ui/term.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>
#define NCURSES_NOMACROS 1
#include <curses.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/u8.h"
#include "ui/term_signals.h"

/* <term.h> has a struct term of its own; these two are all we need of it. */
extern char *tigetstr(const char *name);
extern int setupterm(const char *name, int fd, int *status);

enum { STRINGS_MAX = 64, CLIPBOARD_MAX = 100000, RUN_MAX = 128, FRAME_BYTES = 65536, KEYS_MAX = 256 };

struct term_curses {
	struct term term;
	SCREEN *screen;
	struct key_decoder keys;
	struct key_string strings[STRINGS_MAX];
	size_t n_strings;
	struct surface shown;                 /* what curses was given last */
	FILE *out;                            /* curses' own way to the terminal ... */
	int frame;                            /* ... which leads here while it updates; -1 none */
	char bytes[FRAME_BYTES];
	bool redraw;
	enum theme_form form;
	bool xterm;                           /* mouse, paste, OSC understood */
	int pairs[9][9];                      /* fg + 1, bg + 1 -> pair, 0 not made */
	int n_pairs;
	bool eof;
};

static struct term_curses *curses(struct term *t)
{
	return (struct term_curses *)t;
}

/* ------------------------------------------------------------ enter, leave */

/* 1002 press and drag, 1006 places as numbers, 2004 bracketed paste */
static const char MODES_ON[] = "\x1b[?1002h\x1b[?1006h\x1b[?2004h";
static const char MODES_OFF[] = "\x1b[?2004l\x1b[?1006l\x1b[?1002l";

static const char *capability(const char *name)
{
	const char *s = tigetstr(name);

	return s == (const char *)-1 ? NULL : s;
}

/* A capability without its padding ("$<5>"), which only curses sends right. */
static void add_capability(struct str *out, const char *name)
{
	const char *s = capability(name);

	for (size_t i = 0, n = s ? strlen(s) : 0; i < n; i++) {
		const char *end = s[i] == '$' && s[i + 1] == '<' ? strchr(s + i, '>') : NULL;

		if (end)
			i = (size_t)(end - s);
		else
			str_addc(out, s[i]);
	}
}

static void modes(struct term_curses *t, bool on)
{
	if (t->xterm)
		term_signals_write(on ? MODES_ON : MODES_OFF, strlen(on ? MODES_ON : MODES_OFF));
}

static void real_size(int *rows, int *cols)
{
	struct winsize w;

	*rows = LINES;
	*cols = COLS;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_row && w.ws_col) {
		*rows = w.ws_row;
		*cols = w.ws_col;
	}
}

static void curses_leave(struct term *t)
{
	if (!term_signals_is_active())
		return;
	modes(curses(t), false);
	endwin();
	term_signals_active(false);
}

static void curses_enter(struct term *t)
{
	int rows, cols;

	if (term_signals_is_active())
		return;
	term_signals_active(true);
	real_size(&rows, &cols);
	if (rows != LINES || cols != COLS)
		resize_term(rows, cols);
	reset_prog_mode();
	clearok(curscr, TRUE);
	refresh();
	modes(curses(t), true);
	curses(t)->redraw = true;
	term_signals_set(SIGNAL_RESIZED); /* so that the app draws all of it again */
}

static void curses_suspend(struct term *t)
{
	curses_leave(t);
	term_signals_stop();
	curses_enter(t);
}

static void curses_outside(struct term *t, void (*run)(void *ctx), void *ctx)
{
	bool was = term_signals_is_active();

	curses_leave(t);
	term_signals_outside(true);
	run(ctx);
	term_signals_outside(false);
	if (was)
		curses_enter(t);
}

/* ----------------------------------------------------------------- drawing */

static void curses_size(struct term *t, int *rows, int *cols)
{
	(void)t;
	real_size(rows, cols);
}

static short pair_of(struct term_curses *t, int fg, int bg)
{
	int *pair = &t->pairs[fg + 1][bg + 1];

	if (fg < 0 && bg < 0)
		return 0;
	if (!*pair) {
		if (t->n_pairs + 1 >= COLOR_PAIRS)
			return 0;
		*pair = ++t->n_pairs;
		init_pair((short)*pair, (short)fg, (short)bg);
	}
	return (short)*pair;
}

static attr_t attrs_of(unsigned look)
{
	static const struct {
		unsigned look;
		attr_t attr;
	} table[] = {{LOOK_BOLD, A_BOLD}, {LOOK_UNDERLINE, A_UNDERLINE}, {LOOK_REVERSE, A_REVERSE}, {LOOK_DIM, A_DIM},
		{LOOK_ITALIC, A_ITALIC}};
	attr_t attrs = A_NORMAL;

	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
		if (look & table[i].look)
			attrs |= table[i].attr;
	return attrs;
}

/* How a style looks, as curses takes it: a cell without its text. */
static void look_of(struct term_curses *t, unsigned style, cchar_t *out)
{
	struct look look = theme_look(t->form, style);

	if (setcchar(out, L" ", attrs_of(look.attrs), pair_of(t, look.fg, look.bg), NULL) != OK)
		setcchar(out, L" ", A_NORMAL, 0, NULL);
}

/* The cluster as curses wants it. Where the C library counts other columns than
 * we do, a substitute keeps the row in step. */
static void wide_of(const struct cell *cell, cchar_t *out)
{
	size_t n = 0, i = 0;

	if (cell->n == 1) {
		out->chars[0] = (unsigned char)cell->text[0];
		return;
	}
	while (i < cell->n && n < CCHARW_MAX - 1) {
		int32_t cp;

		i += u8_decode(cell->text + i, cell->n - i, &cp);
		if (n && wcwidth((wchar_t)cp) != 0)
			continue; /* a joined sequence: its first sign stands for it */
		out->chars[n++] = (wchar_t)cp;
	}
	if (n == 0 || wcwidth(out->chars[0]) != cell->width) {
		out->chars[0] = cell->width == 2 ? 0xFF1F : 0xFFFD;
		n = 1;
	}
	while (n < CCHARW_MAX)
		out->chars[n++] = 0;
}

static bool same_cells(const struct cell *a, const struct cell *b, int n)
{
	return memcmp(a, b, (size_t)n * sizeof *a) == 0;
}

/* Cells of one column each, [from, to) of a row: all at once. */
static void draw_run(struct term_curses *t, int row, int from, int to, const struct cell *cells)
{
	cchar_t run[RUN_MAX], look;
	int n = 0;

	for (int c = from; c < to; c++) {
		if (n == 0 || cells[c].style != cells[c - 1].style)
			look_of(t, cells[c].style, &look);
		run[n] = look;
		wide_of(&cells[c], &run[n++]);
		if (n == RUN_MAX || c + 1 == to) {
			mvadd_wchnstr(row, c + 1 - n, run, n);
			n = 0;
		}
	}
}

static bool narrow(const struct cell *cells, int from, int to)
{
	for (int c = from; c < to; c++)
		if (cells[c].width != 1)
			return false;
	return true;
}

static void draw_row(struct term_curses *t, int row, const struct cell *now, struct cell *old, int cols)
{
	int from = 0, to = cols;

	while (from < to && same_cells(now + from, old + from, 1))
		from++;
	while (to > from && same_cells(now + to - 1, old + to - 1, 1))
		to--;
	if (narrow(now, from, to) && narrow(old, from, to)) {
		draw_run(t, row, from, to, now);
	} else {
		/* curses mends what is left of a wide one that is written over in part */
		for (int c = from; c < to; c++)
			if (now[c].n) {
				cchar_t cell;

				look_of(t, now[c].style, &cell);
				wide_of(&now[c], &cell);
				mvadd_wch(row, c, &cell);
			}
	}
	memcpy(old + from, now + from, (size_t)(to - from) * sizeof *old);
}

/* curses writes after each movement of the cursor, which the terminal may show
 * one by one: a frame is gathered in a file in memory and goes out whole. */
static void update(struct term_curses *t)
{
	bool held = t->frame >= 0 && dup3(t->frame, fileno(t->out), O_CLOEXEC) >= 0;
	off_t at = 0, end;

	refresh();
	if (!held)
		return;
	dup3(STDOUT_FILENO, fileno(t->out), O_CLOEXEC);
	end = lseek(t->frame, 0, SEEK_CUR);
	lseek(t->frame, 0, SEEK_SET);
	while (at < end) {
		size_t n = end - at < FRAME_BYTES ? (size_t)(end - at) : FRAME_BYTES;
		ssize_t k = pread(t->frame, t->bytes, n, at);

		if (k <= 0)
			break;
		term_signals_write(t->bytes, (size_t)k);
		at += k;
	}
}

static void curses_draw(struct term *term, const struct surface *s)
{
	struct term_curses *t = curses(term);
	bool all = t->redraw || t->shown.rows != s->rows || t->shown.cols != s->cols;

	if (!term_signals_is_active())
		return;
	if (all) {
		surface_resize(&t->shown, s->rows, s->cols);
		erase();
	}
	for (int r = 0; r < s->rows && r < LINES; r++) {
		const struct cell *now = surface_cell(s, r, 0);
		struct cell *old = &t->shown.cells[(size_t)r * (size_t)s->cols];

		if ((all || s->touched[r]) && !same_cells(now, old, s->cols))
			draw_row(t, r, now, old, s->cols < COLS ? s->cols : COLS);
	}
	t->redraw = false;
	move(s->cursor[0] < LINES ? s->cursor[0] : LINES - 1, s->cursor[1] < COLS ? s->cursor[1] : COLS - 1);
	term_signals_hold(true);
	update(t);
	term_signals_hold(false);
}

/* ------------------------------------------------------------------- input */

static int curses_poll(struct term *term, struct pollfd fds[TERM_FDS])
{
	int n = 0;

	fds[n++] = (struct pollfd){.fd = term_signals_fd(), .events = POLLIN};
	if (!curses(term)->eof)
		fds[n++] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
	return n;
}

static void read_bytes(struct term_curses *t)
{
	struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
	char buf[4096];
	ssize_t n;

	while (!t->eof && poll(&fd, 1, 0) > 0) {
		n = read(STDIN_FILENO, buf, sizeof buf);
		if (n > 0) {
			key_decoder_feed(&t->keys, buf, (size_t)n, clock_monotonic_ms());
			if (n < KEYS_MAX)
				return; /* keys, no paste: that was all */
			continue;
		}
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			return;
		t->eof = true; /* the terminal is gone */
		term_signals_set(SIGNAL_ENDED);
	}
}

/* What signals asked for; true when it is an event. */
static bool signal_event(struct term *t, struct event *out)
{
	int rows, cols;

	term_signals_drain();
	if (term_signals_take(SIGNAL_STOPPED))
		curses_suspend(t);
	if (term_signals_take(SIGNAL_CONTINUED)) { /* was stopped without a word before */
		term_signals_active(false);
		curses_enter(t);
	}
	if (!term_signals_is_active() || !term_signals_take(SIGNAL_RESIZED))
		return false;
	real_size(&rows, &cols);
	if (rows != LINES || cols != COLS)
		resize_term(rows, cols);
	curses(t)->redraw = true;
	clearok(curscr, TRUE);
	*out = (struct event){.type = EVENT_RESIZE, .rows = rows, .cols = cols};
	return true;
}

static bool curses_read(struct term *term, struct event *out)
{
	struct term_curses *t = curses(term);

	if (signal_event(term, out))
		return true;
	read_bytes(t);
	if (key_decoder_next(&t->keys, clock_monotonic_ms(), out))
		return true;
	if (!term_signals_take(SIGNAL_ENDED))
		return false;
	*out = (struct event){.type = EVENT_END};
	return true;
}

static int curses_timeout(struct term *t)
{
	return key_decoder_timeout(&curses(t)->keys, clock_monotonic_ms());
}

/* ------------------------------------------------------------------- other */

static void add_base64(struct str *out, struct span in)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < in.n; i += 3) {
		unsigned v = 0;

		for (size_t k = 0; k < 3; k++)
			v = v << 8 | (i + k < in.n ? (unsigned char)in.p[i + k] : 0u);
		for (size_t k = 0; k < 4; k++)
			str_addc(out, k <= in.n - i ? digits[v >> (18 - 6 * k) & 63] : '=');
	}
}

static bool curses_clipboard(struct term *term, struct span text)
{
	struct str out = STR_INIT;

	if (!curses(term)->xterm || !term_signals_is_active() || text.n > CLIPBOARD_MAX)
		return false;
	str_adds(&out, "\x1b]52;c;");
	add_base64(&out, text);
	str_adds(&out, "\x07");
	term_signals_write(str_c(&out), out.len);
	str_release(&out);
	return true;
}

static void curses_title(struct term *term, const char *text)
{
	struct str out = STR_INIT;
	struct span s = span_of(text);

	if (!curses(term)->xterm || !term_signals_is_active())
		return;
	str_adds(&out, "\x1b]2;");
	for (size_t i = 0, len; i < s.n; i += len) {
		int32_t cp;

		len = u8_decode(s.p + i, s.n - i, &cp);
		if (cp >= 0 && !u8_control(cp))
			str_add(&out, s.p + i, len);
	}
	str_adds(&out, "\x07");
	term_signals_write(str_c(&out), out.len);
	str_release(&out);
}

static void curses_free(struct term *term)
{
	struct term_curses *t = curses(term);

	curses_leave(term);
	delscreen(t->screen);
	fclose(t->out);
	if (t->frame >= 0)
		close(t->frame);
	term_signals_close();
	surface_release(&t->shown);
	key_decoder_release(&t->keys);
	free(t);
}

static const struct term_ops curses_ops = {
	.size = curses_size,
	.draw = curses_draw,
	.poll = curses_poll,
	.read = curses_read,
	.timeout = curses_timeout,
	.suspend = curses_suspend,
	.outside = curses_outside,
	.clipboard = curses_clipboard,
	.title = curses_title,
	.free = curses_free,
};

/* ------------------------------------------------------------------- start */

/* Keys whose bytes differ between terminals, as terminfo names them. */
static const struct {
	const char *name;
	struct key key;
} terminfo_keys[] = {
	{"kf1", {K_F1, 0}}, {"kf2", {K_F2, 0}}, {"kf3", {K_F3, 0}}, {"kf4", {K_F4, 0}},
	{"kf5", {K_F5, 0}}, {"kf6", {K_F6, 0}}, {"kf7", {K_F7, 0}}, {"kf8", {K_F8, 0}},
	{"kf9", {K_F9, 0}}, {"kf10", {K_F10, 0}}, {"kf11", {K_F11, 0}}, {"kf12", {K_F12, 0}},
	{"kcuu1", {K_UP, 0}}, {"kcud1", {K_DOWN, 0}}, {"kcub1", {K_LEFT, 0}}, {"kcuf1", {K_RIGHT, 0}},
	{"khome", {K_HOME, 0}}, {"kend", {K_END, 0}}, {"kpp", {K_PAGE_UP, 0}}, {"knp", {K_PAGE_DOWN, 0}},
	{"kich1", {K_INSERT, 0}}, {"kdch1", {K_DELETE, 0}}, {"kcbt", {K_TAB, KEYMOD_SHIFT}},
	{"kLFT", {K_LEFT, KEYMOD_SHIFT}}, {"kRIT", {K_RIGHT, KEYMOD_SHIFT}},
	{"kind", {K_DOWN, KEYMOD_SHIFT}}, {"kri", {K_UP, KEYMOD_SHIFT}},
	{"kHOM", {K_HOME, KEYMOD_SHIFT}}, {"kEND", {K_END, KEYMOD_SHIFT}}, {"kDC", {K_DELETE, KEYMOD_SHIFT}},
};

static void collect_strings(struct term_curses *t)
{
	for (size_t i = 0; i < sizeof terminfo_keys / sizeof terminfo_keys[0]; i++) {
		const char *bytes = capability(terminfo_keys[i].name);

		/* one-byte strings (vt52-like Ctrl-H for left) would take typed keys */
		if (bytes && strlen(bytes) > 2 && t->n_strings < STRINGS_MAX)
			t->strings[t->n_strings++] = (struct key_string){bytes, terminfo_keys[i].key};
	}
	key_decoder_init(&t->keys, t->strings, t->n_strings);
}

/* Terminals that know xterm's private modes and OSC; others could print them. */
static bool xterm_like(const char *name)
{
	static const char *const starts[] = {"xterm", "screen", "tmux", "rxvt", "foot", "kitty", "alacritty", "konsole",
		"gnome", "vte", "st-", "iterm", "wezterm", "ghostty", "contour", "putty", "mintty"};

	for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
		if (span_starts(span_of(name), starts[i]))
			return true;
	return false;
}

static int refuse(struct err *err, const char *name)
{
	int status = 0;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err, ERR_SYSTEM, "helskärmen behöver en terminal; se paragraf --help för kommandoraden");
	if (setupterm(name, STDOUT_FILENO, &status) != OK)
		return err_set(err, ERR_SYSTEM, "terminaltypen TERM=%s är okänd; sätt TERM=xterm-256color", name);
	if (!capability("cup") || !capability("clear"))
		return err_set(err, ERR_SYSTEM,
			"terminalen TERM=%s kan inte visa helskärmen; sätt TERM=xterm-256color eller använd kommandoraden", name);
	return 0;
}

static void start_colours(struct term_curses *t)
{
	int colours = 0;

	if (has_colors() && start_color() == OK) {
		use_default_colors();
		colours = COLORS;
	}
	t->form = theme_form(colours, getenv("NO_COLOR"));
}

struct term *term_curses_new(struct err *err)
{
	static const char *const restorers[] = {"sgr0", "cnorm", "rmcup"};
	const char *name = getenv("TERM");
	struct str restore = STR_INIT;
	struct term_curses *t;
	int rows, cols;

	if (!name || !*name)
		name = "dumb";
	/* a Swedish text needs UTF-8, whatever the environment forgot to say */
	if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
	if (refuse(err, name) < 0 || term_signals_open(err) < 0)
		return NULL;
	t = mem_alloc(sizeof *t);
	t->term.ops = &curses_ops;
	t->out = fdopen(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3), "w");
	t->screen = t->out ? newterm(name, t->out, stdin) : NULL;
	if (!t->screen) {
		err_set(err, ERR_SYSTEM, "terminalen TERM=%s kan inte öppnas; sätt TERM=xterm-256color", name);
		if (t->out)
			fclose(t->out);
		term_signals_close();
		free(t);
		return NULL;
	}
	t->frame = memfd_create("frame", MFD_CLOEXEC);
	typeahead(-1);
	raw();
	noecho();
	nonl();
	t->xterm = xterm_like(name);
	start_colours(t);
	collect_strings(t);
	real_size(&rows, &cols);
	if (rows != LINES || cols != COLS)
		resize_term(rows, cols);
	surface_init(&t->shown, rows, cols);
	t->redraw = true;
	str_adds(&restore, t->xterm ? MODES_OFF : "");
	for (size_t i = 0; i < sizeof restorers / sizeof restorers[0]; i++)
		add_capability(&restore, restorers[i]);
	term_signals_catch(str_c(&restore), restore.len);
	str_release(&restore);
	term_signals_active(true);
	mem_on_exhausted(term_curses_emergency);
	refresh();
	modes(t, true);
	return &t->term;
}
