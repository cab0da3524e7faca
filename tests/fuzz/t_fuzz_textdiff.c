/* Replays the fuzz target textdiff (see replay.h). */
#define FUZZ_TARGET "textdiff"
#include "fuzz_textdiff.c"
#include "replay.h"
