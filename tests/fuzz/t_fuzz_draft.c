/* Replays the fuzz target draft (see replay.h). */
#define FUZZ_TARGET "draft"
#include "fuzz_draft.c"
#include "replay.h"
