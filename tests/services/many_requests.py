"""A long history of requests of all kinds, the same on every run, and what each of them was told."""

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from booking import create_app
from booking.model import Adjacency, Organization, Space, Unit, db
from booking.rules.details import Details
from booking.rules.rulebook import shipped
from booking.rules.verdict import Verdict
from booking.services import audit, kept_verdicts, rulebooks
from booking.services.actors import SYSTEM
from booking.vocabulary import Alcohol, Audience, BookingKind, OrganizationKind, Track
from tests.databases import settings
from tests.scenes import NOW, WEEKLY, Scene, scene_in

REQUESTS = 60
SPACES = ("skolen/hal", "skolen/hal-a", "skolen/hal-b", "skolen/bane", "torvet/torvet")
FURTHER = """
[[rule]]
use = "shared-use"
where = { space = ["skolen/hal-a", "skolen/hal-b"] }
what = { kind = ["training", "teaching"] }
alike = ["kind", "audience"]
apart = ["tournament", "match"]

[[rule]]
use = "coordination"
id = "near"
"""


def told(app: Flask) -> Iterator[str]:
    """What each request of the history is told, as JSON; needs an app context, and that the database is empty."""
    scene = _scene(app)
    choose = random.Random(80)
    for number in range(REQUESTS):
        answer = scene.submit(**_request(choose), accept_partial=choose.random() < 0.5)
        if answer.booking and number % 9 == 0:
            scene.cancel(answer.booking)
        assert answer.verdict is not None
        yield as_json(answer.verdict)
    assert audit.problems() == []


def as_json(verdict: Verdict) -> str:
    proposals = [repr(proposal) for said in verdict.occurrences for proposal in said.proposals]
    alternatives = [repr(alternative) for alternative in verdict.alternatives]
    return json.dumps([kept_verdicts.write(verdict), kept_verdicts.said(verdict), proposals, alternatives])


def _scene(app: Flask) -> Scene:
    scene = scene_in(app)
    text = shipped("municipality").replace('name = "municipality"', 'name = "town"')
    rulebooks.load(text.replace('version = "1"', 'version = "2"', 1) + FURTHER, SYSTEM, NOW)
    scene.institution("skolen")
    clubs = [*scene.clubs(3), "haandbold", "judo"]
    for number, slug in enumerate(clubs):
        members = {"members": 40 * number, "young_members": 20 * number}
        approved = {"approved_from": date(2020, 1, 1), "declaration_until": date(2028, 1, 1)}
        scene.change(Organization, slug, **members, **approved, local=number != 1)
    scene.change(Organization, "klub-2", kind=OrganizationKind.NETWORK, track=Track.LENDING)
    scene.change(Space, "hal-a", tags=["noise_out"])
    scene.change(Space, "hal-b", tags=["noise_sensitive"], layouts={"rows": {"capacity": 60, "setup_minutes": 30}})
    with db.session() as session:
        units = {unit.slug: unit for unit in session.query(Unit)}
        units["a"].lanes, units["b"].lanes = 3, 2
        session.add(Adjacency(unit_id=units["a"].id, neighbour_id=units["b"].id))
        session.commit()
    return scene


def _request(choose: random.Random) -> dict[str, Any]:
    day = date(2027, 2, 1) + timedelta(days=choose.choice((0, 1, 1, 2, 5)))
    hour = choose.choice((16, 17, 17, 18, 19))
    space = choose.choice(SPACES)
    return {
        "time": f"{day}T{hour}:00-{hour + choose.choice((1, 2, 3))}:{choose.choice(('00', '30'))}",
        "organization": choose.choice(("haandbold", "judo", "klub-0", "klub-1", "klub-2", "skolen")),
        "spaces": (space,) if choose.random() < 0.8 else tuple(choose.sample(SPACES[1:], 2)),
        "activity": choose.choice(("Håndbold", "Badminton", "Eksamen", "Trommer", "Futsal")),
        "kind": choose.choice((*[BookingKind.TRAINING] * 6, *BookingKind)),
        "audience": choose.choice(tuple(Audience)),
        "people": choose.choice((8, 12, 40, 160)),
        "rrule": choose.choice((None, None, WEEKLY.format(3), WEEKLY.format(6))),
        "wait": choose.random() < 0.3,
        "layout": "rows" if space == "skolen/hal-b" and choose.random() < 0.3 else None,
        "lanes": choose.choice((None, 1, 2)) if space in SPACES[1:4] else None,
        "details": _details(choose),
    }


def _details(choose: random.Random) -> Details:
    if choose.random() < 0.6:
        return Details()
    return Details(
        alcohol=choose.choice((None, *Alcohol)),
        amplified_music=choose.choice((None, True, False)),
        displaced_agree=choose.choice((None, True)),
        responsible_age=choose.choice((None, 17, 40)),
        sleeping_people=choose.choice((None, 30, 200)),
    )


if __name__ == "__main__":
    own_app = create_app(settings(sys.argv[1], Path(sys.argv[2])))
    with own_app.app_context():
        print(*told(own_app), sep="\n")
