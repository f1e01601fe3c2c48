#include "wire/headline.h"

#include <inttypes.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"

/* French nouns of the types; `hostile`: who acts does so against the target. */
static const struct {
    const char *noun;
    bool hostile;
} types[VG_TYPE_COUNT] = {
    [VG_TYPE_ARMED_CLASH] = {"Affrontement", true},
    [VG_TYPE_AMBUSH] = {"Embuscade", true},
    [VG_TYPE_ASSAULT] = {"Assaut", true},
    [VG_TYPE_TERRITORY_TAKEN] = {"Prise de contrôle", true},
    [VG_TYPE_AIR_STRIKE] = {"Frappe aérienne", true},
    [VG_TYPE_DRONE_STRIKE] = {"Frappe de drone", true},
    [VG_TYPE_SHELLING] = {"Tirs d'obus ou de roquettes", true},
    [VG_TYPE_IED] = {"Engin explosif", true},
    [VG_TYPE_SUICIDE_BOMBING] = {"Attentat-suicide", true},
    [VG_TYPE_CIVILIAN_ATTACK] = {"Attaque contre des civils", true},
    [VG_TYPE_ABDUCTION] = {"Enlèvement", true},
    [VG_TYPE_SEXUAL_VIOLENCE] = {"Violences sexuelles", true},
    [VG_TYPE_LOOTING] = {"Pillage", true},
    [VG_TYPE_PROPERTY_DESTRUCTION] = {"Destruction de biens", true},
    [VG_TYPE_WEAPONS_SEIZURE] = {"Saisie", true},
    [VG_TYPE_BLOCKADE] = {"Blocus", true},
    [VG_TYPE_TROOP_MOVEMENT] = {"Mouvement de troupes", false},
    [VG_TYPE_BASE] = {"Base militaire", false},
    [VG_TYPE_ARREST] = {"Arrestation", true},
    [VG_TYPE_RELEASE] = {"Libération", false},
    [VG_TYPE_SURRENDER] = {"Reddition", false},
    [VG_TYPE_AGREEMENT] = {"Accord", false},
    [VG_TYPE_PROTEST] = {"Manifestation", true},
    [VG_TYPE_RIOT] = {"Émeute", true},
    [VG_TYPE_COUP] = {"Coup d'État", true},
    [VG_TYPE_SANCTION] = {"Sanction", true},
    [VG_TYPE_DISPLACEMENT] = {"Déplacement de population", false},
};

static const char *const months[] = {"janvier",   "février", "mars",     "avril",
                                     "mai",       "juin",    "juillet",  "août",
                                     "septembre", "octobre", "novembre", "décembre"};

/* Countries: name, the same with its preposition, adjective in the feminine and masculine. */
static const struct country {
    const char *code, *name, *in, *she, *he;
} countries[] = {
    {"ML", "Mali", "au Mali", "malienne", "malien"},
    {"BF", "Burkina Faso", "au Burkina Faso", "burkinabè", "burkinabè"},
    {"NE", "Niger", "au Niger", "nigérienne", "nigérien"},
    {"MR", "Mauritanie", "en Mauritanie", "mauritanienne", "mauritanien"},
    {"DZ", "Algérie", "en Algérie", "algérienne", "algérien"},
    {"TD", "Tchad", "au Tchad", "tchadienne", "tchadien"},
    {"SN", "Sénégal", "au Sénégal", "sénégalaise", "sénégalais"},
    {"CI", "Côte d'Ivoire", "en Côte d'Ivoire", "ivoirienne", "ivoirien"},
    {"BJ", "Bénin", "au Bénin", "béninoise", "béninois"},
    {"TG", "Togo", "au Togo", "togolaise", "togolais"},
    {"GH", "Ghana", "au Ghana", "ghanéenne", "ghanéen"},
    {"GN", "Guinée", "en Guinée", "guinéenne", "guinéen"},
    {"NG", "Nigeria", "au Nigeria", "nigériane", "nigérian"},
    {"CM", "Cameroun", "au Cameroun", "camerounaise", "camerounais"},
    {"LY", "Libye", "en Libye", "libyenne", "libyen"},
    {"SD", "Soudan", "au Soudan", "soudanaise", "soudanais"},
    {"FR", "France", "en France", "française", "français"},
    {"RU", "Russie", "en Russie", "russe", "russe"},
    {"UA", "Ukraine", "en Ukraine", "ukrainienne", "ukrainien"},
    {"TR", "Turquie", "en Turquie", "turque", "turc"},
    {"US", "États-Unis", "aux États-Unis", "américaine", "américain"},
};

/* Codes that are no names, without and with an article; other codes are shown as names. */
static const struct {
    const char *code, *bare, *with;
} speakers[] = {
    {"CIVILIANS", "civils", "des civils"},
    {"ARMED_GROUP", "hommes armés", "des hommes armés"},
    {"SECURITY_FORCES", "forces de sécurité", "les forces de sécurité"},
    {"PROTESTERS", "manifestants", "des manifestants"},
    {"POLICE", "police", "la police"},
    {"GENDARMERIE", "gendarmerie", "la gendarmerie"},
    {"CUSTOMS", "douane", "la douane"},
    {"PRISONERS", "prisonniers", "des prisonniers"},
    {"ECOWAS", "Cédéao", "la Cédéao"},
    {"AU", "Union africaine", "l'Union africaine"},
    {"EU", "Union européenne", "l'Union européenne"},
    {"EIGS", "EIGS", "l'EIGS"},
    {"EI", "EI", "l'EI"},
    {"AES", "AES", "l'AES"},
    {"local_sources", "sources locales", "des sources locales"},
    {"security_sources", "sources sécuritaires", "des sources sécuritaires"},
    {"witnesses", "témoins", "des témoins"},
    {"media", "médias", "des médias"},
    {"un", "ONU", "l'ONU"},
    {"UN", "ONU", "l'ONU"},
    {"ngo", "ONG", "une ONG"},
    {"sources", "sources non précisées", "des sources non précisées"},
};

static const struct country *country_of(const char *code, size_t n)
{
    for (size_t i = 0; n == 2 && i < VG_COUNT_OF(countries); i++)
        if (memcmp(countries[i].code, code, 2) == 0)
            return &countries[i];
    return NULL;
}

/* "JNIM" as it is; "BOKO_HARAM": Boko Haram; "MINUSMA": Minusma; a name of the text as it is. */
static void add_name(struct vg_buf *out, const char *code)
{
    bool words = strchr(code, '_') != NULL;

    for (const char *p = code; *p;) {
        size_t n = strcspn(p, "_");
        bool name = words ? n > 2 : n > 5;

        for (size_t i = 0; i < n; i++) {
            bool small = name && i > 0 && p[i] >= 'A' && p[i] <= 'Z' && p[i - 1] >= 'A';

            (void)vg_buf_char(out, small ? (char)(p[i] + 32) : p[i]);
        }
        p += n;
        if (*p == '_') {
            (void)vg_buf_char(out, ' ');
            p++;
        }
    }
}

/* "BF_ARMY": armée burkinabè, l'armée burkinabè; "ML_GOV": gouvernement malien. */
static void add_actor(struct vg_buf *out, const char *code, bool article)
{
    const struct country *country;
    const char *rest;

    if (!code)
        return;
    for (size_t i = 0; i < VG_COUNT_OF(speakers); i++)
        if (strcmp(speakers[i].code, code) == 0) {
            (void)vg_buf_str(out, article ? speakers[i].with : speakers[i].bare);
            return;
        }
    rest = strchr(code, '_');
    country = rest ? country_of(code, (size_t)(rest - code)) : NULL;
    if (country && strcmp(rest, "_ARMY") == 0)
        (void)vg_buf_printf(out, "%sarmée %s", article ? "l'" : "", country->she);
    else if (country && strcmp(rest, "_GOV") == 0)
        (void)vg_buf_printf(out, "%sgouvernement %s", article ? "le " : "", country->he);
    else
        add_name(out, code);
}

static void add_actors(struct vg_buf *out, const char *const *actors, size_t n, bool article)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            (void)vg_buf_str(out, ", ");
        add_actor(out, actors[i], article);
    }
}

int vg_headline_what(const struct vg_event *event, struct vg_buf *out)
{
    return vg_buf_str(out, types[event->type].noun);
}

/* "de Gao", "d'Aguelhoc", "du Mali" (countries only). */
static void add_of(struct vg_buf *out, const char *name)
{
    const char *p = name;
    uint32_t first = vg_utf8_fold(vg_utf8_next(&p, name + strlen(name)));
    bool vowel = first < 128 && first != 0 && strchr("aeiou", (int)first) != NULL;

    (void)vg_buf_printf(out, vowel ? "d'%s" : "de %s", name);
}

static const char *direction_fr(const char *d)
{
    static const char *const names[][2] = {
        {"N", "au nord"},        {"S", "au sud"},         {"E", "à l'est"},
        {"W", "à l'ouest"},      {"O", "à l'ouest"},      {"NE", "au nord-est"},
        {"NW", "au nord-ouest"}, {"NO", "au nord-ouest"}, {"SE", "au sud-est"},
        {"SW", "au sud-ouest"},  {"SO", "au sud-ouest"},
    };

    for (size_t i = 0; i < VG_COUNT_OF(names); i++)
        if (strcmp(names[i][0], d) == 0)
            return names[i][1];
    return NULL;
}

/* "nord du Mali", "sud-ouest de Gao": parts of a country are names, too. */
static bool is_part(const char *name)
{
    static const char *const sides[] = {"nord", "sud", "est", "ouest", "centre"};
    struct vg_sv s = vg_sv_cstr(name);

    for (size_t i = 0; i < VG_COUNT_OF(sides); i++) {
        size_t n = strlen(sides[i]);

        if (vg_sv_starts_icase(s, vg_sv_cstr(sides[i])) && s.n > n &&
            (s.p[n] == ' ' || (s.p[n] == '-' && i < 2)))
            return true;
    }
    return false;
}

/* The gazetteer's spelling when it is the same name: GAO is Gao. */
static const char *place_name(const struct vg_place *place)
{
    struct vg_buf a, b;
    bool same;

    if (!place->canonical)
        return place->name;
    vg_buf_init(&a, VG_MAX_TITLE);
    vg_buf_init(&b, VG_MAX_TITLE);
    (void)vg_utf8_fold_sv(vg_sv_cstr(place->name), &a);
    (void)vg_utf8_fold_sv(vg_sv_cstr(place->canonical), &b);
    same = !a.err && !b.err && vg_sv_eq(vg_buf_view(&a), vg_buf_view(&b));
    vg_buf_done(&a);
    vg_buf_done(&b);
    return same ? place->canonical : place->name;
}

static void add_relation(struct vg_buf *out, const struct vg_place *place)
{
    const char *side = direction_fr(place->direction), *name = place_name(place);

    if (is_part(name)) {
        (void)vg_buf_printf(out, strchr("eEoO", name[0]) ? "dans l'%s" : "dans le %s", name);
        return;
    }
    switch (place->relation) {
    case VG_REL_NEAR:
        (void)vg_buf_printf(out, "%s ", side ? side : "près");
        add_of(out, name);
        return;
    case VG_REL_DISTANCE:
        (void)vg_buf_printf(out, "à %g km %s%s", place->distance_km, side ? side : "",
                            side ? " " : "");
        add_of(out, name);
        return;
    case VG_REL_BETWEEN:
        (void)vg_buf_printf(out, place->n_anchors ? "entre %s et %s" : "vers %s", name,
                            place->n_anchors ? place->anchors[0] : "");
        return;
    case VG_REL_FROM:
        (void)vg_buf_str(out, "au départ ");
        add_of(out, name);
        return;
    case VG_REL_TO:
        (void)vg_buf_printf(out, "vers %s", name);
        return;
    case VG_REL_AT:
    case VG_REL_IN:
    case VG_REL_COUNT:
        break;
    }
    if (place->precision == VG_PLACE_ADMIN1)
        (void)vg_buf_str(out, "dans la région ");
    else if (place->precision == VG_PLACE_ADMIN2 || place->relation == VG_REL_IN)
        (void)vg_buf_str(out, "dans le secteur ");
    else {
        (void)vg_buf_printf(out, "à %s", name);
        return;
    }
    add_of(out, name);
}

int vg_headline_where(const struct vg_event *event, struct vg_buf *out)
{
    const struct vg_place *place = &event->place;
    const struct country *country = country_of(place->country, strlen(place->country));
    bool region = place->admin1 && place->name && strcmp(place->admin1, place->name) != 0;

    if (!place->name)
        return out->err;
    if (country &&
        (place->precision == VG_PLACE_COUNTRY || strcmp(place->name, country->name) == 0))
        return vg_buf_str(out, country->in);
    add_relation(out, place);
    if (region || place->country[0])
        (void)vg_buf_printf(out, " (%s%s%s)", region ? place->admin1 : "",
                            region && place->country[0] ? ", " : "",
                            country ? country->name : place->country);
    return out->err;
}

static void add_day(struct vg_buf *out, struct vg_civil d, bool month, bool year)
{
    (void)vg_buf_printf(out, d.day == 1 ? "1er" : "%d", d.day);
    if (month)
        (void)vg_buf_printf(out, " %s", months[d.month - 1]);
    if (year)
        (void)vg_buf_printf(out, " %d", d.year);
}

static void add_span(struct vg_buf *out, struct vg_civil a, struct vg_civil b)
{
    (void)vg_buf_str(out, "du ");
    add_day(out, a, a.month != b.month || a.year != b.year, a.year != b.year);
    (void)vg_buf_str(out, " au ");
    add_day(out, b, true, true);
}

int vg_headline_when(const struct vg_event *event, struct vg_buf *out)
{
    int32_t from = event->date.from, to = event->date.to;
    struct vg_civil a, b;

    if (from == VG_DAY_NONE && to == VG_DAY_NONE)
        return out->err;
    from = from == VG_DAY_NONE ? to : from;
    to = to == VG_DAY_NONE ? from : to;
    a = vg_day_to_civil(from);
    b = vg_day_to_civil(to);
    if (event->date.precision == VG_DATE_YEAR)
        return vg_buf_printf(out, "en %d", a.year);
    if (event->date.precision == VG_DATE_MONTH && a.month == b.month && a.year == b.year) {
        const char *part = b.day - a.day > 15 ? "en "
                           : b.day <= 10      ? "début "
                           : a.day >= 20      ? "fin "
                                              : "mi-";

        return vg_buf_printf(out, "%s%s %d", part, months[a.month - 1], a.year);
    }
    if (event->date.precision == VG_DATE_WEEK) {
        (void)vg_buf_str(out, "semaine du ");
        add_day(out, a, true, true);
    } else if (from == to) {
        (void)vg_buf_str(out, "le ");
        add_day(out, a, true, true);
    } else {
        add_span(out, a, b);
    }
    return out->err;
}

int vg_headline_who(const struct vg_event *event, struct vg_buf *out)
{
    bool hostile = types[event->type].hostile;

    add_actors(out, event->initiators, event->n_initiators, false);
    if (event->n_targets == 0)
        return out->err;
    if (event->n_initiators > 0)
        (void)vg_buf_str(out, hostile ? " contre " : " → ");
    else if (hostile)
        (void)vg_buf_str(out, "contre ");
    add_actors(out, event->targets, event->n_targets, hostile);
    return out->err;
}

/* --- figures --- */

/* "10 ", "au moins 10 ", "6 à 10 ", "environ 10 ", "jusqu'à 20 ", "des "; true when what follows is
 * plural. */
static bool add_count(struct vg_buf *out, const struct vg_count *c)
{
    int64_t n = c->max != VG_COUNT_NULL ? c->max : c->min;
    const char *about = c->approx ? "environ " : "";

    if (c->max == VG_COUNT_NULL && (c->min == VG_COUNT_NULL || c->min == 2)) {
        (void)vg_buf_str(out, c->min == 2 ? "plusieurs " : "des ");
        return true;
    }
    if (c->min == c->max)
        (void)vg_buf_printf(out, "%s%" PRId64 " ", about, n);
    else if (c->max == VG_COUNT_NULL)
        (void)vg_buf_printf(out, "au moins %" PRId64 " ", n);
    else if (c->min == VG_COUNT_NULL)
        (void)vg_buf_printf(out, "jusqu'à %" PRId64 " ", n);
    else
        (void)vg_buf_printf(out, "%s%" PRId64 " à %" PRId64 " ", about, c->min, n);
    return n > 1;
}

/* Words of a casualty: with a group ("militaire tué"), without ("mort"); `none` for a count of
 * zero. */
static const struct {
    const char *done, *alone, *none;
} outcomes[VG_OUT_COUNT] = {
    [VG_OUT_KILLED] = {"tué", "mort", "aucun mort"},
    [VG_OUT_WOUNDED] = {"blessé", "blessé", "aucun blessé"},
    [VG_OUT_CAPTURED] = {"capturé", "prisonnier", "aucun prisonnier"},
    [VG_OUT_ABDUCTED] = {"enlevé", "otage", "aucun enlevé"},
    [VG_OUT_MISSING] = {"disparu", "disparu", "aucun disparu"},
    [VG_OUT_DISPLACED] = {"déplacé", "déplacé", "aucun déplacé"},
};

static const char *const groups[VG_GROUP_COUNT] = {
    [VG_GROUP_CIVILIAN] = "civil",
    [VG_GROUP_MILITARY] = "militaire",
    [VG_GROUP_MILITANT] = "combattant",
    [VG_GROUP_UNSPECIFIED] = NULL,
};

static void add_by(struct vg_buf *out, const char *by)
{
    if (!by)
        return;
    (void)vg_buf_str(out, " selon ");
    add_actor(out, by, true);
}

static void add_casualty(struct vg_buf *out, const struct vg_casualty *c)
{
    const char *group = groups[c->group];
    const char *s;

    if (c->count.min == 0 && c->count.max == 0) {
        (void)vg_buf_str(out, outcomes[c->outcome].none);
        if (group)
            (void)vg_buf_printf(out, " (%s)", group);
    } else {
        s = add_count(out, &c->count) ? "s" : "";
        if (group)
            (void)vg_buf_printf(out, "%s%s %s%s", group, s, outcomes[c->outcome].done, s);
        else
            (void)vg_buf_printf(out, "%s%s", outcomes[c->outcome].alone, s);
    }
    add_by(out, c->by);
}

static const struct {
    const char *one, *many;
    bool she;
} items[VG_ITEM_COUNT] = {
    [VG_ITEM_VEHICLE] = {"véhicule", "véhicules", false},
    [VG_ITEM_ARMOURED_VEHICLE] = {"blindé", "blindés", false},
    [VG_ITEM_TRUCK] = {"camion", "camions", false},
    [VG_ITEM_PICKUP] = {"pick-up", "pick-up", false},
    [VG_ITEM_MOTORCYCLE] = {"moto", "motos", true},
    [VG_ITEM_AIRCRAFT] = {"avion", "avions", false},
    [VG_ITEM_HELICOPTER] = {"hélicoptère", "hélicoptères", false},
    [VG_ITEM_DRONE] = {"drone", "drones", false},
    [VG_ITEM_WEAPON] = {"arme", "armes", true},
    [VG_ITEM_AMMUNITION] = {"munition", "munitions", true},
    [VG_ITEM_FUEL_DEPOT] = {"dépôt de carburant", "dépôts de carburant", false},
    [VG_ITEM_DEPOT] = {"dépôt", "dépôts", false},
    [VG_ITEM_CAMP] = {"camp", "camps", false},
    [VG_ITEM_BUILDING] = {"bâtiment", "bâtiments", false},
    [VG_ITEM_BRIDGE] = {"pont", "ponts", false},
    [VG_ITEM_LIVESTOCK] = {"tête de bétail", "têtes de bétail", true},
    [VG_ITEM_MONEY] = {"somme d'argent", "francs", false},
    [VG_ITEM_OTHER] = {"autre bien", "autres biens", false},
};

static const char *const item_outcomes[VG_ITEM_OUTCOME_COUNT] = {
    [VG_ITEM_DESTROYED] = "détruit", [VG_ITEM_DAMAGED] = "endommagé",
    [VG_ITEM_CAPTURED] = "saisi",    [VG_ITEM_ABANDONED] = "abandonné",
    [VG_ITEM_DEPLOYED] = "déployé",
};

static void add_materiel(struct vg_buf *out, const struct vg_materiel *m)
{
    bool some = m->count.min == 1 && m->count.max == VG_COUNT_NULL; /* "un lot de", "des" */
    bool many = some || add_count(out, &m->count);

    if (some)
        (void)vg_buf_str(out, "des ");
    (void)vg_buf_printf(out, "%s %s%s%s", many ? items[m->item].many : items[m->item].one,
                        item_outcomes[m->outcome], items[m->item].she ? "e" : "", many ? "s" : "");
    add_by(out, m->by);
}

int vg_headline_toll(const struct vg_event *event, struct vg_buf *out)
{
    const size_t most = 4; /* of each; the message has them all */
    bool first = true;

    for (size_t i = 0; i < event->n_casualties && i < most; i++) {
        (void)vg_buf_str(out, first ? "" : ", ");
        add_casualty(out, &event->casualties[i]);
        first = false;
    }
    for (size_t i = 0; i < event->n_materiel && i < most; i++) {
        (void)vg_buf_str(out, first ? "" : ", ");
        add_materiel(out, &event->materiel[i]);
        first = false;
    }
    if (event->n_casualties > most || event->n_materiel > most)
        (void)vg_buf_str(out, ", …");
    return out->err;
}

/* --- by whose account --- */

static const char *const stances[VG_STANCE_COUNT] = {
    [VG_STANCE_CLAIMS] = "revendiqué par ", [VG_STANCE_ASSERTS] = "selon ",
    [VG_STANCE_CONFIRMS] = "confirmé par ", [VG_STANCE_ACKNOWLEDGES] = "reconnu par ",
    [VG_STANCE_DENIES] = "démenti par ",    [VG_STANCE_RETRACTS] = "rétracté par ",
};

static const char *const statuses[VG_STATUS_COUNT] = {
    [VG_STATUS_ASSERTED] = NULL,
    [VG_STATUS_CLAIMED] = "affirmé par une partie",
    [VG_STATUS_UNCONFIRMED] = "non confirmé",
    [VG_STATUS_DISPUTED] = "contesté",
    [VG_STATUS_REFUTED] = "faux",
};

int vg_headline_account(const struct vg_event *event, struct vg_buf *out)
{
    bool any = statuses[event->status] != NULL;

    if (any)
        (void)vg_buf_str(out, statuses[event->status]);
    for (int stance = 0; stance < VG_STANCE_COUNT; stance++) {
        bool first = true;

        for (size_t i = 0; i < event->n_claims; i++) {
            if (event->claims[i].stance != (enum vg_stance)stance || !event->claims[i].by)
                continue;
            (void)vg_buf_str(out, !first ? ", " : any ? " ; " : "");
            if (first)
                (void)vg_buf_str(out, stances[stance]);
            add_actor(out, event->claims[i].by, true);
            first = false;
            any = true;
        }
    }
    return out->err;
}

/* Appends a part after its lead; nothing when the part is empty. */
static void add_part(struct vg_buf *out, const char *lead, const struct vg_event *event,
                     int (*part)(const struct vg_event *, struct vg_buf *))
{
    struct vg_buf text;

    vg_buf_init(&text, 4096);
    (void)part(event, &text);
    if (text.n > 0) {
        (void)vg_buf_str(out, lead);
        (void)vg_buf_add(out, text.p, text.n);
    }
    vg_buf_done(&text);
}

int vg_event_headline(const struct vg_event *event, struct vg_buf *out)
{
    if (event->status == VG_STATUS_REFUTED)
        (void)vg_buf_str(out, "Démenti : ");
    (void)vg_headline_what(event, out);
    add_part(out, " ", event, vg_headline_where);
    add_part(out, ", ", event, vg_headline_when);
    add_part(out, " : ", event, vg_headline_who);
    add_part(out, " ; ", event, vg_headline_toll);
    add_part(out, " — ", event, vg_headline_account);
    return out->err;
}
