/* style: a house style as data: the folder templates/<namn>/ with a file `stil`
 * (key = value, `arv = grund`), templates (*.mall), kinds of § (paragrafer/) and
 * phrases (fraser). What a style does not say, it inherits, key by key and file
 * by file. Documented for users in paragraf-mallar(5).
 *
 * Keys are known by a table (style_key.c); an unknown one is a remark that names
 * the nearest known key, and is otherwise ignored. */
#ifndef MALL_STYLE_H
#define MALL_STYLE_H

#include "base/err.h"
#include "doc/protocol.h"
#include "mall/remark.h"
#include "mall/template.h"

struct style;

/* `name` with a '/' is a folder. Otherwise the first of: a folder of
 * $PARAGRAF_MALLAR (colon between), <archive>/mallar, ~/.config/paragraf/mallar,
 * the program's templates. NULL with ERR_NOT_FOUND (names the styles there are)
 * or ERR_INPUT (it inherits itself). Remarks may be NULL. */
struct style *style_load(
        const char *name, const char *opt_archive, struct remarks *remarks, struct err *err);
void style_free(struct style *s);

const char *style_name(const struct style *s);
/* How many styles the chain has, itself counted. */
size_t style_depth(const struct style *s);
/* The names of all styles there are, sorted, each once. */
void style_names(const char *opt_archive, struct strlist *out);

/* The value of a key, "" when set to nothing, absent when no style of the chain
 * sets it. Valid as long as the style. A value in "…" keeps its outer blanks;
 * \n in a value is a line break. */
struct span style_get(const struct style *s, const char *key);
__attribute__((format(printf, 2, 3))) struct span style_getf(
        const struct style *s, const char *fmt, ...);
bool style_yes(const struct style *s, const char *key); /* ja / nej */
int style_number(const struct style *s, const char *key, int otherwise);
/* Parts between commas, trimmed, in order. */
void style_list(const struct style *s, const char *key, struct strlist *out);

/* Where a key is set, for remarks; false when nowhere. */
bool style_place(const struct style *s, const char *key, const char **file, int *line);

/* Fills a value of the style from `data`, as plain text. A fault in it is a
 * remark at its own line. */
void style_line(const struct style *s, const char *key, const struct value *data, struct str *out,
        struct remarks *remarks);

/* A file of the style, or of the nearest it inherits: "framsida.mall",
 * "paragrafer/val.mall". false when none has it. *path is for remarks; both are
 * valid as long as the style. */
bool style_file(const struct style *s, const char *name, struct span *text, const char **path);
/* The file of one style of the chain only (0: the style's own). */
bool style_file_at(
        const struct style *s, size_t i, const char *name, struct span *text, const char **path);
/* The names of the files in a subfolder, of the whole chain, sorted, each once. */
void style_files(const struct style *s, const char *sub, struct strlist *out);
/* Renders a template file of the style; false when there is none. */
bool style_render(const struct style *s, const char *name, const struct value *data,
        struct str *out, struct remarks *remarks);
/* The same for a text that stands in `file` from `line` on. */
void style_render_text(const struct style *s, struct span text, const char *file, int line,
        const struct value *data, struct str *out, struct remarks *remarks);

/* The order of sections in print: all kinds but YRKANDEN when the style does not
 * order it. Kinds the style leaves out stand after their nearest predecessor of
 * the canonical order. Returns how many. */
size_t style_order(const struct style *s, enum section_kind out[SECTIONS]);
/* The printed label of a section in a § of that slag, filled from `data`; nothing
 * is appended when it has none. */
void style_label(const struct style *s, enum section_kind k, enum item_slag slag,
        const struct value *data, struct str *out, struct remarks *remarks);
/* The kind whose label or canonical name it is; SECTION_FREE when none. */
enum section_kind style_section(const struct style *s, struct span name);

/* The known keys, in the order of the manual. A key may have parts in <>: <avsnitt>,
 * <slag>, <grupp>, <yrkande>, <n>. */
struct style_key {
	const char *key;
	const char *what;    /* Swedish, a few words: "ja eller nej", "en rad" ... */
	const char *allowed; /* the words a value may have, ", " between; "<avsnitt>",
	                      * "<tal>"; NULL: any text */
};
const struct style_key *style_keys(size_t *n);

#endif
