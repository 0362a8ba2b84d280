"""What the end-to-end tests of the finance integration share: the double as a process, and a site
that is connected with it."""

import http.client
import json
import pathlib
import ssl
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent))
from support import DEADLINE_SECONDS, SAMPLE, Site, wait_until  # noqa: E402
import double  # noqa: E402
from double_journal import TAX  # noqa: E402
from double_model import ACTUALS, RELATIONSHIPS  # noqa: E402

MODEL = "Forecast"
RUN_SECONDS = 600


class Peer:
    """The double of Finance and Operations as a process of its own; with a certificate and its key
    it speaks TLS."""

    def __init__(self, folder, sample=SAMPLE, tls=None):
        ready = pathlib.Path(folder) / "double.ready"
        ready.unlink(missing_ok=True)
        log = (pathlib.Path(folder) / "double.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-B", HERE / "double.py", "--sample", sample, "--ready", ready,
             *(("--certificate", tls[0], "--key", tls[1]) if tls else ())],
            stdout=subprocess.DEVNULL, stderr=log)
        log.close()
        wait_until(lambda: ready.exists() and ready.read_text(), "the double to listen")
        self.url = ready.read_text()

    def admin(self, path, body=None):
        kind, host = self.url.split("://")
        connection = (http.client.HTTPConnection(host, timeout=DEADLINE_SECONDS)
                      if kind == "http" else
                      http.client.HTTPSConnection(host, timeout=DEADLINE_SECONDS,
                                                  context=ssl._create_unverified_context()))
        try:
            method = "GET" if body is None else "POST"
            connection.request(method, "/admin/" + path,
                               None if body is None else json.dumps(body))
            answer = connection.getresponse()
            text = answer.read()
            if answer.status != 200:
                raise AssertionError(f"/admin/{path} answered {answer.status}: {text[:500]}")
            return json.loads(text)
        finally:
            connection.close()

    def faults(self, *faults):
        self.admin("faults", list(faults))

    def state(self):
        return self.admin("state")

    def report(self):
        return self.admin("report")

    def stop(self):
        self.process.terminate()
        self.process.wait(DEADLINE_SECONDS)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def settings(url, folder, **more):
    """The [finance] part of a configuration."""
    secret = pathlib.Path(folder) / "finance-secret"
    secret.write_text(double.CLIENT_SECRET + "\n")
    secret.chmod(0o600)
    values = {"mode": "on_request", "url": url, "token_url": url + "/oauth2/token",
              "client_id": double.CLIENT_ID, "client_secret_file": str(secret),
              "legal_entity": "usmf", "application_version": "8.1", "platform_update": "20",
              "psa_version": "9.1.0.0", "prospect_to_cash_version": "1.14.0.0",
              "psa_solution_version": "1.0.0.0", "forecast_model": MODEL, **more}
    text = "\n[finance]\n" + "".join(f"{key} = {json.dumps(value)}\n"
                                     for key, value in values.items())
    return text + ('\n[finance.payment_terms]\n1 = "Net30"\n2 = "2%10Net30"\n3 = "Net45"\n'
                   '4 = "Net60"\n')


def finance_site(bin_dir, folder, peer, **more):
    """A site with the sample, connected with the double; not started."""
    site = Site(bin_dir, folder, settings(peer.url, folder, **more))
    site.import_sample()
    return site


def integration(site, verb, *arguments, check=True):
    """The JSON of `syncd integration VERB`; findings (exit code 1) are no failure here."""
    done = subprocess.run(
        [site.syncd, "--config", site.config, "integration", verb, *map(str, arguments), "--json"],
        capture_output=True, text=True, timeout=RUN_SECONDS)
    if check and done.returncode not in (0, 1):
        raise AssertionError(f"integration {verb} ended with {done.returncode}: {done.stdout}"
                             f"{done.stderr}")
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError:
        if check:
            raise AssertionError(f"integration {verb} ({done.returncode}): {done.stdout}"
                                 f"{done.stderr}") from None
        return {"problem": done.stdout + done.stderr, "status": "error"}


def peak_kib(pid, before):
    """The most memory a process has had so far; what was known before where it has ended. The
    kernel's own sum of an ended child would include what its parent had when it was forked."""
    try:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    except OSError:
        pass
    return before


def run_measured(site, kill_after=None):
    """(exit code, what it printed, peak in MiB, seconds) of one `syncd integration run`; the exit
    code is negative where it was killed, `kill_after` seconds after its start."""
    started = time.monotonic()
    process = subprocess.Popen([site.syncd, "--config", site.config, "integration", "run", "--json"],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    peak, out = 0, None
    while out is None:
        peak = peak_kib(process.pid, peak)
        left = 0.05 if kill_after is None else kill_after - (time.monotonic() - started)
        if left <= 0:
            process.kill()
        try:
            out = process.communicate(timeout=min(0.05, max(left, 0.001)))[0]
        except subprocess.TimeoutExpired:
            pass
    return process.returncode, out, peak / 1024, time.monotonic() - started


def made_there(name, row):
    """Rows of the double that did not come from here: tax actuals and their relationships."""
    return (name == ACTUALS and row["TRANSACTIONCLASSIFICATION"] == TAX
            or name == RELATIONSHIPS and row["TRANSACTION1ROLE"] == "Tax")
