/* compose_after: what a document says of what is not in it: §§ that are signed in a
 * document of their own (P42), and rättelser made after it was signed (P47). The
 * words are the style's; the rättelser stand after all that was signed. */
#include "out/compose.h"

#include "base/u8.h"

/* "§§ 14–15 är omedelbart justerade och redovisas i ett särskilt dokument." */
static void put_elsewhere(struct compose *c, const struct out_elsewhere *v, size_t n)
{
	struct value *m = value_map(&c->arena);
	struct str t = STR_INIT;
	struct span rest, line;

	if (n == 1)
		str_addf(&t, "§ %d", v[0].para);
	else
		str_addf(&t, "§§ %d–%d", v[0].para, v[n - 1].para);
	value_set_text(&c->arena, m, "paragrafer", str_span(&t));
	value_set_bool(&c->arena, m, "flera", n > 1);
	str_clear(&t);
	style_line(c->style, "paragraf.sarskild", m, &t, c->remarks);
	rest = str_span(&t);
	while (rest.n && span_line(&rest, &line))
		compose_line(c, line, ROLE_NONE, false);
	str_release(&t);
}

void compose_elsewhere(struct compose *c, int before)
{
	const struct out_options *o = c->options;

	while (o && c->elsewhere < o->nelsewhere && (!before || o->elsewhere[c->elsewhere].para < before)) {
		size_t first = c->elsewhere, n = 1;

		while (first + n < o->nelsewhere && (!before || o->elsewhere[first + n].para < before) &&
		        o->elsewhere[first + n].part == o->elsewhere[first].part &&
		        o->elsewhere[first + n].para == o->elsewhere[first].para + (int)n)
			n++;
		put_elsewhere(c, &o->elsewhere[first], n);
		c->elsewhere += n;
	}
}

void compose_corrected(struct compose *c, int para)
{
	const struct out_options *o = c->options;
	struct str t = STR_INIT;

	for (size_t i = 0; o && para && i < o->ncorrections; i++) {
		struct value *m = value_map(&c->arena);
		struct span rest, line;

		if (o->correction[i].para != para)
			continue;
		date_add_long(&t, o->correction[i].day);
		value_set_text(&c->arena, m, "datum_lang", str_span(&t));
		str_clear(&t);
		date_add_iso(&t, o->correction[i].day);
		value_set_text(&c->arena, m, "datum_iso", str_span(&t));
		str_clear(&t);
		style_line(c->style, "paragraf.rattad", m, &t, c->remarks);
		rest = str_span(&t);
		while (rest.n && span_line(&rest, &line))
			compose_line(c, line, ROLE_NONE, false);
		str_clear(&t);
	}
	str_release(&t);
}

void compose_corrections(struct compose *c)
{
	const struct out_options *o = c->options;
	struct str t = STR_INIT;
	struct out_block *b;
	struct runs runs;
	bool any = false;

	for (size_t i = 0; o && i < o->ncorrections; i++) {
		const struct out_correction *r = &o->correction[i];

		if (o->only_nr && r->para != o->only_nr)
			continue;
		if (!any) {
			style_line(c->style, "rattelser.rubrik", c->meeting, &t, c->remarks);
			runs = runs_plain(c->out, str_span(&t));
			b = out_add(c->out, OUT_HEAD, ROLE_SECTION);
			b->runs = runs;
			b->level = 2;
			b->keep_next = true;
			str_clear(&t);
		}
		any = true;
		if (r->para)
			str_addf(&t, "§ %d. ", r->para);
		else
			str_adds(&t, "Framsidan. ");
		str_addspan(&t, r->text);
		runs = runs_plain(c->out, str_span(&t));
		b = out_add(c->out, OUT_PARA, ROLE_NONE);
		b->runs = runs;
		b->item_nr = r->para;
		b->keep_whole = true;
		str_clear(&t);
	}
	str_release(&t);
}
