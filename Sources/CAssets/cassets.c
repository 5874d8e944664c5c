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
static const unsigned char synonyms[] = {
#embed "../../Data/lexicon/synonyms.tsv"
};
static const unsigned char parts[] = {
#embed "../../Data/lexicon/parts.tsv"
};
static const unsigned char prior[] = {
#embed "../../Data/lexicon/prior.tsv"
};
static const unsigned char roles[] = {
#embed "../../Data/lexicon/roles.tsv"
};

static const cleanclaim_asset table[] = {
    {"sources.json", sources, sizeof sources},
    {"codesets/editions.tsv", editions, sizeof editions},
    {"findings/words.tsv", words, sizeof words},
    {"lexicon/synonyms.tsv", synonyms, sizeof synonyms},
    {"lexicon/parts.tsv", parts, sizeof parts},
    {"lexicon/prior.tsv", prior, sizeof prior},
    {"lexicon/roles.tsv", roles, sizeof roles},
};

const cleanclaim_asset *const cleanclaim_assets = table;
const size_t cleanclaim_assets_count = sizeof table / sizeof table[0];
