"""Indicators of the whole catalogue, and snapshots of them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    # The figures of the last monitoring: the next one counts them again.
    op.drop_table("mentoring_indicator")
    op.create_table(
        "mentoring_indicator",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("place_id", sa.Text(), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=True),
        sa.Column("numerator", sa.String(length=40), nullable=True),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        sa.Column("unknown", sa.BigInteger(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_mentoring_indicator_school_id")
        ),
        sa.PrimaryKeyConstraint(
            "school_id",
            "code",
            "reading",
            "item",
            "place",
            "place_id",
            name=op.f("pk_mentoring_indicator"),
        ),
    )
    op.create_table(
        "mentoring_snapshot",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("corrects_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_mentoring_snapshot_school_id")
        ),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_mentoring_snapshot")),
    )
    op.create_table(
        "mentoring_frozen",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("place_id", sa.Text(), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=True),
        sa.Column("numerator", sa.String(length=40), nullable=True),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        sa.Column("unknown", sa.BigInteger(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("snapshot_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("of_what", sa.Text(), nullable=False),
        sa.Column("in_words", sa.Text(), nullable=False),
        sa.Column("target", sa.String(length=40), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_mentoring_frozen_school_id")
        ),
        sa.PrimaryKeyConstraint(
            "school_id",
            "snapshot_id",
            "code",
            "reading",
            "item",
            "place",
            "place_id",
            name=op.f("pk_mentoring_frozen"),
        ),
    )


def downgrade() -> None:
    op.drop_table("mentoring_frozen")
    op.drop_table("mentoring_snapshot")
    op.drop_table("mentoring_indicator")
    op.create_table(
        "mentoring_indicator",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("numerator", sa.BigInteger(), nullable=False),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        sa.Column("unknown", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_mentoring_indicator_school_id")
        ),
        sa.PrimaryKeyConstraint("school_id", "code", "form", name=op.f("pk_mentoring_indicator")),
    )
