"""Tags and attributes that survive Moodle's cleaning of a post or a comment."""

from typing import Final


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


TAGS: Final = _names(
    "a abbr b big blockquote br caption cite code col colgroup dd del div dl dt em h1 h2 h3 "
    "h4 h5 h6 hr i img ins kbd li ol p pre q s small span strike strong sub sup table tbody "
    "td tfoot th thead tr tt u ul var"
)
VOID_TAGS: Final = frozenset({"br", "col", "hr", "img"})
ATTRIBUTES: Final = _names(
    "abbr align alt bgcolor border cellpadding cellspacing class colspan dir height href id "
    "lang rowspan scope span src start style summary target title valign width"
)
SAFE_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
