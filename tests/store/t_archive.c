/* t_archive: the archive as files, with broken drafts and empty folders in it. */
#include "store/archive.h"

#include "base/fs.h"
#include "base/mem.h"
#include "test.h"

static char *archive; /* of the running test */

static void put(const char *name, const char *text)
{
	char *path = fs_join(archive, name);
	char *dir = fs_dirname(path);
	struct err err = ERR_INIT;

	CHECK_INT(fs_mkdirs(dir, &err), 0);
	CHECK_INT(fs_write_atomic(path, text, strlen(text), 0600, &err), 0);
	free(dir);
	free(path);
}

static const char fb[] =
	"---\nformat: paragraf 1\ntyp: protokoll\norgan: Fjällberedningen\norgan-kort: FB\n"
	"datum: 2031-04-09\nbeslutande:\n  - Anna Ek (S), ordförande\n---\n\n"
	"# § 11 Justering\n\nText.\n\n# § 12 Informationer\n";

static const char fb_other[] =
	"---\nformat: paragraf 1\ntyp: protokoll\norgan: FJÄLLBEREDNINGEN\n"
	"datum: 2031-02-01\nbeslutande:\n  - Anna Ek (S), ordförande\n---\n\n# § 7 Öppnande\n";

static const char bn[] =
	"---\nformat: paragraf 1\ntyp: protokoll\norgan: Byanämnden\norgan-kort: BN\n"
	"datum: 2031-03-01\nbeslutande:\n  - Bo Lind (M), ordförande\n---\n\n# § 40 Öppnande\n";

static void fill(void)
{
	archive = test_folder();
	put("2031-04-09-fb/protokoll.md", fb);
	put("2031-02-01-fb/protokoll.md", fb_other);
	put("2031-03-01-bn/protokoll.md", bn);
	put("trasig/protokoll.md", "\xff\xfe---\norgan: [[[\n\0# § 9");
	put("tomt protokoll/protokoll.md", "");
	put("tom/.hall", "");
	put("lösfil.md", "en fil");
	put("organ/fb.md", "---\nformat: paragraf 1\ntyp: organ\norgan: Fjällberedningen\norgan-kort: FB\nstil: vasterbotten\n---\n");
	put("organ/bn.md", "---\nformat: paragraf 1\ntyp: organ\norgan: Byanämnden\norgan-kort: BN\n---\n");
	put("organ/anteckning.txt", "x");
}

TEST(listing)
{
	struct archive_list l;
	struct err err = ERR_INIT;

	fill();
	CHECK_INT(archive_list(archive, &l, &err), 0);
	CHECK_INT(l.n, 5);
	if (l.n == 5) {
		CHECK_STR(fs_basename(l.meeting[0].folder), "2031-04-09-fb");
		CHECK_STR(l.meeting[0].organ, "Fjällberedningen");
		CHECK_STR(l.meeting[0].kort, "FB");
		CHECK_INT(l.meeting[0].paragraphs, 2);
		CHECK_INT(l.meeting[0].first, 11);
		CHECK_INT(l.meeting[0].last, 12);
		CHECK_INT(l.meeting[0].state, STATE_UTKAST);
		CHECK(l.meeting[0].readable);
		CHECK(l.meeting[0].changed > 0);
		CHECK_STR(l.meeting[1].kort, "BN");
		CHECK_INT(l.meeting[3].date.year, 0);
		CHECK_STR(l.meeting[4].organ, "");
	}
	archive_list_release(&l);
	CHECK_INT(archive_list("/finns/inte", &l, &err), 0);
	CHECK_INT(l.n, 0);
	archive_list_release(&l);
	free(archive);
}

TEST(organs)
{
	struct archive_organs o;
	struct err err = ERR_INIT;
	char *file = NULL;
	const char *const names[] = {"fb", "FB", "Fb.MD", "fjällberedningen", "FJÄLLBEREDNINGEN"};

	fill();
	CHECK_INT(archive_organs(archive, &o, &err), 0);
	CHECK_INT(o.n, 2);
	if (o.n == 2) {
		CHECK_STR(o.organ[0].name, "Byanämnden");
		CHECK_STR(o.organ[1].stil, "vasterbotten");
	}
	archive_organs_release(&o);
	for (size_t i = 0; i < 5; i++) {
		CHECK_INT(archive_find_organ(archive, names[i], &file, &err), 0);
		CHECK_STR(fs_basename(file), "fb.md");
		free(file);
	}
	CHECK_INT(archive_find_organ(archive, "skolnämnden", &file, &err), -1);
	CHECK_INT(err.code, ERR_NOT_FOUND);
	CHECK(strstr(err.msg, "BN, FB") != NULL);
	put("organ/x.md", "---\nformat: paragraf 1\ntyp: organ\norgan: Annan\norgan-kort: FB\n---\n");
	CHECK_INT(archive_find_organ(archive, "fb", &file, &err), -1);
	CHECK_INT(err.code, ERR_USAGE);
	CHECK_INT(archive_find_organ("/finns/inte", "fb", &file, &err), -1);
	CHECK_INT(err.code, ERR_NOT_FOUND);
	free(archive);
}

TEST(folder_of_a_new_meeting)
{
	char *path, *want;

	fill();
	path = archive_new_folder(archive, (struct date){2031, 5, 2}, SPAN_LIT("FB"));
	CHECK_STR(fs_basename(path), "2031-05-02-fb");
	free(path);
	path = archive_new_folder(archive, (struct date){2031, 4, 9}, SPAN_LIT("FB"));
	CHECK_STR(fs_basename(path), "2031-04-09-fb-2");
	free(path);
	want = fs_join(archive, "2031-05-02-al");
	path = archive_new_folder(archive, (struct date){2031, 5, 2}, SPAN_LIT("ÄL/.."));
	CHECK_STR(path, want);
	free(path);
	free(want);
	path = archive_new_folder(archive, (struct date){2031, 5, 2}, SPAN_NONE);
	CHECK_STR(fs_basename(path), "2031-05-02-organ");
	free(path);
	free(archive);
}

TEST(last_paragraph_of_the_year)
{
	char *self;

	fill();
	CHECK_INT(archive_last_paragraph(archive, SPAN_LIT("Fjällberedningen"), SPAN_LIT("FB"), (struct date){2031, 6, 1}, NULL), 12);
	CHECK_INT(archive_last_paragraph(archive, SPAN_LIT("Fjällberedningen"), SPAN_LIT("FB"), (struct date){2031, 4, 1}, NULL), 7);
	CHECK_INT(archive_last_paragraph(archive, SPAN_LIT("Fjällberedningen"), SPAN_LIT("FB"), (struct date){2031, 1, 1}, NULL), 0);
	CHECK_INT(archive_last_paragraph(archive, SPAN_LIT("Fjällberedningen"), SPAN_LIT("FB"), (struct date){2032, 1, 1}, NULL), 0);
	CHECK_INT(archive_last_paragraph(archive, SPAN_NONE, SPAN_LIT("bn"), (struct date){2031, 12, 31}, NULL), 40);
	CHECK_INT(archive_last_paragraph(archive, SPAN_NONE, SPAN_NONE, (struct date){2031, 12, 31}, NULL), 0);
	/* its own folder does not count, another one on the same day does */
	self = fs_join(archive, "2031-04-09-fb");
	CHECK_INT(archive_last_paragraph(archive, SPAN_NONE, SPAN_LIT("FB"), (struct date){2031, 4, 9}, NULL), 12);
	CHECK_INT(archive_last_paragraph(archive, SPAN_LIT("Fjällberedningen"), SPAN_LIT("FB"), (struct date){2031, 4, 9}, self), 7);
	free(self);
	free(archive);
}

TEST(state_follows_the_files)
{
	char *folder;

	fill();
	folder = fs_join(archive, "2031-04-09-fb");
	CHECK_INT(archive_state(folder), STATE_UTKAST);
	put("2031-04-09-fb/justering/utkast.md", fb);
	CHECK_INT(archive_state(folder), STATE_UTKAST);
	put("2031-04-09-fb/justerat/manifest", "x");
	CHECK_INT(archive_state(folder), STATE_JUSTERAT);
	put("2031-04-09-fb/justerat/efter", "format: paragraf-efter 1\nanslaget: 2031-04-17 ...\n");
	CHECK_INT(archive_state(folder), STATE_ANSLAGET);
	put("2031-04-09-fb/justerat/efter", "format: paragraf-efter 1\nanslaget: 2031-04-17 ...\narkiverat: 2031\n");
	CHECK_INT(archive_state(folder), STATE_ARKIVERAT);
	free(folder);
	free(archive);
}

TEST(state_of_a_round)
{
	char *folder;

	fill();
	folder = fs_join(archive, "2031-04-09-fb");
	put("2031-04-09-fb/justering/logg", "format: paragraf-logg 1\n2031-04-10T08:00:00+02:00 | svar | 1 | utskick | x\n");
	CHECK_INT(archive_state(folder), STATE_UTKAST);
	put("2031-04-09-fb/justering/logg", "format: paragraf-logg 1\n2031-04-10T08:00:00+02:00 | utskick | 1 | Bo Lind\n");
	CHECK_INT(archive_state(folder), STATE_UTSANT);
	put("2031-04-09-fb/justering/manifest", "x");
	CHECK_INT(archive_state(folder), STATE_UTSANT);
	put("2031-04-09-fb/justering/utkast.md", fb);
	CHECK_INT(archive_state(folder), STATE_JUSTERING);
	put("2031-04-09-fb/protokoll.md", "annan text");
	CHECK_INT(archive_state(folder), STATE_UTSANT);
	/* a part that is sealed is not the whole */
	put("2031-04-09-fb/justerat/del-1/manifest", "x");
	CHECK_INT(archive_state(folder), STATE_UTSANT);
	free(folder);
	free(archive);
}
