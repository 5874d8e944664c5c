// SPDX-License-Identifier: Apache-2.0
#include <cairo/cairo-pdf.h>
#include <expat.h>
#include <fcntl.h>
#include <lzma.h>
#include <minizip/unzip.h>
#include <nettle/hmac.h>
#include <nettle/sha2.h>
#include <sodium.h>
#include <sqlite3.h>
#include <yaml.h>
#include <zlib.h>

#ifndef F_OFD_SETLK
#define F_OFD_SETLK 37
#endif

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

// Locks a byte of a file for an open file description, or lets go of it; the header has the constant for GNU
// sources only.
static inline int cleanclaim_lock_byte(int file, int64_t byte, int is_locked) {
  struct flock lock = {.l_type = is_locked ? F_WRLCK : F_UNLCK, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};
  return fcntl(file, F_OFD_SETLK, &lock);
}

// Opens a pipe whose ends no program that is started inherits; the header has the function for GNU sources only.
extern int pipe2(int *, int);
static inline int cleanclaim_pipe(int *ends) { return pipe2(ends, O_CLOEXEC); }
