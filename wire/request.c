#include "wire/request.h"

#include "wire/json.h"

static const char *const op_names[VG_OP_COUNT] = {
    [VG_OP_REPLAY] = "replay",   [VG_OP_SNAPSHOT] = "snapshot",   [VG_OP_TEST] = "test",
    [VG_OP_STATUS] = "status",   [VG_OP_SOURCES] = "sources",     [VG_OP_POLL] = "poll",
    [VG_OP_ADD] = "add",         [VG_OP_REMOVE] = "remove",       [VG_OP_RELOAD] = "reload",
    [VG_OP_SILENCE] = "silence", [VG_OP_UNSILENCE] = "unsilence", [VG_OP_ACK] = "ack",
    [VG_OP_ALERTS] = "alerts",
};

static int find_name(const char *const *names, size_t n, struct vg_sv s)
{
    for (size_t i = 0; i < n; i++)
        if (vg_sv_is(s, names[i]))
            return (int)i;
    return -1;
}

const char *vg_op_name(enum vg_op x)
{
    return op_names[x];
}

int vg_op_of_name(struct vg_sv s)
{
    return find_name(op_names, VG_OP_COUNT, s);
}

bool vg_op_is_replay(enum vg_op x)
{
    return x <= VG_OP_TEST;
}

/* --- requests --- */

/* The fields of a request that are plain strings, in one table for both directions. */
static const struct {
    const char *key;
    size_t at;
} request_strings[] = {
    {"source", offsetof(struct vg_request, source)},
    {"rule", offsetof(struct vg_request, rule)},
    {"alert_id", offsetof(struct vg_request, alert_id)},
    {"silence_id", offsetof(struct vg_request, silence_id)},
    {"by", offsetof(struct vg_request, by)},
    {"reason", offsetof(struct vg_request, reason)},
    {"rules", offsetof(struct vg_request, rules)},
};

static const struct {
    const char *key;
    size_t at;
} spec_strings[] = {
    {"name", offsetof(struct vg_source_spec, name)},
    {"url", offsetof(struct vg_source_spec, url)},
    {"lang", offsetof(struct vg_source_spec, lang)},
    {"country", offsetof(struct vg_source_spec, country)},
    {"kind", offsetof(struct vg_source_spec, kind)},
    {"comment", offsetof(struct vg_source_spec, comment)},
    {"selector", offsetof(struct vg_source_spec, selector)},
};

static const char *string_at(const void *base, size_t at)
{
    return *(const char *const *)((const char *)base + at);
}

static void set_string_at(void *base, size_t at, const char *s)
{
    *(const char **)((char *)base + at) = s;
}

void vg_request_init(struct vg_request *self, enum vg_op op)
{
    *self = (struct vg_request){.op = op,
                                .from_usec = VG_WIRE_TIME_NONE,
                                .to_usec = VG_WIRE_TIME_NONE,
                                .until_usec = VG_WIRE_TIME_NONE};
}

static void set_given(json_t *o, const char *key, const char *s)
{
    if (s)
        vg_j_set(o, key, vg_j_str(s));
}

static void set_nonzero(json_t *o, const char *key, uint64_t x)
{
    if (x)
        vg_j_set(o, key, vg_j_u64(x));
}

static void set_time(json_t *o, const char *key, int64_t usec)
{
    if (usec != VG_WIRE_TIME_NONE)
        vg_j_set(o, key, vg_j_time(usec));
}

static json_t *spec_json(const struct vg_source_spec *spec)
{
    json_t *o = vg_j_object();

    for (size_t i = 0; i < VG_COUNT_OF(spec_strings); i++)
        set_given(o, spec_strings[i].key, string_at(spec, spec_strings[i].at));
    set_nonzero(o, "interval", spec->interval_s);
    if (spec->allow_private)
        vg_j_set(o, "allow_private", json_true());
    return o;
}

int vg_request_write(const struct vg_request *self, struct vg_buf *out)
{
    json_t *o = vg_j_object();

    vg_j_set(o, "v", json_integer(VG_WIRE_VERSION));
    vg_j_set(o, "op", vg_j_str(vg_op_name(self->op)));
    set_given(o, "id", self->id);
    set_nonzero(o, "after", self->after);
    set_nonzero(o, "to", self->to);
    set_time(o, "from_time", self->from_usec);
    set_time(o, "to_time", self->to_usec);
    if (self->n_topics)
        vg_j_set(o, "topics", vg_j_strs(self->topics, self->n_topics));
    set_nonzero(o, "limit", self->limit);
    for (size_t i = 0; i < VG_COUNT_OF(request_strings); i++)
        set_given(o, request_strings[i].key, string_at(self, request_strings[i].at));
    if (self->op == VG_OP_ADD)
        vg_j_set(o, "add", spec_json(&self->add));
    set_time(o, "until", self->until_usec);
    return vg_j_dump(o, out);
}

static void read_spec(struct vg_jr *r, const json_t *o, struct vg_source_spec *spec)
{
    for (size_t i = 0; i < VG_COUNT_OF(spec_strings); i++)
        set_string_at(spec, spec_strings[i].at, vg_jr_str(r, o, spec_strings[i].key));
    spec->interval_s = (uint32_t)vg_jr_u64(r, o, "interval", UINT32_MAX);
    spec->allow_private = vg_jr_bool(r, o, "allow_private");
}

/* What an op cannot do without. */
static void check_needs(struct vg_jr *r, const struct vg_request *q)
{
    if ((q->op == VG_OP_POLL || q->op == VG_OP_REMOVE) && !q->source)
        vg_jr_bad(r, "source", "the name of a source");
    if (q->op == VG_OP_ADD && (!q->add.name || !q->add.url))
        vg_jr_bad(r, "add", "an object with at least \"name\" and \"url\"");
    if (q->op == VG_OP_ACK && !q->alert_id)
        vg_jr_bad(r, "alert_id", "the id of an alert");
    if (q->op == VG_OP_UNSILENCE && !q->silence_id)
        vg_jr_bad(r, "silence_id", "the id of a silence");
    if (q->op == VG_OP_TEST && !q->rules)
        vg_jr_bad(r, "rules", "the text of a file with `alerts:`");
    if (q->op == VG_OP_SILENCE && q->until_usec == VG_WIRE_TIME_NONE)
        vg_jr_bad(r, "until", "the time at which the silence ends");
}

static void read_request(struct vg_jr *r, const json_t *o, struct vg_request *q)
{
    const char **topics;

    q->after = vg_jr_u64(r, o, "after", INT64_MAX);
    q->to = vg_jr_u64(r, o, "to", INT64_MAX);
    q->from_usec = vg_jr_time(r, o, "from_time");
    q->to_usec = vg_jr_time(r, o, "to_time");
    if (json_array_size(json_object_get(o, "topics")) > VG_MAX_REQUEST_TOPICS)
        vg_jr_bad(r, "topics", "a list of at most 32 prefixes");
    topics = vg_jr_strs(r, o, "topics", VG_MAX_REQUEST_TOPICS, &q->n_topics);
    for (size_t i = 0; i < q->n_topics; i++)
        q->topics[i] = topics[i];
    q->limit = (uint32_t)vg_jr_u64(r, o, "limit", UINT32_MAX);
    for (size_t i = 0; i < VG_COUNT_OF(request_strings); i++)
        set_string_at(q, request_strings[i].at, vg_jr_str(r, o, request_strings[i].key));
    read_spec(r, vg_jr_object(r, o, "add"), &q->add);
    q->until_usec = vg_jr_time(r, o, "until");
    check_needs(r, q);
}

int vg_request_read(struct vg_sv json, struct vg_arena *arena, struct vg_request *ret,
                    struct vg_err *err)
{
    struct vg_jr r = {arena, err, 0};
    json_t *o = vg_jr_parse(&r, json, VG_MAX_REQUEST);
    struct vg_request q;
    int op = -1;

    vg_request_init(ret, VG_OP_COUNT);
    if (o) {
        const char *id = vg_jr_str(&r, o, "id");

        if (id && strlen(id) > VG_MAX_REQUEST_ID)
            vg_jr_bad(&r, "id", "a string of at most 64 bytes");
        else
            ret->id = id;
        op = vg_jr_word(&r, o, "op", vg_op_of_name, -1);
        vg_jr_version(&r, o);
    }
    if (r.code == 0 && op < 0)
        vg_jr_bad(&r, "op", "what is asked for: \"replay\", \"status\", ...");
    if (r.code == 0) {
        ret->op = (enum vg_op)op;
        vg_request_init(&q, ret->op);
        q.id = ret->id;
        read_request(&r, o, &q);
    }
    json_decref(o);
    if (r.code == 0)
        *ret = q;
    return r.code;
}
