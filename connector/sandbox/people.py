"""Makes the people of the school, a few of them awkward on purpose."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random
from typing import Final

from connector.sandbox import names
from connector.sandbox.casting import FIRST_ID, Cast, Defect
from connector.sandbox.chance import chance
from connector.sandbox.days import DAY, SCHOOL_YEAR
from connector.sandbox.profiles import Profiles
from connector.sandbox.records import Person
from connector.sandbox.recruits import Recruits

DOMAIN: Final = "school20.example"
RECENT_DAYS: Final = 10
STALE_DAYS: Final = 30
NO_EMAIL: Final = frozenset({9, 29, 49})
NO_IDNUMBER: Final = frozenset({14, 34, 44})
SUSPENDED: Final = frozenset({6})
NEVER_HERE: Final = frozenset({51})
CONCEALED_ID: Final = 3


def people(cast: Cast, recruits: Recruits, *, seed: int, now: int) -> Iterator[Person]:
    """Yield everyone in the order of ids: system accounts, pupils and teachers, services."""
    yield from _system_accounts()
    everyone = sorted((*cast.pupils, *cast.teachers))
    profiles = Profiles(cast, recruits, seed, now)
    ordinals = {
        person: n for group in (cast.pupils, cast.teachers) for n, person in enumerate(group)
    }
    for person in everyone:
        make = _pupil if person in cast.class_of else _teacher
        yield make(person, ordinals[person], profiles, chance(seed, person))
    yield from _odd_accounts(everyone[-1] + 1)


def _pupil(person: int, ordinal: int, profiles: Profiles, random: Random) -> Person:
    name, number, cast = names.of_pupil(ordinal, random), person - FIRST_ID + 1, profiles.cast
    username = f"student{number:04d}"
    seen = 0 if ordinal in NEVER_HERE else last_visit(person, cast, random, profiles.now)
    fields = profiles.of_pupil(person, ordinal, name, random)
    return Person(
        id=person,
        username=username,
        firstname=name.first,
        lastname=name.last,
        patronymic=name.patronymic,
        email="" if ordinal in NO_EMAIL else f"{username}@{DOMAIN}",
        idnumber="" if ordinal in NO_IDNUMBER else f"S-{number:05d}",
        department=fields["class"],
        lastaccess=seen,
        suspended=ordinal in SUSPENDED or _is_suspended_mentor(person, cast),
        fields=fields,
    )


def _teacher(person: int, ordinal: int, profiles: Profiles, random: Random) -> Person:
    name, number, cast = names.of_teacher(ordinal, random), person - FIRST_ID + 1, profiles.cast
    username = f"teacher{number:04d}"
    served = random.randint(0, 2) if person in cast.young else random.randint(5, 30)
    born = date(SCHOOL_YEAR - served - random.randint(23, 30), random.randint(1, 12), 15)
    began = date(SCHOOL_YEAR - served, 9, 1)
    seen = last_visit(person, cast, random, profiles.now)
    return Person(
        id=person,
        username=username,
        firstname=name.first,
        lastname=name.last,
        patronymic=name.patronymic,
        email=f"{username}@{DOMAIN}",
        idnumber=f"T-{number:05d}",
        lastaccess=seen,
        fields=profiles.of_teacher(person, ordinal, name, random, (born, began)),
    )


def last_visit(person: int, cast: Cast, random: Random, now: int) -> int:
    """Answer when the person was last seen: recently, unless the pair is a stale one."""
    recent = now - random.randint(600, RECENT_DAYS * DAY)
    visits = {Defect.NEVER: 0, Defect.STALE: recent - STALE_DAYS * DAY}
    return visits.get(cast.defect_of(person), recent)


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
