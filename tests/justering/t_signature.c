/* t_signature: whose key is whose, what ssh-keygen takes as a name, and that only the
 * right person's signature of the right text is taken. */
#include "justering/signature.h"

#include "base/fs.h"
#include "base/run.h"
#include "justering/seal.h"
#include "test.h"

#define NS SEAL_NAMESPACE

/* Runs a shell command in dir; its status. */
static int sh(const char *dir, const char *command)
{
	char *line = str_format("cd '%s' && { %s; } >/dev/null 2>&1 </dev/null", dir, command);
	int rc = system(line);

	free(line);
	return rc;
}

static bool have(const char *program)
{
	if (run_exists(program))
		return true;
	printf("SKIP: %s saknas\n", program);
	return false;
}

static void file(const char *dir, const char *name, struct str *out)
{
	char *path = fs_join(dir, name);

	str_clear(out);
	CHECK_INT(fs_read(path, out, NULL), 0);
	free(path);
}

static struct signing signers(void)
{
	struct signing s = SIGNING_INIT;

	signing_add(&s, SPAN_LIT("Anna Ek (S)"), SPAN_LIT("ordförande"));
	signing_add(&s, SPAN_LIT("Bo Lind (M)"), SPAN_LIT("justerare"));
	return s;
}

TEST(lines)
{
	static const char lines[] = "# comment\n\n"
		"\"Bo Lind (M)\" namespaces=\"justering@paragraf,git\",valid-before=\"20400101\" ssh-ed25519 AAAA bo\r\n"
		"anna,eva ssh-rsa BBBB\n"
		"# openpgp \"Åsa Öberg (V)\" 0123456789abcdef0123456789ABCDEF01234567\n"
		"* ssh-ed25519 CCCC\n"
		"\"utan slut ssh-ed25519 DDDD\nBo Lind (M) ssh-ed25519 EEEE\n# openpgp x 12\nnamn ssh-ed25519\n";
	struct keys k;
	int odd = 0;

	keys_parse(&k, SPAN_LIT(lines), SPAN_NONE, &odd);
	CHECK_INT(k.n, 5);
	CHECK_INT(odd, 4);
	if (k.n == 5) {
		CHECK_STR(k.v[0].who, "Bo Lind (M)");
		CHECK_STR(k.v[0].options, "namespaces=\"justering@paragraf,git\",valid-before=\"20400101\"");
		CHECK_STR(k.v[0].body, "ssh-ed25519 AAAA");
		CHECK_STR(k.v[2].who, "eva");
		CHECK_STR(k.v[3].body, "0123456789ABCDEF0123456789ABCDEF01234567");
	}
	CHECK(keys_of(&k, SPAN_LIT("bo lind"), KEY_SSH) != NULL);
	CHECK(keys_of(&k, SPAN_LIT("Bo Lind (S)"), KEY_SSH) == NULL);
	CHECK(keys_of(&k, SPAN_LIT("åsa öberg"), KEY_OPENPGP) != NULL);
	CHECK(keys_of(&k, SPAN_LIT("åsa öberg"), KEY_SSH) == NULL);
	CHECK(keys_of(&k, SPAN_LIT("Cia Holm"), KEY_SSH) == NULL);
	keys_release(&k);
	keys_parse(&k, SPAN_NONE, SPAN_NONE, NULL);
	CHECK_INT(k.n, 0);
	keys_release(&k);
}

static int add(struct str *nycklar, struct str *pgp, const char *who, const char *dir, const char *name, struct err *err)
{
	struct str bytes = STR_INIT;
	char *print = NULL;
	int rc;

	file(dir, name, &bytes);
	rc = keys_add(nycklar, pgp, span_of(who), str_span(&bytes), &print, err);
	free(print);
	str_release(&bytes);
	return rc;
}

TEST(names_that_ssh_keygen_takes)
{
	static const char *const names[] = {"Bo Lind (M)", "Åsa Öberg-Ärlig (V)", "D'Arc, Jeanne", "Eva \"Evis\" Ek", "Vad? Nej!",
		"* (S)", "A\\B", "Bo  Lind", "ÅÄÖ", "#nr 1"};
	char *dir = test_folder();

	for (size_t i = 0; have("ssh-keygen") && i < sizeof names / sizeof *names; i++) {
		struct str nycklar = STR_INIT, pgp = STR_INIT, sig = STR_INIT;
		struct signature found = {.signer = -1};
		struct signing s = SIGNING_INIT;
		struct err err = ERR_INIT;
		struct keys k;
		char *key = fs_join(dir, "k");

		sh(dir, "rm -f k k.pub; ssh-keygen -q -t ed25519 -N '' -f k");
		CHECK_INT(add(&nycklar, &pgp, names[i], dir, "k.pub", &err), 0);
		keys_parse(&k, str_span(&nycklar), str_span(&pgp), NULL);
		CHECK_INT(k.n, 1);
		signing_add(&s, span_of(names[i]), SPAN_LIT("justerare"));
		CHECK_INT(key_sign(KEY_SSH, key, NS, SPAN_LIT("text\n"), &sig, &err), 0);
		CHECK_INT(signature_find(&k, &s, NS, SPAN_LIT("text\n"), str_span(&sig), &found, &err), 0);
		CHECK_INT(found.signer, 0);
		CHECK_STR(err.msg, "");
		signature_release(&found);
		signing_release(&s);
		keys_release(&k);
		str_release(&nycklar);
		str_release(&pgp);
		str_release(&sig);
		free(key);
	}
	sh(dir, "rm -f k k.pub");
	free(dir);
}

TEST(ssh_only_the_right_person_text_and_namespace)
{
	char *dir = test_folder(), *bo = fs_join(dir, "bo"), *cia = fs_join(dir, "cia"), *x = fs_join(dir, "x");
	struct str nycklar = STR_INIT, pgp = STR_INIT, sig = STR_INIT;
	struct signature found = {.signer = -1};
	struct signing s = signers();
	struct err err = ERR_INIT;
	struct keys k;

	if (!have("ssh-keygen"))
		return;
	sh(dir, "for k in bo cia x; do ssh-keygen -q -t ed25519 -N '' -f $k; done");
	CHECK_INT(add(&nycklar, &pgp, "Bo Lind (M)", dir, "bo.pub", &err), 0);
	CHECK_INT(add(&nycklar, &pgp, "Cia Holm (V)", dir, "cia.pub", &err), 0);
	CHECK_INT(add(&nycklar, &pgp, "Bo Lind", dir, "bo.pub", &err), 0); /* again: nothing */
	CHECK_INT(add(&nycklar, &pgp, "Anna Ek", dir, "bo.pub", &err), -1);
	CHECK_INT(err.code, ERR_STATE);
	CHECK_INT(add(&nycklar, &pgp, "Anna Ek", dir, "bo", &err), -1);
	CHECK_INT(err.code, ERR_INPUT);
	keys_parse(&k, str_span(&nycklar), str_span(&pgp), NULL);
	CHECK_INT(k.n, 2);
	CHECK_INT(key_sign(KEY_SSH, bo, NS, SPAN_LIT("text\n"), &sig, &err), 0);
	CHECK_INT(signature_kind(str_span(&sig)), KEY_SSH);
	CHECK_INT(signature_find(&k, &s, NS, SPAN_LIT("text\n"), str_span(&sig), &found, &err), 0);
	CHECK_INT(found.signer, 1);
	CHECK(span_starts(span_of(found.fingerprint), "SHA256:"));
	signature_release(&found);
	CHECK_INT(signature_find(&k, &s, NS, SPAN_LIT("text"), str_span(&sig), &found, &err), -1);
	CHECK(strstr(err.msg, "gäller inte det här manifestet"));
	CHECK_INT(signature_find(&k, &s, "git", SPAN_LIT("text\n"), str_span(&sig), &found, &err), -1);
	CHECK(strstr(err.msg, "gjord för något annat"));
	CHECK_INT(signature_verify(&k, SPAN_LIT("Anna Ek"), NS, SPAN_LIT("text\n"), str_span(&sig), (struct stamp){0, 0}, &found,
		&err), -1);
	CHECK(strstr(err.msg, "gjord av Bo Lind (M)"));
	str_clear(&sig);
	CHECK_INT(key_sign(KEY_SSH, cia, NS, SPAN_LIT("text\n"), &sig, &err), 0);
	CHECK_INT(signature_find(&k, &s, NS, SPAN_LIT("text\n"), str_span(&sig), &found, &err), -1);
	CHECK(strstr(err.msg, "Cia Holm (V), som inte ska justera"));
	str_clear(&sig);
	CHECK_INT(key_sign(KEY_SSH, x, NS, SPAN_LIT("text\n"), &sig, &err), 0);
	CHECK_INT(signature_find(&k, &s, NS, SPAN_LIT("text\n"), str_span(&sig), &found, &err), -1);
	CHECK(strstr(err.msg, "--nyckel-for"));
	CHECK_INT(signature_find(&k, &s, NS, SPAN_LIT("text\n"), SPAN_LIT("hej"), &found, &err), -1);
	CHECK_INT(err.code, ERR_INPUT);
	CHECK_INT(signature_find(&k, &s, NS, SPAN_LIT("text\n"),
		SPAN_LIT("-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"), &found, &err), -1);
	CHECK_INT(key_sign(KEY_SSH, "/finns/inte", NS, SPAN_LIT("text\n"), &sig, &err), -1);
	CHECK(strstr(err.msg, "filen finns inte"));
	/* no file is left behind */
	CHECK_INT(sh(dir, "[ $(ls | wc -l) = 6 ] && ! ls -d ../paragraf-[A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9]"), 0);
	keys_release(&k);
	signing_release(&s);
	str_release(&nycklar);
	str_release(&pgp);
	str_release(&sig);
	free(bo);
	free(cia);
	free(x);
	free(dir);
}

/* Every byte of a signature, one bit changed. */
TEST(a_changed_byte_of_a_signature)
{
	char *dir = test_folder(), *bo = fs_join(dir, "bo");
	struct str nycklar = STR_INIT, pgp = STR_INIT, sig = STR_INIT;
	struct signature found = {.signer = -1};
	struct err err = ERR_INIT;
	struct keys k;
	int taken = 0;

	if (!have("ssh-keygen"))
		return;
	sh(dir, "ssh-keygen -q -t ed25519 -N '' -f bo");
	add(&nycklar, &pgp, "Bo Lind (M)", dir, "bo.pub", &err);
	keys_parse(&k, str_span(&nycklar), str_span(&pgp), NULL);
	CHECK_INT(key_sign(KEY_SSH, bo, NS, SPAN_LIT("text\n"), &sig, &err), 0);
	for (size_t i = strlen("-----BEGIN SSH SIGNATURE-----\n"); i + strlen("\n-----END SSH SIGNATURE-----\n") < sig.len; i += 3) {
		bool newline = sig.buf[i] == '\n';

		sig.buf[i] ^= 1;
		if (signature_verify(&k, SPAN_LIT("Bo Lind (M)"), NS, SPAN_LIT("text\n"), str_span(&sig), (struct stamp){0, 0},
			    &found, &err) == 0) {
			signature_release(&found);
			taken += !newline; /* blanks in base64 mean nothing; that the file is changed, its digest shows */
		}
		sig.buf[i] ^= 1;
	}
	CHECK_INT(taken, 0);
	keys_release(&k);
	str_release(&nycklar);
	str_release(&pgp);
	str_release(&sig);
	free(bo);
	free(dir);
}

TEST(openpgp)
{
	char home[] = "/tmp/pgXXXXXX"; /* the agent's socket wants a short path */
	struct str nycklar = STR_INIT, pgp = STR_INIT, sig = STR_INIT, git = STR_INIT;
	struct signature found = {.signer = -1};
	struct signing s = signers();
	struct err err = ERR_INIT;
	struct keys k;
	char *rm;

	if (!have("gpg") || !mkdtemp(home))
		return;
	setenv("GNUPGHOME", home, 1);
	CHECK_INT(sh(home, "for n in anna bo; do gpg --batch --passphrase '' --quick-generate-key $n@example.org ed25519 sign never && "
		"gpg --armor --export $n@example.org >$n.asc; done; cat anna.asc bo.asc >two.asc; gpg --batch --yes --armor "
		"--passphrase '' --pinentry-mode loopback --export-secret-keys bo@example.org >secret.asc"), 0);
	CHECK_INT(add(&nycklar, &pgp, "Bo Lind (M)", home, "bo.asc", &err), 0);
	CHECK_STR(err.msg, "");
	CHECK_INT(add(&nycklar, &pgp, "Anna Ek (S)", home, "bo.asc", &err), -1);
	CHECK_INT(err.code, ERR_STATE);
	CHECK_INT(add(&nycklar, &pgp, "Anna Ek (S)", home, "two.asc", &err), -1);
	CHECK_INT(err.code, ERR_INPUT);
	CHECK_INT(add(&nycklar, &pgp, "Anna Ek (S)", home, "secret.asc", &err), -1);
	CHECK_INT(err.code, ERR_INPUT);
	keys_parse(&k, str_span(&nycklar), str_span(&pgp), NULL);
	CHECK_INT(k.n, 1);
	CHECK_INT(key_sign(KEY_OPENPGP, "bo@example.org", NS, SPAN_LIT("text\n"), &sig, &err), 0);
	CHECK_INT(signature_find(&k, &s, NS, SPAN_LIT("text\n"), str_span(&sig), &found, &err), 0);
	CHECK_INT(found.signer, 1);
	signature_release(&found);
	CHECK_INT(signature_find(&k, &s, NS, SPAN_LIT("text"), str_span(&sig), &found, &err), -1);
	CHECK(strstr(err.msg, "gäller inte det här manifestet"));
	str_clear(&sig);
	CHECK_INT(key_sign(KEY_OPENPGP, "anna@example.org", NS, SPAN_LIT("text\n"), &sig, &err), 0);
	CHECK_INT(signature_find(&k, &s, NS, SPAN_LIT("text\n"), str_span(&sig), &found, &err), -1);
	CHECK(strstr(err.msg, "inte känd"));
	/* known by its material, but nobody's */
	keys_release(&k);
	file(home, "anna.asc", &git);
	str_addspan(&pgp, str_span(&git));
	keys_parse(&k, str_span(&nycklar), str_span(&pgp), NULL);
	CHECK_INT(signature_find(&k, &s, NS, SPAN_LIT("text\n"), str_span(&sig), &found, &err), -1);
	CHECK_INT(key_sign(KEY_OPENPGP, "ingen@example.org", NS, SPAN_LIT("text\n"), &sig, &err), -1);
	CHECK(strstr(err.msg, "finns inte här"));
	keys_release(&k);
	signing_release(&s);
	str_release(&nycklar);
	str_release(&pgp);
	str_release(&sig);
	str_release(&git);
	sh("/", "gpgconf --kill all");
	unsetenv("GNUPGHOME");
	rm = str_format("rm -rf '%s'", home);
	sh("/", rm);
	free(rm);
}
