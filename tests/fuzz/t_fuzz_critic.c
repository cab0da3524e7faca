/* Replays the fuzz target critic (see replay.h). */
#define FUZZ_TARGET "critic"
#define FUZZ_ROUNDS 1500
#include "fuzz_critic.c"
#include "replay.h"
