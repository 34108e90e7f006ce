"""Names, places and preferred ports of the local stack."""

from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
LOCAL: Final = ROOT / "infra" / "local"
FUNCTIONS: Final = ROOT / "functions"
RULES: Final = ROOT / "firestore.rules"
STATE: Final = ROOT / ".local"
OUTBOX: Final = STATE / "outbox.jsonl"
VENV: Final = ROOT / ".venv"
NODE_MODULES: Final = LOCAL / "node_modules"

HOST: Final = "127.0.0.1"
PORTS: Final = {"gateway": 8080, "auth": 9099, "firestore": 8085, "storage": 9199, "tasks": 9499}

PROJECT: Final = "demo-zerowaste"
BUCKET: Final = f"{PROJECT}.appspot.com"
TASKS_LOCATION: Final = "local"
# Of the one process that serves all functions.
THREADS: Final = 24
# As Terraform has it, but faster.
_RETRIES: Final = {
    "maxAttempts": 5,
    "maxRetrySeconds": 900,
    "minBackoffSeconds": 1,
    "maxBackoffSeconds": 30,
}
QUEUES: Final[dict[str, dict[str, Any]]] = {
    "image-jobs": {
        "rateLimits": {"maxDispatchesPerSecond": 10, "maxConcurrentDispatches": 4},
        "retryConfig": _RETRIES,
    },
    "recognition-jobs": {
        "rateLimits": {"maxDispatchesPerSecond": 20, "maxConcurrentDispatches": 8},
        "retryConfig": _RETRIES,
    },
    "label-jobs": {
        "rateLimits": {"maxDispatchesPerSecond": 20, "maxConcurrentDispatches": 4},
        "retryConfig": _RETRIES,
    },
}

WORKER_ACCOUNT: Final = f"worker@{PROJECT}.iam.gserviceaccount.com"
SCHEDULER_ACCOUNT: Final = f"scheduler@{PROJECT}.iam.gserviceaccount.com"
OIDC_KEY_ID: Final = "local"
