# SPDX-License-Identifier: Apache-2.0
"""Registers rules."""
RULES = []


def rule(function):
    """Registers a rule under its function's name, with dashes."""
    RULES.append((function.__name__.replace("_", "-"), function))
    return function
