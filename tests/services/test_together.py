"""Several acts in one transaction: for bulk loads that are all or nothing, and for rehearsals."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from booking.errors import Conflict, NotFound
from booking.services import organizations
from booking.services.actors import SYSTEM
from booking.services.unit_of_work import together
from booking.vocabulary import OrganizationKind, Track

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def add(slug: str) -> None:
    values = {"slug": slug, "name": slug, "kind": OrganizationKind.NETWORK, "track": Track.LENDING}
    organizations.add(values, SYSTEM, NOW)


def names(app: Flask) -> list[str]:
    return [row.slug for row in organizations.listed(1, 50)[0]]


@pytest.mark.usefixtures("app_context")
def test_together__kept__commits_every_act(app: Flask) -> None:
    with together(keep=True):
        add("a")
        add("b")
    assert names(app) == ["a", "b"]


@pytest.mark.usefixtures("app_context")
def test_together__a_rehearsal__sees_what_it_did_and_leaves_nothing(app: Flask) -> None:
    with together(keep=False):
        add("a")
        assert organizations.find("a").slug == "a"
    assert names(app) == []


@pytest.mark.usefixtures("app_context")
def test_together__an_act_that_fails__is_undone_alone(app: Flask) -> None:
    with together(keep=True):
        add("a")
        with pytest.raises(Conflict):
            add("a")
        add("b")
    assert names(app) == ["a", "b"]


@pytest.mark.usefixtures("app_context")
def test_together__a_failure_nobody_catches__undoes_all_and_later_acts_are_alone_again(app: Flask) -> None:
    def everything() -> None:
        with together(keep=True):
            add("a")
            organizations.find("nowhere")

    with pytest.raises(NotFound):
        everything()
    assert names(app) == []
    add("c")
    assert names(app) == ["c"]
