"""What time is: intervals, zones, series, opening hours, holidays.

It must not know what a venue, a booking or a person is, nor where anything is stored or shown.
"""
