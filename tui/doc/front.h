/* front: the front matter of a draft or register: a small strict subset of YAML.
 *
 * Parsing never fails: a line that is neither `key: value` nor `  - item` is a
 * finding and is kept as it stands. Source: draft-format, "Front matter". */
#ifndef DOC_FRONT_H
#define DOC_FRONT_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/str.h"

enum front_key { /* in the order of the file; first those of a draft */
	FRONT_FORMAT,
	FRONT_TYP,
	FRONT_STIL,
	FRONT_REGION,
	FRONT_ORGAN,
	FRONT_ORGAN_KORT,
	FRONT_ORGAN_GENITIV,
	FRONT_PROFIL,
	FRONT_AVDELNING,
	FRONT_DOKUMENT_ID,
	FRONT_VERSION,
	FRONT_REFERENS,
	FRONT_DATUM,
	FRONT_TID,
	FRONT_PLATS,
	FRONT_BESLUTANDE,
	FRONT_ERSATTARE,
	FRONT_FOREDRAGANDE,
	FRONT_TJANSTEPERSONER,
	FRONT_OVRIGA,
	FRONT_SEKRETERARE,
	FRONT_JUSTERARE,
	FRONT_JUSTERING,
	FRONT_FORINFORMATION,
	FRONT_AJOURNERINGAR,
	FRONT_EXTRA,
	/* only in a register */
	FRONT_PLATSER,
	FRONT_LEDAMOTER,
	FRONT_DNR_SERIE,
	FRONT_LISTA_FASTA,
	FRONT_KEYS,
	FRONT_UNKNOWN = FRONT_KEYS, /* a key the format does not have; kept */
};

/* One value. `text` is decoded (quotation marks and escapes taken away). */
struct front_value {
	struct span text;
	struct span canonical; /* how it is written where that differs, or absent */
	struct range where; /* the value in the source, quotation marks included */
	int line;           /* 1-based */
};

struct front_field {
	enum front_key key;
	struct span name;      /* as it stands */
	bool list;             /* `key:` followed by "  - " lines */
	struct range where;    /* its lines, with the last newline */
	int line;
	struct front_value *value;
	size_t n;              /* 1 for `key: value`; 0 for `key:` with nothing under it */
};

/* A line that is neither `key: value` nor `  - item`; written again as it stands. */
struct front_raw {
	struct span text;
	int field;             /* index of the field it follows; -1: before the first */
	int line;
};

struct front {
	bool present;          /* the file begins with "---" and at least one key or a closing "---" */
	bool closed;           /* false: it ends before the first line that can't belong to it */
	struct range where;    /* from the first "---" to after the newline of the last line */
	struct front_field *field; /* in the order of the file, unknown ones too */
	size_t n;
	struct front_raw *raw;
	size_t nraw;
};

struct findings;
/* Reads what stands at the start of src (after a byte order mark). */
void front_parse(struct front *out, struct span src, struct arena *a, struct findings *log);
/* Canonical: keys in order, empty ones left out, values quoted where YAML needs it. */
void front_write(struct str *out, const struct front *f);

const char *front_key_name(enum front_key key);           /* "organ-kort" */
enum front_key front_key_find(struct span name);
/* Place in the canonical order of this file (a register's differs); unknown keys last. */
int front_rank(const struct front *f, enum front_key key);
bool front_key_is_list(enum front_key key);

const struct front_field *front_field(const struct front *f, enum front_key key); /* NULL: absent */
struct span front_get(const struct front *f, enum front_key key); /* first value, or SPAN_NONE */

/* Would a YAML reader take the value unquoted as the same text? */
bool front_plain(struct span value);
/* The value as it is written: as it is, or in double quotes with escapes. */
void front_add_value(struct str *out, struct span value);

#endif
