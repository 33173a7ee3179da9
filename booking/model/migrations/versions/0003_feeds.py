"""What feeds need: the private ones, and what they say of cancelled times and of their last change."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("occurrence", sa.Column("called_off", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("unit", sa.Column("edition", sa.String(length=16), nullable=False, server_default=""))
    op.add_column("unit", sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
    held = sa.text("status = 'held'")
    op.create_index("ix_occurrence_held", "occurrence", ["expires_at"], postgresql_where=held, sqlite_where=held)
    _private_feeds()


def downgrade() -> None:
    op.drop_table("private_feed_venue")
    op.drop_index("ix_private_feed_person_id", "private_feed")
    op.drop_table("private_feed")
    op.drop_index("ix_occurrence_held", "occurrence")
    op.drop_column("occurrence", "called_off")
    for column in ("edited_at", "edition"):
        op.drop_column("unit", column)


def _private_feeds() -> None:
    op.create_table(
        "private_feed",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_private_feed_person_id_person"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name="fk_private_feed_organization_id_organization"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_private_feed"),
        sa.UniqueConstraint("digest", name="uq_private_feed_digest"),
    )
    op.create_index("ix_private_feed_person_id", "private_feed", ["person_id"])
    op.create_table(
        "private_feed_venue",
        sa.Column("feed_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("venue_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["private_feed.id"], name="fk_private_feed_venue_feed_id_private_feed"),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name="fk_private_feed_venue_venue_id_venue"),
        sa.PrimaryKeyConstraint("feed_id", "venue_id", name="pk_private_feed_venue"),
    )
