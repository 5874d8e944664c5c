// SPDX-License-Identifier: Apache-2.0
#include <stddef.h>

// A file of Data/ inside the program, by its path below Data/.
typedef struct {
  const char *name;
  const unsigned char *bytes;
  size_t count;
} cleanclaim_asset;

extern const cleanclaim_asset *const cleanclaim_assets;
extern const size_t cleanclaim_assets_count;
