/* packet: what is sent to one justerare: the draft in a form that any program
 * can edit, headed UTKAST – EJ JUSTERAT and bound to one version.
 *
 *   txt     plain text at 72 columns; each part with its mark [12.3] in front
 *   md      the draft itself under a head
 *   critic  the same, with how CriticMarkup is written said in the head
 *   bundle, remote: made by store/ (one version, without what came before it)
 *   docx    not yet
 *
 * The head says in Swedish what to do, whom to send it to, and a line that binds it:
 * "Utskick 3, version 12 (a1b2c3d4e5f6)". In it and before the text stand also: every change
 * inside a decision after its klubbslag, as old and new, with the reason (doc/gavel.h), and what
 * has changed since the same person last got the text. A line "==== TEXTEN BÖRJAR ====" begins
 * and "==== TEXTEN SLUTAR ====" ends what can be edited.
 * Private notes are left out, and so are control characters.
 *
 * How txt stands between BEGIN and END: each part of the sheet (justering/sheet.h) with
 * its mark at the beginning of the line, its words after it, the lines that go on
 * indented; words are parted where the draft has blanks and nowhere else. Nothing
 * else stands there but, in front of each § head, a line that is PACKET_MARK alone.
 * No bullets, no bars of tables (columns are aligned), no ">".
 Source: R41, R48, U4, U5. */
#ifndef JUSTERING_PACKET_H
#define JUSTERING_PACKET_H

#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"

#define PACKET_MARK "UTKAST – EJ JUSTERAT"
#define PACKET_BEGIN "==== TEXTEN BÖRJAR ===="
#define PACKET_END "==== TEXTEN SLUTAR ===="

enum packet_form { PACKET_TXT, PACKET_MD, PACKET_CRITIC, PACKET_BUNDLE, PACKET_REMOTE, PACKET_DOCX, PACKET_FORMS };

struct packet_head {
	const char *meeting;     /* "Fjällberedningen 2031-04-09" */
	const char *to;          /* "Bo Lind (M)" */
	const char *from;        /* the secretary, or NULL */
	int nr;                  /* of the packet, 1.. in the meeting */
	int version;
	const char *id;          /* of the version, 40 digits */
	struct stamp sent;
	struct date answer_by;   /* year 0: not said */
	struct span seen;        /* the draft as this person got it last; absent: the first time */
	struct span klubbslag;   /* lines on decisions changed after klubbslag, or absent */
};

const char *packet_form_name(enum packet_form f);   /* "txt" */
int packet_form_find(struct span name);             /* -1; "git" is the bundle */
const char *packet_suffix(enum packet_form f);      /* ".txt", ".md", ".critic.md", ".bundle" */

/* txt, md and critic. */
/* Of BUNDLE and REMOTE the head alone (UTKAST.txt). */
void packet_write(struct str *out, enum packet_form f, struct span draft, const struct packet_head *h);
/* The numbers of the binding line in what came back, wherever it stands (quoted,
 * re-wrapped); id gets the first twelve digits. false when there is none. */
bool packet_find_binding(struct span bytes, int *nr, int *version, char id[13]);

/* The head's fixed sentences, the examples of answers among them: not the reader's own
 * words when they come back. In order; NULL ends. */
const char *const *packet_phrases(void);

/* What differs between two drafts as they are seen, a sentence a line with its §:
 * "§ 13: Nämnden [-beslutar-]{+beslutade+} att ...". Notes and marks are not in it. */
void packet_add_changes(struct str *out, struct span before, struct span now);

#endif
