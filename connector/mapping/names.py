"""People's names: Moodle knows two of the three parts, and keeps the third where it can."""

import re
from typing import Final

from connector.mapping.selectors import PatronymicRule
from connector.mapping.values import profile_text
from connector.moodle.records.user import User

ONE_WORD: Final = re.compile(r"[^\W\d_]{2,}(?:[-'’][^\W\d_]+)*")


def full_name(user: User, rule: PatronymicRule) -> str:
    """Surname, first name and patronymic; what Moodle calls a person who has no names."""
    surname, first = user.lastname.split(), user.firstname.split()
    if not surname and not first:
        return user.fullname.strip()
    own = patronymic(user, rule).split()
    if rule.second_word_of == "lastname" and own == surname[1:]:
        surname = surname[:1]
    return " ".join([*surname, *first, *(own if own != first[1:] else ())])


def patronymic(user: User, rule: PatronymicRule) -> str:
    """The patronymic from the first place of the rule that has one; empty when none has."""
    written = profile_text(user, rule.profile_field) if rule.profile_field else ""
    return written or _second_word(user, rule) or (_left_over(user) if rule.from_fullname else "")


def _second_word(user: User, rule: PatronymicRule) -> str:
    names = {"firstname": user.firstname, "lastname": user.lastname}
    return " ".join(names.get(rule.second_word_of or "", "").split()[1:])


def _left_over(user: User) -> str:
    """The one word of the full name that is neither first name nor surname."""
    if not user.firstname.strip() or not user.lastname.strip():
        return ""
    words = user.fullname.split()
    for known in (*user.lastname.split(), *user.firstname.split()):
        if known not in words:
            return ""
        words.remove(known)
    return words[0] if len(words) == 1 and ONE_WORD.fullmatch(words[0]) else ""
