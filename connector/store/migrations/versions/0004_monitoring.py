"""Indicators of the whole catalogue and snapshots; what was done about alerts; marks, SWOT."""

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
    op.create_table(
        "mentoring_alert_case",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("pair_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("seen_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("muted_to", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_mentoring_alert_case_school_id")
        ),
        sa.PrimaryKeyConstraint(
            "school_id",
            "code",
            "pair_id",
            "person_id",
            "about",
            name=op.f("pk_mentoring_alert_case"),
        ),
    )
    with op.batch_alter_table("mentoring_alert", schema=None) as batch_op:
        batch_op.drop_constraint("pk_mentoring_alert", type_="primary")
        batch_op.add_column(
            sa.Column("about", sa.Text(), nullable=False, server_default=sa.text("''"))
        )
        batch_op.create_primary_key(
            "pk_mentoring_alert", ["school_id", "code", "pair_id", "person_id", "about"]
        )
    op.create_table(
        "register_score",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("programme_id", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("scored_on", sa.Date(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_register_score_school_id")
        ),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_register_score")),
    )
    op.create_table(
        "register_swot_entry",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("programme_id", sa.BigInteger(), nullable=False),
        sa.Column("quadrant", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_register_swot_entry_school_id")
        ),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_register_swot_entry")),
    )


def downgrade() -> None:
    op.drop_table("register_swot_entry")
    op.drop_table("register_score")
    op.execute("delete from mentoring_alert where about <> ''")
    with op.batch_alter_table("mentoring_alert", schema=None) as batch_op:
        batch_op.drop_constraint("pk_mentoring_alert", type_="primary")
        batch_op.drop_column("about")
        batch_op.create_primary_key(
            "pk_mentoring_alert", ["school_id", "code", "pair_id", "person_id"]
        )
    op.drop_table("mentoring_alert_case")
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
