"""Results made of what the indicators see: meetings, plans, answers."""

import shutil
from decimal import Decimal
from pathlib import Path

from connector.domain.contributions import Contributions
from connector.domain.people import PersonId
from connector.services import facts
from connector.services.by_hand.view import view
from connector.services.writing_back import write_back
from tests.services.conftest import DATABASE, Opening
from tests.services.outcomes import mentee, of
from tests.services.stand import PUPILS, Stand, a_mapping

MENTOR = "{ trained: 40, paired: 20, active: 40 }\n        mentee: "
USUAL = f"{MENTOR}{{ paired: 20, active: 40, progress: 40 }}"
OURS = f"{MENTOR}{{ meetings: 50, plan: 25, survey: 25 }}\n      meetings: 10"


def test_meetings_plan_and_answers_count_and_the_feedback_says_how(
    first_update: Path, opened: Opening, stand: Stand, tmp_path: Path
) -> None:
    shutil.copy(first_update, tmp_path / DATABASE)
    deps = opened(mapping=a_mapping(tmp_path, (USUAL, OURS)))

    changes, record = write_back(deps)

    who, seen = PersonId(mentee(stand.school, 1)), view(deps)
    brought = Contributions(facts.gather(deps, seen.school, seen.register))
    match = next(p.match_id for p in seen.school.pairs if who in {m.person_id for m in p.mentees})
    parts = [
        (Decimal(50), brought.meetings(match, 10)),
        (Decimal(25), brought.plan(match)),
        (Decimal(25), brought.answers(PUPILS, who)),
    ]
    known = [(weight, share) for weight, share in parts if share is not None]
    whole = sum((weight for weight, _ in known), Decimal(0))
    expected = 100 * sum((weight * share for weight, share in known), Decimal(0)) / whole
    assert all(share is not None for _, share in parts)
    assert Decimal(of(changes, who).desired["value"]) == round(expected, 2)
    told = of(changes, who).desired["feedback"]
    assert "Проведённые встречи" in told
    assert "Выполнено из плана пары" in told
    assert record.problems == []
