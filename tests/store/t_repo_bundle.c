/* t_repo_bundle: a version sent as a bundle and come back, with stock git at the other
 * end; and bundles nobody sane would send. */
#include "store/repo_serve.h"

#include <zlib.h>

#include "base/run.h"
#include "store/repo_digest.h"
#include "meeting.h"

#define SENT "Nämnden beslutar att bifalla.\n\nAndra stycket.\n"

static bool no_git(void)
{
	if (run_exists("git"))
		return false;
	printf("SKIP: git finns inte\n");
	return true;
}

static int bundle(struct meeting *m, const char *note)
{
	return meeting_run(m, (struct store_request){.op = STORE_BUNDLE, .who = "Finn Dahl", .branch = "justering/3",
		.message = note});
}

/* Two versions, the last one sent; its id in sent, its bytes in ut.bundle beside the meeting. */
static struct meeting send_one(char sent[STORE_ID_SIZE])
{
	struct meeting m = meeting_new();

	meeting_create(&m, "hemligt utkast\n");
	meeting_save(&m, SENT);
	CHECK_INT(bundle(&m, "UTKAST – EJ JUSTERAT\n"), 0);
	memcpy(sent, m.a.id, STORE_ID_SIZE);
	CHECK_INT(m.a.nr, 2);
	char *path = str_format("%s.bundle", m.folder);
	CHECK_INT(fs_write_atomic(path, m.a.text.buf, m.a.text.len, 0600, NULL), 0);
	free(path);
	return m;
}

static int take(struct meeting *m, struct span bytes, const char *known, const char *branch)
{
	char *v[] = {(char *)(uintptr_t)known};
	const struct strlist l = {v, known ? 1 : 0, 1};

	return meeting_run(m, (struct store_request){.op = STORE_UNBUNDLE, .text = bytes, .known = &l, .branch = branch});
}

static void read_beside(const struct meeting *m, const char *ext, struct str *out)
{
	char *path = str_format("%s%s", m->folder, ext);

	str_clear(out);
	CHECK_INT(fs_read(path, out, NULL), 0);
	free(path);
}

TEST(the_same_request_gives_the_same_bytes)
{
	struct meeting m = meeting_new();
	struct str first = STR_INIT;
	char id[STORE_ID_SIZE];

	meeting_create(&m, SENT);
	CHECK_INT(bundle(&m, "UTKAST\n"), 0);
	str_addspan(&first, str_span(&m.a.text));
	memcpy(id, m.a.id, sizeof id);
	meeting_save(&m, SENT "Tredje.\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_BUNDLE, .who = "Finn Dahl", .branch = "justering/3",
		.message = "UTKAST\n", .number = 1}), 0);
	CHECK(span_eq(str_span(&m.a.text), str_span(&first)));
	CHECK_STR(m.a.id, id);
	CHECK_INT(bundle(&m, "UTKAST\n"), 0);
	CHECK(strcmp(m.a.id, id) != 0);
	CHECK_GIT(&m);
	/* it makes no version */
	meeting_run(&m, (struct store_request){.op = STORE_HISTORY});
	CHECK_INT(m.a.nversions, 2);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_BUNDLE, .branch = "a b"}), -1);
	CHECK_INT(m.err.code, ERR_USAGE);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_BUNDLE}), -1);
	str_release(&first);
	meeting_free(&m);
}

TEST(stock_git_reads_it)
{
	char sent[STORE_ID_SIZE];
	struct meeting m;

	if (no_git())
		return;
	m = send_one(sent);
	CHECK_SHELL(&m, "git clone -q ../*.bundle ../kopia && cd ../kopia && git branch --show-current && cat protokoll.md UTKAST.txt && "
		"git log --format=%an:%s && git fsck --strict --full",
		"justering/3\n" SENT "UTKAST – EJ JUSTERAT\nFinn Dahl:Utkast – ej justerat, version 2\n=0\n");
	CHECK_SHELL(&m, "git bundle verify -q ../*.bundle >/dev/null 2>&1", "=0\n");
	CHECK_SHELL(&m, "grep -c hemligt ../*.bundle", "0\n=1\n");
	meeting_free(&m);
}

/* Clones, edits with a line of shell, bundles with another; the bytes. */
static void by_git(struct meeting *m, const char *edit, const char *create, struct str *out)
{
	char *line = str_format("rm -rf ../kopia ../svar && git clone -q ../*.bundle ../kopia && cd ../kopia && %s && "
		"git -c user.name='Bo Lind (M)' commit -qam Ändringar && git bundle create -q ../svar %s", edit, create);
	char *path = fs_dirname(m->folder), *svar = fs_join(path, "svar");

	setenv("GIT_AUTHOR_NAME", "Bo Lind (M)", 1);
	CHECK_SHELL(m, line, "=0\n");
	str_clear(out);
	CHECK_INT(fs_read(svar, out, NULL), 0);
	free(svar);
	free(path);
	free(line);
}

#define EDIT "sed -i 's/bifalla/avslå/' protokoll.md"
#define EDITED "Nämnden beslutar att avslå.\n\nAndra stycket.\n"

TEST(it_comes_back)
{
	static const char *const creates[] = {"justering/3", "HEAD", "--all", "justering/3 ^origin/justering/3",
		"HEAD ^origin/justering/3"};
	struct str bytes = STR_INIT;
	char sent[STORE_ID_SIZE];
	struct meeting m;

	if (no_git())
		return;
	m = send_one(sent);
	for (size_t i = 0; i < sizeof creates / sizeof creates[0]; i++) {
		by_git(&m, EDIT, creates[i], &bytes);
		CHECK_INT(take(&m, str_span(&bytes), sent, NULL), 0);
		CHECK_SPAN(str_span(&m.a.text), EDITED);
		CHECK_STR(m.a.base, sent);
		CHECK_STR(m.a.who, "Bo Lind (M)");
		CHECK(strlen(m.a.id) == 40 && strcmp(m.a.id, sent) != 0);
	}
	/* without what was sent: the whole branch can be read, a thin one not */
	by_git(&m, EDIT, "justering/3", &bytes);
	CHECK_INT(take(&m, str_span(&bytes), NULL, "justering/3"), 0);
	CHECK_STR(m.a.base, "");
	CHECK_INT(take(&m, str_span(&bytes), NULL, "annan"), -1);
	by_git(&m, EDIT, "justering/3 ^origin/justering/3", &bytes);
	CHECK_INT(take(&m, str_span(&bytes), NULL, NULL), -1);
	CHECK_INT(m.err.code, ERR_INPUT);
	sent[12] = '\0';
	CHECK(strstr(m.err.msg, sent));
	/* two versions on top of it, Windows line ends */
	by_git(&m, EDIT " && git commit -qam ett && sed -i 's/$/\\r/' protokoll.md", "justering/3", &bytes);
	CHECK_INT(take(&m, str_span(&bytes), NULL, NULL), 0);
	CHECK_SPAN(str_span(&m.a.text), "Nämnden beslutar att avslå.\r\n\r\nAndra stycket.\r\n");
	/* nothing of it got here */
	CHECK_SHELL(&m, "git log --all --format=%an | grep -c Lind; git fsck --strict --full; ls -A .git | grep karantan; true", "0\n=0\n");
	str_release(&bytes);
	meeting_free(&m);
}

TEST(a_large_text_in_deltas)
{
	struct meeting m;
	struct str text = STR_INIT, bytes = STR_INIT;
	char sent[STORE_ID_SIZE];

	if (no_git())
		return;
	m = meeting_new();
	for (int i = 0; i < 20000; i++)
		str_addf(&text, "Mening nummer %d om skötseln av lederna.\n", i);
	meeting_create(&m, str_c(&text));
	CHECK_INT(bundle(&m, "x\n"), 0);
	memcpy(sent, m.a.id, sizeof sent);
	char *path = str_format("%s.bundle", m.folder);
	fs_write_atomic(path, m.a.text.buf, m.a.text.len, 0600, NULL);
	free(path);
	by_git(&m, "sed -i 's/nummer 777 /nr 777 /' protokoll.md && git commit -qam ett && sed -i 's/nummer 9 /nr 9 /' protokoll.md",
		"justering/3 ^origin/justering/3", &bytes);
	CHECK(bytes.len < 5000);
	CHECK_INT(take(&m, str_span(&bytes), sent, NULL), 0);
	CHECK(span_find(str_span(&m.a.text), "nr 777 ", 0) != (size_t)-1);
	CHECK(span_find(str_span(&m.a.text), "nr 9 ", 0) != (size_t)-1);
	CHECK_STR(m.a.base, sent);
	str_release(&bytes);
	str_release(&text);
	meeting_free(&m);
}

/* What must be refused, made by git itself; want: words of the message. */
TEST(odd_branches_are_refused)
{
	static const struct {
		const char *edit, *create, *want;
	} rows[] = {
		{"ln -s /etc/passwd x && git add x", "justering/3", "”x”"},
		{"rm protokoll.md && ln -s /etc/passwd protokoll.md && git add -A", "justering/3", "ingen vanlig fil"},
		{"echo x >ny.txt && git add ny.txt", "justering/3", "ny.txt"},
		{"mkdir m && echo x >m/protokoll.md && git add m", "justering/3", "”m”"},
		{"chmod +x protokoll.md", "justering/3", "ingen vanlig fil"},
		{"git rm -q protokoll.md", "justering/3", "saknar protokoll.md"},
		{"printf 'a\\033[2Jb\\n' >>protokoll.md", "justering/3", "styrtecken (rad 4)"},
		{"printf '\\377\\n' >>protokoll.md", "justering/3", "ingen UTF-8"},
		{"printf 'a\\0b' >protokoll.md", "justering/3", "styrtecken (rad 1)"},
		{"git init -q modul && git -C modul commit -q --allow-empty -m x && git add modul 2>/dev/null", "justering/3", "”modul”"},
		{EDIT " && git tag t", "justering/3 t", "refs/tags/t"},
		{EDIT " && git tag -am x t && git update-ref refs/heads/m $(git rev-parse HEAD)", "justering/3 t", "refs/tags/t"},
		{EDIT " && for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do git branch b$i; done", "--branches", "fler än 16"},
		{EDIT " && git branch b1", "justering/3 b1", "flera grenar"},
		{"head -c 17000000 /dev/zero | tr '\\0' a >protokoll.md", "justering/3", "för stort"},
	};
	struct str bytes = STR_INIT;
	char sent[STORE_ID_SIZE];
	struct meeting m;

	if (no_git())
		return;
	m = send_one(sent);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		by_git(&m, rows[i].edit, rows[i].create, &bytes);
		CHECK_INT(take(&m, str_span(&bytes), sent, NULL), -1);
		CHECK_INT(m.err.code, ERR_INPUT);
		if (!strstr(m.err.msg, rows[i].want))
			printf("%s: %s\n", rows[i].edit, m.err.msg);
		CHECK(strstr(m.err.msg, rows[i].want) != NULL);
	}
	CHECK_GIT(&m);
	str_release(&bytes);
	meeting_free(&m);
}

/* ------------------------------------------------------------ forged packs */

static void add_entry(struct str *pack, int type, struct span bytes, size_t claimed)
{
	unsigned char c = (unsigned char)((unsigned)type << 4 | (claimed & 15));
	uLongf n = compressBound((uLong)bytes.n);
	char *buf = mem_alloc(n);

	for (size_t rest = claimed >> 4; rest; rest >>= 7) {
		str_addc(pack, (char)(c | 128));
		c = rest & 127;
	}
	str_addc(pack, (char)c);
	CHECK_INT(compress2((Bytef *)buf, &n, (const Bytef *)bytes.p, (uLong)bytes.n, 6), Z_OK);
	str_add(pack, buf, n);
	free(buf);
}

static void add_count(struct str *pack, size_t n)
{
	str_add(pack, "PACK\0\0\0\2", 8);
	for (int i = 24; i >= 0; i -= 8)
		str_addc(pack, (char)(n >> i));
}

static void close_pack(struct str *out, const char *refs, const struct str *pack)
{
	unsigned char sha[20];

	digest_sha1(str_span(pack), sha);
	str_clear(out);
	str_addf(out, "# v2 git bundle\n%s\n", refs);
	str_addspan(out, str_span(pack));
	str_add(out, (const char *)sha, sizeof sha);
}

#define REF "1111111111111111111111111111111111111111 refs/heads/justering/3\n"

static void refuse(struct meeting *m, const struct str *bytes, const char *want)
{
	CHECK_INT(take(m, str_span(bytes), NULL, NULL), -1);
	CHECK_INT(m->err.code, ERR_INPUT);
	if (!strstr(m->err.msg, want))
		printf("»%s« is not »%s«\n", m->err.msg, want);
	CHECK(strstr(m->err.msg, want) != NULL);
}

TEST(forged_packs)
{
	struct str pack = STR_INIT, out = STR_INIT, big = STR_INIT;
	struct meeting m = meeting_new();

	meeting_create(&m, SENT);
	add_count(&pack, 1);
	add_entry(&pack, 3, SPAN_LIT("hej"), 3);
	close_pack(&out, REF, &pack);
	refuse(&m, &out, "111111111111");
	close_pack(&out, "1111111111111111111111111111111111111111 refs/heads/../../x\n", &pack);
	refuse(&m, &out, "bara grenar");
	close_pack(&out, "1111111111111111111111111111111111111111 refs/notes/x\n", &pack);
	refuse(&m, &out, "bara grenar");
	close_pack(&out, "", &pack);
	refuse(&m, &out, "ingen gren");
	close_pack(&out, "x\n", &pack);
	refuse(&m, &out, "inget svar");
	close_pack(&out, "-2222222222222222222222222222222222222222 \n" REF, &pack);
	refuse(&m, &out, "222222222222");
	/* more than it says, less than it says, a length that lies */
	str_clear(&pack);
	add_count(&pack, 1);
	add_entry(&pack, 3, SPAN_LIT("hej"), 3);
	str_addc(&pack, 'x');
	close_pack(&out, REF, &pack);
	refuse(&m, &out, "efter slutet");
	str_clear(&pack);
	add_count(&pack, 2);
	add_entry(&pack, 3, SPAN_LIT("hej"), 3);
	close_pack(&out, REF, &pack);
	refuse(&m, &out, "avklippt");
	for (size_t claimed = 0; claimed < 6; claimed += 2) {
		str_clear(&pack);
		add_count(&pack, 1);
		add_entry(&pack, 3, SPAN_LIT("hej"), claimed);
		close_pack(&out, REF, &pack);
		refuse(&m, &out, "packa upp");
	}
	/* many and huge */
	str_clear(&pack);
	add_count(&pack, 4000000000U);
	close_pack(&out, REF, &pack);
	refuse(&m, &out, "delar");
	str_addrep(&big, "a", (size_t)15 << 20);
	str_clear(&pack);
	add_count(&pack, 5);
	for (int i = 0; i < 5; i++)
		add_entry(&pack, 3, str_span(&big), big.len);
	close_pack(&out, REF, &pack);
	refuse(&m, &out, "för stort");
	str_clear(&pack);
	add_count(&pack, 1);
	add_entry(&pack, 3, SPAN_LIT("hej"), (size_t)17 << 20);
	close_pack(&out, REF, &pack);
	refuse(&m, &out, "för stort");
	/* a delta that makes much of little: 15 MB from 60 bytes, many times */
	str_clear(&pack);
	add_count(&pack, 1);
	add_entry(&pack, 6, SPAN_LIT("x"), 1);
	close_pack(&out, REF, &pack);
	refuse(&m, &out, "skadat");
	/* a tree whose names lead out */
	{
		static const char *const names[] = {"100644 ..", "100644 .git", "100644 protokoll.md/x", "40000 protokoll.md", "120000 protokoll.md", "100644"};

		for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
			struct str tree = STR_INIT;

			str_adds(&tree, names[i]);
			str_add(&tree, "\0aaaaaaaaaaaaaaaaaaaa", 21);
			str_clear(&pack);
			add_count(&pack, 1);
			add_entry(&pack, 2, str_span(&tree), tree.len);
			close_pack(&out, REF, &pack);
			CHECK_INT(take(&m, str_span(&out), NULL, NULL), -1);
			CHECK_INT(m.err.code, ERR_INPUT);
			CHECK(!strstr(m.err.msg, "11111111"));
			str_release(&tree);
		}
	}
	str_release(&pack);
	str_release(&out);
	str_release(&big);
	meeting_free(&m);
}

/* Cut anywhere, one byte changed anywhere: refused, or the same answer. */
TEST(cut_and_flipped)
{
	struct str bytes = STR_INIT;
	char sent[STORE_ID_SIZE];
	struct meeting m = send_one(sent);
	unsigned long seed = 3;
	int taken = 0;

	read_beside(&m, ".bundle", &bytes);
	for (size_t n = 0; n < bytes.len; n++) {
		CHECK_INT(take(&m, span_make(bytes.buf, n), sent, NULL), -1);
		CHECK_INT(m.err.code, ERR_INPUT);
	}
	for (size_t i = 0; i < bytes.len; i++) {
		char was = bytes.buf[i];

		bytes.buf[i] = (char)(was ^ (1 << test_random(&seed) % 8));
		if (take(&m, str_span(&bytes), sent, NULL) == 0) {
			taken++;
			CHECK_SPAN(str_span(&m.a.text), SENT);
		} else {
			CHECK_INT(m.err.code, ERR_INPUT);
		}
		bytes.buf[i] = was;
	}
	/* only a letter of a name may be another one */
	CHECK(taken < 40);
	str_release(&bytes);
	meeting_free(&m);
}

TEST(any_bytes)
{
	struct str bytes = STR_INIT;
	struct meeting m = meeting_new();
	unsigned long seed = 5;

	meeting_create(&m, SENT);
	for (int i = 0; i < 3000; i++) {
		struct str pack = STR_INIT;

		add_count(&pack, test_random(&seed) % 4);
		for (size_t n = test_random(&seed) % 80; n > 0; n--)
			str_addc(&pack, (char)test_random(&seed));
		close_pack(&bytes, REF, &pack);
		CHECK_INT(take(&m, str_span(&bytes), NULL, NULL), -1);
		str_release(&pack);
	}
	str_release(&bytes);
	meeting_free(&m);
}
