/* keys: see keys.h. Reads and writes the two files; what a key is worth,
 * signature.c asks ssh-keygen and gpg. */
#include "justering/keys.h"

#include <ctype.h>

#include "base/mem.h"
#include "justering/signature.h"

#define OPENPGP "# openpgp "
/* What ssh-keygen reads as part of a pattern, and what would end the name. */
#define NO_NAME ",*?!\"\\"

void keys_release(struct keys *k)
{
	for (size_t i = 0; i < k->n; i++) {
		free(k->v[i].who);
		free(k->v[i].options);
		free(k->v[i].body);
	}
	free(k->v);
	free(k->pgp);
	free(k->mark);
	*k = (struct keys){0};
}

void keys_principal(struct str *out, struct span who)
{
	struct span s = span_trim(who);

	for (size_t i = 0; i < s.n; i++)
		str_addc(out, (unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f || strchr(NO_NAME, s.p[i]) ? '-' : s.p[i]);
}

/* Takes a word, or what stands between quotation marks, from the front. */
static struct span take_name(struct span *rest)
{
	struct span s = span_trim(*rest), word;
	size_t end;

	if (span_starts(s, "\"")) {
		end = span_find(s, "\"", 1);
		if (end == (size_t)-1)
			return SPAN_NONE;
		*rest = span_from(s, end + 1);
		return span_sub(s, 1, end - 1);
	}
	for (end = 0; end < s.n && s.p[end] != ' ' && s.p[end] != '\t'; end++)
		;
	word = span_sub(s, 0, end);
	*rest = span_from(s, end);
	return word;
}

/* Options: blanks inside quotation marks belong to them. */
static struct span take_options(struct span *rest)
{
	struct span s = span_trim(*rest);
	bool quoted = false;
	size_t end;

	for (end = 0; end < s.n && (quoted || (s.p[end] != ' ' && s.p[end] != '\t')); end++)
		if (s.p[end] == '"')
			quoted = !quoted;
	*rest = span_from(s, end);
	return span_sub(s, 0, end);
}

static bool is_type(struct span s)
{
	return span_starts(s, "ssh-") || span_starts(s, "ecdsa-") || span_starts(s, "sk-");
}

static void add_key(struct keys *k, enum key_kind kind, struct span who, struct span options, char *body, int line)
{
	k->v = mem_grow(k->v, k->n, &k->cap, sizeof *k->v);
	k->v[k->n++] = (struct signer_key){kind, span_dup(who), span_dup(options), body, line};
}

static bool is_base64(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!isalnum((unsigned char)s.p[i]) && !strchr("+/=", s.p[i]))
			return false;
	return s.n > 0;
}

static bool ssh_line(struct keys *k, struct span line, int nr)
{
	struct span rest = line, names = take_name(&rest), options = SPAN_LIT(""), type, body, who;

	type = take_name(&rest);
	if (!is_type(type)) {
		rest = span_from(line, (size_t)(type.p ? type.p - line.p : 0));
		options = take_options(&rest);
		type = take_name(&rest);
	}
	body = take_name(&rest);
	if (!names.n || !is_type(type) || !is_base64(body))
		return false;
	while (span_split(&names, ",", &who))
		if (span_trim(who).n)
			add_key(k, KEY_SSH, span_trim(who), options,
				str_format("%.*s %.*s", SPAN_FMT(type), SPAN_FMT(body)), nr);
	return true;
}

static bool pgp_line(struct keys *k, struct span line, int nr)
{
	struct span rest = span_from(line, strlen(OPENPGP)), who = take_name(&rest), print = take_name(&rest);
	char *body = span_dup(print);

	for (char *p = body; *p; p++)
		*p = (char)toupper((unsigned char)*p);
	if (!who.n || print.n < 40 || strspn(body, "0123456789ABCDEF") != print.n) {
		free(body);
		return false;
	}
	add_key(k, KEY_OPENPGP, who, SPAN_LIT(""), body, nr);
	return true;
}

static char *mark_line(struct span line)
{
	struct span rest = span_from(line, strlen(KEYS_MARK));

	return span_dup(take_name(&rest));
}

void keys_parse(struct keys *out, struct span nycklar, struct span pgp, int *opt_odd)
{
	struct span rest = nycklar, line;
	int nr = 0, odd = 0;

	*out = (struct keys){.pgp = span_dup(pgp)};
	while (span_line(&rest, &line)) {
		bool good = true;

		nr++;
		if (span_ends(line, "\r"))
			line.n--;
		line = span_trim(line);
		if (span_starts(line, OPENPGP))
			good = pgp_line(out, line, nr);
		else if (span_starts(line, KEYS_MARK) && !out->mark)
			out->mark = mark_line(line);
		else if (line.n && *line.p != '#')
			good = ssh_line(out, line, nr);
		odd += !good;
	}
	if (opt_odd)
		*opt_odd = odd;
}

bool key_is_of(const struct signer_key *key, struct span who)
{
	struct str name = STR_INIT;
	bool is;

	keys_principal(&name, who);
	is = signing_same_person(str_span(&name), span_of(key->who));
	str_release(&name);
	return is;
}

const struct signer_key *keys_of(const struct keys *k, struct span who, enum key_kind kind)
{
	for (size_t i = 0; i < k->n; i++)
		if (k->v[i].kind == kind && key_is_of(&k->v[i], who))
			return &k->v[i];
	return NULL;
}

void key_write(const struct signer_key *key, struct span who, struct str *out)
{
	str_adds(out, key->kind == KEY_OPENPGP ? OPENPGP "\"" : "\"");
	keys_principal(out, who);
	str_adds(out, "\" ");
	if (*key->options)
		str_addf(out, "%s ", key->options);
	str_addf(out, "%s\n", key->body);
}

void keys_write(const struct keys *k, const struct signing *s, struct str *out)
{
	for (size_t i = 0; i < s->n; i++)
		for (size_t j = 0; j < k->n; j++)
			if (key_is_of(&k->v[j], span_of(s->signer[i].who)))
				key_write(&k->v[j], span_of(s->signer[i].who), out);
}

/* A name that stands in the list already as it is to be written. */
static int check_owner(const struct keys *k, struct span who, const char *body, bool *there, struct err *err)
{
	*there = false;
	for (size_t i = 0; i < k->n; i++) {
		if (strcmp(k->v[i].body, body) != 0)
			continue;
		if (!key_is_of(&k->v[i], who))
			return err_set(err, ERR_STATE, "nyckeln står redan som %s (rad %d); två kan inte ha samma nyckel",
				k->v[i].who, k->v[i].line);
		*there = true;
	}
	return 0;
}

/* "ssh-ed25519 AAAA..." of a .pub file; free(). NULL: none. */
static char *ssh_body(struct span bytes)
{
	struct span rest = bytes, line, type, body;

	while (span_line(&rest, &line)) {
		if (span_ends(line, "\r"))
			line.n--;
		type = take_name(&line);
		body = take_name(&line);
		if (is_type(type) && is_base64(body))
			return str_format("%.*s %.*s", SPAN_FMT(type), SPAN_FMT(body));
	}
	return NULL;
}

int keys_add(struct str *nycklar, struct str *pgp, struct span who, struct span bytes, char **fingerprint,
	struct err *err)
{
	bool openpgp = span_find(bytes, "-----BEGIN PGP PUBLIC KEY BLOCK-----", 0) != (size_t)-1, there;
	struct signer_key key = {.kind = openpgp ? KEY_OPENPGP : KEY_SSH, .options = (char *)(uintptr_t) ""};
	char *print = NULL;
	struct keys k;
	int rc = -1;

	keys_parse(&k, str_span(nycklar), str_span(pgp), NULL);
	if (span_find(bytes, "PRIVATE KEY", 0) != (size_t)-1) {
		err_set(err, ERR_INPUT, "det är den hemliga nyckeln; ange den öppna (filen som slutar på .pub)");
		goto out;
	}
	if (span_trim(who).n == 0) {
		err_set(err, ERR_USAGE, "ange vems nyckeln är");
		goto out;
	}
	key.body = openpgp ? NULL : ssh_body(bytes);
	if (!openpgp && !key.body) {
		err_set(err, ERR_INPUT, "filen är ingen öppen nyckel: den ska börja med ssh-ed25519 eller liknande, eller "
			"vara en OpenPGP-nyckel i textform");
		goto out;
	}
	print = key_fingerprint(key.kind, openpgp ? bytes : span_of(key.body), err);
	if (!print)
		goto out;
	if (openpgp)
		key.body = mem_strdup(print);
	else
		key.options = (char *)(uintptr_t) "namespaces=\"" KEYS_NAMESPACES "\"";
	if (check_owner(&k, who, key.body, &there, err))
		goto out;
	if (!there) {
		if (nycklar->len && nycklar->buf[nycklar->len - 1] != '\n')
			str_addc(nycklar, '\n');
		key_write(&key, who, nycklar);
		if (openpgp) {
			str_addspan(pgp, bytes);
			if (!span_ends(bytes, "\n"))
				str_addc(pgp, '\n');
		}
	}
	*fingerprint = print;
	print = NULL;
	rc = 0;
out:
	free(print);
	free(key.body);
	keys_release(&k);
	return rc;
}
