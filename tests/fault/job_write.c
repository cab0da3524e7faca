/* job_write: a secretary writes in a meeting: types, saves, types, takes back, goes
 * on, saves, leaves. Afterwards each character that had been on the screen must be
 * found. job_rest is the same with the pauses of somebody who listens, for the cuts
 * of power: what was typed a second before the cut must be there. */
#include "sweep.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"

static const struct step {
	const char *keys;
	const char *typed;  /* what stands at the end of the draft after it */
	bool saves;
	int pause;          /* ms, job_rest only */
} steps[] = {
	{"Ctrl-End", "", false, 200},
	{"\" alfa\"", " alfa", false, 300},
	{"\" bertil\"", " alfa bertil", false, 1400},
	{"Ctrl-S", " alfa bertil", true, 0},
	{"\" cesar\"", " alfa bertil cesar", false, 500},
	{"Ctrl-Z", " alfa bertil", false, 100},
	{"\" david\"", " alfa bertil david", false, 2400},
	{"\" erik\"", " alfa bertil david erik", false, 700},
	{"\" filip\"", " alfa bertil david erik filip", false, 700},
	{"\" gustav\"", " alfa bertil david erik filip gustav", false, 100},
	{"Ctrl-S", " alfa bertil david erik filip gustav", true, 300},
	{"\" helge\"", " alfa bertil david erik filip gustav helge", false, 1700},
};
#define STEPS (sizeof steps / sizeof steps[0])

static const char *typed(size_t n)
{
	return n ? steps[(n < STEPS ? n : STEPS) - 1].typed : "";
}

/* ---------------------------------------------------------------- prepare */

static char *draft_path(const struct try *t)
{
	return fs_join(t->base, "../draft");
}

void try_meeting(struct try *t)
{
	char *organ = fs_join(t->place->tree, "organ"), *from = fs_join(t->data, "sample-protocols/organ/fb.md");
	char *list = fs_join(t->data, "sample-protocols/foredragningslistor/fb.txt");
	char *to = fs_join(organ, "fb.md"), *draft = fs_join(t->folder, "protokoll.md"), *copy = draft_path(t);

	if (fs_mkdirs(organ, NULL) || fs_copy(from, to, NULL))
		try_wrong(t, "%s can't be copied", from);
	else if (try_run(t, (const char *const[]){NULL, "ny", "--organ", "fb", "--datum", "2031-04-09", "--arkiv",
				   t->place->tree, "--arenden", list, NULL}, NULL, NULL) ||
		 fs_copy(draft, copy, NULL))
		try_wrong(t, "no meeting was made");
	free(organ);
	free(from);
	free(list);
	free(to);
	free(draft);
	free(copy);
}

/* ------------------------------------------------------------------- act */

char *try_script(const struct try *t, const char *name, struct span text)
{
	char *path = fs_join(t->place->home, name);

	if (fs_write_atomic(path, text.p, text.n, 0600, NULL))
		abort();
	return path;
}

static void act(struct try *t, const struct run_orders *o, bool rest)
{
	struct str s = STR_INIT;
	char *path;

	for (size_t i = 0; i < STEPS; i++) {
		str_addf(&s, "skriv %s\n", steps[i].keys);
		if (steps[i].saves)
			str_adds(&s, "klar\nbild\n");
		if (rest && steps[i].pause)
			str_addf(&s, "vila %d\n", steps[i].pause);
	}
	/* one that can't be saved wants it twice */
	str_adds(&s, "bild\nskriv Ctrl-Q\nbild\nskriv Ctrl-Q\n");
	path = try_script(t, "skriv.spela", str_span(&s));
	try_run(t, (const char *const[]){NULL, "--spela", path, t->folder, NULL}, o, NULL);
	free(path);
	str_release(&s);
}

static void act_write(struct try *t, const struct run_orders *o)
{
	act(t, o, false);
}

static void act_rest(struct try *t, const struct run_orders *o)
{
	act(t, o, true);
}

size_t job_steps_said(struct span said)
{
	struct span line;
	size_t n = 0;

	while (span_line(&said, &line))
		if (n < STEPS && span_starts(line, "skrivet ") && span_is(span_from(line, 8), steps[n].keys))
			n++;
	return n;
}

/* ----------------------------------------------------------------- check */

static struct span right_trim(struct span s)
{
	while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\n'))
		s.n--;
	return s;
}

/* On the way from one text to the other: the longer one, cut somewhere. */
static bool between(struct span mid, struct span a, struct span b)
{
	struct span longer = a.n > b.n ? a : b, shorter = a.n > b.n ? b : a;

	mid = right_trim(mid);
	shorter = right_trim(shorter);
	return mid.n >= shorter.n && mid.n <= longer.n && span_eq(mid, span_sub(longer, 0, mid.n));
}

/* Is it the draft with what was typed? Blanks at the end of a line are not kept by a save. */
static bool fits(const struct try *t, struct span draft, struct span text)
{
	draft = right_trim(draft);
	if (text.n < draft.n || !span_eq(draft, span_sub(text, 0, draft.n)))
		return false;
	text = span_from(text, draft.n);
	for (size_t k = t->least; k < t->most; k++)
		if (between(text, span_of(typed(k)), span_of(typed(k + 1))))
			return true;
	return between(text, span_of(typed(t->most)), span_of(typed(t->most)));
}

struct texts {
	struct str draft;      /* as it was before anything was typed */
	struct str file, version; /* the work file, the last version */
	struct str recovered;  /* what --aterhamta gives */
	struct str rescued;    /* a text that could not be saved, in its own file */
};

static void read_at(const char *folder, const char *name, struct str *out)
{
	char *path = fs_join(folder, name);

	str_clear(out);
	fs_read(path, out, NULL);
	free(path);
}

static void read_version(struct try *t, struct str *out)
{
	str_clear(out);
	try_run(t, (const char *const[]){"/usr/bin/git", "-C", t->folder, "show", "utkast:protokoll.md", NULL}, NULL, out);
}

static void read_recovered(struct try *t, struct texts *x)
{
	char *path = fs_join(t->place->home, "recovered.md");
	int rc = try_run(t, (const char *const[]){NULL, "--aterhamta", t->folder, "--till", path, NULL}, NULL, NULL);

	if (fs_read(path, &x->recovered, NULL))
		try_wrong(t, "--aterhamta: status %d and no text", rc);
	free(path);
}

static void read_rescued(struct try *t, struct texts *x)
{
	read_at(t->folder, "protokoll-raddad.md", &x->rescued);
	if (!x->rescued.len)
		read_at(t->place->home, "raddad-" MEETING ".md", &x->rescued);
}

static bool any(struct try *t, const struct texts *x)
{
	struct span d = str_span(&x->draft);

	return fits(t, d, str_span(&x->file)) || fits(t, d, str_span(&x->version)) ||
	       (x->rescued.len && fits(t, d, str_span(&x->rescued))) ||
	       fits(t, d, str_span(&x->recovered));
}

/* The end of the text, for the line that says it is lost. */
static struct span tail(const struct str *s)
{
	struct span t = right_trim(str_span(s));
	size_t nl = span_find_last(t, "\n");

	return nl == (size_t)-1 ? t : span_from(t, nl + 1);
}

static bool holds_any(const struct str *s, const char *const *words)
{
	for (; *words; words++)
		if (span_find(str_span(s), *words, 0) != (size_t)-1)
			return true;
	return false;
}

/* When the text is neither the work file nor the last version, somebody must have
 * been told why, and where it is. */
static void check_told(struct try *t, const struct texts *x)
{
	static const char *const why[] = {"disken är full", "utrymmet är slut", "disken går bara att läsa",
		"disken svarar med fel", "svarade inte", "det gick inte att spara", "bara att läsa",
		"ingen version kunde göras", NULL};
	static const char *const kept[] = {"texten finns kvar", "texten ligger i", "texten är kvar", "är sparad", "bara att läsa", NULL};
	struct str all = STR_INIT;

	if (t->how != HOW_ERROR || (fits(t, str_span(&x->draft), str_span(&x->file)) &&
					   fits(t, str_span(&x->draft), str_span(&x->version))))
		return;
	str_addspan(&all, str_span(&t->said));
	str_addspan(&all, str_span(&t->told));
	if (!holds_any(&all, why))
		try_wrong(t, "nothing says why it was not saved");
	if (!holds_any(&all, kept))
		try_wrong(t, "nothing says where the text is");
	str_release(&all);
}

static void check(struct try *t)
{
	struct texts x = {.draft = STR_INIT};
	char *copy = draft_path(t);

	if (fs_read(copy, &x.draft, NULL))
		abort();
	if (t->how != HOW_CUT) {
		t->least = job_steps_said(str_span(&t->said));
		t->most = t->how == HOW_NONE ? t->least : t->least + 1;
		/* what is typed where only reading is possible is refused, and that is said */
		if (t->how == HOW_ERROR && span_find(str_span(&t->said), "det bara att läsa", 0) != (size_t)-1)
			t->least = 0;
		if (t->how == HOW_NONE && (t->status != 0 || t->least != STEPS))
			try_wrong(t, "%zu of %zu steps without a fault, status %d", t->least, STEPS, t->status);
	}
	read_recovered(t, &x);
	read_at(t->folder, "protokoll.md", &x.file);
	read_version(t, &x.version);
	read_rescued(t, &x);
	check_told(t, &x);
	if (t->how != HOW_ERROR && !fits(t, str_span(&x.draft), str_span(&x.recovered)))
		try_wrong(t, "--aterhamta gives another text: ...%.*s", SPAN_FMT(tail(&x.recovered)));
	try_open(t, true);
	read_at(t->folder, "protokoll.md", &x.file);
	read_version(t, &x.version);
	if (!any(t, &x))
		try_wrong(t, "text lost: ...%s was on the screen; file ...%.*s, version ...%.*s",
			typed(t->least), SPAN_FMT(tail(&x.file)), SPAN_FMT(tail(&x.version)));
	str_release(&x.draft);
	str_release(&x.file);
	str_release(&x.version);
	str_release(&x.recovered);
	str_release(&x.rescued);
	free(copy);
}

void try_open(struct try *t, bool whole)
{
	struct str out = STR_INIT;
	size_t told = t->told.len;
	char *path = try_script(t, "oppna.spela", SPAN_LIT("klar\nbild\nskriv Ctrl-Q\nbild\nskriv Ctrl-Q\n"));
	int rc = try_run(t, (const char *const[]){NULL, "--spela", path, t->folder, NULL}, NULL, &out);

	if (rc != 0 && (whole || rc != 5 || !strstr(str_c(&t->told) + told, "texten ligger i")))
		try_wrong(t, "the meeting does not open: %s", str_c(&t->told) + told);
	str_clear(&out);
	if (whole && (try_run(t, (const char *const[]){"/usr/bin/git", "-C", t->folder, "fsck", "--full", "--strict",
			       "--no-dangling", NULL}, NULL, &out) != 0 || out.len))
		try_wrong(t, "git fsck: %s%s", str_c(&out), str_c(&t->told) + told);
	free(path);
	str_release(&out);
}

const struct job job_write = {"skriv", try_meeting, act_write, check};
const struct job job_rest = {"vila", try_meeting, act_rest, check};
