import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from connector.domain.norms import Norms
from connector.domain.people import Role
from connector.errors import ConnectorError
from connector.mapping.methodology import Pool
from connector.moodle.records.answered import Answered
from connector.sandbox.records import Module
from connector.sandbox.surveys import Poll, Vote
from connector.services import picture
from connector.services.deps import Deps
from connector.services.syncing import Tier, sync
from connector.store.runs import Problem
from tests.services.conftest import Opening
from tests.services.outcomes import codes
from tests.services.stand import PUPILS, TRAINING, Stand, a_mapping, refuse

ANALYSIS = "mod_feedback_get_responses_analysis"
FEEDBACKS = 4
"""How many the mapping of the demo asks for."""

CANDIDATE = "feedback idnumber: mentor-candidate @ shortname: MENTOR-SCHOOL"
BEFORE, AFTER = (
    f"feedback name: Анкета на {when} @ shortname: MENTORING-2627" for when in ("входе", "выходе")
)
REQUEST = "feedback name: Запрос наставляемого @ shortname: MENTORING-2627"
CONSENT = "choice name: Согласие на распространение @ shortname: MENTOR-SCHOOL "
SENSITIVE = ("ОВЗ", "Трудная жизненная ситуация")


def answers_to(deps: Deps, name: str) -> Mapping[int, str]:
    rows = picture.mirror(deps).answered
    return {row.user_id: row.answers[name] for row in rows if name in row.answers}


def answered_in(deps: Deps, module: Module) -> list[Answered]:
    return [row for row in picture.mirror(deps).answered if row.cmid == module.id]


def the_module(stand: Stand, name: str) -> Module:
    (module,) = [m for m in stand.school.modules.values() if name in {m.name, m.idnumber}]
    return module


def rename(stand: Stand, module: Module, name: str) -> None:
    modules = stand.school.courses[module.course_id].modules
    stand.change_course(
        module.course_id,
        modules=tuple(replace(m, name=name) if m == module else m for m in modules),
    )


def poll_of(stand: Stand) -> tuple[int, Poll]:
    instance = the_module(stand, "Согласие на распространение").instance
    return instance, stand.school.polls[instance]


def set_votes(stand: Stand, *votes: Vote) -> None:
    instance, poll = poll_of(stand)
    stand.change(polls={**stand.school.polls, instance: replace(poll, votes=votes)})


def votes_of_the_enrolled(stand: Stand) -> list[Vote]:
    _, poll = poll_of(stand)
    here = {e.user_id for e in stand.school.courses[TRAINING].enrolments if not e.suspended}
    return [vote for vote in poll.votes if vote.user_id in here]


def is_choice_of(vote: Vote, row: Answered) -> bool:
    return row.user_id == vote.user_id and CONSENT in row.answers


def kept_answers(folder: Path) -> str:
    with sqlite3.connect(folder / "mentoring.db") as database:
        rows = database.execute("SELECT answers FROM moodle_answered").fetchall()
    database.close()
    assert rows
    return "\n".join(text for (text,) in rows)


def reason_codes(deps: Deps) -> Mapping[str, str]:
    sheet = deps.rules.recruiting[Role.MENTEE].questionnaire
    assert sheet is not None
    assert sheet.reason is not None
    return sheet.reason.codes


def sensitive_codes(deps: Deps) -> set[str]:
    return {reason_codes(deps)[option] for option in SENSITIVE}


def describing_reasons(deps: Deps, *, keeps: bool) -> Deps:
    """The school with every reason of the mapping described, the sensitive ones kept or not."""
    reasons = {
        code: Pool(option, Role.MENTEE, None, sensitive=option in SENSITIVE)
        for option, code in reason_codes(deps).items()
    }
    norms = Norms(keep_sensitive_reasons=keeps)
    return replace(deps, methodology=replace(deps.methodology, norms=norms, reasons=reasons))


def codes_kept(deps: Deps) -> set[str]:
    answers = answers_to(deps, f"{REQUEST} reason").values()
    return {code for text in answers for code in text.split("\n")} - {""}


def test_only_items_that_a_rule_asks_for_are_kept_as_people_wrote_them(synced: Deps) -> None:
    rows = picture.mirror(synced).answered
    surveys = {survey.code: survey for survey in synced.methodology.surveys}

    assert {name for row in rows for name in row.answers} == {
        *(f"{CANDIDATE} {item}" for item in ("competencies", "achievements", "interests")),
        *(f"{CANDIDATE} {item}" for item in ("time", "desired_age", "motivation")),
        *(f"{REQUEST} {item}" for item in ("request", "interests", "reason")),
        *(f"{BEFORE} {one.code}" for one in surveys["mentee_input"].asked_of(None)),
        *(f"{AFTER} {one.code}" for one in surveys["mentee_output"].asked_of(None)),
        CONSENT,
    }
    competencies = answers_to(synced, f"{CANDIDATE} competencies").values()
    assert "Умею:\n– слушать;\n– объяснять;\nНе умею ругаться" in competencies
    assert "" in answers_to(synced, f"{CANDIDATE} achievements").values()
    assert "Согласен" in answers_to(synced, CONSENT).values()
    assert all(row.answered_at > 0 for row in rows)


def test_of_sensitive_reasons_nothing_is_kept(deps: Deps, tmp_path: Path) -> None:
    sync(describing_reasons(deps, keeps=False))

    everything = kept_answers(tmp_path)
    assert "low_results" in codes_kept(deps)
    assert codes_kept(deps).isdisjoint(sensitive_codes(deps))
    unwanted = {*reason_codes(deps), *sensitive_codes(deps)}
    assert [text for text in unwanted if text in everything] == []


def test_a_school_that_wants_sensitive_reasons_keeps_their_codes_but_no_words(
    synced: Deps, tmp_path: Path
) -> None:
    sync(describing_reasons(synced, keeps=True))

    assert codes_kept(synced) >= sensitive_codes(synced)
    assert [text for text in reason_codes(synced) if text in kept_answers(tmp_path)] == []

    sync(describing_reasons(synced, keeps=False))
    assert codes_kept(synced).isdisjoint(sensitive_codes(synced))


def test_a_reason_is_no_text_either_under_whatever_name_it_is_asked(
    opened: Opening, tmp_path: Path
) -> None:
    twice = ("request: request,", "request: Причина обращения,")
    deps = opened(mapping=a_mapping(tmp_path, twice))

    assert codes(sync(deps)) == []

    texts = answers_to(deps, f"{REQUEST} Причина обращения")
    assert texts == answers_to(deps, f"{REQUEST} reason")
    assert [text for text in SENSITIVE if text in kept_answers(tmp_path)] == []


@pytest.mark.parametrize("item", ["Ваши достижения", "achievements"])
def test_a_question_is_named_by_its_label_or_its_wording(
    opened: Opening, tmp_path: Path, item: str
) -> None:
    changed = ("achievements: achievements", f"achievements: '{item}'")
    deps = opened(mapping=a_mapping(tmp_path, changed))

    assert codes(sync(deps)) == []
    assert "Школьный фильм" in answers_to(deps, f"{CANDIDATE} {item}").values()


@pytest.mark.parametrize("by", ["name", "cmid"])
def test_a_questionnaire_is_named_by_its_name_or_number(
    opened: Opening, stand: Stand, tmp_path: Path, by: str
) -> None:
    module = the_module(stand, "mentor-candidate")
    value = {"name": module.name, "cmid": str(module.id)}[by]
    changed = ("{ idnumber: mentor-candidate }", f"{{ {by}: {value} }}")

    deps = opened(mapping=a_mapping(tmp_path, changed))

    assert codes(sync(deps)) == []
    assert len(answered_in(deps, module)) > 2
    assert "core_course_get_course_module" not in stand.functions


def test_a_question_that_is_not_there_is_told_and_the_others_are_read(
    opened: Opening, tmp_path: Path
) -> None:
    changed = ("achievements: achievements", "achievements: Награды")
    deps = opened(mapping=a_mapping(tmp_path, changed))

    (problem,) = sync(deps).problems

    assert problem.code == "sync.item_missing"
    assert problem.facts == {
        "item": "Награды",
        "activity": "idnumber: mentor-candidate",
        "where": problem.facts["where"],
        "course": "MENTOR-SCHOOL",
    }
    assert problem.facts["where"].startswith("mapping.yaml:")
    assert answers_to(deps, f"{CANDIDATE} Награды") == {}
    assert len(answers_to(deps, f"{CANDIDATE} competencies")) > 2


def test_a_questionnaire_that_is_gone_is_told_and_its_answers_stay(
    synced: Deps, stand: Stand
) -> None:
    before = picture.mirror(synced).answered
    rename(stand, the_module(stand, "Запрос наставляемого"), "Запрос")

    (problem,) = sync(synced).problems

    assert (problem.code, problem.facts["course"]) == ("sync.answers_missing", "MENTORING-2627")
    assert problem.facts["activity"] == "name: Запрос наставляемого"
    assert picture.mirror(synced).answered == before


def test_of_two_questionnaires_of_one_name_neither_is_read(deps: Deps, stand: Stand) -> None:
    others = (m for m in stand.school.courses[PUPILS].modules if m.modname == "feedback")
    other = next(m for m in others if m.name != "Запрос наставляемого")
    rename(stand, other, "Запрос наставляемого")

    assert codes(sync(deps)) == ["sync.answers_missing"]
    assert answers_to(deps, f"{REQUEST} request") == {}


def test_of_an_anonymous_questionnaire_nothing_is_read(
    opened: Opening, stand: Stand, tmp_path: Path
) -> None:
    changed = ("{ idnumber: mentor-candidate }", "{ idnumber: mentor-anonymous }")
    deps = opened(mapping=a_mapping(tmp_path, changed))

    assert codes(sync(deps)) == ["sync.answers_anonymous"]
    assert answered_in(deps, the_module(stand, "mentor-anonymous")) == []
    assert stand.functions[ANALYSIS] == FEEDBACKS - 1


def test_rules_that_name_one_questionnaire_differently_share_one_reading(
    opened: Opening, stand: Stand, tmp_path: Path
) -> None:
    place = "feedback: Анкета кандидата в наставники, course: MENTOR-SCHOOL, item: form"
    consent = f"  - {{ purpose: labour_351_8, {place}, equals: Учитель – учитель }}\n"
    deps = opened(mapping=a_mapping(tmp_path, ("consents:\n", f"consents:\n{consent}")))

    assert codes(sync(deps)) == []

    rows = answered_in(deps, the_module(stand, "mentor-candidate"))
    named = "feedback name: Анкета кандидата в наставники @ shortname: MENTOR-SCHOOL form"
    assert stand.functions[ANALYSIS] == FEEDBACKS
    assert all({named, f"{CANDIDATE} time"} <= row.answers.keys() for row in rows)


def test_answers_that_may_not_be_read_stay_and_the_rest_is_read(synced: Deps, stand: Stand) -> None:
    before = picture.mirror(synced).answered
    stand.always(ANALYSIS, refuse("nopermissions"))
    first, *rest = votes_of_the_enrolled(stand)
    set_votes(stand, *rest)

    record = sync(synced, Tier.NIGHT)

    assert codes(record) == ["moodle.right_missing"] * FEEDBACKS
    assert {problem.facts["course"] for problem in record.problems} == {
        "MENTOR-SCHOOL",
        "MENTORING-2627",
    }
    gone = set(map(repr, before)) - set(map(repr, picture.mirror(synced).answered))
    assert gone == {repr(row) for row in before if is_choice_of(first, row)}


def test_a_list_that_is_refused_leaves_other_kinds_alone(deps: Deps, stand: Stand) -> None:
    stand.always("mod_choice_get_choices_by_courses", refuse("accessexception"))

    (problem,) = sync(deps).problems

    assert isinstance(problem, Problem)
    assert problem.code == "moodle.access_denied"
    assert answers_to(deps, CONSENT) == {}
    assert answers_to(deps, f"{REQUEST} request")


def test_a_token_that_is_refused_ends_the_sync(deps: Deps, stand: Stand) -> None:
    stand.always(ANALYSIS, refuse("invalidtoken"))

    with pytest.raises(ConnectorError) as caught:
        sync(deps)

    assert caught.value.code == "moodle.invalid_token"


def test_a_choice_that_is_taken_back_is_gone_but_not_that_of_who_has_left(
    synced: Deps, stand: Stand
) -> None:
    first, second, *rest = votes_of_the_enrolled(stand)
    set_votes(stand, second, *rest)
    stand.unenrol(TRAINING, second.user_id)
    before = answers_to(synced, CONSENT)

    sync(synced)

    assert set(before) - set(answers_to(synced, CONSENT)) == {first.user_id}
    assert second.user_id in answers_to(synced, CONSENT)


def test_who_changes_their_mind_has_the_later_choice(synced: Deps, stand: Stand) -> None:
    _, poll = poll_of(stand)
    texts = poll.options
    first, *rest = votes_of_the_enrolled(stand)
    other = next(option for option in texts if option != first.option)
    set_votes(stand, replace(first, option=other, when=first.when + 5), *rest)

    sync(synced)

    (row,) = [row for row in picture.mirror(synced).answered if is_choice_of(first, row)]
    assert (row.answers[CONSENT], row.answered_at) == (texts[other], first.when + 5)


def test_choices_that_vanish_all_at_once_are_not_believed(synced: Deps, stand: Stand) -> None:
    before = answers_to(synced, CONSENT)
    set_votes(stand)

    assert codes(sync(synced)) == ["sync.held_back"]
    assert answers_to(synced, CONSENT) == before

    assert sync(synced, believed=frozenset({"answered"})).problems == []
    assert len(answers_to(synced, CONSENT)) < len(before)
