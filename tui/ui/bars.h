/* bars: the lines at the edges. They fit any width by dropping what matters
 * least. */
#ifndef UI_BARS_H
#define UI_BARS_H

#include "ui/command.h"
#include "ui/surface.h"

/* "F1 Hjälp F2 Rummet …" of the rows with a label, in table order (the
 * screen's, then the global ones'), the lowest weight dropped first. Commands
 * that can't run now are drawn in ROLE_BAR_OFF, with "-" after the key; those whose `in`
 * does not hold are not there. */
void bars_functions(struct surface *s, int row, const struct command *opt_table,
	const struct command *opt_global, unsigned have);
/* The command whose entry covers column col of the bar drawn last with the same
 * arguments and width; NULL when none. For the mouse. */
const struct command *bars_functions_at(int cols, int col, const struct command *opt_table,
	const struct command *opt_global, unsigned have);
/* Left, middle (centred) and right part; when it is too narrow the middle is
 * dropped, then the right is, then the left is cut. Any may be NULL. */
void bars_status(struct surface *s, int row, const char *left, const char *middle, const char *right,
	unsigned style);

#endif
