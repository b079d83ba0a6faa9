"""The fields of the diary of meetings, and what pairs write into them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from connector.sandbox.notebooks import Contents, Field

KINDS: Final = ("знакомство", "пробная", "планирование", "рабочая", "итоговая")
MODES: Final = ("очно", "дистанционно", "письменно")
SIDES: Final = ("наставник", "наставляемый")
FIELDS: Final = (
    Field(1, "date", "Дата встречи"),
    Field(2, "text", "Пара"),
    Field(3, "number", "Длительность (мин)"),
    Field(4, "textarea", "Содержание"),
    Field(5, "menu", "Вид встречи", KINDS),
    Field(6, "menu", "Формат", MODES),
    Field(7, "text", "Итог"),
    Field(8, "text", "Следующее задание"),
    Field(9, "multimenu", "Кто был", SIDES),
    Field(10, "menu", "Подтверждено наставляемым", ("Да", "Нет")),
)
BETWEEN: Final = "##"
MISSES_EVERY, DOUBTS_EVERY, REMOTE_EVERY = 11, 7, 5
MINUTES: Final = (45, 40, 60, 30)
TOPICS: Final = (
    ("<p>Разобрали уравнения с модулем</p>", "Решены 6 задач из 8", "Решить номера 214–218"),
    (
        "<p>Готовили выступление &amp; слайды</p><p>Репетировали вслух</p>",
        "Выступление укладывается в 5 минут",
        "Выучить вступление",
    ),
    ("<p>Составили план недели</p>", "План на неделю готов", "Отмечать сделанное каждый вечер"),
    ("<p>Играли в шахматы, разобрали дебют</p>", "Понятны первые пять ходов", "Решить 3 этюда"),
    ("<p>Читали и пересказывали текст</p>", "Пересказ без подсказок", "Прочитать главу 4"),
    ("<p>Говорили о школьном театре 🌻</p>", "Записались на пробы", "Принести стихотворение"),
)
BEGINNINGS: Final = (
    ("<p>Познакомились, договорились о правилах пары</p>", "Правила записаны", "Подумать о целях"),
    ("<p>Пробная встреча: работали вместе один урок</p>", "Решили продолжать", "Выбрать цель"),
    ("<p>Составили план развития</p>", "В плане три пункта", "Начать с первого пункта"),
)
REPORTS: Final = (
    "<p>Посетила урок, обсудили этапы &amp; цели</p><p>Дальше: открытый урок</p>",
    "<p>Разобрали журнал и рабочую программу</p>",
    "<p>Вместе провели родительское собрание</p>",
    "<p>Готовили урок в смешанной форме</p>",
)


@dataclass(frozen=True)
class Meeting:
    """A meeting of a pair: the number counts from 0, `when` in unix seconds."""

    pair: int
    number: int
    when: int

    @property
    def turn(self) -> int:
        """A number by which meetings differ."""
        return self.pair + self.number


def of_meeting(meeting: Meeting, day: str, pair: str) -> Mapping[str, str]:
    """Answer what a mentor wrote of a meeting, by the names of the fields."""
    topic, outcome, task = _words(meeting)
    return {
        "Дата встречи": day,
        "Пара": pair,
        "Длительность (мин)": str(MINUTES[meeting.turn % len(MINUTES)]),
        "Содержание": topic,
        "Вид встречи": KINDS[min(meeting.number, KINDS.index("рабочая"))],
        "Формат": MODES[0 if meeting.turn % REMOTE_EVERY else 1],
        "Итог": outcome,
        "Следующее задание": task,
        "Кто был": SIDES[0] if meeting.turn % MISSES_EVERY == 0 else BETWEEN.join(SIDES),
        "Подтверждено наставляемым": "Да" if meeting.turn % DOUBTS_EVERY else "Нет",
    }


def contents(written: Mapping[str, str]) -> Contents:
    """Answer an entry by the ids of the fields."""
    return {field.id: written[field.name] for field in FIELDS}


def report(number: int) -> str:
    """Answer what a teacher handed in about a meeting."""
    return REPORTS[number % len(REPORTS)]


def _words(meeting: Meeting) -> tuple[str, str, str]:
    if meeting.number < len(BEGINNINGS):
        return BEGINNINGS[meeting.number]
    return TOPICS[meeting.turn % len(TOPICS)]
