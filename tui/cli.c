/* cli: which subcommand, with which options. A subcommand is a row of a table;
 * its file does the work. Without a subcommand the full screen is started. */
#include "cli.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/u8.h"
#include "cli_parts.h"
#include "mall/remark.h"
#if __has_include("app.h")
#include "app.h"
#endif

/* Rows of the contract whose work is not done yet: known, and refused clearly. */
const struct cli_command cli_later_commands[] = {
	{.name = "utdrag", .args = "SÖKVÄG NR", .summary = "protokollsutdrag av en paragraf"},
	{.name = "sammanfatta", .args = "SÖKVÄG", .summary = "sammanfattning av besluten för allmänheten"},
	{.name = "importera", .args = "FIL", .summary = "ett färdigt protokoll blir ett utkast"},
	{.name = NULL},
};

static const struct cli_command *const tables[] = {
	cli_make_commands, cli_check_commands, cli_history_commands, cli_send_commands, cli_receive_commands,
	cli_suggest_commands, cli_sign_commands, cli_after_commands, cli_later_commands,
};

static const struct cli_option common[] = {
	{"help", 'h', NULL, "den här hjälpen"},
	{"version", 'V', NULL, "programmets version"},
	{"tid", 0, "TID", "klockan står på TID, som 2031-04-09T10:42+02:00 (för prov)"},
	{NULL, 0, NULL, NULL},
};

/* Options that stand without a command. */
enum { PLAY, RECOVER, RECOVER_TO, RECOVER_AT };

static const struct cli_option whole_program[] = {
	[PLAY] = {"spela", 0, "FIL", "spela upp en fil med tangenter utan terminal och visa skärmarna"},
	[RECOVER] = {"aterhamta", 0, "SÖKVÄG", "ta fram den bästa text som finns av ett utkast eller sammanträde"},
	[RECOVER_TO] = {"till", 0, "FIL", "... och skriv den i FIL (- är standard ut); inget annat ändras"},
	[RECOVER_AT] = {"kl", 0, "TID", "... som den var då: 14.32, eller ”2031-04-09 14.32”"},
	{NULL, 0, NULL, NULL},
};

static const struct cli_command *find_command(const char *name)
{
	for (size_t t = 0; t < sizeof(tables) / sizeof(*tables); t++)
		for (const struct cli_command *c = tables[t]; c->name; c++)
			if (strcmp(c->name, name) == 0)
				return c;
	return NULL;
}

static const char *nearest_command(const char *name)
{
	const char *all[64];
	size_t n = 0;

	for (size_t t = 0; t < sizeof(tables) / sizeof(*tables); t++)
		for (const struct cli_command *c = tables[t]; c->name && n < 64; c++)
			all[n++] = c->name;
	return remark_nearest(span_of(name), all, n);
}

/* Pads with blanks by columns of characters, not bytes. */
static void add_padded(struct str *out, const char *text, int width)
{
	int cols = 0;

	for (const char *p = text; *p; p++)
		cols += ((unsigned char)*p & 0xC0) != 0x80;
	str_adds(out, text);
	str_addrep(out, " ", cols < width ? (size_t)(width - cols) : 1);
}

static void add_options(struct str *out, const struct cli_option *o)
{
	for (; o && (o->name || o->letter); o++) {
		struct str left = STR_INIT;

		if (o->letter)
			str_addf(&left, "-%c", o->letter);
		if (o->letter && o->name)
			str_adds(&left, ", ");
		if (o->name)
			str_addf(&left, "--%s", o->name);
		if (o->value)
			str_addf(&left, "%s%s", o->name ? "=" : " ", o->value);
		str_adds(out, "  ");
		add_padded(out, str_c(&left), 20);
		str_addf(out, "%s\n", o->help);
		str_release(&left);
	}
}

static int help_of(const struct cli_command *c)
{
	struct str out = STR_INIT;
	int status;

	str_addf(&out, "Användning: paragraf %s %s\n\n", c->name, c->args);
	u8_add_upper_first(&out, span_of(c->summary));
	str_adds(&out, ".\n");
	if (!c->run)
		str_adds(&out, "Kommandot finns inte ännu.\n");
	if (c->help)
		str_addf(&out, "\n%s", c->help);
	str_adds(&out, "\nVal:\n");
	add_options(&out, c->option);
	add_options(&out, common);
	status = cli_print(str_span(&out));
	str_release(&out);
	return status;
}

static int help_all(void)
{
	struct str out = STR_INIT;
	int status;

	str_adds(&out, "Användning: paragraf [SÖKVÄG]\n"
		       "            paragraf KOMMANDO [VAL] ...\n\n"
		       "Skriv protokoll medan sammanträdet pågår. SÖKVÄG är en sammanträdesmapp eller ett utkast;\n"
		       "utan den visas arkivets sammanträden.\n\nKommandon:\n");
	for (size_t t = 0; t < sizeof(tables) / sizeof(*tables); t++)
		for (const struct cli_command *c = tables[t]; c->name; c++) {
			str_adds(&out, "  ");
			add_padded(&out, c->name, 14);
			str_addf(&out, "%s%s\n", c->summary, c->run ? "" : " (finns inte ännu)");
		}
	str_adds(&out, "\nVal:\n");
	add_options(&out, common);
	add_options(&out, whole_program);
	str_adds(&out, "\nparagraf KOMMANDO --help säger mer. Svar: 0 klart, 1 klart med fel funna, 2 fel anrop, 3 filen\n"
		       "går inte att läsa, 4 läget medger det inte, 5 systemet svek.\n");
	status = cli_print(str_span(&out));
	str_release(&out);
	return status;
}

static int print_version(void)
{
	return cli_print(SPAN_LIT("paragraf " PARAGRAF_VERSION "\n"));
}

/* ---------------------------------------------------------------- options */

/* The names an option goes by: --name, or its letter for cli_value(c, "o"). */
static bool named(const struct cli_option *o, const char *name)
{
	if (o->name)
		return strcmp(o->name, name) == 0;
	return o->letter && name[0] == o->letter && name[1] == '\0';
}

const char *cli_value(const struct cli_call *c, const char *option)
{
	for (size_t i = 0; c->cmd->option && (c->cmd->option[i].name || c->cmd->option[i].letter); i++)
		if (named(&c->cmd->option[i], option))
			return c->value[i];
	return NULL;
}

bool cli_given(const struct cli_call *c, const char *option)
{
	return cli_value(c, option) != NULL;
}

struct parsed {
	const char *common[4];   /* by row of `common` */
	const char *whole[4];    /* by row of `whole_program` */
};

static const struct cli_option *match(const struct cli_option *table, const char *arg, size_t *row, const char **value)
{
	for (size_t i = 0; table && (table[i].name || table[i].letter); i++) {
		const struct cli_option *o = &table[i];
		size_t n = o->name ? strlen(o->name) : 0;

		*row = i;
		*value = NULL;
		if (arg[1] == '-' && n && strncmp(arg + 2, o->name, n) == 0 && (arg[2 + n] == '\0' || arg[2 + n] == '=')) {
			if (arg[2 + n] == '=')
				*value = arg + 3 + n;
			return o;
		}
		if (arg[1] != '-' && o->letter && arg[1] == o->letter) {
			if (arg[2])
				*value = arg + 2;
			return o;
		}
	}
	return NULL;
}

static int wrong_option(const struct cli_call *c, const char *arg)
{
	if (c->cmd)
		return cli_usage(c, "okänt val %s", arg);
	return cli_say(EXIT_USAGE, "okänt val %s (se paragraf --help)", arg);
}

static int bad_value(const struct cli_call *c, const char *arg, bool wants)
{
	char *text;

	if (wants)
		text = str_format("valet %s saknar sitt värde", arg);
	else
		text = str_format("valet %.*s tar inget värde", (int)strcspn(arg, "="), arg);
	if (c->cmd)
		(void)cli_usage(c, "%s", text);
	else
		(void)cli_say(EXIT_USAGE, "%s (se paragraf --help)", text);
	free(text);
	return EXIT_USAGE;
}

/* Reads options and arguments in any order; the first plain word chooses the
 * command. EXIT_OK, or the status of a usage fault. */
static int parse(int argc, char **argv, struct cli_call *c, struct parsed *p)
{
	bool only_args = false;

	for (int i = 1; i < argc; i++) {
		const struct cli_option *o;
		const char *value, **slot;
		size_t row;

		if (only_args || argv[i][0] != '-' || argv[i][1] == '\0') {
			if (!c->cmd && c->nargs == 0 && !only_args && (c->cmd = find_command(argv[i])) != NULL)
				continue;
			c->arg[c->nargs++] = argv[i];
			continue;
		}
		if (strcmp(argv[i], "--") == 0) {
			only_args = true;
			continue;
		}
		if (c->cmd && (o = match(c->cmd->option, argv[i], &row, &value)) != NULL)
			slot = &c->value[row];
		else if ((o = match(common, argv[i], &row, &value)) != NULL)
			slot = &p->common[row];
		else if (!c->cmd && (o = match(whole_program, argv[i], &row, &value)) != NULL)
			slot = &p->whole[row];
		else if (c->cmd && !c->cmd->run)
			continue; /* the command itself is refused */
		else
			return wrong_option(c, argv[i]);
		if (!o->value && value)
			return bad_value(c, argv[i], false);
		if (o->value && !value) {
			if (i + 1 >= argc)
				return bad_value(c, argv[i], true);
			value = argv[++i];
		}
		*slot = value ? value : "";
	}
	return EXIT_OK;
}

static int run_screen(struct cli_call *c, const struct parsed *p)
{
	const char *path = c->nargs > 0 ? c->arg[0] : NULL;

	if (c->nargs > 1)
		return cli_say(EXIT_USAGE, "en sökväg i taget: ”%s” är en för mycket (se paragraf --help)", c->arg[1]);
	if (path && !fs_exists(path)) {
		const char *near = nearest_command(path);

		if (strchr(path, '/') || strchr(path, '.'))
			return cli_say(EXIT_INPUT, "%s finns inte: ange en sammanträdesmapp eller ett utkast", path);
		return near ? cli_say(EXIT_USAGE, "okänt kommando ”%s”: menar du %s?", path, near)
			    : cli_say(EXIT_USAGE, "okänt kommando ”%s” (se paragraf --help)", path);
	}
#if __has_include("app.h")
	return app_run(path, p->whole[PLAY]);
#else
	(void)p;
	return cli_say(EXIT_USAGE, "skärmen finns inte i det här bygget: se paragraf --help för kommandon");
#endif
}

static int dispatch(struct cli_call *c, const struct parsed *p)
{
	struct err err = ERR_INIT;

	if (p->common[0])
		return c->cmd ? help_of(c->cmd) : help_all();
	if (p->common[1])
		return print_version();
	if (p->common[2] && clock_fix(p->common[2], &err) != 0)
		return cli_say(EXIT_USAGE, "%s", err.msg);
	if (p->whole[RECOVER] || p->whole[RECOVER_TO] || p->whole[RECOVER_AT])
		return cli_recover(c, p->whole[RECOVER], p->whole[RECOVER_TO], p->whole[RECOVER_AT]);
	if (!c->cmd)
		return run_screen(c, p);
	if (!c->cmd->run)
		return cli_say(EXIT_USAGE, "paragraf %s finns inte ännu: kommandot gör ingenting i den här versionen", c->cmd->name);
	if (c->nargs < c->cmd->min_args)
		return cli_usage(c, "ange %s", c->cmd->args);
	if (c->nargs > c->cmd->max_args)
		return cli_usage(c, "”%s” är för mycket", c->arg[c->cmd->max_args]);
	return c->cmd->run(c);
}

int cli_main(int argc, char **argv)
{
	struct cli_call c = {0};
	struct parsed p = {0};
	const char *fixed = getenv("PARAGRAF_TID");
	struct err err = ERR_INIT;
	int status = EXIT_OK;

	/* a reader that goes away is seen where we write */
	signal(SIGPIPE, SIG_IGN);
	/* a file that may not grow further is an answer, not a death */
	signal(SIGXFSZ, SIG_IGN);
	c.arg = mem_array((size_t)(argc > 0 ? argc : 0) + 1, sizeof(*c.arg));
	if (fixed && *fixed && clock_fix(fixed, &err) != 0)
		status = cli_say(EXIT_USAGE, "PARAGRAF_TID: %s", err.msg);
	if (status == EXIT_OK)
		status = parse(argc, argv, &c, &p);
	if (status == EXIT_OK)
		status = dispatch(&c, &p);
	free(c.arg);
	return status;
}
