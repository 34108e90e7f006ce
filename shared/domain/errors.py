"""What can go wrong in the domain and its ports, in the domain's own words.

Each error carries the code of its row in the error table (`shared.problems`) and the parameters
that fill the row's text; nothing here knows of HTTP.
"""


class DomainError(Exception):
    """`code` names a row of the error table, `params` fill its text, `field` is what was wrong."""

    default_code = "internal"

    def __init__(
        self, code: str | None = None, *, field: str | None = None, **params: str | int
    ) -> None:
        self.code = code or self.default_code
        self.field = field
        self.params = params
        super().__init__(self.code, params)


class Unauthenticated(DomainError):
    """The caller did not prove who they are."""

    default_code = "token_invalid"


class Forbidden(DomainError):
    """The caller is known and may not do this."""

    default_code = "role_insufficient"


class NotFound(DomainError):
    """There is nothing under that id that the caller may know of."""

    default_code = "not_found"


class AlreadyExists(DomainError):
    """Something else is stored under that id."""

    default_code = "id_taken"


class VersionMismatch(DomainError):
    """The document changed since the version that was named."""

    default_code = "version_mismatch"


class Invalid(DomainError):
    """A well-formed value that means nothing here."""

    default_code = "invalid_value"


class CannotConvert(Invalid):
    """No conversion between two units for this food; `missing` is the figure that is not known."""

    default_code = "cannot_convert"

    def __init__(self, source: str, target: str, missing: str) -> None:
        super().__init__(source=source, target=target, missing=missing)


class Unreadable(DomainError):
    """A photo in which nothing could be read."""

    default_code = "image_not_readable"


class BadImage(DomainError):
    """An upload that is not an image this service takes."""

    default_code = "image_unsupported"


class Conflict(DomainError):
    """What the present state does not allow."""

    default_code = "conflict"


class ProviderFailed(DomainError):
    """A provider gave no usable answer; the next one in the chain may."""

    default_code = "provider_unavailable"

    def __init__(self, reason: str, *, retry_after_s: float | None = None) -> None:
        super().__init__()
        self.reason = reason
        self.retry_after_s = retry_after_s


class ProviderRefused(ProviderFailed):
    """The provider will not answer this request, however often it is asked (policy, bad input)."""


class Unavailable(DomainError):
    """A dependency is down or too slow; trying again later may work."""

    default_code = "dependency_unavailable"


class Overloaded(Unavailable):
    """Too much is under way here already; the work was not begun."""

    default_code = "overloaded"
    retry_after_s = 2
