#include "feeds/jsonfeed.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/limits.h"
#include "feeds/date.h"

#define MAX_KEY 64

enum where {
    BEFORE, /* the top '{' */
    KEY,    /* between members: the next string is a key */
    VALUE,  /* a value of the top object is being gathered */
    ITEMS,  /* in the items array, between items */
    ITEM,   /* an item is being gathered */
    AFTER,
};

struct vg_jsonfeed {
    struct vg_reading *r;
    enum where where;
    bool in_string, escaped, colon;
    unsigned depth; /* of brackets within the value that is gathered */
    char key[MAX_KEY];
    size_t key_n;
    struct vg_buf value; /* an overlong one goes to its error and is left out */
};

static struct vg_sv text_of(const json_t *object, const char *key)
{
    const json_t *v = json_object_get(object, key);

    if (!json_is_string(v))
        return VG_SV_NONE;
    return vg_sv(json_string_value(v), json_string_length(v));
}

/* Ids should be strings; numbers are met. */
static struct vg_sv id_of(struct vg_draft *d, const json_t *object)
{
    const json_t *v = json_object_get(object, "id");

    if (json_is_integer(v))
        return vg_sv_cstr(vg_arena_printf(d->arena, "%lld", (long long)json_integer_value(v)));
    if (json_is_real(v))
        return vg_sv_cstr(vg_arena_printf(d->arena, "%.17g", json_real_value(v)));
    return text_of(object, "id");
}

static void set(struct vg_draft *d, enum vg_field field, struct vg_sv value)
{
    if (value.p)
        vg_draft_set(d, field, value, VG_SV("text/plain"), 1);
}

static struct vg_sv set_url(struct vg_jsonfeed *self, struct vg_draft *d, enum vg_field field,
                            struct vg_sv url)
{
    if (!url.n)
        return VG_SV_NONE;
    url = vg_draft_copy(d, vg_reading_address(self->r, self->r->base, url));
    set(d, field, url);
    return url;
}

static void read_authors(struct vg_jsonfeed *self, struct vg_draft *d, const json_t *object)
{
    const json_t *list = json_object_get(object, "authors"),
                 *one = json_object_get(object, "author");
    size_t n = json_is_array(list) ? json_array_size(list) : 0, i;

    for (i = 0; i < n || (i == 0 && json_is_object(one)); i++) {
        const json_t *a = n ? json_array_get(list, i) : one;
        struct vg_sv name = text_of(a, "name"), url = text_of(a, "url");
        struct vg_person *p = name.n || url.n ? vg_draft_add_author(d) : NULL;
        if (!p)
            continue;
        p->name = vg_draft_copy(d, name);
        if (url.n)
            p->href = vg_draft_copy(d, vg_reading_address(self->r, self->r->base, url));
    }
}

static void add_link(struct vg_jsonfeed *self, struct vg_draft *d, const char *rel,
                     const char *type, struct vg_sv url)
{
    struct vg_link l = {.rel = vg_sv_cstr(rel), .type = vg_sv_cstr(type)};

    if (!url.n)
        return;
    l.href = vg_reading_address(self->r, self->r->base, url);
    (void)vg_draft_add_link(d, &l);
}

static void read_attachments(struct vg_jsonfeed *self, struct vg_draft *d, const json_t *item)
{
    const json_t *list = json_object_get(item, "attachments");
    size_t i;
    json_t *a;

    if (!json_is_array(list))
        return;
    json_array_foreach(list, i, a)
    {
        char size[32] = "";
        const json_t *bytes = json_object_get(a, "size_in_bytes");
        if (json_is_integer(bytes))
            (void)snprintf(size, sizeof size, "%lld", (long long)json_integer_value(bytes));
        struct vg_sv url = text_of(a, "url");
        if (!url.n)
            continue;
        (void)vg_draft_add_link(d, &(struct vg_link){
                                       .rel = VG_SV("enclosure"),
                                       .type = text_of(a, "mime_type"),
                                       .title = text_of(a, "title"),
                                       .length = vg_sv_cstr(size),
                                       .href = vg_reading_address(self->r, self->r->base, url),
                                   });
    }
}

static void add_content(struct vg_jsonfeed *self, const json_t *item, const char *key,
                        enum vg_text_type type)
{
    struct vg_draft *d = &self->r->entry;
    struct vg_sv raw = text_of(item, key);

    if (!raw.n)
        return;
    struct vg_sv value = vg_reading_text(self->r, raw, self->r->base, false, &type);
    vg_draft_add_content(d, &(struct vg_content){
                                .value = value,
                                .type = vg_text_type_name(type),
                                .base = self->r->base,
                                .lang = vg_draft_get(d, VG_FIELD_LANG),
                            });
}

static void set_plain(struct vg_jsonfeed *self, enum vg_field field, struct vg_sv raw)
{
    enum vg_text_type type = VG_TEXT_PLAIN;

    if (raw.n)
        set(&self->r->entry, field, vg_reading_text(self->r, raw, VG_SV_NONE, false, &type));
}

static int read_item(struct vg_jsonfeed *self, const json_t *item)
{
    struct vg_draft *d = &self->r->entry;
    const json_t *tags = json_object_get(item, "tags"), *tag;
    size_t i;

    if (!json_is_object(item))
        return 0;
    vg_reading_begin_entry(self->r);
    set(d, VG_FIELD_ID, id_of(d, item));
    set(d, VG_FIELD_LANG, text_of(item, "language"));
    add_link(self, d, "alternate", "text/html",
             set_url(self, d, VG_FIELD_LINK, text_of(item, "url")));
    add_link(self, d, "related", "text/html", text_of(item, "external_url"));
    if (!vg_draft_get(d, VG_FIELD_LINK).n)
        (void)set_url(self, d, VG_FIELD_LINK, text_of(item, "external_url"));
    set_plain(self, VG_FIELD_TITLE, text_of(item, "title"));
    set_plain(self, VG_FIELD_SUMMARY, text_of(item, "summary"));
    add_content(self, item, "content_html", VG_TEXT_HTML);
    add_content(self, item, "content_text", VG_TEXT_PLAIN);
    d->published = vg_date_read(text_of(item, "date_published"));
    d->updated = vg_date_read(text_of(item, "date_modified"));
    d->permalink = true;
    read_authors(self, d, item);
    read_attachments(self, d, item);
    for (i = 0; json_is_array(tags) && i < json_array_size(tags); i++) {
        tag = json_array_get(tags, i);
        if (json_is_string(tag))
            vg_draft_add_category(d, vg_sv(json_string_value(tag), json_string_length(tag)),
                                  VG_SV_NONE, VG_SV_NONE);
    }
    return vg_reading_end_entry(self->r);
}

static void read_version(struct vg_jsonfeed *self, struct vg_sv s)
{
    if (vg_sv_find(s, VG_SV("jsonfeed.org")) < 0)
        return;
    self->r->format = VG_FORMAT_JSON;
    self->r->version = vg_sv_ends(s, VG_SV("/1.1")) ? "json11" : "json1";
}

/* One member of the top object. */
static void read_member(struct vg_jsonfeed *self, struct vg_sv key, json_t *v)
{
    static const struct {
        const char *key;
        enum vg_field field;
    } texts[] = {
        {"title", VG_FIELD_TITLE},
        {"description", VG_FIELD_SUMMARY},
        {"language", VG_FIELD_LANG},
    };
    struct vg_draft *d = &self->r->feed;
    struct vg_sv s =
        json_is_string(v) ? vg_sv(json_string_value(v), json_string_length(v)) : VG_SV_NONE;

    for (size_t i = 0; i < VG_COUNT_OF(texts); i++)
        if (vg_sv_is(key, texts[i].key))
            set(d, texts[i].field, s);
    if (vg_sv_is(key, "version")) {
        read_version(self, s);
    } else if (vg_sv_is(key, "home_page_url")) {
        add_link(self, d, "alternate", "text/html", set_url(self, d, VG_FIELD_LINK, s));
    } else if (vg_sv_is(key, "feed_url")) {
        add_link(self, d, "self", "application/feed+json", s);
        set(d, VG_FIELD_ID, s);
    } else if (vg_sv_is(key, "author") || vg_sv_is(key, "authors")) {
        json_t *holder = json_pack("{s:O}", vg_sv_is(key, "author") ? "author" : "authors", v);
        read_authors(self, d, holder);
        json_decref(holder);
    } else if (vg_sv_is(key, "hubs") && json_is_array(v)) {
        for (size_t i = 0; i < json_array_size(v); i++)
            add_link(self, d, "hub", "", text_of(json_array_get(v, i), "url"));
    }
}

/* The gathered value is complete. */
static int value_done(struct vg_jsonfeed *self)
{
    bool item = self->where == ITEM;
    int r = 0;

    self->where = item ? ITEMS : KEY;
    self->colon = false;
    if (self->value.err == 0) {
        size_t flags = JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_DISABLE_EOF_CHECK;
        json_t *v = json_loadb(self->value.p, self->value.n, flags, NULL);
        if (v && item)
            r = read_item(self, v);
        else if (v)
            read_member(self, vg_sv(self->key, self->key_n), v);
        json_decref(v);
    }
    vg_buf_clear(&self->value);
    return r;
}

static void begin_value(struct vg_jsonfeed *self, enum where where)
{
    self->where = where;
    self->depth = 0;
    self->in_string = self->escaped = false;
    vg_buf_clear(&self->value);
}

/* One byte inside a string: does it end here? */
static void string_byte(struct vg_jsonfeed *self, char c)
{
    if (self->escaped)
        self->escaped = false;
    else if (c == '\\')
        self->escaped = true;
    else if (c == '"')
        self->in_string = false;
}

/* Between members: keys, the colon, and the start of a value. Returns true when c begins a value.
 */
static bool between(struct vg_jsonfeed *self, char c)
{
    if (self->in_string) {
        string_byte(self, c);
        if (self->in_string && self->key_n < MAX_KEY)
            self->key[self->key_n++] = c;
        return false;
    }
    if (c == '"' && !self->colon) {
        self->in_string = true;
        self->key_n = 0;
        return false;
    }
    if (c == ':') {
        self->colon = true;
        return false;
    }
    if (c == '}') {
        self->where = AFTER;
        return false;
    }
    if (!self->colon || vg_is_space((unsigned char)c) || c == ',')
        return false;
    if (c == '[' && vg_sv_is(vg_sv(self->key, self->key_n), "items")) {
        self->where = ITEMS;
        self->r->format = VG_FORMAT_JSON;
        return false;
    }
    begin_value(self, VALUE);
    return true;
}

/* One byte of a value. 1: complete with this byte; 2: complete before it; 0: not yet. */
static int value_byte(struct vg_jsonfeed *self, char c)
{
    if (self->in_string) {
        string_byte(self, c);
        return !self->in_string && self->depth == 0;
    }
    if (c == '"') {
        self->in_string = true;
    } else if (c == '{' || c == '[') {
        self->depth++;
    } else if (c == '}' || c == ']') {
        if (self->depth == 0)
            return 2;
        return --self->depth == 0;
    } else if (c == ',' && self->depth == 0) {
        return 2;
    }
    return 0;
}

/* The longest start of a string without its end or an escape, taken at once. */
static size_t plain_run(const char *p, size_t n)
{
    size_t i = 0;

    while (i < n && p[i] != '"' && p[i] != '\\')
        i++;
    return i;
}

/* Gathers a value from p; returns the bytes used or a code. */
static ptrdiff_t gather(struct vg_jsonfeed *self, const char *p, size_t n)
{
    size_t i = 0;

    while (i < n) {
        if (self->in_string && !self->escaped) {
            size_t run = plain_run(p + i, n - i);
            (void)vg_buf_add(&self->value, p + i, run);
            i += run;
            if (i == n)
                break;
        }
        int done = value_byte(self, p[i]);
        if (done != 2)
            (void)vg_buf_char(&self->value, p[i++]);
        if (self->depth > VG_MAX_XML_DEPTH) {
            self->r->limit = true;
            return VG_E_LIMIT;
        }
        if (done) {
            int r = value_done(self);
            return r < 0 ? r : (ptrdiff_t)i;
        }
    }
    return (ptrdiff_t)n;
}

static ptrdiff_t step(struct vg_jsonfeed *self, const char *p, size_t n)
{
    char c = p[0];

    switch (self->where) {
    case BEFORE:
        if (c == '{')
            self->where = KEY;
        return 1;
    case KEY:
        return between(self, c) ? 0 : 1;
    case ITEMS:
        if (c == '{' || c == '[' || c == '"')
            begin_value(self, ITEM);
        else if (c == ']')
            self->where = KEY, self->colon = false;
        return self->where == ITEM ? 0 : 1;
    case VALUE:
    case ITEM:
        return gather(self, p, n);
    case AFTER:
        return (ptrdiff_t)n;
    }
    return 1;
}

struct vg_jsonfeed *vg_jsonfeed_new(struct vg_reading *r)
{
    struct vg_jsonfeed *self = vg_xnew(struct vg_jsonfeed);

    self->r = r;
    vg_buf_init(&self->value, (size_t)2 * VG_MAX_ENTRY_CONTENT);
    return self;
}

void vg_jsonfeed_free(struct vg_jsonfeed *self)
{
    if (!self)
        return;
    vg_buf_done(&self->value);
    free(self);
}

int vg_jsonfeed_push(struct vg_jsonfeed *self, struct vg_sv utf8)
{
    for (size_t i = 0; i < utf8.n;) {
        ptrdiff_t used = step(self, utf8.p + i, utf8.n - i);
        if (used < 0)
            return (int)used;
        i += (size_t)used;
    }
    return 0;
}

int vg_jsonfeed_finish(struct vg_jsonfeed *self)
{
    return self->where == VALUE ? value_done(self) : 0; /* an item that was cut off is none */
}
