"""A rulebook with all of the catalogue in it."""

from booking.rules.rule import catalogue
from booking.rules.rulebook import Rulebook, read


def every_rule_once() -> Rulebook:
    """All of the catalogue, with parameters at which each has something to say."""
    given = {
        "audiences": 'audiences = "children"',
        "booking-kinds": 'kinds = ["training", "private"]',
        "coming-singles": "most = 2",
        "condition": 'text = "insurance."\nauthority = "the desk"\ndays_before = 7',
        "daily-quota": "hours = 2",
        "exit-margin": "alarm_at = 22:00:00\nwith_clear_up = true",
        "horizon": "months = 1",
        "inform": 'text = "Shoes {off}."\npeople_from = 100',
        "lanes-per-party": "most = 3",
        "lead-time": "working_days = 5\ndays = 2\nhours = 100\npeople_from = 20",
        "lending-window": "opens = 16:00:00\ncloses = 00:00:00",
        "length": "min_minutes = 30\nmax_minutes = 300",
        "named-periods": 'kind = "school_holiday"\napply_days = 30',
        "organization-kinds": 'kinds = "association"',
        "review": "people_from = 150",
        "series": "most = 2",
        "start-grid": "minutes = 15",
        "tracks": 'tracks = ["assignment", "own_use"]',
        "weekly-quota": "hours = 3",
    }
    rules = "\n".join(f'[[rule]]\nuse = "{id}"\n{given.get(id, "")}' for id in catalogue())
    return read(f'version = "1"\neffective_from = 2026-01-01\n{rules}')


EVERY_RULE = every_rule_once()
