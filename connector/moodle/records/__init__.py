"""Moodle's answers as frozen records; times are Unix seconds, 0 for never, as Moodle has them."""
