"""/rulebook/simulations: what a rulebook would have said of past bookings."""

from flask import url_for

from booking.api import background, paging
from booking.api.blueprint import Blueprint
from booking.api.callers import caller, now
from booking.api.shapes.query import PageShape
from booking.api.shapes.simulation import ListedSimulationShape, NewSimulationShape, SimulationShape
from booking.services import simulation_jobs, simulations

blueprint = Blueprint("simulations", "What a rulebook would have said of the bookings of a period.")


@blueprint.route("/rulebook/simulations", methods=["POST"])
@blueprint.fails(403, 404)
@blueprint.arguments(NewSimulationShape)
@blueprint.response(202, SimulationShape)
def simulate(wish):
    """Try a rulebook on past bookings; officers and administrators. Its address, in Location, says how far it is.

    Nothing that is booked changes. A rulebook that cannot be used is 422, with every problem and its line.
    """
    simulation = simulations.ask(wish, caller(), now())
    background.begin()
    return simulation, {"Location": url_for("simulations.show_simulation", number=simulation.id)}


@blueprint.route("/rulebook/simulations")
@blueprint.fails(403)
@blueprint.arguments(PageShape, location="query")
@blueprint.response(200, ListedSimulationShape(many=True), headers=paging.DOCUMENTED)
def list_simulations(page):
    """The simulations without their reports, the latest first; officers and administrators."""
    rows, total = simulations.listed(**page, actor=caller())
    return rows, paging.headers(**page, total=total)


@blueprint.route("/rulebook/simulations/<int(max=9223372036854775807):number>")
@blueprint.fails(403, 404)
@blueprint.response(200, SimulationShape)
def show_simulation(number):
    """How far a simulation is, and its report when it is done; officers and administrators.

    One that was left undone goes on when it is looked at.
    """
    simulation = simulations.find(number, caller())
    if simulation_jobs.is_left(simulation, now()):
        background.begin()
    return simulation
