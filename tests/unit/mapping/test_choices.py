"""Whom people chose after the group meeting, read from what they answered in Moodle."""

from typing import Any

import pytest

from connector.domain.choices import SeenChoice
from connector.domain.people import PersonId
from connector.errors import ConfigurationError
from connector.mapping.choices import read_choices
from connector.mapping.rules import Rules
from tests.builders import COURSE, PROGRAMME, MirrorBuilder, some_rules
from tests.unit.mapping.people_builders import an_answer, known_of

HERE = f"C{COURSE}"
FEEDBACK = {"feedback": "Встреча", "course": HERE, "items": ["Первый", "Второй"]}
MENTOR, MENTEE, NAMESAKE, BOTH = 1, 2, 3, 4


def rules_of(choices: Any = FEEDBACK) -> Rules:  # noqa: ANN401 - a part of a mapping
    return some_rules(programmes=[{**PROGRAMME, "course": HERE, "choices": choices}])


def people() -> MirrorBuilder:
    named = {
        MENTOR: ("Пётр", "Иванов", ["Наставники"]),
        MENTEE: ("Анна", "Ким", ["Наставляемые"]),
        NAMESAKE: ("Олег", "Ким", ["Наставляемые"]),
        BOTH: ("Яна", "Лось", ["Наставники", "Наставляемые"]),
    }
    growing = MirrorBuilder()
    for who, (first, last, cohorts) in named.items():
        growing.person(who, *cohorts, firstname=first, lastname=last).enrolled(who)
    return growing


def chosen(
    who: int,
    *answers: str,
    choices: Any = FEEDBACK,  # noqa: ANN401 - a part of a mapping
) -> tuple[list[tuple[int, int]], list[str]]:
    """Whom somebody chose, with ranks, and what was not clear."""
    rules = rules_of(choices)
    (programme,) = rules.programmes
    assert programme.choices
    items = dict(zip(programme.choices.items, answers, strict=False))
    row = an_answer(who, programme.choices.answers, items, course_id=COURSE)
    found, skipped = read_choices(known_of(people(), rules, [row]))
    assert {(one.programme_id, one.from_id) for one in found} <= {(COURSE, who)}
    assert {one.code for one in skipped} <= {"skipped.choice_unclear"}
    return [(one.to_id, one.rank) for one in found], [one.facts["value"] for one in skipped]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("Ким Анна", "Лось"), [(MENTEE, 1), (BOTH, 2)]),
        (("Лось, Ким О.", ""), [(BOTH, 1), (NAMESAKE, 2)]),
        (("лось\nЛОСЬ Яна", "Ким Анна"), [(BOTH, 1), (MENTEE, 2)]),
        (("", " "), []),
    ],
)
def test_the_first_who_is_named_is_the_first_choice(
    answers: tuple[str, str], expected: list[tuple[int, int]]
) -> None:
    assert chosen(MENTOR, *answers) == (expected, [])


def test_who_is_not_clear_takes_no_place_and_is_told() -> None:
    assert chosen(MENTOR, "Ким, Иванов, не знаю", "Лось") == (
        [(BOTH, 1)],
        ["Ким", "Иванов", "не знаю"],
    )


def test_a_mentee_chooses_among_mentors_and_nobody_themselves() -> None:
    assert chosen(MENTEE, "Иванов") == ([(MENTOR, 1)], [])
    assert chosen(BOTH, "Лось", "Иванов") == ([(MENTOR, 1)], ["Лось"])


def test_an_option_of_a_choice_is_a_name() -> None:
    choice = {"choice": "Кого выбираю", "course": HERE}

    assert chosen(MENTEE, "Иванов Пётр", choices=choice) == ([(MENTOR, 1)], [])


def test_where_nobody_asks_nothing_is_chosen() -> None:
    assert read_choices(known_of(people(), some_rules())) == ((), ())


def test_its_activity_is_asked_for_with_its_items() -> None:
    (asked,) = rules_of().asked()

    assert str(asked[0].activity) == "name: Встреча"
    assert asked[1] == {"Первый", "Второй"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"course": HERE},
        {"feedback": "Встреча", "items": ["а"]},
        {"feedback": "Встреча", "course": HERE},
        {"feedback": "Встреча", "course": HERE, "items": []},
        {"choice": "Встреча", "course": HERE, "items": ["а"]},
        {**FEEDBACK, "choice": "Встреча"},
    ],
)
def test_half_a_rule_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        rules_of(wrong)


def test_a_choice_knows_its_programme() -> None:
    rules = rules_of()
    (programme,) = rules.programmes
    assert programme.choices
    row = an_answer(MENTEE, programme.choices.answers, {"Первый": "Иванов"}, course_id=COURSE)

    assert read_choices(known_of(people(), rules, [row]))[0] == (
        SeenChoice(COURSE, PersonId(MENTEE), PersonId(MENTOR), 1),
    )
