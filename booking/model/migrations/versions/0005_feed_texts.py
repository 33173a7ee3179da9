"""What calendars say of each booking, kept as it was written; what there is already is written when it is asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_HOLDING = "o.status IN ('granted', 'held', 'conditional')"
_SHOWN = f"({_HOLDING} OR (o.status IN ('cancelled', 'displaced', 'refused') AND o.called_off))"
_INSERT = """
    INSERT INTO feed_text (booking_id, venue_id, space_id, whole, own, starts_at, ends_at, zone, writing)
    SELECT b.id, space.venue_id, {space}, true, {own}, min(o.starts_at), max(o.ends_at), b.timezone, 0
    FROM occurrence o JOIN booking b ON b.id = o.booking_id JOIN {where}
    GROUP BY b.id, space.venue_id, b.timezone, {space}
"""
_ASKED = f"""
    occurrence_space asked ON asked.occurrence_id = o.id JOIN space ON space.id = asked.space_id WHERE {_SHOWN}
"""
_BLOCKED = f"""
    (SELECT occurrence_id, unit_id FROM claim WHERE core) held ON held.occurrence_id = o.id
    JOIN space_part ON space_part.unit_id = held.unit_id JOIN space ON space.id = space_part.space_id
    WHERE {_HOLDING}
    AND NOT EXISTS (SELECT 1 FROM feed_text known WHERE known.booking_id = b.id AND known.space_id = space.id)
"""


def upgrade() -> None:
    op.create_table(
        "feed_text",
        sa.Column("id", _NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("booking_id", _NUMBER, nullable=False),
        sa.Column("venue_id", _NUMBER, nullable=False),
        sa.Column("space_id", _NUMBER, nullable=True),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("writing", sa.Integer(), nullable=False),
        sa.Column("good_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name="fk_feed_text_booking_id_booking"),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name="fk_feed_text_venue_id_venue"),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_feed_text_space_id_space"),
        sa.PrimaryKeyConstraint("id", name="pk_feed_text"),
    )
    op.create_index("ix_feed_text_booking_id", "feed_text", ["booking_id"])
    op.create_index("ix_feed_text_place", "feed_text", ["venue_id", "space_id", "ends_at"])
    op.create_index("ix_feed_text_due", "feed_text", ["writing", "good_until"])
    op.execute(_INSERT.format(space="CAST(NULL AS bigint)", own="true", where=_ASKED))
    op.execute(_INSERT.format(space="space.id", own="true", where=_ASKED))
    op.execute(_INSERT.format(space="space.id", own="false", where=_BLOCKED))


def downgrade() -> None:
    op.drop_table("feed_text")
