/* protocol: what a draft says. A pure view of its bytes: protocol_parse never
 * fails, covers every byte once and changes nothing.
 *
 * A struct protocol owns a copy of the source (but see protocol_parse_in) and an
 * arena; every span points into one of the two and lives as long as it. Offsets (struct range) are bytes
 * of the source. Lines count from 1. Source: draft-format. */
#ifndef DOC_PROTOCOL_H
#define DOC_PROTOCOL_H

#include "doc/finding.h"
#include "doc/front.h"
#include "doc/person.h"

enum doc_typ { TYP_PROTOKOLL, TYP_SAMMANFATTNING, TYP_MOTIONSSVAR, TYP_ORGAN, TYP_UNKNOWN };

enum item_slag {
	SLAG_BESLUT, /* also when the meta line is left out */
	SLAG_OPPNANDE,
	SLAG_UPPROP,
	SLAG_JUSTERING,
	SLAG_FOREDRAGNINGSLISTA,
	SLAG_INFORMATION,
	SLAG_MEDDELANDE,
	SLAG_DELEGATION,
	SLAG_INITIATIV,
	SLAG_VAL,
	SLAG_AVSLUT,
	SLAGS,
	SLAG_UNKNOWN = SLAGS,
};

enum section_kind {
	SECTION_SAMMANFATTNING,
	SECTION_ARENDE,
	SECTION_BAKGRUND,
	SECTION_BEDOMNING,
	SECTION_FORSLAG,
	SECTION_BEHANDLING,
	SECTION_YRKANDEN,
	SECTION_BESLUTSGANG,
	SECTION_OMROSTNING,
	SECTION_BESLUT,
	SECTION_RESERVATION,
	SECTION_SARSKILT_YTTRANDE,
	SECTION_NOTERING,
	SECTION_JAV,
	SECTION_YTTRANDE,
	SECTION_EKONOMI,
	SECTION_JAMSTALLDHET,
	SECTION_BARNRATT,
	SECTION_UNDERLAG,
	SECTION_UTDRAG,
	SECTIONS,
	SECTION_FREE = SECTIONS,
};

const char *section_name(enum section_kind k);  /* "Förslag till beslut"; NULL for FREE */
const char *section_slag(enum section_kind k);  /* "forslag" .. "fri" */
enum section_kind section_find(struct span name);      /* canonical names only */
enum section_kind section_find_slag(struct span slag); /* "forslag" */
const char *slag_name(enum item_slag s);        /* "föredragningslista" */
enum item_slag slag_find(struct span name);

enum block_kind {
	BLOCK_PARA,      /* lines: its sentences, one a line */
	BLOCK_ITEM,      /* one list item; level 0.., mark "-" or "3." */
	BLOCK_QUOTE,
	BLOCK_TABLE,
	BLOCK_SUB,       /* ### rubrik */
	BLOCK_PRESENTER, /* ### @namn, titel */
	BLOCK_NOTE,      /* [^1]: footnote text */
	BLOCK_COMMENT,   /* <!-- --> */
};

struct block {
	/* there is one for each paragraph: what no kind has together shares its place */
	enum block_kind kind;
	int line;
	int level;              /* ITEM: 0 ..; SUB: the number of #, 3 where the form is right */
	bool list_start;        /* ITEM: the first of its list */
	struct range where;     /* whole source lines, without the empty line after */
	struct span *text;      /* content lines: marks and indents taken away */
	size_t ntext;
	union {
		struct span mark;  /* ITEM: "-", "1." */
		struct span name;  /* PRESENTER */
		struct span label; /* NOTE: "1" */
	};
	struct span title;      /* PRESENTER; SUB: the heading */
	struct span *cell;      /* TABLE: row by row, the ruler line left out */
	size_t rows, cols;
};

struct mirror_part {
	int yrkande;            /* number of the yrkande, or 0 */
	struct span name;       /* of the section, when yrkande == 0 */
	int section;            /* its index in the item; -1 when there is none */
};

struct vote_row {
	struct span name, party;
	int choice;             /* 0 ja, 1 nej, 2 avstår, -1 unclear */
	int line;
};

struct vote {
	struct span ja, nej;    /* what ja and nej mean */
	struct vote_row *row;
	size_t n;
	int sum[3];             /* derived */
};

struct reservation {
	struct span *who;       /* "Bo Lind (M)" */
	size_t nwho;
	struct span text;
	int line;
};

struct section {
	enum section_kind kind;
	struct span name;       /* as it stands before " | " and " = "; section_name(kind)
				 * is the canonical one where a label was typed for it */
	struct span label;      /* or absent */
	struct span mirror;     /* what stands after " = ", or absent */
	struct mirror_part *part;
	size_t nparts;
	struct range where;     /* heading line to before the next heading */
	struct range head;      /* the heading line without its newline */
	int line;
	struct block *block;
	size_t nblocks;
	struct vote vote;       /* OMROSTNING */
	struct reservation *reservation; /* RESERVATION */
	size_t nreservations;
};

enum yrkande_kind {
	YRKANDE_BIFALL,
	YRKANDE_AVSLAG,
	YRKANDE_TILLAGG,
	YRKANDE_ANDRING,
	YRKANDE_ATERREMISS,
	YRKANDE_BORDLAGGNING,
	YRKANDE_EGET,
	YRKANDE_KINDS,
};
const char *yrkande_kind_name(enum yrkande_kind k); /* "tillägg" */

struct yrkande {
	int nr;
	enum yrkande_kind kind;
	int till;               /* number of the yrkande it concerns, or 0 */
	bool withdrawn;
	bool all;               /* samtliga ledamöter */
	struct span *who;       /* "Dag Norén (V)" */
	size_t nwho;
	struct span *text;      /* lines, those of a list inside it with their marks */
	size_t ntext;
	struct span wording;    /* ANDRING: between the first quotation marks, or absent */
	struct span former;     /* ANDRING: between the second ones, or absent */
	struct range where;
	int line;
};

struct meta {
	struct span key, value;
	struct range where;     /* the value in the source */
	int line;
};

struct item {
	int nr;                 /* § or Punkt; 0 when it has none */
	struct span title;      /* absent for a Punkt without one */
	enum item_slag slag;
	struct span *dnr;
	size_t ndnr;
	struct meta *meta;      /* all meta lines in order, Dnr and Slag too */
	size_t nmeta;
	struct range where;     /* heading line to before the next item */
	struct range head;      /* the heading line without its newline */
	int line;
	struct block *block;    /* text before the first ## */
	size_t nblocks;
	struct section *section; /* in the order of the file */
	size_t nsections;
	struct yrkande *yrkande;
	size_t nyrkanden;
	bool point;             /* "# Punkt n" */
	enum section_kind whole; /* motionssvar: `# Förslag till beslut`; else SECTION_FREE */
};

struct forinformation {
	struct span title, name, bilaga;
};

struct protocol {
	struct arena arena;
	bool skimmed;           /* by protocol_skim or protocol_skim_own */
	struct span src;
	struct front front;
	enum doc_typ typ;
	struct person *person;  /* all groups, in the order of the file */
	size_t npersons;
	struct forinformation *forinformation;
	size_t nforinformation;
	int *extra;
	size_t nextra;
	size_t body;            /* offset after the front matter */
	struct block *block;    /* introduction: text before the first # */
	size_t nblocks;
	struct item *item;
	size_t nitems;
	struct finding *finding; /* of the format only; by line */
	size_t nfindings;
	int first, last;        /* § numbers; 0 when there are none */
};

struct protocol *protocol_parse(struct span bytes); /* never NULL; any bytes */
/* The frame alone, for the first screen of a large text: front matter, people,
 * items with meta lines, headings of sections. No blocks and nothing that is
 * read from them, no findings. 3000 pages: 10 ms instead of 50. */
struct protocol *protocol_skim(struct span bytes); /* borrows the bytes, see protocol_parse_in */
/* The same that owns what it points to, and it alone: src.n is the length of the
 * text, src.p NULL. */
struct protocol *protocol_skim_own(struct span bytes);
/* protocol_parse without a copy of its own: the bytes must stay where they are
 * and as they are as long as it lives. */
struct protocol *protocol_parse_in(struct span bytes);
void protocol_free(struct protocol *p);

/* Source ranges that together are every byte once: front matter, headings,
 * meta lines, blocks, blank lines. For tests of the parser. */
typedef void protocol_cover_fn(void *ctx, struct range r);
void protocol_cover(const struct protocol *p, protocol_cover_fn *fn, void *ctx);

/* The whole text in canonical form: UTF-8 repaired, NFC, LF, no trailing
 * blanks, one empty line between blocks, keys in order, section names
 * canonical. Words are never changed. Canonical input comes back as it is. */
void protocol_write(const struct protocol *p, struct str *out);
bool protocol_canonical(const struct protocol *p);

/* Numbers of the §§ whose text is not that of `before` (NULL: all), ascending
 * by place; out has room for now->nitems. Returns how many. */
size_t protocol_touched(const struct protocol *now, const struct protocol *before, int *out);

/* Index of the item / section at a byte offset, -1 before the first. */
int protocol_item_at(const struct protocol *p, size_t at);
int item_section_at(const struct item *it, size_t at);
const struct section *item_section(const struct item *it, enum section_kind k); /* first, or NULL */

/* Who presides at § nr (0: at all), among beslutande who are present and without
 * jäv there: whose role has a range with it ("ordförande §§ 4–7"), else the first of
 * ordförande, vice ordförande, 2:e vice ordförande. NULL when nobody does. */
const struct person *protocol_chair(const struct protocol *p, int nr);

/* The blocks a section prints: its own, or those of what it mirrors. fn is
 * called for each block, which lives during the call; a mirrored yrkande comes
 * as BLOCK_ITEM with mark "-" when its words begin with "att", else as
 * BLOCK_PARA (an ändring gives its new wording, where it has one). */
typedef void section_block_fn(void *ctx, const struct block *b);
void section_each_block(const struct item *it, const struct section *s, section_block_fn *fn, void *ctx);

/* Who speaks: presenters of the item (### @namn, titel), in order, each once. */
size_t item_presenters(const struct item *it, const struct block **out, size_t max);

/* Plain text as in --till json: a paragraph is one line, list lines keep their
 * marks, mirrors are resolved. Inline marks stay. */
void blocks_text(const struct block *b, size_t n, struct str *out);
void section_text(const struct item *it, const struct section *s, struct str *out);

#endif
