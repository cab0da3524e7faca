/* Replays the fuzz target recover (see replay.h). */
#define FUZZ_TARGET "recover"
#define FUZZ_ROUNDS 600
#include "fuzz_recover.c"
#include "replay.h"
