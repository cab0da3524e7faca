/* Replays the fuzz target u8 (see replay.h). */
#define FUZZ_TARGET "u8"
#include "fuzz_u8.c"
#include "replay.h"
