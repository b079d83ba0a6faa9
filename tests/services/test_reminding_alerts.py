"""Digests of alerts and reminders of questionnaires: to whom, of what, and how often."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from connector.domain.people import Role
from connector.domain.register.edits import EditRefused
from connector.domain.reminders import Digest, Topic, Unanswered
from connector.services import alerts, monitoring
from connector.services.by_hand.view import view
from connector.services.deps import Deps
from connector.services.reminding import Reminder, remind
from connector.services.syncing import Tier, sync
from tests.services.conftest import DATABASE, Clock, Opening
from tests.services.stand import Stand, a_mapping

ALL: Final = "training: 14 days, growth: 30 days, surveys: 14 days, digest: 7 days"
WHAT: Final = f"reminders: {{ {ALL} }}"


def told(deps: Deps) -> list[Reminder]:
    """Whoever is written to now."""
    return [reminder for reminder in remind(deps)[0] if reminder.entry]


def texts(stand: Stand) -> dict[int, str]:
    return {message.recipient: message.text for message in stand.state.messages.newest()}


@pytest.fixture
def digesting(first_update: Path, opened: Opening, tmp_path: Path) -> Deps:
    shutil.copy(first_update, tmp_path / DATABASE)
    deps = opened(mapping=a_mapping(tmp_path, (WHAT, "reminders: { digest: 7 days }")))
    sync(deps, Tier.NIGHT)
    monitoring.monitor(deps)
    return deps


@pytest.fixture
def asking(first_update: Path, opened: Opening, tmp_path: Path) -> Deps:
    shutil.copy(first_update, tmp_path / DATABASE)
    deps = opened(mapping=a_mapping(tmp_path, (WHAT, "reminders: { surveys: 14 days }")))
    sync(deps, Tier.NIGHT)
    return deps


def test_curators_are_told_of_everything_and_mentors_of_their_own_pairs(
    digesting: Deps, stand: Stand
) -> None:
    people = view(digesting).school.people
    readers = [reminder.need.person.id for reminder in told(digesting)]
    roles = {who: Role.CURATOR in people[who].roles for who in readers}

    written = texts(stand)
    assert written.keys() == roles.keys()
    assert sorted(roles.values()) == [False] * (len(roles) - 1) + [True]
    (curator,) = [who for who, is_curator in roles.items() if is_curator]
    assert "Пара без наставника: 3 (важно)" in written[curator]
    for who in roles.keys() - {curator}:
        assert "Нет встреч больше 21 дн.: 1" in written[who]
        assert "Пара без наставника" not in written[who]


def test_a_digest_names_nobody(digesting: Deps, stand: Stand) -> None:
    told(digesting)

    names = [" ".join(p.name.split()[:2]) for p in view(digesting).school.people.values()]
    pairs = [pair.name for pair in view(digesting).school.pairs]
    assert not [name for text in texts(stand).values() for name in names + pairs if name in text]


def test_an_alert_is_told_of_again_only_when_its_rule_says(digesting: Deps, clock: Clock) -> None:
    first = told(digesting)
    assert told(digesting) == []
    clock.advance(days=7)
    again = told(digesting)

    def codes(reminders: list[Reminder]) -> set[str]:
        about = [one.need.about for one in reminders if one.need.is_staff]
        return {alert.code for one in about if isinstance(one, Digest) for alert in one.alerts}

    # Plans are told of every 14 days, meetings every 7.
    assert {"plan_overdue", "no_meeting"} <= codes(first)
    assert "no_meeting" in codes(again)
    assert "plan_overdue" not in codes(again)


def test_what_was_put_off_or_taken_is_not_in_a_digest(digesting: Deps) -> None:
    rows = alerts.rows(digesting)
    mine = next(row for row in rows if row.code == "no_mentor")
    alerts.see(digesting, "Иванова", mine.handle, "Ищем")
    alerts.mute(digesting, "no_meeting", digesting.today)

    reminders = [one.need.about for one in told(digesting)]
    found = [a for one in reminders if isinstance(one, Digest) for a in one.alerts]
    assert mine.handle not in {alert.handle for alert in found}
    assert "no_meeting" not in {alert.code for alert in found}
    assert sum(alert.code == "no_mentor" for alert in found) == 2


def test_who_has_not_answered_is_asked_and_whoever_has_is_not(asking: Deps, stand: Stand) -> None:
    reminders = told(asking)
    answered = {(one.programme_id, one.person_id, one.survey) for one in view(asking).seen.surveys}

    assert reminders
    assert {one.need.topic for one in reminders} == {Topic.SURVEYS}
    for one in reminders:
        assert isinstance(one.need.about, Unanswered)
        for code, programme in one.need.about.surveys:
            assert (programme, one.need.person.id, code) not in answered
    text = texts(stand)[reminders[0].need.person.id]
    assert "Анкета наставляемого, первый этап: http" in text


def test_an_alert_taken_is_seen_until_it_comes_back(digesting: Deps) -> None:
    row = alerts.rows(digesting)[0]
    alerts.see(digesting, "Иванова", row.handle, "Звоню родителям")

    (seen,) = [one for one in alerts.rows(digesting) if one.handle == row.handle]
    assert (seen.seen_by, seen.note) == ("Иванова", "Звоню родителям")
    with pytest.raises(EditRefused) as refused:
        alerts.see(digesting, "Иванова", "ffffff", "Нет такого")
    assert refused.value.code == "alerts.not_open"


def test_an_alert_or_a_rule_is_put_off_until_a_day_and_can_be_brought_back(
    digesting: Deps, clock: Clock
) -> None:
    all_ = alerts.rows(digesting)
    row = all_[0]
    alerts.mute(digesting, row.handle, digesting.today)
    assert row.handle not in {one.handle for one in alerts.rows(digesting)}
    assert row.handle in {one.handle for one in alerts.rows(digesting, everything=True)}
    alerts.mute(digesting, row.handle, None)
    assert alerts.rows(digesting) == all_

    alerts.mute(digesting, row.code, digesting.today)
    assert row.code not in {one.code for one in alerts.rows(digesting)}
    clock.advance(days=1)
    assert row.code in {one.code for one in alerts.rows(digesting)}
    with pytest.raises(EditRefused) as refused:
        alerts.mute(digesting, row.code, row.since)
    assert refused.value.code == "alerts.past"


def test_rules_are_tried_on_the_past(digesting: Deps) -> None:
    seen = view(digesting)
    first = digesting.today.replace(month=10, day=1)

    (tried,) = alerts.attempt(seen, ["no_meeting"], first, digesting.today)
    assert tried.openings >= tried.subjects > 0
    assert tried.first_on == first
    for codes, code in ((["silent"], "alerts.not_dated"), (["x"], "alerts.no_rule")):
        with pytest.raises(EditRefused) as refused:
            alerts.attempt(seen, codes, first, digesting.today)
        assert refused.value.code == code
    with pytest.raises(EditRefused):
        alerts.attempt(seen, [], digesting.today, first)
