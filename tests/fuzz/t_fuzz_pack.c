/* Replays the fuzz target pack (see replay.h). */
#define FUZZ_TARGET "pack"
#define FUZZ_ROUNDS 400
#include "fuzz_pack.c"
#include "replay.h"
