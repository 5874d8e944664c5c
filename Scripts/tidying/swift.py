# SPDX-License-Identifier: Apache-2.0
"""Just enough of Swift to find its strings, comments and function bodies."""
import re


def closing(text, opening):
    """The index of the bracket that closes the one at an index."""
    pairs = {"(": ")", "[": "]", "{": "}"}
    depth = 0
    for index in range(opening, len(text)):
        if text[index] in pairs:
            depth += 1
        elif text[index] in pairs.values():
            depth -= 1
            if depth == 0:
                return index
    return len(text)


def without_strings(source):
    """Swift source with comments and string literals blanked; every line keeps its number."""
    out, index = [], 0
    for start, end in literals(source):
        out.append(source[index:start])
        out.append(re.sub(r"[^\n]", " ", source[start:end]))
        index = end
    out.append(source[index:])
    return "".join(out)


TOKEN = re.compile(r'//|/\*|(#*)("""|")')


def literals(source):
    """The spans of comments and string literals."""
    index = 0
    while True:
        found = TOKEN.search(source, index)
        if not found:
            return
        if found.group() == "//":
            end = source.find("\n", found.end())
            end = len(source) if end < 0 else end
        elif found.group() == "/*":
            end = end_of_comment(source, found.end())
        else:
            end = end_of_string(source, found.end(), found.group(1), found.group(2))
        yield found.start(), end
        index = end


def end_of_comment(source, index):
    """The index after a block comment; they nest."""
    depth = 1
    while depth:
        found = re.compile(r"/\*|\*/").search(source, index)
        if not found:
            return len(source)
        depth += 1 if found.group() == "/*" else -1
        index = found.end()
    return index


def end_of_string(source, index, pounds, quote):
    """The index after a string literal, interpolations and all."""
    stop = quote + pounds
    pattern = re.compile(re.escape(stop) + "|" + re.escape("\\" + pounds) + r"(\(|.)?"
                         + ("" if len(quote) == 3 else r"|\n"), re.S)
    while True:
        found = pattern.search(source, index)
        if not found:
            return len(source)
        if found.group() == stop or found.group() == "\n":
            return found.end()
        index = found.end()
        if found.group(1) == "(":
            index = end_of_interpolation(source, index)


def end_of_interpolation(source, index):
    """The index after the parenthesis that closes an interpolation."""
    depth = 1
    pattern = re.compile(r'[()]|(#*)("""|")')
    while depth:
        found = pattern.search(source, index)
        if not found:
            return len(source)
        index = found.end()
        if found.group() == "(":
            depth += 1
        elif found.group() == ")":
            depth -= 1
        else:
            index = end_of_string(source, index, found.group(1), found.group(2))
    return index


DECLARATION = re.compile(r"\b(?:func\s+(?P<func>[^\s(<]+)|(?<![.\w])(?P<init>init)[?!]?\s*[(<]"
                         r"|(?P<subscript>subscript)\s*[(<]|var\s+(?P<var>\w+)\s*:[^={}\n]*(?=\{))")
BODY = re.compile(r"[\[({})\]]|\b(?:func|var|let|init|case|struct|class|enum|extension|protocol|"
                  r"subscript|associatedtype)\b")


def functions_of(code):
    """Name, line and number of lines of each function body in code without strings."""
    for found in DECLARATION.finditer(code):
        index = found.end("func") if found.group("func") else found.end()
        if found.group("init") or found.group("subscript"):
            index = found.end() - 1
        depth = 0
        for token in BODY.finditer(code, index):
            mark = token.group()
            if mark in ("(", "["):
                depth += 1
            elif mark in (")", "]"):
                depth -= 1
            elif depth == 0 and mark == "{":
                start = code.count("\n", 0, found.start()) + 1
                end = code.count("\n", 0, closing(code, token.start())) + 1
                name = next(group for group in found.groups() if group)
                yield name, start, end - start + 1
                break
            elif depth == 0:
                break
