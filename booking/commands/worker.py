"""`flask worker`: what must happen by itself, such as letting go of places that were held too long."""

from time import sleep

import click

from booking.commands.plainly import now, plainly, say
from booking.errors import Unavailable
from booking.services import expiry, feed_texts, simulation_jobs, waiting

PAUSE_SECONDS = 60


@click.command()
@click.option("--once", is_flag=True, help="Do what is due and end.")
@plainly
def worker(once: bool) -> None:
    """Let go of places held for an officer for longer than the rulebook says, offer what was given back to those who
    wait, write anew what calendars say of what has passed, and do the simulations that are left, now and every
    minute."""
    while True:
        try:
            _work()
        except Unavailable:
            if once:
                raise
            say("The database cannot be reached; trying again in a minute.")
        if once:
            return
        sleep(PAUSE_SECONDS)


def _work() -> None:
    released = expiry.release_overdue(now())
    if released:
        say(f"{released} held time{'' if released == 1 else 's'} let go.")
    given = waiting.offer_freed(now())
    if given:
        say(f"{given} waiting time{'' if given == 1 else 's'} given a place.")
    ended = expiry.end_passed(now())
    if ended:
        say(f"{ended} time{'' if ended == 1 else 's'} waited for in vain.")
    while written := feed_texts.refresh(now()):
        say(f"Calendars of {written} booking{'' if written == 1 else 's'} written anew.")
    while simulation_jobs.work(now):
        say("A simulation has come to its end.")
