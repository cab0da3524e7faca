/* fuzz_edits: any keys on a draft. The front matter and the headings of §§ stand
 * as they were, the cursor is at a place in the text, and undo gives back what
 * was there before the first key. */
#include "fuzz.h"

#include "screens/edits.h"
#include "screens/place.h"

#define HEAD "---\nformat: paragraf 1\ntyp: protokoll\nstil: grund\norgan: Byrådet\ndatum: 2031-04-09\n---\n\n"

static const char body[] = HEAD
	"# § 1 A\nDnr: X 1\n\n## Ärendet\n\nEn mening.\nEn till.\n\n- ett\n- två\n\n1. a\n2. b\n\n## Förslag till beslut\n\n"
	"Ja **fet** och \\*.\n\n## Beslut = Förslag till beslut\n\n# § 2 B\n\n### @Gun Ask, konsult\n\n## X\n\n| a | b |\n|---|---|\n"
	"| c | d |\n\n> Citat.\n> Mer.\n\n[[lucka]] o\xCC\x88 日本\n\n<!-- not -->\n";

/* What is typed comes as whole clusters without control characters, as from a
 * key; what is pasted is any bytes. */
static void key(struct edit_ctx *e, struct fuzz_input *in, struct err *err)
{
	static const char *const typed[] = {"a", "B", " ", ".", "- ", "*", "[[", "]]", "å", "1. ", "#", "|", "”", "!", "\\", "<", "-",
		"o\xCC\x88", "日", ">", "`", "_", ":", "%", "1", "12", "§ ", "kl 13:00 ", "10-12", "\"", " - "};
	struct span s = doc_bytes(e->doc);
	size_t what = fuzz_number(in, 16);

	switch (what) {
	case 0:
		(void)!edit_enter(e, err);
		break;
	case 1:
		(void)!edit_line_break(e, err);
		break;
	case 2:
		(void)!edit_backspace(e, err);
		break;
	case 3:
		(void)!edit_delete(e, err);
		break;
	case 4:
		(void)!edit_delete_word(e, fuzz_number(in, 2), err);
		break;
	case 5:
		(void)!edit_paste(e, fuzz_bytes(in, fuzz_number(in, 64)), err);
		break;
	case 6:
		e->cur->at = e->cur->anchor = place_snap(s, fuzz_number(in, s.n + 1));
		break;
	case 7:
		e->cur->anchor = place_snap(s, fuzz_number(in, s.n + 1));
		break;
	case 8: {
		struct str source = STR_INIT, plain = STR_INIT;

		edit_copy(e, &source, &plain);
		e->cur->at = e->cur->anchor = place_snap(s, fuzz_number(in, s.n + 1));
		/* a heading that was copied makes a § when it is put back, which is no fault */
		if (span_find(str_span(&source), "# ", 0) == (size_t)-1)
			(void)!edit_paste_own(e, str_span(&source), err);
		str_release(&source);
		str_release(&plain);
		break;
	}
	default:
		(void)!edit_type(e, span_of(typed[fuzz_number(in, sizeof typed / sizeof typed[0])]), err);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = fuzz_input(data, size < 400 ? size : 400);
	struct doc *d = doc_new(span_of(body), STATE_UTKAST);
	struct cursor cur = {.typed_rev = (uint64_t)-1};
	struct edit_ctx e = {.doc = d, .cur = &cur, .aids = true};
	struct err err = ERR_INIT;
	size_t back;

	cur.at = cur.anchor = place_snap(doc_bytes(d), fuzz_number(&in, sizeof body));
	while (in.n > 0) {
		key(&e, &in, &err);
		FUZZ_CHECK(cur.at <= doc_bytes(d).n && cur.anchor <= doc_bytes(d).n);
		/* as the screen does before the next key */
		cur.at = place_snap(doc_bytes(d), cur.at);
		if (cur.anchor > doc_bytes(d).n)
			cur.anchor = cur.at;
	}
	FUZZ_CHECK(span_starts(doc_bytes(d), HEAD "# § 1 "));
	FUZZ_CHECK(doc_protocol(d)->nitems == 2);
	while (doc_undo(d, &back, &err) == 0)
		FUZZ_CHECK(back <= doc_bytes(d).n);
	FUZZ_CHECK(span_eq(doc_bytes(d), span_of(body)));
	doc_free(d);
	return 0;
}
