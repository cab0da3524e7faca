/* t_disk: the three file systems of disk.h, on logs written by hand. */
#include "disk.h"

#include "base/fs.h"
#include "test.h"

struct one {
	enum fault_kind kind;
	unsigned flag;
	const char *path, *path2, *data;
};

/* What stands at `name` after the events: its bytes, or "-" when it is not there. */
static void shows(const struct one *e, size_t n, enum disk_model m, const char *name, const char *want)
{
	char *base = test_folder(), *from = fs_join(base, "from"), *to = fs_join(base, "to"), *old = fs_join(from, "gammal");
	char *path = fs_join(to, name);
	struct str got = STR_INIT;
	struct disk *d;

	CHECK_INT(fs_mkdirs(from, NULL), 0);
	CHECK_INT(fs_write_atomic(old, "förr", 5, 0600, NULL), 0);
	d = disk_load(from);
	for (size_t i = 0; i < n; i++) {
		struct disk_event ev = {.r = {.kind = e[i].kind, .flag = e[i].flag}, .path = span_of(e[i].path),
			.path2 = span_of(e[i].path2 ? e[i].path2 : ""), .data = span_of(e[i].data ? e[i].data : "")};

		disk_apply(d, &ev);
	}
	CHECK(disk_build(d, m, to));
	if (fs_read(path, &got, NULL))
		str_adds(&got, "-");
	CHECK_SPAN(str_span(&got), want);
	disk_free(d);
	str_release(&got);
	free(path);
	free(old);
	free(to);
	free(from);
	free(base);
}

#define SHOWS(events, strict, ordered, late, name) \
	do { \
		shows(events, sizeof events / sizeof *events, DISK_STRICT, name, strict); \
		shows(events, sizeof events / sizeof *events, DISK_ORDERED, name, ordered); \
		shows(events, sizeof events / sizeof *events, DISK_LATE, name, late); \
	} while (0)

TEST(a_name_nobody_synced)
{
	static const struct one events[] = {{FAULT_CREATE, 1, "ny", NULL, NULL}};

	SHOWS(events, "-", "-", "", "ny");
	SHOWS(events, "förr", "förr", "förr", "gammal");
}

TEST(bytes_are_synced_and_the_folder_is_not)
{
	static const struct one events[] = {{FAULT_CREATE, 1, "ny", NULL, NULL}, {FAULT_SYNC, 0, "ny", NULL, "hej"}};

	SHOWS(events, "-", "hej", "hej", "ny");
}

TEST(both_are_synced)
{
	static const struct one events[] = {{FAULT_CREATE, 1, "ny", NULL, NULL}, {FAULT_SYNC, 0, "ny", NULL, "hej"},
		{FAULT_SYNC, 1, "", NULL, NULL}};

	SHOWS(events, "hej", "hej", "hej", "ny");
}

TEST(the_whole_way_of_an_atomic_write)
{
	static const struct one events[] = {{FAULT_CREATE, 1, "ny", NULL, NULL}, {FAULT_SYNC, 0, "ny", NULL, "nu"},
		{FAULT_RENAME, 0, "ny", "gammal", "nu"}, {FAULT_SYNC, 1, "", NULL, NULL}};

	SHOWS(events, "nu", "nu", "nu", "gammal");
	SHOWS(events, "-", "-", "-", "ny");
}

TEST(a_rename_without_a_sync)
{
	/* over another file the bytes go first; to a new name they do not */
	static const struct one over[] = {{FAULT_CREATE, 1, "ny", NULL, NULL}, {FAULT_RENAME, 0, "ny", "gammal", "nu"}};
	static const struct one fresh[] = {{FAULT_CREATE, 1, "ny", NULL, NULL}, {FAULT_RENAME, 0, "ny", "annat", "nu"}};

	SHOWS(over, "förr", "förr", "nu", "gammal");
	SHOWS(fresh, "-", "-", "", "annat");
}

TEST(folders_unlinks_links_and_cuts)
{
	static const struct one events[] = {{FAULT_MKDIR, 0, "mapp", NULL, NULL}, {FAULT_CREATE, 1, "mapp/fil", NULL, NULL},
		{FAULT_SYNC, 0, "mapp/fil", NULL, "abc"}, {FAULT_SYNC, 1, "mapp", NULL, NULL}};
	static const struct one away[] = {{FAULT_UNLINK, 0, "gammal", NULL, NULL}};
	static const struct one second[] = {{FAULT_LINK, 0, "gammal", "till", NULL}};
	static const struct one cut[] = {{FAULT_TRUNCATE, 0, "gammal", NULL, "fö"}};
	static const struct one emptied[] = {{FAULT_CREATE, 2, "gammal", NULL, NULL}};

	SHOWS(events, "-", "abc", "abc", "mapp/fil");
	SHOWS(away, "förr", "förr", "-", "gammal");
	SHOWS(second, "-", "-", "förr", "till");
	SHOWS(cut, "förr", "fö", "fö", "gammal");
	SHOWS(emptied, "förr", "", "", "gammal");
}

TEST(a_log_that_ends_in_the_middle)
{
	struct fault_record r = {.kind = FAULT_SAID, .npath = 3};
	struct disk_event e;
	struct span log = span_make((const char *)&r, sizeof r);

	CHECK(!disk_next(&log, &e));
	log = span_make((const char *)&r, 5);
	CHECK(!disk_next(&log, &e));
}
