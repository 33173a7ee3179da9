"""Files as somebody would import them, and the reports that come back."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path

VENUES = """\
external_id;venue;venue_name;venue_kind;venue_hours;space;name;kind;units;capacity;tags;layouts;neighbours
r1;skolen;Måløv Skole;school;mon-sun 08:00-22:00;hal;Hal;hall;Hal A|Hal B;200;sport;rows 200 (15+15);
r2;skolen;Måløv Skole;school;mon-sun 08:00-22:00;hal-a;Hal A;half-hall;Hal A;100;sport;;
r3;skolen;Måløv Skole;school;mon-sun 08:00-22:00;hal-b;Hal B;half-hall;Hal B;100;sport;;Hal A
r4;badet;Badet;swimming_pool;mon-sun 06:00-22:00;bassin;Bassin;pool;Bassin all of 6;120;;;
r5;badet;Badet;swimming_pool;mon-sun 06:00-22:00;bane;Bane;lane;Bassin 1 of 6;15;;;
"""

ORGANIZATIONS = """\
external_id,slug,name,kind,members,young_members,for_disabled,approved_from,declaration_until
o1,klubben,Klubben,association,40,25,ja,2020-01-01,2099-12-31
o2,,Rådhuset,institution,0,,,,
"""


def saved(directory: Path, name: str, text: str, encoding: str = "utf-8") -> str:
    file = directory / name
    file.write_text(text, encoding=encoding)
    return str(file)


def written(rows: Sequence[Mapping[str, object]]) -> str:
    """The rows as CSV, with every column that one of them has."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def report(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def verdicts(text: str) -> list[tuple[str, str]]:
    """External id and verdict of each row of a report."""
    return [(row["external_id"], row["verdict"]) for row in report(text)]
