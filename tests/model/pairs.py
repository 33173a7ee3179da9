"""Two claims in a row, and whether the database must refuse the second."""

from dataclasses import dataclass, field
from typing import Any

from tests.model.ground import Ground


@dataclass(frozen=True, slots=True)
class Pair:
    name: str
    first: dict[str, Any]
    second: dict[str, Any]
    refused: bool = field(kw_only=True)

    def try_out(self, ground: Ground) -> None:
        """Write both and undo them; AssertionError where the database answers otherwise."""
        around = ground.connection.begin_nested()
        ground.claim(**self.first)
        if self.refused:
            with ground.refused("claim_held_once"):
                ground.claim(**self.second)
        else:
            ground.claim(**self.second)
        around.rollback()


def _claim(time: str, of: int = 0, **other: Any) -> dict[str, Any]:
    return {"time": time, "of": of, **other}


def _buffer(time: str, of: int = 0) -> dict[str, Any]:
    return _claim(time, of, core=False)


def _lanes(time: str, first: int, beyond: int | None, of: int = 0, **other: Any) -> dict[str, Any]:
    return {"time": time, "of": of, "unit": "pool", "lanes": (first, beyond), **other}


PAIRS = (
    Pair("the same time", _claim("17:00-18:00"), _claim("17:00-18:00", 1), refused=True),
    Pair("overlapping", _claim("17:00-18:00"), _claim("17:30-18:30", 1), refused=True),
    Pair("one microsecond", _claim("17:00-18:00"), _claim("17:59:59.999999-19:00", 1), refused=True),
    Pair("inside", _claim("17:00-20:00"), _claim("18:00-19:00", 1), refused=True),
    Pair("around", _claim("18:00-19:00"), _claim("17:00-20:00", 1), refused=True),
    Pair("of the same occurrence", _claim("17:00-18:00"), _claim("17:30-18:30"), refused=True),
    Pair("touching after", _claim("17:00-18:00"), _claim("18:00-19:00", 1), refused=False),
    Pair("touching before", _claim("18:00-19:00"), _claim("17:00-18:00", 1), refused=False),
    Pair("midnight is an end", _claim("22:00-24:00"), _claim("22:00-23:00", 1), refused=True),
    Pair("midnight is a start", _claim("22:00-24:00"), _claim("24:00-25:00", 1), refused=False),
    Pair("at the end of a whole day", _claim("12:00-36:00"), _claim("35:59-37:00", 1), refused=True),
    Pair("after a whole day", _claim("12:00-36:00"), _claim("36:00-37:00", 1), refused=False),
    Pair(
        "in the fraction of a whole day",
        _claim("00:00:00.900000-24:00:00.900000"),
        _claim("24:00:00.800000-25:00", 1),
        refused=True,
    ),
    Pair("another unit", _claim("17:00-18:00"), _claim("17:00-18:00", 1, unit="pool"), refused=False),
    Pair("other lanes", _lanes("17:00-18:00", 1, 3), _lanes("17:00-18:00", 3, 5, 1), refused=False),
    Pair("a lane shared", _lanes("17:00-18:00", 1, 3), _lanes("17:00-18:00", 2, 4, 1), refused=True),
    Pair("all lanes after some", _lanes("17:00-18:00", 6, 7), _lanes("17:00-18:00", 1, None, 1), refused=True),
    Pair("some lanes after all", _lanes("17:00-18:00", 1, None), _lanes("17:00-18:00", 6, 7, 1), refused=True),
    Pair("lanes below an open range", _lanes("17:00-18:00", 4, None), _lanes("17:00-18:00", 1, 4, 1), refused=False),
    Pair("a buffer on a core", _claim("17:00-18:00"), _buffer("17:45-18:15", 1), refused=True),
    Pair("a core on a buffer", _buffer("17:45-18:15"), _claim("17:00-18:00", 1), refused=True),
    Pair("a core after a buffer", _buffer("18:00-18:15"), _claim("18:15-19:00", 1), refused=False),
    Pair("a buffer on a buffer", _buffer("18:00-18:30"), _buffer("18:15-19:00", 1), refused=False),
    Pair("a buffer on its own core", _claim("17:00-18:00"), _buffer("17:45-18:15"), refused=True),
    Pair("a buffer on its own buffer", _buffer("18:00-18:30"), _buffer("18:15-19:00"), refused=True),
    Pair(
        "buffers in other lanes", _lanes("17:00-18:00", 1, 2), _lanes("17:00-18:00", 2, 3, 1, core=False), refused=False
    ),
)
