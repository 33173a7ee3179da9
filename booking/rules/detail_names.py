"""What each detail of an event is called where somebody is asked for it."""

from collections.abc import Mapping
from enum import StrEnum

from booking.wording import N_


class Detail(StrEnum):
    """The names of the fields of Details."""

    ALCOHOL = "alcohol"
    CLOSED_CIRCLE = "closed_circle"
    ENTRANCE_FEE = "entrance_fee"
    COMMERCIAL = "commercial"
    FOOD = "food"
    AMPLIFIED_MUSIC = "amplified_music"
    OPEN_FIRE = "open_fire"
    VEHICLES = "vehicles"
    ROAD_CLOSED = "road_closed"
    OPEN_TO_ALL = "open_to_all"
    LIFESAVER = "lifesaver"
    AWAKE_GUARD = "awake_guard"
    DISPLACED_AGREE = "displaced_agree"
    NEIGHBOURS_TOLD = "neighbours_told"
    FOR_DISABLED = "for_disabled"
    RESPONSIBLE_AGE = "responsible_age"
    YOUNG_PEOPLE = "young_people"
    SLEEPING_PEOPLE = "sleeping_people"
    SLEEPING_IN_ONE_ROOM = "sleeping_in_one_room"
    TENT_SQUARE_METRES = "tent_square_metres"
    STRUCTURES_SQUARE_METRES = "structures_square_metres"
    STAGE_CENTIMETRES = "stage_centimetres"
    PASSAGE_CENTIMETRES = "passage_centimetres"
    SECOND_CHOICE = "second_choice"


WANTED: Mapping[Detail, str] = {
    Detail.ALCOHOL: N_("which alcohol is served, if any"),
    Detail.CLOSED_CIRCLE: N_("whether only a closed circle is invited"),
    Detail.ENTRANCE_FEE: N_("whether people pay to get in"),
    Detail.COMMERCIAL: N_("whether somebody is to make a profit"),
    Detail.FOOD: N_("whether food is sold or served"),
    Detail.AMPLIFIED_MUSIC: N_("whether there is amplified music"),
    Detail.OPEN_FIRE: N_("whether there is open fire"),
    Detail.VEHICLES: N_("whether vehicles come onto the area"),
    Detail.ROAD_CLOSED: N_("whether a road is to be closed"),
    Detail.OPEN_TO_ALL: N_("whether everybody may come"),
    Detail.LIFESAVER: N_("whether a lifesaver is there"),
    Detail.AWAKE_GUARD: N_("whether somebody stays awake on guard"),
    Detail.DISPLACED_AGREE: N_("whether those who have the place already agree"),
    Detail.NEIGHBOURS_TOLD: N_("whether the neighbours have been told"),
    Detail.FOR_DISABLED: N_("whether it is for people with disabilities"),
    Detail.RESPONSIBLE_AGE: N_("the age of the person responsible"),
    Detail.YOUNG_PEOPLE: N_("how many of those who come are under 25"),
    Detail.SLEEPING_PEOPLE: N_("how many stay overnight"),
    Detail.SLEEPING_IN_ONE_ROOM: N_("how many sleep in one room at most"),
    Detail.TENT_SQUARE_METRES: N_("how many square metres of tents there are"),
    Detail.STRUCTURES_SQUARE_METRES: N_("how many square metres all structures take up"),
    Detail.STAGE_CENTIMETRES: N_("how many centimetres high the stage is"),
    Detail.PASSAGE_CENTIMETRES: N_("how many centimetres are left free to pass"),
    Detail.SECOND_CHOICE: N_("which other place would do"),
}
"""To follow the words: must know ..."""
