"""What people wrote into the questionnaires, as Moodle stores it; some of it is awkward."""

from collections.abc import Iterator
from html import escape
from itertools import cycle, islice
from typing import Final

from connector.sandbox.surveys import Question

Values = tuple[str | None, ...]


class Restored(str):
    """An answer that came with a restored course and was never escaped."""

    __slots__ = ()


VERY_LONG: Final = "Могу долго рассказывать о том, как мы снимали школьный фильм. " * 120

CANDIDATES: Final[tuple[Values, ...]] = (
    (
        "Объясняю математику и физику, готов заниматься каждую неделю",
        "Призёр муниципального этапа олимпиады по математике, 2025",
        "математика, шахматы",
        "2",
        "2",
        "Хочу попробовать себя в роли учителя",
        "1",
    ),
    (
        "Помогу с английским и с выступлениями 🌻",
        "",
        "английский язык; театр",
        "1",
        "1",
        "Мне помогали, теперь моя очередь 💪🏽",
        "1",
    ),
    ("=1+1", "+7 900", "-2, @волейбол", "3", "5", '=HYPERLINK("http://e.example")', "3"),
    (
        "Кружок «Живой звук»: rock'n'roll, ударные",
        'Диплом "Лучший голос"',
        "музыка,,  музыка , ",
        "1",
        "2",
        "Если a < b, объясню, почему b > a & наоборот",
        "1",
    ),
    (
        "Умею:\r\n– слушать;\r\n– объяснять;\r\n\r\nНе умею ругаться",
        "   ",
        "",
        "2",
        "",
        "",
        "",
    ),
    (VERY_LONG, "Школьный фильм", "кино", "3", "3", "Люблю рассказывать", "1"),
    (
        Restored("<b>Ведущий</b> вечеров<script>alert(1)</script>"),
        Restored("5 < 6"),
        "сцена",
        "2",
        "1",
        "Весело",
        None,
    ),
    (
        "Методика подготовки к ЕГЭ, работа с родителями",
        "Высшая категория; «Учитель года» района, 2024",
        "методика, краеведение",
        "3",
        "4",
        "Поддержать молодых коллег",
        "2",
    ),
    (
        "Классное руководство, конфликты в классе",
        "Почётная грамота, 2023",
        "психология",
        "2",
        "4",
        "Есть чем поделиться",
        "2",
    ),
    (
        "Цифровые доски, видеоуроки",
        "Два года в профессии",
        "ИКТ",
        "1",
        "4",
        "Научу старших коллег тому, что знаю сам",
        "2",
    ),
)
REQUESTS: Final[tuple[Values, ...]] = (
    ("Не понимаю алгебру с прошлого года", "футбол", "1"),
    ("Хочу готовиться к олимпиаде по биологии", "биология, лес", "2"),
    ("Пришла из другой школы, никого не знаю 🙈", "рисование", "5|6"),
    ("Пропустил четверть из-за болезни", "шахматы, программирование", "1|4"),
    ("Нужна помощь с чтением", "", "1|3"),
    ("=СУММ(1;1)", "+7 900", "6"),
    ("Стесняюсь выступать.\r\nХочу вести концерты", "театр", "5"),
    ("Don't know, помогите", "музыка", ""),
    ("Русский язык и 'история'", "история; краеведение", "1|6"),
    (Restored("<i>Математика</i> &amp; физика"), "физика", "2|6"),
    ("Трудно дома делать уроки", "волейбол", "4"),
    ("Хочу свой проект по робототехнике " * 40, "робототехника", "2"),
)
FREE_MENTORS: Final[tuple[Values, ...]] = (
    (
        "Объясняю алгебру и геометрию, помогу разобраться с домашними заданиями",
        "Победитель школьного этапа олимпиады по математике",
        "алгебра, футбол",
        "2",
        "2",
        "Самому когда-то помогли с алгеброй",
        "1",
    ),
    (
        "Играю в шахматы, второй разряд; веду шахматный клуб",
        "Второе место на первенстве района по шахматам",
        "шахматы, программирование",
        "3",
        "5",
        "Хочу собрать команду школы",
        "1",
    ),
    (
        "Физика и подготовка к ОГЭ, опыты и задачи",
        "ОГЭ по физике: 40 баллов из 45",
        "физика, робототехника",
        "2",
        "2",
        "Люблю объяснять",
        "1",
    ),
    (
        "Английский язык, разговорная практика",
        "",
        "английский язык, музыка",
        "1",
        "1",
        "Хочу научиться работать с младшими",
        "1",
    ),
)
SEEKERS: Final[tuple[Values, ...]] = (
    ("Хочу подтянуть алгебру", "футбол", "1"),
    ("Хочу научиться играть в шахматы, выступать за школу", "шахматы", "5"),
    ("ОГЭ по физике: не умею решать задачи", "физика", "1"),
    ("Хочу свободно говорить на английском", "английский язык, музыка", "2"),
    ("Собрать своего робота для конкурса", "робототехника", "2"),
)
IMPROVEMENTS: Final = ("Больше практики", "", "Всё хорошо!", "Меньше тестов; больше 'живых' встреч")


def candidate(number: int, *, teacher: bool) -> Values:
    """Answer what the candidate with this number wrote; the last three answers are teachers'."""
    written = CANDIDATES[-3:] if teacher else CANDIDATES[:-3]
    return written[number % len(written)]


def requests(count: int) -> Iterator[Values]:
    """Yield the requests of so many mentees."""
    return islice(cycle(REQUESTS), count)


def free_mentor(number: int) -> Values:
    """Answer what the mentor without a pair with this number wrote."""
    return FREE_MENTORS[number % len(FREE_MENTORS)]


def seeker(number: int) -> Values:
    """Answer the request of the mentee without a pair with this number."""
    return SEEKERS[number % len(SEEKERS)]


def after_training(number: int) -> Values:
    """Answer what the mentor with this number wrote after the training."""
    return (str(number % 3 + 1), str(7 + number % 4), IMPROVEMENTS[number % 4], "1|3")


def comfort(number: int) -> Values:
    """Answer an anonymous questionnaire."""
    return (str(number % 2 + 1),)


def stored(questions: tuple[Question, ...], values: Values) -> Values:
    """Answer the values as Moodle stores them: what was typed is escaped, as by its `s()`."""
    return tuple(
        value if value is None or question.has_options else _stored(value)
        for question, value in zip(questions, values, strict=True)
    )


def _stored(typed: str) -> str:
    if isinstance(typed, Restored):
        return str(typed)
    return escape(typed).replace("&#x27;", "&#039;")
