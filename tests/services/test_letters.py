"""Letters: all that a party must be told of a decision, in both languages, and nothing about anybody else."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from booking.errors import NotFound
from booking.model import Letter as KeptLetter
from booking.model import Organization, Space, Venue
from booking.services import letters, rulebooks
from booking.services.actors import SYSTEM
from booking.services.letters import Letter
from booking.services.views import BookingView
from booking.vocabulary import Access, Audience, BookingKind, DeviationCategory, Status, Track, VenueKind
from tests.scenes import NOW, WEEKLY, Scene, count, statuses
from tests.services.deciding import decide, market
from tests.town import RULES

HEAD = 'title = "Byens regler"\ncomplaint = "Byrådet inden fire uger."\n'
PRIORITY = """
[[rule]]
use = "priority"
source = "DK-10 to DK-22, DK-26, DK-47 to DK-51: folkeoplysningsloven § 21(3)-(4); two weeks' notice (Høje-Taastrup)"
"""
CLAUSE = ("- folkeoplysningsloven § 21, stk. 3 og 4; to ugers varsel", "- folkeoplysningsloven § 21(3)-(4); two weeks'")
WHY = {"reason": "Hallen skal bruges til valg.", "hearing": "Hørt den 16. november."}
OVERRIDING = DeviationCategory.OVERRIDING_NEED
NOT_HEARD = ("I er ikke hørt forinden", "You were not heard beforehand")
HEARD = (WHY["hearing"], WHY["hearing"])

Said = Mapping[str, tuple[str, str]]
"""What a letter has to say, in Danish and in English."""

ALWAYS: Said = {
    "1 who decides": ("af officer for kommunen", "by officer for the municipality"),
    "1 when": ("mandag den 23. november 2026", "Monday 23 November 2026"),
    "1 the party": ("Til Håndboldklubben", "To Håndboldklubben"),
    "1 for what": ("Håndbold U13 (", "Håndbold U13 ("),
    "1 the room": ("Hal-a, Skolen:", "Hal-a, Skolen:"),
    "1 the times": (
        "- hver tirsdag kl. 17.00–18.00 fra den 12. januar 2027 til den 26. januar 2027",
        "- every Tuesday 17:00–18:00 from 12 January 2027 to 26 January 2027",
    ),
    "2 the law": ("Folkeoplysningsloven § 21: Kommunen anviser", "Folkeoplysningsloven § 21: the municipality"),
    "2 its paragraphs": ("(§ 21, stk. 4)", "(§ 21(4))"),
    "2 the rulebook": ("»Byens regler«, version 2", "“Byens regler”, version 2"),
    "3 an assessment": ("foretaget en konkret vurdering", "A concrete assessment"),
    "3 the reason": ("Begrundelse: Hallen skal bruges til valg.", "Reason: Hallen skal bruges til valg."),
    "4 the capacity": ("Hal-a har plads til 100 personer; I er 10 personer", "Hal-a holds 100 persons; you are 10"),
    "4 alternatives": ("Der er set på andre klokkeslæt", "Other hours and places were looked at"),
    "5 hearing": ("\nHøring\n", "\nHearing\n"),
    "6 no complaint": ("kan ikke indbringes for en anden", "cannot be brought before another"),
    "6 local remedy": ("I kommunen: Byrådet inden fire uger.", "In the municipality: Byrådet inden fire uger."),
    "6 supervision": ("den er ikke klageinstans", "it handles no complaints"),
    "7 what is free": ("Dette er ledigt nu", "These are free now"),
    "7 where": ("Skolevej 1, 2750 Ballerup", "Skolevej 1, 2750 Ballerup"),
    "7 waiting list": ("stå på venteliste", "wait for it"),
    "7 contact": ("Kim Kontakt, +45 00 00 00 02, kim@town.example", "Kim Kontakt, +45 00 00 00 02, kim@town.example"),
}
"""Items 1 to 7 of what forvaltningsloven §§ 19, 22, 24 and 25 ask for; item 8 is that a partial grant has them too."""


def read(scene: Scene, booking: BookingView, language: str = "en", who: str = "officer", **which: Any) -> Letter:
    return letters.letter(booking.ref, language, scene.actor(who), NOW, **which)


def three(scene: Scene, **other: Any) -> BookingView:
    return scene.book("17:00-18:00", rrule=WEEKLY.format(3), **other)


def starts(booking: BookingView) -> tuple[str, ...]:
    return tuple(it.start.replace(tzinfo=None).isoformat(timespec="minutes") for it in booking.occurrences)


def refused(scene: Scene) -> tuple[BookingView, Said]:
    booking = three(scene, kind=BookingKind.MARKET)
    decide(scene, booking, approve=False, reason=WHY["reason"])
    return booking, {"result": ("Afslået:", "Refused:"), "subject": ("Afslag", "Refusal"), "5": NOT_HEARD}


def granted_otherwise(scene: Scene) -> tuple[BookingView, Said]:
    """18-19 instead of 17-18 (item 8), and one date not at all."""
    booking = three(scene, kind=BookingKind.MARKET)
    later = {"start": "2027-01-12T18:00", "end": "2027-01-12T19:00"}
    decide(scene, booking, instead=later, refuse=("2027-01-26T17:00",), reason=WHY["reason"])
    return booking, {
        "subject": ("Delvis bevilling", "Granted in part"),
        "result": ("Bevilget i stedet:", "Granted instead:"),
        "granted": ("tirsdag den 12. januar 2027 kl. 18.00–19.00", "Tuesday 12 January 2027 18:00–19:00"),
        "5": NOT_HEARD,
    }


def withdrawn(scene: Scene) -> tuple[BookingView, Said]:
    booking = three(scene)
    decide(scene, booking, approve=False, occurrences=starts(booking), category=OVERRIDING, **WHY)
    return booking, {
        "subject": ("Tilbagekaldelse", "Withdrawal"),
        "result": ("Tilbagekaldt:", "Taken back:"),
        "3 ground": ("Grund: et overordnet behov i kommunen.", "Ground: an overriding need of the municipality."),
        "5": HEARD,
    }


def displaced(scene: Scene) -> tuple[BookingView, Said]:
    holder = three(scene, audience=Audience.ADULTS)
    booking = three(scene, organization="judo", activity="Hemmelig judo", note="Ring til Ole Hemmelig")
    decide(scene, booking, displace=True, **WHY)
    return holder, {
        "subject": ("Jeres tid skal bruges til andet", "Your time is needed for other use"),
        "result": ("Taget tilbage, fordi stedet skal bruges", "Taken back, as the place is needed"),
        "2 clause": CLAUSE,
        "3 main consideration": ("Normalt går børn og unge forud for", "normally children and young people before"),
        "4 the other's category": ("af træning (børn)", "by training (children)"),
        "5": HEARD,
    }


@pytest.fixture
def told(scene: Scene) -> Scene:
    """A school with a contact person and an address, under rules that know a remedy and an order."""
    contact = {"contact_name": "Kim Kontakt", "contact_phone": "+45 00 00 00 02", "contact_email": "kim@town.example"}
    scene.change(Venue, "skolen", street="Skolevej 1", post_code="2750", town="Ballerup", **contact)
    text = RULES.replace('version = "1"', 'version = "2"').replace("2020-01-01", "2026-11-22")
    rulebooks.load(HEAD + text.lstrip() + PRIORITY, SYSTEM, NOW)
    return scene


ACTS = pytest.mark.parametrize("act", [refused, granted_otherwise, withdrawn, displaced])
Act = Callable[[Scene], tuple[BookingView, Said]]


@pytest.mark.parametrize("language", ["da", "en"])
@ACTS
def test_letter__to_the_partys_detriment__states_all_that_the_law_asks_for(
    told: Scene, act: Act, language: str
) -> None:
    booking, own = act(told)
    it = read(told, booking, language)
    whole = f"{it.subject}\n{it.text}"
    assert booking.ref in whole
    for what, said in {**ALWAYS, **own}.items():
        assert said[language == "en"] in whole, (what, whole)


@ACTS
def test_letter__of_what_a_person_decided__stays_the_same_to_the_letter(told: Scene, act: Act) -> None:
    """Whatever becomes of names, contact persons and what is free."""
    booking, _ = act(told)
    before = [read(told, booking, language) for language in ("da", "en")]
    told.change(Venue, "skolen", name="Den Nye Skole", contact_name="Nogen Anden")
    told.change(Organization, "haandbold", name="Håndbold 2030")
    told.book("18:00-19:00", organization="judo", spaces=("skolen/hal-b",))
    assert [read(told, booking, language) for language in ("da", "en")] == before


def test_letter__about_a_time_that_others_have__names_nobody_else(told: Scene) -> None:
    """Neither to who is displaced, nor to who is refused, nor to who is granted a part."""
    told.change(Organization, "judo", name="Kodeord Judo", email="kodeord@judo.example", phone="+45 99 99 99 99")
    secret = {"organization": "judo", "activity": "Kodeord", "note": "Kodeord"}
    told.book("17:00-18:00", audience=Audience.CHILDREN, **secret)
    partly = told.book("17:00-18:00", accept_partial=True, rrule=WEEKLY.format(2), audience=Audience.ADULTS)
    waiting = told.book("17:00-18:00", wait=True)
    decide(told, waiting, approve=False, reason="Tiden er optaget.")
    for booking in (displaced_by_secret(told, secret), partly, waiting):
        for language in ("da", "en"):
            it = read(told, booking, language)
            for telling in ("odeord", "judo", "+45 99", "Ida", "Ole"):
                assert telling not in it.subject + it.text, (telling, it.text)


def displaced_by_secret(scene: Scene, secret: Mapping[str, Any]) -> BookingView:
    holder = scene.book("2027-01-13T17:00-18:00", audience=Audience.ADULTS)
    decide(scene, scene.book("2027-01-13T17:00-18:00", **secret), displace=True, **WHY)
    return holder


def test_letter__about_what_was_granted__is_short(told: Scene) -> None:
    booking = three(told, kind=BookingKind.MARKET)
    decide(told, booking)
    it = read(told, booking, "da")
    assert it.subject == "Bekræftelse: Håndbold U13, Hal-a, Skolen"
    assert "Bevilget:" in it.text
    assert "Kim Kontakt" in it.text
    assert "Hal-a er åben; ingen behøver at lukke jer ind." in it.text
    assert "Klage" not in it.text


def test_letter__about_what_the_rules_decided__says_so_and_offers_a_person(told: Scene) -> None:
    told.book("17:00-18:00", organization="judo")
    booking = told.book("17:00-18:00", accept_partial=True, rrule=WEEKLY.format(2), audience=Audience.ADULTS)
    assert statuses(booking) == [Status.REFUSED, Status.GRANTED]
    it = read(told, booking)
    assert it.subject.startswith("Granted in part")
    assert "by the municipality's rules, automatically" in it.text
    assert "You can always ask for a person to look at it" in it.text
    assert "Taken Tuesday 12 January 17:00–18:00 by training (children)." in it.text
    assert count(KeptLetter) == 0


def test_letter__about_what_awaits_an_officer__is_a_receipt(told: Scene) -> None:
    it = read(told, market(told), "da")
    assert it.subject.startswith("Modtaget")
    assert "Modtaget mandag den" in it.text
    assert "Reserveret, til en sagsbehandler har afgjort det:" in it.text
    assert "En sagsbehandler afgør det, og I får besked." in it.text


def test_letter__about_what_only_waits__promises_no_officer(told: Scene) -> None:
    told.book("17:00-18:00", audience=Audience.CHILDREN)
    text = read(told, told.book("17:00-18:00", audience=Audience.ADULTS, wait=True)).text
    assert "it goes to those who wait; you will be told if you get it." in text
    assert "An officer decides" not in text


def test_letter__about_what_asks_for_an_officer__says_that_one_decides(told: Scene) -> None:
    told.book("17:00-18:00", audience=Audience.CHILDREN)
    text = read(told, told.book("17:00-18:00", audience=Audience.ADULTS, ask_officer=True)).text
    assert "An officer decides" in text
    assert "those who wait" not in text


def test_letter__in_part_where_others_yield__does_not_say_how_those_were_heard(told: Scene) -> None:
    told.book("17:00-18:00", organization="judo", audience=Audience.ADULTS, rrule=WEEKLY.format(2))
    booking = told.book("17:00-18:00", rrule=WEEKLY.format(2))
    first, second = starts(booking)
    decide(told, booking, occurrences=(first,), refuse=(second,), displace=True, **WHY)
    text = read(told, booking).text
    assert WHY["hearing"] not in text
    assert NOT_HEARD[1] in text


@pytest.mark.parametrize(
    ("track", "law"),
    [(Track.LENDING, "kommunalfuldmagten"), (Track.LETTING, "lejer det ud"), (Track.OWN_USE, "§ 21, stk. 1")],
)
def test_letter__on_another_legal_ground__names_it(told: Scene, track: Track, law: str) -> None:
    booking = market(told, track=track)
    decide(told, booking, approve=False, reason="Nej.")
    text = read(told, booking, "da").text
    assert law in text
    assert "stk. 4" not in text


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("kind", [VenueKind.SQUARE, VenueKind.STREET])
def test_letter__about_a_road__names_vejloven_and_vejdirektoratet(told: Scene, kind: VenueKind, language: str) -> None:
    told.change(Venue, "torvet", kind=kind)
    booking = market(told, spaces=("torvet/torvet",))
    decide(told, booking, approve=False, reason="Torvet er optaget af et marked.")
    text = read(told, booking, language).text
    assert "Lov om offentlige veje § 80" in text
    assert "Vejdirektoratet" in text
    assert ("fire uger", "four weeks")[language == "en"] in text
    assert "olkeoplysningsloven" not in text


def test_letter__about_an_earlier_decision__is_found_by_its_number(told: Scene) -> None:
    booking = market(told)
    first = read(told, booking)
    decide(told, booking, approve=False, reason="Nej.")
    assert read(told, booking).subject.startswith("Refusal")
    assert read(told, booking, decision=first.decision).subject.startswith("Received")
    other = read(told, three(told, spaces=("skolen/hal-b",)))
    with pytest.raises(NotFound):
        read(told, booking, decision=other.decision)


def test_letter__for_who_may_not_see_the_booking__is_not_found(told: Scene) -> None:
    booking, _ = refused(told)
    assert read(told, booking, who="member") == read(told, booking)
    with pytest.raises(NotFound):
        read(told, booking, who="rival")


def test_letter__with_odd_words_from_people__says_them_as_they_are(told: Scene) -> None:
    booking = market(told, activity="Loppemarked {50 %}")
    decide(told, booking, approve=False, reason="Se {reglerne}: 100 % optaget.")
    it = read(told, booking)
    assert "Loppemarked {50 %}" in it.subject
    assert "Reason: Se {reglerne}: 100 % optaget." in it.text


def test_letter__of_two_places__lists_each_with_its_times(told: Scene) -> None:
    booking = three(told, spaces=("skolen/hal-a", "skolen/hal-b"), kind=BookingKind.MARKET)
    decide(told, booking)
    assert "Hal-a, Skolen and Hal-b, Skolen:\n- every Tuesday" in read(told, booking).text


def test_letter__where_staff_open__says_who_opens(told: Scene) -> None:
    told.change(Space, "hal-a", access=Access.STAFF)
    booking = market(told)
    decide(told, booking)
    assert "The staff let you into Hal-a." in read(told, booking).text
