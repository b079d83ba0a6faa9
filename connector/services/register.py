"""Changes the register: what people decide, then what follows from Moodle, in one step."""

from collections.abc import Callable, Mapping
from dataclasses import asdict

from connector.domain import register as book
from connector.domain.register import Register
from connector.domain.register.doubts import Doubts, Held, doubts
from connector.domain.register.rules import faults
from connector.domain.register.summary import summary
from connector.domain.school import School
from connector.errors import ConnectorError
from connector.services import picture
from connector.services.deps import Deps
from connector.services.running import Record, recorded

Edit = Callable[[Register], Register]


class RuleBroken(ConnectorError):
    """A change that the methodology forbids; nothing of it was kept."""

    exit_code = 2


def read(deps: Deps) -> Register:
    """The register as it was last kept."""
    with deps.database.reading(deps.school_id) as tx:
        return tx.register.load()


def counts(deps: Deps) -> Mapping[str, int]:
    """The register in a few numbers."""
    register = read(deps)
    school = picture.settled(deps, picture.seen(deps), register)
    return summary(register, school, deps.methodology.norms, deps.today)


def update(deps: Deps, *, believes: frozenset[Held] = frozenset()) -> Record:
    """Bring the register up to the mirror and to today; a second time nothing changes.

    `believes`: of what a person has confirmed that all who lost it at once really did.
    """
    with recorded(deps, "register") as record:
        with deps.database.changing_register(deps.school_id) as tx:
            before, seen = tx.register.load(), picture.seen(deps)
            after = _followed(deps, before, seen, believes)
            doubt(deps, before, seen, record, believes)
            tallies = tx.register.save(before, after, "register")
        record.counts.update({name: asdict(tally) for name, tally in tallies.items()})
    return record


def doubt(
    deps: Deps,
    register: Register,
    seen: School,
    record: Record,
    believes: frozenset[Held] = frozenset(),
) -> Doubts:
    """Note what is not believed of a school that was seen, so that a person looks at it.

    Pairs lack a side where roles are gone: that is told once.
    """
    found = doubts(register, seen, deps.today).without(believes)
    titles = {int(programme.id): programme.title for programme in seen.programmes}
    for source, count in found.consents.items():
        record.problem("register.consents_held_back", source=source, count=count)
    for (programme, role), count in found.places.items():
        record.problem(
            "register.roles_held_back",
            programme=titles.get(programme, "-"),
            role=deps.methodology.roles[role],
            count=count,
        )
    told = {programme for programme, _ in found.places}
    for number, count in ((n, count) for n, count in found.pairs.items() if n not in told):
        record.problem("register.pairs_held_back", programme=titles.get(number, "-"), count=count)
    return found


def change(deps: Deps, by: str, edit: Edit) -> Register:
    """Change something by hand and let everything else follow; `by`: who changes it.

    What Moodle shows is taken in first: `edit` must not decide on what is no longer so, nor be
    refused for what somebody did there. Raises RuleBroken, with the first rule that would be
    broken, and whatever `edit` raises.
    """
    with deps.database.changing_register(deps.school_id) as tx:
        kept, seen = tx.register.load(), picture.seen(deps)
        before = _followed(deps, kept, seen)
        after = _followed(deps, edit(before), seen)
        _check(deps, before, after)
        tx.register.save(kept, after, by)
        return after


def _check(deps: Deps, before: Register, after: Register) -> None:
    forms = deps.methodology.forms
    broken = set(faults(after, deps.today, forms)) - set(faults(before, deps.today, forms))
    for fault in sorted(broken, key=lambda fault: (fault.code, fault.person_id, fault.match_id)):
        raise RuleBroken(fault.code, person=fault.person_id, match=fault.match_id)


def _followed(
    deps: Deps, register: Register, seen: School, believes: frozenset[Held] = frozenset()
) -> Register:
    norms, rules = deps.methodology.norms, deps.rules
    return book.follow(register, seen, rules.admission, norms, deps.today, believes=believes)
