/* speller_load: finds the dictionary, reads it and gives it to hunspell; see
 * speller_inner.h.
 *
 * Hunspell's own reading takes 60 to 130 ms, nearly all of the start. So it goes
 * on in a thread while the lexicon is indexed in this one. And hunspell gets the
 * dictionary rewritten, in memory only:
 * - our own .dic files are in the same list: each further file would cost one
 *   more search for every part of every word tried;
 * - flags are numbers of a list (AF): a quarter of the memory less;
 * - the number on the first line, the size of its hash table, is doubled: half
 *   of the time of a verdict was walking chains;
 * - compounds may be suggested (MAXCPDSUGS, which sv_SE sets to 0). */
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "lang/speller_inner.h"
#include "lang/speller_lexicon_inner.h"
#include "text/wordset.h"

#define LANGUAGE "sv_SE"
#define ALIASES_MAX 60000 /* hunspell takes 65535 */

static const char *const places[] = {
	"/usr/share/hunspell",
	"/usr/local/share/hunspell",
	"/usr/share/myspell/dicts",
	"/usr/share/myspell",
	"/opt/homebrew/share/hunspell",
};

/* Takes the two files if the folder has both. */
static bool try_folder(struct speller *sp, const char *dir)
{
	char *aff = fs_join(dir, LANGUAGE ".aff");
	char *dic = fs_join(dir, LANGUAGE ".dic");

	if (*dir && access(aff, R_OK) == 0 && access(dic, R_OK) == 0) {
		sp->aff = aff;
		sp->dic = dic;
		return true;
	}
	free(aff);
	free(dic);
	return false;
}

static bool find_files(struct speller *sp)
{
	const char *env = getenv("DICPATH");
	struct span rest, dir;

	if (env && *env) {
		rest = span_of(env);
		while (span_split(&rest, ":", &dir)) {
			char *d = span_dup(dir);
			bool found = try_folder(sp, d);

			free(d);
			if (found)
				return true;
		}
		return false;
	}
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
		if (try_folder(sp, places[i]))
			return true;
	return false;
}

/* ---------------------------------------------- the dictionary for hunspell */

struct aliases {
	struct wordset number; /* flags -> 1.. */
	struct str list;       /* the AF lines */
};

static uint32_t alias(struct aliases *a, struct span flags)
{
	uint32_t *n = wordset_put(&a->number, flags);

	if (!*n) {
		*n = (uint32_t)a->number.n;
		str_adds(&a->list, "AF ");
		str_addspan(&a->list, flags);
		str_addc(&a->list, '\n');
	}
	return *n;
}

static void add_number(struct str *out, uint32_t n)
{
	char digits[12];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + n % 10);
	while (n /= 10);
	str_add(out, digits + at, sizeof digits - at);
}

static void write_dic(const struct lexicon *lx, struct aliases *a, struct str *out)
{
	str_addf(out, "%zu\n", 2 * lx->lines + 1);
	for (size_t at = lx->start; at < lx->n;) {
		const char *nl = memchr(lx->bytes + at, '\n', lx->n - at);
		struct span flags, word = lexicon_entry_at(lx, at, &flags);

		if (word.n) {
			str_addspan(out, word);
			if (flags.n) {
				str_addc(out, '/');
				add_number(out, alias(a, flags));
			}
			str_addc(out, '\n');
		}
		at = (size_t)(nl - lx->bytes) + 1;
	}
}

/* Flags of a suffix line ("s/WXZ") are numbers too, once there is a list. */
static void add_suffix_line(struct str *out, struct span line, struct aliases *a)
{
	size_t slash = span_find(line, "/", 0), end = slash + 1;

	if (slash == (size_t)-1) {
		str_addspan(out, line);
		return;
	}
	while (end < line.n && line.p[end] != ' ' && line.p[end] != '\t' && line.p[end] != '\r')
		end++;
	str_addspan(out, span_sub(line, 0, slash + 1));
	add_number(out, alias(a, span_sub(line, slash + 1, end - slash - 1)));
	str_addspan(out, span_from(line, end));
}

/* The list of flags stands before they are used and after the line that says how
 * letters are written: one flag is no ASCII. */
static void write_aff(const struct lexicon *lx, struct aliases *a, struct str *out)
{
	struct span rest = span_of(lx->aff), line;
	struct str tail = STR_INIT, *to = span_find(rest, "SET ", 0) == (size_t)-1 ? &tail : out;

	while (span_line(&rest, &line)) {
		if (span_starts(line, "MAXCPDSUGS"))
			str_adds(to, "MAXCPDSUGS 3");
		else if (span_starts(line, "SFX") || span_starts(line, "PFX"))
			add_suffix_line(to, line, a);
		else
			str_addspan(to, line);
		str_addc(to, '\n');
		if (span_starts(line, "SET "))
			to = &tail;
	}
	str_addf(out, "AF %zu\n", a->number.n);
	str_addspan(out, str_span(&a->list));
	str_addspan(out, str_span(&tail));
	str_release(&tail);
}

static int memory_file(struct span s)
{
	int fd = memfd_create("paragraf-sv", MFD_CLOEXEC);

	while (fd >= 0 && s.n) {
		ssize_t n = write(fd, s.p, s.n);

		if (n <= 0) {
			close(fd);
			return -1;
		}
		s = span_from(s, (size_t)n);
	}
	return fd;
}

static Hunhandle *open_rewritten(const struct lexicon *lx)
{
	struct aliases a = {0};
	struct str aff = STR_INIT, dic = STR_INIT;
	char aff_path[40], dic_path[40];
	Hunhandle *h = NULL;
	int fd[2] = {-1, -1};

	write_dic(lx, &a, &dic);
	write_aff(lx, &a, &aff);
	if (a.number.n <= ALIASES_MAX) {
		fd[0] = memory_file(str_span(&aff));
		fd[1] = memory_file(str_span(&dic));
	}
	str_release(&aff);
	str_release(&dic);
	str_release(&a.list);
	wordset_release(&a.number);
	if (fd[0] >= 0 && fd[1] >= 0) {
		snprintf(aff_path, sizeof aff_path, "/proc/self/fd/%d", fd[0]);
		snprintf(dic_path, sizeof dic_path, "/proc/self/fd/%d", fd[1]);
		h = Hunspell_create(aff_path, dic_path);
	}
	for (int i = 0; i < 2; i++)
		if (fd[i] >= 0)
			close(fd[i]);
	return h;
}

/* ----------------------------------------------------------------- loading */

static void *in_thread(void *state)
{
	struct speller *sp = state;

	sp->all = open_rewritten(sp->lexicon);
	return NULL;
}

void speller_unload(struct speller *sp)
{
	if (sp->loading)
		pthread_join(sp->thread, NULL);
	if (sp->all)
		Hunspell_destroy(sp->all);
	lexicon_free(sp->lexicon);
	sp->loading = false;
	sp->all = NULL;
	sp->lexicon = NULL;
}

static void read_list(struct speller *sp, const char *name, struct str *out)
{
	char *path = fs_join(sp->dict, name);

	str_clear(out);
	if (fs_exists(path))
		(void)fs_read(path, out, NULL);
	free(path);
}

/* What suggestions want besides; an absent list is an empty one. */
static void read_lists(struct speller *sp)
{
	struct str common = STR_INIT;

	read_list(sp, "forkortningar", &sp->abbrev);
	read_list(sp, "vanliga", &common);
	common_release(&sp->common);
	common_read(&sp->common, str_span(&common));
	str_release(&common);
}

int speller_begin(struct speller *sp, struct err *err)
{
	if (sp->lexicon)
		return 0;
	free(sp->aff);
	free(sp->dic);
	sp->aff = sp->dic = NULL;
	if (!find_files(sp))
		return err_set(err, ERR_NOT_FOUND,
			"Svensk ordlista saknas: installera paketet hunspell-sv. Tills dess markeras inga ord.");
	sp->lexicon = lexicon_read(sp->aff, sp->dic, sp->dict, err);
	if (!sp->lexicon)
		return -1;
	sp->loading = pthread_create(&sp->thread, NULL, in_thread, sp) == 0;
	if (!sp->loading)
		in_thread(sp);
	lexicon_index(sp->lexicon);
	read_lists(sp);
	if (lexicon_entries(sp->lexicon))
		return 0;
	speller_unload(sp);
	return err_set(err, ERR_INPUT, "Ordlistan %s är tom: installera om paketet hunspell-sv.", sp->dic);
}

int speller_load(struct speller *sp, struct err *err)
{
	if (speller_begin(sp, err))
		return -1;
	if (sp->loading)
		pthread_join(sp->thread, NULL);
	sp->loading = false;
	return sp->all ? 0 : err_set(err, ERR_INPUT, "Stavningsordlistan %s går inte att läsa.", sp->dic);
}
