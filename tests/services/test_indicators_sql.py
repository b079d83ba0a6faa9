"""The same indicators by plain SQL over the tables: they agree to the last digit."""

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
from connector.services.by_hand.view import View
from tests.services.conftest import DATABASE

DAYS: Final = {"today": "2026-11-24", "since": "2026-09-01"}

# Who works in a pair: an active participation; its pairs by their members.
COMMON: Final = """
with taking_part as (
  select person_id, role, programme_id from register_participation
  where json_extract(reached, '$.active') is not null and left_on is null
), pupil as (
  select u.id, cast(strftime('%Y.%m%d', :today) as real)
    - cast(strftime('%Y.%m%d', json_extract(u.profile, '$.birthdate'), 'unixepoch') as real) as age
  from moodle_user u
  where not u.suspended and exists (
    select 1 from moodle_cohort_member m join moodle_cohort c on c.id = m.cohort_id
    where m.user_id = u.id and c.name glob '[0-9]*[А-Я]'
  )
), person as (select id, is_active from register_person),
pair as (
  select t.id, t.programme_id from register_match t
  where t.state in ('active', 'suspended')
    and (select count(distinct m.side) from register_match_member m
         join person on person.id = m.person_id
         where m.match_id = t.id and m.left_on is null and person.is_active) = 2
), entry as (
  select t.id as match_id, cast(json_extract(e."values", '$.minutes') as integer) as minutes,
    date(coalesce(json_extract(e."values", '$.date'), e.written_at), 'unixepoch', '+5 hours')
      as held_on
  from moodle_journal_entry e join register_match t on t.programme_id = e.course_id and (
    t.group_id = e.group_id
    or (json_extract(e."values", '$.date') is null and t.id in (
      select match_id from register_match_member m where m.person_id = e.user_id)))
), answer as (
  select a.user_id as who, substr(j.key, instr(j.key, 'name: ') + 6, 16) as survey,
    substr(j.key, instr(j.key, '@ ') + 2) as place, j.value,
    substr(j.key, length(rtrim(j.key, replace(j.key, ' ', ''))) + 1) as question
  from moodle_answered a, json_each(a.answers) j where j.value <> ''
), mark as (
  select who, survey, question, cast(value as integer) as mark from answer
  where survey in ('Анкета на входе ', 'Анкета на выходе') and value glob '[0-9]*'
)
"""

SHARES: Final[Mapping[tuple[str, str, str], str]] = {
    ("I1", "day", ""): """
      select sum(id in (select person_id from taking_part where role = 'mentee')), count(*)
      from pupil where age >= 10 and age < 20""",
    ("I2", "day", ""): """
      select sum(id in (select person_id from taking_part where role = 'mentor')), count(*)
      from pupil where age >= 15 and age < 20""",
    ("I5", "answered", ""): """
      select sum(satisfied), count(*) from (
        select avg(mark) >= 7 as satisfied from mark
        where survey = 'Анкета на выходе' and question in ('collaboration', 'result')
          and who in (select person_id from taking_part where role = 'mentee')
        group by who)""",
    ("N2", "", ""): """
      select sum(id in (select match_id from entry
        where julianday(:today) - julianday(held_on) between 0 and 30)), count(*) from pair""",
    ("N6.done", "", ""): """
      select sum(i.state = 'done'), count(*) from register_plan_item i
      where i.state <> 'dropped'""",
    ("N9.matched", "", ""): """
      select count(distinct case when person_id in
          (select m.person_id from register_match_member m where m.side = 'mentee'
           and m.left_on is null) then person_id end), count(distinct person_id)
      from register_participation
      where role = 'mentee' and left_on is null and state in ('registered', 'active')""",
    ("N10.valid", "", ""): """
      select sum(exists (select 1 from register_consent c where c.person_id = p.person_id
          and c.purpose = 'processing' and c.signed_on <= :today and c.withdrawn_on is null
          and (c.valid_to is null or c.valid_to >= :today))), count(*)
      from register_participation p where p.left_on is null
        and p.state not in ('completed', 'declined', 'withdrawn')""",
    ("M3", "", "mentee_output.will_mentor"): """
      select sum(value = 'Да'), count(*) from answer
      where survey = 'Анкета на выходе' and question = 'will_mentor'""",
}  # fmt: skip


COUNTS: Final[Mapping[tuple[str, str, str], str]] = {
    ("N1.pairs", "day", ""): "select count(*) from pair",
    ("N1.mentors", "day", ""): """
      select count(distinct person_id) from taking_part where role = 'mentor'""",
    ("N1.mentees", "period", ""): """
      select count(distinct person_id) from taking_part where role = 'mentee'""",
    (
        "N4.held",
        "",
        "",
    ): "select count(*) from entry where held_on between :since and :today",
    ("N4.minutes", "", ""): """
      select avg(minutes) from entry
      where minutes > 0 and held_on between :since and :today""",
    ("M1", "", "mentee_input"): """
      select avg(own) from (select avg(mark) as own from mark
        where survey = 'Анкета на входе ' group by who)""",
    ("M4.change", "", "mentee_input.comfort"): """
      select avg(b.mark - a.mark) from mark a join mark b on a.who = b.who
      where a.survey = 'Анкета на входе ' and b.survey = 'Анкета на выходе'
        and a.question = 'comfort' and b.question = 'comfort'""",
}


@pytest.fixture
def database(seen: View, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    assert seen.register.matches
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection:
        yield connection


@pytest.fixture
def counted(seen: View) -> Mapping[tuple[str, str, str], Indicator]:
    found = indicators(facts.gather(seen.deps, seen.school, seen.register))
    return {(one.code, one.reading, one.item): one for one in found if one.place is Place.SCHOOL}


@pytest.mark.parametrize("key", SHARES, ids=lambda key: key[0])
def test_a_share_is_what_sql_says(
    key: tuple[str, str, str],
    counted: Mapping[tuple[str, str, str], Indicator],
    database: sqlite3.Connection,
) -> None:
    (told,) = database.execute(COMMON + SHARES[key], DAYS)

    assert told[1] > 0
    assert (counted[key].numerator, counted[key].denominator) == told


@pytest.mark.parametrize("key", COUNTS, ids=lambda key: key[0])
def test_a_count_or_a_mean_is_what_sql_says(
    key: tuple[str, str, str],
    counted: Mapping[tuple[str, str, str], Indicator],
    database: sqlite3.Connection,
) -> None:
    ((told,),) = database.execute(COMMON + COUNTS[key], DAYS)

    assert counted[key].value == to_tenth(Decimal(str(told)))
