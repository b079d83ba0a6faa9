"""Alerts at the command line."""

import pytest

from connector.services import monitoring
from connector.services.by_hand.view import View
from tests.cli.conftest import Mentoring


@pytest.fixture
def looked(known: Mentoring, seen: View) -> Mentoring:
    """The command line of a school that monitoring has looked at."""
    monitoring.monitor(seen.deps)
    return known


def test_open_alerts_are_shown_the_important_ones_first(looked: Mentoring) -> None:
    shown = looked("alerts", "list").out.splitlines()
    told = looked("alerts", "list", "--json").json

    assert told[0]["severity"] == "high"
    assert [one["severity"] for one in told] == sorted(
        (one["severity"] for one in told), key=["high", "medium", "low"].index
    )
    assert shown[1].startswith(told[0]["handle"])
    assert "важно" in shown[1]


def test_an_alert_is_taken_put_off_and_brought_back(looked: Mentoring) -> None:
    handle = looked("alerts", "list", "--json").json[0]["handle"]

    assert looked("alerts", "seen", handle, "--note", "Звоню", "--by", "Иванова").code == 0
    assert "Звоню" in looked("alerts", "list").out
    assert "01.01.2099" in looked("alerts", "mute", handle, "--until", "01.01.2099").out
    assert handle not in looked("alerts", "list").out
    assert "01.01.2099" in looked("alerts", "list", "--all").out
    assert looked("alerts", "unmute", handle).code == 0
    assert handle in looked("alerts", "list").out
    assert "000000" in looked("alerts", "seen", "000000", "--note", "x").sentence


def test_rules_are_shown_and_tried(looked: Mentoring) -> None:
    rules = looked("alerts", "rules").out

    assert "no_meeting" in rules
    assert "не проверяется" in rules
    tried = looked("alerts", "try", "no_meeting", "--from", "01.09.2026", "--json").json
    assert tried[0]["openings"] > 0
    assert "no_meeting" in looked("alerts", "try", "--from", "2026-09-01").out
    assert "silent" in looked("alerts", "try", "silent", "--from", "2026-09-01").sentence


def test_nothing_open_is_said(known: Mentoring) -> None:
    assert known("alerts", "list").out.strip() == "Открытых предупреждений нет."
