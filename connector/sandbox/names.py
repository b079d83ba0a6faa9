"""Fictitious Russian names: surnames and patronymics that agree with the person's gender."""

from dataclasses import dataclass
from random import Random
from typing import Final


def words(text: str) -> tuple[str, ...]:
    """Answer the words of a text."""
    return tuple(text.split())


SURNAMES: Final = words(
    "Зайцев Лебедев Смирнов Фёдоров Алексеев Васильев Соловьёв Павлов Макаров Яковлев Захаров "
    "Григорьев Попов Петров Морозов Кузнецов Егоров Новиков Соколов Семёнов Воробьёв Андреев "
    "Белов Гусев Киселёв Сорокин Ильин Титов Кудрявцев Баранов Комаров Щербаков Голубев "
    "Виноградов Богданов Воронцов Калинин Мельников Тарасов Филиппов Жуков Орлов Никитин "
    "Ковалевский Вишневский Покровский Черных Цой"
)
BOYS: Final = words(
    "Александр Дмитрий Максим Кирилл Иван Артём Михаил Никита Егор Илья Андрей Роман Тимофей "
    "Фёдор Пётр Матвей Глеб Степан Руслан Тимур"
)
GIRLS: Final = words(
    "Анна Мария София Дарья Полина Елизавета Екатерина Виктория Алёна Ольга Юлия Наталья "
    "Любовь Ксения Вера Надежда Алиса Варвара Камила Татьяна"
)
FATHERS: Final = (
    ("Александрович", "Александровна"),
    ("Дмитриевич", "Дмитриевна"),
    ("Сергеевич", "Сергеевна"),
    ("Андреевич", "Андреевна"),
    ("Алексеевич", "Алексеевна"),
    ("Петрович", "Петровна"),
    ("Ильич", "Ильинична"),
    ("Иванович", "Ивановна"),
    ("Николаевич", "Николаевна"),
    ("Рустамович", "Рустамовна"),
)
INTERESTS: Final = (
    "программирование, олимпиады по математике",
    "волейбол; музыка",
    "театр, литература",
    "робототехника, шахматы",
    "история, краеведение",
    "журналистика",
    "биология; волонтёрство",
    "английский язык, путешествия",
)


@dataclass(frozen=True)
class Name:
    """First name, surname and patronymic of one person."""

    first: str
    last: str
    patronymic: str


PINNED: Final = {
    5: Name("Кира", "О'Нил", "Патриковна"),
    10: Name("Мария", "Иванова", "Ивановна"),
    12: Name("Мария", "Иванова", "Петровна"),
    18: Name("Соня 🌻", "Лисицына", "Олеговна"),
    32: Name("Мария", "Иванова", "Сергеевна"),
}


PINNED_TEACHERS: Final = {3: Name("Мария Ивановна", "Морозова", "")}


def of_pupil(ordinal: int, random: Random) -> Name:
    """Answer the name of the pupil with this ordinal; a few are awkward on purpose."""
    name = any_name(random)
    return PINNED.get(ordinal, name)


def of_teacher(ordinal: int, random: Random) -> Name:
    """Answer the name of the teacher with this ordinal; one has the patronymic in a wrong field."""
    name = any_name(random)
    return PINNED_TEACHERS.get(ordinal, name)


def of_parent(child: Name, random: Random) -> str:
    """Answer the full name of a mother or a father, surname first."""
    fathers = random.choice(FATHERS)
    if random.random() < 0.75:  # noqa: PLR2004 - mostly mothers sign
        return f"{feminine(masculine(child.last))} {random.choice(GIRLS)} {fathers[1]}"
    return f"{masculine(child.last)} {random.choice(BOYS)} {fathers[0]}"


def any_name(random: Random) -> Name:
    """Answer a name whose three parts agree."""
    surname, fathers = random.choice(SURNAMES), random.choice(FATHERS)
    if random.random() < 0.5:  # noqa: PLR2004 - half of them are boys
        return Name(random.choice(BOYS), surname, fathers[0])
    return Name(random.choice(GIRLS), feminine(surname), fathers[1])


def feminine(surname: str) -> str:
    """Answer a woman's form of a surname."""
    if surname.endswith("ский"):
        return surname.removesuffix("ий") + "ая"
    return surname + "а" if surname.endswith(("ов", "ёв", "ев", "ин", "ын")) else surname


def masculine(surname: str) -> str:
    """Answer a man's form of a surname."""
    if surname.endswith("ская"):
        return surname.removesuffix("ая") + "ий"
    return surname[:-1] if surname.endswith(("ова", "ёва", "ева", "ина", "ына")) else surname
