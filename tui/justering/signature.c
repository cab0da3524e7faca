/* signature: see signature.h. What the two programs answer is read here and
 * nowhere else; what they say in English becomes a Swedish line. */
#include "justering/signature.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/run.h"

#define SSH_BEGIN "-----BEGIN SSH SIGNATURE-----"
#define PGP_BEGIN "-----BEGIN PGP SIGNATURE-----"

enum { CHECK_MS = 30000 };

static const struct {
	const char *program, *package, *begin, *suffix;
} kinds[] = {
	[KEY_SSH] = {"ssh-keygen", "openssh-client", SSH_BEGIN, ".sig"},
	[KEY_OPENPGP] = {"gpg", "gnupg", PGP_BEGIN, ".asc"},
};

void signature_release(struct signature *g)
{
	free(g->fingerprint);
	*g = (struct signature){.signer = -1};
}

int signature_kind(struct span bytes)
{
	for (int i = 0; i < 2; i++)
		if (span_find(bytes, kinds[i].begin, 0) != (size_t)-1)
			return i;
	return -1;
}

const char *signature_suffix(enum key_kind kind)
{
	return kinds[kind].suffix;
}

/* --------------------------------------------------------- temporary files */

static char *scratch_new(struct err *err)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = str_format("%s/paragraf-XXXXXX", tmp && *tmp ? tmp : "/tmp");

	if (mkdtemp(dir))
		return dir;
	err_set(err, ERR_SYSTEM, "det gick inte att göra en tillfällig mapp i %s", tmp && *tmp ? tmp : "/tmp");
	free(dir);
	return NULL;
}

static void scratch_free(char *dir)
{
	struct strlist names = {0};

	if (!dir)
		return;
	fs_list(dir, &names, NULL);
	for (size_t i = 0; i < names.n; i++) {
		char *path = fs_join(dir, names.v[i]);

		if (fs_is_dir(path))
			scratch_free(path);
		else {
			fs_remove(path, NULL);
			free(path);
		}
	}
	strlist_release(&names);
	rmdir(dir);
	free(dir);
}

/* The path of a new file in dir; free(). NULL: it could not be written. */
static char *scratch_put(const char *dir, const char *name, struct span bytes, struct err *err)
{
	char *path = fs_join(dir, name);
	int fd = fs_open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	bool ok = fd >= 0 && fs_append(fd, bytes.p ? bytes.p : "", bytes.n) == 0;

	if (fd >= 0)
		close(fd);
	if (ok)
		return path;
	err_set(err, ERR_SYSTEM, "%s kunde inte skrivas", path);
	free(path);
	return NULL;
}

/* ------------------------------------------------------------ the programs */

static int run(enum key_kind kind, const struct run_request *q, struct run_result *r, struct err *err)
{
	struct err why = ERR_INIT;

	if (run_program(q, r, &why) == 0)
		return 0;
	if (why.code == ERR_NOT_FOUND)
		return err_set(err, ERR_SYSTEM, "programmet %s saknas på den här datorn; installera %s, eller bekräfta på "
			"papper", kinds[kind].program, kinds[kind].package);
	return err_set(err, why.code, "%s", why.msg);
}

/* What they say, for people; the first that fits. */
static const struct {
	const char *said, *means;
} meanings[] = {
	{"incorrect passphrase", "lösenfrasen är fel"},
	{"Bad passphrase", "lösenfrasen är fel"},
	{"agent refused", "ssh-agenten vägrade; lås upp nyckeln med ssh-add"},
	{"No private key found", "ssh-agenten har inte nyckeln; lägg in den med ssh-add"},
	{"Couldn't get agent socket", "ingen ssh-agent är igång; starta den, eller ange den hemliga nyckelns fil"},
	{"bad permissions", "nyckelfilen kan läsas av andra; kör chmod 600 på den"},
	{"invalid format", "filen är ingen sådan nyckel"},
	{"No such file", "filen finns inte"},
	{"No secret key", "den hemliga nyckeln finns inte här"},
	{"Inappropriate ioctl", "lösenfrasen kan inte frågas efter utan terminal"},
};

static void add_meaning(struct str *out, struct span said)
{
	struct span line = SPAN_NONE;

	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
		if (span_find(said, meanings[i].said, 0) != (size_t)-1) {
			str_adds(out, meanings[i].means);
			return;
		}
	span_line(&said, &line);
	str_addf(out, "programmet svarade: %.*s", SPAN_FMT(line));
}

int key_sign(enum key_kind kind, const char *key, const char *ns, struct span bytes, struct str *out, struct err *err)
{
	const char *const ssh[] = {"ssh-keygen", "-Y", "sign", "-n", ns, "-f", key, NULL};
	const char *const pgp[] = {"gpg", "--quiet", "--armor", "--detach-sign", "--local-user", key, NULL};
	char tty[128] = "";
	char *gpg_tty = ttyname_r(0, tty, sizeof tty) == 0 && !getenv("GPG_TTY") ? str_format("GPG_TTY=%s", tty) : NULL;
	const char *const env[] = {gpg_tty, NULL};
	const struct run_request q = {.argv = kind == KEY_SSH ? ssh : pgp, .opt_env = env, .input = bytes};
	struct run_result r;
	int rc = run(kind, &q, &r, err);

	if (rc == 0 && (r.status != 0 || signature_kind(str_span(&r.out)) != (int)kind)) {
		struct str why = STR_INIT;

		add_meaning(&why, str_span(&r.err));
		rc = err_set(err, ERR_INPUT, "det gick inte att skriva under med %s: %s", key, str_c(&why));
		str_release(&why);
	}
	if (rc == 0)
		str_addspan(out, str_span(&r.out));
	run_release(&r);
	free(gpg_tty);
	return rc;
}

/* The word after the first `mark`; free(). NULL: none. */
static char *word_after(struct span s, const char *mark)
{
	size_t at = span_find(s, mark, 0), end;

	if (at == (size_t)-1)
		return NULL;
	at += strlen(mark);
	for (end = at; end < s.n && !isspace((unsigned char)s.p[end]); end++)
		;
	return end > at ? span_dup(span_sub(s, at, end - at)) : NULL;
}

/* --------------------------------------------------------------------- ssh */

/* Is it a signature of `bytes` in this namespace, whoever made it? The fingerprint of its key. */
static char *ssh_maker(const char *sig_file, const char *ns, struct span bytes, struct err *err)
{
	const char *const argv[] = {"ssh-keygen", "-Y", "check-novalidate", "-n", ns, "-s", sig_file, NULL};
	const struct run_request q = {.argv = argv, .input = bytes, .timeout_ms = CHECK_MS};
	struct run_result r;
	char *print = NULL;

	if (run(KEY_SSH, &q, &r, err) == 0) {
		if (r.status == 0)
			print = word_after(str_span(&r.out), " key ");
		if (print)
			;
		else if (span_find(str_span(&r.err), "namespace", 0) != (size_t)-1)
			err_set(err, ERR_STATE, "underskriften är gjord för något annat: ”-n %s” måste anges", ns);
		else if (span_find(str_span(&r.err), "incorrect signature", 0) != (size_t)-1)
			err_set(err, ERR_STATE, "underskriften gäller inte det här manifestet; skriv under just den fil som "
				"--begaran ger");
		else
			err_set(err, ERR_INPUT, "underskriften är skadad eller av ett okänt slag");
	}
	run_release(&r);
	return print;
}

/* 1: it is by a key of `who` in k; 0: it is not. */
static int ssh_is_by(const struct keys *k, struct span who, const char *dir, const char *sig_file, const char *ns,
	struct span bytes, struct stamp at, struct err *err)
{
	struct str lines = STR_INIT, principal = STR_INIT, when = STR_INIT;
	struct date day = clock_date((struct stamp){at.utc, 0});
	int minute = clock_minute_of_day((struct stamp){at.utc, 0}), rc = 0;
	char *file = NULL;

	for (size_t i = 0; i < k->n; i++)
		if (k->v[i].kind == KEY_SSH && key_is_of(&k->v[i], who))
			key_write(&k->v[i], who, &lines);
	keys_principal(&principal, who);
	if (at.utc)
		str_addf(&when, "-Overify-time=%04d%02d%02d%02d%02d%02dZ", day.year, day.month, day.day, minute / 60,
			minute % 60, (int)(at.utc % 60));
	if (lines.len) {
		file = scratch_put(dir, "allowed_signers", str_span(&lines), err);
		rc = file ? 0 : -1;
	}
	if (file) {
		const char *const argv[] = {"ssh-keygen", "-Y", "verify", "-n", ns, "-f", file, "-I", str_c(&principal),
			"-s", sig_file, when.len ? str_c(&when) : NULL, NULL};
		const struct run_request q = {.argv = argv, .input = bytes, .timeout_ms = CHECK_MS};
		struct run_result r;

		rc = run(KEY_SSH, &q, &r, err);
		if (rc == 0)
			rc = r.status == 0;
		run_release(&r);
	}
	free(file);
	str_release(&when);
	str_release(&principal);
	str_release(&lines);
	return rc;
}

/* ----------------------------------------------------------------- openpgp */

static int pgp_import(const char *dir, struct span keys, struct err *err)
{
	const char *const argv[] = {"gpg", "--homedir", dir, "--batch", "--quiet", "--no-autostart", "--import", NULL};
	const struct run_request q = {.argv = argv, .input = keys, .timeout_ms = CHECK_MS};
	struct run_result r;
	int rc = run(KEY_OPENPGP, &q, &r, err);

	run_release(&r);
	return rc;
}

/* Of the primary key that made it. */
static char *pgp_maker(const struct keys *k, const char *dir, const char *sig_file, struct span bytes, bool later,
	struct err *err)
{
	const char *const argv[] = {"gpg", "--homedir", dir, "--batch", "--quiet", "--no-autostart", "--status-fd", "1",
		"--trust-model", "always", "--verify", sig_file, "-", NULL};
	const struct run_request q = {.argv = argv, .input = bytes, .timeout_ms = CHECK_MS};
	struct run_result r;
	struct span said, rest, line;
	char *print = NULL;
	int good = 0, bad = 0;

	if (pgp_import(dir, span_of(k->pgp), err))
		return NULL;
	if (run(KEY_OPENPGP, &q, &r, err) == 0) {
		said = rest = str_span(&r.out);
		while (span_line(&rest, &line)) {
			good += span_starts(line, "[GNUPG:] GOODSIG ") ||
				(later && span_starts(line, "[GNUPG:] EXPKEYSIG "));
			bad += span_starts(line, "[GNUPG:] BADSIG ") || span_starts(line, "[GNUPG:] ERRSIG ") ||
			       span_starts(line, "[GNUPG:] REVKEYSIG ") || span_starts(line, "[GNUPG:] EXPSIG ") ||
			       (!later && span_starts(line, "[GNUPG:] EXPKEYSIG "));
			/* "VALIDSIG <key> <day> ... <class> <primary key>": class 00 is of bytes as they are */
			if (span_starts(line, "[GNUPG:] VALIDSIG ") && !print) {
				size_t last = span_find_last(line, " ");

				if (span_ends(span_sub(line, 0, last), " 00"))
					print = span_dup(span_trim(span_from(line, last)));
			}
		}
		if (good != 1 || bad || !print) {
			free(print);
			print = NULL;
			if (span_find(said, "[GNUPG:] NO_PUBKEY ", 0) != (size_t)-1)
				err_set(err, ERR_STATE, "underskriftens OpenPGP-nyckel är inte känd; lägg till den med "
					"--nyckel-for NAMN --fil FIL");
			else if (span_find(said, "[GNUPG:] BADSIG ", 0) != (size_t)-1)
				err_set(err, ERR_STATE, "underskriften gäller inte det här manifestet; skriv under just den fil "
					"som --begaran ger");
			else
				err_set(err, ERR_INPUT, "underskriften är skadad, utgången eller av ett okänt slag");
		}
	}
	run_release(&r);
	return print;
}

static char *pgp_fingerprint(struct span bytes, struct err *err)
{
	char *dir = scratch_new(err), *print = NULL;
	const char *const argv[] = {"gpg", "--homedir", dir, "--batch", "--quiet", "--no-autostart", "--with-colons",
		"--list-keys", NULL};
	const struct run_request q = {.argv = argv, .timeout_ms = CHECK_MS};
	struct run_result r;
	struct span rest, line;
	int many = 0;

	if (!dir)
		return NULL;
	if (pgp_import(dir, bytes, err) == 0 && run(KEY_OPENPGP, &q, &r, err) == 0) {
		rest = str_span(&r.out);
		while (span_line(&rest, &line)) {
			many += span_starts(line, "pub:");
			if (span_starts(line, "fpr:") && !print)
				print = span_dup(span_sub(line, 12, line.n - 13));
		}
		run_release(&r);
		if (many != 1 || strspn(print ? print : "", "0123456789ABCDEF") < 40) {
			free(print);
			print = NULL;
			err_set(err, ERR_INPUT, many > 1 ? "filen har flera OpenPGP-nycklar; exportera en i taget"
							 : "filen är ingen öppen OpenPGP-nyckel");
		}
	}
	scratch_free(dir);
	return print;
}

char *key_fingerprint(enum key_kind kind, struct span bytes, struct err *err)
{
	const char *const argv[] = {"ssh-keygen", "-l", "-f", "-", NULL};
	struct str line = STR_INIT;
	struct run_request q = {.argv = argv, .timeout_ms = CHECK_MS};
	struct run_result r;
	char *print = NULL;

	if (kind == KEY_OPENPGP)
		return pgp_fingerprint(bytes, err);
	str_addspan(&line, span_trim(bytes));
	str_addc(&line, '\n');
	q.input = str_span(&line);
	if (run(KEY_SSH, &q, &r, err) == 0) {
		print = word_after(str_span(&r.out), " ");
		if (!print)
			err_set(err, ERR_INPUT, "filen är ingen öppen SSH-nyckel");
	}
	run_release(&r);
	str_release(&line);
	return print;
}

/* ------------------------------------------------------------- whose it is */

struct look {
	const struct keys *k;
	const char *ns;
	struct span bytes;
	struct stamp at;
	enum key_kind kind;
	char *dir, *sig_file;
	char *print;      /* the key that made it */
};

static int look_begin(struct look *l, struct span signature, struct err *err)
{
	int kind = signature_kind(signature);

	if (kind < 0)
		return err_set(err, ERR_INPUT, "det är ingen underskrift: den börjar med " SSH_BEGIN " eller " PGP_BEGIN);
	l->kind = (enum key_kind)kind;
	l->dir = scratch_new(err);
	if (!l->dir)
		return -1;
	l->sig_file = scratch_put(l->dir, "signature", signature, err);
	if (!l->sig_file)
		return -1;
	l->print = l->kind == KEY_SSH ? ssh_maker(l->sig_file, l->ns, l->bytes, err)
				      : pgp_maker(l->k, l->dir, l->sig_file, l->bytes, l->at.utc != 0, err);
	return l->print ? 0 : -1;
}

static int look_is_by(struct look *l, struct span who, struct err *err)
{
	if (l->kind == KEY_SSH)
		return ssh_is_by(l->k, who, l->dir, l->sig_file, l->ns, l->bytes, l->at, err);
	for (size_t i = 0; i < l->k->n; i++)
		if (l->k->v[i].kind == KEY_OPENPGP && key_is_of(&l->k->v[i], who) &&
			strcmp(l->k->v[i].body, l->print) == 0)
			return 1;
	return 0;
}

/* Somebody else in the file of keys whose it is; NULL. */
static const char *look_owner(struct look *l)
{
	for (size_t i = 0; i < l->k->n; i++)
		if (l->k->v[i].kind == l->kind && look_is_by(l, span_of(l->k->v[i].who), NULL) == 1)
			return l->k->v[i].who;
	return NULL;
}

static void look_end(struct look *l, int signer, int rc, struct signature *out)
{
	if (rc == 0) {
		*out = (struct signature){l->kind, l->print, signer};
		l->print = NULL;
	}
	free(l->print);
	free(l->sig_file);
	scratch_free(l->dir);
}

int signature_find(const struct keys *k, const struct signing *s, const char *ns, struct span bytes,
	struct span signature, struct signature *out, struct err *err)
{
	struct look l = {.k = k, .ns = ns, .bytes = bytes};
	int rc = look_begin(&l, signature, err), signer = -1;

	for (size_t i = 0; rc == 0 && signer < 0 && i < s->n; i++) {
		int is = look_is_by(&l, span_of(s->signer[i].who), err);

		if (is > 0)
			signer = (int)i;
		rc = is < 0 ? -1 : 0;
	}
	if (rc == 0 && signer < 0) {
		const char *owner = look_owner(&l);

		if (owner)
			rc = err_set(err, ERR_STATE, "underskriften är gjord av %s, som inte ska justera protokollet", owner);
		else
			rc = err_set(err, ERR_STATE, "underskriften är gjord med en nyckel som inte är känd (%s); lägg till "
				"den med --nyckel-for NAMN --fil FIL", l.print);
	}
	look_end(&l, signer, rc, out);
	return rc;
}

int signature_verify(const struct keys *k, struct span who, const char *ns, struct span bytes, struct span signature,
	struct stamp at, struct signature *out, struct err *err)
{
	struct look l = {.k = k, .ns = ns, .bytes = bytes, .at = at};
	int rc = look_begin(&l, signature, err), is;

	if (rc == 0) {
		is = look_is_by(&l, who, err);
		rc = is < 0 ? -1 : 0;
		if (is == 0) {
			const char *owner = look_owner(&l);

			rc = owner ? err_set(err, ERR_STATE, "underskriften är gjord av %s, inte av %.*s", owner, SPAN_FMT(who))
				   : err_set(err, ERR_STATE, "underskriften är gjord med en nyckel som inte är känd som %.*s "
					     "(%s)", SPAN_FMT(who), l.print);
		}
	}
	look_end(&l, -1, rc, out);
	return rc;
}
