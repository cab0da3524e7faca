/* verify: see verify.h. */
#include "justering/verify.h"

#include "base/mem.h"
#include "justering/seal.h"

__attribute__((format(printf, 3, 4))) static void fact(struct verify_result *r, bool ok, const char *fmt, ...)
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

/* A file, against the digest of the manifest and the sealed version. */
static void file_fact(struct verify_result *r, const char *name, const struct verify_file *f, const char *want)
{
	if (!f->disk.p)
		fact(r, false, "%s saknas", name);
	else if (!*want || strcmp(f->digest, want) != 0)
		fact(r, false, "%s stämmer inte med manifestet: filen har ändrats", name);
	else if (!f->history.p || !span_eq(f->disk, f->history))
		fact(r, false, "%s stämmer inte med den låsta versionen", name);
	else
		fact(r, true, "%s stämmer med manifestet (SHA-256 %.12s…)", name, f->digest);
}

static void manifest_fact(struct verify_result *r, const struct verify_input *in, bool whole, const char *why)
{
	const struct verify_file *f = &in->manifest;

	if (!f->disk.p)
		fact(r, false, SEAL_MANIFEST " saknas");
	else if (!whole)
		fact(r, false, "%s", why);
	else if (!f->history.p || !span_eq(f->disk, f->history))
		fact(r, false, SEAL_MANIFEST " stämmer inte med den låsta versionen");
	else
		fact(r, true, SEAL_MANIFEST " är helt");
}

/* Each signer of the manifest approved exactly this text, and nobody is left. */
static void approvals_fact(struct verify_result *r, const struct verify_input *in, const struct seal *s)
{
	struct signing g = SIGNING_INIT;
	struct err err = ERR_INIT;
	const char *missing = NULL;

	if (!in->signing.disk.p || signing_parse(&g, in->signing.disk, &err)) {
		fact(r, false, "godkännandena går inte att läsa");
		return;
	}
	for (size_t i = 0; i < g.n && !missing; i++) {
		const struct signer *a = &g.signer[i];
		const struct signer *b = i < s->signing.n ? &s->signing.signer[i] : NULL;

		if (!a->approved || strcmp(a->digest, s->draft) != 0 || !b || strcmp(a->who, b->who) != 0 ||
			strcmp(a->role, b->role) != 0 || a->at.utc != b->at.utc)
			missing = a->who;
	}
	if (missing)
		fact(r, false, "godkännande av just den här texten saknas: %s", missing);
	else if (g.n == 0 || g.n != s->signing.n || strcmp(g.digest, s->draft) != 0)
		fact(r, false, "godkännandena gäller inte den här texten");
	else
		fact(r, true, "alla %zu har godkänt just den här texten", g.n);
	signing_release(&g);
}

static void mark_fact(struct verify_result *r, const struct verify_input *in, const struct seal *s)
{
	if (!in->tagged)
		fact(r, false, "märket justerat saknas i historiken eller är skadat");
	else if (!seal_mark_is(in->mark, in->manifest.digest))
		fact(r, false, "märket justerat hör till ett annat manifest");
	else if (strcmp(in->tag_blob, s->blob) != 0 || strcmp(in->tag_parent, s->version) != 0)
		fact(r, false, "märket justerat pekar på en annan version än manifestet");
	else if (!in->tip_is_tagged)
		fact(r, false, "historiken har en version efter den låsta");
	else
		fact(r, true, "märket justerat pekar på den låsta versionen, och ingen följer efter den");
}

static void history_facts(struct verify_result *r, const struct verify_input *in)
{
	for (size_t i = 0; in->problem && i < in->problem->n; i++)
		fact(r, false, "historiken: %s", in->problem->v[i]);
	if (in->problem && in->problem->n)
		return;
	if (in->damaged)
		fact(r, false, "historiken är skadad");
	else
		fact(r, true, "historiken är hel: %d versioner", in->versions);
}

void verify_run(struct verify_result *out, const struct verify_input *in)
{
	struct seal s = {0};
	struct err err = ERR_INIT;
	bool whole = in->manifest.disk.p && seal_parse(&s, in->manifest.disk, &err) == 0;

	*out = (struct verify_result){0};
	manifest_fact(out, in, whole, err.msg);
	file_fact(out, SEAL_FINAL, &in->final, s.final);
	file_fact(out, "protokoll.md", &in->draft, s.draft);
	file_fact(out, SEAL_DRAFT, &in->copy, s.draft);
	file_fact(out, SEAL_SIGNING, &in->signing, s.approvals);
	approvals_fact(out, in, &s);
	mark_fact(out, in, &s);
	history_facts(out, in);
	seal_release(&s);
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
