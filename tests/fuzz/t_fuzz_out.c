/* Replays the fuzz target out (see replay.h). */
#define FUZZ_TARGET "out"
#define FUZZ_ROUNDS 300 /* a style is read for each */
#include "fuzz_out.c"
#include "replay.h"
