# SPDX-License-Identifier: Apache-2.0
"""Requests that nobody should send: always an answer, never a failure of the server, never what was sent as part of a page."""
import json
import pathlib
import re
import socket
import time
import urllib.parse

import pytest
from conftest import PASSWORD
from website import Visitor, multipart, permissions

SCRIPT = "\"'><script>zqx()</script><img src=x onerror=zqx()>"
# What is typed into fields: each is text that a form can carry.
TYPED = {
    "markup": SCRIPT,
    "template": "{{#page}}{{{key}}}{{/page}}{{> layout}}",
    "SQL": "' OR 1=1; DROP TABLE claim; --",
    "a huge number": "9" * 400,
    "a number past 64 bits": "9223372036854775808",
    "a negative number": "-1",
    "a float": "1e308",
    "not a number": "NaN",
    "no day": "2026-02-30",
    "a far day": "999999-12-31",
    "long": "\u00e4" * 100_000,
    "line ends": "a\r\nSet-Cookie: zqx=1\r\n\r\n<script>zqx()</script>",
    "a path": "../../../../../../etc/passwd",
    "marks": "a\u0300" * 200 + "\u202e\ufeff\U0001f9ff\u0000".replace("\u0000", ""),
    "blanks": "   ",
    "separators": ",;|=:@&%#?/\\",
}
# What stands in an address as one of its parts, as it is sent.
PARTS = {
    "markup": urllib.parse.quote(SCRIPT, safe=""),
    "raw markup": "<script>zqx()</script>",
    "SQL": urllib.parse.quote("' OR 1=1; --", safe=""),
    "bad UTF-8": "%FF%FE%C0%80",
    "a broken sign": "%",
    "half a sign": "a%2",
    "no sign": "%zz",
    "zero": "a%00b",
    "control": "a%0d%0aX-Injected:%201",
    "a path": "..%2f..%2f..%2fetc%2fpasswd",
    "dots": "..",
    "a huge number": "9" * 60,
    "a negative number": "-1",
    "long": "x" * 3000,
    "raw bytes": "\udcff\udcc3",
}
# Bodies: type and bytes. (The key is not in them: where it is read at all they end at the gate.)
BODIES = {
    "no form": ("application/x-www-form-urlencoded", b"%%%&&&===%zz=%"),
    "bad UTF-8": ("application/x-www-form-urlencoded", b"note=%ff%fe&reason=\xff\xfe"),
    "zero": ("application/x-www-form-urlencoded", b"note=a%00b"),
    "twice": ("application/x-www-form-urlencoded", b"note=1&note=2"),
    "many fields": ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % n for n in range(5000))),
    "too long": ("application/x-www-form-urlencoded", b"note=" + b"x" * (2 << 20)),
    "no type": (None, b"note=1"),
    "another type": ("text/xml", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
    "a strange type": ("application/json; charset=utf-16", b"\xff\xfe{\x00}\x00"),
    "no type at all": ("\x01;;;=", b"x"),
    "JSON cut off": ("application/json", b'{"note": "a'),
    "JSON list": ("application/json", b"[1,2,3]"),
    "JSON text": ("application/json", b'"a"'),
    "JSON twice": ("application/json", b'{"note": "a", "note": "b"}'),
    "JSON deep": ("application/json", b'{"note":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    "JSON deep objects": ("application/json", b'{"a":' * 50_000 + b"1" + b"}" * 50_000),
    "JSON bad UTF-8": ("application/json", b'{"note": "\xff\xfe"}'),
    "JSON lone surrogate": ("application/json", b'{"note": "\\ud800"}'),
    "JSON number": ("application/json", b'{"amount": 1e999999999, "limit": -0}'),
    "nothing": ("application/json", b""),
    "form without mark": ("multipart/form-data", b"--x\r\n"),
    "form with a long mark": ("multipart/form-data; boundary=" + "x" * 71, b"--" + b"x" * 71 + b"--"),
    "form cut off": ("multipart/form-data; boundary=zq", b'--zq\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nISA'),
    "form without name": ("multipart/form-data; boundary=zq", b"--zq\r\nContent-Disposition: form-data\r\n\r\nx\r\n--zq--"),
    "form without head": ("multipart/form-data; boundary=zq", b"--zq\r\n\r\n\r\n--zq--"),
    "form part twice": ("multipart/form-data; boundary=zq", b"".join(
        b'--zq\r\nContent-Disposition: form-data; name="note"\r\n\r\n%d\r\n' % n for n in range(2)) + b"--zq--"),
    "form with bad UTF-8": ("multipart/form-data; boundary=zq", b'--zq\r\nContent-Disposition: form-data; name="note"\r\n\r\n\xff\r\n--zq--'),
}
HEADERS = {
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin"}


def judge(answer, is_interface=False, sent=""):
    """What is wrong with an answer."""
    # What is no HTTP ends before anything of ours: with a bare 400.
    if answer.status == 400 and not answer.body:
        return []
    wrong = []
    # 503 says that a code set is not installed.
    if answer.status >= 500 and answer.status != 503:
        wrong.append("fails")
    for name, value in HEADERS.items():
        if answer.headers.get(name) != value:
            wrong.append(f"{name} is {answer.headers.get(name)}")
    policy = answer.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "frame-ancestors 'none'" not in policy or "unsafe" in policy:
        wrong.append(f"Content-Security-Policy is {policy}")
    if "camera=()" not in answer.headers.get("Permissions-Policy", ""):
        wrong.append("Permissions-Policy is missing")
    if "no-store" not in answer.headers.get("Cache-Control", ""):
        wrong.append(f"Cache-Control is {answer.headers.get('Cache-Control')}")
    if "X-Injected" in answer.headers or "zqx=1" in " ".join(answer.headers.get_all("Set-Cookie", [])):
        wrong.append("a header was put in")
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith("text/html") and ("<script>zqx" in answer.text or "<img src=x" in answer.text):
        wrong.append("shows markup as it was sent")
    if is_interface and answer.status >= 400:
        if not kind.startswith("application/problem+json"):
            wrong.append(f"a problem as {kind}")
        else:
            told = answer.json
            if told.get("status") != answer.status or not told.get("title") or not told.get("type", "").startswith("urn:cleanclaim:"):
                wrong.append(f"a problem without its parts: {answer.text[:200]}")
    return [f"{answer} {sent}: {one}" for one in wrong]


def lets_in(route, one_role):
    """Somebody who may ask the route."""
    return one_role(sorted(permissions()[route.action])[0] if route.action else "coder")


def lived(site):
    """Whether the server still serves."""
    assert Visitor(site).get("/health").text == "ok\n" and site.process.poll() is None


# Those that end the session, or count attempts.
DELICATE = {"/login", "/logout", "/password", "/code", "/account/codes", "/emergency"}


@pytest.mark.parametrize("what", TYPED)
def test_whatever_is_typed_is_answered(what, with_roles, one_role, routes):
    wrong = []
    for route in routes:
        if route.path in DELICATE and route.verb == "POST" or not route.fields:
            continue
        visitor = lets_in(route, one_role)
        path = route.filled({name: "1" for name in route.parameters} | {"set": "icd10cm", "code": "E11.9"})
        fields = {name: TYPED[what] for name in route.fields}
        for is_interface in [False, True] if route.interface else [False]:
            if route.verb == "GET":
                # An address has an end.
                short = {name: value[:300] for name, value in fields.items()}
                answer = visitor.get(("/api/v1" if is_interface else "") + path, **short)
                wrong += judge(answer, is_interface, what)
                continue
            answer = visitor.api("POST", path, fields) if is_interface else visitor.post(path, fields)
            wrong += judge(answer, is_interface, what)
        if route.verb == "POST" and "file" in route.fields:
            wrong += judge(visitor.upload(path, TYPED[what].encode()), False, what)
            wrong += judge(visitor.upload(path, b"x", name=TYPED[what][:500].replace('"', "")), False, what)
    assert not wrong, "\n".join(wrong[:40])
    lived(with_roles)


@pytest.mark.parametrize("what", ["markup", "SQL", "a number past 64 bits", "a negative number", "no day", "line ends"])
def test_each_field_by_itself(what, with_roles, one_role, routes):
    """The others are as they should be, so that this one is looked at."""
    good = {
        "reason": "documentation-missing", "note": "a note", "until": "2027-01-04", "amount": "1.00", "method": "cash", "guarantor": "G000001",
        "to": "demo", "outcome": "upheld", "topic": "specificity", "question": "Which type?", "limit": "5", "q": "asthma",
        "on": "2026-10-02", "user": "zz.typed", "name": "Zz", "password": PASSWORD, "roles": "learner", "file": "x"}
    wrong = []
    for route in routes:
        if route.path in DELICATE and route.verb == "POST" or len(route.fields) < 2:
            continue
        visitor = lets_in(route, one_role)
        path = route.filled({name: "1" for name in route.parameters} | {
            "set": "icd10cm", "code": "E11.9", "patient": "P000001", "chart": "MG-2025-1021", "claim": "TH-2026-0722", "user": "zz.typed"})
        for name in route.fields:
            fields = {one: good[one] for one in route.required if one in good} | {name: TYPED[what][:2000]}
            if route.verb == "GET":
                wrong += judge(visitor.get(path, **{one: value[:300] for one, value in fields.items()}), False, f"{what} as {name}")
            else:
                wrong += judge(visitor.post(path, fields), False, f"{what} as {name}")
    assert not wrong, "\n".join(wrong[:40])


@pytest.mark.parametrize("what", PARTS)
def test_whatever_stands_in_an_address_is_answered(what, with_roles, one_role, routes):
    wrong = []
    for route in routes:
        if not route.parameters:
            continue
        visitor = lets_in(route, one_role)
        for name in route.parameters:
            path = re.sub(r"\{(\w+)\}", lambda part: PARTS[what] if part[1] == name else "icd10cm" if part[1] == "set" else "1", route.path)
            for prefix in ["", "/api/v1"] if route.interface else [""]:
                if route.verb == "GET":
                    answer = visitor.get(prefix + path)
                elif prefix:
                    answer = visitor.api("POST", path, {one: "1" for one in route.required})
                else:
                    answer = visitor.post(path, {one: "1" for one in route.required})
                wrong += judge(answer, bool(prefix), what)
                if answer.status == 200 and name not in ("set", "code", "user"):
                    wrong.append(f"{answer}: that is nothing")
    assert not wrong, "\n".join(wrong[:40])
    lived(with_roles)


@pytest.mark.parametrize("what", BODIES)
def test_whatever_body_is_sent_is_answered(what, with_roles, one_role, routes):
    kind, body = BODIES[what]
    wrong = []
    for route in routes:
        if route.verb != "POST" or route.path == "/logout":
            continue
        visitor = lets_in(route, one_role) if route.path != "/login" else Visitor(with_roles)
        if route.path in DELICATE:
            # Attempts are counted by address.
            fresh = Visitor(with_roles)
            fresh.cookies, visitor = dict(visitor.cookies), fresh
        path = route.filled({name: "1" for name in route.parameters})
        headers = {"Content-Type": kind} if kind else {}
        for prefix in ["", "/api/v1"] if route.interface else [""]:
            answer = visitor.request("POST", prefix + path, body, headers)
            wrong += judge(answer, bool(prefix), what)
            if answer.status not in (303, 400, 403, 413, 415):
                wrong.append(f"{answer} {what}: it was taken")
        if what in ("too long", "JSON deep", "JSON deep objects") and len(wrong) > 10:
            break
    assert not wrong, "\n".join(wrong[:40])
    lived(with_roles)


@pytest.mark.parametrize("verb", ["PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "CONNECT", "post", "X" * 30])
def test_other_verbs_do_nothing(verb, with_roles, one_role, routes):
    wrong = []
    for path in sorted({route.filled({name: "1" for name in route.parameters}) for route in routes}):
        for prefix in ("", "/api/v1"):
            answer = one_role("biller").request(verb, prefix + path, headers={"Connection": "close"})
            if not (answer.status in (400, 404, 405, 501) or (verb == "HEAD" and answer.status in (200, 303))):
                wrong.append(f"{answer}: it was taken")
    assert not wrong, "\n".join(wrong[:40])
    lived(with_roles)


@pytest.mark.parametrize("path", [
    "/nowhere", "/api/v1/nowhere", "/api/v2/charts", "/%", "/%ff", "/..", "/static/../keys", "/static/..%2f..%2fkeys", "/static/%2e%2e/login.txt",
    "/static/nothing.css", "/charts/../users", "//charts", "/charts//", "/charts;x=1", "/CHARTS", "/charts/%2e%2e/users", "/\\charts",
    "/?<script>zqx()</script>", "/login?then=" + urllib.parse.quote(SCRIPT), "/login?done=" + urllib.parse.quote(SCRIPT), "/login?then=a&then=b",
    "/codes?q=%ff%fe%00", "/codes?q=%", "/codes?limit=501", "/codes?limit=-1&q=a", "/codes?" + "&".join(f"a{n}=1" for n in range(1000)),
    "/api/v1/charts?" + "&".join(f"a{n}=1" for n in range(1000))])
def test_strange_addresses_are_answered(path, with_roles, one_role):
    answer = one_role("coder").get(path)
    assert answer.status in (200, 303, 400, 403, 404), answer
    assert not judge(answer, path.startswith("/api/"), path)
    assert "root:" not in answer.text and PASSWORD not in answer.text and with_roles.password not in answer.text


@pytest.mark.parametrize("path", ["/api/v1/nowhere", "/api/v1/charts/x/take", "/api/v1/login"])
def test_the_interface_words_everything_as_problems(path, with_roles, one_role):
    for verb in ("GET", "POST", "PUT"):
        answer = one_role("coder").request(verb, path)
        assert answer.status >= 400 and not judge(answer, True)


def raw(site, data, seconds=10):
    """Sends bytes, and reads what comes until the server closes or waits."""
    with socket.create_connection(("127.0.0.1", site.port), seconds) as line:
        line.sendall(data)
        line.settimeout(3)
        read = b""
        try:
            while part := line.recv(65536):
                read += part
        except (TimeoutError, ConnectionResetError):
            pass
    return read


@pytest.mark.parametrize("data, least", [
    (b"\x00\x01\x02\r\n\r\n", 400), (b"GET /\r\n\r\n", 400), (b"GET / HTTP/9.9\r\nHost: a\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"x" * 200_000 + b"\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"".join(b"A%d: b\r\n" % n for n in range(20_000)) + b"\r\n", 400),
    (b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    (b"POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n", 400),
    (b"POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", 400),
    (b"POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    (b"POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
    (b"POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    (b"GET / HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n", 400), (b"GET / HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n", 400)],
    ids=lambda value: re.sub(rb"[^ -~]+", b" ", value[:60]).decode() if isinstance(value, bytes) else None)
def test_what_is_no_request_is_refused(data, least, with_roles):
    read = raw(with_roles, data)
    found = re.match(rb"HTTP/1\.[01] (\d{3})", read)
    assert not read or found, read[:200]
    if found:
        assert least <= int(found[1]) < 500 or int(found[1]) in (501, 505), read[:300]
    lived(with_roles)


def test_a_request_that_never_ends_does_not_stop_others(with_roles):
    held = []
    for _ in range(50):
        line = socket.create_connection(("127.0.0.1", with_roles.port), 5)
        line.sendall(b"POST /login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{")
        held.append(line)
    lived(with_roles)
    for line in held:
        line.close()
    lived(with_roles)


def resident(site):
    """The memory of the server, in MB: of the process that listens, which may be a child of the one started."""
    most = 0
    for status in pathlib.Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        if re.search(rf"^(Pid|PPid):\t{site.process.pid}$", text, re.M):
            most = max(most, int(re.search(r"VmRSS:\s+(\d+)", text)[1]) >> 10)
    return most


def send_much(site, cookie, megabytes):
    """Begins to send a form with a file, and leaves the line open."""
    line = socket.create_connection(("127.0.0.1", site.port), 10)
    line.settimeout(3)
    head = b"POST /claims HTTP/1.1\r\nHost: a\r\n" + (b"Cookie: session=" + cookie.encode() + b"\r\n" if cookie else b"")
    try:
        line.sendall(
            head + b"Content-Type: multipart/form-data; boundary=zq\r\nContent-Length: 10000000000\r\n\r\n--zq\r\n"
            b'Content-Disposition: form-data; name="file"; filename="a"\r\n\r\n')
        for _ in range(megabytes):
            line.sendall(b"x" * (1 << 20))
    except (BrokenPipeError, ConnectionResetError, TimeoutError):
        pass
    return line


def test_a_body_that_is_far_too_large_is_refused(start):
    site = start()
    biller = Visitor(site)
    biller.login("demo")
    before = resident(site)
    line = send_much(site, biller.cookies["session"], 80)
    line.settimeout(10)
    assert line.recv(65536).startswith(b"HTTP/1.1 413")
    line.close()
    assert resident(site) - before < 400
    lived(site)


def test_nobody_fills_the_memory_without_having_come_in(start):
    """What nobody may send is not kept either: the gate comes before the body."""
    site = start()
    before = resident(site)
    lines = [send_much(site, None, 60) for _ in range(8)]
    time.sleep(0.5)
    grown = resident(site) - before
    for line in lines:
        line.close()
    assert grown < 100, f"eight visitors without a session have made the server {grown} MB larger"
    lived(site)


def test_what_is_kept_is_shown_as_text(with_roles, one_role):
    """Markup that is stored comes back as text, on every page that shows it."""
    coder, biller, admin = one_role("coder"), one_role("biller"), one_role("administrator")
    claim = biller.api("GET", "/claims", {"state": "ready"}).json["claims"]
    denial = biller.api("GET", "/denials").json["denials"][0]["work"]
    assert admin.post("/users", {"user": "zz.markup", "name": SCRIPT[:60], "password": PASSWORD, "roles": "learner"}).status in (303, 400, 422)
    biller.post(f"/denials/{denial}/note", {"note": SCRIPT})
    pages = [(biller, f"/denials/{denial}"), (admin, "/users"), (one_role("compliance"), "/audit")]
    if claim:
        name = claim[0]["claim"]
        biller.post(f"/claims/{name}/hold", {"reason": SCRIPT})
        pages.append((biller, f"/claims/{name}"))
    chart = coder.api("GET", "/charts").json["charts"][-1]["chart"]
    coder.post(f"/charts/{chart}/take")
    coder.post(f"/charts/{chart}/pend", {"reason": "documentation-missing", "note": SCRIPT})
    pages += [(coder, f"/charts/{chart}"), (coder, "/charts"), (coder, "/")]
    front = Visitor(with_roles)
    front.login("only.front-desk", PASSWORD)
    front.post("/emergency", {"reason": SCRIPT})
    pages += [(front, "/"), (one_role("compliance"), "/audit?action=access.break-glass")]
    wrong, escaped = [], 0
    for visitor, path in pages:
        answer = visitor.get(path)
        wrong += judge(answer)
        escaped += "&lt;script&gt;zqx" in answer.text
    assert not wrong, "\n".join(wrong)
    assert escaped >= 2, "the markup is on none of the pages: the test proves nothing"


def test_headers_stand_on_every_answer(with_roles, one_role):
    """On pages, refusals, redirections, files; what is static may be kept."""
    coder, nobody = one_role("coder"), Visitor(with_roles)
    for visitor, path in [
            (nobody, "/login"), (nobody, "/charts"), (nobody, "/api/v1/charts"), (nobody, "/health"), (nobody, "/openapi.json"), (nobody, "/zz"),
            (coder, "/"), (coder, "/charts"), (coder, "/users"), (coder, "/api/v1/charts"), (coder, "/api/v1/users"), (coder, "/charts/zz")]:
        assert not judge(visitor.get(path), path.startswith("/api/"), path)
    page = nobody.get("/login").text
    for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
        answer = nobody.get(path)
        assert answer.status == 200 and "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff" and "Set-Cookie" not in answer.headers
    assert "Server" not in nobody.get("/login").headers
    assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=|javascript:", page)


def test_a_visitor_who_asks_too_often_is_slowed_and_others_are_not(start):
    site = start("--requests-per-second", "5")
    fast, other = Visitor(site), Visitor(site)
    statuses = [fast.get("/login").status for _ in range(40)]
    assert statuses[:20] == [200] * 20 and 429 in statuses
    answer = fast.get("/api/v1/charts")
    assert answer.status == 429 and not judge(answer, True)
    assert other.get("/login").status == 200
