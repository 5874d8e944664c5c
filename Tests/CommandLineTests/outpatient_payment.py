# SPDX-License-Identifier: Apache-2.0
"""A second working out of outpatient payments, from the raw addenda and the statuses that the grouper assigned."""
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal as D

WAGES = {"J1", "J2", "P", "S", "T", "V"}
OTHERS = {"R", "U"}
THRESHOLD, INPATIENT, QUALITY = D(7175), D(1676), D("0.9806")


def cents(number):
    return number.quantize(D("0.01"), rounding=ROUND_HALF_UP)


def discount(formula, units):
    u = D(units)
    value = {1: D(1), 2: (1 + (u - 1) / 2) / u, 3: D("0.5") / u, 4: D("1.5") / u, 5: D("0.5"), 6: D("0.25") / u,
             7: D("0.75") / u, 8: D(2), 9: 1 / u}[formula]
    return value.quantize(D("0.00000001"), rounding=ROUND_DOWN)


def row_of(tables, line):
    """The row of B where the service's own group pays, else the row of the group."""
    row = tables["B"].get(line.get("code"))
    return row if row and row["apc"] == line.get("apc") else tables["A"].get(line.get("apc"))


def worked_out(tables, hospital, claim, answer):
    """Payment, deductible, coinsurance, reimbursement and outlier of each line."""
    wage, ratio = D(str(hospital["wage_index"])), D(str(hospital["cost_to_charge"]))
    lines = answer["lines"]
    paid = [dict.fromkeys(("payment", "deductible", "coinsurance", "reimbursement", "outlier"), D("0.00")) for _ in lines]
    rates = []
    for line, out, given in zip(lines, paid, claim["lines"]):
        rates.append(None)
        if line["effect"] == "charges-to-cost":
            devices = [one for one in lines if one["status"] == "H" and one["on"] == line["on"]]
            offset = D(0)
            if line["status"] == "H" and devices[0] is line:
                offset = max([D(tables["P"][one["code"]]["amount"]) for one in lines if one["effect"] == "paid"
                              and one["on"] == line["on"] and one.get("code") in tables["P"]], default=D(0))
            out["payment"] = max(D("0.00"), cents(D(given["charge"]) * ratio - offset))
            rates[-1] = D(0)
            continue
        if line["effect"] != "paid":
            continue
        row, status, marks = row_of(tables, line), line["status"], set(line["modifiers"])
        rate = D(row["rate"])
        if "73" in marks and line.get("code") in tables["P"]:
            rate = max(D(0), rate - D(tables["P"][line["code"]]["amount"]))
        if status in WAGES and ("PN" in marks or "PO" in marks and line.get("code") == "G0463"):
            rate = cents(rate * D("0.40"))
        for mark, factor in (("CT", "0.85"), ("FX", "0.80"), ("FY", "0.90")):
            if mark in marks:
                rate = cents(rate * D(factor))
        title = tables["A"][line["apc"]]["title"]
        if not hospital.get("reports_quality", True) and status in WAGES | OTHERS and "PN" not in marks \
                and not title.startswith("New Technology"):
            rate = cents(rate * QUALITY)
        if hospital.get("rural_sole_community") and status in WAGES | OTHERS and "PN" not in marks:
            rate = cents(rate * D("1.071"))
        if status in WAGES:
            rate = rate * D("0.60") * wage + rate * D("0.40")
        out["payment"] = cents(rate * line["units"] * discount(line["discount_formula"], line["units"]))
        if row["minimum"] is not None and D(row["minimum"]) == 0:
            rates[-1] = D(0)
        elif "PN" in marks:
            rates[-1] = D("0.2")
        elif row["percent"]:
            rates[-1] = D(row["percent"].rstrip("%")) / 100
        elif row["national"] and D(row["national"]) > 0:
            rates[-1] = (D(row["national"]) / D(row["rate"])).quantize(D("0.00000001"), rounding=ROUND_HALF_UP)
        else:
            rates[-1] = D("0.2")
    left = D(str(claim.get("deductibleLeft", hospital.get("deductible_left", 0))))
    order = sorted((i for i, rate in enumerate(rates) if rate is not None), key=lambda i: (-rates[i], i))
    for i in order:
        out, line = paid[i], lines[i]
        if out["payment"] <= 0:
            continue
        if line["effect"] == "charges-to-cost":
            out["reimbursement"] = out["payment"]
            continue
        if rates[i] > 0:
            out["deductible"] = min(left, out["payment"])
            left -= out["deductible"]
        out["reimbursement"] = cents((out["payment"] - out["deductible"]) * (1 - rates[i]))
        out["coinsurance"] = out["payment"] - out["deductible"] - out["reimbursement"]
        limit = cents(INPATIENT * line["units"] * discount(line["discount_formula"], line["units"]))
        if line["status"] in WAGES | OTHERS and out["coinsurance"] > limit and "PN" not in line["modifiers"]:
            out["reimbursement"] += out["coinsurance"] - limit
            out["coinsurance"] = limit
    charge = lambda i: D(claim["lines"][i].get("charge", "0"))
    packaged = sum((charge(i) for i, line in enumerate(lines) if line["effect"] == "packaged"
                    and not line.get("composite")), D(0))
    total = sum((out["payment"] for out, line in zip(paid, lines) if line["effect"] == "paid"
                 and line["status"] in WAGES), D(0))
    for i, (out, line) in enumerate(zip(paid, lines)):
        if line["effect"] != "paid" or line["status"] not in WAGES | OTHERS or "PN" in line["modifiers"]:
            continue
        more = D(0)
        if line["status"] in WAGES and packaged and total:
            more = cents((out["payment"] / total).quantize(D("0.00000001"), rounding=ROUND_HALF_UP) * packaged)
        if line.get("composite"):
            more += sum((charge(j) for j, other in enumerate(lines) if other["effect"] == "packaged"
                         and other.get("composite") == line["composite"]), D(0))
        cost = cents((charge(i) + more) * ratio)
        multiple = cents(D("1.75") * out["payment"])
        if cost > multiple and cost > out["payment"] + THRESHOLD:
            out["outlier"] = cents((cost - multiple) / 2)
    return paid
