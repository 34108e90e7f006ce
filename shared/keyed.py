"""`Idempotency-Key`: a request that may be sent again and takes effect once.

What holds, for 24 hours, within one kitchen, user and route:

- Same key, same request: one run; everybody else gets its answer with `Idempotent-Replay: true`,
  or 409 with `Retry-After` while it runs. Another request under the key is a 422.
- Kept are answers and lasting refusals. What is refused before the handler (sign-in, limits,
  unreadable or invalid values) never takes the key.
- After a 5xx, what is worth trying again or a failed `If-Match` the key is let go at once, and the
  next attempt runs. A process that dies holds it until its lease ends (`LEASE`).
- Either may have stored something. Ids made with `Call.new_id` come from the key's seed, and those
  the client chose are the same anyway, so that the next attempt finds it and stores nothing twice.
  What a run did outside the stores, a model call for instance, is done again.
- Answers that are too large even compressed, or hold what only the caller may know
  (`Call.unkept`), are not kept: repeating runs again, with the same ids.

Cost: without the header nothing. With it one write before (create) and one after (compare-and-set);
a repeat costs a refused create and one read. Key and request are kept as hashes only.

After draft-ietf-httpapi-idempotency-key-header-07, the key taken as it comes, quoted or not.
"""

import hashlib
import re
import zlib
from collections.abc import Callable
from itertools import count

from flask import Request, Response

from shared import parsing, refusals
from shared.call import Call
from shared.domain.digest import digest
from shared.domain.errors import Invalid, Unavailable, VersionMismatch
from shared.domain.idempotency import KEPT, LEASE, KeyedRequest, KeyRunning, KeyState
from shared.routes import Route

_KEY = re.compile(r"[\x21-\x7e]{1,255}")
# Below Firestore's 1 MiB for a document, with room for its other fields.
MOST_BYTES = 900_000
_ATTEMPTS = 3


def answered_once(
    request: Request,
    route: Route,
    call: Call,
    run: Callable[[], Response],
    refuse: Callable[[Exception], Response],
) -> Response:
    """What `run` answers, or answered the first time.

    Raises:
        Invalid: the key is malformed, or was used for another request.
        KeyRunning: the first request has not answered yet.
        Unavailable: the store is down; nothing was run.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None or not route.takes_key:
        return run()
    if not _KEY.fullmatch(key):
        raise Invalid("invalid_header", name="Idempotency-Key")
    keyed = _taken(call, _new(request, route, call, key))
    if keyed.state is KeyState.DONE:
        call.notes["replay"] = True
        call.uncounted()
        return _replay(keyed)
    call.id_source = _ids(keyed.seed)
    return _run(call, keyed, run, refuse)


def _new(request: Request, route: Route, call: Call, key: str) -> KeyedRequest:
    session = call.signed_in
    scope = (session.kitchen_id, session.uid, route.method, _function(request), route.path, key)
    return KeyedRequest(
        id=hashlib.sha256("\n".join(scope).encode()).hexdigest(),
        kitchen_id=session.kitchen_id,
        uid=session.uid,
        fingerprint=_fingerprint(request, call),
        seed=call.wiring.clock.new_secret(),
        leased_until=call.now + LEASE,
        expires_at=call.now + KEPT,
    )


def _function(request: Request) -> str:
    return "/".join(request.path.split("/")[:4])


def _fingerprint(request: Request, call: Call) -> str:
    """Over method, path, query, media type and body; of a form over its parts, whatever their
    boundary."""
    parts = [request.method, request.path, request.query_string.decode("latin-1"), request.mimetype]
    if request.mimetype == "multipart/form-data":
        for name, value in sorted(request.form.items(multi=True)):
            parts += [name, value]
        parts += [hashlib.sha256(upload).hexdigest() for upload in call.uploads]
    else:
        parts.append(hashlib.sha256(parsing.raw_body(request)).hexdigest())
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _taken(call: Call, mine: KeyedRequest) -> KeyedRequest:
    """The key's request, held by this run, or done."""
    store = call.wiring.keyed_requests
    for _ in range(_ATTEMPTS):
        created = store.create(mine)
        if created is not None:
            return created
        found = store.get(mine.id)
        if found is None:
            continue
        if found.seed == mine.seed:
            # The answer to the create was lost on its way, and the client library repeated it.
            return found
        if found.expired(call.now):
            return _replaced(call, mine.model_copy(update={"version": found.version}))
        if found.fingerprint != mine.fingerprint:
            raise Invalid("idempotency_key_reused")
        if found.held(call.now):
            break
        if found.state is KeyState.DONE:
            return found
        return _replaced(call, found.taken_over(call.now))
    call.uncounted()
    raise KeyRunning


def _replaced(call: Call, keyed: KeyedRequest) -> KeyedRequest:
    try:
        return call.wiring.keyed_requests.replace(keyed)
    except VersionMismatch:
        call.uncounted()
        raise KeyRunning from None


def _run(
    call: Call,
    keyed: KeyedRequest,
    run: Callable[[], Response],
    refuse: Callable[[Exception], Response],
) -> Response:
    try:
        response = run()
    except Exception as error:
        if isinstance(error, VersionMismatch) or not refusals.lasting(error):
            _let_go(call, keyed)
            raise
        response = refuse(error)
    body = zlib.compress(response.get_data())
    if len(body) > MOST_BYTES or not call.keeps:
        _let_go(call, keyed)
        return response
    _store(call, keyed.done(response.status_code, dict(response.headers), body))
    return response


def _let_go(call: Call, keyed: KeyedRequest) -> None:
    _store(call, keyed.let_go(call.now))


def _store(call: Call, ended: KeyedRequest) -> None:
    """Writes how it ended. The effect is there already: a failure here must not hide it."""
    try:
        call.wiring.keyed_requests.replace(ended)
    except (Unavailable, VersionMismatch) as error:
        call.notes["key"] = error.code


def _replay(keyed: KeyedRequest) -> Response:
    response = Response(zlib.decompress(keyed.body), keyed.status)
    response.headers.update(keyed.headers)
    response.headers["Idempotent-Replay"] = "true"
    return response


def _ids(seed: str) -> Callable[[], str]:
    numbers = count(1)
    return lambda: digest(f"{seed}.{next(numbers)}")
