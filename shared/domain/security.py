"""What is worth knowing about who came in, and who was kept out."""

from enum import StrEnum


class SecurityEvent(StrEnum):
    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    TOKEN_REFUSED = "token_refused"  # noqa: S105
    REFRESH_REFUSED = "refresh_refused"
    REFRESH_REUSED = "refresh_reused"
    SESSION_ENDED = "session_ended"
    SESSIONS_ENDED = "sessions_ended"
    SERVICE_TOKEN_REFUSED = "service_token_refused"  # noqa: S105
    LIMIT_HIT = "limit_hit"
