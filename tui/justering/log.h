/* log: what has happened to a meeting after the text was written: sent to whom,
 * come back, accepted, refused, signed, posted. The file justering/logg, in the
 * history; it holds no text of the draft (only names, numbers, digests and the
 * reasons people gave), so it may be kept when the drafts are weeded.
 *
 *   format: paragraf-logg 1
 *   2031-04-10T08:00:00+02:00 | utskick | 1 | Bo Lind (M) | txt | 12 | <id> | <sha256> | -
 *
 * Fields are joined by " | "; a "|", "\" or control character in a field is written \|, \\, a
 * blank. Canonical: log_parse takes exactly what log_write gives. Rows are only
 * added. Source: R40, R48. */
#ifndef JUSTERING_LOG_H
#define JUSTERING_LOG_H

#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"

#define LOG_FILE "justering/logg"

/* The kinds, with their fields after the time. */
enum log_kind {
	LOG_UTSKICK,      /* packet number, to whom, form, version number, version id, SHA-256 of the packet,
	                   * id of the snapshot (forms git and gren; else "-") */
	LOG_SVAR,         /* packet number (0: none), from whom, form, SHA-256 of what came, how many changes */
	LOG_INGA,         /* packet number, from whom: "inga anmärkningar" */
	LOG_GODTAGET,     /* suggestion number, by whom proposed */
	LOG_AVVISAT,      /* suggestion number, by whom proposed, reason */
	LOG_ANGRAT,       /* suggestion number, by whom proposed: open again */
	LOG_KLUBBSKAL,    /* § number, sum of the sealed wording, sum of the wording now, reason */
	LOG_START,        /* part, SHA-256 of the manifest, version number */
	LOG_SETT,         /* name, version id: has seen everything up to it */
	LOG_UNDERSKRIFT,  /* part, name, method, SHA-256 of the manifest */
	LOG_VAGRAN,       /* part, name, reason */
	LOG_ATERGANG,     /* part, name: takes the refusal back */
	LOG_AVVIKANDE,    /* part, name: "avvikande uppfattning antecknas" */
	LOG_OVERLAMNAD,   /* part, name: "överlämnas till nästa sammanträde" */
	LOG_ATERKALLAD,   /* part, reason */
	LOG_JUSTERAT,     /* part, SHA-256 of the manifest, justeringsdatum */
	LOG_KINDS,
};

enum { LOG_FIELDS = 7 };

struct log_entry {
	struct stamp at;
	enum log_kind kind;
	char *field[LOG_FIELDS];  /* as many as the kind has, the others NULL */
};

struct log {
	struct log_entry *v;
	size_t n, cap;
};

/* Copies the fields, as many as the kind has; fewer are filled with "". */
void log_add(struct log *l, struct stamp at, enum log_kind k, const char *const *field);
void log_write(const struct log *l, struct str *out);
/* Absent or empty bytes: an empty log. -1 with ERR_INPUT and the line. */
int log_parse(struct log *out, struct span bytes, struct err *err);
void log_release(struct log *l);

/* One line for people: "10 april 08.00: sänt till Bo Lind (M), version 12". */
void log_add_line(struct str *out, const struct log_entry *e);
/* The last packet sent to `who` (any case, with or without party); NULL. */
const struct log_entry *log_last_packet(const struct log *l, struct span who);
const struct log_entry *log_packet(const struct log *l, int nr);
/* The next packet number. */
int log_next_packet(const struct log *l);

#endif
