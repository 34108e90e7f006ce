"""Who is calling, and how often."""

from base64 import b64decode
from typing import TYPE_CHECKING

from shared.config import MissingSetting
from shared.wiring.parts import Once
from shared.wiring.stores import Stores
from shared.workflows.guarding import bounded
from shared.workflows.security_log import CountingSecurityLog
from shared.workflows.session_states import SessionStates

if TYPE_CHECKING:
    from shared.ports.identity import (
        AccessTokens,
        AccessTokenSigner,
        IdentityProvider,
        ServiceTokens,
    )
    from shared.ports.limits import RateLimiter
    from shared.ports.security import SecurityLog

_LEAST_KEY_BYTES = 32


class Doors(Stores):
    """Identities, tokens and limits."""

    @Once
    def identity_provider(self) -> "IdentityProvider":
        from shared.adapters.firebase_auth import FirebaseIdentityProvider

        provider = FirebaseIdentityProvider(self.settings.google_cloud_project)
        return bounded(provider, self.external_places)

    @Once
    def access_tokens(self) -> "AccessTokens":
        from shared.adapters.access_tokens import JwtVerifier

        s = self.settings
        return JwtVerifier(s.need("access_public_keys"), s.access_issuer, s.access_audience)

    @Once
    def access_token_signer(self) -> "AccessTokenSigner":
        from shared.adapters.access_tokens import JwtSigner

        s = self.settings
        return JwtSigner(
            s.need("access_private_key"), s.access_issuer, s.access_audience, self.clock
        )

    @Once
    def refresh_key(self) -> bytes:
        """The service's half of every refresh token's key.

        Raises:
            MissingSetting: it is not set, not base64, or shorter than 32 bytes.
        """
        try:
            key = b64decode(self.settings.need("refresh_key"), validate=True)
        except ValueError:
            raise MissingSetting("REFRESH_KEY: not base64") from None
        if len(key) < _LEAST_KEY_BYTES:
            raise MissingSetting(f"REFRESH_KEY: shorter than {_LEAST_KEY_BYTES} bytes")
        return key

    @Once
    def security_log(self) -> "SecurityLog":
        return CountingSecurityLog(lambda: self.security_counts, self.clock)

    @Once
    def service_tokens(self) -> "ServiceTokens":
        from shared.adapters.google_oidc import GoogleServiceTokens

        return GoogleServiceTokens(self.settings.oidc_certs_url)

    @Once
    def session_states(self) -> SessionStates:
        return SessionStates(self.sessions, self.clock)

    @Once
    def shared_limiter(self) -> "RateLimiter":
        """Exact across instances."""
        if self.settings.limits_storage:
            return self._redis_limiter
        from shared.adapters.firestore.limits import FirestoreHitLog
        from shared.adapters.rate_limiter import HitLogLimiter

        return HitLogLimiter(FirestoreHitLog(self.firestore, self.clock), self.clock)

    @Once
    def local_limiter(self) -> "RateLimiter":
        """Of this instance, unless a Redis is at hand."""
        if self.settings.limits_storage:
            return self._redis_limiter
        from shared.adapters.local_hits import LocalHitLog
        from shared.adapters.rate_limiter import HitLogLimiter

        return HitLogLimiter(LocalHitLog(), self.clock)

    @Once
    def _redis_limiter(self) -> "RateLimiter":
        from shared.adapters.rate_limiter import RedisLimiter

        return RedisLimiter(self.settings.need("limits_storage"), self.clock)
