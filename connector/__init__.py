"""Runs a school's mentoring programme on top of its Moodle."""

__version__ = "0.1.0"
