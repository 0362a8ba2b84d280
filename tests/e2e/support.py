"""What the end-to-end tests share: a site (one syncd with its data), devices (profiles of
fieldbookctl), and waiting for a condition instead of for a while."""

import contextlib
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = SOURCE / "tests" / "data" / "sample"
DEADLINE_SECONDS = 60


def wait_until(condition, what, seconds=DEADLINE_SECONDS):
    """Returns the first true answer of `condition`; fails with `what` when none comes in time."""
    end = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s in vain for {what}")
        time.sleep(0.02)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def scratch(name):
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"fieldbook-{name}-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Site:
    """One organisation: configuration, data directory, and the daemon when it runs."""

    def __init__(self, bin_dir, folder, extra=""):
        self.syncd = pathlib.Path(bin_dir).resolve() / "syncd"
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.config = self.folder / "syncd.toml"
        self.process = None
        self.log = self.folder / "syncd.log"
        self.config.write_text(
            f'[listen]\nport = {self.port}\n\n[data]\ndirectory = "{self.data}"\n\n'
            '[organisation]\nname = "Sample Field Services"\n\n[log]\nformat = "human"\n\n'
            "[limits]\ndisk_free_mib = 0\nsign_ins_per_address = 10000\n"
            f"sign_ins_per_account = 1000\n{extra}")

    def run(self, *arguments, check=True):
        done = subprocess.run([self.syncd, "--config", self.config, *map(str, arguments)],
                              capture_output=True, text=True, timeout=DEADLINE_SECONDS)
        if check and done.returncode != 0:
            raise AssertionError(f"syncd {' '.join(map(str, arguments))} ended with "
                                 f"{done.returncode}: {done.stdout}{done.stderr}")
        return done

    def import_sample(self, *options):
        return self.run("import", SAMPLE, *options)

    def start(self, output=subprocess.DEVNULL):
        """Starts the daemon; `output` gets what it logs on standard output."""
        with self.log.open("a") as log:
            self.process = subprocess.Popen([self.syncd, "--config", self.config],
                                            stdout=output, stderr=log)
        wait_until(self.is_ready, "syncd to answer")
        return self

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def is_ready(self):
        if self.process.poll() is not None:
            raise AssertionError(f"syncd ended with {self.process.returncode}: "
                                 f"{self.log.read_text()[-2000:]}")
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.request("GET", "/readyz")[0] == 200
        return False

    def stop(self):
        if not self.is_running():
            return 0 if self.process is None else self.process.returncode
        self.process.terminate()
        return self.process.wait(DEADLINE_SECONDS)

    def kill(self):
        if self.is_running():
            self.process.kill()
        self.process.wait(DEADLINE_SECONDS)

    def request(self, method, path, body=None, headers=None, timeout=10):
        """(status, headers, body) of one exchange on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def passwords(self):
        """{sign-in: password} of the file that the import wrote."""
        return first_passwords(self.password_file())

    def password_file(self):
        return self.data / "first-passwords.json"

    def digests(self):
        """{bucket: (rows, digest)} as the daemon counts them anew."""
        report = json.loads(self.run("doctor", "--digests", "--json").stdout)
        return {one["name"]: (one["count"], one["digest"]) for one in report["digests"]}

    def export(self, folder):
        self.run("export", folder)
        return {path.name: {key_of(row): row for row in json.loads(path.read_text())["value"]}
                for path in pathlib.Path(folder).glob("*.json")
                if "value" in json.loads(path.read_text())}


def first_passwords(path):
    return json.loads(pathlib.Path(path).read_text())


def key_of(row):
    """The primary key of an exported row: its first member that is not an annotation."""
    return next(value for name, value in row.items() if not name.startswith("@"))


class Device:
    """One profile of fieldbookctl, signed in as one person."""

    def __init__(self, bin_dir, home, site, signin, name=None):
        self.ctl = pathlib.Path(bin_dir).resolve() / "fieldbookctl"
        self.home = pathlib.Path(home)
        self.site = site
        self.signin = signin
        self.name = name or signin.split("@")[0]

    def command(self, *arguments):
        return [self.ctl, "--home", self.home, "--profile", self.name, "--json", "--zone", "+00:00",
                *map(str, arguments)]

    def run(self, *arguments, env=None):
        """(exit code, what --json printed)."""
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True,
                              env={**os.environ, **(env or {})}, timeout=DEADLINE_SECONDS)
        try:
            printed = json.loads(done.stdout) if done.stdout.strip() else None
        except json.JSONDecodeError:
            printed = done.stdout
        self.last_error = done.stderr
        return done.returncode, printed

    def must(self, *arguments, env=None):
        code, printed = self.run(*arguments, env=env)
        if code != 0:
            raise AssertionError(f"{self.name}: {' '.join(map(str, arguments))} ended with {code}: "
                                 f"{printed} {self.last_error}")
        return printed

    def start(self, *arguments):
        return subprocess.Popen(self.command(*arguments), stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def sign_in(self, password, *options):
        return self.must("sign-in", "--server", self.site.url, "--user", self.signin, *options,
                         env={"FIELDBOOK_PASSWORD": password})

    def list(self, entity, view="*"):
        return self.must("list", entity, "--view", view, "--limit", 100000)["value"]

    def sync(self):
        return self.must("sync")


def end(process):
    """Ends a process that a test started, and gives its exit code."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    return process.wait(DEADLINE_SECONDS)
