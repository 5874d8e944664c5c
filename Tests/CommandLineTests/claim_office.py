# SPDX-License-Identifier: Apache-2.0
"""A billing office of a practice, run from outside, for tests of a claim's life."""
import json
import os
import subprocess
from decimal import Decimal as D

from conftest import PROGRAM, ROOT


class Office:
    """The claims of a practice on books of their own."""

    def __init__(self, folder, database=None):
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir(parents=True, exist_ok=True)
        self.options = ["--database", database] if database else []
        self.count = 0
        self.run("books", "init", "--from", "2025-01-01", by=False)

    def run(self, *arguments, by=True, **environment):
        who = ["--by", "ann"] if by else []
        return subprocess.run(
            [PROGRAM, *map(str, arguments), *self.options, *who], cwd=ROOT, capture_output=True, text=True,
            env={**os.environ, "CLEANCLAIM_HOME": str(self.home), **environment}, timeout=300)

    def ask(self, *arguments, code=0, **more):
        done = self.run(*arguments, "--json", **more)
        assert done.returncode == code, done.stdout + done.stderr
        return json.loads(done.stdout, parse_float=D)

    def refused(self, *arguments):
        done = self.run(*arguments, "--json")
        assert done.returncode != 0, done.stdout
        finding = json.loads(done.stdout)["findings"][0]
        assert finding["message"] and finding["what_to_do"] and "{" not in finding["message"] + finding["what_to_do"]
        return finding["rule"]

    def file(self, text, ending="edi"):
        self.count += 1
        path = self.folder / f"given-{self.count}.{ending}"
        path.write_text(text)
        return path

    def add(self, text, *options):
        return self.ask("claims", "add", self.file(text), *options)

    def send(self, *options, out=None, **more):
        return self.ask("claims", "send", *options, "--out", out or self.folder / "out", **more)

    def acknowledge(self, text):
        return self.ask("claims", "acknowledge", self.file(text))

    def post(self, text):
        answer = self.ask("remittances", "post", self.file(text))
        assert answer["findings"] == [], answer
        return answer

    def claim(self, name):
        return self.ask("claims", "show", name)

    def state(self, name):
        return self.claim(name)["state"]

    def open(self, name):
        shown = self.claim(name)
        return [payer["open"] for payer in shown["payers"]] + [shown["patient_owes"]]

    def balance(self, name):
        """What is charged by the books, less what else was posted, has to be what is open."""
        shown = self.claim(name)
        receivable = sum((row["amount"] for row in shown["postings"] if row["account"] in (1210, 1220)), D(0))
        assert receivable == sum(self.open(name)), name
        return -sum((row["amount"] for row in shown["postings"] if row["account"] == 4010), D(0))

    def sound(self):
        self.ask("books", "verify", by=False)

    def sent_files(self, out=None):
        return sorted((out or self.folder / "out").glob("*.edi"))

    def last_file(self):
        return max(self.sent_files(), key=lambda path: path.name[-13:]).read_text()
