"""Leases: a name that one process at a time may hold, until it lets go or a moment passes."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from connector.store.tables import LEASE


class Leases:
    """The leases within one transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def holder(self, name: str) -> str | None:
        """Who holds a lease that has not run out."""
        query = select(LEASE.c.holder).where(LEASE.c.name == name, LEASE.c.expires_at > self._now)
        return self._connection.execute(query).scalar_one_or_none()

    def take(self, name: str, holder: str, until: datetime) -> bool:
        """Take or renew a lease; False when somebody else holds it."""
        mine = or_(LEASE.c.holder == holder, LEASE.c.expires_at <= self._now)
        values = {"holder": holder, "expires_at": until}
        renewed = update(LEASE).where(LEASE.c.name == name, mine).values(values)
        if self._connection.execute(renewed).rowcount:
            return True
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(LEASE).values(name=name, **values))
        except IntegrityError:
            return False
        return True

    def release(self, name: str, holder: str) -> None:
        """Let go; nothing happens when somebody else holds it by now."""
        mine = (LEASE.c.name == name, LEASE.c.holder == holder)
        self._connection.execute(delete(LEASE).where(*mine))
