"""Whose address a request came from, as far as the proxies in front can be believed."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from flask import Request

# What one subscriber is given; within it addresses cost nothing.
_PREFIX = 64


def client_address(request: Request, hops: int) -> str:
    """The address that the outermost of `hops` trusted proxies saw, an IPv6 one as its /64.

    Each trusted proxy appends to `X-Forwarded-For` the address it was called from, so the entry
    `hops` from the end is true and everything before it is the caller's invention. Cloud Run alone
    is one hop; behind an external load balancer it is two. With fewer entries than hops, or one
    that is no address, the socket's address stands.
    """
    if hops:
        entries = request.headers.get("X-Forwarded-For", "").split(",")
        said = entries[-hops].strip() if len(entries) >= hops else ""
        known = _address(said)
        if known:
            return known
    return _address(request.remote_addr or "") or "unknown"


def _address(text: str) -> str | None:
    try:
        address: IPv4Address | IPv6Address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), _PREFIX), strict=False))
