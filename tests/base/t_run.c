/* t_run: other programs, fed and listened to; what goes wrong is said and nothing is
 * left behind. The programs are those of every system: sh, cat, head. */
#include "base/run.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/fs.h"
#include "test.h"

static int run(const char *const *argv, struct span input, int ms, size_t most, struct run_result *r, struct err *err)
{
	*err = (struct err)ERR_INIT;
	return run_program(&(struct run_request){.argv = argv, .input = input, .timeout_ms = ms, .most = most}, r, err);
}

static int shell(const char *line, struct run_result *r, struct err *err)
{
	const char *const argv[] = {"sh", "-c", line, NULL};

	return run(argv, SPAN_NONE, 10000, 0, r, err);
}

static void check_no_child(void)
{
	CHECK(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
}

TEST(output_error_and_status)
{
	struct run_result r;
	struct err err;

	CHECK_INT(shell("echo ut; echo fel >&2; exit 7", &r, &err), 0);
	CHECK_INT(r.status, 7);
	CHECK_SPAN(str_span(&r.out), "ut\n");
	CHECK_SPAN(str_span(&r.err), "fel\n");
	run_release(&r);
	/* nothing to read: it does not wait for our terminal */
	CHECK_INT(shell("cat", &r, &err), 0);
	CHECK_INT(r.out.len, 0);
	run_release(&r);
	check_no_child();
}

TEST(much_both_ways)
{
	static const char *const argv[] = {"cat", NULL};
	struct str big = STR_INIT;
	struct run_result r;
	struct err err;

	for (int i = 0; big.len < (size_t)5 << 20; i++)
		str_addf(&big, "rad %d\n", i);
	CHECK_INT(run(argv, str_span(&big), 20000, 0, &r, &err), 0);
	CHECK(span_eq(str_span(&r.out), str_span(&big)));
	run_release(&r);
	str_release(&big);
	check_no_child();
}

TEST(a_program_that_does_not_read)
{
	static const char *const argv[] = {"sh", "-c", "exec <&-; echo nej", NULL};
	struct str big = STR_INIT;
	struct run_result r;
	struct err err;

	str_addrep(&big, "x", 1 << 20);
	CHECK_INT(run(argv, str_span(&big), 10000, 0, &r, &err), 0);
	CHECK_SPAN(str_span(&r.out), "nej\n");
	run_release(&r);
	str_release(&big);
}

TEST(missing_program)
{
	static const char *const argv[] = {"paragraf-finns-inte", NULL}, *const path[] = {"/finns/inte", NULL};
	struct run_result r;
	struct err err;

	CHECK_INT(run(argv, SPAN_NONE, 0, 0, &r, &err), -1);
	CHECK_INT(err.code, ERR_NOT_FOUND);
	CHECK(strstr(err.msg, "paragraf-finns-inte"));
	run_release(&r);
	CHECK_INT(run(path, SPAN_NONE, 0, 0, &r, &err), -1);
	CHECK_INT(err.code, ERR_NOT_FOUND);
	run_release(&r);
	CHECK(!run_exists("paragraf-finns-inte"));
	CHECK(!run_exists(""));
	CHECK(run_exists("sh"));
	CHECK(run_exists("/bin/sh"));
	check_no_child();
}

TEST(too_long)
{
	static const char *const argv[] = {"sleep", "20", NULL};
	int64_t start = clock_monotonic_ms();
	struct run_result r;
	struct err err;

	CHECK_INT(run(argv, SPAN_NONE, 200, 0, &r, &err), -1);
	CHECK_INT(err.code, ERR_SYSTEM);
	CHECK(clock_monotonic_ms() - start < 5000);
	run_release(&r);
	check_no_child();
}

TEST(killed)
{
	struct run_result r;
	struct err err;

	CHECK_INT(shell("kill -9 $$", &r, &err), 0);
	CHECK_INT(r.status, 128 + SIGKILL);
	run_release(&r);
	check_no_child();
}

/* What nobody can know is no success. */
TEST(the_status_is_lost)
{
	struct run_result r;
	struct err err;

	signal(SIGCHLD, SIG_IGN);
	CHECK_INT(shell("exit 0", &r, &err), -1);
	CHECK_INT(err.code, ERR_SYSTEM);
	run_release(&r);
	signal(SIGCHLD, SIG_DFL);
}

TEST(too_much_output)
{
	static const char *const argv[] = {"sh", "-c", "while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done", NULL};
	struct run_result r;
	struct err err;

	CHECK_INT(run(argv, SPAN_NONE, 20000, 100000, &r, &err), -1);
	CHECK_INT(err.code, ERR_SYSTEM);
	CHECK_INT(r.out.len, 100000);
	run_release(&r);
	check_no_child();
}

/* ssh-agent and the like: they stay behind with our pipes. */
TEST(a_grandchild_is_not_waited_for)
{
	int64_t start = clock_monotonic_ms();
	struct run_result r;
	struct err err;

	CHECK_INT(shell("sleep 15 & echo klart", &r, &err), 0);
	CHECK_SPAN(str_span(&r.out), "klart\n");
	CHECK(clock_monotonic_ms() - start < 5000);
	run_release(&r);
}

TEST(environment_and_folder)
{
	static const char *const env[] = {"GNUPGHOME=/x y", "HOME=/annat", NULL};
	static const char *const argv[] = {"sh", "-c", "echo $LC_ALL $GNUPGHOME $HOME $TILL; pwd -P", NULL};
	char *dir = test_folder(), *real = realpath(dir, NULL), *want = str_format("C /x y /annat ärvt\n%s\n", real);
	struct run_result r;
	struct err err = ERR_INIT;

	setenv("TILL", "ärvt", 1);
	CHECK_INT(run_program(&(struct run_request){.argv = argv, .opt_env = env, .opt_dir = dir, .timeout_ms = 10000}, &r, &err), 0);
	CHECK_SPAN(str_span(&r.out), want);
	run_release(&r);
	CHECK_INT(run_program(&(struct run_request){.argv = argv, .opt_dir = "/finns/inte", .timeout_ms = 10000}, &r, &err), -1);
	CHECK_INT(err.code, ERR_SYSTEM);
	run_release(&r);
	free(want);
	free(real);
	free(dir);
}

/* No descriptor of ours but the three standard ones. */
TEST(nothing_is_inherited)
{
	struct run_result r;
	struct err err;
	int fd = fs_open("/dev/null", 0, 0);

	CHECK_INT(shell("ls /proc/self/fd | wc -l", &r, &err), 0);
	CHECK_SPAN(str_span(&r.out), "4\n"); /* and the folder that ls reads */
	run_release(&r);
	close(fd);
}

TEST(arguments_go_as_they_are)
{
	static const char *const argv[] = {"printf", "%s|", "a b", "$(id)", "å;*", "", NULL};
	struct run_result r;
	struct err err;

	CHECK_INT(run(argv, SPAN_NONE, 10000, 0, &r, &err), 0);
	CHECK_SPAN(str_span(&r.out), "a b|$(id)|å;*||");
	run_release(&r);
}
