"""Moodle as it is: its functions, answers and refusals. Knows nothing of mentoring."""
