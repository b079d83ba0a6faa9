"""Makes the cohorts: classes, parts in mentoring, candidates."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from connector.sandbox.casting import Cast, grade_of
from connector.sandbox.records import Cohort, Person
from connector.sandbox.recruits import Recruits

IN_TWO_CLASSES: Final = 15
"""Ordinal of a pupil who stayed in the cohort of the class that they left."""

Key = tuple[str, str, str]


def cohorts(cast: Cast, recruits: Recruits, people: Mapping[int, Person]) -> Iterator[Cohort]:
    """Yield the cohorts, their members sorted by surname."""
    members = _classes(cast) | _parts(cast, recruits)
    for number, ((name, idnumber, description), ids) in enumerate(members.items(), 1):
        in_order = sorted(ids, key=lambda one: (people[one].lastname, people[one].firstname, one))
        yield Cohort(number, name, idnumber, description, tuple(in_order))


def _classes(cast: Cast) -> dict[Key, Iterable[int]]:
    labels = sorted(set(cast.class_of.values()), key=lambda label: (grade_of(label), label))
    members: dict[str, list[int]] = {label: [] for label in labels}
    for ordinal, (pupil, label) in enumerate(cast.class_of.items()):
        members[label].append(pupil)
        if ordinal == IN_TWO_CLASSES:
            members[labels[labels.index(label) - 1]].append(pupil)
    return {
        (label, f"class-{label}", f"Класс {label}, 2026/27 учебный год"): pupils
        for label, pupils in members.items()
    }


def _parts(cast: Cast, recruits: Recruits) -> dict[Key, Iterable[int]]:
    return {
        ("Педагоги", "teachers", ""): cast.teachers,
        ("Молодые специалисты", "young-teachers", ""): cast.young,
        ("Наставники", "mentors", "<p>Наставники всех программ</p>"): (
            cast.mentors | set(recruits.mentors)
        ),
        ("Наставляемые", "mentees", ""): cast.mentees | set(recruits.seekers),
        ("Кураторы", "curators", ""): cast.curators,
        ("Кандидаты в наставники", "mentor-candidates", ""): recruits.candidates,
        ("Приглашённые в наставники", "mentors-invited", ""): recruits.invited,
    }
