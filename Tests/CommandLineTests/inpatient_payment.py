# SPDX-License-Identifier: Apache-2.0
"""Inpatient payments worked out a second time, with Python's decimal numbers, for the tests of `price ipps`.

The steps are those of CMS's IPPS Pricer.
"""
from decimal import ROUND_HALF_UP, Decimal as D, getcontext

getcontext().prec = 60
POST_ACUTE = {"03", "05", "06", "62", "63", "65", "83", "85", "86", "90", "91", "93", "50", "51"}


def to(places, number):
    """Rounds to the nearest, a half away from zero."""
    return number.quantize(D(1).scaleb(-places), ROUND_HALF_UP)


def power(base, exponent):
    return (exponent * base.ln()).exp()


def number(value, name, other="0"):
    return D(str((value or {}).get(name, other)))


def shares(claim, row):
    """The share that is paid of a transfer, and the same before it is rounded by the special method."""
    mean, days = D(row[8]), D(max(claim["stay"], 1) + 1)
    codes, status = set(claim.get("condition_codes", [])), claim["status"]
    if row[0] == "789" or days >= mean:
        return D(1), D(1)
    if status in ("02", "66", "82", "94") or claim.get("readmitted_elsewhere_same_day"):
        return to(4, days / mean), to(4, days / mean)
    if status not in POST_ACUTE or row[1] == "No" or status in ("06", "86") and {"42", "43"} & codes:
        return D(1), D(1)
    if row[2] == "Yes":
        return to(4, D("0.5") + days / mean / 2), D("0.5") + days / mean / 2
    return to(4, days / mean), to(4, days / mean)


def additions(hospital):
    """The factors of teaching and of low-income patients: operating and capital each."""
    ime = cime = dsh = cdsh = D(0)
    teaching, low = hospital.get("teaching"), hospital.get("disproportionate_share")
    if teaching:
        ime = to(9, D("1.35") * (power(1 + number(teaching, "residents_to_beds"), D("0.405")) - 1))
        ratio = min(number(teaching, "residents_to_daily_census"), D("1.5"))
        cime = to(9, power(D("2.7183"), D("0.2822") * ratio) - 1)
    if low:
        part = number(low, "patient_percentage")
        if part >= D("0.202"):
            dsh = D("0.0588") + D("0.825") * (part - D("0.202"))
        elif part >= D("0.15"):
            dsh = D("0.025") + D("0.65") * (part - D("0.15"))
        dsh = to(4, min(dsh, D("0.12")) if low.get("capped") else dsh)
        cdsh = to(4, power(D("2.7183"), D("0.2025") * part) - 1) if low.get("capital") else D(0)
    return ime, cime, dsh, cdsh


def outliers(hospital, claim, row, share, federal, capital, extra, gaf, capital_living, factors):
    """The operating and the capital outlier payment."""
    rates, charges = hospital["outlier"], D(str(claim["charges"]))
    ratio, capital_ratio = number(rates, "operating_cost_to_charge"), number(rates, "capital_cost_to_charge")
    if "66" in claim.get("condition_codes", []) or ratio + capital_ratio == 0:
        return D(0), D(0)
    ime, cime, dsh, cdsh = factors
    labor, nonlabor = number(hospital["operating"], "labor"), number(hospital["operating"], "nonlabor")
    loss = number(rates, "fixed_loss")
    loss = to(2, loss * share) if share < 1 else loss
    labor_share = number(hospital["operating"], "labor_share", to(4, labor / (labor + nonlabor)))
    mine = to(9, ratio / (ratio + capital_ratio))
    theirs = to(9, capital_ratio / (ratio + capital_ratio))
    local = loss * labor_share * number(hospital, "wage_index") + loss * (1 - labor_share) * number(
        hospital, "cost_of_living", "1")
    threshold = to(9, federal * (1 + ime) + federal * dsh * D("0.25") + to(9, local * mine) + extra)
    capital_threshold = to(9, capital * (1 + cime + cdsh) + to(9, loss * gaf * theirs * capital_living))
    costs, capital_costs = to(9, charges * ratio), to(9, charges * capital_ratio)
    if costs + capital_costs <= threshold + capital_threshold:
        return D(0), D(0)
    marginal = number(rates, "marginal_share", "0.9" if row[3] == "22" else "0.8")
    return (max(D(0), to(9, marginal * (costs - threshold))),
            max(D(0), to(9, marginal * (capital_costs - capital_threshold))))


def specific(hospital, weight, mixed, base, factor, outlier, care):
    """What a hospital gets above the federal payment for its own costs of a base year."""
    if "hospital_specific" not in hospital:
        return D(0)
    rate = to(9, number(hospital["hospital_specific"], "rate") * weight)
    federal = to(9, base * mixed * factor + outlier)
    kind = D("0.75") if hospital["hospital_specific"]["status"] == "medicare_dependent" else D(1)
    return max(D(0), to(9, (rate - (federal + care)) * kind))


def worked_out(hospital, claim, row):
    """The parts of a payment, in cents."""
    weight, charges = D(row[7]), D(str(claim["charges"]))
    wage, living = number(hospital, "wage_index"), number(hospital, "cost_of_living", "1")
    share, full_share = shares(claim, row)
    base = number(hospital["operating"], "labor") * wage + number(hospital["operating"], "nonlabor") * living
    federal = to(9, to(9, base * weight) * share)
    gaf = number(hospital, "geographic_adjustment_factor", to(4, power(wage, D("0.6848"))))
    capital_living = to(3, D("0.3152") * (living - 1) + 1)
    capital = to(9, to(9, weight * to(2, number(hospital["capital"], "rate") * gaf) * capital_living) * share)
    ime, cime, dsh, cdsh = factors = additions(hospital)
    care, paid, capital_paid = number(hospital, "uncompensated_care"), to(2, federal), to(2, capital)
    ime_paid, dsh_paid = to(2, paid * ime), to(2, paid * dsh * D("0.25"))
    technology = D(0)
    if "new_technology" in claim:
        costs = charges * number(hospital["outlier"], "operating_cost_to_charge")
        above = to(2, (costs - (paid + ime_paid + dsh_paid + care)) * number(claim["new_technology"], "share", "0.65"))
        technology = max(D(0), min(number(claim["new_technology"], "maximum"), above))
    outlier, capital_outlier = outliers(
        hospital, claim, row, share, federal, capital, care + technology, gaf, capital_living, factors)
    addition = specific(
        hospital, weight, to(4, full_share * weight), base, 1 + ime + dsh * D("0.25"), outlier, care)
    parts = {
        "operating_federal": paid, "operating_teaching": ime_paid, "operating_low_income": dsh_paid,
        "operating_outlier": to(2, outlier), "uncompensated_care": to(2, care), "new_technology": to(2, technology),
        "hospital_specific_addition": to(2, addition), "capital_federal": capital_paid,
        "capital_teaching": to(2, capital_paid * cime), "capital_low_income": to(2, capital_paid * cdsh),
        "capital_outlier": to(2, capital_outlier),
    }
    parts["low_volume"] = to(2, sum(parts.values()) * number(hospital, "low_volume"))
    drg_base = to(2, federal + technology)
    for name in ("value_based_purchasing", "readmissions"):
        parts[name] = to(2, number(hospital, name, "1") * drg_base - drg_base)
    parts["acquired_conditions"] = to(
        2, sum(parts.values()) * (D("-0.01") if hospital.get("acquired_conditions") else 0))
    return {name: to(2, value) for name, value in parts.items()}
