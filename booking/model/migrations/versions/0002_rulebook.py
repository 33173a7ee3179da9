"""What the rules need to know, what decisions keep, and simulations."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("booking", sa.Column("details", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("booking", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("organization", sa.Column("young_members", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("organization", sa.Column("for_disabled", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("observation") as observation:
        observation.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        observation.add_column(
            sa.Column("withdrawn_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        observation.add_column(sa.Column("withdrawn_reason", sa.Text(), nullable=False, server_default=""))
        observation.create_foreign_key("fk_observation_withdrawn_by_person", "person", ["withdrawn_by"], ["id"])
    op.add_column("decision", sa.Column("act", sa.String(length=20), nullable=False, server_default="asked"))
    op.add_column("decision", sa.Column("occurrences", sa.JSON(), nullable=True))
    op.add_column("decision", sa.Column("rulebooks", sa.JSON(), nullable=True))
    op.add_column("decision", sa.Column("said", sa.JSON(), nullable=True))
    op.add_column("decision", sa.Column("hearing", sa.Text(), nullable=False, server_default=""))
    waiting = sa.text("status = 'waiting'")
    op.create_index(
        "ix_occurrence_waiting", "occurrence", ["starts_at"], postgresql_where=waiting, sqlite_where=waiting
    )
    op.create_table(
        "letter",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("decision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_letter_decision_id_decision"),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
        sa.UniqueConstraint("decision_id", "language", name="uq_letter_decision_id_language"),
    )
    op.create_table(
        "simulation",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report", sa.JSON(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name="fk_simulation_created_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_simulation"),
    )


def downgrade() -> None:
    op.drop_table("simulation")
    op.drop_table("letter")
    op.drop_index("ix_occurrence_waiting", "occurrence")
    for column in ("hearing", "said", "rulebooks", "occurrences", "act"):
        op.drop_column("decision", column)
    with op.batch_alter_table("observation") as observation:
        observation.drop_constraint("fk_observation_withdrawn_by_person", type_="foreignkey")
        for column in ("withdrawn_reason", "withdrawn_by", "withdrawn_at"):
            observation.drop_column(column)
    for column in ("for_disabled", "young_members"):
        op.drop_column("organization", column)
    for column in ("asked_at", "details"):
        op.drop_column("booking", column)
