import pytest

from tests.store.servers import VARIABLE, dialects


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, ["sqlite"]),
        ({VARIABLE: "postgresql://postgres@127.0.0.1/postgres"}, ["sqlite", "postgresql"]),
        ({"CI": "true"}, ["sqlite", "postgresql"]),
    ],
    ids=["here", "named", "on CI"],
)
def test_postgresql_takes_part_when_it_is_named_and_always_on_ci(
    environ: dict[str, str], expected: list[str]
) -> None:
    assert dialects(environ) == expected
