/* What came back, kind by kind; that all ways give the same stands in t_routes.c. */
#include "justering/packet.h"
#include "justering/reply.h"
#include "test.h"

static const char base[] =
	"---\nformat: paragraf 1\ntyp: protokoll\ndatum: 2031-04-09\ntid: 10.00–15.40\nbeslutande:\n"
	"  - Anna Ek (S), ordförande\n  - Bo Lind (M)\n---\n\n"
	"# § 4 Mobil skötsel\nDnr: FN 79-2031\n\n## Sammanfattning\n\n"
	"Enheten i Storsele väntar på två nya tjänster, t.ex. en skötare.\n"
	"Frågan kallas ”mobil skötsel” i planen.\n<!-- fråga Gun -->\n\n"
	"Ett andra stycke handlar om **vägen** till Nedersele.\n\n## Beslut\n\nNämnden beslutar\n\n"
	"- att utreda mobil skötsel i tre byar,\n- att återrapportera i mars.\n\n"
	"| Ledamot | Ja |\n|---|---|\n| Anna Ek (S) | x |\n\n"
	"# § 5 Övrigt\n\nInget fanns att ta upp denna gång i nämnden.\n";

static struct reply r;
static struct str done;

/* The draft as the answer wants it; NULL when it was refused. */
static const char *rd(struct span bytes)
{
	static const char *const names[] = {"t.ex."};
	struct strlist abbreviations = {NULL, 0, 0};
	struct err err = ERR_INIT;
	int rc;

	strlist_add(&abbreviations, names[0], 5);
	reply_release(&r);
	str_clear(&done);
	rc = reply_read(&r, span_of(base), bytes, &abbreviations, &err);
	strlist_release(&abbreviations);
	if (rc) {
		str_adds(&done, err.msg);
		return NULL;
	}
	changes_apply(&r.changes, span_of(base), &done);
	return str_c(&done);
}

static void replace(struct str *out, const char *from, const char *to)
{
	size_t at = span_find(str_span(out), from, 0);

	if (at == (size_t)-1)
		CHECK_FAIL(from);
	else
		str_replace(out, at, strlen(from), to, strlen(to));
}

static const struct packet_head head = {.meeting = "FB", .to = "Bo Lind (M)", .nr = 1, .version = 2,
	.id = "a1b2c3d4e5f60718293a4b5c6d7e8f9001122334"};

static struct str packet(enum packet_form f)
{
	struct str out = STR_INIT;

	packet_write(&out, f, span_of(base), &head);
	return out;
}

static void release(void)
{
	reply_release(&r);
	str_release(&done);
}

/* from -> to in the packet of the form gives old -> text at one place. */
static void one(enum packet_form f, const char *from, const char *to, const char *old, const char *text)
{
	struct str p = packet(f);

	replace(&p, from, to);
	if (!rd(str_span(&p)))
		CHECK_FAIL(str_c(&done));
	CHECK_INT(r.changes.n, 1);
	for (size_t i = 0; r.changes.n != 1 && i < r.changes.n; i++)
		printf("%s -> %s: [%.*s] -> [%s]\n", from, to,
			SPAN_FMT(span_sub(span_of(base), r.changes.v[i].at.at, r.changes.v[i].at.n)), r.changes.v[i].text);
	if (r.changes.n != 1)
		printf("%s -> %s\n", from, to);
	if (r.changes.n == 1) {
		CHECK_SPAN(span_sub(span_of(base), r.changes.v[0].at.at, r.changes.v[0].at.n), old);
		CHECK_STR(r.changes.v[0].text, text);
	}
	str_release(&p);
}

TEST(one_change)
{
	static const struct {
		const char *from, *to, *old, *text;
	} md[] = {
		{"tre byar", "fyra byar", "tre", "fyra"},
		{"väntar på två", "väntar två", " på", ""},
		{"Enheten i", "I", "Enheten i", "I"},
		{"nya tjänster", "nya, fasta tjänster", "", ", fasta"},
		{"skötare.\n", "skötare. Ingen har sökt.\n", "", "\nIngen har sökt."},
		{"skötare.\n", "skötare. Se t.ex. Storsele.\n", "", "\nSe t.ex. Storsele."},
		{"en skötare.\n", "en skötare och en till.\n", "", " och en till"},
		{"Frågan kallas", "I dag kallas", "Frågan", "I dag"},
		{"Frågan kallas", "Vidare, frågan kallas", "Frågan", "Vidare, frågan"},
		{"**vägen** ", "", " **vägen**", ""},
		{"**vägen**", "stigen", "vägen", "stigen"},
		{"Nedersele.\n", "Nedersele.\n\nEtt nytt stycke.\n", "", "\n\nEtt nytt stycke."},
		{"i mars.\n", "i mars.\n- att ta upp 2. frågan.\n", "", "\n- att ta upp 2. frågan."},
		{"Ett andra stycke", "Ett *andra* stycke", NULL, NULL},
		{"FN 79-2031", "FN 80-2031", "79-2031", "80-2031"},
		{"§ 4 Mobil skötsel", "§ 4 Mobil omvårdnad", "skötsel", "omvårdnad"},
		{"- Bo Lind (M)\n", "- Bo Lindh (M)\n", "Lind", "Lindh"},
		{"| x |", "|  |", NULL, NULL},
		{"i planen.", "i planen [a] | *x.", "", " \\[a] | \\*x"},
	};

	for (size_t i = 0; i < sizeof md / sizeof *md; i++) {
		struct str p = packet(PACKET_MD);

		if (md[i].old) {
			one(PACKET_MD, md[i].from, md[i].to, md[i].old, md[i].text);
		} else {
			replace(&p, md[i].from, md[i].to);
			CHECK(rd(str_span(&p)));
			CHECK(r.changes.n <= 1);
		}
		str_release(&p);
	}
	release();
}

TEST(the_note_stays)
{
	struct str p = packet(PACKET_TXT);

	replace(&p, "i planen.", "i planerna. Mer finns där.");
	CHECK(rd(str_span(&p)));
	CHECK(strstr(str_c(&done), "<!-- fråga Gun -->"));
	CHECK(strstr(str_c(&done), "i planerna.\nMer finns där.\n<!-- fråga Gun -->"));
	str_release(&p);
	release();
}

TEST(unchanged)
{
	for (int f = PACKET_TXT; f <= PACKET_CRITIC; f++) {
		struct str p = packet((enum packet_form)f);

		CHECK(rd(str_span(&p)));
		CHECK_INT(r.changes.n, 0);
		CHECK_INT(r.note.n, 0);
		CHECK(!r.message);
		CHECK(!r.none);
		str_release(&p);
	}
	release();
}

TEST(left_out_is_not_struck)
{
	struct str p = packet(PACKET_TXT);
	size_t from = span_find(str_span(&p), "[5.0]", 0), to = span_find(str_span(&p), PACKET_END, 0);

	str_replace(&p, from, to - from, "", 0);
	CHECK(rd(str_span(&p)));
	CHECK_INT(r.changes.n, 0);
	CHECK_INT(r.note.n, 1);
	if (r.note.n == 1)
		CHECK_STR(r.note.v[0], "§ 5 finns inte med i svaret; inget där är jämfört eller struket");
	/* one part, with its mark */
	str_release(&p);
	p = packet(PACKET_MD);
	replace(&p, "Nämnden beslutar\n\n", "");
	CHECK(rd(str_span(&p)));
	CHECK_INT(r.changes.n, 0);
	CHECK_INT(r.note.n, 1);
	/* the mark came back, its words did not: that is to strike it */
	str_release(&p);
	p = packet(PACKET_TXT);
	replace(&p, "Nämnden beslutar", "");
	CHECK(rd(str_span(&p)));
	CHECK_INT(r.changes.n, 1);
	CHECK(!strstr(str_c(&done), "Nämnden beslutar\n"));
	/* by CriticMarkup too */
	str_release(&p);
	p = packet(PACKET_CRITIC);
	replace(&p, "Nämnden beslutar\n", "{--Nämnden beslutar--}{>>onödigt<<}\n");
	CHECK(rd(str_span(&p)));
	CHECK_INT(r.changes.n, 1);
	if (r.changes.n == 1)
		CHECK_STR(r.changes.v[0].comment, "onödigt");
	str_release(&p);
	release();
}

TEST(marks_lost_and_damaged)
{
	static const char *const damage[][2] = {{"[4.3]", "[4,3]"}, {"[4.3]", "[4.3"}, {"[4.3]", "4.3]"}, {"[4.3]", "(4.3)"},
		{"[4.3]", "     "}, {"\n[4.3]", " [4.3]"}};

	for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
		struct str p = packet(PACKET_TXT);

		replace(&p, damage[i][0], damage[i][1]);
		replace(&p, "två nya", "tre nya");
		CHECK(rd(str_span(&p)));
		if (r.changes.n != 1)
			printf("%s\n", damage[i][1]);
		CHECK_INT(r.changes.n, 1);
		str_release(&p);
	}
	release();
}

TEST(moved)
{
	struct str p = packet(PACKET_TXT);
	struct span all = str_span(&p);
	size_t from = span_find(all, "[4.8]", 0), to = span_find(all, "[4.9]", 0), end = span_find(all, "[5.0]", 0);
	char *piece = span_dup(span_sub(all, from, to - from));

	CHECK(from != (size_t)-1 && to != (size_t)-1 && end != (size_t)-1);
	str_replace(&p, end, 0, piece, strlen(piece));
	str_replace(&p, from, to - from, "", 0);
	CHECK(rd(str_span(&p)));
	CHECK_INT(r.changes.n, 0);
	CHECK_INT(r.note.n, 1);
	free(piece);
	str_release(&p);
	release();
}

TEST(signs_lost_everywhere)
{
	struct str p = packet(PACKET_TXT);

	replace(&p, "”mobil skötsel”", "\"mobil skötsel\"");
	/* the head has its own: only the text counts */
	CHECK(rd(str_span(&p)));
	CHECK_INT(r.changes.n, 0);
	replace(&p, "10.00–15.40", "10.00-15.40");
	CHECK(rd(str_span(&p)));
	CHECK_INT(r.changes.n, 0);
	/* where others of the kind are left it was meant */
	str_release(&p);
	p = packet(PACKET_TXT);
	replace(&p, "”mobil skötsel”", "”mobil skötsel\"");
	CHECK(rd(str_span(&p)));
	CHECK_INT(r.changes.n, 1);
	str_release(&p);
	release();
}

/* Every sign of the kind, the head's too. */
static void replace_all(struct str *out, const char *from, const char *to)
{
	size_t at = 0;

	while ((at = span_find(str_span(out), from, at)) != (size_t)-1) {
		str_replace(out, at, strlen(from), to, strlen(to));
		at += strlen(to);
	}
}

TEST(signs_lost_in_the_head_too)
{
	static const enum packet_form forms[] = {PACKET_TXT, PACKET_MD, PACKET_CRITIC};

	for (size_t i = 0; i < 3; i++) {
		struct str p = packet(forms[i]);

		replace_all(&p, "”", "\"");
		replace_all(&p, "–", "-");
		CHECK(rd(str_span(&p)));
		CHECK_INT(r.changes.n, 0);
		CHECK_STR(r.message ? r.message : "", "");
		str_release(&p);
	}
	release();
}

TEST(quoted_in_a_mail)
{
	static const enum packet_form forms[] = {PACKET_TXT, PACKET_MD, PACKET_CRITIC};

	for (size_t i = 0; i < 3; i++) {
		struct str p = packet(forms[i]), m = STR_INIT;

		str_adds(&m, "Hej!\nInga anmärkningar.\n\nDen 10 april skrev Finn Dahl:\n> ");
		replace_all(&p, "\n", "\n> ");
		str_addspan(&m, str_span(&p));
		CHECK(rd(str_span(&m)));
		CHECK_INT(r.changes.n, 0);
		CHECK(r.none);
		str_release(&p);
		str_release(&m);
	}
	release();
}

TEST(broken_after_a_hyphen)
{
	struct str p = packet(PACKET_TXT);

	/* a mail program breaks the line there: the draft has the word whole */
	replace(&p, "FN 79-2031", "FN 79-\n      2031");
	CHECK(rd(str_span(&p)));
	CHECK_INT(r.changes.n, 0);
	str_release(&p);
	/* divided by a word processor */
	p = packet(PACKET_TXT);
	replace(&p, "återrapportera", "återrap-\nportera");
	CHECK(rd(str_span(&p)));
	CHECK_INT(r.changes.n, 0);
	str_release(&p);
	/* not a word of the draft: it was meant */
	p = packet(PACKET_TXT);
	replace(&p, "tre byar", "små-\nbyar");
	CHECK(rd(str_span(&p)));
	CHECK_INT(r.changes.n, 1);
	str_release(&p);
	release();
}

TEST(lines_parted_by_empty_ones)
{
	struct str p = packet(PACKET_MD);

	replace_all(&p, "\n", "\n\n");
	CHECK(rd(str_span(&p)));
	CHECK_INT(r.changes.n, 0);
	str_release(&p);
	release();
}

TEST(mail)
{
	struct str p = packet(PACKET_TXT), m = STR_INIT, q = STR_INIT;

	replace(&p, "två nya", "tre nya");
	str_adds(&m, "Hej!\n\nEn sak bara.\n\n-----Ursprungligt meddelande-----\nFrån: Finn Dahl\nSkickat: den 10 april\n"
		"Till: Bo Lind\nÄmne: Protokoll\n\n");
	str_addspan(&m, str_span(&p));
	str_adds(&m, "\n-- \nBo Lind\n");
	CHECK(rd(str_span(&m)));
	CHECK_INT(r.changes.n, 1);
	CHECK(r.message && strstr(r.message, "En sak bara.") && strstr(r.message, "-- \nBo Lind"));
	CHECK(r.message && !strstr(r.message, "Skickat"));
	/* saved from a mail program */
	str_adds(&q, "From: bo@example.se\nSubject: Sv: protokoll\nContent-Type: multipart/alternative; boundary=\"b1\"\n\n"
		"--b1\nContent-Type: text/html\n\n<p>x</p>\n--b1\nContent-Type: text/plain; charset=utf-8\n"
		"Content-Transfer-Encoding: quoted-printable\n\nInga anm=C3=A4rkningar=2E\n--b1--\n");
	CHECK(rd(str_span(&q)));
	CHECK(r.none);
	CHECK_INT(r.changes.n, 0);
	/* the answer over what was sent */
	str_clear(&m);
	str_release(&p);
	p = packet(PACKET_TXT);
	str_adds(&m, "§ 4: byt ”två nya” mot ”tre nya”\n\nDen 10 april skrev Finn Dahl:\n");
	str_addspan(&m, str_span(&p));
	CHECK(rd(str_span(&m)));
	CHECK_INT(r.changes.n, 1);
	CHECK_INT(r.form, REPLY_REMARKS);
	str_release(&p);
	str_release(&m);
	str_release(&q);
	release();
}

TEST(words_between_quoted_lines)
{
	static const char said[] = "> ==== TEXTEN BÖRJAR ====\n>\n> [5.1] Inget fanns att ta upp denna gång i nämnden.\n\n"
		"Stämmer det?\n\n> ==== TEXTEN SLUTAR ====\n";

	CHECK(rd(span_of(said)));
	CHECK_INT(r.changes.n, 1);
	if (r.changes.n == 1) {
		CHECK(change_is_remark(&r.changes.v[0], span_of(base)));
		CHECK_STR(r.changes.v[0].comment, "Stämmer det?");
	}
	release();
}

TEST(comments_of_critic)
{
	struct str p = packet(PACKET_CRITIC);

	replace(&p, "två nya", "{~~två~>tre~~}{>>enligt Gun<<} nya");
	replace(&p, "Ett andra stycke", "{==Ett andra stycke==}{>>behövs det?<<}");
	CHECK(rd(str_span(&p)));
	CHECK_INT(r.form, REPLY_CRITIC);
	CHECK_INT(r.changes.n, 2);
	if (r.changes.n == 2) {
		CHECK_STR(r.changes.v[0].text, "tre");
		CHECK_STR(r.changes.v[0].comment, "enligt Gun");
		CHECK_STR(r.changes.v[1].text, "Ett andra stycke");
		CHECK_STR(r.changes.v[1].comment, "behövs det?");
	}
	str_release(&p);
	release();
}

TEST(refused)
{
	struct str big = STR_INIT;

	CHECK(!rd(span_of("rad ett\nrad \x1B[2J två")));
	CHECK_STR(str_c(&done), "rad 2: styrtecknet U+001B får inte finnas i ett svar; spara svaret som ren text");
	CHECK(!rd(span_make("a\0b", 3)));
	CHECK(!rd(span_make("PK\x03\x04\x14\0", 6)));
	CHECK(strstr(str_c(&done), "ordbehandlingsprogram") != NULL);
	CHECK(!rd(SPAN_LIT("%PDF-1.7\n")));
	CHECK(strstr(str_c(&done), "en PDF") != NULL);
	str_addrep(&big, "a", REPLY_MOST + 1);
	CHECK(!rd(str_span(&big)));
	CHECK(rd(SPAN_NONE));
	CHECK_INT(r.changes.n, 0);
	CHECK(rd(span_of("något helt annat än protokollet")));
	CHECK_STR(r.message, "något helt annat än protokollet");
	str_release(&big);
	release();
}
