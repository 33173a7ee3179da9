"""GET /openapi.json: the document is OpenAPI 3.1, complete, and says the same as interface.md."""

import pytest
import schemathesis

ADDRESSES = {
    ("get", "/venues"),
    ("get", "/venues/{venue}"),
    ("get", "/venues/{venue}/spaces"),
    ("get", "/spaces/{venue}/{space}"),
    ("get", "/availability"),
    ("get", "/spaces/{venue}/{space}/occupancy"),
    ("post", "/bookings/preview"),
    ("post", "/bookings"),
    ("get", "/bookings"),
    ("get", "/bookings/{ref}"),
    ("patch", "/bookings/{ref}"),
    ("post", "/bookings/{ref}/cancel"),
    ("post", "/bookings/{ref}/decision"),
    ("post", "/bookings/{ref}/observations"),
    ("get", "/organizations"),
    ("post", "/organizations"),
    ("get", "/organizations/{organization}"),
    ("patch", "/organizations/{organization}"),
    ("get", "/venues/{venue}/hours"),
    ("put", "/venues/{venue}/hours"),
    ("get", "/spaces/{venue}/{space}/hours"),
    ("put", "/spaces/{venue}/{space}/hours"),
    ("get", "/venues/{venue}/closures"),
    ("post", "/venues/{venue}/closures"),
    ("delete", "/venues/{venue}/closures"),
    ("get", "/spaces/{venue}/{space}/closures"),
    ("post", "/spaces/{venue}/{space}/closures"),
    ("delete", "/spaces/{venue}/{space}/closures"),
    ("get", "/venues/{venue}/day"),
    ("get", "/rulebook"),
    ("post", "/rulebook/simulations"),
    ("get", "/rulebook/simulations"),
    ("get", "/rulebook/simulations/{number}"),
    ("get", "/feeds"),
    ("post", "/feeds"),
    ("get", "/feeds/{number}"),
    ("patch", "/feeds/{number}"),
    ("delete", "/feeds/{number}"),
}
METHODS = {"get", "post", "put", "patch", "delete"}

pytestmark = pytest.mark.database("sqlite")


@pytest.fixture
def document(client):
    return client.get("/api/v1/openapi.json").json


def operations(document):
    for path, item in document["paths"].items():
        for method in METHODS & item.keys():
            yield method, path.removeprefix("/api/v1"), item[method]


def test_document__has_every_address(document):
    assert document["openapi"].startswith("3.1")
    assert {(method, path) for method, path, _ in operations(document)} >= ADDRESSES


def test_document__is_valid(app):
    schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app).validate()


def test_document__every_reference__leads_somewhere(document):
    for reference in _references(document):
        target = document
        for part in reference.removeprefix("#/").split("/"):
            target = target[part]


def test_document__every_operation__is_described_and_may_fail(document):
    for method, path, operation in operations(document):
        assert operation["summary"], (method, path)
        assert {"401", "500", "503"} <= operation["responses"].keys(), (method, path)
        for status, answer in operation["responses"].items():
            failed = int(status) >= 400
            assert (set(answer.get("content", {})) == {"application/problem+json"}) is failed, (method, path, status)


def test_document__what_is_sent__may_be_too_large_or_of_another_type(document):
    for method, path, operation in operations(document):
        if "requestBody" in operation:
            assert {"413", "415", "422"} <= operation["responses"].keys(), (method, path)


def _references(part):
    if isinstance(part, dict):
        for name, inner in part.items():
            if name == "$ref":
                yield inner
            else:
                yield from _references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _references(inner)
