"""School marks of mentees: as they stand in Moodle, and as they changed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "moodle_course_mark",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("minimum", sa.String(length=40), nullable=False),
        sa.Column("maximum", sa.String(length=40), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_moodle_course_mark_school_id")
        ),
        sa.PrimaryKeyConstraint(
            "school_id", "course_id", "user_id", name=op.f("pk_moodle_course_mark")
        ),
    )
    op.create_table(
        "mentoring_subject_mark",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("share", sa.String(length=40), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_mentoring_subject_mark_school_id")
        ),
        sa.PrimaryKeyConstraint(
            "school_id",
            "person_id",
            "subject",
            "read_on",
            name=op.f("pk_mentoring_subject_mark"),
        ),
    )


def downgrade() -> None:
    op.drop_table("mentoring_subject_mark")
    op.drop_table("moodle_course_mark")
