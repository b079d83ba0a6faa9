"""Reads what marshmallow found wrong: nested messages as paths and reasons."""

from collections.abc import Iterable, Mapping

from connector.mapping.source import Place


def leaves(messages: object, place: Place) -> Iterable[tuple[Place, str]]:
    """Give every reason with the path of the thing that it is about."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from leaves(inner, place if key in {"_schema", "key", "value"} else (*place, key))
    elif isinstance(messages, list):
        for message in messages:
            yield from leaves(message, place)
    else:
        yield place, str(messages)
