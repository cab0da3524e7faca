/* justering_steps: what each step of justering asks for and which job it is. The
 * table is the whole of it; justering_do.c asks and runs. */
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "jobs/after.h"
#include "jobs/parts.h"
#include "screens/justering_inner.h"

static struct span answer(const struct justering *j, int i)
{
	return span_trim(span_of(j->answer[i] ? j->answer[i] : ""));
}

static struct span who(const struct justering *j)
{
	return span_of(j->who ? j->who : "");
}

static int day(const struct justering *j, int i, struct date *out, struct err *err)
{
	return date_parse(answer(j, i), out) ? 0 : err_set(err, ERR_USAGE, "skriv dagen som 2031-04-16");
}

static int start(struct justering *j, const struct justera_act *a, struct err *err)
{
	return justera_start(a, j->errors, err);
}

static int approve(struct justering *j, const struct justera_act *a, struct err *err)
{
	return justera_approve(a, who(j), err);
}

/* A path becomes whole; what gpg takes stays as it is. */
static char *key_of(struct span typed)
{
	char *path = frame_path(typed);

	if (fs_exists(path))
		return path;
	free(path);
	return span_dup(typed);
}

static int with_key(struct justering *j, const struct justera_act *a, struct err *err)
{
	char *key = key_of(answer(j, 0));
	int rc = justera_sign(a, who(j), key, err);

	free(key);
	return rc;
}

static int take(struct justering *j, const struct justera_act *a, struct err *err)
{
	char *path = frame_path(answer(j, 0)), *name = NULL;
	struct str bytes = STR_INIT;
	int rc = fs_read(path, &bytes, err);

	if (rc == 0)
		rc = justera_take_signature(a, str_span(&bytes), &name, err);
	if (rc == 0)
		str_addf(&j->said, "Underskriften av %s stämmer och är intagen.", name ? name : "");
	free(name);
	free(path);
	str_release(&bytes);
	return rc;
}

static int request(struct justering *j, const struct justera_act *a, struct err *err)
{
	char *path = frame_path(answer(j, 0)), *shown = frame_show_path(path);
	struct str bytes = STR_INIT;
	int rc = justera_request(a, &bytes, err);

	if (rc == 0)
		rc = fs_write_atomic(path, bytes.buf, bytes.len, 0600, err);
	if (rc == 0)
		str_addf(&j->said, "Underlaget att skriva under ligger i %s.", shown);
	free(path);
	free(shown);
	str_release(&bytes);
	return rc;
}

static int confirm(struct justering *j, const struct justera_act *a, struct err *err)
{
	enum sign_method method = span_is(answer(j, 0), "t") ? SIGN_TJANST : SIGN_PAPPER;
	char *path = frame_path(answer(j, 2));
	struct date d = {0};
	int rc = day(j, 1, &d, err);

	if (rc == 0)
		rc = justera_confirm(a, who(j), method, path, d, err);
	free(path);
	return rc;
}

static int refuse(struct justering *j, const struct justera_act *a, struct err *err)
{
	if (!answer(j, 0).n)
		return err_set(err, ERR_USAGE, "skriv skälet till att %s inte skriver under", j->who);
	return justera_refuse(a, who(j), answer(j, 0), err);
}

static int give_back(struct justering *j, const struct justera_act *a, struct err *err)
{
	return justera_return(a, who(j), err);
}

static int note(struct justering *j, const struct justera_act *a, struct err *err)
{
	return justera_note(a, who(j), err);
}

static int hand_over(struct justering *j, const struct justera_act *a, struct err *err)
{
	return justera_hand_over(a, who(j), err);
}

static int organ_confirms(struct justering *j, const struct justera_act *a, struct err *err)
{
	struct date d = {0};

	return day(j, 0, &d, err) ? -1 : justera_organ_confirms(a, d, err);
}

static int withdraw(struct justering *j, const struct justera_act *a, struct err *err)
{
	struct span reason = answer(j, 0);

	return justera_withdraw(a, reason.n ? reason : SPAN_NONE, err);
}

static int lock(struct justering *j, const struct justera_act *a, struct err *err)
{
	(void)j;
	return justera_lock(a, NULL, err);
}

static int sign_mark(struct justering *j, const struct justera_act *a, struct err *err)
{
	char *key = key_of(answer(j, 0));
	int rc = justera_lock(a, key, err);

	free(key);
	return rc;
}

static int give_reason(struct justering *j, const struct justera_act *a, struct err *err)
{
	if (!answer(j, 0).n)
		return err_set(err, ERR_USAGE, "ett skäl behövs: justeringen kan inte börja utan det");
	return gavel_give_reason(a->w, a->folder, a->who, a->hold, j->para, answer(j, 0), err);
}

static int seen(struct justering *j, const struct justera_act *a, struct err *err)
{
	return justera_seen(a, who(j), err);
}

static int add_key(struct justering *j, const struct justera_act *a, struct err *err)
{
	char *path = frame_path(answer(j, 0)), *fingerprint = NULL;
	int rc = justera_add_key(a->folder, who(j), path, &fingerprint, err);

	if (rc == 0)
		str_addf(&j->said, "Tillagd. Jämför muntligt: %s", fingerprint ? fingerprint : "");
	free(fingerprint);
	free(path);
	return rc;
}

static int new_part(struct justering *j, const struct justera_act *a, struct err *err)
{
	int nr = 0;

	if (part_create(a->w, a->folder, a->who, a->hold, answer(j, 0), &nr, err))
		return -1;
	j->part = nr;
	str_addf(&j->said, "Del %d visas här: starta dess justering med F5.", nr);
	return 0;
}

static int drop_part(struct justering *j, const struct justera_act *a, struct err *err)
{
	if (!j->part)
		return err_set(err, ERR_USAGE, "visa först den del som ska tas tillbaka, med Enter på dess rad");
	if (part_drop(a->w, a->folder, a->who, a->hold, j->part, err))
		return -1;
	j->part = 0;
	return 0;
}

static struct after_act after_of(const struct justera_act *a)
{
	return (struct after_act){.w = a->w, .folder = a->folder, .who = a->who, .hold = a->hold, .part = a->part};
}

static int post(struct justering *j, const struct justera_act *a, struct err *err)
{
	struct after_act act = after_of(a);
	struct date d = {0};
	char *where = span_dup(answer(j, 1));
	int rc = day(j, 0, &d, err);

	if (rc == 0)
		rc = after_post(&act, d, where, err);
	free(where);
	return rc;
}

static int take_down(struct justering *j, const struct justera_act *a, struct err *err)
{
	struct after_act act = after_of(a);
	struct date d = {0};

	return day(j, 0, &d, err) ? -1 : after_take_down(&act, d, err);
}

static int correct(struct justering *j, const struct justera_act *a, struct err *err)
{
	struct after_act act = after_of(a);
	long nr = 0;

	if (!span_int(answer(j, 0), &nr))
		return err_set(err, ERR_USAGE, "skriv paragrafens nummer, eller 0 för framsidan");
	return after_correct(&act, (int)nr, answer(j, 1), answer(j, 2), answer(j, 3), err);
}

static int archive(struct justering *j, const struct justera_act *a, struct err *err)
{
	struct after_act act = after_of(a);
	char *where = span_dup(answer(j, 0));
	int rc = after_archive(&act, *where ? where : NULL, err);

	free(where);
	return rc;
}

const struct justering_action justering_actions[STEPS] = {
	[STEP_START] = {DRAFT, false, {{"Starta justeringen? Texten låses medan den pågår.", "jn", 0}}, start,
		"Justeringen är startad. Godkänn med F6 för var och en.", false},
	[STEP_APPROVE] = {ROUND, true, {{"Godkänner {} texten?", "jn", 0}}, approve, "Godkännandet är antecknat.", false},
	[STEP_KEY] = {ROUND, true, {{"Nyckel för {} (fil, eller adress för gpg)", NULL, FILL_KEY}}, with_key,
		"Underskriften är gjord och stämmer.", true},
	[STEP_TAKE] = {ROUND, false, {{"Underskriftsfil", NULL, FILL_PATH}}, take, NULL, false},
	[STEP_REQUEST] = {ROUND, false, {{"Spara underlaget som", NULL, FILL_REQUEST}}, request, NULL, false},
	[STEP_CONFIRM] = {ROUND, true,
		{{"Hur har {} skrivit under?  p papper  t tjänst", "pt", 0}, {"Underskrivet den", NULL, FILL_TODAY},
			{"Fil som kom tillbaka", NULL, FILL_PATH}}, confirm, "Underskriften är antecknad och filen sparad.", false},
	[STEP_REFUSE] = {ROUND, true, {{"Skäl till att {} inte skriver under", NULL, 0}}, refuse, "Vägran är antecknad.", false},
	[STEP_RETURN] = {ROUND, true, {{NULL, NULL, 0}}, give_back, "Vägran är återtagen.", false},
	[STEP_NOTE] = {ROUND, true, {{"Anteckna att {} har avvikande uppfattning?", "jn", 0}}, note,
		"Avvikande uppfattning är antecknad.", false},
	[STEP_HAND_OVER] = {ROUND, true, {{"Lämna över justeringen för {} till nästa sammanträde?", "jn", 0}}, hand_over,
		"Justeringen är överlämnad till nästa sammanträde.", false},
	[STEP_ORGAN] = {ROUND, false, {{"Organet justerade protokollet självt den", NULL, FILL_TODAY}}, organ_confirms,
		"Organets justering är antecknad.", false},
	[STEP_WITHDRAW] = {ROUND, false, {{"Återta: alla godkännanden faller. Skäl (får vara tomt)", NULL, 0}}, withdraw,
		"Justeringen är återtagen. Texten kan ändras igen.", false},
	[STEP_LOCK] = {ROUND, false, {{"Låsa protokollet? Det kan inte göras ogjort.", "jn", 0}}, lock,
		"Protokollet är justerat och låst.", false},
	[STEP_MARK] = {FINAL, false, {{"Din nyckel (fil)", NULL, FILL_KEY}}, sign_mark, "Märket är underskrivet.", true},
	[STEP_REASON] = {DRAFT | ROUND, false, {{"Skäl till ändringen efter klubbslaget", NULL, 0}}, give_reason,
		"Skälet är antecknat.", false},
	[STEP_SEEN] = {DRAFT | ROUND, true, {{"Har {} läst det?", "jn", 0}}, seen, "Det är antecknat att det är läst.", false},
	[STEP_ADD_KEY] = {ANY, true, {{"Offentlig nyckel för {} (fil)", NULL, FILL_PATH}}, add_key, NULL, false},
	[STEP_PART] = {DRAFT, false, {{"§§ som justeras omedelbart (12, 14–15)", NULL, 0}}, new_part, NULL, false},
	[STEP_DROP_PART] = {DRAFT, false, {{"Ta tillbaka delen som visas?", "jn", 0}}, drop_part, "Delen är borttagen.", false},
	[STEP_POST] = {FINAL, false, {{"Anslaget den", NULL, FILL_TODAY}, {"På vilken anslagstavla", NULL, 0}}, post,
		"Anslaget är antecknat.", false},
	[STEP_TAKE_DOWN] = {FINAL, false, {{"Nedtaget den", NULL, FILL_TODAY}}, take_down, "Nedtagandet är antecknat.", false},
	[STEP_CORRECT] = {FINAL, false,
		{{"Rättelse i § (0: framsidan)", NULL, 0}, {"Lydelsen som är fel", NULL, 0}, {"Den ska vara", NULL, 0},
			{"Skäl", NULL, 0}}, correct, "Rättelsen är antecknad; den trycks på protokollet.", false},
	[STEP_ARCHIVE] = {FINAL, false, {{"Arkiverat var (får vara tomt)", NULL, 0}}, archive, "Arkiveringen är antecknad.", false},
	[STEP_PURGE] = {FINAL, false, {{"{}", "jn", 0}}, justering_purge, "Utkasten är gallrade; protokollet är prövat och håller.",
		false},
};
