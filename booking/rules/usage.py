"""How much of what an organization had was left unused."""

from booking.rules.facts import Standing


def unused(standing: Standing, late_hours: int) -> int:
    """Times at which nobody came, and those cancelled with less than so many hours of notice."""
    return len(standing.absences) + sum(notice < late_hours for notice in standing.cancelled)


def unused_percent(standing: Standing, late_hours: int, least_times: int) -> int:
    """The share of its times, in whole percent rounded down; 0 where it had fewer than `least_times`."""
    if standing.times < max(least_times, 1):
        return 0
    return unused(standing, late_hours) * 100 // standing.times
