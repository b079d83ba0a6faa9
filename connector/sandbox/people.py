"""Makes the people of the school, a few of them awkward on purpose."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from connector.sandbox import names
from connector.sandbox.casting import FIRST_ID, Cast, Defect, grade_of
from connector.sandbox.chance import chance
from connector.sandbox.records import Person

SCHOOL_YEAR: Final = 2026
DOMAIN: Final = "school20.example"
MOSCOW: Final = ZoneInfo("Europe/Moscow")
DAY: Final = 86_400
RECENT_DAYS: Final = 10
STALE_DAYS: Final = 30
FIRST_GRADE_AGE: Final = 7
NO_EMAIL: Final = frozenset({9, 29, 49})
NO_IDNUMBER: Final = frozenset({14, 34, 44})
SUSPENDED: Final = frozenset({6})
NEVER_HERE: Final = frozenset({51})
CONCEALED_ID: Final = 3


def people(cast: Cast, *, seed: int, now: int) -> Iterator[Person]:
    """Yield everyone in the order of ids: system accounts, pupils and teachers, services."""
    yield from _system_accounts()
    everyone = sorted((*cast.pupils, *cast.teachers))
    ordinals = {pupil: ordinal for ordinal, pupil in enumerate(cast.pupils)}
    for person in everyone:
        random = chance(seed, person)
        if person in ordinals:
            yield _pupil(person, ordinals[person], cast, random, now)
        else:
            yield _teacher(person, cast, random, now)
    yield from _odd_accounts(everyone[-1] + 1)


def _pupil(person: int, ordinal: int, cast: Cast, random: Random, now: int) -> Person:
    name = names.of_pupil(ordinal, random)
    label, number = cast.class_of[person], person - FIRST_ID + 1
    username = f"student{number:04d}"
    return Person(
        id=person,
        username=username,
        firstname=name.first,
        lastname=name.last,
        patronymic=name.patronymic,
        email="" if ordinal in NO_EMAIL else f"{username}@{DOMAIN}",
        idnumber="" if ordinal in NO_IDNUMBER else f"S-{number:05d}",
        department=label,
        lastaccess=0 if ordinal in NEVER_HERE else last_visit(person, cast, random, now),
        suspended=ordinal in SUSPENDED or _is_suspended_mentor(person, cast),
        fields=_fields(person, cast, random, _pupil_birth(label, random)) | {"class": label},
    )


def _teacher(person: int, cast: Cast, random: Random, now: int) -> Person:
    name, number = names.any_name(random), person - FIRST_ID + 1
    username = f"teacher{number:04d}"
    young = person in cast.young
    served = random.randint(0, 2) if young else random.randint(5, 30)
    born = date(SCHOOL_YEAR - served - random.randint(23, 30), random.randint(1, 12), 15)
    started = date(SCHOOL_YEAR - served, 9, 1)
    return Person(
        id=person,
        username=username,
        firstname=name.first,
        lastname=name.last,
        patronymic=name.patronymic,
        email=f"{username}@{DOMAIN}",
        idnumber=f"T-{number:05d}",
        lastaccess=last_visit(person, cast, random, now),
        fields=_fields(person, cast, random, born) | {"service_start": midnight(started)},
    )


def last_visit(person: int, cast: Cast, random: Random, now: int) -> int:
    """Answer when the person was last seen: recently, unless the pair is a stale one."""
    recent = now - random.randint(600, RECENT_DAYS * DAY)
    visits = {Defect.NEVER: 0, Defect.STALE: recent - STALE_DAYS * DAY}
    return visits.get(cast.defect_of(person), recent)


def midnight(day: date) -> str:
    """Answer a date as Moodle stores it: unix seconds of its midnight in Moscow."""
    return str(int(datetime(day.year, day.month, day.day, tzinfo=MOSCOW).timestamp()))


def _pupil_birth(label: str, random: Random) -> date:
    """Answer a birthday that fits the class: seven years old in the first grade."""
    first_of_september = date(SCHOOL_YEAR - FIRST_GRADE_AGE + 1 - grade_of(label), 9, 1)
    return date.fromordinal(first_of_september.toordinal() - random.randint(1, 365))


def _fields(person: int, cast: Cast, random: Random, born: date) -> dict[str, str]:
    return {
        "mentor_role": _mentor_role(person, cast),
        "birthdate": midnight(born),
        "interests": f"<p>{random.choice(names.INTERESTS)}</p>",
        "consent": "0" if random.random() < 0.1 else "1",  # noqa: PLR2004 - one of ten has not
    }


def _mentor_role(person: int, cast: Cast) -> str:
    parts: Mapping[str, frozenset[int]] = {
        "Куратор": frozenset(cast.curators),
        "Наставник": cast.mentors,
        "Наставляемый": cast.mentees,
    }
    return next((role for role, members in parts.items() if person in members), "Нет")


def _is_suspended_mentor(person: int, cast: Cast) -> bool:
    return cast.defect_of(person) is Defect.MENTOR_SUSPENDED and person in cast.mentors


def _system_accounts() -> Iterator[Person]:
    yield Person(1, "guest", "Guest user", " ", email="root@localhost", of_school=False)
    yield Person(2, "admin", "Admin", "User", email=f"admin@{DOMAIN}", of_school=False)
    yield replace(
        _outsider(CONCEALED_ID, "methodist", "Лариса", "Методистова"),
        patronymic="Борисовна",
        concealed=True,
    )


def _odd_accounts(first: int) -> Iterator[Person]:
    yield replace(_outsider(first, "deleted01", "Удалённый", "Ученик"), deleted=True)
    yield replace(
        _outsider(first + 1, "unconfirmed01", "Неподтверждённый", "Ученик"), confirmed=False
    )
    yield _outsider(first + 2, "ws_mentor", "Служба", "Наставничество")
    yield _outsider(first + 3, "ws_nocaps", "Без", "Прав")


def _outsider(person: int, username: str, firstname: str, lastname: str) -> Person:
    return Person(
        person, username, firstname, lastname, email=f"{username}@{DOMAIN}", of_school=False
    )
