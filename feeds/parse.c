#include "feeds/parse.h"

struct vg_feed_parser {
    struct vg_feed feed;
};

struct vg_feed_parser *vg_feed_parser_new(const struct vg_feed_parser_opts *opts,
                                          vg_entry_fn *on_entry, void *ctx)
{
    return vg_xnew(struct vg_feed_parser);
}

void vg_feed_parser_free(struct vg_feed_parser *self)
{
    vg_freep(&self);
}

int vg_feed_parser_push(struct vg_feed_parser *self, const void *p, size_t n, struct vg_err *err)
{
    return 0;
}

int vg_feed_parser_finish(struct vg_feed_parser *self, struct vg_err *err)
{
    return vg_fail(err, VG_E_SYNTAX, "not implemented yet");
}

const struct vg_feed *vg_feed_parser_feed(const struct vg_feed_parser *self)
{
    return &self->feed;
}
