/* t_agenda: föredragningslistor in all their forms. The form of a test: the
 * text, and the items as "titel|dnr,dnr" lines. */
#include "in/agenda.h"

#include "base/fs.h"
#include "base/u8.h"
#include "test.h"

static void items(const struct agenda *a, struct str *out)
{
	for (size_t i = 0; i < a->nentries; i++) {
		str_addspan(out, a->entry[i].title);
		str_addc(out, '|');
		for (size_t k = 0; k < a->entry[i].ndnr; k++) {
			str_adds(out, k ? "," : "");
			str_addspan(out, a->entry[i].dnr[k]);
		}
		str_addc(out, '\n');
	}
}

static void check_list_n(int line, const char *text, size_t n, const char *mask, const char *want)
{
	struct agenda *a = agenda_parse(span_make(text, n), span_of(mask));
	struct str got = STR_INIT;

	items(a, &got);
	test_span(__FILE__, line, "items", str_span(&got), span_of(want));
	str_release(&got);
	agenda_free(a);
}
#define LIST(text, mask, want) check_list_n(__LINE__, text, strlen(text), mask, want)

/* findings as "rad:text" lines; want is a part of them */
static void check_said(int line, const char *text, const char *want)
{
	struct agenda *a = agenda_parse(span_of(text), SPAN_NONE);
	struct str got = STR_INIT;

	for (size_t i = 0; i < a->nfindings; i++)
		str_addf(&got, "%d: %s\n", a->finding[i].line, a->finding[i].text);
	if (*want ? !strstr(str_c(&got), want) : got.len > 0) {
		test_bad++;
		printf("%s:%d: findings are |%s|, want |%s|\n", __FILE__, line, str_c(&got), want);
	}
	str_release(&got);
	agenda_free(a);
}
#define SAID(text, want) check_said(__LINE__, text, want)

TEST(nothing)
{
	struct agenda *a = agenda_parse(SPAN_NONE, SPAN_NONE);

	CHECK_INT(a->nentries, 0);
	CHECK_INT(a->nfindings, 0);
	agenda_free(a);
	LIST("", NULL, "");
	LIST("\n \n\t\n", NULL, "");
	agenda_free(NULL);
}

TEST(plain_lines)
{
	LIST("Justering\nMobil skötsel; FN 79-2031\n", "FN N-ÅÅÅÅ", "Justering|\nMobil skötsel|FN 79-2031\n");
	LIST("Justering\r\nBudget;  FN 8-2031 \r\n", "FN N-ÅÅÅÅ", "Justering|\nBudget|FN 8-2031\n");
	LIST("Justering\rBudget", NULL, "Justering|\nBudget|\n");
	LIST("En sak; FN 1-2031, FN 2-2031", "FN N-ÅÅÅÅ", "En sak|FN 1-2031,FN 2-2031\n");
	LIST("En sak; Ä 12/31", NULL, "En sak|Ä 12/31\n");
	LIST("Svar på remiss; skolskjuts", NULL, "Svar på remiss; skolskjuts|\n");
	LIST("En sak;", NULL, "En sak|\n");
	LIST("Budget 2031, plan 2032–2034", NULL, "Budget 2031, plan 2032–2034|\n");
	LIST("Remiss (SOU 2029:82), S2029/03193; HSN-00003-2031", "HSN-NNNNN-ÅÅÅÅ",
		"Remiss (SOU 2029:82), S2029/03193|HSN-00003-2031\n");
	LIST("2030 års bokslut\n3 nya ledamöter", NULL, "2030 års bokslut|\n3 nya ledamöter|\n");
}

TEST(numbered_lines)
{
	LIST("1. Justering\n2. Budget  HSN 34-2031\n3) Karta\tHSN 35-2031", NULL,
		"Justering|\nBudget|HSN 34-2031\nKarta|HSN 35-2031\n");
	LIST("1.Justering\n2.Budget", NULL, "Justering|\nBudget|\n");
	LIST("§ 14 Justering\n§ 15 Budget", NULL, "Justering|\nBudget|\n");
	LIST("- Justering\n– Budget\n• Karta\n* Väg", NULL, "Justering|\nBudget|\nKarta|\nVäg|\n");
	/* gaps and the same number twice do not matter when every line has one */
	LIST("1. A\n2. B\n2. C\n7. D", NULL, "A|\nB|\nC|\nD|\n");
	SAID("1. A\n2. B", "");
}

TEST(forms_mixed)
{
	LIST("Justering\nInformationer; FN 36-2031\n3. Mobil skötsel  FN 79-2031\n4. Budget\n", "FN N-ÅÅÅÅ",
		"Justering|\nInformationer|FN 36-2031\nMobil skötsel|FN 79-2031\nBudget|\n");
}

TEST(number_without_title)
{
	LIST("1. A\n2.\n3. C", NULL, "A|\nC|\n");
	SAID("1. A\n2.\n3. C", "2: punkten saknar titel");
}

TEST(dnr_forms)
{
	LIST("A; 24RS10570\nB; HSN-00095-2023\nC; RS 2031/123\nD; 2031-00123\nE; KS2031/0123-1\nF; Dnr 598–2025", NULL,
		"A|24RS10570\nB|HSN-00095-2023\nC|RS 2031/123\nD|2031-00123\nE|KS2031/0123-1\nF|598–2025\n");
	LIST("Plan dnr: FN 3-2031\nVäg (FN 4-2031)\nBro, FN 5-2031\nSjö FN 6-2031", "FN N-ÅÅÅÅ",
		"Plan|FN 3-2031\nVäg|FN 4-2031\nBro|FN 5-2031\nSjö|FN 6-2031\n");
	/* another's number in the title is a part of the title */
	LIST("Remiss SOU 2030:12", NULL, "Remiss SOU 2030:12|\n");
	LIST("Möte  2031-03-20", NULL, "Möte|\n");
	LIST("Rapport från 2031-03-20", NULL, "Rapport från 2031-03-20|\n");
	LIST("Plan för 2032-2035", NULL, "Plan för 2032-2035|\n");
	/* a line of its own */
	LIST("Mobil skötsel\nDnr FN 79-2031\nVäg", NULL, "Mobil skötsel|FN 79-2031\nVäg|\n");
}

TEST(csv)
{
	LIST("Nr;Ärende;Dnr\n1;Justering;\n2;Mobil skötsel;FN 79-2031\n", NULL, "Justering|\nMobil skötsel|FN 79-2031\n");
	LIST("\xEF\xBB\xBFNr,Rubrik,Diarienummer\r\n1,\"Väg, bro och sjö\",FN 3-2031\r\n", NULL, "Väg, bro och sjö|FN 3-2031\n");
	LIST("Titel;Föredragande\n\"En \"\"sak\"\"\";Gun Ask\n", NULL, "En \"sak\"|\n");
	LIST("sep=;\nÄrenderubrik;Dnr\nEn sak;FN 1-2031\n", NULL, "En sak|FN 1-2031\n");
	LIST("1;Justering;FN 1-2031\n2;Budget;FN 2-2031\n", NULL, "Justering|FN 1-2031\nBudget|FN 2-2031\n");
	LIST("1\tJustering\tFN 1-2031\n2\tBudget\tFN 2-2031\n", NULL, "Justering|FN 1-2031\nBudget|FN 2-2031\n");
	LIST("\"Justering\";\"FN 1-2031\"\n\"Budget; hela\";\"FN 2-2031\"\n", NULL, "Justering|FN 1-2031\nBudget; hela|FN 2-2031\n");
	LIST("Nr;Titel;Dnr\n1;\"Två\nrader\";X 1\n", NULL, "Två rader|X 1\n");
	SAID("Nr;Titel;Dnr\n1;;FN 1-2031\n", "2: raden saknar titel");
	SAID("Nr;Titel;Dnr;Tid\n1;A;FN 1-2031;10.15\n", "2: kolumn 4 (Tid) togs inte med");
	SAID("Nr;Titel;Dnr\n1;\"A;FN 1-2031\n2;B;FN 2-2031\n", "citattecken");
}

static const char kallelse[] =
	"REGION FJÄLLBYGD                        KALLELSE\n"
	"Fjällberedningen                        2031-03-28\n"
	"\n"
	"Tid:   onsdag 9 april 2031 kl. 10.00\n"
	"Plats: Vitmossen, Storsele\n"
	"\n"
	"Ärenden\n"
	"\n"
	" 1   Justering\n"
	" 2   Mobil skötsel i tre byar och\n"
	"     utredning av vägen                 FN 79-2031\n"
	"     Föredragande: Gun Ask\n"
	" 3   Informationer                      kl. 10.15\n"
	"\n"
	"Sida 1 (2)\n"
	"\f 4   Aktivitetsplan 2031 ............. 7\n"
	"     Dnr FN 7-2031\n"
	"\n"
	"Anna Ek\n"
	"ordförande\n";

TEST(kallelse)
{
	struct agenda *a = agenda_parse(span_of(kallelse), span_of("FN N-ÅÅÅÅ"));
	struct str got = STR_INIT;

	items(a, &got);
	CHECK_STR(str_c(&got), "Justering|\nMobil skötsel i tre byar och utredning av vägen|FN 79-2031\n"
			       "Informationer|\nAktivitetsplan 2031|FN 7-2031\n");
	CHECK_INT(a->form, AGENDA_KALLELSE);
	CHECK_INT(a->entry[3].line, 16);
	str_release(&got);
	agenda_free(a);
	SAID(kallelse, "1: 5 rader hör inte till något ärende");
	SAID(kallelse, "12: raden hör inte till något ärende och togs inte med: ”Föredragande: Gun Ask”");
	SAID(kallelse, "13: ”kl. 10.15” bredvid ärendet togs inte med");
	SAID(kallelse, "19: 2 rader");
}

TEST(heading_above)
{
	LIST("Föredragningslista\n\n1. Justering\n2. Budget", NULL, "Justering|\nBudget|\n");
	LIST("Kallelse till nämnden\nFöredragningslista:\nJustering\nBudget", NULL, "Justering|\nBudget|\n");
	SAID("Föredragningslista\n\n1. Justering\n2. Budget", "1: raden hör inte till");
}

TEST(divided_words)
{
	LIST("Dagordning\n1. Hälso- och sjuk-\n   vård\n2. Mödra- \n   och barnhälsa", NULL,
		"Hälso- och sjukvård|\nMödra- och barnhälsa|\n");
}

TEST(bytes)
{
	LIST("\xC4rende om v\xE4g\n", NULL, "Ärende om väg|\n");
	SAID("\xC4rende om v\xE4g\n", "Latin-1");
	LIST("Väg\xC3\n", NULL, "Väg\xEF\xBF\xBD|\n");
	SAID("Ett\nVäg\xC3\n", "2: tecken som inte går att läsa");
	LIST("A\xCC\x8A-delen\n", NULL, "Å-delen|\n");
	LIST("A\x1B[31mB\x07\n", NULL, "A [31mB|\n");
	check_list_n(__LINE__, "A\0B", 3, NULL, "A B|\n");
	check_list_n(__LINE__, "\xFF\xFE\xC4\0v\0\n\0b\0", 10, NULL, "Äv|\nb|\n");
	LIST("A\xC2\xA0 B\n", NULL, "A B|\n");
}

/* Any bytes: no crash, no empty title, no line break or control in a title. */
TEST(random_bytes)
{
	static const char *const bits[] = {"1.", " ", "\n", ";", ",", "\t", "\"", "§", "Titel", "FN 3-2031", "\xC3", "\r\n",
		"Ärende", "Dnr", "2", "  ", "- ", "(", ")", "\0", "2031/12", "kl. 10.15", "....", "Nr;Titel;Dnr\n"};
	unsigned long seed = 7;

	for (int round = 0; round < 3000; round++) {
		struct str text = STR_INIT;
		struct agenda *a;
		size_t n = test_random(&seed) % 40;

		for (size_t i = 0; i < n; i++) {
			const char *bit = bits[test_random(&seed) % (sizeof(bits) / sizeof(*bits))];

			str_add(&text, bit, *bit ? strlen(bit) : 1);
		}
		a = agenda_parse(str_span(&text), test_random(&seed) % 2 ? SPAN_LIT("FN N-ÅÅÅÅ") : SPAN_NONE);
		for (size_t i = 0; i < a->nentries; i++) {
			struct span t = a->entry[i].title;

			CHECK(t.n > 0 && u8_valid(t.p, t.n, NULL) && !memchr(t.p, '\n', t.n) && !memchr(t.p, '\t', t.n));
			CHECK(a->entry[i].line >= 1);
		}
		agenda_free(a);
		str_release(&text);
	}
}

static void check_real(const char *name, const char *mask, size_t items_wanted, size_t dnr_wanted)
{
	char *path = str_format("%s/../shared/real/%s", getenv("TOP") ? getenv("TOP") : ".", name);
	struct str text = STR_INIT;
	size_t dnr = 0;
	struct agenda *a;

	if (!fs_exists(path)) {
		printf("SKIP: %s saknas\n", path);
	} else if (fs_read(path, &text, NULL) == 0) {
		a = agenda_parse(str_span(&text), span_of(mask));
		for (size_t i = 0; i < a->nentries; i++)
			dnr += a->entry[i].ndnr;
		CHECK_INT(a->nentries, items_wanted);
		CHECK_INT(dnr, dnr_wanted);
		CHECK_INT(a->nfindings, 0);
		agenda_free(a);
	}
	str_release(&text);
	free(path);
}

TEST(real_lists)
{
	check_real("vasterbotten.agenda", "HSN N-ÅÅÅÅ", 8, 6);
	check_real("norrbotten.agenda", "HSN-NNNNN-ÅÅÅÅ", 14, 9);
}
