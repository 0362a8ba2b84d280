"""Rows about one device and its daemon: first sync, delta, nothing new, queued actions."""

import json
import shutil
import socket
import threading
import time

from measure import Number, cpu_seconds, memory_kib, quantile, run_process
from place import STAFF, key_of, replica_of
from proxy import Proxy
from report import Row


def first_sync(place):
    """Empty device to durable, in view order, digest-checked, as people run it: a whole process."""
    for rows in ([500, place.largest()] if place.short else [1_000, 10_000, place.largest()]):
        site = place.site(rows)
        seconds, cpu, daemon_cpu, peak, floors = [], [], [], [], []
        for _ in range(place.repeats(5)):
            device = place.profile(site)
            before = cpu_seconds(site.process.pid)
            run = run_process(device.command("sync"))
            daemon_cpu.append(cpu_seconds(site.process.pid) - before)
            answer = json.loads(run.output)
            if not answer["proven"] or answer["status"]["rows"] < rows:
                raise RuntimeError(f"a first sync that proves nothing: {run.output[:500]}")
            seconds.append(run.seconds)
            cpu.append(run.cpu_seconds)
            peak.append(run.peak_kib)
            floors.append(fill_floor(place, device)["seconds"])
        large = rows == place.largest()
        yield Row(f"first_sync_{rows}", Number.of(seconds), "s", floor=Number.of(floors),
                  bar="≤ 1.5 × floor" if large else "", ratio_max=1.5 if large else None,
                  note="process start to exit")
        yield Row(f"first_sync_{rows}_client_cpu", Number.of(cpu), "s")
        yield Row(f"first_sync_{rows}_daemon_cpu", Number.of(daemon_cpu), "s")
        yield Row(f"first_sync_{rows}_client_peak", Number.of(peak).times(1 / 1024), "MiB")
    yield Row("daemon_peak", Number.of([memory_kib(site.process.pid, "VmHWM") / 1024]), "MiB",
              note=f"after first syncs of {rows} rows")
    yield Row("page_copy", Number.of([copy_pages(replica_of(device), place.new_folder("copy"))
                                      for _ in range(place.repeats(3))]), "s",
              note="the replica's file over loopback to disk, for comparison")
    yield from first_sync_bytes(place, site)


def fill_floor(place, device, *more):
    out = place.new_folder("floor")
    floor = place.floor("fill", replica_of(device), out / "floor.db", key_of(device), *more)
    shutil.rmtree(out)
    return floor


def copy_pages(path, folder):
    """Sends a file over loopback to another thread, which writes it and waits for the disk."""
    import os
    listener = socket.create_server(("127.0.0.1", 0))

    def receive():
        source, _ = listener.accept()
        with open(folder / "copy.db", "wb") as file:
            while data := source.recv(1 << 20):
                file.write(data)
            file.flush()
            os.fsync(file.fileno())
    begin = time.monotonic()
    receiver = threading.Thread(target=receive)
    receiver.start()
    with socket.create_connection(listener.getsockname()) as target, open(path, "rb") as file:
        target.sendfile(file)
    receiver.join()
    return time.monotonic() - begin


def first_sync_bytes(place, site):
    device = place.profile(site)
    proxy = Proxy(site.port)
    with place.client(device, proxy.url) as client:
        client.ask("sync")
        counted = proxy.counted()
        yield Row("first_sync_wire", Number.of([counted["down_body"] / 1e6]), "MB",
                  note=f"of body down, {counted['up_body']} bytes of body up")
        before = proxy.counted()
        client.ask("sync")
        after = proxy.counted()
    proxy.close()
    cost = {key: after[key] - before[key] for key in after}
    for way in ("up", "down"):
        yield Row(f"nothing_new_{way}", Number.of([cost[f"{way}_body"]]), "bytes",
                  bar="≤ 300 of body", value_max=300, note=f"and {cost[f'{way}_head']} of head")


def first_sync_searchable(place):
    """The same until search finds everything; and when the first page can be used."""
    site = place.site(place.largest())
    seconds, pages, floors = [], [], []
    for _ in range(place.repeats(3)):
        device = place.profile(site)
        with place.client(device) as client:
            client.ask("sign-in", STAFF, site.passwords()[STAFF])
            synced = client.ask("sync")
            settled = client.ask("settle")
        if settled["hits"] == 0:
            raise RuntimeError("search found nothing")
        seconds.append(settled["at"] - synced["begin"])
        pages.append(synced["first_page_seconds"])
        floors.append(fill_floor(place, device, "search")["seconds"])
    yield Row("first_sync_searchable", Number.of(seconds), "s", floor=Number.of(floors),
              bar="≤ 1.5 × floor", ratio_max=1.5, note="floor with its search index")
    yield Row("first_page", Number.of(pages).times(1000), "ms", bar="≤ 150 ms", value_max=150,
              note="from the request to rows of a list")


def nothing_new(place):
    for rows in ([500, place.largest()] if place.short else [1_000, place.largest()]):
        site = place.site(rows)
        device = place.profile(site)
        with place.client(device) as client:
            client.ask("sync")
            client.ask("settle")
            times = [client.ask("sync")["seconds"] * 1000 for _ in range(20 if place.short else 300)]
        large = rows == place.largest()
        yield Row(f"nothing_new_{rows}", Number.median(times), "ms",
                  bar="≤ 2 ms" if large else "", value_max=2 if large else None,
                  note=f"median, warm connection; 99 of 100 below {quantile(times, 0.99):.2f}")


def delta(place):
    """1,000 changed rows: fetched, applied, proven, searchable."""
    rows = place.largest()
    site = place.site(rows, name="delta")
    device = place.profile(site)
    seconds, floors, round_trips, wire = [], [], [], []
    for generation in range(2, 2 + place.repeats(5)):
        with place.client(device) as client:
            client.ask("sync")
            client.ask("settle")
        before = place.new_folder("before") / "replica.db"
        shutil.copy(replica_of(device), before)
        proxy = Proxy(site.port)
        with place.client(device) as client:
            client.ask("sync")
            round_trips.append(min(client.ask("sync")["seconds"] for _ in range(20)))
            site.run("import", place.workload(rows, 1, generation))
            synced = client.ask("sync")
            settled = client.ask("settle")
        proxy.close()
        if not synced["proven"]:
            raise RuntimeError("a delta that proves nothing")
        seconds.append(settled["at"] - synced["begin"])
        floors.append(min(delta_floor(place, before, device) for _ in range(place.repeats(3))))
    trip = min(round_trips)
    yield Row("delta_1000", Number.of(seconds).times(1000), "ms",
              floor=Number.of([floor + trip / 2 for floor in floors]).times(1000),
              bar="≤ 2 × floor + trip", ratio_max=2,
              note=f"of {rows}, with search; one round trip is {trip * 1000:.2f} ms")


def delta_floor(place, before, device):
    """The first of several has the files' pages to fetch; each gets a copy of its own."""
    copy = place.new_folder("floor") / "replica.db"
    shutil.copy(before, copy)
    seconds = place.floor("replay", copy, replica_of(device), key_of(device), 100_000, "entities",
                          "search")["seconds"]
    shutil.rmtree(copy.parent)
    return seconds


def actions(place):
    """Queued actions to verdicts, each verified, decided, journaled, audited."""
    count = 100 if place.short else 1_000
    site = place.site(10_000 if not place.short else 500, name="actions")
    device = place.profile(site)
    database = site.data / "fieldbook.db"
    rates, floors, saves, daemon = [], [], [], []
    with place.client(device) as client:
        client.ask("sync")
        client.ask("settle")
    for _ in range(place.repeats(3)):
        # Nobody answers at this address: the decisions are made offline.
        with place.client(device, "http://127.0.0.1:9") as client:
            saves.append(client.ask("update", count)["seconds"] / count)
        site.stop()
        before = place.new_folder("before") / "fieldbook.db"
        shutil.copy(database, before)
        site.start()
        with place.client(device) as client:
            used = cpu_seconds(site.process.pid)
            answer = client.ask("sync")
            rates.append(answer["seconds"])
            daemon.append(cpu_seconds(site.process.pid) - used)
        if (answer["waiting_before"], answer["waiting"]) != (count, 0):
            raise RuntimeError(f"of {count} decisions {answer['waiting_before']} waited and "
                               f"{answer['waiting']} have no verdict")
        site.stop()
        floors.append(place.floor("replay", before, database, "", 256)["seconds"])
        site.start()
    yield Row(f"actions_{count}", Number.of(rates).times(1000), "ms",
              floor=Number.of(floors).times(1000), bar="≥ 0.5 × its rate", ratio_max=2,
              note="request to verdicts durable on the device; floor: group commits of 256")
    yield Row(f"actions_{count}_daemon_cpu", Number.of(daemon).times(1000), "ms")
    yield Row("action_saved", Number.of(saves).times(1000), "ms",
              note="one decision to \"Saved on this device\"")
