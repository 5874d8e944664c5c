# SPDX-License-Identifier: Apache-2.0
"""A billing office in a database of its own, and made-up claims and answers for it."""
import json
import os
import subprocess

from conftest import PROGRAM, ROOT

NOW = "2026-06-01T09:00:00Z"


class Office:
    """The claims, remittances and books of a practice."""

    def __init__(self, folder, database=None, opened="2026-01-01"):
        self.folder = folder
        self.home = folder / "home"
        self.options = ["--database", database or f"sqlite:{folder}/books.sqlite"]
        self.files = 0
        self.answer("books", "init", "--from", opened)

    def run(self, *arguments, now=NOW, user="ann"):
        more = ["--by", user, "--at", now] if arguments[0] in ("claims", "remittances") else []
        return subprocess.run(
            [PROGRAM, *map(str, arguments), *self.options, *more], cwd=ROOT, capture_output=True, text=True,
            env={**os.environ, "CLEANCLAIM_HOME": str(self.home)}, timeout=300)

    def answer(self, *arguments, **more):
        done = self.run(*arguments, "--json", **more)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def refused(self, *arguments, **more):
        """The exit code, and the rules of what was found."""
        done = self.run(*arguments, "--json", **more)
        findings = json.loads(done.stdout)["findings"]
        assert all(one["message"] and one["what_to_do"] and "{" not in one["message"] for one in findings)
        return done.returncode, [one["rule"] for one in findings]

    def file(self, text, name=None):
        self.files += 1
        path = self.folder / (name or f"file-{self.files}.edi")
        path.write_text(text)
        return path

    def add(self, *claims):
        return self.answer("claims", "add", self.file(claims_837(*claims)), "--sent")

    def post(self, text):
        return self.answer("remittances", "post", self.file(text))["remittances"]

    def head(self):
        return self.answer("books", "fingerprint")["head"]

    def claim(self, number):
        return self.answer("claims", "show", number)

    def balance(self, account):
        rows = self.answer("books", "trial-balance")["accounts"]
        return next((row["balance"] for row in rows if row["account"] == account), 0)


def claim(number, *lines, member="EXM1", family="SAMPLE", given="PAT", payer="99990", second=None, day="20260302"):
    """A claim; lines are (code with modifiers, charge), second is the next payer."""
    total = f"{sum(float(charge) for _, charge in lines):.2f}"
    rows = ["SBR*P*18*******CI", f"NM1*IL*1*{family}*{given}****MI*{member}", "N3*1 ELM STREET",
            "N4*MILBROOK*OH*430990100", "DMG*D8*19700101*F", f"NM1*PR*2*SAMPLE HEALTH PLAN*****PI*{payer}",
            f"CLM*{number}*{total}***11:B:1*Y*A*Y*Y", "HI*ABK:I10"]
    if second:
        rows += ["SBR*S*18*******CI", "OI***Y***Y", f"NM1*IL*1*{family}*{given}****MI*S{member}",
                 f"NM1*PR*2*SECOND HEALTH PLAN*****PI*{second}"]
    for index, (code, charge) in enumerate(lines):
        rows += [f"LX*{index + 1}", f"SV1*HC:{code}*{charge}*UN*1***1", f"DTP*472*D8*{day}",
                 f"REF*6R*{number}L{index + 1}"]
    return rows


def claims_837(*claims):
    """An interchange with an 837P."""
    rows = ["ST*837*0001*005010X222A1", "BHT*0019*00*1*20260301*0900*CH",
            "NM1*41*2*MILBROOK BILLING OFFICE*****46*SENDER", "PER*IC*EDI DESK*TE*6145550199",
            "NM1*40*2*SAMPLE CLEARINGHOUSE*****46*RECEIVER", "HL*1**20*1",
            "NM1*85*2*MILBROOK FAMILY PRACTICE*****XX*1999999984", "N3*100 MAIN STREET",
            "N4*MILBROOK*OH*430990100", "REF*EI*999999999"]
    for index, one in enumerate(claims):
        rows += [f"HL*{index + 2}*1*22*0", *one]
    return interchange("HC", "005010X222A1", [rows])


def answer(number, charge, paid, *lines, status="1", payer_number="ICN1", member="EXM1", family="SAMPLE", given="PAT",
           patient="", adjustments=()):
    """An answer; lines are (code, charge, paid, adjustments, day or nothing, control number or nothing)."""
    rows = [f"CLP*{number}*{status}*{charge}*{paid}*{patient}*12*{payer_number}*11*1",
            *[f"CAS*{one}" for one in adjustments]]
    rows.append(f"NM1*QC*1*{family}*{given}****MI*{member}")
    for code, amount, part, taken, *rest in lines:
        rows += [f"SVC*HC:{code}*{amount}*{part}**1", f"DTM*472*{rest[0] if rest and rest[0] else '20260302'}"]
        rows += [f"CAS*{one}" for one in taken]
        if len(rest) > 1:
            rows.append(f"REF*6R*{rest[1]}")
    return rows


def remittance(trace, total, *answers, beside=(), issuer="1999999990", day="20260504"):
    """The segments of an 835."""
    rows = ["ST*835*1001", f"BPR*I*{total}*C*CHK************{day}", f"TRN*1*{trace}*{issuer}",
            "N1*PR*SAMPLE HEALTH PLAN", "N3*1 PLAN WAY", "N4*MILBROOK*OH*430990100",
            "PER*BL*DESK*TE*6145550100", "N1*PE*MILBROOK FAMILY PRACTICE*XX*1999999984", "LX*1"]
    for one in answers:
        rows += one
    return rows + [f"PLB*1999999984*20261231*{one}" for one in beside]


def remittances_835(*sets):
    """An interchange with 835s."""
    return interchange("HP", "005010X221A1", sets)


def interchange(group, version, sets):
    rows = ["ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260301*0900*^*00501*000000001*0*T*:",
            f"GS*{group}*SENDER*RECEIVER*20260301*0900*1*X*{version}"]
    for one in sets:
        rows += [*one, f"SE*{len(one) + 1}*{one[0].split('*')[2]}"]
    return "~\n".join(rows + [f"GE*{len(sets)}*1", "IEA*1*000000001"]) + "~\n"
