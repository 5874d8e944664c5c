# SPDX-License-Identifier: Apache-2.0
"""R11: what identifies a person stands in no log, no address, no file that is left, and not in plain letters in the database."""

import pytest

from website import Visitor

# Words that nothing else has: whoever finds one has found what was put in.
MARKS = {
    "family": "Zyxwvmark", "given": "Qqmarkgiven", "birth_date": "1913-07-29", "member": "MARKMEMBER77",
    "record": "MARKREC0042", "telephone": "5555551717"}
CLAIM = f"""ST*837*0001*005010X222A1~BHT*0019*00*1*20260106*1200*CH~NM1*41*2*EXAMPLE PRACTICE*****46*S1~PER*IC*DESK*TE*5555550100~
NM1*40*2*EXAMPLE PAYER*****46*R1~HL*1**20*1~NM1*85*2*EXAMPLE PRACTICE*****XX*1999999992~N3*2 ELM ST~N4*COLUMBUS*OH*432150001~
REF*EI*999999999~HL*2*1*22*0~SBR*P*18*******CI~NM1*IL*1*{MARKS["family"].upper()}*{MARKS["given"].upper()}****MI*{MARKS["member"]}~
N3*17 MARKSTREET~N4*COLUMBUS*OH*43215~DMG*D8*19130729*F~NM1*PR*2*EXAMPLE PAYER*****PI*12345~CLM*MARKED-1*100***11:B:1*Y*A*Y*Y~
HI*ABK:E119~LX*1~SV1*HC:99213*100*UN*1***1~DTP*472*D8*20260105~"""


def interchange(body):
    segments = [one.strip() for one in body.split("~") if one.strip()]
    segments.append(f"SE*{len(segments) + 1}*0001")
    head = "ISA*00*          *00*          *ZZ*PRACTICE       *ZZ*PAYER          *260106*1200*^*00501*000000001*0*T*:~"
    group = "GS*HC*PRACTICE*PAYER*20260106*1200*1*X*005010X222A1~"
    return (head + group + "~".join(segments) + "~GE*1*1~IEA*1*000000001~").encode()


@pytest.fixture(scope="module")
def site(start):
    return start("--requests-per-second", "1000000")


def test_no_mark_is_where_it_does_not_belong(site):
    visitor = Visitor(site)
    visitor.login("demo")
    answers = [
        visitor.post("/patients/find", MARKS),
        visitor.post("/patients/find", {"birth_date": "29 July 1913 Zyxwvmark"}),
        visitor.upload("/claims", interchange(CLAIM)),
        visitor.upload("/claims", b"ISA " + interchange(CLAIM)[40:]),
        visitor.upload("/remittances", interchange(CLAIM)),
        visitor.api("POST", "/patients/find", {"family": MARKS["family"], "member": MARKS["member"]}),
        visitor.get("/charts/Zyxwvmark"), visitor.get("/patients/Zyxwvmark"),
        Visitor(site).post("/login", {"user": "zyxwvmark", "password": "MARKPASSWORD-17"}, key=False),
        visitor.post("/password", {"old": "MARKPASSWORD-17", "new": "MARKPASSWORD-18x"}),
    ]
    assert answers[2].status == 303, answers[2]
    assert all(answer.status < 500 for answer in answers), answers
    found = visitor.post("/patients/find", {"family": MARKS["family"], "birth_date": "1913-07-29"})
    assert MARKS["family"].upper() in found.text.upper() or found.status == 200

    marks = [mark.lower() for mark in [*MARKS.values(), "19130729", "MARKSTREET", "MARKPASSWORD"]]
    log = site.log.read_text().lower()
    assert [mark for mark in marks if mark in log] == [], "the log of the server"
    for answer in answers:
        text = f"{answer.location} {answer.headers.get('Refresh', '')}".lower()
        assert [mark for mark in marks if mark in text] == [], f"{answer}: an address"
        assert answer.headers["Cache-Control"] == "no-store", answer
    for answer in (answers[3], answers[4]):
        assert "markstreet" not in answer.text.lower(), "a refusal repeats what was uploaded"
    assert list((site.folder / "received").glob("*")) == [], "what was uploaded is left behind"
    sealed = [mark.encode() for mark in marks if mark != MARKS["telephone"]]
    for path in site.home.rglob("*"):
        if path.is_file() and "packages" not in path.parts and "codebook" not in path.parts:
            held = path.read_bytes().lower()
            names = [mark.decode() for mark in sealed if mark in held and mark != b"zyxwvmark"]
            assert names == [], f"{path.name} has it in plain letters"
