/* term_signals: see term_signals.h. What a handler must reach stands in one
 * struct: the project's only mutable globals. */
#include "ui/term_signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "ui/term.h"

enum { RESTORE_BYTES = 256, CAUGHT = 16 };

static struct {
	volatile sig_atomic_t active;
	volatile sig_atomic_t flag[SIGNAL_COUNT];
	volatile sig_atomic_t end_asked;
	volatile sig_atomic_t woken;    /* a byte may stand in the pipe */
	int pipe[2];
	struct termios before;          /* as the shell had it */
	char restore[RESTORE_BYTES];
	size_t restore_n;
	struct sigaction old[CAUGHT];
} sig = {.pipe = {-1, -1}};

void term_signals_write(const char *p, size_t n)
{
	while (n) {
		ssize_t k = write(STDOUT_FILENO, p, n);

		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return;
		p += k;
		n -= (size_t)k;
	}
}

/* Only calls that a signal handler may make. */
void term_curses_emergency(void)
{
	int saved = errno;

	if (sig.active) {
		sig.active = 0;
		term_signals_write(sig.restore, sig.restore_n);
		tcsetattr(STDIN_FILENO, TCSANOW, &sig.before);
	}
	errno = saved;
}

static void wake(void)
{
	int saved = errno;

	sig.woken = 1;
	if (write(sig.pipe[1], "", 1) < 0) /* full: a wake-up is there already */
		errno = saved;
	errno = saved;
}

static void on_fatal(int number)
{
	term_curses_emergency();
	signal(number, SIG_DFL);
	raise(number);
}

static void on_end(int number)
{
	if (sig.end_asked) { /* asked twice: the program does not answer */
		on_fatal(number);
		return;
	}
	sig.end_asked = 1;
	sig.flag[SIGNAL_ENDED] = 1;
	wake();
}

static void on_resized(int number)
{
	(void)number;
	sig.flag[SIGNAL_RESIZED] = 1;
	wake();
}

static void on_stopped(int number)
{
	(void)number;
	sig.flag[SIGNAL_STOPPED] = 1;
	wake();
}

static void on_continued(int number)
{
	(void)number;
	sig.flag[SIGNAL_CONTINUED] = 1;
	wake();
}

static const struct {
	int number;
	void (*handler)(int);
} caught[] = {
	{SIGSEGV, on_fatal},
	{SIGBUS, on_fatal},
	{SIGFPE, on_fatal},
	{SIGILL, on_fatal},
	{SIGABRT, on_fatal},
	{SIGQUIT, on_fatal},
	{SIGTERM, on_end},
	{SIGHUP, on_end},
	{SIGINT, on_end},
	{SIGWINCH, on_resized},
	{SIGTSTP, on_stopped},
	{SIGCONT, on_continued},
	{SIGPIPE, SIG_IGN},
};

_Static_assert(sizeof caught / sizeof caught[0] <= CAUGHT, "room for the old handlers");

static void handle(int number, void (*handler)(int), struct sigaction *opt_old)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof sa);
	sa.sa_handler = handler;
	sa.sa_flags = SA_RESTART;
	sigemptyset(&sa.sa_mask);
	sigaction(number, &sa, opt_old);
}

int term_signals_open(struct err *err)
{
	if (pipe2(sig.pipe, O_CLOEXEC | O_NONBLOCK) < 0)
		return err_sys(err, ERR_SYSTEM, errno, "helskärmen kan inte starta");
	tcgetattr(STDIN_FILENO, &sig.before);
	sig.end_asked = 0;
	for (int i = 0; i < SIGNAL_COUNT; i++)
		sig.flag[i] = 0;
	return 0;
}

void term_signals_catch(const char *restore, size_t n)
{
	sig.restore_n = n < sizeof sig.restore ? n : 0;
	memcpy(sig.restore, restore, sig.restore_n);
	for (size_t i = 0; i < sizeof caught / sizeof caught[0]; i++)
		handle(caught[i].number, caught[i].handler, &sig.old[i]);
}

void term_signals_close(void)
{
	if (sig.restore_n)
		for (size_t i = 0; i < sizeof caught / sizeof caught[0]; i++)
			sigaction(caught[i].number, &sig.old[i], NULL);
	sig.restore_n = 0;
	sig.active = 0;
	tcsetattr(STDIN_FILENO, TCSANOW, &sig.before);
	for (int i = 0; i < 2; i++) {
		if (sig.pipe[i] >= 0)
			close(sig.pipe[i]);
		sig.pipe[i] = -1;
	}
}

void term_signals_active(bool on)
{
	sig.active = on;
}

bool term_signals_is_active(void)
{
	return sig.active != 0;
}

int term_signals_fd(void)
{
	return sig.pipe[0];
}

void term_signals_drain(void)
{
	char drain[64];

	if (!sig.woken)
		return;
	sig.woken = 0;
	while (read(sig.pipe[0], drain, sizeof drain) > 0)
		;
}

bool term_signals_take(enum term_signal which)
{
	bool was = sig.flag[which] != 0;

	sig.flag[which] = 0;
	return was;
}

void term_signals_set(enum term_signal which)
{
	sig.flag[which] = 1;
}

void term_signals_stop(void)
{
	/* the whole job, so that its worker processes stop too; in a group that
	 * no shell looks after the system ignores it, and we just go on */
	handle(SIGTSTP, SIG_DFL, NULL);
	kill(0, SIGTSTP);
	handle(SIGTSTP, on_stopped, NULL);
	sig.flag[SIGNAL_CONTINUED] = 0;
}

/* A handler, not SIG_IGN: that one the program started would inherit. */
static void on_nothing(int number)
{
	(void)number;
}

void term_signals_outside(bool on)
{
	static const int asked[] = {SIGINT, SIGQUIT};

	for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++)
		for (size_t k = 0; k < sizeof caught / sizeof caught[0]; k++)
			if (caught[k].number == asked[i])
				handle(asked[i], on ? on_nothing : caught[k].handler, NULL);
	handle(SIGTSTP, on ? SIG_IGN : on_stopped, NULL);
}

void term_signals_hold(bool on)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTSTP);
	sigprocmask(on ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}
