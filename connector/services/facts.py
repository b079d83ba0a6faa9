"""Gathers what indicators are counted from."""

from connector.domain.indicators import Facts, Period
from connector.domain.register import Register, follow
from connector.domain.school import School
from connector.services import marks, picture
from connector.services.deps import Deps


def gather(deps: Deps, school: School, register: Register, period: Period | None = None) -> Facts:
    """Everything that is known; `school` is settled with the register.

    `period`: the school year up to today, unless said otherwise. A school that has not begun its
    register is counted as if it began it today.
    """
    if not register.participations:
        rules, norms = deps.rules, deps.methodology.norms
        register = follow(register, school, rules.admission, norms, deps.today)
    programmes = picture.courses(deps).programmes
    return Facts(
        school=school,
        register=register,
        norms=deps.methodology.norms,
        period=period or Period.to(deps.today),
        admission=deps.rules.admission,
        surveys=deps.methodology.surveys,
        asked={course.id: frozenset(rule.surveys) for rule, course in programmes if rule.surveys},
        unnamed={course.id: rule.unnamed for rule, course in programmes if rule.unnamed},
        yes=deps.wording.say("surveys.yes"),
        journals=frozenset(course.id for rule, course in programmes if rule.journal),
        marks=marks.known(deps),
    )
