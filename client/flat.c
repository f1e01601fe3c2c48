/* flat.c - see flat.h. */
#include "config.h"

#include "client/flat.h"

#include <stdio.h>

struct row {
    struct vg_cell *cells;
    size_t n;
    struct vg_arena *arena;
};

static struct vg_cell *cell(struct row *r, const char *name)
{
    struct vg_cell *c = &r->cells[r->n++];

    *c = (struct vg_cell){.name = name};
    return c;
}

static void text(struct row *r, const char *name, const char *value)
{
    struct vg_cell *c = cell(r, name);

    if (value && *value) {
        c->kind = VG_CELL_TEXT;
        c->text = value;
    }
}

static void integer(struct row *r, const char *name, int64_t value)
{
    struct vg_cell *c = cell(r, name);

    if (value != VG_COUNT_NULL) {
        c->kind = VG_CELL_INT;
        c->n = value;
    }
}

static void real(struct row *r, const char *name, bool known, double value)
{
    struct vg_cell *c = cell(r, name);

    if (known) {
        c->kind = VG_CELL_REAL;
        c->x = value;
    }
}

static void day(struct row *r, const char *name, int32_t value)
{
    char out[11];

    if (value != VG_DAY_NONE)
        vg_day_format(value, out);
    text(r, name, value != VG_DAY_NONE ? vg_arena_str(r->arena, vg_sv_cstr(out)) : NULL);
}

/* With T and without Z: so LibreOffice (7.4) takes it for a time; with a blank, or with Z, it stays
 * text. */
static void moment(struct row *r, const char *name, int64_t usec)
{
    char out[32];

    if (usec == VG_WIRE_TIME_NONE) {
        text(r, name, NULL);
        return;
    }
    vg_time_format(usec, false, out);
    text(r, name, vg_arena_str(r->arena, vg_sv(out, 19)));
}

static void list(struct row *r, const char *name, const char *const *items, size_t n)
{
    struct vg_buf out;

    vg_buf_init(&out, 65536);
    for (size_t i = 0; i < n; i++)
        (void)vg_buf_printf(&out, "%s%s", i ? "; " : "", items[i]);
    text(r, name, vg_arena_str(r->arena, vg_buf_view(&out)));
    vg_buf_done(&out);
}

static bool same_by(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* The figures of one account add up over the groups it names; accounts stand beside each other. */
static void toll(struct row *r, const struct vg_event *e, enum vg_outcome outcome,
                 const char *min_name, const char *max_name)
{
    int64_t least = VG_COUNT_NULL, most = VG_COUNT_NULL;
    bool open = false;

    for (size_t i = 0; i < e->n_casualties; i++) {
        int64_t min = 0, max = 0;
        bool first = true, bounded = true;
        if (e->casualties[i].outcome != outcome)
            continue;
        for (size_t k = 0; k < e->n_casualties; k++) {
            const struct vg_casualty *c = &e->casualties[k];
            if (c->outcome != outcome || !same_by(c->by, e->casualties[i].by))
                continue;
            first = first && k >= i;
            min += c->count.min != VG_COUNT_NULL ? c->count.min : 0;
            max += c->count.max != VG_COUNT_NULL ? c->count.max : 0;
            bounded = bounded && c->count.max != VG_COUNT_NULL;
        }
        if (!first)
            continue;
        least = least == VG_COUNT_NULL || min < least ? min : least;
        most = max > most ? max : most;
        open = open || !bounded;
    }
    integer(r, min_name, least);
    integer(r, max_name, open ? VG_COUNT_NULL : most);
}

static void means(struct row *r, uint32_t bits)
{
    const char *names[VG_MEANS_COUNT];
    size_t n = 0;

    for (int i = 0; i < VG_MEANS_COUNT; i++)
        if (bits >> i & 1)
            names[n++] = vg_means_name((enum vg_means)i);
    list(r, "means", names, n);
}

static void claims(struct row *r, const struct vg_event *e)
{
    const char *names[VG_MAX_CLAIMS];

    for (size_t i = 0; i < e->n_claims; i++)
        names[i] = vg_arena_printf(r->arena, "%s %s", e->claims[i].by ? e->claims[i].by : "?",
                                   vg_stance_name(e->claims[i].stance));
    list(r, "claims", names, e->n_claims);
}

static void materiel(struct row *r, const struct vg_event *e)
{
    const char *names[VG_MAX_MATERIEL];

    for (size_t i = 0; i < e->n_materiel; i++) {
        const struct vg_materiel *m = &e->materiel[i];
        char count[24] = "";
        if (m->count.min != VG_COUNT_NULL)
            (void)snprintf(count, sizeof count, "%lld ", (long long)m->count.min);
        names[i] = vg_arena_printf(r->arena, "%s%s %s", count, vg_item_name(m->item),
                                   vg_item_outcome_name(m->outcome));
    }
    list(r, "materiel", names, e->n_materiel);
}

static void where(struct row *r, const struct vg_place *p)
{
    bool placed = p->name || p->canonical || *p->country;

    text(r, "country", p->country);
    text(r, "admin1", p->admin1);
    text(r, "place", p->canonical ? p->canonical : p->name);
    text(r, "place_precision", placed ? vg_place_precision_name(p->precision) : NULL);
    real(r, "lat", p->has_coord, p->lat);
    real(r, "lon", p->has_coord, p->lon);
}

static void told_by(struct row *r, const struct vg_event_message *m)
{
    const char *outlets[64];
    size_t n = 0;

    for (size_t i = 0; i < m->n_sources && n < VG_COUNT_OF(outlets); i++)
        if (m->sources[i].outlet)
            outlets[n++] = m->sources[i].outlet;
    integer(r, "sources", (int64_t)m->n_sources);
    integer(r, "independent", m->independent);
    list(r, "outlets", outlets, n);
    text(r, "url", m->n_sources ? m->sources[0].url : NULL);
}

size_t vg_flat_event(const struct vg_event_message *m, const struct vg_message_head *head,
                     struct vg_arena *arena, struct vg_cell cells[static VG_FLAT_MAX])
{
    const struct vg_event *e = m->event;
    struct row r = {cells, 0, arena};

    text(&r, "event_id", m->event_id);
    integer(&r, "revision", m->revision);
    integer(&r, "seq", (int64_t)head->seq);
    text(&r, "headline", m->headline);
    text(&r, "type", vg_event_type_name(e->type));
    text(&r, "family", vg_family_name(vg_event_type_family(e->type)));
    text(&r, "status", vg_status_name(e->status));
    day(&r, "date_from", e->date.from);
    day(&r, "date_to", e->date.to);
    text(&r, "date_precision", vg_date_precision_name(e->date.precision));
    where(&r, &e->place);
    list(&r, "initiators", e->initiators, e->n_initiators);
    list(&r, "targets", e->targets, e->n_targets);
    toll(&r, e, VG_OUT_KILLED, "killed_min", "killed_max");
    toll(&r, e, VG_OUT_WOUNDED, "wounded_min", "wounded_max");
    toll(&r, e, VG_OUT_CAPTURED, "captured_min", "captured_max");
    toll(&r, e, VG_OUT_ABDUCTED, "abducted_min", "abducted_max");
    toll(&r, e, VG_OUT_MISSING, "missing_min", "missing_max");
    toll(&r, e, VG_OUT_DISPLACED, "displaced_min", "displaced_max");
    means(&r, e->means);
    materiel(&r, e);
    claims(&r, e);
    real(&r, "confidence", true, m->confidence);
    told_by(&r, m);
    moment(&r, "first_seen_utc", m->first_seen_usec);
    moment(&r, "last_changed_utc", m->last_changed_usec);
    return r.n;
}

static void quoted(const char *s, struct vg_buf *out)
{
    bool formula = strchr("=+-@\t\r", *s) != NULL;

    if (!formula && !strpbrk(s, ",\"\r\n")) {
        (void)vg_buf_str(out, s);
        return;
    }
    (void)vg_buf_str(out, formula ? "\"'" : "\"");
    for (; *s; s++) {
        if (*s == '"')
            (void)vg_buf_char(out, '"');
        (void)vg_buf_char(out, *s);
    }
    (void)vg_buf_char(out, '"');
}

void vg_flat_csv(const struct vg_cell *cells, size_t n, bool names, struct vg_buf *out)
{
    for (size_t i = 0; i < n; i++) {
        const struct vg_cell *c = &cells[i];
        if (i)
            (void)vg_buf_char(out, ',');
        if (names)
            (void)vg_buf_str(out, c->name);
        else if (c->kind == VG_CELL_TEXT)
            quoted(c->text, out);
        else if (c->kind == VG_CELL_INT)
            (void)vg_buf_printf(out, "%lld", (long long)c->n);
        else if (c->kind == VG_CELL_REAL)
            (void)vg_buf_printf(out, "%.6g", c->x);
    }
    (void)vg_buf_str(out, "\r\n");
}
