"""Rows about the app: its frames, its start, its memory; and what the daemon holds for the sample."""

import contextlib
import os
import pathlib
import re
import subprocess
import time

from measure import Number, cpu_seconds, end, mapped_kib, memory_kib, quantile
from place import STAFF, support
from report import Row

ENTITY, VIEW = "msdyn_workorder", "all"
UNAUTHENTICATED = 3  # exit code of fieldbookctl
KINDS = ("still", "scrolling", "sorting", "filtering")


def app(place):
    """The whole app on a window of memory, at a profile with the largest list."""
    site = place.site(place.largest())
    device = place.profile(site)
    with place.client(device) as client:
        client.ask("sync")
        client.ask("settle")
    profile = device.home / device.name
    first, settled, opened = [], [], []
    frames = {kind: [] for kind in KINDS}
    drawn = {kind: [0, 0] for kind in KINDS}
    for _ in range(place.repeats(5)):
        begin = time.monotonic()
        with place.driven("app", profile) as window:
            first.append((window.hello["first_frame"] - begin) * 1000)
            settled.append((window.hello["settled"] - begin) * 1000)
    with place.driven("app", profile) as window:
        at_home = memory_kib(window.pid)
        answer = window.ask("list", ENTITY, VIEW)
        if answer["rows"] < place.largest():
            raise RuntimeError(f"the largest list has {answer['rows']} rows")
        opened.append(answer["seconds"] * 1000)
        for kind in KINDS:
            answer = window.ask("frames", kind, 20 if place.short else 600)
            frames[kind] = answer["milliseconds"]
            drawn[kind] = answer["drawn"], answer["drawn_empty"]
        resident, peak = memory_kib(window.pid), memory_kib(window.pid, "VmHWM")
        anonymous = mapped_kib(window.pid)[""]
        libraries = set(mapped_kib(window.pid))
    yield Row("app_first_frame", Number.of(first), "ms", bar="≤ 300 ms", value_max=300,
              note="process start to the first frame, encrypted replica open")
    yield Row("app_home", Number.of(settled), "ms", note="to everything that home shows")
    yield Row("app_list_opened", Number.of(opened), "ms", note="to rows and count of the largest")
    for kind in KINDS:
        whole, empty = drawn[kind]
        note = f"{len(frames[kind])} frames"
        if empty:
            note += f"; {empty / whole:.1%} of rows drawn before they were read"
        for name, share in (("p50", 0.5), ("p99", 0.99)):
            value = quantile(frames[kind], share)
            yield Row(f"app_frame_{kind}_{name}", Number(value, min(frames[kind]),
                                                         max(frames[kind])),
                      "ms CPU", bar="≤ 4 ms", value_max=4, note=note)
    yield Row("app_memory", Number(megabytes(resident), megabytes(min(at_home, resident)),
                                   megabytes(peak)), "MB",
              bar="≤ 100 MB", value_max=100,
              note="resident after all of these; spread: the least of both, and the peak")
    yield from on_a_display(place, device, anonymous, libraries)


def megabytes(kib):
    return kib * 1024 / 1e6


@contextlib.contextmanager
def display(place):
    """A display that is only memory; its name."""
    read, write = os.pipe()
    log = open(place.folder / "xvfb.log", "a")
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x1280x24",
                               "-nolisten", "tcp"], pass_fds=[write], stderr=log)
    os.close(write)
    try:
        with os.fdopen(read) as names:
            name = names.readline().strip()
        if not name:
            raise RuntimeError(f"Xvfb did not start: see {log.name}")
        yield ":" + name
    finally:
        end(server)
        log.close()


# The picture first: saving one takes memory for a moment, which is not what an app in use holds.
TOUR = """wait heading "Hello"
picture home
press navigation_item "Work Orders"
wait table "Work Orders"
close
"""
SAMPLES_AT_END = 10  # of 10 ms: the list is drawn, the end has hardly begun


def on_a_display(place, device, anonymous, libraries):
    """The program itself, on a display, with a graphics driver that draws with the processor."""
    tour = place.new_folder("tour")
    (tour / "list.tour").write_text(TOUR)
    samples, used = [], 0
    with display(place) as name:
        process = subprocess.Popen(
            [place.bin / "fieldbook", "--home", device.home, "--profile", device.name, "--tour",
             tour / "list.tour", "--pictures", tour], stdout=subprocess.PIPE, text=True,
            stderr=subprocess.STDOUT,
            env={**os.environ, "DISPLAY": name, "LIBGL_ALWAYS_SOFTWARE": "1"})
        while process.poll() is None:
            with contextlib.suppress(OSError):  # it may end meanwhile
                samples.append(mapped_kib(process.pid))
                used = max(used, cpu_seconds(process.pid))
            time.sleep(0.01)
    if process.returncode != 0 or not list(tour.glob("*.png")):
        raise RuntimeError(f"the tour did not go: {process.stdout.read()[-2000:]}")
    by_size = sorted(samples[-SAMPLES_AT_END:], key=lambda one: sum(one.values()))
    listed = by_size[len(by_size) // 2]
    driver = {path for path in listed if path and path not in libraries and
              re.search(r"\.so\b|\.so\.", path)}

    def without_driver(mapped):
        return megabytes(sum(kib for path, kib in mapped.items() if path not in driver))

    names = sorted(driver, key=listed.get, reverse=True)[:4]
    peak = max(map(without_driver, samples))
    yield Row("app_memory_display", Number(without_driver(listed), without_driver(listed), peak),
              "MB", bar="≤ 100 MB", value_max=100,
              note=f"of {megabytes(sum(listed.values())):.0f} in all, without the driver's "
                   f"libraries ({', '.join(pathlib.Path(one).name for one in names)}); its own heap "
                   f"is among the {megabytes(listed[''] - anonymous):+.0f} of anonymous memory; "
                   "spread: the peak, while a picture is saved")


def daemon_with_sample(place):
    """What syncd holds with the sample organisation, after people have synced."""
    site = support.Site(place.bin, place.new_folder("sample"))
    site.import_sample("--rebase-dates")
    site.start()
    try:
        at_start = memory_kib(site.process.pid)
        people = 0
        for person, password in sorted(site.passwords().items())[:5 if place.short else None]:
            device = support.Device(place.bin, place.new_folder("home"), site, person)
            code, _ = device.run("sign-in", "--server", site.url, "--user", person,
                                 env={"FIELDBOOK_PASSWORD": password})
            if code not in (0, UNAUTHENTICATED):  # some of the sample's people may not come in
                raise RuntimeError(f"{person}: {device.last_error}")
            people += code == 0
        resident = memory_kib(site.process.pid)
        peak = memory_kib(site.process.pid, "VmHWM")
    finally:
        site.stop()
    yield Row("daemon_with_sample", Number(megabytes(resident), megabytes(at_start),
                                           megabytes(peak)), "MB", bar="≤ 60 MB", value_max=60,
              note=f"resident after first syncs of {people} people; spread: at start, and "
                   "the peak")
