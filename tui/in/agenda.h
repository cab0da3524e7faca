/* agenda: a föredragningslista, in the forms people have it, read to items.
 *
 * Forms: plain lines (`Titel`, `Titel; dnr`, `1. Titel  HSN 34-2026`, bullets),
 * CSV (`;` or `,`, with or without BOM, quoted fields, a header row), and the
 * text of a kallelse (page furniture, times and addresses around a numbered
 * agenda). Any bytes: UTF-8 repaired, Latin-1 recognised, NFC, CR LF.
 *
 * Nothing is dropped silently: what was not taken as an item is a finding with
 * its line. Titles keep their words; blanks are single, no final full stop of a
 * numbering, no control characters. Knows no template and no file. */
#ifndef IN_AGENDA_H
#define IN_AGENDA_H

#include "doc/protocol.h"

enum agenda_form { AGENDA_LINES, AGENDA_CSV, AGENDA_KALLELSE };

struct agenda_entry {
	struct span title;       /* never empty, one line */
	struct span *dnr;        /* diarienummer as they stand, in order */
	size_t ndnr;
	int line;                /* 1-based, of its first line */
};

struct agenda {
	struct arena arena;      /* owns every span */
	enum agenda_form form;
	struct agenda_entry *entry;
	size_t nentries;
	struct finding *finding; /* ids "LISTA"; by line */
	size_t nfindings;
};

/* Never NULL. dnr_mask is the register's dnr-serie (SPAN_NONE: the common forms
 * only). Cost: a few passes over the bytes. */
struct agenda *agenda_parse(struct span bytes, struct span dnr_mask);
void agenda_free(struct agenda *a); /* NULL is fine */

#endif
