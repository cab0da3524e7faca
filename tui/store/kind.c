/* kind: why a version was made, as words of its message. No names or titles:
 * the history may be read by others than the text. */
#include "store/store.h"

struct kind_row {
	const char *name; /* in the message's body, for reading back */
	const char *none; /* the line when no § is named; %d is `number` */
	const char *one;  /* after "§ 4: " */
	const char *many; /* after "§§ 4, 7: " */
};

static const struct kind_row rows[KINDS] = {
	[KIND_SAVED] = {"sparad", "Sparad", "ändrad", "ändrade"},
	[KIND_FIRST] = {"första", "Första versionen", NULL, NULL},
	[KIND_LEFT] = {"lämnad", "Sparad", "ändrad", "ändrade"},
	[KIND_KLUBBAT] = {"klubbat", "Beslut klubbat", "klubbad", "klubbade"},
	[KIND_EXPORT] = {"export", "Före export", "ändrad före export", "ändrade före export"},
	[KIND_EXIT] = {"avslut", "Sparad vid avslut", "ändrad, sparad vid avslut", "ändrade, sparade vid avslut"},
	[KIND_RESTORED] = {"återställd", "Återställd version %d", NULL, NULL},
	[KIND_RECOVERED] = {"räddad", "Räddad text", "räddad text", "räddad text"},
	[KIND_CANONICAL] = {"ordnad", "Formen ordnad", "formen ordnad", "formen ordnad"},
	[KIND_FOREIGN] = {"annat program", "Ändrad i ett annat program", "ändrad i ett annat program",
		"ändrade i ett annat program"},
	[KIND_START] = {"till justering", "Till justering", NULL, NULL},
	[KIND_APPROVED] = {"godkänd", "Godkännande %d", NULL, NULL},
	[KIND_WITHDRAWN] = {"återtagen", "Justeringen återtagen", NULL, NULL},
	[KIND_LOCKED] = {"justerat", "Justerat", NULL, NULL},
	[KIND_AUTOSAVE] = {"automatisk", "Automatiskt sparad", NULL, NULL},
	[KIND_SENT] = {"utskick", "Utskick %d", NULL, NULL},
	[KIND_CAME] = {"svar", "Svar på utskick %d", NULL, NULL},
	[KIND_ACCEPTED] = {"godtaget", "Förslag %d godtaget", "förslag godtaget", "förslag godtaget"},
	[KIND_REJECTED] = {"avvisat", "Förslag %d avvisat", NULL, NULL},
	[KIND_REOPENED] = {"öppnat", "Förslag %d öppnat igen", "förslag öppnat igen", "förslag öppnat igen"},
	[KIND_REASON] = {"skäl", "Skäl till ändring efter klubbslag", NULL, NULL},
	[KIND_SIGNED] = {"underskrift", "Underskrift %d", NULL, NULL},
	[KIND_REFUSED] = {"invändning", "Invändning mot justeringen", NULL, NULL},
	[KIND_PART] = {"del", "Del %d omedelbart justerad", NULL, NULL},
	[KIND_POSTED] = {"anslag", "Anslag", NULL, NULL},
	[KIND_CORRECTED] = {"rättelse", "Rättelse", NULL, NULL},
	[KIND_ARCHIVED] = {"arkiverat", "Arkiverat", NULL, NULL},
};

const char *store_kind_name(enum store_kind k)
{
	return k < KINDS ? rows[k].name : NULL;
}

enum store_kind store_kind_find(struct span name)
{
	for (size_t i = 0; i < KINDS; i++)
		if (span_is(name, rows[i].name))
			return (enum store_kind)i;
	return KIND_OTHER;
}

static void add_none(struct str *out, const char *text, int number)
{
	struct span rest = span_of(text);
	size_t at = span_find(rest, "%d", 0);

	if (at == (size_t)-1) {
		str_adds(out, text);
		return;
	}
	str_add(out, rest.p, at);
	str_addf(out, "%d", number);
	str_addspan(out, span_from(rest, at + 2));
}

void store_kind_message(struct str *out, enum store_kind k, const int *para, size_t npara, int number)
{
	const struct kind_row *row = &rows[k < KINDS ? k : KIND_SAVED];

	if (npara == 0 || !row->one) {
		add_none(out, row->none, number);
		return;
	}
	str_adds(out, npara == 1 ? "§ " : "§§ ");
	for (size_t i = 0; i < npara; i++)
		str_addf(out, "%s%d", i ? ", " : "", para[i]);
	str_addf(out, ": %s", npara == 1 ? row->one : row->many);
}
