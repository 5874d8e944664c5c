# SPDX-License-Identifier: Apache-2.0
"""Every command explains itself, with an example that can be pasted."""
import re

import pytest


def commands(cleanclaim, *path):
    """The paths of all commands below one."""
    text = cleanclaim(*path, "--help").stdout
    below = text.split("SUBCOMMANDS:")[1] if "SUBCOMMANDS:" in text else ""
    names = re.findall(r"^  ([a-z][a-z-]*)(?: \(default\))?  ", below, re.M)
    found = [path] if not names else []
    for name in names:
        found += commands(cleanclaim, *path, name)
    return found


def test_every_command_has_help_with_an_example(cleanclaim):
    found = commands(cleanclaim)
    assert len(found) >= 14
    for path in found:
        done = cleanclaim(*path, "--help")
        assert done.returncode == 0 and done.stderr == ""
        assert f"cleanclaim {' '.join(path)}" in done.stdout.split("USAGE:")[0], path
        assert "Example" in done.stdout.split("USAGE:")[0], path


def test_every_option_is_explained(cleanclaim):
    for path in commands(cleanclaim):
        options = cleanclaim(*path, "--help").stdout.split("OPTIONS:")[1]
        for line in re.findall(r"^  (-.*)$", options, re.M):
            assert re.search(r"  +\S", line) or len(line) > 22, (path, line)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions(cleanclaim, shell):
    done = cleanclaim("--generate-completion-script", shell)
    assert done.returncode == 0 and "lookup" in done.stdout


def test_what_the_program_cannot_understand_is_wrong_usage(cleanclaim):
    for arguments in (["nonsense"], ["codes", "lookup"], ["codes", "lookup", "E11.9", "--on", "2026-02-30"],
                      ["codes", "diff"], ["run"], ["codes", "lookup", "E11.9", "--nonsense"]):
        done = cleanclaim(*arguments)
        assert done.returncode == 64, arguments
        assert done.stdout == "" and "Usage:" in done.stderr, arguments
