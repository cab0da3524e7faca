/* err: see err.h. Knows no screen and no file. */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/u8.h"

/* Room for one byte more than fits tells a full message from one that was cut. */
struct draft {
	char msg[sizeof((struct err *)0)->msg + 1];
};

/* Into err: cut at a character, without what a terminal could obey. */
static void finish(struct err *err, struct draft *d)
{
	size_t n = strlen(d->msg), len = 0;
	const size_t room = sizeof err->msg - 1;

	for (size_t i = 0; i < n;) {
		int32_t cp;
		size_t step = u8_decode(d->msg + i, n - i, &cp);
		bool bad = cp < 0 || u8_control(cp);

		/* the end of a cut text may be half a character */
		if (len + (bad ? 1 : step) > room || (cp < 0 && n > room && n - i < 4))
			break;
		if (bad)
			err->msg[len++] = '?';
		else
			memcpy(err->msg + len, d->msg + i, step);
		len += bad ? 0 : step;
		i += step;
	}
	err->msg[len] = '\0';
}

int err_set(struct err *err, enum err_code code, const char *fmt, ...)
{
	struct draft d;
	va_list ap;

	if (!err)
		return -1;
	err->code = code;
	va_start(ap, fmt);
	vsnprintf(d.msg, sizeof d.msg, fmt, ap);
	va_end(ap);
	finish(err, &d);
	return -1;
}

int err_sys(struct err *err, enum err_code code, int errnum, const char *fmt, ...)
{
	struct draft d;
	va_list ap;
	size_t n;

	if (!err)
		return -1;
	err->code = code;
	va_start(ap, fmt);
	vsnprintf(d.msg, sizeof d.msg, fmt, ap);
	va_end(ap);
	n = strlen(d.msg);
	snprintf(d.msg + n, sizeof d.msg - n, ": %s", err_reason(errnum));
	finish(err, &d);
	return -1;
}

const char *err_reason(int errnum)
{
	static const struct {
		int errnum;
		const char *text;
	} table[] = {
		{ENOENT, "finns inte"},
		{EACCES, "behörighet saknas"},
		{EPERM, "behörighet saknas"},
		{ENOSPC, "disken är full"},
		{EDQUOT, "utrymmet är slut"},
		{EROFS, "disken går bara att läsa"},
		{EIO, "disken svarar med fel"},
		{EISDIR, "är en mapp"},
		{ENOTDIR, "är inte en mapp"},
		{EEXIST, "finns redan"},
		{ENAMETOOLONG, "namnet är för långt"},
		{EMFILE, "för många öppna filer"},
		{EFBIG, "filen är för stor"},
		{ELOOP, "länkar går runt"},
		{ETIMEDOUT, "svaret dröjde för länge"},
		{EPIPE, "mottagaren har stängt"},
		{EBADF, "är stängd"},
	};

	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
		if (table[i].errnum == errnum)
			return table[i].text;
	return strerror(errnum);
}

int err_exit_status(enum err_code code)
{
	switch (code) {
	case ERR_NONE:
		return 0;
	case ERR_USAGE:
		return 2;
	case ERR_INPUT:
	case ERR_NOT_FOUND:
		return 3;
	case ERR_STATE:
	case ERR_LOCKED:
	case ERR_MOVED:
		return 4;
	case ERR_SYSTEM:
		return 5;
	}
	return 5;
}
