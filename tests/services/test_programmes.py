"""Programmes through the service: from Moodle and by hand, their stages, papers, another year."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import pytest

from connector.domain.documents import Document, DocumentState
from connector.domain.people import Role
from connector.domain.programmes import Programme, ProgrammeId, ProgrammeState
from connector.domain.years import SchoolYear
from connector.errors import ConnectorError
from connector.services import programmes, register
from connector.services.by_hand import finding
from connector.services.by_hand.view import View, view
from connector.services.deps import Deps
from connector.services.people import taking_part
from connector.services.programmes import ProgrammeRow, documents, words
from tests.builders import TODAY
from tests.services.people_stand import BY, a_stranger
from tests.services.stand import PUPILS

YEAR: Final = "2026/27"
DRAFT: Final = Programme(ProgrammeId(0), "Ступени роста", "pupil-pupil", YEAR, 0)
ORDER: Final = Document(0, "order_intro", YEAR, number="160", dated_on=TODAY)


def added(seen: View, **changes: Any) -> View:  # noqa: ANN401 - fields of a programme
    """The view after a draft was added."""
    programmes.add(seen, BY, replace(DRAFT, **changes))
    return view(seen.deps)


def refused(deps: Deps, do: Callable[[], object]) -> str:
    """Have something refused, and see that nothing of it is kept."""
    before = register.read(deps)
    with pytest.raises(ConnectorError) as caught:
        do()
    assert register.read(deps) == before
    assert not deps.wording.of(caught.value).startswith(caught.value.code)
    return caught.value.code


def row(seen: View, number: int) -> ProgrammeRow:
    return next(one for one in programmes.rows(seen) if one.id == number)


def test_the_programmes_of_moodle_are_taken_in_and_run_when_they_have_pairs(seen: View) -> None:
    told = programmes.rows(seen)

    assert {one.id for one in told} == {int(one.id) for one in seen.seen.programmes}
    for one in told:
        has_pairs = any(pair.programme_id == one.id for pair in seen.school.pairs)
        expected = ProgrammeState.RUNNING if has_pairs else ProgrammeState.DRAFT
        assert one.state is expected
    assert row(seen, PUPILS).state is ProgrammeState.RUNNING


def test_a_second_time_nothing_of_them_changes(seen: View) -> None:
    register.update(seen.deps)

    assert register.read(seen.deps).programmes == seen.register.programmes


def test_one_without_a_course_gets_a_negative_number_and_is_found(seen: View) -> None:
    now = added(seen)

    assert finding.programme(now, "-1") == finding.programme(now, "ступени")
    assert now.programme(-1) == "Ступени роста"
    assert row(now, -1).state is ProgrammeState.DRAFT


def test_somebody_enters_a_programme_without_a_course(seen: View) -> None:
    now, who = added(seen), a_stranger(seen)

    taking_part.enter(now, BY, who, Role.MENTEE, finding.programme(now, "-1"), "")
    register.update(seen.deps)

    (one,) = register.read(seen.deps).participations_of[who.id]
    assert (one.programme_id, one.form, one.is_open) == (-1, "pupil-pupil", True)


def test_of_the_same_title_the_one_that_has_not_ended_is_meant(seen: View) -> None:
    now = added(seen)
    programmes.cancel(now, BY, finding.programme(now, "-1"))
    now = added(view(seen.deps))

    assert finding.programme(now, "Ступени роста").id == -2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"form": "нет"}, "people.no_form"),
        ({"role_model": "subject"}, "programmes.no_role_model"),
        ({"kind": "нет"}, "programmes.no_kind"),
        ({"title": ""}, "programmes.no_title"),
    ],
)
def test_what_the_methodology_does_not_know_is_refused(
    seen: View, changes: dict[str, str], code: str
) -> None:
    assert refused(seen.deps, lambda: added(seen, **changes)) == code


def test_a_programme_goes_from_draft_to_completed(seen: View) -> None:
    now = added(seen)
    programme = finding.programme(now, "-1")

    for do, state in (
        (programmes.approve, ProgrammeState.APPROVED),
        (programmes.start, ProgrammeState.RUNNING),
        (programmes.complete, ProgrammeState.COMPLETED),
    ):
        do(now, BY, programme)
        assert row(view(seen.deps), -1).state is state
    assert refused(seen.deps, lambda: programmes.start(now, BY, programme)) == (
        "programmes.not_approved"
    )


def test_of_a_course_only_the_goal_is_written_here(seen: View) -> None:
    programme = finding.programme(seen, str(PUPILS))

    programmes.write(seen, BY, programme, {"goal": "Каждому – наставник"})

    now = view(seen.deps)
    assert programmes.card(now, finding.programme(now, str(PUPILS))).goal == "Каждому – наставник"
    assert refused(seen.deps, lambda: programmes.write(seen, BY, programme, {"title": "Х"})) == (
        "programmes.follows_moodle"
    )


def test_another_year_is_made_once_and_nothing_of_moodle_touches_it(seen: View) -> None:
    programme = finding.programme(seen, str(PUPILS))

    done = programmes.next_year(seen, BY, programme)
    register.update(seen.deps)

    made = register.read(seen.deps).programmes[programmes.added(done)]
    assert (made.previous_id, made.school_year, made.state) == (
        PUPILS, "2027/28", ProgrammeState.DRAFT,
    )  # fmt: skip
    assert refused(seen.deps, lambda: programmes.next_year(seen, BY, programme)) == (
        "programmes.next_there"
    )


def test_one_whose_term_has_passed_runs_on_and_is_pointed_out(seen: View) -> None:
    now = added(seen, begins_on=TODAY - timedelta(days=90), ends_on=TODAY - timedelta(days=1))
    programme = finding.programme(now, "-1")
    programmes.approve(now, BY, programme)
    programmes.start(now, BY, programme)

    told = row(view(seen.deps), -1)

    assert (told.state, told.is_past_end) == (ProgrammeState.RUNNING, True)
    assert "завершите программу" in words.cells(now, [told])[0][-1]


def test_the_card_tells_what_is_there_and_what_is_missing(seen: View) -> None:
    programme = finding.programme(seen, str(PUPILS))
    told = programmes.card(seen, programme)

    assert [stage.number for stage in told.stages] == list(range(1, 8))
    facts = {fact.code: fact for stage in told.stages for fact in stage.facts}
    mentors = facts["mentors_trained"]
    assert 0 < mentors.have < mentors.of
    said = words.lines(seen, told)
    expected = f"  не хватает: наставники обучены – {mentors.have} из {mentors.of}"
    assert expected in said
    assert "  нет: Приказ о внедрении целевой модели наставничества (код order_intro)" in said
    assert told.row.stage == 1
    assert told.row.missing == sum(line.startswith(("  не хватает", "  нет")) for line in said)


def test_a_paper_of_the_school_is_there_for_every_programme(seen: View) -> None:
    done = documents.add(seen, BY, ORDER)
    number = documents.added(done)

    now = view(seen.deps)
    for programme in now.programmes.values():
        first = programmes.card(now, programme).stages[0]
        found = {one.code: one.document for one in first.documents}
        expected = number if programme.school_year == YEAR else 0
        assert found["order_intro"] == expected


def test_who_approves_learns_what_is_missing(seen: View) -> None:
    now = added(seen)
    programme = finding.programme(now, "-1")

    lacking = programmes.lacking(now, programme, 1)

    assert lacking is not None
    said = words.stage_lines(now, lacking, only_missing=True)
    assert said[0].startswith("Этап 1.")
    assert all(line.startswith(("  нет", "  не хватает")) for line in said[1:])


def test_papers_are_listed_the_latest_first_and_by_programme(seen: View) -> None:
    for document in (
        ORDER,
        replace(
            ORDER, kind="programme", number="2", dated_on=date(2026, 9, 1), programme_id=PUPILS
        ),
        replace(ORDER, kind="report", number="", dated_on=None, state=DocumentState.DRAFT),
    ):
        documents.add(seen, BY, document)

    now = view(seen.deps)
    assert [one.kind for one in documents.rows(now)] == ["report", "order_intro", "programme"]
    assert [one.kind for one in documents.rows(now, programme=PUPILS)] == ["programme"]
    assert documents.rows(now, SchoolYear(2025)) == []
    cells = words.document_cells(now, documents.rows(now, kind="programme"))
    assert cells[0][1] == "Программа наставничества"
    assert "ученик-ученик" in cells[0][7]


def test_a_paper_of_no_known_kind_is_refused(seen: View) -> None:
    assert refused(seen.deps, lambda: documents.add(seen, BY, replace(ORDER, kind="x"))) == (
        "documents.no_kind"
    )
