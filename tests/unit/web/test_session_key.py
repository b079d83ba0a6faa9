import stat
from pathlib import Path

import pytest

from connector.errors import ConfigurationError
from connector.services.deps import Deps
from connector.settings import NO_SECRET, Secret
from connector.web.app import create_app
from connector.web.session_key import session_key

PASSWORD = Secret("пароль")


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = session_key(tmp_path / "var", PASSWORD)

    file = tmp_path / "var" / "session.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert session_key(tmp_path / "var", PASSWORD) == first


def test_two_schools_have_two_keys(tmp_path: Path) -> None:
    assert session_key(tmp_path / "one", PASSWORD) != session_key(tmp_path / "two", PASSWORD)


def test_the_password_stands_neither_in_the_file_nor_in_the_key(tmp_path: Path) -> None:
    key = session_key(tmp_path, PASSWORD)

    assert PASSWORD not in (tmp_path / "session.key").read_text()
    assert PASSWORD.encode() not in key


@pytest.mark.parametrize("content", ["", "short", "ключ"])
def test_a_spoilt_key_is_told_with_its_file(tmp_path: Path, content: str) -> None:
    (tmp_path / "session.key").write_text(content, encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"web\.key_unusable") as error:
        session_key(tmp_path, PASSWORD)
    assert error.value.facts["path"] == tmp_path / "session.key"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file stands where the folder should")

    with pytest.raises(ConfigurationError, match=r"web\.key_unusable"):
        session_key(tmp_path / "var", PASSWORD)


def test_a_page_without_a_password_does_not_start(deps: Deps, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"web\.no_password"):
        create_app(deps, password=NO_SECRET, state=tmp_path)
