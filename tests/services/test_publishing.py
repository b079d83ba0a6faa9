"""Reports: one discussion for each programme and period, whatever happens on the way."""

import re
from pathlib import Path

import pytest

from connector.domain.write_back import State
from connector.sandbox.forums import Forums, Post
from connector.services.attention import attention
from connector.services.deps import Deps
from connector.services.running import Record
from connector.services.syncing import sync
from connector.services.writes import Change
from connector.services.writing_back import write_back
from connector.store.outbox import Entry, WriteKind
from tests.services.conftest import Clock, Opening
from tests.services.stand import (
    PUPILS,
    Reaction,
    Stand,
    a_mapping,
    edited,
    fail_afterwards,
    hang_up,
    lose_answer,
    refuse,
)

ADD = "mod_forum_add_discussion"
UPDATE = "mod_forum_update_discussion_post"
POSTS = "mod_forum_get_discussion_posts"


def reports(changes: list[Change]) -> list[Entry]:
    return [c.ended for c in changes if c.ended.key.kind is WriteKind.REPORT]


def states(changes: list[Change]) -> list[tuple[State, str]]:
    return [(entry.state, entry.reason) for entry in reports(changes)]


def codes(record: Record) -> list[str]:
    return [problem.code for problem in record.problems]


def of_pupils(stand: Stand) -> Post:
    """The report of the pupils' programme."""
    (post,) = [post for post in stand.posts if "ученик-ученик" in post.subject]
    return post


def change_the_school(stand: Stand, deps: Deps) -> None:
    """Let something happen that a report tells."""
    stand.change_enrolment(PUPILS, stand.school.groups[1].members[0], suspended=True)
    sync(deps)


def test_every_programme_gets_one_pinned_discussion(synced: Deps, stand: Stand) -> None:
    changes, record = write_back(synced)

    assert states(changes) == [(State.WRITTEN, "")] * 2
    assert record.counts["reports_published"] == 2
    forums = {m.instance for m in stand.school.modules.values() if m.name == "Отчёты наставников"}
    assert {post.forum for post in stand.posts} == forums
    assert len(stand.posts) == 2
    assert all(post.pinned and post.author == stand.service_user.id for post in stand.posts)


def test_the_report_is_russian_and_has_the_figures(synced: Deps, stand: Stand) -> None:
    write_back(synced)

    post = of_pupils(stand)
    assert post.subject == (
        "Мониторинг наставничества: Наставничество: ученик-ученик 2026/27, 01.11.2026 – 30.11.2026"
    )
    assert "По состоянию на 24.11.2026" in post.message
    assert re.search(r"<td>Пар и групп \(на дату\)</td><td>12</td>", post.message)
    assert "Требуют внимания" in post.message


def test_names_are_escaped(deps: Deps, stand: Stand) -> None:
    stand.rename_group(PUPILS, 1, "Пара 01: &lt;img src=x onerror=alert(1)&gt; & Ко")
    sync(deps)

    changes, record = write_back(deps)

    assert record.problems == []
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; Ко" in reports(changes)[0].desired["message"]
    assert "<img" not in of_pupils(stand).message


def test_pairs_are_named_only_when_the_mapping_says_so(
    opened: Opening, stand: Stand, tmp_path: Path
) -> None:
    deps = opened(mapping=a_mapping(tmp_path, ("detail: pairs", "detail: summary")))
    sync(deps)

    write_back(deps)

    assert "Пар и групп" in of_pupils(stand).message
    assert all("Пара 0" not in post.message for post in stand.posts)


def test_a_report_that_has_not_changed_is_not_sent_again(synced: Deps, stand: Stand) -> None:
    write_back(synced)
    stand.asked.clear()

    changes, record = write_back(synced)

    assert states(changes) == [(State.WRITTEN, "")] * 2
    assert record.counts["reports_published"] == stand.writes == 0
    assert len(stand.posts) == 2


def test_a_report_that_has_changed_is_updated_in_its_place(synced: Deps, stand: Stand) -> None:
    write_back(synced)
    before = of_pupils(stand).message
    change_the_school(stand, synced)
    stand.asked.clear()

    _, record = write_back(synced)

    assert (stand.functions[UPDATE], stand.functions[ADD]) == (2, 0)
    assert record.counts["reports_published"] == 2
    assert len(stand.posts) == 2
    assert of_pupils(stand).message != before
    assert of_pupils(stand).pinned


def test_a_new_day_in_the_same_month_updates_and_a_new_month_begins_anew(
    synced: Deps, stand: Stand, clock: Clock
) -> None:
    write_back(synced)
    clock.advance(days=1)
    write_back(synced)
    assert len(stand.posts) == 2
    assert "По состоянию на 25.11.2026" in of_pupils(stand).message

    clock.advance(days=10)
    _, record = write_back(synced)

    assert record.counts["reports_published"] == 2
    assert sorted(post.subject.rpartition(", ")[2] for post in stand.posts) == [
        "01.11.2026 – 30.11.2026",
        "01.11.2026 – 30.11.2026",
        "01.12.2026 – 31.12.2026",
        "01.12.2026 – 31.12.2026",
    ]


@pytest.mark.parametrize("part", ["subject", "message"])
def test_a_report_that_was_edited_by_hand_is_left_alone(
    synced: Deps, stand: Stand, part: str
) -> None:
    write_back(synced)
    post = of_pupils(stand)
    setattr(post, part, f"{getattr(post, part)} Исправлено.")
    edited_text = (post.subject, post.message)
    change_the_school(stand, synced)

    changes, record = write_back(synced)

    assert states(changes)[0] == (State.CONFLICT, "report.changed_by_hand")
    assert (post.subject, post.message) == edited_text
    assert record.problems == []
    assert synced.wording.say("report.changed_by_hand") in {
        row.reason for row in attention(synced).waiting if row.kind == "report"
    }
    assert len(stand.posts) == 2


def test_a_report_that_was_deleted_is_not_published_again(synced: Deps, stand: Stand) -> None:
    write_back(synced)
    stand.state.forums = Forums()
    stand.asked.clear()

    changes, record = write_back(synced)

    assert states(changes) == [(State.CONFLICT, "report.deleted")] * 2
    assert (stand.writes, stand.posts, record.problems) == (0, [], [])


@pytest.mark.parametrize("lost", [lose_answer, fail_afterwards])
def test_a_report_whose_answer_was_lost_is_adopted_and_not_repeated(
    synced: Deps, stand: Stand, lost: Reaction
) -> None:
    stand.once(ADD, lost)

    changes, record = write_back(synced)
    assert states(changes) == [(State.UNKNOWN, "report.unknown"), (State.WRITTEN, "")]
    assert "moodle.outcome_unknown" in codes(record)
    assert len(stand.posts) == 2

    changes, record = write_back(synced)
    assert states(changes) == [(State.WRITTEN, "")] * 2
    assert record.problems == []
    assert len(stand.posts) == 2
    assert stand.functions[ADD] == 2


def test_an_update_whose_answer_was_lost_is_not_taken_for_an_edit_by_hand(
    synced: Deps, stand: Stand
) -> None:
    write_back(synced)
    change_the_school(stand, synced)
    stand.once(UPDATE, lose_answer)

    changes, _ = write_back(synced)
    assert states(changes)[0] == (State.UNKNOWN, "report.unknown")

    changes, record = write_back(synced)
    assert states(changes) == [(State.WRITTEN, "")] * 2
    assert record.problems == []
    assert len(stand.posts) == 2


def test_a_report_that_never_arrived_is_published_by_the_next_run(
    synced: Deps, stand: Stand
) -> None:
    stand.once(ADD, hang_up)
    write_back(synced)
    assert len(stand.posts) == 1

    _, record = write_back(synced)

    assert record.counts["reports_published"] == 1
    assert len(stand.posts) == 2


def test_a_refused_report_says_what_moodle_said(synced: Deps, stand: Stand) -> None:
    stand.once(ADD, refuse("nopermissions"))

    changes, record = write_back(synced)

    assert states(changes)[0] == (State.REFUSED, "moodle.right_missing")
    assert "moodle.right_missing" in codes(record)
    assert len(stand.posts) == 1


def test_a_report_that_moodle_changed_on_its_way_is_a_problem(synced: Deps, stand: Stand) -> None:
    def shorten(content: dict[str, list[dict[str, str]]]) -> None:
        content["posts"][0]["message"] = "<p>Коротко</p>"

    stand.once(POSTS, edited(shorten))

    changes, record = write_back(synced)

    assert states(changes)[0] == (State.REFUSED, "report.not_as_sent")
    assert codes(record) == ["report.not_as_sent"]
    assert write_back(synced)[1].problems == []
    assert len(stand.posts) == 2


def test_another_author_s_discussion_with_our_subject_is_not_adopted(
    synced: Deps, stand: Stand
) -> None:
    changes, _ = write_back(synced, dry_run=True)
    theirs = reports(changes)[0].desired
    forum = next(m for m in stand.school.courses[PUPILS].modules if m.modname == "forum").instance
    stand.state.forums.add(
        Post(0, forum, theirs["subject"], theirs["subject"], "Моё", 4, -1, created=1, modified=1)
    )

    write_back(synced)

    assert [post.message for post in stand.posts if post.author == 4] == ["Моё"]
    assert len(stand.posts) == 3


def test_a_forum_that_is_not_there_is_named_by_file_and_line(
    opened: Opening, stand: Stand, tmp_path: Path
) -> None:
    deps = opened(mapping=a_mapping(tmp_path, ("name: Отчёты наставников", "name: Нигде")))
    sync(deps)

    changes, record = write_back(deps)

    assert codes(record) == ["writeback.forum_missing"] * 2
    said = [deps.wording.say(p.code, **p.facts) for p in record.problems]
    assert all(re.search(r"Нигде.*mapping\.yaml:\d+", sentence) for sentence in said)
    assert (reports(changes), stand.posts) == ([], [])
    assert record.counts["grades_written"] > 0
