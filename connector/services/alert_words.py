"""What alerts are about, in words."""

from dataclasses import dataclass

from connector.domain.alerts import Alert
from connector.domain.roadmap import RoadmapRow
from connector.services.deps import Deps
from connector.services.monitoring import Findings
from connector.store import kinds


@dataclass(frozen=True)
class Names:
    """Names of pairs, people and rows of the roadmap by their keys."""

    deps: Deps
    pairs: dict[str, str]
    people: dict[int, str]
    roadmap: dict[int, RoadmapRow]

    def pair(self, alert: Alert) -> str:
        """The pair of an alert; nothing for one that is about none."""
        return self.pairs.get(alert.pair_id, alert.pair_id)

    def person(self, alert: Alert) -> str:
        """The person of an alert; nothing for one that is about none."""
        if not alert.person_id:
            return ""
        return self.people.get(alert.person_id, f"id {alert.person_id}")

    def about(self, alert: Alert) -> str:
        """A questionnaire, a subject, a row of the roadmap or a job."""
        sort, _, name = alert.about.partition(":")
        if sort == "survey":
            titles = {one.code: one.title for one in self.deps.methodology.surveys}
            return titles.get(name, name)
        if sort == "roadmap":
            row = self.roadmap.get(int(name))
            return f"{row.activity} ({row.due_to:%d.%m.%Y})" if row and row.due_to else name
        if sort == "job":
            return self.deps.wording.say(f"web.job_{name}")
        return name if sort == "subject" else alert.about

    def line(self, alert: Alert) -> str:
        """Title, pair, person and what else it is about, in a line."""
        title = self.deps.methodology.alerts[alert.code]
        parts = (title, self.pair(alert), self.person(alert), self.about(alert))
        return " · ".join(part for part in parts if part)


def names(deps: Deps, found: Findings) -> Names:
    """Read the names once."""
    with deps.database.reading(deps.school_id) as tx:
        people = {int(one.id): one.name for one in tx.pictures.load(kinds.REGISTER["people"])}
        roadmap = {one.id: one for one in tx.pictures.load(kinds.REGISTER["roadmap"])}
    people |= {one.person_id: one.name for one in found.participants}
    return Names(deps, {pair.id: pair.name for pair in found.pairs}, people, roadmap)
