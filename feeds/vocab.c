#include "feeds/vocab.h"

#include <stdlib.h>

#include "base/err.h"

#define MAX_NAME 24

static const struct {
    const char *uri; /* lower case, without a slash at the end */
    enum vg_ns ns;
} uris[] = {
    {"http://www.w3.org/2005/atom", VG_NS_FEED},
    {"http://purl.org/atom/ns#", VG_NS_FEED},
    {"http://purl.org/rss/1.0", VG_NS_FEED},
    {"http://my.netscape.com/rdf/simple/0.9", VG_NS_FEED},
    {"http://channel.netscape.com/rdf/simple/0.9", VG_NS_FEED},
    {"http://purl.org/net/rss1.1#", VG_NS_FEED},
    {"http://blogs.law.harvard.edu/tech/rss", VG_NS_FEED},
    {"http://purl.org/rss/1.0/modules/rss091#", VG_NS_FEED},
    {"http://example.com/newformat#", VG_NS_FEED},
    {"http://example.com/necho", VG_NS_FEED},
    {"http://purl.org/echo", VG_NS_FEED},
    {"uri/of/echo/namespace#", VG_NS_FEED},
    {"http://purl.org/pie", VG_NS_FEED},
    {"http://webns.net/mvcb", VG_NS_ADMIN},
    {"http://purl.org/rss/1.0/modules/content", VG_NS_CONTENT},
    {"http://purl.org/dc/elements/1.1", VG_NS_DC},
    {"http://purl.org/dc/elements/1.0", VG_NS_DC},
    {"http://purl.org/dc/terms", VG_NS_DCTERMS},
    {"http://rssnamespace.org/feedburner/ext/1.0", VG_NS_FEEDBURNER},
    {"http://www.itunes.com/dtds/podcast-1.0.dtd", VG_NS_ITUNES},
    {"http://example.com/dtds/podcast-1.0.dtd", VG_NS_ITUNES},
    {"http://www.w3.org/1998/math/mathml", VG_NS_MATHML},
    {"http://search.yahoo.com/mrss", VG_NS_MEDIA},
    {"http://video.search.yahoo.com/mrss", VG_NS_MEDIA},
    {"http://www.rssboard.org/media-rss", VG_NS_MEDIA},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", VG_NS_RDF},
    {"http://www.w3.org/2000/svg", VG_NS_SVG},
    {"http://purl.org/rss/1.0/modules/syndication", VG_NS_SY},
    {"http://purl.org/syndication/thread/1.0", VG_NS_THR},
    {"http://purl.org/rss/1.0/modules/threading", VG_NS_THR},
    {"http://wellformedweb.org/commentapi", VG_NS_WFW},
    {"http://www.w3.org/1999/xhtml", VG_NS_XHTML},
};

static const struct {
    const char *prefix;
    enum vg_ns ns;
} prefixes[] = {
    {"", VG_NS_FEED},
    {"a10", VG_NS_FEED},
    {"atom", VG_NS_FEED},
    {"atom10", VG_NS_FEED},
    {"atom03", VG_NS_FEED},
    {"rss", VG_NS_FEED},
    {"admin", VG_NS_ADMIN},
    {"content", VG_NS_CONTENT},
    {"dc", VG_NS_DC},
    {"dcterms", VG_NS_DCTERMS},
    {"feedburner", VG_NS_FEEDBURNER},
    {"itunes", VG_NS_ITUNES},
    {"media", VG_NS_MEDIA},
    {"rdf", VG_NS_RDF},
    {"svg", VG_NS_SVG},
    {"sy", VG_NS_SY},
    {"thr", VG_NS_THR},
    {"wfw", VG_NS_WFW},
    {"xhtml", VG_NS_XHTML},
    {"mathml", VG_NS_MATHML},
};

struct word {
    const char *name;
    uint8_t ns, el;
};

/* Sorted by name. */
static const struct word words[] = {
    {"abstract", VG_NS_FEED, VG_EL_ABSTRACT},
    {"author", VG_NS_DC, VG_EL_AUTHOR},
    {"author", VG_NS_FEED, VG_EL_AUTHOR},
    {"author", VG_NS_ITUNES, VG_EL_AUTHOR},
    {"body", VG_NS_FEED, VG_EL_BODY},
    {"body", VG_NS_XHTML, VG_EL_BODY},
    {"category", VG_NS_FEED, VG_EL_CATEGORY},
    {"category", VG_NS_ITUNES, VG_EL_ITUNES_CATEGORY},
    {"category", VG_NS_MEDIA, VG_EL_MEDIA_CATEGORY},
    {"channel", VG_NS_FEED, VG_EL_CHANNEL},
    {"cloud", VG_NS_FEED, VG_EL_IGNORE},
    {"comments", VG_NS_FEED, VG_EL_COMMENTS},
    {"content", VG_NS_FEED, VG_EL_CONTENT},
    {"contributor", VG_NS_DC, VG_EL_IGNORE},
    {"contributor", VG_NS_FEED, VG_EL_IGNORE},
    {"copyright", VG_NS_FEED, VG_EL_RIGHTS},
    {"created", VG_NS_DCTERMS, VG_EL_CREATED},
    {"created", VG_NS_FEED, VG_EL_CREATED},
    {"creator", VG_NS_DC, VG_EL_AUTHOR},
    {"credit", VG_NS_MEDIA, VG_EL_IGNORE},
    {"date", VG_NS_DC, VG_EL_UPDATED},
    {"day", VG_NS_FEED, VG_EL_DAY},
    {"description", VG_NS_DC, VG_EL_DESCRIPTION},
    {"description", VG_NS_FEED, VG_EL_DESCRIPTION},
    {"description", VG_NS_MEDIA, VG_EL_MEDIA_DESCRIPTION},
    {"email", VG_NS_FEED, VG_EL_EMAIL},
    {"email", VG_NS_ITUNES, VG_EL_EMAIL},
    {"enclosure", VG_NS_FEED, VG_EL_ENCLOSURE},
    {"encoded", VG_NS_CONTENT, VG_EL_ENCODED},
    {"entry", VG_NS_FEED, VG_EL_ITEM},
    {"feed", VG_NS_FEED, VG_EL_FEED},
    {"feedinfo", VG_NS_FEED, VG_EL_CHANNEL},
    {"fullitem", VG_NS_FEED, VG_EL_ENCODED},
    {"generator", VG_NS_FEED, VG_EL_GENERATOR},
    {"guid", VG_NS_FEED, VG_EL_GUID},
    {"homepage", VG_NS_FEED, VG_EL_HOMEPAGE},
    {"hour", VG_NS_FEED, VG_EL_HOUR},
    {"id", VG_NS_FEED, VG_EL_ID},
    {"image", VG_NS_FEED, VG_EL_IGNORE},
    {"image", VG_NS_ITUNES, VG_EL_IGNORE},
    {"in-reply-to", VG_NS_THR, VG_EL_IN_REPLY_TO},
    {"info", VG_NS_FEED, VG_EL_IGNORE},
    {"issued", VG_NS_DCTERMS, VG_EL_PUBLISHED},
    {"issued", VG_NS_FEED, VG_EL_PUBLISHED},
    {"item", VG_NS_FEED, VG_EL_ITEM},
    {"items", VG_NS_FEED, VG_EL_IGNORE},
    {"keywords", VG_NS_FEED, VG_EL_CATEGORY},
    {"keywords", VG_NS_ITUNES, VG_EL_KEYWORDS},
    {"keywords", VG_NS_MEDIA, VG_EL_KEYWORDS},
    {"language", VG_NS_DC, VG_EL_LANGUAGE},
    {"language", VG_NS_FEED, VG_EL_LANGUAGE},
    {"lastbuilddate", VG_NS_FEED, VG_EL_UPDATED},
    {"link", VG_NS_FEED, VG_EL_LINK},
    {"logo", VG_NS_FEED, VG_EL_IGNORE},
    {"managingeditor", VG_NS_FEED, VG_EL_AUTHOR},
    {"modified", VG_NS_DCTERMS, VG_EL_UPDATED},
    {"modified", VG_NS_FEED, VG_EL_UPDATED},
    {"name", VG_NS_FEED, VG_EL_NAME},
    {"name", VG_NS_ITUNES, VG_EL_NAME},
    {"new-feed-url", VG_NS_ITUNES, VG_EL_NEW_LOCATION},
    {"newlocation", VG_NS_FEED, VG_EL_NEW_LOCATION},
    {"origlink", VG_NS_FEEDBURNER, VG_EL_ORIG_LINK},
    {"owner", VG_NS_ITUNES, VG_EL_PUBLISHER},
    {"prodlink", VG_NS_FEED, VG_EL_ENCODED},
    {"product", VG_NS_FEED, VG_EL_ITEM},
    {"pubdate", VG_NS_FEED, VG_EL_PUBLISHED},
    {"published", VG_NS_FEED, VG_EL_PUBLISHED},
    {"publisher", VG_NS_DC, VG_EL_PUBLISHER},
    {"rdf", VG_NS_FEED, VG_EL_RDF},
    {"rdf", VG_NS_RDF, VG_EL_RDF},
    {"rights", VG_NS_DC, VG_EL_RIGHTS},
    {"rights", VG_NS_FEED, VG_EL_RIGHTS},
    {"rss", VG_NS_FEED, VG_EL_RSS},
    {"skipdays", VG_NS_FEED, VG_EL_SKIP_DAYS},
    {"skiphours", VG_NS_FEED, VG_EL_SKIP_HOURS},
    {"source", VG_NS_FEED, VG_EL_SOURCE},
    {"subject", VG_NS_DC, VG_EL_CATEGORY},
    {"subtitle", VG_NS_FEED, VG_EL_SUBTITLE},
    {"subtitle", VG_NS_ITUNES, VG_EL_ITUNES_SUBTITLE},
    {"summary", VG_NS_FEED, VG_EL_SUMMARY},
    {"summary", VG_NS_ITUNES, VG_EL_SUMMARY},
    {"tagline", VG_NS_FEED, VG_EL_SUBTITLE},
    {"textinput", VG_NS_FEED, VG_EL_IGNORE},
    {"title", VG_NS_DC, VG_EL_TITLE},
    {"title", VG_NS_FEED, VG_EL_TITLE},
    {"title", VG_NS_MEDIA, VG_EL_MEDIA_TITLE},
    {"ttl", VG_NS_FEED, VG_EL_TTL},
    {"updatebase", VG_NS_SY, VG_EL_SY_BASE},
    {"updated", VG_NS_FEED, VG_EL_UPDATED},
    {"updatefrequency", VG_NS_SY, VG_EL_SY_FREQUENCY},
    {"updateperiod", VG_NS_SY, VG_EL_SY_PERIOD},
    {"uri", VG_NS_FEED, VG_EL_HOMEPAGE},
    {"url", VG_NS_FEED, VG_EL_HOMEPAGE},
    {"webmaster", VG_NS_FEED, VG_EL_PUBLISHER},
};

enum vg_ns vg_vocab_namespace(struct vg_sv uri)
{
    uri = vg_sv_trim(uri);
    if (vg_sv_starts_icase(uri, VG_SV("http://backend.userland.com/rss")))
        return VG_NS_FEED;
    if (vg_sv_starts_icase(uri, VG_SV("https://")))
        uri = vg_sv_sub(uri, 5, uri.n); /* compare what follows the scheme */
    else if (vg_sv_starts_icase(uri, VG_SV("http://")))
        uri = vg_sv_sub(uri, 4, uri.n);
    while (uri.n && uri.p[uri.n - 1] == '/')
        uri.n--;
    for (size_t i = 0; i < VG_COUNT_OF(uris); i++) {
        struct vg_sv known = vg_sv_cstr(uris[i].uri);
        if (vg_sv_starts(known, VG_SV("http:")))
            known = vg_sv_sub(known, 4, known.n);
        if (vg_sv_eq_icase(uri, known))
            return uris[i].ns;
    }
    return VG_NS_OTHER;
}

enum vg_ns vg_vocab_prefix(struct vg_sv prefix)
{
    for (size_t i = 0; i < VG_COUNT_OF(prefixes); i++)
        if (vg_sv_eq_icase(prefix, vg_sv_cstr(prefixes[i].prefix)))
            return prefixes[i].ns;
    return VG_NS_OTHER;
}

/* First place at which a word not before name may be. */
static size_t lower_bound(const char *name)
{
    size_t lo = 0, hi = VG_COUNT_OF(words);

    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (strcmp(words[mid].name, name) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

enum vg_el vg_vocab_element(enum vg_ns ns, struct vg_sv local)
{
    char name[MAX_NAME];

    if (ns == VG_NS_OTHER || local.n == 0 || local.n >= MAX_NAME)
        return VG_EL_OTHER;
    for (size_t i = 0; i < local.n; i++)
        name[i] = (char)vg_lower((unsigned char)local.p[i]);
    name[local.n] = '\0';
    for (size_t i = lower_bound(name); i < VG_COUNT_OF(words) && strcmp(words[i].name, name) == 0;
         i++)
        if (words[i].ns == ns)
            return (enum vg_el)words[i].el;
    return VG_EL_OTHER;
}

bool vg_el_is_markup(enum vg_el el)
{
    return el >= VG_EL_TITLE && el <= VG_EL_RIGHTS;
}

bool vg_el_is_text(enum vg_el el)
{
    return (el >= VG_EL_LINK && el <= VG_EL_ORIG_LINK) ||
           (el >= VG_EL_NAME && el <= VG_EL_HOMEPAGE);
}
