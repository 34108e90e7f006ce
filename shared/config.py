"""Every setting of the product, read once from the environment, on one page."""

import os
from collections.abc import Mapping
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import AliasGenerator, BaseModel, ConfigDict, Field, ValidationError
from pydantic.functional_validators import AfterValidator, BeforeValidator

_EMULATOR = "_EMULATOR_HOST"
_OF_A_LAPTOP = ("LOCAL_OIDC_KEY", "LOCAL_SIGNING_KEY", "MESSAGES_OUTBOX")


# Who may be named in a chain; each needs its key or address, `offline` nothing.
_NEEDED = {"gemini": "GEMINI_API_KEY", "openai": "OPENAI_API_KEY or OPENAI_BASE_URL"}
_SOURCES_NEED = {
    "cosing": ("cosing_url", "cosing_key"),
    "ewg": ("ewg_url",),
    "invima": ("invima_url",),
}
PROVIDERS = ("gemini", "openai", "offline")


class MissingSetting(RuntimeError):
    """A setting this function needs is not in the environment, or makes no sense."""


def _words(value: object) -> object:
    """The words of a list, each once."""
    if not isinstance(value, str):
        return value
    return tuple(dict.fromkeys(value.replace(",", " ").split()))


def _provider(name: str) -> str:
    if name not in PROVIDERS:
        raise ValueError(f"there is no provider {name}")
    return name


ProviderName = Annotated[str, AfterValidator(_provider)]
Chain = Annotated[tuple[ProviderName, ...], BeforeValidator(_words)]
ProductProviders = Annotated[
    tuple[Literal["open_food_facts", "open_beauty_facts"], ...], BeforeValidator(_words)
]
SubstanceSources = Annotated[
    tuple[
        Literal[
            "pubchem",
            "openfda",
            "cosing",
            "open_food_facts",
            "open_beauty_facts",
            "ewg",
            "invima",
        ],
        ...,
    ],
    BeforeValidator(_words),
]
WebAddress = Annotated[str, Field(pattern=r"^https?://\S+$")]
RedisAddress = Annotated[str, Field(pattern=r"^rediss?://\S+$")]

LabelReaders = Annotated[
    tuple[Literal["google_vision", "gemini", "openai", "tesseract", "rapidocr"], ...],
    BeforeValidator(_words),
]
Origin = Annotated[str, Field(pattern=r"^https?://[a-z0-9.-]+(:[0-9]{1,5})?$")]
Origins = Annotated[tuple[Origin, ...], BeforeValidator(_words)]


Fronts = Annotated[tuple[IPv4Network | IPv6Network, ...], BeforeValidator(_words)]
# Google's own addresses, those left out that its cloud rents to customers
# (www.gstatic.com/ipranges/goog.json without cloud.json, and the load balancers' own).
_GOOGLE = """
35.191.0.0/16 64.233.160.0/19 66.102.0.0/20 66.249.64.0/19 72.14.192.0/18 74.125.0.0/16
108.177.0.0/17 130.211.0.0/22 142.250.0.0/15 172.217.0.0/16 172.253.0.0/16 173.194.0.0/16
192.178.0.0/15 209.85.128.0/17 216.58.192.0/19 216.239.32.0/19
2001:4860::/32 2404:6800::/32 2607:f8b0::/32 2800:3f0::/32 2a00:1450::/32 2c0f:fb50::/32
"""


class WorkerAddress(NamedTuple):
    """Where a worker's routes begin, and whom tokens for it are meant for."""

    url: str
    audience: str


class Settings(BaseModel):
    """Fields are environment variables in lower case; see the README's table for who needs which.

    Emulator hosts are `host:port`, except `storage_emulator_host`, which is a URL.
    """

    model_config = ConfigDict(
        frozen=True, extra="ignore", alias_generator=AliasGenerator(validation_alias=str.upper)
    )

    google_cloud_project: str
    k_service: str | None = None
    k_revision: str = "local"

    # Sessions: only `auth` is given the private ones.
    access_private_key: str | None = None
    access_public_keys: str | None = None
    refresh_key: str | None = None
    access_issuer: str = "zerowasteai"
    access_audience: str = "zerowasteai-app"

    # Background work.
    tasks_location: str = "europe-west1"
    image_queue: str = "image-jobs"
    recognition_queue: str = "recognition-jobs"
    label_queue: str = "label-jobs"
    worker_base_url: str | None = None
    worker_service_account: str | None = None
    scheduler_service_account: str | None = None
    oidc_certs_url: str = "https://www.googleapis.com/oauth2/v3/certs"

    media_bucket: str | None = None

    # Providers, in the order they are asked; `offline` always closes the chain.
    recogniser_providers: Chain = ()
    writer_providers: Chain = ()
    painter_providers: Chain = ()
    # Who reads the photos of labels, in order; the embedded `rapidocr` always closes the chain. By
    # default the models that recognise. `google_vision` takes the process's own credentials,
    # `tesseract` needs `tesserocr`. Labels are explained by the writers.
    label_readers: LabelReaders = ()
    google_vision_url: str = "https://vision.googleapis.com"
    gemini_api_key: str | None = None
    gemini_base_url: str | None = None
    gemini_api_version: str = "v1beta"
    gemini_text_model: str = "gemini-3.5-flash-lite"
    gemini_vision_model: str = "gemini-3.5-flash-lite"
    gemini_image_model: str = "gemini-nano-banana-2.1"

    # OpenAI's own API, or any that is compatible: `OPENAI_BASE_URL` ends where it begins. OpenAI
    # needs a key, others may not. Models as of 2026-11-22, developers.openai.com/api/docs/models;
    # NVIDIA's Nemotron: `nvidia/nemotron-3-super-120b-a12b` writes,
    # `nvidia/nemotron-3-nano-omni-30b-a3b-reasoning` sees. The effort is told to OpenAI alone.
    openai_api_key: str | None = None
    openai_base_url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    openai_text_model: str = "gpt-6-luna"
    openai_vision_model: str = "gpt-6-luna"
    openai_image_model: str = "gpt-image-2.5-flare"
    openai_effort: Literal["none", "low", "medium", "high", "off"] = "none"

    # Who knows the products behind barcodes: `open_food_facts`, `open_beauty_facts`; nobody by
    # default. `product_contact` is the mail address that their terms want to know.
    product_providers: ProductProviders = ()
    product_contact: str | None = None
    open_food_facts_url: str = "https://world.openfoodfacts.org"
    open_beauty_facts_url: str = "https://world.openbeautyfacts.org"

    # Who is asked about the ingredients of labels beside the embedded tables; nobody by default.
    # `substance_contact` is the mail address they are told. CosIng, EWG and INVIMA have no open
    # interface: they are asked where an address is set (see their adapters for what it answers).
    substance_sources: SubstanceSources = ()
    substance_contact: str | None = None
    pubchem_url: WebAddress = "https://pubchem.ncbi.nlm.nih.gov"
    openfda_url: WebAddress = "https://api.fda.gov"
    openfda_key: str | None = None
    cosing_url: WebAddress | None = None
    cosing_key: str | None = None
    ewg_url: WebAddress | None = None
    ewg_key: str | None = None
    invima_url: WebAddress | None = None
    invima_key: str | None = None
    # What they said is kept for a day, in Firestore unless a Redis is named.
    cache_storage: RedisAddress | None = None

    # What a kitchen's models may cost in a day (UTC), in US dollars by the table of
    # `shared.domain.spending`; after that the offline providers answer.
    daily_budget_usd: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.50

    # Limits: `local` makes them a hundred times wider. They are counted in Firestore (sign-in and
    # model calls) and in memory (the rest) unless a Redis is named. `trusted_hops` is how many
    # proxies in front append to `X-Forwarded-For`: 0 takes the socket's address. `trusted_fronts`
    # are the networks of front ends that only some requests come through: Firebase Hosting's.
    limits: Literal["production", "local"] = "production"
    limits_storage: Annotated[str, Field(pattern=r"^rediss?://\S+$")] | None = None
    trusted_hops: Annotated[int, Field(ge=0, le=10)] | None = None
    trusted_fronts: Fronts = tuple(map(ip_network, _GOOGLE.split()))

    # Origins of browsers that may call, exact: `https://app.example.com`. None by default.
    cors_origins: Origins = ()

    # Where the spans of requests go (OTLP over HTTP, the whole address): Google's own is
    # `https://telemetry.googleapis.com/v1/traces`. Nowhere by default. `traces_share` is the share
    # of requests that are traced, chosen by trace id, so that every part of one is or none.
    traces_url: WebAddress | None = None
    traces_share: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] = 1.0

    # How many requests this process serves at once, as functions-framework reads it too; each kind
    # of outside call may take half of them.
    threads: Annotated[int, Field(ge=1, le=1024)] | None = None

    # Uploads.
    max_image_bytes: Annotated[int, Field(gt=0)] = 10_000_000
    max_image_pixels: Annotated[int, Field(gt=0)] = 40_000_000

    # The local stack.
    firestore_emulator_host: str | None = None
    firebase_auth_emulator_host: str | None = None
    storage_emulator_host: str | None = None
    tasks_emulator_host: str | None = None
    local_oidc_key: str | None = None
    local_signing_key: str | None = None
    messages_outbox: Path | None = None

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = "INFO"

    @property
    def limits_times(self) -> int:
        """How many times as wide as in production the limits are."""
        return 100 if self.limits == "local" else 1

    @property
    def providers_at_hand(self) -> tuple[str, ...]:
        """Those that can be asked, in the order they are where none is named."""
        keyed = {
            "gemini": self.gemini_api_key,
            "openai": self.openai_api_key or self.openai_base_url,
            "offline": "always",
        }
        return tuple(name for name in PROVIDERS if keyed[name])

    @property
    def places(self) -> int:
        """How many calls of one kind may be under way at once."""
        threads = self.threads or 4 * (os.cpu_count() or 1)
        return max(1, threads // 2)

    @property
    def hops(self) -> int:
        """Cloud Run's front end appends the address it saw; a laptop has nothing in front."""
        if self.trusted_hops is not None:
            return self.trusted_hops
        return 1 if self.k_service else 0

    def worker(self, function: str) -> "WorkerAddress":
        """Where a worker function is called. `WORKER_BASE_URL` names one address for all, or, with
        `{function}` in it, a service each; services have hyphens where functions have underscores.

        Raises:
            MissingSetting: it is not set.
        """
        base = self.need("worker_base_url").rstrip("/")
        service = base.replace("{function}", function.replace("_", "-"))
        path = f"{service}/api/v1/{function}"
        # The platform wants a service's own address as the audience of the tokens it lets in.
        return WorkerAddress(path, path if service == base else service)

    def need(self, name: str) -> str:
        """The setting's text.

        Raises:
            MissingSetting: it is not set; the message names its environment variable.
        """
        value = getattr(self, name)
        if not value:
            raise MissingSetting(f"{name.upper()} is not set")
        return str(value)


def read(environment: Mapping[str, str]) -> Settings:
    """The settings in `environment`.

    Raises:
        MissingSetting: one is missing or malformed, or what is for a laptop is set in production.
    """
    given = {name: value for name, value in environment.items() if value.strip()}
    if given.get("K_SERVICE"):
        named = [name for name in given if _belongs_to_a_laptop(name, given[name])]
        if named:
            raise MissingSetting(f"not allowed in production: {', '.join(named)}")
    try:
        settings = Settings.model_validate(given)
    except ValidationError as error:
        wrong = "; ".join(f"{e['loc'][0]}: {e['msg']}" for e in error.errors(include_input=False))
        raise MissingSetting(wrong) from None
    _check_chains(settings)
    return settings


def _belongs_to_a_laptop(name: str, value: str) -> bool:
    """Whether the variable would switch a check off: libraries read emulators' by themselves."""
    return (
        name.endswith(_EMULATOR)
        or name in _OF_A_LAPTOP
        or (name == "LIMITS" and value == "local")
        or (name == "OIDC_CERTS_URL" and not value.startswith("https://"))
    )


def _check_chains(settings: Settings) -> None:
    for name in ("recogniser_providers", "writer_providers", "painter_providers"):
        for provider in getattr(settings, name):
            if provider not in settings.providers_at_hand:
                raise MissingSetting(f"{name.upper()}: {provider} needs {_NEEDED[provider]}")
    for reader in settings.label_readers:
        if reader in _NEEDED and reader not in settings.providers_at_hand:
            raise MissingSetting(f"LABEL_READERS: {reader} needs {_NEEDED[reader]}")
    if settings.product_providers and not settings.product_contact:
        raise MissingSetting("PRODUCT_PROVIDERS needs PRODUCT_CONTACT")
    for source in settings.substance_sources:
        for name in ("substance_contact", *_SOURCES_NEED.get(source, ())):
            if not getattr(settings, name):
                raise MissingSetting(f"SUBSTANCE_SOURCES: {source} needs {name.upper()}")


@cache
def settings() -> Settings:
    """The settings of this process."""
    return read(os.environ)


def in_production() -> bool:
    """Whether this process serves on Cloud Run."""
    return bool(os.environ.get("K_SERVICE"))
