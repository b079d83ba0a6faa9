from connector.sandbox.school import School
from tests.sandbox.conftest import WWWROOT, Moodle


def shown(moodle: Moodle) -> str:
    answer = moodle.browser().get("/", base_url=WWWROOT)
    assert answer.status_code == 200
    text: str = answer.text
    return text


def save(moodle: Moodle, user: int, points: float, comment: str) -> None:
    editor = {"assignfeedbackcomments_editor": {"text": comment, "format": 1}}
    grade = {
        "userid": user,
        "grade": points,
        "attemptnumber": -1,
        "addattempt": 0,
        "workflowstate": "",
        "plugindata": editor,
    }
    moodle.ask("mod_assign_save_grades", assignmentid=3, applytoall=0, grades=[grade])


def test_a_new_school_shows_its_numbers_and_that_nothing_was_written(moodle: Moodle) -> None:
    text = shown(moodle)
    assert "МАОУ СОШ № 20 (учебный стенд)" in text
    assert "<dt>Пар</dt><dd>17</dd>" in text
    assert "Оценок ещё никто не записывал" in text
    assert "На форумах пока ничего не опубликовано" in text


def test_a_written_grade_is_shown_with_its_feedback_and_hand(moodle: Moodle) -> None:
    save(moodle, 17, 87.5, "<p>Отлично</p><script>alert(1)</script>")
    text = shown(moodle)
    assert "<td>87.5</td>" in text
    assert "<p>Отлично</p>" in text
    assert "alert(1)" not in text
    assert "Наставничество Служба" in text


def test_a_silent_refusal_is_seen_beside_the_value_that_stayed(
    moodle: Moodle, school: School
) -> None:
    save(moodle, school.groups[12].members[0], 99, "x")
    assert "<td>72<br><small>закрыто</small></td>" in shown(moodle)


def test_odd_names_are_escaped(moodle: Moodle, school: School) -> None:
    save(moodle, school.groups[2].members[0], 50, "")
    save(moodle, school.groups[3].members[1], 50, "")
    save(moodle, 999_999, 50, "")
    text = shown(moodle)
    assert "О&#39;Нил Кира Патриковна" in text
    assert "Соня 🌻" in text
    assert "нет в школе (id 999999)" in text


def test_discussions_are_shown_newest_first_and_clean(moodle: Moodle) -> None:
    for subject in ("Первый отчёт", "Второй & последний"):
        message = "<h4>Итоги</h4><script>alert(1)</script>"
        moodle.ask("mod_forum_add_discussion", forumid=1, subject=subject, message=message)
    text = shown(moodle)
    assert text.index("Второй &amp; последний") < text.index("Первый отчёт")
    assert "<h4>Итоги</h4>" in text
    assert "alert(1)" not in text


def test_the_page_asks_nothing_of_other_sites(moodle: Moodle) -> None:
    text = shown(moodle)
    assert "http://" not in text.replace(WWWROOT, "")
    assert "https://" not in text
    assert "<script" not in text
    style = moodle.browser().get("/static/sandbox.css", base_url=WWWROOT, buffered=True)
    assert style.status_code == 200
    assert "url(" not in style.text


def test_every_input_of_the_teacher_s_forms_has_a_label(moodle: Moodle) -> None:
    text = shown(moodle)
    for deed in ("grade", "override", "lock"):
        assert f'action="/teacher/{deed}"' in text
        assert f'<label for="{deed}-assignment">' in text
        assert f'<label for="{deed}-user">' in text


def test_a_teacher_s_deeds_are_shown(moodle: Moodle) -> None:
    fields = {"assignment": 3, "user": 17, "grade": 40}
    for deed in ("grade", "override", "lock"):
        moodle.browser().post(f"/teacher/{deed}", data=fields, base_url=WWWROOT)
    text = shown(moodle)
    assert text.index("Блокировка оценки") < text.index("Исправление в журнале")
    assert "исправлено учителем, закрыто" in text


def test_what_was_arranged_for_a_pair_is_shown(moodle: Moodle, school: School) -> None:
    mentor, mentee = school.groups[1].members
    group = {"courseid": 3, "name": "Пара 99 & новая", "idnumber": "new", "description": ""}
    (made,) = moodle.ask("core_group_create_groups", groups=[group])
    place = {"groupid": made["id"], "userid": mentor}
    moodle.ask("core_group_add_group_members", members=[place])
    role = {"roleid": 10, "userid": mentor, "contextlevel": "user", "instanceid": mentee}
    moodle.ask("core_role_assign_roles", assignments=[role])
    enrolment = {"roleid": 5, "userid": 4, "courseid": 3}
    moodle.ask("enrol_manual_enrol_users", enrolments=[enrolment])
    event = {"name": "Встреча", "courseid": 3, "groupid": made["id"], "eventtype": "group"}
    moodle.ask("core_calendar_create_calendar_events", events=[{**event, "timeduration": 2700}])
    text = shown(moodle)
    assert "Пара 99 &amp; новая" in text
    assert f"<td>{school.people[mentor].fullname}</td>" in text
    assert f"<td>{school.people[mentee].fullname}</td>" in text
    assert "<td>ученик</td>" in text
    assert "45 мин · MENTORING-2627 / Пара 99 &amp; новая" in text
