/* err: see err.h. Knows no screen and no file. */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void clean(char *s, size_t cap)
{
	size_t n = strlen(s);

	/* vsnprintf cuts at a byte: step back over half a character */
	if (n + 1 == cap) {
		while (n > 0 && ((unsigned char)s[n - 1] & 0xC0) == 0x80)
			n--;
		if (n > 0 && (unsigned char)s[n - 1] >= 0xC0)
			n--;
		s[n] = '\0';
	}
	for (; *s; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7F)
			*s = '?';
}

int err_set(struct err *err, enum err_code code, const char *fmt, ...)
{
	va_list ap;

	if (!err)
		return -1;
	err->code = code;
	va_start(ap, fmt);
	vsnprintf(err->msg, sizeof err->msg, fmt, ap);
	va_end(ap);
	clean(err->msg, sizeof err->msg);
	return -1;
}

int err_sys(struct err *err, enum err_code code, int errnum, const char *fmt, ...)
{
	va_list ap;
	size_t n;

	if (!err)
		return -1;
	err->code = code;
	va_start(ap, fmt);
	vsnprintf(err->msg, sizeof err->msg, fmt, ap);
	va_end(ap);
	n = strlen(err->msg);
	snprintf(err->msg + n, sizeof err->msg - n, ": %s", err_reason(errnum));
	clean(err->msg, sizeof err->msg);
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
