"""Shows what the rules make of the mirror, and why, without keeping anything."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from connector.domain.pairs import Pair
from connector.domain.people import Person
from connector.domain.programmes import Programme
from connector.domain.school import Skipped
from connector.errors import ConfigurationError
from connector.mapping.explain import Line
from connector.mapping.explain import explain as explain_user
from connector.services import picture
from connector.services.deps import Deps

__all__ = ["Line", "Preview", "explain", "in_words", "preview", "preview_in_words"]

MARKS: Final = {True: "✓ ", False: "✗ ", None: ""}


@dataclass(frozen=True)
class Preview:
    """What the rules make of everybody; `kinds` counts people, '-' for those of no kind."""

    kinds: Mapping[str, int]
    roles: Mapping[str, int]
    people: Sequence[Person]
    programmes: Sequence[Programme]
    pairs: Sequence[Pair]
    skipped: Sequence[Skipped]


def preview(deps: Deps) -> Preview:
    """Apply the rules to the mirror; `people` are those with a role."""
    school = picture.school(deps)
    people = school.people.values()
    return Preview(
        kinds=Counter(person.kind or "-" for person in people),
        roles=Counter(role for person in people for role in person.roles),
        people=[person for person in people if person.roles],
        programmes=school.programmes,
        pairs=school.pairs,
        skipped=school.skipped,
    )


def preview_in_words(deps: Deps, seen: Preview) -> list[str]:
    """The preview in lines."""
    say, roles = deps.wording.say, deps.methodology.roles
    names = {person.id: person.name for person in seen.people}
    return [
        *(
            say("preview.kind", kind=say(f"kind.{kind}"), count=count)
            for kind, count in seen.kinds.items()
        ),
        *(say("preview.role", role=roles[r], count=count) for r, count in seen.roles.items()),
        *(
            say("preview.programme", title=p.title, form=deps.methodology.forms[p.form].title)
            for p in seen.programmes
        ),
        *(
            say(
                "preview.pair",
                name=pair.name,
                mentors=", ".join(member.name for member in pair.mentors) or "–",
                mentees=", ".join(member.name for member in pair.mentees) or "–",
            )
            for pair in seen.pairs
        ),
        *(
            say(skip.code, **skip.facts)
            + (f" · {names.get(skip.person_id, skip.person_id)}" if skip.person_id else "")
            for skip in seen.skipped
        ),
    ]


def explain(deps: Deps, who: str) -> list[Line]:
    """Why the rules made of a person, by id or user name, what they made."""
    mirror = picture.mirror(deps)
    found = [user for user in mirror.users if who in {str(user.id), user.username}]
    if not found:
        raise ConfigurationError("explain.nobody", user=who, count=len(mirror.users))
    return explain_user(found[0], mirror, deps.rules, deps.methodology.forms, deps.today)


def in_words(deps: Deps, line: Line) -> str:
    """One step of an explanation as an indented sentence with its answer in front."""
    say = deps.wording.say
    named: Mapping[str, Callable[[str], str]] = {
        "kind": lambda code: say(f"kind.{code}"),
        "role": lambda code: deps.methodology.roles[code],
        "purpose": lambda code: deps.methodology.purposes[code],
        "standing": lambda code: say(f"standing.{code}"),
        "course": lambda name: say("explain.own_course") if name == "-" else name,
    }
    facts = {name: named.get(name, str)(fact) for name, fact in line.facts.items()}
    return "  " * line.depth + MARKS[line.holds] + say(line.code, **facts)
