"""The command line: data to standard output, words for people to standard error. It must not know tables or rules."""

from flask import Flask

from booking.commands.demo import demo
from booking.commands.imports import imports
from booking.commands.people import person, token
from booking.commands.reproduction import reproduce_decisions
from booking.commands.rules import rules
from booking.commands.simulations import simulate_rules
from booking.commands.verify import verify
from booking.commands.worker import worker


def init_app(app: Flask) -> None:
    """Make the commands known to `flask`."""
    for command in (simulate_rules, reproduce_decisions):
        rules.add_command(command)
    for command in (demo, imports, person, token, rules, verify, worker):
        app.cli.add_command(command)
