/* help: see help.h. The page is text; the viewer shows it. */
#include "screens/help.h"

#include <string.h>

#include "screens/edit.h"
#include "screens/viewer.h"
#include "ui/textview.h"

static const char INTRO[] =
	"Text skrivs rakt in. Esc stänger det som är öppet. Ctrl-P visar alla\n"
	"kommandon och säger varför något inte går just nu.\n";

/* What the marks look like, also without colour. */
static const char MARKS[] =
	"\n## Märken i texten\n"
	"  Rött             fett och understruket: felstavat eller särskrivet. F7 går dit.\n"
	"  Gult             understruket: troligen fel. F7 går dit.\n"
	"  Grått            första tecknet understruket: okänd förkortning eller okänt namn, skrivregler.\n"
	"                   Statusraden säger vad det är, när markören står där. Alt-. rättar.\n";

/* Group names in the order they first occur. */
static void groups_of(const struct command_list *l, struct strlist *out)
{
	for (size_t i = 0; i < l->n; i++) {
		const char *group = l->v[i].command->group;

		if (!strlist_has(out, span_of(group)))
			strlist_add(out, group, strlen(group));
	}
}

static void add_command(struct str *out, const struct command_entry *e)
{
	struct str keys = STR_INIT;
	int cols;

	command_add_keys(&keys, e->command, true);
	cols = surface_width(str_span(&keys));
	str_addf(out, "  %s", str_c(&keys));
	str_addrep(out, " ", cols < 16 ? (size_t)(16 - cols) : 1);
	str_addf(out, " %s. %s\n", e->command->name, e->command->help);
	if (e->why_not)
		str_addf(out, "                   (%s)\n", e->why_not);
	str_release(&keys);
}

void help_add_text(struct str *out, const char *title, const struct command_list *l)
{
	struct strlist groups = {0};

	str_addf(out, "# %s\n\n%s", title, INTRO);
	groups_of(l, &groups);
	for (size_t g = 0; g < groups.n; g++) {
		str_addf(out, "\n## %s\n", groups.v[g]);
		for (size_t i = 0; i < l->n; i++)
			if (strcmp(l->v[i].command->group, groups.v[g]) == 0)
				add_command(out, &l->v[i]);
	}
	strlist_release(&groups);
}

struct screen help_new(struct screens *st)
{
	struct command_list l;
	struct str text = STR_INIT;
	struct screen *top = screens_top(st), page;

	screens_commands(st, &l);
	help_add_text(&text, top ? top->ops->name : "paragraf", &l);
	if (top && top->ops->commands == edit_command_table)
		str_adds(&text, MARKS);
	page = viewer_new("Hjälp", str_span(&text), TEXTVIEW_WRAP | TEXTVIEW_HEADINGS | TEXTVIEW_HANG, NULL);
	str_release(&text);
	command_list_release(&l);
	return page;
}
