"""Which addresses the outside world may make us call: hosts parsed strictly, answers of the name service judged one by one.

Written after the server-side request forgeries of comparable products: short and octal IPv4 forms, IPv4 wrapped in IPv6,
names that answer differently the second time.
"""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Awaitable[list[str]]]

NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?", re.IGNORECASE)
GLOBAL_UNICAST = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")
# Not for hosts, but called global by the ipaddress module of some Python 3.11 releases (IANA special-purpose registries).
NOT_FOR_HOSTS = (
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.88.99.0/24"),
    IPv6Network("2001::/23"),
    IPv6Network("3fff::/20"),
)


def is_public(address: Address) -> bool:
    """Whether an address belongs to the open internet; IPv4 inside IPv6 (mapped, 6to4, NAT64) is judged as IPv4."""
    if isinstance(address, IPv6Address):
        inner = embedded_ipv4(address)
        if inner is not None:
            return is_public(inner)
        if address not in GLOBAL_UNICAST:
            return False
    if any(address in network for network in NOT_FOR_HOSTS if network.version == address.version):
        return False
    return address.is_global and not address.is_multicast


def embedded_ipv4(address: IPv6Address) -> IPv4Address | None:
    """Find the IPv4 address a mapped, 6to4 or NAT64 address leads to."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else None


def literal(host: str) -> Address | None:
    """Read the address a host is written as, or None for a name.

    Raises ValueError for what resolvers read as an address and people do not (127.1, 0x7f000001, 2130706433, zones).
    """
    bare = host.removeprefix("[").removesuffix("]")
    if ":" in bare:
        if "%" in bare:
            raise ValueError("an address with a zone")
        return ip_address(bare)
    last = bare.removesuffix(".").rpartition(".")[2].lower()
    if last.isdigit() or last.startswith("0x"):
        return IPv4Address(bare)
    if not NAME.fullmatch(bare):
        raise ValueError("not a name")
    return None


async def resolve_host(host: str, port: int) -> list[str]:
    """Ask for every address the system's resolver gives for a name, once. Raises OSError when there is none."""
    answers = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))
