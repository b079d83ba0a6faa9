"""The only place that speaks SQL: the mirror of Moodle, mentoring, the outbox and the runs."""
