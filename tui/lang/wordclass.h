/* wordclass: what a written word can be, as bits. A word mostly can be several
 * things; a bit says "can be", never "is". The helper finds them with our own
 * reader of the dictionary's flags (speller_lexicon), the editor keeps them with
 * the verdict. A compound has the bits of its last part.
 * Source: the flags of sv_SE.aff; language.md, section 3. */
#ifndef LANG_WORDCLASS_H
#define LANG_WORDCLASS_H

enum word_bits {
	WORD_KNOWN = 1u << 0,       /* the speller accepts it */
	WORD_ENTRY = 1u << 1,       /* an entry or an inflected form of one; without it a
	                             * known word is a compound put together for the occasion */
	WORD_OWN = 1u << 2,         /* ... of our own dict/ */
	WORD_NOUN = 1u << 3,        /* a noun: indefinite singular, no genitive: "nämnd" */
	WORD_NOUN_DEF = 1u << 4,    /* "nämnden" */
	WORD_NOUN_PL = 1u << 5,     /* "nämnder" */
	WORD_NOUN_PLDEF = 1u << 6,  /* "nämnderna" */
	WORD_GENITIVE = 1u << 7,    /* a genitive in -s of a noun or name: "nämnds", "nämndens" */
	WORD_UTRUM = 1u << 8,       /* en nämnd: said of the bits above */
	WORD_NEUTRUM = 1u << 9,     /* ett beslut */
	WORD_NAME = 1u << 10,       /* a name: only with a capital in the dictionary */
	WORD_ADJ = 1u << 11,        /* "stor"; undeclined ones too */
	WORD_ADJ_T = 1u << 12,      /* "stort" */
	WORD_ADJ_A = 1u << 13,      /* "stora", "största" */
	WORD_INFINITIVE = 1u << 14, /* "besluta" */
	WORD_PRESENT = 1u << 15,    /* "beslutar" */
	WORD_PAST = 1u << 16,       /* "beslutade" */
	WORD_SUPINE = 1u << 17,     /* "beslutat" */
	WORD_IMPERATIVE = 1u << 18, /* "besluta", "spring" */
	WORD_PASSIVE = 1u << 19,    /* a verb form in -s: "beslutas", "ses" */
	WORD_CLOSED = 1u << 20,     /* pronoun, preposition, conjunction, numeral, common adverb */
	WORD_FIRST = 1u << 21,      /* can begin a compound as it stands: "tandvård", "verksamhets" */
	WORD_LINK_S = 1u << 22,     /* ... only with a linking -s, which it has: "verksamhets" */
	WORD_TAIL = 1u << 23,       /* can end a compound */
	WORD_ONLY_PART = 1u << 24,  /* is no word of its own: "arbets", "utomlän" */
	WORD_GENITIVE_INDEF = 1u << 25, /* ... of the indefinite singular: "nämnds", not "nämndens" */
	WORD_MIDDLE = 1u << 26,     /* can stand inside a compound: "nämnds" in tandvårdsnämndsmöte */
	WORD_PRONOUN = 1u << 27,    /* a closed word that is a pronoun, article or determiner */
	WORD_PREPOSITION = 1u << 28,
	WORD_NUMERAL = 1u << 29,
	WORD_AUXILIARY = 1u << 30,  /* har, ska, kan, bör: the tense bits say which form */
	WORD_LOOSE = WORD_TAIL,     /* of a word that is not known: two words that are right, in a
	                             * compound the dictionary does not allow: "chefläkare" */
	WORD_NOUN_MASK = WORD_NOUN | WORD_NOUN_DEF | WORD_NOUN_PL | WORD_NOUN_PLDEF,
	WORD_VERB_MASK = WORD_INFINITIVE | WORD_PRESENT | WORD_PAST | WORD_SUPINE | WORD_IMPERATIVE | WORD_PASSIVE,
	WORD_ADJ_MASK = WORD_ADJ | WORD_ADJ_T | WORD_ADJ_A,
};

#endif
