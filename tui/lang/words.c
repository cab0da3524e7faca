/* words: see words.h. Every form a word may take is put into one table when the
 * word is added, so that a test is one look-up. Knows no dictionary and no
 * protocol (words_names.c does). */
#include "lang/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/u8.h"
#include "text/wordset.h"

#define WORD_MAX_BYTES 100
#define FILE_NAME "ord.dic"
#define ORGAN_FOLDER "ord"
#define ORGAN_FILE "egna.dic"

struct words {
	struct wordset names;
	struct wordset learned;
	char *path[WORDS_LEVELS]; /* where a learned word is written; NULL: nowhere */
	uint64_t rev;
};

struct words *words_new(void)
{
	return mem_alloc(sizeof(struct words));
}

void words_free(struct words *w)
{
	if (!w)
		return;
	wordset_release(&w->names);
	wordset_release(&w->learned);
	for (size_t i = 0; i < WORDS_LEVELS; i++)
		free(w->path[i]);
	free(w);
}

/* The last character is none of s, x, z, which take no genitive s. */
static bool takes_s(struct span w)
{
	return w.n && !strchr("sxzSXZ", w.p[w.n - 1]);
}

static void put(struct wordset *set, struct span w)
{
	struct str s = STR_INIT;

	*wordset_put(set, w) = 1;
	if (!takes_s(w))
		return;
	str_addspan(&s, w);
	str_addc(&s, 's');
	*wordset_put(set, str_span(&s)) = 1;
	str_release(&s);
}

/* As it stands, in capitals, and (small first letter) with a capital first. */
static void put_forms(struct wordset *set, struct span w)
{
	struct str s = STR_INIT;
	int32_t cp = -1;

	put(set, w);
	u8_add_upper(&s, w);
	*wordset_put(set, str_span(&s)) = 1;
	if (takes_s(w)) {
		str_addc(&s, 'S');
		*wordset_put(set, str_span(&s)) = 1;
	}
	u8_decode(w.p, w.n, &cp);
	if (cp >= 0 && u8_lower(cp)) {
		str_clear(&s);
		u8_add_upper_first(&s, w);
		put(set, str_span(&s));
	}
	str_release(&s);
}

/* A word and, when it has hyphens, its parts. */
static void put_name_word(struct words *w, struct span word)
{
	struct span rest = word, part;
	size_t nparts = 0;

	put_forms(&w->names, word);
	while (span_split(&rest, "-", &part)) {
		nparts++;
		if (part.n && (nparts > 1 || rest.p))
			put_forms(&w->names, part);
	}
}

void words_add_name(struct words *w, struct span name)
{
	struct range r;
	size_t at = 0, n;
	char *nfc;

	if (!name.p)
		return;
	nfc = u8_nfc(name.p, name.n, &n);
	while (u8_word(nfc, n, at, &r)) {
		put_name_word(w, span_make(nfc + r.at, r.n));
		at = r.at + r.n;
	}
	free(nfc);
	w->rev++;
}

void words_clear_names(struct words *w)
{
	wordset_release(&w->names);
	w->rev++;
}

/* A line of a .dic file: the word before "/" or a blank; absent when it has none. */
static struct span dic_word(struct span line)
{
	size_t n = 0;

	line = span_trim(line);
	if (line.n && line.p[line.n - 1] == '\r')
		line.n--;
	if (!line.n || line.p[0] == '#')
		return SPAN_NONE;
	while (n < line.n && !strchr("/ \t\r", line.p[n]))
		n++;
	return n && n <= WORD_MAX_BYTES && u8_valid(line.p, n, NULL) ? span_make(line.p, n) : SPAN_NONE;
}

void words_add(struct words *w, struct span word)
{
	size_t n;
	char *nfc;

	if (!word.p || !word.n)
		return;
	nfc = u8_nfc(word.p, word.n, &n);
	put_forms(&w->learned, span_make(nfc, n));
	free(nfc);
	w->rev++;
}

static void load_file(struct words *w, const char *path)
{
	struct str s = STR_INIT;
	struct span rest, line;
	bool first = true;

	if (fs_read(path, &s, NULL) == 0) {
		rest = str_span(&s);
		while (span_line(&rest, &line)) {
			struct span word = dic_word(line);
			long count;

			/* a dictionary proper begins with its number of words */
			if (word.p && !(first && span_int(word, &count)))
				words_add(w, word);
			first = false;
		}
	}
	str_release(&s);
}

static void load_folder(struct words *w, const char *dir)
{
	struct strlist names = {0};

	if (fs_is_dir(dir) && fs_list(dir, &names, NULL) == 0) {
		for (size_t i = 0; i < names.n; i++) {
			char *path = fs_join(dir, names.v[i]);

			if (span_ends(span_of(names.v[i]), ".dic"))
				load_file(w, path);
			free(path);
		}
	}
	strlist_release(&names);
}

void words_load(struct words *w, const char *opt_meeting, const char *opt_archive, const char *opt_config)
{
	wordset_release(&w->learned);
	for (size_t i = 0; i < WORDS_LEVELS; i++) {
		free(w->path[i]);
		w->path[i] = NULL;
	}
	if (opt_meeting)
		w->path[WORDS_MEETING] = fs_join(opt_meeting, FILE_NAME);
	if (opt_archive) {
		char *dir = fs_join(opt_archive, ORGAN_FOLDER);

		w->path[WORDS_ORGAN] = fs_join(dir, ORGAN_FILE);
		load_folder(w, dir);
		free(dir);
	}
	if (opt_config)
		w->path[WORDS_ME] = fs_join(opt_config, FILE_NAME);
	if (w->path[WORDS_MEETING])
		load_file(w, w->path[WORDS_MEETING]);
	if (w->path[WORDS_ME])
		load_file(w, w->path[WORDS_ME]);
	w->rev++;
}

static bool in_file(struct span text, struct span word)
{
	struct span line;

	while (span_line(&text, &line))
		if (span_eq(dic_word(line), word))
			return true;
	return false;
}

/* Adds a line to the file, which is made with its folder when it is not there. */
static int append(const char *path, struct span word, struct err *err)
{
	struct str s = STR_INIT;
	char *dir = fs_dirname(path);
	int rc = fs_mkdirs(dir, err);

	if (rc == 0 && fs_exists(path))
		rc = fs_read(path, &s, err);
	if (rc == 0 && !in_file(str_span(&s), word)) {
		if (s.len && s.buf[s.len - 1] != '\n')
			str_addc(&s, '\n');
		str_addspan(&s, word);
		str_addc(&s, '\n');
		rc = fs_write_atomic(path, s.buf, s.len, 0644, err);
	}
	free(dir);
	str_release(&s);
	return rc;
}

static bool is_word(struct span w)
{
	struct range r;

	return u8_valid(w.p, w.n, NULL) && u8_word(w.p, w.n, 0, &r) && r.at == 0 &&
		(r.n == w.n || (r.n + 1 == w.n && w.p[r.n] == '.'));
}

int words_learn(struct words *w, enum words_level level, struct span word, struct err *err)
{
	size_t n;
	char *nfc;
	int rc;

	if (!word.p || !word.n || word.n > WORD_MAX_BYTES)
		return err_set(err, ERR_USAGE, "Ordet är tomt eller för långt för att läras in.");
	if (!is_word(word))
		return err_set(err, ERR_USAGE, "”%.*s” är inget ord och kan inte läras in.", SPAN_FMT(word));
	if (!w->path[level])
		return err_set(err, ERR_NOT_FOUND, "Det finns ingen ordlista att lägga ”%.*s” i.", SPAN_FMT(word));
	nfc = u8_nfc(word.p, word.n, &n);
	rc = append(w->path[level], span_make(nfc, n), err);
	if (rc == 0)
		words_add(w, span_make(nfc, n));
	free(nfc);
	return rc;
}

bool words_has(const struct words *w, struct span word)
{
	return wordset_get(&w->names, word) || wordset_get(&w->learned, word);
}

uint64_t words_rev(const struct words *w)
{
	return w->rev;
}

/* Are they one edit (or one swap of neighbours) apart? By bytes between the
 * common ends: a Swedish letter is two bytes, hence the small slack. */
static bool one_edit(struct span a, struct span b)
{
	size_t head = 0, tail = 0;

	while (head < a.n && head < b.n && a.p[head] == b.p[head])
		head++;
	while (tail < a.n - head && tail < b.n - head && a.p[a.n - 1 - tail] == b.p[b.n - 1 - tail])
		tail++;
	a = span_sub(a, head, a.n - head - tail);
	b = span_sub(b, head, b.n - head - tail);
	if (a.n == 2 && b.n == 2 && a.p[0] == b.p[1] && a.p[1] == b.p[0])
		return true;
	return u8_count(a.p, a.n) <= 1 && u8_count(b.p, b.n) <= 1;
}

static void near_in(const struct wordset *set, struct span word, size_t max, struct strlist *out)
{
	for (size_t i = 0; i < set->cap && out->n < max; i++) {
		struct span w = span_make(set->slot[i].p, set->slot[i].n);

		if (w.p && w.n > 2 && !span_eq(w, word) && one_edit(w, word) && !strlist_has(out, w))
			strlist_add(out, w.p, w.n);
	}
}

void words_near(const struct words *w, struct span word, size_t max, struct strlist *out)
{
	if (!word.p || word.n < 3)
		return;
	near_in(&w->names, word, max, out);
	near_in(&w->learned, word, max, out);
}
