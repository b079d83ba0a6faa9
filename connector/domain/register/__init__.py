"""The register: everybody who takes part, with what people decided and what papers say."""

from connector.domain.register.book import Register
from connector.domain.register.follow import follow
from connector.domain.register.settle import settle

__all__ = ["Register", "follow", "settle"]
