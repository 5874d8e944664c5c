// SPDX-License-Identifier: Apache-2.0
// The functions of libpq that are used, as a table that is filled when the library is loaded: a program that never
// asks for PostgreSQL does not spend the milliseconds of loading it, and runs where it is not installed.
// Source: PostgreSQL documentation, "libpq: C library"; the interface of libpq.so.5 has not changed since 2006.
#pragma once

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;

typedef struct {
  PGconn *(*connect)(const char *address);
  int (*status)(const PGconn *);
  char *(*message)(const PGconn *);
  void (*finish)(PGconn *);
  PGresult *(*exec)(PGconn *, const char *text);
  PGresult *(*prepare)(PGconn *, const char *name, const char *text, int types, const unsigned *oids);
  PGresult *(*execPrepared)(PGconn *, const char *name, int count, const char *const *values, const int *lengths,
                            const int *formats, int resultFormat);
  int (*resultStatus)(const PGresult *);
  char *(*errorField)(const PGresult *, int field);
  int (*rows)(const PGresult *);
  int (*columns)(const PGresult *);
  unsigned (*type)(const PGresult *, int column);
  int (*isNull)(const PGresult *, int row, int column);
  char *(*value)(const PGresult *, int row, int column);
  int (*length)(const PGresult *, int row, int column);
  char *(*changed)(PGresult *);
  void (*clear)(PGresult *);
  int (*transactionStatus)(const PGconn *);
  int (*putCopyData)(PGconn *, const char *bytes, int count);
  int (*putCopyEnd)(PGconn *, const char *error);
  PGresult *(*getResult)(PGconn *);
  void (*(*setNotices)(PGconn *, void (*)(void *, const char *), void *))(void *, const char *);
} cleanclaim_libpq;

// The library's functions; nothing where the machine has no libpq.so.5.
const cleanclaim_libpq *cleanclaim_libpq_load(void);

// Lets a connection say nothing to the standard error.
void cleanclaim_libpq_silence(const cleanclaim_libpq *, PGconn *);
