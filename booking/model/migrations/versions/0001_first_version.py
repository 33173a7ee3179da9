"""First version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "named_period",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_named_period"),
    )
    op.create_index("ix_named_period_kind", "named_period", ["kind"])
    op.create_table(
        "organization",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=20),
            nullable=False,
        ),
        sa.Column(
            "track",
            sa.String(length=12),
            nullable=False,
        ),
        sa.Column("cvr", sa.String(length=8), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("local", sa.Boolean(), nullable=False),
        sa.Column(
            "openness",
            sa.String(length=10),
            nullable=False,
        ),
        sa.Column("approved_from", sa.Date(), nullable=True),
        sa.Column("approved_until", sa.Date(), nullable=True),
        sa.Column("declaration_until", sa.Date(), nullable=True),
        sa.Column("suspended_by", sa.String(length=200), nullable=True),
        sa.Column("external_id", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organization"),
        sa.UniqueConstraint("external_id", name="uq_organization_external_id"),
        sa.UniqueConstraint("slug", name="uq_organization_slug"),
    )
    op.create_table(
        "outbox",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_due", "outbox", ["delivered_at", "due_at"])
    op.create_table(
        "person",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("email", name="uq_person_email"),
    )
    op.create_table(
        "venue",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=20),
            nullable=False,
        ),
        sa.Column("street", sa.String(length=200), nullable=False),
        sa.Column("post_code", sa.String(length=12), nullable=False),
        sa.Column("town", sa.String(length=100), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("rulebook", sa.String(length=80), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.String(length=200), nullable=False),
        sa.Column("contact_email", sa.String(length=200), nullable=False),
        sa.Column("contact_phone", sa.String(length=40), nullable=False),
        sa.Column("names_users", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_venue"),
        sa.UniqueConstraint("slug", name="uq_venue_slug"),
    )
    op.create_table(
        "api_token",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_api_token_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_api_token"),
        sa.UniqueConstraint("digest", name="uq_api_token_digest"),
    )
    op.create_index("ix_api_token_person_id", "api_token", ["person_id"])
    op.create_table(
        "booking",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "track",
            sa.String(length=12),
            nullable=False,
        ),
        sa.Column("activity", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=20),
            nullable=False,
        ),
        sa.Column(
            "audience",
            sa.String(length=10),
            nullable=False,
        ),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("layout", sa.String(length=80), nullable=True),
        sa.Column("setup_minutes", sa.Integer(), nullable=False),
        sa.Column("clear_up_minutes", sa.Integer(), nullable=False),
        sa.Column("lanes", sa.Integer(), nullable=True),
        sa.Column("responsible_name", sa.String(length=200), nullable=False),
        sa.Column("responsible_phone", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("starts_local", sa.DateTime(), nullable=False),
        sa.Column("ends_local", sa.DateTime(), nullable=False),
        sa.Column("rrule", sa.String(length=500), nullable=True),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column("continues_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("external_id", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["continues_id"], ["booking.id"], name="fk_booking_continues_id_booking"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name="fk_booking_organization_id_organization"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_booking_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_booking"),
        sa.UniqueConstraint("external_id", name="uq_booking_external_id"),
        sa.UniqueConstraint("ref", name="uq_booking_ref"),
        sa.UniqueConstraint("uid", name="uq_booking_uid"),
    )
    op.create_index("ix_booking_organization_id", "booking", ["organization_id"])
    op.create_table(
        "journal",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_journal_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
    )
    op.create_index("ix_journal_subject", "journal", ["subject", "subject_id"])
    op.create_table(
        "membership",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name="fk_membership_organization_id_organization"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_membership_person_id_person"),
        sa.PrimaryKeyConstraint("person_id", "organization_id", name="pk_membership"),
    )
    op.create_index("ix_membership_organization_id", "membership", ["organization_id"])
    op.create_table(
        "role",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "name",
            sa.String(length=20),
            nullable=False,
        ),
        sa.Column("venue_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_role_person_id_person"),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name="fk_role_venue_id_venue"),
        sa.PrimaryKeyConstraint("id", name="pk_role"),
        sa.UniqueConstraint("person_id", "name", "venue_id", name="uq_role_person_id_name_venue_id"),
    )
    op.create_table(
        "rulebook",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["loaded_by"], ["person.id"], name="fk_rulebook_loaded_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_rulebook"),
        sa.UniqueConstraint("name", "effective_from", name="uq_rulebook_name_effective_from"),
        sa.UniqueConstraint("name", "version", name="uq_rulebook_name_version"),
    )
    op.create_table(
        "space",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("venue_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column(
            "access",
            sa.String(length=10),
            nullable=False,
        ),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("equipment", sa.JSON(), nullable=False),
        sa.Column("layouts", sa.JSON(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("not_bookable", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name="fk_space_venue_id_venue"),
        sa.PrimaryKeyConstraint("id", name="pk_space"),
        sa.UniqueConstraint("external_id", name="uq_space_external_id"),
        sa.UniqueConstraint("venue_id", "slug", name="uq_space_venue_id_slug"),
    )
    op.create_index("ix_space_venue_id", "space", ["venue_id"])
    op.create_table(
        "unit",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("venue_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("lanes", sa.Integer(), nullable=False),
        sa.CheckConstraint("lanes >= 1", name=op.f("ck_unit_lanes_positive")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name="fk_unit_venue_id_venue"),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sa.UniqueConstraint("venue_id", "slug", name="uq_unit_venue_id_slug"),
    )
    op.create_index("ix_unit_venue_id", "unit", ["venue_id"])
    op.create_table(
        "adjacency",
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("neighbour_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("unit_id < neighbour_id", name=op.f("ck_adjacency_lower_first")),
        sa.ForeignKeyConstraint(["neighbour_id"], ["unit.id"], name="fk_adjacency_neighbour_id_unit"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_adjacency_unit_id_unit"),
        sa.PrimaryKeyConstraint("unit_id", "neighbour_id", name="pk_adjacency"),
    )
    op.create_index("ix_adjacency_neighbour_id", "adjacency", ["neighbour_id"])
    op.create_table(
        "closure",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("venue_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("space_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_closure_starts_before_end")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name="fk_closure_created_by_person"),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_closure_space_id_space"),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name="fk_closure_venue_id_venue"),
        sa.PrimaryKeyConstraint("id", name="pk_closure"),
    )
    op.create_index("ix_closure_ends_at", "closure", ["ends_at"])
    op.create_index("ix_closure_space_id", "closure", ["space_id"])
    op.create_index("ix_closure_venue_id", "closure", ["venue_id"])
    op.create_table(
        "decision",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("booking_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rulebook_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "outcome",
            sa.String(length=10),
            nullable=False,
        ),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("verdict", sa.JSON(), nullable=False),
        sa.Column("decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name="fk_decision_booking_id_booking"),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name="fk_decision_decided_by_person"),
        sa.ForeignKeyConstraint(["rulebook_id"], ["rulebook.id"], name="fk_decision_rulebook_id_rulebook"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
    )
    op.create_index("ix_decision_booking_id", "decision", ["booking_id"])
    op.create_table(
        "hours_period",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("venue_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("space_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_hours_period_space_id_space"),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name="fk_hours_period_venue_id_venue"),
        sa.PrimaryKeyConstraint("id", name="pk_hours_period"),
    )
    op.create_index("ix_hours_period_space_id", "hours_period", ["space_id"])
    op.create_index("ix_hours_period_venue_id", "hours_period", ["venue_id"])
    op.create_table(
        "idempotency_key",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("booking_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name="fk_idempotency_key_booking_id_booking"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_idempotency_key_person_id_person"),
        sa.PrimaryKeyConstraint("person_id", "key", name="pk_idempotency_key"),
    )
    op.create_table(
        "occurrence",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("booking_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "granted",
                "held",
                "conditional",
                "waiting",
                "noted",
                "refused",
                "cancelled",
                "displaced",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=12,
            ),
            nullable=False,
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_local", sa.DateTime(), nullable=False),
        sa.Column("ends_local", sa.DateTime(), nullable=False),
        sa.Column("original_local", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_occurrence_starts_before_end")),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name="fk_occurrence_booking_id_booking"),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name="fk_occurrence_ended_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_occurrence"),
    )
    op.create_index("ix_occurrence_booking_time", "occurrence", ["booking_id", "starts_at"])
    op.create_index("ix_occurrence_time", "occurrence", ["starts_at", "ends_at"])
    op.create_table(
        "space_part",
        sa.Column("space_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lanes", sa.Integer(), nullable=True),
        sa.CheckConstraint("lanes >= 1", name=op.f("ck_space_part_lanes_positive")),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_space_part_space_id_space"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_space_part_unit_id_unit"),
        sa.PrimaryKeyConstraint("space_id", "unit_id", name="pk_space_part"),
    )
    op.create_index("ix_space_part_unit_id", "space_part", ["unit_id"])
    op.create_table(
        "claim",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("occurrence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lane_from", sa.Integer(), nullable=False),
        sa.Column("lane_to", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("core", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "lane_from >= 1 AND (lane_to IS NULL OR lane_to > lane_from)", name=op.f("ck_claim_lanes_in_order")
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_claim_starts_before_end")),
        sa.ForeignKeyConstraint(["occurrence_id"], ["occurrence.id"], name="fk_claim_occurrence_id_occurrence"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_claim_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_claim"),
    )
    op.create_index("ix_claim_occurrence_id", "claim", ["occurrence_id"])
    op.create_index("ix_claim_time", "claim", ["starts_at", "ends_at", "unit_id"])
    op.create_index("ix_claim_unit_time", "claim", ["unit_id", "starts_at", "ends_at"])
    op.create_table(
        "observation",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("occurrence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "seen",
            sa.String(length=16),
            nullable=False,
        ),
        sa.Column("persons", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["occurrence_id"], ["occurrence.id"], name="fk_observation_occurrence_id_occurrence"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_observation_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_observation"),
    )
    op.create_index("ix_observation_occurrence_id", "observation", ["occurrence_id"])
    op.create_table(
        "occurrence_space",
        sa.Column("occurrence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("space_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name="fk_occurrence_space_occurrence_id_occurrence"
        ),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_occurrence_space_space_id_space"),
        sa.PrimaryKeyConstraint("occurrence_id", "space_id", name="pk_occurrence_space"),
    )
    op.create_index("ix_occurrence_space_space_id", "occurrence_space", ["space_id"])


def downgrade() -> None:
    op.drop_table("occurrence_space")
    op.drop_table("observation")
    op.drop_table("claim")
    op.drop_table("space_part")
    op.drop_table("occurrence")
    op.drop_table("idempotency_key")
    op.drop_table("hours_period")
    op.drop_table("decision")
    op.drop_table("closure")
    op.drop_table("adjacency")
    op.drop_table("unit")
    op.drop_table("space")
    op.drop_table("rulebook")
    op.drop_table("role")
    op.drop_table("membership")
    op.drop_table("journal")
    op.drop_table("booking")
    op.drop_table("api_token")
    op.drop_table("venue")
    op.drop_table("person")
    op.drop_table("outbox")
    op.drop_table("organization")
    op.drop_table("named_period")
