"""A small stand-in for a school's Moodle: the demo, the tests and training talk to it instead."""
