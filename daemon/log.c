/* log.c - see log.h. */
#include "config.h"

#include "daemon/log.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>
#ifdef HAVE_SYSTEMD
#include <systemd/sd-journal.h>
#endif

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/hash.h"

#define MAX_FIELDS 16
#define MAX_LINE 8192
#define SLOTS 1024
#define QUIET_USEC 10000000

struct slot {
    uint64_t key;
    int64_t since_usec;
    uint32_t suppressed;
};

struct vg_log {
    atomic_int level;
    bool journal; /* stderr is a journal stream */
    pthread_mutex_t mutex; /* the one mutex of the house: slots, and whole lines */
    struct slot slots[SLOTS];
};

static const char *const names[VG_LOG_LEVEL_COUNT] = {"debug", "info", "warning", "error"};
static const int priorities[VG_LOG_LEVEL_COUNT] = {7, 6, 4, 3}; /* of syslog */

/* systemd says which stream it connected as device:inode (systemd.exec, $JOURNAL_STREAM). */
static bool under_journal(void)
{
    const char *text = getenv("JOURNAL_STREAM");
    unsigned long long dev = 0, ino = 0;
    struct stat st;

    return text && sscanf(text, "%llu:%llu", &dev, &ino) == 2 && fstat(STDERR_FILENO, &st) == 0 &&
           (unsigned long long)st.st_dev == dev && (unsigned long long)st.st_ino == ino;
}

struct vg_log *vg_log_new(enum vg_log_level level)
{
    struct vg_log *self = vg_xnew(struct vg_log);

    atomic_init(&self->level, (int)level);
    self->journal = under_journal();
    (void)pthread_mutex_init(&self->mutex, NULL);
    return self;
}

void vg_log_free(struct vg_log *self)
{
    if (!self)
        return;
    (void)pthread_mutex_destroy(&self->mutex);
    free(self);
}

void vg_log_set_level(struct vg_log *self, enum vg_log_level level)
{
    atomic_store(&self->level, (int)level);
}

bool vg_log_wants(const struct vg_log *self, enum vg_log_level level)
{
    return (int)level >= atomic_load(&self->level);
}

const char *vg_log_level_name(enum vg_log_level level)
{
    return names[level];
}

/* Plain words stay as they are; anything else is quoted, and nothing can forge a second line. */
static void add_value(struct vg_buf *out, const char *s)
{
    bool plain = *s != '\0';

    for (const char *p = s; *p && plain; p++)
        plain = (unsigned char)*p > ' ' && *p != '"' && *p != '=' && *p != '\\' && *p != 127;
    if (plain) {
        (void)vg_buf_str(out, s);
        return;
    }
    (void)vg_buf_char(out, '"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            (void)vg_buf_printf(out, "\\%c", *s);
        else if (*s == '\n')
            (void)vg_buf_str(out, "\\n");
        else if ((unsigned char)*s < ' ' || *s == 127)
            (void)vg_buf_printf(out, "\\x%02x", (unsigned char)*s);
        else
            (void)vg_buf_char(out, *s);
    }
    (void)vg_buf_char(out, '"');
}

static void add_fields(struct vg_buf *out, const struct vg_field *f, uint32_t suppressed)
{
    for (; f->key; f++) {
        (void)vg_buf_printf(out, " %s=", f->key);
        if (f->s)
            add_value(out, f->s);
        else
            (void)vg_buf_printf(out, "%lld", (long long)f->i);
    }
    if (suppressed)
        (void)vg_buf_printf(out, " suppressed=%u", suppressed);
}

/* True when this line was told less than ten seconds ago. */
static bool repeats(struct vg_log *self, const char *message, const struct vg_field *fields,
                    int64_t now, uint32_t *ret_suppressed)
{
    uint64_t key = vg_hash_sv(vg_sv_cstr(message));
    struct slot *slot;

    if (fields->key && fields->s)
        key = vg_hash64(fields->s, strlen(fields->s), key);
    slot = &self->slots[key % SLOTS];
    if (slot->key == key && now - slot->since_usec < QUIET_USEC) {
        slot->suppressed++;
        return true;
    }
    *ret_suppressed = slot->key == key ? slot->suppressed : 0;
    *slot = (struct slot){.key = key, .since_usec = now};
    return false;
}

#ifdef HAVE_SYSTEMD
static void to_journal(enum vg_log_level level, const char *message, const struct vg_field *fields,
                       const struct vg_buf *line)
{
    char text[MAX_FIELDS + 4][512];
    struct iovec iov[MAX_FIELDS + 4];
    int n = 0;

    (void)snprintf(text[n++], sizeof text[0], "PRIORITY=%d", priorities[level]);
    (void)snprintf(text[n++], sizeof text[0], "SYSLOG_IDENTIFIER=vigied");
    (void)snprintf(text[n++], sizeof text[0], "VIGIE_MSG=%s", message);
    for (const struct vg_field *f = fields; f->key && n < MAX_FIELDS + 3; f++) {
        char *p = text[n++];
        int at = snprintf(p, sizeof text[0], "VIGIE_%s=", f->key);

        for (char *c = p; *c && *c != '='; c++)
            *c = *c >= 'a' && *c <= 'z' ? (char)(*c - 32) : *c;
        if (f->s)
            (void)snprintf(p + at, sizeof text[0] - (size_t)at, "%s", f->s);
        else
            (void)snprintf(p + at, sizeof text[0] - (size_t)at, "%lld", (long long)f->i);
    }
    for (int i = 0; i < n; i++)
        iov[i] = (struct iovec){text[i], strlen(text[i])};
    iov[n++] = (struct iovec){line->p, line->n};
    (void)sd_journal_sendv(iov, n);
}
#endif

void vg_log_fields(struct vg_log *self, enum vg_log_level level, const char *message,
                   const struct vg_field *fields)
{
    int64_t now = vg_clock_wall_usec();
    uint32_t suppressed = 0;
    struct vg_buf line;
    char time[32];

    if (!vg_log_wants(self, level))
        return;
    vg_buf_init(&line, MAX_LINE);
    (void)pthread_mutex_lock(&self->mutex);
    if (level >= VG_LOG_WARNING && repeats(self, message, fields, now, &suppressed))
        goto out;
#ifdef HAVE_SYSTEMD
    if (self->journal) {
        (void)vg_buf_printf(&line, "MESSAGE=%s", message);
        add_fields(&line, fields, suppressed);
        to_journal(level, message, fields, &line);
        goto out;
    }
#endif
    vg_time_format(now, true, time);
    if (self->journal)
        (void)vg_buf_printf(&line, "<%d>msg=", priorities[level]);
    else
        (void)vg_buf_printf(&line, "time=%s level=%s msg=", time, names[level]);
    add_value(&line, message);
    add_fields(&line, fields, suppressed);
    (void)vg_buf_char(&line, '\n');
    if (write(STDERR_FILENO, line.p, line.n) < 0) {
        /* nobody is left to tell */
    }
out:
    (void)pthread_mutex_unlock(&self->mutex);
    vg_buf_done(&line);
}
