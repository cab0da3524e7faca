# paragraf: build, test, install. `make help` lists the targets.
#
# One Makefile, no configure; the scripts it needs stand in tests/setup. Variants have a build folder each:
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
# Header only: nothing of it is linked.
PC_HEADER = libxxhash
PC_WORKER = libgit2 hunspell libcrypto zlib
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
$(B)/tui/base/checksum.o: EXTRA = $(call pc,--cflags,$(PC_HEADER))
$(WORKER_OBJ): EXTRA = $(call pc,--cflags,$(PC_WORKER))

# One line with the packages of each system when something is missing.
.PHONY: libraries
libraries:
	@$(PKG_CONFIG) --exists $(PC_CURSES) $(PC_BASE) $(PC_HEADER) $(PC_WORKER) 2>/dev/null || tests/setup/needs missing

# ---------------------------------------------------------- start and set-up

# Installs what is missing (Debian), builds, opens a first meeting; without a
# terminal the same job plays itself.
run:
	@tests/setup/needs run
	@$(MAKE) --no-print-directory all
	@PARAGRAF_ARBETARE=$(CURDIR)/$(B)/paragraf-arbetare tests/setup/try $(CURDIR)/$(B)/paragraf

help:
	@echo 'make            bygg build/release/paragraf'
	@echo 'make run        installera det som saknas, bygg och öppna ett första sammanträde'
	@echo 'make test       installera det som proven behöver och kör alla prov'
	@echo 'make check      kör proven utan att installera något (check-asan: med minnesvakter)'
	@echo 'make crash      låt disken fela vid varje anrop, döda och bryt strömmen; tar en kvart'
	@echo 'make dev        bygg med varningar som fel, för den som ändrar i koden'
	@echo 'make install    PREFIX=$(PREFIX), DESTDIR; make uninstall tar bort allt igen'
	@echo 'make docs       manualsidorna som text i build/docs'
	@echo 'make bench      jämför med andra redigerare, om ../shared/bench finns (bench-crash, bench-save, bench-day)'
	@echo 'make bench-language  mät språkkontrollen på påhittade protokoll'
	@echo 'make analyze    cppcheck och clang-tidy, om de finns'
	@echo 'make dist       dist/paragraf-$(VERSION).tar.gz'
	@echo 'make clean      ta bort build och dist'

# ------------------------------------------------------------------- tests

# The pseudo-terminal tests want libvterm; without it they are left out.
HAVE_VTERM := $(shell $(PKG_CONFIG) --exists vterm 2>/dev/null && echo yes)
TEST_SRC = $(filter-out $(if $(HAVE_VTERM),,tests/pty/%),$(wildcard tests/*/t_*.c))
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
$(B)/tests/fault/t_disk: $(B)/tests/fault/disk.o
.SECONDARY: $(TEST_BIN:%=%.o)

tests: $(TEST_BIN) $(B)/tests/fault/shim.so $(B)/tests/fault/sweep
.PHONY: tests

# Loaded before the program under test, so without its checks of memory.
$(B)/tests/fault/shim.so: tests/fault/shim.c tests/fault/fault.h
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c17 -D_GNU_SOURCE $(WARN) $(if $(filter release,$(VARIANT)),,-Werror) -O1 -g -fPIC -shared -o $@ $< -ldl

FAULT_OBJ = $(patsubst %,$(B)/tests/fault/%.o,sweep run disk job_write job_command job_spoil)
$(B)/tests/fault/sweep: $(FAULT_OBJ) $(B)/libparagraf.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(LINK_$(VARIANT)) $(LDFLAGS) -o $@ $^ $(call pc,--libs,$(PC_BASE))

# All tests of this variant; ends with "N passed, N failed".
check: all tests
	$(Q)B=$(B) tests/run $(TEST_BIN)

# As check, after installing what is missing (Debian).
test:
	@tests/setup/needs test
	@$(MAKE) --no-print-directory check

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

# Beside other editors, with ../shared/bench/ttybench (left out where that is
# missing); tests/bench/bench says what ROUNDS, LOADS and the others do.
bench bench-crash: all
	@tests/setup/needs bench || true
	@B=$(B) tests/bench/bench $(if $(filter bench-crash,$@),crash,speed)

# Six hours of a meeting in some minutes: tests/bench/day.
bench-day: all $(B)/hurry.so
	@B=$(B) tests/bench/day

$(B)/hurry.so: tests/bench/hurry.c
	$(call say,LINK,$@)
	$(Q)$(CC) -std=c17 -D_GNU_SOURCE $(WARN) -O2 -fPIC -shared -o $@ $<

# Key latency while saving on a slow disk: tests/bench/save.
bench-save: all $(B)/tests/fault/shim.so
	@B=$(B) tests/bench/save

# What is marked, found and suggested in invented protocols, and in what time.
bench-language: all $(B)/tests/bench/ask
	@B=$(B) tests/bench/language

.PHONY: bench bench-crash bench-day bench-save bench-language

# Every fault at every call of the real program; ends with "N passed, N failed".
crash: all $(B)/tests/fault/sweep $(B)/tests/fault/shim.so
	$(Q)PARAGRAF_DATA=$(CURDIR) PARAGRAF_ARBETARE=$(CURDIR)/$(B)/paragraf-arbetare TZ=Europe/Stockholm LC_ALL=C.UTF-8 \
		$(B)/tests/fault/sweep $(CURDIR)/$(B)/paragraf $(CURDIR)/$(B)/tests/fault/shim.so $(CURDIR) $(CRASH)

dev:
	$(Q)$(MAKE) VARIANT=dev all tests

check-asan:
	$(Q)$(MAKE) VARIANT=asan check

# ----------------------------------------------------------------- install

BINDIR = $(DESTDIR)$(PREFIX)/bin
LIBEXECDIR = $(DESTDIR)$(PREFIX)/libexec/paragraf
DATADIR = $(DESTDIR)$(PREFIX)/share/paragraf
MANDIR = $(DESTDIR)$(PREFIX)/share/man
DATA = $(shell find templates dict sample-protocols -type f 2>/dev/null | sort)
MAN_SV = $(wildcard man/*.[157])
MAN_EN = $(wildcard man/en/*.[157])
# Folders that install had to make; uninstall takes away those and no others.
FOLDERS = $(DATADIR)/.mappar

install: all
	@tests/setup/folders make '$(FOLDERS)' '$(BINDIR)' '$(LIBEXECDIR)' '$(DATADIR)' \
		$(foreach f,$(MAN_SV),'$(MANDIR)/sv/man$(subst .,,$(suffix $f))') \
		$(foreach f,$(MAN_EN),'$(MANDIR)/man$(subst .,,$(suffix $f))')
	install -m 755 $(B)/paragraf '$(BINDIR)/paragraf'
	install -m 755 $(B)/paragraf-arbetare '$(LIBEXECDIR)/paragraf-arbetare'
	@for f in $(DATA); do \
		mkdir -p "$(DATADIR)/$$(dirname $$f)" && install -m 644 "$$f" "$(DATADIR)/$$f" || exit 1; done
	@for f in $(MAN_SV); do install -m 644 "$$f" "$(MANDIR)/sv/man$${f##*.}/" || exit 1; done
	@for f in $(MAN_EN); do install -m 644 "$$f" "$(MANDIR)/man$${f##*.}/" || exit 1; done

uninstall:
	rm -f '$(BINDIR)/paragraf'
	@for f in $(MAN_SV); do rm -f "$(MANDIR)/sv/man$${f##*.}/$${f##*/}"; done
	@for f in $(MAN_EN); do rm -f "$(MANDIR)/man$${f##*.}/$${f##*/}"; done
	rm -rf '$(LIBEXECDIR)'
	@tests/setup/folders remove '$(FOLDERS)' '$(DATADIR)'

# -------------------------------------------------------- documents, hygiene

docs:
	@mkdir -p build/docs/sv build/docs/en
	@for f in $(MAN_SV); do MANWIDTH=80 tests/setup/page "$$f" >"build/docs/sv/$${f##*/}.txt" || exit 1; done
	@for f in $(MAN_EN); do MANWIDTH=80 tests/setup/page "$$f" >"build/docs/en/$${f##*/}.txt" || exit 1; done
	@echo 'build/docs'

analyze:
	@if command -v cppcheck >/dev/null; then cppcheck -q --std=c11 --language=c -Itui \
		--enable=warning,portability --suppress=normalCheckLevelMaxBranches --error-exitcode=1 tui; \
	else echo 'cppcheck saknas: den granskningen görs inte'; fi
	@if command -v clang-tidy >/dev/null; then clang-tidy --quiet \
		--checks='-*,clang-analyzer-*,-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling,-clang-analyzer-valist.Uninitialized' \
		$(wildcard tui/*/*.c tui/*.c) -- -std=c17 -D_GNU_SOURCE -Itui -include tui/base/banned.h \
		-DPARAGRAF_VERSION='""' -DPARAGRAF_DATA='""'; \
	else echo 'clang-tidy saknas: den granskningen görs inte'; fi

dist:
	@mkdir -p dist
	git archive --format=tar.gz --prefix=paragraf-$(VERSION)/ -o dist/paragraf-$(VERSION).tar.gz HEAD
	@echo dist/paragraf-$(VERSION).tar.gz

clean:
	rm -rf build dist

.PHONY: all run help test check crash dev check-asan install uninstall docs analyze dist clean

-include $(LIB_OBJ:.o=.d) $(WORKER_OBJ:.o=.d) $(TEST_BIN:%=%.d) $(B)/tests/pty/pty.d $(FAULT_OBJ:.o=.d) $(B)/tui/main.d $(B)/tui/worker_main.d
