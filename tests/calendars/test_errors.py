"""The tree of errors is as it is drawn."""

from calendars import errors


def test_errors__drawn_in_the_docstring__all_of_them_and_no_others() -> None:
    drawn = [line.split()[1] for line in (errors.__doc__ or "").splitlines() if line.startswith(("├", "└"))]
    assert drawn == [error.__name__ for error in errors.CalendarError.__subclasses__()]
    assert len(drawn) <= 10
