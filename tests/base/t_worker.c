/* worker: the queue, and a real process: this very program, started again by
 * the worker under the name of the helper program (see serve_when_helper). */
#include "base/worker.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/fs.h"
#include "test.h"

/* "dö": the process ends; "häng": it never answers; "stor": a megabyte; anything
 * else comes back with the role and how many this process has answered. */
static void helper(void *state, struct span request, struct str *answer)
{
	int *count = state;

	if (span_is(request, "dö"))
		_exit(3);
	while (span_is(request, "häng"))
		pause();
	if (span_is(request, "stor"))
		str_addrep(answer, "0123456789abcdef", 65536);
	else
		str_addf(answer, "%.*s %d", SPAN_FMT(request), ++*count);
}

/* Before main: glibc gives constructors the arguments. The helper program gets
 * its name as argument 0, which no test program has. */
__attribute__((constructor)) static void serve_when_helper(int argc, char **argv)
{
	int count = 0;

	if (argc != 2 || strcmp(argv[0], "paragraf-arbetare") != 0)
		return;
	if (strcmp(argv[1], "eko") == 0)
		_exit(worker_serve(3, helper, &count) == 0 ? 0 : 1);
	if (strcmp(argv[1], "skräp") == 0)
		_exit(write(3, "detta är ingen ram", 18) == 18 ? 0 : 1);
	_exit(2); /* a role that isn't known */
}

static struct worker *real(const char *role, int watchdog_ms)
{
	char exe[4096];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);

	exe[n > 0 ? n : 0] = '\0';
	setenv("PARAGRAF_ARBETARE", exe, 1);
	return worker_new(role, watchdog_ms);
}

static void post(struct worker *w, uint32_t tag, const char *s)
{
	worker_post(w, tag, span_of(s));
}

/* "tag:answer" or "tag:!" of all replies there are. */
static char *replies(struct worker *w)
{
	struct str out = STR_INIT;
	struct worker_reply r;

	while (worker_next(w, &r)) {
		str_addf(&out, "%s%u:%s", out.len ? ", " : "", r.tag,
			r.outcome == WORKER_ANSWER ? str_c(&r.body) : "!");
		str_release(&r.body);
	}
	return str_take(&out);
}

#define CHECK_REPLIES(w, want) \
	do { \
		char *got_ = replies(w); \
		CHECK_STR(got_, want); \
		free(got_); \
	} while (0)

TEST(inline_answers_at_once)
{
	int count = 0;
	struct worker *w = worker_new_inline(helper, &count);
	struct str answer = STR_INIT;
	struct err err = ERR_INIT;
	short events;

	post(w, 7, "a");
	post(w, 8, "b");
	CHECK_INT(worker_pending(w), 0);
	CHECK_INT(worker_fd(w, &events), -1);
	CHECK_INT(worker_pump(w), -1);
	CHECK_INT(worker_call(w, span_of("c"), &answer, &err), 0);
	CHECK_STR(str_c(&answer), "c 3");
	CHECK_REPLIES(w, "7:a 1, 8:b 2");
	CHECK(worker_drain(w, 0));
	str_release(&answer);
	worker_free(w);
	worker_free(NULL);
}

TEST(a_process_answers_in_order)
{
	struct worker *w = real("eko", 0);
	struct worker_reply r;

	CHECK_INT(worker_pending(w), 0);
	post(w, 1, "a");
	post(w, 2, "");
	worker_post(w, 3, SPAN_NONE);
	post(w, 4, "stor");
	CHECK(worker_drain(w, 10000));
	for (uint32_t tag = 1; tag < 5; tag++) {
		CHECK(worker_next(w, &r));
		CHECK_INT(r.tag, tag);
		CHECK_INT(r.outcome, WORKER_ANSWER);
		if (tag == 4)
			CHECK_INT(r.body.len, 1048576);
		str_release(&r.body);
	}
	CHECK(!worker_next(w, &r));
	worker_free(w);
}

/* Requests larger than the socket holds, while answers come back. */
TEST(large_requests_do_not_jam)
{
	struct worker *w = real("eko", 0);
	struct str s = STR_INIT;
	char *want, *got;

	str_addrep(&s, "x", 3000000);
	for (uint32_t i = 0; i < 3; i++)
		worker_post(w, i, str_span(&s));
	CHECK(worker_drain(w, 20000));
	want = str_format("0:%s 1, 1:%s 2, 2:%s 3", s.buf, s.buf, s.buf);
	got = replies(w);
	CHECK(strcmp(got, want) == 0);
	free(want);
	free(got);
	str_release(&s);
	worker_free(w);
}

TEST(call_waits_and_leaves_other_replies)
{
	struct worker *w = real("eko", 0);
	struct str answer = STR_INIT;
	struct err err = ERR_INIT;

	post(w, 5, "a");
	CHECK_INT(worker_call(w, span_of("b"), &answer, &err), 0);
	CHECK_STR(str_c(&answer), "b 2");
	CHECK_REPLIES(w, "5:a 1");
	CHECK_INT(worker_call(w, span_of("dö"), &answer, &err), -1);
	CHECK_INT(err.code, ERR_SYSTEM);
	CHECK(strstr(err.msg, "eko"));
	CHECK_INT(worker_call(w, span_of("c"), &answer, &err), 0);
	CHECK_STR(str_c(&answer), "b 2c 1"); /* a new process, counting from the start */
	str_release(&answer);
	worker_free(w);
}

TEST(death_is_answered_and_the_rest_sent_again)
{
	struct worker *w = real("eko", 0);

	post(w, 1, "a");
	post(w, 2, "dö");
	post(w, 3, "b");
	post(w, 4, "c");
	CHECK(worker_drain(w, 10000));
	CHECK_REPLIES(w, "1:a 1, 2:!, 3:b 1, 4:c 2");
	worker_free(w);
}

TEST(the_watchdog_ends_what_hangs)
{
	struct worker *w = real("eko", 300);
	int64_t start = clock_monotonic_ms();
	int next;

	post(w, 1, "häng");
	post(w, 2, "b");
	next = worker_pump(w);
	CHECK(next > 0 && next <= 300);
	CHECK(!worker_drain(w, 20)); /* it does not wait longer than asked */
	CHECK_INT(worker_pending(w), 2);
	CHECK(worker_drain(w, 10000));
	CHECK(clock_monotonic_ms() - start >= 300);
	CHECK_REPLIES(w, "1:!, 2:b 1");
	CHECK_INT(worker_pump(w), -1);
	worker_free(w);
}

TEST(three_deaths_in_a_row_are_enough)
{
	struct worker *w = real("eko", 0);

	for (uint32_t i = 0; i < 5; i++)
		post(w, i, i == 4 ? "a" : "dö");
	CHECK(worker_drain(w, 10000));
	CHECK_REPLIES(w, "0:!, 1:!, 2:!, 3:!, 4:!");
	post(w, 9, "a");
	CHECK_INT(worker_pending(w), 0);
	CHECK_REPLIES(w, "9:!");
	worker_free(w);
}

TEST(an_answer_in_between_forgives)
{
	struct worker *w = real("eko", 0);

	for (uint32_t i = 0; i < 8; i++)
		post(w, i, i % 3 == 2 ? "a" : "dö");
	CHECK(worker_drain(w, 10000));
	CHECK_REPLIES(w, "0:!, 1:!, 2:a 1, 3:!, 4:!, 5:a 1, 6:!, 7:!");
	worker_free(w);
}

TEST(a_role_that_never_starts)
{
	struct worker *w = real("finns-inte", 0);

	for (uint32_t i = 0; i < 4; i++)
		post(w, i, "a");
	CHECK(worker_drain(w, 10000));
	CHECK_REPLIES(w, "0:!, 1:!, 2:!, 3:!");
	worker_free(w);
}

TEST(a_process_that_talks_nonsense)
{
	struct worker *w = real("skräp", 0);

	post(w, 0, "a");
	CHECK(worker_drain(w, 10000));
	CHECK_REPLIES(w, "0:!");
	worker_free(w);
}

TEST(no_program_at_all)
{
	struct worker *w;
	struct str answer = STR_INIT;
	struct err err = ERR_INIT;

	setenv("PARAGRAF_ARBETARE", "/finns/inte", 1);
	w = worker_new("eko", 0);
	CHECK_INT(worker_call(w, span_of("a"), &answer, &err), -1);
	CHECK_INT(err.code, ERR_SYSTEM);
	worker_free(w);
}

TEST(stop_and_start_again)
{
	struct worker *w = real("eko", 0);
	short events;

	post(w, 1, "a");
	CHECK(worker_drain(w, 10000));
	CHECK(worker_fd(w, &events) >= 0);
	CHECK_INT(events, POLLIN);
	worker_stop(w);
	CHECK_INT(worker_fd(w, &events), -1);
	worker_stop(w);
	post(w, 2, "b");
	CHECK(worker_drain(w, 10000));
	CHECK_REPLIES(w, "1:a 1, 2:b 1");
	worker_free(w);
}

/* Freed in the middle of everything; no process is left behind. */
TEST(free_waits_for_nothing)
{
	struct worker *w = real("eko", 0);
	int64_t start = clock_monotonic_ms();

	post(w, 1, "häng");
	post(w, 2, "b");
	worker_free(w);
	CHECK(clock_monotonic_ms() - start < 5000);
	CHECK(waitpid(-1, NULL, WNOHANG) < 0);
}
