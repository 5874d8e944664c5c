# SPDX-License-Identifier: Apache-2.0
"""Coming in and going out: sessions, codes, passwords, emergencies."""
import html
import re
import time

import pytest
from conftest import PASSWORD
from website import Visitor, one_time_code

MINUTE = 60_000_000


@pytest.fixture
def user(with_roles, request):
    """A user of the test's own, who may search codes, with a session of the administrator beside."""
    site, name = with_roles, f"own.{abs(hash(request.node.name)) % 1_000_000_000}"
    admin = Visitor(site)
    admin.login("admin")
    fields = {"user": name, "name": "Own User", "password": PASSWORD, "roles": "coder"}
    assert admin.api("POST", "/users", fields).status == 200
    site.change("UPDATE app_user SET must_change = 0 WHERE login = ?", name)
    return site, name, admin


def entered(site, name, password=PASSWORD):
    visitor = Visitor(site)
    answer = visitor.login(name, password)
    assert (answer.status, answer.location) == (303, "/"), answer
    return visitor


def test_signing_in_begins_another_session(user):
    site, name, _ = user
    visitor = Visitor(site)
    visitor.cookies["session"] = "main.chosen-by-somebody-else"
    assert visitor.login(name, PASSWORD).location == "/"
    first = visitor.cookies["session"]
    assert "chosen-by-somebody-else" not in first and len(first) > 40
    assert Visitor(site).request("GET", "/", headers={"Cookie": "session=main.chosen-by-somebody-else"}).location == "/login"
    assert visitor.login(name, PASSWORD).location == "/"
    assert visitor.cookies["session"] != first


def test_the_cookie_is_for_this_server_alone(user, start):
    site, name, _ = user
    cookie = Visitor(site).login(name, PASSWORD).headers["Set-Cookie"]
    parts = [part.strip() for part in cookie.split(";")]
    assert "HttpOnly" in parts and "Path=/" in parts and any(part.lower() in ("samesite=lax", "samesite=strict") for part in parts)
    assert not any(part.lower().startswith("domain") for part in parts)
    secure = start("--secure")
    visitor = Visitor(secure)
    answer = visitor.login("demo")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=") and "Secure" in cookie and "HttpOnly" in cookie
    assert "max-age=" in answer.headers["Strict-Transport-Security"]
    # The name that is for other servers is not taken there.
    value = visitor.cookies["__Host-session"]
    assert Visitor(secure).request("GET", "/charts", headers={"Cookie": f"session={value}"}).status == 303
    assert visitor.get("/charts").status == 200


def test_signing_out_ends_the_session(user):
    site, name, _ = user
    visitor = entered(site, name)
    kept = dict(visitor.cookies)
    answer = visitor.post("/logout")
    assert answer.status == 303 and "session" not in visitor.cookies and "cache" in answer.headers["Clear-Site-Data"]
    again = Visitor(site)
    again.cookies = kept
    assert again.get("/").location == "/login" and again.api("GET", "/charts").status == 401
    assert site.records()[-1]["action"] == "session.end"


@pytest.mark.parametrize("column, ago, why", [("seen", 16 * MINUTE, "idle"), ("created", 12 * 60 * MINUTE + MINUTE, "longest")])
def test_a_session_ends_by_itself(user, column, ago, why):
    site, name, _ = user
    visitor = entered(site, name)
    assert visitor.get("/charts").status == 200
    assert site.change(f"UPDATE app_session SET {column} = {column} - ? WHERE login = ?", ago - 2 * MINUTE, name)
    assert visitor.get("/charts").status == 200
    site.change(f"UPDATE app_session SET {column} = {column} - ? WHERE login = ?", ago, name)
    answer = visitor.get("/charts")
    assert (answer.status, answer.location) == (303, "/login?then=%2Fcharts")
    record = site.records()[-1]
    assert (record["action"], record["reason"], record["actor"]) == ("session.end", why, name)
    assert visitor.api("GET", "/charts").status == 401


def test_after_failures_nobody_may_try(user):
    site, name, _ = user
    wrong = [Visitor(site).login(name, "not this one, surely") for _ in range(5)]
    assert [answer.status for answer in wrong] == [401] * 5
    assert all("Set-Cookie" not in answer.headers for answer in wrong)
    locked = Visitor(site).login(name, PASSWORD)
    assert locked.status == 429 and "Set-Cookie" not in locked.headers
    minutes = (site.rows("SELECT locked_until FROM app_user WHERE login = ?", name)[0][0] / 1e6 - time.time()) / 60
    assert 4 < minutes < 6
    site.change("UPDATE app_user SET locked_until = locked_until - ? WHERE login = ?", 6 * MINUTE, name)
    assert Visitor(site).login(name, "not this one, surely").status == 401
    minutes = (site.rows("SELECT locked_until FROM app_user WHERE login = ?", name)[0][0] / 1e6 - time.time()) / 60
    assert 8 < minutes < 11, "it is twice as long after a further failure"
    site.change("UPDATE app_user SET locked_until = locked_until - ? WHERE login = ?", 11 * MINUTE, name)
    assert Visitor(site).login(name, PASSWORD).location == "/"
    assert site.rows("SELECT failures FROM app_user WHERE login = ?", name) == [(0,)]


def test_what_was_wrong_is_not_told(user):
    site, name, _ = user
    known, unknown = Visitor(site).login(name, "not this one, surely"), Visitor(site).login("zz.nobody", "not this one, surely")
    assert known.status == unknown.status == 401
    assert known.text.replace(name, "*") == unknown.text.replace("zz.nobody", "*")
    times = []
    for one in ("zz.nobody", name):
        begun = time.monotonic()
        Visitor(site).login(one, "not this one, surely")
        times.append(time.monotonic() - begun)
    assert max(times) < 3 * min(times) + 0.05, "it takes as long where nobody has the name"
    assert "zz.nobody" not in repr(site.records()), "what was typed as a name may be a password"


def test_an_address_has_few_attempts(served):
    visitor = Visitor(served)
    answers = [visitor.login(f"zz.nobody-{number}", "x") for number in range(25)]
    assert [answer.status for answer in answers][:20] == [401] * 20
    assert 429 in [answer.status for answer in answers]
    assert Visitor(served).login("demo").location == "/", "others may still come in"


def secrets_of(answer):
    """The secret of the application and the recovery codes, as the page shows them."""
    secret = html.unescape(re.search(r'class="secret"><code>([^<]+)', answer.text)[1]).replace(" ", "")
    return secret, re.findall(r"<li><code>([^<]+)</code>", answer.text)


def test_with_codes_a_password_is_not_enough(user):
    site, name, _ = user
    visitor = entered(site, name)
    answer = visitor.post("/account/codes", {"password": PASSWORD})
    assert answer.status == 200, answer
    secret, recovery = secrets_of(answer)
    assert len(secret) == 32 and len(recovery) == 10
    visitor.post("/logout")
    visitor = Visitor(site)
    assert visitor.login(name, PASSWORD).location == "/code"
    half = visitor.cookies["session"]
    for path in ("/", "/charts", "/account"):
        answer = visitor.get(path)
        assert answer.status == 303 and answer.location.startswith("/code"), answer
    assert visitor.api("GET", "/charts").status == 401
    key = visitor.key("/code")
    assert visitor.post("/charts/next", key=key).location.startswith("/code")
    assert visitor.post("/account/codes", {"password": PASSWORD}, key=key).location.startswith("/code"), "the codes cannot be made new with half a session"
    assert visitor.post("/password", {"old": PASSWORD, "new": PASSWORD + " x"}, key=key).status in (303, 401)
    assert visitor.post("/code", {"code": "000000"}, key=key).status == 401
    # A code of now: one that is just ending is waited for.
    if time.time() % 30 > 27:
        time.sleep(4)
    code = one_time_code(secret)
    assert visitor.post("/code", {"code": code}, key=key).location == "/"
    assert visitor.cookies["session"] != half
    assert Visitor(site).request("GET", "/charts", headers={"Cookie": f"session={half}"}).status == 303
    assert visitor.get("/charts").status == 200
    again = Visitor(site)
    again.login(name, PASSWORD)
    assert again.post("/code", {"code": code}, key=again.key("/code")).status == 401, "a code is good once"
    assert again.post("/code", {"code": recovery[0]}).location == "/"
    third = Visitor(site)
    third.login(name, PASSWORD)
    assert third.post("/code", {"code": recovery[0]}, key=third.key("/code")).status == 401, "so is a recovery code"


def test_codes_are_not_replaced_by_a_session_alone(user):
    """ASVS 5.0, 7.5.1: who sits at another's screen cannot make the second factor their own."""
    site, name, _ = user
    visitor = entered(site, name)
    visitor.post("/account/codes", {"password": PASSWORD})
    before = site.rows("SELECT totp FROM app_user WHERE login = ?", name)
    for fields in ({}, {"password": "a wrong one 1"}):
        assert visitor.post("/account/codes", fields).status in (400, 401)
    assert site.rows("SELECT totp FROM app_user WHERE login = ?", name) == before, "codes were replaced without password or code"


def test_guessing_codes_locks(user):
    site, name, _ = user
    visitor = entered(site, name)
    visitor.post("/account/codes", {"password": PASSWORD})
    half = Visitor(site)
    assert half.login(name, PASSWORD).location == "/code"
    key = half.key("/code")
    assert [half.post("/code", {"code": "123456"}, key=key).status for _ in range(5)] == [401] * 5
    assert half.post("/code", {"code": "123456"}, key=key).status == 429
    assert Visitor(site).login(name, PASSWORD).status == 429


def test_a_first_password_has_to_be_changed(user):
    site, name, _ = user
    site.change("UPDATE app_user SET must_change = 1 WHERE login = ?", name)
    visitor = Visitor(site)
    assert visitor.login(name, PASSWORD).location == "/password"
    assert visitor.get("/charts").location.startswith("/password")
    assert visitor.api("GET", "/charts").status == 401
    key = visitor.key("/password")
    first = visitor.cookies["session"]
    new = "another sentence of seven words it is"
    for old, wanted, status in [
            ("not the old one at all", new, 401), (PASSWORD, "short", 400), (PASSWORD, PASSWORD, 400), (PASSWORD, name * 2, 400)]:
        answer = visitor.post("/password", {"old": old, "new": wanted}, key=key)
        assert answer.status == status, answer
        assert wanted not in answer.text and old not in answer.text, "a password never comes back"
    assert visitor.post("/password", {"old": PASSWORD, "new": new}, key=key).location == "/"
    assert visitor.cookies["session"] != first and visitor.get("/charts").status == 200
    assert Visitor(site).request("GET", "/charts", headers={"Cookie": f"session={first}"}).status == 303
    assert Visitor(site).login(name, PASSWORD).status == 401
    assert entered(site, name, new)


def test_a_changed_password_ends_every_other_session(user):
    site, name, _ = user
    here, there = entered(site, name), entered(site, name)
    assert here.post("/password", {"old": PASSWORD, "new": PASSWORD + " and more"}).location == "/"
    assert there.get("/charts").status == 303 and here.get("/charts").status == 200


@pytest.mark.parametrize("change, fields", [("disable", {}), ("roles", {"grant": "coding-lead", "revoke": "coder"})])
def test_who_is_kept_out_or_changed_is_out_at_once(user, change, fields):
    site, name, admin = user
    visitor = entered(site, name)
    assert admin.post(f"/users/{name}/{change}", fields).status == 303
    assert visitor.get("/charts").status == 303 and visitor.api("GET", "/charts").status == 401
    if change == "disable":
        assert Visitor(site).login(name, PASSWORD).status == 401
        admin.post(f"/users/{name}/enable")
        assert entered(site, name)


def test_an_emergency_opens_reading_with_a_reason_and_is_told(with_roles, one_role):
    """45 CFR 164.312(a)(2)(ii): what the roles do not give is read, never changed, and compliance sees it."""
    site = with_roles
    visitor = Visitor(site)
    assert visitor.login("only.front-desk", PASSWORD).location == "/"
    chart = one_role("coder").api("GET", "/charts").json["charts"][0]["chart"]
    assert visitor.get(f"/charts/{chart}").status == 403
    first = visitor.cookies["session"]
    reason = "patient unconscious in the waiting room"
    assert visitor.post("/emergency", {"reason": reason}).status == 303
    assert visitor.cookies["session"] != first
    visitor.form_key = None
    before = site.head()
    page = visitor.get(f"/charts/{chart}")
    assert page.status == 200 and "Emergency access is open" in page.text
    assert visitor.post("/charts/next").status == 403 and visitor.get("/audit").status == 403 and visitor.get("/users").status == 403
    told = site.records(before)
    assert (told[0]["action"], told[0]["subject"], told[0]["outcome"]) == ("charts.read", chart, "done")
    begun = [one for one in site.records() if one["action"] == "access.break-glass"]
    assert begun and begun[-1]["reason"] == reason and begun[-1]["actor"] == "only.front-desk"
    assert told[0]["session"] == begun[-1]["session"], "what was read in it is found by its session"
    assert reason in one_role("compliance").get("/audit", action="access.break-glass").text
    assert visitor.post("/emergency", {"reason": ""}).status == 303
    assert visitor.get(f"/charts/{chart}").status == 403


@pytest.mark.parametrize("role", ["learner", "manager", "administrator", "auditor"])
def test_an_emergency_is_not_for_everybody(with_roles, one_role, role):
    visitor = one_role(role)
    before, key = with_roles.head(), visitor.key()
    answer = visitor.post("/emergency", {"reason": "curious"}, key=key)
    assert answer.status == 403, answer
    assert [(one["action"], one["outcome"]) for one in with_roles.records(before)] == [("access.break-glass", "denied")]


@pytest.mark.parametrize("then", [
    "//evil.example/", "/\\evil.example/", "https://evil.example/", "/\t/evil.example/", "/\t\\evil.example/", "/\n/evil.example/",
    "/\r/evil.example", "\t//evil.example/", "javascript:alert(1)", "/charts\r\nX-Injected: 1", "evil.example", "/./\t/evil.example"])
def test_nobody_is_led_to_another_site(user, then):
    site, name, _ = user
    answer = Visitor(site).login(name, PASSWORD, then=then)
    assert answer.status == 303 and "X-Injected" not in answer.headers
    # A browser takes tabulators and line ends out of an address, and reads \ as /.
    to = re.sub(r"[\t\r\n]", "", answer.location).replace("\\", "/")
    assert to.startswith("/") and not to.startswith("//"), answer


def test_who_signs_in_goes_where_they_wanted(user):
    site, name, _ = user
    assert Visitor(site).login(name, PASSWORD, then="/charts?state=uncoded").location == "/charts?state=uncoded"
