"""The environment the functions run in, every variable as their configuration reads it."""

import os

from infra.local import keys
from infra.local.addresses import Addresses, host_and_port
from infra.local.settings import (
    BUCKET,
    HOST,
    OUTBOX,
    PROJECT,
    SCHEDULER_ACCOUNT,
    TASKS_LOCATION,
    THREADS,
    WORKER_ACCOUNT,
)


def of_functions(at: Addresses) -> dict[str, str]:
    """Settings for a stack at these addresses; what the user has set besides passes through."""
    return {
        "GOOGLE_CLOUD_PROJECT": PROJECT,
        "FIRESTORE_EMULATOR_HOST": host_and_port(at.firestore),
        "FIREBASE_AUTH_EMULATOR_HOST": host_and_port(at.auth),
        "STORAGE_EMULATOR_HOST": at.storage,
        "TASKS_EMULATOR_HOST": host_and_port(at.tasks),
        "TASKS_LOCATION": TASKS_LOCATION,
        "MEDIA_BUCKET": BUCKET,
        "WORKER_BASE_URL": at.gateway,
        "WORKER_SERVICE_ACCOUNT": WORKER_ACCOUNT,
        "SCHEDULER_SERVICE_ACCOUNT": SCHEDULER_ACCOUNT,
        "OIDC_CERTS_URL": f"{at.gateway}/local/oidc/certs",
        "LOCAL_OIDC_KEY": keys.rsa_pem(),
        "LOCAL_SIGNING_KEY": keys.rsa_pem(),
        "MESSAGES_OUTBOX": str(OUTBOX),
        **keys.session_keys(),
        "LIMITS": os.environ.get("LIMITS", "local"),
        "THREADS": str(THREADS),
        "PYTHONUNBUFFERED": "1",
        **_without_proxy(),
    }


def _without_proxy() -> dict[str, str]:
    # A proxy of the user's network must not be asked for addresses of this machine.
    return {
        name: ",".join(filter(None, [os.environ.get(name), HOST, "localhost"]))
        for name in ("NO_PROXY", "no_proxy")
    }
