"""core_user: looking people up."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from connector.sandbox.call import Call, takes
from connector.sandbox.functions.user_details import AUTH, details, is_visible_to, visible_to
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.parameters import Many, Structure, check, integer, letters, raw
from connector.sandbox.records import Person
from connector.sandbox.refusals import coding_error, refusal

Read = Callable[[Person], str]
EXACT: Final[Mapping[str, Read]] = {
    "id": lambda person: str(person.id),
    "idnumber": lambda person: person.idnumber,
    "username": lambda person: person.username,
    "auth": lambda _: AUTH,
}
LIKE: Final[Mapping[str, Read]] = {
    "email": lambda person: person.email,
    "lastname": lambda person: person.lastname,
    "firstname": lambda person: person.firstname,
}
SEARCHED: Final = frozenset((*EXACT, *LIKE))
BY_FIELD: Final[Mapping[str, Read]] = {
    "id": EXACT["id"],
    "idnumber": EXACT["idnumber"],
    "username": EXACT["username"],
    "email": LIKE["email"],
}


@takes(criteria=Many(Structure({"key": letters(), "value": raw()})))
def get_users(call: Call) -> Json:
    """Answer people who fit all criteria; an unknown key only brings a warning."""
    criteria: list[dict[str, str]] = call["criteria"]
    keys = [criterion["key"] for criterion in criteria]
    if len(set(keys)) < len(keys):
        raise refusal("keyalreadyset", "error/keyalreadyset")
    tests = [_test(c["key"], c["value"]) for c in criteria if c["key"] in SEARCHED]
    found = (p for p in visible_to(call) if all(test(p) for test in tests))
    users: list[Json] = [details(person, call) for person in found]
    warnings: list[Json] = [_unknown(key) for key in keys if key not in SEARCHED]
    return {"users": users, "warnings": warnings}


@takes(field=letters(), values=Many(raw()))
def get_users_by_field(call: Call) -> Json:
    """Answer the people who have one of the values; unknown ones are silently left out."""
    if call["field"] not in BY_FIELD:
        raise coding_error("invalid field parameter")
    return [details(person, call) for person in _by_field(call) if is_visible_to(call, person)]


def _by_field(call: Call) -> Iterator[Person]:
    people = call.school.people
    if call["field"] == "id":
        ids: Any = check(Many(integer()), dict(enumerate_keys(call["values"])))
        yield from (people[user_id] for user_id in sorted(set(ids)) if user_id in people)
        return
    read, wanted = BY_FIELD[call["field"]], {value.casefold() for value in call["values"]}
    yield from (p for p in people.values() if (value := read(p)) and value.casefold() in wanted)


def enumerate_keys(values: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the values under the keys of a PHP list."""
    return ((str(number), value) for number, value in enumerate(values))


def _test(key: str, wanted: str) -> Callable[[Person], bool]:
    if key in EXACT:
        read = EXACT[key]
        return lambda person: read(person) == wanted != ""
    pattern, like = _like(wanted), LIKE[key]
    return lambda person: bool(like(person) and pattern.fullmatch(like(person)))


def _like(wanted: str) -> re.Pattern[str]:
    """Answer SQL's LIKE as an expression: % is anything, _ is one character, case is ignored."""
    wild = {"%": ".*", "_": "."}
    expression = "".join(wild.get(character, re.escape(character)) for character in wanted)
    return re.compile(expression, re.IGNORECASE | re.DOTALL)


def _unknown(key: str) -> JsonObject:
    advice = "is not supported, look at the web service documentation"
    return {
        "item": key,
        "warningcode": "invalidfieldparameter",
        "message": f"The search key '{key}' {advice}",
    }
