/* Replays the fuzz target search (see replay.h). */
#define FUZZ_TARGET "search"
#include "fuzz_search.c"
#include "replay.h"
