"""Changes the register by an edit that sees it as it stands today, or only tries it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from connector.domain import register as book
from connector.domain.register import Register
from connector.domain.register.changes import Change, changes
from connector.services import register
from connector.services.by_hand.view import View

Edit = Callable[[Register], Register]


@dataclass(frozen=True)
class Changed:
    """The register before an edit, brought up to today, and after everything followed from it."""

    before: Register
    after: Register

    @cached_property
    def rows(self) -> list[Change]:
        """Every row that differs."""
        return changes(self.before, self.after)


def change(view: View, by: str, edit: Edit) -> Changed:
    """Make an edit, `by` somebody, and keep it with everything that follows.

    What Moodle shows is taken in first. Raises EditRefused or RuleBroken; then nothing is kept.
    """
    seen: list[Register] = []

    def noting(known: Register) -> Register:
        seen.append(known)
        return edit(known)

    after = register.change(view.deps, by, noting)
    return Changed(seen[-1], after)


def try_out(view: View, edit: Edit) -> Changed:
    """What an edit would change; nothing is kept. Raises EditRefused."""
    before = _followed(view, view.register)
    return Changed(before, _followed(view, edit(before)))


def _followed(view: View, known: Register) -> Register:
    deps = view.deps
    return book.follow(known, view.seen, deps.rules.admission, deps.methodology.norms, deps.today)
