# SPDX-License-Identifier: Apache-2.0
"""Rules about targets, layers and imports."""
import re

from tidying import rule
from tidying.tree import Problem

PURE_EXTRAS = {"Swift", "Collections", "OrderedCollections", "DequeModule", "HeapModule",
               "BitCollections", "HashTreeCollections", "Algorithms"}
IMPORT = re.compile(r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|"
                    r"private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|"
                    r"typealias)\s+)?(\w+)", re.M)


@rule
def manifest_layers(tree):
    """Package.swift names targets in layer order, each with a comment, each within its layer's table."""
    layers = tree.layers()
    before = -1
    for target in tree.targets():
        name, line = target.name, target.line
        if not target.commented:
            yield Problem("Package.swift", line, f"{name} wants a one-line comment above it")
        if target.kind == "testTarget":
            continue
        if "TestSupport" in target.dependencies:
            yield Problem("Package.swift", line, f"{name} depends on TestSupport: only tests may")
        if name == "TestSupport" or target.kind in ("plugin", "macro"):
            continue
        row = layers.get(name)
        if target.kind == "systemLibrary":
            if row is None or row.layer != "c":
                yield Problem("Package.swift", line, f"{name} is a system library: give it a line "
                              "with layer c in Scripts/layers.tsv")
            continue
        if row is None:
            yield Problem("Package.swift", line, f"{name} has no line in Scripts/layers.tsv")
            continue
        if row.layer.isdigit():
            if int(row.layer) < before:
                yield Problem("Package.swift", line, f"{name} (layer {row.layer}) stands after a "
                              f"target of layer {before}: keep layer order")
            before = int(row.layer)
        for wanted in sorted(target.dependencies - row.allowed):
            yield Problem("Package.swift", line, f"{name} (layer {row.layer}) may not depend on "
                          f"{wanted}: Scripts/layers.tsv")


@rule
def source_layers(tree):
    """A source file imports only what its target's line in Scripts/layers.tsv allows."""
    layers = tree.layers()
    unknown = set()
    for path in tree.swift("Sources/"):
        target = path.split("/")[1]
        if target == "TestSupport":
            continue
        row = layers.get(target)
        if row is None:
            if target not in unknown:
                yield Problem(path, 1, f"{target} has no line in Scripts/layers.tsv")
            unknown.add(target)
            continue
        code = tree.code(path)
        for found in IMPORT.finditer(code):
            module = found.group(1)
            pure = row.layer in ("0", "1", "2", "3") and module in PURE_EXTRAS
            if module not in row.allowed and module != "Swift" and not pure:
                yield Problem(path, code.count("\n", 0, found.start(1)) + 1,
                              f"{target} (layer {row.layer}) may not import {module}: "
                              "move the code up a layer, or pass the value in")


@rule
def layers_point_down(tree):
    """In Scripts/layers.tsv itself every import points to a lower layer."""
    layers = tree.layers()
    for row in layers.values():
        for wanted in sorted(row.allowed):
            other = layers.get(wanted)
            if other and other.layer.isdigit() and row.layer.isdigit() \
                    and int(other.layer) >= int(row.layer):
                yield Problem("Scripts/layers.tsv", row.line,
                              f"{row.name} (layer {row.layer}) points to {wanted} (layer {other.layer})")


@rule
def manifest_settings(tree):
    """Each of our Swift targets is built with the one list of settings, and the list says all it must."""
    if "Package.swift" not in tree.files:
        return
    text = tree.text("Package.swift")
    for wanted in ('"ExistentialAny"', '"InternalImportsByDefault"', '"MemberImportVisibility"',
                   ".treatAllWarnings(as: .error)", "swiftLanguageModes: [.v6]"):
        if wanted not in text:
            yield Problem("Package.swift", 1, f"lacks {wanted}")
    layers = tree.layers()
    for target in tree.targets():
        if target.kind in ("target", "executableTarget", "testTarget") \
                and not (target.name in layers and layers[target.name].layer == "c") \
                and "swiftSettings: settings" not in target.body:
            yield Problem("Package.swift", target.line, f"{target.name} wants swiftSettings: settings")


@rule
def imports_declared(tree):
    """A file imports one of our targets only if its own target depends on it in Package.swift."""
    targets = {target.name: target for target in tree.targets()}
    for path in tree.match(r"^(Sources|Tests)/[^/]+/.*\.swift$"):
        target = targets.get(path.split("/")[1])
        code = tree.code(path) if target else ""
        for found in IMPORT.finditer(code):
            module = found.group(1)
            if module in targets and module != target.name and module not in target.dependencies:
                yield Problem(path, code.count("\n", 0, found.start(1)) + 1,
                              f"{target.name} does not depend on {module} in Package.swift")
