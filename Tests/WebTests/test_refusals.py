# SPDX-License-Identifier: Apache-2.0
"""The smallest request for each refusal of the server's own, on the page and on the interface."""

import pytest

REFUSED = [
    ("web.missing-field", "biller", "POST", "/claims/{claim}/hold", {}, 400),
    ("web.bad-field", "auditor", "GET", "/audit?from=yesterday", None, 400),
    ("web.unknown-page", "coder", "GET", "/codes/nosuch/E11.9", None, 404),
    ("web.foreign-form", "biller", "POST", "/claims/{claim}/hold", {"form_key": "another", "reason": "x"}, 403),
]


@pytest.mark.parametrize("rule, role, verb, path, fields, status", REFUSED)
def test_a_refusal_says_its_rule(one_role, rule, role, verb, path, fields, status):
    visitor = one_role(role)
    path = path.format(claim="ED-2026-0118")
    if verb == "GET":
        answer = visitor.request("GET", path)
    else:
        answer = visitor.post(path, fields, key="form_key" not in fields)
    assert (answer.status, answer.rule) == (status, rule)
    assert "what_to_do" in answer.text or 'class="do"' in answer.text, "it says what to do"


@pytest.mark.parametrize("rule, kind, body, status", [
    ("web.malformed", "application/x-www-form-urlencoded", b"a=1&a=2", 400),
    ("web.malformed", "application/json", b"[1]", 400),
    ("web.unknown-type", "text/xml", b"<a/>", 415),
    ("web.too-large", "application/x-www-form-urlencoded", b"a=" + b"x" * (1 << 20), 413),
])
def test_what_cannot_be_read_says_why(one_role, rule, kind, body, status):
    answer = one_role("biller").request("POST", "/em", body, {"Content-Type": kind})
    assert (answer.status, answer.rule) == (status, rule)


def test_who_asks_too_often_is_told_to_wait(start):
    """web.too-often, and the next visitor is not stopped by it."""
    from website import Visitor

    site = start("--requests-per-second", "1")
    visitor = Visitor(site)
    answers = [visitor.request("GET", "/health") for _ in range(8)]
    assert answers[0].status == 200 and answers[-1].status == 429
    assert answers[-1].rule == "web.too-often"
    assert Visitor(site).request("GET", "/health").status == 200
