"""Indicators of a school: asked for, explained, frozen."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from connector.domain.indicators import CATALOGUE, Period, Place, Verdict
from connector.domain.people import Role
from connector.domain.register.edits import EditRefused
from connector.services import indicator_words, indicators, register
from connector.services.by_hand.view import View, view
from connector.services.deps import Deps
from connector.services.indicators import explaining, snapshots, words
from connector.services.surveys.results import results
from tests.services.conftest import Clock
from tests.services.stand import PUPILS

YEAR = Period(date(2026, 9, 1), date(2026, 11, 24))


def value(seen: View, code: str = "I1") -> Decimal | None:
    return indicators.counted(seen, YEAR, [Place.SCHOOL], [code])[0].value


def without_a_mentee(seen: View) -> View:
    """The register after somebody who takes part turned out never to have begun."""
    active = next(
        one
        for one in seen.register.participations.values()
        if one.role is Role.MENTEE and one.was_active and one.programme_id == PUPILS
    )
    wrong = replace(active, reached={})
    with seen.deps.database.changing_register(seen.deps.school_id) as tx:
        before = tx.register.load()
        tx.register.save(before, before.with_rows("participations", [wrong]), "test")
    return view(seen.deps)


def test_indicators_are_those_of_the_code_and_of_its_parts(seen: View) -> None:
    found = indicators.counted(seen, YEAR, [Place.SCHOOL], ["n4"])

    assert {one.code for one in found} == {"N4.kept", "N4.held", "N4.minutes", "N4.confirmed"}


def test_what_there_is_not_is_told(seen: View) -> None:
    with pytest.raises(EditRefused) as refused:
        indicators.counted(seen, YEAR, [Place.SCHOOL], ["X9"])

    assert refused.value.code == "indicators.unknown"
    with pytest.raises(EditRefused) as refused:
        indicators.definition("I1", "answered")
    assert refused.value.facts["known"] == "period, day"


@pytest.mark.parametrize(
    ("at", "since", "code"),
    [
        (date(2026, 11, 25), None, "indicators.in_future"),
        (date(2026, 11, 1), date(2026, 11, 2), "indicators.no_period"),
    ],
)
def test_days_that_cannot_be_are_refused(
    seen: View, at: date, since: date | None, code: str
) -> None:
    with pytest.raises(EditRefused) as refused:
        indicators.asked_period(seen, at, since)

    assert refused.value.code == code


def test_the_period_is_the_school_year_unless_it_is_said(seen: View) -> None:
    assert indicators.asked_period(seen, None, None) == YEAR
    assert indicators.asked_period(seen, date(2026, 8, 31), None).first == date(2025, 9, 1)


def test_an_explanation_has_everybody_once_and_agrees_with_the_figure(seen: View) -> None:
    told = explaining.explain(seen, indicators.definition("i1", ""), YEAR)
    (figure, _) = indicators.counted(seen, YEAR, [Place.SCHOOL], ["I1"])

    counted = [row for row in told.rows if row.verdict is Verdict.COUNTED]
    judged = [*counted, *(row for row in told.rows if row.verdict is Verdict.NOT_COUNTED)]
    assert figure.numerator == len(counted)
    assert figure.denominator == len(judged)
    assert len({row.id for row in told.rows}) == len(told.rows)
    assert all(row.sources[0] == f"user {row.id}" for row in told.rows)
    assert all(any(s.startswith("group ") for s in row.sources) for row in counted)


def test_an_explanation_of_a_class_has_nobody_else(seen: View) -> None:
    place = indicators.asked_place(seen, "8 а")
    told = explaining.explain(seen, indicators.definition("I1", ""), YEAR, *place)

    assert place == (Place.CLASS, "8А")
    assert {row.class_name for row in told.rows} == {"8А"}


def test_what_is_hidden_is_not_explained_either(seen: View) -> None:
    norms = replace(seen.deps.methodology.norms, least_group=99)
    method = replace(seen.deps.methodology, norms=norms)
    few = replace(seen, deps=replace(seen.deps, methodology=method))

    assert explaining.explain(seen, indicators.definition("M3", ""), YEAR).rows
    assert explaining.explain(few, indicators.definition("M3", ""), YEAR).rows == ()


def test_a_row_says_why_in_words(seen: View) -> None:
    told = explaining.explain(seen, indicators.definition("N8", ""), YEAR)

    whys = {row[6] for row in words.seen_cells(seen, told)}
    assert whys == {"обучение действует", "обучения нет или оно истекло"}


def test_what_was_frozen_stays_whatever_changes(seen: View) -> None:
    made = snapshots.freeze(seen, "Иванова", YEAR)
    before = snapshots.figures(seen.deps, snapshot_id=made.id)
    later = without_a_mentee(seen)

    assert value(later) != value(seen)
    assert snapshots.figures(later.deps, snapshot_id=made.id) == before
    assert {one.value for one in before if (one.code, one.place) == ("I1", Place.SCHOOL)} == {
        value(seen)
    }


def test_a_day_is_frozen_once_and_corrected_by_another_snapshot(seen: View) -> None:
    first = snapshots.freeze(seen, "Иванова", YEAR)
    with pytest.raises(EditRefused) as refused:
        snapshots.freeze(seen, "Иванова", YEAR)
    assert refused.value.code == "indicators.frozen"

    later = without_a_mentee(seen)
    second = snapshots.correct(later, "Петров", first, "Внесли лишнего")

    assert [one.id for one in snapshots.kept(seen.deps)] == [first.id, second.id]
    assert snapshots.standing(seen.deps) == [second]
    (told, _) = snapshots.trend(seen.deps, "I1", Place.SCHOOL, "")
    assert (told[0], told[1].value) == (second, value(later))
    with pytest.raises(EditRefused) as refused:
        snapshots.correct(later, "Петров", first, "Ещё раз")
    assert refused.value.code == "indicators.corrected_already"


def test_words_and_targets_are_frozen_too(seen: View) -> None:
    made = snapshots.freeze(seen, "Иванова", YEAR)

    figures = indicator_words.in_order(snapshots.figures(seen.deps, snapshot_id=made.id))
    assert figures[0].title == "Доля обучающихся 10–19 лет в роли наставляемого (за период)"
    assert figures[0].in_words == "14,6 % (7 из 48)"
    assert figures[0].target == 70
    assert {one.of_what for one in figures if one.place is Place.CLASS} >= {"8А", "10Б"}
    kept = snapshots.by_number(seen.deps, made.id)
    assert kept.terms["norms"]["least_group"] == "5"  # type: ignore[index]  # JSON


def test_reporting_days_that_passed_are_frozen_each_once(registered: Deps, clock: Clock) -> None:
    assert snapshots.freeze_due(registered).counts["snapshots"] == 0

    clock.advance(days=200)  # 12 June 2027: 31 December and 31 May have passed
    assert snapshots.freeze_due(registered).counts["snapshots"] == 2
    assert snapshots.freeze_due(registered).counts["snapshots"] == 0
    assert [one.as_of for one in snapshots.kept(registered)] == [
        date(2026, 12, 31), date(2027, 5, 31),
    ]  # fmt: skip


def test_a_school_that_begins_its_register_has_nothing_to_report_of_before(
    synced: Deps, clock: Clock
) -> None:
    clock.advance(days=60)

    assert snapshots.freeze_due(synced).counts["snapshots"] == 0
    register.update(synced)
    assert snapshots.freeze_due(synced).counts["snapshots"] == 1


def test_indicators_and_the_results_of_questionnaires_say_the_same(seen: View) -> None:
    (told,) = results(seen)
    found = {
        (one.code, one.item): one.value
        for one in indicators.counted(seen, YEAR, [Place.PROGRAMME])
        if one.place_id == str(PUPILS)
    }

    for survey in told.surveys:
        assert found["M1", survey.survey] == survey.mean
        assert found["N11", survey.survey] == survey.share
        for said in survey.yes:
            assert found["M3", f"{survey.survey}.{said.question}"] == said.value
    for effect in told.effects[Role.MENTEE]:
        (item,) = [
            f"mentee_input.{question.code}"
            for survey in seen.deps.methodology.surveys
            if survey.code == "mentee_input"
            for question in survey.questions
            if question.dimension == effect.dimension
        ]
        assert found["M4.change", item] == effect.change
        assert found["M4.median", item] == effect.median


def test_every_share_is_told_with_what_it_was_made_of(seen: View) -> None:
    shares = {one.code for one in CATALOGUE if one.how.is_share}
    found = indicators.counted(seen, YEAR, [Place.SCHOOL])
    told = {
        one.code: indicator_words.value_in_words(seen.deps, one)
        for one in found
        if one.code in shares and one.value is not None
    }

    assert {"I1", "N6.done", "M4.better", "M4.same", "M4.worse"} <= told.keys()
    assert not [code for code, words in told.items() if " из " not in words]
