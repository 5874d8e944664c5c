# SPDX-License-Identifier: Apache-2.0
"""A server of PostgreSQL of the harness's own, with every write made safe, so that it can be killed."""
import glob
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

PROGRAMS = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))


class Server:
    """Started at once, gone at the end."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="reliability-server-"))
        self.folder.chmod(0o755)
        self.owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.getuid() == 0 else []
        if self.owner:
            shutil.chown(self.folder, "postgres", "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.call("initdb", "-D", self.folder / "data", "-U", "cleanclaim", "--auth=trust", "-E", "UTF8",
                  "--locale=C.UTF-8")
        self.start()

    @staticmethod
    def is_there():
        return bool(PROGRAMS)

    @property
    def address(self):
        return f"postgresql://cleanclaim@127.0.0.1:{self.port}/postgres"

    def call(self, program, *arguments, check=True):
        return subprocess.run(
            [*self.owner, "env", "-C", str(self.folder), f"HOME={self.folder}", f"{PROGRAMS[-1]}/{program}",
             *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=check, timeout=120)

    def start(self):
        """Starts it, again where processes of a killed one are still about; gives the seconds it took."""
        begun = time.monotonic()
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        while True:
            done = self.call("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o",
                             options + " -c fsync=on -c synchronous_commit=on", "start", check=False)
            if done.returncode == 0:
                return time.monotonic() - begun
            if time.monotonic() - begun > 60:
                raise RuntimeError((self.folder / "log").read_text()[-2000:])
            time.sleep(0.05)

    def kill(self):
        """Kills the server as a loss of power of its process would."""
        os.kill(int((self.folder / "data/postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    def stop(self):
        self.call("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)
