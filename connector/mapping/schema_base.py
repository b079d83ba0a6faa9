"""What all schemas of a mapping have in common."""

from collections.abc import Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, post_load


class StrictSchema(Schema):
    """A mapping with known keys: a misspelt one must not pass in silence."""

    class Meta(Schema.Meta):
        """Refuse what is not known."""

        unknown = RAISE


class RuleSchema(StrictSchema):
    """A mapping with known keys that becomes the dataclass `rule`; its lists become tuples."""

    rule: type

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Any:  # noqa: ANN401 - marshmallow's
        """Build the rule."""
        return self.rule(**{key: _fixed(value) for key, value in values.items()})


def exactly_one(values: Mapping[str, object], *keys: str) -> str:
    """The only one of these keys that is said; raises ValidationError for none and for several."""
    said = [key for key in keys if key in values]
    if len(said) != 1:
        raise ValidationError(f"say one of: {', '.join(keys)}")
    return said[0]


def only_with(values: Mapping[str, object], key: str, *others: str) -> None:
    """Raise ValidationError for a key that means nothing without one of the others."""
    if key in values and not values.keys() & set(others):
        raise ValidationError(f"only with: {', '.join(others)}", key)


def _fixed(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
