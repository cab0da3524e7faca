/* Replays the fuzz target key (see replay.h). */
#define FUZZ_TARGET "key"
#include "fuzz_key.c"
#include "replay.h"
