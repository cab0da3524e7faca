/* Replays the fuzz target text (see replay.h). */
#define FUZZ_TARGET "text"
#include "fuzz_text.c"
#include "replay.h"
