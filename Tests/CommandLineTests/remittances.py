# SPDX-License-Identifier: Apache-2.0
"""835s of an invented payer, made for tests."""
from decimal import Decimal as D


def cas(adjustments):
    """CAS segments of (group, reason, amount)."""
    return [f"CAS*{group}*{reason}*{amount}" for group, reason, amount in adjustments if amount]


def line(number, code, charge, paid, adjustments, day, modifiers=(), revenue=None, allowed=None, control=None):
    """A loop 2110."""
    service = ":".join(["HC", code, *modifiers]) if code else f"NU:{revenue}"
    rows = [f"SVC*{service}*{charge}*{paid}" + (f"*{revenue}*1" if code and revenue else "**1"),
            f"DTM*472*{day.replace('-', '')}", *cas(adjustments)]
    if control:
        rows.append(f"REF*6R*{control}")
    if allowed is not None:
        rows.append(f"AMT*B6*{allowed}")
    return rows


def claim(number, lines, status="1", payer_number="P1", adjustments=()):
    """A loop 2100 of lines as (charge, paid, patient, segments)."""
    charge, paid = sum((one[0] for one in lines), D(0)), sum((one[1] for one in lines), D(0))
    patient = sum((one[2] for one in lines), D(0))
    paid -= sum((amount for _, _, amount in adjustments), D(0))
    rows = [f"CLP*{number}*{status}*{charge}*{paid}*{patient}*12*{payer_number}*11*1", *cas(adjustments),
            "NM1*QC*1*DOE*JAN"]
    return paid, rows + [row for one in lines for row in one[3]]


def interchange(claims, trace="T1"):
    """An interchange with one 835 of claims as (paid, segments)."""
    total = sum((paid for paid, _ in claims), D(0))
    body = ["ST*835*0001", f"BPR*I*{total}*C*NON************20260301", f"TRN*1*{trace}*1999999999",
            "DTM*405*20260301", "N1*PR*EXAMPLE PAYER", "N3*1 MAIN ST", "N4*COLUMBUS*OH*43215",
            "PER*BL*HELP*TE*5555550100", "N1*PE*EXAMPLE PRACTICE*XX*1999999992", "LX*1"]
    body += [row for _, rows in claims for row in rows]
    body.append(f"SE*{len(body) + 1}*0001")
    head = ["ISA*00*          *00*          *ZZ*PAYER          *ZZ*PRACTICE       *260301*1200*^*00501*000000001*0*T*:",
            "GS*HP*PAYER*PRACTICE*20260301*1200*1*X*005010X221A1"]
    return "~\n".join(head + body + ["GE*1*1", "IEA*1*000000001"]) + "~\n"
