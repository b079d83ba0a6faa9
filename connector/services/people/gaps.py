"""What could not be derived of people from Moodle, grouped as somebody mends it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from connector.domain.gaps import About, Gap, Why
from connector.services.by_hand.view import View

Group = tuple[About, Why]


def gaps(view: View) -> list[Mapping[str, Any]]:
    """Every gap with the name of whom it is about."""
    return [
        {**asdict(gap), "name": view.name(gap.person_id)}
        for _, group in _grouped(view)
        for gap in group
    ]


def in_words(view: View) -> list[str]:
    """The gaps: what is not known, why, of how many, and of whom."""
    say = view.deps.wording.say
    lines = []
    for (about, why), group in _grouped(view):
        lines.append(
            say(
                "people.gap",
                about=say(f"gap_about.{about}"),
                why=say(f"gap_why.{why}"),
                count=len(group),
            )
        )
        lines += [f"  {_line(view, gap)}" for gap in group]
    return lines


def _grouped(view: View) -> list[tuple[Group, list[Gap]]]:
    found: defaultdict[Group, list[Gap]] = defaultdict(list)
    for gap in view.school.gaps:
        found[gap.about, gap.why].append(gap)
    order = {about: number for number, about in enumerate(About)}
    groups = sorted(found.items(), key=lambda item: (order[item[0][0]], item[0][1]))
    return [
        (key, sorted(group, key=lambda gap: (view.name(gap.person_id), gap.person_id, gap.value)))
        for key, group in groups
    ]


def _line(view: View, gap: Gap) -> str:
    value = f" · «{gap.value}»" if gap.value else ""
    return f"{view.name(gap.person_id)} · id {gap.person_id}{value}"
