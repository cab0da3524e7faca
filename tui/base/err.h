/* err: one error, by value on the caller's stack.
 *
 * A function that can fail for a reason its caller must act on takes a
 * `struct err *` last and returns -1 (or NULL) after filling it. The message is
 * Swedish, one line, and names the thing, the place and what to do; it is set
 * where the fault was found and passed up unchanged. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum err_code {
	ERR_NONE,
	ERR_USAGE,     /* the caller asked for something that has no meaning */
	ERR_INPUT,     /* a file can't be read or is not what it says */
	ERR_NOT_FOUND, /* the named thing does not exist */
	ERR_STATE,     /* refused by the state: justerat, unsigned ... */
	ERR_LOCKED,    /* another process holds it */
	ERR_MOVED,     /* somebody else changed it in between */
	ERR_SYSTEM,    /* disk full, no permission, damaged repository, dead worker */
};

struct err {
	enum err_code code;
	char msg[400]; /* UTF-8, no control characters, no final newline */
};

#define ERR_INIT {ERR_NONE, ""}

/* Fills err (which may be NULL) and returns -1, so that `return err_set(...)`
 * reads well. Control characters in the formatted text are replaced by '?', a
 * text too long is cut at a character boundary. */
__attribute__((format(printf, 3, 4))) int err_set(struct err *err, enum err_code code,
	const char *fmt, ...);

/* Like err_set with ": <reason>" for the given errno value appended, in Swedish
 * for the ones that happen (full disk, no permission, not found ...). */
__attribute__((format(printf, 4, 5))) int err_sys(struct err *err, enum err_code code, int errnum,
	const char *fmt, ...);

/* Swedish words for an errno value; static storage. */
const char *err_reason(int errnum);

/* The exit status of the command line for a code: 2 to 5, 0 for ERR_NONE. */
int err_exit_status(enum err_code code);

#endif
