"""What is so for every test."""

import gc


def pytest_collection_finish() -> None:
    """Look through the test modules for garbage no more: they stay to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
