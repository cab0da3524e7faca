/* names: the tables of words the format knows. */
#include "base/u8.h"
#include "doc/read.h"

static const struct {
	const char *name, *slag, *lower;
} sections[SECTIONS] = {
	[SECTION_SAMMANFATTNING] = {"Sammanfattning", "sammanfattning", "sammanfattning"},
	[SECTION_ARENDE] = {"Ärendet", "arende", "ärendet"},
	[SECTION_BAKGRUND] = {"Bakgrund", "bakgrund", "bakgrund"},
	[SECTION_BEDOMNING] = {"Bedömning", "bedomning", "bedömning"},
	[SECTION_FORSLAG] = {"Förslag till beslut", "forslag", "förslag till beslut"},
	[SECTION_BEHANDLING] = {"Ärendets behandling", "behandling", "ärendets behandling"},
	[SECTION_YRKANDEN] = {"Yrkanden", "yrkanden", "yrkanden"},
	[SECTION_BESLUTSGANG] = {"Beslutsgång", "beslutsgang", "beslutsgång"},
	[SECTION_OMROSTNING] = {"Omröstning", "omrostning", "omröstning"},
	[SECTION_BESLUT] = {"Beslut", "beslut", "beslut"},
	[SECTION_RESERVATION] = {"Reservation", "reservation", "reservation"},
	[SECTION_SARSKILT_YTTRANDE] = {"Särskilt yttrande", "sarskilt-yttrande", "särskilt yttrande"},
	[SECTION_NOTERING] = {"Protokollsanteckning", "notering", "protokollsanteckning"},
	[SECTION_JAV] = {"Jäv", "jav", "jäv"},
	[SECTION_YTTRANDE] = {"Yttrande", "yttrande", "yttrande"},
	[SECTION_EKONOMI] = {"Ekonomiska konsekvenser", "ekonomi", "ekonomiska konsekvenser"},
	[SECTION_JAMSTALLDHET] = {"Jämställdhetsperspektiv", "jamstalldhet", "jämställdhetsperspektiv"},
	[SECTION_BARNRATT] = {"Barnrättsperspektiv", "barnratt", "barnrättsperspektiv"},
	[SECTION_UNDERLAG] = {"Beslutsunderlag", "underlag", "beslutsunderlag"},
	[SECTION_UTDRAG] = {"Protokollsutdrag", "utdrag", "protokollsutdrag"},
};

/* What the house styles print, and what is typed instead of the canonical name. */
static const struct {
	const char *label;
	enum section_kind kind;
} labels[] = {
	{"ärendebeskrivning", SECTION_ARENDE},
	{"protokollsnotering", SECTION_NOTERING},
	{"protokollsanteckningar", SECTION_NOTERING},
	{"förvaltningens bedömning", SECTION_BEDOMNING},
	{"yttrande till beslutsförslaget", SECTION_YTTRANDE},
	{"protokollsutdrag skickas till", SECTION_UTDRAG},
	{"ärendets behandling under sammanträdet", SECTION_BEHANDLING},
	{"reservationer", SECTION_RESERVATION},
	{"yrkande", SECTION_YRKANDEN},
};

static const char *const slags[SLAGS] = {
	[SLAG_BESLUT] = "beslut",
	[SLAG_OPPNANDE] = "öppnande",
	[SLAG_UPPROP] = "upprop",
	[SLAG_JUSTERING] = "justering",
	[SLAG_FOREDRAGNINGSLISTA] = "föredragningslista",
	[SLAG_INFORMATION] = "information",
	[SLAG_MEDDELANDE] = "meddelande",
	[SLAG_DELEGATION] = "delegation",
	[SLAG_INITIATIV] = "initiativ",
	[SLAG_VAL] = "val",
	[SLAG_AVSLUT] = "avslut",
};

static const char *const yrkanden[YRKANDE_KINDS] = {
	[YRKANDE_BIFALL] = "bifall",
	[YRKANDE_AVSLAG] = "avslag",
	[YRKANDE_TILLAGG] = "tillägg",
	[YRKANDE_ANDRING] = "ändring",
	[YRKANDE_ATERREMISS] = "återremiss",
	[YRKANDE_BORDLAGGNING] = "bordläggning",
	[YRKANDE_EGET] = "eget",
};

const char *section_name(enum section_kind k)
{
	return k < SECTIONS ? sections[k].name : NULL;
}

const char *section_slag(enum section_kind k)
{
	return k < SECTIONS ? sections[k].slag : "fri";
}

enum section_kind section_find(struct span name)
{
	for (enum section_kind k = 0; k < SECTIONS; k++)
		if (span_is(name, sections[k].name))
			return k;
	return SECTION_FREE;
}

enum section_kind section_find_slag(struct span slag)
{
	for (enum section_kind k = 0; k < SECTIONS; k++)
		if (span_is(slag, sections[k].slag))
			return k;
	return SECTION_FREE;
}

enum section_kind section_find_label(struct span name)
{
	enum section_kind found = SECTION_FREE;
	size_t n;
	char *folded;

	if (name.n > 80)
		return SECTION_FREE;
	folded = u8_fold(name.p, name.n, &n);
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (span_is(span_make(folded, n), labels[i].label))
			found = labels[i].kind;
	for (enum section_kind k = 0; k < SECTIONS && found == SECTION_FREE; k++)
		if (span_is(span_make(folded, n), sections[k].lower))
			found = k;
	free(folded);
	return found;
}

const char *slag_name(enum item_slag s)
{
	return s < SLAGS ? slags[s] : NULL;
}

enum item_slag slag_find(struct span name)
{
	for (enum item_slag s = 0; s < SLAGS; s++)
		if (span_is(name, slags[s]))
			return s;
	return SLAG_UNKNOWN;
}

const char *yrkande_kind_name(enum yrkande_kind k)
{
	return k < YRKANDE_KINDS ? yrkanden[k] : NULL;
}

bool yrkande_kind_find(struct span name, enum yrkande_kind *out)
{
	for (enum yrkande_kind k = 0; k < YRKANDE_KINDS; k++) {
		if (span_is(name, yrkanden[k])) {
			*out = k;
			return true;
		}
	}
	return false;
}
