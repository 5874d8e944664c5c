// SPDX-License-Identifier: Apache-2.0
// The tables of Data/x12. A table that is not there yet is left out, and asked for in vain.
#include "cassets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

#if __has_embed("../../Data/x12/codes.tsv")
static const unsigned char t_codes[] = {
#embed "../../Data/x12/codes.tsv"
};
#endif
#if __has_embed("../../Data/x12/elements.tsv")
static const unsigned char t_elements[] = {
#embed "../../Data/x12/elements.tsv"
};
#endif
#if __has_embed("../../Data/x12/guides.tsv")
static const unsigned char t_guides[] = {
#embed "../../Data/x12/guides.tsv"
};
#endif
#if __has_embed("../../Data/x12/identifying.tsv")
static const unsigned char t_identifying[] = {
#embed "../../Data/x12/identifying.tsv"
};
#endif
#if __has_embed("../../Data/x12/made-up.tsv")
static const unsigned char t_made_up[] = {
#embed "../../Data/x12/made-up.tsv"
};
#endif
#if __has_embed("../../Data/x12/segments.tsv")
static const unsigned char t_segments[] = {
#embed "../../Data/x12/segments.tsv"
};
#endif
#if __has_embed("../../Data/x12/words.tsv")
static const unsigned char t_words[] = {
#embed "../../Data/x12/words.tsv"
};
#endif
#if __has_embed("../../Data/x12/guides/005010X210.tsv")
static const unsigned char t_guides_005010X210[] = {
#embed "../../Data/x12/guides/005010X210.tsv"
};
#endif
#if __has_embed("../../Data/x12/guides/005010X212-276.tsv")
static const unsigned char t_guides_005010X212_276[] = {
#embed "../../Data/x12/guides/005010X212-276.tsv"
};
#endif
#if __has_embed("../../Data/x12/guides/005010X212-277.tsv")
static const unsigned char t_guides_005010X212_277[] = {
#embed "../../Data/x12/guides/005010X212-277.tsv"
};
#endif
#if __has_embed("../../Data/x12/guides/005010X214.tsv")
static const unsigned char t_guides_005010X214[] = {
#embed "../../Data/x12/guides/005010X214.tsv"
};
#endif
#if __has_embed("../../Data/x12/guides/005010X217-278-request.tsv")
static const unsigned char t_guides_005010X217_278_request[] = {
#embed "../../Data/x12/guides/005010X217-278-request.tsv"
};
#endif
#if __has_embed("../../Data/x12/guides/005010X217-278-response.tsv")
static const unsigned char t_guides_005010X217_278_response[] = {
#embed "../../Data/x12/guides/005010X217-278-response.tsv"
};
#endif
#if __has_embed("../../Data/x12/guides/005010X218.tsv")
static const unsigned char t_guides_005010X218[] = {
#embed "../../Data/x12/guides/005010X218.tsv"
};
#endif
#if __has_embed("../../Data/x12/guides/005010X220A1.tsv")
static const unsigned char t_guides_005010X220A1[] = {
#embed "../../Data/x12/guides/005010X220A1.tsv"
};
#endif
#if __has_embed("../../Data/x12/guides/005010X221A1.tsv")
static const unsigned char t_guides_005010X221A1[] = {
#embed "../../Data/x12/guides/005010X221A1.tsv"
};
#endif
#if __has_embed("../../Data/x12/guides/005010X222A1.tsv")
static const unsigned char t_guides_005010X222A1[] = {
#embed "../../Data/x12/guides/005010X222A1.tsv"
};
#endif
#if __has_embed("../../Data/x12/guides/005010X223A2.tsv")
static const unsigned char t_guides_005010X223A2[] = {
#embed "../../Data/x12/guides/005010X223A2.tsv"
};
#endif
#if __has_embed("../../Data/x12/guides/005010X224A2.tsv")
static const unsigned char t_guides_005010X224A2[] = {
#embed "../../Data/x12/guides/005010X224A2.tsv"
};
#endif
#if __has_embed("../../Data/x12/guides/005010X231A1.tsv")
static const unsigned char t_guides_005010X231A1[] = {
#embed "../../Data/x12/guides/005010X231A1.tsv"
};
#endif
#if __has_embed("../../Data/x12/guides/005010X279A1-270.tsv")
static const unsigned char t_guides_005010X279A1_270[] = {
#embed "../../Data/x12/guides/005010X279A1-270.tsv"
};
#endif
#if __has_embed("../../Data/x12/guides/005010X279A1-271.tsv")
static const unsigned char t_guides_005010X279A1_271[] = {
#embed "../../Data/x12/guides/005010X279A1-271.tsv"
};
#endif
#if __has_embed("../../Data/x12/guides/envelope.tsv")
static const unsigned char t_guides_envelope[] = {
#embed "../../Data/x12/guides/envelope.tsv"
};
#endif

static const cleanclaim_asset table[] = {
#if __has_embed("../../Data/x12/codes.tsv")
    {"x12/codes.tsv", t_codes, sizeof t_codes},
#endif
#if __has_embed("../../Data/x12/elements.tsv")
    {"x12/elements.tsv", t_elements, sizeof t_elements},
#endif
#if __has_embed("../../Data/x12/guides.tsv")
    {"x12/guides.tsv", t_guides, sizeof t_guides},
#endif
#if __has_embed("../../Data/x12/identifying.tsv")
    {"x12/identifying.tsv", t_identifying, sizeof t_identifying},
#endif
#if __has_embed("../../Data/x12/made-up.tsv")
    {"x12/made-up.tsv", t_made_up, sizeof t_made_up},
#endif
#if __has_embed("../../Data/x12/segments.tsv")
    {"x12/segments.tsv", t_segments, sizeof t_segments},
#endif
#if __has_embed("../../Data/x12/words.tsv")
    {"x12/words.tsv", t_words, sizeof t_words},
#endif
#if __has_embed("../../Data/x12/guides/005010X210.tsv")
    {"x12/guides/005010X210.tsv", t_guides_005010X210, sizeof t_guides_005010X210},
#endif
#if __has_embed("../../Data/x12/guides/005010X212-276.tsv")
    {"x12/guides/005010X212-276.tsv", t_guides_005010X212_276, sizeof t_guides_005010X212_276},
#endif
#if __has_embed("../../Data/x12/guides/005010X212-277.tsv")
    {"x12/guides/005010X212-277.tsv", t_guides_005010X212_277, sizeof t_guides_005010X212_277},
#endif
#if __has_embed("../../Data/x12/guides/005010X214.tsv")
    {"x12/guides/005010X214.tsv", t_guides_005010X214, sizeof t_guides_005010X214},
#endif
#if __has_embed("../../Data/x12/guides/005010X217-278-request.tsv")
    {"x12/guides/005010X217-278-request.tsv", t_guides_005010X217_278_request, sizeof t_guides_005010X217_278_request},
#endif
#if __has_embed("../../Data/x12/guides/005010X217-278-response.tsv")
    {"x12/guides/005010X217-278-response.tsv", t_guides_005010X217_278_response, sizeof t_guides_005010X217_278_response},
#endif
#if __has_embed("../../Data/x12/guides/005010X218.tsv")
    {"x12/guides/005010X218.tsv", t_guides_005010X218, sizeof t_guides_005010X218},
#endif
#if __has_embed("../../Data/x12/guides/005010X220A1.tsv")
    {"x12/guides/005010X220A1.tsv", t_guides_005010X220A1, sizeof t_guides_005010X220A1},
#endif
#if __has_embed("../../Data/x12/guides/005010X221A1.tsv")
    {"x12/guides/005010X221A1.tsv", t_guides_005010X221A1, sizeof t_guides_005010X221A1},
#endif
#if __has_embed("../../Data/x12/guides/005010X222A1.tsv")
    {"x12/guides/005010X222A1.tsv", t_guides_005010X222A1, sizeof t_guides_005010X222A1},
#endif
#if __has_embed("../../Data/x12/guides/005010X223A2.tsv")
    {"x12/guides/005010X223A2.tsv", t_guides_005010X223A2, sizeof t_guides_005010X223A2},
#endif
#if __has_embed("../../Data/x12/guides/005010X224A2.tsv")
    {"x12/guides/005010X224A2.tsv", t_guides_005010X224A2, sizeof t_guides_005010X224A2},
#endif
#if __has_embed("../../Data/x12/guides/005010X231A1.tsv")
    {"x12/guides/005010X231A1.tsv", t_guides_005010X231A1, sizeof t_guides_005010X231A1},
#endif
#if __has_embed("../../Data/x12/guides/005010X279A1-270.tsv")
    {"x12/guides/005010X279A1-270.tsv", t_guides_005010X279A1_270, sizeof t_guides_005010X279A1_270},
#endif
#if __has_embed("../../Data/x12/guides/005010X279A1-271.tsv")
    {"x12/guides/005010X279A1-271.tsv", t_guides_005010X279A1_271, sizeof t_guides_005010X279A1_271},
#endif
#if __has_embed("../../Data/x12/guides/envelope.tsv")
    {"x12/guides/envelope.tsv", t_guides_envelope, sizeof t_guides_envelope},
#endif
};

const cleanclaim_asset *const cleanclaim_x12_assets = table;
const size_t cleanclaim_x12_assets_count = sizeof table / sizeof table[0];
