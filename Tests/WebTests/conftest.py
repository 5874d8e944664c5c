# SPDX-License-Identifier: Apache-2.0
"""What the tests of the web application share: a server that runs, visitors, a browser."""
import os
import pathlib
import shutil
import subprocess

import pytest
from website import PROGRAM, ROLES, ROOT, SERVER, Site, Visitor, installed, listed  # noqa: F401

USER_OF = {
    "coding-lead": "lead", "billing-lead": "lead", "manager": "manager", "auditor": "auditor", "administrator": "admin",
    "compliance": "compliance", "provider": "provider", "learner": "learner",
    "coder": "demo", "biller": "demo", "front-desk": "demo"}
PASSWORD = "many small invented horses"


def place(folder):
    """An installation with this machine's code sets in a folder of its own."""
    codebooks = installed() / "codebook"
    if not os.access(SERVER, os.X_OK):
        pytest.skip(f"the server is not built: {SERVER}")
    if not list(codebooks.glob("icd10cm-tabular-*.codebook")):
        pytest.skip(f"the default code sets are not installed in {installed()}")
    (folder / "codebook").mkdir(parents=True)
    for path in codebooks.iterdir():
        (folder / "codebook" / path.name).symlink_to(path)
    return folder


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """A filled demonstration that no server runs on, and its password: to be copied."""
    home = place(tmp_path_factory.mktemp("filled") / "home")
    site = Site(home)
    site.stop()
    return site


@pytest.fixture(scope="session")
def start(filled, tmp_path_factory):
    """Starts a server on a demonstration of its own."""
    running = []

    def begin(*arguments, home=None, demo=True):
        if home is None:
            home = tmp_path_factory.mktemp("site") / "home"
            shutil.copytree(filled.home, home, symlinks=True)
            (home / "server.log").unlink()
        site = Site(home, *arguments, demo=demo)
        running.append(site)
        return site

    yield begin
    for site in running:
        site.stop()


@pytest.fixture(scope="session")
def served(start):
    """A server with a filled demonstration, that asks nobody to slow down."""
    return start("--requests-per-second", "1000000")


@pytest.fixture(scope="session")
def with_roles(served):
    """The demonstration with a user for every role of the table: named after the role, with one password."""
    admin = Visitor(served)
    admin.login("admin")
    for role in ROLES:
        fields = {"user": f"only.{role}", "name": f"Only {role}", "password": PASSWORD, "roles": role}
        assert admin.api("POST", "/users", fields).status == 200
    served.change("UPDATE app_user SET must_change = 0 WHERE login LIKE 'only.%'")
    return served


@pytest.fixture(scope="session")
def visitor(served):
    """Somebody who has signed in, by the name of a user or of a role; None for nobody."""
    known = {}

    def visit(who=None, fresh=False):
        if fresh or who not in known:
            one = Visitor(served)
            if who is not None:
                answer = one.login(USER_OF.get(who, who))
                assert (answer.status, answer.location) == (303, "/"), answer
            if fresh:
                return one
            known[who] = one
        return known[who]

    return visit


@pytest.fixture(scope="session")
def one_role(with_roles):
    """Somebody who has signed in with one role and no other; None for nobody."""
    known = {}

    def visit(role):
        if role not in known:
            known[role] = Visitor(with_roles)
            if role is not None:
                answer = known[role].login(f"only.{role}", PASSWORD)
                assert (answer.status, answer.location) == (303, "/"), answer
        return known[role]

    return visit


@pytest.fixture(scope="session")
def routes():
    """The routes of the server."""
    return listed()


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium."""
    program = shutil.which("chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not program:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=program, headless=True, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def axe():
    """Looks at a page for what keeps people out (WCAG 2.2 AA); gives what is wrong, in words."""
    library = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

    def look(page):
        found = library.run(page, options={"runOnly": rules}).response["violations"]
        return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]

    return look


@pytest.fixture(scope="session")
def pictures(tmp_path_factory):
    """The folder for pictures of pages."""
    told = os.environ.get("CLEANCLAIM_SCREENSHOTS")
    folder = pathlib.Path(told) if told else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
