# SPDX-License-Identifier: Apache-2.0
"""Each desk in a real browser, from signing in to what has changed in the database; every page as everybody may open it, looked at for
what keeps people out, in light and dark, narrow and wide."""

import re

import pytest

from website import Visitor

VIEWS = [("light", 1400), ("dark", 1400), ("light", 320), ("dark", 320)]


@pytest.fixture(scope="module")
def site(start):
    """A demonstration of its own, which journeys change."""
    return start("--requests-per-second", "1000000")


@pytest.fixture
def desk(site, browser):
    """Opens the pages of a user."""
    opened = []

    def enter(user, script=True, color="light", width=1400):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=color, java_script_enabled=script)
        opened.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto(site.url + "/login")
        page.fill("#user", user)
        page.fill("#password", site.password)
        page.click("button.main")
        page.wait_for_url(site.url + "/")
        page.wait_for_load_state()
        return page

    yield enter
    for context in opened:
        for page in context.pages:
            assert not getattr(page, "faults", []), "the script has a fault"
        context.close()


def press(page, name, exact=False):
    page.get_by_role("button", name=name, exact=exact).first.click()


def state(site, table, name):
    return site.rows(f"SELECT state FROM {table} WHERE {table} = ?", name)[0][0]


def test_a_newcomer_goes_from_a_chart_to_the_patients_bill(site, desk, pictures):
    """Docs/Web.md, fifteen minutes: code a chart, make its claim, release a held one, send, let the payer answer, work a denial, bill."""
    page = desk("demo")
    page.goto(site.url + "/charts/OV-2026-0612")
    press(page, "Take this chart")
    for name, code in [("Accept E11.42", "E11.42"), ("Accept I10", "I10"), ("Take M25.561", "M25.561")]:
        press(page, name)
        page.wait_for_selector(f"button[aria-label='Take {code} away']")
    page.screenshot(path=pictures / "chart.png")
    page.check("input[name=seen]")
    press(page, "The codes are final")
    page.wait_for_selector("text=Make the claim")
    assert state(site, "chart", "OV-2026-0612") == "coded"
    press(page, "Make the claim")
    page.wait_for_selector("text=on file")
    assert state(site, "claim", "OV-2026-0612") == "ready"

    page.goto(site.url + "/claims?state=held")
    held = page.locator("tbody a").first.inner_text()
    page.locator("tbody a").first.click()
    page.fill("#release-why", "the order has come")
    press(page, "Release")
    page.wait_for_selector("text=The claim may be sent.")
    assert state(site, "claim", held) == "ready"

    page.goto(site.url + "/batches")
    press(page, "Send them")
    page.wait_for_selector("text=The claims have gone out.")
    assert state(site, "claim", held) == "sent"
    press(page, "Let the simulated payer answer")
    page.wait_for_selector("text=its answers are posted")
    assert state(site, "claim", "OV-2026-0612") not in ("ready", "sent")

    page.goto(site.url + "/denials")
    page.locator("tbody a").first.click()
    press(page, "It is mine")
    page.wait_for_selector("text=The denial is yours.")
    page.screenshot(path=pictures / "denial.png")
    assert site.rows("SELECT count(*) FROM work WHERE owner = 'demo'") == [(1,)]
    page.fill("#appeal-note", "the record shows it")
    press(page, "Draft the appeal")
    page.wait_for_selector("text=The appeal is drafted.")

    page.goto(site.url + "/statements")
    press(page, "Make the statements that are due")
    page.wait_for_selector("text=The statements are made.")
    assert site.rows("SELECT count(*) FROM patient_statement")[0][0] > 0
    with page.expect_response(re.compile(r"/statements/\d+/pdf$")) as answer:
        page.evaluate("fetch(document.querySelector('a[href$=\"/pdf\"]').href)")
    assert answer.value.body().startswith(b"%PDF-")


def test_a_coder_works_without_a_script(site, desk):
    page = desk("demo", script=False)
    page.goto(site.url + "/charts/OV-2026-0310")
    press(page, "Take this chart")
    codes = [row.inner_text() for row in page.locator("tbody").first.locator("th").all()]
    assert len(codes) > 1
    press(page, f"Move {codes[1]} up")
    assert page.locator("tbody").first.locator("th").first.inner_text() == codes[1]
    press(page, f"Take {codes[1]} away")
    assert codes[1] not in [row.inner_text() for row in page.locator("tbody").first.locator("th").all()]
    page.locator("#ask summary").click()
    page.fill("#topic", "diabetes")
    page.fill("#question", "Which DRG fits best?")
    press(page, "Ask", exact=True)
    assert "about payment" in page.locator(".refused").inner_text()
    assert page.input_value("#topic") == "diabetes", "what was typed is still there"
    page.locator("#ask summary").click()
    page.fill("#question", "What is the cause of the high blood sugar?")
    press(page, "Ask", exact=True)
    assert state(site, "chart", "OV-2026-0310") == "pending"
    provider = desk("provider")
    provider.goto(site.url + "/queries")
    provider.locator("textarea").first.fill("missed doses of insulin")
    press(provider, "Answer")
    provider.wait_for_selector("text=The answer is kept")
    assert state(site, "chart", "OV-2026-0310") == "uncoded"


def test_a_coder_works_with_keys_alone(site, desk):
    page = desk("demo")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/charts")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/charts/*")
    name = page.url.rsplit("/", 1)[1]
    page.get_by_role("button", name="Take this chart").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=The chart is yours.")
    assert state(site, "chart", name) == "coding"
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("hyperten")
    page.wait_for_selector("#found a")
    page.get_by_role("button", name="Give back").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/charts?done=*")
    assert state(site, "chart", name) == "uncoded"


def test_the_first_key_of_a_page_skips_the_menu(site, desk):
    page = desk("demo")
    page.goto(site.url + "/claims")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_payment_is_in_the_books_once(site, desk):
    page = desk("demo")
    owed = site.rows("SELECT guarantor FROM patient_statement LIMIT 1")
    assert owed, "the journey before has made a statement"
    before = site.rows("SELECT count(*) FROM patient_payment")[0][0]
    patient = site.rows("SELECT patient FROM claim WHERE guarantor = ? LIMIT 1", owed[0][0])[0][0]
    page.goto(f"{site.url}/patients/{patient}")
    page.fill("#amount", "5.00")
    press(page, "Take it", exact=True)
    page.wait_for_selector("text=The payment is in the books.")
    page.reload()
    assert site.rows("SELECT count(*) FROM patient_payment")[0][0] == before + 1


def test_an_administrator_keeps_a_user_out(site, desk):
    page = desk("admin")
    page.goto(site.url + "/users")
    press(page, "Keep learner out")
    page.wait_for_selector("text=The user is kept out.")
    assert Visitor(site).login("learner").status == 401
    press(page, "Let learner in again")
    page.wait_for_selector("text=The user may come in again.")
    assert Visitor(site).login("learner").status == 303


# Who opens most pages, and pages with something on them.
PAGES = {
    "-": ["/login", "/styleguide", "/nothing"],
    "demo": [
        "/", "/account", "/charts", "/charts/IP-2026-0203", "/charts/IP-2026-0203/reading", "/charts/IP-2026-0203/grouping", "/queries",
        "/codes?q=heart+attack", "/codes/tree", "/codes/guide?term=Diabetes", "/codes/build?code=0QS", "/codes/guidelines", "/codes/icd10cm/E11.42", "/em",
        "/claims?state=paid", "/claims/EP-2025-1206", "/claims/EP-2025-1206/form", "/batches", "/batches/1", "/remittances", "/remittances/1",
        "/exceptions", "/exceptions?kind=beside", "/denials", "/denials/2", "/appeals", "/write-offs", "/patients", "/patients/P000001",
        "/statements"],
    "lead": ["/write-offs/approval", "/charts/MG-2025-1021"],
    "manager": ["/figures"],
    "auditor": ["/audit"],
    "admin": ["/users", "/payers", "/providers", "/system", "/keys", "/backups"],
}


@pytest.mark.parametrize("color, width", VIEWS)
def test_every_page_is_open_to_everybody(site, desk, browser, axe, pictures, color, width):
    """WCAG 2.2 AA by axe; no page is wider than its window; a picture of each for people to look at."""
    wrong = []
    for user, paths in PAGES.items():
        if user == "-":
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=color)
            page = context.new_page()
        else:
            page = desk(user, color=color, width=width)
        for path in paths:
            page.goto(site.url + path)
            wrong += [f"{path}: {fault}" for fault in axe(page)]
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if over > 0:
                wrong.append(f"{path}: {over} pixels too wide")
            name = re.sub(r"[^\w]+", "-", path).strip("-") or "today"
            page.screenshot(path=pictures / f"{name}-{color}-{width}.png", full_page=True)
        if user == "-":
            context.close()
    assert not wrong, "\n".join(wrong)


def test_every_page_of_the_table_is_looked_at(routes):
    """A page that is added has to be added here as well."""
    def shape(path):
        return re.sub(r"\?.*", "", re.sub(r"\{\w+\}", "*", path))
    known = {re.sub(r"\?.*", "", path) for paths in PAGES.values() for path in paths}
    missing = []
    for route in routes:
        if route.verb != "GET" or not route.page or route.path in ("/code", "/password"):
            continue
        pattern = re.compile("^" + re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(route.path)) + "$")
        if not any(pattern.match(path) for path in known):
            missing.append(route.path)
    assert sorted(missing) == ["/appeals/{appeal}", "/statements/{statement}"], "these two are made by the journey above"
