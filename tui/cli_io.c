/* cli_io: what the command line says and writes, and how it opens a PATH. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/u8.h"
#include "cli_parts.h"
#include "store/store.h"

static int write_all(int fd, struct span bytes)
{
	while (bytes.n > 0) {
		ssize_t n = write(fd, bytes.p, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		bytes = span_from(bytes, (size_t)n);
	}
	return 0;
}

int cli_write(struct span bytes)
{
	int failed = write_all(STDOUT_FILENO, bytes);

	if (failed == 0 || failed == EPIPE)
		return EXIT_OK;
	return cli_say(EXIT_SYSTEM, "det går inte att skriva till standard ut: %s", err_reason(failed));
}

static void add_safe(struct str *out, struct span text)
{
	for (size_t i = 0; i < text.n;) {
		int32_t cp;
		size_t n = u8_decode(text.p + i, text.n - i, &cp);

		if (cp == '\n' || cp == '\t' || (cp >= 0 && !u8_control(cp)))
			str_add(out, text.p + i, n);
		else
			str_addc(out, '?');
		i += n;
	}
}

int cli_print(struct span lines)
{
	struct str safe = STR_INIT;
	int rc;

	add_safe(&safe, lines);
	rc = cli_write(str_span(&safe));
	str_release(&safe);
	return rc;
}

static void say_line(struct span text)
{
	struct str line = STR_INIT;

	add_safe(&line, text);
	for (size_t i = 0; i < line.len; i++)
		if (line.buf[i] == '\n')
			line.buf[i] = ' ';
	str_addc(&line, '\n');
	(void)write_all(STDERR_FILENO, str_span(&line));
	str_release(&line);
}

int cli_say(int status, const char *fmt, ...)
{
	struct str text = STR_INIT;
	va_list ap;

	str_adds(&text, "paragraf: ");
	va_start(ap, fmt);
	str_vaddf(&text, fmt, ap);
	va_end(ap);
	say_line(str_span(&text));
	str_release(&text);
	return status;
}

int cli_fail(const struct err *err)
{
	int status = err_exit_status(err->code);

	return cli_say(status ? status : EXIT_SYSTEM, "%s", err->msg[0] ? err->msg : "okänt fel");
}

int cli_usage(const struct cli_call *c, const char *fmt, ...)
{
	struct str text = STR_INIT;
	va_list ap;

	str_addf(&text, "paragraf %s: ", c->cmd->name);
	va_start(ap, fmt);
	str_vaddf(&text, fmt, ap);
	va_end(ap);
	str_addf(&text, " (se paragraf %s --help)", c->cmd->name);
	say_line(str_span(&text));
	str_release(&text);
	return EXIT_USAGE;
}

/* A device or a pipe is written to; a file renamed over it would take its place. */
static int deliver_special(const char *file, struct span bytes)
{
	int fd = open(file, O_WRONLY | O_CLOEXEC), failed;

	failed = fd < 0 ? errno : write_all(fd, bytes);
	if (fd >= 0 && close(fd) != 0 && failed == 0)
		failed = errno;
	if (failed == 0 || failed == EPIPE)
		return EXIT_OK;
	return cli_say(EXIT_SYSTEM, "%s går inte att skriva: %s", file, err_reason(failed));
}

int cli_deliver(const char *opt_file, struct span bytes)
{
	struct err err = ERR_INIT;
	struct stat st;
	char *real;
	int rc;

	if (!opt_file || strcmp(opt_file, "-") == 0)
		return cli_write(bytes);
	if (!*opt_file)
		return cli_say(EXIT_USAGE, "-o är tomt: ange en fil");
	if (fs_is_dir(opt_file))
		return cli_say(EXIT_USAGE, "%s är en mapp: ange en fil", opt_file);
	if (stat(opt_file, &st) == 0 && !S_ISREG(st.st_mode))
		return deliver_special(opt_file, bytes);
	/* through a link, not over it */
	real = realpath(opt_file, NULL);
	rc = fs_write_atomic(real ? real : opt_file, bytes.p, bytes.n, 0644, &err);
	free(real);
	if (rc != 0) {
		err.code = ERR_SYSTEM;
		return cli_fail(&err);
	}
	return EXIT_OK;
}

void cli_remarks(const struct remarks *r)
{
	for (size_t i = 0; i < r->n; i++) {
		char *text = str_format("%s:%d: varning: %s", r->v[i].file, r->v[i].line, r->v[i].text);

		say_line(span_of(text));
		free(text);
	}
}

bool cli_open(const char *path, struct meeting *m, int *status)
{
	struct err err = ERR_INIT;

	if (meeting_open(m, path, &err) == 0)
		return true;
	*status = cli_fail(&err);
	return false;
}

bool cli_open_history(const char *path, struct meeting *m, int *status)
{
	if (!cli_open(path, m, status))
		return false;
	if (m->folder && store_is_meeting(m->folder))
		return true;
	*status = cli_say(EXIT_INPUT, "%s har inga versioner: ange en sammanträdesmapp", path);
	meeting_release(m);
	return false;
}

struct worker *cli_archive_worker(void)
{
	return worker_new(STORE_ROLE, STORE_WATCHDOG_MS);
}

int cli_take_changes(struct worker *w, const struct meeting *m, struct err *err)
{
	struct store_request q = {
		.op = STORE_SAVE,
		.folder = m->folder,
		.now = clock_now(),
		.who = "Annat program",
		.text = str_span(&m->text),
		.kind = KIND_FOREIGN,
	};
	struct store_answer a;
	int rc;

	if (state_final(m->state))
		return 0;
	rc = store_run(w, &q, &a, err);
	store_answer_release(&a);
	return rc;
}

int cli_on_history(struct cli_call *c, cli_act *act)
{
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	struct meeting m;
	struct worker *w;
	int status, written;

	if (!cli_open_history(c->arg[0], &m, &status))
		return status;
	w = cli_archive_worker();
	status = act(c, w, &m, &out, &err);
	if (status < 0) {
		status = cli_fail(&err);
	} else {
		written = cli_given(c, "json") ? cli_write(str_span(&out)) : cli_print(str_span(&out));
		status = written == EXIT_OK ? status : written;
	}
	worker_free(w);
	str_release(&out);
	meeting_release(&m);
	return status;
}

char *cli_who(const struct meeting *m)
{
	for (size_t i = 0; i < m->p->npersons; i++)
		if (m->p->person[i].group == GROUP_SEKRETERARE && m->p->person[i].name.n)
			return span_dup(m->p->person[i].name);
	return NULL;
}
