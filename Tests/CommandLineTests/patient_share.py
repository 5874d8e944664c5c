# SPDX-License-Identifier: Apache-2.0
"""A second working out of estimates, from the words of Docs/Estimates.md alone: whole cents and fractions."""
from datetime import date, timedelta
from fractions import Fraction as F

MEDICARE = {  # 42 CFR 409.82, 409.83, 409.85, 410.160, as the notices of these years put them
    2024: dict(stay=163200, day=40800, reserve=81600, nursing=20400, part_b=24000),
    2025: dict(stay=167600, day=41900, reserve=83800, nursing=20950, part_b=25700),
    2026: dict(stay=173600, day=43400, reserve=86800, nursing=21700, part_b=28300),
}
MEDIGAP = {  # hospital deductible, hospital days, nursing days, Part B deductible, Part B coinsurance
    "A": (0, 1, 0, 0, 1), "B": (1, 1, 0, 0, 1), "C": (1, 1, 1, 1, 1), "D": (1, 1, 1, 0, 1), "F": (1, 1, 1, 1, 1),
    "G": (1, 1, 1, 0, 1), "K": (F(1, 2), 1, F(1, 2), 0, F(1, 2)), "L": (F(3, 4), 1, F(3, 4), 0, F(3, 4)),
    "M": (F(1, 2), 1, 1, 0, 1), "N": (1, 1, 1, 0, 1),
}


def cents(text):
    return int(F(str(text)) * 100)


def half_up(amount):
    return int(amount + F(1, 2))


class Limit:
    """A deductible or maximum, and what is used of it."""

    def __init__(self, limit, used):
        limit = limit if isinstance(limit, dict) else {"individual": limit}
        used = used if isinstance(used, dict) else {"individual": used or 0}
        self.own, self.family = (None if limit.get(name) is None else cents(limit[name])
                                 for name in ("individual", "family"))
        if limit.get("aggregate") and self.family is not None:
            self.own = None
        self.own_used = cents(used.get("individual", 0))
        self.family_used = cents(used["family"]) if "family" in used else self.own_used

    def left(self):
        lefts = [max(0, limit - used) for limit, used in
                 ((self.own, self.own_used), (self.family, self.family_used)) if limit is not None]
        return min(lefts, default=None)

    def add(self, amount):
        self.own_used += amount
        self.family_used += amount


class Network:
    def __init__(self, terms, used):
        self.terms, used = terms, used or {}
        self.deductible = Limit(terms.get("deductible"), used.get("deductible"))
        self.coinsurance = Limit(terms.get("coinsurance_maximum"), used.get("coinsurance"))
        self.pocket = Limit(terms.get("out_of_pocket"), used.get("out_of_pocket"))

    def rule(self, category):
        rules = self.terms.get("categories", {})
        rule = rules.get(category)
        if rule is None and category.startswith("office-"):
            rule = rules.get("office")
        if rule is None:
            return {"coverage": "full" if category == "preventive" else "covered"}
        return rule


class Plan:
    """A plan that decides services one after another, as Docs/Estimates.md says."""

    def __init__(self, plan, used, first_day):
        used = used or {}
        self.medicare = plan.get("kind") == "medicare"
        self.plan = plan
        if self.medicare:
            year = MEDICARE[first_day.year]
            cap = {"coinsurance_maximum_per_service": year["stay"] / 100}
            rules = {name: {"coverage": "full"} for name in ("laboratory", "preventive", "home-health")}
            terms = {"deductible": year["part_b"] / 100, "coinsurance": 0.2, "categories": rules, "cap": cap}
            self.networks = {"in": Network(terms, used.get("in_network"))}
        else:
            self.networks = {"in": Network(plan["in_network"], used.get("in_network"))}
            if plan.get("out_of_network") is not None:
                self.networks["out"] = Network(plan["out_of_network"], used.get("out_of_network"))
        self.limits = []
        for limit in plan.get("limits", []):
            kind = next(name for name in ("visits", "units", "amount") if name in limit)
            read = cents if kind == "amount" else int
            self.limits.append([limit["category"], kind, read(limit[kind]), read(limit.get("used", 0))])
        self.copays, self.visits = {}, {}
        self.period = Period(used.get("benefit_period") or {})

    def decide(self, line, allowed=None):
        charge = cents(line["charge"])
        allowed = min(charge, cents(line["allowed"]) if allowed is None else allowed)
        zero = dict(charge=charge, allowed=0, contractual=0, deductible=0, copay=0, coinsurance=0, not_covered=0,
                    balance=0, over_maximum=0, plan_pays=0)
        inside = (line.get("network", "in") == "in" or line.get("protected") or line["category"] == "emergency")
        network = self.networks.get("in" if inside else "out")
        refused = line.get("not_covered")
        if refused is None and line.get("code") in self.plan.get("excluded_codes", []):
            refused = {}
        if refused is None and (network is None or network.rule(line["category"]).get("coverage") == "excluded"):
            refused = {}
        if refused is not None:
            zero["contractual" if refused.get("group") == "CO" else "not_covered"] = charge
            return zero
        answer = dict(zero, allowed=allowed)
        answer["contractual" if inside else "balance"] = charge - allowed
        if self.medicare and line.get("facility") and line["category"] in ("inpatient", "skilled-nursing"):
            self.period.decide(line, answer)
            return answer
        covered = self.covered(line, allowed)
        answer["not_covered"] = allowed - covered
        self.share(line, network, covered, answer)
        for limit in self.limits:
            if limit[0] == line["category"] and limit[1] == "amount":
                paid = min(answer["plan_pays"], max(0, limit[2] - limit[3]))
                answer["not_covered"] += answer["plan_pays"] - paid
                answer["plan_pays"] = paid
                limit[3] += paid
        return answer

    def covered(self, line, allowed):
        covered = allowed
        for number, limit in enumerate(self.limits):
            if limit[0] != line["category"]:
                continue
            if limit[1] == "visits":
                visit = (line["category"], line["date"])
                if visit not in self.visits.setdefault(number, {}):
                    self.visits[number][visit] = limit[3] < limit[2]
                    limit[3] += limit[3] < limit[2]
                covered = covered if self.visits[number][visit] else 0
            elif limit[1] == "units":
                units = -(-F(str(line.get("units", 1))) // 1)
                inside = min(units, max(0, limit[2] - limit[3]))
                limit[3] += inside
                covered = min(covered, half_up(F(allowed) * inside / units))
        return covered

    def share(self, line, network, covered, answer):
        rule, terms = network.rule(line["category"]), network.terms
        if rule.get("coverage") == "full" or covered == 0:
            answer["plan_pays"] = covered
            return
        has_copay = rule.get("copay") is not None
        after = rule.get("copay_after_deductible", False)
        takes_deductible = rule.get("deductible", after if has_copay else True)
        share = F(str(rule.get("coinsurance", 0 if has_copay else terms.get("coinsurance", 0))))
        copay = deductible = relief = 0
        rest = covered
        for part in (["deductible", "copay"] if after else ["copay", "deductible"]):
            if part == "copay" and has_copay and rest:
                copay = self.copay(line, rule, rest)
                rest -= copay
            if part == "deductible" and takes_deductible and network.deductible.left() is not None:
                deductible = min(rest, network.deductible.left())
                rest -= deductible
        coinsurance = half_up(rest * share)
        caps = [network.coinsurance.left()]
        cap = rule.get("coinsurance_maximum_per_service", terms.get("cap", {}).get("coinsurance_maximum_per_service"))
        if cap is not None and line.get("facility") and not (self.medicare and line["category"] == "equipment"):
            caps.append(cents(cap))
        for cap in caps:
            if cap is not None and coinsurance > cap:
                relief += coinsurance - cap
                coinsurance = cap
        copay_counts, deductible_counts = terms.get("copay_counts", True), terms.get("deductible_counts", True)
        counted = coinsurance + copay * copay_counts + deductible * deductible_counts
        left = network.pocket.left()
        if left is not None and counted > left:
            over = counted - left
            relief += over
            counted = left
            off = min(over, coinsurance)
            coinsurance, over = coinsurance - off, over - off
            # The amount that came last goes first.
            for part in (["copay", "deductible"] if after else ["deductible", "copay"]):
                if part == "copay" and copay_counts:
                    off = min(over, copay)
                    copay, over = copay - off, over - off
                if part == "deductible" and deductible_counts:
                    off = min(over, deductible)
                    deductible, over = deductible - off, over - off
            assert over == 0
        network.pocket.add(counted)
        network.deductible.add(deductible)
        network.coinsurance.add(coinsurance)
        answer.update(copay=copay, deductible=deductible, coinsurance=coinsurance, over_maximum=relief,
                      plan_pays=covered - copay - deductible - coinsurance)

    def copay(self, line, rule, rest):
        if rule.get("copay_waived_if_admitted") and line.get("admitted"):
            return 0
        amount, per = cents(rule["copay"]), rule.get("copay_per", "visit")
        if per == "service":
            return min(amount, rest)
        if per == "day":
            days = max(1, line.get("days", 0))
            return min(amount * min(days, rule.get("copay_days", days)), rest)
        visit = (line["category"], line["date"] if per == "visit" else None)
        open_now = self.copays.get(visit, amount)
        taken = min(open_now, rest)
        if open_now or amount:
            self.copays[visit] = open_now - taken
        return taken


class Period:
    """A benefit period of Part A."""

    def __init__(self, used):
        day = lambda name: date.fromisoformat(used[name]) if name in used else None
        self.began, self.last = day("began"), day("last_discharge")
        self.hospital, self.nursing = used.get("hospital_days", 0), used.get("skilled_nursing_days", 0)
        self.paid, self.reserve = cents(used.get("deductible_paid", 0)), used.get("reserve_days", 0)

    def decide(self, line, answer):
        first, days, allowed = date.fromisoformat(line["date"]), line.get("days", 0), answer["allowed"]
        if self.began is None or (self.last and first - self.last >= timedelta(60)):
            self.began, self.last, self.hospital, self.nursing, self.paid = first, None, 0, 0, 0
        each = [first + timedelta(number) for number in range(days)]
        deductible, coinsurance, covered = 0, 0, allowed
        if line["category"] == "inpatient":
            if days > 0 and self.hospital >= 90 and self.reserve >= 60:
                covered = 0
            deductible = min(covered, max(0, MEDICARE[self.began.year]["stay"] - self.paid))
            self.paid += deductible
            for day in each if covered else []:
                if self.hospital < 90:
                    self.hospital += 1
                    coinsurance += MEDICARE[day.year]["day"] if self.hospital > 60 else 0
                elif self.reserve < 60:
                    self.reserve += 1
                    coinsurance += MEDICARE[day.year]["reserve"]
        else:
            left = max(0, 100 - self.nursing)
            if days > left:
                covered = half_up(F(allowed) * left / days)
            for day in each[:left]:
                self.nursing += 1
                coinsurance += MEDICARE[day.year]["nursing"] if self.nursing > 20 else 0
        most = covered - deductible
        answer["over_maximum"] = max(0, coinsurance - most)
        coinsurance = min(coinsurance, most)
        if days:
            self.last = first + timedelta(days)
        answer.update(deductible=deductible, coinsurance=coinsurance, not_covered=allowed - covered,
                      plan_pays=covered - deductible - coinsurance)


def patient(answer):
    return sum(answer[name] for name in ("deductible", "copay", "coinsurance", "not_covered", "balance"))


def sharing(answer):
    return answer["deductible"] + answer["copay"] + answer["coinsurance"]


def second_payer(second, plan, line, first):
    """What a second payer pays, and what nobody may bill."""
    method, owed = second["method"], patient(first)
    given = second_allowed = None if "second_allowed" not in line else cents(line["second_allowed"])
    if given is None:
        given = first["allowed"] or cents(line["allowed"])
    if method == "medicaid":
        most = sharing(first) if second_allowed is None else max(0, given - first["plan_pays"])
        paid = min(sharing(first), most)
        return paid, sharing(first) - paid
    if method == "medigap":
        return min(owed, medigap(second["letter"], line, first)), 0
    if method == "maintenance-of-benefits":
        return min(owed, plan.decide(line, max(0, given - first["plan_pays"]))["plan_pays"]), 0
    alone = plan.decide(line, given)
    if method == "standard":
        return min(owed, alone["plan_pays"]), 0
    if method in ("carve-out", "non-duplication"):
        return max(0, min(owed, alone["plan_pays"] - first["plan_pays"])), 0
    # 42 CFR 411.33(a) and (e)
    accepted = first["charge"] - first["contractual"]
    facility = line.get("facility", False)
    gross = alone["allowed"] if facility else max(alone["allowed"], first["allowed"])
    amounts = [accepted - first["plan_pays"], alone["plan_pays"], gross - first["plan_pays"]]
    if facility:
        amounts.append(accepted - sharing(alone))
    paid = min(owed, max(0, min(amounts)))
    return paid, max(0, owed - paid - sharing(alone) - alone["not_covered"])


def medigap(letter, line, first):
    stay, days, nursing, deductible, coinsurance = MEDIGAP[letter]
    part = lambda share, name: half_up(share * F(first[name]))
    if line.get("facility") and line["category"] == "inpatient":
        return part(stay, "deductible") + part(days, "coinsurance")
    if line.get("facility") and line["category"] == "skilled-nursing":
        return part(nursing, "coinsurance")
    kept = 0
    if letter == "N" and line["category"].startswith("office-"):
        kept = 2000
    if letter == "N" and line["category"] == "emergency" and not line.get("admitted"):
        kept = 5000
    paid = part(coinsurance, "coinsurance")
    return part(deductible, "deductible") + paid - min(kept, paid)


def worked_out(document):
    """The amounts of each line in cents."""
    days = [date.fromisoformat(line["date"]) for line in document["services"]]
    if "self_pay" in document:
        discount = document["self_pay"]
        discount = F(str(discount.get("discount", 0))) if isinstance(discount, dict) else 0
        lines = []
        for line in document["services"]:
            price = min(cents(line["charge"]), cents(line["allowed"]))
            price -= half_up(price * discount)
            lines.append(dict(charge=cents(line["charge"]), allowed=price, contractual=cents(line["charge"]) - price,
                              not_covered=price, deductible=0, copay=0, coinsurance=0, balance=0, over_maximum=0,
                              plan_pays=0, second_pays=0, written_off=0, patient=price))
        return lines
    plan = Plan(document["plan"], document.get("used"), min(days))
    second = document.get("second")
    other = None
    if second and second["method"] not in ("medigap", "medicaid"):
        other = Plan(second.get("plan", {"kind": "medicare"}), second.get("used"), min(days))
    lines = []
    for line in document["services"]:
        answer = plan.decide(line)
        paid, off = second_payer(second, other, line, answer) if second else (0, 0)
        if not second and document["plan"].get("qualified_beneficiary"):
            off = sharing(answer)
        lines.append(dict(answer, second_pays=paid, written_off=off, patient=patient(answer) - paid - off))
    return lines
