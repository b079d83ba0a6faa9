"""The questions of the school's questionnaires."""

from typing import Final

from connector.sandbox.surveys import CHOICE, KIND_SEPARATOR, OPTION_SEPARATOR, Question

AREA, LINE = "40|20", "30|255"
ONE, SEVERAL, LIST = "r", "c", "d"
TYPED_IN_A_BROWSER: Final = f"\r{OPTION_SEPARATOR}"
"""Options that were typed one a line keep the first half of the line's end."""


def _chosen(kind: str, *options: str, between: str = OPTION_SEPARATOR) -> str:
    return f"{kind}{KIND_SEPARATOR}{between.join(options)}"


AFTER_TRAINING: Final = (
    Question(
        "course",
        "Как оцениваете курс?",
        CHOICE,
        _chosen(ONE, "Отлично", "Хорошо", "Удовлетворительно", "Плохо"),
        required=True,
    ),
    Question("ready", "Готовность (0-10)", "numeric", "-|-"),
    Question("improve", "Что улучшить?", "textarea", AREA),
    Question(
        "topics",
        "Темы, которые были полезны",
        CHOICE,
        _chosen(SEVERAL, "Общение", "Планирование", "Обратная связь", "Конфликты"),
    ),
)
ANONYMOUS: Final = (
    Question(
        "comfort",
        "Комфортно ли вам?",
        CHOICE,
        _chosen(ONE, "Да", "Скорее да", "Скорее нет", "Нет"),
        required=True,
    ),
)
CANDIDATE: Final = (
    Question(
        "competencies",
        "Что вы умеете и чему готовы научить другого человека?",
        "textarea",
        AREA,
        required=True,
    ),
    Question("achievements", "Ваши достижения", "textarea", AREA),
    Question("interests", "Интересы через запятую", "textfield", LINE),
    Question(
        "time",
        "Сколько времени вы готовы уделять наставничеству?",
        CHOICE,
        _chosen(ONE, "До часа в неделю", "1–2 часа в неделю", "Больше 2 часов в неделю"),
        required=True,
    ),
    Question(
        "desired_age",
        "Кому вы хотели бы помогать?",
        CHOICE,
        _chosen(LIST, "5–7 классы", "8–9 классы", "10–11 классы", "Педагогам", "Неважно"),
    ),
    Question("motivation", "Почему вы хотите стать наставником?", "textarea", AREA),
    Question(
        "form",
        "Форма наставничества",
        CHOICE,
        _chosen(ONE, "Ученик – ученик", "Учитель – учитель", "Не знаю"),
    ),
)
REQUEST: Final = (
    Question(
        "request",
        "С чем вам нужна помощь наставника в этом учебном году?",
        "textarea",
        AREA,
        required=True,
    ),
    Question("interests", "Интересы через запятую", "textfield", LINE),
    Question(
        "reason",
        "Причина обращения",
        CHOICE,
        _chosen(
            SEVERAL,
            "Низкие результаты",
            "Выдающиеся способности",
            "ОВЗ",
            "Трудная жизненная ситуация",
            "Не участвую в жизни школы",
            "Другое",
            between=TYPED_IN_A_BROWSER,
        ),
    ),
)
