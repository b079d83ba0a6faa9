"""How many pairs more a mentor's places give, others moving on: exactly, without deciding anew.

As many mentees as can be are matched already. A place at one mentor then helps exactly when a chain
of moves leads to it: a mentee goes there, another takes the place left behind, and so on up to one
who had nobody.
"""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from connector.matching.solver import ALONE, Chosen
from connector.matching.table import Mask


class Moving:
    """`allowed`: mentors x mentees. `fixed`: mentees who do not move."""

    def __init__(self, allowed: Mask, chosen: Chosen, fixed: NDArray[np.bool_]) -> None:
        self._allowed = allowed
        self._chosen = chosen
        self._fixed = fixed

    def gain(self, mentor: int, places: int, allowed: Mask | None = None) -> int:
        """Pairs that places more with a mentor give; `allowed`: whom they could take, if others."""
        mine = self._allowed[mentor] if allowed is None else allowed
        chosen = self._chosen.copy()
        return next((n for n in range(places) if not self._move(chosen, mentor, mine)), places)

    def _move(self, chosen: Chosen, target: int, mine: Mask) -> bool:
        """Bring one mentee more to a mentor, moving others on; whether that could be done."""
        came: dict[int, tuple[int, int]] = {}
        waiting = deque([target])
        while waiting:
            mentor = waiting.popleft()
            could = np.flatnonzero(mine if mentor == target else self._allowed[mentor])
            alone = could[chosen[could] == ALONE]
            if len(alone):
                self._follow(chosen, int(alone[0]), mentor, came)
                return True
            for mentee in could[~self._fixed[could]].tolist():
                source = int(chosen[mentee])
                if source != target and source not in came:
                    came[source] = mentee, mentor
                    waiting.append(source)
        return False

    @staticmethod
    def _follow(chosen: Chosen, mentee: int, mentor: int, came: dict[int, tuple[int, int]]) -> None:
        chosen[mentee] = mentor
        while mentor in came:
            mentee, mentor = came[mentor]
            chosen[mentee] = mentor
