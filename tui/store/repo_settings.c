/* repo_settings: the files of a history that are no objects, mended: the settings and
 * the packed references. Git itself reads nothing where one of them can't be read;
 * libgit2 doesn't mind, and would go on making versions that only we can read. */
#include "store/repo.h"

#include "base/fs.h"
#include "base/mem.h"

static bool config_reads(const char *path)
{
	git_config *c = NULL;
	int32_t format;
	bool ok = !fs_is_dir(path) && git_config_open_ondisk(&c, path) == 0 &&
		  git_config_get_int32(&format, c, "core.repositoryformatversion") == 0;

	git_config_free(c);
	return ok;
}

/* What was set by somebody else stays, but for a last line that was cut. */
bool repo_mend_config(struct repo *r)
{
	static const char least[] = "[core]\n\trepositoryformatversion = 0\n\tbare = false\n";
	char *path = repo_path(r, "config");
	struct str s = STR_INIT;
	size_t end;
	bool there = fs_exists(path), cut, ok = false;

	fs_read(path, &s, NULL);
	end = span_find_last(str_span(&s), "\n");
	cut = end == (size_t)-1 || end + 1 < s.len;
	if ((cut || !config_reads(path)) && (!there || repo_set_aside(r->gitdir, path, NULL) == 0)) {
		ok = cut && end != (size_t)-1 && fs_write_atomic(path, s.buf, end + 1, 0600, NULL) == 0 &&
		     config_reads(path);
		if (!ok)
			ok = fs_write_atomic(path, least, sizeof least - 1, 0600, NULL) == 0;
		ok = ok && repo_configure(r->gitdir) == 0;
	}
	str_release(&s);
	free(path);
	return ok;
}

/* A line of packed-refs that says something: "# ...", "^id" or "id refs/...". */
static bool packed_line(struct span line, bool whole)
{
	static const char *const names[] = {REPO_REF, REPO_SECOND, REPO_AUTOSAVE, REPO_TAG};
	bool peeled = span_starts(line, "^");
	struct span id = span_sub(line, peeled, 40), name = span_from(line, 41);

	if (whole && span_starts(line, "# pack-refs with:"))
		return true;
	for (size_t i = 0; i < id.n; i++)
		if (!strchr("0123456789abcdef", id.p[i]))
			return false;
	if (id.n < 40 || peeled)
		return peeled && whole && line.n == 41;
	/* where the end is missing, a name may be: one of ours is known */
	for (size_t i = 0; !whole && i < sizeof names / sizeof names[0]; i++)
		whole = span_is(name, names[i]);
	return whole && line.p[40] == ' ' && span_starts(name, "refs/");
}

/* One line that is no line, and git reads no reference at all. */
bool repo_mend_packed(struct repo *r)
{
	char *path = repo_path(r, "packed-refs");
	struct str s = STR_INIT, good = STR_INIT;
	struct span rest, line;
	bool there = fs_exists(path), odd = there && fs_read(path, &s, NULL) != 0;

	for (rest = str_span(&s); span_line(&rest, &line);) {
		bool whole = line.p + line.n < s.buf + s.len;

		if (packed_line(line, whole))
			str_addf(&good, "%.*s\n", SPAN_FMT(line));
	}
	odd = odd || !span_eq(str_span(&s), str_span(&good));
	odd = there && odd && repo_set_aside(r->gitdir, path, NULL) == 0 &&
	      fs_write_atomic(path, str_c(&good), good.len, 0600, NULL) == 0;
	str_release(&s);
	str_release(&good);
	free(path);
	return odd;
}
