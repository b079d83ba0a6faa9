"""Numbers the activities of all courses one after another, as Moodle's tables do."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from connector.sandbox.records import SCALE_ID, Module


class Numbering:
    """Gives every module its course module id and its instance id."""

    def __init__(self) -> None:
        self._cmid = 0
        self._instances: Counter[str] = Counter()

    def number(self, course_id: int, drafts: tuple[Module, ...]) -> Iterator[Module]:
        """Yield the drafts with their ids."""
        for draft in drafts:
            self._cmid += 1
            self._instances[draft.modname] += 1
            instance = self._instances[draft.modname]
            yield replace(draft, id=self._cmid, course_id=course_id, instance=instance)


def draft(modname: str, name: str, section: int = 1, idnumber: str = "") -> Module:
    """Describe an activity that has no ids yet."""
    return Module(0, 0, modname, 0, name, section=section, idnumber=idnumber)


def page(name: str, *, tracked: bool = False, section: int = 1, idnumber: str = "") -> Module:
    """Describe a page; a tracked one is complete once it was viewed."""
    made = draft("page", name, section, idnumber)
    return replace(made, rules=("completionview",) if tracked else ())


def survey(name: str, *, section: int = 1, idnumber: str = "") -> Module:
    """Describe a feedback activity that is complete once it was submitted."""
    return replace(draft("feedback", name, section, idnumber), rules=("completionsubmit",))


def result(name: str, idnumber: str, *, section: int = 1, grade: int = 100) -> Module:
    """Describe an assignment without submissions, into which results are written."""
    intro = "<p>Итог работы пары за учебный год</p>"
    return replace(draft("assign", name, section, idnumber), intro=intro, grade=grade)


def forum(name: str, *, section: int = 2, groupmode: int = 0) -> Module:
    """Describe a forum."""
    return replace(draft("forum", name, section), groupmode=groupmode)


def mentor_school() -> tuple[Module, ...]:
    """Describe the course that trains mentors."""
    graded = ("completionusegrade", "completionpassgrade")
    quiz = draft("quiz", "Тест: основы наставничества", 2, "ms-quiz")
    plan = draft("assign", "План работы с наставляемым", 2, "ms-plan")
    return (
        page("Кто такой наставник", tracked=True),
        replace(quiz, grade=10, gradepass=6, rules=graded, submissions=True),
        replace(plan, grade=100, gradepass=60, rules=graded, submissions=True),
        survey("Анкета наставника после обучения", section=3, idnumber="mentor-trained"),
    )


def pupil_programme() -> tuple[Module, ...]:
    """Describe the programme course of pupils."""
    team = result("Командное задание пары", "mentor-team", grade=10)
    checked = result("Итоги с проверкой", "mentor-workflow")
    return (
        page("Правила пары", tracked=True, idnumber="pair-rules"),
        _plan("joint-plan"),
        survey("Анкета наставляемого (вход)"),
        replace(result("Итоги наставничества", "mentor-result"), gradepass=60),
        result("Итоги (шкала)", "mentor-result-scale", grade=-SCALE_ID),
        replace(team, team=True, submissions=True),
        replace(checked, workflow=True),
        forum("Отчёты наставников"),
        forum("Форум пар", groupmode=1),
    )


def teacher_programme() -> tuple[Module, ...]:
    """Describe the programme course of teachers and young specialists."""
    return (
        page("Правила пары", tracked=True),
        _plan(""),
        survey("Анкета наставляемого (вход)"),
        replace(result("Итоги наставничества", "teacher-result"), gradepass=60),
        forum("Отчёты наставников"),
    )


def mentor_school_later() -> tuple[Module, ...]:
    """Describe what was added to the course that trains mentors: recruiting and consents."""
    return (
        draft("feedback", "Анкета кандидата в наставники", 1, "mentor-candidate"),
        draft("feedback", "Анонимная анкета", 3, "mentor-anonymous"),
        draft("choice", "Согласие на распространение", 1, "distribution-consent"),
    )


def pupil_programme_later() -> tuple[Module, ...]:
    """Describe what was added to the programme course of pupils."""
    return (
        draft("feedback", "Запрос наставляемого", 1, "mentee-request"),
        draft("choice", "Как встречаться паре", 1, "meetings"),
    )


def pupil_programme_last() -> tuple[Module, ...]:
    """Describe what was added to the programme course of pupils last: the journal of meetings."""
    return (draft("data", "Дневник встреч", 1, "meeting-diary"),)


def pupil_programme_newest() -> tuple[Module, ...]:
    """Describe what was added to the programme course of pupils for its monitoring."""
    return (
        draft("feedback", "Анкета на входе", 1, "mentee-input"),
        draft("feedback", "Анкета на выходе", 1, "mentee-output"),
    )


def teacher_programme_last() -> tuple[Module, ...]:
    """Describe what was added to the programme course of teachers last: the same."""
    report = draft("assign", "Отчёт о встрече", 1, "meeting-report")
    return (replace(report, submissions=True),)


def staff_room() -> tuple[Module, ...]:
    """Describe the course of the staff."""
    return (page("Положение о наставничестве"),)


def support() -> tuple[Module, ...]:
    """Describe the course that goes along with a mentor's work."""
    return (
        page("Первая встреча пары", tracked=True),
        page("Трудные разговоры", tracked=True),
        _work("Дневник наставника", "support-diary"),
    )


def growth() -> tuple[Module, ...]:
    """Describe a course in which teachers go on learning; nothing in it is graded."""
    return (page("Лекции", tracked=True), _work("Итоговая работа"))


def reverse_programme() -> tuple[Module, ...]:
    """Describe the programme course in which young teachers are the mentors."""
    return (page("Правила пары", tracked=True),)


def subject() -> tuple[Module, ...]:
    """Describe an ordinary subject course."""
    return (
        page("Материалы урока"),
        replace(draft("assign", "Контрольная работа 1"), grade=100, submissions=True),
    )


def _plan(idnumber: str) -> Module:
    return _work("Совместный план", idnumber)


def _work(name: str, idnumber: str = "") -> Module:
    work = draft("assign", name, idnumber=idnumber)
    return replace(work, rules=("completionsubmit",), submissions=True)
