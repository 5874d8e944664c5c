# SPDX-License-Identifier: Apache-2.0
"""Whether the evidence of right codes stands where people saw it, as far as that can be known.

CodiEsp has the places of the evidence in the Spanish text alone; the English one is a translation of it, sentence by
sentence. So places are compared as shares of the length of the text: evidence is in the same place where the middles
of the two lie within NEAR of each other. What chance gives is measured beside it: the evidence that was given for the
other codes of the same note, held against the same place.
"""
NEAR = 0.03


def middles(spans, length):
    return [(start + end) / 2 / length for start, end in spans]


def is_near(some, others):
    return any(abs(one - other) <= NEAR for one in some for other in others)


def overlap(notes, answers):
    """(right codes compared, share in the same place, share that chance gives)."""
    compared = near = 0
    chance = []
    answered = {answer["id"]: answer["codes"] for answer in answers}
    for note in notes:
        length = len(note["text"].encode())
        places = {code["code"]: middles(code["spans"], length) for code in answered.get(note["id"], ())}
        for code in sorted(places.keys() & set(note["codes"])):
            spans = [span for item in note["evidence_es"] if item["code"] == code for span in item["spans_es"]]
            if not spans:
                continue
            gold = middles(spans, len(note["text_es"]))
            compared += 1
            near += is_near(places[code], gold)
            chance += [is_near(others, gold) for other, others in places.items() if other != code]
    return compared, near / max(1, compared), sum(chance) / max(1, len(chance))


def unsupported(notes, answers):
    """How many suggestions have no evidence, or evidence that does not stand in the note as it is quoted."""
    texts = {note["id"]: note["text"].encode() for note in notes}
    count = 0
    for answer in answers:
        for code in answer["codes"]:
            spans, quoted = code.get("spans", []), code.get("evidence", [])
            stands = [texts[answer["id"]][start:end].decode(errors="replace") for start, end in spans]
            count += not any(stands) or bool(quoted) and stands != quoted
    return count
