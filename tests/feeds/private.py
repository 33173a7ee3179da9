"""Private feeds for tests: made for somebody of the town, and read."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Update, select, update

from booking.model import Membership, Person, Role, db
from booking.services import private_calendars, private_feeds
from booking.services.private_feeds import Choice
from tests.feeds.conftest import PUBLIC_URL
from tests.scenes import NOW, Scene

CLUB = Choice(organization="haandbold")
SCHOOL = Choice(venues=["skolen"])
ALL_MINE = Choice(venues=[])
ZONE = ZoneInfo("Europe/Copenhagen")


def made(scene: Scene, who: str, choice: Choice, now: datetime = NOW) -> str:
    """The token of a new feed."""
    return private_feeds.create(choice, scene.actor(who), now)[1]


def read(token: str, now: datetime = NOW) -> str:
    return private_calendars.read(token, PUBLIC_URL, ZONE, now).text


def modified(token: str, now: datetime = NOW) -> datetime:
    return private_calendars.read(token, PUBLIC_URL, ZONE, now).last_modified


def end(kind: type[Membership] | type[Role], who: str) -> None:
    """The memberships or roles of somebody end."""
    _set(who, lambda person: update(kind).where(kind.person_id == person).values(ended_at=NOW))


def speak(who: str, language: str) -> None:
    _set(who, lambda person: update(Person).where(Person.id == person).values(language=language))


def _set(who: str, change: Callable[[int], Update]) -> None:
    with db.session() as session:
        person = session.scalars(select(Person.id).where(Person.email == f"{who}@town.example")).one()
        session.execute(change(person))
        session.commit()
