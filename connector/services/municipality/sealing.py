"""Signs a report with the school's key and checks that nobody has changed it (Ed25519)."""

import base64
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from connector.errors import ConfigurationError, ConnectorError

FILE: Final = "signing.key"
BYTES: Final = 32
FORMAT: Final = "moodle-mentoring report 1"
MOST_BYTES: Final = 5_000_000


class NotGenuine(ConnectorError):
    """A file that is no report, that somebody changed, or that nobody known has signed."""

    exit_code = 2


def own_key(state: Path) -> Ed25519PrivateKey:
    """The school's key, made once and kept in a file that only its owner reads.

    Raises ConfigurationError when the file cannot be made or is not a key.
    """
    path = state / FILE
    try:
        kept = path.read_bytes() if path.exists() else _make(path)
        return Ed25519PrivateKey.from_private_bytes(kept)
    except (OSError, ValueError) as error:
        raise ConfigurationError("municipality.key_unusable", path=path) from error


def public(key: Ed25519PrivateKey) -> str:
    """What others know a key by."""
    return _text(key.public_key().public_bytes_raw())


def is_key(text: str) -> bool:
    """Whether a text is what `public` gives."""
    try:
        return len(base64.b64decode(text, validate=True)) == BYTES
    except ValueError:
        return False


def seal(content: Mapping[str, Any], key: Ed25519PrivateKey) -> bytes:
    """A file with the content as one text, the key by which its author is known, and a signature.

    What is signed is the text itself, so that nothing depends on how JSON is written.
    """
    told = json.dumps(content, ensure_ascii=False, sort_keys=True)
    signature = _text(key.sign(told.encode()))
    file = {"format": FORMAT, "key": public(key), "signature": signature, "content": told}
    return json.dumps(file, ensure_ascii=False, indent=1).encode()


def unseal(file: bytes) -> tuple[str, Mapping[str, Any]]:
    """The author's key and the content; raises NotGenuine."""
    if len(file) > MOST_BYTES:
        raise NotGenuine("municipality.no_report")
    try:
        told = json.loads(file)
        if told["format"] != FORMAT:
            raise NotGenuine("municipality.no_report")
        author, content = told["key"], told["content"]
        signed = base64.b64decode(told["signature"], validate=True)
        known = Ed25519PublicKey.from_public_bytes(base64.b64decode(author, validate=True))
        known.verify(signed, content.encode())
        found = json.loads(content)
    except InvalidSignature as error:
        raise NotGenuine("municipality.changed") from error
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise NotGenuine("municipality.no_report") from error
    return author, found


def _make(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = Ed25519PrivateKey.generate().private_bytes_raw()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
    return key


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
