/* term_curses in a pseudo-terminal: a small program in the child draws and says
 * what it read; libvterm in the parent says what a user would see. */
#include "test.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <vterm.h>

#include "ui/term.h"

struct session {
	pid_t pid;
	int fd;
	VTerm *vt;
	VTermScreen *screen;
	struct str raw;        /* all that the program wrote */
	struct termios before;
};

/* ------------------------------------------------------------ in the child */

static void draw(struct term *t, struct surface *s, const struct str *said)
{
	surface_clear(s, ROLE_NORMAL);
	surface_puts(s, 0, 0, "Räksmörgås 日本 [slut]", ROLE_HEADING);
	surface_printf(s, 1, 0, ROLE_NORMAL, "storlek %dx%d", s->rows, s->cols);
	surface_print(s, 2, 0, str_span(said), ROLE_NORMAL);
	surface_puts(s, s->rows - 1, s->cols - 1, "X", ROLE_NORMAL);
	surface_puts(s, 3, 0, "\x1b[31mrå\x07", ROLE_NORMAL);
	surface_cursor(s, 2, surface_width(str_span(said)));
	term_draw(t, s);
}

static bool child_event(struct term *t, struct surface *s, const struct event *ev, struct str *said)
{
	if (ev->type == EVENT_RESIZE)
		surface_resize(s, ev->rows, ev->cols);
	str_addc(said, ' ');
	if (ev->type == EVENT_KEY)
		key_add_name(said, ev->key);
	else if (ev->type == EVENT_PASTE)
		str_addf(said, "paste%zu", ev->paste.n);
	else if (ev->type == EVENT_MOUSE)
		str_addf(said, "mus%d,%d", ev->row, ev->col);
	else if (ev->type == EVENT_RESIZE)
		str_adds(said, "ny storlek");
	if (event_is(ev, 'k', KEYMOD_CTRL))
		raise(SIGSEGV);
	if (event_is(ev, 't', KEYMOD_CTRL))
		term_suspend(t);
	if (event_is(ev, 'c', KEYMOD_CTRL))
		term_clipboard(t, SPAN_LIT("Hej å"));
	return ev->type != EVENT_END && !event_is(ev, 'q', KEYMOD_CTRL);
}

static int child(void)
{
	struct err err = ERR_INIT;
	struct term *t = term_curses_new(&err);
	struct str said = STR_INIT;
	struct surface s;
	int rows, cols;
	bool go = true;

	if (!t) {
		printf("vägrade: %s\n", err.msg);
		fflush(stdout);
		return 5;
	}
	term_size(t, &rows, &cols);
	surface_init(&s, rows, cols);
	draw(t, &s, &said);
	while (go) {
		struct pollfd fds[TERM_FDS];
		struct event ev;

		poll(fds, (nfds_t)term_poll(t, fds), term_timeout(t));
		while (go && term_read(t, &ev))
			go = child_event(t, &s, &ev, &said);
		draw(t, &s, &said);
	}
	term_free(t);
	surface_release(&s);
	str_release(&said);
	return 0;
}

/* As a shell runs a job: in a group of its own; when it stops, the screen is the
 * shell's for a while, then "fg". */
static int shell(void)
{
	int status = 0;
	pid_t job;

	signal(SIGTTOU, SIG_IGN);
	job = fork();
	if (job == 0) {
		setpgid(0, 0);
		tcsetpgrp(0, getpid());
		signal(SIGTTOU, SIG_DFL);
		_exit(child());
	}
	setpgid(job, job);
	while (waitpid(job, &status, WUNTRACED) == job && WIFSTOPPED(status)) {
		tcsetpgrp(0, getpgrp());
		printf("skalet tar vid\r\n");
		fflush(stdout);
		usleep(100000);
		tcsetpgrp(0, job);
		kill(-job, SIGCONT);
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}

/* ----------------------------------------------------------- in the parent */

static void start_with(struct session *x, int (*program)(void), const char *terminal, int rows, int cols)
{
	struct winsize w = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	memset(x, 0, sizeof *x);
	x->pid = forkpty(&x->fd, NULL, NULL, &w);
	if (x->pid == 0) {
		setenv("TERM", terminal, 1);
		unsetenv("LINES");
		unsetenv("COLUMNS");
		_exit(program());
	}
	tcgetattr(x->fd, &x->before);
	x->vt = vterm_new(rows, cols);
	vterm_set_utf8(x->vt, 1);
	x->screen = vterm_obtain_screen(x->vt);
	vterm_screen_enable_altscreen(x->screen, 1);
	vterm_screen_reset(x->screen, 1);
}

static void start(struct session *x, const char *terminal, int rows, int cols)
{
	start_with(x, child, terminal, rows, cols);
}

/* Reads for at most ms; false when the program has closed the terminal. */
static bool pump(struct session *x, int ms)
{
	struct pollfd fd = {.fd = x->fd, .events = POLLIN};
	char buf[4096];
	ssize_t n;

	if (poll(&fd, 1, ms) <= 0)
		return true;
	n = read(x->fd, buf, sizeof buf);
	if (n <= 0)
		return n < 0 && errno == EINTR;
	str_add(&x->raw, buf, (size_t)n);
	vterm_input_write(x->vt, buf, (size_t)n);
	return true;
}

static void row_text(struct session *x, int row, struct str *out)
{
	int rows, cols;
	char buf[1024];
	size_t n;

	vterm_get_size(x->vt, &rows, &cols);
	n = vterm_screen_get_text(x->screen, buf, sizeof buf, (VTermRect){row, row + 1, 0, cols});
	while (n && buf[n - 1] == ' ')
		n--;
	str_add(out, buf, n);
}

/* Waits until the row holds the text, 5 s at most. */
static bool sees(struct session *x, int row, const char *text)
{
	struct str line = STR_INIT;
	bool found = false;

	for (int i = 0; i < 100 && !found; i++) {
		str_clear(&line);
		row_text(x, row, &line);
		found = span_find(str_span(&line), text, 0) != (size_t)-1;
		if (!found && !pump(x, 50))
			break;
	}
	if (!found)
		printf("row %d is |%s|, without |%s|\n", row, str_c(&line), text);
	str_release(&line);
	return found;
}

static void type(struct session *x, const char *bytes)
{
	CHECK(write(x->fd, bytes, strlen(bytes)) == (ssize_t)strlen(bytes));
}

/* Waits for the end; the wait status. Kills what does not end. */
static int finish(struct session *x)
{
	int status = 0;
	pid_t gone = 0;

	for (int i = 0; i < 100 && gone == 0; i++) {
		pump(x, 20);
		gone = waitpid(x->pid, &status, WNOHANG);
	}
	if (gone == 0) {
		kill(x->pid, SIGKILL);
		waitpid(x->pid, &status, 0);
	}
	for (int i = 0; i < 5 && pump(x, 20); i++)
		;
	close(x->fd);
	vterm_free(x->vt);
	return status;
}

static bool wrote(struct session *x, const char *bytes)
{
	return span_find(str_span(&x->raw), bytes, 0) != (size_t)-1;
}

TEST(draws_reads_and_restores)
{
	struct session x;
	int status;

	start(&x, "xterm-256color", 24, 80);
	CHECK(sees(&x, 0, "Räksmörgås 日本 [slut]"));
	CHECK(sees(&x, 1, "storlek 24x80"));
	CHECK(sees(&x, 3, "\xEF\xBF\xBD[31mrå\xEF\xBF\xBD"));
	CHECK(sees(&x, 23, "X"));
	CHECK(wrote(&x, "\x1b[?2004h"));
	type(&x, "å\x1b[1;5A\x1bx");
	CHECK(sees(&x, 2, " å Ctrl-Upp Alt-X"));
	type(&x, "\x1b");
	CHECK(sees(&x, 2, "Alt-X Esc"));
	type(&x, "\x1b[<0;10;5M");
	CHECK(sees(&x, 2, "mus4,9"));
	type(&x, "\x03");
	CHECK(sees(&x, 2, "Ctrl-C"));
	CHECK(wrote(&x, "\x1b]52;c;SGVqIMOl\x07"));
	type(&x, "\x11");
	status = finish(&x);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	CHECK(wrote(&x, "\x1b[?2004l"));
	CHECK(wrote(&x, "\x1b[?1049l"));
	str_release(&x.raw);
}

TEST(paste_of_ten_kilobytes)
{
	struct session x;
	struct str paste = STR_INIT;

	start(&x, "xterm-256color", 24, 80);
	CHECK(sees(&x, 1, "24x80"));
	str_adds(&paste, "\x1b[200~");
	str_addrep(&paste, "0123456789abcde\r", 640);
	str_adds(&paste, "\x1b[201~");
	for (size_t at = 0; at < paste.len;) {
		ssize_t n = write(x.fd, paste.buf + at, paste.len - at < 512 ? paste.len - at : 512);

		if (n <= 0)
			break;
		at += (size_t)n;
	}
	CHECK(sees(&x, 2, " paste10240"));
	type(&x, "\x11");
	finish(&x);
	str_release(&paste);
	str_release(&x.raw);
}

TEST(resize)
{
	struct session x;
	struct winsize w = {.ws_row = 10, .ws_col = 40};

	start(&x, "xterm-256color", 24, 80);
	CHECK(sees(&x, 1, "storlek 24x80"));
	vterm_set_size(x.vt, 10, 40);
	ioctl(x.fd, TIOCSWINSZ, &w);
	CHECK(sees(&x, 1, "storlek 10x40"));
	CHECK(sees(&x, 9, "X"));
	type(&x, "\x11");
	finish(&x);
	str_release(&x.raw);
}

TEST(only_what_changed_is_sent)
{
	struct session x;
	size_t before;

	start(&x, "xterm-256color", 24, 80);
	CHECK(sees(&x, 0, "[slut]"));
	type(&x, "a");
	CHECK(sees(&x, 2, " a"));
	before = x.raw.len;
	type(&x, "b");
	CHECK(sees(&x, 2, " a b"));
	CHECK(x.raw.len - before < 40);
	type(&x, "\x11");
	finish(&x);
	str_release(&x.raw);
}

TEST(signals_restore)
{
	static const struct {
		int number;      /* 0: Ctrl-K makes it crash by itself */
		bool exits;
	} cases[] = {{SIGTERM, true}, {SIGHUP, true}, {SIGABRT, false}, {0, false}};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct session x;
		struct termios after;
		int status;

		start(&x, "xterm-256color", 24, 80);
		CHECK(sees(&x, 0, "[slut]"));
		if (cases[i].number)
			kill(x.pid, cases[i].number);
		else
			type(&x, "\x0b");
		for (int k = 0; k < 100 && !wrote(&x, "\x1b[?1049l"); k++)
			pump(&x, 20);
		CHECK(wrote(&x, "\x1b[?1049l"));
		CHECK(wrote(&x, "\x1b[?2004l"));
		usleep(20000);
		if (tcgetattr(x.fd, &after) == 0)
			CHECK((after.c_lflag & (ICANON | ECHO)) == (ICANON | ECHO));
		status = finish(&x);
		CHECK(cases[i].exits ? WIFEXITED(status) : WIFSIGNALED(status) || WEXITSTATUS(status) != 0);
		str_release(&x.raw);
	}
}

TEST(stop_and_continue)
{
	struct session x;

	start(&x, "xterm-256color", 24, 80);
	CHECK(sees(&x, 23, "X"));
	for (int i = 0; i < 5; i++)
		pump(&x, 50);
	kill(x.pid, SIGTSTP);
	/* no shell looks after this group, so it goes on by itself, drawn anew */
	CHECK(sees(&x, 2, "ny storlek"));
	CHECK(wrote(&x, "\x1b[?1049l"));
	type(&x, "z");
	CHECK(sees(&x, 2, "ny storlek z"));
	kill(x.pid, SIGSTOP);
	usleep(50000);
	kill(x.pid, SIGCONT);
	type(&x, "y");
	CHECK(sees(&x, 2, "y"));
	CHECK(sees(&x, 0, "[slut]"));
	type(&x, "\x11");
	finish(&x);
	str_release(&x.raw);
}

TEST(suspend_as_a_job)
{
	struct session x;
	int status;

	start_with(&x, shell, "xterm-256color", 24, 80);
	CHECK(sees(&x, 0, "[slut]"));
	type(&x, "\x14");
	CHECK(sees(&x, 2, "ny storlek")); /* back again, all of it drawn */
	CHECK(sees(&x, 0, "[slut]"));
	CHECK(wrote(&x, "skalet tar vid"));
	type(&x, "z\x11");
	status = finish(&x);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	str_release(&x.raw);
}

TEST(other_terminals)
{
	static const char *const terminals[] = {"vt100", "linux", "xterm", "screen", "tmux-256color", "screen-256color"};

	for (size_t i = 0; i < sizeof terminals / sizeof terminals[0]; i++) {
		struct session x;

		start(&x, terminals[i], 24, 80);
		if (!sees(&x, 1, "storlek 24x80"))
			printf("TERM=%s\n", terminals[i]);
		CHECK(sees(&x, 0, "Räksmörgås"));
		type(&x, "\x1bOA\x11");
		CHECK_INT(finish(&x), 0);
		str_release(&x.raw);
	}
}

TEST(no_color)
{
	struct session x;

	setenv("NO_COLOR", "1", 1);
	start(&x, "xterm-256color", 24, 80);
	unsetenv("NO_COLOR");
	CHECK(sees(&x, 0, "[slut]"));
	type(&x, "\x11");
	finish(&x);
	CHECK(!wrote(&x, "\x1b[36m"));
	str_release(&x.raw);
	start(&x, "xterm-256color", 24, 80);
	CHECK(sees(&x, 0, "[slut]"));
	type(&x, "\x11");
	finish(&x);
	CHECK(wrote(&x, "\x1b[36m"));
	str_release(&x.raw);
}

TEST(refusals)
{
	static const char *const terminals[] = {"dumb", "finns-inte-alls"};

	for (size_t i = 0; i < sizeof terminals / sizeof terminals[0]; i++) {
		struct session x;
		int status;

		start(&x, terminals[i], 24, 80);
		CHECK(sees(&x, 0, "vägrade: "));
		status = finish(&x);
		CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 5);
		CHECK(!wrote(&x, "\x1b"));
		str_release(&x.raw);
	}
}
