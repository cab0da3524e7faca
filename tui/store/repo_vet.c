/* repo_vet: our own checks of objects and packs, before libgit2 reads them.
 * Must not call libgit2 on anything it has not checked. */
#include "store/repo.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/fs.h"
#include "base/mem.h"

#define OBJECT_MAX ((size_t)256 << 20)

/* Mapped, not read: a pack may be larger than what fs_read takes. */
static bool map_file(const char *path, struct span *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;
	void *p = MAP_FAILED;

	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
		p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (p == MAP_FAILED)
		return false;
	*out = span_make(p, (size_t)st.st_size);
	return true;
}

static void unmap_file(struct span s)
{
	if (s.p)
		munmap((void *)(uintptr_t)s.p, s.n);
}

char *repo_loose_path(const struct repo *r, const git_oid *id)
{
	char hex[STORE_ID_SIZE];

	git_oid_tostr(hex, sizeof hex, id);
	return str_format("%s/objects/%.2s/%s", r->gitdir, hex, hex + 2);
}

/* "blob 123\0": the whole length header and content must have, 0: no header. */
static size_t whole_length(struct span s)
{
	static const char *const types[] = {"blob ", "tree ", "commit ", "tag "};
	const char *end = memchr(s.p, '\0', s.n < 32 ? s.n : 32);
	size_t n = 0, i;

	if (!end)
		return 0;
	for (i = 0; i < sizeof types / sizeof types[0]; i++)
		if (span_starts(s, types[i]))
			break;
	if (i == sizeof types / sizeof types[0])
		return 0;
	s.p += strlen(types[i]);
	if (s.p == end || (s.p[0] == '0' && s.p + 1 != end))
		return 0;
	for (; s.p < end; s.p++) {
		if (*s.p < '0' || *s.p > '9' || n > OBJECT_MAX)
			return 0;
		n = n * 10 + (size_t)(*s.p - '0');
	}
	return n > OBJECT_MAX ? 0 : n + 1; /* + header, by the caller */
}

/* One whole zlib stream and nothing after it. */
static bool inflate_all(struct span packed, struct str *out)
{
	z_stream z = {0};
	size_t want = 0;
	char buf[32768];
	int rc = Z_OK;

	if (packed.n > OBJECT_MAX || inflateInit(&z) != Z_OK)
		return false;
	z.next_in = (Bytef *)(uintptr_t)packed.p;
	z.avail_in = (uInt)packed.n;
	while (rc == Z_OK) {
		z.next_out = (Bytef *)buf;
		z.avail_out = sizeof buf;
		rc = inflate(&z, Z_NO_FLUSH);
		if (rc != Z_OK && rc != Z_STREAM_END)
			break;
		if (rc == Z_OK && z.avail_out == sizeof buf && z.avail_in == 0)
			break; /* cut: neither progress nor an end */
		str_add(out, buf, sizeof buf - z.avail_out);
		if (!want && out->len) {
			want = whole_length(str_span(out));
			if (!want)
				break;
			want += (size_t)((char *)memchr(out->buf, '\0', out->len) - out->buf);
		}
		if (out->len > want)
			break;
	}
	inflateEnd(&z);
	return rc == Z_STREAM_END && z.avail_in == 0 && want && out->len == want;
}

enum vet repo_vet_loose(const struct repo *r, const git_oid *id, struct str *opt_out)
{
	char *path = repo_loose_path(r, id);
	struct span packed = SPAN_NONE;
	struct str whole = STR_INIT;
	unsigned char sha[20];
	enum vet v = VET_BAD;
	struct stat st;

	if (lstat(path, &st) && (errno == ENOENT || errno == ENOTDIR)) {
		v = VET_ABSENT;
	} else if (map_file(path, &packed) && inflate_all(packed, &whole)) {
		digest_sha1(str_span(&whole), sha);
		if (memcmp(sha, id->id, sizeof sha) == 0)
			v = VET_OK;
	}
	if (v == VET_OK && opt_out)
		str_addspan(opt_out, str_span(&whole));
	unmap_file(packed);
	str_release(&whole);
	free(path);
	return v;
}

int repo_vet(struct repo *r, const git_oid *id, struct err *err)
{
	char hex[STORE_ID_SIZE];

	switch (repo_vet_loose(r, id, NULL)) {
	case VET_OK:
		return 0;
	case VET_ABSENT:
		if (git_odb_exists(r->odb, id))
			return 0;
		break;
	case VET_BAD:
		break;
	}
	git_oid_tostr(hex, sizeof hex, id);
	return err_set(err, ERR_SYSTEM,
		"historiken i %s är skadad (del %.10s); öppna mötet på nytt eller hämta en säkerhetskopia",
		r->folder, hex);
}

int repo_vet_tree(struct repo *r, const git_oid *id, struct err *err)
{
	git_object *tree;
	int rc;

	if (repo_object(r, id, GIT_OBJECT_TREE, &tree, err))
		return -1;
	rc = 0;
	for (size_t i = 0; rc == 0 && i < git_tree_entrycount((git_tree *)tree); i++) {
		const git_tree_entry *e = git_tree_entry_byindex((git_tree *)tree, i);

		if (git_tree_entry_type(e) == GIT_OBJECT_TREE)
			rc = repo_vet_tree(r, git_tree_entry_id(e), err);
	}
	git_object_free(tree);
	return rc;
}

/* The last 20 bytes are the SHA-1 of those before. */
static bool trailer_holds(struct span s, unsigned char trailer[20])
{
	unsigned char sha[20];

	if (s.n < 40)
		return false;
	memcpy(trailer, s.p + s.n - 20, 20);
	digest_sha1(span_make(s.p, s.n - 20), sha);
	return memcmp(sha, trailer, 20) == 0;
}

/* A pack and its index: both whole, and belonging together. */
static bool pack_holds(const char *idx_path, const char *pack_path)
{
	struct span idx = SPAN_NONE, pack = SPAN_NONE;
	unsigned char a[20], b[20];
	bool ok;

	ok = map_file(idx_path, &idx) && map_file(pack_path, &pack) && trailer_holds(idx, a) &&
	     trailer_holds(pack, b) && memcmp(idx.p + idx.n - 40, b, 20) == 0;
	unmap_file(idx);
	unmap_file(pack);
	return ok;
}

static char *fingerprint(const char *path)
{
	struct stat st;

	if (stat(path, &st))
		return str_format("%s saknas", path);
	return str_format("%s %lld %lld.%09ld %llu", path, (long long)st.st_size,
		(long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec, (unsigned long long)st.st_ino);
}

static bool vet_pack(const char *dir, const char *idx_name, struct strlist *cache)
{
	char *idx = fs_join(dir, idx_name);
	char *pack = str_format("%.*s.pack", (int)(strlen(idx) - 4), idx);
	char *a = fingerprint(idx), *b = fingerprint(pack);
	char *key = str_format("%s|%s", a, b);
	/* an index alone is what an interrupted writer leaves: libgit2 puts it there first.
	 * If its pack is lost, the objects are missed one by one */
	bool ok = !fs_exists(pack) || (cache && strlist_has(cache, span_of(key)));

	if (!ok) {
		ok = pack_holds(idx, pack);
		if (ok && cache)
			strlist_add(cache, key, strlen(key));
	}
	free(key);
	free(a);
	free(b);
	free(pack);
	free(idx);
	return ok;
}

int vet_packs(const char *gitdir, struct strlist *cache, struct strlist *problem)
{
	char *dir = fs_join(gitdir, "objects/pack");
	struct strlist names = {0};
	int rc = 0;

	if (fs_list(dir, &names, NULL) == 0) {
		for (size_t i = 0; i < names.n; i++) {
			struct span name = span_of(names.v[i]);
			char *line;

			if (!span_ends(name, ".idx") || vet_pack(dir, names.v[i], cache))
				continue;
			line = str_format("skadad: %s/%.*s", dir, (int)(name.n - 4), name.p);
			strlist_add(problem, line, strlen(line));
			free(line);
			rc = -1;
		}
	}
	strlist_release(&names);
	free(dir);
	return rc;
}

int repo_set_aside(const char *gitdir, const char *path, struct err *err)
{
	char *dir = fs_join(gitdir, "paragraf-skadat");
	char *to = NULL;
	int rc = fs_mkdirs(dir, err);

	for (int i = 1; rc == 0 && i < 1000; i++) {
		free(to);
		to = str_format("%s/%s.%d", dir, fs_basename(path), i);
		if (!fs_exists(to))
			break;
	}
	if (rc == 0 && rename(path, to))
		rc = err_sys(err, ERR_SYSTEM, errno, "%s går inte att lägga åt sidan", path);
	free(to);
	free(dir);
	return rc;
}

void repo_each_loose(const struct repo *r, void (*fn)(void *ctx, const git_oid *id), void *ctx)
{
	for (int i = 0; i < 256; i++) {
		char *dir = str_format("%s/objects/%02x", r->gitdir, (unsigned)i);
		struct strlist names = {0};

		if (fs_list(dir, &names, NULL) == 0) {
			for (size_t k = 0; k < names.n; k++) {
				char *hex = str_format("%02x%s", (unsigned)i, names.v[k]);
				git_oid id;

				if (strlen(hex) == 40 && git_oid_fromstr(&id, hex) == 0)
					fn(ctx, &id);
				free(hex);
			}
		}
		strlist_release(&names);
		free(dir);
	}
}
