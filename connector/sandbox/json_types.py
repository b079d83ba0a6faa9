"""Names for the shapes that travel: answers as JSON and the form as PHP nests it."""

from typing import TypeAlias

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
JsonObject: TypeAlias = dict[str, Json]
Nested: TypeAlias = str | dict[str, "Nested"]
