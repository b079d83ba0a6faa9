from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.steps import PHONE, SHEET, overflow, sign_in
from tests.unit.web.school import PASSWORD


def test_a_wrong_password_and_then_the_right_one(page: Page) -> None:
    sign_in(page, "не тот")
    expect(page.get_by_role("alert")).to_contain_text("Пароль не подошёл")
    expect(page.get_by_label("Пароль")).to_be_focused()

    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("МАОУ СОШ № 20 (учебный стенд)")


def test_pairs_and_alerts_are_seen(first_page: Page) -> None:
    alerts = first_page.get_by_role("region", name="Требуют внимания")
    expect(alerts.get_by_role("heading", name="Пара без наставника 3")).to_be_visible()
    expect(alerts).to_contain_text("Пара 05: Егорова — Цой")

    pair = first_page.get_by_role("row", name="Пара 03: Иванова — Лисицына")
    expect(pair.get_by_text("молчит")).to_be_visible()


def test_pairs_are_chosen_and_the_choice_is_taken_back(first_page: Page) -> None:
    pairs = first_page.get_by_role("region", name="Пары и группы")

    pairs.get_by_label("Состояние").select_option(label="молчит (4)")
    pairs.get_by_role("button", name="Показать").click()
    expect(pairs).to_contain_text("Показано: 4 из 17")
    expect(pairs.get_by_label("Состояние")).to_have_value("silent")

    pairs.get_by_role("link", name="Сбросить отбор").click()
    expect(pairs).to_contain_text("Показано: 17 из 17")


def test_everything_can_be_done_with_the_keyboard(page: Page) -> None:
    expect(page.get_by_label("Пароль")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("МАОУ СОШ № 20 (учебный стенд)")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="К содержанию")).to_be_focused()
    expect(page.get_by_role("link", name="К содержанию")).to_be_in_viewport()

    page.get_by_role("link", name="Последние запуски").press("Enter")
    expect(page.get_by_role("heading", name="Последние запуски")).to_be_in_viewport()

    page.get_by_role("button", name="Выйти").press("Enter")
    expect(page.get_by_label("Пароль")).to_be_focused()


def test_what_has_the_focus_is_outlined(first_page: Page) -> None:
    first_page.keyboard.press("Tab")

    outline = first_page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_on_a_phone_nothing_has_to_be_scrolled_sideways(page: Page) -> None:
    page.set_viewport_size(PHONE)
    assert overflow(page) == 0

    sign_in(page)

    expect(page.get_by_role("heading", name="Требуют внимания")).to_be_visible()
    assert overflow(page) == 0


def test_on_a_phone_the_pairs_are_still_a_table_for_a_screen_reader(first_page: Page) -> None:
    first_page.set_viewport_size(PHONE)

    pair = first_page.get_by_role("row", name="Пара 03: Иванова — Лисицына")
    expect(pair.get_by_role("cell", name="Лисицына Соня")).to_be_visible()


def test_the_page_works_without_javascript(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/")
        sign_in(page)
        page.get_by_label("Программа").select_option(index=2)
        page.get_by_role("button", name="Показать").click()

        expect(page.get_by_text("Показано: 3 из 17")).to_be_visible()


def test_no_request_leaves_the_host_and_the_browser_complains_of_nothing(
    context: BrowserContext, address: str
) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))

    page.goto("/")
    sign_in(page)
    page.goto("/?state=silent")

    assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}
    assert any(url.endswith("style.css") for url in asked)
    assert [line for line in complaints if line.startswith(("error", "warning"))] == []


def test_on_paper_there_is_the_table_and_nothing_to_press(first_page: Page) -> None:
    first_page.set_viewport_size(SHEET)
    first_page.emulate_media(media="print")

    expect(first_page.get_by_role("button")).to_have_count(0)
    pair = first_page.get_by_role("row", name="Пара 03: Иванова — Лисицына")
    expect(pair).to_have_css("display", "table-row")
    assert overflow(first_page) == 0
    assert first_page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize("path", ["/", "/?state=silent"])
def test_every_field_has_a_label_and_headings_do_not_jump(first_page: Page, path: str) -> None:
    first_page.goto(path)

    unlabelled = first_page.evaluate(
        "[...document.querySelectorAll('input, select')].filter(f => !f.labels.length).length"
    )
    levels = first_page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3')].map(h => Number(h.tagName[1]))"
    )
    assert unlabelled == 0
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
