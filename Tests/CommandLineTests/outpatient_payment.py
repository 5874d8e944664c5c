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


PINTS = {"P9010", "P9011", "P9016", "P9021", "P9022", "P9038", "P9039", "P9040", "P9051", "P9054", "P9056", "P9057",
         "P9058"}


def cut(number, places):
    return number.quantize(D(1).scaleb(-places), rounding=ROUND_DOWN)


def device_of(tables, line):
    return D(tables["P"][line["code"]]["amount"]) if line.get("code") in tables["P"] else None


def blood_part(line, given):
    """`product` or `processing` of blood that the hospital bought."""
    if line["status"] != "R" or "BL" not in line["modifiers"]:
        return None
    return {"038": "product", "039": "processing"}.get(given["revenue"][:3])


def payment_of(tables, hospital, claim, lines, i, share):
    """The payment of a line that its group pays."""
    line, given, wage = lines[i], claim["lines"][i], D(str(hospital["wage_index"]))
    status, marks, rural = line["status"], set(line["modifiers"]), hospital.get("rural_sole_community")
    rate = D(row_of(tables, line)["rate"])
    if status in WAGES and ("PN" in marks and status != "P"
                            or "PN" not in marks and "PO" in marks and line.get("code") == "G0463" and not rural):
        rate = cents(rate * D("0.40"))
    for mark, factor in (("CT", "0.85"), ("FX", "0.80"), ("FY", "0.90")):
        if mark in marks:
            rate = cents(rate * D(factor))
    title = tables["A"][line["apc"]]["title"]
    if not hospital.get("reports_quality", True) and status in WAGES | OTHERS and "PN" not in marks \
            and not title.startswith("New Technology"):
        rate = cents(rate * QUALITY)
    if "73" in marks and device_of(tables, line) is not None:
        rate = max(D(0), rate - device_of(tables, line))
    part = blood_part(line, given)
    if part:
        rate = cut(rate * (share if part == "product" else 1 - share), 2)
    if rural and status in WAGES | OTHERS and "PN" not in marks and not claim.get("billType", "131").startswith("14"):
        rate = cents(rate * D("1.071"))
    if status in WAGES:
        rate = rate * D("0.60") * wage + rate * D("0.40")
    return cents(rate * line["units"] * discount(line["discount_formula"], line["units"]))


def pay_devices(tables, hospital, claim, lines, paid):
    """Pass-through devices: cost less the device part of the day's procedure; and the credit for free devices."""
    wage = D(str(hospital["wage_index"]))
    ratio = D(str(hospital.get("device_cost_to_charge") or hospital["cost_to_charge"]))
    charge = [D(one.get("charge", "0")) for one in claim["lines"]]
    for i, line in enumerate(lines):
        if line["effect"] != "charges-to-cost":
            continue
        payment = cents(charge[i] * ratio)
        parts = [device_of(tables, one) for one in lines if one["effect"] == "paid" and one["on"] == line["on"]]
        parts = [part for part in parts if part is not None]
        group = sum(charge[j] for j, one in enumerate(lines) if one["status"] == "H" and one["on"] == line["on"])
        if line["status"] == "H" and parts and group:
            adjusted = cents(max(parts) * D("0.60") * wage + max(parts) * D("0.40"))
            part = (charge[i] / group).quantize(D("0.00000001"), rounding=ROUND_HALF_UP)
            payment = max(D("0.00"), payment - cents(part * adjusted))
        paid[i]["payment"] = payment
    credit = sum((D(str(one["amount"])) for one in claim.get("valueCodes", []) if one["code"] == "FD"), D(0))
    if not {"49", "50", "53"} & set(claim.get("conditionCodes", [])):
        return
    eligible = [i for i, line in enumerate(lines) if line["effect"] == "paid" and device_of(tables, line) is not None]
    rates = {i: D(row_of(tables, lines[i])["rate"]) for i in eligible}
    credit = min(credit, sum((device_of(tables, lines[i]) for i in eligible), D(0)))
    for i in eligible:
        part = (rates[i] / sum(rates.values())).quantize(D("0.0001"), rounding=ROUND_HALF_UP)
        paid[i]["payment"] -= min(cents(credit * part), paid[i]["payment"])


def coinsurance_rate(tables, line):
    row, marks = row_of(tables, line), set(line["modifiers"])
    if row["minimum"] is not None and D(row["minimum"]) == 0:
        return D(0)
    if "PN" in marks:
        return D("0.2")
    if row["percent"]:
        return D(row["percent"].rstrip("%")) / 100
    if row["national"] and D(row["national"]) > 0:
        return (D(row["national"]) / D(row["rate"])).quantize(D("0.00000001"), rounding=ROUND_HALF_UP)
    return D("0.2")


def limit_blood(lines, paid):
    """Blood and the day's highest procedure have together at most the inpatient deductible of coinsurance."""
    for day in sorted({line["on"] for line in lines}):
        today = [i for i, line in enumerate(lines) if line["on"] == day and line["effect"] == "paid"
                 and "PN" not in line["modifiers"]]
        blood = [i for i in today if lines[i]["status"] == "R"]
        due = sum((paid[i]["coinsurance"] for i in blood), D(0))
        top = max((paid[i]["coinsurance"] for i in today if lines[i]["status"] in "STV"), default=D(0))
        if not due or due <= max(D(0), INPATIENT - top):
            continue
        part, total = cut(max(D(0), INPATIENT - top) / due, 7), top
        for i in blood:
            if not paid[i]["coinsurance"]:
                continue
            own = paid[i]["coinsurance"]
            less = cut(own * (1 - part), 2)
            total += own - less
            if total > INPATIENT:
                less += total - INPATIENT
            paid[i]["coinsurance"] = max(D(0), own - less)
            paid[i]["reimbursement"] += own - paid[i]["coinsurance"]


def worked_out(tables, hospital, claim, answer):
    """What each line comes to: payment, deductibles, coinsurance, reimbursement and outlier."""
    ratio, lines = D(str(hospital["cost_to_charge"])), answer["lines"]
    names = ("payment", "deductible", "blood_deductible", "coinsurance", "reimbursement", "outlier")
    paid = [dict.fromkeys(names, D("0.00")) for _ in lines]
    charge = [D(one.get("charge", "0")) for one in claim["lines"]]
    parts = [blood_part(line, given) if line["effect"] == "paid" else None for line, given in zip(lines, claim["lines"])]
    products = sum((c for c, part in zip(charge, parts) if part == "product"), D(0))
    both = sum((c for c, part in zip(charge, parts) if part), D(0))
    share = (products / both).quantize(D("0.0001"), rounding=ROUND_HALF_UP) if products else D(0)
    rates = [None] * len(lines)
    for i, line in enumerate(lines):
        if line["effect"] == "paid":
            paid[i]["payment"] = payment_of(tables, hospital, claim, lines, i, share)
            rates[i] = coinsurance_rate(tables, line)
        elif line["effect"] == "charges-to-cost":
            rates[i] = D(0)
    pay_devices(tables, hospital, claim, lines, paid)
    pints = claim.get("bloodPintsLeft", 0)
    blood = [i for i, part in enumerate(parts) if part == "product" and lines[i]["code"] in PINTS]
    for i in sorted(blood, key=lambda i: (lines[i]["on"], D(row_of(tables, lines[i])["rate"]), i)):
        taken = min(pints, lines[i]["units"])
        pints -= taken
        paid[i]["blood_deductible"] = cents(paid[i]["payment"] * cut(D(taken) / lines[i]["units"], 8))
    left = D(str(claim.get("deductibleLeft", hospital.get("deductible_left", 0))))
    for i in sorted((i for i, rate in enumerate(rates) if rate is not None), key=lambda i: (-rates[i], i)):
        out, line = paid[i], lines[i]
        if out["payment"] <= 0:
            continue
        if (rates[i] > 0 or line["effect"] == "charges-to-cost") and "PT" not in line["modifiers"]:
            out["deductible"] = min(left, out["payment"] - out["blood_deductible"])
            left -= out["deductible"]
        rest = out["payment"] - out["deductible"] - out["blood_deductible"]
        out["reimbursement"] = cents(rest * (1 - rates[i]))
        out["coinsurance"] = rest - out["reimbursement"]
        if line["effect"] == "charges-to-cost":
            continue
        limit = cents(INPATIENT * line["units"] * discount(line["discount_formula"], line["units"]))
        if line["status"] in WAGES | OTHERS and out["coinsurance"] > limit and "PN" not in line["modifiers"]:
            out["reimbursement"] += out["coinsurance"] - limit
            out["coinsurance"] = limit
    limit_blood(lines, paid)
    for out, line in zip(paid, lines):
        if "PT" in line["modifiers"] and out["payment"] > 0 \
                and cents(out["coinsurance"] / out["payment"]) > D("0.15"):
            over = cents(out["coinsurance"] - out["payment"] * D("0.15"))
            out["coinsurance"] -= over
            out["reimbursement"] += over
    packaged = sum((c for c, line in zip(charge, lines) if line["effect"] == "packaged"
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
            more += sum((charge[j] for j, other in enumerate(lines) if other["effect"] == "packaged"
                         and other.get("composite") == line["composite"]), D(0))
        cost = cents((charge[i] + more) * ratio)
        multiple = cents(D("1.75") * out["payment"])
        if cost > multiple and cost > out["payment"] + THRESHOLD:
            out["outlier"] = cents((cost - multiple) / 2)
    return paid
