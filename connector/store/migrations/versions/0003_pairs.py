"""Programmes, pairs, meetings, plans, roadmap; matchings; journals of the mirror."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:

    op.create_table(
        "mentoring_matching_run",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("programme_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("objective", sa.Text(), nullable=False),
        sa.Column("inputs_hash", sa.Text(), nullable=False),
        sa.Column("weights_version", sa.Text(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_mentoring_matching_run_school_id")
        ),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_mentoring_matching_run")),
    )
    op.create_table(
        "moodle_journal_entry",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.BigInteger(), nullable=False),
        sa.Column("cmid", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("group_id", sa.BigInteger(), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("is_approved", sa.Boolean(), nullable=False),
        sa.Column("values", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_moodle_journal_entry_school_id")
        ),
        sa.PrimaryKeyConstraint(
            "school_id", "course_id", "cmid", "id", name=op.f("pk_moodle_journal_entry")
        ),
    )
    op.create_table(
        "register_constraint",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("programme_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("mentor_id", sa.BigInteger(), nullable=False),
        sa.Column("mentee_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_register_constraint_school_id")
        ),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_register_constraint")),
    )
    op.create_table(
        "register_document",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("year", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("programme_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_register_document_school_id")
        ),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_register_document")),
    )
    op.create_table(
        "register_match",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("programme_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("role_model", sa.Text(), nullable=False),
        sa.Column("group_id", sa.BigInteger(), nullable=False),
        sa.Column("is_ours", sa.Boolean(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_because", sa.Text(), nullable=True),
        sa.Column("replaces_id", sa.BigInteger(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("reached", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_register_match_school_id")
        ),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_register_match")),
    )
    op.create_table(
        "register_match_member",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("match_id", sa.BigInteger(), nullable=False),
        sa.Column("programme_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("left_because", sa.Text(), nullable=True),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("mentor_id", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.BigInteger(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_register_match_member_school_id")
        ),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_register_match_member")),
    )
    with op.batch_alter_table("register_match_member", schema=None) as batch_op:
        batch_op.create_index(
            "uq_register_match_member_one",
            ["school_id", "programme_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("side = 'mentee' AND left_on IS NULL AND gone_at IS NULL"),
            postgresql_where=sa.text("side = 'mentee' AND left_on IS NULL AND gone_at IS NULL"),
        )
        batch_op.create_index(
            "uq_register_match_member_seat",
            ["school_id", "mentor_id", "form", "seat"],
            unique=True,
            sqlite_where=sa.text("left_on IS NULL AND gone_at IS NULL"),
            postgresql_where=sa.text("left_on IS NULL AND gone_at IS NULL"),
        )

    op.create_table(
        "register_meeting",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("match_id", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("clock", sa.Text(), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("next_task", sa.Text(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_register_meeting_school_id")
        ),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_register_meeting")),
    )
    op.create_table(
        "register_plan",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("match_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_register_plan_school_id")
        ),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_register_plan")),
    )
    op.create_table(
        "register_plan_item",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("planned_result", sa.Text(), nullable=False),
        sa.Column("actual_result", sa.Text(), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("cmid", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_register_plan_item_school_id")
        ),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_register_plan_item")),
    )
    op.create_table(
        "register_preference",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("programme_id", sa.BigInteger(), nullable=False),
        sa.Column("from_id", sa.BigInteger(), nullable=False),
        sa.Column("to_id", sa.BigInteger(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("comfort", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_register_preference_school_id")
        ),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_register_preference")),
    )
    op.create_table(
        "register_registered_programme",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("school_year", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("role_model", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reached", sa.Text(), nullable=False),
        sa.Column("previous_id", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_register_registered_programme_school_id")
        ),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_register_registered_programme")),
    )
    op.create_table(
        "register_roadmap_row",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.Text(), nullable=False),
        sa.Column("stage", sa.BigInteger(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("due_from", sa.Date(), nullable=True),
        sa.Column("due_to", sa.Date(), nullable=True),
        sa.Column("recurrence", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("document_kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_register_roadmap_row_school_id")
        ),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_register_roadmap_row")),
    )
    with op.batch_alter_table("mentoring_programme", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("goal", sa.Text(), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(
            sa.Column("state", sa.Text(), nullable=False, server_default=sa.text("'draft'"))
        )
        batch_op.add_column(
            sa.Column("reached", sa.Text(), nullable=False, server_default=sa.text("'{}'"))
        )
        batch_op.add_column(
            sa.Column("previous_id", sa.BigInteger(), nullable=False, server_default=sa.text("'0'"))
        )

    with op.batch_alter_table("register_person", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("subject", sa.Text(), nullable=False, server_default=sa.text("''"))
        )


def downgrade() -> None:

    with op.batch_alter_table("register_person", schema=None) as batch_op:
        batch_op.drop_column("subject")

    with op.batch_alter_table("mentoring_programme", schema=None) as batch_op:
        batch_op.drop_column("previous_id")
        batch_op.drop_column("reached")
        batch_op.drop_column("state")
        batch_op.drop_column("goal")

    op.drop_table("register_roadmap_row")
    op.drop_table("register_registered_programme")
    op.drop_table("register_preference")
    op.drop_table("register_plan_item")
    op.drop_table("register_plan")
    op.drop_table("register_meeting")
    with op.batch_alter_table("register_match_member", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_register_match_member_seat",
            sqlite_where=sa.text("left_on IS NULL AND gone_at IS NULL"),
            postgresql_where=sa.text("left_on IS NULL AND gone_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_register_match_member_one",
            sqlite_where=sa.text("side = 'mentee' AND left_on IS NULL AND gone_at IS NULL"),
            postgresql_where=sa.text("side = 'mentee' AND left_on IS NULL AND gone_at IS NULL"),
        )

    op.drop_table("register_match_member")
    op.drop_table("register_match")
    op.drop_table("register_document")
    op.drop_table("register_constraint")
    op.drop_table("moodle_journal_entry")
    op.drop_table("mentoring_matching_run")
