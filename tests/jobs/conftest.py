"""The same running sandbox and database that the tests of services have."""

from tests.services.conftest import (
    clock,
    deps,
    empty_database,
    first_sync,
    first_update,
    opened,
    quiet_logs,
    registered,
    school,
    served,
    settings,
    stand,
    synced,
)

__all__ = [
    "clock",
    "deps",
    "empty_database",
    "first_sync",
    "first_update",
    "opened",
    "quiet_logs",
    "registered",
    "school",
    "served",
    "settings",
    "stand",
    "synced",
]
