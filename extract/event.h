/*
 * event.h - the event record: what vigie says happened, as doc/events.md defines it and the wire
 * carries it.
 *
 * Plain data. Every string is NUL-terminated UTF-8 in the arena of the article (or of whoever built
 * the event) and lives as long as that arena; NULL means absent. Codes are enums with a name table
 * each; the names are the wire names. Adding a code means adding its name: tests walk the tables.
 */
#ifndef VG_EXTRACT_EVENT_H
#define VG_EXTRACT_EVENT_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/limits.h"

enum vg_family {
    VG_FAMILY_BATTLE,
    VG_FAMILY_EXPLOSION,
    VG_FAMILY_CIVILIANS,
    VG_FAMILY_PROPERTY,
    VG_FAMILY_CONTROL,
    VG_FAMILY_POLITICS,
    VG_FAMILY_COUNT
};

enum vg_event_type {
    VG_TYPE_ARMED_CLASH,
    VG_TYPE_AMBUSH,
    VG_TYPE_ASSAULT,
    VG_TYPE_TERRITORY_TAKEN,
    VG_TYPE_AIR_STRIKE,
    VG_TYPE_DRONE_STRIKE,
    VG_TYPE_SHELLING,
    VG_TYPE_IED,
    VG_TYPE_SUICIDE_BOMBING,
    VG_TYPE_CIVILIAN_ATTACK,
    VG_TYPE_ABDUCTION,
    VG_TYPE_SEXUAL_VIOLENCE,
    VG_TYPE_LOOTING,
    VG_TYPE_PROPERTY_DESTRUCTION,
    VG_TYPE_WEAPONS_SEIZURE,
    VG_TYPE_BLOCKADE,
    VG_TYPE_TROOP_MOVEMENT,
    VG_TYPE_BASE,
    VG_TYPE_ARREST,
    VG_TYPE_RELEASE,
    VG_TYPE_SURRENDER,
    VG_TYPE_AGREEMENT,
    VG_TYPE_PROTEST,
    VG_TYPE_RIOT,
    VG_TYPE_COUP,
    VG_TYPE_SANCTION,
    VG_TYPE_DISPLACEMENT,
    VG_TYPE_COUNT
};

enum vg_date_precision {
    VG_DATE_DAY,
    VG_DATE_WEEK,
    VG_DATE_MONTH,
    VG_DATE_YEAR,
    VG_DATE_UNKNOWN,
    VG_DATE_PRECISION_COUNT
};

enum vg_place_precision {
    VG_PLACE_SITE,
    VG_PLACE_TOWN,
    VG_PLACE_ADMIN2,
    VG_PLACE_ADMIN1,
    VG_PLACE_COUNTRY,
    VG_PLACE_PRECISION_COUNT
};

enum vg_relation {
    VG_REL_AT,
    VG_REL_NEAR,
    VG_REL_BETWEEN,
    VG_REL_IN,
    VG_REL_FROM,
    VG_REL_TO,
    VG_REL_DISTANCE,
    VG_REL_COUNT
};

enum vg_outcome {
    VG_OUT_KILLED,
    VG_OUT_WOUNDED,
    VG_OUT_CAPTURED,
    VG_OUT_ABDUCTED,
    VG_OUT_MISSING,
    VG_OUT_DISPLACED,
    VG_OUT_COUNT
};

enum vg_group {
    VG_GROUP_CIVILIAN,
    VG_GROUP_MILITARY,
    VG_GROUP_MILITANT,
    VG_GROUP_UNSPECIFIED,
    VG_GROUP_COUNT
};

enum vg_item {
    VG_ITEM_VEHICLE,
    VG_ITEM_ARMOURED_VEHICLE,
    VG_ITEM_TRUCK,
    VG_ITEM_PICKUP,
    VG_ITEM_MOTORCYCLE,
    VG_ITEM_AIRCRAFT,
    VG_ITEM_HELICOPTER,
    VG_ITEM_DRONE,
    VG_ITEM_WEAPON,
    VG_ITEM_AMMUNITION,
    VG_ITEM_FUEL_DEPOT,
    VG_ITEM_DEPOT,
    VG_ITEM_CAMP,
    VG_ITEM_BUILDING,
    VG_ITEM_BRIDGE,
    VG_ITEM_LIVESTOCK,
    VG_ITEM_MONEY,
    VG_ITEM_OTHER,
    VG_ITEM_COUNT
};

enum vg_item_outcome {
    VG_ITEM_DESTROYED,
    VG_ITEM_DAMAGED,
    VG_ITEM_CAPTURED,
    VG_ITEM_ABANDONED,
    VG_ITEM_DEPLOYED,
    VG_ITEM_OUTCOME_COUNT
};

enum vg_means {
    VG_MEANS_SMALL_ARMS,
    VG_MEANS_HEAVY_WEAPONS,
    VG_MEANS_IED,
    VG_MEANS_MINE,
    VG_MEANS_ROCKET,
    VG_MEANS_MORTAR,
    VG_MEANS_ARTILLERY,
    VG_MEANS_DRONE,
    VG_MEANS_AIRCRAFT,
    VG_MEANS_HELICOPTER,
    VG_MEANS_SUICIDE_VEST,
    VG_MEANS_VEHICLE_BOMB,
    VG_MEANS_KNIFE,
    VG_MEANS_FIRE,
    VG_MEANS_MOTORCYCLES,
    VG_MEANS_COUNT
};

enum vg_status {
    VG_STATUS_ASSERTED,
    VG_STATUS_CLAIMED,
    VG_STATUS_UNCONFIRMED,
    VG_STATUS_DISPUTED,
    VG_STATUS_REFUTED,
    VG_STATUS_COUNT
};

enum vg_stance {
    VG_STANCE_CLAIMS,
    VG_STANCE_ASSERTS,
    VG_STANCE_CONFIRMS,
    VG_STANCE_ACKNOWLEDGES,
    VG_STANCE_DENIES,
    VG_STANCE_RETRACTS,
    VG_STANCE_COUNT
};

#define VG_COUNT_NULL INT64_MIN /* an open bound: null on the wire */

struct vg_count {
    int64_t min, max; /* both ends included, or VG_COUNT_NULL */
    bool approx;
};

struct vg_date {
    int32_t from, to; /* day numbers (base/clock.h); both VG_DAY_NONE when unknown */
    enum vg_date_precision precision;
};

struct vg_place {
    const char *name;      /* as the text writes it; NULL: the event has no place */
    const char *canonical; /* the gazetteer's name, NULL when it does not know the place */
    const char *anchors[VG_MAX_ANCHORS];
    size_t n_anchors;
    const char *admin1;   /* region, or NULL */
    char country[3];      /* ISO 3166-1 alpha-2, "" when unknown */
    char direction[3];    /* "N", "NE", ... or "" */
    double distance_km;   /* with VG_REL_DISTANCE; 0 otherwise */
    double lat, lon;      /* degrees, valid when has_coord */
    bool has_coord;
    enum vg_relation relation;
    enum vg_place_precision precision;
};

struct vg_casualty {
    enum vg_outcome outcome;
    enum vg_group group;
    struct vg_count count;
    const char *by; /* whose figure, or NULL */
};

struct vg_materiel {
    enum vg_item item;
    enum vg_item_outcome outcome;
    struct vg_count count;
    const char *by;
};

struct vg_claim {
    const char *by; /* actor code, or local_sources, witnesses, media, ... */
    enum vg_stance stance;
};

struct vg_range {
    uint32_t from, to; /* half open; Unicode characters of the article's text as given */
};

struct vg_event {
    enum vg_event_type type;
    struct vg_date date;
    struct vg_place place;
    const char *initiators[VG_MAX_ROLE_ACTORS];
    size_t n_initiators;
    const char *targets[VG_MAX_ROLE_ACTORS];
    size_t n_targets;
    struct vg_casualty casualties[VG_MAX_CASUALTIES];
    size_t n_casualties;
    struct vg_materiel materiel[VG_MAX_MATERIEL];
    size_t n_materiel;
    uint32_t means; /* bit 1 << enum vg_means */
    enum vg_status status;
    struct vg_claim claims[VG_MAX_CLAIMS];
    size_t n_claims;
    bool background;
    struct vg_range evidence[VG_MAX_EVIDENCE];
    size_t n_evidence;
    const char *trigger; /* the words that name the event, or NULL */
    double confidence;   /* 0..1: how sure the extractor is that this is an event; 0 when not
                            estimated */
};

struct vg_event_list {
    struct vg_event *items;
    size_t n, cap;
};

/* Wire names; a static string. The index must be below the enum's COUNT. */
const char *vg_family_name(enum vg_family x);
const char *vg_event_type_name(enum vg_event_type x);
const char *vg_date_precision_name(enum vg_date_precision x);
const char *vg_place_precision_name(enum vg_place_precision x);
const char *vg_relation_name(enum vg_relation x);
const char *vg_outcome_name(enum vg_outcome x);
const char *vg_group_name(enum vg_group x);
const char *vg_item_name(enum vg_item x);
const char *vg_item_outcome_name(enum vg_item_outcome x);
const char *vg_means_name(enum vg_means x);
const char *vg_status_name(enum vg_status x);
const char *vg_stance_name(enum vg_stance x);

/* The code of a wire name, or -1. */
int vg_family_of_name(struct vg_sv s);
int vg_event_type_of_name(struct vg_sv s);
int vg_date_precision_of_name(struct vg_sv s);
int vg_place_precision_of_name(struct vg_sv s);
int vg_relation_of_name(struct vg_sv s);
int vg_outcome_of_name(struct vg_sv s);
int vg_group_of_name(struct vg_sv s);
int vg_item_of_name(struct vg_sv s);
int vg_item_outcome_of_name(struct vg_sv s);
int vg_means_of_name(struct vg_sv s);
int vg_status_of_name(struct vg_sv s);
int vg_stance_of_name(struct vg_sv s);

static inline enum vg_family vg_event_type_family(enum vg_event_type type)
{
    if (type <= VG_TYPE_TERRITORY_TAKEN)
        return VG_FAMILY_BATTLE;
    if (type <= VG_TYPE_SUICIDE_BOMBING)
        return VG_FAMILY_EXPLOSION;
    if (type <= VG_TYPE_SEXUAL_VIOLENCE)
        return VG_FAMILY_CIVILIANS;
    if (type <= VG_TYPE_WEAPONS_SEIZURE)
        return VG_FAMILY_PROPERTY;
    return type <= VG_TYPE_SURRENDER ? VG_FAMILY_CONTROL : VG_FAMILY_POLITICS;
}

#endif
