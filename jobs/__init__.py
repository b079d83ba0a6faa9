"""Scheduled work: each job is one small module, found in the catalogue, run by the runner."""
