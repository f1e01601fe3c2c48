#include "feeds/fetch.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include "base/err.h"

/* IANA IPv4 special-purpose registry (RFC 6890 and its updates), multicast and the reserved block.
 */
static const struct {
    uint32_t net;
    int bits;
} special4[] = {
    {0x00000000, 8},  /* this network */
    {0x0a000000, 8},  /* private */
    {0x64400000, 10}, /* carrier-grade NAT */
    {0x7f000000, 8},  /* loopback */
    {0xa9fe0000, 16}, /* link-local, cloud metadata */
    {0xac100000, 12}, /* private */
    {0xc0000000, 24}, /* protocol assignments */
    {0xc0000200, 24}, /* documentation */
    {0xc0586300, 24}, /* 6to4 relay */
    {0xc0a80000, 16}, /* private */
    {0xc6120000, 15}, /* benchmark */
    {0xc6336400, 24}, /* documentation */
    {0xcb007100, 24}, /* documentation */
    {0xe0000000, 4},  /* multicast */
    {0xf0000000, 4},  /* reserved, broadcast */
};

static bool public4(uint32_t a)
{
    for (size_t i = 0; i < VG_COUNT_OF(special4); i++) {
        if ((a ^ special4[i].net) >> (32 - special4[i].bits) == 0)
            return false;
    }
    return true;
}

static uint32_t v4_at(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Global unicast is 2000::/3; the exceptions inside it, and the v4 addresses that ride in v6. */
static bool public6(const unsigned char a[static 16])
{
    static const unsigned char nat64[12] = {0, 0x64, 0xff, 0x9b};
    static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};

    if (memcmp(a, nat64, 12) == 0 || memcmp(a, mapped, 12) == 0)
        return public4(v4_at(a + 12));
    if ((a[0] & 0xe0) != 0x20)
        return false; /* ::, ::1, v4-compatible, fc00::/7, fe80::/10, ff00::/8, unassigned */
    if (a[0] == 0x20 && a[1] == 0x02)
        return public4(v4_at(a + 2)); /* 6to4 */
    if (a[0] == 0x20 && a[1] == 0x01 && (a[2] & 0xfe) == 0)
        return false; /* 2001::/23: Teredo, benchmark, ORCHID */
    if (a[0] == 0x20 && a[1] == 0x01 && a[2] == 0x0d && a[3] == 0xb8)
        return false;                                             /* documentation */
    return !(a[0] == 0x3f && a[1] == 0xff && (a[2] & 0xf0) == 0); /* 3fff::/20 documentation */
}

bool vg_address_is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, address, sizeof in);
        return public4(ntohl(in.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 in6;
        memcpy(&in6, address, sizeof in6);
        return public6(in6.sin6_addr.s6_addr);
    }
    return false;
}
