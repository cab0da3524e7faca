/* justera_sign: what each signer answers. Every answer is written the same way:
 * the round is looked at, the state table asked, the record and the log written
 * as one version on exactly the version looked at. */
#include "base/fs.h"
#include "base/mem.h"
#include "base/u8.h"
#include "jobs/justera_inner.h"
#include "justering/signature.h"

struct answer {
	const struct justera_act *a;
	struct justera_status s;
	struct signer *g;
	struct str manifest;
	struct round_files f;
};

static void answer_end(struct answer *q)
{
	justera_status_release(&q->s);
	str_release(&q->manifest);
	round_files_release(&q->f);
}

static int refuse_fallen(const struct answer *q, struct err *err)
{
	return err_set(err, ERR_MOVED, "%s: texten har ändrats sedan den sändes till justering, och underskrifterna har "
		"fallit; börja om justeringen", q->a->folder);
}

/* name absent: the signer is found later. */
static int answer_begin(struct answer *q, const struct justera_act *a, enum state_event event, struct span name,
	struct err *err)
{
	struct state_facts f;

	*q = (struct answer){.a = a};
	if (justera_status_of(a->w, a->folder, a->part, &q->s, err))
		return -1;
	q->g = signing_find(&q->s.signing, name);
	f = round_facts(&q->s);
	f.is_signer = q->g != NULL || !name.p;
	f.has_refused = q->g && q->g->state != SIGN_WAITING && q->g->state != SIGN_SIGNED;
	/* who is no signer gets the answer that names those who are */
	if (q->s.state == STATE_JUSTERING && !f.is_signer) {
		signing_need(&q->s.signing, name, err);
		return -1;
	}
	if (state_next(q->s.state, event, &f, err) < 0)
		return -1;
	if (q->s.state != STATE_JUSTERING)
		return refuse_fallen(q, err);
	return round_read(a->folder, q->s.round, SEAL_NAME_MANIFEST, &q->manifest) == 0
		       ? 0
		       : err_set(err, ERR_MOVED, "%s/%s/manifest går inte att läsa; börja om justeringen", a->folder,
				 q->s.round);
}

/* The record, and who has seen what: whoever answers has looked at the text. */
static int answer_write(struct answer *q, enum store_kind kind, int number, enum log_kind log, const char *third,
	const char *fourth, struct err *err)
{
	char *part = str_format("%d", q->a->part);
	const char *const row[LOG_FIELDS] = {part, q->g ? q->g->who : third, third, fourth};
	const char *const seen[LOG_FIELDS] = {q->g ? q->g->who : "", q->s.id};
	struct str signing = STR_INIT;
	int rc;

	signing_write(&q->s.signing, &signing);
	round_put(&q->f, q->s.round, SEAL_NAME_SIGNING, str_span(&signing));
	rc = round_log(&q->f, q->a->folder, log, row, err);
	if (rc == 0 && q->g)
		rc = round_log(&q->f, q->a->folder, LOG_SETT, seen, err);
	if (rc == 0)
		rc = round_write(q->a, &q->s, (struct store_request){.op = STORE_SAVE, .kind = kind, .number = number},
			&q->f, NULL, err);
	str_release(&signing);
	free(part);
	return rc;
}

static int signed_write(struct answer *q, const struct sign_act *act, struct err *err)
{
	if (signing_sign(&q->s.signing, q->g, q->s.manifest, act, err))
		return -1;
	return answer_write(q, act->method == SIGN_GODKANNANDE ? KIND_APPROVED : KIND_SIGNED,
		signing_approved(&q->s.signing), LOG_UNDERSKRIFT, sign_method_name(act->method), q->s.manifest, err);
}

int justera_approve(const struct justera_act *a, struct span name, struct err *err)
{
	const struct sign_act act = {.method = SIGN_GODKANNANDE, .at = clock_now()};
	struct answer q;
	int rc = answer_begin(&q, a, EVENT_APPROVE, name.p ? name : SPAN_LIT(""), err);

	if (rc == 0)
		rc = signed_write(&q, &act, err);
	answer_end(&q);
	return rc;
}

bool justera_needs_terminal(enum sign_method m)
{
	return m == SIGN_SSH || m == SIGN_OPENPGP;
}

/* ------------------------------------------------------------ whose keys */

int round_keys(const char *folder, struct span text, struct keys *out, char **opt_nycklar, char **opt_pgp,
	struct err *err)
{
	char *archive = paths_archive_of(folder);
	struct protocol *p = protocol_parse(text);
	struct span kort = front_get(&p->front, FRONT_ORGAN_KORT);
	struct str plain = STR_INIT, lines = STR_INIT, pgp = STR_INIT;
	char *base, *nycklar, *armoured;
	int rc = 0;

	u8_add_plain(&plain, kort.n ? kort : SPAN_LIT("organ"));
	base = str_format("%s/organ/%s", archive, str_c(&plain));
	nycklar = str_format("%s" KEYS_SUFFIX, base);
	armoured = str_format("%s" KEYS_PGP_SUFFIX, base);
	if (fs_exists(nycklar))
		rc = fs_read(nycklar, &lines, err);
	if (rc == 0 && fs_exists(armoured))
		rc = fs_read(armoured, &pgp, err);
	keys_parse(out, str_span(&lines), str_span(&pgp), NULL);
	if (opt_nycklar) {
		*opt_nycklar = nycklar;
		nycklar = NULL;
	}
	if (opt_pgp) {
		*opt_pgp = armoured;
		armoured = NULL;
	}
	free(nycklar);
	free(armoured);
	free(base);
	free(archive);
	str_release(&plain);
	str_release(&lines);
	str_release(&pgp);
	protocol_free(p);
	return rc;
}

/* The name as the draft writes it, with party: "Bo Lind" is "Bo Lind (M)". */
static char *full_name(struct span text, struct span name)
{
	struct protocol *p = protocol_parse(text);
	struct signing s = SIGNING_INIT;
	const struct signer *g;
	char *full = NULL;

	signing_from_protocol(&s, p);
	g = signing_find(&s, name);
	if (g)
		full = mem_strdup(g->who);
	for (size_t i = 0; !full && i < p->npersons; i++) {
		const struct person *x = &p->person[i];
		char *who = x->party.n ? str_format("%.*s (%.*s)", SPAN_FMT(x->name), SPAN_FMT(x->party)) : span_dup(x->name);

		if (signing_same_person(name, span_of(who)))
			full = mem_strdup(who);
		free(who);
	}
	signing_release(&s);
	protocol_free(p);
	return full ? full : span_dup(span_trim(name));
}

static int write_keys(const char *nycklar, const char *pgp, const struct str *lines, const struct str *blocks,
	struct err *err)
{
	char *dir = fs_dirname(nycklar);
	int rc = fs_mkdirs(dir, err);

	/* the material first: a line without its key proves nothing */
	if (rc == 0 && blocks->len)
		rc = fs_write_atomic(pgp, blocks->buf, blocks->len, 0644, err);
	if (rc == 0)
		rc = fs_write_atomic(nycklar, str_c(lines), lines->len, 0644, err);
	free(dir);
	return rc;
}

int justera_add_key(const char *folder, struct span name, const char *file, char **fingerprint, struct err *err)
{
	struct str text = STR_INIT, bytes = STR_INIT, lines = STR_INIT, blocks = STR_INIT;
	char *nycklar = NULL, *pgp = NULL, *who = NULL;
	struct keys k = {0};
	int rc = -1;

	round_read(folder, "", "protokoll.md", &text);
	if (fs_read(file, &bytes, err) || round_keys(folder, str_span(&text), &k, &nycklar, &pgp, err))
		goto out;
	if (fs_exists(nycklar) && fs_read(nycklar, &lines, err))
		goto out;
	if (fs_exists(pgp) && fs_read(pgp, &blocks, err))
		goto out;
	who = full_name(str_span(&text), name);
	rc = keys_add(&lines, &blocks, span_of(who), str_span(&bytes), fingerprint, err);
	if (rc == 0 && write_keys(nycklar, pgp, &lines, &blocks, err)) {
		free(*fingerprint);
		rc = -1;
	}
out:
	keys_release(&k);
	free(who);
	free(nycklar);
	free(pgp);
	str_release(&text);
	str_release(&bytes);
	str_release(&lines);
	str_release(&blocks);
	return rc;
}

/* --------------------------------------------------------------- signatures */

/* A signature that holds becomes "<nr>.sig" and the signer's answer. */
static int keep_signature(struct answer *q, const struct signature *sig, struct span bytes, struct err *err)
{
	char digest[STORE_DIGEST_SIZE];
	char *name = str_format("%zu%s", (size_t)(q->g - q->s.signing.signer) + 1, signature_suffix(sig->kind));
	const struct sign_act act = {.method = sig->kind == KEY_SSH ? SIGN_SSH : SIGN_OPENPGP, .at = clock_now(),
		.key = sig->fingerprint, .file = name, .file_digest = digest};
	int rc = store_digest(q->a->w, bytes, digest, err);

	if (rc == 0) {
		round_put(&q->f, q->s.round, name, bytes);
		rc = signed_write(q, &act, err);
	}
	free(name);
	return rc;
}

static enum key_kind kind_of(const char *key)
{
	return fs_exists(key) || span_ends(span_of(key), ".pub") ? KEY_SSH : KEY_OPENPGP;
}

/* Said before anybody is asked for a passphrase. */
static int need_known_key(const struct keys *k, const char *who, enum key_kind kind, const char *nycklar, struct err *err)
{
	if (keys_of(k, span_of(who), kind))
		return 0;
	return err_set(err, ERR_STATE, "ingen %s-nyckel är känd för %s: Lägg till nyckel (Ctrl-P), eller --nyckel-for ”%s” --fil FIL "
		"(den skrivs i %s)", kind == KEY_SSH ? "SSH" : "OpenPGP", who, who, nycklar);
}

int justera_sign(const struct justera_act *a, struct span name, const char *key, struct err *err)
{
	struct answer q;
	struct keys k = {0};
	struct str bytes = STR_INIT;
	struct signature sig = {.signer = -1};
	char *nycklar = NULL;
	int rc = answer_begin(&q, a, EVENT_APPROVE, name.p ? name : SPAN_LIT(""), err);

	if (rc == 0 && q.g->state == SIGN_SIGNED)
		rc = err_set(err, ERR_STATE, "%s har redan skrivit under", q.g->who);
	if (rc == 0)
		rc = round_keys(a->folder, str_span(&q.s.text), &k, &nycklar, NULL, err);
	if (rc == 0)
		rc = need_known_key(&k, q.g->who, kind_of(key), nycklar, err);
	if (rc == 0)
		rc = key_sign(kind_of(key), key, SEAL_NAMESPACE, str_span(&q.manifest), &bytes, err);
	if (rc == 0)
		rc = signature_verify(&k, span_of(q.g->who), SEAL_NAMESPACE, str_span(&q.manifest), str_span(&bytes),
			(struct stamp){0, 0}, &sig, err);
	if (rc == 0)
		rc = keep_signature(&q, &sig, str_span(&bytes), err);
	signature_release(&sig);
	str_release(&bytes);
	keys_release(&k);
	free(nycklar);
	answer_end(&q);
	return rc;
}

int justera_request(const struct justera_act *a, struct str *out, struct err *err)
{
	struct answer q;
	int rc = answer_begin(&q, a, EVENT_APPROVE, SPAN_NONE, err);

	if (rc == 0)
		str_addspan(out, str_span(&q.manifest));
	answer_end(&q);
	return rc;
}

int justera_take_signature(const struct justera_act *a, struct span bytes, char **opt_who, struct err *err)
{
	struct answer q;
	struct keys k = {0};
	struct signature sig = {.signer = -1};
	int rc = answer_begin(&q, a, EVENT_APPROVE, SPAN_NONE, err);

	if (rc == 0)
		rc = round_keys(a->folder, str_span(&q.s.text), &k, NULL, NULL, err);
	if (rc == 0)
		rc = signature_find(&k, &q.s.signing, SEAL_NAMESPACE, str_span(&q.manifest), bytes, &sig, err);
	if (rc == 0) {
		q.g = &q.s.signing.signer[sig.signer];
		rc = keep_signature(&q, &sig, bytes, err);
	}
	if (rc == 0 && opt_who)
		*opt_who = mem_strdup(q.g->who);
	signature_release(&sig);
	keys_release(&k);
	answer_end(&q);
	return rc;
}

/* ".pdf" of "skannad sida.pdf": a short plain ending, else none. */
static struct span suffix_of(const char *file)
{
	const char *base = fs_basename(file), *dot = strrchr(base, '.');
	size_t n = dot ? strlen(dot) : 0;

	if (n < 2 || n > 6 || strspn(dot + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != n - 1 ||
		strcmp(dot, ".sig") == 0 || strcmp(dot, ".asc") == 0)
		return SPAN_LIT("");
	return span_of(dot);
}

int justera_confirm(const struct justera_act *a, struct span name, enum sign_method method, const char *file,
	struct date day, struct err *err)
{
	struct answer q;
	struct str bytes = STR_INIT;
	char digest[STORE_DIGEST_SIZE], *kept = NULL;
	struct sign_act act = {.method = method, .at = clock_now(), .day = day, .file_digest = digest};
	int rc;

	if (method != SIGN_PAPPER && method != SIGN_TJANST)
		return err_set(err, ERR_USAGE, "en bekräftelse görs på papper eller i en tjänst");
	if (!day.year || date_days(day) > date_days(signing_local_date(act.at)))
		return err_set(err, ERR_USAGE, "ange vilken dag det skrevs under, i dag eller tidigare");
	rc = answer_begin(&q, a, EVENT_APPROVE, name.p ? name : SPAN_LIT(""), err);
	if (rc == 0 && date_days(day) < date_days(signing_local_date(q.s.signing.start)))
		rc = err_set(err, ERR_STATE, "%s skrev under en dag före justeringens start; det kan inte vara den här texten",
			q.g->who);
	if (rc == 0)
		rc = fs_read(file, &bytes, err);
	if (rc == 0 && bytes.len == 0)
		rc = err_set(err, ERR_INPUT, "%s är tom", file);
	if (rc == 0)
		rc = store_digest(a->w, str_span(&bytes), digest, err);
	if (rc == 0) {
		struct span suffix = suffix_of(file);

		kept = str_format("retur-%zu%.*s", (size_t)(q.g - q.s.signing.signer) + 1, SPAN_FMT(suffix));
		act.file = kept;
		round_put(&q.f, q.s.round, kept, str_span(&bytes));
		rc = signed_write(&q, &act, err);
	}
	free(kept);
	str_release(&bytes);
	answer_end(&q);
	return rc;
}

/* ------------------------------------------------------------ other answers */

static int other(const struct justera_act *a, enum state_event event, struct span name, enum sign_state state,
	enum log_kind log, struct span reason, struct err *err)
{
	struct answer q;
	char *why = NULL;
	int rc = answer_begin(&q, a, event, name.p ? name : SPAN_LIT(""), err);

	if (rc == 0 && event == EVENT_REFUSE && q.g->state == SIGN_SIGNED)
		rc = err_set(err, ERR_STATE, "%s har redan godkänt texten; återkalla justeringen för att börja om", q.g->who);
	if (rc == 0) {
		/* what was the reason to refuse stays the reason to differ */
		why = reason.p ? span_dup(span_trim(reason)) : q.g->reason ? mem_strdup(q.g->reason) : mem_strdup("");
		signing_answer(q.g, state, clock_now(), span_of(why));
		rc = answer_write(&q, KIND_REFUSED, 0, log, log == LOG_VAGRAN ? why : NULL, NULL, err);
	}
	free(why);
	answer_end(&q);
	return rc;
}

int justera_refuse(const struct justera_act *a, struct span name, struct span reason, struct err *err)
{
	if (span_trim(reason).n == 0)
		return err_set(err, ERR_USAGE, "ange skälet till att inte justera (--skal)");
	return other(a, EVENT_REFUSE, name, SIGN_REFUSED, LOG_VAGRAN, reason, err);
}

int justera_return(const struct justera_act *a, struct span name, struct err *err)
{
	return other(a, EVENT_RETURN, name, SIGN_WAITING, LOG_ATERGANG, SPAN_LIT(""), err);
}

int justera_note(const struct justera_act *a, struct span name, struct err *err)
{
	return other(a, EVENT_NOTE, name, SIGN_NOTED, LOG_AVVIKANDE, SPAN_NONE, err);
}

int justera_hand_over(const struct justera_act *a, struct span name, struct err *err)
{
	return other(a, EVENT_HAND_OVER, name, SIGN_HANDED, LOG_OVERLAMNAD, SPAN_NONE, err);
}

int justera_organ_confirms(const struct justera_act *a, struct date day, struct err *err)
{
	struct answer q;
	struct str said = STR_INIT;
	int rc;

	if (!day.year || date_days(day) > date_days(signing_local_date(clock_now())))
		return err_set(err, ERR_USAGE, "ange vilken dag organet justerade protokollet, i dag eller tidigare");
	rc = answer_begin(&q, a, EVENT_APPROVE, SPAN_NONE, err);
	if (rc == 0 && date_days(day) < date_days(signing_local_date(q.s.signing.start)))
		rc = err_set(err, ERR_STATE, "organet kan inte ha justerat texten före justeringens start");
	if (rc == 0 && signing_confirm(&q.s.signing, day) == 0)
		rc = err_set(err, ERR_STATE, "justeringen är inte överlämnad till något sammanträde");
	if (rc == 0) {
		str_adds(&said, "organet ");
		date_add_iso(&said, day);
		rc = answer_write(&q, KIND_SIGNED, signing_approved(&q.s.signing), LOG_UNDERSKRIFT, str_c(&said), q.s.manifest,
			err);
	}
	str_release(&said);
	answer_end(&q);
	return rc;
}
