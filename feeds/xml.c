#include "feeds/xml.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "feeds/entities.h"

#define MAX_DOCTYPE       (16 * 1024)
#define MAX_PI            (8 * 1024)
#define MAX_DECLARED      64  /* entities that a document may declare */
#define MAX_DECLARED_TEXT 128 /* bytes that one of them may stand for */

enum state { IN_TEXT, IN_COMMENT, IN_CDATA, IN_DOCTYPE };

struct declared {
    struct vg_sv name, text;
};

/* How far an unfinished tag was looked through, so that it is not done again for each new piece. */
struct scan {
    size_t at;   /* next byte to look at, from the '<' */
    size_t gt;   /* a '>' within an open quote, 0 when there was none */
    char quote;  /* the one that is open, or 0 */
    bool assign; /* the last byte but blanks was '=' */
    bool lt;     /* a '<' was met within the open quote */
};

struct vg_xml {
    const struct vg_xml_handler *on;
    void *ctx;
    enum state state;
    bool want_text;
    struct scan scan;
    uint64_t pos;            /* bytes of the document that were used */
    uint64_t no_gt, no_mark; /* up to here there is no '>', no "?>": not to be looked for again */
    struct vg_buf carry, doctype;
    char subset; /* in DOCTYPE: 0, '[' within the subset, or a quote, or '-' in a comment */
    bool in_subset;
    struct vg_arena *scratch, *declarations;
    struct declared *declared;
    size_t n_declared;
    struct vg_xml_attr attrs[VG_XML_MAX_ATTRS];
};

/* More bytes are needed to go on. */
#define WAIT (-1000)

static int text(struct vg_xml *self, const char *p, size_t n)
{
    return n && self->want_text ? self->on->text(self->ctx, vg_sv(p, n)) : 0;
}

static bool is_name_start(unsigned char c)
{
    return vg_is_alpha(c) || c == '_' || c == ':' || c >= 0x80;
}

static struct vg_sv declared_text(const struct vg_xml *self, struct vg_sv name)
{
    for (size_t i = 0; i < self->n_declared; i++)
        if (vg_sv_eq(self->declared[i].name, name))
            return self->declared[i].text;
    return VG_SV_NONE;
}

/* The reference at s ('&' first). Sets *ret to what it stands for; returns the bytes it takes, 0
 * for none. */
static size_t reference(const struct vg_xml *self, struct vg_sv s, char out[static 16],
                        struct vg_sv *ret)
{
    size_t n = 0, used = vg_reference_read(s, out, &n);

    *ret = vg_sv(out, n);
    if (used || self->n_declared == 0)
        return used;
    struct vg_sv rest = vg_sv_sub(s, 1, s.n);
    n = 0; /* names of their own making may hold more than letters and digits */
    while (n < rest.n && n < VG_MAX_ENTITY_NAME && rest.p[n] != ';' && rest.p[n] != '&' &&
           rest.p[n] != '<')
        n++;
    if (n == rest.n || rest.p[n] != ';')
        return 0;
    *ret = declared_text(self, vg_sv(rest.p, n));
    return ret->p ? n + 2 : 0;
}

/* Text up to the next '<' or the end of the piece. Returns the bytes used: fewer than n when a
 * reference may be cut, which cannot be when complete. */
static ptrdiff_t run_of_text(struct vg_xml *self, const char *p, size_t n, bool complete)
{
    size_t i = 0;

    while (i < n && self->want_text) {
        const char *amp = memchr(p + i, '&', n - i);
        size_t plain = amp ? (size_t)(amp - p) : n;
        int r = text(self, p + i, plain - i);
        if (r < 0)
            return r;
        i = plain;
        if (i == n)
            break;
        if (!complete && n - i < VG_MAX_REFERENCE && !memchr(p + i, ';', n - i))
            return (ptrdiff_t)i;
        char out[16];
        struct vg_sv stands_for;
        size_t used = reference(self, vg_sv(p + i, n - i), out, &stands_for);
        r = used ? text(self, stands_for.p, stands_for.n) : text(self, "&", 1);
        if (r < 0)
            return r;
        i += used ? used : 1;
    }
    return (ptrdiff_t)n;
}

static struct vg_sv decoded(struct vg_xml *self, struct vg_sv s)
{
    s = vg_sv_trim(s);
    if (vg_sv_find_char(s, '&') < 0)
        return s;
    struct vg_buf b;
    vg_buf_init(&b, VG_XML_MAX_TAG * 4);
    while (s.n) {
        ptrdiff_t amp = vg_sv_find_char(s, '&');
        size_t plain = amp < 0 ? s.n : (size_t)amp, used = 0;
        char out[16];
        struct vg_sv stands_for = VG_SV("&");
        (void)vg_buf_add(&b, s.p, plain);
        s = vg_sv_sub(s, plain, s.n);
        if (s.n == 0)
            break;
        used = reference(self, s, out, &stands_for);
        (void)vg_buf_sv(&b, used ? stands_for : VG_SV("&"));
        s = vg_sv_sub(s, used ? used : 1, s.n);
    }
    struct vg_sv copy = vg_sv(vg_arena_str(self->scratch, vg_buf_view(&b)), b.n);
    vg_buf_done(&b);
    return copy;
}

static bool ends_value(unsigned char c)
{
    return vg_is_space(c) || c == '>';
}

/* The value at s[*at], quoted or not; moves *at past it. */
static struct vg_sv attr_value(struct vg_sv s, size_t *at)
{
    size_t i = *at, from;

    if (i < s.n && (s.p[i] == '"' || s.p[i] == '\'')) {
        const char *close = memchr(s.p + i + 1, s.p[i], s.n - i - 1);
        from = i + 1;
        i = close ? (size_t)(close - s.p) : s.n;
        *at = close ? i + 1 : s.n;
        return vg_sv_sub(s, from, i);
    }
    from = i;
    while (i < s.n && !ends_value((unsigned char)s.p[i]))
        i++;
    *at = i;
    return vg_sv_sub(s, from, i);
}

static size_t read_attrs(struct vg_xml *self, struct vg_sv s)
{
    size_t i = 0, n = 0;

    while (i < s.n && n < VG_XML_MAX_ATTRS) {
        while (i < s.n && (vg_is_space((unsigned char)s.p[i]) || s.p[i] == '/'))
            i++;
        size_t from = i;
        while (i < s.n && !vg_is_space((unsigned char)s.p[i]) && s.p[i] != '=' && s.p[i] != '/')
            i++;
        struct vg_sv name = vg_sv_sub(s, from, i), value = VG_SV_NONE;
        while (i < s.n && vg_is_space((unsigned char)s.p[i]))
            i++;
        if (i < s.n && s.p[i] == '=') {
            i++;
            while (i < s.n && vg_is_space((unsigned char)s.p[i]))
                i++;
            value = attr_value(s, &i);
        }
        if (name.n)
            self->attrs[n++] = (struct vg_xml_attr){name, decoded(self, value)};
    }
    return n;
}

/* A whole tag: from '<' to before its '>'. */
static int tag(struct vg_xml *self, struct vg_sv s)
{
    bool end = s.n > 1 && s.p[1] == '/';
    size_t from = end ? 2 : 1, i = from;

    while (i < s.n && !vg_is_space((unsigned char)s.p[i]) && s.p[i] != '/' && s.p[i] != '>')
        i++;
    struct vg_sv name = vg_sv_sub(s, from, i);
    if (end)
        return name.n ? self->on->end(self->ctx, name) : 0;
    bool empty = s.n > i && s.p[s.n - 1] == '/';
    struct vg_sv rest = vg_sv_sub(s, i, s.n - empty);
    size_t n = 0;
    if (rest.n) {
        vg_arena_reset(self->scratch);
        n = read_attrs(self, rest);
    }
    return self->on->start(self->ctx, name, self->attrs, n, empty);
}

/* One byte of a tag. True when the tag ends here: *ret is its length without the '>' (which next
 * skips). */
static bool tag_byte(struct scan *k, const char *p, size_t *ret, size_t *next)
{
    char c = p[k->at];

    if (k->quote) {
        if (c == k->quote) {
            k->quote = 0;
            k->gt = 0;
            k->lt = false;
        } else if (c == '>' && !k->gt && !k->lt) {
            k->gt = k->at;
        } else if (c == '<') {
            if (k->gt) { /* <a href="x> ... <: the quote was forgotten */
                *ret = k->gt;
                *next = k->gt + 1;
                return true;
            }
            k->lt = true;
        }
        return false;
    }
    if (c == '>' || c == '<') {
        *ret = k->at;
        *next = k->at + (c == '>');
        return true;
    }
    if ((c == '"' || c == '\'') && k->assign)
        k->quote = c;
    k->assign = c == '=' || (k->assign && vg_is_space((unsigned char)c));
    return false;
}

/* The tag at p[0] == '<'. Returns the bytes it takes, WAIT, or a code. */
static ptrdiff_t read_tag(struct vg_xml *self, const char *p, size_t n, bool end)
{
    struct scan *k = &self->scan;
    size_t length = 0, next = 0;
    bool done = false;

    if (k->at == 0)
        *k = (struct scan){.at = 1};
    for (; k->at < n && k->at < VG_XML_MAX_TAG; k->at++)
        if ((done = tag_byte(k, p, &length, &next)))
            break;
    if (!done && k->at == n && !end && n < VG_XML_MAX_TAG)
        return WAIT;
    if (!done && k->gt) {
        length = k->gt;
        next = length + 1;
        done = true;
    } else if (!done && end && k->at < VG_XML_MAX_TAG) { /* the document ends within the tag */
        length = next = n;
        done = true;
    }
    *k = (struct scan){0};
    if (!done) {
        int r = text(self, "<", 1);
        return r < 0 ? r : 1;
    }
    int r = tag(self, vg_sv(p, length));
    return r < 0 ? r : (ptrdiff_t)next;
}

/* Position of the first mark in p[0, n), -1 when there is none; what was looked through for it
 * before is not again. */
static ptrdiff_t find_mark(struct vg_xml *self, uint64_t *none, const char *p, size_t n,
                           const char *mark)
{
    size_t len = strlen(mark), from = *none > self->pos ? (size_t)(*none - self->pos) : 0;

    from = from >= len ? from - len + 1 : 0; /* the mark may lie across the place */
    const char *q = from < n ? memmem(p + from, n - from, mark, len) : NULL;
    if (!q && self->pos + n > *none)
        *none = self->pos + n;
    return q ? q - p : -1;
}

/* "<?...?>"; one that never ends so is taken to end at the first '>'. */
static ptrdiff_t read_pi(struct vg_xml *self, const char *p, size_t n, bool end)
{
    size_t look = n < MAX_PI ? n : MAX_PI;
    ptrdiff_t at = find_mark(self, &self->no_mark, p, look, "?>");

    if (at >= 0)
        return at + 2;
    if (look < MAX_PI && !end)
        return WAIT;
    at = find_mark(self, &self->no_gt, p, look, ">");
    if (at >= 0)
        return at + 1;
    int r = text(self, "<", 1);
    return r < 0 ? r : 1;
}

static bool could_be(const char *p, size_t n, const char *word)
{
    size_t len = strlen(word);

    return vg_sv_eq_icase(vg_sv(p, n < len ? n : len), vg_sv(word, n < len ? n : len));
}

/* "<!": a comment, CDATA, DOCTYPE, or another declaration, which is skipped. */
static ptrdiff_t read_declaration(struct vg_xml *self, const char *p, size_t n, bool end)
{
    static const struct {
        const char *word;
        enum state state;
    } kinds[] = {{"<!--", IN_COMMENT}, {"<![CDATA[", IN_CDATA}, {"<!DOCTYPE", IN_DOCTYPE}};

    for (size_t i = 0; i < VG_COUNT_OF(kinds); i++) {
        if (!could_be(p, n, kinds[i].word))
            continue;
        if (n < strlen(kinds[i].word)) {
            if (!end)
                return WAIT;
            continue;
        }
        self->state = kinds[i].state;
        return (ptrdiff_t)strlen(kinds[i].word);
    }
    if (n > 2 && vg_is_alpha((unsigned char)p[2])) { /* <!ELEMENT ...> */
        size_t look = n < MAX_PI ? n : MAX_PI;
        ptrdiff_t at = find_mark(self, &self->no_gt, p, look, ">");
        if (at >= 0)
            return at + 1;
        if (look < MAX_PI && !end)
            return WAIT;
    }
    int r = text(self, "<", 1);
    return r < 0 ? r : 1;
}

static ptrdiff_t read_markup(struct vg_xml *self, const char *p, size_t n, bool end)
{
    if (n < 2 && !end)
        return WAIT;
    unsigned char c = n < 2 ? ' ' : (unsigned char)p[1];
    if (is_name_start(c))
        return read_tag(self, p, n, end);
    if (c == '/') {
        if (n < 3 && !end)
            return WAIT;
        if (n > 2 && (is_name_start((unsigned char)p[2]) || p[2] == '>'))
            return read_tag(self, p, n, end);
    }
    if (c == '?')
        return read_pi(self, p, n, end);
    if (c == '!')
        return read_declaration(self, p, n, end);
    int r = text(self, "<", 1);
    return r < 0 ? r : 1;
}

/* <!ENTITY name "text"> for plain text or one numeric reference; nothing else is honoured. */
static void declare(struct vg_xml *self, struct vg_sv s)
{
    s = vg_sv_trim(s);
    size_t i = 0;
    while (i < s.n && !vg_is_space((unsigned char)s.p[i]))
        i++;
    struct vg_sv name = vg_sv_sub(s, 0, i), value = vg_sv_trim(vg_sv_sub(s, i, s.n));
    if (name.n == 0 || name.n > VG_MAX_ENTITY_NAME || value.n < 2 ||
        self->n_declared == MAX_DECLARED || (value.p[0] != '"' && value.p[0] != '\''))
        return;
    i = 0;
    value = attr_value(value, &i);
    char out[16];
    size_t n = 0;
    if (vg_sv_starts(value, VG_SV("&#")) && vg_reference_read(value, out, &n) == value.n)
        value = vg_sv(out, n);
    else if (vg_sv_find_char(value, '&') >= 0)
        return;
    if (value.n > MAX_DECLARED_TEXT)
        return;
    if (!self->declared) {
        self->declarations = vg_arena_new();
        self->declared = vg_arena_new_n(self->declarations, struct declared, MAX_DECLARED);
    }
    self->declared[self->n_declared++] =
        (struct declared){{vg_arena_str(self->declarations, name), name.n},
                          {vg_arena_str(self->declarations, value), value.n}};
}

static void read_subset(struct vg_xml *self, struct vg_sv s)
{
    static const char mark[] = "<!ENTITY";
    ptrdiff_t at;

    while ((at = vg_sv_find(s, VG_SV("<!ENTITY"))) >= 0) {
        s = vg_sv_sub(s, (size_t)at + sizeof mark - 1, s.n);
        struct vg_sv rest = s;
        declare(self, vg_sv_split(&rest, '>'));
    }
}

/* Bytes of a DOCTYPE up to the '>' that ends it: not one in quotes or within [ ... ]. */
static ptrdiff_t read_doctype(struct vg_xml *self, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char c = p[i];
        if (self->doctype.n < MAX_DOCTYPE)
            (void)vg_buf_char(&self->doctype, c);
        if (self->subset == '-') {
            if (c == '>' && vg_sv_ends(vg_buf_view(&self->doctype), VG_SV("-->")))
                self->subset = 0;
        } else if (self->subset) {
            if (c == self->subset)
                self->subset = 0;
        } else if (c == '"' || c == '\'') {
            self->subset = c;
        } else if (c == '[' || c == ']') {
            self->in_subset = c == '[';
        } else if (c == '-' && vg_sv_ends(vg_buf_view(&self->doctype), VG_SV("<!--"))) {
            self->subset = '-';
        }
        bool full =
            self->doctype.n >= MAX_DOCTYPE && c == '>'; /* too long, or a quote that never ends */
        if (full || (c == '>' && !self->subset && !self->in_subset)) {
            read_subset(self, vg_buf_view(&self->doctype));
            if (self->on->doctype)
                self->on->doctype(self->ctx, vg_buf_view(&self->doctype));
            vg_buf_done(&self->doctype);
            self->state = IN_TEXT;
            return (ptrdiff_t)i + 1;
        }
    }
    return (ptrdiff_t)n;
}

/* Within a comment or CDATA up to its end mark of three bytes. */
static ptrdiff_t read_until(struct vg_xml *self, const char *p, size_t n, bool end,
                            const char *mark)
{
    size_t body = n;
    bool closed = false;

    for (size_t i = 0; i < n; i++) {
        const char *q = memchr(p + i, mark[0], n - i);
        if (!q)
            break;
        i = (size_t)(q - p);
        if (n - i < 3 && !end) { /* perhaps the mark, cut */
            body = i;
            break;
        }
        if (n - i >= 3 && q[1] == mark[1] && q[2] == mark[2]) {
            body = i;
            closed = true;
            break;
        }
    }
    int r = self->state == IN_CDATA ? text(self, p, body) : 0;
    if (r < 0)
        return r;
    if (closed)
        self->state = IN_TEXT;
    return closed ? (ptrdiff_t)body + 3 : body ? (ptrdiff_t)body : WAIT;
}

static ptrdiff_t step(struct vg_xml *self, const char *p, size_t n, bool end)
{
    switch (self->state) {
    case IN_COMMENT:
        return read_until(self, p, n, end, "-->");
    case IN_CDATA:
        return read_until(self, p, n, end, "]]>");
    case IN_DOCTYPE:
        return read_doctype(self, p, n);
    case IN_TEXT:
        break;
    }
    if (p[0] == '<')
        return read_markup(self, p, n, end);
    const char *lt = memchr(p, '<', n);
    size_t run = lt ? (size_t)(lt - p) : n;
    ptrdiff_t used = run_of_text(self, p, run, lt || end);
    return used ? used : WAIT;
}

/* Returns the number of bytes used, or a code. */
static ptrdiff_t process(struct vg_xml *self, const char *p, size_t n, bool end)
{
    size_t i = 0;

    while (i < n) {
        ptrdiff_t used = step(self, p + i, n - i, end);
        if (used == WAIT)
            break;
        if (used < 0)
            return used;
        i += (size_t)used;
        self->pos += (uint64_t)used;
    }
    return (ptrdiff_t)i;
}

struct vg_xml *vg_xml_new(const struct vg_xml_handler *handler, void *ctx)
{
    struct vg_xml *self = vg_xnew(struct vg_xml);

    self->on = handler;
    self->ctx = ctx;
    self->want_text = true;
    self->scratch = vg_arena_new();
    vg_buf_init(&self->carry, (size_t)-1 / 2);
    vg_buf_init(&self->doctype, MAX_DOCTYPE + 1);
    return self;
}

void vg_xml_free(struct vg_xml *self)
{
    if (!self)
        return;
    vg_buf_done(&self->carry);
    vg_buf_done(&self->doctype);
    vg_arena_free(self->scratch);
    vg_arena_free(self->declarations);
    free(self);
}

void vg_xml_want_text(struct vg_xml *self, bool wanted)
{
    self->want_text = wanted;
}

static int feed_carry(struct vg_xml *self, bool end)
{
    ptrdiff_t used = process(self, self->carry.p, self->carry.n, end);

    if (used < 0)
        return (int)used;
    size_t rest = self->carry.n - (size_t)used;
    if (rest)
        memmove(self->carry.p, self->carry.p + used, rest);
    self->carry.n = rest;
    return 0;
}

int vg_xml_push(struct vg_xml *self, struct vg_sv utf8)
{
    if (self->carry.n) {
        if (vg_buf_sv(&self->carry, utf8) < 0)
            return self->carry.err;
        return feed_carry(self, false);
    }
    ptrdiff_t used = process(self, utf8.p, utf8.n, false);
    if (used < 0)
        return (int)used;
    return vg_buf_add(&self->carry, utf8.p + used, utf8.n - (size_t)used);
}

int vg_xml_finish(struct vg_xml *self)
{
    return self->carry.n ? feed_carry(self, true) : 0;
}
