"""Problems of matching for tests and for measuring: small ones by hand, large ones made up."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from connector.domain.matching import Candidate, Couple, Policy, Problem
from connector.domain.people import Kind, PersonId
from connector.domain.programmes import Form
from connector.matching import Lexicon, load
from tests.builders import FORMS, TODAY, Change, a_person

METHODOLOGY: Final = Path(__file__).resolve().parent.parent / "config" / "methodology"
PUPILS: Final = FORMS["pupil-pupil"]

SUBJECTS: Final = (
    "математика", "физика", "химия", "биология", "история", "информатика", "русский язык",
    "английский язык", "география", "обществознание", "литература",
)  # fmt: skip
ASKED: Final = (
    "подтянуть {subject}", "подготовиться к ОГЭ, {subject}", "ЕГЭ: {subject}",
    "стесняюсь отвечать у доски", "не успеваю с уроками, помогите всё успевать",
    "хочу научиться программировать", "выбрать профессию", "найти друзей в новом классе",
    "хочу выступать на сцене", "сделать проект по предмету {subject}", "боюсь экзаменов",
)  # fmt: skip
OFFERED: Final = (
    "призёр олимпиады, {subject}", "{subject}, готовлю к ОГЭ", "сдала ЕГЭ: {subject}",
    "веду дебаты", "тайм-менеджмент", "пишу на Python, делаю сайты", "профориентация, вожатый",
    "волонтёр", "актёр школьного театра", "защитил исследовательскую работу, {subject}",
    "спокойствие и стресс",
)  # fmt: skip
LIKED: Final = (
    "футбол", "волейбол", "рисую", "гитара", "аниме", "танцы", "шахматы", "книги", "кино", "лыжи",
    "вышивка", "видеоигры", "фотография", "собаки", "робототехника", "театр", "походы", "кулинария",
    "вокал", "монтаж видео", "плавание", "история края", "астрономия", "велосипед",
)  # fmt: skip
FREE: Final = (
    "вт, чт после 15:00", "по выходным", "после уроков", "2 часа в неделю", "пн-пт вечером",
    "среда и пятница, 15-17", "суббота утром", "в любое время", "пн, ср", "кроме понедельника",
    "вечером по будням", "вторник",
)  # fmt: skip
WANTED: Final = ("", "", "10–12 лет", "5-7 класс", "до 15 лет", "любой", "8-9 классы", "младше 14")


@cache
def the_lexicon() -> Lexicon:
    """The words that come with the connector."""
    return load(METHODOLOGY.joinpath)


def a_candidate(person_id: int = 1, **changes: Change) -> Candidate:
    """Build a candidate, a pupil of fifteen; `class_name` and `born_on` are their person's."""
    of_person = {
        key: changes.pop(key) for key in ("kind", "class_name", "born_on") if key in changes
    }
    return Candidate(person=a_person(person_id, **of_person), **changes)


def a_problem(
    mentors: Iterable[Candidate], mentees: Iterable[Candidate], **changes: Change
) -> Problem:
    """Build a problem of the form pupil – pupil, today."""
    made = {"form": PUPILS, "on": TODAY, **changes}
    return Problem(mentors=tuple(mentors), mentees=tuple(mentees), **made)


def couple(mentor: int, mentee: int) -> Couple:
    """Name a couple by two numbers."""
    return PersonId(mentor), PersonId(mentee)


def a_large_problem(
    mentors: int, mentees: int, *, places: int = 3, seed: int = 7, policy: Policy | None = None
) -> Problem:
    """Make up a school: pupils of 8 to 11 mentor those of 5 to 10, in their own words."""
    chance = Random(seed)  # noqa: S311 - a made-up school, no secret
    older = [_pupil(chance, number + 1, (8, 11), places) for number in range(mentors)]
    younger = [_pupil(chance, mentors + number + 1, (5, 10), places) for number in range(mentees)]
    chosen: dict[tuple[int, int], int] = {
        (chance.choice(older).id, chance.choice(younger).id): chance.randint(1, 3)
        for _ in range(mentees // 4)
    }
    return Problem(
        form=Form(
            "pupil-pupil", "Ученик – ученик", frozenset({Kind.PUPIL}), frozenset({Kind.PUPIL})
        ),
        on=TODAY,
        mentors=tuple(older),
        mentees=tuple(younger),
        policy=policy or Policy(),
        chosen={**chosen, **{(b, a): rank for (a, b), rank in list(chosen.items())[::2]}},
        bans=frozenset(
            (chance.choice(older).id, chance.choice(younger).id) for _ in range(mentees // 50)
        ),
        pins=frozenset(),
    )


def _pupil(chance: Random, number: int, grades: tuple[int, int], places: int) -> Candidate:
    grade = chance.randint(*grades)
    subject = chance.choice(SUBJECTS)
    word = f"увлечение{number % 500}"
    return a_candidate(
        number,
        class_name=f"{grade}{chance.choice('АБВ')}",
        born_on=date(TODAY.year - grade - 7, chance.randint(1, 11), chance.randint(1, 28)),
        wish=". ".join(_said(chance, ASKED, subject)),
        offer=". ".join(_said(chance, OFFERED, subject)),
        interests=", ".join([*chance.sample(LIKED, chance.randint(1, 4)), word]),
        subject=subject if chance.random() < 0.7 else "",
        time=chance.choice(FREE),
        desired_age=chance.choice(WANTED),
        places=places,
        is_trained=chance.random() < 0.95,
        has_consent=chance.random() < 0.98,
    )


def _said(chance: Random, texts: tuple[str, ...], subject: str) -> list[str]:
    return [text.format(subject=subject) for text in chance.sample(texts, chance.randint(1, 3))]
