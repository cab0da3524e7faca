/* The keys in paragraf(1): the pages say what the tables of the screens say.
 *
 * Between the lines `.\" tangenter` and `.\" slut` the pages are made, not
 * written: `tests/setup/keys --write` runs this program with KEYS_SHOW=sv or en
 * and puts what it prints there. The English sentences stand in man/en/tangenter,
 * a line "skärm/id = sentence" for each command. */
#include "scene.h"

#include "screens/choose.h"
#include "screens/differ.h"
#include "screens/edit.h"
#include "screens/findings.h"
#include "screens/front.h"
#include "screens/history.h"
#include "screens/justering.h"
#include "screens/log.h"
#include "screens/new.h"
#include "screens/palette.h"
#include "screens/preview.h"
#include "screens/proof.h"
#include "screens/receiving.h"
#include "screens/sending.h"
#include "screens/start.h"
#include "screens/suggestions.h"
#include "screens/viewer.h"
#include "screens/whose.h"

/* A new screen with commands of its own is a row here. */
enum { PAGES = 18 };

struct page {
	const char *id, *sv, *en;
};

static const struct page pages[PAGES] = {
	{"start", "Sammanträden", "Meetings"},
	{"nytt", "Nytt sammanträde", "New meeting"},
	{"redigera", "Redigera", "Editing"},
	{"framsida", "Framsida", "Front page"},
	{"satt-in", "Sätt in: paragraf, avsnitt, fras", "Insert: §, section, phrase"},
	{"sprak", "Språk", "Language"},
	{"fynd", "Formaliakontroll", "Check of the form"},
	{"versioner", "Versioner", "Versions"},
	{"vems-ord", "Vems ord", "Whose words"},
	{"tva-texter", "Två texter", "Two texts"},
	{"justering", "Justering", "Justering"},
	{"skicka-ut", "Skicka ut", "Sending out"},
	{"ta-emot", "Ta emot", "Taking in answers"},
	{"forslag", "Förslag", "Suggestions"},
	{"forhandsgranskning", "Förhandsgranskning", "Preview"},
	{"lasare", "Hjälp och andra texter att läsa", "Help and other texts to read"},
	{"palett", "Alla kommandon", "All commands"},
	{"meddelanden", "Meddelanden", "Messages"},
};

static void open_all(struct scene *sc)
{
	struct services *sv = &sc->sv;
	const struct screen s[PAGES] = {start_new(sv), new_new(sv), edit_new(sv), front_new(sv), choose_phrase_new(sv),
		proof_new(sv), findings_new(sv), history_new(sv), whose_new(sv), differ_new(sv), justering_new(sv), sending_new(sv),
		receiving_new(sv), suggestions_new(sv), preview_new(sv),
		viewer_new("", SPAN_NONE, 0, NULL), palette_new(&sc->st), log_new(&sc->messages, NULL)};

	for (int i = 0; i < PAGES; i++)
		scene_push(sc, s[i]);
}

/* Roff takes a leading point or quote, a backslash and a hyphen for its own. */
static void add_roff(struct str *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '-')
			str_addc(out, '\\');
		if (*text == '\\')
			str_adds(out, "\\e");
		else
			str_addc(out, *text);
	}
}

static const struct {
	const char *sv, *en;
} key_words[] = {
	{"Skift", "Shift"}, {"Blanksteg", "Space"}, {"Upp", "Up"}, {"Ner", "Down"}, {"Vänster", "Left"}, {"Höger", "Right"},
	{"Radera", "Delete"},
};

static void english_keys(struct str *keys)
{
	for (size_t i = 0; i < sizeof key_words / sizeof key_words[0]; i++) {
		size_t at = 0;

		while ((at = span_find(str_span(keys), key_words[i].sv, at)) != (size_t)-1) {
			str_replace(keys, at, strlen(key_words[i].sv), key_words[i].en, strlen(key_words[i].en));
			at += strlen(key_words[i].en);
		}
	}
}

/* The sentence of "skärm/id" in man/en/tangenter; a failed check when it is missing. */
static struct span english(struct span file, const char *screen, const char *id)
{
	struct span rest = file, line;
	char *key = str_format("%s/%s = ", screen, id);
	struct span found = SPAN_LIT("");

	while (span_line(&rest, &line))
		if (span_starts(line, key))
			found = span_from(line, strlen(key));
	if (!found.n) {
		printf("man/en/tangenter: %s/%s\n", screen, id);
		CHECK_FAIL("a command has no English sentence");
	}
	free(key);
	return found;
}

static void add_table(struct str *out, const char *screen, const struct command *table, bool en, struct span file)
{
	for (const struct command *c = table; c && c->id; c++) {
		struct str keys = STR_INIT;

		command_add_keys(&keys, c, true);
		if (en)
			english_keys(&keys);
		str_adds(out, ".TP\n.B \"");
		add_roff(out, keys.len ? str_c(&keys) : "(Ctrl-P)");
		str_adds(out, "\"\n");
		if (en) {
			char *text = span_dup(english(file, screen, c->id));

			add_roff(out, text);
			free(text);
		} else {
			add_roff(out, c->name);
			str_adds(out, ". ");
			add_roff(out, c->help);
		}
		str_addc(out, '\n');
		str_release(&keys);
	}
}

static void section(struct scene *sc, bool en, struct str *out)
{
	struct str file = STR_INIT;
	struct err err = ERR_INIT;

	if (en && fs_read("man/en/tangenter", &file, &err) != 0)
		CHECK_FAIL(err.msg);
	str_adds(out, en ? ".SS Everywhere\n" : ".SS Överallt\n");
	add_table(out, "overallt", app_commands, en, str_span(&file));
	for (int i = 0; i < PAGES; i++) {
		const struct command *table = sc->st.v[i].ops->commands;

		if (!table || !table->id)
			continue; /* the list of all commands has none of its own */
		str_addf(out, ".SS %s\n", en ? pages[i].en : pages[i].sv);
		add_table(out, pages[i].id, table, en, str_span(&file));
	}
	str_release(&file);
}

static void check_page(struct scene *sc, bool en, const char *path)
{
	struct str want = STR_INIT, page = STR_INIT;
	struct err err = ERR_INIT;
	const char *show = getenv("KEYS_SHOW");
	size_t at;

	section(sc, en, &want);
	if (show) {
		if (strcmp(show, en ? "en" : "sv") == 0)
			printf("%s", str_c(&want));
	} else if (fs_read(path, &page, &err) != 0) {
		CHECK_FAIL(err.msg);
	} else {
		at = span_find(str_span(&page), ".\\\" tangenter\n", 0);
		at = at == (size_t)-1 ? page.len : at + strlen(".\\\" tangenter\n");
		if (!span_starts(span_from(str_span(&page), at), str_c(&want))) {
			printf("%s: ", path);
			CHECK_FAIL("the keys are not those of the tables: run tests/setup/keys --write");
		}
	}
	str_release(&want);
	str_release(&page);
}

TEST(the_pages_have_every_command)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	open_all(&sc);
	CHECK_INT(sc.st.n, PAGES);
	check_page(&sc, false, "man/paragraf.1");
	check_page(&sc, true, "man/en/paragraf.1");
	scene_release(&sc);
}
