// SPDX-License-Identifier: Apache-2.0
// Preloaded into the program under test: a disk that keeps a log of what it was told, or that says no.
// DISK_ROOT: only files below this folder count. DISK_LOG: a file that every write, truncation, sync, creation,
// renaming and removal is added to, and every write to the standard output, which is what was acknowledged.
// DISK_FAIL_AT: the call that fails; DISK_FAIL: EIO or ENOSPC, once, or ENOSPC-ON from there on; DISK_COUNT: a file for the
// number of calls.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int calls, fail_at, log_file = -1, is_ready;
static const char *root, *kind;

static void begin(void) {
  if (is_ready) return;
  is_ready = 1;
  root = getenv("DISK_ROOT");
  kind = getenv("DISK_FAIL");
  const char *at = getenv("DISK_FAIL_AT"), *log = getenv("DISK_LOG");
  fail_at = at && kind ? atoi(at) : 0;
  if (log) {
    int file = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    log_file = fcntl(file, F_DUPFD_CLOEXEC, 500);
    close(file);
  }
}

static int is_below(const char *path) { return root && path && !strncmp(path, root, strlen(root)); }

// The path of an open file below the root, or nothing.
static const char *path_of(int file) {
  static char path[PATH_MAX];
  char link[40];
  begin();
  if (!root) return NULL;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t count = readlink(link, path, sizeof path - 1);
  if (count <= 0) return NULL;
  path[count] = 0;
  return is_below(path) && !strstr(path, " (deleted)") ? path : NULL;
}

static int is_shared_memory(const char *path) {
  size_t count = strlen(path);
  return count > 4 && !strcmp(path + count - 4, "-shm");
}

static void note(char type, const char *path, uint64_t offset, const void *bytes, uint32_t count) {
  if (log_file < 0 || (path && is_shared_memory(path))) return;
  uint32_t length = path ? strlen(path) : 0;
  char *record = malloc(17 + length + count), *at = record;
  *at++ = type;
  memcpy(at, &length, 4), at += 4;
  memcpy(at, &offset, 8), at += 8;
  memcpy(at, &count, 4), at += 4;
  memcpy(at, path, length), at += length;
  if (count) memcpy(at, bytes, count), at += count;
  if (REAL(write)(log_file, record, at - record) != at - record) abort();
  free(record);
}

// Whether this call is the one that fails.
static int fails(void) {
  calls += 1;
  if (!fail_at || calls < fail_at) return 0;
  int goes_on = !strcmp(kind, "ENOSPC-ON");
  if (calls > fail_at && !goes_on) return 0;
  errno = strcmp(kind, "EIO") ? ENOSPC : EIO;
  return 1;
}

ssize_t write(int file, const void *bytes, size_t count) {
  begin();
  if (file == 1) note('A', NULL, 0, bytes, count);
  const char *path = path_of(file);
  if (!path) return REAL(write)(file, bytes, count);
  if (fails()) return -1;
  int is_end = fcntl(file, F_GETFL) & O_APPEND;
  note('W', path, lseek(file, 0, is_end ? SEEK_END : SEEK_CUR), bytes, count);
  return REAL(write)(file, bytes, count);
}

#define PWRITE(name, type)                                             \
  ssize_t name(int file, const void *bytes, size_t count, type at) {   \
    const char *path = path_of(file);                                  \
    if (path) {                                                        \
      if (fails()) return -1;                                          \
      note('W', path, at, bytes, count);                               \
    }                                                                  \
    return REAL(name)(file, bytes, count, at);                         \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, type)                                           \
  int name(int file, type length) {                                    \
    const char *path = path_of(file);                                  \
    if (path) {                                                        \
      if (fails()) return -1;                                          \
      note('T', path, length, NULL, 0);                                \
    }                                                                  \
    return REAL(name)(file, length);                                   \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name)                                                     \
  int name(int file) {                                                 \
    const char *path = path_of(file);                                  \
    if (!path) return REAL(name)(file);                                \
    if (fails()) return -1;                                            \
    struct stat status;                                                \
    int is_folder = fstat(file, &status) == 0 && S_ISDIR(status.st_mode); \
    int done = REAL(name)(file);                                       \
    note(is_folder ? 'D' : 'S', path, 0, NULL, 0);                     \
    return done;                                                       \
  }
SYNC(fsync)
SYNC(fdatasync)

#define OPEN(name)                                                     \
  int name(const char *path, int flags, ...) {                         \
    begin();                                                           \
    va_list more;                                                      \
    va_start(more, flags);                                             \
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0; \
    va_end(more);                                                      \
    if (!is_below(path)) return REAL(name)(path, flags, mode);         \
    if (fails()) return -1;                                            \
    int is_new = flags & O_CREAT && access(path, F_OK) != 0;           \
    if (is_new) note('C', path, 0, NULL, 0);                           \
    else if (flags & O_TRUNC) note('T', path, 0, NULL, 0);             \
    return REAL(name)(path, flags, mode);                              \
  }
OPEN(open)
OPEN(open64)

int rename(const char *from, const char *to) {
  begin();
  if (is_below(to)) {
    if (fails()) return -1;
    note('R', from, 0, to, strlen(to));
  }
  return REAL(rename)(from, to);
}

int unlink(const char *path) {
  begin();
  if (is_below(path) && access(path, F_OK) == 0) note('U', path, 0, NULL, 0);
  return REAL(unlink)(path);
}

__attribute__((destructor)) static void report(void) {
  const char *path = getenv("DISK_COUNT");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  fprintf(file, "%d", calls);
  fclose(file);
}
