/* rules: a table of right and wrong sentences for each rule, with the real
 * dictionary; the run itself with a made-up one. */
#include "lang/rules.h"
#include "base/fs.h"
#include "lang/spell.h"
#include "lang/speller.h"
#include "lang/words.h"

#include "test.h"

/* ------------------------------------------------------- with the dictionary */

struct real {
	struct speller *sp;
	struct words *words;
	struct spell *s;
};

static bool real_open(struct real *r)
{
	*r = (struct real){.sp = speller_new(NULL), .words = words_new()};
	if (speller_load(r->sp, NULL) != 0) {
		printf("SKIP: hunspell-sv saknas\n");
		speller_free(r->sp);
		words_free(r->words);
		return false;
	}
	r->s = spell_new(worker_new_inline(speller_verdicts, r->sp), worker_new_inline(speller_suggestions, r->sp), r->words);
	return true;
}

static void real_close(struct real *r)
{
	spell_free(r->s);
	speller_free(r->sp);
	words_free(r->words);
}

static void scan(struct spell *s, struct span src, unsigned what, struct spell_hits *out)
{
	for (int i = 0; i < 20; i++) {
		spell_hits_release(out);
		spell_scan(s, src, (struct range){0, src.n}, SPELL_NOWHERE, what, out);
		if (!out->asked)
			break;
		spell_wait(s, 10000);
	}
	CHECK_INT(out->asked, 0);
}

/* "SAR! arbets sätt=arbetssätt": the mark is ! red, ? yellow, - grey. */
static void add_hits(struct str *got, struct span src, const struct spell_hits *h)
{
	for (size_t i = 0; i < h->n; i++) {
		const struct spell_hit *x = &h->v[i];

		str_addf(got, "%s%s%c %.*s", got->len ? " | " : "", x->id, "!?-"[x->mark], (int)x->where.n, src.p + x->where.at);
		if (x->fix)
			str_addf(got, "=%s", x->fix);
	}
}

static void check_text(struct spell *s, const char *text, const char *want)
{
	struct spell_hits h = {0};
	struct str got = STR_INIT;

	spell_note_text(s, span_of(text));
	scan(s, span_of(text), SPELL_RULES, &h);
	add_hits(&got, span_of(text), &h);
	CHECK_SPAN(span_make(str_c(&got), got.len), want);
	spell_hits_release(&h);
	str_release(&got);
}

struct sentence {
	const char *text, *want;
};

#define CHECK_TABLE(table) \
	do { \
		struct real r_; \
		if (!real_open(&r_)) \
			return; \
		for (size_t i_ = 0; i_ < sizeof(table) / sizeof((table)[0]); i_++) \
			check_text(r_.s, (table)[i_].text, (table)[i_].want); \
		real_close(&r_); \
	} while (0)

TEST(split_bound)
{
	static const struct sentence rows[] = {
		{"Nya arbets sätt prövas.", "SAR! arbets sätt=arbetssätt"},
		{"Det finns hälso problem.", "SAR! hälso problem=hälsoproblem"},
		{"Mötet hålls i Vemhån salen.", ""},
	};

	CHECK_TABLE(rows);
}

TEST(split_known)
{
	static const struct sentence rows[] = {
		{"En fråga om folk bildning.", "SAR! folk bildning=folkbildning"},
		{"Personal möte hålls på måndag.", "SAR! Personal möte=Personalmöte"},
		{"Vi talar med Folk tandvården.", "SAR! Folk tandvården=Folktandvården"},
		/* two nouns that stand side by side and are right */
		{"Ett antal personer fick en liter mjölk.", ""},
		{"En rad frågor ställdes.", ""},
		{"De ger barn stöd.", ""},
		{"Varje barn rätt till vård.", ""},
		{"Det beslut nämnden fattade gäller.", ""},
		{"På vänster sida finns ett tomt område.", ""},
	};

	CHECK_TABLE(rows);
}

TEST(split_seen_in_the_draft)
{
	static const struct sentence rows[] = {
		{"Sjöplanen är klar.\n\nDet finns en sjö plan.", "SAR! sjö plan=sjöplan"},
		{"Det finns en sjö plan.", "SAR? sjö plan=sjöplan"},
	};

	CHECK_TABLE(rows);
}

TEST(split_genitive)
{
	static const struct sentence rows[] = {
		{"Anna är verksamhets chef i Storsele.", "SAR! verksamhets chef=verksamhetschef"},
		{"Kapaciteten i avlopps reningsverket räcker.", "SAR! avlopps reningsverket=avloppsreningsverket"},
		{"Det var en dags arbete.", ""},
		{"En patients rätt och ett barns behov.", ""},
		{"Nämndens ordförande talar om årets plan.", ""},
		{"Det är en nämnds ansvar.", ""},
	};

	CHECK_TABLE(rows);
}

TEST(split_by_agreement)
{
	static const struct sentence rows[] = {
		{"Detta får negativa följd effekter.", "SAR! följd effekter=följdeffekter"},
		{"Sedan golv entreprenören slutat.", "SAR? golv entreprenören=golventreprenören"},
		{"Flera sekundär transporter gjordes.", "SAR? sekundär transporter=sekundärtransporter"},
		{"En kommun övergripande plan.", "SAR? kommun övergripande=kommunövergripande"},
		{"Mer förebyggande insatser behövs.", ""},
		{"Elever med diabetes typ 1 får stöd.", ""},
		{"Nämnden har hög beredskap.", ""},
		{"Vice ordföranden informerar.", ""},
		{"Protokoll tillgänglighetsrådet Storsele", ""},
		{"En text baserad på siffror.", ""},
		{"När ett nytt dokument visas i rutan.", ""},
	};

	CHECK_TABLE(rows);
}

TEST(split_listed)
{
	static const struct sentence rows[] = {
		{"Årets under skott är stort.", "SAR! under skott=underskott"},
		{"Det är så väl barn som vuxna.", "SAR! så väl=såväl"},
		{"En grund skola byggs.", "SAR! grund skola=grundskola"},
		{"Det finns till gång.", ""},
	};

	CHECK_TABLE(rows);
}

TEST(split_acronyms_and_numbers)
{
	static const struct sentence rows[] = {
		{"Nya HälSam strukturen gäller.", "SAR! HälSam strukturen=HälSam-strukturen"},
		{"Deras ledarskaps-ST tjänster räcker.", "SAR! ledarskaps-ST tjänster=ledarskaps-ST-tjänster"},
		{"Alla 60 åringar får ett brev.", "SAR! 60 åringar=60-åringar"},
		{"I år fick SKR uppdraget.", ""},
		{"Under 60 år.", ""},
	};

	CHECK_TABLE(rows);
}

TEST(joined_by_mistake)
{
	static const struct sentence rows[] = {
		{"Tillskillnad från i fjol.", "ISAR! Tillskillnad=Till skillnad"},
		{"Det är till skillnad från i fjol.", ""},
	};

	CHECK_TABLE(rows);
}

TEST(genitive)
{
	static const struct sentence rows[] = {
		{"Anslutningen till Försäkringskassan elektroniska system kostar.", "GEN! Försäkringskassan=Försäkringskassans"},
		{"Att vara ansluten till Försäkringskassan system kostar.", "GEN! Försäkringskassan=Försäkringskassans"},
		{"En lag där regionerna skyldigheter regleras.", "GEN! regionerna=regionernas"},
		{"Ett stöd från Boverket anslag.", "GEN! Boverket=Boverkets"},
		{"Därför har regionen skyldigheter.", ""},
		{"De får av regionen stöd.", ""},
		{"Länsstyrelsen begär synpunkter på strategin.", ""},
		{"Regionens skyldigheter och nämnden själv.", ""},
		{"Nämnden beslutar att ge nämnden uppdrag.", ""},
	};

	CHECK_TABLE(rows);
}

TEST(verbs)
{
	static const struct sentence rows[] = {
		{"Man har även påbörjar ett arbete.", "HAR! påbörjar=påbörjat"},
		{"Nämnden har beslutar om planen.", "HAR! beslutar=beslutat"},
		{"Förslaget har inte ersatts av något annat.", ""},
		{"Det stöd vi har visar sig räcka.", ""},
		{"Klinikerna har inte kunnat bemannats.", "HAR! bemannats=bemannas"},
		{"Nämnden ska beslutar om planen.", "HAR! beslutar=besluta"},
		{"Nämnden kan besluta, och den ska göra det.", ""},
		{"Nämnden skulle kunnat besluta.", ""},
		{"Nämnden vill att kommunen teckna avtal.", "VERB! teckna=tecknar"},
		{"Nämnden föreslår att priserna delas ut.", ""},
		{"Då ska nämnden besluta.", ""},
	};

	CHECK_TABLE(rows);
}

TEST(hyphens)
{
	static const struct sentence rows[] = {
		{"Inom hälso-och sjukvården.", "OCH! hälso-och=hälso- och"},
		{"Inom hälso och sjukvården.", "OCH! hälso=hälso-"},
		{"Lagen om offentlighets och sekretessfrågor.", "OCH! offentlighets=offentlighets-"},
		{"Inom hälso- och sjukvården.", ""},
		{"Barn- och unga vuxna.", "OCH- Barn-=Barn"},
		{"Barn- och ungdomsvård.", ""},
		{"Kommunens och regionens ansvar.", ""},
		{"Det är EU,s mål.", "KOLON! EU,s=EU:s"},
	};

	CHECK_TABLE(rows);
}

TEST(confused)
{
	static const struct sentence rows[] = {
		{"Rutinen ska ske ses över.", "FORV! ske=ska"},
		{"Ärendet ske inte avgöras i dag.", "FORV! ske=ska"},
		{"Det ska ske en översyn.", ""},
		{"De har lagt hål i tänder.", "FORV! lagt=lagat"},
		{"De har lagt ett förslag.", ""},
		{"Vart ligger skolan?", "FORV! Vart=Var"},
		{"Det är en många ärenden.", "FORV! en många=många"},
		{"Den nationell planen gäller.", "FORV! nationell=nationella"},
		{"Den nationella planen gäller.", ""},
		{"Bidrag ges tom december och from den 1 mars.", "FORV! tom=t.o.m. | FORV! from=fr.o.m."},
		{"Lådan är tom. Den tom som står där.", ""},
		{"Eftersom dem är två.", "FORV! dem=de"},
		{"De ser på dem som är här.", ""},
	};

	CHECK_TABLE(rows);
}

TEST(small_letters)
{
	static const struct sentence rows[] = {
		{"Mötet hålls den 4 November 2031.", "LITEN! November=november"},
		{"Beslut väntas på Måndag eller i Januari.", "LITEN! Måndag=måndag | LITEN! Januari=januari"},
		{"Mötet hålls den 4 november, på måndag.", ""},
		{"Måndag är en dag. Januari likaså.", ""},
		{"Ledamoten Maj deltar i boken Augusti.", ""},
		{"Vår nämnd Beslutar att bifalla förslaget.", "LITEN? Beslutar=beslutar"},
		{"Vår nämnd beslutar att bifalla Förslaget.", ""},
		{"Projektet Kan Vi Mer avslutas.", ""},
	};

	CHECK_TABLE(rows);
}

TEST(repeated)
{
	static const struct sentence rows[] = {
		{"Det är är klart.", "DUBB! är är=är"},
		{"Det är klart. Klart är det.", ""},
		{"Stöd i i-länder.", ""},
	};

	CHECK_TABLE(rows);
}

TEST(never_certain_in_a_quotation)
{
	struct real r;
	struct spell_hits h = {0};
	struct span src = SPAN_LIT("> Nya arbets sätt prövas.\n\nHan sa: ”Nya arbets sätt.\nDet var arbets sätt.” Ja, arbets sätt.\n");

	if (!real_open(&r))
		return;
	scan(r.s, src, SPELL_WORDS | SPELL_RULES, &h);
	CHECK_INT(h.n, 4);
	for (size_t i = 0; i < h.n && i < 4; i++) {
		CHECK(h.v[i].quoted == (i < 3));
		CHECK((h.v[i].fix == NULL) == (i < 3));
		CHECK_INT(h.v[i].mark, i < 3 ? SPELL_YELLOW : SPELL_RED);
	}
	spell_hits_release(&h);
	real_close(&r);
}

TEST(turned_off)
{
	struct real r;
	struct pairs off = {0};

	if (!real_open(&r))
		return;
	pairs_parse(SPAN_LIT("SAR = av\nHAR = på\n"), &off);
	spell_set_off(r.s, &off);
	check_text(r.s, "Nya arbets sätt har påbörjar.", "HAR! påbörjar=påbörjat");
	spell_set_off(r.s, NULL);
	check_text(r.s, "Nya arbets sätt.", "SAR! arbets sätt=arbetssätt");
	pairs_release(&off);
	real_close(&r);
}

/* A finding of a rule takes the place of the words in it; the word under the
 * cursor is left alone. */
TEST(with_words)
{
	struct real r;
	struct spell_hits h = {0};
	struct span src = SPAN_LIT("Nya arbets sätt och felstavdt ord.");

	if (!real_open(&r))
		return;
	scan(r.s, src, SPELL_WORDS | SPELL_RULES, &h);
	CHECK_INT(h.n, 2);
	CHECK_INT(h.words, 6);
	spell_hits_release(&h);
	spell_scan(r.s, src, (struct range){0, src.n}, 15, SPELL_WORDS | SPELL_RULES, &h);
	CHECK_INT(h.n, 2); /* the word, red by itself, and felstavdt */
	CHECK(h.n > 0 && h.v[0].where.n == 6);
	spell_hits_release(&h);
	real_close(&r);
}

/* Any bytes: findings inside, in order, never overlapping; any cut. */
TEST(any_bytes)
{
	static const char *const piece[] = {"arbets ", "sätt ", "hälso-och ", "\n", "> ", "- ", "”", "|", "# ", "har ", "även ", "påbörjar ",
		"regionen ", "skyldigheter ", "att ", "en ", "ett ", "beslut ", "Folk ", "tandvården ", "\xC3", "\xFF", "60 ", "åringar ",
		"HSN ", ", ", ". ", "ske ", "ses ", "under ", "skott ", "<!--", "-->", "verksamhets ", "chef ", "\xE2\x80\x91", "--- \n", "barn- ",
		"och ", "är ", "a\xCC\x88r ", "\xC2\xAD", "dem "};
	struct real r;
	unsigned long seed = 11;

	if (!real_open(&r))
		return;
	for (int i = 0; i < 1500; i++) {
		struct str t = STR_INIT;
		struct spell_hits h = {0};
		size_t n = test_random(&seed) % 30;
		struct range within;

		for (size_t k = 0; k < n; k++)
			str_adds(&t, piece[test_random(&seed) % (sizeof piece / sizeof piece[0])]);
		within.at = t.len ? test_random(&seed) % t.len : 0;
		within.n = 1 + test_random(&seed) % 80;
		spell_note_text(r.s, str_span(&t));
		for (int pass = 0; pass < 6; pass++) {
			spell_hits_release(&h);
			spell_scan(r.s, str_span(&t), within, within.at + 3, SPELL_WORDS | SPELL_RULES, &h);
			spell_wait(r.s, 1000);
		}
		for (size_t k = 0; k < h.n; k++) {
			CHECK(h.v[k].where.n > 0 && h.v[k].where.at + h.v[k].where.n <= t.len);
			CHECK(k == 0 || h.v[k - 1].where.at + h.v[k - 1].where.n <= h.v[k].where.at);
		}
		spell_hits_release(&h);
		str_release(&t);
	}
	real_close(&r);
}

/* ---------------------------------------------------- with a made-up dictionary */

struct fake {
	bool silent; /* no answer yet */
	size_t asked;
};

static bool fake_class(void *ctx, struct span word, unsigned *bits)
{
	struct fake *f = ctx;

	f->asked++;
	*bits = span_is(word, "folktandvård") ? WORD_KNOWN | WORD_ENTRY | WORD_NOUN : 0;
	return !f->silent;
}

static unsigned fake_seen(void *ctx, struct span low)
{
	(void)ctx;
	(void)low;
	return 0;
}

TEST(silent_until_answered)
{
	struct fake f = {.silent = true};
	const struct rules_host host = {&f, fake_class, fake_seen};
	char *dir = test_folder();
	struct rules *r = rules_new(dir);
	struct spell_hits h = {0};
	struct rules_word w[2] = {
		{.where = {0, 4}, .text = SPAN_LIT("folk"), .low = SPAN_LIT("folk"), .bits = WORD_KNOWN | WORD_NOUN},
		{.where = {5, 8}, .text = SPAN_LIT("tandvård"), .low = SPAN_LIT("tandvård"), .bits = WORD_KNOWN | WORD_NOUN,
			.gap = RULES_BLANK},
	};

	rules_run(r, w, 2, &host, NULL, &h);
	CHECK_INT(h.n, 0);
	CHECK(f.asked > 0);
	f.silent = false;
	rules_run(r, w, 2, &host, NULL, &h);
	CHECK_INT(h.n, 1);
	CHECK(h.n == 1 && h.v[0].fix && span_is(span_of(h.v[0].fix), "folktandvård"));
	spell_hits_release(&h);
	/* closed words are never joined: nothing is asked */
	w[0].bits = w[1].bits = WORD_KNOWN | WORD_CLOSED;
	f.asked = 0;
	rules_run(r, w, 2, &host, NULL, &h);
	rules_run(r, NULL, 0, &host, NULL, &h);
	CHECK_INT(f.asked, 0);
	CHECK_INT(h.n, 0);
	rules_free(r);
	rules_free(NULL);
	spell_hits_release(&h);
	free(dir);
}

/* Twice the line asks twice as much, not four times: it runs beside typing. */
TEST(questions_are_few)
{
	enum { PAIRS = 200 };
	struct fake f = {0};
	const struct rules_host host = {&f, fake_class, fake_seen};
	char *dir = test_folder();
	struct rules *r = rules_new(dir);
	struct rules_word w[2 * PAIRS];
	size_t asked[2];

	for (size_t i = 0; i < 2 * PAIRS; i++) {
		struct span text = i % 2 ? SPAN_LIT("tandvård") : SPAN_LIT("folk");

		w[i] = (struct rules_word){.where = {9 * i, text.n}, .text = text, .low = text,
			.bits = WORD_KNOWN | WORD_NOUN, .gap = i ? RULES_BLANK : RULES_FIRST};
	}
	for (size_t k = 0; k < 2; k++) {
		struct spell_hits h = {0};

		f.asked = 0;
		rules_run(r, w, (k + 1) * PAIRS, &host, NULL, &h);
		asked[k] = f.asked;
		CHECK(h.n > 0);
		spell_hits_release(&h);
	}
	CHECK(asked[0] > 0 && asked[0] <= 10 * PAIRS);
	CHECK(asked[1] <= 2 * asked[0] + 10);
	rules_free(r);
	free(dir);
}

/* A list that cannot be understood is passed over, row by row. */
TEST(odd_lists)
{
	char *dir = test_folder();
	char *path = fs_join(dir, "forvaxling");
	struct fake f = {0};
	const struct rules_host host = {&f, fake_class, fake_seen};
	static const char text[] = "a <finns-inte> = b\n!x = y\n\xFF\xFE = c\na b c d e f g h i j k = l\n^ = x\nfolk tandvård\n? folk tandvård? = x <1> <9>\n= y\n";
	struct spell_hits h = {0};
	struct rules *r;
	struct rules_word w[2] = {
		{.where = {0, 4}, .text = SPAN_LIT("folk"), .low = SPAN_LIT("folk"), .bits = WORD_CLOSED},
		{.where = {5, 8}, .text = SPAN_LIT("tandvård"), .low = SPAN_LIT("tandvård"), .gap = RULES_BLANK},
	};

	CHECK_INT(fs_write_atomic(path, text, sizeof text - 1, 0644, NULL), 0);
	r = rules_new(dir);
	rules_run(r, w, 2, &host, NULL, &h);
	CHECK_INT(h.n, 1);
	rules_free(r);
	spell_hits_release(&h);
	free(path);
	free(dir);
}

TEST(table_is_whole)
{
	CHECK(rules_count() > 10);
	for (size_t i = 0; i < rules_count(); i++) {
		struct rules_info info = rules_info(i);

		CHECK(info.id && *info.id && info.why && *info.why && info.source);
		CHECK(!strchr(info.why, '\n'));
	}
}
