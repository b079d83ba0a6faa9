"""The school's rules: how Moodle's people, courses and groups are read as mentoring."""
