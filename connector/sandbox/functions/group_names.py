"""The names and ID numbers of groups and groupings, which are unique in a course."""

from collections.abc import Iterable
from typing import Final

from connector.sandbox.records import Group, Grouping
from connector.sandbox.refusals import id_number_taken, invalid_parameter, not_writable

LONGEST_NAME: Final = 254
LONGEST_IDNUMBER: Final = 100


def refuse_taken(new: Group | Grouping, there: Iterable[Group | Grouping]) -> None:
    """Refuse what another one has: a name, `invalidparameter`, or an ID number."""
    others = [one for one in there if one.id != new.id]
    if not new.name or any(one.name == new.name for one in others):
        raise invalid_parameter()
    if new.idnumber and any(one.idnumber == new.idnumber for one in others):
        raise id_number_taken()
    if len(new.name) > LONGEST_NAME or len(new.idnumber) > LONGEST_IDNUMBER:
        raise not_writable()
