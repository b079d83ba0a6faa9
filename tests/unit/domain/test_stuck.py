"""Who is stuck where: everybody who has to go on, once for each course."""

from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from connector.domain.people import PersonId
from connector.domain.readiness import Readiness, readiness
from connector.domain.stuck import NO_COURSE, Halt, halts
from connector.domain.training import Admission, Study, StudyState, TrainingKind
from tests.builders import TODAY, TRAINING
from tests.register_builders import a_certificate
from tests.training_builders import a_study

SUPPORT: Final = 61


def ready(*studies: Study, who: tuple[int, ...] = (1, 2, 3)) -> dict[PersonId, Readiness]:
    papers = [a_certificate(1, 3)]
    return {PersonId(k): readiness(PersonId(k), studies, papers, Admission(), TODAY) for k in who}


def stopped(*studies: Study, who: tuple[int, ...] = (1, 2, 3)) -> list[Halt]:
    return halts(studies, ready(*studies, who=who), TODAY)


def test_people_at_one_step_of_a_course_stand_together() -> None:
    assert stopped(a_study(2), a_study(1)) == [
        Halt(TRAINING, "Школа наставника", StudyState.NOT_BEGUN, (PersonId(1), PersonId(2)))
    ]


def test_steps_come_in_their_order_course_by_course() -> None:
    support = a_study(1, course_id=SUPPORT, kind=TrainingKind.ACCOMPANYING)

    found = stopped(a_study(1, seen_at=5), a_study(2), support)

    assert [(halt.course_id, halt.state) for halt in found] == [
        (TRAINING, StudyState.NOT_BEGUN),
        (TRAINING, StudyState.UNDER_WAY),
        (SUPPORT, StudyState.NOT_BEGUN),
    ]


def test_whose_training_holds_by_a_paper_need_not_do_the_course_but_goes_on_learning() -> None:
    beside = a_study(3, course_id=SUPPORT, kind=TrainingKind.ACCOMPANYING)

    assert [halt.course_id for halt in stopped(a_study(3), beside, who=(3,))] == [SUPPORT]


def test_who_is_offered_no_course_at_all_is_not_forgotten() -> None:
    assert stopped(who=(1, 3)) == [Halt(NO_COURSE, "", StudyState.NOT_ENROLLED, (PersonId(1),))]


def test_growth_and_strangers_do_not_matter() -> None:
    growth = a_study(1, kind=TrainingKind.GROWTH)

    assert [halt.course_id for halt in stopped(growth, a_study(9), who=(1,))] == [NO_COURSE]


study = st.builds(
    lambda who, course, kind, done, seen: a_study(
        who, course_id=course, kind=kind, is_done=done, seen_at=seen
    ),
    st.integers(1, 4),
    st.sampled_from([TRAINING, SUPPORT]),
    st.sampled_from(TrainingKind),
    st.booleans(),
    st.integers(0, 1),
)


@given(st.lists(study, unique_by=lambda one: (one.person_id, one.course_id)))
def test_everybody_who_is_not_ready_stands_somewhere_and_nobody_twice(
    studies: list[Study],
) -> None:
    known = ready(*studies)
    found = halts(studies, known, TODAY)

    standing = [(halt.course_id, who) for halt in found for who in halt.people]
    assert len(standing) == len(set(standing))
    waiting = {who for who, one in known.items() if one.state is not StudyState.DONE}
    assert waiting <= {who for _, who in standing} <= set(known)
