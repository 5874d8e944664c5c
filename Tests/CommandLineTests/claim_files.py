# SPDX-License-Identifier: Apache-2.0
"""837s, acknowledgements and 835s of invented people, made for tests of a claim's life."""
from decimal import Decimal as D

PAYERS = {"99901": ("FIRST HEALTH PLAN", "CI"), "99902": ("SECOND HEALTH PLAN", "CI"), "99903": ("EXAMPLE MEDICARE", "MB"),
          "99904": ("THIRD HEALTH PLAN", "CI")}


def envelope(body, code, version, number=1, sender="CLEARINGHOUSE", receiver="CLEANCLAIM"):
    """An interchange with one group."""
    head = [f"ISA*00*          *00*          *ZZ*{sender:15}*ZZ*{receiver:15}*260301*1200*^*00501*{number:09}*0*T*:",
            f"GS*{code}*{sender}*{receiver}*20260301*1200*1*X*{version}"]
    return "~\n".join(head + body + ["GE*1*1", f"IEA*1*{number:09}"]) + "~\n"


def subscriber(place, payer, member, medicare=""):
    name, kind = PAYERS[payer]
    return (f"SBR*{place}*18***{medicare}****{kind}",
            ["NM1*IL*1*DOE*JAN****MI*" + member, "N3*2 OAK STREET", "N4*SEATTLE*WA*98102"],
            [f"NM1*PR*2*{name}*****PI*{payer}", "N3*100 PAYER AVENUE", "N4*SPOKANE*WA*99201"])


def claim(number, lines, payers=("99901",), medicare="", frequency="1", extra=(), assignment="A", benefits="Y",
          diagnoses=("E119",), day="20260203", member="M100"):
    """The segments of one 837P: lines are (code, charge) or (code, charge, modifiers)."""
    total = sum(D(line[1]) for line in lines)
    own, person, payer = subscriber("P", payers[0], member)
    body = ["HL*1**20*1", "NM1*85*2*SAMPLE CLINIC*****XX*1234567893", "N3*1 MAIN STREET", "N4*SEATTLE*WA*981019999",
            "REF*EI*001000001", "HL*2*1*22*0", own, *person, "DMG*D8*19500412*F", *payer,
            f"CLM*{number}*{total}***11:B:{frequency}*Y*{assignment}*{benefits}*Y", *extra,
            "HI*" + "*".join(("ABK:" if at == 0 else "ABF:") + code for at, code in enumerate(diagnoses))]
    for at, other in enumerate(payers[1:]):
        place, person, payer = subscriber("ST"[at], other, f"M20{at}", medicare if PAYERS[other][1] == "MB" else "")
        body += [place, f"OI***{benefits}***Y", *person, *payer]
    for at, line in enumerate(lines, 1):
        service = ":".join(["HC", line[0], *(line[2] if len(line) > 2 else ())])
        body += [f"LX*{at}", f"SV1*{service}*{line[1]}*UN*1***1", f"DTP*472*D8*{day}", f"REF*6R*{number}L{at}"]
    return body


def file_837p(*claims):
    """An 837P; each claim in a transaction set of its own."""
    body = []
    for at, one in enumerate(claims, 1):
        set_ = [f"ST*837*{at:04}*005010X222A1", "BHT*0019*00*X*20260210*1000*CH", "NM1*41*2*SAMPLE BILLING*****46*SENDER01",
                "PER*IC*BILLING DESK*TE*2065550100", "NM1*40*2*SAMPLE HOUSE*****46*RECEIVER01", *one]
        body += set_ + [f"SE*{len(set_) + 1}*{at:04}"]
    text = envelope(body, "HC", "005010X222A1", sender="SAMPLE", receiver="HOUSE")
    return text


def ta1(interchange, code="A", note="000", day="260301"):
    return (f"ISA*00*          *00*          *ZZ*CLEARINGHOUSE  *ZZ*CLEANCLAIM     *260301*1200*^*00501*000000009*0*T*:~\n"
            f"TA1*{interchange:09}*{day}*1200*{code}*{note}~\nIEA*0*000000009~\n")


def ack_999(group, sets, code="A"):
    """A 999: sets are (number, verdict, segments of faults)."""
    body = ["ST*999*0001*005010X231A1", f"AK1*HC*{group}*005010X222A1"]
    for number, verdict, faults in sets:
        body += [f"AK2*837*{number:04}*005010X222A1", *faults, f"IK5*{verdict}" + ("*5" if verdict in "RE" else "")]
    body += [f"AK9*{code}*{len(sets)}*{len(sets)}*{len(sets)}"]
    return envelope(body + [f"SE*{len(body) + 1}*0001"], "FA", "005010X231A1")


def ack_277ca(trace, claims, source=("PR", "FIRST HEALTH PLAN", "99901")):
    """A 277CA: claims are (number, status, action, charge, payer's number)."""
    role, name, identifier = source
    body = ["ST*277*0001*005010X214", "BHT*0085*08*A1*20260301*1000*TH", "HL*1**20*1",
            f"NM1*{role}*2*{name}*****{'PI' if role == 'PR' else '46'}*{identifier}", "TRN*1*R1", "DTP*050*D8*20260301",
            "DTP*009*D8*20260301", "HL*2*1*21*1", "NM1*41*2*CLEANCLAIM*****46*CLEANCLAIM", f"TRN*2*{trace}",
            "STC*A1:19:PR*20260301*WQ*100", "HL*3*2*19*1", "NM1*85*2*SAMPLE CLINIC*****XX*1234567893"]
    for at, (number, status, action, charge, payer_number) in enumerate(claims, 4):
        body += [f"HL*{at}*3*PT", "NM1*QC*1*DOE*JAN****MI*M100", f"TRN*2*{number}",
                 f"STC*{status}*20260301*{action}*{charge}"]
        body += [f"REF*1K*{payer_number}"] if payer_number else []
        body += ["DTP*472*D8*20260203"]
    return envelope(body + [f"SE*{len(body) + 1}*0001"], "HN", "005010X214")


def status_277(number, status, payer=("FIRST HEALTH PLAN", "99901")):
    """A 277 that answers a question about a claim."""
    body = ["ST*277*0001*005010X212", "BHT*0010*08*S1*20260301*1000*DG", "HL*1**20*1",
            f"NM1*PR*2*{payer[0]}*****PI*{payer[1]}", "HL*2*1*21*1", "NM1*41*2*SAMPLE CLINIC*****46*CLEANCLAIM",
            "HL*3*2*19*1", "NM1*1P*2*SAMPLE CLINIC*****XX*1234567893", "HL*4*3*22*0", "NM1*IL*1*DOE*JAN****MI*M100",
            "TRN*2*Q1", f"STC*{status}*20260301", f"REF*EJ*{number}", "DTP*472*D8*20260203"]
    return envelope(body + [f"SE*{len(body) + 1}*0001"], "HN", "005010X212")


def answer_835(claims, trace="T1", payer=("FIRST HEALTH PLAN", "1999999901"), day="20260310", beside=()):
    """An 835: claims are dicts of number, status, payer_number, lines as (code, charge, paid, adjustments, line)."""
    rows, total = [], D(0)
    for one in claims:
        charge = sum((D(line[1]) for line in one["lines"]), D(0))
        own = one.get("adjustments", ())
        paid = sum((D(line[2]) for line in one["lines"]), D(0)) - sum((D(cas[2]) for cas in own), D(0))
        share = sum((D(cas[2]) for line in one["lines"] for cas in line[3] if cas[0] == "PR"), D(0))
        total += paid
        rows += [f"CLP*{one['number']}*{one.get('status', '1')}*{charge}*{paid}*{share}*12*{one.get('payer_number', 'P1')}*11*1",
                 *[f"CAS*{group}*{reason}*{amount}" for group, reason, amount in own],
                 f"NM1*QC*1*DOE*JAN****MI*{one.get('member', 'M100')}"]
        for line in one["lines"]:
            rows += [f"SVC*HC:{line[0]}*{line[1]}*{line[2]}**1", "DTM*472*20260203",
                     *[f"CAS*{group}*{reason}*{amount}" for group, reason, amount in line[3]],
                     *([f"REF*6R*{line[4]}"] if len(line) > 4 else [])]
    body = ["ST*835*0001", f"BPR*I*{total}*C*NON************{day}", f"TRN*1*{trace}*{payer[1]}", f"DTM*405*{day}",
            f"N1*PR*{payer[0]}", "N3*1 MAIN ST", "N4*COLUMBUS*OH*43215", "PER*BL*HELP*TE*5555550100",
            "N1*PE*EXAMPLE PRACTICE*XX*1999999992", "LX*1", *rows, *beside]
    return envelope(body + [f"SE*{len(body) + 1}*0001"], "HP", "005010X221A1")
