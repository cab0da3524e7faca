/* paths: see paths.h. */
#include "base/paths.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"

#ifndef PARAGRAF_DATA
#define PARAGRAF_DATA "/usr/local/share/paragraf"
#endif

static const char *env(const char *name)
{
	const char *v = getenv(name);

	return v && *v ? v : NULL;
}

static char *home(const char *sub)
{
	const char *h = env("HOME");

	return fs_join(h ? h : "/", sub);
}

static bool holds_data(const char *dir)
{
	char *grund = fs_join(dir, "templates/grund");
	bool yes = fs_is_dir(grund);

	free(grund);
	return yes;
}

/* The program's own folder and those above it; "share/paragraf" beside bin. */
static char *near_program(void)
{
	char exe[4096];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	char *dir;

	if (n <= 0)
		return NULL;
	exe[n] = '\0';
	dir = fs_dirname(exe);
	while (dir[0] && !(dir[0] == '/' && dir[1] == '\0')) {
		char *share = fs_join(dir, "share/paragraf");
		char *up;

		if (holds_data(share)) {
			free(dir);
			return share;
		}
		free(share);
		if (holds_data(dir))
			return dir;
		up = fs_dirname(dir);
		free(dir);
		dir = up;
	}
	free(dir);
	return NULL;
}

char *paths_data(const char *sub)
{
	char *dir = env("PARAGRAF_DATA") ? mem_strdup(env("PARAGRAF_DATA")) : near_program();
	char *path;

	if (!dir)
		dir = mem_strdup(PARAGRAF_DATA);
	path = *sub ? fs_join(dir, sub) : mem_strdup(dir);
	free(dir);
	return path;
}

char *paths_archive(void)
{
	return env("PARAGRAF_ARKIV") ? mem_strdup(env("PARAGRAF_ARKIV")) : home("Protokoll");
}

char *paths_config(const char *sub)
{
	char *dir = env("XDG_CONFIG_HOME") ? fs_join(env("XDG_CONFIG_HOME"), "paragraf")
					   : home(".config/paragraf");
	char *path = *sub ? fs_join(dir, sub) : mem_strdup(dir);

	free(dir);
	return path;
}

char *paths_archive_of(const char *meeting)
{
	char *whole = fs_absolute(meeting);
	char *up;

	if (!fs_is_dir(whole)) {
		up = fs_dirname(whole);
		free(whole);
		whole = up;
	}
	/* with "." and ".." in it the name above is only known by asking */
	if (strstr(whole, "/./") || strstr(whole, "/../") || strcmp(fs_basename(whole), ".") == 0 ||
		strcmp(fs_basename(whole), "..") == 0) {
		up = realpath(whole, NULL);
		if (up) {
			free(whole);
			whole = up;
		}
	}
	up = fs_dirname(whole);
	free(whole);
	return up;
}
