/* cli_receive: `ta-emot`: what came back from a justerare becomes suggestions. */
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "cli_parts.h"
#include "doc/protocol.h"
#include "jobs/receive.h"
#include "jobs/suggest.h"

static const struct cli_option receive_options[] = {
	{"fran", 0, "NAMN", "vems svar det är, som namnet står i protokollet"},
	{"json", 0, NULL, "skriv svaret i maskinform (se paragraf(1))"},
	{NULL, 0, NULL, NULL},
};

/* One line: blanks instead of line ends, cut where a line is long enough. */
static void add_words(struct str *out, const char *text)
{
	struct span s = span_trim(span_of(text));

	str_adds(out, "”");
	for (size_t i = 0; i < s.n; i++)
		str_addc(out, s.p[i] == '\n' ? ' ' : s.p[i]);
	str_adds(out, "”");
}

static void add_suggestion(struct str *out, const struct suggestion *s, const struct protocol *p, size_t at)
{
	int item = protocol_item_at(p, at);

	str_addf(out, "%d %s", s->nr, suggest_class_name(s->cls));
	if (item >= 0 && p->item[item].nr)
		str_addf(out, ", § %d", p->item[item].nr);
	str_adds(out, ": ");
	if (s->cls == SUGGEST_REMARK) {
		str_adds(out, s->comment ? s->comment : "");
	} else if (!*s->old) {
		str_adds(out, "lägg till ");
		add_words(out, s->text);
	} else if (!*s->text) {
		str_adds(out, "stryk ");
		add_words(out, s->old);
	} else {
		add_words(out, s->old);
		str_adds(out, " blir ");
		add_words(out, s->text);
	}
	if (s->cls != SUGGEST_REMARK && s->comment)
		str_addf(out, " (%s)", s->comment);
	str_addc(out, '\n');
}

static void add_sum(struct str *out, const struct received *r)
{
	const char *gap = ": ";

	if (r->none) {
		str_addf(out, "%s: inga anmärkningar\n", r->from);
		return;
	}
	str_addf(out, "%zu %s från %s", r->added, r->added == 1 ? "nytt förslag" : "nya förslag", r->from);
	for (int k = 0; k < SUGGEST_CLASSES; k++)
		if (r->count[k] > 0) {
			str_addf(out, "%s%zu %s", gap, r->count[k], suggest_class_name((enum suggest_class)k));
			gap = ", ";
		}
	if (r->asked > r->added && !r->again)
		str_addf(out, "; %zu fanns redan", r->asked - r->added);
	if (r->conflicts > 0)
		str_addf(out, "; %d rör samma ord som ett annat", r->conflicts);
	str_addc(out, '\n');
}

static void add_plain(struct str *out, const struct received *r, const struct suggest_list *l)
{
	struct protocol *p = protocol_parse(str_span(&l->text));

	for (size_t i = 0; r->first && i < l->all.n; i++)
		if (l->all.v[i].nr >= r->first)
			add_suggestion(out, &l->all.v[i], p, l->place[i].at.at);
	protocol_free(p);
	add_sum(out, r);
	if (r->message)
		str_addf(out, "Meddelande:\n%s\n", r->message);
}

static void add_key(struct str *out, const char *key, struct span text)
{
	str_addf(out, ",\"%s\":", key);
	str_add_json(out, text);
}

static void add_json(struct str *out, const struct received *r, const struct suggest_list *l)
{
	bool first = true;

	str_addf(out, "{\"format\":\"paragraf-svar 1\",\"utskick\":%d,\"version\":%d", r->packet, r->version);
	add_key(out, "fran", span_of(r->from));
	add_key(out, "form", span_of(r->form));
	str_addf(out, ",\"inga\":%s,\"igen\":%s,\"antal\":%zu,\"nya\":%zu,\"krockar\":%d", r->none ? "true" : "false",
		r->again ? "true" : "false", r->asked, r->added, r->conflicts);
	add_key(out, "meddelande", span_of(r->message));
	str_adds(out, ",\"forslag\":[");
	for (size_t i = 0; r->first && i < l->all.n; i++) {
		const struct suggestion *s = &l->all.v[i];

		if (s->nr < r->first)
			continue;
		str_addf(out, "%s{\"nr\":%d", first ? "" : ",", s->nr);
		add_key(out, "klass", span_of(suggest_class_name(s->cls)));
		str_addf(out, ",\"plats\":%zu,\"langd\":%zu", s->at.at, s->at.n);
		add_key(out, "gammalt", span_of(s->old));
		add_key(out, "nytt", span_of(s->text));
		add_key(out, "kommentar", span_of(s->comment));
		str_adds(out, "}");
		first = false;
	}
	str_adds(out, "],\"noter\":[");
	for (size_t i = 0; i < r->note.n; i++) {
		str_adds(out, i ? "," : "");
		str_add_json(out, span_of(r->note.v[i]));
	}
	str_adds(out, "]}\n");
}

static int receive(struct cli_call *c, struct worker *w, const struct meeting *m, struct str *out, struct err *err)
{
	struct receive_request q = {.folder = m->folder, .from = span_of(cli_value(c, "fran")), .file = c->arg[1]};
	struct str bytes = STR_INIT;
	struct suggest_list l = {.text = STR_INIT};
	struct received r;
	char *who = cli_who(m);
	int rc = 0;

	q.who = who;
	if (strcmp(q.file, "-") == 0) {
		rc = fs_read("-", &bytes, err);
		q.bytes = str_span(&bytes);
	}
	if (rc == 0)
		rc = cli_take_changes(w, m, err);
	if (rc == 0)
		rc = job_receive(w, &q, &r, err);
	if (rc == 0) {
		if (r.first)
			rc = suggest_list(w, m->folder, &l, err);
		if (rc == 0 && cli_given(c, "json"))
			add_json(out, &r, &l);
		else if (rc == 0)
			add_plain(out, &r, &l);
		for (size_t i = 0; i < r.note.n; i++)
			cli_say(EXIT_OK, "%s", r.note.v[i]);
		suggest_list_release(&l);
		received_release(&r);
	}
	str_release(&bytes);
	free(who);
	return rc;
}

static int receive_run(struct cli_call *c)
{
	const char *from = cli_value(c, "fran");

	if (!from || !*from)
		return cli_usage(c, "ange --fran NAMN: vems svaret är");
	if (!*c->arg[1])
		return cli_usage(c, "ange vilken fil svaret är, eller -");
	return cli_on_history(c, receive);
}

const struct cli_command cli_receive_commands[] = {
	{
		.name = "ta-emot",
		.args = "SÖKVÄG FIL --fran NAMN [--json]",
		.summary = "det som kom tillbaka blir ändringsförslag",
		.help = "FIL är det som kom tillbaka från en justerare: utskicket med ändringar i vilken form det än har fått\n"
			"(omskrivet, ombrutet, citerat i ett mejl), CriticMarkup, en lista med anmärkningar (”§ 4: byt ”x” mot\n"
			"”y””), en git-fil, en mapp eller adress med ett gemensamt förråd, eller - för standard in.\n"
			"Utkastet ändras inte: varje ändring blir ett förslag, som paragraf andringar godtar eller avvisar.\n",
		.option = receive_options,
		.min_args = 2,
		.max_args = 2,
		.run = receive_run,
	},
	{.name = NULL},
};
