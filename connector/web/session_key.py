"""The key that signs sessions: made once, kept in a file that only its owner reads."""

import hmac
import os
import secrets
from pathlib import Path
from typing import Final

from connector.errors import ConfigurationError
from connector.settings import Secret

FILE: Final = "session.key"
BYTES: Final = 32


def session_key(state: Path, password: Secret) -> bytes:
    """The key of the file and the password together: a new password ends every session.

    Raises ConfigurationError when the file cannot be made or is not a key.
    """
    path = state / FILE
    try:
        kept = path.read_text(encoding="ascii") if path.exists() else _make(path)
    except (OSError, ValueError) as error:
        raise ConfigurationError("web.key_unusable", path=path) from error
    if len(kept) != 2 * BYTES:
        raise ConfigurationError("web.key_unusable", path=path)
    return hmac.digest(kept.encode(), password.encode(), "sha256")


def _make(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = secrets.token_hex(BYTES)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(key)
    return key
