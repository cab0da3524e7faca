/* t_packet: what is sent to a justerare: readable, marked, bound, and read back
 * the same. */
#include "justering/packet.h"

#include "base/u8.h"
#include "drafts.h"
#include "justering/sheet.h"

static const char draft[] =
	"---\nformat: paragraf 1\ntyp: protokoll\nstil: vasterbotten\norgan: Fjällberedningen\ndatum: 2031-04-09\n"
	"beslutande:\n  - Anna Ek (S), ordförande\n---\n\n"
	"# § 13 Mobil skötsel\nDnr: FN 79-2031\nKlubbat: 10.42 9f86d081884c7d65\n\n"
	"## Förslag till beslut\n\nFjällberedningen föreslår att fjällnämnden beslutar\n\n"
	"- att utreda mobil skötsel i tre byar: Storsele, Lillsele och Nedersele, samt i byarna däromkring,\n"
	"- att återrapportera 2 \\* 3 gånger senast [[datum]].\n\n<!-- fråga Gun -->\n\n"
	"## Omröstning\n\n| Ledamot | Ja | Nej |\n|---|---|---|\n| Anna Ek (S) | x | |\n| Bo Lind (M) | | x |\n\n"
	"## Beslut = Förslag till beslut\n\n# § 14 Avslut\n\n> citat\n";

static struct packet_head head(void)
{
	struct packet_head h = {.meeting = "Fjällberedningen 2031-04-09", .to = "Bo Lind (M)", .from = "Finn Dahl",
		.nr = 3, .version = 12, .id = "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678",
		.answer_by = {2031, 4, 16}};

	clock_parse(span_of("2031-04-10T08:00:00+02:00"), &h.sent);
	return h;
}

static bool has(const struct str *s, const char *what)
{
	return span_find(str_span(s), what, 0) != (size_t)-1;
}

TEST(the_plain_text)
{
	struct packet_head h = head();
	struct str out = STR_INIT;
	size_t from, to;

	packet_write(&out, PACKET_TXT, SPAN_LIT(draft), &h);
	from = span_find(str_span(&out), PACKET_BEGIN, 0);
	to = span_find(str_span(&out), PACKET_END, 0);
	CHECK(from != (size_t)-1 && to != (size_t)-1);
	CHECK_SPAN(span_sub(str_span(&out), from, to - from),
		"==== TEXTEN BÖRJAR ====\n\n"
		"[0.0]   organ: Fjällberedningen\n"
		"[0.1]   datum: 2031-04-09\n"
		"[0.2]   beslutande:\n"
		"[0.3]     Anna Ek (S), ordförande\n"
		"\n\n"
		"UTKAST – EJ JUSTERAT\n"
		"[13.0]  § 13 Mobil skötsel\n"
		"[13.1]  Dnr: FN 79-2031\n"
		"[13.2]  Klubbat: 10.42\n"
		"\n"
		"[13.3]  Förslag till beslut\n"
		"\n"
		"[13.4]  Fjällberedningen föreslår att fjällnämnden beslutar\n"
		"\n"
		"[13.5]    att utreda mobil skötsel i tre byar: Storsele, Lillsele och\n"
		"          Nedersele, samt i byarna däromkring,\n"
		"[13.6]    att återrapportera 2 * 3 gånger senast [[datum]].\n"
		"\n"
		"[13.7]  Omröstning\n"
		"\n"
		"[13.8]  Ledamot      Ja  Nej\n"
		"[13.9]  Anna Ek (S)  x\n"
		"[13.10] Bo Lind (M)      x\n"
		"\n"
		"[13.11] Beslut = Förslag till beslut\n"
		"\n\n"
		"UTKAST – EJ JUSTERAT\n"
		"[14.0]  § 14 Avslut\n"
		"\n"
		"[14.1]      citat\n"
		"\n");
	CHECK(span_starts(str_span(&out), "UTKAST – EJ JUSTERAT\n\nFjällberedningen 2031-04-09\nTill: Bo Lind (M)\n"));
	CHECK(has(&out, "Svara senast: onsdag 16 april 2031\n"));
	CHECK(has(&out, "\nUtskick 3, version 12 (a1b2c3d4e5f6)\n"));
	CHECK(has(&out, "   § 4: byt ”x” mot ”y”\n") && has(&out, "   Inga anmärkningar\n"));
	CHECK(has(&out, PACKET_END "\n\nUTKAST – EJ JUSTERAT\n"));
	str_release(&out);
}

TEST(lines_are_short_and_nothing_drives_a_terminal)
{
	static const char evil[] = "# § 1 \x1b[31mRöd\n\na\x07" "b \xC2\x9B" "2J \xff \xE2\x80\xAE vänd\n";
	struct packet_head h = head();

	h.to = "Bo \x1b[2J Lind";
	h.klubbslag = SPAN_LIT("§ 1, klubbat 10.42: \x1b]0;x\x07\n");
	h.seen = SPAN_LIT("# § 1 \x1b[32mGrön\n");
	for (int f = 0; f < PACKET_DOCX; f++) {
		struct str out = STR_INIT;
		struct span rest, line;

		packet_write(&out, (enum packet_form)f, span_of(evil), &h);
		CHECK(u8_valid(str_c(&out), out.len, NULL));
		for (size_t i = 0, n; i < out.len; i += n) {
			int32_t cp;

			n = u8_decode(out.buf + i, out.len - i, &cp);
			if (cp != '\n' && u8_control(cp))
				CHECK_FAIL("a control character is sent");
		}
		str_clear(&out);
		packet_write(&out, (enum packet_form)f, span_of(draft), &h);
		rest = str_span(&out);
		while (f == PACKET_TXT && span_line(&rest, &line))
			CHECK(u8_width(line.p, line.n) <= 72);
		CHECK(!has(&out, "fråga Gun") && !has(&out, "9f86d08"));
		str_release(&out);
	}
}

TEST(the_head_says_what_has_changed)
{
	struct packet_head h = head();
	struct str out = STR_INIT;

	h.seen = SPAN_LIT("# § 1 Ett\n\nNämnden beslutar.\n<!-- tyst -->\n");
	h.klubbslag = SPAN_LIT("§ 1, klubbat 10.42: [-bifall-]{+avslag+}. Skäl: felskrivning\n");
	packet_write(&out, PACKET_MD, SPAN_LIT("# § 1 Ett\n\nNämnden beslutade.\n<!-- mer tyst -->\n"), &h);
	CHECK(has(&out, "§ 1: Nämnden [-beslutar-]{+beslutade+}.\n"));
	CHECK(has(&out, "BESLUT SOM HAR ÄNDRATS EFTER KLUBBSLAGET\n§ 1, klubbat 10.42: [-bifall-]{+avslag+}. Skäl: felskrivning\n"));
	CHECK(!has(&out, "tyst"));
	str_clear(&out);
	h.klubbslag = SPAN_NONE;
	packet_write(&out, PACKET_BUNDLE, h.seen, &h);
	CHECK(has(&out, "Texten är densamma som förra gången.\n") && !has(&out, PACKET_BEGIN));
	str_release(&out);
}

TEST(changes_by_line_with_their_paragraph)
{
	struct str out = STR_INIT;

	packet_add_changes(&out,
		SPAN_LIT("# § 1 Ett\n\nEn mening.\nEn till.\nSist.\n\nBort med det.\n\n# § 2 Två\n\nKvar.\n"),
		SPAN_LIT("# § 1 Ett\n\nEn mening.\nEn annan.\nSist.\n\n# § 2 Två\n\nKvar.\n\nNytt stycke.\nMed två meningar.\n"));
	CHECK_STR(str_c(&out),
		"§ 1: En [-till-]{+annan+}.\n"
		"§ 2: [-Bort med det.-]\n"
		"§ 2: {+Nytt stycke.+}\n"
		"§ 2: {+Med två meningar.+}\n");
	str_clear(&out);
	packet_add_changes(&out, SPAN_LIT(draft), SPAN_LIT(draft));
	CHECK_INT(out.len, 0);
	str_release(&out);
}

/* ---------------------------------------------------------------- read back */

/* The text of a packet as it stands, marks taken away. */
static void text_of(struct str *out, struct span packet)
{
	size_t from = span_find(packet, PACKET_BEGIN, 0) + strlen(PACKET_BEGIN), to = span_find_last(packet, PACKET_END);
	struct span rest = span_sub(packet, from, to - from), line;

	while (span_line(&rest, &line)) {
		size_t close = span_starts(line, "[") ? span_find(line, "]", 0) : (size_t)-1;

		if (span_is(line, PACKET_MARK))
			continue;
		str_addspan(out, close == (size_t)-1 ? line : span_from(line, close + 1));
		str_addc(out, '\n');
	}
}

static void comes_back(struct span bytes, bool whole)
{
	struct protocol *p = protocol_parse(bytes);
	struct packet_head h = head();
	struct str out = STR_INIT, text = STR_INIT;
	struct sheet_word *word = NULL;
	size_t n = 0, cap = 0, i = 0;
	struct sheet s;

	(void)whole;
	sheet_read(&s, p);
	packet_write(&out, PACKET_TXT, bytes, &h);
	text_of(&text, str_span(&out));
	sheet_split(str_span(&text), &word, &n, &cap);
	while (i < n && i < s.nwords && s.word[i].glued == word[i].glued &&
		span_eq(sheet_seen(&s, i), span_sub(str_span(&text), word[i].at.at, word[i].at.n)))
		i++;
	if (n != s.nwords || i < n) {
		test_bad++;
		printf("%s:%d: word %zu of %zu (%zu) differs: |%.*s|\n", __FILE__, __LINE__, i, n, s.nwords,
			SPAN_FMT(i < s.nwords ? sheet_seen(&s, i) : SPAN_NONE));
	}
	if (span_find(str_span(&out), "hemligt", 0) != (size_t)-1)
		CHECK_FAIL("a private note is sent");
	free(word);
	str_release(&out);
	str_release(&text);
	sheet_release(&s);
	protocol_free(p);
}

TEST(the_plain_text_read_back_has_the_same_words)
{
	comes_back(SPAN_LIT(draft), true);
	comes_back(SPAN_NONE, true);
	each_draft_there_is(comes_back);
}

TEST(random_drafts_read_back)
{
	unsigned long seed = 3;

	for (int round = 0; round < 5000 && !test_bad; round++) {
		struct str s = STR_INIT;

		random_draft(&seed, &s);
		comes_back(str_span(&s), false);
		if (test_bad)
			printf("%s\n", str_c(&s));
		str_release(&s);
	}
}

/* ---------------------------------------------------------------- forms and binding */

TEST(names_of_forms)
{
	CHECK_INT(packet_form_find(span_of("git")), PACKET_BUNDLE);
	CHECK_INT(packet_form_find(span_of("criticmarkup")), PACKET_CRITIC);
	CHECK_INT(packet_form_find(span_of("docx")), PACKET_DOCX);
	CHECK_INT(packet_form_find(span_of("gren")), -1);
	CHECK_INT(packet_form_find(span_of("")), -1);
	CHECK_STR(packet_suffix(PACKET_CRITIC), ".critic.md");
}

TEST(the_binding_line_is_found_however_it_came)
{
	static const char *const good[] = {
		"Utskick 3, version 12 (a1b2c3d4e5f6)",
		"> Utskick 3, version 12 (a1b2c3d4e5f6)\n",
		"> > Utskick 3,\r\n> > version 12\r\n> > (a1b2c3d4e5f6)",
		"Utskick\xC2\xA0" "3, version\xC2\xA0" "12 (A1B2C3D4E5F6)",
		"Utskick\xA0" "3, version\xA0" "12 (a1b2c3d4e5f6)",
		"*Utskick 3, version 12* (a1b2c3d4e5f6) – hej",
		"utskick i fel form, Utskick 7 och sedan Utskick 3, version 12 (a1b2c3d4e5f6)",
	};
	static const char *const bad[] = {"", "Utskick 3", "Utskick 3, version 12", "Utskick 3, version 12 (a1b2c3d4e5f)",
		"Utskick tre, version 12 (a1b2c3d4e5f6)", "Utskick 3, version 12 (a1b2c3d4e5g6)"};
	int nr, version;
	char id[13];

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		nr = version = 0;
		CHECK(packet_find_binding(span_of(good[i]), &nr, &version, id));
		CHECK_INT(nr, 3);
		CHECK_INT(version, 12);
		CHECK_STR(id, "a1b2c3d4e5f6");
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!packet_find_binding(span_of(bad[i]), &nr, &version, id));
}

TEST(its_own_binding_is_found_in_every_form)
{
	struct packet_head h = head();

	for (int f = 0; f < PACKET_DOCX; f++) {
		struct str out = STR_INIT;
		int nr = 0, version = 0;
		char id[13];

		packet_write(&out, (enum packet_form)f, SPAN_LIT(draft), &h);
		CHECK(packet_find_binding(str_span(&out), &nr, &version, id));
		CHECK_INT(nr, 3);
		for (const char *const *p = packet_phrases(); *p; p++)
			CHECK(u8_valid(*p, strlen(*p), NULL));
		str_release(&out);
	}
}
