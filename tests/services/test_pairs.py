"""Pairs and groups by hand, from a proposal to their end."""

from dataclasses import replace
from datetime import timedelta

import pytest

from connector.domain.matches import EndReason, MatchState
from connector.domain.pairs import Pair
from connector.domain.people import Role
from connector.domain.programmes import GROUP
from connector.domain.register.edits import EditRefused
from connector.services import pairs
from connector.services.by_hand import telling
from connector.services.by_hand.view import View, view
from connector.services.deps import Deps
from connector.services.pairs import rows, words
from tests.builders import TODAY
from tests.services.free_people import NUMBER, confirmed, free, proposed, pupils
from tests.services.people_stand import BY, a_stranger, couples

TOMORROW = TODAY + timedelta(days=1)


def pair_of(seen: View, match_id: int) -> Pair | None:
    """How monitoring sees a pair of the register."""
    return next((pair for pair in seen.school.pairs if pair.match_id == match_id), None)


def refusal(caught: pytest.ExceptionInfo[EditRefused]) -> str:
    return caught.value.code


def test_a_pair_is_proposed_with_its_number_in_its_name(registered: Deps) -> None:
    mentee = free(view(registered), Role.MENTEE)[0]

    seen, match = proposed(registered)

    (row,) = [row for row in rows.listed(seen) if row.id == match.id]
    assert (row.name, row.state, row.is_ours) == (f"Пара {match.id}", MatchState.PROPOSED, True)
    assert [(one.id, one.name) for one in row.mentees] == [(mentee.id, mentee.name)]
    assert pair_of(seen, match.id) is None


def test_a_pair_begins_on_trial_and_is_seen_without_a_group(registered: Deps) -> None:
    seen, match = proposed(registered)
    pairs.start(seen, BY, [match])

    pair = pair_of(view(registered), match.id)
    assert pair is not None
    assert (pair.id, pair.state) == (f"match:{match.id}", MatchState.TRIAL)


def test_an_order_makes_a_pair_work_from_its_day(registered: Deps) -> None:
    _, match = proposed(registered)
    seen = confirmed(registered, match)

    told = rows.card(seen, seen.register.matches[match.id])
    assert told.row.state is MatchState.ACTIVE
    assert (told.order_number, told.order_day, told.row.begins_on) == (NUMBER, TODAY, TODAY)


def test_an_order_of_today_may_make_a_pair_work_from_tomorrow(registered: Deps) -> None:
    seen, match = proposed(registered)
    pairs.start(seen, BY, [match])
    pairs.confirm(seen, BY, [match], pairs.order_of(seen, NUMBER, TODAY), TOMORROW)

    assert view(registered).register.matches[match.id].state is MatchState.CONFIRMED


def test_one_order_confirms_several_pairs_and_is_one_paper(registered: Deps) -> None:
    _, first = proposed(registered)
    _, second = proposed(registered)
    seen = confirmed(registered, first, second)

    orders = {seen.register.matches[match.id].order_id for match in (first, second)}
    assert len(orders) == 1
    assert [paper.number for paper in seen.register.documents.values()] == [NUMBER]


def test_a_second_batch_of_the_same_order_is_the_same_paper(registered: Deps) -> None:
    _, first = proposed(registered)
    confirmed(registered, first)
    _, second = proposed(registered)
    seen = confirmed(registered, second)

    assert len(seen.register.documents) == 1


def test_an_order_adopts_a_pair_of_staff_as_it_stands(registered: Deps) -> None:
    seen = view(registered)
    pair = couples(seen)[0].pair
    match = seen.register.matches[pair.match_id]
    pairs.confirm(seen, BY, [match], pairs.order_of(seen, NUMBER, TODAY))

    after = view(registered).register.matches[match.id]
    assert (after.state, after.is_ours, after.begins_on) == (
        match.state, False, match.begins_on,
    )  # fmt: skip
    assert after.order_id


def test_a_pair_rests_and_works_again(registered: Deps) -> None:
    _, match = proposed(registered)
    seen = confirmed(registered, match)
    pairs.suspend(seen, BY, match)

    resting = pair_of(view(registered), match.id)
    assert resting is not None
    assert resting.state is MatchState.SUSPENDED

    pairs.resume(seen, BY, match)
    assert view(registered).register.matches[match.id].state is MatchState.ACTIVE


@pytest.mark.parametrize(
    ("step", "state", "because"),
    [
        (pairs.complete, MatchState.COMPLETED, EndReason.GOALS_REACHED),
        (pairs.terminate, MatchState.TERMINATED, EndReason.DUTIES_NEGLECTED),
    ],
)
def test_a_pair_at_work_ends_with_everybody_in_it(
    registered: Deps, step: object, state: MatchState, because: EndReason
) -> None:
    _, match = proposed(registered)
    seen = confirmed(registered, match)
    assert callable(step)
    step(seen, BY, match, because)

    after = view(registered)
    told = rows.card(after, after.register.matches[match.id])
    assert (told.row.state, told.row.ended_because, told.row.ended_on) == (state, because, TODAY)
    assert {(one.left_on, one.left_because) for one in told.members} == {(TODAY, because)}
    assert len(told.row.mentors) == len(told.row.mentees) == 1
    assert pair_of(after, match.id) is None


def test_a_pair_that_does_not_suit_is_rejected_and_its_mentee_is_free_again(
    registered: Deps,
) -> None:
    seen, match = proposed(registered)
    pairs.reject(seen, BY, match, EndReason.NOT_SUITED)

    _, again = proposed(registered)
    after = view(registered).register
    assert after.matches[match.id].state is MatchState.REJECTED
    assert after.side_of(again.id, Role.MENTEE)[0].person_id == (
        after.members_of[match.id][1].person_id
    )


def test_a_new_mentor_means_a_new_pair_that_names_the_old_one(registered: Deps) -> None:
    _, match = proposed(registered)
    seen = confirmed(registered, match)
    mentor = free(seen, Role.MENTOR)[0]
    done = pairs.replace(seen, BY, match, mentor)

    after = view(registered)
    old, new = after.register.matches[match.id], after.register.matches[pairs.added(done)]
    assert (old.state, old.ended_because) == (MatchState.TERMINATED, EndReason.REPLACED)
    assert (new.state, new.replaces_id, new.order_id) == (MatchState.PROPOSED, match.id, 0)
    assert rows.card(after, old).replaced_by == [new.id]
    assert [one.id for one in rows.row(after, new).mentors] == [mentor.id]
    assert rows.row(after, new).mentees == rows.row(after, old).mentees


def test_a_group_takes_mentees_in_and_lets_them_go(registered: Deps) -> None:
    seen, match = proposed(registered, mentees=2, kind=GROUP)
    newcomer = free(seen, Role.MENTEE)[0]
    pairs.join(seen, BY, match, newcomer)
    assert len(rows.row(view(registered), match).mentees) == 3

    pairs.leave(seen, BY, match, newcomer, EndReason.REQUEST)
    told = rows.card(view(registered), match)
    assert len(told.row.mentees) == 2
    (gone,) = [one for one in told.members if one.left_on]
    assert (gone.person.id, gone.left_because) == (newcomer.id, EndReason.REQUEST)


def test_whoever_takes_no_part_is_refused_and_the_sentence_says_what_to_do(
    registered: Deps,
) -> None:
    seen = view(registered)
    mentor, stranger = free(seen, Role.MENTOR)[0], a_stranger(seen)

    with pytest.raises(EditRefused) as caught:
        pairs.add(seen, BY, pupils(seen), mentor, [stranger])

    assert refusal(caught) == "pairs.takes_no_part"
    assert f"mentoring people enter {stranger.id}" in registered.wording.of(caught.value)
    assert view(registered).register == seen.register


def test_a_mentee_who_has_a_pair_is_refused(registered: Deps) -> None:
    seen, match = proposed(registered)
    mentee = seen.people[seen.register.side_of(match.id, Role.MENTEE)[0].person_id]

    with pytest.raises(EditRefused) as caught:
        pairs.add(seen, BY, pupils(seen), free(seen, Role.MENTOR)[0], [mentee])

    assert refusal(caught) == "pairs.has_pair"


def test_an_unknown_kind_is_refused(registered: Deps) -> None:
    with pytest.raises(EditRefused) as caught:
        proposed(registered, kind="duet")

    assert refusal(caught) == "programmes.no_kind"


def test_an_order_of_tomorrow_is_refused_and_nothing_of_it_is_kept(registered: Deps) -> None:
    seen, match = proposed(registered)
    pairs.start(seen, BY, [match])

    with pytest.raises(EditRefused) as caught:
        pairs.confirm(seen, BY, [match], pairs.order_of(seen, NUMBER, TOMORROW))

    assert refusal(caught) == "documents.in_future"
    assert not view(registered).register.documents


def test_of_several_pairs_none_is_confirmed_when_one_cannot_be(registered: Deps) -> None:
    seen, tried = proposed(registered)
    _, untried = proposed(registered)
    pairs.start(seen, BY, [tried])

    with pytest.raises(EditRefused) as caught:
        pairs.confirm(seen, BY, [tried, untried], pairs.order_of(seen, NUMBER, TODAY))

    assert refusal(caught) == "pairs.not_on_trial"
    assert view(registered).register.matches[tried.id].state is MatchState.TRIAL


def test_the_list_leaves_out_what_has_ended_unless_it_is_asked_for(registered: Deps) -> None:
    seen, match = proposed(registered)
    pairs.reject(seen, BY, match, EndReason.REQUEST)
    after = view(registered)

    shown = {row.id for row in rows.listed(after)}
    everything = {row.id for row in rows.listed(after, with_ended=True)}
    rejected = {row.id for row in rows.listed(after, state=MatchState.REJECTED)}
    assert everything - shown == rejected == {match.id}
    assert {row.programme_id for row in rows.listed(after, pupils(after))} == {pupils(after).id}


def test_the_history_says_who_did_what(registered: Deps) -> None:
    _, match = proposed(registered)
    seen = confirmed(registered, match)

    told = rows.history(seen, match)
    assert {one.by for one in told} == {BY}
    changes = [one.change for one in told if one.change.part == "matches"]
    states = [change.fields["state"] for change in changes if "state" in change.fields]
    assert states == [["trial", "active"], ["proposed", "trial"], ["", "proposed"]]
    assert any("состояние пробная → работает" in line for line in words.history(seen, told))


def test_a_card_reads_as_a_curator_needs_it(registered: Deps) -> None:
    _, match = proposed(registered)
    seen = confirmed(registered, match)

    said = words.lines(seen, rows.card(seen, seen.register.matches[match.id]))
    assert f"Пара: {match.id}" in said
    assert f"Приказ {NUMBER} от {TODAY:%d.%m.%Y}" in said
    states = ("предложена", "пробная", "закреплена приказом", "работает")
    first = said.index("Состояния") + 1
    assert said[first : first + 4] == [f"  {TODAY:%d.%m.%Y} {state}" for state in states]


def test_what_changed_is_told_with_names_and_without_empty_numbers(registered: Deps) -> None:
    seen, match = proposed(registered)
    pairs.start(seen, BY, [match])
    done = pairs.confirm(seen, BY, [match], pairs.order_of(seen, NUMBER, TODAY))

    said = telling.in_words(replace(seen, register=done.after), done.rows)
    (line,) = [line for line in said if line.startswith("пара ")]
    assert "приказ 1" in line.split("; ")
    history = words.history(view(registered), rows.history(view(registered), match))
    assert any("сторона наставляемый" in line for line in history)
