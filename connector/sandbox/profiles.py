"""Fills in the profile fields of pupils and teachers, a few of them awkward on purpose."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random
from typing import Final

from connector.sandbox import births, consents, names
from connector.sandbox.casting import Cast
from connector.sandbox.chance import chance
from connector.sandbox.days import midnight
from connector.sandbox.names import Name
from connector.sandbox.recruits import Recruits

LATIN: Final = str.maketrans("АВЕКМНОРСТХ", "ABEKMHOPCTX")
WRITTEN_BY_HAND: Final[Mapping[int, Callable[[str], str]]] = {
    8: lambda label: f"{label[:-1]} «{label[-1]}»",
    26: lambda _: "",
    44: lambda label: label.translate(LATIN),
    47: lambda label: f"{label[:-1]}-{label[-1].lower()}",
}
"""How the class of the pupils with these ordinals was written; one has none."""

NO_SERVICE_START: Final = 2
"""Ordinal of the teacher of whom nobody noted when they began to teach."""

LACK_PATRONYMIC, LACK_PHONE = 0.08, 0.1
CURATOR: Final = "Заместитель директора по воспитательной работе"
POSITIONS: Final = (
    "Учитель математики",
    "Учитель русского языка и литературы",
    "Учитель начальных классов",
    "Учитель физической культуры",
    "Педагог-психолог",
    "Учитель информатики",
    "Учитель английского языка",
)


@dataclass(frozen=True)
class Profiles:
    """Makes the profiles of one school; `now` in unix seconds."""

    cast: Cast
    recruits: Recruits
    seed: int
    now: int

    def of_pupil(self, person: int, ordinal: int, name: Name, random: Random) -> dict[str, str]:
        """Answer a pupil's fields by short name; empty ones are there, with no value."""
        label, own = self.cast.class_of[person], chance(self.seed, "profile", person)
        born = births.birthday(ordinal, label, random, self.now)
        fields = self._common(person, name, random) | {
            "class": WRITTEN_BY_HAND.get(ordinal, str)(label),
            "birthdate": born.birthdate,
            "birthday": born.birthday,
            "rep_name": names.of_parent(name, own),
            "rep_phone": _phone(own),
        }
        if person in self._participants:
            fields |= self._consent(person, ordinal, own)
        return fields

    def of_teacher(
        self, person: int, ordinal: int, name: Name, random: Random, dates: tuple[date, date]
    ) -> dict[str, str]:
        """Answer a teacher's fields; `dates` are the birthday and the first day of teaching."""
        born, began = dates
        usual = POSITIONS[ordinal % len(POSITIONS)]
        fields = self._common(person, name, random) | {
            "birthdate": midnight(born),
            "birthday": f"{born:%d.%m.%Y}",
            "position": CURATOR if person in self.cast.curators else usual,
            "service_start": "" if ordinal == NO_SERVICE_START else midnight(began),
        }
        return fields | consents.of_adult(chance(self.seed, "profile", person), self.now)

    def _consent(self, person: int, ordinal: int, own: Random) -> dict[str, str]:
        if person in self.recruits.refusing:
            return dict(consents.REFUSAL)
        if person in self.recruits.unpaired:
            return consents.of_adult(own, self.now)
        return consents.of_pupil(ordinal, own, self.now)

    def _common(self, person: int, name: Name, random: Random) -> dict[str, str]:
        lacks = chance(self.seed, "patronymic", person).random() < LACK_PATRONYMIC
        return {
            "mentor_role": self._role(person),
            "interests": f"<p>{random.choice(names.INTERESTS)}</p>",
            "patronymic": "" if lacks else name.patronymic,
        }

    def _role(self, person: int) -> str:
        found = (role for role, members in self._parts.items() if person in members)
        return next(found, "Нет")

    @cached_property
    def _parts(self) -> Mapping[str, frozenset[int]]:
        return {
            "Куратор": frozenset(self.cast.curators),
            "Наставник": self.cast.mentors | frozenset(self.recruits.mentors),
            "Наставляемый": self.cast.mentees | frozenset(self.recruits.seekers),
        }

    @cached_property
    def _participants(self) -> frozenset[int]:
        return self.cast.mentors | self.cast.mentees | self.recruits.everybody


def _phone(random: Random) -> str:
    """Answer a number of an area that does not exist."""
    if random.random() < LACK_PHONE:
        return ""
    digits = f"{random.randrange(10_000_000):07d}"
    return f"+7 000 {digits[:3]}-{digits[3:5]}-{digits[5:]}"
