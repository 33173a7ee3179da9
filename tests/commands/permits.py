"""Permits of the form of New York City's open data: an invented file, and what must become of any such file.

Reads the file by itself, so that nothing of the import is trusted to test it.
"""

import csv
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO

WRITTEN = "%m/%d/%Y %I:%M:%S %p"
COLUMNS = (
    "Event ID",
    "Event Name",
    "Start Date/Time",
    "End Date/Time",
    "Event Agency",
    "Event Type",
    "Event Borough",
    "Event Location",
    "Event Street Side",
    "Street Closure Type",
)
STREETS = (
    "ELM  STREET between  1 AVENUE and 2 AVENUE",
    "Quay Plaza: Quay Plaza 5 Road between Broad Walk and 6 Street",
    "OAK ROAD betw",
)
FIELDS = tuple(
    f"{park}: {field}"
    for park in ("North Park", "St. Ann's Park / South Oval")
    for field in ("Soccer-01", "Softball-01", "Picnic Area #1")
)
SPORT = ("Sport - Youth", "Sport - Adult")
NOTICE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Date:
    """One time of a permit, in local wall time, with its places as the file names them, each once."""

    event: int
    type: str
    places: frozenset[str]
    start: datetime
    end: datetime

    def is_in_the_way_of(self, other: "Date") -> bool:
        return bool(self.places & other.places) and self.start < other.end and other.start < self.end

    @property
    def needs_street_permit(self) -> bool:
        on_street = any(":" not in place or " between " in place for place in self.places)
        return on_street and self.type not in (*SPORT, "Athletic Race / Tour")


def dates(text: str) -> Sequence[Date]:
    return [
        Date(
            int(row["Event ID"]),
            row["Event Type"],
            frozenset(filter(None, (" ".join(place.split()) for place in row["Event Location"].split(",")))),
            datetime.strptime(row["Start Date/Time"], WRITTEN),
            datetime.strptime(row["End Date/Time"], WRITTEN),
        )
        for row in csv.DictReader(StringIO(text))
    ]


def fates(of: Sequence[Date]) -> Mapping[Date, str]:
    """What becomes of each date: first come, first served, in order of the Event IDs; all its places or none.

    Where only adults and events are in the way of youth sport, and there is time to tell them, it waits for a person
    to decide.
    """
    now = min(date.start for date in of).replace(hour=0, minute=0) - timedelta(days=1)
    holding: dict[str, list[Date]] = defaultdict(list)
    fate = {}
    for date in sorted(of, key=lambda it: (it.event, it.start)):
        ahead = {it for place in date.places for it in holding[place] if it.is_in_the_way_of(date)}
        if not ahead:
            fate[date] = "conditional" if date.needs_street_permit else "granted"
            for place in date.places:
                holding[place].append(date)
        elif date.type == SPORT[0] and all(it.type != SPORT[0] for it in ahead) and date.start - now >= NOTICE:
            fate[date] = "waiting"
        else:
            fate[date] = "refused"
    return fate


def invented(seed: int = 1, permits: int = 80) -> str:
    """A file with all that the real one has: several and doubled places, uneven blanks, weeks and loose dates, days on
    end, both nights of the clock change, rows of a permit far apart, and a place that is only a blank.
    """
    chance = random.Random(seed)
    rows = [row for event in chance.sample(range(600000, 630000), permits) for row in _permit(chance, event)]
    chance.shuffle(rows)
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue()


def _permit(chance: random.Random, event: int) -> Iterator[Sequence[str]]:
    street = chance.random() < 0.25
    kind = chance.choice(("Street Event", "Farmers Market", "Parade") if street else (*SPORT, *SPORT, "Special Event"))
    places = chance.sample(STREETS if street else FIELDS, chance.choice((1, 1, 1, 2)))
    location = _location(chance, places)
    name = chance.choice(
        ("Soccer -Regulation", "Block Party, with music", 'The "Big" Day', "Fête \u0080 ✓", "END:VEVENT")
    )
    for start, end in _times(chance, street):
        yield (
            *(str(event), name, f"{start:{WRITTEN}}", f"{end:{WRITTEN}}", "Parks Department", kind, "Queens"),
            *(location, "", "N/A"),
        )


def _location(chance: random.Random, places: Sequence[str]) -> str:
    named = [*places, places[0]] if chance.random() < 0.3 else [*places]
    blanks = [re.sub(" ", chance.choice((" ", "  ")), place) + " " * chance.randrange(4) for place in named]
    return ",".join(blanks) + chance.choice(("", "", ",", ", "))


def _times(chance: random.Random, street: bool) -> Iterator[tuple[datetime, datetime]]:
    first = datetime(2022, 2, 20) + timedelta(days=chance.randrange(60), hours=chance.randrange(6, 18))
    if street and chance.random() < 0.5:
        yield first, first + timedelta(days=chance.choice((1, 3, 60)), hours=5, minutes=30)
        return
    lasts = timedelta(minutes=chance.choice((30, 60, 90, 150, 300)))
    weeks = range(chance.choice((1, 4, 9)))
    for week in weeks:
        start = first + timedelta(weeks=week, days=chance.choice((0, 0, 0, 1)), hours=chance.choice((0, 0, 0, 2)))
        yield start, start + lasts
