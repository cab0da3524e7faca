/* edit_commands: the table of the editing screen's commands. The row drives
 * key, bar, palette, help and manual. */
#include <stdlib.h>
#include <string.h>

#include "doc/change.h"
#include "screens/edit_inner.h"
#include "screens/settings.h"
#include "ui/term.h"

const struct guard edit_guard_table[] = {
	{EDIT_CAN_WRITE, "texten är låst: justerad, sänd till justering, öppen i ett annat fönster eller skrivskyddad"},
	{EDIT_SELECTION, "inget är markerat"},
	{EDIT_MEETING, "en fristående fil har inga versioner; gör ett sammanträde av den först"},
	{EDIT_IN_ITEM, "markören står inte i någon paragraf"},
	{EDIT_CAN_UNDO, "det finns inget att ångra"},
	{EDIT_CAN_REDO, "det finns inget att göra om"},
	{EDIT_CLIPBOARD, "det finns inget att klistra in; terminalens egen inklistring går också"},
	{EDIT_SEARCHED, "inget är sökt ännu"},
	{EDIT_OTHER, "det finns ingen annan text att jämföra med"},
	{EDIT_STYLE, "protokollets stil finns inte; rätta den på framsidan"},
	{0, NULL},
};

static struct outcome save(void *state)
{
	struct edit *e = state;

	if (!session_dirty(e->s))
		messages_say(e->sv->messages, MESSAGE_INFO, "allt är redan sparat");
	session_save(e->s, KIND_SAVED);
	return outcome_stay();
}

static struct outcome undo(void *state)
{
	struct edit *e = state;
	struct err err = ERR_INIT;
	size_t at;

	if (edit_say(e, session_undo(e->s, &at, &err), &err) == 0)
		edit_go(e, at, false);
	return outcome_stay();
}

static struct outcome redo(void *state)
{
	struct edit *e = state;
	struct err err = ERR_INIT;
	size_t at;

	if (edit_say(e, doc_redo(e->s->doc, &at, &err), &err) == 0)
		edit_go(e, at, false);
	return outcome_stay();
}

static struct outcome copy(void *state)
{
	struct edit *e = state;
	struct edit_ctx ctx = edit_ctx(e);

	str_clear(&e->clip_source);
	str_clear(&e->clip_plain);
	edit_copy(&ctx, &e->clip_source, &e->clip_plain);
	if (e->sv->term)
		term_clipboard(e->sv->term, str_span(&e->clip_plain));
	messages_say(e->sv->messages, MESSAGE_INFO, "kopierat");
	return outcome_stay();
}

static struct outcome cut(void *state)
{
	struct edit *e = state;
	struct edit_ctx ctx = edit_ctx(e);
	struct err err = ERR_INIT;

	copy(state);
	messages_hide(e->sv->messages);
	edit_say(e, edit_delete_selection(&ctx, &err), &err);
	e->follow = true;
	return outcome_stay();
}

static struct outcome paste(void *state)
{
	struct edit *e = state;
	struct edit_ctx ctx = edit_ctx(e);
	struct err err = ERR_INIT;

	edit_say(e, edit_paste_own(&ctx, str_span(&e->clip_source), &err), &err);
	e->follow = true;
	return outcome_stay();
}

static struct outcome select_all(void *state)
{
	struct edit *e = state;
	const struct protocol *p = doc_protocol(e->s->doc);
	int item = edit_item(e);
	int section = item < 0 ? -1 : item_section_at(&p->item[item], e->cur.at);
	struct span s = edit_bytes(e);
	struct range r;

	if (item < 0)
		return outcome_stay();
	/* the section; a second time the whole text of the § below its heading */
	r = section >= 0 ? p->item[item].section[section].where : p->item[item].where;
	e->cur.anchor = place_next(s, section >= 0 ? r.at : p->item[item].head.at);
	e->cur.at = place_snap(s, r.at + r.n > 0 ? r.at + r.n - 1 : 0);
	if (e->cur.at >= r.at + r.n)
		e->cur.at = place_prev(s, r.at + r.n);
	return outcome_stay();
}

static struct outcome find(void *state)
{
	edit_find_ask(state);
	return outcome_stay();
}

static struct outcome find_next(void *state)
{
	edit_find_again(state, false);
	return outcome_stay();
}

static struct outcome find_prev(void *state)
{
	edit_find_again(state, true);
	return outcome_stay();
}

static struct outcome replace(void *state)
{
	edit_replace_ask(state);
	return outcome_stay();
}

static struct outcome go_to(void *state)
{
	edit_goto_ask(state);
	return outcome_stay();
}

static struct outcome next_item(void *state)
{
	edit_next_item(state, 1);
	return outcome_stay();
}

static struct outcome prev_item(void *state)
{
	edit_next_item(state, -1);
	return outcome_stay();
}

static struct outcome next_section(void *state)
{
	edit_next_section(state, 1);
	return outcome_stay();
}

static struct outcome prev_section(void *state)
{
	edit_next_section(state, -1);
	return outcome_stay();
}

static struct outcome next_gap(void *state)
{
	edit_next_gap(state, 1);
	return outcome_stay();
}

static struct outcome prev_gap(void *state)
{
	edit_next_gap(state, -1);
	return outcome_stay();
}

/* ------------------------------------------------------------ paragraphs */

static struct outcome insert_item(void *state)
{
	int item = edit_item(state);

	return outcome_push_with(REQUEST_INSERT, NULL, item + 1);
}

static struct outcome move_item(struct edit *e, int dir)
{
	struct err err = ERR_INIT;
	const struct protocol *p = doc_protocol(e->s->doc);
	int item = edit_item(e), to = item + dir;
	size_t at;

	if (to < 0 || to >= (int)p->nitems) {
		messages_say(e->sv->messages, MESSAGE_INFO, dir < 0 ? "paragrafen är redan först" : "paragrafen är redan sist");
		return outcome_stay();
	}
	if (edit_say(e, change_move_item(e->s->doc, (size_t)item, (size_t)to, &at, &err), &err) == 0)
		edit_go(e, at, false);
	return outcome_stay();
}

static struct outcome move_up(void *state)
{
	return move_item(state, -1);
}

static struct outcome move_down(void *state)
{
	return move_item(state, 1);
}

static struct outcome remove_item(void *state)
{
	struct edit *e = state;
	const struct protocol *p = doc_protocol(e->s->doc);
	int item = edit_item(e);
	char *q = str_format("Ta bort \xC2\xA7 %d och numrera om?", p->item[item].nr);

	prompt_ask_key(&e->prompt, ASK_REMOVE_ITEM, q, "jn");
	free(q);
	return outcome_stay();
}

static struct outcome set_title(void *state)
{
	struct edit *e = state;
	const struct protocol *p = doc_protocol(e->s->doc);

	prompt_ask(&e->prompt, ASK_TITLE, "Rubrik", p->item[edit_item(e)].title);
	return outcome_stay();
}

static struct outcome set_dnr(void *state)
{
	struct edit *e = state;
	const struct item *it = &doc_protocol(e->s->doc)->item[edit_item(e)];
	struct str s = STR_INIT;

	for (size_t i = 0; i < it->ndnr; i++) {
		str_adds(&s, i ? ", " : "");
		str_addspan(&s, it->dnr[i]);
	}
	prompt_ask(&e->prompt, ASK_DNR, "Diarienummer", str_span(&s));
	str_release(&s);
	return outcome_stay();
}

static struct outcome add_section(void *state)
{
	return outcome_push_with(REQUEST_SECTION, NULL, edit_item(state));
}

/* ------------------------------------------------------------------ marks */

/* Puts marks round the selection, or an empty pair at the cursor. */
static struct outcome surround(struct edit *e, const char *before, const char *inside, const char *after)
{
	struct edit_ctx ctx = edit_ctx(e);
	struct err err = ERR_INIT;
	struct str s = STR_INIT;
	struct range sel;
	struct span bytes = edit_bytes(e);
	bool selected = edit_selection(&e->cur, &sel);

	if (selected && memchr(bytes.p + sel.at, '\n', sel.n)) {
		messages_say(e->sv->messages, MESSAGE_WARNING, "markera inom ett stycke eller en mening");
		return outcome_stay();
	}
	str_adds(&s, before);
	if (selected)
		str_add(&s, bytes.p + sel.at, sel.n);
	else
		str_adds(&s, inside);
	str_adds(&s, after);
	edit_say(e, edit_paste_own(&ctx, str_span(&s), &err), &err);
	if (!selected)
		edit_go(e, e->cur.at - strlen(after), false);
	str_release(&s);
	e->follow = true;
	return outcome_stay();
}

static struct outcome bold(void *state)
{
	struct edit *e = state;
	struct range sel;

	if (!edit_selection(&e->cur, &sel)) {
		messages_say(e->sv->messages, MESSAGE_INFO, "markera först det som ska bli fetstil");
		return outcome_stay();
	}
	return surround(e, "**", "", "**");
}

static struct outcome italic(void *state)
{
	struct edit *e = state;
	struct range sel;

	if (!edit_selection(&e->cur, &sel)) {
		messages_say(e->sv->messages, MESSAGE_INFO, "markera först det som ska bli kursivt");
		return outcome_stay();
	}
	return surround(e, "*", "", "*");
}

static struct outcome gap(void *state)
{
	return surround(state, "[[", "", "]]");
}

static struct outcome note(void *state)
{
	return surround(state, "<!-- ", "", " -->");
}

static struct outcome presenter(void *state)
{
	struct edit *e = state;

	prompt_ask(&e->prompt, ASK_PRESENTER, "Föredragande", SPAN_NONE);
	prompt_note(&e->prompt, "början av namnet, eller namn, titel");
	return outcome_stay();
}

static struct outcome sub_heading(void *state)
{
	struct edit *e = state;

	prompt_ask(&e->prompt, ASK_SUB, "Underrubrik", SPAN_NONE);
	return outcome_stay();
}

static struct outcome quote(void *state)
{
	struct edit *e = state;
	struct edit_ctx ctx = edit_ctx(e);
	struct err err = ERR_INIT;

	edit_say(e, edit_toggle_quote(&ctx, &err), &err);
	e->follow = true;
	return outcome_stay();
}

static struct outcome typing_aids(void *state)
{
	struct edit *e = state;
	struct err err = ERR_INIT;

	e->aids = !e->aids;
	messages_say(e->sv->messages, MESSAGE_INFO, e->aids ? "skrivhjälpen är på; Ctrl-Z tar tillbaka det den gör"
							    : "skrivhjälpen är av; det du skriver står som du skrev det");
	edit_say(e, settings_set(TYPING_KEY, e->aids, &err), &err);
	return outcome_stay();
}

static struct outcome phrase(void *state)
{
	(void)state;
	return outcome_push(REQUEST_PHRASE);
}

/* -------------------------------------------------------------- the rest */

static struct outcome unknown_next(void *state)
{
	edit_unknown_next(state, 1);
	return outcome_stay();
}

static struct outcome unknown_prev(void *state)
{
	edit_unknown_next(state, -1);
	return outcome_stay();
}

static struct outcome suggest(void *state)
{
	edit_suggest_ask(state);
	return outcome_stay();
}

static struct outcome fix_here(void *state)
{
	edit_fix_here(state);
	return outcome_stay();
}

static struct outcome proof(void *state)
{
	(void)state;
	return outcome_push(REQUEST_PROOF);
}

static struct outcome findings(void *state)
{
	(void)state;
	return outcome_push(REQUEST_FINDINGS);
}

static struct outcome front(void *state)
{
	(void)state;
	return outcome_push(REQUEST_FRONT);
}

static struct outcome history(void *state)
{
	(void)state;
	return outcome_push(REQUEST_HISTORY);
}

static struct outcome differ(void *state)
{
	(void)state;
	return outcome_push(REQUEST_DIFFER);
}

static struct outcome justering(void *state)
{
	(void)state;
	return outcome_push(REQUEST_JUSTERING);
}

static struct outcome suggestions(void *state)
{
	(void)state;
	return outcome_push(REQUEST_SUGGESTIONS);
}

static struct outcome send_out(void *state)
{
	(void)state;
	return outcome_push(REQUEST_SEND);
}

static struct outcome receive(void *state)
{
	(void)state;
	return outcome_push(REQUEST_RECEIVE);
}

static struct outcome preview(void *state)
{
	(void)state;
	return outcome_push(REQUEST_PREVIEW);
}

static struct outcome outline(void *state)
{
	struct edit *e = state;

	e->show_outline = !e->show_outline;
	e->follow = true;
	return outcome_stay();
}

static struct outcome close_meeting(void *state)
{
	struct edit *e = state;
	struct err err = ERR_INIT;
	struct outcome out;

	if (edit_say(e, session_save_wait(e->s, KIND_EXIT, 10000, &err), &err))
		return outcome_stay();
	out = outcome_push(REQUEST_START);
	out.kind = OUTCOME_REPLACE;
	return out;
}

const struct command edit_command_table[] = {
	{"spara", "Spara", {"Ctrl-S", "Alt-S"}, "Texten", "Gör en version av texten som den är nu.", NULL, 0,
		EDIT_CAN_WRITE, save, 0},
	{"angra", "Ångra", {"Ctrl-Z", "Alt-U"}, "Texten", "Tar tillbaka den senaste ändringen.", NULL, 0,
		EDIT_CAN_WRITE | EDIT_CAN_UNDO, undo, 0},
	{"gor-om", "Gör om", {"Ctrl-Y", "Alt-R"}, "Texten", "Gör om det som ångrades.", NULL, 0,
		EDIT_CAN_WRITE | EDIT_CAN_REDO, redo, 0},
	{"klipp", "Klipp ut", {"Ctrl-X"}, "Texten", "Klipper ut det markerade.", NULL, 0,
		EDIT_CAN_WRITE | EDIT_SELECTION, cut, 0},
	{"kopiera", "Kopiera", {"Ctrl-C"}, "Texten",
		"Kopierar det markerade, också till den egna datorns urklipp där terminalen kan det.", NULL, 0,
		EDIT_SELECTION, copy, 0},
	{"klistra", "Klistra in", {"Ctrl-V"}, "Texten", "Klistrar in det som kopierades här.", NULL, 0,
		EDIT_CAN_WRITE | EDIT_CLIPBOARD, paste, 0},
	{"markera", "Markera avsnittet", {"Ctrl-A"}, "Texten", "Markerar avsnittets text.", NULL, 0, EDIT_IN_ITEM,
		select_all, 0},
	{"fet", "Fetstil", {"Ctrl-B"}, "Texten", "Gör det markerade fett.", NULL, 0, EDIT_CAN_WRITE, bold, 0},
	{"kursiv", "Kursiv", {"Alt-I"}, "Texten", "Gör det markerade kursivt.", NULL, 0, EDIT_CAN_WRITE, italic, 0},
	{"lucka", "Lucka att fylla i", {"Alt-L"}, "Texten",
		"Sätter en lucka här, eller gör det markerade till en. Den hindrar justering tills den är ifylld.", NULL, 0,
		EDIT_CAN_WRITE, gap, 0},
	{"anteckning", "Egen anteckning", {"Alt-C"}, "Texten",
		"En anteckning som aldrig trycks och som ska bort före justering.", NULL, 0, EDIT_CAN_WRITE, note, 0},
	{"foredragande", "Föredragande", {"Ctrl-N", "Alt-3"}, "Texten",
		"Sätter in den som föredrar; början av namnet räcker för den som står på framsidan.", NULL, 0,
		EDIT_CAN_WRITE | EDIT_IN_ITEM, presenter, 0},
	{"underrubrik", "Underrubrik", {"Ctrl-T", "Alt-4"}, "Texten", "Sätter in en rubrik inne i avsnittet.", NULL, 0,
		EDIT_CAN_WRITE | EDIT_IN_ITEM, sub_heading, 0},
	{"citat", "Citat", {"Alt-5"}, "Texten", "Gör stycket till citat, eller citatet till stycke.", NULL, 0,
		EDIT_CAN_WRITE | EDIT_IN_ITEM, quote, 0},
	{"fras", "Standardfras", {"Alt-F", "F4"}, "Texten", "Väljer en av stilens fraser och sätter in den.", NULL, 0,
		EDIT_CAN_WRITE | EDIT_STYLE, phrase, 0},
	{"skrivhjalp", "Skrivhjälp av eller på", {"Alt-6"}, "Texten",
		"Hårt mellanslag efter § och före %, tankstreck i intervall, rätt citattecken och klockslag medan du skriver.", NULL,
		0, 0, typing_aids, 0},

	{"sok", "Sök", {"Ctrl-F", "Alt-K"}, "Hitta", "Söker medan du skriver; å, ä och ö är egna bokstäver.", NULL, 0, 0, find, 0},
	{"sok-nasta", "Nästa träff", {"F3", "Alt-T"}, "Hitta", "Går till nästa träff.", NULL, 0, EDIT_SEARCHED, find_next, 0},
	{"sok-forra", "Föregående träff", {"Skift-F3"}, "Hitta", "Går till föregående träff.", NULL, 0, EDIT_SEARCHED,
		find_prev, 0},
	{"ersatt", "Ersätt", {"Ctrl-R"}, "Hitta", "Ersätter en text med en annan, en i taget eller alla.", NULL, 0,
		EDIT_CAN_WRITE, replace, 0},
	{"ga-till", "Gå till paragraf", {"Ctrl-G", "Alt-G"}, "Hitta", "Skriv numret, dess sista siffror eller ett ord ur rubriken.",
		"Gå till", 60, 0, go_to, 0},
	{"nasta-paragraf", "Nästa paragraf", {"Alt-Ner", "Ctrl-PageDown"}, "Hitta", "Går till nästa paragraf.", NULL, 0, 0,
		next_item, 0},
	{"forra-paragraf", "Föregående paragraf", {"Alt-Upp", "Ctrl-PageUp"}, "Hitta", "Går till föregående paragraf.", NULL,
		0, 0, prev_item, 0},
	{"nasta-avsnitt", "Nästa avsnitt", {"Tab"}, "Hitta", "Går till nästa avsnitt i paragrafen.", NULL, 0, 0, next_section, 0},
	{"forra-avsnitt", "Föregående avsnitt", {"Skift-Tab"}, "Hitta", "Går till föregående avsnitt.", NULL, 0, 0,
		prev_section, 0},

	{"nasta-lucka", "Nästa lucka", {"F6", "Alt-Höger"}, "Hitta", "Går till nästa lucka att fylla i och markerar den.", "Lucka",
		46, 0, next_gap, 0},
	{"forra-lucka", "Föregående lucka", {"Skift-F6", "Alt-Vänster"}, "Hitta", "Går till föregående lucka.", NULL, 0, 0,
		prev_gap, 0},

	{"infoga", "Infoga paragraf", {"Alt-N"}, "Paragrafer", "Sätter in en ny paragraf efter den här; numren följer med.",
		NULL, 0, EDIT_CAN_WRITE | EDIT_STYLE, insert_item, 0},
	{"flytta-upp", "Flytta paragrafen upp", {"Alt-Skift-Upp", "Ctrl-Skift-PageUp"}, "Paragrafer",
		"Byter plats med paragrafen före; numren följer med.", NULL, 0, EDIT_CAN_WRITE | EDIT_IN_ITEM, move_up, 0},
	{"flytta-ner", "Flytta paragrafen ner", {"Alt-Skift-Ner", "Ctrl-Skift-PageDown"}, "Paragrafer",
		"Byter plats med paragrafen efter; numren följer med.", NULL, 0, EDIT_CAN_WRITE | EDIT_IN_ITEM, move_down, 0},
	{"ta-bort", "Ta bort paragrafen", {NULL}, "Paragrafer", "Tar bort hela paragrafen; numren följer med.", NULL, 0,
		EDIT_CAN_WRITE | EDIT_IN_ITEM, remove_item, 0},
	{"rubrik", "Ändra rubriken", {NULL}, "Paragrafer", "Ändrar paragrafens rubrik.", NULL, 0,
		EDIT_CAN_WRITE | EDIT_IN_ITEM, set_title, 0},
	{"dnr", "Diarienummer", {"Alt-D"}, "Paragrafer", "Sätter eller ändrar paragrafens diarienummer.", NULL, 0,
		EDIT_CAN_WRITE | EDIT_IN_ITEM, set_dnr, 0},
	{"avsnitt", "Lägg till avsnitt", {"Alt-A"}, "Paragrafer", "Lägger ett avsnitt till paragrafen.", NULL, 0,
		EDIT_CAN_WRITE | EDIT_IN_ITEM, add_section, 0},

	{"klubba", "Klubba beslutet", {"Ctrl-K", "Alt-7"}, "Paragrafer",
		"Stämplar tiden och förseglar beslutets lydelse; en ändring efter det syns och kräver ett skäl.", "Klubba", 47,
		EDIT_CAN_WRITE | EDIT_IN_ITEM, edit_gavel_strike, 0},
	{"skal", "Skäl till ändringen", {"Alt-Y"}, "Paragrafer",
		"Antecknar varför beslutet har ändrats efter klubbslaget; skälet visas för alla som justerar.", NULL, 0,
		EDIT_CAN_WRITE | EDIT_IN_ITEM | EDIT_MEETING, edit_gavel_ask, 0},

	{"okant-nasta", "Nästa språkfel", {"F7", "Alt-O"}, "Granska", "Går till nästa röda eller gula ställe; till ett okänt ord ges förslag.", "Stavning",
		53, 0, unknown_next, 0},
	{"okant-forra", "Föregående språkfel", {"Skift-F7"}, "Granska", "Går till föregående röda eller gula ställe.", NULL, 0, 0,
		unknown_prev, 0},
	{"ratta-har", "Rätta här", {"Alt-.", "Ctrl-E"}, "Granska",
		"Rättar det märkta vid markören, eller det senaste före den i stycket; för ett okänt ord ges förslag.", "Rätta", 49,
		EDIT_CAN_WRITE, fix_here, 0},
	{"forslag", "Förslag till ordet", {"Alt-E"}, "Granska", "Ger förslag till ordet vid markören, eller lär det.", NULL, 0,
		0, suggest, 0},
	{"sprak", "Språk", {"Alt-W", "Skift-F8"}, "Granska",
		"Listar allt som är märkt: okända ord, särskrivningar, typografi och klarspråk; rättar ett eller alla.", NULL, 0, 0,
		proof, 0},
	{"kontroll", "Formaliakontroll", {"F8", "Alt-B"}, "Granska", "Listar vad som är fel eller tveksamt.", "Kontroll", 52, 0,
		findings, 0},
	{"forhandsgranska", "Förhandsgranska", {"F9", "Alt-P"}, "Granska", "Visar protokollet som det trycks.", "Visa", 51,
		EDIT_STYLE, preview, 0},

	{"framsida", "Framsida", {"F2", "Alt-1"}, "Sammanträdet", "Tid, plats, närvaro och justerare.", "Framsida", 54, 0, front, 0},
	{"versioner", "Versioner", {"F11", "Alt-V"}, "Sammanträdet", "Tidigare versioner, vad som ändrats, återställning.",
		"Versioner", 40, EDIT_MEETING, history, 0},
	{"visa-skillnad", "Visa skillnaden", {"F5", "Alt-X"}, "Sammanträdet",
		"Visar skillnaden mot den andra texten: den som inte hann sparas, eller den ett annat program skrev.",
		NULL, 0, EDIT_OTHER, differ, 0},
	{"justering", "Justering", {"F12", "Alt-J"}, "Sammanträdet", "Sänd till justering, godkänn, lås, verifiera.",
		"Justering", 50, EDIT_MEETING, justering, 0},
	{"justerares-forslag", "Förslag", {"Alt-8", "Skift-F12"}, "Sammanträdet",
		"Justerarnas förslag, märkta i texten: godta, avvisa eller ändra.", NULL, 0, EDIT_MEETING, suggestions, 0},
	{"skicka-ut", "Skicka ut", {NULL}, "Sammanträdet", "Sänder texten till justerare och ledamöter.", NULL, 0,
		EDIT_MEETING, send_out, 0},
	{"ta-emot", "Ta emot svar", {NULL}, "Sammanträdet", "Tar in det som en justerare skickat tillbaka.", NULL, 0,
		EDIT_MEETING, receive, 0},
	{"lista", "Visa eller dölj listan", {"Alt-2"}, "Sammanträdet", "Visar eller döljer listan över paragrafer.", NULL, 0,
		0, outline, 0},
	{"stang", "Stäng sammanträdet", {"Ctrl-W"}, "Sammanträdet", "Sparar och går till listan över sammanträden.", NULL, 0,
		0, close_meeting, 0},
	{.id = NULL},
};
