import re
from datetime import date

from connector.domain.people import Kind, Person, PersonId, Role
from connector.mapping.courses import find
from connector.mapping.people import courses_of, facts_of, person, role_in
from connector.mapping.rules import Rules
from connector.mapping.schema_fields import condition
from connector.mapping.selectors import FieldValue, PatronymicRule
from connector.moodle.mirror import Mirror
from connector.moodle.records.cohort import Cohort
from connector.moodle.records.enrolment import Group
from tests.builders import (
    COURSE,
    PROGRAMME,
    TODAY,
    TRAINING,
    MirrorBuilder,
    a_course,
    some_rules,
)
from tests.unit.mapping.people_builders import in_field, rules_of_people


def read(mirror: Mirror, rules: Rules, user_id: int = 1) -> Person:
    found = find(rules, mirror.courses, mirror.categories)
    return person(facts_of(mirror.user_by_id[user_id], mirror, TODAY), rules, found)


def test_facts_are_gathered_from_the_whole_mirror() -> None:
    growing = MirrorBuilder().person(1, "9А").person(2, "9Б")
    growing.cohorts["9А"] = Cohort(1, "9А", "nine-a")
    growing.enrolled(1, "student", "teacher").enrolled(1, "manager", course_id=TRAINING)
    growing.group(5, 1, 2, idnumber="P5").group(6, 2).group(7, 1, course_id=TRAINING)
    mirror = growing.build()

    facts = facts_of(mirror.user_by_id[1], mirror, TODAY)

    assert facts.cohorts == {"9А", "nine-a"}
    assert facts.course_roles == {COURSE: {"student", "teacher"}, TRAINING: {"manager"}}
    assert facts.groups == {COURSE: {"Пара 5", "P5"}, TRAINING: {"Пара 7"}}


def test_of_somebody_unknown_to_courses_nothing_is_known() -> None:
    mirror = MirrorBuilder().person(1).build()

    facts = facts_of(mirror.user_by_id[1], mirror, TODAY)

    assert (facts.cohorts, facts.course_roles, facts.groups) == (frozenset(), {}, {})


def test_who_is_suspended_in_a_course_keeps_the_role() -> None:
    mirror = MirrorBuilder().person(1).enrolled(1, "teacher", suspended=True).build()

    facts = facts_of(mirror.user_by_id[1], mirror, TODAY)

    assert set(facts.course_roles.values()) == {frozenset({"teacher"})}


def test_a_person_is_what_the_rules_make_of_them() -> None:
    rules = rules_of_people(
        class_name=FieldValue(cohort_matching=re.compile(r"\d+[А-Я]")),
        birth_date=in_field("born"),
        patronymic=PatronymicRule(profile_field="patronymic"),
        service_start=in_field("hired"),
        position=in_field("position"),
        workplace=in_field("institution", "department"),
        contacts=in_field("phone", "email"),
        representative=in_field("parent"),
        interests=in_field("interests"),
        young_specialist=condition({"profile_field": "hired", "at_most": "3 years"}),
    )
    profile = {
        "born": "24.11.2011",
        "hired": "01.09.2026",
        "patronymic": "Петровна",
        "position": "Учитель",
        "institution": "СОШ № 20",
        "department": "Кафедра математики",
        "phone": "+7 000 000-00-01",
        "parent": "Иванова О. П., мать",
        "interests": "<p>Шахматы, лес;  лес ,, <b>R&amp;B</b></p>",
    }
    mirror = MirrorBuilder().person(1, "9А", "Ученики", "Наставники", profile=profile).build()

    assert read(mirror, rules) == Person(
        id=PersonId(1),
        name="Иванова-1 Анна Петровна",
        kind=Kind.PUPIL,
        class_name="9А",
        born_on=date(2011, 11, 24),
        is_young_specialist=True,
        is_active=True,
        roles=frozenset({Role.MENTOR}),
        serving_since=date(2026, 9, 1),
        position="Учитель",
        workplace="СОШ № 20, Кафедра математики",
        contacts="+7 000 000-00-01",
        representative="Иванова О. П., мать",
        interests=("Шахматы", "лес", "R&B"),
    )


def test_a_person_of_whom_the_rules_say_nothing_is_still_there() -> None:
    found = read(MirrorBuilder().person(1, suspended=True).build(), some_rules())

    assert (found.kind, found.class_name, found.born_on) == (None, "", None)
    assert (found.position, found.contacts, found.interests) == ("", "", ())
    assert (found.is_young_specialist, found.is_active, found.roles) == (False, False, frozenset())


def test_who_has_no_names_is_called_by_the_full_name() -> None:
    mirror = MirrorBuilder().person(1, firstname="", lastname="", fullname="Служба").build()

    assert read(mirror, some_rules()).name == "Служба"


def test_the_first_kind_that_fits_counts() -> None:
    kinds = [
        {"teacher": {"in_cohort": "Педагоги"}},
        {"parent": {"not": {"in_cohort": "Никто"}}},
        {"pupil": {"in_cohort": "Ученики"}},
    ]
    mirror = MirrorBuilder().person(1, "Педагоги", "Ученики").person(2, "Ученики").build()
    rules = some_rules(people={"kind": kinds})

    assert [read(mirror, rules, key).kind for key in (1, 2)] == [Kind.TEACHER, Kind.PARENT]


def test_a_programmes_own_roles_count_as_roles_too() -> None:
    rules = some_rules(
        programmes=[{**PROGRAMME, "roles": {"curator": {"course_role": "editingteacher"}}}]
    )
    mirror = MirrorBuilder().person(1, "Наставники").enrolled(1, "editingteacher").build()

    assert read(mirror, rules).roles == {Role.MENTOR, Role.CURATOR}


def test_a_programmes_own_rule_looks_at_its_own_course_only() -> None:
    rules = some_rules(
        roles={},
        programmes=[
            {**PROGRAMME, "roles": {"mentor": {"course_role": "teacher"}}},
            {**PROGRAMME, "course": f"C{TRAINING}"},
        ],
    )
    mirror = MirrorBuilder().person(1).enrolled(1, "teacher", course_id=TRAINING).build()

    assert read(mirror, rules).roles == set()


def test_the_schools_rule_looks_at_every_programme() -> None:
    rules = some_rules(
        roles={"mentor": {"course_role": "teacher"}},
        programmes=[PROGRAMME, {**PROGRAMME, "course": f"C{TRAINING}"}],
    )
    mirror = MirrorBuilder().person(1).enrolled(1, "teacher", course_id=TRAINING).build()

    assert read(mirror, rules).roles == {Role.MENTOR}


def test_in_one_programme_its_own_rule_overrides_the_schools() -> None:
    rules = some_rules(
        programmes=[
            {**PROGRAMME, "roles": {"mentor": {"course_role": "teacher"}}},
            {**PROGRAMME, "course": f"C{TRAINING}"},
        ],
    )
    mirror = MirrorBuilder().person(1, "Наставники", "Наставляемые").enrolled(1).build()
    found = find(rules, mirror.courses, mirror.categories)
    facts = facts_of(mirror.users[0], mirror, TODAY)

    sides = {
        course: {role for role in Role if role_in(facts, rules, found, course)(role)}
        for course in (COURSE, TRAINING)
    }

    assert sides == {COURSE: {Role.MENTEE}, TRAINING: {Role.MENTOR, Role.MENTEE}}


def test_a_condition_speaks_of_its_own_course_before_the_programmes() -> None:
    rules = some_rules(
        roles={
            "mentor": {"course_role": "teacher", "course": "C70"},
            "mentee": {"course_role": "student"},
        }
    )
    found = find(rules, [a_course(COURSE), a_course(70)], [])
    own, around = rules.roles[Role.MENTOR], rules.roles[Role.MENTEE]

    assert courses_of(found)(own) == courses_of(found, COURSE)(own) == {70}
    assert courses_of(found)(around) == {COURSE}
    assert courses_of(found, 71)(around) == {71}


def test_a_group_without_an_id_number_has_one_name() -> None:
    growing = MirrorBuilder().person(1).group(5, 1)

    assert growing.groups == [Group(5, COURSE, "Пара 5", "")]
    mirror = growing.build()
    assert facts_of(mirror.users[0], mirror, TODAY).groups == {COURSE: {"Пара 5"}}
