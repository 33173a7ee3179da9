"""Who comes before whom where a time is taken, and who may be asked to give it up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from booking.rules.facts import Asked, Gather, Place, Time
from booking.rules.order.cases import Case, Yielded, case, names, once
from booking.rules.order.order import Criterion, Difference, Order
from booking.rules.order.party import who_asks
from booking.rules.order.ranks import Rank
from booking.rules.rule import Found, Rule, found
from booking.rules.usage import much_unused
from booking.vocabulary import BookingKind, Effect
from booking.wording import N_

_COMES_FIRST = N_("The place is taken. The order is normally {yours} before {theirs}: an officer decides.")
_CHOOSE_FREE_TIME = N_("Choose a time that is free to be answered at once.")
_EQUAL = N_("The place is taken, and the claims are equal: an officer decides.")
_TOO_LATE = N_(
    "The place is taken. The order is normally {yours} before {theirs}, but those who have it must be told "
    "{notice_days:day|days} before."
)
_CHOOSE_LATER = N_("Choose a free time, or one that lies {notice_days:day|days} ahead.")
_ASKED_TOO_LATE = N_(
    "The place is taken. The order is normally {yours} before {theirs}, but a time that others have must be asked for "
    "{ask_days:day|days} before."
)
_ASK_EARLIER = N_("Choose a free time, or one that lies {ask_days:day|days} ahead.")
_EQUAL_TOO_LATE = N_(
    "The place is taken, and the claims are equal, but those who have it must be told {notice_days:day|days} before."
)
_EQUAL_ASKED_TOO_LATE = N_(
    "The place is taken, and the claims are equal, but a time that others have must be asked for "
    "{ask_days:day|days} before."
)
_OVER_CAP = N_(
    "The place is taken. The order is normally {yours} before {theirs}, but they have given up {displaced} of "
    "{series_times:time|times}; more than {cap_percent} % takes their consent or a decision of the committee."
)
_AGREE = N_("Agree with them and say so in the request, or choose a free time.")
_COMES_AFTER = N_("The place is taken. The order is normally {theirs} before {yours}.")
_ASKED_AFTER = N_("The place is taken, and the claims are otherwise equal: it stays with those who asked first.")
_TAKES_NOTHING = N_(
    "The place is taken. The order is normally {yours} before {theirs}, but a time once given is not taken back for "
    "that."
)
_CHOOSE_OR_WAIT = N_("Choose a free time, or wait for this one.")
_ASK_THEM = N_("The place is taken. Before this use ({kind}) you agree with those who have it.")
_SAY_THEY_AGREE = N_(
    "Ask the municipality to put you in touch with them, and say in the request that they agree; or choose a free time."
)
_THEY_AGREE = N_("The place is taken. You say that those who have it agree: an officer asks them and decides.")


@dataclass(frozen=True, kw_only=True)
class Priority(Order, Rule, id="priority"):
    """Where a time is taken by others who all come later in order, it waits for an officer, who may move them.

    It proposes and never decides: the order holds "normally", and those who have the time are a party to the case. The
    criteria are asked one after the other; the first by which two parties differ says who comes first, and the message
    names it. If they leave a tie, an officer decides. Who says that those who have the time agree (detail
    `displaced_agree`) needs no notice and is held to no cap, but an officer still decides.

    Who needs other notice, or has other rights, is named by the scope of another rule of the same id.

    - ranks: the order, first come first: overriding (maintenance that cannot wait), own_use, for_disabled (in premises
      suited to it), children (with young people), adult_education, adults, lending, letting. Who fits none comes last.
    - criteria: rank; occasion (matches before training); needs_place (what can be nowhere else); age (children before
      young people); youth_clubs (adults in clubs with young members before those without); openness; local;
      last_use (who left many times unused comes after); received (who asked first). Without received, a tie goes to an
      officer.
    - overriding_activities: words of activities of the municipality's own that cannot wait either (valg).
    - own_use_kinds: uses of the municipality's own that come first (teaching, public_event); other own use ranks as
      children or adults. None named: all of them.
    - adapted_tag: tag of places that are especially suited to disabled people (handicapegnet).
    - young_share: percent of those who come who must be children or young, where their number is said (50).
    - youth_until: wall clock from which children come after adults (20:00:00); not given: they always come before.
    - occasions: uses that go before all others, first come first (tournament, match, public_event).
    - needs_place: words of activities that can be nowhere else (håndbold, badminton).
    - youth_club_percent: percent of a club's members who are young, from which it is a club with youth (25).
    - unused_percent: percent of its times in the last year above which who asks left many unused (25).
    - late_hours: hours before a time; what was cancelled later than that counts as unused (48; 0: none does).
    - least_times: times in the last year from which on it is asked how many were unused (8).
    - may_displace: ranks that may take a time from others by rank (overriding, own_use, for_disabled, children).
    - displaces_by: criteria by which a time may be taken from others who have it (rank, occasion).
    - notice_days: local days between today and the time, so that those displaced can be told (14).
    - ask_days: local days between the request and the time, so that there is time to decide (21; 0: not asked).
    - without_notice: ranks to which notice, cap and asks_first do not apply (overriding).
    - cap_percent: percent of the times of a series that it has to give up at most (10); not given: no cap.
    - over_cap: what happens above that (displace: an officer obtains the consent; inform: refused, with the reason).
    - asks_first: uses for which who asks agrees beforehand with those who have the time, and then in whatever order
      (overnight).

    Source: DK-09 to DK-19, DK-22, DK-26, DK-47 to DK-49, DK-51; Folkeoplysningsloven § 21(3)-(4).
    """

    may_displace: frozenset[Rank] = frozenset({Rank.OVERRIDING, Rank.OWN_USE, Rank.FOR_DISABLED, Rank.CHILDREN})
    displaces_by: frozenset[Criterion] = frozenset({Criterion.RANK, Criterion.OCCASION})
    notice_days: int = 14
    ask_days: int = 0
    without_notice: frozenset[Rank] = frozenset({Rank.OVERRIDING})
    cap_percent: int | None = None
    over_cap: Effect = Effect.DISPLACE
    asks_first: frozenset[BookingKind] = frozenset()

    @property
    def gathers(self) -> frozenset[Gather]:  # type: ignore[override]
        return frozenset({Gather.STANDING}) if Criterion.LAST_USE in self.criteria else frozenset()

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        held = {taken.time: taken for taken in asked.taken if taken.holders}
        if not held:
            return
        unused = much_unused(asked.standing, self.unused_percent, self.late_hours, self.least_times)
        mine = who_asks(asked, left_unused=unused)
        rank, yielded = self.rank(mine, place), Yielded()
        for moment in times:
            if moment.index in held:
                it = case(self, mine, asked, place, moment, held[moment.index])
                said = self._said(it, asked, rank, yielded)
                if said.effect in (Effect.DISPLACE, Effect.REVIEW):
                    yielded.add(it.holders)
                yield said

    def contradictions(self) -> Iterator[str]:
        if Criterion.RECEIVED in self.criteria[:-1]:
            yield "criteria has words after received, which leaves no tie to them; put received last"
        if Criterion.NEEDS_PLACE in self.criteria and not self.needs_place:
            yield "criteria names needs_place, and needs_place names no activity; name some, or leave the criterion out"

    def _said(self, it: Case, asked: Asked, rank: Rank | None, yielded: Yielded) -> Found:
        """What is to be said of one time that others have."""
        if asked.kind in self.asks_first and rank not in self.without_notice:
            return self._by_consent(it, asked, yielded)
        if it.lost_by:
            return self._comes_after(it, it.lost_by)
        return self._comes_first(it, asked, rank, yielded)

    def _by_consent(self, it: Case, asked: Asked, yielded: Yielded) -> Found:
        if asked.details.displaced_agree:
            values = self._hit(it, asked, yielded)
            return found(Effect.DISPLACE, _THEY_AGREE, [it.moment], _CHOOSE_FREE_TIME, **values)
        return found(Effect.INFORM, _ASK_THEM, [it.moment], _SAY_THEY_AGREE, kind=asked.kind)

    def _comes_first(self, it: Case, asked: Asked, rank: Rank | None, yielded: Yielded) -> Found:
        """Or is equal: an officer decides, if nothing keeps those who have the time from yielding."""
        decisive = [self._decisive(each, rank) for each in it.differences if each]
        exempt = rank in self.without_notice
        values = self._weighed(it, decisive) | self._hit(it, asked, yielded, exempt)
        bound = not asked.details.displaced_agree and not exempt
        if not all(self._may_take(each, rank) for each in decisive):
            return found(Effect.INFORM, _TAKES_NOTHING, [it.moment], _CHOOSE_OR_WAIT, **values)
        if bound and (hindrance := self._hindrance(it, asked, values)):
            return hindrance
        if it.equal:
            return found(Effect.REVIEW, _EQUAL, [it.moment], _CHOOSE_FREE_TIME, **values)
        return found(Effect.DISPLACE, _COMES_FIRST, [it.moment], _CHOOSE_FREE_TIME, **values)

    def _comes_after(self, it: Case, lost_by: Difference) -> Found:
        template = _ASKED_AFTER if lost_by.criterion is Criterion.RECEIVED else _COMES_AFTER
        return found(Effect.INFORM, template, [it.moment], _CHOOSE_OR_WAIT, **self._weighed(it, [lost_by]))

    def _hindrance(self, it: Case, asked: Asked, values: Mapping[str, Any]) -> Found | None:
        """Why those who have the time cannot be made to yield without their consent."""
        if values["days_ahead"] < self.notice_days:
            template = _EQUAL_TOO_LATE if it.equal else _TOO_LATE
            return found(Effect.INFORM, template, [it.moment], _CHOOSE_LATER, **values)
        if (it.moment.day - asked.asked_on).days < self.ask_days:
            template = _EQUAL_ASKED_TOO_LATE if it.equal else _ASKED_TOO_LATE
            return found(Effect.INFORM, template, [it.moment], _ASK_EARLIER, **values, ask_days=self.ask_days)
        if values["over_cap"] and not it.equal:
            return found(self.over_cap, _OVER_CAP, [it.moment], _AGREE, **values)
        return None

    def _decisive(self, differences: Sequence[Difference], rank: Rank | None) -> Difference:
        """Of the criteria by which a holder comes later the one that gives a right to the time, if one does."""
        return next((each for each in differences if self._may_take(each, rank)), differences[0])

    def _may_take(self, it: Difference, rank: Rank | None) -> bool:
        by_rank = it.criterion is not Criterion.RANK or rank in self.may_displace
        return it.first and it.criterion in self.displaces_by and by_rank

    def _weighed(self, it: Case, decisive: Sequence[Difference]) -> dict[str, Any]:
        """The criteria that decide, and all that speak for and against (DK-13)."""
        every = [each for differences in it.differences for each in differences]
        return {
            "criterion": names(each.criterion for each in decisive),
            "yours": names(each.yours for each in decisive),
            "theirs": names(each.theirs for each in decisive),
            "in_favour": once(each.criterion for each in every if each.first),
            "against": once(each.criterion for each in every if not each.first),
        }

    def _hit(self, it: Case, asked: Asked, yielded: Yielded, exempt: bool = False) -> dict[str, Any]:
        """With how much notice those who have the time would yield, and how many times of theirs they gave up; who is
        `exempt` is held to no cap.
        """
        values: dict[str, Any] = {
            "notice_days": self.notice_days,
            "days_ahead": (it.moment.day - asked.today).days,
            "agreed": asked.details.displaced_agree,
            "over_cap": False,
        }
        if series := yielded.hardest_hit(it.holders):
            cap, after = self.cap_percent, yielded.after(series, it.holders)
            values |= {"displaced": yielded.before(series), "series_times": series.series_times, "cap_percent": cap}
            values["over_cap"] = cap is not None and not exempt and after * 100 > cap * series.series_times
        return values
