/* suggestions_people: who has been sent the text, who has answered and what
 * became of it, from the log of the meeting and the suggestions. */
#include <stdlib.h>

#include "jobs/logbook.h"
#include "screens/suggestions_inner.h"

enum { NR, WHO };

static bool read_log(const char *folder, struct log *out)
{
	struct err err = ERR_INIT;

	return folder && logbook_read(folder, out, &err) == 0;
}

static void add_name(struct strlist *names, const char *name)
{
	if (!strlist_has(names, span_of(name)))
		strlist_addf(names, "%s", name);
}

/* "3 förslag: 1 öppet, 2 godtagna". */
static void add_counts(struct str *out, const struct suggestions *all, const char *name)
{
	static const char *const words[][2] = {[SUGGEST_OPEN] = {"öppet", "öppna"},
		[SUGGEST_ACCEPTED] = {"godtaget", "godtagna"}, [SUGGEST_REJECTED] = {"avvisat", "avvisade"}};
	size_t count[SUGGEST_STATES] = {0}, n = 0;

	for (size_t i = 0; all && i < all->n; i++)
		for (size_t k = 0; k < all->v[i].nwho; k++)
			if (span_is(span_of(all->v[i].who[k]), name)) {
				count[all->v[i].state]++;
				n++;
			}
	if (!n)
		return;
	str_addf(out, "  %zu förslag:", n);
	for (size_t i = 0, first = 1; i < SUGGEST_STATES; i++)
		if (count[i]) {
			str_addf(out, "%s %zu %s", first ? "" : ",", count[i], words[i][count[i] != 1]);
			first = 0;
		}
	str_adds(out, "\n");
}

static bool about(const struct log_entry *e, const char *name)
{
	bool one = e->kind == LOG_UTSKICK || e->kind == LOG_SVAR || e->kind == LOG_INGA;

	return one && e->field[WHO] && span_is(span_of(e->field[WHO]), name);
}

void suggested_people(const char *folder, const struct suggestions *opt_all, struct str *out)
{
	struct log l = {0};
	struct strlist names = {0};

	str_adds(out, "Utskick och svar\n");
	if (read_log(folder, &l))
		for (size_t i = 0; i < l.n; i++)
			if (l.v[i].kind == LOG_UTSKICK || l.v[i].kind == LOG_SVAR || l.v[i].kind == LOG_INGA)
				add_name(&names, l.v[i].field[WHO]);
	for (size_t i = 0; opt_all && i < opt_all->n; i++)
		for (size_t k = 0; k < opt_all->v[i].nwho; k++)
			add_name(&names, opt_all->v[i].who[k]);
	for (size_t k = 0; k < names.n; k++) {
		bool answered = false;

		str_addf(out, "%s%s\n", k ? "\n" : "", names.v[k]);
		for (size_t i = 0; i < l.n; i++)
			if (about(&l.v[i], names.v[k])) {
				str_adds(out, "  ");
				log_add_line(out, &l.v[i]);
				str_adds(out, "\n");
				answered = answered || l.v[i].kind != LOG_UTSKICK;
			}
		add_counts(out, opt_all, names.v[k]);
		if (!answered)
			str_adds(out, "  inget svar ännu\n");
	}
	if (!names.n)
		str_adds(out, "Inget är sänt och inget har kommit in.\n");
	log_release(&l);
	strlist_release(&names);
}

void suggested_none(const char *folder, struct str *out)
{
	struct log l = {0};
	size_t n = 0;

	if (read_log(folder, &l))
		for (size_t i = 0; i < l.n; i++)
			if (l.v[i].kind == LOG_INGA)
				str_addf(out, "%s%s", n++ ? ", " : "Inga anmärkningar: ", l.v[i].field[WHO]);
	log_release(&l);
}
