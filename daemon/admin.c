/* admin.c - see admin.h. */
#include "config.h"

#include "daemon/admin.h"

#include <stdio.h>

#include "daemon/alert_store.h"
#include "daemon/router.h"

static const char *copy(struct vg_job *job, const char *s)
{
    return s ? vg_arena_str(job->arena, vg_sv_cstr(s)) : NULL;
}

struct vg_job *vg_admin_new(const struct vg_request *request, void *take_way)
{
    struct vg_job *job = vg_job_new(VG_JOB_ADMIN);
    struct vg_admin *a = vg_arena_alloc(job->arena, sizeof *a);

    a->request = *request;
    a->request.id = copy(job, request->id);
    a->request.rule = copy(job, request->rule);
    a->request.alert_id = copy(job, request->alert_id);
    a->request.silence_id = copy(job, request->silence_id);
    a->request.by = copy(job, request->by);
    a->request.reason = copy(job, request->reason);
    a->way = take_way;
    job->admin = a;
    job->owner = job;
    return job;
}

void vg_admin_free(struct vg_job *job)
{
    vg_router_way_free(job->admin->way);
    vg_job_free(job);
}

static int silence(struct vg_admin *a, struct vg_job *job, struct vg_store *store,
                   struct vg_alerts *alerts, int64_t now)
{
    const struct vg_rule_set *rules = vg_alerts_rules(alerts);
    bool known = a->request.rule == NULL;
    struct vg_silence_row row = {.rule = a->request.rule,
                                 .by = a->request.by,
                                 .reason = a->request.reason,
                                 .from_usec = now,
                                 .until_usec = a->request.until_usec};
    int64_t id;

    for (size_t i = 0; rules && i < rules->n_rules && !known; i++)
        known = strcmp(rules->rules[i].name, a->request.rule) == 0;
    if (!known)
        return vg_fail(&a->err, VG_E_NOTFOUND, "no rule is named '%.80s'", a->request.rule), 0;
    if (row.until_usec <= now)
        return vg_fail(&a->err, VG_E_LIMIT, "that time is over already"), 0;
    int r = vg_store_silence_add(store, &row, &id);
    if (r < 0)
        return r;
    a->reply.silence_id = vg_arena_printf(job->arena, "%lld", (long long)id);
    a->reply.text = vg_arena_printf(job->arena, "%s is silent", row.rule ? row.rule : "every rule");
    return 0;
}

static int unsilence(struct vg_admin *a, struct vg_store *store, int64_t now)
{
    int64_t id = 0;
    int r = vg_sv_to_i64(vg_sv_cstr(a->request.silence_id), 1, INT64_MAX, &id) < 0
                ? VG_E_NOTFOUND
                : vg_store_silence_end(store, id, now);

    if (r == VG_E_NOTFOUND)
        return vg_fail(&a->err, r, "no silence '%.40s' is in force; `vigie alerts` lists them",
                       a->request.silence_id),
               0;
    a->reply.text = "the silence is over";
    return r;
}

static int acknowledge(struct vg_admin *a, struct vg_alerts *alerts, int64_t now)
{
    const int64_t day = 86400 * INT64_C(1000000);
    int64_t until = a->request.until_usec > now ? a->request.until_usec : now + day;
    int r = vg_alerts_ack(alerts, a->request.alert_id, a->request.by, until);

    if (r == VG_E_NOTFOUND)
        return vg_fail(&a->err, r, "no alert '%.40s' is firing; `vigie alerts` lists them",
                       a->request.alert_id),
               0;
    a->reply.text = "acknowledged";
    return r;
}

static int list(struct vg_admin *a, struct vg_job *job, struct vg_alerts *alerts, int64_t now)
{
    struct vg_buf out;

    vg_buf_init(&out, VG_MAX_PAGE_BYTES);
    int r = vg_alerts_list(alerts, now, &out);
    if (r == 0)
        a->reply.alerts_json = vg_arena_str(job->arena, vg_buf_view(&out));
    vg_buf_done(&out);
    return r;
}

int vg_admin_run(struct vg_job *job, struct vg_store *store, struct vg_alerts *alerts,
                 int64_t now_usec)
{
    struct vg_admin *a = job->admin;
    int r = 0;

    vg_reply_init(&a->reply, &a->request);
    a->err.code = 0;
    if (a->request.op == VG_OP_SILENCE)
        r = silence(a, job, store, alerts, now_usec);
    else if (a->request.op == VG_OP_UNSILENCE)
        r = unsilence(a, store, now_usec);
    else if (a->request.op == VG_OP_ACK)
        r = acknowledge(a, alerts, now_usec);
    else
        r = list(a, job, alerts, now_usec);
    if (r == 0 && a->err.code < 0)
        vg_reply_fail(&a->reply, &a->request, &a->err);
    return r;
}
