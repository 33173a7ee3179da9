"""/rulebook/simulations: asked for, done in the background, and read at their own address."""

from time import monotonic, sleep
from typing import Any

import pytest

from tests.town import RULES, tuesday

SHORT = RULES + '\n[[rule]]\nuse = "length"\nmax_minutes = 60\n'
LONGEST_WAIT_SECONDS = 60


@pytest.fixture
def body() -> dict[str, Any]:
    return {"text": SHORT, "from": str(tuesday()), "to": str(tuesday(8))}


@pytest.fixture
def done(call):
    """Look at the address until the simulation has come to its end."""

    def look(answer: Any, who: str = "officer") -> Any:
        assert answer.status_code == 202, answer.get_data(as_text=True)
        path = answer.headers["Location"].removeprefix("/api/v1")
        patience = monotonic() + LONGEST_WAIT_SECONDS
        while monotonic() < patience:
            found = call("GET", path, who=who)
            if found.json["state"] in ("done", "failed"):
                return found
            sleep(0.05)
        raise AssertionError("the simulation does not come to its end")

    return look


def test_simulate__a_rulebook__is_accepted_and_done_in_the_background(call, booked, body, done):
    booking = booked(rrule="FREQ=WEEKLY;COUNT=3")
    answer = call("POST", "/rulebook/simulations", body, who="officer")
    assert answer.json["report"] is None
    found = done(answer)
    assert (found.json["state"], found.json["done"], found.json["total"]) == ("done", 1, 1)
    assert (found.json["from"], found.json["to"]) == (body["from"], body["to"])
    report = found.json["report"]
    assert report["rulebook"] == {"name": "town", "version": "1", "effective_from": "2020-01-01"}
    assert report["statuses"] == [{"was": "granted", "would_be": "refused", "occurrences": 3, "bookings": 1}]
    assert report["rules"][0]["rule"] == "length"
    assert report["changed"][0]["booking"] == booking["ref"]


def test_simulate__a_stored_version__is_done(call, booked, body, done):
    booked()
    wish = {"name": "town", "version": "1", "from": body["from"], "to": body["to"]}
    assert done(call("POST", "/rulebook/simulations", wish, who="administrator")).json["report"]["statuses"] == []


def test_simulate__a_period_without_bookings__is_done_at_once(call, body, done):
    found = done(call("POST", "/rulebook/simulations", body, who="officer"))
    assert found.json["report"]["occurrences"] == 0


def test_simulate__a_bad_rulebook__is_422_with_each_problem_and_its_line(call, body):
    body["text"] += '\n[[rule]]\nuse = "nonsense {x}"\n\n[[rule]]\nuse = "length"\nmax_minutes = "long"\n'
    answer = call("POST", "/rulebook/simulations", body, who="officer")
    assert answer.status_code == 422
    problems = answer.json["errors"]["text"]
    assert len(problems) == 2
    assert all(problem.startswith("line ") for problem in problems)
    assert "nonsense {x}" in problems[0]


@pytest.mark.parametrize("change", [{"text": None}, {"from": None}, {"to": "2020-01-01"}, {"text": ""}, {"text": 1}])
def test_simulate__what_makes_no_sense__is_422(call, body, change):
    wish = {name: value for name, value in {**body, **change}.items() if value is not None}
    assert call("POST", "/rulebook/simulations", wish, who="officer").status_code == 422


def test_simulate__an_unknown_version__is_404(call, body):
    wish = {"name": "town", "version": "99", "from": body["from"], "to": body["to"]}
    assert call("POST", "/rulebook/simulations", wish, who="officer").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("", 401), ("member", 403), ("caretaker", 403)])
def test_simulations__who_does_not_decide__is_refused(call, body, done, who, status):
    answer = call("POST", "/rulebook/simulations", body, who="officer")
    done(answer)
    path = answer.headers["Location"].removeprefix("/api/v1")
    assert call("POST", "/rulebook/simulations", body, who=who).status_code == status
    assert call("GET", "/rulebook/simulations", who=who).status_code == status
    assert call("GET", path, who=who).status_code == status


def test_show_simulation__unknown__is_404(call):
    assert call("GET", "/rulebook/simulations/99", who="officer").status_code == 404


def test_show_simulation__not_changed_since__is_304(call, body, done):
    answer = call("POST", "/rulebook/simulations", body, who="officer")
    etag = done(answer).headers["ETag"]
    path = answer.headers["Location"].removeprefix("/api/v1")
    assert call("GET", path, who="officer", headers={"If-None-Match": etag}).status_code == 304


def test_list_simulations__has_the_latest_first_without_reports(call, body, done):
    for _ in range(2):
        done(call("POST", "/rulebook/simulations", body, who="officer"))
    answer = call("GET", "/rulebook/simulations?page_size=1", who="officer")
    assert len(answer.json) == 1
    assert "report" not in answer.json[0]
    assert '"total": 2' in answer.headers["X-Pagination"]
