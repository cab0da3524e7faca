/* agenda: the reader as a whole, and the list it builds. What stands in a line
 * is agenda_line's, in a table agenda_csv's, how bytes become text and what a
 * diarienummer looks like agenda_text's. */
#include "in/agenda.h"

#include "base/u8.h"
#include "in/agenda_parts.h"

static const struct span id_lista = {"LISTA", 5};

struct agenda_entry *agenda_add(struct agenda_reader *r, struct span title, int line)
{
	struct agenda *a = r->a;
	struct agenda_entry *it;

	a->entry = mem_grow(a->entry, a->nentries, &r->entry_cap, sizeof(*a->entry));
	it = &a->entry[a->nentries++];
	*it = (struct agenda_entry){.title = title, .line = line};
	return it;
}

void agenda_report(struct agenda_reader *r, int line, enum severity severity, const char *fmt, ...)
{
	struct agenda *a = r->a;
	struct str text = STR_INIT;
	va_list ap;

	va_start(ap, fmt);
	str_vaddf(&text, fmt, ap);
	va_end(ap);
	a->finding = mem_grow(a->finding, a->nfindings, &r->finding_cap, sizeof(*a->finding));
	a->finding[a->nfindings++] = (struct finding){
		.line = line,
		.col = 1,
		.severity = severity,
		.id = id_lista.p,
		.text = arena_dup(&a->arena, str_c(&text), text.len),
	};
	str_release(&text);
}

static int by_line(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	return (x->line > y->line) - (x->line < y->line);
}

struct agenda *agenda_parse(struct span bytes, struct span dnr_mask)
{
	struct agenda *a = mem_alloc(sizeof(*a));
	struct agenda_reader r = {.a = a, .mask = dnr_mask};
	struct span text = agenda_clean(&r, bytes);

	if (!agenda_csv(&r, text))
		agenda_lines(&r, text);
	if (a->nentries == 0 && bytes.n > 0)
		agenda_report(&r, 1, SEVERITY_VARNING, "föredragningslistan har inget ärende: skriv ett ärende per rad");
	if (a->nfindings > 1)
		qsort(a->finding, a->nfindings, sizeof(*a->finding), by_line);
	return a;
}

void agenda_free(struct agenda *a)
{
	if (!a)
		return;
	free(a->entry);
	free(a->finding);
	arena_release(&a->arena);
	free(a);
}
