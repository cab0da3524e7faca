/* Replays the fuzz target reply (see replay.h). */
#define FUZZ_TARGET "reply"
#define FUZZ_ROUNDS 1500
#include "fuzz_reply.c"
#include "replay.h"
