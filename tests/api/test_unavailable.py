"""When the database is not there, or a fault of ours shows."""

from pathlib import Path

import pytest

from booking import create_app
from tests.databases import settings

GONE = {
    "sqlite": "sqlite:////nowhere/at/all/sambrug.sqlite",
    "postgresql": "postgresql://nobody@/nothing?host=/nowhere",
}


@pytest.fixture(params=sorted(GONE))
def stranded(request, tmp_path: Path):
    """A client of an application whose database cannot be reached."""
    return create_app(settings(GONE[request.param], tmp_path)).test_client()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/venues"),
        ("GET", "/venues/skolen"),
        ("GET", "/bookings"),
        ("POST", "/bookings"),
        ("GET", "/availability?start=2027-01-12T17:00&end=2027-01-12T18:00"),
    ],
)
def test_any_address__without_a_database__is_503_and_says_when_to_try_again(stranded, method, path):
    answer = stranded.open(f"/api/v1{path}", method=method, headers={"Authorization": "Bearer x"})
    assert (answer.status_code, answer.json["type"]) == (503, "/problems/unavailable")
    assert answer.content_type == "application/problem+json"
    assert int(answer.headers["Retry-After"]) > 0
    assert "Traceback" not in answer.get_data(as_text=True)


def test_any_address__fault_of_ours__is_500_without_a_traceback(tmp_path, capsys):
    app = create_app(settings(f"sqlite:///{tmp_path}/empty.sqlite", tmp_path))
    app.add_url_rule("/api/v1/fault", view_func=lambda: str(1 / 0))
    answer = app.test_client().get("/api/v1/fault", headers={"Accept-Language": "en"})
    assert answer.json
    assert (answer.status_code, answer.json["type"]) == (500, "/problems/failed")
    assert "division" not in answer.get_data(as_text=True)
    assert "ZeroDivisionError" in capsys.readouterr().out
