"""Taking back what was granted (DK-60): with a hearing, a reason, and never what is past."""

from datetime import UTC, datetime
from typing import Any

import pytest

from booking.errors import Conflict, Invalid
from booking.model import Claim, Decision, Outbox
from booking.vocabulary import DeviationCategory, Status
from tests.scenes import WEEKLY, Scene, count, statuses
from tests.services.deciding import decide

START = "2027-01-12T17:00"
WITHDRAWN: dict[str, Any] = {
    "approve": False,
    "occurrences": (START,),
    "reason": "Hallen skal bruges til valg",
    "category": DeviationCategory.OVERRIDING_NEED,
    "hearing": "Hørt pr. mail den 20. november",
}


def test_withdraw__for_the_sake_of_others__displaces_and_tells(scene: Scene) -> None:
    after = decide(scene, scene.book(rrule=WEEKLY.format(2)), **WITHDRAWN)
    assert statuses(after) == [Status.DISPLACED, Status.GRANTED]
    assert after.occurrences[0].reason == "Hallen skal bruges til valg"
    assert count(Claim) == 1
    assert count(Outbox, topic="booking.withdrawn") == 1
    kept = count(Decision, act="withdrawn", hearing=WITHDRAWN["hearing"], category="overriding_need")
    assert kept == 1


@pytest.mark.parametrize("category", [DeviationCategory.TERMS_NOT_KEPT, DeviationCategory.ERROR_CORRECTED])
def test_withdraw__for_the_partys_own_sake__refuses(scene: Scene, category: DeviationCategory) -> None:
    assert statuses(decide(scene, scene.book(), **{**WITHDRAWN, "category": category})) == [Status.REFUSED]


@pytest.mark.parametrize(
    ("missing", "nothing"), [("hearing", ""), ("hearing", " "), ("category", None), ("reason", "")]
)
def test_withdraw__without_what_the_law_asks_for__is_invalid(scene: Scene, missing: str, nothing: Any) -> None:
    with pytest.raises(Invalid) as raised:
        decide(scene, scene.book(), **{**WITHDRAWN, missing: nothing})
    assert list(raised.value.fields) == [missing]


def test_withdraw__what_has_begun__is_a_conflict(scene: Scene) -> None:
    with pytest.raises(Conflict):
        decide(scene, scene.book(), now=datetime(2027, 1, 12, 16, 1, tzinfo=UTC), **WITHDRAWN)


def test_refuse__with_nothing_named__leaves_what_is_granted(scene: Scene) -> None:
    with pytest.raises(Conflict):
        decide(scene, scene.book(), **{**WITHDRAWN, "occurrences": None})
