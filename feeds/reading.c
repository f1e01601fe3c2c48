#include "feeds/reading.h"

#include "base/limits.h"
#include "feeds/charset.h"
#include "feeds/markup.h"
#include "feeds/url.h"

void vg_reading_begin_entry(struct vg_reading *self)
{
    vg_arena_reset(self->entry_arena);
    vg_draft_init(&self->entry, self->entry_arena, (size_t)3 * VG_MAX_ENTRY_CONTENT);
}

int vg_reading_end_entry(struct vg_reading *self)
{
    struct vg_entry entry;

    vg_draft_to_entry(&self->entry, &entry);
    if (self->n_entries == self->max_entries) {
        self->limit = true;
        return VG_E_LIMIT;
    }
    self->n_entries++;
    return self->on_entry ? self->on_entry(self->ctx, &entry) : 0;
}

enum vg_text_type vg_text_type_of(struct vg_sv type, enum vg_text_type otherwise)
{
    static const struct {
        const char *name;
        enum vg_text_type type;
    } types[] = {
        {"text", VG_TEXT_PLAIN},
        {"plain", VG_TEXT_PLAIN},
        {"text/plain", VG_TEXT_PLAIN},
        {"html", VG_TEXT_HTML},
        {"text/html", VG_TEXT_HTML},
        {"xhtml", VG_TEXT_XHTML},
        {"application/xhtml+xml", VG_TEXT_XHTML},
    };
    struct vg_sv rest = type;

    type = vg_sv_trim(vg_sv_split(&rest, ';'));
    if (type.n == 0)
        return otherwise;
    for (size_t i = 0; i < VG_COUNT_OF(types); i++)
        if (vg_sv_eq_icase(type, vg_sv_cstr(types[i].name)))
            return types[i].type;
    return VG_TEXT_OTHER;
}

struct vg_sv vg_text_type_name(enum vg_text_type type)
{
    return type == VG_TEXT_HTML    ? VG_SV("text/html")
           : type == VG_TEXT_XHTML ? VG_SV("application/xhtml+xml")
                                   : VG_SV("text/plain");
}

struct vg_sv vg_reading_text(struct vg_reading *self, struct vg_sv raw, struct vg_sv base,
                             bool guess, enum vg_text_type *type)
{
    struct vg_sv s = vg_sv_trim(raw);
    size_t n = 0;

    if (!s.p)
        return VG_SV("");
    vg_arena_reset(self->scratch);
    if (vg_utf8_looks_doubled(s)) {
        char *undone = vg_arena_alloc(self->scratch, s.n + 1);
        if (vg_utf8_undouble(s, undone, &n))
            s = vg_sv(undone, n);
    }
    if (guess && *type == VG_TEXT_PLAIN && vg_markup_looks_html(s))
        *type = VG_TEXT_HTML;
    if (*type == VG_TEXT_HTML || *type == VG_TEXT_XHTML) {
        s = vg_sv_trim(vg_markup_clean(s, base, self->tags, &self->clean));
    }
    return s;
}

struct vg_sv vg_reading_address(struct vg_reading *self, struct vg_sv base, struct vg_sv ref)
{
    vg_arena_reset(self->scratch);
    struct vg_sv url = vg_url_resolve(base, ref, self->scratch);
    return vg_url_is_safe(url) ? url : VG_SV("");
}

void vg_reading_skip_day(struct vg_reading *self, struct vg_sv day)
{
    static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

    for (size_t i = 0; i < VG_COUNT_OF(days); i++)
        if (vg_sv_starts_icase(vg_sv_trim(day), vg_sv_cstr(days[i])))
            self->skip_days |= (uint8_t)(1u << i);
}

void vg_reading_skip_hour(struct vg_reading *self, struct vg_sv hour)
{
    uint64_t h;

    if (vg_sv_to_u64(vg_sv_trim(hour), 0, 24, &h) == 0)
        self->skip_hours |= 1u << (h % 24);
}
