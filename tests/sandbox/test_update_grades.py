from collections.abc import Callable

from tests.sandbox.conftest import WWWROOT, Answer, Moodle

UPDATE = "core_grades_update_grades"
REPORT = "gradereport_user_get_grade_items"
RESULT_CM, PAGE_CM, RESULT = 8, 5, 3


def update(moodle: Moodle, user: int, points: float, **changes: object) -> Answer:
    params: dict[str, object] = {
        "source": "connector",
        "courseid": 3,
        "component": "mod_assign",
        "activityid": RESULT_CM,
        "itemnumber": 0,
        "grades": [{"studentid": user, "grade": points, "str_feedback": "Текст"}],
    }
    return moodle.ask(UPDATE, **(params | changes))


def cell(moodle: Moodle, user: int, name: str = "Итоги наставничества") -> Answer:
    report = moodle.ask(REPORT, courseid=3, userid=user)["usergrades"][0]["gradeitems"]
    return next(item for item in report if item["itemname"] == name)


def teach(moodle: Moodle, deed: str, **fields: object) -> int:
    url = f"/teacher/{deed}"
    answer = moodle.browser().post(url, data=fields, base_url=WWWROOT)
    status: int = answer.status_code
    return status


def test_the_gradebook_is_written_but_the_feedback_is_dropped(moodle: Moodle) -> None:
    assert update(moodle, 17, 66) == 0
    assert (cell(moodle, 17)["graderaw"], cell(moodle, 17)["feedback"]) == (66, "")
    assert update(moodle, 999_999, 14) == 0


def test_the_final_grade_is_clipped(moodle: Moodle) -> None:
    assert update(moodle, 17, 150) == 0
    assert cell(moodle, 17)["graderaw"] == 100


def test_a_locked_grade_answers_one(
    moodle: Moodle, pair_members: Callable[[int], tuple[int, ...]]
) -> None:
    mentor = pair_members(12)[0]
    assert update(moodle, mentor, 13) == 1
    assert cell(moodle, mentor)["graderaw"] == 72


def test_an_overridden_grade_answers_zero_and_stays(moodle: Moodle) -> None:
    assert teach(moodle, "override", assignment=RESULT, user=17, grade=40) == 303
    assert update(moodle, 17, 12) == 0
    assert cell(moodle, 17)["graderaw"] == 40


def test_a_page_gets_a_column_made_for_it(moodle: Moodle) -> None:
    page = {"component": "mod_page", "activityid": PAGE_CM}
    details = {"itemname": "mentor_total", "gradetype": 1, "grademax": 5}
    assert update(moodle, 17, 9, **page, itemdetails=details) == 0
    made = cell(moodle, 17, "mentor_total")
    assert (made["graderaw"], made["grademax"], made["itemmodule"]) == (5, 5, "page")
    cyrillic = update(moodle, 17, 9, **page, itemdetails={"itemname": "Итог программы"})
    assert cyrillic["errorcode"] == "invalidparameter"


def test_wrong_targets_have_their_own_refusals(moodle: Moodle, nocaps: Moodle) -> None:
    assert update(moodle, 17, 1, activityid=99_999)["errorcode"] == "invalidcoursemodule"
    assert update(moodle, 17, 1, component="core_grades")["errorcode"] == "codingerror"
    assert update(nocaps, 17, 1)["errorcode"] == "errorcoursecontextnotvalid"


def test_a_person_can_grade_as_the_teacher(moodle: Moodle) -> None:
    assert teach(moodle, "grade", assignment=RESULT, user=17, grade=55) == 303
    answer = moodle.ask("mod_assign_get_grades", assignmentids=[RESULT])
    rows = answer["assignments"][0]["grades"]
    given = next(row for row in rows if row["userid"] == 17)
    service = moodle.ask("core_webservice_get_site_info")["userid"]
    assert (given["grade"], given["grader"] != service) == ("55.00000", True)
    assert cell(moodle, 17)["graderaw"] == 55


def test_a_person_can_lock_a_grade(moodle: Moodle) -> None:
    assert teach(moodle, "lock", assignment=RESULT, user=17) == 303
    assert cell(moodle, 17)["gradeislocked"] is True
    assert update(moodle, 17, 12) == 1


def test_teaching_without_sense_is_a_bad_request(moodle: Moodle) -> None:
    assert teach(moodle, "grade", assignment=999, user=17, grade=5) == 400
    assert teach(moodle, "grade", assignment=RESULT, user=17, grade="пять") == 400
    assert teach(moodle, "lock", assignment=2, user=17) == 400
