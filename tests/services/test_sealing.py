"""A report is believed as its school wrote it, and not with a letter changed."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.errors import ConfigurationError
from connector.services.municipality.sealing import (
    FILE,
    MOST_BYTES,
    NotGenuine,
    is_key,
    own_key,
    public,
    seal,
    unseal,
)

CONTENT = {"school": "МАОУ СОШ № 20", "figures": [{"value": "14.6"}]}


def test_a_report_is_read_as_it_was_written(tmp_path: Path) -> None:
    key = own_key(tmp_path)

    assert unseal(seal(CONTENT, key)) == (public(key), CONTENT)


def test_the_key_stays_the_same_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    first, again = own_key(tmp_path), own_key(tmp_path)

    assert public(first) == public(again)
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert is_key(public(first))


def test_a_spoilt_key_is_not_replaced_in_silence(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"half a key")

    with pytest.raises(ConfigurationError) as caught:
        own_key(tmp_path)

    assert caught.value.code == "municipality.key_unusable"
    assert (tmp_path / FILE).read_bytes() == b"half a key"


@pytest.mark.parametrize("place", ["content", "signature", "key"])
def test_what_was_changed_is_refused(tmp_path: Path, place: str) -> None:
    told = json.loads(seal(CONTENT, own_key(tmp_path)))
    stranger = seal({"school": "Другая"}, own_key(tmp_path / "other"))
    told[place] = json.loads(stranger)[place]

    with pytest.raises(NotGenuine) as caught:
        unseal(json.dumps(told).encode())

    assert caught.value.code == "municipality.changed"


def test_a_digit_more_is_refused(tmp_path: Path) -> None:
    file = seal(CONTENT, own_key(tmp_path))

    with pytest.raises(NotGenuine) as caught:
        unseal(file.replace(b"14.6", b"94.6"))

    assert caught.value.code == "municipality.changed"


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_else_is_given_is_no_report(file: bytes) -> None:
    with pytest.raises(NotGenuine):
        unseal(file)


@pytest.mark.parametrize(
    "file",
    [
        b"[]",
        b"{}",
        b"null",
        b'{"format": "moodle-mentoring report 1"}',
        b'{"format": "moodle-mentoring report 1", "key": 5, "signature": "", "content": ""}',
        b"[" * 100_000,
        b" " * (MOST_BYTES + 1),
    ],
)
def test_what_only_resembles_a_report_is_none(file: bytes) -> None:
    with pytest.raises(NotGenuine) as caught:
        unseal(file)

    assert caught.value.code == "municipality.no_report"


@pytest.mark.parametrize("text", ["", "ключ", "AAAA", base64.b64encode(b"x" * 31).decode()])
def test_what_is_no_key_is_told_from_one(text: str) -> None:
    assert not is_key(text)
