/* justera_lock: the lock. The files of the round move to justerat/ byte for byte, and
 * with them the draft and the keys that were known; the store makes that one
 * version with its mark, and finishes it when it is interrupted. Then the mark is signed, if
 * the secretary has a key: its bytes are known only when the version is there. */
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "jobs/justera_inner.h"
#include "jobs/parts.h"
#include "justering/signature.h"
#include "store/journal.h"

#define DRAFT_FOLDER "justering"

/* What was typed and taken away on the way there must not live on. */
static void forget_journal(const char *folder)
{
	char *dir = journal_dir(NULL, folder);

	journal_discard(dir);
	free(dir);
}

/* ------------------------------------------------------- what must hold first */

static int parts_signed(const char *folder, struct err *err)
{
	struct parts l = {0};
	int rc = parts_read(folder, &l, err);

	for (size_t i = 0; rc == 0 && i < l.n; i++) {
		struct str paras = STR_INIT;

		part_add_paras(&paras, &l.v[i]);
		if (!part_signed(folder, l.v[i].nr))
			rc = err_set(err, ERR_STATE, "del %d (%s) är inte justerad ännu; lås den före resten", l.v[i].nr,
				str_c(&paras));
		str_release(&paras);
	}
	parts_release(&l);
	return rc;
}

static int check_digest(const struct justera_act *a, const struct justera_status *s, const char *name, const char *want,
	struct str *out, struct err *err)
{
	char digest[STORE_DIGEST_SIZE];

	if (round_read(a->folder, s->round, name, out))
		return err_set(err, ERR_MOVED, "%s/%s/%s saknas; återkalla justeringen och börja om", a->folder, s->round, name);
	if (store_digest(a->w, str_span(out), digest, err))
		return -1;
	if (strcmp(digest, want) != 0)
		return err_set(err, ERR_MOVED, "%s/%s/%s har ändrats; återkalla justeringen och börja om", a->folder, s->round,
			name);
	return 0;
}

/* Each signature once more, with the keys that are known today. */
static int check_answers(const struct justera_act *a, const struct justera_status *s, const struct keys *k,
	struct span manifest, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < s->signing.n; i++) {
		const struct signer *g = &s->signing.signer[i];
		struct signature sig = {.signer = -1};
		struct str bytes = STR_INIT;

		if (g->state != SIGN_SIGNED || !g->file)
			continue;
		rc = check_digest(a, s, g->file, g->file_digest, &bytes, err);
		if (rc == 0 && justera_needs_terminal(g->method))
			rc = signature_verify(k, span_of(g->who), SEAL_NAMESPACE, manifest, str_span(&bytes),
				(struct stamp){0, 0}, &sig, err);
		signature_release(&sig);
		str_release(&bytes);
	}
	return rc;
}

static enum key_kind kind_of(const char *key)
{
	return fs_exists(key) || span_ends(span_of(key), ".pub") ? KEY_SSH : KEY_OPENPGP;
}

static const char *secretary(const struct justera_act *a)
{
	return a->who && *a->who ? a->who : "Sekreterare";
}

/* Before anything is locked: the key can sign, and is known as the secretary's. What is signed
 * here is thrown away; the mark does not exist yet. */
static int try_key(const struct justera_act *a, const struct keys *k, const char *key, const char *nycklar, struct err *err)
{
	const char *who = secretary(a);
	struct signature sig = {.signer = -1};
	struct str bytes = STR_INIT;
	int rc;

	if (!keys_of(k, span_of(who), kind_of(key)))
		return err_set(err, ERR_STATE, "ingen sådan nyckel är känd för %s; lägg till den med --nyckel-for ”%s” "
			"--fil FIL (den skrivs i %s)", who, who, nycklar);
	rc = key_sign(kind_of(key), key, "git", SPAN_LIT("prov\n"), &bytes, err);
	if (rc == 0)
		rc = signature_verify(k, span_of(who), "git", SPAN_LIT("prov\n"), str_span(&bytes), (struct stamp){0, 0}, &sig,
			err);
	signature_release(&sig);
	str_release(&bytes);
	return rc;
}

/* --------------------------------------------------------------- the files */

static int move_file(struct round_files *f, const struct justera_act *a, const struct justera_status *s,
	const char *sealed, const char *name, struct err *err)
{
	struct str bytes = STR_INIT;
	char *path = str_format("%s/%s/%s", a->folder, s->round, name);
	int rc = fs_read(path, &bytes, err);

	if (rc == 0) {
		round_put(f, sealed, name, span_make(str_c(&bytes), bytes.len));
		round_put(f, s->round, name, SPAN_NONE);
	}
	free(path);
	str_release(&bytes);
	return rc;
}

/* Only the log may stay in justering/; the list of parts stays beside them. */
static void sweep(struct round_files *f, const char *folder, const char *dir, bool deeper)
{
	char *path = fs_join(folder, dir);
	struct strlist names = {0};

	fs_list(path, &names, NULL);
	for (size_t i = 0; i < names.n; i++) {
		char *name = str_format("%s/%s", dir, names.v[i]), *full = fs_join(folder, name);
		bool there = strcmp(name, LOG_FILE) == 0 || names.v[i][0] == '.';

		for (size_t k = 0; !there && k < f->n; k++)
			there = strcmp(f->v[k].name, name) == 0;
		if (strcmp(name, PART_FILE) == 0) {
			struct str bytes = STR_INIT;

			fs_read(full, &bytes, NULL);
			round_put(f, SEAL_FOLDER, "delar", str_span(&bytes));
			str_release(&bytes);
		}
		if (!there && fs_is_dir(full) && deeper)
			sweep(f, folder, name, false);
		else if (!there && !fs_is_dir(full))
			round_put(f, dir, names.v[i], SPAN_NONE);
		free(full);
		free(name);
	}
	strlist_release(&names);
	free(path);
}

static void put_keys(struct round_files *f, const struct justera_act *a, const struct justera_status *s, const char *sealed,
	const struct keys *k, bool mark_signed)
{
	struct signing all = SIGNING_INIT;
	struct str lines = STR_INIT;
	bool pgp = false;

	signing_copy(&all, &s->signing);
	signing_add(&all, span_of(secretary(a)), SPAN_LIT("sekreterare"));
	keys_write(k, &all, &lines);
	/* so that a mark without its signature can't take the place of the signed one */
	if (mark_signed) {
		str_adds(&lines, KEYS_MARK "\"");
		keys_principal(&lines, span_of(secretary(a)));
		str_adds(&lines, "\"\n");
	}
	for (size_t i = 0; i < all.n; i++)
		pgp = pgp || keys_of(k, span_of(all.signer[i].who), KEY_OPENPGP);
	if (lines.len)
		round_put(f, sealed, SEAL_NAME_KEYS, str_span(&lines));
	if (pgp)
		round_put(f, sealed, SEAL_NAME_PGP, span_of(k->pgp));
	str_release(&lines);
	signing_release(&all);
}

static int gather(struct round_files *f, const struct justera_act *a, const struct justera_status *s, const char *sealed,
	const struct keys *k, bool mark_signed, struct err *err)
{
	char *path = fs_join(a->folder, s->round), *part = str_format("%d", a->part);
	struct date day = signing_date(&s->signing);
	struct str iso = STR_INIT;
	struct strlist names = {0};
	int rc = fs_list(path, &names, err);

	for (size_t i = 0; rc == 0 && i < names.n; i++)
		/* the draft it was about is swept away: the sealed copy says the same */
		if (round_is_file(names.v[i]) && strcmp(names.v[i], SEAL_NAME_BOUND) != 0)
			rc = move_file(f, a, s, sealed, names.v[i], err);
	date_add_iso(&iso, day);
	if (rc == 0) {
		const char *const row[LOG_FIELDS] = {part, s->manifest, str_c(&iso)};

		round_put(f, sealed, SEAL_NAME_DRAFT, str_span(&s->part));
		put_keys(f, a, s, sealed, k, mark_signed);
		if (!a->part)
			sweep(f, a->folder, DRAFT_FOLDER, true);
		rc = round_log(f, a->folder, LOG_JUSTERAT, row, err);
	}
	strlist_release(&names);
	str_release(&iso);
	free(part);
	free(path);
	return rc;
}

/* ---------------------------------------------------------------- the mark */

/* The mark of a part as it stands in the history, of the answer of STORE_CHECK; empty: none. */
static struct span mark_of(const struct store_answer *a, int part)
{
	char *tag = part_tag(part);
	struct span object = part ? SPAN_NONE : str_span(&a->tag_object);

	for (size_t i = 0; part && i < a->nparts; i++)
		if (a->part[i].tag && strcmp(a->part[i].tag, tag) == 0)
			object = str_span(&a->part[i].object);
	free(tag);
	return object;
}

bool round_unsigned(struct worker *w, const char *folder, int part, struct span text)
{
	struct store_request q = {.op = STORE_CHECK, .folder = folder, .now = clock_now()};
	struct protocol *p = protocol_parse(text);
	struct store_answer a = {0};
	struct keys k = {0};
	bool has_key = false, is = false;

	if (round_keys(folder, text, &k, NULL, NULL, NULL) == 0)
		for (size_t i = 0; i < p->npersons; i++)
			has_key = has_key || (p->person[i].group == GROUP_SEKRETERARE &&
						     (keys_of(&k, p->person[i].name, KEY_SSH) ||
							     keys_of(&k, p->person[i].name, KEY_OPENPGP)));
	/* it reads the whole history: only when somebody can do something about it */
	if (has_key && store_run(w, &q, &a, NULL) == 0) {
		struct span object = mark_of(&a, part);

		is = object.n && signature_kind(object) < 0;
	}
	store_answer_release(&a);
	keys_release(&k);
	protocol_free(p);
	return is;
}

static int sign_mark(const struct justera_act *a, const struct keys *k, const char *key, struct err *err)
{
	struct store_request q = {.op = STORE_CHECK, .folder = a->folder, .now = clock_now()};
	struct store_answer found, done = {0};
	struct signature sig = {.signer = -1};
	struct str bytes = STR_INIT, whole = STR_INIT;
	char *tag = part_tag(a->part);
	struct span object;
	int rc = store_run(a->w, &q, &found, err);

	object = mark_of(&found, a->part);
	if (rc == 0 && object.n == 0)
		rc = err_set(err, ERR_SYSTEM, "%s: märket %s går inte att läsa", a->folder, tag);
	if (rc == 0 && signature_kind(object) >= 0)
		rc = err_set(err, ERR_STATE, "märket %s är redan undertecknat", tag);
	if (rc == 0)
		rc = key_sign(kind_of(key), key, "git", object, &bytes, err);
	if (rc == 0)
		rc = signature_verify(k, span_of(secretary(a)), "git", object, str_span(&bytes),
			(struct stamp){0, 0}, &sig, err);
	if (rc == 0) {
		str_addspan(&whole, object);
		str_addspan(&whole, str_span(&bytes));
		q = (struct store_request){.op = STORE_MARK, .folder = a->folder, .who = a->who, .hold = a->hold,
			.now = clock_now(), .tag = tag, .text = str_span(&whole)};
		rc = store_run(a->w, &q, &done, err);
	}
	store_answer_release(&done);
	store_answer_release(&found);
	signature_release(&sig);
	str_release(&bytes);
	str_release(&whole);
	free(tag);
	return rc;
}

/* -------------------------------------------------------------------- lock */

static int seal(const struct justera_act *a, const struct justera_status *s, struct round_files *f, struct err *err)
{
	struct str mark = STR_INIT;
	char *tag = part_tag(a->part);
	int rc;

	seal_mark(&mark, s->manifest);
	rc = round_write(a, s, (struct store_request){.op = STORE_SEAL, .kind = a->part ? KIND_PART : KIND_LOCKED,
		.number = a->part, .message = str_c(&mark), .tag = tag}, f, NULL, err);
	str_release(&mark);
	free(tag);
	return rc;
}

static int lock_round(const struct justera_act *a, const struct justera_status *s, const struct keys *k, bool mark_signed,
	struct err *err)
{
	struct str manifest = STR_INIT, final = STR_INIT;
	struct round_files f = {0};
	char *sealed = part_folder(a->part, true);
	int rc = -1;

	if ((!a->part && parts_signed(a->folder, err)) ||
		check_digest(a, s, SEAL_NAME_MANIFEST, s->manifest, &manifest, err) ||
		check_digest(a, s, SEAL_NAME_FINAL, s->seal.final, &final, err) ||
		check_answers(a, s, k, str_span(&manifest), err) || gather(&f, a, s, sealed, k, mark_signed, err))
		goto out;
	rc = seal(a, s, &f, err);
	if (rc == 0 && !a->part)
		forget_journal(a->folder);
out:
	round_files_release(&f);
	str_release(&manifest);
	str_release(&final);
	free(sealed);
	return rc;
}

/* What is justerat: an interrupted lock is finished, an unsigned mark signed. */
static int lock_again(const struct justera_act *a, const struct justera_status *s, const struct keys *k,
	const char *opt_key, struct err *err)
{
	struct round_files none = {0};
	int rc = seal(a, s, &none, err);

	if (rc == 0 && !a->part)
		forget_journal(a->folder);
	if (!opt_key || (rc && err && err->code != ERR_STATE))
		return rc;
	return sign_mark(a, k, opt_key, err);
}

int justera_lock(const struct justera_act *a, const char *opt_key, struct err *err)
{
	struct err own = ERR_INIT, why = ERR_INIT;
	struct justera_status s;
	struct state_facts f;
	struct keys k = {0};
	char *nycklar = NULL;
	int rc;

	if (justera_status_of(a->w, a->folder, a->part, &s, &own))
		return err_set(err, own.code, "%s", own.msg);
	f = round_facts(&s);
	rc = round_keys(a->folder, str_span(&s.text), &k, &nycklar, NULL, &own);
	if (rc == 0 && opt_key)
		rc = try_key(a, &k, opt_key, nycklar, &own);
	if (rc == 0 && state_final(s.state)) {
		rc = lock_again(a, &s, &k, opt_key, &own);
	} else if (rc == 0) {
		rc = state_next(s.state, EVENT_LOCK, &f, &own) < 0 || parts_intact(a->folder, str_span(&s.text), &own) ||
			lock_round(a, &s, &k, opt_key != NULL, &own) ? -1 : 0;
		if (rc == 0 && opt_key && sign_mark(a, &k, opt_key, &why))
			rc = err_set(&own, why.code, "protokollet är justerat och låst, men märket är inte undertecknat (%s); "
				"försök igen med --las --nyckel", why.msg);
	}
	if (rc)
		err_set(err, own.code, "%s", own.msg);
	keys_release(&k);
	free(nycklar);
	justera_status_release(&s);
	return rc;
}
