from dataclasses import fields
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from connector import settings
from connector.errors import ConfigurationError
from connector.settings import SHIPPED, MoodleLimits, Secret, Settings

TOKEN: Final = "MENTORING_MOODLE_TOKEN"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def tuned(home: Path, text: str) -> Path:
    file = home / "config" / "connector.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def load(home: Path, **environ: str) -> Settings:
    return settings.load({"MENTORING_HOME": str(home), **environ})


def refused(home: Path, text: str, **environ: str) -> ConfigurationError:
    tuned(home, text)
    with pytest.raises(ConfigurationError) as caught:
        load(home, **environ)
    return caught.value


def test_with_nothing_set_everything_has_a_value(home: Path) -> None:
    loaded = load(home)

    assert loaded.moodle_url == ""
    assert loaded.moodle_token == ""
    assert loaded.mapping is None
    assert (loaded.host, loaded.port) == ("127.0.0.1", 8080)
    assert loaded.limits == MoodleLimits()
    assert loaded.database_url == f"sqlite:///{home / 'var' / 'mentoring.db'}"
    assert loaded.state == home / "var"


def test_the_shipped_file_says_the_defaults_and_names_every_limit() -> None:
    text = (SHIPPED / "config" / "connector.yaml").read_text(encoding="utf-8")

    assert settings.load({}).limits == MoodleLimits()
    assert all(f"  {field.name}: " in text for field in fields(MoodleLimits))


def test_the_environment_is_read(home: Path) -> None:
    loaded = load(
        home,
        MENTORING_MOODLE_URL=" https://moodle.example/ ",
        MENTORING_MOODLE_TOKEN=" abc\n",
        MENTORING_DATABASE_URL="postgresql://u:p@db/m",
        MENTORING_PASSWORD="sesam",
        MENTORING_MAPPING=str(home / "school.yaml"),
        MENTORING_HOST="0.0.0.0",  # noqa: S104 - a value to read, nothing listens there
        MENTORING_PORT="9000",
    )

    assert loaded.moodle_url == "https://moodle.example"
    assert (loaded.moodle_token, loaded.password) == ("abc", "sesam")
    assert loaded.database_url == "postgresql://u:p@db/m"
    assert loaded.mapping == home / "school.yaml"
    assert (loaded.host, loaded.port) == ("0.0.0.0", 9000)  # noqa: S104 - same


def test_the_process_environment_is_the_default(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MENTORING_HOME", str(home))
    monkeypatch.setenv("MENTORING_MOODLE_URL", "https://moodle.example")

    assert settings.load().moodle_url == "https://moodle.example"
    assert settings.load().home == home


@pytest.mark.parametrize("name", ["MOODLE_TOKEN", "DATABASE_URL", "PASSWORD"])
def test_a_secret_may_lie_in_a_file(home: Path, name: str) -> None:
    file = home / "secret"
    file.write_text("  geheim\n", encoding="utf-8")

    loaded = load(home, **{f"MENTORING_{name}_FILE": str(file), f"MENTORING_{name}": "other"})

    found = getattr(loaded, name.lower())
    assert found == "geheim"
    assert isinstance(found, Secret)


def test_a_file_that_notepad_wrote_is_read_as_well(home: Path) -> None:
    file = home / "secret"
    file.write_bytes(b"\xef\xbb\xbfgeheim\r\n")

    assert load(home, MENTORING_MOODLE_TOKEN_FILE=str(file)).moodle_token == "geheim"


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_an_unreadable_secret_names_the_variable_and_the_file(
    home: Path, content: bytes | None
) -> None:
    file = home / "secret"
    if content:
        file.write_bytes(content)

    with pytest.raises(ConfigurationError) as caught:
        settings.secret({f"{TOKEN}_FILE": str(file)}, TOKEN)

    assert caught.value.code == "settings.secret_unreadable"
    assert caught.value.facts == {"name": TOKEN, "path": str(file)}


def test_the_environment_goes_before_the_file(home: Path) -> None:
    tuned(home, "web: {host: 10.0.0.1, port: 8000}")

    assert (load(home).host, load(home).port) == ("10.0.0.1", 8000)
    assert load(home, MENTORING_PORT="9000", MENTORING_HOST="::1").port == 9000
    assert load(home, MENTORING_PORT="", MENTORING_HOST="").host == "10.0.0.1"


def test_the_file_tunes_the_limits(home: Path) -> None:
    tuned(home, "moodle: {parallel: 4, read_timeout: 2.5}")

    assert load(home).limits == MoodleLimits(parallel=4, read_timeout=2.5)


@pytest.mark.parametrize("text", ["", "# nothing", "web:\nmoodle:\n", "web: {host: }"])
def test_what_is_left_empty_has_its_default(home: Path, text: str) -> None:
    tuned(home, text)

    assert load(home) == Settings(home=home, database_url=load(home).database_url)


@pytest.mark.parametrize(
    "text", ["moodel: {parallel: 4}", "moodle: {paralel: 4}", "web: {prot: 1}", "- a", "web: 8080"]
)
def test_an_unknown_key_names_the_file_and_what_is_known(home: Path, text: str) -> None:
    error = refused(home, text)

    assert error.code == "settings.unknown_key"
    assert error.facts["path"] == home / "config" / "connector.yaml"
    assert error.facts["keys"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("moodle: {parallel: two}", "moodle.parallel"),
        ("moodle: {parallel: true}", "moodle.parallel"),
        ("moodle: {chunk: [1]}", "moodle.chunk"),
        ("moodle: {chunk: }", "moodle.chunk"),
        ("web: {port: http}", "web.port"),
        ("web: {port: 80.5}", "MENTORING_PORT"),
    ],
)
def test_what_is_no_number_is_named(home: Path, text: str, name: str) -> None:
    error = refused(home, text)

    assert error.code == "settings.not_a_number"
    assert error.facts["name"] == name


def test_a_port_of_the_environment_must_be_a_number(home: Path) -> None:
    error = refused(home, "", MENTORING_PORT="http")

    assert error.facts == {"name": "MENTORING_PORT", "value": "http"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((field.name, "0") for field in fields(MoodleLimits)),
        ("parallel", "-1"),
        ("chunk", "2.5"),
        ("read_timeout", ".nan"),
    ],
)
def test_a_limit_that_would_stop_everything_is_refused(home: Path, name: str, value: str) -> None:
    error = refused(home, f"moodle: {{{name}: {value}}}")

    assert error.code == "settings.not_positive"
    assert error.facts["name"] == f"moodle.{name}"


@pytest.mark.parametrize("content", [b"web: {", b"\xff", b"web: {port: 2026-13-45}", b"a: *b"])
def test_a_file_that_cannot_be_read_is_named(home: Path, content: bytes) -> None:
    file = tuned(home, "")
    file.write_bytes(content)

    with pytest.raises(ConfigurationError) as caught:
        load(home)

    assert caught.value.code == "settings.unreadable"
    assert caught.value.facts == {"path": file}


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text("webmodlparcht:{}[]-&*!|>%@`'\"0123456789. \n", max_size=40))
def test_no_file_makes_anything_but_settings_or_our_own_error(home: Path, text: str) -> None:
    tuned(home, text)

    try:
        loaded: object = load(home)
    except ConfigurationError as error:
        loaded = error

    assert isinstance(loaded, Settings | ConfigurationError)


def test_the_schools_own_file_goes_before_the_shipped_one(home: Path) -> None:
    own = tuned(home, "")
    loaded = load(home)

    assert loaded.data("config", "connector.yaml") == own
    assert loaded.data("config", "wording") == SHIPPED / "config" / "wording"


def test_a_file_that_is_nowhere_is_named_with_the_folder_searched(home: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load(home).data("mappings", "nowhere.yaml")

    assert caught.value.code == "settings.data_missing"
    assert caught.value.facts == {"path": "mappings/nowhere.yaml", "home": home}
