"""Processes and what they cost: time, processor, memory, and numbers with their spread."""

import dataclasses
import json
import os
import pathlib
import select
import subprocess
import time

PATIENCE_SECONDS = 180


@dataclasses.dataclass
class Run:
    seconds: float  # from the start of the process to its exit
    cpu_seconds: float  # user and system
    peak_kib: int
    output: str


def run_process(command, env=None):
    """Runs a program to its end. Raises with what it printed when it fails."""
    begin = time.monotonic()
    process = subprocess.Popen([str(one) for one in command], stdout=subprocess.PIPE, text=True,
                               stderr=subprocess.STDOUT, env={**os.environ, **(env or {})})
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {output[-2000:]}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, output)


class Driven:
    """A program that takes commands on standard input and answers each with one JSON line."""

    def __init__(self, command, log):
        self.name = pathlib.Path(command[0]).name
        self.log = open(log, "a")
        self.process = subprocess.Popen([str(one) for one in command], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.hello = self.read("its start")

    @property
    def pid(self):
        return self.process.pid

    def read(self, what):
        # One line an answer, so that nothing waits unread in the file's own buffer.
        if not select.select([self.process.stdout], [], [], PATIENCE_SECONDS)[0]:
            self.process.kill()
            raise RuntimeError(f"{self.name} gave no answer to {what}")
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended at {what}: see {self.log.name}")
        answer = json.loads(line)
        if "error" in answer:
            raise RuntimeError(f"{self.name} at {what}: {answer['error']}")
        return answer

    def ask(self, *words):
        line = " ".join(map(str, words))
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.read(line[:60])

    def quit(self):
        """Ends it in order; what it said last, if anything."""
        last = {}
        if self.process.poll() is None:
            self.process.stdin.write("quit\n")
            self.process.stdin.flush()
            for line in self.process.stdout:
                last = json.loads(line)
        self.process.wait(60)
        self.log.close()
        return last

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is not None:
            self.process.kill()
            self.process.wait()
            self.log.close()
        else:
            self.quit()


def cpu_seconds(pid):
    """Processor time of all threads of a process, to the nanosecond."""
    total = 0
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        total += int((task / "schedstat").read_text().split()[0])
    return total / 1e9


def memory_kib(pid, field="VmRSS"):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1])
    raise RuntimeError(f"no {field} of process {pid}")


def mapped_kib(pid):
    """Resident KiB by what is mapped: {path: KiB}, everything that is no file under ""."""
    out, path = {"": 0}, ""
    for line in pathlib.Path(f"/proc/{pid}/smaps").read_text().splitlines():
        words = line.split(maxsplit=5)
        if not words[0].endswith(":"):
            path = words[5] if len(words) > 5 and words[5].startswith("/") else ""
        elif words[0] == "Rss:":
            out[path] = out.get(path, 0) + int(words[1])
    return out


def end(process):
    """Ends a process that was started here."""
    process.terminate()
    process.wait(60)


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


@dataclasses.dataclass
class Number:
    """The best of several runs, and how far they lay apart."""
    best: float
    least: float
    most: float

    @staticmethod
    def of(values):
        return Number(min(values), min(values), max(values))

    @staticmethod
    def median(values):
        return Number(quantile(values, 0.5), min(values), max(values))

    def times(self, factor):
        return Number(self.best * factor, self.least * factor, self.most * factor)


def machine():
    """What the figures were measured on."""
    info = pathlib.Path("/proc/cpuinfo").read_text()
    models = [line.split(":", 1)[1].strip() for line in info.splitlines()
              if line.startswith("model name")]
    memory = pathlib.Path("/proc/meminfo").read_text().split()[1]
    return {"processor": models[0] if models else "unknown", "cores": os.cpu_count(),
            "memory_gib": round(int(memory) / 1024 / 1024, 1), "kernel": os.uname().release,
            "load": round(os.getloadavg()[0], 2),
            "measured": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
