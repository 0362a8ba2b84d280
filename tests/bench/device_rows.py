"""Rows about many devices and one daemon, and about how fast a change is seen."""

import contextlib
import time

from measure import Number, cpu_seconds, memory_kib, quantile
from place import STAFF, certificate, key_of, replica_of
from report import Row


def customer(number):
    return "ana@contoso.example" if number == 0 else f"ana{number}@contoso.example"


@contextlib.contextmanager
def daemon_of(place, site):
    """The site's daemon in a process that makes commits when told."""
    site.stop()
    with place.driven("daemon", site.config) as daemon:
        yield daemon
    site.start()


@contextlib.contextmanager
def devices_of(place, site, daemon, count, people, tls=False):
    tokens = place.new_folder("tokens") / "tokens"
    daemon.ask("devices", count, tokens, *people)
    with place.driven("devices", site.port, tokens, *(["tls"] if tls else [])) as devices:
        yield devices


def many_first_syncs(place):
    """Devices of some rows each: what each costs the daemon."""
    count, rows = (5, 50) if place.short else (50, 1_000)
    site = place.site(count * rows, accounts=count, name="many")
    for name, people, bar in (("", [customer(i) for i in range(count)], 4),
                              ("_equal_scopes", [customer(0)], 1)):
        costs = []
        with daemon_of(place, site) as daemon:
            for _ in range(place.repeats(3)):
                with devices_of(place, site, daemon, count, people) as devices:
                    used = cpu_seconds(daemon.pid)
                    pulled = devices.ask("pull", count)
                    costs.append((cpu_seconds(daemon.pid) - used) / count * 1000)
        if pulled["rows"] < count * rows:
            raise RuntimeError(f"{count} devices of {rows} rows fetched {pulled['rows']}")
        yield Row(f"first_sync_{count}_devices{name}", Number.of(costs), "ms CPU",
                  bar=f"≤ {bar} ms a device", value_max=bar,
                  note=f"{rows} rows each, {pulled['wire_bytes'] / count / 1000:.0f} kB on the wire")


def fan_out(place):
    """One change to devices that see it: to the last socket."""
    count = 5 if place.short else 50
    site = place.site(500 if place.short else 1_000, name="fan")
    ids = place.work_orders(place.workload(500 if place.short else 1_000))
    last = []
    with daemon_of(place, site) as daemon, \
            devices_of(place, site, daemon, count, [customer(0)]) as devices:
        devices.ask("live", count)
        for i in range(3 if place.short else 50):
            devices.ask("forget")
            (_, begin, _, _), = daemon.ask("commit", 1, 0, ids[i])["commits"]
            last.append((devices.ask("arrived", count)["seconds"][-1] - begin) * 1000)
    yield Row(f"change_to_{count}_devices", Number.median(last), "ms", bar="≤ 20 ms", value_max=20,
              note="median of changes, from before the write to the last socket's bytes")


def idle_devices(place):
    """What a device that only listens costs; and whether a commit notices them."""
    for tls, bar in ((False, 20), (True, 100)):
        yield from idle(place, tls, bar)


def idle(place, tls, bar):
    counts = [10, 50] if place.short else [10, 100, 1_000, 10_000]
    rows = 500 if place.short else 1_000
    extra = ""
    if tls:
        made, key = certificate(place.new_folder("certificate"))
        extra = f'\n[tls]\ncertificate = "{made}"\nkey = "{key}"\n'
    name = "idle-tls" if tls else "idle"
    site = idle_site(place, rows, name, extra)
    ids = place.work_orders(place.workload(rows, 2))[0::2]  # of the first account
    commits, before = {}, None
    with place.driven("daemon", site.config) as daemon:
        # The second account's devices see nothing of what changes.
        with devices_of(place, site, daemon, counts[-1], [customer(1)], tls) as devices:
            before = memory_kib(daemon.pid)
            for count in counts:
                devices.ask("live", count)
                times = daemon.ask("commit", 20 if place.short else 400, 1, *ids[:100])["commits"]
                commits[count] = [(after - begin) * 1000 for _, begin, _, after in times]
            each = (memory_kib(daemon.pid) - before) / counts[-1]
            share = idle_share(daemon, 1 if place.short else 60)
    what = "_tls" if tls else ""
    yield Row(f"idle_devices{what}", Number.of([each]), "KiB each", bar=f"≤ {bar} KiB",
              value_max=bar, note=f"resident, of {counts[-1]} live streams")
    yield Row(f"idle_devices{what}_share", Number.of([share * 100]), "% core", bar="≤ 1 %",
              value_max=1, note="beats included")
    if not tls:
        for count in counts:
            large = count == counts[-1]
            yield Row(f"commit_beside_{count}_devices", Number.median(commits[count]), "ms",
                      floor=Number.median(commits[counts[0]]) if large else None,
                      bar="flat: ≤ 1.5 × of 10" if large else "", ratio_max=1.5 if large else None)


def idle_site(place, rows, name, extra):
    """A site that only bench_daemon runs: with TLS the readiness of the e2e tests' way is not for
    it."""
    import support
    from place import LIMITS
    site = support.Site(place.bin, place.new_folder(name), LIMITS + extra)
    site.run("import", place.workload(rows, 2))
    return site


def idle_share(daemon, seconds):
    used, begin = cpu_seconds(daemon.pid), time.monotonic()
    time.sleep(seconds)  # nothing is waited for: this is the span that is measured
    return (cpu_seconds(daemon.pid) - used) / (time.monotonic() - begin)


def live(place):
    """Commit to visible in the replica, over loopback; beside a bare loop of the same run."""
    count = 50 if place.short else 2_000
    rows = place.largest()
    site = place.site(rows)
    device = place.profile(site)
    ids = place.work_orders(place.workload(rows))[:1000]
    fifty, most, loops_fifty, loops_most, from_write = [], [], [], [], []
    with place.client(device) as client:
        client.ask("sync")
        client.ask("settle")
    with daemon_of(place, site) as daemon, place.client(device) as client:
        for _ in range(place.repeats(3)):
            client.ask("watch")
            # The first changes open files, fill caches and grow the WAL.
            client.ask("noted", daemon.ask("commit", count // 5, 2, *ids)["commits"][-1][0])
            commits = daemon.ask("commit", count, 2, *ids)["commits"]
            notices = client.ask("noted", commits[-1][0])["notices"]
            seen = times_seen(commits, notices)
            on_commit = [at - decided for at, (_, _, decided, _) in zip(seen, commits)]
            fifty.append(quantile(on_commit, 0.5) * 1000)
            most.append(quantile(on_commit, 0.99) * 1000)
            from_write.append(quantile([at - begin for at, (_, begin, _, _) in zip(seen, commits)],
                                       0.5) * 1000)
            loop = place.floor("loop", replica_copy(place, device), key_of(device), count)["seconds"]
            loops_fifty.append(quantile(loop, 0.5) * 1000)
            loops_most.append(quantile(loop, 0.99) * 1000)
    yield Row("live_p50", Number.of(fifty), "ms", floor=Number.of(loops_fifty), bar="≤ 3 × loop",
              ratio_max=3, note=f"COMMIT to visible; from before the write {min(from_write):.2f}")
    yield Row("live_p99", Number.of(most), "ms", floor=Number.of(loops_most), bar="≤ 5 × loop",
              ratio_max=5, note="target 5 ms")


def replica_copy(place, device):
    import shutil
    copy = place.new_folder("loop") / "replica.db"
    for suffix in ("", "-wal"):
        source = replica_of(device).with_name("replica.db" + suffix)
        if source.exists():
            shutil.copy(source, copy.with_name("replica.db" + suffix))
    return copy


def times_seen(commits, notices):
    """For each commit the time of the first notice that was at or beyond it."""
    out, at = [], 0
    for commit, *_ in commits:
        while notices[at][0] < commit:
            at += 1
        out.append(notices[at][1])
    return out
