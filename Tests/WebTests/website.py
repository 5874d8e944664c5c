# SPDX-License-Identifier: Apache-2.0
"""The web application as the tests see it: the server as a process, and visitors who are no browser."""
import base64
import hashlib
import hmac
import html
import http.client
import itertools
import json
import os
import pathlib
import re
import sqlite3
import struct
import subprocess
import time
import urllib.parse
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CLEANCLAIM_PROGRAM", str(ROOT / ".build/release/cleanclaim"))
SERVER = str(pathlib.Path(PROGRAM).with_name("cleanclaim-server"))
ROLES = [
    "coder", "biller", "front-desk", "coding-lead", "billing-lead", "manager", "auditor", "compliance",
    "provider", "administrator", "learner"]
# The browser has 127.0.0.1; every other visitor an address of its own, since attempts are counted by address.
_addresses = itertools.count(2)


def installed():
    """The folder of the installation on this machine."""
    data = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    return pathlib.Path(os.environ.get("CLEANCLAIM_HOME") or f"{data}/cleanclaim")


def table(name):
    """The rows of a table of Data/access."""
    lines = (ROOT / "Data/access" / name).read_text().splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def permissions():
    """What each action of the table is given to."""
    return {row[0]: set(row[1].split(",")) for row in table("permissions.tsv")}


def listed():
    """The routes of the server, as it lists them itself."""
    done = subprocess.run([SERVER, "--list-routes", "--demo"], capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return [Route(json.loads(line)) for line in done.stdout.splitlines()]


class Route:
    """An address of the server: verb, path, who may ask it."""

    def __init__(self, row):
        self.verb, self.path, self.need, self.subject = row["verb"], row["path"], row["need"], row["subject"]
        self.parameters, self.fields = row["parameters"], [field["name"] for field in row["fields"]]
        self.required = [field["name"] for field in row["fields"] if field["required"]]
        self.interface, self.page = row["interface"], row.get("page", False)

    def __repr__(self):
        return f"{self.verb} {self.path}"

    @property
    def action(self):
        """The action that it needs; nothing where a session is enough, or not even that is needed."""
        return None if self.need in ("anybody", "session") else self.need

    def filled(self, values):
        """The address with its parts in braces filled."""
        return re.sub(r"\{(\w+)\}", lambda part: urllib.parse.quote(str(values.get(part[1], 999_999)), safe=""), self.path)


class Answer:
    """What the server has answered."""

    def __init__(self, status, headers, body, asked):
        self.status, self.headers, self.body, self.asked = status, headers, body, asked

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def location(self):
        return self.headers.get("Location", "")

    @property
    def rule(self):
        """The rule of the finding with which something was refused."""
        if "json" in self.headers.get("Content-Type", ""):
            findings = self.json.get("findings") or [{}]
            return findings[0].get("rule", "")
        found = re.search(r'<p class="rule"><code>([^<]+)', self.text)
        return found[1] if found else ""

    @property
    def came_in(self):
        """Whether the gate has let the request through, whatever came of it."""
        at_the_door = self.status == 303 and re.match(r"/(login|code|password)(\?then=|$)", self.location)
        return self.status not in (401, 403) and not at_the_door

    def __repr__(self):
        return f"<{self.status} {self.asked} {self.location} {self.rule}>"


class Visitor:
    """Somebody who visits with cookies, and no script."""

    def __init__(self, site, address=None):
        self.site = site
        number = next(_addresses)
        self.address = address or f"127.0.{number // 250}.{number % 250 + 1}"
        self.cookies, self.connection, self.form_key, self.user = {}, None, None, None

    def request(self, verb, path, body=None, headers=None, seconds=60):
        """Asks, and keeps the cookies of the answer; redirections are not followed."""
        sent = dict(headers or {})
        if self.cookies and "Cookie" not in sent:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if isinstance(path, str):
            path = path.encode("utf-8", "surrogateescape").decode("latin-1")
        for attempt in (1, 2):
            if self.connection is None:
                self.connection = Connection("127.0.0.1", self.site.port, timeout=seconds, source_address=(self.address, 0))
            try:
                self.connection.request(verb, path, body, sent)
                answer = self.connection.getresponse()
                read = answer.read()
                break
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self.close()
                if attempt == 2:
                    raise
        if answer.will_close:
            self.close()
        for value in answer.headers.get_all("Set-Cookie", []):
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.split(";")[0]
            if "Max-Age=0" in value:
                del self.cookies[name]
        return Answer(answer.status, answer.headers, read, f"{verb} {path[:100]}")

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def get(self, path, **query):
        """A page."""
        return self.request("GET", path + ("?" + urllib.parse.urlencode(query) if query else ""))

    def key(self, page="/account"):
        """The key that forms of this session bear, as a page has it."""
        if self.form_key is None:
            found = re.search(r'name="form_key" value="([^"]+)"', self.get(page).text)
            assert found, f"no form on {page}"
            self.form_key = html.unescape(found[1])
        return self.form_key

    def post(self, path, fields=None, key=True, headers=None):
        """Sends a form, with the key of this session unless another is told."""
        fields = dict(fields or {})
        if key:
            fields["form_key"] = self.key() if key is True else key
        return self.request(
            "POST", path, urllib.parse.urlencode(fields),
            {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})})

    def upload(self, path, content, field="file", name="file.edi", fields=None, key=True):
        """Sends a form with a file."""
        fields = dict(fields or {})
        if key:
            fields["form_key"] = self.key() if key is True else key
        body, kind = multipart(fields, {field: (name, content)})
        return self.request("POST", path, body, {"Content-Type": kind})

    def api(self, verb, path, members=None, key=True):
        """Asks the interface for programs."""
        if verb == "GET":
            return self.get("/api/v1" + path, **(members or {}))
        members = dict(members or {})
        if key:
            members["form_key"] = self.key() if key is True else key
        return self.request("POST", "/api/v1" + path, json.dumps(members), {"Content-Type": "application/json"})

    def login(self, user, password=None, **more):
        """Signs in."""
        self.form_key, self.user = None, user
        return self.post("/login", {"user": user, "password": password or self.site.password, **more}, key=False)


class Connection(http.client.HTTPConnection):
    """A connection that sends addresses as they are, however wrong."""

    def _validate_path(self, url):
        pass

    def _encode_request(self, request):
        return request.encode("latin-1")


def multipart(fields, files):
    """A form with files, and its type."""
    mark = uuid.uuid4().hex
    parts = []
    for name, value in fields.items():
        value = value if isinstance(value, bytes) else str(value).encode()
        parts.append(f'Content-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value)
    for name, (filename, content) in files.items():
        head = f'Content-Disposition: form-data; name="{name}"; filename="{filename}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        parts.append(head.encode() + content)
    body = b"".join(b"--" + mark.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    return body + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


def one_time_code(secret, moment=None):
    """The six digits of an application (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(moment or time.time()) // 30), hashlib.sha1).digest()
    number = struct.unpack(">I", digest[digest[-1] & 15:][:4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


class Site:
    """A server that runs: a practice in a folder of its own."""

    def __init__(self, home, *arguments, demo=True):
        self.home, self.folder = pathlib.Path(home), pathlib.Path(home) / "demo"
        self.database, self.keys, self.log = self.folder / "books.sqlite", self.folder / "keys", self.home / "server.log"
        start = ["--demo"] if demo else ["--database", f"sqlite:{self.database}", "--keys", str(self.keys)]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [PROGRAM, "serve", *start, "--port", "0", "--home", str(home), "--verbose", *arguments],
                stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT)
        told = []
        for line in self.process.stdout:
            told.append(line)
            if line.startswith("the same password") or (not demo and line.startswith("http")):
                break
        text = "".join(told)
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", text)
        assert found, f"the server did not start: {text}{self.log.read_text()}"
        self.port, self.url = int(found[1]), found[0].rstrip("/")
        found = re.search(r"with the password (\S+)", text)
        self.password = found[1] if found else None
        self.users = ["demo", *re.findall(r"[\w-]+", text.split("that of ")[-1])] if found else []

    def stop(self):
        """Ends the server.

        Returns: Its exit code.
        """
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def command(self, *arguments, text="", practice=None):
        """Runs a command on the practice of the server."""
        more = ["--database", f"sqlite:{self.database}", "--home", str(self.home)]
        if practice:
            more += ["--practice", practice]
        return subprocess.run(
            [PROGRAM, *map(str, arguments), *more], input=text, capture_output=True, text=True, cwd=ROOT,
            env={**os.environ, "USER": "root", "CLEANCLAIM_KEYS": str(self.keys)}, timeout=120)

    def answer(self, *arguments, **more):
        """What a command answers."""
        done = self.command(*arguments, "--json", **more)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def rows(self, statement, *values):
        """Rows of the database, read beside the server."""
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=20)
        try:
            return connection.execute(statement, values).fetchall()
        finally:
            connection.close()

    def change(self, statement, *values):
        """Changes the database as somebody could who has its file."""
        connection = sqlite3.connect(self.database, timeout=20)
        try:
            with connection:
                return connection.execute(statement, values).rowcount
        finally:
            connection.close()

    def records(self, after=0, practice="main"):
        """The audit log behind a record, the first one first."""
        names = ["number", "actor", "session", "action", "kind", "subject", "patient", "outcome", "reason"]
        found = self.rows(
            f"SELECT {', '.join(names)} FROM audit_record WHERE practice = ? AND number > ? ORDER BY number", practice, after)
        return [dict(zip(names, row)) for row in found]

    def head(self, practice="main"):
        """How many records the audit log has."""
        return (self.rows("SELECT records FROM audit_head WHERE practice = ?", practice) or [(0,)])[0][0]
