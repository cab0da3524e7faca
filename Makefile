# paragraf: build, test, install. `make help` lists the targets.
#
# One Makefile, no configure. Variants have a build folder each:
#   make            build/release   make dev         build/dev (-Werror)
#   make check-asan build/asan      (address and undefined behaviour)
# V=1 shows the commands.

PREFIX ?= /usr/local
DESTDIR ?=
CC ?= cc
VARIANT ?= release
V ?= 0
B = build/$(VARIANT)
VERSION = 0.1.0

ifeq ($(V),0)
Q = @
say = @printf '  %-4s %s\n' $(1) $(2)
else
Q =
say = @:
endif

PKG_CONFIG ?= pkg-config
# What each program needs. ncursesw's flags go to ui/term_curses.c only: they
# define _XOPEN_SOURCE, which hides calls the rest needs.
PC_CURSES = ncursesw
PC_BASE = libutf8proc
PC_WORKER = libgit2 hunspell libcrypto
pc = $(shell $(PKG_CONFIG) $(1) $(2) 2>/dev/null)

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wvla -Wwrite-strings -Wundef
HARDEN = -fstack-protector-strong -fPIE
OPT_release = -O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
OPT_dev = -O1 -g -Werror
OPT_asan = -O1 -g -Werror -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
OPT_fuzz = -O1 -g -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=undefined
LINK_release = -pie -Wl,-z,relro,-z,now
LINK_dev = -pie
LINK_asan = -fsanitize=address,undefined
LINK_fuzz = -fsanitize=address,undefined,fuzzer

CFLAGS_ALL = -std=c17 -D_GNU_SOURCE -Itui -include tui/base/banned.h $(WARN) $(HARDEN) $(OPT_$(VARIANT)) \
	-DPARAGRAF_VERSION='"$(VERSION)"' -DPARAGRAF_DATA='"$(PREFIX)/share/paragraf"' $(CFLAGS)

# The editor never loads the libraries that only the worker program needs.
WORKER_SRC = $(wildcard tui/store/repo*.c tui/lang/speller*.c)
LIB_SRC = $(filter-out $(WORKER_SRC),$(wildcard tui/*/*.c)) $(filter-out tui/main.c tui/worker_main.c,$(wildcard tui/*.c))
LIB_OBJ = $(LIB_SRC:%.c=$(B)/%.o)
WORKER_OBJ = $(WORKER_SRC:%.c=$(B)/%.o)

all: $(B)/paragraf $(B)/paragraf-arbetare

$(B)/libparagraf.a: $(LIB_OBJ)
	$(call say,AR,$@)
	@mkdir -p $(@D)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(B)/libworker.a: $(WORKER_OBJ)
	$(call say,AR,$@)
	@mkdir -p $(@D)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(B)/paragraf: $(B)/tui/main.o $(B)/libparagraf.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(LINK_$(VARIANT)) $(LDFLAGS) -o $@ $^ $(call pc,--libs,$(PC_CURSES) $(PC_BASE))

$(B)/paragraf-arbetare: $(B)/tui/worker_main.o $(B)/libworker.a $(B)/libparagraf.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(LINK_$(VARIANT)) $(LDFLAGS) -o $@ $^ $(call pc,--libs,$(PC_BASE) $(PC_WORKER))

$(B)/%.o: %.c | libraries
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_ALL) $(EXTRA) -MMD -MP -c $< -o $@

$(B)/tui/ui/term_curses.o: EXTRA = $(call pc,--cflags,$(PC_CURSES))
$(B)/tui/base/u8.o: EXTRA = $(call pc,--cflags,$(PC_BASE))
$(WORKER_OBJ): EXTRA = $(call pc,--cflags,$(PC_WORKER))

.PHONY: libraries
libraries:
	@for p in $(PC_CURSES) $(PC_BASE) $(PC_WORKER); do \
		$(PKG_CONFIG) --exists $$p || { echo "saknas: $$p" >&2; exit 1; }; done

# ------------------------------------------------------------------- tests

TEST_SRC = $(wildcard tests/*/t_*.c)
TEST_BIN = $(TEST_SRC:tests/%.c=$(B)/tests/%)
PC_TEST = $(PC_BASE) $(PC_WORKER) $(PC_CURSES)

$(B)/tests/%.o: tests/%.c | libraries
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_ALL) -Itests $(EXTRA) -MMD -MP -c $< -o $@

$(B)/tests/%: $(B)/tests/%.o $(B)/libworker.a $(B)/libparagraf.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(LINK_$(VARIANT)) $(LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) \
		$(call pc,--libs,$(PC_TEST)) $(TEST_LIBS)

$(B)/tests/pty/%: TEST_LIBS = $(call pc,--libs,vterm)
$(B)/tests/pty/%.o: EXTRA = $(call pc,--cflags,vterm)
$(filter $(B)/tests/pty/%,$(TEST_BIN)): $(B)/tests/pty/pty.o
.SECONDARY: $(TEST_BIN:%=%.o)

tests: $(TEST_BIN)
.PHONY: tests

# All tests of this variant; ends with "N passed, N failed".
check: all tests
	$(Q)B=$(B) tests/run $(TEST_BIN)

test: check

# Each fuzz target for FUZZ_SECONDS under clang's libFuzzer. What it learns stays
# in the build folder; an input that breaks something belongs in tests/fuzz/corpus.
FUZZ_SECONDS ?= 60
FUZZ_BIN = $(patsubst tests/fuzz/fuzz_%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))

$(B)/fuzz/%: $(B)/tests/fuzz/fuzz_%.o $(B)/libworker.a $(B)/libparagraf.a
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(LINK_$(VARIANT)) $(LDFLAGS) -o $@ $^ $(call pc,--libs,$(PC_TEST))
.SECONDARY: $(FUZZ_BIN:$(B)/fuzz/%=$(B)/tests/fuzz/fuzz_%.o)

fuzz:
	$(Q)$(MAKE) VARIANT=fuzz CC=clang fuzz-run

fuzz-run: $(FUZZ_BIN)
	$(Q)for t in $(notdir $(FUZZ_BIN)); do \
		mkdir -p $(B)/fuzz/learnt/$$t && echo "== $$t" && \
		$(B)/fuzz/$$t -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -print_final_stats=1 -verbosity=0 \
			-artifact_prefix=$(B)/fuzz/$$t- $(B)/fuzz/learnt/$$t tests/fuzz/corpus/$$t || exit 1; done

.PHONY: fuzz fuzz-run

dev:
	$(Q)$(MAKE) VARIANT=dev all tests

check-asan:
	$(Q)$(MAKE) VARIANT=asan check

clean:
	rm -rf build

.PHONY: all test check dev check-asan clean

-include $(LIB_OBJ:.o=.d) $(WORKER_OBJ:.o=.d) $(TEST_BIN:%=%.d) $(B)/tests/pty/pty.d $(B)/tui/main.d $(B)/tui/worker_main.d
