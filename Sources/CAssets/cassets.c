// SPDX-License-Identifier: Apache-2.0
#include "cassets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char sources[] = {
#embed "../../Data/sources.json"
};
static const unsigned char editions[] = {
#embed "../../Data/codesets/editions.tsv"
};
static const unsigned char words[] = {
#embed "../../Data/findings/words.tsv"
};

static const cleanclaim_asset table[] = {
    {"sources.json", sources, sizeof sources},
    {"codesets/editions.tsv", editions, sizeof editions},
    {"findings/words.tsv", words, sizeof words},
};

const cleanclaim_asset *const cleanclaim_assets = table;
const size_t cleanclaim_assets_count = sizeof table / sizeof table[0];
