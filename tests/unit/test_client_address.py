"""Where a request came from: what is invented in front of the trusted proxies never counts."""

import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from shared.client_address import client_address
from shared.config import MissingSetting, read

SOCKET = "169.254.1.1"
LEAST = {"GOOGLE_CLOUD_PROJECT": "p"}


@pytest.mark.parametrize(
    ("hops", "forwarded", "address"),
    [
        (0, None, SOCKET),
        (0, "203.0.113.7", SOCKET),
        (1, None, SOCKET),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "1.1.1.1, 203.0.113.7", "203.0.113.7"),
        (1, "1.1.1.1,2.2.2.2,,203.0.113.7", "203.0.113.7"),
        (1, "1.1.1.1, nonsense", SOCKET),
        (1, "", SOCKET),
        (2, "203.0.113.7", SOCKET),
        (2, "203.0.113.7, 35.191.0.1", "203.0.113.7"),
        (2, "1.1.1.1, 203.0.113.7, 35.191.0.1", "203.0.113.7"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
        (1, "203.0.113.7:4711", SOCKET),
    ],
)
def test_the_address_is_what_the_trusted_proxy_saw(
    hops: int, forwarded: str | None, address: str
) -> None:
    headers = [] if forwarded is None else [("X-Forwarded-For", forwarded)]
    builder = EnvironBuilder(headers=headers, environ_base={"REMOTE_ADDR": SOCKET})
    assert client_address(Request(builder.get_environ()), hops) == address


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        # By Firebase Hosting, whose front end Cloud Run saw.
        ("203.0.113.7, 66.249.93.4", "203.0.113.7"),
        ("1.1.1.1, 203.0.113.7, 66.249.93.4", "203.0.113.7"),
        ("74.125.1.1, 203.0.113.7, 66.249.93.4", "203.0.113.7"),
        ("203.0.113.7, 2a00:1450:4001:82b::2013, 66.249.93.4", "203.0.113.7"),
        ("2001:db8:1:2::5, ::ffff:66.249.93.4", "2001:db8:1:2::/64"),
        # Past it: neither a front end that is claimed nor a machine rented from Google's cloud.
        ("1.1.1.1, 203.0.113.7", "203.0.113.7"),
        ("1.1.1.1, 66.249.93.4, 203.0.113.7", "203.0.113.7"),
        ("1.1.1.1, 34.76.1.2", "34.76.1.2"),
        # A front end that says nothing stands for itself.
        ("66.249.93.4", "66.249.93.4"),
        ("nonsense, 66.249.93.4", "66.249.93.4"),
    ],
)
def test_a_front_end_that_is_not_always_there_is_known_by_its_address(
    forwarded: str, address: str
) -> None:
    builder = EnvironBuilder(
        headers=[("X-Forwarded-For", forwarded)], environ_base={"REMOTE_ADDR": SOCKET}
    )
    settings = read(LEAST | {"K_SERVICE": "auth"})
    request = Request(builder.get_environ())
    assert client_address(request, settings.hops, settings.trusted_fronts) == address


def test_other_front_ends_can_be_named() -> None:
    settings = read(LEAST | {"TRUSTED_FRONTS": "198.51.100.0/24, 2001:db8:9::/48"})
    builder = EnvironBuilder(headers=[("X-Forwarded-For", "203.0.113.7, 198.51.100.9")])
    request = Request(builder.get_environ())
    assert client_address(request, 1, settings.trusted_fronts) == "203.0.113.7"


@pytest.mark.parametrize(
    ("environment", "hops"),
    [({}, 0), ({"K_SERVICE": "auth"}, 1), ({"K_SERVICE": "auth", "TRUSTED_HOPS": "2"}, 2)],
)
def test_cloud_run_has_one_hop_by_default(environment: dict[str, str], hops: int) -> None:
    assert read(LEAST | environment).hops == hops


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIMITS", "none"),
        ("LIMITS_STORAGE", "memcached://x"),
        ("TRUSTED_HOPS", "-1"),
        ("TRUSTED_FRONTS", "198.51.100.1/24"),
        ("CORS_ORIGINS", "*"),
        ("CORS_ORIGINS", "https://*.example.com"),
        ("CORS_ORIGINS", "https://app.example.com/"),
        ("CORS_ORIGINS", "app.example.com"),
    ],
)
def test_settings_that_mean_nothing_are_refused(name: str, value: str) -> None:
    with pytest.raises(MissingSetting, match=name):
        read(LEAST | {name: value})


def test_wide_limits_never_reach_production() -> None:
    assert read(LEAST).limits_times == 1
    assert read(LEAST | {"LIMITS": "local"}).limits_times == 100
    with pytest.raises(MissingSetting, match="LIMITS"):
        read(LEAST | {"LIMITS": "local", "K_SERVICE": "auth"})
