# SPDX-License-Identifier: Apache-2.0
"""Expected amounts of contracts worked out a second time, with Python's decimal numbers."""
import datetime
from decimal import ROUND_HALF_UP, Decimal as D

CENT = D("0.01")


def cents(amount):
    return amount.quantize(CENT, ROUND_HALF_UP)


def covers(texts, value, width):
    """Whether one of texts such as 99202-99215, J* or 0360 has a value."""
    if not texts:
        return True
    if value is None:
        return False
    for text in texts:
        if text.endswith("*"):
            if value.startswith(text[:-1]):
                return True
            continue
        first, _, last = text.partition("-")
        if first.zfill(width) <= value <= (last or first).zfill(width):
            return True
    return False


def fits(term, line, claim):
    codes = [other.get("code") for other in claim["lines"]]
    return (covers(term.get("codes"), line.get("code"), 5)
            and (not term.get("claim_codes") or any(covers(term["claim_codes"], code, 5) for code in codes))
            and (not term.get("modifiers") or bool(set(term["modifiers"]) & set(line.get("modifiers", []))))
            and (not term.get("places") or line.get("place") in term["places"])
            and covers(term.get("revenues"), line.get("revenue"), 4)
            and covers(term.get("drgs"), claim.get("drg") and str(claim["drg"]).zfill(3), 3))


def row(table, line, claim):
    """The row of a schedule for a line: the one that says the most, then the newest, then the first."""
    best, amount = None, None
    for number, entry in enumerate(table):
        if entry["code"] and entry["code"] != line.get("code") or entry["revenue"] not in ("", line.get("revenue")):
            continue
        if entry["payer"] not in ("", claim["payer"]) or entry["plan"] not in ("", claim["plan"]):
            continue
        if entry["modifier"] and entry["modifier"] not in line.get("modifiers", []):
            continue
        if entry["place"] not in ("", line.get("place")):
            continue
        if not entry["effective"] <= line["date"] <= (entry["termination"] or "9999"):
            continue
        rank = tuple(bool(entry[name]) for name in ("code", "payer", "plan", "modifier", "place", "revenue"))
        rank += (entry["effective"], -number)
        if best is None or rank > best:
            best, amount = rank, D(entry["amount"])
    return amount


def charge_of(line, claim, charges):
    if line.get("charge"):
        return D(line["charge"])
    amount = row(charges, line, claim)
    return None if amount is None else cents(amount * D(line.get("units", 1)))


def expected(contract, claim, schedule, charges):
    """The amounts of the lines, and of the claim; None where one cannot be known."""
    terms = contract["terms"]
    asked = [next((i for i, term in enumerate(terms) if fits(term, line, claim)), None) for line in claim["lines"]]
    billed = [charge_of(line, claim, charges) for line in claim["lines"]]
    amounts = []
    for position, line in enumerate(claim["lines"]):
        if asked[position] is None:
            amounts.append(None)
            continue
        amounts.append(line_amount(terms[asked[position]], line, claim, schedule, position, asked, billed))
    return amounts, whole(contract, amounts, asked, billed)


def line_amount(term, line, claim, schedule, position, asked, billed):
    units, together = D(line.get("units", 1)), [i for i, at in enumerate(asked) if at == asked[position]]
    compared = billed[position]
    if term.get("not_paid"):
        return D(0)
    if "percent_of_medicare" in term:
        if "medicare" not in line:
            return None
        amount = cents(D(line["medicare"]) * D(term["percent_of_medicare"]) / 100)
    elif "percent_of_charge" in term:
        if billed[position] is None:
            return None
        amount = cents(billed[position] * D(term["percent_of_charge"]) / 100)
    elif "schedule" in term or "percent_of_schedule" in term:
        price = row(schedule, line, claim)
        if price is None:
            return None
        amount = cents(price * units * D(term.get("percent_of_schedule", "100")) / 100)
    elif "amount" in term:
        amount = cents(D(term["amount"]) * units)
    else:
        if position != together[0]:
            return D(0)
        compared = None if any(billed[i] is None for i in together) else sum(billed[i] for i in together)
        amount = D(term.get("case_rate", 0))
        if "per_diem" in term:
            days = claim.get("days")
            if days is None:
                dates = [datetime.date.fromisoformat(claim["lines"][i]["date"]) for i in together]
                days = (max(dates) - min(dates)).days + 1
            amount = D(term["per_diem"]) * days
    if term.get("lesser_of_charge") and compared is not None:
        amount = min(amount, compared)
    return amount


def whole(contract, amounts, asked, billed):
    if None in amounts:
        return None
    total = sum(amounts, D(0))
    if contract.get("lesser_of_charges") and None not in billed:
        total = min(total, sum(billed))
    stop = contract.get("stop_loss")
    inside = [i for i, at in enumerate(asked) if at is None or not contract["terms"][at].get("outside_stop_loss")]
    if stop and all(billed[i] is not None for i in inside):
        charges = sum((billed[i] for i in inside), D(0))
        if charges > D(stop["threshold"]):
            share = D(stop["percent_of_charge"]) / 100
            if stop.get("from_first_dollar"):
                total = cents(charges * share) + sum((amounts[i] for i in range(len(asked)) if i not in inside), D(0))
            else:
                total += cents((charges - D(stop["threshold"])) * share)
    return total
