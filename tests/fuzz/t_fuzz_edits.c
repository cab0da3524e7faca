/* Replays the fuzz target edits (see replay.h). */
#define FUZZ_TARGET "edits"
#define FUZZ_ROUNDS 600
#include "fuzz_edits.c"
#include "replay.h"
