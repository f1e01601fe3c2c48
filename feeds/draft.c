#include "feeds/draft.h"

#include "feeds/url.h"

#define MAX_AUTHORS  64
#define MAX_LIST     256 /* categories, links */
#define MAX_CONTENTS 32

void vg_draft_init(struct vg_draft *self, struct vg_arena *arena, size_t max_bytes)
{
    *self = (struct vg_draft){
        .arena = arena,
        .max_bytes = max_bytes,
        .published = VG_TIME_NONE,
        .updated = VG_TIME_NONE,
        .created = VG_TIME_NONE,
    };
}

bool vg_draft_full(const struct vg_draft *self)
{
    return vg_arena_used(self->arena) > self->max_bytes;
}

struct vg_sv vg_draft_copy(struct vg_draft *self, struct vg_sv s)
{
    if (!s.p || vg_draft_full(self))
        return VG_SV_NONE;
    return vg_sv(vg_arena_str(self->arena, s), s.n);
}

void vg_draft_set(struct vg_draft *self, enum vg_field field, struct vg_sv value, struct vg_sv type,
                  unsigned depth)
{
    bool has = self->fields[field].value.p != NULL;
    unsigned old = self->fields[field].depth;

    if (has && self->fields[field].value.n &&
        (value.n == 0 || depth > old || (depth == old && field == VG_FIELD_TITLE)))
        return;
    if (!value.p)
        value = VG_SV("");
    value = vg_draft_copy(self, value);
    if (!value.p)
        return;
    self->fields[field].value = value;
    self->fields[field].type = vg_draft_copy(self, type);
    self->fields[field].depth = depth;
}

struct vg_sv vg_draft_get(const struct vg_draft *self, enum vg_field field)
{
    return self->fields[field].value;
}

struct vg_person *vg_draft_add_author(struct vg_draft *self)
{
    if (self->n_authors == MAX_AUTHORS || vg_draft_full(self))
        return NULL;
    return VG_PUSH(self->arena, self->authors, self->n_authors, self->cap_authors);
}

static bool is_mail_byte(unsigned char c)
{
    return vg_is_alpha(c) || vg_is_digit(c) || (c && strchr("_-.+", c));
}

/* The first thing in s that looks like user@host.tld. */
static struct vg_sv find_mail(struct vg_sv s)
{
    for (size_t i = 1; i + 3 < s.n; i++) {
        if (s.p[i] != '@')
            continue;
        size_t from = i, to = i + 1;
        bool dot = false;
        while (from > 0 && is_mail_byte((unsigned char)s.p[from - 1]))
            from--;
        while (to < s.n &&
               (is_mail_byte((unsigned char)s.p[to]) && s.p[to] != '_' && s.p[to] != '+')) {
            dot = dot || s.p[to] == '.';
            to++;
        }
        while (to > i + 1 && (s.p[to - 1] == '.' || s.p[to - 1] == '-'))
            to--;
        if (from < i && dot && memchr(s.p + i, '.', to - i))
            return vg_sv_sub(s, from, to);
        i = to > i ? to - 1 : i;
    }
    return VG_SV_NONE;
}

/* The name in what is left and right of a mail address, without the brackets that were around it.
 */
static struct vg_sv join_name(struct vg_draft *self, struct vg_sv left, struct vg_sv right)
{
    char *p = vg_arena_alloc(self->arena, left.n + right.n + 2);
    size_t n = 0;

    char open = left.n ? left.p[left.n - 1] : 0, close = right.n ? right.p[0] : 0;

    if ((open == '(' && close == ')') || (open == '<' && close == '>')) {
        left.n--;
        right = vg_sv_sub(right, 1, right.n);
    }
    if (vg_sv_starts_icase(right, VG_SV("?subject="))) {
        while (right.n && !vg_is_space((unsigned char)right.p[0]))
            right = vg_sv_sub(right, 1, right.n);
    }
    memcpy(p, left.p, left.n);
    n = left.n;
    memcpy(p + n, right.p ? right.p : "", right.n);
    struct vg_sv s = vg_sv_trim(vg_sv(p, n + right.n));
    if (s.n > 1 && s.p[0] == '(' && s.p[s.n - 1] == ')')
        s = vg_sv_trim(vg_sv_sub(s, 1, s.n - 1));
    return s;
}

void vg_draft_split_person(struct vg_draft *self, struct vg_sv text, struct vg_person *ret)
{
    text = vg_sv_trim(text);
    struct vg_sv mail = find_mail(text);

    if (text.n == 0 || vg_draft_full(self))
        return;
    if (!mail.p) {
        ret->name = vg_draft_copy(self, text);
        return;
    }
    size_t at = (size_t)(mail.p - text.p);
    ret->email = vg_draft_copy(self, mail);
    struct vg_sv left = vg_sv_sub(text, 0, at), right = vg_sv_sub(text, at + mail.n, text.n);
    if (vg_sv_ends(left, VG_SV("mailto:")))
        left.n -= 7;
    struct vg_sv name = join_name(self, left, right);
    if (name.n)
        ret->name = name;
}

void vg_draft_add_category(struct vg_draft *self, struct vg_sv term, struct vg_sv scheme,
                           struct vg_sv label)
{
    if ((!term.n && !scheme.n && !label.n) || self->n_categories == MAX_LIST || vg_draft_full(self))
        return;
    for (size_t i = 0; i < self->n_categories; i++) {
        const struct vg_category *c = &self->categories[i];
        if (vg_sv_eq(c->term, term) && vg_sv_eq(c->scheme, scheme) && vg_sv_eq(c->label, label))
            return;
    }
    struct vg_category *c =
        VG_PUSH(self->arena, self->categories, self->n_categories, self->cap_categories);
    *c = (struct vg_category){vg_draft_copy(self, term), vg_draft_copy(self, scheme),
                              vg_draft_copy(self, label)};
}

struct vg_link *vg_draft_add_link(struct vg_draft *self, const struct vg_link *link)
{
    if (self->n_links == MAX_LIST || vg_draft_full(self))
        return NULL;
    struct vg_link *l = VG_PUSH(self->arena, self->links, self->n_links, self->cap_links);
    l->rel = vg_draft_copy(self, link->rel);
    l->href = vg_draft_copy(self, link->href);
    l->type = vg_draft_copy(self, link->type);
    l->title = vg_draft_copy(self, link->title);
    l->hreflang = vg_draft_copy(self, link->hreflang);
    l->length = vg_draft_copy(self, link->length);
    return l;
}

void vg_draft_add_content(struct vg_draft *self, const struct vg_content *content)
{
    if (self->n_contents == MAX_CONTENTS || vg_draft_full(self))
        return;
    struct vg_content *c =
        VG_PUSH(self->arena, self->contents, self->n_contents, self->cap_contents);
    c->value = vg_draft_copy(self, content->value);
    c->type = vg_draft_copy(self, content->type);
    c->base = vg_draft_copy(self, content->base);
    c->lang = vg_draft_copy(self, content->lang);
}

/* The first of the fields that has something. */
static enum vg_field first_of(const struct vg_draft *self, enum vg_field a, enum vg_field b,
                              enum vg_field c)
{
    return self->fields[a].value.n ? a : self->fields[b].value.n ? b : c;
}

static struct vg_sv best_link(const struct vg_draft *self)
{
    struct vg_sv id = vg_draft_get(self, VG_FIELD_ID);
    enum vg_field f = first_of(self, VG_FIELD_ORIG_LINK, VG_FIELD_LINK, VG_FIELD_LINK);

    if (self->fields[f].value.n)
        return self->fields[f].value;
    if (self->permalink && vg_url_is_http(id))
        return id;
    for (size_t i = 0; i < self->n_links; i++)
        if (vg_sv_is(self->links[i].rel, "alternate") && self->links[i].href.n)
            return self->links[i].href;
    return VG_SV_NONE;
}

static const struct vg_sv *terms(struct vg_draft *self)
{
    self->terms = vg_arena_new_n(self->arena, struct vg_sv, self->n_categories + 1);
    for (size_t i = 0; i < self->n_categories; i++) {
        const struct vg_category *c = &self->categories[i];
        self->terms[i] = c->term.n ? c->term : c->label;
    }
    return self->terms;
}

static size_t enclosures(struct vg_draft *self, const struct vg_enclosure **ret)
{
    struct vg_enclosure *list = vg_arena_new_n(self->arena, struct vg_enclosure, self->n_links + 1);
    size_t n = 0;

    for (size_t i = 0; i < self->n_links; i++) {
        const struct vg_link *l = &self->links[i];
        if (vg_sv_is(l->rel, "enclosure"))
            list[n++] = (struct vg_enclosure){l->href, l->type, l->length};
    }
    *ret = list;
    return n;
}

void vg_draft_to_entry(struct vg_draft *self, struct vg_entry *ret)
{
    enum vg_field title = first_of(self, VG_FIELD_TITLE, VG_FIELD_MEDIA_TITLE, VG_FIELD_TITLE);
    enum vg_field summary =
        first_of(self, VG_FIELD_SUMMARY, VG_FIELD_SUBTITLE, VG_FIELD_MEDIA_DESCRIPTION);

    *ret = (struct vg_entry){
        .id = vg_draft_get(self, VG_FIELD_ID),
        .link = best_link(self),
        .id_is_link = self->permalink && !vg_draft_get(self, VG_FIELD_LINK).n,
        .title = self->fields[title].value,
        .title_type = self->fields[title].type,
        .summary = self->fields[summary].value,
        .summary_type = self->fields[summary].type,
        .lang = vg_draft_get(self, VG_FIELD_LANG),
        .content = self->contents,
        .n_content = self->n_contents,
        .published_usec = self->published,
        .updated_usec = self->updated,
        .created_usec = self->created,
        .authors = self->authors,
        .n_authors = self->n_authors,
        .categories = terms(self),
        .category_details = self->categories,
        .n_categories = self->n_categories,
        .links = self->links,
        .n_links = self->n_links,
        .comments = vg_draft_get(self, VG_FIELD_COMMENTS),
        .rights = vg_draft_get(self, VG_FIELD_RIGHTS),
        .publisher = vg_draft_get(self, VG_FIELD_PUBLISHER),
        .source = self->source,
        .in_reply_to = self->in_reply_to,
    };
    ret->n_enclosures = enclosures(self, &ret->enclosures);
}

void vg_draft_to_feed(struct vg_draft *self, struct vg_feed *ret)
{
    enum vg_field description =
        first_of(self, VG_FIELD_SUMMARY, VG_FIELD_SUBTITLE, VG_FIELD_SUMMARY);

    ret->id = vg_draft_get(self, VG_FIELD_ID);
    ret->title = vg_draft_get(self, VG_FIELD_TITLE);
    ret->title_type = self->fields[VG_FIELD_TITLE].type;
    ret->link = best_link(self);
    ret->description = self->fields[description].value;
    ret->description_type = self->fields[description].type;
    ret->lang = vg_draft_get(self, VG_FIELD_LANG);
    ret->rights = vg_draft_get(self, VG_FIELD_RIGHTS);
    ret->publisher = vg_draft_get(self, VG_FIELD_PUBLISHER);
    ret->generator = vg_draft_get(self, VG_FIELD_GENERATOR);
    ret->new_location = vg_draft_get(self, VG_FIELD_NEW_LOCATION);
    ret->updated_usec = self->updated;
    ret->published_usec = self->published;
    ret->created_usec = self->created;
    ret->ttl = vg_draft_get(self, VG_FIELD_TTL);
    ret->update_period = vg_draft_get(self, VG_FIELD_SY_PERIOD);
    ret->update_frequency = vg_draft_get(self, VG_FIELD_SY_FREQUENCY);
    ret->update_base = vg_draft_get(self, VG_FIELD_SY_BASE);
    ret->authors = self->authors;
    ret->n_authors = self->n_authors;
    ret->categories = terms(self);
    ret->category_details = self->categories;
    ret->n_categories = self->n_categories;
    ret->links = self->links;
    ret->n_links = self->n_links;
    ret->in_reply_to = self->in_reply_to;
    ret->hub = ret->self = VG_SV_NONE;
    for (size_t i = 0; i < self->n_links; i++) {
        const struct vg_link *l = &self->links[i];
        if (vg_sv_is(l->rel, "hub") && !ret->hub.p)
            ret->hub = l->href;
        else if (vg_sv_is(l->rel, "self") && !ret->self.p)
            ret->self = l->href;
    }
}
