"""Papers by hand: a signed one has its day, and an order by which pairs work is not cancelled."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from connector.domain.documents import ORDER_PAIRS, Document, DocumentState
from connector.domain.matches import MatchState
from connector.domain.register import Register
from connector.domain.register import edits_documents as edits
from connector.domain.register.edits import EditRefused
from tests.builders import TODAY
from tests.roadmap_builders import a_book, a_document, a_match

DRAFT = DocumentState.DRAFT


def one(register: Register, key: int = 1) -> Document:
    return register.documents[key]


def refused(do: Callable[[], object]) -> str:
    with pytest.raises(EditRefused) as caught:
        do()
    return caught.value.code


def test_a_signed_paper_is_written_down_with_the_next_number() -> None:
    register = edits.add(a_book(a_document(4)), a_document(0, "regulation"), TODAY)

    assert one(register, 5).kind == "regulation"


def test_a_signed_paper_has_a_day_that_has_come_and_a_draft_needs_none() -> None:
    nameless = a_document(0, dated_on=None)
    tomorrow = a_document(0, dated_on=TODAY + timedelta(days=1))

    assert refused(lambda: edits.add(Register(), nameless, TODAY)) == "documents.no_day"
    assert refused(lambda: edits.add(Register(), tomorrow, TODAY)) == "documents.in_future"
    draft = a_document(0, dated_on=None, state=DRAFT)
    assert one(edits.add(Register(), draft, TODAY)).state is DRAFT


def test_the_same_paper_is_written_down_once() -> None:
    register = a_book(a_document(1, number="160"))
    again = a_document(0, number="160")

    assert refused(lambda: edits.add(register, again, TODAY)) == "documents.there_already"
    cancelled = edits.cancel(register, 1)
    assert len(edits.add(cancelled, again, TODAY).documents) == 2


def test_papers_without_a_number_are_not_taken_for_one() -> None:
    register = a_book(a_document(1, number=""))

    assert len(edits.add(register, a_document(0, number=""), TODAY).documents) == 2


def test_a_draft_is_signed_once() -> None:
    register = a_book(a_document(dated_on=None, number="7", state=DRAFT))

    signed = edits.sign(register, 1, TODAY, "", TODAY)

    assert one(signed) == a_document(dated_on=TODAY, number="7")
    assert one(edits.sign(register, 1, TODAY, "8", TODAY)).number == "8"
    assert refused(lambda: edits.sign(signed, 1, TODAY, "", TODAY)) == "documents.not_draft"


@pytest.mark.parametrize("state", MatchState)
def test_an_order_by_which_pairs_work_is_not_cancelled(state: MatchState) -> None:
    """Methodology 12.3: 6."""
    pair = a_match(state=state, order_id=1)
    register = a_book(a_document(kind=ORDER_PAIRS), pair)

    if pair.is_open:
        assert refused(lambda: edits.cancel(register, 1)) == "documents.has_pairs"
    else:
        assert one(edits.cancel(register, 1)).state is DocumentState.CANCELLED


def test_what_is_cancelled_stays_as_it_is() -> None:
    register = a_book(a_document(state=DocumentState.CANCELLED))

    assert refused(lambda: edits.cancel(register, 1)) == "documents.cancelled_already"
    change = {"number": "9"}
    assert refused(lambda: edits.change(register, 1, change, TODAY)) == (
        "documents.cancelled_already"
    )
    assert refused(lambda: edits.cancel(register, 2)) == "documents.unknown"


def test_a_paper_is_corrected_within_the_same_bounds() -> None:
    register = a_book(a_document())
    later = {"dated_on": TODAY + timedelta(days=1)}

    assert one(edits.change(register, 1, {"place": "Папка 3"}, TODAY)).place == "Папка 3"
    assert refused(lambda: edits.change(register, 1, later, TODAY)) == "documents.in_future"
