/* verify: see verify.h. */
#include "justering/verify.h"

#include "base/mem.h"
#include "justering/after.h"
#include "justering/signature.h"

void verify_add(struct verify_result *r, bool ok, const char *fmt, ...)
{
	struct str s = STR_INIT;
	va_list ap;

	va_start(ap, fmt);
	str_vaddf(&s, fmt, ap);
	va_end(ap);
	r->line = mem_grow(r->line, r->n, &r->cap, sizeof *r->line);
	r->line[r->n++] = (struct verify_line){ok, str_take(&s)};
	r->failed += !ok;
}

/* One part being looked at. */
struct view {
	struct verify_result *r;
	const struct verify_input *in;
	struct seal seal;
	bool sealed;             /* seal is whole */
	struct signing signing;
	struct keys keys;        /* the sealed copy */
	const struct verify_file *manifest;
};

static const struct verify_file *find(const struct view *v, const char *name)
{
	for (size_t i = 0; i < v->in->nfiles; i++) {
		struct span full = span_of(v->in->file[i].name), base = span_from(full, strlen(v->in->folder) + 1);

		if (span_starts(full, v->in->folder) && span_is(base, name))
			return &v->in->file[i];
	}
	return NULL;
}

static struct span bytes_of(const struct view *v, const char *name)
{
	const struct verify_file *f = find(v, name);

	return f ? f->disk : SPAN_NONE;
}

/* The file is there, and as the sealed version has it. */
static bool as_sealed(struct view *v, const char *name, const struct verify_file *f)
{
	if (!f || !f->disk.p)
		verify_add(v->r, false, "%s/%s saknas", v->in->folder, name);
	else if (!f->history.p)
		verify_add(v->r, false, "%s finns inte i den låsta versionen", f->name);
	else if (!span_eq(f->disk, f->history))
		verify_add(v->r, false, "%s stämmer inte med den låsta versionen: filen har ändrats", f->name);
	else
		return true;
	return false;
}

static void digest_fact(struct view *v, const char *name, const struct verify_file *f, const char *want)
{
	if (f && f->disk.p && strcmp(f->digest, want) != 0)
		verify_add(v->r, false, "%s stämmer inte med manifestet: filen har ändrats", f->name);
	else if (as_sealed(v, name, f))
		verify_add(v->r, true, "%s stämmer med manifestet (SHA-256 %.12s…)", f->name, f->digest);
}

static void manifest_fact(struct view *v)
{
	struct err err = ERR_INIT;

	v->manifest = find(v, SEAL_NAME_MANIFEST);
	v->sealed = v->manifest && v->manifest->disk.p && seal_parse(&v->seal, v->manifest->disk, &err) == 0;
	if (v->manifest && v->manifest->disk.p && !v->sealed)
		verify_add(v->r, false, "%s: %s", v->manifest->name, err.msg);
	else if (as_sealed(v, SEAL_NAME_MANIFEST, v->manifest))
		verify_add(v->r, true, "%s är helt", v->manifest->name);
}

static void text_facts(struct view *v)
{
	const struct verify_file *draft = &v->in->draft;
	bool parts = v->sealed && v->seal.part >= 0;

	digest_fact(v, SEAL_NAME_FINAL, find(v, SEAL_NAME_FINAL), v->seal.final);
	if (draft->name && draft->disk.p && !parts && strcmp(draft->digest, v->seal.draft) != 0)
		verify_add(v->r, false, "%s stämmer inte med manifestet: filen har ändrats", draft->name);
	else if (draft->name && !draft->disk.p)
		verify_add(v->r, false, "%s saknas", draft->name);
	else if (draft->name && !(draft->history.p && span_eq(draft->disk, draft->history)))
		verify_add(v->r, false, "%s stämmer inte med den låsta versionen: filen har ändrats", draft->name);
	else if (draft->name)
		verify_add(v->r, true, "%s är den låsta texten", draft->name);
	digest_fact(v, SEAL_NAME_DRAFT, find(v, SEAL_NAME_DRAFT), v->seal.draft);
}

/* ------------------------------------------------------------ who has signed */

/* "Bo Lind (M), justerare: " */
__attribute__((format(printf, 4, 5))) static void signer_fact(
	struct view *v, const struct signer *g, bool ok, const char *fmt, ...)
{
	struct str s = STR_INIT;
	va_list ap;

	va_start(ap, fmt);
	str_vaddf(&s, fmt, ap);
	va_end(ap);
	verify_add(v->r, ok, "%s, %s: %s", g->who, g->role, str_c(&s));
	str_release(&s);
}

/* The file of an answer is the one it says. */
static bool file_holds(struct view *v, const struct signer *g)
{
	const struct verify_file *f = g->file ? find(v, g->file) : NULL;

	if (!f || !f->disk.p)
		signer_fact(v, g, false, "%s/%s saknas", v->in->folder, g->file ? g->file : "filen");
	else if (strcmp(f->digest, g->file_digest) != 0 || !f->history.p || !span_eq(f->disk, f->history))
		signer_fact(v, g, false, "%s har ändrats", f->name);
	else
		return true;
	return false;
}

static void signature_fact(struct view *v, const struct signer *g)
{
	struct signature sig = {.signer = -1};
	struct err err = ERR_INIT;

	if (!file_holds(v, g))
		return;
	if (signature_verify(&v->keys, span_of(g->who), SEAL_NAMESPACE, v->manifest->disk, bytes_of(v, g->file), g->at, &sig,
		    &err))
		signer_fact(v, g, false, "%s", err.msg);
	else if (!g->key || strcmp(sig.fingerprint, g->key) != 0)
		signer_fact(v, g, false, "underskriften är gjord med en annan nyckel än den som antecknats");
	else
		signer_fact(v, g, true, "%s-underskriften av manifestet håller (%s)", sign_method_name(g->method), sig.fingerprint);
	signature_release(&sig);
}

static void answer_fact(struct view *v, const struct signer *g)
{
	struct str said = STR_INIT;

	sign_add_answer(&said, g);
	if (g->state == SIGN_SIGNED && strcmp(g->digest, v->manifest->digest) != 0)
		signer_fact(v, g, false, "underskriften gäller ett annat manifest");
	else if (!g->approved)
		signer_fact(v, g, false, "underskrift saknas (%s)", str_c(&said));
	else if (g->state == SIGN_SIGNED && (g->method == SIGN_SSH || g->method == SIGN_OPENPGP))
		signature_fact(v, g);
	else if (!g->file || file_holds(v, g))
		signer_fact(v, g, true, "%s%s", str_c(&said), g->file ? ", filen är oförändrad" : "");
	str_release(&said);
}

static bool same_signers(const struct signing *a, const struct signing *b)
{
	for (size_t i = 0; i < a->n && i < b->n; i++)
		if (strcmp(a->signer[i].who, b->signer[i].who) != 0 || strcmp(a->signer[i].role, b->signer[i].role) != 0)
			return false;
	return a->n == b->n && a->n > 0;
}

static void signers_facts(struct view *v)
{
	const struct verify_file *f = find(v, SEAL_NAME_SIGNING);
	struct err err = ERR_INIT;

	if (!as_sealed(v, SEAL_NAME_SIGNING, f))
		return;
	if (signing_parse(&v->signing, f->disk, &err))
		verify_add(v->r, false, "%s: %s", f->name, err.msg);
	else if (!v->manifest || !v->sealed || strcmp(v->signing.digest, v->manifest->digest) != 0)
		verify_add(v->r, false, "%s gäller ett annat manifest", f->name);
	else if (!same_signers(&v->signing, &v->seal.signing))
		verify_add(v->r, false, "%s har inte samma undertecknare som manifestet", f->name);
	else {
		verify_add(v->r, true, "%s gäller manifestet och alla som ska justera: %zu", f->name, v->signing.n);
		for (size_t i = 0; i < v->signing.n; i++)
			answer_fact(v, &v->signing.signer[i]);
	}
}

/* The sealed copy of the keys proves nothing by itself: the archive's is what people agreed on. */
static void keys_facts(struct view *v)
{
	size_t signed_with_keys = 0, strange = 0;

	for (size_t i = 0; i < v->signing.n; i++) {
		const struct signer *g = &v->signing.signer[i];
		struct signature sig = {.signer = -1};
		struct err err = ERR_INIT;

		if (!g->key || !g->file || !v->manifest)
			continue;
		signed_with_keys++;
		if (!v->in->known)
			continue;
		if (signature_verify(v->in->known, span_of(g->who), SEAL_NAMESPACE, v->manifest->disk, bytes_of(v, g->file),
			    g->at, &sig, &err)) {
			verify_add(v->r, false, "nyckeln %s står inte som %s i %s", g->key, g->who, v->in->known_file);
			strange++;
		}
		signature_release(&sig);
	}
	if (signed_with_keys && !v->in->known)
		verify_add(v->r, true, "nycklarna: bara den låsta kopian finns (%s saknas); jämför fingeravtrycken med "
			"personerna", v->in->known_file);
	else if (signed_with_keys && !strange)
		verify_add(v->r, true, "nycklarna är de som står i %s", v->in->known_file);
}

/* Files that no line above is about: the keys, what was added, and what nobody put there. */
static void other_facts(struct view *v)
{
	for (size_t i = 0; i < v->in->nfiles; i++) {
		const struct verify_file *f = &v->in->file[i];
		const char *base = f->name + strlen(v->in->folder) + 1;
		bool told = strcmp(base, SEAL_NAME_MANIFEST) == 0 || strcmp(base, SEAL_NAME_FINAL) == 0 ||
			    strcmp(base, SEAL_NAME_DRAFT) == 0 || strcmp(base, SEAL_NAME_SIGNING) == 0;

		for (size_t k = 0; !told && k < v->signing.n; k++)
			told = v->signing.signer[k].file && strcmp(base, v->signing.signer[k].file) == 0;
		if (!told && strcmp(base, "efter") == 0 && f->disk.p) {
			struct after after = {0};
			struct err err = ERR_INIT;

			/* rows may be added later, but no other ones than there are */
			told = after_parse(&after, f->disk, &err) != 0;
			if (told)
				verify_add(v->r, false, "%s: %s", f->name, err.msg);
			after_release(&after);
		}
		if (!told && as_sealed(v, base, f))
			verify_add(v->r, true, "%s är oförändrad", f->name);
	}
}

/* ------------------------------------------------------------------ the mark */

/* The mark's own bytes, and the signature behind them. */
static void split_mark(struct span whole, struct span *object, struct span *signature, struct span *message)
{
	size_t at = span_find(whole, "-----BEGIN ", 0), body = span_find(whole, "\n\n", 0);

	*object = at == (size_t)-1 ? whole : span_sub(whole, 0, at);
	*signature = at == (size_t)-1 ? SPAN_NONE : span_from(whole, at);
	*message = body == (size_t)-1 || body + 2 > object->n ? SPAN_NONE : span_from(*object, body + 2);
}

/* "tagger Finn Dahl <...> ..." */
static struct span tagger(struct span object)
{
	size_t at = span_find(object, "\ntagger ", 0), end = span_find(object, " <", at == (size_t)-1 ? 0 : at);

	if (at == (size_t)-1 || end == (size_t)-1)
		return SPAN_LIT("");
	return span_sub(object, at + 8, end - at - 8);
}

static void signed_mark_fact(struct view *v, struct span object, struct span signature)
{
	struct signature sig = {.signer = -1};
	struct err err = ERR_INIT;
	struct span who = tagger(object);
	bool in_known = false, holds;

	holds = v->in->known && signature_verify(v->in->known, who, "git", object, signature, (struct stamp){0, 0}, &sig, &err) == 0;
	in_known = holds;
	if (!holds) {
		signature_release(&sig);
		holds = signature_verify(&v->keys, who, "git", object, signature, (struct stamp){0, 0}, &sig, &err) == 0;
	}
	if (holds && v->keys.mark && !signing_same_person(who, span_of(v->keys.mark)))
		verify_add(v->r, false, "märket är undertecknat av %.*s, inte av %s", SPAN_FMT(who), v->keys.mark);
	else if (!holds)
		verify_add(v->r, false, "märkets underskrift: %s", err.msg);
	else if (v->in->known && !in_known)
		verify_add(v->r, false, "märket är undertecknat av %.*s med en nyckel som inte står i %s", SPAN_FMT(who),
			v->in->known_file);
	else
		verify_add(v->r, true, "märket är undertecknat av %.*s (%s)", SPAN_FMT(who), sig.fingerprint);
	signature_release(&sig);
}

static void mark_facts(struct view *v)
{
	struct span object, signature, message;

	split_mark(v->in->mark, &object, &signature, &message);
	if (!v->in->tagged)
		verify_add(v->r, false, "märket justerat saknas i historiken eller är skadat");
	else if (!v->manifest || !seal_mark_is(message, v->manifest->digest))
		verify_add(v->r, false, "märket justerat hör till ett annat manifest");
	else if ((*v->in->blob && strcmp(v->in->blob, v->seal.blob) != 0) || v->in->other_text)
		verify_add(v->r, false, "märket justerat pekar på en annan text än manifestet");
	else if (!v->in->follows)
		verify_add(v->r, false, "historiken har en ändring efter den låsta versionen");
	else if (v->in->after)
		verify_add(v->r, true, "märket justerat pekar på den låsta versionen; efter den finns bara tillägg: %d",
			v->in->after);
	else
		verify_add(v->r, true, "märket justerat pekar på den låsta versionen, och ingen följer efter den");
	if (!v->in->tagged)
		return;
	if (signature.p)
		signed_mark_fact(v, object, signature);
	else if (v->keys.mark)
		verify_add(v->r, false, "märket ska vara undertecknat av %s men är det inte; skriv under det med justera --las "
			"--nyckel", v->keys.mark);
	else
		verify_add(v->r, true, "märket är inte undertecknat av någon; det binds av underskrifterna");
}

void verify_run(struct verify_result *out, const struct verify_input *in)
{
	struct view v = {.r = out, .in = in, .seal = {.part = -1}};
	size_t from = out->n;

	keys_parse(&v.keys, bytes_of(&v, SEAL_NAME_KEYS), bytes_of(&v, SEAL_NAME_PGP), NULL);
	manifest_fact(&v);
	text_facts(&v);
	signers_facts(&v);
	keys_facts(&v);
	other_facts(&v);
	mark_facts(&v);
	for (size_t i = from; in->part && i < out->n; i++) {
		char *text = str_format("del %d: %s", in->part, out->line[i].text);

		free(out->line[i].text);
		out->line[i].text = text;
	}
	keys_release(&v.keys);
	signing_release(&v.signing);
	seal_release(&v.seal);
}

void verify_format(const struct verify_result *r, struct str *out)
{
	for (size_t i = 0; i < r->n; i++)
		str_addf(out, "%s: %s\n", r->line[i].ok ? "ok" : "fel", r->line[i].text);
}

void verify_release(struct verify_result *r)
{
	for (size_t i = 0; i < r->n; i++)
		free(r->line[i].text);
	free(r->line);
	*r = (struct verify_result){0};
}
