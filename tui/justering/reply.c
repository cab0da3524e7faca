/* reply: see reply.h. Decides what kind of answer it is and joins the steps of
 * reply_inner.h; what was said beside the text is never lost. */
#include "justering/reply.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "justering/critic.h"
#include "justering/packet.h"
#include "justering/remarks.h"
#include "justering/reply_inner.h"

struct reading {
	struct reply *out;
	struct protocol *p;
	struct sheet s;
	const struct strlist *abbreviations;
	struct reply_mail mail;
	struct str restored;
	struct critic critic;
	struct copy copy;              /* as it is wanted */
	uint32_t *id, ids;
	struct part_words *part;       /* one each of the sheet's */
	struct word_changes words;
};

const char *reply_form_name(enum reply_form f)
{
	static const char *const names[REPLY_FORMS] = {
		[REPLY_TEXT] = "text", [REPLY_MARKDOWN] = "markdown", [REPLY_CRITIC] = "criticmarkup",
		[REPLY_REMARKS] = "anmärkningar",
	};

	return f < REPLY_FORMS ? names[f] : NULL;
}

void reply_release(struct reply *r)
{
	changes_release(&r->changes);
	free(r->message);
	strlist_release(&r->note);
	*r = (struct reply){.form = REPLY_TEXT};
}

/* ------------------------------------------------------------ what did not come back */

static void add_place(struct str *out, int para)
{
	if (para)
		str_addf(out, "§ %d", para);
	else
		str_adds(out, "Uppgifterna på framsidan");
}

/* The words of a part, cut to a few for a message. */
static void add_short(struct str *out, const struct sheet *s, const struct sheet_part *part)
{
	struct span seen = span_sub(str_span(&s->seen), part->seen.at, part->seen.n);
	size_t fit = u8_fit(seen.p, seen.n, 40);

	for (size_t i = 0; i < fit; i++)
		str_addc(out, seen.p[i] == '\n' ? ' ' : seen.p[i]);
	if (fit < seen.n)
		str_adds(out, " …");
}

static void note_part(struct reading *r, size_t i)
{
	const struct sheet_part *part = &r->s.part[i];
	struct str line = STR_INIT;

	add_place(&line, part->para);
	str_adds(&line, ": ”");
	add_short(&line, &r->s, part);
	str_adds(&line, "” finns inte med i svaret; det är inte jämfört och inte struket");
	strlist_addf(&r->out->note, "%s", str_c(&line));
	str_release(&line);
}

/* One note for all §§ that did not come back, one for each part of the others. */
static void note_missing(struct reading *r)
{
	struct str whole = STR_INIT;
	size_t n = 0;

	for (size_t i = 0, end; i < r->s.nparts; i = end) {
		size_t there = 0;

		for (end = i; end < r->s.nparts && r->s.part[end].item == r->s.part[i].item; end++)
			there += r->part[end].there;
		if (there == 0) {
			if (n++)
				str_adds(&whole, ", ");
			add_place(&whole, r->s.part[i].para);
			continue;
		}
		for (; i < end; i++)
			if (!r->part[i].there)
				note_part(r, i);
			else if (r->part[i].moved)
				strlist_addf(&r->out->note, "[%d.%d] står på ett annat ställe i svaret; orden är jämförda, flytten är inte med",
					r->s.part[i].para, r->s.part[i].nr);
	}
	if (n)
		strlist_addf(&r->out->note, "%s finns inte med i svaret; inget där är jämfört eller struket", str_c(&whole));
	str_release(&whole);
}

/* ------------------------------------------------------------ words that belong nowhere */

static void add_message(struct str *out, struct span text)
{
	text = span_trim(text);
	while (text.n && text.p[0] == '\n')
		text = span_trim(span_from(text, 1));
	while (text.n && text.p[text.n - 1] == '\n')
		text = span_trim(span_sub(text, 0, text.n - 1));
	if (text.n == 0)
		return;
	if (out->len)
		str_adds(out, "\n\n");
	str_addspan(out, text);
}

static char *as_line(struct span s)
{
	struct str out = STR_INIT;

	for (size_t i = 0; i < s.n; i++)
		str_addc(&out, s.p[i] == '\n' ? ' ' : s.p[i]);
	return out.buf ? str_take(&out) : span_dup(SPAN_NONE);
}

/* Runs of words of the copy that no part took. */
static void loose_words(struct reading *r, struct str *message)
{
	const struct copy *c = &r->copy;
	bool *taken = mem_array(c->n + 1, sizeof *taken);

	for (size_t i = 0; i < r->s.nparts; i++)
		for (size_t k = r->part[i].from; r->part[i].there && k < r->part[i].to; k++)
			taken[k] = true;
	for (size_t i = 0, end; i < c->n; i = end) {
		struct span text;

		for (end = i; end < c->n && taken[end] == taken[i]; end++)
			;
		if (taken[i])
			continue;
		text = span_sub(c->text, c->word[i].at.at, c->word[end - 1].at.at + c->word[end - 1].at.n - c->word[i].at.at);
		if (r->mail.marked) {
			char *line = as_line(text);

			changes_add(&r->out->changes, (struct range){0, 0}, SPAN_NONE, span_of(line));
			strlist_addf(&r->out->note, "text som inte hör till någon del av protokollet är sparad som en anmärkning");
			free(line);
		} else {
			add_message(message, text);
		}
	}
	free(taken);
}

/* ------------------------------------------------------------ CriticMarkup */

/* What was taken away with marks is not only left out. */
static void struck_parts(struct reading *r)
{
	struct copy sent;
	struct part_words *was;
	uint32_t *id, ids;

	if (r->critic.nchanges == 0)
		return;
	copy_read(&sent, &r->s, str_span(&r->critic.sent), r->copy.lost);
	id = reply_ids(&r->s, &sent, &ids);
	was = mem_array(r->s.nparts + 1, sizeof *was);
	reply_parts(was, &r->s, id, ids, &sent);
	for (size_t i = 0, at = 0; i < r->s.nparts; i++) {
		if (was[i].there && !r->part[i].there && span_find(str_span(&r->restored), "{--", 0) != (size_t)-1)
			r->part[i] = (struct part_words){at, at, true, false};
		if (r->part[i].there && !r->part[i].moved)
			at = r->part[i].to;
	}
	free(was);
	free(id);
	copy_release(&sent);
}

static void add_comment(struct change *c, const char *text)
{
	char *all = c->comment ? str_format("%s / %s", c->comment, text) : mem_strdup(text);

	free(c->comment);
	c->comment = all;
}

static bool only_blanks(struct span s, size_t from, size_t to)
{
	for (; from < to && from < s.n; from++)
		if (s.p[from] != ' ' && s.p[from] != '\n')
			return false;
	return true;
}

/* The change a comment stands in or beside; NULL. */
static struct change *change_at(struct reading *r, const struct critic_comment *said)
{
	struct span s = r->copy.text;
	size_t from = said->at.at, to = from + said->at.n;

	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < r->words.c.n; i++) {
			struct range c = r->words.from[i];
			size_t end = c.at + c.n;

			if (side == 0 && from >= c.at && to <= end && (c.n || said->deleted || from == c.at))
				return &r->words.c.v[i];
			if (side == 0 && said->at.n == 0 && from >= end && only_blanks(s, end, from))
				return &r->words.c.v[i];
			if (side == 1 && ((to <= c.at && only_blanks(s, to, c.at)) || (from < end && to > c.at)))
				return &r->words.c.v[i];
		}
	return NULL;
}

/* Words [at] of the part, as they are seen in the copy, once in the draft's. */
static bool once(const struct reading *r, const struct sheet_part *part, size_t from, size_t to, struct range *out)
{
	size_t found = 0, n = to - from;

	for (size_t i = part->word; n > 0 && i + n <= part->word + part->nwords; i++) {
		size_t k = 0;

		while (k < n && r->id[i + k] == r->copy.word[from + k].id)
			k++;
		if (k < n)
			continue;
		found++;
		out->at = r->s.word[i].at.at;
		out->n = r->s.word[i + n - 1].at.at + r->s.word[i + n - 1].at.n - out->at;
	}
	return found == 1;
}

/* A comment on what nobody asked to change: a remark on its words, or on the part. */
static void remark(struct reading *r, const struct critic_comment *said)
{
	const struct copy *c = &r->copy;
	size_t from = 0, to, i;
	struct range at = {0, 0};

	while (from < c->n && c->word[from].at.at + c->word[from].at.n <= said->at.at)
		from++;
	for (to = from; to < c->n && c->word[to].at.at < said->at.at + said->at.n; to++)
		;
	if (said->at.n == 0 && from > 0) {
		to = from;
		from--;
	}
	for (i = 0; i < r->s.nparts; i++)
		if (r->part[i].there && from >= r->part[i].from && from < r->part[i].to)
			break;
	if (i < r->s.nparts && !once(r, &r->s.part[i], from, to, &at)) {
		const struct sheet_part *part = &r->s.part[i];
		const struct sheet_word *last = &r->s.word[part->word + part->nwords - 1];

		at.at = r->s.word[part->word].at.at;
		at.n = last->at.at + last->at.n - at.at;
	}
	changes_add(&r->out->changes, at, span_sub(r->s.text, at.at, at.n), span_of(said->text));
}

static void comments(struct reading *r)
{
	for (size_t i = 0; i < r->critic.ncomments; i++) {
		const struct critic_comment *said = &r->critic.comment[i];
		struct change *c = change_at(r, said);

		if (c)
			add_comment(c, said->text);
		else
			remark(r, said);
	}
	for (size_t i = 0; i < r->critic.note.n; i++)
		strlist_addf(&r->out->note, "%s", r->critic.note.v[i]);
}

/* ------------------------------------------------------------ an edited copy */

static void take(struct reading *r, struct word_changes *w)
{
	for (size_t i = 0; i < w->c.n; i++)
		changes_add(&r->out->changes, w->c.v[i].at, span_of(w->c.v[i].text), span_of(w->c.v[i].comment));
}

static void compare(struct reading *r, struct str *message)
{
	reply_parts(r->part, &r->s, r->id, r->ids, &r->copy);
	struck_parts(r);
	for (size_t i = 0; i < r->s.nparts; i++)
		if (r->part[i].there)
			reply_part_changes(&r->words, &r->s, r->id, r->ids, i, &r->copy, r->part[i].from, r->part[i].to,
				r->abbreviations);
	comments(r);
	take(r, &r->words);
	loose_words(r, message);
	note_missing(r);
}

/* Is what came an edited copy, rather than something written about the text? */
static bool is_copy(const struct reading *r)
{
	if (r->mail.marked || r->copy.nmarks > 1)
		return true;
	return r->copy.n >= 8 && 2 * reply_likeness(&r->s, r->id, r->ids, &r->copy) >= r->copy.n;
}

/* ------------------------------------------------------------ what was written */

/* Of the packet, not of the person; the way back may have lost its signs. */
static bool is_ours(struct span line)
{
	const char *const *phrase = packet_phrases();
	struct str poor = STR_INIT, ours = STR_INIT;
	bool same = false;
	struct range mark;
	char id[13];
	int nr, version;

	line = span_trim(line);
	if ((copy_find_mark(line, 0, &mark) && mark.at == 0) || packet_find_binding(line, &nr, &version, id))
		return true;
	copy_add_poor(&poor, line);
	for (size_t i = 0; phrase[i] && line.n > 0 && !same; i++) {
		str_clear(&ours);
		copy_add_poor(&ours, span_of(phrase[i]));
		same = span_eq(str_span(&poor), str_span(&ours));
	}
	str_release(&poor);
	str_release(&ours);
	return same && !remarks_say_none(line);
}

static void message_of(struct reading *r, struct str *said)
{
	struct str own = STR_INIT;
	struct remarks_found found;
	struct span rest = str_span(said), line;

	while (span_line(&rest, &line))
		if (!is_ours(line)) {
			str_addspan(&own, line);
			str_addc(&own, '\n');
		}
	remarks_find(&found, r->p, &r->s, str_span(&own), r->abbreviations);
	for (size_t i = 0; i < found.changes.n; i++)
		changes_add(&r->out->changes, found.changes.v[i].at, span_of(found.changes.v[i].text),
			span_of(found.changes.v[i].comment));
	for (size_t i = 0; i < found.note.n; i++)
		strlist_addf(&r->out->note, "%s", found.note.v[i]);
	r->out->none = found.none && r->out->changes.n == 0;
	if (found.asked > 0 && r->words.c.n == 0 && r->critic.ncomments == 0)
		r->out->form = REPLY_REMARKS;
	str_clear(said);
	add_message(said, span_of(found.rest));
	r->out->message = said->len ? str_take(said) : NULL;
	remarks_found_release(&found);
	str_release(&own);
}

/* Lines of the packet's own that stand in its text, wherever they have been broken. */
static void drop_marks(struct str *out, struct span text)
{
	struct range mark;
	size_t at = 0;

	for (; copy_find_mark(text, at, &mark); at = mark.at + mark.n)
		str_addspan(out, span_sub(text, at, mark.at - at));
	str_addspan(out, span_from(text, at));
}

int reply_read(struct reply *out, struct span base, struct span bytes, const struct strlist *opt_abbreviations,
	struct err *err)
{
	struct reading r = {.out = out, .abbreviations = opt_abbreviations};
	struct str clean = STR_INIT, bare = STR_INIT, whole = STR_INIT;
	unsigned lost;
	bool critic;

	*out = (struct reply){.form = REPLY_TEXT};
	if (reply_clean(&clean, base, bytes, err)) {
		str_release(&clean);
		return -1;
	}
	r.p = protocol_parse_in(base);
	sheet_read(&r.s, r.p);
	reply_unmail(&r.mail, str_span(&clean));
	drop_marks(&bare, str_span(&r.mail.text));
	copy_join_broken(&whole, &r.s, str_span(&bare));
	lost = copy_restore_signs(&r.restored, &r.s, str_span(&whole));
	critic = critic_read(&r.critic, str_span(&r.restored), r.mail.line);
	copy_read(&r.copy, &r.s, str_span(&r.critic.wanted), lost);
	r.id = reply_ids(&r.s, &r.copy, &r.ids);
	r.part = mem_array(r.s.nparts + 1, sizeof *r.part);
	if (is_copy(&r)) {
		out->form = critic ? REPLY_CRITIC : r.copy.markdown ? REPLY_MARKDOWN : REPLY_TEXT;
		compare(&r, &r.mail.message);
	} else {
		out->form = REPLY_REMARKS;
		str_addc(&r.mail.message, '\n');
		str_addspan(&r.mail.message, str_span(&r.mail.text));
	}
	message_of(&r, &r.mail.message);
	changes_sort(&out->changes);
	word_changes_release(&r.words);
	copy_release(&r.copy);
	critic_release(&r.critic);
	reply_mail_release(&r.mail);
	str_release(&r.restored);
	str_release(&bare);
	str_release(&whole);
	str_release(&clean);
	free(r.id);
	free(r.part);
	sheet_release(&r.s);
	protocol_free(r.p);
	return 0;
}
