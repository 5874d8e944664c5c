// SPDX-License-Identifier: Apache-2.0
// Preloaded into the program under test: at the call of a given number that changes a file, the process
// is killed, or the disk is full from there on. FAULT_AT: the number; FAULT: kill or full; FAULT_LOG: a file
// for the count of calls.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int calls;

static int fails(void) {
  const char *at = getenv("FAULT_AT"), *kind = getenv("FAULT");
  calls += 1;
  if (!at || !kind || calls < atoi(at)) return 0;
  if (!strcmp(kind, "kill") && calls == atoi(at)) kill(getpid(), SIGKILL);
  if (!strcmp(kind, "full")) {
    errno = ENOSPC;
    return 1;
  }
  return 0;
}

static int is_file(int file) {
  struct stat status;
  return fstat(file, &status) == 0 && S_ISREG(status.st_mode);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int file, const void *bytes, size_t count) {
  if (is_file(file) && fails()) return -1;
  return REAL(write)(file, bytes, count);
}
ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
  if (fails()) return -1;
  return REAL(pwrite)(file, bytes, count, at);
}
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  if (fails()) return -1;
  return REAL(pwrite64)(file, bytes, count, at);
}
int fsync(int file) {
  if (fails()) return -1;
  return REAL(fsync)(file);
}
int fdatasync(int file) {
  if (fails()) return -1;
  return REAL(fdatasync)(file);
}
int rename(const char *from, const char *to) {
  if (fails()) return -1;
  return REAL(rename)(from, to);
}
int unlink(const char *path) {
  // Space is never short for taking something away; but a process may die there.
  const char *kind = getenv("FAULT");
  if (kind && !strcmp(kind, "kill")) fails();
  return REAL(unlink)(path);
}

__attribute__((destructor)) static void report(void) {
  const char *path = getenv("FAULT_LOG");
  if (!path) return;
  FILE *file = fopen(path, "w");
  if (!file) return;
  fprintf(file, "%d", calls);
  fclose(file);
}
