"""Who of the sandbox's people could be put into a pair, and pairs of ours made of them."""

from connector.domain.consents import Purpose
from connector.domain.matches import Match
from connector.domain.people import Person, Role
from connector.domain.programmes import Programme, ProgrammeId
from connector.services import pairs
from connector.services.by_hand.view import View, view
from connector.services.deps import Deps
from tests.builders import TODAY
from tests.services.people_stand import BY
from tests.services.stand import PUPILS

NUMBER = "12-о"


def pupils(seen: View) -> Programme:
    """The programme of pupils."""
    return seen.programmes[ProgrammeId(PUPILS)]


def free(seen: View, side: Role) -> list[Person]:
    """Who takes part on a side of it, has a consent and is in no pair."""
    register = seen.register
    busy = {one.person_id for one in register.members.values() if one.left_on is None}
    return [
        register.people[who]
        for who in sorted(register.participations_of)
        if who not in busy
        and register.people[who].is_active
        and register.has_consent(who, Purpose.PROCESSING, TODAY)
        and any(one.programme_id == PUPILS for one in register.open_of(who, side))
    ]


def proposed(deps: Deps, mentees: int = 1, kind: str = "", mentor: int = 0) -> tuple[View, Match]:
    """The school with a pair of ours that was proposed, and the pair."""
    seen = view(deps)
    people = free(seen, Role.MENTEE)[:mentees]
    done = pairs.add(seen, BY, pupils(seen), free(seen, Role.MENTOR)[mentor], people, kind)
    return view(deps), done.after.matches[pairs.added(done)]


def confirmed(deps: Deps, match: Match, *more: Match) -> View:
    """The school with these pairs tried and confirmed by an order of today."""
    seen, matches = view(deps), [match, *more]
    pairs.start(seen, BY, matches)
    order = pairs.order_of(seen, NUMBER, TODAY)
    pairs.confirm(seen, BY, matches, order)
    return view(deps)
