# SPDX-License-Identifier: Apache-2.0
"""Answers to files from outside: what is written, and that it is accepted in its turn."""
import os
import stat

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


def test_nothing_is_written_over_the_input_or_twice(cleanclaim, tmp_path):
    path, other = tmp_path / "in.edi", tmp_path / "out.edi"
    path.write_bytes((GOOD / "837p-two.edi").read_bytes())
    (tmp_path / "link").symlink_to(path)
    os.link(path, tmp_path / "hard")
    before = path.read_bytes()
    for options in (["--ack999", path], ["--ack277ca", tmp_path / "link"], ["--ta1", tmp_path / "hard"],
                    ["--ack999", other, "--ta1", path], ["--ack999", other, "--ta1", f"{tmp_path}/./out.edi"]):
        done = cleanclaim("x12", "validate", path, *options, *FIXED)
        assert done.returncode == 64 and done.stderr, options
        assert path.read_bytes() == before and not other.exists(), options


def test_links_are_followed_and_pipes_written_into(cleanclaim, tmp_path):
    target, link = tmp_path / "target.edi", tmp_path / "link.edi"
    link.symlink_to("target.edi")
    source = GOOD / "837p-two.edi"
    assert cleanclaim("x12", "validate", source, "--ack999", link, *FIXED).returncode == 0
    assert link.is_symlink() and "AK9*A*1*1*1~" in target.read_text()
    done = cleanclaim("x12", "validate", source, "--ack999", "/dev/stdout", *FIXED)
    assert done.returncode == 0 and done.stdout == target.read_text()
    done = cleanclaim("x12", "validate", source, "--ack999", tmp_path / "none" / "999.edi", *FIXED)
    assert done.returncode == 4 and str(tmp_path / "none") in done.stderr
    assert not (tmp_path / "none").exists()


def test_a_full_device_is_a_full_disk_and_stays_a_device(cleanclaim, tmp_path):
    device = tmp_path / "full"
    try:
        # A node of its own, so that a fault of the program cannot harm the machine's.
        os.mknod(device, 0o666 | stat.S_IFCHR, os.makedev(1, 7))
        os.close(os.open(device, os.O_WRONLY))
    except OSError:
        pytest.skip("this machine lets nobody make a device")
    done = cleanclaim("x12", "validate", GOOD / "837p-two.edi", "--ack999", device, *FIXED)
    assert done.returncode == 4 and "no space left" in done.stderr
    assert stat.S_ISCHR(device.lstat().st_mode) and list(tmp_path.iterdir()) == [device]


def test_each_interchange_is_answered_from_the_store(homes, cleanclaim, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "codebook").symlink_to(homes.home / "codebook")
    text = (GOOD / "837p-two.edi").read_text()
    other = text.replace("SAMPLESENDER   *", "OTHERSENDER    *").replace("000000001", "000000002")
    path = tmp_path / "in.edi"
    path.write_text(text + other)
    for _ in range(2):
        done = cleanclaim("x12", "validate", path, "--ack999", tmp_path / "999.edi", "--ack277ca", tmp_path / "277.edi",
                          "--numbers-from-store", home=home)
        assert done.returncode == 0, done.stderr
    names = sorted(file.name for file in tmp_path.glob("*-0*.edi"))
    assert names == sorted(
        f"{kind}-ZZSAMPLERECEIVER-ZZ{sender}-00000000{number}.edi"
        for sender in ("SAMPLESENDER", "OTHERSENDER")
        for kind, number in (("999", 1), ("277", 2), ("999", 3), ("277", 4)))
    for name in names:
        answer = (tmp_path / name).read_text()
        assert answer.count(name[-13:-4]) >= 2 and name.split("-")[2][2:] in answer.split("\n")[0]
        assert cleanclaim("x12", "validate", tmp_path / name).returncode == 0
    shown = cleanclaim("numbers", home=home).stdout
    assert shown.count("interchange 4, group 4, set 4") == 2 and "given back" not in shown
