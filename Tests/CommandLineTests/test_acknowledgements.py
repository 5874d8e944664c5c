# SPDX-License-Identifier: Apache-2.0
"""Answers to files from outside: what is written, and that it is accepted in its turn."""
import pytest

from conftest import ROOT

GOOD = ROOT / "Tests/Fixtures/x12/good"
FIXED = ["--date", "2026-11-22", "--time", "1200", "--control-number", "42"]


def answers(cleanclaim, tmp_path, path):
    """The exit code, the answer to the file and that to its claims."""
    ack, claims = tmp_path / "ack.edi", tmp_path / "claims.edi"
    done = cleanclaim("x12", "validate", path, "--ack999", ack, "--ack277ca", claims, *FIXED)
    return done, ack, claims


@pytest.mark.parametrize("name", sorted(path.name for path in GOOD.glob("837*.edi")))
def test_good_claims_are_accepted_and_so_are_the_answers(cleanclaim, tmp_path, name):
    done, ack, claims = answers(cleanclaim, tmp_path, GOOD / name)
    assert done.returncode == 0, done.stdout
    assert "IK5*A~" in ack.read_text() and "AK9*A*1*1*1~" in ack.read_text()
    assert "STC*A2:20:PR*20261122*WQ*" in claims.read_text()
    for path in (ack, claims):
        again = cleanclaim("x12", "validate", path)
        assert again.returncode == 0, again.stdout


def test_what_is_wrong_is_told_with_its_claim(cleanclaim, tmp_path):
    path = tmp_path / "in.edi"
    path.write_text((GOOD / "837p-two.edi").read_text().replace("HI*ABK:E119~", "HI*ABK~", 1))
    done, ack, claims = answers(cleanclaim, tmp_path, path)
    assert done.returncode == 1
    text = ack.read_text()
    assert "IK3*HI*23*2300*8~\nCTX*CLM01:CC0001~\nIK4*1:2*1271*1~\n" in text
    assert "IEA*1*000000042~" in text and not claims.exists()


def test_a_claim_out_of_balance_is_turned_away_alone(cleanclaim, tmp_path):
    path = tmp_path / "in.edi"
    path.write_text((GOOD / "837p-two.edi").read_text().replace("CLM*CC0001*150*", "CLM*CC0001*160*"))
    done, ack, claims = answers(cleanclaim, tmp_path, path)
    assert done.returncode == 1 and "IK5*A~" in ack.read_text()
    text = claims.read_text()
    assert "TRN*2*CC0001~\nSTC*A8:400*20261122*U*160~" in text
    assert "TRN*2*CC0002~\nSTC*A2:20:PR*20261122*WQ*50~" in text
    assert "QTY*90*1~\nQTY*AA*1~\nAMT*YU*50~\nAMT*YY*160~" in text


def test_the_standard_input_is_answered_like_a_file(cleanclaim, tmp_path):
    text = (GOOD / "837p-two.edi").read_text()
    _, ack, claims = answers(cleanclaim, tmp_path, GOOD / "837p-two.edi")
    done = cleanclaim("x12", "validate", "-", "--ack999", tmp_path / "a", "--ack277ca", tmp_path / "b", *FIXED,
                      text=text)
    assert done.returncode == 0
    assert (tmp_path / "a").read_text() == ack.read_text()
    assert (tmp_path / "b").read_text() == claims.read_text()
