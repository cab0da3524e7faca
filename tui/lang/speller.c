/* speller: hunspell, its dictionaries and the answers on single words; see
 * speller.h. What to suggest stands in speller_suggest.c. */
#include "lang/speller.h"

#include <fcntl.h>
#include <hunspell/hunspell.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/pack.h"
#include "base/paths.h"
#include "base/u8.h"
#include "lang/speller_inner.h"

#define LANGUAGE "sv_SE"
#define WORD_MAX_BYTES 100 /* above that hunspell only costs time */
#define BATCH_MAX 100000
#define SUGGESTIONS_MAX 32

static const char *const places[] = {
	"/usr/share/hunspell",
	"/usr/local/share/hunspell",
	"/usr/share/myspell/dicts",
	"/usr/share/myspell",
	"/opt/homebrew/share/hunspell",
};

struct speller *speller_new(const char *opt_dict)
{
	struct speller *sp = mem_alloc(sizeof *sp);

	sp->dict = opt_dict ? mem_strdup(opt_dict) : paths_data("dict");
	return sp;
}

void speller_free(struct speller *sp)
{
	if (!sp)
		return;
	if (sp->all)
		Hunspell_destroy(sp->all);
	if (sp->plain)
		Hunspell_destroy(sp->plain);
	lexicon_free(sp->lexicon);
	str_release(&sp->abbrev);
	free(sp->dict);
	free(sp->aff);
	free(sp->dic);
	free(sp);
}

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

/* sv_SE as installed never suggests a compound (MAXCPDSUGS 0); and a copy that
 * builds no compounds tells an entry from a compound made up for the occasion.
 * Both are the installed file with lines changed, held in memory only. */
static void edited_aff(struct span aff, bool compounds, struct str *out)
{
	struct span line;

	while (span_line(&aff, &line)) {
		bool joins = span_starts(line, "COMPOUNDBEGIN") || span_starts(line, "COMPOUNDMIDDLE") ||
			span_starts(line, "COMPOUNDEND");

		if (span_starts(line, "MAXCPDSUGS"))
			str_adds(out, "MAXCPDSUGS 3");
		else if (compounds || !joins)
			str_addspan(out, line);
		str_addc(out, '\n');
	}
}

static bool write_all(int fd, struct span s)
{
	while (s.n) {
		ssize_t n = write(fd, s.p, s.n);

		if (n <= 0)
			return false;
		s = span_from(s, (size_t)n);
	}
	return true;
}

/* The lines of a .dic after its count; false when it has none or is no UTF-8. */
static bool add_entries(struct span dic, struct str *out, long *count)
{
	struct span line;
	long said = 0;

	if (!u8_valid(dic.p, dic.n, NULL) || !span_line(&dic, &line) || !span_int(span_trim(line), &said) || said < 1)
		return false;
	while (span_line(&dic, &line)) {
		line = span_trim(line);
		if (!line.n)
			continue;
		str_addspan(out, line);
		str_addc(out, '\n');
		++*count;
	}
	return true;
}

/* sv_SE and our own in one list, not by Hunspell_add_dic: of two lists with the
 * same word hunspell takes the first and forgets the other's flags, and an entry
 * of ours is to let a word of sv_SE end a compound ("råd": äldreråd). */
static int one_dic(struct speller *sp, struct str *out, struct err *err)
{
	struct strlist names = {0};
	struct str s = STR_INIT, entries = STR_INIT;
	long count = 0;
	int rc = fs_read(sp->dic, &s, err);

	if (rc == 0 && !add_entries(str_span(&s), &entries, &count))
		rc = err_set(err, ERR_INPUT, "Stavningsordlistan %s går inte att läsa.", sp->dic);
	if (rc == 0 && fs_is_dir(sp->dict) && fs_list(sp->dict, &names, NULL) == 0) {
		for (size_t i = 0; i < names.n; i++) {
			char *path = fs_join(sp->dict, names.v[i]);

			str_clear(&s);
			if (span_ends(span_of(names.v[i]), ".dic") &&
				(fs_read(path, &s, NULL) || !add_entries(str_span(&s), &entries, &count)))
				sp->refused++;
			free(path);
		}
	}
	str_addf(out, "%ld\n", count);
	str_addspan(out, str_span(&entries));
	strlist_release(&names);
	str_release(&s);
	str_release(&entries);
	return rc;
}

/* A nameless file that hunspell opens by its number: out gets the path. */
static int in_memory(struct span bytes, char out[static 64])
{
	int fd = memfd_create("paragraf-sv", MFD_CLOEXEC);

	if (fd >= 0 && !write_all(fd, bytes)) {
		close(fd);
		fd = -1;
	}
	snprintf(out, 64, "/proc/self/fd/%d", fd);
	return fd;
}

static Hunhandle *open_edited(struct speller *sp, bool compounds, struct err *err)
{
	struct str aff = STR_INIT, text = STR_INIT, words = STR_INIT;
	char aff_path[64], dic_path[64];
	Hunhandle *h = NULL;
	int aff_fd = -1, dic_fd = -1;

	if (fs_read(sp->aff, &aff, err) || one_dic(sp, &words, err))
		goto out;
	edited_aff(str_span(&aff), compounds, &text);
	aff_fd = in_memory(str_span(&text), aff_path);
	dic_fd = in_memory(str_span(&words), dic_path);
	if (aff_fd < 0 || dic_fd < 0) {
		err_set(err, ERR_SYSTEM, "Stavningsordlistan ryms inte i minnet.");
		goto out;
	}
	h = Hunspell_create(aff_path, dic_path);
	if (!h)
		err_set(err, ERR_INPUT, "Stavningsordlistan %s går inte att läsa.", sp->dic);
out:
	if (aff_fd >= 0)
		close(aff_fd);
	if (dic_fd >= 0)
		close(dic_fd);
	str_release(&aff);
	str_release(&text);
	str_release(&words);
	return h;
}

int speller_load(struct speller *sp, struct err *err)
{
	if (sp->all)
		return 0;
	free(sp->aff);
	free(sp->dic);
	sp->aff = sp->dic = NULL;
	if (!find_files(sp))
		return err_set(err, ERR_NOT_FOUND,
			"Svensk ordlista saknas: installera paketet hunspell-sv. Tills dess markeras inga ord.");
	sp->all = open_edited(sp, true, err);
	if (sp->all && !sp->lexicon)
		sp->lexicon = lexicon_open(sp->aff, sp->dic, sp->dict, NULL);
	return sp->all ? 0 : -1;
}

int speller_load_plain(struct speller *sp, struct err *err)
{
	char *path;

	if (speller_load(sp, err))
		return -1;
	if (!sp->plain) {
		sp->plain = open_edited(sp, false, err);
		path = fs_join(sp->dict, "forkortningar");
		str_clear(&sp->abbrev);
		if (fs_exists(path))
			(void)fs_read(path, &sp->abbrev, NULL);
		free(path);
	}
	return sp->plain ? 0 : -1;
}

/* The word as hunspell wants it: NFC, no soft hyphen, plain hyphen for U+2011.
 * false when it is nothing to ask about. */
bool speller_normal(struct span word, struct str *out)
{
	size_t n, i = 0;
	char *nfc;

	if (!word.p || !word.n || word.n > WORD_MAX_BYTES || memchr(word.p, 0, word.n) ||
		!u8_valid(word.p, word.n, NULL))
		return false;
	nfc = u8_nfc(word.p, word.n, &n);
	while (i < n) {
		int32_t cp;
		size_t len = u8_decode(nfc + i, n - i, &cp);

		if (cp == 0x2011 || cp == 0x2010)
			str_addc(out, '-');
		else if (cp != 0xAD)
			str_add(out, nfc + i, len);
		i += len;
	}
	free(nfc);
	return out->len > 0 && out->len <= WORD_MAX_BYTES;
}

bool speller_knows(struct speller *sp, struct span word)
{
	struct str s = STR_INIT;
	bool known = sp->all && speller_normal(word, &s) && Hunspell_spell(sp->all, str_c(&s)) != 0;

	str_release(&s);
	return known;
}

/* Of a word that is wrong only that it is a part is worth saying: "arbets". */
unsigned speller_bits(struct speller *sp, struct span word)
{
	struct str s = STR_INIT;
	unsigned bits = 0;

	if (sp->all && speller_normal(word, &s)) {
		bits = sp->lexicon ? lexicon_word(sp->lexicon, str_span(&s)) : 0;
		if (Hunspell_spell(sp->all, str_c(&s)))
			bits |= WORD_KNOWN;
		else if (!(bits & WORD_ONLY_PART))
			bits = 0;
	}
	str_release(&s);
	return bits;
}

/* role "stavning" */
void speller_verdicts(void *state, struct span request, struct str *answer)
{
	struct speller *sp = state;
	struct unpack u = unpack_of(request.p, request.n);
	uint32_t n = unpack_u32(&u);
	struct err err = ERR_INIT;
	bool ready = speller_load(sp, &err) == 0;

	if (u.bad || n > BATCH_MAX)
		n = 0;
	pack_cstr(answer, ready ? NULL : err.msg);
	pack_u32(answer, n);
	for (uint32_t i = 0; i < n; i++) {
		struct span word = unpack_span(&u);

		pack_u32(answer, !ready || u.bad ? WORD_KNOWN : speller_bits(sp, word));
	}
}

/* role "forslag" */
void speller_suggestions(void *state, struct span request, struct str *answer)
{
	struct speller *sp = state;
	struct unpack u = unpack_of(request.p, request.n);
	struct span word = unpack_span(&u);
	uint32_t max = unpack_u32(&u);
	uint32_t cost[SUGGESTIONS_MAX];
	struct strlist out = {0};
	struct err err = ERR_INIT;
	bool ready = speller_load_plain(sp, &err) == 0;

	if (ready && !u.bad)
		speller_suggest(sp, word, max < SUGGESTIONS_MAX ? max : SUGGESTIONS_MAX, &out, cost);
	pack_cstr(answer, ready ? NULL : err.msg);
	pack_u32(answer, (uint32_t)out.n);
	for (size_t i = 0; i < out.n; i++) {
		pack_u32(answer, cost[i]);
		pack_cstr(answer, out.v[i]);
	}
	strlist_release(&out);
}
