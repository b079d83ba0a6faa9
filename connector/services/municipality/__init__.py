"""Figures of several schools: a signed report of each, and all of them together.

A report has no names and no figure of few people (`connector.domain.indicators.roll_up`). Whoever
takes it in believes the keys that `config/municipality.yaml` lists, and nobody else.
"""
