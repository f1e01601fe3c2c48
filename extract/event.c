#include "extract/event.h"

static const char *const family_names[VG_FAMILY_COUNT] = {
    [VG_FAMILY_BATTLE] = "battle",
    [VG_FAMILY_EXPLOSION] = "explosion",
    [VG_FAMILY_CIVILIANS] = "civilians",
    [VG_FAMILY_PROPERTY] = "property",
    [VG_FAMILY_CONTROL] = "control",
    [VG_FAMILY_POLITICS] = "politics",
};

static const char *const event_type_names[VG_TYPE_COUNT] = {
    [VG_TYPE_ARMED_CLASH] = "armed_clash",
    [VG_TYPE_AMBUSH] = "ambush",
    [VG_TYPE_ASSAULT] = "assault",
    [VG_TYPE_TERRITORY_TAKEN] = "territory_taken",
    [VG_TYPE_AIR_STRIKE] = "air_strike",
    [VG_TYPE_DRONE_STRIKE] = "drone_strike",
    [VG_TYPE_SHELLING] = "shelling",
    [VG_TYPE_IED] = "ied",
    [VG_TYPE_SUICIDE_BOMBING] = "suicide_bombing",
    [VG_TYPE_CIVILIAN_ATTACK] = "civilian_attack",
    [VG_TYPE_ABDUCTION] = "abduction",
    [VG_TYPE_SEXUAL_VIOLENCE] = "sexual_violence",
    [VG_TYPE_LOOTING] = "looting",
    [VG_TYPE_PROPERTY_DESTRUCTION] = "property_destruction",
    [VG_TYPE_WEAPONS_SEIZURE] = "weapons_seizure",
    [VG_TYPE_BLOCKADE] = "blockade",
    [VG_TYPE_TROOP_MOVEMENT] = "troop_movement",
    [VG_TYPE_BASE] = "base",
    [VG_TYPE_ARREST] = "arrest",
    [VG_TYPE_RELEASE] = "release",
    [VG_TYPE_SURRENDER] = "surrender",
    [VG_TYPE_AGREEMENT] = "agreement",
    [VG_TYPE_PROTEST] = "protest",
    [VG_TYPE_RIOT] = "riot",
    [VG_TYPE_COUP] = "coup",
    [VG_TYPE_SANCTION] = "sanction",
    [VG_TYPE_DISPLACEMENT] = "displacement",
};

static const char *const date_precision_names[VG_DATE_PRECISION_COUNT] = {
    [VG_DATE_DAY] = "day",
    [VG_DATE_WEEK] = "week",
    [VG_DATE_MONTH] = "month",
    [VG_DATE_YEAR] = "year",
    [VG_DATE_UNKNOWN] = "unknown",
};

static const char *const place_precision_names[VG_PLACE_PRECISION_COUNT] = {
    [VG_PLACE_SITE] = "site",
    [VG_PLACE_TOWN] = "town",
    [VG_PLACE_ADMIN2] = "admin2",
    [VG_PLACE_ADMIN1] = "admin1",
    [VG_PLACE_COUNTRY] = "country",
};

static const char *const relation_names[VG_REL_COUNT] = {
    [VG_REL_AT] = "at",
    [VG_REL_NEAR] = "near",
    [VG_REL_BETWEEN] = "between",
    [VG_REL_IN] = "in",
    [VG_REL_FROM] = "from",
    [VG_REL_TO] = "to",
    [VG_REL_DISTANCE] = "distance",
};

static const char *const outcome_names[VG_OUT_COUNT] = {
    [VG_OUT_KILLED] = "killed",
    [VG_OUT_WOUNDED] = "wounded",
    [VG_OUT_CAPTURED] = "captured",
    [VG_OUT_ABDUCTED] = "abducted",
    [VG_OUT_MISSING] = "missing",
    [VG_OUT_DISPLACED] = "displaced",
};

static const char *const group_names[VG_GROUP_COUNT] = {
    [VG_GROUP_CIVILIAN] = "civilian",
    [VG_GROUP_MILITARY] = "military",
    [VG_GROUP_MILITANT] = "militant",
    [VG_GROUP_UNSPECIFIED] = "unspecified",
};

static const char *const item_names[VG_ITEM_COUNT] = {
    [VG_ITEM_VEHICLE] = "vehicle",
    [VG_ITEM_ARMOURED_VEHICLE] = "armoured_vehicle",
    [VG_ITEM_TRUCK] = "truck",
    [VG_ITEM_PICKUP] = "pickup",
    [VG_ITEM_MOTORCYCLE] = "motorcycle",
    [VG_ITEM_AIRCRAFT] = "aircraft",
    [VG_ITEM_HELICOPTER] = "helicopter",
    [VG_ITEM_DRONE] = "drone",
    [VG_ITEM_WEAPON] = "weapon",
    [VG_ITEM_AMMUNITION] = "ammunition",
    [VG_ITEM_FUEL_DEPOT] = "fuel_depot",
    [VG_ITEM_DEPOT] = "depot",
    [VG_ITEM_CAMP] = "camp",
    [VG_ITEM_BUILDING] = "building",
    [VG_ITEM_BRIDGE] = "bridge",
    [VG_ITEM_LIVESTOCK] = "livestock",
    [VG_ITEM_MONEY] = "money",
    [VG_ITEM_OTHER] = "other",
};

static const char *const item_outcome_names[VG_ITEM_OUTCOME_COUNT] = {
    [VG_ITEM_DESTROYED] = "destroyed",
    [VG_ITEM_DAMAGED] = "damaged",
    [VG_ITEM_CAPTURED] = "captured",
    [VG_ITEM_ABANDONED] = "abandoned",
    [VG_ITEM_DEPLOYED] = "deployed",
};

static const char *const means_names[VG_MEANS_COUNT] = {
    [VG_MEANS_SMALL_ARMS] = "small_arms",
    [VG_MEANS_HEAVY_WEAPONS] = "heavy_weapons",
    [VG_MEANS_IED] = "ied",
    [VG_MEANS_MINE] = "mine",
    [VG_MEANS_ROCKET] = "rocket",
    [VG_MEANS_MORTAR] = "mortar",
    [VG_MEANS_ARTILLERY] = "artillery",
    [VG_MEANS_DRONE] = "drone",
    [VG_MEANS_AIRCRAFT] = "aircraft",
    [VG_MEANS_HELICOPTER] = "helicopter",
    [VG_MEANS_SUICIDE_VEST] = "suicide_vest",
    [VG_MEANS_VEHICLE_BOMB] = "vehicle_bomb",
    [VG_MEANS_KNIFE] = "knife",
    [VG_MEANS_FIRE] = "fire",
    [VG_MEANS_MOTORCYCLES] = "motorcycles",
};

static const char *const status_names[VG_STATUS_COUNT] = {
    [VG_STATUS_ASSERTED] = "asserted",
    [VG_STATUS_CLAIMED] = "claimed",
    [VG_STATUS_UNCONFIRMED] = "unconfirmed",
    [VG_STATUS_DISPUTED] = "disputed",
    [VG_STATUS_REFUTED] = "refuted",
};

static const char *const stance_names[VG_STANCE_COUNT] = {
    [VG_STANCE_CLAIMS] = "claims",
    [VG_STANCE_ASSERTS] = "asserts",
    [VG_STANCE_CONFIRMS] = "confirms",
    [VG_STANCE_ACKNOWLEDGES] = "acknowledges",
    [VG_STANCE_DENIES] = "denies",
    [VG_STANCE_RETRACTS] = "retracts",
};

static int find_name(const char *const *names, size_t n, struct vg_sv s)
{
    for (size_t i = 0; i < n; i++)
        if (vg_sv_is(s, names[i]))
            return (int)i;
    return -1;
}

/* the pair of look-ups that every code has */
#define NAMES(what, count)                                                                         \
    const char *vg_##what##_name(enum vg_##what x)                                                 \
    {                                                                                              \
        return what##_names[x];                                                                    \
    }                                                                                              \
    int vg_##what##_of_name(struct vg_sv s)                                                        \
    {                                                                                              \
        return find_name(what##_names, count, s);                                                  \
    }

NAMES(family, VG_FAMILY_COUNT)
NAMES(event_type, VG_TYPE_COUNT)
NAMES(date_precision, VG_DATE_PRECISION_COUNT)
NAMES(place_precision, VG_PLACE_PRECISION_COUNT)
NAMES(relation, VG_REL_COUNT)
NAMES(outcome, VG_OUT_COUNT)
NAMES(group, VG_GROUP_COUNT)
NAMES(item, VG_ITEM_COUNT)
NAMES(item_outcome, VG_ITEM_OUTCOME_COUNT)
NAMES(means, VG_MEANS_COUNT)
NAMES(status, VG_STATUS_COUNT)
NAMES(stance, VG_STANCE_COUNT)
