"""Whether Firestore answers."""

from google.cloud.firestore import Client

from shared.adapters.firestore.documents import translated
from shared.ports.health import Probe

_SECONDS = 1.0


def probe(client: Client) -> Probe:
    """Looks for a document that is never there: one read."""
    document = client.document("status", "probe")

    def ask() -> None:
        with translated():
            document.get(field_paths=[], timeout=_SECONDS, retry=None)

    return ask
