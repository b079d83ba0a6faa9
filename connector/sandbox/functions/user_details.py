"""Describes a person the way Moodle's user functions do."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from connector.sandbox.call import Call
from connector.sandbox.days import MOSCOW
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.records import Person

REVISION: Final = 1795487246
AUTH: Final = "manual"
PROFILE_FIELDS: Final = (
    ("mentor_role", "menu", "Роль в наставничестве", "Нет"),
    ("class", "text", "Класс", ""),
    ("birthdate", "datetime", "Дата рождения", ""),
    ("interests", "textarea", "Интересы", ""),
    ("consent", "checkbox", "Согласие на обработку данных", "0"),
    ("service_start", "datetime", "Начало педагогической деятельности", ""),
    ("patronymic", "text", "Отчество", ""),
    ("birthday", "text", "Дата рождения (текстом)", ""),
    ("position", "text", "Должность", ""),
    ("rep_name", "text", "Законный представитель", ""),
    ("rep_phone", "text", "Телефон представителя", ""),
    ("consent_date", "datetime", "Дата согласия на обработку данных", ""),
)


def details(person: Person, call: Call) -> JsonObject:
    """Answer everything `core_user_get_users` tells about a person."""
    known = names(person, call) | {"email": person.email, "department": person.department}
    if person.of_school:
        known |= {"institution": call.school.name}
    if person.idnumber:
        known |= {"idnumber": person.idnumber}
    known |= {
        "firstaccess": 0,
        "lastaccess": person.lastaccess,
        "auth": AUTH,
        "suspended": person.suspended,
        "confirmed": person.confirmed,
        "lang": "en",
        "theme": "",
        "timezone": "99",
        "mailformat": 1,
        "trackforums": 0,
    }
    return known | address(person) | pictures(call.wwwroot) | _extras(person, call)


def names(person: Person, call: Call) -> JsonObject:
    """Answer the names; without rights the full name has no patronymic and another order."""
    return {
        "id": person.id,
        "username": person.username,
        "firstname": person.firstname,
        "lastname": person.lastname,
        "fullname": person.fullname if call.caller.has_rights else person.plain_name,
    }


def address(person: Person) -> JsonObject:
    """Answer what only the accounts of pupils and staff have filled in."""
    if not person.of_school:
        return {} if person.id <= 2 else {"country": "RU"}  # noqa: PLR2004 - guest and admin
    return {"description": "", "descriptionformat": 1, "city": "Казань", "country": "RU"}


def pictures(wwwroot: str) -> JsonObject:
    """Answer addresses of the default picture."""
    base = f"{wwwroot}/theme/image.php/boost/core/{REVISION}/u"
    return {"profileimageurlsmall": f"{base}/f2", "profileimageurl": f"{base}/f1"}


def custom_fields(person: Person, *, displayed: bool) -> list[Json]:
    """Answer the profile fields that have a value; `displayvalue` only where Moodle gives it."""
    fields = person.fields or {}
    answer: list[Json] = []
    for shortname, kind, name, default in PROFILE_FIELDS:
        value = fields.get(shortname, default)
        if value:
            shown: JsonObject = {"displayvalue": _displayed(kind, value)} if displayed else {}
            start: JsonObject = {"type": kind, "value": value}
            answer.append(start | shown | {"name": name, "shortname": shortname})
    return answer


def _extras(person: Person, call: Call) -> JsonObject:
    extras: JsonObject = {"customfields": custom_fields(person, displayed=True)}
    if person.id == call.caller.person.id:
        synced: JsonObject = {"name": "last_time_enrolments_synced", "value": str(call.school.now)}
        extras["preferences"] = [synced, {"name": "_lastloaded", "value": call.state.now()}]
    return extras


def _displayed(kind: str, value: str) -> str:
    if kind == "datetime":
        day = datetime.fromtimestamp(int(value), MOSCOW)
        return f"{day.day} {day:%B %Y}"
    checked: Mapping[str, str] = {"0": "No", "1": "Yes"}
    if kind == "checkbox":
        return checked[value]
    return f'<div class="no-overflow">{value}</div>' if kind == "textarea" else value


def visible_to(call: Call) -> Iterator[Person]:
    """Yield the people whom the caller may see, in the order of ids; deleted ones never."""
    for person in call.school.people.values():
        if is_visible_to(call, person):
            yield person


def is_visible_to(call: Call, person: Person) -> bool:
    """Answer whether a person is told about at all: without rights only oneself."""
    if person.deleted:
        return False
    return person.id == call.caller.person.id or (call.caller.has_rights and not person.concealed)
