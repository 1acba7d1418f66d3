/* Fails the Nth write, fsync, fdatasync, ftruncate or rename below one folder, once or from then on.
 * FF_DIR the folder, FF_AT N, FF_STICKY 0|1, FF_ERR errno, FF_REPORT a file that gets "calls fired" at exit. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static long calls = 0, at = -1;
static int sticky = 0, error_number = ENOSPC, fired = 0, ready = 0;
static char folder[512];

static void prepare(void) {
  const char *text;
  if (ready) return;
  ready = 1;
  if ((text = getenv("FF_AT"))) at = atol(text);
  if ((text = getenv("FF_STICKY"))) sticky = atoi(text);
  if ((text = getenv("FF_ERR"))) error_number = atoi(text);
  if ((text = getenv("FF_DIR"))) strncpy(folder, text, sizeof folder - 1);
}

static int hit_path(const char *path) {
  long number;
  prepare();
  if (at < 0 || !folder[0] || !path || strncmp(path, folder, strlen(folder))) return 0;
  number = __sync_add_and_fetch(&calls, 1);
  if (number == at || (sticky && number > at)) {
    fired = 1;
    return 1;
  }
  return 0;
}

static int hit_file(int file) {
  char link[64], path[512];
  ssize_t length;
  prepare();
  if (at < 0 || !folder[0]) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return hit_path(path);
}

__attribute__((destructor)) static void report(void) {
  const char *path = getenv("FF_REPORT");
  FILE *out = path ? fopen(path, "w") : NULL;
  if (!out) return;
  fprintf(out, "%ld %d\n", calls, fired);
  fclose(out);
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = dlsym(RTLD_NEXT, #name)
#define FAIL(condition, number) \
  if (condition) { \
    errno = number; \
    return -1; \
  }

ssize_t write(int file, const void *bytes, size_t count) {
  REAL(ssize_t, write, int, const void *, size_t);
  FAIL(file > 2 && hit_file(file), error_number)
  return real(file, bytes, count);
}
ssize_t writev(int file, const struct iovec *parts, int count) {
  REAL(ssize_t, writev, int, const struct iovec *, int);
  FAIL(file > 2 && hit_file(file), error_number)
  return real(file, parts, count);
}
ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
  REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
  FAIL(hit_file(file), error_number)
  return real(file, bytes, count, offset);
}
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
  REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
  FAIL(hit_file(file), error_number)
  return real(file, bytes, count, offset);
}
int fsync(int file) {
  REAL(int, fsync, int);
  FAIL(hit_file(file), error_number == ENOSPC ? EIO : error_number)
  return real(file);
}
int fdatasync(int file) {
  REAL(int, fdatasync, int);
  FAIL(hit_file(file), error_number == ENOSPC ? EIO : error_number)
  return real(file);
}
int ftruncate(int file, off_t length) {
  REAL(int, ftruncate, int, off_t);
  FAIL(hit_file(file), error_number)
  return real(file, length);
}
int ftruncate64(int file, off64_t length) {
  REAL(int, ftruncate64, int, off64_t);
  FAIL(hit_file(file), error_number)
  return real(file, length);
}
int rename(const char *from, const char *to) {
  REAL(int, rename, const char *, const char *);
  FAIL(hit_path(from), error_number)
  return real(from, to);
}
