/* Breaks the file system below one folder, from within the process that uses it (LD_PRELOAD).
 *
 *   FF_DIR     the folder
 *   FF_AT      which call fails, counted from 1; with FF_STICKY=1 every call from then on
 *   FF_ERR     the error's number (28 ENOSPC, 5 EIO)
 *   FF_READS   1: reads are what is counted and fails, instead of what writes
 *   FF_ROOM    bytes that may be written before the disk is full
 *   FF_MORE    a file that, once it is there, means that the disk has room again
 *   FF_DEAF    mutant: files whose path ends so are never flushed, and nobody is told ("*" for all)
 *   FF_MUTE    mutant: 1: the call that was to fail is left out, and its caller told that it was done
 *   FF_REPORT  a file that gets "calls fired path" at exit, the path being that of the first call that failed
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static long calls = 0, at = -1, room = -1;
static int sticky = 0, error_number = ENOSPC, fired = 0, ready = 0, reads = 0, mute = 0;
static char folder[512], deaf[128], where[512];

static long number_of(const char *name, long otherwise) {
  const char *text = getenv(name);
  return text ? atol(text) : otherwise;
}

static void prepare(void) {
  const char *text;
  if (ready) return;
  at = number_of("FF_AT", -1);
  sticky = number_of("FF_STICKY", 0);
  error_number = number_of("FF_ERR", ENOSPC);
  reads = number_of("FF_READS", 0);
  room = number_of("FF_ROOM", -1);
  mute = number_of("FF_MUTE", 0);
  if ((text = getenv("FF_DIR"))) strncpy(folder, text, sizeof folder - 1);
  if ((text = getenv("FF_DEAF"))) strncpy(deaf, text, sizeof deaf - 1);
  ready = 1;
}

static int inside(const char *path) {
  prepare();
  return folder[0] && path && !strncmp(path, folder, strlen(folder));
}

static int path_of(int file, char *path, size_t size) {
  char link[64];
  ssize_t length;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  length = readlink(link, path, size - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return inside(path);
}

static int count(const char *path) {
  long number;
  if (at < 0) return 0;
  number = __sync_add_and_fetch(&calls, 1);
  if (number != at && !(sticky && number > at)) return 0;
  if (!fired) strncpy(where, path, sizeof where - 1);
  fired = 1;
  return 1;
}

/* Whether this call is the one: `want` is 1 for a call that reads. */
static int hit_path(const char *path, int want) { return inside(path) && reads == want && count(path); }

static int hit_file(int file, int want) {
  char path[512];
  prepare();
  if (file <= 2 || reads != want || (at < 0 && room < 0)) return 0;
  return path_of(file, path, sizeof path) && count(path);
}

/* Whether the disk has no room for these bytes any more. */
static int no_room(int file, size_t bytes) {
  char path[512];
  const char *more;
  prepare();
  if (room < 0 || file <= 2 || !path_of(file, path, sizeof path)) return 0;
  more = getenv("FF_MORE");
  if (more && !access(more, F_OK)) return 0;
  if (__sync_sub_and_fetch(&room, (long)bytes) >= 0) return 0;
  __sync_add_and_fetch(&room, (long)bytes);
  fired = 1;
  return 1;
}

static int is_deaf(int file) {
  char path[512];
  size_t have, want;
  prepare();
  if (!deaf[0] || !path_of(file, path, sizeof path)) return 0;
  have = strlen(path), want = strlen(deaf);
  return !strcmp(deaf, "*") || (have >= want && !strcmp(path + have - want, deaf));
}

__attribute__((destructor)) static void report(void) {
  const char *path = getenv("FF_REPORT");
  FILE *out = path ? fopen(path, "w") : NULL;
  if (!out) return;
  fprintf(out, "%ld %d %s\n", calls, fired, where);
  fclose(out);
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = dlsym(RTLD_NEXT, #name)
#define FAIL(condition, number, done) \
  if (condition) { \
    if (mute) return done; \
    errno = number; \
    return -1; \
  }
/* A flush has no room to run out of. */
#define FLUSH_ERROR (error_number == ENOSPC ? EIO : error_number)

#define WRITES(type, name, parameters, arguments, types, bytes) \
  type name parameters { \
    REAL(type, name, types); \
    FAIL(hit_file(file, 0), error_number, (type)(bytes)) \
    if (no_room(file, bytes)) { errno = ENOSPC; return -1; } \
    return real arguments; \
  }
#define LIST(...) __VA_ARGS__

static size_t sum(const struct iovec *parts, int number) {
  size_t all = 0;
  for (int i = 0; i < number; i++) all += parts[i].iov_len;
  return all;
}

WRITES(ssize_t, write, (int file, const void *from, size_t size), (file, from, size), LIST(int, const void *, size_t), size)
WRITES(ssize_t, writev, (int file, const struct iovec *parts, int number), (file, parts, number), LIST(int, const struct iovec *, int), sum(parts, number))
WRITES(ssize_t, pwrite, (int file, const void *from, size_t size, off_t offset), (file, from, size, offset), LIST(int, const void *, size_t, off_t), size)
WRITES(ssize_t, pwrite64, (int file, const void *from, size_t size, off64_t offset), (file, from, size, offset), LIST(int, const void *, size_t, off64_t), size)
WRITES(ssize_t, copy_file_range, (int source, off64_t *in, int file, off64_t *out, size_t size, unsigned flags), (source, in, file, out, size, flags), LIST(int, off64_t *, int, off64_t *, size_t, unsigned), size > 1 << 20 ? 1 << 20 : size)
WRITES(ssize_t, sendfile, (int file, int source, off_t *offset, size_t size), (file, source, offset, size), LIST(int, int, off_t *, size_t), size > 1 << 20 ? 1 << 20 : size)
WRITES(ssize_t, sendfile64, (int file, int source, off64_t *offset, size_t size), (file, source, offset, size), LIST(int, int, off64_t *, size_t), size > 1 << 20 ? 1 << 20 : size)

#define FLUSHES(name) \
  int name(int file) { \
    REAL(int, name, int); \
    if (is_deaf(file)) return 0; \
    FAIL(hit_file(file, 0), FLUSH_ERROR, 0) \
    return real(file); \
  }
FLUSHES(fsync)
FLUSHES(fdatasync)

#define CUTS(name, type) \
  int name(int file, type length) { \
    REAL(int, name, int, type); \
    FAIL(hit_file(file, 0), error_number, 0) \
    return real(file, length); \
  }
CUTS(ftruncate, off_t)
CUTS(ftruncate64, off64_t)

#define NAMES(name, parameters, arguments, types, path) \
  int name parameters { \
    REAL(int, name, types); \
    FAIL(hit_path(path, 0), error_number, 0) \
    return real arguments; \
  }
NAMES(rename, (const char *from, const char *to), (from, to), LIST(const char *, const char *), to)
NAMES(link, (const char *from, const char *to), (from, to), LIST(const char *, const char *), to)
NAMES(linkat, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags), LIST(int, const char *, int, const char *, int), to)
NAMES(mkdir, (const char *path, mode_t mode), (path, mode), LIST(const char *, mode_t), path)
NAMES(unlink, (const char *path), (path), LIST(const char *), path)

#define OPENS(name) \
  int name(const char *path, int flags, ...) { \
    mode_t mode = 0; \
    REAL(int, name, const char *, int, ...); \
    if (flags & (O_CREAT | O_TMPFILE)) { \
      va_list more; \
      va_start(more, flags); \
      mode = va_arg(more, mode_t); \
      va_end(more); \
    } \
    if (hit_path(path, (flags & O_CREAT) == 0)) { errno = (flags & O_CREAT) ? error_number : EIO; return -1; } \
    return real(path, flags, mode); \
  }
OPENS(open)
OPENS(open64)

#define READS(name, parameters, arguments, types) \
  ssize_t name parameters { \
    REAL(ssize_t, name, types); \
    if (hit_file(file, 1)) { errno = EIO; return -1; } \
    return real arguments; \
  }
READS(read, (int file, void *to, size_t size), (file, to, size), LIST(int, void *, size_t))
READS(pread, (int file, void *to, size_t size, off_t offset), (file, to, size, offset), LIST(int, void *, size_t, off_t))
READS(pread64, (int file, void *to, size_t size, off64_t offset), (file, to, size, offset), LIST(int, void *, size_t, off64_t))
