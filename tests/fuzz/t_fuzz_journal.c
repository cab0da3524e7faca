/* Replays the fuzz target journal (see replay.h). */
#define FUZZ_TARGET "journal"
#include "fuzz_journal.c"
#include "replay.h"
