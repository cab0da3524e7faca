/* pty: see pty.h. The child has a session of its own, so that it owns the
 * terminal; we hold the other end, never blocking. */
#include "pty/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vterm.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/u8.h"

struct pty {
	int fd; /* -1 when hung up */
	pid_t pid;
	bool over;   /* the program has ended, `status` says how */
	bool stopped;
	int status;
	int rows, cols;
	bool visible, alternate;
	VTerm *vt;
	VTermScreen *screen;
	struct str in;  /* what the program wrote */
	struct str out; /* what waits to be read by it */
	int64_t last;   /* when it last wrote */
};

static int on_property(VTermProp prop, VTermValue *val, void *user)
{
	struct pty *p = user;

	if (prop == VTERM_PROP_CURSORVISIBLE)
		p->visible = val->boolean;
	else if (prop == VTERM_PROP_ALTSCREEN)
		p->alternate = val->boolean;
	return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

static void child(int terminal, const char *const *opt_env, const char *const *argv)
{
	setsid();
	ioctl(terminal, TIOCSCTTY, 0);
	for (int fd = 0; fd < 3; fd++)
		dup2(terminal, fd);
	if (terminal > 2)
		close(terminal);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	for (; opt_env && *opt_env; opt_env++)
		putenv(mem_strdup(*opt_env));
	/* execvp does not change its arguments, whatever its type says */
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

static void set_size(struct pty *p, int rows, int cols)
{
	struct winsize ws = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	p->rows = rows;
	p->cols = cols;
	if (p->fd >= 0)
		ioctl(p->fd, TIOCSWINSZ, &ws);
}

struct pty *pty_start(int rows, int cols, const char *const *opt_env, const char *const *argv)
{
	struct pty *p = mem_alloc(sizeof *p);
	char name[128];
	int terminal;

	p->visible = true;
	p->fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	if (p->fd < 0 || grantpt(p->fd) || unlockpt(p->fd) || ptsname_r(p->fd, name, sizeof name)) {
		perror("pseudo-terminal");
		abort();
	}
	set_size(p, rows, cols);
	terminal = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
	p->pid = fork();
	if (p->pid == 0)
		child(terminal, opt_env, argv);
	close(terminal);
	if (p->pid < 0) {
		perror("fork");
		abort();
	}
	p->vt = vterm_new(rows, cols);
	vterm_set_utf8(p->vt, 1);
	p->screen = vterm_obtain_screen(p->vt);
	vterm_screen_enable_altscreen(p->screen, 1);
	vterm_screen_set_callbacks(p->screen, &callbacks, p);
	vterm_screen_reset(p->screen, 1);
	p->last = clock_monotonic_ms();
	return p;
}

static void reap(struct pty *p)
{
	int status;
	pid_t pid;

	while (!p->over && (pid = waitpid(p->pid, &status, WNOHANG | WUNTRACED | WCONTINUED)) > 0) {
		p->stopped = WIFSTOPPED(status);
		if (!WIFEXITED(status) && !WIFSIGNALED(status))
			continue;
		p->over = true;
		p->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	}
}

void pty_free(struct pty *p)
{
	if (!p)
		return;
	reap(p);
	if (!p->over) {
		kill(p->pid, SIGKILL);
		waitpid(p->pid, NULL, 0);
	}
	if (p->fd >= 0)
		close(p->fd);
	vterm_free(p->vt);
	str_release(&p->in);
	str_release(&p->out);
	free(p);
}

static void hear(struct pty *p)
{
	char buf[16384];
	ssize_t n;

	while (p->fd >= 0 && (n = read(p->fd, buf, sizeof buf)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return; /* nothing now, or EIO: nobody has the other end open */
		str_add(&p->in, buf, (size_t)n);
		vterm_input_write(p->vt, buf, (size_t)n);
		p->last = clock_monotonic_ms();
		/* what the terminal answers to questions about itself */
		while ((n = (ssize_t)vterm_output_read(p->vt, buf, sizeof buf)) > 0)
			str_add(&p->out, buf, (size_t)n);
	}
}

static void say(struct pty *p)
{
	while (p->fd >= 0 && p->out.len > 0) {
		ssize_t n = write(p->fd, p->out.buf, p->out.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		str_replace(&p->out, 0, (size_t)n, "", 0);
	}
}

/* Moves bytes both ways; waits at most `ms` for something to happen. */
static void pump(struct pty *p, int ms)
{
	struct pollfd pfd = {.fd = p->fd, .events = POLLIN};

	say(p);
	if (p->out.len > 0)
		pfd.events |= POLLOUT;
	/* a closed terminal is always ready: then only the time is waited for */
	if (poll(&pfd, 1, ms) > 0 && pfd.revents & POLLHUP && !(pfd.revents & POLLIN))
		poll(NULL, 0, ms < 5 ? ms : 5);
	hear(p);
	say(p);
	reap(p);
}

void pty_send(struct pty *p, struct span bytes)
{
	str_addspan(&p->out, bytes);
	pump(p, 0);
}

void pty_type(struct pty *p, const char *text)
{
	pty_send(p, span_of(text));
}

void pty_resize(struct pty *p, int rows, int cols)
{
	pump(p, 0);
	vterm_set_size(p->vt, rows, cols);
	set_size(p, rows, cols);
}

void pty_signal(struct pty *p, int sig)
{
	reap(p);
	if (!p->over)
		kill(p->pid, sig);
}

void pty_hang_up(struct pty *p)
{
	pump(p, 0);
	if (p->fd >= 0)
		close(p->fd);
	p->fd = -1;
}

/* ------------------------------------------------------------------ waiting */

/* What is waited for. */
struct want {
	const char *text;
	int row, col;
	size_t from;
	int64_t quiet;
};

typedef bool want_test(struct pty *p, const struct want *want);

/* The end of a program is news too, but it is noticed only by asking: hence the
 * short turns (a pidfd would need a newer kernel than some have). */
static bool wait_for(struct pty *p, want_test *test, const struct want *want, int ms, const char *what)
{
	int64_t end = clock_monotonic_ms() + ms, left;

	for (pump(p, 0); !test(p, want); pump(p, left < 10 ? (int)left : 10)) {
		left = end - clock_monotonic_ms();
		if (left <= 0) {
			char *screen = pty_screen(p);

			printf("waited %d ms for %s |%s| (row %d, column %d); the screen is\n%s", ms, what,
				want->text ? want->text : "", want->row, want->col, screen);
			free(screen);
			return false;
		}
	}
	return true;
}

static bool has_text(struct pty *p, const struct want *want)
{
	int row, col;

	return pty_find(p, want->text, &row, &col);
}

static bool lacks_text(struct pty *p, const struct want *want)
{
	return !has_text(p, want);
}

static bool row_is(struct pty *p, const struct want *want)
{
	char *row = pty_row(p, want->row);
	bool same = strcmp(row, want->text) == 0;

	free(row);
	return same;
}

static bool cursor_at(struct pty *p, const struct want *want)
{
	int row, col;

	pty_cursor(p, &row, &col);
	return row == want->row && col == want->col;
}

static bool has_written(struct pty *p, const struct want *want)
{
	return span_find(str_span(&p->in), want->text, want->from) != (size_t)-1;
}

static bool is_quiet(struct pty *p, const struct want *want)
{
	return p->over || clock_monotonic_ms() - p->last >= want->quiet;
}

static bool is_over(struct pty *p, const struct want *want)
{
	(void)want;
	return p->over;
}

static bool is_stopped(struct pty *p, const struct want *want)
{
	(void)want;
	return p->stopped;
}

bool pty_wait_text(struct pty *p, const char *text, int ms)
{
	return wait_for(p, has_text, &(struct want){.text = text}, ms, "the text");
}

bool pty_wait_gone(struct pty *p, const char *text, int ms)
{
	return wait_for(p, lacks_text, &(struct want){.text = text}, ms, "the end of the text");
}

bool pty_wait_row(struct pty *p, int row, const char *text, int ms)
{
	return wait_for(p, row_is, &(struct want){.text = text, .row = row}, ms, "the row");
}

bool pty_wait_cursor(struct pty *p, int row, int col, int ms)
{
	return wait_for(p, cursor_at, &(struct want){.row = row, .col = col}, ms, "the cursor");
}

bool pty_wait_written(struct pty *p, const char *bytes, size_t from, int ms)
{
	return wait_for(p, has_written, &(struct want){.text = bytes, .from = from}, ms, "the bytes");
}

bool pty_wait_quiet(struct pty *p, int quiet, int ms)
{
	return wait_for(p, is_quiet, &(struct want){.quiet = quiet}, ms, "quiet");
}

bool pty_wait_stopped(struct pty *p, int ms)
{
	return wait_for(p, is_stopped, &(struct want){.text = NULL}, ms, "the program to stop");
}

bool pty_wait_exit(struct pty *p, int *status, int ms)
{
	if (!wait_for(p, is_over, &(struct want){.text = NULL}, ms, "the program to end"))
		return false;
	hear(p); /* what it wrote last */
	*status = p->status;
	return true;
}

/* ------------------------------------------------------------------ looking */

static bool get(struct pty *p, int row, int col, VTermScreenCell *cell)
{
	if (row < 0 || col < 0 || row >= p->rows || col >= p->cols)
		return false;
	return vterm_screen_get_cell(p->screen, (VTermPos){.row = row, .col = col}, cell) != 0;
}

/* Text of a cell: a blank for an empty one, nothing for the right half of a wide. */
static void add_cell(struct str *out, const VTermScreenCell *cell)
{
	if (cell->chars[0] == (uint32_t)-1)
		return;
	if (cell->chars[0] == 0)
		str_addc(out, ' ');
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++) {
		char buf[4];

		str_add(out, buf, u8_encode((int32_t)cell->chars[i], buf));
	}
}

char *pty_row(struct pty *p, int row)
{
	struct str s = STR_INIT;
	VTermScreenCell cell;

	for (int col = 0; get(p, row, col, &cell); col++)
		add_cell(&s, &cell);
	while (s.len > 0 && s.buf[s.len - 1] == ' ')
		s.buf[--s.len] = '\0';
	return str_take(&s);
}

char *pty_screen(struct pty *p)
{
	struct str s = STR_INIT;

	for (int row = 0; row < p->rows; row++) {
		char *line = pty_row(p, row);

		str_addf(&s, "%s\n", line);
		free(line);
	}
	while (s.len > 0 && s.buf[s.len - 1] == '\n' && (s.len == 1 || s.buf[s.len - 2] == '\n'))
		s.buf[--s.len] = '\0';
	return str_take(&s);
}

bool pty_find(struct pty *p, const char *text, int *row, int *col)
{
	for (int y = 0; y < p->rows; y++) {
		char *line = pty_row(p, y);
		size_t at = span_find(span_of(line), text, 0);
		struct str s = STR_INIT;
		VTermScreenCell cell;
		int x;

		free(line);
		if (at == (size_t)-1)
			continue;
		for (x = 0; s.len < at && get(p, y, x, &cell); x++)
			add_cell(&s, &cell);
		/* past the right half of a wide one */
		while (get(p, y, x, &cell) && cell.chars[0] == (uint32_t)-1)
			x++;
		str_release(&s);
		*row = y;
		*col = x;
		return true;
	}
	return false;
}

void pty_cursor(struct pty *p, int *row, int *col)
{
	VTermPos pos;

	vterm_state_get_cursorpos(vterm_obtain_state(p->vt), &pos);
	*row = pos.row;
	*col = pos.col;
}

bool pty_cursor_visible(struct pty *p)
{
	return p->visible;
}

bool pty_alternate(struct pty *p)
{
	return p->alternate;
}

struct span pty_written(struct pty *p)
{
	return str_span(&p->in);
}

static int colour(VTermColor c, bool is_default)
{
	if (is_default)
		return PTY_DEFAULT;
	if (VTERM_COLOR_IS_INDEXED(&c))
		return c.indexed.idx;
	return 0x1000000 | c.rgb.red << 16 | c.rgb.green << 8 | c.rgb.blue;
}

struct pty_cell pty_cell(struct pty *p, int row, int col)
{
	struct pty_cell out = {.text = "", .fg = PTY_DEFAULT, .bg = PTY_DEFAULT};
	struct str s = STR_INIT;
	VTermScreenCell c;

	if (!get(p, row, col, &c))
		return out;
	add_cell(&s, &c);
	snprintf(out.text, sizeof out.text, "%s", str_c(&s));
	str_release(&s);
	out.width = c.width;
	out.bold = c.attrs.bold;
	out.underline = c.attrs.underline != 0;
	out.italic = c.attrs.italic;
	out.reverse = c.attrs.reverse;
	out.blink = c.attrs.blink;
	out.strike = c.attrs.strike;
	out.fg = colour(c.fg, VTERM_COLOR_IS_DEFAULT_FG(&c.fg));
	out.bg = colour(c.bg, VTERM_COLOR_IS_DEFAULT_BG(&c.bg));
	return out;
}
