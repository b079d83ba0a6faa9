"""The seven stages of a programme: what each needs, what is there, what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from connector.domain.documents import Document, DocumentState
from connector.domain.programmes import Programme
from connector.domain.register.book import Register
from connector.domain.school import School
from connector.domain.stage_facts import Count, Fact, Facts


@dataclass(frozen=True)
class ProgrammeStage:
    """A stage (methodology 3.1).

    `documents`: titles by code of the papers without which it is not complete; `also`: of those
    that may come of it. `facts`: what must be so.
    """

    number: int
    title: str
    result: str = ""
    documents: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class StageCheck:
    """What of a stage is there: the number of each paper, 0 for none, the count of each fact."""

    stage: ProgrammeStage
    documents: Mapping[str, int]
    facts: Mapping[Fact, Count]

    @property
    def missing_documents(self) -> list[str]:
        """The codes of papers that are not there."""
        return [code for code, number in self.documents.items() if not number]

    @property
    def missing_facts(self) -> Mapping[Fact, Count]:
        """The facts that are not so."""
        return {fact: count for fact, count in self.facts.items() if not count.is_met}

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing_documents and not self.missing_facts


def missing(
    programme: Programme,
    register: Register,
    school: School,
    stages: Sequence[ProgrammeStage],
    on: date,
) -> list[StageCheck]:
    """What is there and what is missing of each stage, in order; `school` settled (see settle).

    A paper counts when it is signed and belongs to the programme, or to the whole school in the
    year of the programme.
    """
    signed = _signed(register.documents.values(), programme)
    facts = Facts(programme, register, school, on)
    return [
        StageCheck(
            stage=stage,
            documents={code: signed.get(code, 0) for code in stage.documents},
            facts={fact: facts.of(fact) for fact in stage.facts},
        )
        for stage in stages
    ]


def first_missing(checks: Iterable[StageCheck]) -> int | None:
    """The number of the first stage in which something is missing; None when nothing is."""
    return next((one.stage.number for one in checks if not one.is_complete), None)


def stage(
    programme: Programme,
    register: Register,
    school: School,
    stages: Sequence[ProgrammeStage],
    on: date,
) -> int | None:
    """The stage at which a programme stands; None when nothing is missing any more."""
    return first_missing(missing(programme, register, school, stages, on))


def document_titles(stages: Iterable[ProgrammeStage]) -> Mapping[str, str]:
    """The titles of all papers by their codes."""
    listed = list(stages)
    return {
        code: title
        for of in ([one.documents for one in listed], [one.also for one in listed])
        for titles in of
        for code, title in titles.items()
    }


def _signed(documents: Iterable[Document], programme: Programme) -> Mapping[str, int]:
    """The last signed paper of each kind, one of the programme before one of the school."""
    mine = [
        one
        for one in documents
        if one.state is DocumentState.SIGNED
        and (one.programme_id == programme.id or _is_of_school(one, programme))
    ]
    mine.sort(key=lambda one: (bool(one.programme_id), one.id))
    return {one.kind: one.id for one in mine}


def _is_of_school(document: Document, programme: Programme) -> bool:
    return not document.programme_id and document.year == programme.school_year
