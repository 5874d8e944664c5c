# SPDX-License-Identifier: Apache-2.0
"""837s of an invented practice, made for tests."""


def claim(number, lines, payer="12345", filing="CI", member="W1", family="DOE", given="JAN", day="20260105",
          reference=None, secondary=None):
    """The segments of a claim of lines as (code, charge)."""
    total = sum((charge for _, charge in lines), type(lines[0][1])(0))
    rows = [f"HL*{{hl}}*1*22*0", f"SBR*P*18*******{filing}", f"NM1*IL*1*{family}*{given}****MI*{member}",
            "N3*1 OAK ST", "N4*COLUMBUS*OH*43215", "DMG*D8*19700101*F", f"NM1*PR*2*EXAMPLE PAYER*****PI*{payer}",
            f"CLM*{number}*{total}***11:B:1*Y*A*Y*Y"]
    if reference:
        rows.append(f"REF*G1*{reference}")
    rows.append("HI*ABK:E119")
    if secondary:
        rows += ["SBR*S*18*******CI", "OI***Y***Y", f"NM1*IL*1*{family}*{given}****MI*{member}S",
                 f"NM1*PR*2*SECOND PAYER*****PI*{secondary}"]
    for index, (code, charge) in enumerate(lines, 1):
        rows += [f"LX*{index}", f"SV1*HC:{code}*{charge}*UN*1***1", f"DTP*472*D8*{day}", f"REF*6R*{number}L{index}"]
    return rows


def interchange(claims):
    """An interchange with one 837P."""
    body = ["ST*837*0001*005010X222A1", "BHT*0019*00*1*20260106*1200*CH", "NM1*41*2*EXAMPLE PRACTICE*****46*S1",
            "PER*IC*DESK*TE*5555550100", "NM1*40*2*EXAMPLE PAYER*****46*R1", "HL*1**20*1",
            "NM1*85*2*EXAMPLE PRACTICE*****XX*1999999992", "N3*2 ELM ST", "N4*COLUMBUS*OH*432150001",
            "REF*EI*999999999"]
    for index, rows in enumerate(claims, 2):
        body += [row.replace("{hl}", str(index)) for row in rows]
    body.append(f"SE*{len(body) + 1}*0001")
    head = ["ISA*00*          *00*          *ZZ*PRACTICE       *ZZ*PAYER          *260106*1200*^*00501*000000001*0*T*:",
            "GS*HC*PRACTICE*PAYER*20260106*1200*1*X*005010X222A1"]
    return "~\n".join(head + body + ["GE*1*1", "IEA*1*000000001"]) + "~\n"
