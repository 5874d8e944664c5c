# SPDX-License-Identifier: Apache-2.0
"""R9: every route, asked by every role, by nobody and by another practice, as a page and as the interface."""
import collections
import hashlib
import json
import re
import sqlite3

import pytest
from conftest import PASSWORD
from website import ROLES, Site, Visitor, listed, permissions

# What needs a session or not even that, and why no record of the gate is due: nothing there is a patient's.
OPEN = {"GET /login", "POST /login", "GET /styleguide", "GET /openapi.json", "GET /health"}
OWN = {
    "GET /", "GET /code", "POST /code", "GET /password", "POST /password", "GET /account", "POST /account/codes",
    "POST /emergency", "POST /logout"}
# Names that nothing has: whoever comes in is told that there is no such thing, and changes nothing.
NOTHING = {
    "chart": "ZZ-0000-0000", "claim": "ZZ-0000-0000", "batch": 999_999, "remittance": 999_999, "denial": 999_999,
    "patient": "P999999", "guarantor": "G999999", "statement": 999_999, "user": "nobody.at.all", "set": "icd10cm",
    "code": "ZZZ999", "query": 999_999}


def fingerprint(site):
    """What stands in the database, without what every visit notes: sessions, who was seen, the audit log."""
    digest = hashlib.sha256()
    connection = sqlite3.connect(f"file:{site.database}?mode=ro", uri=True, timeout=20)
    try:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        for name in names:
            if name.startswith(("audit_", "sqlite_")) or name == "app_session":
                continue
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            if name == "app_user":
                columns = [one for one in columns if one not in ("last_seen", "failures", "locked_until")]
            rows = connection.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall()
            digest.update(repr((name, sorted(map(repr, rows)))).encode())
    finally:
        connection.close()
    return digest.hexdigest()


def faces(route):
    """The page and, where there is one, the interface."""
    return [False, True] if route.interface else [False]


def ask(visitor, route, values, is_interface, fields=None):
    """Asks a route."""
    path = route.filled(values)
    if route.verb == "GET":
        return visitor.get(("/api/v1" if is_interface else "") + path)
    if is_interface:
        return visitor.api("POST", path, fields, key=bool(visitor.cookies))
    return visitor.post(path, fields, key=bool(visitor.cookies))


@pytest.fixture(scope="module")
def known(with_roles, one_role):
    """Identifiers of this practice, one of each kind."""
    def first(role, path, list_name, name, **query):
        answer = one_role(role).api("GET", path, query)
        assert answer.status == 200, answer
        return answer.json[list_name][0][name]

    biller = one_role("biller")
    assert biller.post("/statements").status == 303
    return {
        "chart": first("coder", "/charts", "charts", "chart"),
        "claim": first("biller", "/claims", "claims", "claim", state="paid"),
        "batch": first("biller", "/batches", "batches", "batch"),
        "remittance": first("biller", "/remittances", "remittances", "remittance"),
        "denial": first("biller", "/denials", "denials", "work"),
        "statement": first("biller", "/statements", "statements", "number"),
        "patient": "P000001", "guarantor": "G000001", "user": "lead", "set": "icd10cm", "code": "E11.9", "query": 1,
    }


def test_every_route_says_who_may_ask_it(routes):
    actions = permissions()
    for route in routes:
        assert route.action is None or route.action in actions, f"{route} needs {route.action}, which no table has"
        if route.need == "anybody":
            assert str(route) in OPEN, f"{route} is open to anybody"
        if route.need == "session":
            assert str(route) in OWN, f"{route} asks for a session alone"
    assert len({str(route) for route in routes}) == len(routes)


def test_the_description_is_that_of_the_routes(served, routes):
    described = Visitor(served).get("/openapi.json").json
    found = {
        (verb.upper(), path.removeprefix("/api/v1"))
        for path, operations in described["paths"].items() for verb in operations}
    # What is there with invented patients alone is not described.
    listed_here = {(route.verb, route.path) for route in routes if route.interface and not route.path.startswith("/demo/")}
    assert found == listed_here


@pytest.mark.parametrize("role", [*ROLES, None])
def test_a_role_opens_what_the_table_gives_it_and_nothing_else(role, with_roles, one_role, known, routes):
    """Every route, as page and as interface; each request that names an action leaves one record of it."""
    site, actions, visitor, wrong = with_roles, permissions(), one_role(role), []
    user = f"only.{role}" if role else None
    for route in routes:
        if str(route) in ("POST /login", "POST /logout", "POST /password", "POST /code", "POST /account/codes", "POST /emergency"):
            continue
        values = known if route.verb == "GET" else NOTHING
        for is_interface in faces(route):
            may = route.need == "anybody" or (role is not None and (route.action is None or role in actions[route.action]))
            before = site.head()
            answer = ask(visitor, route, values, is_interface)
            told = [record for record in site.records(before) if record["action"] == route.action]
            if answer.came_in != may:
                wrong.append(f"{role} at {answer}: {'kept out' if may else 'let in'}")
            if may and route.verb == "GET" and answer.status not in (200, 303, 404, 422, 503):
                wrong.append(f"{role} at {answer}: may read it, and cannot")
            if not may and (role is None and is_interface) and answer.status != 401:
                wrong.append(f"nobody at {answer}: 401 is due")
            if route.action is None or role is None:
                continue
            outcome = (
                "denied" if answer.status in (401, 403) else "failed" if answer.status >= 500
                else "refused" if answer.status >= 400 else "done")
            if [(one["actor"], one["outcome"]) for one in told] != [(user, outcome)]:
                wrong.append(f"{role} at {answer}: audit says {told}, due is one record of {user}, {outcome}")
            if told and route.parameters and told[0]["subject"] != str(values.get(route.parameters[-1 if route.subject == "code" else 0], 999_999)):
                wrong.append(f"{role} at {answer}: the record is of {told[0]['subject']}")
    assert not wrong, "\n".join(wrong)


def test_looking_changes_nothing(with_roles, one_role, known, routes):
    actions = permissions()
    before = fingerprint(with_roles)
    for route in routes:
        if route.verb == "GET" and route.action:
            for is_interface in faces(route):
                ask(one_role(sorted(actions[route.action])[0]), route, known, is_interface)
                assert fingerprint(with_roles) == before, f"{route} has changed something"


@pytest.fixture(scope="module")
def other(with_roles):
    """Visitors of another practice of the same database, one of each role, who ask this server."""
    site = with_roles
    done = site.command("books", "init", "--from", "2026-01-01", practice="other")
    assert done.returncode == 0, done.stdout + done.stderr
    done = site.command(
        "users", "add", "other.root", "--name", "Other Root", "--role", "administrator", text=PASSWORD + "\n", practice="other")
    assert done.returncode == 0, done.stdout + done.stderr
    site.change("UPDATE app_user SET must_change = 0 WHERE login LIKE 'other.%'")
    second = Site(site.home, "--practice", "other", "--requests-per-second", "1000000", demo=False)
    try:
        root = Visitor(second)
        assert root.login("other.root", PASSWORD).location == "/"
        visitors = {}
        for role in ROLES:
            fields = {"user": f"other.{role}", "name": f"Other {role}", "password": PASSWORD, "roles": role}
            assert root.api("POST", "/users", fields).status == 200
        site.change("UPDATE app_user SET must_change = 0 WHERE login LIKE 'other.%'")
        for role in ROLES:
            one = Visitor(second)
            assert one.login(f"other.{role}", PASSWORD).location == "/"
            at_home = Visitor(site)
            at_home.cookies, at_home.form_key = dict(one.cookies), one.key()
            visitors[role] = at_home
        yield visitors
    finally:
        second.stop()


def test_another_practice_sees_nothing_of_this_one(with_roles, other, known, routes):
    """Every identifier of this practice is unknown there, in the same words as one that nothing has."""
    site, actions, wrong = with_roles, permissions(), []
    ours = {str(known[name]) for name in ("chart", "claim", "patient", "guarantor")}
    ours |= {row[0] for row in site.rows("SELECT claim FROM claim WHERE practice = 'main'")}
    ours |= {row[0] for row in site.rows("SELECT chart FROM chart WHERE practice = 'main'")}
    ours |= {row[0] for row in site.rows("SELECT login FROM app_user WHERE practice = 'main'") if row[0] != "lead"}
    before, head = fingerprint_of(site, "main"), site.head("main")
    for route in routes:
        if not route.action or route.subject in ("code", "audit"):
            continue  # the log of the other practice has what was asked there, in its own words
        visitor = other[sorted(actions[route.action])[0]]
        fields = {name: "1" for name in route.required}
        for is_interface in faces(route):
            answer = ask(visitor, route, known, is_interface, fields)
            if answer.status == 401 or answer.status == 403 or "/login" in answer.location:
                wrong.append(f"{answer}: the other practice's own desk is closed to it")
            asked = {str(known.get(name)) for name in route.parameters}
            seen = {one for one in ours - asked if re.search(rf"\b{re.escape(one)}\b", answer.text + answer.location)}
            if seen - {"demo", "manager", "auditor", "compliance", "provider", "admin", "learner"}:
                wrong.append(f"{answer}: shows {sorted(seen)[:5]}")
            if not route.parameters:
                continue
            if answer.status not in (400, 404):
                wrong.append(f"{answer}: something of this practice is known there")
                continue
            nothing = ask(visitor, route, NOTHING, is_interface, fields)
            def plain(one, values):
                text = one.text if is_interface else one.rule
                for name in route.parameters:
                    text = re.sub(rf"\b{re.escape(str(values.get(name, 999_999)))}\b", "*", text)
                return one.status, text
            if plain(answer, known) != plain(nothing, NOTHING):
                wrong.append(f"{answer}: another answer than for what nothing has: {nothing}")
    assert not wrong, "\n".join(wrong)
    assert fingerprint_of(site, "main") == before
    assert site.head("main") == head, "what is done in another practice is noted there"


def fingerprint_of(site, practice):
    """What stands in the database for one practice."""
    digest = hashlib.sha256()
    for name, in site.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
        if name.startswith(("audit_", "sqlite_")) or name in ("app_session", "app_user"):
            continue
        if "practice" in {row[1] for row in site.rows(f"PRAGMA table_info({name})")}:
            digest.update(repr(sorted(map(repr, site.rows(f"SELECT * FROM {name} WHERE practice = ?", practice)))).encode())
    return digest.hexdigest()


@pytest.mark.parametrize("cookie", [
    "main.{secret}", "other.{other}x", "{other}", "main.", ".", "other", "nowhere.{other}", "main.{other}", "MAIN.{secret}",
    "main%2e{secret}", "../other.{secret}", "main'--.{secret}", "\u00e9.{secret}", "a" * 5000 + ".{secret}"])
def test_a_session_is_good_in_its_own_practice_alone(cookie, with_roles, other, one_role):
    value = cookie.format(secret=one_role("coder").cookies["session"].split(".", 1)[1],
                          other=other["coder"].cookies["session"].split(".", 1)[1])
    visitor = Visitor(with_roles)
    header = {"Cookie": f"session={value}".encode().decode("latin-1")}
    page, interface = visitor.request("GET", "/charts", headers=header), visitor.request("GET", "/api/v1/charts", headers=header)
    if cookie == "main.{secret}":
        assert (page.status, interface.status) == (200, 200)
    else:
        assert (page.status, page.location.split("?")[0], interface.status) == (303, "/login", 401), (page, interface)


def test_a_cookie_makes_no_practice(with_roles):
    before = fingerprint(with_roles)
    visitor = Visitor(with_roles)
    for path in ("/health", "/login", "/charts", "/api/v1/health"):
        answer = visitor.request("GET", path, headers={"Cookie": "session=conjured.secret"})
        assert answer.status < 500, answer
    visitor.request("POST", "/login", "user=demo&password=nonsense", {
        "Cookie": "session=conjured.secret", "Content-Type": "application/x-www-form-urlencoded"})
    assert fingerprint(with_roles) == before
    assert "conjured" not in {row[0] for row in with_roles.rows("SELECT practice FROM audit_head")}


def test_what_changes_something_has_no_other_way_in(with_roles, one_role, known, routes):
    """No verb beside those of the table does anything, and no address that only looks like one of it."""
    before, visitor = fingerprint(with_roles), one_role("biller")
    for route in routes:
        if route.verb == "POST" and route.path != "/logout":
            path = route.filled(known)
            for verb in ("GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"):
                if verb == "GET" and any(one.verb == "GET" and one.path == route.path for one in routes):
                    continue
                answer = visitor.request(verb, path)
                assert answer.status in (404, 405) or (verb == "HEAD" and answer.status in (200, 303)), answer
            assert visitor.post(path + "/", key=None).status in (303, 400, 403, 404)
    assert fingerprint(with_roles) == before


def test_a_form_without_its_key_is_refused(with_roles, one_role, known, routes):
    """No key, another session's, and one that another site sends: refused, and nothing is changed."""
    actions = permissions()
    stranger = Visitor(with_roles)
    stranger.login("only.learner", PASSWORD)
    before, wrong = fingerprint(with_roles), []
    for route in routes:
        if route.verb != "POST" or route.need == "anybody":
            continue
        visitor = one_role(sorted(actions[route.action])[0] if route.action else "coder")
        path, fields = route.filled(known), {name: "1" for name in route.required}
        tries = {
            "no key": visitor.post(path, fields, key=None),
            "an empty key": visitor.post(path, {**fields, "form_key": ""}, key=None),
            "another session's key": visitor.post(path, fields, key=stranger.key()),
            "another site": visitor.post(path, fields, headers={"Sec-Fetch-Site": "cross-site"}),
            "a site beside": visitor.post(path, fields, headers={"Sec-Fetch-Site": "same-site"}),
            "the key in the address": visitor.request(
                "POST", f"{path}?form_key={visitor.key()}", "", {"Content-Type": "application/x-www-form-urlencoded"}),
        }
        if route.interface:
            tries["a program without key"] = visitor.api("POST", path, fields, key=None)
            tries["plain text"] = visitor.request("POST", "/api/v1" + path, json.dumps(fields), {"Content-Type": "text/plain"})
        for what, answer in tries.items():
            if answer.status != (415 if what == "plain text" else 403):
                wrong.append(f"{answer}: {what}")
    assert not wrong, "\n".join(wrong)
    assert fingerprint(with_roles) == before
    foreign = Visitor(with_roles).post(
        "/login", {"user": "demo", "password": with_roles.password}, key=None, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status == 403 and "Set-Cookie" not in foreign.headers


def test_the_actions_of_the_log_are_those_of_the_table(with_roles, routes):
    """What the gate has noted is an action of the table; what workflows note has a name of its own."""
    counted = collections.Counter(record["action"] for record in with_roles.records())
    assert counted
    own = ("session.", "users.", "access.")
    assert [name for name in counted if name not in permissions() and not name.startswith(own)] == []


def test_no_page_shows_a_desk_that_its_visitor_may_not_open(with_roles, one_role):
    actions = {route.path: route.action for route in listed() if route.verb == "GET"}
    for role in ROLES:
        links = set(re.findall(r'href="(/[^"?#]*)"', one_role(role).get("/").text))
        for link in links:
            if actions.get(link):
                assert role in permissions()[actions[link]], f"{role} is led to {link}"
