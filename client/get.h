/*
 * get.h - the bytes of a file or of a URL, for commands that read one document.
 */
#ifndef VG_CLIENT_GET_H
#define VG_CLIENT_GET_H

#include "base/buf.h"
#include "base/err.h"

/* Appends the document at where - "http://..." or "https://...", "-" for standard input, else a
 * file - to out, at most out's maximum. A URL is fetched as a person would who asks for it: private
 * addresses are allowed, robots.txt is not asked. ret_type: Content-Type of the answer as a heap
 * string that the caller frees, NULL when there is none; ret_url: likewise the address after
 * redirects. 0, VG_E_TOOBIG, VG_E_IO (also a status other than 200) with err filled. */
int vg_get(const char *where, struct vg_buf *out, char **ret_type, char **ret_url,
           struct vg_err *err) __attribute__((warn_unused_result));

#endif
