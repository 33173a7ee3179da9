"""What an organization must have in order before it gets premises: approval, declaration, and no suspension."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.vocabulary import Effect
from booking.wording import N_

_NOT_APPROVED = N_("{organization} is not an approved association.")
_BE_APPROVED = N_("Apply for approval at the municipality; it can guide you.")
_BEFORE_APPROVAL = N_("{organization} is approved from {approved_from} only.")
_FROM_APPROVAL = N_("Choose a day from {approved_from} on.")
_AFTER_APPROVAL = N_("The approval of {organization} ends {approved_until}.")
_RENEW_APPROVAL = N_("Have the approval renewed before {approved_until}.")
_TOO_FEW_MEMBERS = N_("{organization} has {members:member|members}; an approved association has {min_members} or more.")
_REPORT_MEMBERS = N_("Report the present number of members.")
_NO_DECLARATION = N_(
    "{organization} has no valid declaration on children's certificates; without it there are no premises."
)
_DECLARE = N_("Hand in the declaration; it takes a few minutes, and the certificates themselves are never sent.")
_DECLARATION_ENDS = N_("The declaration of {organization} on children's certificates ends {declaration_until}.")
_DECLARE_ANEW = N_("Hand in a new declaration by then.")
_SUSPENDED = N_("{organization} cannot be given premises, by decision {decision}.")
_ASK = N_("Turn to the municipality about the decision.")
_NO_CVR = N_("{organization} has no CVR number.")
_GIVE_CVR = N_("Give the CVR number; it is free to get at virk.dk.")


@dataclass(frozen=True, kw_only=True)
class Approval(Rule, id="approval"):
    """The organization is an approved association on each day it asks for.

    - effect: what happens without approval (refuse).
    - after_lapse: what happens to days after the approval ends (review).
    - min_members: paying members (5; 0: not asked). Not applied where the number is not known.

    Source: DK-02; Folkeoplysningsloven § 4(2)-(3) and § 21(5).
    """

    effect: Effect = Effect.REFUSE
    after_lapse: Effect = Effect.REVIEW
    min_members: int = 0

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        applicant = asked.applicant
        start, end, name = applicant.approved_from, applicant.approved_until, applicant.name
        if start is None:
            yield found(self.effect, _NOT_APPROVED, None, _BE_APPROVED, organization=name)
            return
        early = [moment for moment in times if moment.day < start]
        if early:
            values = {"organization": name, "approved_from": start}
            yield found(self.effect, _BEFORE_APPROVAL, early, _FROM_APPROVAL, **values)
        late = [moment for moment in times if end is not None and moment.day > end]
        if late:
            values = {"organization": name, "approved_until": end}
            yield found(self.after_lapse, _AFTER_APPROVAL, late, _RENEW_APPROVAL, **values)
        if 0 < applicant.members < self.min_members:
            values = {"organization": name, "members": applicant.members, "min_members": self.min_members}
            yield found(self.effect, _TOO_FEW_MEMBERS, None, _REPORT_MEMBERS, **values)


@dataclass(frozen=True, kw_only=True)
class ChildrenDeclaration(Rule, id="children-declaration"):
    """The organization has declared that it obtains children's certificates (børneattester). Nobody may set this aside.

    Only the declaration is known, never a certificate. It is needed by organizations without children, too.

    - after_lapse: what happens to days after a declaration that is valid today ends (condition).

    Source: DK-03; Folkeoplysningsloven § 4(4).
    """

    firm = True
    after_lapse: Effect = Effect.CONDITION

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        until, name = asked.applicant.declaration_until, asked.applicant.name
        if until is None or until < asked.today:
            yield found(Effect.REFUSE, _NO_DECLARATION, None, _DECLARE, organization=name)
            return
        late = [moment for moment in times if moment.day > until]
        if late:
            values = {"organization": name, "declaration_until": until}
            yield found(self.after_lapse, _DECLARATION_ENDS, late, _DECLARE_ANEW, **values)


@dataclass(frozen=True, kw_only=True)
class Suspension(Rule, id="suspension"):
    """No decision of the municipal council keeps the organization from getting premises. It is never inferred.

    Source: DK-04; Folkeoplysningsloven § 4 a.
    """

    firm = True
    confidential = True

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        applicant = asked.applicant
        if applicant.suspended_by:
            values = {"organization": applicant.name, "decision": applicant.suspended_by}
            yield found(Effect.REFUSE, _SUSPENDED, None, _ASK, **values)


@dataclass(frozen=True, kw_only=True)
class Cvr(Rule, id="cvr"):
    """The organization has a CVR number; groups are never asked for one unless the scope says so.

    - effect: what happens without (refuse).

    Source: DK-08.
    """

    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if not asked.applicant.cvr:
            yield found(self.effect, _NO_CVR, None, _GIVE_CVR, organization=asked.applicant.name)
