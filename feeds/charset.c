#include "feeds/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "feeds/charset_names.h"

#define HEAD      1024        /* bytes among which the XML declaration must end */
#define OUT       (16 * 1024) /* repaired or decoded text is handed on in pieces of this size */
#define MAX_LABEL 40

enum mode {
    MODE_HEAD,  /* charset not decided yet */
    MODE_UTF8,  /* also ASCII and unknown */
    MODE_MAYBE, /* labelled as an 8-bit charset; nothing but ASCII so far */
    MODE_EIGHT, /* one byte a character, by table */
    MODE_ICONV,
};

struct vg_decoder {
    vg_decoder_fn *sink;
    void *ctx;
    enum mode mode;
    char http[MAX_LABEL], label[MAX_LABEL];
    unsigned char head[HEAD];
    size_t n_head;
    unsigned char carry[8]; /* the start of a character whose end has not arrived */
    size_t n_carry;
    iconv_t cd;
    unsigned unit; /* bytes to skip at an error */
    uint32_t *table;
    char *out; /* OUT bytes, allocated when first needed */
    size_t n_out;
};

typedef unsigned char v16 __attribute__((vector_size(16)));

/* Position of the first byte that is not printable ASCII, tab or line end; n if there is none. */
static size_t ascii_run(const unsigned char *p, size_t n)
{
    size_t i = 0;

    for (; i + 16 <= n; i += 16) {
        v16 x;
        uint64_t half[2];
        memcpy(&x, p + i, 16);
        v16 bad = (v16)((x >= 0x80) | ((x < 0x20) & (x != '\t') & (x != '\n') & (x != '\r')));
        memcpy(half, &bad, 16);
        if (half[0] | half[1]) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
            return i + (half[0] ? (size_t)__builtin_ctzll(half[0]) / 8
                                : 8 + (size_t)__builtin_ctzll(half[1]) / 8);
#else
            break;
#endif
        }
    }
    while (i < n && p[i] < 0x80 && (p[i] >= 0x20 || p[i] == '\t' || p[i] == '\n' || p[i] == '\r'))
        i++;
    return i;
}

static unsigned sequence_length(unsigned char c)
{
    return c >= 0xC2 && c <= 0xDF ? 2 : (c & 0xF0) == 0xE0 ? 3 : c >= 0xF0 && c <= 0xF4 ? 4 : 1;
}

static bool is_tail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* Length of the valid sequence at p (a byte above 127); 0 when it is none. */
static unsigned valid_sequence(const unsigned char *p, size_t n)
{
    unsigned len = sequence_length(p[0]);

    if (len == 1 || n < len || !is_tail(p[1]) || (len > 2 && !is_tail(p[2])) ||
        (len > 3 && !is_tail(p[3])))
        return 0;
    if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) ||
        (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))
        return 0;
    return len;
}

/* The bytes at p are the start of a sequence that more bytes could complete. */
static bool is_cut(const unsigned char *p, size_t n)
{
    unsigned len = sequence_length(p[0]);

    if (len <= n)
        return false;
    for (size_t i = 1; i < n; i++)
        if (!is_tail(p[i]))
            return false;
    return true;
}

/* Length of the start of p that can be passed on as it is. */
static size_t clean_run(const unsigned char *p, size_t n)
{
    size_t i = 0;

    for (;;) {
        i += ascii_run(p + i, n - i);
        if (i == n || p[i] < 0x80)
            return i;
        unsigned len = valid_sequence(p + i, n - i);
        if (len == 0 || (p[i] == 0xC2 && p[i + 1] < 0xA0))
            return i;
        i += len;
    }
}

static int give(struct vg_decoder *self, const void *p, size_t n)
{
    return n ? self->sink(self->ctx, vg_sv(p, n)) : 0;
}

static int flush(struct vg_decoder *self)
{
    size_t n = self->n_out;

    self->n_out = 0;
    return give(self, self->out, n);
}

static int put(struct vg_decoder *self, uint32_t cp)
{
    if (cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r')
        return 0;
    if (!self->out)
        self->out = vg_xmalloc(OUT);
    self->n_out += vg_utf8_encode(vg_charset_c1(cp), self->out + self->n_out);
    return self->n_out + 8 > OUT ? flush(self) : 0;
}

/* One bad unit at p: what is meant by it, and how long it is. */
static uint32_t mend(const unsigned char *p, size_t n, size_t *ret_n)
{
    *ret_n = 1;
    if (p[0] < 0x80)
        return 0; /* control character */
    unsigned len = valid_sequence(p, n);
    if (len) { /* a C1 control */
        *ret_n = len;
        return vg_windows1252(p[1]);
    }
    if (n >= 3 && p[0] == 0xED && p[1] > 0x9F && is_tail(p[1]) && is_tail(p[2])) {
        *ret_n = 3; /* half of a surrogate pair */
        return VG_UTF8_BAD;
    }
    return vg_windows1252(p[0]);
}

static int put_run(struct vg_decoder *self, const unsigned char *p, size_t n)
{
    int r = 0;

    while (n && r == 0) {
        size_t room = OUT - 8 - self->n_out, k = n < room ? n : room;
        memcpy(self->out + self->n_out, p, k);
        self->n_out += k;
        p += k;
        n -= k;
        if (self->n_out + 8 >= OUT)
            r = flush(self);
    }
    return r;
}

/* Everything in p but the start of a cut character, which goes to carry unless this is the end. */
static int utf8(struct vg_decoder *self, const unsigned char *p, size_t n, bool end)
{
    size_t i = clean_run(p, n);
    int r = give(self, p, i); /* all of it, nearly always */

    while (r == 0 && i < n) {
        if (!end && p[i] >= 0x80 && is_cut(p + i, n - i)) {
            memcpy(self->carry, p + i, n - i);
            self->n_carry = n - i;
            break;
        }
        size_t k = 0;
        r = put(self, mend(p + i, n - i, &k));
        i += k;
        if (r == 0) {
            k = clean_run(p + i, n - i);
            if (k > OUT / 2) { /* back to passing it on without a copy */
                r = flush(self);
                if (r == 0)
                    r = give(self, p + i, k);
            } else if (k) {
                if (!self->out)
                    self->out = vg_xmalloc(OUT);
                r = put_run(self, p + i, k);
            }
            i += k;
        }
    }
    if (r == 0 && self->n_out)
        r = flush(self);
    return r;
}

static int eight(struct vg_decoder *self, const unsigned char *p, size_t n)
{
    int r = 0;

    for (size_t i = 0; i < n && r == 0; i++)
        r = put(self, self->table[p[i]]);
    return r == 0 && self->n_out ? flush(self) : r;
}

/* Takes what it can of p; returns the number of bytes used, or a negative code. */
static ptrdiff_t convert(struct vg_decoder *self, char *p, size_t n)
{
    char *in = p, buf[4096];
    size_t left = n;

    while (left) {
        char *out = buf;
        size_t room = sizeof buf;
        size_t done = iconv(self->cd, &in, &left, &out, &room);
        int e = errno;
        int r = utf8(self, (unsigned char *)buf, (size_t)(out - buf), true);
        if (r == 0 && done == (size_t)-1 && e == EILSEQ) {
            size_t skip = self->unit < left ? self->unit : left;
            in += skip;
            left -= skip;
            r = put(self, VG_UTF8_BAD);
            if (r == 0)
                r = flush(self);
        } else if (done == (size_t)-1 && e == EINVAL) {
            break;
        }
        if (r < 0)
            return r;
    }
    return in - p;
}

static int multibyte(struct vg_decoder *self, const unsigned char *p, size_t n, bool end)
{
    char buf[2048];

    while (n) {
        size_t k = n < sizeof buf - self->n_carry ? n : sizeof buf - self->n_carry;
        memcpy(buf, self->carry, self->n_carry);
        memcpy(buf + self->n_carry, p, k);
        p += k;
        n -= k;
        k += self->n_carry;
        self->n_carry = 0;
        ptrdiff_t used = convert(self, buf, k);
        if (used < 0)
            return (int)used;
        size_t rest = k - (size_t)used;
        if (rest > sizeof self->carry)
            rest = 0; /* cannot be: no charset has so long a character */
        memcpy(self->carry, buf + k - rest, rest);
        self->n_carry = rest;
    }
    if (end && self->n_carry) {
        self->n_carry = 0;
        int r = put(self, VG_UTF8_BAD);
        return r < 0 ? r : flush(self);
    }
    return 0;
}

/* The first character above ASCII tells whether a document labelled as 8-bit is UTF-8. */
static int maybe(struct vg_decoder *self, const unsigned char *p, size_t n, bool end)
{
    size_t i = ascii_run(p, n);

    while (i < n && p[i] < 0x80) { /* control characters */
        i++;
        i += ascii_run(p + i, n - i);
    }
    int r = utf8(self, p, i, true);
    if (r < 0 || i == n)
        return r;
    if (!end && is_cut(p + i, n - i)) {
        memcpy(self->carry, p + i, n - i);
        self->n_carry = n - i;
        return 0;
    }
    if (valid_sequence(p + i, n - i)) {
        self->mode = MODE_UTF8;
        return utf8(self, p + i, n - i, end);
    }
    self->mode = MODE_EIGHT;
    return eight(self, p + i, n - i);
}

static int decode_some(struct vg_decoder *self, const unsigned char *p, size_t n, bool end)
{
    switch (self->mode) {
    case MODE_UTF8:
        return utf8(self, p, n, end);
    case MODE_MAYBE:
        return maybe(self, p, n, end);
    case MODE_EIGHT:
        return eight(self, p, n);
    case MODE_ICONV:
        return multibyte(self, p, n, end);
    case MODE_HEAD:
        break;
    }
    return 0;
}

/* Completes a cut character first: with up to three bytes more it is whole. */
static int decode(struct vg_decoder *self, const unsigned char *p, size_t n, bool end)
{
    if (self->mode == MODE_ICONV || (self->n_carry == 0 && n))
        return decode_some(self, p, n, end);
    while (self->n_carry) {
        unsigned char buf[sizeof self->carry];
        size_t had = self->n_carry, k = n < sizeof buf - had ? n : sizeof buf - had;
        if (k > 3)
            k = 3;
        memcpy(buf, self->carry, had);
        memcpy(buf + had, p, k);
        self->n_carry = 0;
        int r = decode_some(self, buf, had + k, end && k == n);
        if (r < 0)
            return r;
        p += k;
        n -= k;
        if (k == 0)
            return 0;
    }
    return n ? decode_some(self, p, n, end) : 0;
}

static bool is_multibyte(const char *name)
{
    static const char *const list[] = {"BIG5",     "GB",    "CP949", "CP932", "EUC",
                                       "ISO-2022", "JOHAB", "SHIFT", "UTF-",  "CP950",
                                       "UHC",      "SJIS",  "CP1361"};

    for (size_t i = 0; i < VG_COUNT_OF(list); i++)
        if (vg_sv_starts_icase(vg_sv_cstr(name), vg_sv_cstr(list[i])))
            return true;
    return false;
}

static void fill_table(struct vg_decoder *self, const char *decoder)
{
    const uint16_t *own = vg_charset_table(decoder);

    self->table = vg_xcalloc(256, sizeof *self->table);
    for (unsigned c = 0; c < 256; c++) {
        char in[1] = {(char)c}, out[4] = {0}, *pin = in, *pout = out;
        size_t n_in = 1, n_out = 4;
        if (own || self->cd == (iconv_t)-1) {
            self->table[c] = c < 128 ? c : own ? own[c - 128] : vg_windows1252((unsigned char)c);
            continue;
        }
        (void)iconv(self->cd, NULL, NULL, NULL, NULL);
        bool ok = iconv(self->cd, &pin, &n_in, &pout, &n_out) != (size_t)-1;
        (void)iconv(self->cd, NULL, NULL, &pout,
                    &n_out); /* Hebrew, Vietnamese: a mark might have followed */
        const char *q = out; /* a byte without meaning there is taken as windows-1252 */
        self->table[c] = ok && pout > out ? vg_utf8_next(&q, pout)
                         : c < 128        ? c
                                          : vg_windows1252((unsigned char)c);
    }
}

static void use(struct vg_decoder *self, const char *decoder)
{
    self->mode = MODE_UTF8;
    if (!decoder || strcmp(decoder, "UTF-8") == 0)
        return;
    if (decoder[0] != '@' && strcmp(decoder, "CP1252") != 0) {
        self->cd = iconv_open("UTF-8", decoder);
        if (self->cd == (iconv_t)-1)
            return;
    }
    if (is_multibyte(decoder)) {
        self->mode = MODE_ICONV;
        self->unit = strncmp(decoder, "UTF-16", 6) == 0   ? 2
                     : strncmp(decoder, "UTF-32", 6) == 0 ? 4
                                                          : 1;
        return;
    }
    fill_table(self, decoder);
    self->mode = self->table['<'] == '<' ? MODE_MAYBE : MODE_EIGHT; /* EBCDIC cannot be ASCII */
}

static void set_label(char label[static MAX_LABEL], struct vg_sv s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.n && n + 1 < MAX_LABEL; i++)
        if (s.p[i] > 0x20 && s.p[i] < 0x7F)
            label[n++] = (char)vg_lower((unsigned char)s.p[i]);
    label[n] = '\0';
}

/* encoding="..." of an XML declaration. */
static struct vg_sv declared(struct vg_sv head)
{
    head = vg_sv_trim(head);
    ptrdiff_t end = vg_sv_find_char(head, '>');
    if (!vg_sv_starts_icase(head, VG_SV("<?xml")) || end < 0)
        return VG_SV_NONE;
    head.n = (size_t)end;
    ptrdiff_t at = vg_sv_find_icase(head, VG_SV("encoding"));
    if (at < 0)
        return VG_SV_NONE;
    struct vg_sv s = vg_sv_trim(vg_sv_sub(head, (size_t)at + 8, head.n));
    if (s.n == 0 || s.p[0] != '=')
        return VG_SV_NONE;
    s = vg_sv_trim(vg_sv_sub(s, 1, s.n));
    if (s.n && (s.p[0] == '"' || s.p[0] == '\'')) {
        char quote = s.p[0];
        s = vg_sv_sub(s, 1, s.n);
        return vg_sv_trim(vg_sv_split(&s, quote));
    }
    size_t n = 0;
    while (n < s.n && !vg_is_space((unsigned char)s.p[n]) && s.p[n] != '?')
        n++;
    return vg_sv_sub(s, 0, n);
}

struct signature {
    const char *bytes;
    uint8_t n, skip; /* length; bytes that are a mark, not text */
    const char *label;
};

/* Marks first (the longer before the shorter that begins it), then what "<?" or "<x" looks like
 * without a mark. */
static const struct signature signatures[] = {
    {"\xFF\xFE\0\0", 4, 4, "utf-32le"}, {"\0\0\xFE\xFF", 4, 4, "utf-32be"},
    {"\xEF\xBB\xBF", 3, 3, "utf-8"},    {"\xFE\xFF", 2, 2, "utf-16be"},
    {"\xFF\xFE", 2, 2, "utf-16le"},     {"\0\0\0<", 4, 0, "utf-32be"},
    {"<\0\0\0", 4, 0, "utf-32le"},      {"\0<\0", 3, 0, "utf-16be"},
    {"{\0", 2, 0, "utf-16le"},          {"\0{", 2, 0, "utf-16be"},
};

static const struct signature *signature_of(struct vg_sv head)
{
    for (size_t i = 0; i < VG_COUNT_OF(signatures); i++)
        if (vg_sv_starts(head, vg_sv(signatures[i].bytes, signatures[i].n)))
            return &signatures[i];
    static const struct signature le = {"<", 1, 0, "utf-16le"};
    return head.n >= 4 && head.p[0] == '<' && head.p[1] == '\0' && head.p[3] == '\0' ? &le : NULL;
}

/* "<?xm" in EBCDIC. */
#define EBCDIC VG_SV("\x4C\x6F\xA7\x94")

/* EBCDIC pages agree on what a declaration needs: read it as CP037 to learn which page it is. */
static void decide_ebcdic(struct vg_decoder *self, struct vg_sv head)
{
    char plain[HEAD];

    self->cd = iconv_open("UTF-8", "CP037");
    fill_table(self, "CP037");
    for (size_t i = 0; i < head.n; i++)
        plain[i] = (char)(self->table[(unsigned char)head.p[i]] & 0x7F);
    free(self->table);
    self->table = NULL;
    if (self->cd != (iconv_t)-1)
        (void)iconv_close(self->cd);
    self->cd = (iconv_t)-1;
    struct vg_sv label = declared(vg_sv(plain, head.n));
    const char *decoder = vg_charset_decoder(label);
    set_label(self->label, decoder ? label : VG_SV("cp037"));
    use(self, decoder ? decoder : "CP037");
}

static int decide(struct vg_decoder *self, bool end)
{
    struct vg_sv head = vg_sv((const char *)self->head, self->n_head);
    const struct signature *s = signature_of(head);
    size_t skip = s ? s->skip : 0;

    if (s) {
        set_label(self->label, vg_sv_cstr(s->label));
        use(self, vg_charset_decoder(vg_sv_cstr(s->label)));
    } else if (vg_sv_starts(head, EBCDIC)) {
        decide_ebcdic(self, head);
    } else {
        struct vg_sv label = vg_sv_cstr(self->http);
        const char *decoder = vg_charset_decoder(label);
        if (!decoder) {
            label = declared(head);
            decoder = vg_charset_decoder(label);
        }
        if (!decoder || strncmp(decoder, "UTF-16", 6) == 0 || strncmp(decoder, "UTF-32", 6) == 0) {
            label = VG_SV("utf-8"); /* the signatures would have told */
            decoder = "UTF-8";
        }
        set_label(self->label, label);
        use(self, decoder);
    }
    return decode(self, self->head + skip, self->n_head - skip, end);
}

/* Enough to decide? True when the declaration has ended or there is none. */
static bool head_is_full(const struct vg_decoder *self)
{
    const unsigned char *p = self->head;
    size_t n = self->n_head, i = 0;

    if (n == HEAD)
        return true;
    if (n < 4)
        return false;
    if (memchr(p, 0x6F, 4) && p[0] == 0x4C) /* EBCDIC: '>' is 0x6E */
        return memchr(p + 4, 0x6E, n - 4) != NULL;
    while (i < n && vg_is_space(p[i]))
        i++;
    if (i == n || (p[i] == '<' && i + 1 == n))
        return false;
    return !(p[i] == '<' && p[i + 1] == '?') || memchr(p + i, '>', n - i) != NULL;
}

struct vg_decoder *vg_decoder_new(struct vg_sv content_type, vg_decoder_fn *sink, void *ctx)
{
    struct vg_decoder *self = vg_xnew(struct vg_decoder);

    self->sink = sink;
    self->ctx = ctx;
    self->cd = (iconv_t)-1;
    self->unit = 1;
    set_label(self->http, vg_content_type_param(content_type, "charset"));
    return self;
}

void vg_decoder_free(struct vg_decoder *self)
{
    if (!self)
        return;
    if (self->cd != (iconv_t)-1)
        (void)iconv_close(self->cd);
    free(self->table);
    free(self->out);
    free(self);
}

int vg_decoder_push(struct vg_decoder *self, const void *p, size_t n)
{
    const unsigned char *q = p;

    while (self->mode == MODE_HEAD) {
        /* byte by byte up to the decision, so that it does not depend on how the bytes were cut */
        while (n && !head_is_full(self)) {
            self->head[self->n_head++] = *q++;
            n--;
        }
        if (!head_is_full(self))
            return 0;
        int r = decide(self, false);
        if (r < 0)
            return r;
    }
    return n ? decode(self, q, n, false) : 0;
}

int vg_decoder_finish(struct vg_decoder *self)
{
    static const unsigned char none[1];

    if (self->mode == MODE_HEAD)
        return decide(self, true);
    return decode(self, none, 0, true);
}

struct vg_sv vg_decoder_charset(const struct vg_decoder *self)
{
    return vg_sv_cstr(self->label);
}
