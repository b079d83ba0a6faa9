"""What a person does again and again."""

from typing import Final

from playwright.sync_api import Page, ViewportSize

from tests.unit.web.school import PASSWORD

PHONE: Final[ViewportSize] = {"width": 320, "height": 740}
SHEET: Final[ViewportSize] = {"width": 700, "height": 1000}
"""What A4 leaves between its margins, in CSS pixels."""


def sign_in(page: Page, password: str = PASSWORD) -> None:
    """Type the password and press the button."""
    page.get_by_label("Пароль").fill(password)
    page.get_by_role("button", name="Войти").click()


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    page.wait_for_load_state()
    width: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return width
