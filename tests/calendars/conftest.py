"""How hard the property tests of calendars/ look: the same examples on every run, however slow the machine."""

from hypothesis import settings

settings.register_profile("calendars", deadline=None, derandomize=True, max_examples=100)
settings.load_profile("calendars")
