# SPDX-License-Identifier: Apache-2.0
"""Lines of stays that are not as they should be: each is answered or refused, in order, and nothing stops the rest."""
import json
import random
import subprocess

import pytest

from conftest import PROGRAM, ROOT

FIRING = [json.loads(line) for line in (ROOT / "Tests/Fixtures/msdrg/firing.ndjson").read_text().splitlines()]


def stay(**changes):
    members = {"id": 1, "discharge_date": 20260510, "age": 68, "sex": 0, "discharge_status": 1,
               "pdx": {"code": "I5023", "poa": "Y"}, **changes}
    return {name: value for name, value in members.items() if value is not ...}


def lines_of(done):
    """The answers; every line is JSON by itself."""
    assert done.stdout == b"" or done.stdout.endswith(b"\n")
    return [json.loads(line) for line in done.stdout.decode().split("\n")[:-1]]


def sent(msdrg, *stays, code=None, jobs=1):
    data = b"\n".join(s if isinstance(s, bytes) else json.dumps(s).encode() for s in stays)
    done = msdrg("--ndjson", "--jobs", jobs, data=data)
    if code is not None:
        assert done.returncode == code, done.stderr
    return lines_of(done)


def refusal(answer):
    """The rule of each fault of a line, and the member where it has one."""
    return [(finding["rule"], finding["facts"].get("member")) for finding in answer["findings"]]


def test_the_answer_has_the_members_of_the_records_of_cms(msdrg):
    answer, = sent(msdrg, stay(id="A-1", sdx=[{"code": "N17.9", "poa": "Y"}], procedures=[{"code": "02HA0QZ"}]), code=0)
    assert list(answer) == ["id", "initial", "final", "hac_status", "hac_categories", "admit_dx", "pdx", "sdx", "procs",
                            "mce"]
    assert answer["id"] == "A-1" and answer["final"]["drg"] == 2 and answer["sdx"][0]["code"] == "N17.9"
    assert list(answer["final"]) == ["drg", "mdc", "rc", "severity", "base_drg", "type"]
    assert list(answer["pdx"]) == ["code", "valid", "impact", "initial", "final", "poa", "hacs"]
    assert list(answer["procs"][0]) == ["code", "valid", "impact", "is_or", "hac_usage"]
    assert list(answer["mce"]) == ["edit_type", "edits"]


@pytest.mark.parametrize("name", ["pdx", "age", "sex", "discharge_status", "discharge_date"])
def test_a_member_that_is_missing_is_named(msdrg, name):
    first, wrong, last = sent(msdrg, stay(), stay(**{name: ...}), stay(id=3), code=1)
    assert (first["id"], last["id"]) == (1, 3)
    assert wrong["line"] == 2 and refusal(wrong) == [("group.member", name)]


@pytest.mark.parametrize("name, value", [
    ("age", "68"), ("age", 68.5), ("age", None), ("age", 10**30), ("sex", 3), ("sex", "male"), ("sex", 300),
    ("discharge_status", "01"), ("discharge_status", [1]), ("discharge_date", 20260230),
    ("discharge_date", "yesterday"), ("discharge_date", 0), ("discharge_date", -20260510), ("discharge_date", {}),
    ("version", "431"), ("version", 43.1), ("length_of_stay", "7"), ("hospital_status", "EXEMPTED"),
    ("hospital_status", 1), ("pdx", {}), ("pdx", {"poa": "Y"}), ("sdx", [{}]), ("procedures", [{"name": "0SRB0JZ"}])])
def test_a_member_that_holds_something_else_is_named(msdrg, name, value):
    first, wrong, last = sent(msdrg, stay(), stay(**{name: value}), stay(id=3), code=1)
    assert (first["id"], last["id"]) == (1, 3)
    assert wrong["line"] == 2 and refusal(wrong) == [("group.member", name)]


@pytest.mark.parametrize("name, value", [
    ("pdx", "I5023"), ("pdx", {"code": 5}), ("pdx", {"code": "I5023", "poa": 1}), ("sdx", ["N179"]), ("sdx", {}),
    ("sdx", "N179"), ("procedures", {}), ("procedures", [None]), ("admit_dx", "N179")])
def test_a_code_that_is_no_object_is_named(msdrg, name, value):
    wrong, = sent(msdrg, stay(**{name: value}), code=1)
    assert refusal(wrong) == [("group.member", name)]


@pytest.mark.parametrize("name, value", [("sex", -1), ("version", 0), ("version", -1)])
def test_a_number_below_the_first_is_refused(msdrg, name, value):
    wrong, = sent(msdrg, stay(**{name: value}), code=1)
    assert wrong["findings"]


def test_everything_wrong_with_a_line_is_told_at_once(msdrg):
    wrong, empty = sent(msdrg, stay(age="x", sex=7, discharge_status=1.5, hospital_status="no", discharge_date=1,
                                    pdx={}), {}, code=1)
    assert set(refusal(wrong)) == {("group.member", name) for name in (
        "age", "sex", "discharge_status", "hospital_status", "discharge_date", "pdx")}
    assert set(refusal(empty)) == {("group.member", name) for name in (
        "age", "sex", "discharge_status", "discharge_date", "pdx")}
    for finding in wrong["findings"] + empty["findings"]:
        assert finding["severity"] == "rejects" and finding["message"] and finding["what_to_do"]
        assert "{" not in finding["message"] + finding["what_to_do"]


@pytest.mark.parametrize("text", [
    b"{", b"[]", b"1", b'"a"', b"null", b"nonsense", b"{}}", b'{"a"}', b'{"a":}', b'{"a":1,}', b"{'a':1}",
    b"\xef\xbb\xbf{}", b'{"id":tru}', b'{"id":"a\tb"}', b'{"id":[1,]}', b'{"id":"a', b"\x00", b'{"age":1 2}',
    b'{"id":{"a":]}'])
def test_a_line_that_is_no_json_object_is_refused(msdrg, text):
    first, wrong, last = sent(msdrg, stay(), text, stay(id=3), code=1)
    assert (first["id"], last["id"]) == (1, 3)
    assert wrong["line"] == 2 and refusal(wrong) == [("group.not-json", None)]
    assert wrong["findings"][0]["place"].startswith("line 2, byte ")


@pytest.mark.parametrize("text", [b"-", b"01", b"1.", b"1e", b"--5", b"1.2.3", b'"\\q"', b'"\\u12"', b'"\xff"'])
def test_an_identifier_that_is_no_json_is_refused(msdrg, text):
    done = msdrg("--ndjson", data=json.dumps(stay(id=7)).encode().replace(b"7", text, 1))
    wrong, = lines_of(done)
    assert refusal(wrong) == [("group.not-json", None)] and done.returncode == 1


@pytest.mark.parametrize("identifier", [7, "A-1", None, "\u00e9\u2028\U0001f600", 'a"\\\n\t', [1, {"a": None}],
                                        {"b": [True]}, 1e-7, 10**40, ""])
def test_the_identifier_comes_back_as_it_is(msdrg, identifier):
    answer, = sent(msdrg, stay(id=identifier), code=0)
    assert answer["id"] == identifier
    raw, = sent(msdrg, json.dumps(stay(id=identifier), ensure_ascii=False).encode(), code=0)
    assert raw["id"] == identifier


def test_a_refusal_has_the_identifier(msdrg):
    wrong, = sent(msdrg, stay(id="A-1", age=...), code=1)
    assert wrong["id"] == "A-1"


def test_versions_and_days(msdrg):
    by_day = {20221001: 400, 20230401: 401, 20231001: 410, 20240401: 411, 20241001: 420, 20250401: 421, 20251001: 430,
              20260401: 431, 20261001: 440, 20230331: 400, 20270331: 440}
    days = sent(msdrg, *(stay(id=version, discharge_date=day) for day, version in by_day.items()), code=0)
    named = sent(msdrg, *(stay(id=v, discharge_date=day, version=v) for day, v in by_day.items()), code=0)
    assert days == named
    texts = sent(msdrg, stay(discharge_date="2026-05-10"), stay(), code=0)
    assert texts[0] == texts[1]
    refused = sent(msdrg, stay(discharge_date=20220930), stay(discharge_date=20270401), stay(version=390),
                   stay(version=432), stay(version=10**17), code=1)
    assert [refusal(answer)[0][0] for answer in refused] == ["group.no-version"] * 4 + ["group.member"]
    # A version that is named counts, whatever the day.
    old, = sent(msdrg, stay(version=431, discharge_date=20190510), code=0)
    assert old["final"]["drg"] == 293


def test_which_lines_are_lines(msdrg):
    line = json.dumps(stay()).encode()
    one = msdrg("--ndjson", data=line + b"\n").stdout
    assert one.count(b"\n") == 1
    for data in (line, line + b"\r\n", b"\n \t\n\r\n" + line + b"\n\n", b"  " + line + b"  \n"):
        done = msdrg("--ndjson", data=data)
        assert (done.returncode, done.stdout, done.stderr) == (0, one, b""), data[:20]
    for data in (b"", b"\n", b"\r\n\r\n", b" "):
        done = msdrg("--ndjson", data=data)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    # Blank lines count in the numbers of lines.
    wrong, = sent(msdrg, b"\n\n", b"{", code=1)
    assert wrong["line"] == 4


def test_long_lines(msdrg):
    noise = "x" * 1_000_000
    long = stay(id=2, note=noise, more=[{"a": noise[:1000]}] * 300)
    for jobs in (1, 2):
        answers = sent(msdrg, stay(), long, stay(id=3), stay(id=noise), code=0, jobs=jobs)
        assert [answer["id"] for answer in answers] == [1, 2, 3, noise]
        assert answers[0]["final"] == answers[1]["final"] == answers[3]["final"]


def test_two_hundred_codes(msdrg):
    codes = [{"code": "N179", "poa": "Y"}, {"code": "I10"}, {"code": "ZZZZZZZZZZZZ"}, {"code": "0"}] * 50
    answer, = sent(msdrg, stay(sdx=codes, procedures=[{"code": "02HA0QZ"}, {"code": "0SRB0JZ"}] * 100), code=0)
    assert len(answer["sdx"]) == 200 and len(answer["procs"]) == 200
    assert answer["final"]["drg"] == 2 and answer["mce"]["edits"]["INVALID_CODE"] == 50


def test_odd_codes_are_answered(msdrg):
    for code in ("", "0", "ZZZZZZZZZZZZ", "\u00e9", "\U0001f600", " ", ".", "....", "I50", "A" * 5000, "-", "\u0000"):
        answer, = sent(msdrg, stay(pdx={"code": code}), code=0)
        assert answer["final"] == {"drg": 999, "mdc": 0, "rc": "INVALID_PDX", "severity": "NONE", "base_drg": "999",
                                   "type": "NONE"}
        assert answer["pdx"]["valid"] is False and answer["pdx"]["code"] == code
        other, = sent(msdrg, stay(sdx=[{"code": code}], procedures=[{"code": code}]), code=0)
        assert other["final"]["drg"] == 293 and other["sdx"][0] == {**other["sdx"][0], "code": code, "valid": False}
    written, = sent(msdrg, stay(pdx={"code": "i50.23"}, procedures=[{"code": "02ha0qz"}]), code=0)
    assert written["final"]["drg"] == 2


def test_usage_and_files(msdrg, tmp_path):
    for arguments in (["--ndjson", "--jobs", 0], ["--ndjson", "--jobs", -1], ["--ndjson", "--jobs", "x"], [],
                      ["--ndjson", "--json"], ["--ndjson", "--explain"],
                      ["--ndjson", "--pdx", "I5023", "--on", "2026-05-10"],
                      ["--pdx", "I5023"], ["--pdx", "I5023", "--on", "2026-02-30"]):
        done = msdrg(*arguments)
        assert done.returncode == 64 and done.stdout == b"" and b"Usage:" in done.stderr, arguments
    for path in (tmp_path / "nothing.ndjson", tmp_path):
        done = msdrg("--ndjson", path)
        assert done.returncode == 4 and str(path) in done.stderr.decode() and done.stdout == b""
    file = tmp_path / "stays.ndjson"
    file.write_text(json.dumps(stay()) + "\n")
    assert msdrg("--ndjson", file).stdout == msdrg("--ndjson", data=file.read_bytes()).stdout != b""


def test_nothing_installed(tmp_path):
    for arguments in (["--ndjson"], ["--pdx", "I5023", "--on", "2026-05-10"]):
        done = subprocess.run([PROGRAM, "group", "msdrg", *arguments, "--home", str(tmp_path)], input="{}\n",
                              capture_output=True, text=True)
        assert done.returncode == 3 and done.stdout == "" and "cleanclaim codes install" in done.stderr


def test_answers_come_as_soon_as_their_line_is_whole(msdrg):
    """A pipe that stays open gets its answers line by line."""
    assert msdrg("--ndjson").returncode == 0
    with subprocess.Popen([PROGRAM, "group", "msdrg", "--ndjson", "--jobs", "1"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, cwd=ROOT) as process:
        for number in range(3):
            process.stdin.write(json.dumps(stay(id=number)).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(20) == 0


def mutated(numbers, line):
    """A line with one thing wrong, or odd; never with a line end."""
    kind = numbers.randrange(8)
    if kind < 2:
        data = bytearray(line)
        for _ in range(numbers.randint(1, 4)):
            data[numbers.randrange(len(data))] = numbers.choice([b for b in range(1, 128) if b != 10])
        return bytes(data)
    if kind == 2:
        return line[:numbers.randrange(1, len(line))]
    if kind == 3:
        depth = numbers.choice([10, 63, 64, 65, 50_000])
        return line[:-1] + b',"deep":' + b"[" * depth + b"]" * depth + b"}"
    value = json.loads(line)
    codes = ["", "0", "00000", "ZZZZZZZZZZZZ", "\u00e9", "\U0001f600", " ", "A.B", "i50.23", "I10", "N179", "0SRB0JZ"]
    if kind == 4:
        name = numbers.choice(["age", "sex", "discharge_status", "version", "discharge_date", "length_of_stay"])
        value[name] = numbers.choice([10**17, 10**18, 10**19, -10**18, 10**400, 2**63 - 1, -2**63, 0, -1, None, True,
                                      "5", [], {}])
    elif kind == 5:
        value["sdx"] = [{"code": numbers.choice(codes), "poa": numbers.choice(["Y", "N", "", "\u00e9", "YY", None])}
                        for _ in range(200)]
    elif kind == 6:
        value["procedures"] = [{"code": numbers.choice(codes)} for _ in range(200)]
    else:
        value["pdx"] = {"code": numbers.choice(codes), "poa": "N"}
    return json.dumps(value, ensure_ascii=numbers.random() < 0.5).encode()


def test_nothing_that_lines_hold_stops_the_program(msdrg):
    numbers = random.Random(20_260_510)
    valid = [json.dumps(s, separators=(",", ":")).encode() for s in FIRING]
    lines = []
    for _ in range(2_000):
        lines += [mutated(numbers, numbers.choice(valid)), valid[len(lines) % len(valid)]]
    data = b"\n".join(lines)
    done = msdrg("--ndjson", "--jobs", 1, data=data)
    assert done.returncode == 1 and b"lines have no answer" in done.stderr
    assert msdrg("--ndjson", "--jobs", 2, data=data).stdout == done.stdout
    expected = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    answers = done.stdout.split(b"\n")[:-1]
    assert len(answers) == len(expected)
    refused = 0
    for answer, (number, line) in zip(answers, expected):
        if b'"findings":[' in answer:
            refused += 1
            assert json.loads(answer)["line"] == number and line not in valid
        elif line in valid:
            assert json.loads(answer)["id"] == json.loads(answer)["final"]["drg"] == json.loads(line)["id"]
    assert 500 < refused < 1_900
