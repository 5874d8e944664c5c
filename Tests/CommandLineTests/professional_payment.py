# SPDX-License-Identifier: Apache-2.0
"""Professional payment worked out a second time, from the raw published files, in decimal arithmetic.

Nothing of the program is used: the files are read here by themselves.
"""
import csv
import io
import lzma
from decimal import ROUND_HALF_UP, Decimal as D

FACILITIES = {"02", "19", "21", "22", "23", "24", "26", "31", "34", "41", "42", "51", "52", "53", "56", "61"}
CENT = D("0.01")


def cents(amount):
    return amount.quantize(CENT, ROUND_HALF_UP)


def text(path):
    """The text of a published file, packed or not."""
    data = path.read_bytes()
    return (lzma.decompress(data) if path.suffix == ".xz" else data).decode()


def table(path):
    return list(csv.reader(io.StringIO(text(path))))


class Files:
    """The raw files of a release."""

    def __init__(self, shared):
        top = shared / "data" / "mpfs"
        rows = table(top / "PPRRVU2025_Oct.cptblank.csv.xz")
        start = next(i for i, row in enumerate(rows) if row[0] == "HCPCS")
        self.services = {(row[0], row[1]): row for row in rows[start + 1:]}
        self.indices = {}
        for row in table(top / "GPCI2025.csv"):
            if row[0].isdigit() and len(row[0]) == 5:
                self.indices[f"{row[0]}-{row[2]}"] = [D(value) for value in row[4:7]]
        self.factors = {}
        for row in table(top / "ANES2025.csv"):
            if row[0].strip().isdigit():
                self.factors[f"{row[0].strip()}-{row[1].strip()}"] = D(row[3].strip())
        self.units = {}
        for line in text(top / "CY_2022_Anesthesia_Base_Units_110921.txt").splitlines()[3:]:
            code, units = line.split("\t")
            self.units[code] = D(units)
        self.zips = {}
        for line in text(top / "ZIP5_OCT2025.txt.xz").splitlines():
            self.zips[line[2:7]] = (f"{line[7:12]}-{line[12:14]}", line[14])
        self.caps = [row for row in table(top / "OPPSCAP_Oct.csv.xz")[1:] if row[0]]

    def near(self, locality):
        """The row of a locality, or the only one of the jurisdiction with its number."""
        if locality in self.indices:
            return locality
        found = [key for key in self.indices if key[:3] == locality[:3] and key[6:] == locality[6:]]
        return found[0] if len(found) == 1 else None

    def amount(self, row, locality, facility, capped=True, half_expense=False):
        """The schedule's amount of a row in a locality."""
        work, expense, malpractice = self.indices[locality]

        def product(practice, liability):
            total = D(row[5]) * work + practice * expense + liability * malpractice
            return cents(total * D(row[24]))
        practice = D(row[8] if facility else row[6])
        fee = product(practice / 2 if half_expense else practice, D(row[10]))
        if capped and (D(row[28]), D(row[29]), D(row[30])) != (0, 0, 0):
            fee = min(fee, product(D(row[29] if facility else row[28]), D(row[30])))
        return fee


def anesthesia(files, code, modifiers, locality, units, participating, limit, minutes):
    """Base and time units times the factor of the locality."""
    if code not in files.units:
        return "unpriced", None
    factor = files.factors[files.near(locality)]
    if "AD" in modifiers:
        value = 3 * factor
    else:
        time = (D(minutes) / 15).quantize(D("0.1"), ROUND_HALF_UP) if minutes else D(units)
        value = (files.units[code] + time) * factor
        if {"QK", "QX", "QY"} & set(modifiers):
            value *= D("0.5")
    value *= 1 if participating else D("0.95")
    settled = {"AA", "QZ", "QK", "QX", "QY", "AD"} & set(modifiers)
    return ("paid", limit(cents(value))) if settled else ("review", None)


def counted(files, row, modifiers, locality, facility, units, value, outcome):
    """The value with its sides and units."""
    sides = "50" in modifiers or {"LT", "RT"} <= set(modifiers)
    twice = units == 2 and not {"76", "77", "59", "XS", "XE"} & set(modifiers)
    bilateral, count = row[19], units
    if bilateral == "1" and (sides or twice):
        value, count = value * D("1.5"), 1
    elif bilateral == "2" and (sides or twice):
        count = 1
    elif bilateral == "3" and (sides or twice):
        value, count = value * 2, 1
    elif bilateral in "09" and sides:
        count = 1
    if row[18] in "123":
        if row[18] == "3" and count > 1 and row[23]:
            base = files.amount(files.services[row[23], ""], locality, facility)
            value += max(D(0), value - base) * (count - 1)
        else:
            value *= (D(1) + D("0.5") * (count - 1))
            outcome = "review" if count > 5 else outcome
    elif row[18] == "5" and count > 1:
        value += files.amount(row, locality, facility, half_expense=True) * (count - 1)
    elif row[18] in "467" and count > 1:
        value = value * count - reduced(files, row, locality, facility) * (count - 1) if not (
            {"59", "XE"} & set(modifiers)) else value * count
    else:
        value *= count
    return value, outcome


def one(files, code, modifiers, locality, place, units=1, practitioner="physician", participating=True, charge=None,
        minutes=None):
    """Outcome and allowed amount of one line alone."""
    facility = place in FACILITIES
    if "GY" in modifiers or "GZ" in modifiers:
        return "unpaid", D(0)
    part = next((m for m in ("26", "TC") if m in modifiers), "")
    row = files.services.get((code, part))
    if "53" in modifiers and not part:
        row = files.services.get((code, "53"), row)
    if row is None:
        return ("unpaid", D(0)) if (code, "") in files.services else ("unpriced", None)
    status = row[3]
    share = {"physician": D(1), "nonphysician": D("0.85"), "social-worker": D("0.75")}[practitioner]
    limit = lambda value: min(value, D(charge)) if charge else value
    if status == "J":
        return anesthesia(files, code, modifiers, locality, units, participating, limit, minutes)
    if status in "BIMNP":
        return "unpaid", D(0)
    if status in "CEX" or status == "R" and row[11] == row[12] == "0.00":
        return "unpriced", None
    value = files.amount(row, locality, facility)
    outcome = "paid"
    before, during, after = D(row[15]), D(row[16]), D(row[17])
    if "56" in modifiers and not {"54", "55"} & set(modifiers):
        return "unpaid", D(0)
    if during:
        if "54" in modifiers:
            value *= before + during
        elif "55" in modifiers:
            value *= after
        elif "78" in modifiers:
            value *= during
    elif {"54", "55"} & set(modifiers):
        outcome = "review"
    value, outcome = counted(files, row, modifiers, locality, facility, units, value, outcome)
    if {"80", "81", "82", "AS"} & set(modifiers):
        if row[20] not in "02":
            return "unpaid", D(0)
        value *= D("0.16")
        if "AS" in modifiers:
            value *= D("0.85")
        outcome = "review" if row[20] == "0" else outcome
    if "62" in modifiers:
        if row[21] not in "12":
            return "unpaid", D(0)
        value *= D("0.625")
        outcome = "review" if row[21] == "1" else outcome
    if "66" in modifiers:
        if row[22] not in "12":
            return "unpaid", D(0)
        outcome = "review"
    if "52" in modifiers or "53" in modifiers and row[1] != "53":
        outcome = "review"
    if share < 1 and "AS" not in modifiers:
        value *= share
    if not participating:
        value *= D("0.95")
    return outcome, limit(cents(value)) if outcome == "paid" else None


TESTS = {"93000": ["93005"], "93015": ["93017"], "93040": ["93041"], "93224": ["93225", "93226"],
         "93241": ["93242", "93243"], "93245": ["93246", "93247"], "93268": ["93270", "93271"],
         "93784": ["93786", "93788"]}


def parts(files, row, locality, facility):
    """The technical and the professional component in a row, and the technical one before its cap."""
    amount = lambda service, **how: files.amount(service, locality, facility, **how)
    if row[1] == "TC" or row[13] == "3":
        return amount(row), D(0), amount(row, capped=False)
    if row[1] == "26":
        return D(0), amount(row), D(0)
    if row[13] == "1":
        technical = files.services[row[0], "TC"]
        return amount(technical), amount(files.services[row[0], "26"]), amount(technical, capped=False)
    if row[13] == "4":
        total = sum((amount(files.services[code, ""]) for code in TESTS.get(row[0], [])), D(0))
        return total, D(0), total
    return D(0), D(0), D(0)


def reduced(files, row, locality, facility, which="both"):
    """What a further service of a day loses."""
    if row[18] == "4" and row[27] != "88":
        return D(0)
    technical, professional, full = parts(files, row, locality, facility)
    share = {"4": D("0.5"), "6": D("0.75"), "7": D("0.8")}[row[18]]
    lost = D(0)
    if which in ("both", "technical"):
        lost += technical - min(technical, full * share)
    if which in ("both", "professional") and row[18] == "4":
        lost += professional * D("0.05")
    return lost


def several(files, codes, locality, place):
    """What is allowed for several codes of one day, without modifiers but TC and 26, one unit each."""
    facility = place in FACILITIES
    rows = [files.services[code, part] for code, part in codes]
    values = [files.amount(row, locality, facility) for row in rows]
    surgery = [i for i, row in enumerate(rows) if row[18] in "123"]
    entries = []
    rest = list(surgery)
    for base in sorted({rows[i][23] for i in surgery if rows[i][23]}):
        members = [i for i in rest if rows[i][23] == base]
        basic = [i for i in rest if rows[i][0] == base and i not in members]
        if len(members) + len(basic) < 2:
            continue
        for i in basic:
            values[i] = D(0)
        amount = files.amount(files.services[base, ""], locality, facility)
        members.sort(key=lambda i: (-values[i], i))
        for i in members[1:]:
            values[i] = max(D(0), values[i] - amount)
        entries.append(members)
        rest = [i for i in rest if i not in members and i not in basic]
    entries += [[i] for i in rest]
    entries.sort(key=lambda entry: (-sum(values[i] for i in entry), entry[0]))
    for rank, entry in enumerate(entries):
        for i in entry:
            values[i] *= 1 if rank == 0 else D("0.5")
    for kind in "467":
        group = [i for i, row in enumerate(rows) if row[18] == kind and (kind != "4" or row[27] == "88")]
        for which, part in (("technical", 0), ("professional", 1)):
            having = [i for i in group if parts(files, rows[i], locality, facility)[part] > 0]
            having.sort(key=lambda i: (-parts(files, rows[i], locality, facility)[part], i))
            for i in having[1:]:
                values[i] -= reduced(files, rows[i], locality, facility, which)
    therapy = [i for i, row in enumerate(rows) if row[18] == "5"]
    therapy.sort(key=lambda i: (-D(rows[i][8] if facility else rows[i][6]), i))
    for i in therapy[1:]:
        values[i] = files.amount(rows[i], locality, facility, half_expense=True)
    return [cents(value) for value in values]
