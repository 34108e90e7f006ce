"""Where a worker is called, and whom tokens for it are meant for."""

import pytest

from shared.config import MissingSetting, read

PROJECT = {"GOOGLE_CLOUD_PROJECT": "p"}


@pytest.mark.parametrize(
    ("base", "url", "audience"),
    [
        (
            "http://127.0.0.1:8080/",
            "http://127.0.0.1:8080/api/v1/image_worker",
            "http://127.0.0.1:8080/api/v1/image_worker",
        ),
        (
            "https://{function}-12.europe-west1.run.app",
            "https://image-worker-12.europe-west1.run.app/api/v1/image_worker",
            "https://image-worker-12.europe-west1.run.app",
        ),
    ],
)
def test_one_address_for_all_or_a_service_each(base: str, url: str, audience: str) -> None:
    found = read(PROJECT | {"WORKER_BASE_URL": base}).worker("image_worker")
    assert found == (url, audience)


def test_without_one_it_is_named() -> None:
    with pytest.raises(MissingSetting, match="WORKER_BASE_URL"):
        read(PROJECT).worker("image_worker")
