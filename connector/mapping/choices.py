"""Reads whom people chose after the group meeting, as they wrote it in Moodle."""

from collections.abc import Iterator, Sequence

from connector.domain.choices import SeenChoice
from connector.domain.people import Person, PersonId, Role
from connector.domain.school import Skipped
from connector.mapping import entries, sheets
from connector.mapping.known import Known
from connector.mapping.pair_rules import ChoicesRule

OTHER: dict[Role, Role] = {Role.MENTOR: Role.MENTEE, Role.MENTEE: Role.MENTOR}


def read_choices(known: Known) -> tuple[tuple[SeenChoice, ...], tuple[Skipped, ...]]:
    """The choices of every programme that asks for them, and the names that are not clear."""
    told = [
        one
        for rule, course in known.found.programmes
        if rule.choices
        for one in _of_programme(known, rule.choices, course.id)
    ]
    choices = tuple(one for one in told if isinstance(one, SeenChoice))
    return choices, tuple(one for one in told if isinstance(one, Skipped))


def _of_programme(known: Known, rule: ChoicesRule, course: int) -> Iterator[SeenChoice | Skipped]:
    here = known.enrolled(course)
    sides = {who: known.sides(who, course) for who in sorted(here)}
    answered = sheets.latest(known, rule.answers, rule.items)
    for who, row in sorted(answered.items()):
        across = {OTHER[side] for side in sides.get(who, ())}
        others = [known.people[one] for one in sides if one != who and across & {*sides[one]}]
        told = [row.answers.get(sheets.key(rule.answers, item), "") for item in rule.items]
        names = [name for text in told for name in entries.names(text)]
        yield from _ranked(rule, course, who, names, others)


def _ranked(
    rule: ChoicesRule, course: int, who: PersonId, names: Sequence[str], others: Sequence[Person]
) -> Iterator[SeenChoice | Skipped]:
    """The first name is the first choice; who is named again, or is unclear, takes no place."""
    chosen: list[PersonId] = []
    for name in names:
        meant = [one.id for one in others if entries.is_called(one.name, name)]
        if len(meant) != 1:
            facts = {"value": name, "activity": str(rule.answers.activity)}
            yield Skipped("skipped.choice_unclear", who, facts)
        elif meant[0] not in chosen:
            chosen.append(meant[0])
            yield SeenChoice(course, who, meant[0], len(chosen))
