"""Whose address a request came from, as far as the proxies in front can be believed."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from flask import Request

# What one subscriber is given; within it addresses cost nothing.
_PREFIX = 64
_Address = IPv4Address | IPv6Address


def client_address(
    request: Request, hops: int, fronts: Sequence[IPv4Network | IPv6Network] = ()
) -> str:
    """The address that the outermost of `hops` trusted proxies saw, an IPv6 one as its /64; where
    that is one of the `fronts`, the address which the front end saw in turn.

    Each trusted proxy appends to `X-Forwarded-For` the address it was called from, so the entry
    `hops` from the end is true and everything before it is the caller's invention. Cloud Run alone
    is one hop. Behind a front end that not every request comes through, such as Firebase Hosting,
    a second hop would believe what direct callers invent: there the front end is known by its
    address. With fewer entries than hops, or one that is no address, the socket's address stands.
    """
    known = None
    entries = request.headers.get("X-Forwarded-For", "").split(",")
    for said in reversed(entries[: len(entries) - hops + 1] if 0 < hops <= len(entries) else []):
        seen = _address(said.strip())
        known = seen or known
        if seen is None or not any(seen in front for front in fronts):
            break
    known = known or _address(request.remote_addr or "")
    return _subject(known) if known else "unknown"


def _address(text: str) -> _Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _subject(address: _Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(IPv6Network((int(address), _PREFIX), strict=False))
