"""A rulebook with all of the catalogue in it."""

from booking.rules.order.order import Criterion
from booking.rules.rule import catalogue
from booking.rules.rulebook import read


def every_rule_once() -> str:
    """All of the catalogue, with parameters at which each has something to say."""
    given = {
        "audiences": 'audiences = "children"',
        "booking-kinds": 'kinds = ["training", "private"]',
        "cancellation": "hours = 48\ndays = 2",
        "cancellation-ceiling": "most = 1\nwithin_hours = 24",
        "coming-singles": "most = 2",
        "condition": 'text = "insurance."\nauthority = "the desk"\ndays_before = 7',
        "daily-quota": "hours = 2",
        "exit-margin": "alarm_at = 22:00:00\nwith_clear_up = true",
        "changing-rooms": 'tags = ["a", "rows"]\nmost = 1',
        "free-passage": "centimetres = 130",
        "horizon": 'months = 1\nperiod = "school_holiday"',
        "inform": 'text = "Shoes {off}."\npeople_from = 100',
        "lanes-per-party": "most = 3",
        "lead-time": "working_days = 5\ndays = 2\nhours = 100\npeople_from = 20",
        "lending-window": "opens = 16:00:00\ncloses = 00:00:00",
        "length": "min_minutes = 30\nmax_minutes = 300",
        "load-plan": "without_plan = 20",
        "members-per-hour": "members = 40",
        "music-days": "most = 1",
        "needs": 'details = ["alcohol", "entrance_fee", "second_choice"]',
        "neighbours": 'loud_tags = "a"\nloud_activities = "row"\nquiet_tags = "rows"\nquiet_kinds = "meeting"',
        "nights": "most_in_one_go = 2\nmost_in_year = 3",
        "not-allowed": 'text = "Not {this}."\nremedy = "But {that}."\neffect = "review"',
        "named-periods": 'kind = "school_holiday"\napply_days = 30',
        "no-shows": "in_a_year = 2",
        "organization-kinds": 'kinds = "association"',
        "obligation": 'text = "Leave it {clean}."\nauthority = "the desk"\ndays_before = 9\nlate = "review"',
        "prime-time-quota": "hours = 2",
        "past-use": "least_times = 1",
        "priority": f"criteria = {[str(each) for each in Criterion]}\ncap_percent = 10\nyouth_until = 20:00:00",
        "responsible-person": "min_age = 18\nage_said = true",
        "review": "people_from = 150",
        "series": "most = 2",
        "shared-exits": 'tags = ["a", "rows"]\nmost = 40',
        "small-event": "people = 30\nminutes = 60\nnights = 1\nplaces = 1",
        "start-grid": "minutes = 15",
        "tracks": 'tracks = ["assignment", "own_use"]',
        "weekly-quota": "hours = 3",
    }
    rules = "\n".join(f'[[rule]]\nuse = "{id}"\n{given.get(id, "")}' for id in catalogue())
    return f'version = "1"\neffective_from = 2026-01-01\n{rules}'


TEXT = every_rule_once()
EVERY_RULE = read(TEXT)
