/* rule_schema.h - the `alerts:` section as libcyaml reads it, before it is checked; private to
 * rule_*.c. */
#ifndef VG_DAEMON_RULE_SCHEMA_H
#define VG_DAEMON_RULE_SCHEMA_H

#include <cyaml/cyaml.h>

#include "daemon/conf_file.h"

struct raw_match {
    char **type, **family, **country, **admin1, **actors, **initiators, **targets, **actor_kinds;
    char **materiel, **status, **lang, **outlet_kind, **words;
    uint32_t n_type, n_family, n_country, n_admin1, n_actors, n_initiators, n_targets,
        n_actor_kinds;
    uint32_t n_materiel, n_status, n_lang, n_outlet_kind, n_words;
    char *killed_min, *killed_max, *wounded_min, *wounded_max, *sources_min;
    char *near, *near_lat, *near_lon, *near_km, *within;
    struct raw_match **all, **any;
    uint32_t n_all, n_any;
    struct raw_match *none;
};

struct raw_rule {
    char *name, *severity, *background, *window_count, *window, *rate_ratio, *rate, *baseline,
        *rate_min;
    char *group_wait, *repeat, *resolve, *quiet, *digest;
    char **group_by, **receivers;
    uint32_t n_group_by, n_receivers;
    struct raw_match *match;
};

struct raw_receiver {
    char *name, *url, *secret_file, *ca_file, *allow_private, *smtp, *user, *password_file, *from,
        *starttls;
    char **to;
    uint32_t n_to;
};

struct raw_alerts {
    struct raw_rule *rules;
    uint32_t n_rules;
    struct raw_receiver *receivers;
    uint32_t n_receivers;
};

struct raw {
    struct raw_alerts *alerts;
};

extern const cyaml_schema_value_t vg_rule_schema; /* of struct raw */

/* What may stand at a path of the file: walks it down the schema. */
enum vg_yaml_kind vg_rule_expect(const char *path, const char **ret_hint);

#endif
