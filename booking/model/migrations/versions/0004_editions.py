"""What says that calendars of a place changed because the place did, and what its entries are called for ever."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MARKS = (("edition", "edited_at"), ("hours_edition", "hours_edited_at"))


def upgrade() -> None:
    op.add_column("venue", sa.Column("uid", sa.String(length=36), nullable=False, server_default=""))
    for edition, edited_at in MARKS:
        op.add_column("venue", sa.Column(edition, sa.String(length=16), nullable=False, server_default=""))
        op.add_column("venue", sa.Column(edited_at, sa.DateTime(timezone=True), nullable=True))
    connection = op.get_bind()
    connection.execute(sa.text("UPDATE venue SET edited_at = CURRENT_TIMESTAMP, hours_edited_at = CURRENT_TIMESTAMP"))
    for number in connection.scalars(sa.text("SELECT id FROM venue")).all():
        connection.execute(sa.text("UPDATE venue SET uid = :uid WHERE id = :id"), {"uid": str(uuid4()), "id": number})


def downgrade() -> None:
    for edition, edited_at in MARKS:
        op.drop_column("venue", edited_at)
        op.drop_column("venue", edition)
    op.drop_column("venue", "uid")
