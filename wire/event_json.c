/* The event record as JSON, field by field in the order of doc/protocol.md. */
#include "wire/event_json.h"

#include "base/clock.h"
#include "wire/message.h"

static json_t *count_json(int64_t x)
{
    return x == VG_COUNT_NULL ? json_null() : json_integer(x);
}

static json_t *day_json(int32_t day)
{
    char text[11];

    if (day == VG_DAY_NONE)
        return json_null();
    vg_day_format(day, text);
    return vg_j_str(text);
}

static json_t *date_json(const struct vg_date *date)
{
    json_t *o = vg_j_object();

    vg_j_set(o, "from", day_json(date->from));
    vg_j_set(o, "to", day_json(date->to));
    vg_j_set(o, "precision", vg_j_str(vg_date_precision_name(date->precision)));
    return o;
}

static json_t *place_json(const struct vg_place *place)
{
    json_t *o;

    if (!place->name)
        return json_null();
    o = vg_j_object();
    vg_j_set(o, "name", vg_j_str(place->name));
    if (place->canonical)
        vg_j_set(o, "canonical", vg_j_str(place->canonical));
    vg_j_set(o, "relation", vg_j_str(vg_relation_name(place->relation)));
    if (place->relation == VG_REL_DISTANCE || place->distance_km > 0)
        vg_j_set(o, "distance_km", vg_j_real(place->distance_km));
    if (place->direction[0])
        vg_j_set(o, "direction", vg_j_str(place->direction));
    vg_j_set(o, "anchors", vg_j_strs(place->anchors, place->n_anchors));
    vg_j_set(o, "admin1", vg_j_str(place->admin1));
    vg_j_set(o, "country", place->country[0] ? vg_j_str(place->country) : json_null());
    vg_j_set(o, "lat", place->has_coord ? vg_j_real(place->lat) : json_null());
    vg_j_set(o, "lon", place->has_coord ? vg_j_real(place->lon) : json_null());
    vg_j_set(o, "precision", vg_j_str(vg_place_precision_name(place->precision)));
    return o;
}

static void set_count(json_t *o, const struct vg_count *count, const char *by)
{
    vg_j_set(o, "min", count_json(count->min));
    vg_j_set(o, "max", count_json(count->max));
    if (count->approx)
        vg_j_set(o, "approx", json_true());
    if (by)
        vg_j_set(o, "by", vg_j_str(by));
}

static json_t *casualties_json(const struct vg_event *event)
{
    json_t *list = vg_j_array();

    for (size_t i = 0; i < event->n_casualties; i++) {
        const struct vg_casualty *c = &event->casualties[i];
        json_t *o = vg_j_object();

        vg_j_set(o, "outcome", vg_j_str(vg_outcome_name(c->outcome)));
        vg_j_set(o, "group", vg_j_str(vg_group_name(c->group)));
        set_count(o, &c->count, c->by);
        vg_j_add(list, o);
    }
    return list;
}

static json_t *materiel_json(const struct vg_event *event)
{
    json_t *list = vg_j_array();

    for (size_t i = 0; i < event->n_materiel; i++) {
        const struct vg_materiel *m = &event->materiel[i];
        json_t *o = vg_j_object();

        vg_j_set(o, "item", vg_j_str(vg_item_name(m->item)));
        vg_j_set(o, "outcome", vg_j_str(vg_item_outcome_name(m->outcome)));
        set_count(o, &m->count, m->by);
        vg_j_add(list, o);
    }
    return list;
}

static json_t *means_json(const struct vg_event *event)
{
    json_t *list = vg_j_array();

    for (int i = 0; i < VG_MEANS_COUNT; i++)
        if (event->means & 1u << i)
            vg_j_add(list, vg_j_str(vg_means_name((enum vg_means)i)));
    return list;
}

static json_t *claims_json(const struct vg_event *event)
{
    json_t *list = vg_j_array();

    for (size_t i = 0; i < event->n_claims; i++) {
        json_t *o = vg_j_object();

        vg_j_set(o, "by", vg_j_str(event->claims[i].by));
        vg_j_set(o, "stance", vg_j_str(vg_stance_name(event->claims[i].stance)));
        vg_j_add(list, o);
    }
    return list;
}

static json_t *evidence_json(const struct vg_event *event)
{
    json_t *list = vg_j_array();

    for (size_t i = 0; i < event->n_evidence; i++) {
        json_t *o = vg_j_object();

        vg_j_set(o, "from", vg_j_u64(event->evidence[i].from));
        vg_j_set(o, "to", vg_j_u64(event->evidence[i].to));
        vg_j_add(list, o);
    }
    return list;
}

void vg_j_event_fields(json_t *o, const struct vg_event *event)
{
    vg_j_set(o, "type", vg_j_str(vg_event_type_name(event->type)));
    vg_j_set(o, "date", date_json(&event->date));
    vg_j_set(o, "place", place_json(&event->place));
    vg_j_set(o, "initiators", vg_j_strs(event->initiators, event->n_initiators));
    vg_j_set(o, "targets", vg_j_strs(event->targets, event->n_targets));
    vg_j_set(o, "casualties", casualties_json(event));
    vg_j_set(o, "materiel", materiel_json(event));
    vg_j_set(o, "means", means_json(event));
    vg_j_set(o, "status", vg_j_str(vg_status_name(event->status)));
    vg_j_set(o, "claims", claims_json(event));
    vg_j_set(o, "background", json_boolean(event->background));
    vg_j_set(o, "evidence", evidence_json(event));
    if (event->trigger)
        vg_j_set(o, "trigger", vg_j_str(event->trigger));
}

json_t *vg_j_event(const struct vg_event *event)
{
    json_t *o = vg_j_object();

    vg_j_event_fields(o, event);
    if (event->confidence > 0)
        vg_j_set(o, "confidence", vg_j_real(event->confidence));
    return o;
}

int vg_event_write(const struct vg_event *event, struct vg_buf *out)
{
    return vg_j_dump(vg_j_event(event), out);
}

int vg_event_list_write(const char *doc, const struct vg_event_list *events, const char *const *ids,
                        struct vg_buf *out)
{
    json_t *o = vg_j_object(), *list = vg_j_array();

    vg_j_set(o, "doc", vg_j_str(doc));
    for (size_t i = 0; i < events->n; i++) {
        json_t *event = vg_j_event(&events->items[i]);

        if (ids && ids[i])
            vg_j_set(event, "event_id", vg_j_str(ids[i]));
        vg_j_add(list, event);
    }
    vg_j_set(o, "events", list);
    return vg_j_dump(o, out);
}

/* --- reading --- */

static int32_t read_day(struct vg_jr *r, const json_t *o, const char *key)
{
    const char *s = vg_jr_str(r, o, key);
    int32_t day = s ? vg_day_parse(vg_sv_cstr(s)) : VG_DAY_NONE;

    if (s && day == VG_DAY_NONE)
        vg_jr_bad(r, key, "a date like \"2025-07-14\" or null");
    return day;
}

static void read_date(struct vg_jr *r, const json_t *o, struct vg_date *date)
{
    const json_t *d = vg_jr_object(r, o, "date");

    date->from = read_day(r, d, "from");
    date->to = read_day(r, d, "to");
    date->precision = (enum vg_date_precision)vg_jr_word(
        r, d, "precision", vg_date_precision_of_name, VG_DATE_UNKNOWN);
}

/* Copies a short code that fits; anything longer is an error. */
static void read_code(struct vg_jr *r, const json_t *o, const char *key, char out[static 3])
{
    const char *s = vg_jr_str(r, o, key);
    size_t n = s ? strlen(s) : 0;

    if (n > 2)
        vg_jr_bad(r, key, "at most two letters");
    else if (n > 0)
        memcpy(out, s, n + 1);
}

static void read_place(struct vg_jr *r, const json_t *o, struct vg_place *place)
{
    const json_t *p = vg_jr_object(r, o, "place");
    const char **anchors;

    if (!p || !(place->name = vg_jr_str(r, p, "name")))
        return; /* a place without a name is none */
    place->canonical = vg_jr_str(r, p, "canonical");
    anchors = vg_jr_strs(r, p, "anchors", VG_MAX_ANCHORS, &place->n_anchors);
    for (size_t i = 0; i < place->n_anchors; i++)
        place->anchors[i] = anchors[i];
    place->admin1 = vg_jr_str(r, p, "admin1");
    read_code(r, p, "country", place->country);
    read_code(r, p, "direction", place->direction);
    place->distance_km = vg_jr_real(r, p, "distance_km");
    place->has_coord =
        json_is_number(json_object_get(p, "lat")) && json_is_number(json_object_get(p, "lon"));
    place->lat = vg_jr_real(r, p, "lat");
    place->lon = vg_jr_real(r, p, "lon");
    place->relation =
        (enum vg_relation)vg_jr_word(r, p, "relation", vg_relation_of_name, VG_REL_AT);
    place->precision = (enum vg_place_precision)vg_jr_word(
        r, p, "precision", vg_place_precision_of_name, VG_PLACE_TOWN);
}

static int64_t read_bound(struct vg_jr *r, const json_t *o, const char *key)
{
    const json_t *j = json_object_get(o, key);

    if (json_is_integer(j) && json_integer_value(j) >= 0)
        return json_integer_value(j);
    if (j && !json_is_null(j))
        vg_jr_bad(r, key, "a whole number that is not negative, or null");
    return VG_COUNT_NULL;
}

static void read_count(struct vg_jr *r, const json_t *o, struct vg_count *count, const char **by)
{
    count->min = read_bound(r, o, "min");
    count->max = read_bound(r, o, "max");
    count->approx = vg_jr_bool(r, o, "approx");
    *by = vg_jr_str(r, o, "by");
}

static void read_casualties(struct vg_jr *r, const json_t *o, struct vg_event *event)
{
    const json_t *list = vg_jr_list(r, o, "casualties");
    size_t n = json_array_size(list);

    for (size_t i = 0; i < n && i < VG_MAX_CASUALTIES; i++) {
        const json_t *j = json_array_get(list, i);
        struct vg_casualty *c = &event->casualties[event->n_casualties++];

        c->outcome =
            (enum vg_outcome)vg_jr_word(r, j, "outcome", vg_outcome_of_name, VG_OUT_KILLED);
        c->group = (enum vg_group)vg_jr_word(r, j, "group", vg_group_of_name, VG_GROUP_UNSPECIFIED);
        read_count(r, j, &c->count, &c->by);
    }
}

static void read_materiel(struct vg_jr *r, const json_t *o, struct vg_event *event)
{
    const json_t *list = vg_jr_list(r, o, "materiel");
    size_t n = json_array_size(list);

    for (size_t i = 0; i < n && i < VG_MAX_MATERIEL; i++) {
        const json_t *j = json_array_get(list, i);
        struct vg_materiel *m = &event->materiel[event->n_materiel++];

        m->item = (enum vg_item)vg_jr_word(r, j, "item", vg_item_of_name, VG_ITEM_OTHER);
        m->outcome = (enum vg_item_outcome)vg_jr_word(r, j, "outcome", vg_item_outcome_of_name,
                                                      VG_ITEM_DESTROYED);
        read_count(r, j, &m->count, &m->by);
    }
}

static void read_means(struct vg_jr *r, const json_t *o, struct vg_event *event)
{
    size_t n;
    const char **words = vg_jr_strs(r, o, "means", VG_MEANS_COUNT, &n);

    for (size_t i = 0; i < n; i++) {
        int x = vg_means_of_name(vg_sv_cstr(words[i]));

        if (x < 0)
            vg_jr_bad(r, "means", "a list of words in doc/protocol.md");
        else
            event->means |= 1u << x;
    }
}

static void read_claims(struct vg_jr *r, const json_t *o, struct vg_event *event)
{
    const json_t *list = vg_jr_list(r, o, "claims");
    size_t n = json_array_size(list);

    for (size_t i = 0; i < n && i < VG_MAX_CLAIMS; i++) {
        const json_t *j = json_array_get(list, i);
        struct vg_claim *c = &event->claims[event->n_claims++];

        c->by = vg_jr_str(r, j, "by");
        c->stance =
            (enum vg_stance)vg_jr_word(r, j, "stance", vg_stance_of_name, VG_STANCE_ASSERTS);
        if (!c->by)
            vg_jr_bad(r, "claims.by", "a string");
    }
}

static void read_evidence(struct vg_jr *r, const json_t *o, struct vg_event *event)
{
    const json_t *list = vg_jr_list(r, o, "evidence");
    size_t n = json_array_size(list);

    for (size_t i = 0; i < n && i < VG_MAX_EVIDENCE; i++) {
        const json_t *j = json_array_get(list, i);
        struct vg_range *range = &event->evidence[event->n_evidence++];

        range->from = (uint32_t)vg_jr_u64(r, j, "from", UINT32_MAX);
        range->to = (uint32_t)vg_jr_u64(r, j, "to", UINT32_MAX);
    }
}

static void read_actors(struct vg_jr *r, const json_t *o, const char *key, const char **actors,
                        size_t *n)
{
    const char **list = vg_jr_strs(r, o, key, VG_MAX_ROLE_ACTORS, n);

    for (size_t i = 0; i < *n; i++)
        actors[i] = list[i];
}

void vg_jr_event(struct vg_jr *r, const json_t *o, struct vg_event *event)
{
    int type = vg_jr_word(r, o, "type", vg_event_type_of_name, -1);

    if (type < 0)
        vg_jr_bad(r, "type", "one of the words in doc/protocol.md");
    event->type = type < 0 ? VG_TYPE_ARMED_CLASH : (enum vg_event_type)type;
    read_date(r, o, &event->date);
    read_place(r, o, &event->place);
    read_actors(r, o, "initiators", event->initiators, &event->n_initiators);
    read_actors(r, o, "targets", event->targets, &event->n_targets);
    read_casualties(r, o, event);
    read_materiel(r, o, event);
    read_means(r, o, event);
    event->status =
        (enum vg_status)vg_jr_word(r, o, "status", vg_status_of_name, VG_STATUS_ASSERTED);
    read_claims(r, o, event);
    event->background = vg_jr_bool(r, o, "background");
    read_evidence(r, o, event);
    event->trigger = vg_jr_str(r, o, "trigger");
    event->confidence = vg_jr_real(r, o, "confidence");
}

int vg_event_read(struct vg_sv json, struct vg_arena *arena, struct vg_event *ret,
                  struct vg_err *err)
{
    struct vg_jr r = {arena, err, 0};
    json_t *o = vg_jr_parse(&r, json, VG_MAX_MESSAGE);
    struct vg_event event = {0};

    if (o)
        vg_jr_event(&r, o, &event);
    json_decref(o);
    if (r.code == 0)
        *ret = event;
    return r.code;
}
