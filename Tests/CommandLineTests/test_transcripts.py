# SPDX-License-Identifier: Apache-2.0
"""Runs the transcripts of Tests/Transcripts: a command, what it prints, how it ends.

    # a comment
    $ cleanclaim codes lookup E11.9        the command; {home}, {damaged}, {empty}, {tmp} are folders
    < a line of its standard input
    | a line of its standard output; `| ...` stands for any lines
    ! a line of its standard error; `! ...` likewise
    [exit 1]                               0 where nothing is said

A command for which nothing is expected fails. With CLEANCLAIM_TRANSCRIBE=1 what it says is written
into the transcript, for a person to read before it is committed.
"""
import os
import pathlib
import shlex

import pytest

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "Transcripts"


class Command:
    """One command of a transcript."""

    def __init__(self, line, number):
        self.line, self.number = line, number
        self.input, self.output, self.errors, self.exit, self.body = [], [], [], 0, []

    def take(self, line):
        self.body.append(line)
        kinds = {"<": self.input, "|": self.output, "!": self.errors}
        if line[:1] in kinds:
            kinds[line[0]].append(line[2:])
        elif line.startswith("[exit "):
            self.exit = int(line[6:-1])
        elif line and not line.startswith("#"):
            raise ValueError(f"line {self.number}: not a line of a transcript: {line}")


def commands_of(path):
    found = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.startswith("$ cleanclaim"):
            found.append(Command(line, number))
        elif found:
            found[-1].take(line)
    return found


def matches(expected, found):
    """Whether lines are those expected, where `...` stands for any number of lines."""
    if not expected:
        return not found
    if expected[0] == "...":
        return any(matches(expected[1:], found[at:]) for at in range(len(found) + 1))
    return bool(found) and expected[0] == found[0] and matches(expected[1:], found[1:])


def transcribe(path, said):
    lines = []
    for line in path.read_text().splitlines():
        lines.append(line)
        if line in said:
            lines += said.pop(line)
    path.write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_transcript(path, cleanclaim, homes, tmp_path):
    folders = {"{home}": homes.home, "{damaged}": homes.damaged, "{empty}": homes.empty, "{tmp}": tmp_path}
    (tmp_path / "nothing").mkdir()
    (tmp_path / "broken.json").write_text('{"resourceType": "Bundle",\n "entry": [}\n')
    (tmp_path / "file").write_text("a file")

    def shown(text):
        for name, folder in folders.items():
            text = text.replace(str(folder), name)
        return text.splitlines()

    wrong, said = [], {}
    for command in commands_of(path):
        line = command.line
        for name, folder in folders.items():
            line = line.replace(name, str(folder))
        done = cleanclaim(*shlex.split(line)[2:], text="".join(f"{text}\n" for text in command.input))
        output, errors = shown(done.stdout), shown(done.stderr)
        if os.environ.get("CLEANCLAIM_TRANSCRIBE") and not (command.output or command.errors):
            said[command.body[len(command.input) - 1] if command.input else command.line] = (
                [f"| {text}" for text in output] + [f"! {text}" for text in errors]
                + ([f"[exit {done.returncode}]"] if done.returncode else []))
        elif (done.returncode != command.exit or not matches(command.output, output)
              or not matches(command.errors, errors)):
            wrong.append("\n".join(
                [f"{path.name}:{command.number}: {command.line}"] + [f"| {text}" for text in output]
                + [f"! {text}" for text in errors] + [f"[exit {done.returncode}]"]))
    if said:
        transcribe(path, said)
    assert not wrong, "\n\n".join(wrong)


def test_a_transcript_that_is_wrong_fails():
    assert matches(["a", "...", "c"], ["a", "b", "b", "c"])
    assert matches(["..."], []) and matches(["a", "..."], ["a"])
    assert not matches(["a"], ["a", "b"]) and not matches(["a", "..."], ["b"]) and not matches([], ["a"])
