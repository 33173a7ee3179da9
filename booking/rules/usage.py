"""How much of what an organization had was left unused."""

from booking.rules.facts import Standing


def unused(standing: Standing, late_hours: int) -> int:
    """Times at which nobody came, and those cancelled with less than so many hours of notice."""
    return len(standing.absences) + sum(notice < late_hours for notice in standing.cancelled)


def much_unused(standing: Standing, percent: int, late_hours: int, least_times: int) -> bool:
    """Whether that is more than so many percent of its times; never where it had fewer than `least_times`."""
    return standing.times >= least_times and unused(standing, late_hours) * 100 > percent * standing.times
