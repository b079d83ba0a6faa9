"""Runs the command line as `python -m connector`."""

from connector.cli.main import main

main()
