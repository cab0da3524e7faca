/* markup: the text of a filled template as blocks. Private to out.
 *
 *   # rubrik         title          ## etikett    label (### too)
 *   | a | b |        row of label and value; unescaped | parts the cells
 *   - punkt          list item
 *   %sida            new page       %streck       rule
 *   %underskrift roll | namn
 *   any other line   a line of its own; an empty line parts paragraphs */
#ifndef OUT_MARKUP_H
#define OUT_MARKUP_H

#include "mall/remark.h"
#include "out/block.h"

void markup_blocks(struct out_blocks *b, struct span text, enum out_role role, const char *file,
        struct remarks *remarks);

#endif
