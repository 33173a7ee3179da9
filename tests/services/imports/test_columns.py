"""The columns of the imports are documented, each of them and no other."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from booking.services.imports import bookings, organizations, venues
from booking.services.imports.cells import Column

PAGE = (Path(__file__).parents[3] / "docs" / "imports.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("heading", "columns"),
    [("Venues", venues.COLUMNS), ("Organizations", organizations.COLUMNS), ("Bookings", bookings.COLUMNS)],
)
def test_columns__every_one__is_in_its_table_and_marked_where_needed(heading: str, columns: Sequence[Column]) -> None:
    section = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    [table] = [part for part in section if part.startswith(f"{heading}\n")]
    cells = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    documented = {name: "*" in cell for cell in cells for name in re.findall(r"`(\w+)`", cell)}
    assert documented == {column.name: column.needed for column in columns}
