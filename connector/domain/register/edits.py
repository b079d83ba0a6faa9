"""What every edit of the register by hand shares: whom it is about, and how it refuses."""

from connector.domain.people import Person, PersonId
from connector.domain.register.book import Register
from connector.errors import ConnectorError


class EditRefused(ConnectorError):
    """What somebody asked for cannot be; nothing of it was done."""

    exit_code = 2


def taking_in(register: Register, person: Person) -> Register:
    """The register with somebody who was only in Moodle until now."""
    return register if person.id in register.people else register.with_rows("people", [person])


def known(register: Register, who: PersonId) -> Person:
    """A person of the register; raises EditRefused when there is none."""
    person = register.people.get(who)
    if person is None:
        raise EditRefused("people.unknown", person=who)
    return person
