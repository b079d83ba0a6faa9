"""Several who change the register at once, each on a connection of their own."""

import threading
from collections.abc import Callable, Sequence

from connector.domain.register import Register
from connector.domain.register.edits import EditRefused
from connector.store.database import Database

Edit = Callable[[Register], Register]


def at_once(database: Database, school_id: int, edits: Sequence[Edit], follow: Edit) -> list[str]:
    """Make every edit, and what follows, in a thread of its own, all from one moment.

    Gives the codes of what was refused.
    """
    ready, refused = threading.Barrier(len(edits)), list[str]()

    def change(edit: Edit) -> None:
        ready.wait()
        try:
            with database.changing_register(school_id) as tx:
                before = tx.register.load()
                tx.register.save(before, follow(edit(before)), "завуч")
        except EditRefused as error:
            refused.append(error.code)

    threads = [threading.Thread(target=change, args=(edit,)) for edit in edits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return refused


def kept(database: Database, school_id: int) -> Register:
    """The register as it was last kept."""
    with database.reading(school_id) as tx:
        return tx.register.load()


def keep(database: Database, school_id: int, register: Register) -> None:
    """Put a register in the place of what was kept."""
    with database.changing_register(school_id) as tx:
        tx.register.save(tx.register.load(), register, "завуч")
