/* Stands between a process and its disk: writes down what the process changes under one folder, and can kill it at
 * the nth of these changes or let the disk be full from the nth on.
 *
 * Loaded with LD_PRELOAD. From the environment:
 *   RECORD_UNDER  the folder, as an absolute path without links
 *   RECORD_TO     the file to write to; nothing is written down without it
 *   KILL_AT       the change at which the process ends, a write after its first half; 1 is the first
 *
 * The process itself sets `full_from`, the change from which on those that need room fail; `full_with`, the error that
 * they fail with; and `full_names`, for which it is new names that find no room, and not what is written to files.
 *
 * A record is: kind, descriptor (32 bits), offset (64 bits), lengths of two texts (32 bits each), the two texts.
 * What goes through a memory map (SQLite's -shm) is not seen, nor are copy_file_range, sendfile, writev and dup.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define DESCRIPTORS 4096

long changes = 0;
long kill_at = 0;
long full_from = 0;
int full_with = ENOSPC;
int full_names = 0;

static const char *under;
static int to = -1;
static char followed[DESCRIPTORS];

__attribute__((constructor)) static void begin(void)
{
    const char *file = getenv("RECORD_TO"), *number = getenv("KILL_AT");
    under = getenv("RECORD_UNDER");
    if (file)
        to = REAL(open)(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (number)
        kill_at = atol(number);
}

static int is_under(const char *path)
{
    return under && path && strncmp(path, under, strlen(under)) == 0;
}

static int is_followed(int fd)
{
    return fd >= 0 && fd < DESCRIPTORS && followed[fd];
}

static void note(char kind, int fd, int64_t offset, const char *one, uint32_t one_length, const void *two,
                 uint32_t two_length)
{
    char head[21];
    int32_t descriptor = fd;
    if (to < 0)
        return;
    head[0] = kind;
    memcpy(head + 1, &descriptor, 4);
    memcpy(head + 5, &offset, 8);
    memcpy(head + 13, &one_length, 4);
    memcpy(head + 17, &two_length, 4);
    struct iovec parts[3] = {{head, 21}, {(void *)one, one_length}, {(void *)two, two_length}};
    if (writev(to, parts, 3) != (ssize_t)(21 + one_length + two_length))
        abort();
}

static void note_names(char kind, int fd, const char *one, const char *two)
{
    note(kind, fd, 0, one, strlen(one), two, two ? strlen(two) : 0);
}

static int is_last(void)
{
    return ++changes == kill_at;
}

static void end(void)
{
    kill(getpid(), SIGKILL);
}

/* Whether the disk has no room for the change that was just counted: that of a name, or of what is in a file. */
static int is_full(int of_name)
{
    if (!full_from || changes < full_from || of_name != full_names)
        return 0;
    errno = full_with;
    return 1;
}

static int opened(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode)
{
    struct stat found;
    int made = 0;
    if (!is_under(path))
        return real(path, flags, mode);
    if (flags & O_CREAT && lstat(path, &found) != 0) {
        made = 1;
        if (is_last())
            end();
        if (is_full(1))
            return -1;
    }
    int fd = real(path, flags, mode);
    if (fd >= 0 && fd < DESCRIPTORS) {
        followed[fd] = 1;
        note_names(made ? 'C' : 'O', fd, path, NULL);
        if (flags & O_TRUNC && !made)
            note('T', fd, 0, NULL, 0, NULL, 0);
    }
    return fd;
}

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...)                                                                         \
    {                                                                                                                  \
        mode_t mode = 0;                                                                                               \
        if (flags & (O_CREAT | O_TMPFILE)) {                                                                           \
            va_list rest;                                                                                              \
            va_start(rest, flags);                                                                                     \
            mode = va_arg(rest, mode_t);                                                                               \
            va_end(rest);                                                                                              \
        }                                                                                                              \
        return opened(REAL(name), path, flags, mode);                                                                  \
    }
OPEN(open)
OPEN(open64)

int close(int fd)
{
    if (is_followed(fd))
        followed[fd] = 0;
    return REAL(close)(fd);
}

/* The bytes to write before the end, where this is the last change; -1 where it is not. */
static ssize_t last_bytes(size_t count)
{
    return is_last() ? (ssize_t)(count / 2) : -1;
}

ssize_t write(int fd, const void *data, size_t count)
{
    if (!is_followed(fd))
        return REAL(write)(fd, data, count);
    int64_t offset = lseek(fd, 0, SEEK_CUR);
    ssize_t last = last_bytes(count);
    if (last >= 0) {
        REAL(write)(fd, data, last);
        end();
    }
    if (is_full(0))
        return -1;
    ssize_t written = REAL(write)(fd, data, count);
    if (written > 0)
        note('W', fd, offset, NULL, 0, data, written);
    return written;
}

#define PWRITE(name, offset_type)                                                                                      \
    ssize_t name(int fd, const void *data, size_t count, offset_type offset)                                           \
    {                                                                                                                  \
        if (!is_followed(fd))                                                                                          \
            return REAL(name)(fd, data, count, offset);                                                                \
        ssize_t last = last_bytes(count);                                                                              \
        if (last >= 0) {                                                                                               \
            REAL(name)(fd, data, last, offset);                                                                        \
            end();                                                                                                     \
        }                                                                                                              \
        if (is_full(0))                                                                                                 \
            return -1;                                                                                                 \
        ssize_t written = REAL(name)(fd, data, count, offset);                                                         \
        if (written > 0)                                                                                               \
            note('W', fd, offset, NULL, 0, data, written);                                                             \
        return written;                                                                                                \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, length_type)                                                                                    \
    int name(int fd, length_type length)                                                                               \
    {                                                                                                                  \
        struct stat found;                                                                                             \
        if (!is_followed(fd))                                                                                          \
            return REAL(name)(fd, length);                                                                             \
        if (is_last())                                                                                                 \
            end();                                                                                                     \
        if (fstat(fd, &found) == 0 && length > found.st_size && is_full(0))                                             \
            return -1;                                                                                                 \
        int result = REAL(name)(fd, length);                                                                           \
        if (result == 0)                                                                                               \
            note('T', fd, length, NULL, 0, NULL, 0);                                                                   \
        return result;                                                                                                 \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name)                                                                                                     \
    int name(int fd)                                                                                                   \
    {                                                                                                                  \
        if (!is_followed(fd))                                                                                          \
            return REAL(name)(fd);                                                                                     \
        if (is_last())                                                                                                 \
            end();                                                                                                     \
        /* A file system may find out only now that there is no room. */                                               \
        if (is_full(0))                                                                                                 \
            return -1;                                                                                                 \
        int result = REAL(name)(fd);                                                                                   \
        if (result == 0)                                                                                               \
            note('S', fd, 0, NULL, 0, NULL, 0);                                                                        \
        return result;                                                                                                 \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path)
{
    if (!is_under(path))
        return REAL(unlink)(path);
    if (is_last())
        end();
    int result = REAL(unlink)(path);
    if (result == 0)
        note_names('U', -1, path, NULL);
    return result;
}

int mkdir(const char *path, mode_t mode)
{
    if (!is_under(path))
        return REAL(mkdir)(path, mode);
    if (is_last())
        end();
    if (is_full(1))
        return -1;
    int result = REAL(mkdir)(path, mode);
    if (result == 0)
        note_names('K', -1, path, NULL);
    return result;
}

#define NAME(name, kind)                                                                                               \
    int name(const char *from, const char *path)                                                                       \
    {                                                                                                                  \
        if (!is_under(from) || !is_under(path))                                                                        \
            return REAL(name)(from, path);                                                                             \
        if (is_last())                                                                                                 \
            end();                                                                                                     \
        if (is_full(1))                                                                                                 \
            return -1;                                                                                                 \
        int result = REAL(name)(from, path);                                                                           \
        if (result == 0)                                                                                               \
            note_names(kind, -1, from, path);                                                                          \
        return result;                                                                                                 \
    }
NAME(link, 'L')
NAME(rename, 'R')

/* Python makes hard links with this one where it has it. */
int linkat(int from_folder, const char *from, int folder, const char *path, int flags)
{
    if (!is_under(from) || !is_under(path))
        return REAL(linkat)(from_folder, from, folder, path, flags);
    return link(from, path);
}
