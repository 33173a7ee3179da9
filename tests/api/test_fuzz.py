"""Whatever the API's document allows is sent, and much that it does not: nothing fails, nothing is undocumented."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, Case, GenerationMode, checks
from schemathesis.config import GenerationConfig, SchemathesisConfig
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks as openapi

from tests.town import Town, founded, tuesday

EXAMPLES = 15
"""For each of some thirty operations, and each of those who call."""

CHECKS = [
    checks.not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_headers_conformance,
    openapi.response_schema_conformance,
]

KNOWN_PATHS = {"venue": "skolen", "space": "hal-a", "organization": "haandbold"}
KNOWN_FIELDS: Mapping[str, Any] = {
    "spaces": ["skolen/hal-a"],
    "organization": "haandbold",
    "start": f"{tuesday()}T17:00",
    "end": f"{tuesday()}T18:30",
    "occurrence": f"{tuesday()}T17:00",
    "from": str(tuesday()),
    "to": str(tuesday()),
    "first_day": str(tuesday(1)),
    "hours": "mon-sun 06:00-24:00",
}
POSSIBLE: Mapping[str, Any] = {
    "rrule": "FREQ=WEEKLY;COUNT=3",
    "skip": [],
    "dates": [],
    "lanes": None,
    "people": 20,
    "layout": None,
    "scope": "one",
}


@pytest.fixture
def town(app) -> Town:
    """With a booking, so that there is something to change and to cancel."""
    return founded(app)


@pytest.fixture
def ref(app, town) -> str:
    known = {name: KNOWN_FIELDS[name] for name in ("spaces", "organization", "start", "end")}
    body = {**known, "spaces": ["skolen/hal-b"], "activity": "handball", "people": 20, "rrule": "FREQ=WEEKLY;COUNT=50"}
    answer = app.test_client().post("/api/v1/bookings", json=body, headers=town.signed_in("member"))
    return answer.json["ref"]


@pytest.fixture
def operations(app) -> Sequence[APIOperation]:
    """Every operation of the document that the application itself serves."""
    config = SchemathesisConfig()
    config.projects.default.generation = GenerationConfig(deterministic=True, with_security_parameters=False)
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, config=config)
    return [found.ok() for found in document.get_all_operations() if isinstance(found, Ok)]


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("who", ["nobody", "member", "administrator"])
@pytest.mark.database("sqlite")
def test_every_operation__whatever_is_sent__answers_as_documented(operations, town, ref, who, mode, subtests):
    headers = {} if who == "nobody" else dict(town.signed_in(who))
    for operation in operations:
        with subtests.test(operation=operation.label):
            _fuzz(operation, mode, {**KNOWN_PATHS, "ref": ref}, headers)


def _fuzz(operation: APIOperation, mode: GenerationMode, known: Mapping[str, str], headers: dict[str, str]) -> None:
    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def send(case: Case) -> None:
        _steer(case, known)
        case.call_and_validate(headers=headers, checks=CHECKS)

    try:
        send()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE  # some operations take nothing that could be wrong


def _steer(case: Case, known: Mapping[str, str]) -> None:
    """Two of three cases towards things that exist, and one of them towards what can be had; chance finds neither."""
    size = len(repr(case.path_parameters)) + len(repr(case.body))
    if size % 3 == 1 and isinstance(case.body, dict):
        case.body.update({name: value for name, value in POSSIBLE.items() if name in case.body})
    if size % 3:
        case.path_parameters.update({name: known[name] for name in case.path_parameters if name in known})
        for given in (case.body, case.query):
            if isinstance(given, dict):
                given.update({name: value for name, value in KNOWN_FIELDS.items() if name in given})
        if "If-Match" in case.headers:
            case.headers["If-Match"] = '"1"' if size % 2 else '"0"'
