/* agenda_parts: what the files of the agenda reader share. Not for others. */
#ifndef IN_AGENDA_PARTS_H
#define IN_AGENDA_PARTS_H

#include "in/agenda.h"

struct agenda_reader {
	struct agenda *a;
	struct span mask;        /* dnr-serie of the organ, or absent */
	size_t entry_cap, finding_cap;
};

/* The bytes as clean text in the arena: UTF-8, NFC, LF, no control characters
 * but tab and newline, blanks of all kinds as ' '. Lines keep their numbers. */
struct span agenda_clean(struct agenda_reader *r, struct span bytes);

/* Single blanks, none at the ends, no dot leaders or page number at the end. */
struct span agenda_title(struct agenda_reader *r, struct span text);

struct agenda_entry *agenda_add(struct agenda_reader *r, struct span title, int line);
__attribute__((format(printf, 4, 5))) void agenda_report(struct agenda_reader *r, int line,
	enum severity severity, const char *fmt, ...);

/* One diarienummer, with or without the word "Dnr" before it. *opt_own: it is of
 * the organ's series. *opt_core: it without the word. */
bool agenda_is_dnr(const struct agenda_reader *r, struct span text, struct span *opt_core, bool *opt_own);
/* "A, B": when every piece is a diarienummer they are added to the item. */
bool agenda_take_dnr(struct agenda_reader *r, struct agenda_entry *it, struct span list);
/* Takes diarienummer, clock times and references to bilagor from the end of an
 * item's line and gives the rest; dnr are added to `it`. */
struct span agenda_take_tail(struct agenda_reader *r, struct agenda_entry *it, struct span line, int lineno);

/* false: the text is no CSV, nothing was taken. */
bool agenda_csv(struct agenda_reader *r, struct span text);
void agenda_lines(struct agenda_reader *r, struct span text);

#endif
