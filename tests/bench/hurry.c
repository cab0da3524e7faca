/* hurry: a preload library that makes time go HURRY times as fast for a program
 * and those it starts: clocks run ahead, waits end sooner. For tests/bench/day,
 * which plays six hours in some minutes: every timer comes as often as in the six
 * hours, and processor time stays what it is. HURRY_FROM (ns of the real and of
 * the monotonic clock, "R M") is where the clocks are the same for all. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long long factor = 1, from_real, from_mono;

static void __attribute__((constructor)) begin(void)
{
	const char *f = getenv("HURRY"), *from = getenv("HURRY_FROM");

	if (f && from && sscanf(from, "%lld %lld", &from_real, &from_mono) == 2)
		factor = atoll(f) > 0 ? atoll(f) : 1;
}

static long long ns_of(const struct timespec *t)
{
	return (long long)t->tv_sec * 1000000000 + t->tv_nsec;
}

static struct timespec ts_of(long long ns)
{
	return (struct timespec){.tv_sec = (time_t)(ns / 1000000000), .tv_nsec = (long)(ns % 1000000000)};
}

int clock_gettime(clockid_t id, struct timespec *t)
{
	int rc = (int)syscall(SYS_clock_gettime, id, t);
	long long from;

	if (rc || factor == 1)
		return rc;
	if (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)
		from = from_real;
	else if (id == CLOCK_MONOTONIC || id == CLOCK_MONOTONIC_COARSE || id == CLOCK_BOOTTIME)
		from = from_mono;
	else
		return rc;
	*t = ts_of(from + (ns_of(t) - from) * factor);
	return 0;
}

time_t time(time_t *out)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	if (out)
		*out = t.tv_sec;
	return t.tv_sec;
}

int gettimeofday(struct timeval *restrict tv, void *restrict tz)
{
	struct timespec t;

	(void)tz;
	clock_gettime(CLOCK_REALTIME, &t);
	tv->tv_sec = t.tv_sec;
	tv->tv_usec = t.tv_nsec / 1000;
	return 0;
}

int ppoll(struct pollfd *fds, nfds_t n, const struct timespec *wait, const sigset_t *mask)
{
	struct timespec left;

	if (wait)
		left = ts_of(ns_of(wait) / factor);
	return (int)syscall(SYS_ppoll, fds, n, wait ? &left : NULL, mask, mask ? sizeof(unsigned long) : 0);
}

int poll(struct pollfd *fds, nfds_t n, int ms)
{
	struct timespec wait = ts_of((ms > 0 ? (long long)ms : 0) * 1000000);

	return ppoll(fds, n, ms < 0 ? NULL : &wait, NULL);
}

int clock_nanosleep(clockid_t id, int flags, const struct timespec *wait, struct timespec *left)
{
	struct timespec t = ts_of(ns_of(wait) / factor);

	/* an absolute time is of the fast clock: no one here asks for it */
	return syscall(SYS_clock_nanosleep, id, flags, flags ? wait : &t, left) ? errno : 0;
}

int nanosleep(const struct timespec *wait, struct timespec *left)
{
	int rc = clock_nanosleep(CLOCK_MONOTONIC, 0, wait, left);

	errno = rc ? rc : errno;
	return rc ? -1 : 0;
}

int usleep(useconds_t us)
{
	struct timespec t = ts_of((long long)us * 1000);

	return nanosleep(&t, NULL);
}
