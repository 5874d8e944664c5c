// SPDX-License-Identifier: Apache-2.0
#include <expat.h>
#include <lzma.h>
#include <minizip/unzip.h>
#include <nettle/sha2.h>
#include <sqlite3.h>
#include <zlib.h>

// The initializer of a stream, which the headers give as a macro only.
static inline lzma_stream cleanclaim_lzma_start(void) {
  lzma_stream stream = LZMA_STREAM_INIT;
  return stream;
}

static inline int cleanclaim_inflate_start(z_stream *stream) {
  return inflateInit2(stream, 15 + 32);
}

static inline lzma_ret cleanclaim_lzma_decoder(lzma_stream *stream, uint64_t memory) {
  return lzma_stream_decoder(stream, memory, LZMA_CONCATENATED);
}
