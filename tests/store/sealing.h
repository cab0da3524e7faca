/* sealing: the steps of a justering, for the tests of the store. */
#ifndef TESTS_STORE_SEALING_H
#define TESTS_STORE_SEALING_H

#include "meeting.h"

UNUSED static struct store_file file(const char *name, const char *text)
{
	return (struct store_file){(char *)(uintptr_t)name, text ? span_of(text) : SPAN_NONE};
}

UNUSED static int save_file(struct meeting *m, enum store_op op, const char *name, const char *text)
{
	struct store_file f = file(name, text);

	return meeting_run(m, (struct store_request){.op = op, .file = &f, .nfiles = 1, .kind = KIND_POSTED});
}

UNUSED static int seal_part(struct meeting *m, int part, const char *text)
{
	char *tag = str_format("justerat-del-%d", part), *manifest = str_format("justerat/del-%d/manifest", part);
	char *draft = str_format("justerat/del-%d/protokoll.md", part);
	const struct store_file f[] = {file(manifest, "manifest\n"), file(draft, text)};
	int rc = meeting_run(m, (struct store_request){.op = STORE_SEAL, .kind = KIND_PART, .number = part, .tag = tag,
		.message = "manifest aa", .who = "Finn Dahl", .file = f, .nfiles = 2});

	free(tag);
	free(manifest);
	free(draft);
	return rc;
}

UNUSED static int seal_all(struct meeting *m)
{
	const struct store_file f[] = {file("justerat/manifest", "manifest\n"), file("justerat/protokoll.txt", "slutlig\n")};

	return meeting_run(m, (struct store_request){.op = STORE_SEAL, .kind = KIND_LOCKED, .message = "manifest bb",
		.who = "Finn Dahl", .file = f, .nfiles = 2});
}

#endif
