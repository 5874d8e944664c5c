# SPDX-License-Identifier: Apache-2.0
"""Made-up claims and the remittances that pay them, as X12."""
import random


def _envelope(group, version, sets):
    rows = ["ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260301*0900*^*00501*000000001*0*T*:",
            f"GS*{group}*SENDER*RECEIVER*20260301*0900*1*X*{version}"]
    for number, one in enumerate(sets):
        rows += [one[0].replace("#", f"{number + 1:04}"), *one[1:], f"SE*{len(one) + 1}*{number + 1:04}"]
    return "~\n".join(rows + [f"GE*{len(sets)}*1", "IEA*1*000000001"]) + "~\n"


def _dollars(cents):
    return f"{cents // 100}.{cents % 100:02}"


def claims(count, seed=1):
    """An interchange with claims C0, C1, … of two lines each."""
    chance = random.Random(seed)
    rows = ["ST*837*#*005010X222A1", "BHT*0019*00*1*20260301*0900*CH",
            "NM1*41*2*MILBROOK BILLING OFFICE*****46*SENDER", "PER*IC*EDI DESK*TE*6145550199",
            "NM1*40*2*SAMPLE CLEARINGHOUSE*****46*RECEIVER", "HL*1**20*1",
            "NM1*85*2*MILBROOK FAMILY PRACTICE*****XX*1999999984", "N3*100 MAIN STREET",
            "N4*MILBROOK*OH*430990100", "REF*EI*999999999"]
    for number in range(count):
        charges = [chance.randrange(1000, 90000), chance.randrange(1000, 90000)]
        family = "FAM" + "".join(chr(65 + number // 26 ** place % 26) for place in range(3))
        rows += [f"HL*{number + 2}*1*22*0", "SBR*P*18*******CI", f"NM1*IL*1*{family}*PAT****MI*EX{number:06}",
                 "N3*1 ELM STREET", "N4*MILBROOK*OH*430990100", "DMG*D8*19700101*F",
                 "NM1*PR*2*SAMPLE HEALTH PLAN*****PI*99990",
                 f"CLM*C{number}*{_dollars(sum(charges))}***11:B:1*Y*A*Y*Y", "HI*ABK:I10"]
        for line, charge in enumerate(charges):
            rows += [f"LX*{line + 1}", f"SV1*HC:9921{line + 3}*{_dollars(charge)}*UN*1***1", "DTP*472*D8*20260302",
                     f"REF*6R*C{number}L{line + 1}"]
    return _envelope("HC", "005010X222A1", [rows])


def remittances(count, each, seed=1):
    """Remittances, a set each, which answer so many of the claims: paid, shared with the patient, refused."""
    chance = random.Random(seed)
    charges = [[chance.randrange(1000, 90000), chance.randrange(1000, 90000)] for _ in range(count * each)]
    sets = []
    for number in range(count):
        rows, total = [], 0
        for claim in range(number * each, (number + 1) * each):
            lines, paid, share = [], 0, 0
            for line, charge in enumerate(charges[claim]):
                off = 0 if claim % 7 == 0 else charge // 4
                left = 0 if claim % 7 == 0 else charge // 10
                part = 0 if claim % 7 == 0 else charge - off - left
                lines += [f"SVC*HC:9921{line + 3}*{_dollars(charge)}*{_dollars(part)}**1", "DTM*472*20260302"]
                lines += [f"CAS*CO*97*{_dollars(charge)}"] if claim % 7 == 0 else [
                    f"CAS*CO*45*{_dollars(off)}", f"CAS*PR*2*{_dollars(left)}"]
                lines.append(f"REF*6R*C{claim}L{line + 1}")
                paid, share = paid + part, share + left
            family = "FAM" + "".join(chr(65 + claim // 26 ** place % 26) for place in range(3))
            rows += [f"CLP*C{claim}*{4 if claim % 7 == 0 else 1}*{_dollars(sum(charges[claim]))}*{_dollars(paid)}*"
                     f"{_dollars(share) if share else ''}*12*ICN{claim}*11*1",
                     f"NM1*QC*1*{family}*PAT****MI*EX{claim:06}", *lines]
            total += paid
        sets.append(["ST*835*#", f"BPR*{'I' if total else 'H'}*{_dollars(total)}*C*{'CHK' if total else 'NON'}"
                     "************20260504", f"TRN*1*T{number}*1999999990", "N1*PR*SAMPLE HEALTH PLAN",
                     "N3*1 PLAN WAY", "N4*MILBROOK*OH*430990100", "PER*BL*DESK*TE*6145550100",
                     "N1*PE*MILBROOK FAMILY PRACTICE*XX*1999999984", "LX*1", *rows])
    return sets


def interchange(sets):
    """An interchange with 835s."""
    return _envelope("HP", "005010X221A1", sets)
