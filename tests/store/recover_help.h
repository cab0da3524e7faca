/* recover_help: a draft with its journal as the editor would keep them, for
 * tests: typing, saving, other programs, kills. */
#ifndef TESTS_STORE_RECOVER_HELP_H
#define TESTS_STORE_RECOVER_HELP_H

#include "base/fs.h"
#include "base/mem.h"
#include "doc/protocol.h"
#include "store/recover.h"
#include "test.h"

#define UNUSED __attribute__((unused))

struct draft {
	char *home, *file;
	struct journal *j;
	char *dir;            /* of the journal in use */
	struct text *t;
	struct recovery r;
};

UNUSED static void put_file(const char *path, struct span text)
{
	struct err err = ERR_INIT;

	CHECK_INT(fs_write_atomic(path, text.p, text.n, 0600, &err), 0);
	CHECK_STR(err.msg, "");
}

UNUSED static void draft_init(struct draft *d)
{
	char *state;

	*d = (struct draft){.home = test_folder()};
	d->file = fs_join(d->home, "utkast.md");
	d->dir = journal_dir(d->file, NULL);
	/* spare journals of this draft only */
	state = fs_join(d->home, "state");
	setenv("XDG_STATE_HOME", state, 1);
	free(state);
}

/* The process is killed: what was flushed is all there is. */
UNUSED static void draft_kill(struct draft *d)
{
	if (!d->j)
		return;
	journal_free(d->j);
	text_free(d->t);
	d->j = NULL;
	d->t = NULL;
}

UNUSED static void draft_release(struct draft *d)
{
	draft_kill(d);
	recovery_release(&d->r);
	free(d->home);
	free(d->file);
	free(d->dir);
}

UNUSED static void draft_file(struct draft *d, struct span text)
{
	put_file(d->file, text);
}

UNUSED static void draft_flush(struct draft *d)
{
	struct err err = ERR_INIT;
	struct text_op op;

	while (text_next_op(d->t, &op))
		journal_add(d->j, &op);
	if (journal_flush(d->j, &err))
		CHECK_STR(err.msg, "");
}

UNUSED static void draft_mark(struct draft *d, const char *opt_id)
{
	draft_flush(d);
	journal_add_checkpoint(d->j, opt_id);
	draft_flush(d);
}

UNUSED static void draft_name(struct draft *d, struct span bytes)
{
	char name[RECOVER_NAME_SIZE];

	recover_name(bytes, name);
	draft_mark(d, name);
}

/* A part with the text as it is; clean: it is what the file holds. */
UNUSED static void draft_begin(struct draft *d, struct span base, bool clean)
{
	struct err err = ERR_INIT;

	if (!d->j)
		d->j = journal_new(d->dir);
	CHECK_INT(journal_lock(d->j, &err), 0);
	CHECK_INT(journal_begin(d->j, base, &err), 0);
	CHECK_STR(err.msg, "");
	if (!d->t)
		d->t = text_new(base);
	text_follow(d->t);
	if (clean)
		draft_mark(d, "");
}

UNUSED static void draft_type(struct draft *d, size_t at, size_t del, const char *text)
{
	text_replace(d->t, at, del, span_of(text));
	draft_flush(d);
}

/* What is sent: the canonical form, its name in the journal first. */
UNUSED static void draft_send(struct draft *d, struct str *sent)
{
	struct protocol *p = protocol_parse(text_bytes(d->t));

	str_clear(sent);
	protocol_write(p, sent);
	protocol_free(p);
	draft_name(d, str_span(sent));
}

UNUSED static void draft_save(struct draft *d)
{
	struct str sent = STR_INIT;

	draft_send(d, &sent);
	draft_file(d, str_span(&sent));
	draft_mark(d, "");
	str_release(&sent);
}

UNUSED static struct recovery *draft_recover(struct draft *d)
{
	struct str disk = STR_INIT;
	bool there = fs_read(d->file, &disk, NULL) == 0;

	recovery_release(&d->r);
	recover_read(&d->r, d->file, NULL, there ? span_make(str_c(&disk), disk.len) : SPAN_NONE);
	str_release(&disk);
	return &d->r;
}

#endif
