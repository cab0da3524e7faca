/* job_command: what is done from the command line: a meeting is made, adjusted and
 * locked, exported. After a fault the same commands must bring it to its end, and
 * nothing may look done that is not. */
#include "sweep.h"

#include <stdlib.h>

#include "base/fs.h"

/* Fault or not: who asks again must get there. */
static void again(struct try *t, const char *const *argv, int want, const char *what)
{
	size_t before = t->told.len;
	int rc = try_run(t, argv, NULL, NULL);

	if (rc != want)
		try_wrong(t, "%s: status %d after the fault: %s", what, rc, str_c(&t->told) + before);
}

/* A command that failed says so in a line. */
static void command(struct try *t, const struct run_orders *o, const char *const *argv)
{
	size_t before = t->told.len;
	int rc = try_run(t, argv, o, NULL);

	if (rc > 1 && t->how != HOW_KILL && t->told.len == before)
		try_wrong(t, "status %d and not a word", rc);
}

static void copy_register(struct try *t)
{
	char *organ = fs_join(t->place->tree, "organ"), *from = fs_join(t->data, "sample-protocols/organ/fb.md");
	char *to = fs_join(organ, "fb.md");

	if (fs_mkdirs(organ, NULL) || fs_copy(from, to, NULL))
		try_wrong(t, "%s can't be copied", from);
	free(organ);
	free(from);
	free(to);
}

static int make_meeting(struct try *t, const struct run_orders *o)
{
	const char *const argv[] = {NULL, "ny", "--organ", "fb", "--datum", "2031-04-09", "--arkiv", t->place->tree, NULL};

	if (!o)
		return try_run(t, argv, NULL, NULL);
	command(t, o, argv);
	return t->status;
}

/* ------------------------------------------------------------ a new meeting */

static void act_new(struct try *t, const struct run_orders *o)
{
	make_meeting(t, o);
}

static bool has(const struct try *t, const char *name)
{
	char *path = fs_join(t->folder, name);
	bool yes = fs_exists(path);

	free(path);
	return yes;
}

static void check_new(struct try *t)
{
	const char *const history[] = {NULL, "historik", t->folder, NULL};

	/* what says it was made is whole; what was not may be there in part, and opens */
	if (t->status == 0)
		again(t, history, 0, "historik");
	if (has(t, "protokoll.md"))
		try_open(t, true);
	if (make_meeting(t, NULL) != 0)
		try_wrong(t, "no meeting can be made after the fault: %s", str_c(&t->told));
}

/* ------------------------------------------------------------- justering */

static void prepare_justera(struct try *t)
{
	char *from = fs_join(t->data, "sample-protocols/" MEETING "/protokoll.md"), *to;

	copy_register(t);
	if (make_meeting(t, NULL))
		try_wrong(t, "no meeting was made");
	to = fs_join(t->folder, "protokoll.md");
	if (fs_copy(from, to, NULL))
		try_wrong(t, "%s can't be copied", from);
	free(from);
	free(to);
}

static void steps_of(struct try *t, const struct run_orders *o)
{
	static const char *const steps[][2] = {
		{"--starta", NULL}, {"--godkann", "Anna Ek (S)"}, {"--godkann", "Bo Lind"}, {"--las", NULL}};
	struct run_orders next = o ? *o : (struct run_orders){0};

	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		const char *const argv[] = {NULL, "justera", t->folder, steps[i][0], steps[i][1], NULL};

		if (o)
			command(t, &next, argv);
		else
			try_run(t, argv, NULL, NULL);
		next.go_on = true;
	}
}

static void act_justera(struct try *t, const struct run_orders *o)
{
	steps_of(t, o);
}

static void check_justera(struct try *t)
{
	try_open(t, true);
	steps_of(t, NULL);
	again(t, (const char *const[]){NULL, "verifiera", t->folder, NULL}, 0, "verifiera");
	try_open(t, true);
}

/* --------------------------------------------------------------- export */

static void prepare_export(struct try *t)
{
	copy_register(t);
	if (make_meeting(t, NULL))
		try_wrong(t, "no meeting was made");
}

static void export(struct try *t, const struct run_orders *o)
{
	char *out = fs_join(t->folder, "ut.txt");
	const char *const argv[] = {NULL, "exportera", t->folder, "--till", "txt", "-o", out, NULL};

	if (o)
		command(t, o, argv);
	else
		again(t, argv, 0, "exportera");
	free(out);
}

static void act_export(struct try *t, const struct run_orders *o)
{
	export(t, o);
}

/* The file is not there, or it is whole. */
static void check_export(struct try *t)
{
	char *path = fs_join(t->folder, "ut.txt");
	struct str first = STR_INIT, second = STR_INIT;
	bool there = fs_read(path, &first, NULL) == 0;

	if (t->status == 0 && !there)
		try_wrong(t, "status 0 and no file");
	export(t, NULL);
	if (fs_read(path, &second, NULL) || (there && !span_eq(str_span(&first), str_span(&second))))
		try_wrong(t, "the exported file is not whole");
	try_open(t, true);
	str_release(&first);
	str_release(&second);
	free(path);
}

const struct job job_new = {"ny", copy_register, act_new, check_new};
const struct job job_justera = {"justera", prepare_justera, act_justera, check_justera};
const struct job job_export = {"exportera", prepare_export, act_export, check_export};
