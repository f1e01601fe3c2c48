/* rule_schema.c - see rule_schema.h. */
#include "config.h"

#include "daemon/rule_schema.h"

#include <stddef.h>

#include "base/sv.h"
#include "daemon/rule.h"

/* ---- schema ---- */

#define TEXT(s, key_, member)                                                                      \
    CYAML_FIELD_STRING_PTR(key_, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, s, member, 0,           \
                           CYAML_UNLIMITED)
#define TEXTS(s, key_, member)                                                                     \
    CYAML_FIELD_SEQUENCE_COUNT(key_, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, s, member,          \
                               n_##member, &text_value, 0, 10000)

static const cyaml_schema_value_t text_value = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED)};
static const cyaml_schema_value_t match_value;

static const cyaml_schema_field_t match_fields[] = {
    TEXTS(struct raw_match, "type", type),
    TEXTS(struct raw_match, "family", family),
    TEXTS(struct raw_match, "country", country),
    TEXTS(struct raw_match, "admin1", admin1),
    TEXTS(struct raw_match, "actors", actors),
    TEXTS(struct raw_match, "initiators", initiators),
    TEXTS(struct raw_match, "targets", targets),
    TEXTS(struct raw_match, "actor_kinds", actor_kinds),
    TEXTS(struct raw_match, "materiel", materiel),
    TEXTS(struct raw_match, "status", status),
    TEXTS(struct raw_match, "lang", lang),
    TEXTS(struct raw_match, "outlet_kind", outlet_kind),
    TEXTS(struct raw_match, "words", words),
    TEXT(struct raw_match, "killed_min", killed_min),
    TEXT(struct raw_match, "killed_max", killed_max),
    TEXT(struct raw_match, "wounded_min", wounded_min),
    TEXT(struct raw_match, "wounded_max", wounded_max),
    TEXT(struct raw_match, "sources_min", sources_min),
    TEXT(struct raw_match, "near", near),
    TEXT(struct raw_match, "near_lat", near_lat),
    TEXT(struct raw_match, "near_lon", near_lon),
    TEXT(struct raw_match, "near_km", near_km),
    TEXT(struct raw_match, "within", within),
    CYAML_FIELD_SEQUENCE_COUNT("all", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct raw_match,
                               all, n_all, &match_value, 0, 1000),
    CYAML_FIELD_SEQUENCE_COUNT("any", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct raw_match,
                               any, n_any, &match_value, 0, 1000),
    CYAML_FIELD_MAPPING_PTR("not", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct raw_match, none,
                            match_fields),
    CYAML_FIELD_END};

static const cyaml_schema_value_t match_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_match, match_fields)};

static const cyaml_schema_field_t rule_fields[] = {
    TEXT(struct raw_rule, "name", name),
    TEXT(struct raw_rule, "severity", severity),
    TEXT(struct raw_rule, "background", background),
    TEXT(struct raw_rule, "window_count", window_count),
    TEXT(struct raw_rule, "window", window),
    TEXT(struct raw_rule, "rate_ratio", rate_ratio),
    TEXT(struct raw_rule, "rate", rate),
    TEXT(struct raw_rule, "baseline", baseline),
    TEXT(struct raw_rule, "rate_min", rate_min),
    TEXT(struct raw_rule, "group_wait", group_wait),
    TEXT(struct raw_rule, "repeat", repeat),
    TEXT(struct raw_rule, "resolve", resolve),
    TEXT(struct raw_rule, "quiet", quiet),
    TEXT(struct raw_rule, "digest", digest),
    TEXTS(struct raw_rule, "group_by", group_by),
    TEXTS(struct raw_rule, "receivers", receivers),
    CYAML_FIELD_MAPPING_PTR("match", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct raw_rule,
                            match, match_fields),
    CYAML_FIELD_END};

static const cyaml_schema_value_t rule_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_rule, rule_fields)};

static const cyaml_schema_field_t receiver_fields[] = {
    TEXT(struct raw_receiver, "name", name),
    TEXT(struct raw_receiver, "url", url),
    TEXT(struct raw_receiver, "secret_file", secret_file),
    TEXT(struct raw_receiver, "ca_file", ca_file),
    TEXT(struct raw_receiver, "allow_private", allow_private),
    TEXT(struct raw_receiver, "smtp", smtp),
    TEXT(struct raw_receiver, "user", user),
    TEXT(struct raw_receiver, "password_file", password_file),
    TEXT(struct raw_receiver, "from", from),
    TEXT(struct raw_receiver, "starttls", starttls),
    TEXTS(struct raw_receiver, "to", to),
    CYAML_FIELD_END};

static const cyaml_schema_value_t receiver_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_receiver, receiver_fields)};

static const cyaml_schema_field_t alerts_fields[] = {
    CYAML_FIELD_SEQUENCE_COUNT("rules", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct raw_alerts,
                               rules, n_rules, &rule_value, 0, VG_MAX_RULES),
    CYAML_FIELD_SEQUENCE_COUNT("receivers", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                               struct raw_alerts, receivers, n_receivers, &receiver_value, 0, 1000),
    CYAML_FIELD_END};

static const cyaml_schema_field_t top_fields[] = {
    CYAML_FIELD_MAPPING_PTR("alerts", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct raw, alerts,
                            alerts_fields),
    CYAML_FIELD_END};

const cyaml_schema_value_t vg_rule_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw, top_fields)};

/* ---- what may stand where ---- */

static const cyaml_schema_field_t *field_of(const cyaml_schema_field_t *fields, struct vg_sv key)
{
    for (; fields->key; fields++)
        if (vg_sv_is(key, fields->key))
            return fields;
    return NULL;
}

/* Walks a path such as "alerts.rules[].match.any[].not.type[]" down the schema. */
enum vg_yaml_kind vg_rule_expect(const char *path, const char **ret_hint)
{
    const cyaml_schema_field_t *fields = top_fields;
    const cyaml_schema_value_t *value = NULL;
    struct vg_sv rest = vg_sv_cstr(path);

    (void)ret_hint;
    if (!*path)
        return VG_YAML_MAP;
    if (!vg_sv_starts(rest, VG_SV("alerts")))
        return VG_YAML_ANY; /* the daemon's own keys: conf.c checks them */
    while (rest.p) {
        struct vg_sv step = vg_sv_split(&rest, '.');
        bool item = vg_sv_ends(step, VG_SV("[]"));
        const cyaml_schema_field_t *f =
            fields ? field_of(fields, vg_sv_sub(step, 0, step.n - (item ? 2 : 0))) : NULL;
        if (!f)
            return VG_YAML_UNKNOWN;
        value = item ? f->value.sequence.entry : &f->value;
        fields = value->type == CYAML_MAPPING ? value->mapping.fields : NULL;
    }
    return value->type == CYAML_MAPPING    ? VG_YAML_MAP
           : value->type == CYAML_SEQUENCE ? VG_YAML_LIST
                                           : VG_YAML_SCALAR;
}
