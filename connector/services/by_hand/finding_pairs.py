"""Finds which pair somebody means: by its number in the register or a part of its name."""

from typing import Final

from connector.domain.matches import Match
from connector.domain.register.edits import EditRefused
from connector.services.by_hand.view import View

MOST_NAMED: Final = 20


def match(view: View, which: str) -> Match:
    """A pair or a group by number, or by a part of its name.

    A whole name outweighs a part of another, and a pair that has not ended one that has. Raises
    EditRefused for none and for several.
    """
    known = view.register.matches
    if which.strip().isdecimal():
        number = int(which)
        if number not in known:
            raise EditRefused("finding.no_pair", match=number)
        return known[number]
    found = _named(list(known.values()), which)
    if not found:
        raise EditRefused("finding.no_pair_named")
    if len(found) > 1:
        ids = ", ".join(str(one.id) for one in found[:MOST_NAMED])
        raise EditRefused("finding.several_pairs", count=len(found), ids=ids)
    return found[0]


def _named(matches: list[Match], wanted: str) -> list[Match]:
    plain = _plain(wanted)
    if not plain:
        return []
    found = [one for one in matches if plain in _plain(one.name)]
    found = [one for one in found if _plain(one.name) == plain] or found
    found = [one for one in found if one.is_open] or found
    return sorted(found, key=lambda one: one.id)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())
