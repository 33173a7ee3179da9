"""Letters: what a party is told of a decision, ready to send, and the same to the letter whenever it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.errors import NotFound
from booking.model import Booking, Decision
from booking.model import Letter as KeptLetter
from booking.model.statements import insert_rows
from booking.services import letter_sections, wording
from booking.services.actors import Actor
from booking.services.bookings import complete, visible
from booking.services.letter_cases import Case, case
from booking.services.letter_words import Words
from booking.services.unit_of_work import reads
from booking.wording import N_


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in one language, as plain text; paragraphs are parted by an empty line. `decision` is the id of the
    decision that it tells, and `decided_at` when that was taken.
    """

    subject: str
    text: str
    language: str
    decided_at: datetime
    decision: int


@reads
def letter(
    session: Session, ref: str, language: str, actor: Actor, now: datetime, decision: int | None = None
) -> Letter:
    """The letter about a decision on the booking, by default the latest. NotFound, also for who may not see it.

    A letter about what a person decided is kept with the decision; one about what the rules decided is written when it
    is asked for, from what the decision keeps.
    """
    row = visible(session, ref, actor)
    query = select(Decision).where(Decision.booking_id == row.id)
    if decision is not None:
        query = query.where(Decision.id == decision)
    found = session.scalar(query.order_by(Decision.id.desc()).limit(1))
    if found is None:
        raise NotFound(N_("decision"), str(decision))
    kept = session.scalar(select(KeptLetter).where(KeptLetter.decision_id == found.id, KeptLetter.language == language))
    subject, text = (kept.subject, kept.text) if kept else _written(case(session, row, [found], now), language)
    return Letter(subject, text, language, found.decided_at, found.id)


def keep(
    session: Session, booking: int, decisions: Sequence[int], now: datetime, clauses: tuple[str, ...] = ()
) -> None:
    """Write the letter about these decisions (ids), which one act took on the booking (id), and keep it with each.
    `clauses` say where it stands that others come first.
    """
    query = complete().where(Booking.id == booking).execution_options(populate_existing=True)
    row = session.scalars(query).one()
    found = session.scalars(select(Decision).where(Decision.id.in_(decisions)).order_by(Decision.id)).all()
    about = case(session, row, found, now, clauses)
    letters = {language: _written(about, language) for language in wording.LANGUAGES}
    insert_rows(
        session,
        KeptLetter,
        [
            {"decision_id": number, "language": language, "subject": subject, "text": text}
            for number in decisions
            for language, (subject, text) in letters.items()
        ],
    )


def _written(about: Case, language: str) -> tuple[str, str]:
    """Subject and text."""
    words = Words(about, language)
    paragraphs = letter_sections.paragraphs(words)
    return letter_sections.subject(words), "\n\n".join("\n".join(lines) for lines in paragraphs)
