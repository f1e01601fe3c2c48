/* Answers: the second half of request.h. */
#include "wire/request.h"

#include "wire/json.h"

static const char *const source_state_names[VG_SOURCE_STATE_COUNT] = {
    [VG_SOURCE_NEW] = "new",   [VG_SOURCE_OK] = "ok",         [VG_SOURCE_FAILING] = "failing",
    [VG_SOURCE_GONE] = "gone", [VG_SOURCE_PAUSED] = "paused", [VG_SOURCE_REMOVED] = "removed",
};

const char *vg_source_state_name(enum vg_source_state x)
{
    return source_state_names[x];
}

int vg_source_state_of_name(struct vg_sv s)
{
    for (int i = 0; i < VG_SOURCE_STATE_COUNT; i++)
        if (vg_sv_is(s, source_state_names[i]))
            return i;
    return -1;
}

/* Fields of answers, in tables for both directions. */
enum field_type { F_STR, F_U64, F_U32, F_TIME };
struct field {
    const char *key;
    enum field_type type;
    size_t at;
};

#define STATUS(type, name)                                                                         \
    {                                                                                              \
#name, type, offsetof(struct vg_daemon_status, name)                                       \
    }
static const struct field status_fields[] = {
    STATUS(F_STR, version),
    STATUS(F_STR, epoch),
    STATUS(F_STR, state),
    STATUS(F_STR, publish),
    STATUS(F_STR, replay),
    STATUS(F_U32, pid),
    {"started", F_TIME, offsetof(struct vg_daemon_status, started_usec)},
    {"now", F_TIME, offsetof(struct vg_daemon_status, now_usec)},
    STATUS(F_U64, last_seq),
    STATUS(F_U64, published_seq),
    STATUS(F_U64, sources),
    STATUS(F_U64, sources_ok),
    STATUS(F_U64, sources_failing),
    STATUS(F_U64, sources_gone),
    STATUS(F_U64, polls),
    STATUS(F_U64, not_modified),
    STATUS(F_U64, poll_errors),
    STATUS(F_U64, bytes_in),
    STATUS(F_U64, entries),
    STATUS(F_U64, pages),
    STATUS(F_U64, articles),
    STATUS(F_U64, duplicates),
    STATUS(F_U64, events),
    STATUS(F_U64, revisions),
    STATUS(F_U64, alerts),
    STATUS(F_U64, in_flight),
    STATUS(F_U64, store_bytes),
    STATUS(F_U64, resident_bytes),
    STATUS(F_U64, due_polls),
    STATUS(F_U64, subscribers),
    STATUS(F_U64, subscribers_accepted),
    STATUS(F_U64, subscribers_refused),
    STATUS(F_U64, askers),
    STATUS(F_U64, askers_accepted),
    STATUS(F_U64, askers_refused),
};

#define ROW(type, name)                                                                            \
    {                                                                                              \
#name, type, offsetof(struct vg_source_row, name)                                          \
    }
static const struct field row_fields[] = {
    ROW(F_STR, name),
    ROW(F_STR, url),
    ROW(F_STR, lang),
    ROW(F_STR, country),
    ROW(F_STR, kind),
    ROW(F_STR, error),
    {"interval", F_U32, offsetof(struct vg_source_row, interval_s)},
    ROW(F_U32, failures),
    ROW(F_U32, http_status),
    {"last_poll", F_TIME, offsetof(struct vg_source_row, last_poll_usec)},
    {"last_ok", F_TIME, offsetof(struct vg_source_row, last_ok_usec)},
    {"last_new", F_TIME, offsetof(struct vg_source_row, last_new_usec)},
    {"next_poll", F_TIME, offsetof(struct vg_source_row, next_poll_usec)},
    ROW(F_U64, polls),
    ROW(F_U64, not_modified),
    ROW(F_U64, entries),
    ROW(F_U64, articles),
};

static void set_fields(json_t *o, const void *base, const struct field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *at = (const char *)base + fields[i].at;
        json_t *value = NULL;

        switch (fields[i].type) {
        case F_STR:
            value = vg_j_str(*(const char *const *)at);
            break;
        case F_U64:
            value = vg_j_u64(*(const uint64_t *)at);
            break;
        case F_U32:
            value = vg_j_u64(*(const uint32_t *)at);
            break;
        case F_TIME:
            value = vg_j_time(*(const int64_t *)at);
            break;
        }
        vg_j_set(o, fields[i].key, value);
    }
}

static void get_fields(struct vg_jr *r, const json_t *o, void *base, const struct field *fields,
                       size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *at = (char *)base + fields[i].at;

        switch (fields[i].type) {
        case F_STR:
            *(const char **)at = vg_jr_str(r, o, fields[i].key);
            break;
        case F_U64:
            *(uint64_t *)at = vg_jr_u64(r, o, fields[i].key, INT64_MAX);
            break;
        case F_U32:
            *(uint32_t *)at = (uint32_t)vg_jr_u64(r, o, fields[i].key, UINT32_MAX);
            break;
        case F_TIME:
            *(int64_t *)at = vg_jr_time(r, o, fields[i].key);
            break;
        }
    }
}

void vg_reply_init(struct vg_reply *self, const struct vg_request *request)
{
    *self = (struct vg_reply){.op = request->op, .id = request->id, .ok = true};
}

void vg_reply_fail(struct vg_reply *self, const struct vg_request *request,
                   const struct vg_err *err)
{
    vg_reply_init(self, request);
    self->ok = false;
    self->code = vg_code_name(err->code);
    self->error = err->text;
}

static json_t *rows_json(const struct vg_reply *self)
{
    json_t *list = vg_j_array();

    for (size_t i = 0; i < self->n_rows; i++) {
        json_t *o = vg_j_object();

        set_fields(o, &self->rows[i], row_fields, VG_COUNT_OF(row_fields));
        vg_j_set(o, "state", vg_j_str(vg_source_state_name(self->rows[i].state)));
        vg_j_add(list, o);
    }
    return list;
}

static void page_fields(json_t *o, const struct vg_reply *self)
{
    vg_j_set(o, "epoch", vg_j_str(self->epoch));
    vg_j_set(o, "count", vg_j_u64(self->count));
    vg_j_set(o, "next", vg_j_u64(self->next));
    vg_j_set(o, "first", vg_j_u64(self->first));
    vg_j_set(o, "last", vg_j_u64(self->last));
    vg_j_set(o, "more", json_boolean(self->more));
}

int vg_reply_write(const struct vg_reply *self, struct vg_buf *out)
{
    json_t *o = vg_j_object(), *status;

    vg_j_set(o, "v", json_integer(VG_WIRE_VERSION));
    vg_j_set(o, "id", vg_j_str(self->id));
    vg_j_set(o, "op", self->op < VG_OP_COUNT ? vg_j_str(vg_op_name(self->op)) : json_null());
    vg_j_set(o, "ok", json_boolean(self->ok));
    if (!self->ok) {
        vg_j_set(o, "code", vg_j_str(self->code));
        vg_j_set(o, "error", vg_j_str(self->error));
        return vg_j_dump(o, out);
    }
    if (self->text)
        vg_j_set(o, "text", vg_j_str(self->text));
    if (self->silence_id)
        vg_j_set(o, "silence_id", vg_j_str(self->silence_id));
    if (vg_op_is_replay(self->op) || self->op == VG_OP_SOURCES)
        page_fields(o, self);
    if (self->op == VG_OP_SOURCES)
        vg_j_set(o, "sources", rows_json(self));
    if (self->op == VG_OP_STATUS) {
        status = vg_j_object();
        set_fields(status, &self->status, status_fields, VG_COUNT_OF(status_fields));
        vg_j_set(o, "status", status);
    }
    if (self->op == VG_OP_ALERTS || self->op == VG_OP_TEST) {
        json_t *alerts = self->alerts_json ? json_loads(self->alerts_json, 0, NULL) : NULL;

        vg_j_set(o, "alerts", alerts ? alerts : vg_j_array());
    }
    return vg_j_dump(o, out);
}

static void read_rows(struct vg_jr *r, const json_t *o, struct vg_reply *ret)
{
    const json_t *list = vg_jr_list(r, o, "sources");
    size_t n = json_array_size(list);
    struct vg_source_row *rows;

    if (n == 0)
        return;
    if (n > VG_MAX_PAGE_MESSAGES)
        n = VG_MAX_PAGE_MESSAGES;
    ret->rows = rows = vg_arena_new_n(r->arena, struct vg_source_row, n);
    ret->n_rows = n;
    for (size_t i = 0; i < n; i++) {
        const json_t *row = json_array_get(list, i);

        get_fields(r, row, &rows[i], row_fields, VG_COUNT_OF(row_fields));
        rows[i].state = (enum vg_source_state)vg_jr_word(r, row, "state", vg_source_state_of_name,
                                                         VG_SOURCE_NEW);
    }
}

static void read_alerts(struct vg_jr *r, const json_t *o, struct vg_reply *ret)
{
    const json_t *list = vg_jr_list(r, o, "alerts");
    struct vg_buf text;

    if (!list)
        return;
    vg_buf_init(&text, VG_MAX_PAGE_BYTES);
    if (vg_j_dump(json_deep_copy(list), &text) == 0)
        ret->alerts_json = vg_arena_str(r->arena, vg_buf_view(&text));
    vg_buf_done(&text);
}

static void read_reply(struct vg_jr *r, const json_t *o, struct vg_reply *ret)
{
    vg_jr_version(r, o);
    ret->op = (enum vg_op)vg_jr_word(r, o, "op", vg_op_of_name, VG_OP_COUNT);
    ret->id = vg_jr_str(r, o, "id");
    ret->ok = vg_jr_bool(r, o, "ok");
    ret->code = vg_jr_str(r, o, "code");
    ret->error = vg_jr_str(r, o, "error");
    ret->text = vg_jr_str(r, o, "text");
    ret->silence_id = vg_jr_str(r, o, "silence_id");
    ret->epoch = vg_jr_str(r, o, "epoch");
    ret->count = vg_jr_u64(r, o, "count", INT64_MAX);
    ret->next = vg_jr_u64(r, o, "next", INT64_MAX);
    ret->first = vg_jr_u64(r, o, "first", INT64_MAX);
    ret->last = vg_jr_u64(r, o, "last", INT64_MAX);
    ret->more = vg_jr_bool(r, o, "more");
    if (ret->op == VG_OP_SOURCES)
        read_rows(r, o, ret);
    if (ret->op == VG_OP_ALERTS || ret->op == VG_OP_TEST)
        read_alerts(r, o, ret);
    if (ret->op == VG_OP_STATUS)
        get_fields(r, vg_jr_object(r, o, "status"), &ret->status, status_fields,
                   VG_COUNT_OF(status_fields));
}

int vg_reply_read(struct vg_sv json, struct vg_arena *arena, struct vg_reply *ret,
                  struct vg_err *err)
{
    struct vg_jr r = {arena, err, 0};
    json_t *o = vg_jr_parse(&r, json, VG_MAX_PAGE_BYTES);
    struct vg_reply reply = {0};

    if (o)
        read_reply(&r, o, &reply);
    json_decref(o);
    if (r.code == 0)
        *ret = reply;
    return r.code;
}
