/* Replays the fuzz target template (see replay.h). */
#define FUZZ_TARGET "template"
#define FUZZ_ROUNDS 400
#include "fuzz_template.c"
#include "replay.h"
