"""The rest of the indicators by plain SQL, in a school where more has happened."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from connector.domain.indicators import Indicator, Place, indicators
from connector.domain.rounding import to_tenth
from connector.services import facts
from connector.services.by_hand.view import view
from connector.services.deps import Deps
from tests.services.conftest import DATABASE, Opening
from tests.services.stand import a_mapping
from tests.services.test_indicators_sql import COMMON, DAYS

Key = tuple[str, str, str]
HAPPENED: Final = Path(__file__).with_name("more_has_happened.sql").read_text(encoding="utf-8")

MORE: Final = """
, member as (
  select m.match_id, m.person_id, m.side, t.programme_id from register_match_member m
  join register_match t on t.id = m.match_id
  where t.state in ('active', 'suspended') and m.left_on is null and m.person_id in (
    select person_id from taking_part where role = m.side)
), load as (
  select a.person_id as mentor, count(distinct b.person_id) as mentees
  from member a left join member b on b.match_id = a.match_id and b.side = 'mentee'
  where a.side = 'mentor' and a.match_id in (select id from pair)
  group by a.programme_id, a.person_id
), mentor as (select distinct person_id as id from taking_part where role = 'mentor'),
learnt as (
  select k.user_id as who, c.shortname, date(k.completed_at, 'unixepoch', '+5 hours') as done_on
  from moodle_course_completion k join moodle_course c on c.id = k.course_id where k.completed
), young as (
  select u.id from moodle_user u where not u.suspended and exists (
    select 1 from moodle_cohort_member m join moodle_cohort c on c.id = m.cohort_id
    where m.user_id = u.id and c.name = 'Педагоги')
  and date(json_extract(u.profile, '$.service_start'), 'unixepoch', '+5 hours', '+3 years')
    >= :today
), change as (
  select a.person_id as who, avg(now.share - a.share) * 100 as points
  from mentoring_subject_mark a join (
    select person_id, subject, share, max(read_on) from mentoring_subject_mark
    group by person_id, subject) now on now.person_id = a.person_id and now.subject = a.subject
  where a.read_on = '2026-08-25' and a.person_id in (
    select person_id from taking_part where role = 'mentee') group by a.person_id
), own as (
  select a.user_id as who, avg(cast(j.value as integer)) as mark
  from moodle_answered a, json_each(a.answers) j
  where a.cmid = 9500 and (j.key like '% collaboration' or j.key like '% result') group by a.user_id
)
"""

SHARES: Final[Mapping[Key, str]] = {
    ("I3", "day", ""): """
      select sum(id in (select person_id from taking_part where role = 'mentee')), count(*)
      from young""",
    ("I4", "day", ""): """
      select sum(id in (select p.organisation_id from register_person p
        join mentor on mentor.id = p.id)), count(*)
      from register_organisation where agreed_on <= :today and valid_to >= :today""",
    ("I6", "answered", ""): "select sum(mark >= 7), count(*) from own",
    ("I6", "everybody", ""): """
      select (select sum(mark >= 7) from own), count(distinct person_id) from taking_part
      where role = 'mentor' and programme_id = 3""",
    ("N7.completed", "", ""): """
      select sum(state = 'completed'), count(*) from register_match
      where state in ('completed', 'terminated') and ended_on between :since and :today""",
    ("N8.trained", "", ""): """
      select sum(id in (select who from learnt where shortname = 'MENTOR-SCHOOL'
        and date(done_on, '+2 years', '-1 day') >= :today)), count(*) from mentor""",
}  # fmt: skip

VALUES: Final[Mapping[Key, str]] = {
    ("N3.mean", "", ""): "select sum(mentees) * 1.0 / count(distinct mentor) from load",
    ("N3.most", "", ""): "select max(n) from (select sum(mentees) as n from load group by mentor)",
    ("N5", "", ""): """
      select count(*) from register_match t
      where state = 'active' and julianday(:today) - julianday(coalesce(
        (select max(held_on) from entry where match_id = t.id and held_on <= :today),
        json_extract(t.reached, '$.active'))) > 21""",
    ("N7.days", "", ""): """
      select avg(julianday(ended_on) - julianday(json_extract(reached, '$.active')))
      from register_match where ended_on between :since and :today""",
    ("N7.reasons", "", "not_suited"): """
      select count(*) from register_match where ended_because = 'not_suited'""",
    ("N8.hours", "", ""): """
      select sum(case shortname when 'MENTOR-SCHOOL' then 36 else 8 end) from learnt
      where shortname in ('MENTOR-SCHOOL', 'MENTOR-SUPPORT') and done_on <= :today
        and who in (select id from mentor)""",
    ("N8.mean_hours", "", ""): """
      select (select sum(case shortname when 'MENTOR-SCHOOL' then 36 else 8 end) from learnt
        where shortname in ('MENTOR-SCHOOL', 'MENTOR-SUPPORT') and who in (select id from mentor))
        * 1.0 / count(*) from mentor""",
    ("N9.waiting", "", ""): """
      select count(distinct person_id) from register_participation
      where role = 'mentee' and left_on is null and state in ('registered', 'active')
        and (programme_id, person_id) not in (
          select m.programme_id, m.person_id from register_match_member m
          join register_match t on t.id = m.match_id
          where m.side = 'mentee' and m.left_on is null and t.ended_on is null)""",
    ("M5.change", "", ""): "select avg(points) from change",
    ("M5.better", "", ""): "select 100.0 * sum(points >= 5) / count(*) from change",
    ("M5.worse", "", ""): "select 100.0 * sum(points <= -5) / count(*) from change",
    ("M5.subjects", "", "subject:Математика"): """
      select 100 * avg(b.share - a.share) from mentoring_subject_mark a
      join mentoring_subject_mark b on b.person_id = a.person_id and b.subject = a.subject
      where a.subject = 'Математика' and a.read_on < b.read_on
        and a.person_id in (select person_id from taking_part where role = 'mentee')""",
    ("M2.met", "", "mentee_output"): """
      select avg(mark) from mark
      where survey = 'Анкета на выходе' and question = 'effectiveness'""",
    ("M2.gap", "", "mentee_input.effectiveness"): """
      select avg(b.mark - a.mark) from mark a join mark b on a.who = b.who
      where a.survey = 'Анкета на входе ' and b.survey = 'Анкета на выходе'
        and a.question = 'effectiveness' and b.question = 'effectiveness'""",
    ("M7.mentors_to_be", "", ""): """
      select count(*) from answer
      where survey = 'Анкета на выходе' and question = 'will_mentor' and value = 'Да'""",
    ("M6", "", ""): """
      select avg(points) from (select sum(value) as points from register_score
        group by programme_id having count(*) = 9)""",
}


@pytest.fixture
def database(registered: Deps, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    assert registered.school_id
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection:
        yield connection


@pytest.fixture
def counted(
    database: sqlite3.Connection, opened: Opening, tmp_path: Path
) -> Mapping[Key, Indicator]:
    """Everything of the school, where mentors too are asked at the end."""
    database.executescript(HAPPENED)
    line = "      mentee_input: { feedback: Анкета на входе, course: MENTORING-2627 }\n"
    asked = "      mentor_output: { feedback: Итог наставника, course: MENTORING-2627 }\n"
    deps = opened(mapping=a_mapping(tmp_path, (line, line + asked)))
    seen = view(deps)
    found = indicators(facts.gather(deps, seen.school, seen.register))
    return {(one.code, one.reading, one.item): one for one in found if one.place is Place.SCHOOL}


@pytest.mark.parametrize("key", SHARES, ids=lambda key: f"{key[0]}-{key[1]}")
def test_a_share_is_what_sql_says(
    key: Key, counted: Mapping[Key, Indicator], database: sqlite3.Connection
) -> None:
    (told,) = database.execute(COMMON + MORE + SHARES[key], DAYS)

    assert told[1] > 1
    assert told[0] > 0
    assert (counted[key].numerator, counted[key].denominator) == told


@pytest.mark.parametrize("key", VALUES, ids=lambda key: key[0])
def test_a_count_or_a_mean_is_what_sql_says(
    key: Key, counted: Mapping[Key, Indicator], database: sqlite3.Connection
) -> None:
    ((told,),) = database.execute(COMMON + MORE + VALUES[key], DAYS)

    assert counted[key].value == to_tenth(Decimal(str(told)))
