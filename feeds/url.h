/*
 * url.h - URLs: taken apart, resolved against a base, and brought to one form for identity.
 *
 * RFC 3986 for syntax and resolution (section 5), with the tolerance that feeds need: white space
 * around and line breaks within are dropped, IRIs pass as they are. Nothing here touches the
 * network. Linear in the URL.
 */
#ifndef VG_FEEDS_URL_H
#define VG_FEEDS_URL_H

#include "base/arena.h"

/* The parts, as views into the URL. A part that is absent has p == NULL; the path is never absent.
 */
struct vg_url {
    struct vg_sv scheme, user, host, port, path, query, fragment;
};

/* Takes s apart (RFC 3986 appendix B). Any string has parts. */
struct vg_url vg_url_split(struct vg_sv s);
/* True for "http://host..." and "https://host...", any case. */
bool vg_url_is_http(struct vg_sv s);
/* False when a browser would run it or it is opaque to us (javascript:, data:, ...): a scheme that
 * is not one of those that feeds link to. A URL without scheme is safe. */
bool vg_url_is_safe(struct vg_sv s);
/* ref against base (RFC 3986 section 5.2), as a view into arena (or ref itself where nothing
 * changes). Without a usable base: ref, trimmed. An absolute ref is returned as it is, but for
 * white space. */
struct vg_sv vg_url_resolve(struct vg_sv base, struct vg_sv ref, struct vg_arena *arena);
/* The path without "." and ".." segments (RFC 3986, 5.2.4), as a view into arena. */
struct vg_sv vg_url_remove_dots(struct vg_sv path, struct vg_arena *arena);
/*
 * The form under which two addresses of one article are the same: https for http, lower-case host
 * without www., m., amp. and default port, no user, no fragment, no dot segments, no trailing
 * slash, one percent-encoding, AMP caches and variants undone, tracking parameters removed, the
 * rest sorted. For comparison only: it need not be fetchable. A fixed point:
 * canonical(canonical(x)) == canonical(x). What is not http(s) comes back trimmed. View into arena;
 * p == NULL for a URL of more than VG_MAX_URL bytes.
 */
struct vg_sv vg_url_canonical(struct vg_sv url, struct vg_arena *arena);

#endif
