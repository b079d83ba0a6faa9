"""The people of the register: listed, looked at, entered by hand (methodology 5)."""
