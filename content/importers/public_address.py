"""Whether an IP address is one of the public network, where no machine or service of the reader's own answers."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# As the registries of special-purpose addresses of the IANA have them; versions of Python know different ones.
_NOT_PUBLIC_4 = [
    ip_network(each)
    for each in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
]
_GLOBAL_UNICAST = ip_network("2000::/3")
_NOT_PUBLIC_6 = [ip_network(each) for each in ("2001::/23", "2001:db8::/32", "3fff::/20")]
_NAT64 = ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is public, also the one of IPv4 that one of IPv6 stands for. Raises nothing."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return _is_public_4(found)
    if found.scope_id is not None:
        return False
    if found.ipv4_mapped is not None:
        return _is_public_4(found.ipv4_mapped)
    if found in _NAT64:
        return _is_public_4(_last_of(found))
    if found.sixtofour is not None and not _is_public_4(found.sixtofour):
        return False
    return found.is_global and found in _GLOBAL_UNICAST and not any(found in each for each in _NOT_PUBLIC_6)


def _is_public_4(address: IPv4Address) -> bool:
    return address.is_global and not address.is_multicast and not any(address in each for each in _NOT_PUBLIC_4)


def _last_of(address: IPv6Address) -> IPv4Address:
    """The address in its last 32 bits."""
    return IPv4Address(int(address) & 0xFFFFFFFF)
