"""The page of the connector: what a curator sees, behind one password."""
