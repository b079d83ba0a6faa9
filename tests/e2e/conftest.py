"""A real server with a filled school, and Debian's Chromium to look at it."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from waitress.server import create_server

from connector.web.app import create_app
from tests.e2e.steps import sign_in
from tests.unit.web import school
from tests.unit.web.school import PASSWORD, Clock

CHROMIUM: Final = Path("/usr/bin/chromium")
ARGUMENTS: Final = ["--no-sandbox", "--disable-dev-shm-usage"]

if not CHROMIUM.exists() and not os.environ.get("CI"):
    collect_ignore_glob = ["test_*.py"]


def pytest_report_header() -> str:
    """Say so when the pages are not tried in a browser; on CI they always are."""
    return "" if CHROMIUM.exists() else f"no browser tests: {CHROMIUM} is missing"


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page of a filled school."""
    home = tmp_path_factory.mktemp("school")
    with school.filled(home, Clock()) as deps:
        app = create_app(deps, password=PASSWORD, state=home / "var")
        server = create_server(app, host="127.0.0.1", port=0)
        thread = Thread(target=server.run)
        thread.start()
        yield f"http://127.0.0.1:{server.effective_port}"
        server.trigger.pull_trigger(server.close)
        thread.join()
        server.task_dispatcher.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    with browser.new_context(base_url=address, locale="ru-RU") as opened:
        yield opened


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """The page with the password, not yet given."""
    opened = context.new_page()
    opened.goto("/")
    return opened


@pytest.fixture
def first_page(page: Page) -> Page:
    """The first page, signed in."""
    sign_in(page)
    page.get_by_role("button", name="Выйти").wait_for()
    return page
