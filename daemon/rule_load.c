/* rule_load.c - the `alerts:` section of a YAML file to rules and receivers, checked as a whole. */
#include <stdio.h>
#include <stdlib.h>

#include "base/io.h"
#include "base/utf8.h"
#include "daemon/match.h"
#include "daemon/rule_schema.h"

/* ---- values ---- */

struct loader {
    struct vg_rule_set *rules;
    size_t cap_rules, cap_receivers;
    const struct vg_rule_world *world;
    const struct vg_yaml *yaml;
    struct vg_err *err;
    char where[200]; /* path of what is read, for messages */
};

static int bad(struct loader *l, const char *key, const char *text, const char *cure)
{
    int line = vg_yaml_line(l->yaml, "%s.%s", l->where, key);

    if (!line) /* the key is not there: where it should be */
        line = vg_yaml_line(l->yaml, "%s", l->where);
    return vg_fail_at(l->err, VG_E_SYNTAX, l->yaml->file, line, "%s.%s: '%.60s' %s", l->where, key,
                      text ? text : "", cure);
}

static int take_int(struct loader *l, const char *key, const char *text, int64_t min, int64_t *ret)
{
    if (!text)
        return 0;
    return vg_sv_to_i64(vg_sv_cstr(text), min, 1000000000, ret) < 0
               ? bad(l, key, text, "must be a whole number")
               : 0;
}

static int take_double(struct loader *l, const char *key, const char *text, double *ret)
{
    if (!text)
        return 0;
    return vg_sv_to_double(vg_sv_cstr(text), ret) < 0 ? bad(l, key, text, "must be a number") : 0;
}

/* 90s, 5m, 2h, 14d */
static int take_duration(struct loader *l, const char *key, const char *text, int64_t *ret_usec)
{
    struct vg_sv s = vg_sv_cstr(text);
    int64_t unit = 1, n = 0;

    if (!text)
        return 0;
    if (s.n) {
        switch (s.p[s.n - 1]) {
        case 's': s.n--; break;
        case 'm': unit = 60, s.n--; break;
        case 'h': unit = 3600, s.n--; break;
        case 'd': unit = 86400, s.n--; break;
        default: break;
        }
    }
    if (vg_sv_to_i64(s, 0, 100000000, &n) < 0 || n * unit > 366 * 86400L)
        return bad(l, key, text, "must be a time such as 90s, 5m, 48h or 14d, at most a year");
    *ret_usec = n * unit * 1000000;
    return 0;
}

static int take_bool(struct loader *l, const char *key, const char *text, bool *ret)
{
    if (!text)
        return 0;
    *ret = strcmp(text, "yes") == 0 || strcmp(text, "true") == 0;
    return *ret || strcmp(text, "no") == 0 || strcmp(text, "false") == 0
               ? 0
               : bad(l, key, text, "must be yes or no");
}

static const char *const *keep_list(struct loader *l, char **list, uint32_t n)
{
    const char **out = vg_arena_new_n(l->rules->arena, const char *, n + 1);

    for (uint32_t i = 0; i < n; i++)
        out[i] = vg_arena_str(l->rules->arena, vg_sv_cstr(list[i]));
    return out;
}

static int take_codes(struct loader *l, const char *key, char **list, uint32_t n,
                      int (*of_name)(struct vg_sv), uint32_t *ret_bits)
{
    for (uint32_t i = 0; i < n; i++) {
        int code = of_name(vg_sv_cstr(list[i]));
        if (code < 0)
            return bad(l, key, list[i], "is none of the codes in doc/events.md");
        *ret_bits |= 1u << code;
    }
    return 0;
}

static int take_families(struct loader *l, const struct raw_match *raw, struct vg_match *m)
{
    uint32_t families = 0;
    int r = take_codes(l, "family", raw->family, raw->n_family, vg_family_of_name, &families);

    for (int t = 0; t < VG_TYPE_COUNT && r == 0; t++)
        if (families >> vg_event_type_family((enum vg_event_type)t) & 1)
            m->types |= 1u << t;
    return r;
}

static int take_near(struct loader *l, const struct raw_match *raw, struct vg_match *m)
{
    if (!raw->near && !raw->near_km && !raw->near_lat && !raw->near_lon)
        return 0;
    if (!raw->near_km || take_double(l, "near_km", raw->near_km, &m->near_km) < 0 ||
        m->near_km <= 0)
        return bad(l, "near_km", raw->near_km, "must say how many kilometres, more than 0");
    if (raw->near_lat && raw->near_lon) {
        if (take_double(l, "near_lat", raw->near_lat, &m->near_lat) < 0 ||
            take_double(l, "near_lon", raw->near_lon, &m->near_lon) < 0)
            return VG_E_SYNTAX;
        m->near_name = vg_arena_printf(l->rules->arena, "%s,%s", raw->near_lat, raw->near_lon);
        return 0;
    }
    if (!raw->near || !l->world || !l->world->locate ||
        !l->world->locate(l->world->ctx, raw->near, &m->near_lat, &m->near_lon))
        return bad(l, "near", raw->near,
                   "is no place with known coordinates: give near_lat and near_lon");
    m->near_name = vg_arena_str(l->rules->arena, vg_sv_cstr(raw->near));
    return 0;
}

static int take_within(struct loader *l, const struct raw_match *raw, struct vg_match *m)
{
    char path[4096];
    const char *slash = strrchr(l->yaml->file, '/');

    if (!raw->within)
        return 0;
    int dir = raw->within[0] == '/' || !slash ? 0 : (int)(slash + 1 - l->yaml->file);
    if (snprintf(path, sizeof path, "%.*s%s", dir, l->yaml->file, raw->within) >= (int)sizeof path)
        return bad(l, "within", raw->within, "is too long a path");
    m->within_name = vg_arena_str(l->rules->arena, vg_sv_cstr(raw->within));
    return vg_polygon_load(path, l->rules->arena, &m->within, l->err);
}

static int take_match(struct loader *l, const struct raw_match *raw, int depth,
                      const struct vg_match **ret);

static int take_branches(struct loader *l, struct raw_match *const *raw, uint32_t n, int depth,
                         const struct vg_match *const **ret)
{
    const struct vg_match **out = vg_arena_new_n(l->rules->arena, const struct vg_match *, n + 1);
    int r = 0;

    for (uint32_t i = 0; i < n && r == 0; i++)
        r = take_match(l, raw[i], depth + 1, &out[i]);
    *ret = out;
    return r;
}

static void take_lists(struct loader *l, const struct raw_match *raw, struct vg_match *m)
{
    struct vg_buf b;

    m->countries = keep_list(l, raw->country, raw->n_country), m->n_countries = raw->n_country;
    m->admin1 = keep_list(l, raw->admin1, raw->n_admin1), m->n_admin1 = raw->n_admin1;
    m->actors = keep_list(l, raw->actors, raw->n_actors), m->n_actors = raw->n_actors;
    m->initiators = keep_list(l, raw->initiators, raw->n_initiators),
    m->n_initiators = raw->n_initiators;
    m->targets = keep_list(l, raw->targets, raw->n_targets), m->n_targets = raw->n_targets;
    m->actor_kinds = keep_list(l, raw->actor_kinds, raw->n_actor_kinds),
    m->n_actor_kinds = raw->n_actor_kinds;
    m->langs = keep_list(l, raw->lang, raw->n_lang), m->n_langs = raw->n_lang;
    m->outlet_kinds = keep_list(l, raw->outlet_kind, raw->n_outlet_kind),
    m->n_outlet_kinds = raw->n_outlet_kind;
    const char **words = vg_arena_new_n(l->rules->arena, const char *, raw->n_words + 1);
    vg_buf_init(&b, 1024 * 1024);
    for (uint32_t i = 0; i < raw->n_words; i++) {
        vg_buf_clear(&b);
        (void)vg_utf8_fold_sv(vg_sv_cstr(raw->words[i]), &b);
        words[i] = vg_arena_str(l->rules->arena, vg_buf_view(&b));
    }
    vg_buf_done(&b);
    m->words = words;
    m->n_words = raw->n_words;
}

static int take_match(struct loader *l, const struct raw_match *raw, int depth,
                      const struct vg_match **ret)
{
    struct vg_match *m = vg_arena_alloc(l->rules->arena, sizeof *m);
    int r;

    if (depth > VG_MAX_MATCH_DEPTH)
        return bad(l, "match", "", "is nested too deep: flatten it");
    m->killed_min = m->killed_max = m->wounded_min = m->wounded_max = -1;
    take_lists(l, raw, m);
    if ((r = take_codes(l, "type", raw->type, raw->n_type, vg_event_type_of_name, &m->types)) < 0 ||
        (r = take_families(l, raw, m)) < 0 ||
        (r = take_codes(l, "status", raw->status, raw->n_status, vg_status_of_name, &m->statuses)) <
            0 ||
        (r = take_codes(l, "materiel", raw->materiel, raw->n_materiel, vg_item_of_name,
                        &m->items)) < 0 ||
        (r = take_int(l, "killed_min", raw->killed_min, 0, &m->killed_min)) < 0 ||
        (r = take_int(l, "killed_max", raw->killed_max, 0, &m->killed_max)) < 0 ||
        (r = take_int(l, "wounded_min", raw->wounded_min, 0, &m->wounded_min)) < 0 ||
        (r = take_int(l, "wounded_max", raw->wounded_max, 0, &m->wounded_max)) < 0 ||
        (r = take_int(l, "sources_min", raw->sources_min, 0, &m->sources_min)) < 0 ||
        (r = take_near(l, raw, m)) < 0 || (r = take_within(l, raw, m)) < 0 ||
        (r = take_branches(l, raw->all, raw->n_all, depth, &m->all)) < 0 ||
        (r = take_branches(l, raw->any, raw->n_any, depth, &m->any)) < 0)
        return r;
    m->n_all = raw->n_all;
    m->n_any = raw->n_any;
    *ret = m;
    return raw->none ? take_match(l, raw->none, depth + 1, &m->none) : 0;
}

static int group_key(struct vg_sv s)
{
    static const char *const names[VG_BY_KEY_COUNT] = {"event",   "type",   "family",
                                                       "country", "admin1", "place"};

    for (int i = 0; i < VG_BY_KEY_COUNT; i++)
        if (vg_sv_is(s, names[i]))
            return i;
    return -1;
}

/* "07:00" at the start of s, moved past; minutes of the day or -1. */
static int clock_of(struct vg_sv *s)
{
    uint64_t h, m;

    if (s->n < 5 || s->p[2] != ':' || vg_sv_to_u64(vg_sv_sub(*s, 0, 2), 0, 23, &h) < 0 ||
        vg_sv_to_u64(vg_sv_sub(*s, 3, 5), 0, 59, &m) < 0)
        return -1;
    *s = vg_sv_sub(*s, 5, s->n);
    return (int)(h * 60 + m);
}

/* The zones of the field keep one offset all year; others are written as +HH:MM. */
static int zone_of(struct vg_sv s, int *ret)
{
    static const struct {
        const char *name;
        int minutes;
    } zones[] = {{"", 0},
                 {"UTC", 0},
                 {"Africa/Bamako", 0},
                 {"Africa/Ouagadougou", 0},
                 {"Africa/Abidjan", 0},
                 {"Africa/Dakar", 0},
                 {"Africa/Nouakchott", 0},
                 {"Africa/Conakry", 0},
                 {"Africa/Accra", 0},
                 {"Africa/Lome", 0},
                 {"Africa/Niamey", 60},
                 {"Africa/Lagos", 60},
                 {"Africa/Porto-Novo", 60},
                 {"Africa/Ndjamena", 60},
                 {"Africa/Algiers", 60},
                 {"Africa/Douala", 60},
                 {"Africa/Kinshasa", 60}};

    s = vg_sv_trim(s);
    for (size_t i = 0; i < VG_COUNT_OF(zones); i++)
        if (vg_sv_is(s, zones[i].name)) {
            *ret = zones[i].minutes;
            return 0;
        }
    if (s.n == 6 && (s.p[0] == '+' || s.p[0] == '-')) {
        struct vg_sv t = vg_sv_sub(s, 1, 6);
        int m = clock_of(&t);
        if (m >= 0) {
            *ret = s.p[0] == '-' ? -m : m;
            return 0;
        }
    }
    return VG_E_SYNTAX;
}

static int take_times(struct loader *l, const struct raw_rule *raw, struct vg_rule *rule)
{
    struct vg_sv s = vg_sv_cstr(raw->quiet);

    if (raw->quiet) {
        rule->quiet_from = clock_of(&s);
        bool dash = s.n && s.p[0] == '-';
        s = vg_sv_sub(s, 1, s.n);
        rule->quiet_to = clock_of(&s);
        if (rule->quiet_from < 0 || !dash || rule->quiet_to < 0 ||
            zone_of(s, &rule->zone_minutes) < 0)
            return bad(l, "quiet", raw->quiet,
                       "must be like 22:00-06:00 Africa/Bamako (or +01:00)");
    }
    if (raw->digest) {
        s = vg_sv_cstr(raw->digest);
        rule->digest_at = clock_of(&s);
        if (rule->digest_at < 0 || zone_of(s, &rule->zone_minutes) < 0)
            return bad(l, "digest", raw->digest, "must be like 07:00 Africa/Bamako (or +01:00)");
    }
    return 0;
}

static int take_counting(struct loader *l, const struct raw_rule *raw, struct vg_rule *rule)
{
    int r;

    rule->rate_baseline_usec = 14 * 86400 * INT64_C(1000000);
    rule->rate_min = 2;
    rule->resolve_usec = 24 * 3600 * INT64_C(1000000);
    if ((r = take_int(l, "window_count", raw->window_count, 1, &rule->window_count)) < 0 ||
        (r = take_duration(l, "window", raw->window, &rule->window_usec)) < 0 ||
        (r = take_double(l, "rate_ratio", raw->rate_ratio, &rule->rate_ratio)) < 0 ||
        (r = take_duration(l, "rate", raw->rate, &rule->rate_usec)) < 0 ||
        (r = take_duration(l, "baseline", raw->baseline, &rule->rate_baseline_usec)) < 0 ||
        (r = take_int(l, "rate_min", raw->rate_min, 1, &rule->rate_min)) < 0 ||
        (r = take_duration(l, "group_wait", raw->group_wait, &rule->group_wait_usec)) < 0 ||
        (r = take_duration(l, "repeat", raw->repeat, &rule->repeat_usec)) < 0 ||
        (r = take_duration(l, "resolve", raw->resolve, &rule->resolve_usec)) < 0)
        return r;
    if ((rule->window_count > 0) != (rule->window_usec > 0))
        return bad(l, "window", raw->window, "needs both window_count and window");
    if ((rule->rate_ratio > 0) != (rule->rate_usec > 0))
        return bad(l, "rate", raw->rate, "needs both rate_ratio and rate");
    return 0;
}

static int take_rule(struct loader *l, const struct raw_rule *raw, size_t i)
{
    struct vg_arena *arena = l->rules->arena;
    int r;

    (void)snprintf(l->where, sizeof l->where, "alerts.rules[%zu]", i);
    if (!raw->name || !*raw->name)
        return bad(l, "name", "", "is missing: every rule needs a name");
    for (size_t k = 0; k < l->rules->n_rules; k++)
        if (strcmp(l->rules->rules[k].name, raw->name) == 0)
            return bad(l, "name", raw->name, "is taken by another rule: rename one");
    struct vg_rule *rule = VG_PUSH(arena, l->rules->rules, l->rules->n_rules, l->cap_rules);
    *rule = (struct vg_rule){
        .severity = VG_SEVERITY_WARNING, .quiet_from = -1, .quiet_to = -1, .digest_at = -1};
    rule->name = vg_arena_str(arena, vg_sv_cstr(raw->name));
    if (raw->severity) {
        int s = vg_severity_of_name(vg_sv_cstr(raw->severity));
        if (s < 0)
            return bad(l, "severity", raw->severity, "must be info, warning or critical");
        rule->severity = (enum vg_severity)s;
    }
    if ((r = take_bool(l, "background", raw->background, &rule->with_background)) < 0 ||
        (r = take_counting(l, raw, rule)) < 0 || (r = take_times(l, raw, rule)) < 0 ||
        (r = take_codes(l, "group_by", raw->group_by, raw->n_group_by, group_key,
                        &rule->group_by)) < 0)
        return r;
    rule->receivers = keep_list(l, raw->receivers, raw->n_receivers);
    rule->n_receivers = raw->n_receivers;
    for (size_t k = 0; k < rule->n_receivers; k++) {
        bool known = false;
        for (size_t q = 0; q < l->rules->n_receivers; q++)
            known |= strcmp(l->rules->receivers[q].name, rule->receivers[k]) == 0;
        if (!known)
            return bad(l, "receivers", rule->receivers[k],
                       "is no receiver: add it under alerts.receivers");
    }
    (void)snprintf(l->where, sizeof l->where, "alerts.rules[%zu].match", i);
    return raw->match ? take_match(l, raw->match, 0, &rule->match) : 0;
}

static const char *keep(struct loader *l, const char *text)
{
    return text ? vg_arena_str(l->rules->arena, vg_sv_cstr(text)) : NULL;
}

static int take_receiver(struct loader *l, const struct raw_receiver *raw, size_t i)
{
    int r;

    (void)snprintf(l->where, sizeof l->where, "alerts.receivers[%zu]", i);
    if (!raw->name || !*raw->name)
        return bad(l, "name", "", "is missing: every receiver needs a name");
    if (!raw->url == !raw->smtp)
        return bad(l, "url", raw->url, "or smtp: a receiver needs exactly one of the two");
    if (raw->url && strncmp(raw->url, "http://", 7) != 0 && strncmp(raw->url, "https://", 8) != 0)
        return bad(l, "url", raw->url, "must begin with http:// or https://");
    if (raw->smtp && strncmp(raw->smtp, "smtp://", 7) != 0 &&
        strncmp(raw->smtp, "smtps://", 8) != 0)
        return bad(l, "smtp", raw->smtp, "must begin with smtp:// or smtps://");
    if (raw->smtp && (!raw->from || !raw->n_to))
        return bad(l, "smtp", raw->smtp, "needs from and to");
    struct vg_receiver *x =
        VG_PUSH(l->rules->arena, l->rules->receivers, l->rules->n_receivers, l->cap_receivers);
    *x = (struct vg_receiver){.name = keep(l, raw->name),
                              .url = keep(l, raw->url),
                              .secret_file = keep(l, raw->secret_file),
                              .ca_file = keep(l, raw->ca_file),
                              .smtp = keep(l, raw->smtp),
                              .user = keep(l, raw->user),
                              .password_file = keep(l, raw->password_file),
                              .from = keep(l, raw->from),
                              .to = keep_list(l, raw->to, raw->n_to),
                              .n_to = raw->n_to};
    if ((r = take_bool(l, "allow_private", raw->allow_private, &x->allow_private)) < 0)
        return r;
    if ((r = take_bool(l, "starttls", raw->starttls, &x->starttls)) < 0)
        return r;
    if (x->smtp && x->user && !x->starttls && !x->allow_private &&
        strncmp(x->smtp, "smtp://", 7) == 0)
        return bad(l, "user", x->user,
                   "would be sent in the clear: say starttls: yes, or smtps://");
    return 0;
}

static int take_alerts(struct loader *l, const struct raw_alerts *raw)
{
    int r = 0;

    for (uint32_t i = 0; i < raw->n_receivers && r == 0; i++)
        r = take_receiver(l, &raw->receivers[i], i);
    for (uint32_t i = 0; i < raw->n_rules && r == 0; i++)
        r = take_rule(l, &raw->rules[i], i);
    return r;
}

/* ---- files ---- */

__attribute__((format(printf, 3, 0))) static void
keep_first(cyaml_log_t level, void *ctx, const char *fmt, va_list args)
{
    char *text = ctx; /* of 200 bytes */

    if (level >= CYAML_LOG_ERROR && !*text)
        (void)vsnprintf(text, 200, fmt, args);
}

static int load_text(struct loader *l, const char *file, struct vg_sv text)
{
    char said[200] = "";
    const cyaml_config_t config = {.log_fn = keep_first,
                                   .log_ctx = said,
                                   .mem_fn = cyaml_mem,
                                   .log_level = CYAML_LOG_WARNING,
                                   .flags = CYAML_CFG_IGNORE_UNKNOWN_KEYS | CYAML_CFG_NO_ALIAS};
    struct raw *raw = NULL;
    struct vg_yaml yaml;
    int r = vg_yaml_index(&yaml, file, text, vg_rule_expect, l->err);

    if (r < 0)
        return r;
    cyaml_err_t e = cyaml_load_data((const uint8_t *)text.p, text.n, &config, &vg_rule_schema,
                                    (cyaml_data_t **)&raw, NULL);
    l->yaml = &yaml;
    if (e != CYAML_OK)
        r = vg_fail_at(l->err, VG_E_SYNTAX, file, 0, "%s: %.150s", cyaml_strerror(e), said);
    else if (raw->alerts)
        r = take_alerts(l, raw->alerts);
    if (e == CYAML_OK)
        (void)cyaml_free(&config, &vg_rule_schema, raw, 0);
    vg_yaml_done(&yaml);
    return r;
}

static int load_file(struct loader *l, const char *file)
{
    struct vg_buf text;

    vg_buf_init(&text, 16 * 1024 * 1024);
    int r = vg_read_file(file, &text, l->err);
    if (r == 0)
        r = load_text(l, file, vg_buf_view(&text));
    vg_buf_done(&text);
    return r;
}

int vg_rule_set_read(const char *name, struct vg_sv yaml, const struct vg_rule_world *world,
                     struct vg_rule_set **ret, struct vg_err *err)
{
    struct vg_arena *arena = vg_arena_new();
    struct loader l = {.rules = vg_arena_alloc(arena, sizeof *l.rules), .world = world, .err = err};

    l.rules->arena = arena;
    int r = load_text(&l, name, yaml);
    if (r < 0)
        vg_rule_set_free(l.rules);
    else
        *ret = l.rules;
    return r;
}

int vg_rule_set_load(const char *const *files, size_t n_files, const struct vg_rule_world *world,
                  struct vg_rule_set **ret, struct vg_err *err)
{
    struct vg_arena *arena = vg_arena_new();
    struct loader l = {.rules = vg_arena_alloc(arena, sizeof *l.rules), .world = world, .err = err};
    int r = 0;

    l.rules->arena = arena;
    for (size_t i = 0; i < n_files && r == 0; i++)
        r = load_file(&l, files[i]);
    if (r < 0)
        vg_rule_set_free(l.rules);
    else
        *ret = l.rules;
    return r;
}
