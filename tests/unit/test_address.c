/* Which addresses count as the public internet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/err.h"
#include "feeds/fetch.h"

static void test_addresses(void **state)
{
    static const struct {
        const char *ip;
        bool is_public;
    } cases[] = {
        {"8.8.8.8", true},
        {"196.200.80.1", true},
        {"0.0.0.0", false},
        {"10.1.2.3", false},
        {"100.64.0.1", false},
        {"100.128.0.1", true},
        {"127.8.8.8", false},
        {"169.254.169.254", false},
        {"172.15.0.1", true},
        {"172.16.0.1", false},
        {"172.31.255.255", false},
        {"172.32.0.1", true},
        {"192.0.2.1", false},
        {"192.168.1.1", false},
        {"198.18.0.1", false},
        {"198.51.100.7", false},
        {"203.0.113.9", false},
        {"224.0.0.1", false},
        {"240.0.0.1", false},
        {"255.255.255.255", false},
        {"::", false},
        {"::1", false},
        {"::ffff:10.0.0.1", false},
        {"::ffff:8.8.8.8", true},
        {"::127.0.0.1", false},
        {"64:ff9b::a00:1", false},
        {"64:ff9b::808:808", true},
        {"2002:a00:1::1", false},
        {"2001:0:1::1", false},
        {"2001:db8::1", false},
        {"fc00::1", false},
        {"fe80::1", false},
        {"ff02::1", false},
        {"2a00:1450:4007::1", true},
        {"3fff::1", false},
    };
    union {
        struct sockaddr sa;
        struct sockaddr_in in;
        struct sockaddr_in6 in6;
    } a;

    (void)state;
    for (size_t i = 0; i < VG_COUNT_OF(cases); i++) {
        memset(&a, 0, sizeof a);
        if (inet_pton(AF_INET, cases[i].ip, &a.in.sin_addr) == 1)
            a.sa.sa_family = AF_INET;
        else if (inet_pton(AF_INET6, cases[i].ip, &a.in6.sin6_addr) == 1)
            a.sa.sa_family = AF_INET6;
        if (vg_address_is_public(&a.sa) != cases[i].is_public)
            fail_msg("%s should be %s", cases[i].ip, cases[i].is_public ? "public" : "special");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_addresses)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
