/* style: see style.h. A chain of layers, the style's own first; all files are
 * read when it is loaded (some tens, a few kB), so that nothing fails later. */
#include "mall/style.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/fs.h"
#include "base/paths.h"
#include "base/u8.h"
#include "mall/style_key.h"

#define LAYERS_MOST 16
#define FILES_MOST 500
#define GROUND "grund"
#define STYLE_FILE "stil"

struct entry {
	struct span key; /* in the layer's text */
	char *value;     /* decoded */
	size_t n;
	int line;
};

struct file {
	char *name; /* "framsida.mall", "paragrafer/val.mall" */
	char *path;
	struct str text;
};

struct layer {
	char *dir;
	struct file *file;
	size_t nfiles, filecap;
	struct entry *entry;
	size_t nentries, entrycap;
};

struct style {
	char *name;
	struct layer layer[LAYERS_MOST];
	size_t n;
};

/* ------------------------------------------------------------- where */

/* The folders that hold styles, nearest first. */
static void places(const char *opt_archive, struct strlist *out)
{
	struct span rest = span_of(getenv("PARAGRAF_MALLAR")), part;
	char *path;

	while (rest.p && span_split(&rest, ":", &part))
		if (part.n)
			strlist_add(out, part.p, part.n);
	if (opt_archive) {
		path = fs_join(opt_archive, "mallar");
		strlist_add(out, path, strlen(path));
		free(path);
	}
	path = paths_config("mallar");
	strlist_add(out, path, strlen(path));
	free(path);
	path = paths_data("templates");
	strlist_add(out, path, strlen(path));
	free(path);
}

static bool holds_style(const char *dir)
{
	char *stil = fs_join(dir, STYLE_FILE);
	bool yes = fs_exists(stil) && !fs_is_dir(stil);

	free(stil);
	return yes;
}

void style_names(const char *opt_archive, struct strlist *out)
{
	struct strlist where = {NULL, 0, 0}, here;
	struct err err = ERR_INIT;

	places(opt_archive, &where);
	for (size_t i = 0; i < where.n; i++) {
		here = (struct strlist){NULL, 0, 0};
		if (fs_list(where.v[i], &here, &err) == 0)
			for (size_t k = 0; k < here.n; k++) {
				char *dir = fs_join(where.v[i], here.v[k]);

				if (holds_style(dir) && !strlist_has(out, span_of(here.v[k])))
					strlist_add(out, here.v[k], strlen(here.v[k]));
				free(dir);
			}
		strlist_release(&here);
	}
	strlist_release(&where);
	strlist_sort(out);
}

static bool in_chain(const struct style *s, const char *dir)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->layer[i].dir, dir) == 0)
			return true;
	return false;
}

/* The folder of a style that the chain does not have yet. free(). *again tells
 * that there is one, in the chain. */
static char *find(const struct style *s, const char *name, const char *opt_archive, bool *again)
{
	struct strlist where = {NULL, 0, 0};
	char *found = NULL;

	*again = false;
	if (strchr(name, '/')) {
		char *from = s->n && name[0] != '/' ? fs_join(s->layer[s->n - 1].dir, name)
		                                    : mem_strdup(name);

		found = fs_absolute(from);
		free(from);
		if (found && in_chain(s, found))
			*again = true;
		if (!found || *again || !holds_style(found)) {
			free(found);
			found = NULL;
		}
		return found;
	}
	places(opt_archive, &where);
	for (size_t i = 0; i < where.n && !found; i++) {
		char *dir = fs_join(where.v[i], name);
		char *whole = fs_absolute(dir);

		free(dir);
		if (whole && holds_style(whole) && name[0] && name[0] != '.') {
			if (in_chain(s, whole))
				*again = true;
			else
				found = mem_strdup(whole);
		}
		free(whole);
	}
	strlist_release(&where);
	return found;
}

/* ------------------------------------------------------------- reading */

static void read_folder(struct layer *l, const char *sub, struct remarks *remarks)
{
	char *dir = *sub ? fs_join(l->dir, sub) : mem_strdup(l->dir);
	struct strlist names = {NULL, 0, 0};
	struct err err = ERR_INIT;

	if (fs_is_dir(dir) && fs_list(dir, &names, &err) < 0)
		remark_add(remarks, dir, 0, "%s", err.msg);
	for (size_t i = 0; i < names.n && l->nfiles < FILES_MOST; i++) {
		char *path = fs_join(dir, names.v[i]);
		struct file f = {NULL, path, STR_INIT};

		if (names.v[i][0] == '.' || span_ends(span_of(names.v[i]), "~") ||
		        fs_is_dir(path)) {
			free(path);
			continue;
		}
		if (fs_read(path, &f.text, &err) < 0) {
			remark_add(remarks, path, 0, "%s", err.msg);
			str_release(&f.text);
			free(path);
			continue;
		}
		f.name = *sub ? fs_join(sub, names.v[i]) : mem_strdup(names.v[i]);
		l->file = mem_grow(l->file, l->nfiles, &l->filecap, sizeof *l->file);
		l->file[l->nfiles++] = f;
	}
	strlist_release(&names);
	free(dir);
}

static const struct file *layer_file(const struct layer *l, struct span name)
{
	for (size_t i = 0; i < l->nfiles; i++)
		if (span_is(name, l->file[i].name))
			return &l->file[i];
	return NULL;
}

/* "…" around a value keeps its blanks; \n is a line break, \\ a backslash. */
static void decode(struct span v, struct entry *e)
{
	struct str out = STR_INIT;

	if (v.n >= 2 && v.p[0] == '"' && v.p[v.n - 1] == '"')
		v = span_sub(v, 1, v.n - 2);
	for (size_t i = 0; i < v.n; i++) {
		if (v.p[i] == '\\' && i + 1 < v.n && (v.p[i + 1] == 'n' || v.p[i + 1] == '\\'))
			str_addc(&out, v.p[++i] == 'n' ? '\n' : '\\');
		else
			str_addc(&out, v.p[i]);
	}
	e->n = out.len;
	e->value = str_take(&out);
}

static void read_line(
        struct layer *l, const struct file *f, struct span text, int line, struct remarks *remarks)
{
	size_t is = span_find(text, "=", 0);
	struct entry e = {.line = line};
	const struct style_key *known;

	if (is == (size_t)-1) {
		remark_add(remarks, f->path, line, "raden är inte ”nyckel = värde”: %.*s",
		        (int)u8_fit(text.p, text.n, 60), text.p);
		return;
	}
	e.key = span_trim(span_sub(text, 0, is));
	known = style_key_find(e.key);
	if (!known) {
		char *near = style_key_near(e.key);

		if (near)
			remark_add(remarks, f->path, line, "okänd nyckel ”%.*s”: menas ”%s”?",
			        SPAN_FMT(e.key), near);
		else
			remark_add(remarks, f->path, line, "okänd nyckel ”%.*s”", SPAN_FMT(e.key));
		free(near);
		return;
	}
	style_key_check(known, span_trim(span_from(text, is + 1)), f->path, line, remarks);
	for (size_t i = 0; i < l->nentries; i++)
		if (span_eq(l->entry[i].key, e.key)) {
			remark_add(remarks, f->path, line,
			        "nyckeln ”%.*s” står också på rad %d: den senare gäller",
			        SPAN_FMT(e.key), l->entry[i].line);
			free(l->entry[i].value);
			decode(span_trim(span_from(text, is + 1)), &l->entry[i]);
			l->entry[i].line = line;
			return;
		}
	decode(span_trim(span_from(text, is + 1)), &e);
	l->entry = mem_grow(l->entry, l->nentries, &l->entrycap, sizeof *l->entry);
	l->entry[l->nentries++] = e;
}

static void read_style(struct layer *l, struct remarks *remarks)
{
	const struct file *f = layer_file(l, SPAN_LIT(STYLE_FILE));
	struct span rest = f ? str_span(&f->text) : SPAN_NONE, text;
	int line = 0;

	if (span_starts(rest, "\xef\xbb\xbf"))
		rest = span_from(rest, 3);
	while (rest.p && span_line(&rest, &text)) {
		line++;
		if (span_ends(text, "\r"))
			text.n--;
		text = span_trim(text);
		if (text.n && text.p[0] != '#')
			read_line(l, f, text, line, remarks);
	}
}

static struct layer *add_layer(struct style *s, char *dir, struct remarks *remarks)
{
	struct layer *l = &s->layer[s->n++];

	l->dir = dir;
	read_folder(l, "", remarks);
	read_folder(l, "paragrafer", remarks);
	read_style(l, remarks);
	return l;
}

static const struct entry *layer_entry(const struct layer *l, struct span key)
{
	for (size_t i = 0; i < l->nentries; i++)
		if (span_eq(l->entry[i].key, key))
			return &l->entry[i];
	return NULL;
}

static int say_absent(const struct style *s, const char *name, const char *opt_archive, bool again,
        struct err *err)
{
	struct strlist names = {NULL, 0, 0};
	struct str all = STR_INIT;
	const struct layer *last = s->n ? &s->layer[s->n - 1] : NULL;

	if (again) {
		const struct file *f = layer_file(last, SPAN_LIT(STYLE_FILE));
		const struct entry *e = layer_entry(last, SPAN_LIT("arv"));

		return err_set(err, ERR_INPUT,
		        "%s:%d: stilen ärver sig själv genom ”%s”: ändra ”arv”",
		        f ? f->path : last->dir, e ? e->line : 1, name);
	}
	style_names(opt_archive, &names);
	for (size_t i = 0; i < names.n; i++)
		str_addf(&all, "%s%s", i ? ", " : "", names.v[i]);
	if (!names.n)
		err_set(err, ERR_NOT_FOUND,
		        "inga stilar hittas: ange var de finns i PARAGRAF_MALLAR eller "
		        "PARAGRAF_DATA");
	else if (last)
		err_set(err, ERR_NOT_FOUND, "stilen ”%s”, som %s ärver, finns inte: välj bland %s",
		        name, last->dir, str_c(&all));
	else
		err_set(err, ERR_NOT_FOUND, "stilen ”%s” finns inte: välj bland %s", name,
		        str_c(&all));
	strlist_release(&names);
	str_release(&all);
	return -1;
}

struct style *style_load(
        const char *name, const char *opt_archive, struct remarks *remarks, struct err *err)
{
	struct style *s = mem_alloc(sizeof *s);
	char *next = mem_strdup(name && *name ? name : GROUND);

	for (size_t n = strlen(next); n > 1 && next[n - 1] == '/'; n--)
		next[n - 1] = '\0';
	s->name = mem_strdup(fs_basename(next));
	for (;;) {
		bool again;
		char *dir = find(s, next, opt_archive, &again);
		const struct entry *e;

		if (!dir || s->n == LAYERS_MOST) {
			say_absent(s, next, opt_archive, again || dir, err);
			free(dir);
			break;
		}
		e = layer_entry(add_layer(s, dir, remarks), SPAN_LIT("arv"));
		if (!e && strcmp(fs_basename(dir), GROUND) == 0) {
			free(next);
			return s;
		}
		free(next);
		next = e && e->n ? mem_dup(e->value, e->n) : mem_strdup(GROUND);
	}
	free(next);
	style_free(s);
	return NULL;
}

void style_free(struct style *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->n; i++) {
		struct layer *l = &s->layer[i];

		for (size_t k = 0; k < l->nfiles; k++) {
			free(l->file[k].name);
			free(l->file[k].path);
			str_release(&l->file[k].text);
		}
		for (size_t k = 0; k < l->nentries; k++)
			free(l->entry[k].value);
		free(l->file);
		free(l->entry);
		free(l->dir);
	}
	free(s->name);
	free(s);
}

/* ------------------------------------------------------------- asking */

const char *style_name(const struct style *s)
{
	return s->name;
}

size_t style_depth(const struct style *s)
{
	return s->n;
}

static const struct entry *style_entry(
        const struct style *s, struct span key, const struct layer **layer)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct entry *e = layer_entry(&s->layer[i], key);

		if (e) {
			*layer = &s->layer[i];
			return e;
		}
	}
	return NULL;
}

struct span style_get(const struct style *s, const char *key)
{
	const struct layer *l;
	const struct entry *e = style_entry(s, span_of(key), &l);

	return e ? span_make(e->value, e->n) : SPAN_NONE;
}

bool style_place(const struct style *s, const char *key, const char **file, int *line)
{
	const struct layer *l;
	const struct entry *e = style_entry(s, span_of(key), &l);
	const struct file *f = e ? layer_file(l, SPAN_LIT(STYLE_FILE)) : NULL;

	if (!f)
		return false;
	*file = f->path;
	*line = e->line;
	return true;
}

struct span style_getf(const struct style *s, const char *fmt, ...)
{
	struct str key = STR_INIT;
	struct span v;
	va_list ap;

	va_start(ap, fmt);
	str_vaddf(&key, fmt, ap);
	va_end(ap);
	v = style_get(s, str_c(&key));
	str_release(&key);
	return v;
}

bool style_yes(const struct style *s, const char *key)
{
	return span_is(style_get(s, key), "ja");
}

int style_number(const struct style *s, const char *key, int otherwise)
{
	long v;

	return span_int(style_get(s, key), &v) ? (int)v : otherwise;
}

void style_list(const struct style *s, const char *key, struct strlist *out)
{
	struct span rest = style_get(s, key), part;

	while (rest.p && span_split(&rest, ",", &part)) {
		part = span_trim(part);
		if (part.n)
			strlist_add(out, part.p, part.n);
	}
}

bool style_file(const struct style *s, const char *name, struct span *text, const char **path)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct file *f = layer_file(&s->layer[i], span_of(name));

		if (f) {
			*text = f->text.buf ? str_span(&f->text) : SPAN_LIT("");
			*path = f->path;
			return true;
		}
	}
	return false;
}

bool style_file_at(
        const struct style *s, size_t i, const char *name, struct span *text, const char **path)
{
	const struct file *f = layer_file(&s->layer[i], span_of(name));

	if (!f)
		return false;
	*text = f->text.buf ? str_span(&f->text) : SPAN_LIT("");
	*path = f->path;
	return true;
}

void style_files(const struct style *s, const char *sub, struct strlist *out)
{
	size_t n = strlen(sub);

	for (size_t i = 0; i < s->n; i++)
		for (size_t k = 0; k < s->layer[i].nfiles; k++) {
			struct span name = span_of(s->layer[i].file[k].name);

			if (name.n <= n + 1 || memcmp(name.p, sub, n) != 0 || name.p[n] != '/')
				continue;
			name = span_from(name, n + 1);
			if (!strlist_has(out, name))
				strlist_add(out, name.p, name.n);
		}
	strlist_sort(out);
}
