/* The store: what was committed stays, what was not is gone, numbers are never reused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "daemon/journal.h"
#include "daemon/store.h"

struct box {
    char dir[64], path[96];
    struct vg_store *store;
};

static struct vg_store *open_or_die(const char *path)
{
    struct vg_store *store = NULL;
    struct vg_err err = {0};

    if (vg_store_open(path, &store, &err) < 0)
        fail_msg("%s", err.text);
    return store;
}

static int setup(void **state)
{
    struct box *box = calloc(1, sizeof *box);

    (void)snprintf(box->dir, sizeof box->dir, "/tmp/vigie-store-XXXXXX");
    if (!mkdtemp(box->dir))
        return -1;
    (void)snprintf(box->path, sizeof box->path, "%s/vigie.db", box->dir);
    box->store = open_or_die(box->path);
    *state = box;
    return 0;
}

static int teardown(void **state)
{
    struct box *box = *state;
    char path[128];
    static const char *const tails[] = {"", "-wal", "-shm", ".v0"};

    vg_store_close(box->store);
    for (size_t i = 0; i < VG_COUNT_OF(tails); i++) {
        (void)snprintf(path, sizeof path, "%s%s", box->path, tails[i]);
        (void)unlink(path);
    }
    (void)rmdir(box->dir);
    free(box);
    return 0;
}

static int64_t put_message(struct vg_store *store, const char *topic, int64_t time)
{
    int64_t seq = 0, prev = 0;
    char body[64];

    assert_int_equal(vg_journal_next(store, vg_sv_cstr(topic), &seq, &prev), 0);
    (void)snprintf(body, sizeof body, "{\"seq\":%d,\"prev\":%d}", (int)seq, (int)prev);
    assert_int_equal(vg_journal_append(store, seq, time, vg_sv_cstr(topic), vg_sv_cstr(body)), 0);
    return seq;
}

struct seen {
    char text[512];
    int stop_at;
};

static int see(void *ctx, const struct vg_journal_row *row)
{
    struct seen *seen = ctx;
    size_t n = strlen(seen->text);

    if (seen->stop_at && row->seq == seen->stop_at)
        return 1;
    (void)snprintf(seen->text + n, sizeof seen->text - n, "%d:%.*s:%.*s ", (int)row->seq,
                   VG_SV_ARG(row->topic), VG_SV_ARG(row->body));
    return 0;
}

static void journal_numbers(void **state)
{
    struct box *box = *state;
    struct seen seen = {.stop_at = 0};
    int64_t next = 0;

    assert_int_equal(vg_store_begin(box->store), 0);
    assert_int_equal(put_message(box->store, "a", 10), 1);
    assert_int_equal(put_message(box->store, "b", 20), 2);
    assert_int_equal(put_message(box->store, "a", 30), 3);
    assert_int_equal(vg_store_commit(box->store), 0);
    assert_int_equal(vg_journal_read(box->store, 1, 3, VG_SV("a"), 100, see, &seen, &next), 0);
    assert_string_equal(seen.text, "1:a:{\"seq\":1,\"prev\":0} 3:a:{\"seq\":3,\"prev\":1} ");
    assert_int_equal(next, 4);
    assert_int_equal(vg_journal_at(box->store, 15), 2);
    assert_int_equal(vg_journal_at(box->store, 31), 4);
}

static void journal_pages(void **state)
{
    struct box *box = *state;
    struct seen seen = {.stop_at = 0};
    int64_t next = 0;

    assert_int_equal(vg_store_begin(box->store), 0);
    for (int i = 0; i < 10; i++)
        (void)put_message(box->store, i % 2 ? "x.odd" : "x.even", i);
    assert_int_equal(vg_store_commit(box->store), 0);
    assert_int_equal(vg_journal_read(box->store, 1, 10, VG_SV("x.odd"), 3, see, &seen, &next), 0);
    assert_int_equal(next, 4); /* three rows were looked at, one matched */
    seen = (struct seen){.stop_at = 5}; /* of the other topic */
    assert_int_equal(vg_journal_read(box->store, 4, 10, VG_SV("x.odd"), 100, see, &seen, &next), 0);
    assert_int_equal(next, 11);
    seen = (struct seen){.stop_at = 6};
    assert_int_equal(vg_journal_read(box->store, 4, 10, VG_SV(""), 100, see, &seen, &next), 0);
    assert_int_equal(next, 6); /* it did not take number 6 */
}

static void rollback_reuses_what_nobody_saw(void **state)
{
    struct box *box = *state;

    assert_int_equal(vg_store_begin(box->store), 0);
    (void)put_message(box->store, "a", 10);
    vg_store_rollback(box->store);
    assert_int_equal(vg_journal_last(box->store), 0);
    assert_int_equal(vg_store_begin(box->store), 0);
    assert_int_equal(put_message(box->store, "a", 10), 1);
    assert_int_equal(vg_store_commit(box->store), 0);
}

static void trim_never_reuses(void **state)
{
    struct box *box = *state;

    assert_int_equal(vg_store_begin(box->store), 0);
    for (int i = 0; i < 5; i++)
        (void)put_message(box->store, "a", i);
    assert_int_equal(vg_journal_trim(box->store, 100, 1000), 5);
    assert_int_equal(vg_store_commit(box->store), 0);
    assert_int_equal(vg_journal_first(box->store), 6);
    vg_store_close(box->store);
    box->store = open_or_die(box->path);
    assert_int_equal(vg_journal_last(box->store), 5);
    assert_int_equal(vg_store_begin(box->store), 0);
    assert_int_equal(put_message(box->store, "a", 9), 6);
    assert_int_equal(vg_store_commit(box->store), 0);
}

static void article_and_entry(void **state)
{
    struct box *box = *state;
    static const unsigned char id[VG_ID_BYTES] = "0123456789abcdef";
    struct vg_article_row row = {.revision = 1, .title = VG_SV("Attaque à Koro"), .text = VG_SV("…"),
                                 .text_hash = 42, .seen_usec = 7};
    struct vg_article_row back;
    struct vg_entry_state entry = {.raw_hash = -5};
    int64_t event = 0, ids[4];

    assert_int_equal(vg_store_begin(box->store), 0);
    assert_int_equal(vg_store_source_put(box->store, "essai", "http://a/", &row.source_id), 0);
    assert_int_equal(vg_store_entry_get(box->store, row.source_id, id, &entry), VG_E_NOTFOUND);
    assert_int_equal(vg_store_article_add(box->store, &row, &entry.article_id), 0);
    assert_int_equal(vg_store_entry_put(box->store, row.source_id, id, &entry, 7), 0);
    assert_int_equal(vg_store_event_add(box->store, 7, &event), 0);
    assert_int_equal(vg_store_revision_add(box->store,
                                           &(struct vg_revision_row){.event_id = event,
                                                                     .revision = 1,
                                                                     .article_id = entry.article_id,
                                                                     .body = VG_SV("{}")}),
                     0);
    assert_int_equal(vg_store_article_event_put(box->store, entry.article_id, 0, event), 0);
    assert_int_equal(vg_store_commit(box->store), 0);

    entry = (struct vg_entry_state){0};
    assert_int_equal(vg_store_entry_get(box->store, row.source_id, id, &entry), 0);
    assert_int_equal(entry.raw_hash, -5);
    assert_int_equal(vg_store_article_get(box->store, entry.article_id, &back), 0);
    assert_true(vg_sv_is(back.title, "Attaque à Koro"));
    assert_int_equal(back.text_hash, 42);
    assert_int_equal(vg_store_article_events(box->store, entry.article_id, ids, 4), 1);
    assert_int_equal(ids[0], event);
}

static int count_sources(void *ctx, const struct vg_stored_source *row)
{
    assert_true(vg_sv_is(row->memory, "etag \"x\"\n"));
    assert_string_equal(row->url, "http://b/");
    (*(int *)ctx)++;
    return 0;
}

static void sources_keep_their_memory(void **state)
{
    struct box *box = *state;
    struct vg_store *reader = NULL;
    int64_t id = 0, again = 0;
    int n = 0;

    assert_int_equal(vg_store_begin(box->store), 0);
    assert_int_equal(vg_store_source_put(box->store, "s", "http://a/", &id), 0);
    assert_int_equal(vg_store_source_remember(box->store, id, VG_SV("etag \"x\"\n")), 0);
    assert_int_equal(vg_store_source_put(box->store, "s", "http://b/", &again), 0);
    assert_int_equal(id, again);
    assert_int_equal(vg_store_commit(box->store), 0);
    assert_int_equal(vg_store_open_readonly(box->path, &reader, NULL), 0);
    assert_int_equal(vg_store_source_each(reader, count_sources, &n), 0);
    assert_int_equal(n, 1);
    assert_string_equal(vg_store_epoch(reader), vg_store_epoch(box->store));
    assert_true(vg_store_begin(reader) < 0 || vg_store_state_set(reader, "x", 1) < 0);
    vg_store_close(reader);
}

static void a_full_store_says_so(void **state)
{
    struct box *box = *state;
    int r = 0;
    char big[8000];

    memset(big, 'x', sizeof big);
    assert_int_equal(vg_store_set_max_bytes(box->store, 1), 0);
    for (int i = 0; i < 100 && r == 0; i++) {
        int64_t seq = 0, prev = 0;
        assert_int_equal(vg_store_begin(box->store), 0);
        assert_int_equal(vg_journal_next(box->store, VG_SV("t"), &seq, &prev), 0);
        r = vg_journal_append(box->store, seq, 1, VG_SV("t"), vg_sv(big, sizeof big));
        if (r == 0)
            r = vg_store_commit(box->store);
        else
            vg_store_rollback(box->store);
    }
    assert_int_equal(r, VG_E_FULL);
    assert_non_null(strstr(vg_store_reason(box->store), "full"));
    assert_int_equal(vg_store_set_max_bytes(box->store, 0), 0);
    assert_int_equal(vg_store_begin(box->store), 0);
    assert_true(put_message(box->store, "t", 1) > 0);
    assert_int_equal(vg_store_commit(box->store), 0);
}

static void refuses_what_is_not_ours(void **state)
{
    struct box *box = *state;
    struct vg_err err = {0};
    struct vg_store *other = NULL;
    sqlite3 *db = NULL;

    vg_store_close(box->store);
    box->store = NULL;
    assert_int_equal(sqlite3_open(box->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(vg_store_open(box->path, &other, &err), VG_E_REFUSED);
    assert_non_null(strstr(err.text, "newer"));
    assert_int_equal(sqlite3_exec(db, "PRAGMA application_id = 7", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(vg_store_open(box->path, &other, &err), VG_E_REFUSED);
    assert_non_null(strstr(err.text, "another program"));
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_true(vg_store_open("/nonexistent/x.db", &other, &err) < 0);
    assert_non_null(strstr(err.text, "/nonexistent/x.db"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(journal_numbers, setup, teardown),
        cmocka_unit_test_setup_teardown(journal_pages, setup, teardown),
        cmocka_unit_test_setup_teardown(rollback_reuses_what_nobody_saw, setup, teardown),
        cmocka_unit_test_setup_teardown(trim_never_reuses, setup, teardown),
        cmocka_unit_test_setup_teardown(article_and_entry, setup, teardown),
        cmocka_unit_test_setup_teardown(sources_keep_their_memory, setup, teardown),
        cmocka_unit_test_setup_teardown(a_full_store_says_so, setup, teardown),
        cmocka_unit_test_setup_teardown(refuses_what_is_not_ours, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
