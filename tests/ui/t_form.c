/* form and prompt: moving, choosing, messages, answers. */
#include "test.h"

#include "ui/form.h"
#include "ui/prompt.h"
#include "ui/term.h"

static const char *const kinds[] = {"nämnd", "utskott", "Östra", NULL};
static const struct field_def defs[] = {
	{FIELD_TEXT, "Bara ord", NULL, NULL, 0},
	{FIELD_LINE, "Organ", NULL, NULL, 0},
	{FIELD_CHOICE, "Slag", NULL, kinds, 0},
	{FIELD_AREA, "Lista", NULL, NULL, 3},
	{FIELD_LINE, "Plats", NULL, NULL, 0},
	{0, NULL, NULL, NULL, 0},
};
enum { WORDS, ORGAN, KIND, LIST, PLACE };

static enum form_result keys(struct form *f, const char *script)
{
	struct term *t = term_mem_new(1, 1);
	struct err err = ERR_INIT;
	struct event ev;
	enum form_result last = FORM_IGNORED;

	CHECK_INT(term_mem_keys(t, span_of(script), &err), 0);
	while (term_read(t, &ev))
		last = form_event(f, &ev);
	term_free(t);
	return last;
}

TEST(form_moves_and_answers)
{
	struct form f;
	struct strlist more = {0};

	form_init(&f, defs);
	CHECK_INT(f.focus, ORGAN);
	keys(&f, "Skift-Tab");
	CHECK_INT(f.focus, PLACE);
	keys(&f, "Tab \"Fjäll\" Enter");
	CHECK_INT(f.focus, KIND);
	CHECK_SPAN(form_text(&f, ORGAN), "Fjäll");
	CHECK_INT(keys(&f, "Höger"), FORM_CHANGED);
	CHECK_SPAN(form_text(&f, KIND), "utskott");
	keys(&f, "\"ö\"");
	CHECK_INT(form_choice(&f, KIND), 2);
	CHECK_INT(keys(&f, "Blanksteg"), FORM_CHANGED);
	CHECK_INT(form_choice(&f, KIND), 0);
	keys(&f, "Vänster Ner \"a\" Enter \"b\"");
	CHECK_INT(form_choice(&f, KIND), 2);
	CHECK_SPAN(form_text(&f, LIST), "a\nb");
	keys(&f, "Upp Upp");
	CHECK_INT(f.focus, KIND);
	CHECK_INT(keys(&f, "Tab Tab Enter"), FORM_SUBMIT);
	form_message(&f, PLACE, "Ange plats.");
	CHECK_INT(form_bad(&f), PLACE);
	CHECK_INT(keys(&f, "\"x\""), FORM_CHANGED);
	CHECK_INT(form_bad(&f), -1);
	CHECK_INT(keys(&f, "Ctrl-Enter"), FORM_SUBMIT);
	CHECK_INT(keys(&f, "F5"), FORM_IGNORED);
	strlist_add(&more, "en", 2);
	form_choices(&f, KIND, &more);
	CHECK_SPAN(form_text(&f, KIND), "en");
	form_set(&f, KIND, SPAN_LIT("finns inte"));
	CHECK_SPAN(form_text(&f, KIND), "en");
	form_set(&f, LIST, SPAN_LIT("x\r\ny"));
	CHECK_SPAN(form_text(&f, LIST), "x\ny");
	strlist_release(&more);
	form_release(&f);
}

TEST(the_field_in_focus_is_in_view)
{
	static const int sizes[][2] = {{1, 1}, {1, 60}, {2, 10}, {4, 40}, {20, 80}};

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct surface s;
		struct form f;

		surface_init(&s, sizes[i][0], sizes[i][1]);
		form_init(&f, defs);
		form_message(&f, ORGAN, "Fel.");
		for (int k = 0; k < 9; k++) {
			form_draw(&f, &s);
			CHECK(s.cursor[0] < s.rows && s.cursor[1] < s.cols);
			keys(&f, "Tab");
		}
		form_release(&f);
		surface_release(&s);
	}
}

static enum prompt_result answer(struct prompt *p, const char *script)
{
	struct term *t = term_mem_new(1, 1);
	struct err err = ERR_INIT;
	struct event ev;
	enum prompt_result last = PROMPT_IGNORED;

	CHECK_INT(term_mem_keys(t, span_of(script), &err), 0);
	while (term_read(t, &ev))
		last = prompt_event(p, &ev);
	term_free(t);
	return last;
}

TEST(prompt_asks)
{
	struct prompt p = {0};
	struct surface s;
	struct str row = STR_INIT;

	surface_init(&s, 1, 12);
	CHECK_INT(answer(&p, "\"x\""), PROMPT_IGNORED);
	CHECK(!prompt_draw(&p, &s, 0));
	prompt_ask(&p, 4, "Sök", SPAN_LIT("gammalt"));
	CHECK_INT(answer(&p, "\"n\""), PROMPT_CHANGED); /* typing replaces what stood */
	CHECK_INT(answer(&p, "\"y\" Ner"), PROMPT_DOWN);
	CHECK_INT(answer(&p, "Skift-F3"), PROMPT_UP);
	CHECK_INT(answer(&p, "Enter"), PROMPT_DONE);
	CHECK_SPAN(prompt_text(&p), "ny");
	prompt_ask(&p, 4, "Sök", prompt_text(&p)); /* its own text given back */
	CHECK_INT(answer(&p, "End \"a\""), PROMPT_CHANGED);
	CHECK_SPAN(prompt_text(&p), "nya");
	prompt_note(&p, "3 träffar");
	CHECK(prompt_draw(&p, &s, 0));
	CHECK_INT(answer(&p, "F7 Tab"), PROMPT_OPEN);
	CHECK_INT(answer(&p, "Esc"), PROMPT_CANCEL);
	CHECK(!p.open);
	prompt_ask_key(&p, 5, "Ta bort?", "jn");
	CHECK_INT(answer(&p, "\"x\" Enter"), PROMPT_OPEN);
	CHECK_INT(answer(&p, "\"N\""), PROMPT_CANCEL);
	surface_resize(&s, 1, 24);
	prompt_ask_key(&p, 5, "Ersätt?  j ja  n nej", "jn "); /* names its keys itself */
	CHECK(prompt_draw(&p, &s, 0));
	surface_row_text(&s, 0, &row);
	CHECK_STR(str_c(&row), " Ersätt?  j ja  n nej");
	str_clear(&row);
	prompt_ask_key(&p, 5, "Ta bort?", "jn");
	CHECK(prompt_draw(&p, &s, 0));
	surface_row_text(&s, 0, &row);
	CHECK_STR(str_c(&row), " Ta bort? (j/n)");
	CHECK_INT(answer(&p, "\"j\""), PROMPT_DONE);
	CHECK_INT(p.key, 'j');
	str_release(&row);
	prompt_release(&p);
	surface_release(&s);
}
