// SPDX-License-Identifier: Apache-2.0
// Preloaded into the program under test: a machine whose clock shows CLOCK_SECONDS, or whose disk has FREE_BYTES left.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/statvfs.h>
#include <time.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int clock_gettime(clockid_t clock, struct timespec *time) {
  const char *seconds = getenv("CLOCK_SECONDS");
  int status = REAL(clock_gettime)(clock, time);
  if (seconds && clock == CLOCK_REALTIME) time->tv_sec = atoll(seconds);
  return status;
}

int statvfs(const char *path, struct statvfs *status) {
  const char *bytes = getenv("FREE_BYTES");
  int done = REAL(statvfs)(path, status);
  if (bytes) status->f_bavail = atoll(bytes) / status->f_frsize;
  return done;
}
