"""Turns figures into what people read: texts from the school's own templates."""
