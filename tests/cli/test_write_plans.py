"""Plans of writes at the command line, and what becomes of one whose process is killed."""

from pathlib import Path

import pytest

from tests.cli.conftest import Environment, Mentoring
from tests.cli.test_killed_processes import READ, SAVE, after, killed
from tests.services.stand import Stand, a_mapping


@pytest.fixture
def environ(environ: Environment, tmp_path: Path) -> Environment:
    """A school whose grades a person approves."""
    mapping = a_mapping(tmp_path, ("      approval: auto\n", ""))
    return environ | {"MENTORING_MAPPING": str(mapping)}


@pytest.fixture
def offered(synced: Mentoring) -> int:
    """The number of the bigger plan that waits."""
    assert synced("writeback").code == 0
    listed = synced("plan", "list", "--json").json
    return int(max(listed, key=lambda one: one["writes"])["id"])


def test_a_plan_is_shown_approved_applied_and_taken_back(synced: Mentoring, offered: int) -> None:
    number = str(offered)
    assert f"mentoring plan show {number}" in synced("status").out
    shown = synced("plan", "show", number).out
    told = synced("plan", "show", number, "--json").json

    assert f"Утвердить до {told['expires_on'][8:]}.{told['expires_on'][5:7]}" in shown
    assert all(row["name"] in shown and row["shown_after"] in shown for row in told["rows"])
    assert f"mentoring plan approve {number}" in synced("plan", "apply", number).sentence

    assert "утверждён" in synced("plan", "approve", number, "--by", "Завуч").out
    done = synced("plan", "apply", number, "--json").json
    assert (done["state"], done["decided_by"]) == ("applied", "Завуч")
    assert {row["state"] for row in done["rows"]} == {"written"}

    back = synced("plan", "undo", number).out
    assert "Прежние отзывы не вернутся" in back
    assert f"Оценку потеряют, как и было до плана: {len(done['rows'])}." in back
    assert "вернуть план" in synced("plan", "list").out


def test_where_nothing_waits_that_is_said(synced: Mentoring) -> None:
    assert "mentoring plan list --all" in synced("plan", "list").out
    assert "mentoring plan list --all" in synced("plan", "show", "7").sentence


@pytest.mark.parametrize(("function", "times"), [(READ, 1), (READ, 2), (SAVE, 1), (READ, 3)])
def test_a_plan_whose_process_was_killed_is_applied_by_the_next(
    synced: Mentoring, environ: Environment, stand: Stand, offered: int, function: str, times: int
) -> None:
    synced("plan", "approve", str(offered))
    stand.asked.clear()
    killed(environ, stand, f"plan apply {offered}", after(stand, function, times))
    assert synced("plan", "show", str(offered), "--json").json["state"] == "approved"

    done = synced("plan", "apply", str(offered), "--json").json

    assert {row["state"] for row in done["rows"]} == {"written"}
    ours = stand.service_user.id
    assert {row["found"]["grader"] for row in done["rows"]} == {ours}
    (module,) = {
        m for m in stand.school.modules.values() if done["target"].endswith(f":assign:{m.instance}")
        and m.modname == "assign"
    }  # fmt: skip
    for row in done["rows"]:
        assert stand.points(module, int(row["participant"])) == float(row["desired"]["value"])
