# SPDX-License-Identifier: Apache-2.0
"""Coverage policies: random tables in the layout of the coverage database, judged a second time by this file."""
import csv
import json
import os
import random
import subprocess

import pytest

from conftest import PROGRAM, ROOT

STATES = ["OH", "VA", "TX", "FL"]


def write(folder, name, columns, rows):
    with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow([*columns, "last_updated"])
        writer.writerows([*row, "2025-01-05"] for row in rows)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Made-up articles: each with services, the diagnoses that it covers or does not cover, states and days."""
    chance = random.Random(20261123)
    services = [f"{number}" for number in range(10040, 10070)]
    diagnoses = [f"{letter}{number:02d}" + tail for letter in "DEI" for number in range(50, 60) for tail in ("", ".0", ".1")]
    articles = {}
    for number in range(91001, 91041):
        first, last = sorted(chance.sample(range(2019, 2027), 2))
        kind = chance.choice(["covered", "noncovered", "both"])
        lists = chance.sample(diagnoses, chance.randrange(2, 25))
        middle = len(lists) // 2
        articles[number] = {
            "services": chance.sample(services, 2), "states": chance.sample(range(4), chance.randrange(1, 4)),
            "from": f"{first}-03-01", "through": f"{last}-06-30" if chance.random() < 0.7 else "",
            "covered": lists if kind == "covered" else lists[:middle] if kind == "both" else [],
            "noncovered": lists if kind == "noncovered" else lists[middle:] if kind == "both" else [],
            "draft": chance.random() < 0.1,
        }
    folder = tmp_path_factory.mktemp("coverage")
    tables = folder / "tables"
    tables.mkdir()
    write(tables, "article", ["article_id", "article_version", "title", "article_eff_date", "article_end_date",
                              "article_rev_end_date", "date_retired", "display_id", "status"],
          [[number, 2, f"Made-up {number}", f"{one['from']} 00:00:00", one["through"], "", "",
            f"{'DA' if one['draft'] else 'A'}{number}", "A"] for number, one in articles.items()])
    write(tables, "article_x_hcpc_code", ["article_id", "article_version", "hcpc_code_id", "hcpc_code_group"],
          [[number, 2, code, 1] for number, one in articles.items() for code in one["services"]])
    for name in ("covered", "noncovered"):
        write(tables, f"article_x_icd10_{name}",
              ["article_id", "article_version", "icd10_code_id", f"icd10_{name}_group", "range"],
              [[number, 2, code, 1, ""] for number, one in articles.items() for code in one[name]])
    write(tables, "article_x_icd10_covered_group",
          ["article_id", "article_version", "icd10_covered_group", "paragraph", "icd10_covered_ast"],
          [[number, 2, 1, "", ""] for number, one in articles.items() if one["covered"]])
    write(tables, "article_x_contractor",
          ["article_id", "article_version", "contractor_id", "contractor_type_id", "contractor_version"],
          [[number, 2, 700 + state, 9, 1] for number, one in articles.items() for state in one["states"]])
    write(tables, "contractor", ["contractor_id", "contractor_type_id", "contractor_version", "contractor_bus_name",
                                 "contractor_number"],
          [[700 + state, 9, 1, f"Made-up contractor {state}", f"9920{state}"] for state in range(4)])
    write(tables, "contractor_jurisdiction", ["contractor_id", "contractor_type_id", "contractor_version", "state_id",
                                              "active_date", "term_date"],
          [[700 + state, 9, 1, 30 + state, "2010-01-01 00:00:00", ""] for state in range(4)])
    write(tables, "state_lookup", ["state_id", "state_abbrev", "description"],
          [[30 + state, name, f"State {name}"] for state, name in enumerate(STATES)])
    done = subprocess.run([PROGRAM, "codes", "import", tables], capture_output=True, text=True,
                          env={**os.environ, "CLEANCLAIM_HOME": str(folder / "home")}, timeout=120)
    assert done.returncode == 0, done.stderr + done.stdout
    return folder, articles, services, diagnoses, chance


def verdict(articles, code, diagnoses, state, day):
    """What the articles in force at a place say together of a service for its diagnoses."""
    said = set()
    for one in articles.values():
        if code not in one["services"] or one["draft"] or STATES.index(state) not in one["states"]:
            continue
        if day < one["from"] or one["through"] and day > one["through"]:
            continue
        covered = [code for code in diagnoses if code in one["covered"]]
        excluded = [code for code in diagnoses if code in one["noncovered"]]
        if one["covered"]:
            said.add("covered" if covered else "not-covered")
        elif not diagnoses:
            said.add("not-covered")
        else:
            said.add("not-covered" if len(excluded) == len(diagnoses) else "covered")
    if not said:
        return "no-policy"
    return "conditions-to-read" if len(said) > 1 else said.pop()


def test_verdicts_a_second_time(world):
    folder, articles, services, diagnoses, chance = world
    claims, expected = [], []
    for number in range(6000):
        code, state = chance.choice(services), chance.choice(STATES)
        day = f"{chance.randrange(2018, 2028)}-{chance.randrange(1, 13):02d}-15"
        chosen = chance.sample(diagnoses, chance.randrange(0, 4))
        claims.append({"id": str(number), "date": day, "claimFiling": "MB", "state": state, "diagnoses": chosen,
                       "lines": [{"code": code, "pointers": list(range(1, len(chosen) + 1))}]})
        expected.append(verdict(articles, code, chosen, state, day))
    path = folder / "claims.ndjson"
    path.write_text("".join(json.dumps(claim) + "\n" for claim in claims))
    done = subprocess.run([PROGRAM, "necessity", path, "--ndjson"], capture_output=True, text=True,
                          env={**os.environ, "CLEANCLAIM_HOME": str(folder / "home")}, timeout=120)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(claims), done.stderr
    wrong = [(claim, answer["lines"][0]["verdict"], wanted) for claim, answer, wanted in zip(claims, answers, expected)
             if answer["lines"][0]["verdict"] != wanted]
    assert not wrong, (len(wrong), wrong[:3])
    assert {"covered", "not-covered", "no-policy"} <= set(expected)
    for answer in answers:
        for policy in answer["lines"][0]["policies"]:
            assert policy["row"] and policy["release"].startswith("coverage-article-services-")
            assert policy["standing"] != "applies" or policy["effective"] == articles[int(policy["policy"][1:])]["from"]


def test_what_the_command_says(world):
    folder, *_ = world
    environment = {**os.environ, "CLEANCLAIM_HOME": str(folder / "home")}

    def ask(*arguments, **more):
        return subprocess.run([PROGRAM, "necessity", *arguments], capture_output=True, text=True, env=environment,
                              timeout=60, cwd=ROOT, **more)
    assert ask("--code", "10040").returncode == 64
    assert ask("--diagnosis", "I10").returncode == 64
    bare = subprocess.run([PROGRAM, "necessity", "--code", "10040", "--on", "2025-06-01"], capture_output=True,
                          text=True, env={**os.environ, "CLEANCLAIM_HOME": str(folder / "none")}, timeout=60)
    assert bare.returncode != 0 and "import the downloads" in bare.stderr


def test_a_damaged_table_is_refused_whole(world, tmp_path):
    folder, *_ = world
    text = (folder / "tables" / "article.csv").read_text().splitlines()
    text[3] = text[3].replace("2", "x", 1).replace('"2"', '"two"')
    text[5] = text[5][: len(text[5]) // 2]
    (tmp_path / "article.csv").write_text("\n".join(text) + "\n")
    done = subprocess.run([PROGRAM, "codes", "import", tmp_path / "article.csv", "--json"], capture_output=True, text=True,
                          env={**os.environ, "CLEANCLAIM_HOME": str(tmp_path / "home")}, timeout=60)
    found = [finding["place"] for file in json.loads(done.stdout)["files"] for finding in file.get("findings", [])]
    assert done.returncode == 2 and found == ["line 4", "line 6"], found
    assert not list((tmp_path / "home").glob("codebook/*.codebook"))


def test_a_notice_is_one_page(tmp_path):
    done = subprocess.run([PROGRAM, "necessity", "notice", "Docs/necessity/notice.json", "--out", tmp_path / "n.pdf"],
                          capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "n.pdf").read_bytes()
    assert page.startswith(b"%PDF-") and b"/Count 1" in page
    again = subprocess.run([PROGRAM, "necessity", "notice", "Docs/necessity/notice.json", "--out", tmp_path / "m.pdf"],
                           capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert again.returncode == 0 and (tmp_path / "m.pdf").read_bytes() == page
    bad = subprocess.run([PROGRAM, "necessity", "notice", "-", "--out", tmp_path / "x.pdf"], capture_output=True, text=True,
                         input='{"patient": {"name": "Astrid Lindqvist", "number": "1EG4-TE5-MK73"}, "items": []}',
                         cwd=ROOT, timeout=60)
    assert bad.returncode == 1 and not (tmp_path / "x.pdf").exists()
    for member in ("notifier.name", "patient.number", "items", "service"):
        assert f"{member}:" in bad.stderr
