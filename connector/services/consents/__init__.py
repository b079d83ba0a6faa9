"""Consents: who has one, whose runs out, what is signed and withdrawn (methodology 5.4, 10)."""
