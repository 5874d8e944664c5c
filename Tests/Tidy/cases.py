# SPDX-License-Identifier: Apache-2.0
"""For each rule of Scripts/tidy: small trees that must fail and small trees that must pass."""
import json

HEAD = "// SPDX-License-Identifier: Apache-2.0\n"
LAYERS = "# layers\ntarget\tlayer\tmay-import\n"
TABLE = LAYERS + "CZ\tc\t\nValues\t0\t\nClaims\t1\tValues\nEdits\t2\tValues Claims\nStorage\t4\t0-3 c Glibc\n"
EXCEPTIONS = "# exceptions\nrule\tpath\treason\n"
WORDS = "# words\nword\tsay\npayor\tpayer\ndx\tdiagnosis\n"
PACKAGE = """let package = Package(
  targets: [
    // 0: values
    .target(name: "Values"),
    // 1: claims
    .target(name: "Claims", dependencies: ["Values"]),
    // tests of it
    .testTarget(name: "ClaimsTests", dependencies: ["Claims", "TestSupport"]),
  ])
"""
SETTINGS = """"ExistentialAny" "InternalImportsByDefault" "MemberImportVisibility"
.treatAllWarnings(as: .error) swiftLanguageModes: [.v6]
"""
ENTRY = """### `ncci.pair`

**Means.** Two codes do not go together.
**Example.** 80048 with 80053.
**Do.** Drop one.
**Source.** NCCI table.
"""


def package(*targets):
    """A manifest with these targets and the layers' table."""
    lines = "".join(f"    // what it is for\n    {target},\n" for target in targets)
    return {"Package.swift": f"let package = Package(\n  targets: [\n{lines}  ])\n",
            "Scripts/layers.tsv": TABLE}


def sources(**member):
    """A manifest of one package with one member."""
    whole = {"path": "a.xml", "format": "a", "edition": "2026", "sha256": "0" * 64, **member}
    return {"Data/sources.json": json.dumps({"packages": [
        {"package": "a", "version": "1", "licence": "public", "carries": "codes", "members": [whole]}]})}


def values(code, target="Values"):
    """One source of a target and the layers' table."""
    return {f"Sources/{target}/A.swift": HEAD + code, "Scripts/layers.tsv": TABLE}


def page(text, **others):
    """A README and other files."""
    return {"README.md": text, **others}


def function(lines):
    """A function of that many lines, with a string and a comment that hold braces."""
    return 'func long() {\n  let s = "}\\("}")"  // }\n' + "  next()\n" * (lines - 3) + "}\n"


CASES = {
    "file-length": {
        "bad": [{"Sources/Values/A.swift": "let a = 1\n" * 501}, {"Scripts/x.py": "a = 1\n" * 501}],
        "good": [{"Sources/Values/A.swift": "let a = 1\n" * 500},
                 {"Sources/Values/A.swift": "let a = 1\n" * 501,
                  "Scripts/tidy-exceptions.tsv":
                      EXCEPTIONS + "file-length\tSources/Values/A.swift\tone long table\n"}],
    },
    "function-length": {
        "bad": [values(function(71)), {"Scripts/x.py": "def f():\n" + "    g()\n" * 70},
                values("struct S {\n  var a: Int {\n" + "    next()\n" * 70 + "  }\n}\n"),
                values("struct S {\n  init(_ a: () -> Int = { 1 }) throws {\n" + "    a()\n" * 70 + "  }\n}\n")],
        "good": [values(function(70)),
                 values("protocol P {\n  func f()\n  var a: Int { get }\n}\nstruct S {\n"
                        + "  let a = 1\n" * 80 + "}\n"),
                 values('let s = """\nfunc f() {\n' + "x\n" * 80 + '}\n"""\n'),
                 {**values(function(71)), "Scripts/tidy-exceptions.tsv":
                     EXCEPTIONS + "function-length\tSources/Values/A.swift#long\tone straight sequence\n"}],
    },
    "exceptions-used": {
        "bad": [{"Scripts/tidy-exceptions.tsv": EXCEPTIONS + "file-length\tSources/Gone.swift\twhy\n"},
                {"Scripts/tidy-exceptions.tsv": EXCEPTIONS + "no-such-rule\tA.swift\twhy\n", "A.swift": ""},
                {"Scripts/tidy-exceptions.tsv": EXCEPTIONS + "file-length\tA.swift\t \n", "A.swift": ""}],
        "good": [{"Scripts/tidy-exceptions.tsv": EXCEPTIONS + "file-length\tA.swift\twhy\n", "A.swift": ""}],
    },
    "manifest-layers": {
        "bad": [package('.target(name: "Values", dependencies: ["Claims"])', '.target(name: "Claims")'),
                package('.target(name: "Claims")', '.target(name: "Values")'),
                package('.target(name: "Values")', '.target(name: "Unheard")'),
                package('.target(name: "Values", dependencies: [.product(name: "GRDB", package: "g")])'),
                package('.systemLibrary(name: "CUnheard")'),
                package('.target(name: "Values", dependencies: ["TestSupport"])'),
                {"Package.swift": 'x\n    .target(name: "Values"),\n', "Scripts/layers.tsv": TABLE}],
        "good": [{"Package.swift": PACKAGE, "Scripts/layers.tsv": TABLE},
                 package('.systemLibrary(name: "CZ")', '.target(name: "Values")',
                         '.target(name: "Storage", dependencies: ["CZ", "Values", "Claims"])')],
    },
    "manifest-settings": {
        "bad": [package('.target(name: "Values", swiftSettings: settings)'),
                {"Package.swift": SETTINGS + '    .target(name: "Values"),\n'},
                {"Package.swift": SETTINGS.replace(".treatAllWarnings(as: .error)", "")}],
        "good": [{"Package.swift": SETTINGS + '    .target(name: "Values", swiftSettings: settings),\n'
                  + '    .target(name: "CZ"),\n    .systemLibrary(name: "COther"),\n',
                  "Scripts/layers.tsv": TABLE}],
    },
    "imports-declared": {
        "bad": [{**values("import Claims\n"), "Package.swift": PACKAGE},
                {"Tests/ClaimsTests/A.swift": "@testable import Values\n", "Package.swift": PACKAGE}],
        "good": [{**values("import Values\n", "Claims"), "Package.swift": PACKAGE},
                 {"Tests/ClaimsTests/A.swift": "@testable import Claims\n", "Package.swift": PACKAGE}],
    },
    "source-layers": {
        "bad": [values("import Foundation\n"), values("public import Edits\n", "Claims"),
                values("import struct Glibc.stat\n"), values("let a = 1\n", "Unheard"),
                values("@preconcurrency internal import Foundation\n", "Edits")],
        "good": [values("public import Values\nimport OrderedCollections\n", "Claims"),
                 values("// import Foundation\nlet a = \"import Foundation\"\n"),
                 values("import CZ\nimport Glibc\nimport Edits\n", "Storage")],
    },
    "layers-point-down": {
        "bad": [{"Scripts/layers.tsv": LAYERS + "Claims\t1\tCodeSets\nCodeSets\t1\t\n"},
                {"Scripts/layers.tsv": LAYERS + "Values\t0\tClaims\nClaims\t1\t\n"}],
        "good": [{"Scripts/layers.tsv": TABLE}],
    },
    "folders": {
        "bad": [{"Sources/Values/Utils/A.swift": ""}, {"Sources/Values/A/B/C.swift": ""},
                {"notes.txt": ""}, {"src/a.c": ""}],
        "good": [{"Sources/Values/JSON/A.swift": "", ".ci/run": "", "Makefile": ""}],
    },
    "type-names": {
        "bad": [values("struct ClaimManager {}\n"), values("enum StringUtil {}\n"),
                values("protocol ReaderBase {}\n")],
        "good": [values("struct Database {}\n// class ClaimHelper\n")],
    },
    "banned-words": {
        "bad": [{**values("let payorName = 1\n"), "Scripts/banned-words.tsv": WORDS},
                {**values("struct PrimaryDx {}\n"), "Scripts/banned-words.tsv": WORDS}],
        "good": [{**values("let payerName = \"payor\"\nlet index = 1\n"), "Scripts/banned-words.tsv": WORDS}],
    },
    "module-names": {
        "bad": [{**values("struct Claims {}\n"), "Package.swift": PACKAGE}],
        "good": [{**values("struct Claim {}\n"), "Package.swift": PACKAGE}],
    },
    "spdx": {
        "bad": [{"Sources/Values/A.swift": "let a = 1\n"}, {"Tests/T/A.swift": "\n" + HEAD}],
        "good": [{"Sources/Values/A.swift": HEAD, "Package.swift": "// swift-tools-version: 6.2\n"}],
    },
    "mark-banners": {
        "bad": [values("// MA" "RK: - Private\n"), values("  //MA" "RK: x\n")],
        "good": [values("let a = \"a question mark\"  // marks the place\n")],
    },
    "left-for-later": {
        "bad": [values("// TO" "DO: finish\n"), {"Scripts/x": "# FIX" "ME\n"}],
        "good": [values("// TO" "DO #12: read the second table too\nlet todo = 1\n")],
    },
    "no-floats": {
        "bad": [values("let a: Double = b\n"), values("let a = 1.5\n", "Claims"), values("let a = 1e3\n")],
        "good": [values("// a Double\nlet a = \"1.5\"\nlet b = pair.0.1\nlet c = list.map { F($0.0, $0.1) }\nfor i in 0..<5 {}\n"),
                 values("let a = 1.5\n", "Edits"),
                 {**values("let a = 1.5\n"), "Scripts/tidy-exceptions.tsv":
                     EXCEPTIONS + "no-floats\tSources/Values/A.swift\tnot money\n"}],
    },
    "no-hosts-or-machine-paths": {
        "bad": [page("see pyp" "i.org\n"), page("in /wo" "rk/main\n"), page("/ro" "ot/x\n"),
                {"Scripts/x": "mirror=deb.deb" "ian.org\n"}],
        "good": [page("the Python package index; docs/work/a; ../shared\n"),
                 {"Examples/a.edi": "REF*/wo" "rk/~"}],
    },
    "linked-packages": {
        "bad": [{"Sources/CLibraries/module.modulemap": 'module C {\n  link "cairo"\n}\n',
                 "Scripts/packages.txt": "libexpat1-dev\nlibcairo2\n"}],
        "good": [{"Sources/CLibraries/module.modulemap": 'module C {\n  link "cairo"\n}\n',
                  "Scripts/packages.txt": "libcairo2-dev\n"}],
    },
    "tracked": {
        "bad": [{"Package.resolved": "{}"}, {".build/a.o": ""}, {"Data/big.tsv": "x" * ((1 << 20) + 1)},
                {"Scripts/__pycache__/a.pyc": ""}],
        "good": [{"Package.swift": "", "Data/a.tsv": "x"}],
    },
    "data-tables": {
        "bad": [{"Data/a.tsv": "code\ttitle\n"}, {"Data/a.tsv": "# a\ncode\ttitle\nA\n"},
                {"Data/a.tsv": "# a\n# sorted\ncode\ttitle\nB\tx\nA\ty\n"},
                {"Data/a.tsv": "# a\n# sorted by code\n# code\ttitle\nB\ty\nA\tx\n"},
                {"Data/a.tsv": "# a\n# columns: code, title\n# sorted: yes\nB\ty\nA\tx\n"},
                {"Data/a.tsv": "# a\n# sorted by title\ncode\ttitle\nA\ty\nB\tx\n"},
                {"Data/a.tsv": "# a\n# sorted by name\ncode\ttitle\nA\ty\n"},
                {"Data/a.tsv": "# a\n# columns: kind, by kind\nloop\tA\nloop\tA\tB\n"},
                {"Data/a.tsv": "# a\ncode\ttitle\nA\tx \n"}, {"Data/a.tsv": "# a\ncode\ttitle\nA\tx"}],
        "good": [{"Data/a.tsv": "# a\n# sorted by code\ncode\ttitle\nA\ty\nB\tx\n"},
                 {"Data/a.tsv": "# a\ncode\ttitle\nB\ty\nA\tx\n"},
                 {"Data/a.tsv": "# a\n# columns: code, title\n# sorted: yes\nA\ty\nB\tx\n"},
                 {"Data/a.tsv": "# a\n# columns: kind, by kind\n# sorted: no; as in the guide\nloop\tA\nsegment\tA\tB\nloop\tB\n"},
                 {"Data/a.tsv": "# a\n# sorted by code\n# code\ttitle\nA\ty\nB\tx\n"}],
    },
    "json-files": {
        "bad": [{"Data/a.json": "{"}, {"Examples/a.json": '{"a": 1, "a": 2}'}],
        "good": [{"Data/a.json": '{"a": [1, 2]}', "Tests/Fixtures/broken.json": "{"}],
    },
    "links": {
        "bad": [page("[a](Docs/Gone.md)\n"), page("[a](#nowhere)\n"), page("[a][b]\n\n[b]: Gone.md\n"),
                page("[a](Docs/A.md#second)\n", **{"Docs/A.md": "# First\n"})],
        "good": [page("# One, two\n[a](Docs/A.md#the-first-one) [b](https://example.org) [c](#one-two)\n"
                      "`[d](Gone.md)` [e](Docs)\n```\n[f](Gone.md)\n```\n",
                      **{"Docs/A.md": "# The `first` one\n"})],
    },
    "readme": {
        "bad": [page("make demo\nmake test\n" + "x\n" * 150), page("make demo\n"), {}],
        "good": [page("make demo\nmake test\n")],
    },
    "findings-catalogue": {
        "bad": [values('let f = Finding("ncci.pair", .warns, at: .claim)\n'),
                values('let f = Finding("ncci.\\(name)", .warns, at: .claim)\n'),
                {"Docs/Findings.md": ENTRY},
                values('func fail(_ rule: String, _ line: Int) {}\nfunc f() { fail("ncci.pair", 1) }\n'),
                values('struct Fault {\n  init(_ rule: String) {}\n}\nlet f = Fault("ncci.pair")\n'),
                values('let f = Finding(\n  edge ? "ncci.pair" : "ncci.edge", .warns, at: .claim)\n'),
                values('let f = Row(rule: "ncci.pair")\n'),
                {**values('let f = Finding("ncci.pair", .warns, at: .claim)\n'), "Docs/Findings.md": ENTRY * 2},
                {**values('let f = Finding("ncci.pair", .warns, at: .claim)\n'),
                 "Docs/Findings.md": ENTRY.replace("**Do.**", "")}],
        "good": [{**values('let f = Finding(\n  "ncci.pair", .warns, at: .claim)\n'), "Docs/Findings.md": ENTRY},
                 {"Data/rules.tsv": "# rules\nrule\nncci.pair\n", "Docs/Findings.md": ENTRY},
                 {"Docs/Findings.md": "```\n### `like.this`\n```\n"}],
    },
    "findings-tested": {
        "bad": [{"Docs/Findings.md": ENTRY}, {"Docs/Findings.md": ENTRY, "Sources/A.swift": '"ncci.pair"'},
                {"Docs/Findings.md": ENTRY, "Tests/T/A.swift": '"ncci.pair-of-codes" "x.ncci.pair" "ncci"'}],
        "good": [{"Docs/Findings.md": ENTRY, "Tests/T/A.swift": '#expect(rule == "ncci.pair")'},
                 {"Docs/Findings.md": ENTRY, "Tests/Fixtures/defects.tsv": "837p\tdrop\tncci.pair\t2400\n"},
                 {"Docs/Findings.md": ENTRY, "Data/edits/cases-ncci.ndjson": '{"edit": "ncci.pair"}\n'},
                 {"Docs/Findings.md": "```\n### `like.this`\n```\n"}],
    },
    "glossary": {
        "bad": [{"Docs/Glossary.md": "| **claim** | a |\n| **charge** | b |\n"},
                {"Docs/Glossary.md": "| **claim** | a |\n| **Claim** | b |\n"}],
        "good": [{"Docs/Glossary.md": "| **charge** | b |\n| **claim** | a |\n"}],
    },
    "scripts": {
        "bad": [{"Scripts/a": "#!/usr/bin/env bash\necho\n"}, {"Scripts/a": "echo\n"}],
        "good": [{"Scripts/a": "#!/usr/bin/env bash\nset -euo pipefail\n", "Scripts/b.tsv": "# b\n"}],
    },
    "sources-manifest": {
        "bad": [sources(sha256="12"), sources(edition=""), {"Data/sources.json": "[]"},
                {"Data/sources.json": '{"packages": [{"package": "a", "version": "1"}]}'}],
        "good": [sources(), {}],
    },
}
