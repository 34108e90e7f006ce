"""What a request did is counted for that request and for no other, whichever threads did it."""

import io
import json
import logging

from shared import logs, telemetry


def test_outside_a_request_counting_does_nothing() -> None:
    telemetry.count("reads")
    assert telemetry.fields() == {}


def test_sums_are_those_of_the_request() -> None:
    with telemetry.trail({"request_id": "a"}) as first:
        telemetry.count("reads", 2)
        telemetry.count("reads")
    with telemetry.trail({"request_id": "b"}) as second:
        telemetry.count("writes")
    assert (first.sums, second.sums) == ({"reads": 3}, {"writes": 1})


def test_threads_count_for_the_request_that_started_them() -> None:
    with telemetry.Threads(4) as pool:
        with telemetry.trail({"request_id": "a"}) as first:
            done = [pool.submit(telemetry.count, "reads") for _ in range(50)]
            for one in done:
                one.result()
        with telemetry.trail({"request_id": "b"}) as second:
            list(pool.map(telemetry.count, ["reads"] * 7))
    assert (first.sums["reads"], second.sums["reads"]) == (50, 7)


def test_every_line_of_a_request_carries_its_id() -> None:
    logs.configure("INFO")
    [handler] = [one for one in logs.logger.handlers if one.get_name() == "output"]
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    try:
        with telemetry.trail({"request_id": "r1"}), telemetry.Threads(1) as pool:
            pool.submit(logging.getLogger("zerowaste.model").warning, "model call").result()
        logging.getLogger("zerowaste.jobs").warning("alone")
    finally:
        handler.setStream(before or written)
    inside, outside = map(json.loads, written.getvalue().splitlines())
    assert inside["request_id"] == "r1"
    assert "request_id" not in outside
