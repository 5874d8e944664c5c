// SPDX-License-Identifier: Apache-2.0
#include "postgresql.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

static cleanclaim_libpq table;
static int is_loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  struct {
    const char *name;
    void **place;
  } const wanted[] = {
      {"PQconnectdb", (void **)&table.connect},
      {"PQstatus", (void **)&table.status},
      {"PQerrorMessage", (void **)&table.message},
      {"PQfinish", (void **)&table.finish},
      {"PQexec", (void **)&table.exec},
      {"PQprepare", (void **)&table.prepare},
      {"PQexecPrepared", (void **)&table.execPrepared},
      {"PQresultStatus", (void **)&table.resultStatus},
      {"PQresultErrorField", (void **)&table.errorField},
      {"PQntuples", (void **)&table.rows},
      {"PQnfields", (void **)&table.columns},
      {"PQftype", (void **)&table.type},
      {"PQgetisnull", (void **)&table.isNull},
      {"PQgetvalue", (void **)&table.value},
      {"PQgetlength", (void **)&table.length},
      {"PQcmdTuples", (void **)&table.changed},
      {"PQclear", (void **)&table.clear},
      {"PQtransactionStatus", (void **)&table.transactionStatus},
      {"PQputCopyData", (void **)&table.putCopyData},
      {"PQputCopyEnd", (void **)&table.putCopyEnd},
      {"PQgetResult", (void **)&table.getResult},
      {"PQsetNoticeProcessor", (void **)&table.setNotices},
  };
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
    *wanted[i].place = dlsym(library, wanted[i].name);
    if (!*wanted[i].place) return;
  }
  is_loaded = 1;
}

const cleanclaim_libpq *cleanclaim_libpq_load(void) {
  pthread_once(&once, load);
  return is_loaded ? &table : NULL;
}

static void say_nothing(void *nobody, const char *notice) {}

void cleanclaim_libpq_silence(const cleanclaim_libpq *libpq, PGconn *connection) {
  libpq->setNotices(connection, say_nothing, NULL);
}
