#!/usr/bin/env python3
"""Kills the real programs at random moments while people decide, edit and sync.

    kill9_test.py BIN_DIR [KILLS [SEED]]

At the end every action that was told "Saved on this device" has exactly one verdict, its effect is
there once, and every replica is proven by digest. The seed is printed; the order of what is tried
and who is killed follows from it, the exact moment also from the machine.
"""

import json
import pathlib
import random
import subprocess
import sys
import time
from collections import Counter

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import demo_rows
from support import DEADLINE_SECONDS, Device, Site, scratch

PEOPLE = {"arjun": "arjun.mehta.4@acct0.example", "renee": "renee.stclair.18@acct70.example",
          "jose": "jose.delacruz.19@acct70.example", "amina": "amina.diallo.21@acct70.example"}


class Storm:
    def __init__(self, bin_dir, folder, seed):
        self.random = random.Random(seed)
        self.site = Site(bin_dir, folder)
        self.site.import_sample("--rebase-dates")
        self.site.start()
        self.passwords = self.site.passwords()
        self.devices = {name: Device(bin_dir, folder / "profiles", self.site, signin, name)
                        for name, signin in PEOPLE.items()}
        self.me = {}
        for name, device in self.devices.items():
            device.sign_in(self.passwords[PEOPLE[name]])
            self.me[name] = device.must("status")["user"]
        self.saved = {name: [] for name in PEOPLE}      # ids of actions told "saved", in order
        self.written = {name: [] for name in PEOPLE}    # (text, told) of each edit of one's own row
        self.decisions = self.find_decisions()
        self.customer = demo_rows.customers(self.devices["renee"].list("account"))[0]
        self.serial = 0
        self.kills = Counter()
        self.signed_in_again = 0

    def find_decisions(self):
        """Commands that decide, each at most once: {person: [arguments]}."""
        quotes = demo_rows.quotes(self.devices["arjun"].list("quote", "pending"))
        offers = demo_rows.opportunities(self.devices["renee"].list("opportunity"))
        return {"arjun": [(verb, "quote", row) for verb, row in
                          zip(("approve", "reject", "approve", "reject"), quotes)],
                "renee": [(verb, "opportunity", row) for verb, row in
                          zip(("accept", "decline"), offers)],
                "jose": [], "amina": []}

    def next_command(self, name):
        """(arguments, text of the own row's edit or None)"""
        self.serial += 1
        choice = self.random.random()
        if choice < 0.35:
            return ("sync",), None
        if choice < 0.45 and self.decisions[name]:
            return self.decisions[name].pop(), None
        if choice < 0.60 and name in ("renee", "jose"):
            # The same field of the same row by two people: merges, conflicts, both.
            return ("set", "account", self.customer, f"telephone1=+49 {self.serial}"), None
        text = f"Storm {self.serial} {name}"
        return ("set", "contact", self.me[name], f"jobtitle={text}"), text

    def step(self, victim):
        """Starts a command and kills `victim` ("device", "daemon", or nobody) while it runs."""
        name = self.random.choice(sorted(PEOPLE))
        arguments, text = self.next_command(name)
        process = self.devices[name].start(*arguments)
        if victim:
            time.sleep(self.random.uniform(0, 0.12))  # the random moment, not a wait for something
            if victim == "daemon":
                self.site.kill()
            elif process.poll() is None:
                process.kill()
            self.kills[victim] += 1
        printed, error = process.communicate(timeout=DEADLINE_SECONDS)
        told = None
        if process.returncode == 0 and arguments[0] != "sync":
            told = json.loads(printed)["action"]["id"]
            self.saved[name].append(told)
        if text is not None:
            self.written[name].append((text, told is not None))
        if process.returncode == 3:
            self.sign_in_again(name)
        elif process.returncode not in (0, 6, -9):
            raise AssertionError(f"{name}: {arguments} ended with {process.returncode}: "
                                 f"{printed} {error}")
        if victim == "daemon" and not self.site.is_running():
            self.site.start()

    def sign_in_again(self, name):
        """Answers to renewing a token that were lost twice in a row look like a copied token."""
        if not self.site.is_running():
            self.site.start()
        waiting = self.devices[name].must("outbox")
        self.devices[name].sign_in(self.passwords[PEOPLE[name]], "--no-sync")
        assert self.devices[name].must("outbox") == waiting, f"{name}: the queue changed"
        self.signed_in_again += 1

    def settle(self):
        """Syncs until nothing waits."""
        for name, device in self.devices.items():
            for _ in range(10):
                code, synced = device.run("sync")
                if code == 3:
                    self.sign_in_again(name)
                elif code == 0 and synced["status"]["waiting"] == 0:
                    break
            assert synced["in_step"] and synced["proven"], (name, synced["message"])
            assert synced["status"]["waiting"] == 0, (name, device.must("outbox"))

    def check(self, folder):
        self.settle()
        self.settle()  # everybody reads what the others sent
        exported = self.site.export(folder / "export")
        verdicts = 0
        conflicts = set()
        for name, device in self.devices.items():
            history = device.must("history", "--limit", 10000)
            counted = Counter(action["id"] for action in history)
            assert not [i for i, count in counted.items() if count != 1], f"{name}: twice"
            lost = [i for i in self.saved[name] if i not in counted]
            assert not lost, f"{name}: told Saved, without a verdict: {lost}"
            without = [a["id"] for a in history if not a["verdict"]]
            assert not without, f"{name}: settled without a verdict: {without}"
            verdicts += len(history)
            conflicts |= {a["id"] for a in history if a["reason"] == "conflict"}
            self.check_own_row(name, exported)
            doctor = device.must("doctor")
            assert doctor["healthy"] and doctor["proven"], (name, doctor["findings"])
        self.check_decisions(exported)
        kept = Counter(row["actionid"]
                       for row in exported.get("fieldbook_conflicts.json", {}).values())
        assert set(kept) == conflicts and set(kept.values()) <= {1}, (kept, conflicts)
        self.check_daemon()
        return verdicts

    def check_own_row(self, name, exported):
        """Only its owner edits this row, so it ends at the last edit told "saved", or at one tried
        after it whose answer the kill cut off."""
        edits = self.written[name]
        last = max((i for i, (_, told) in enumerate(edits) if told), default=None)
        value = exported["contacts.json"][self.me[name]]["jobtitle"]
        fitting = {text for text, _ in edits[last or 0:]}
        assert last is None or value in fitting, (name, value, fitting)

    def check_decisions(self, exported):
        """Each decision is one row of the daemon, exactly one a quote that was decided."""
        history = self.devices["arjun"].must("history", "--limit", 10000)
        decided = Counter(a["target"] for a in history
                          if a["kind"].startswith("quote.") and a["verdict"] == "applied")
        rows = Counter(row["_quoteid_value"]
                       for row in exported.get("fieldbook_quotedecisions.json", {}).values())
        assert rows == decided and set(rows.values()) <= {1}, (rows, decided)

    def check_daemon(self):
        server = self.site.digests()
        for name, device in self.devices.items():
            for bucket in device.must("doctor")["buckets"]:
                assert server[bucket["name"]] == (bucket["count"], bucket["digest"]), (name, bucket)


def main(bin_dir, kills=50, seed=None):
    seed = int(seed) if seed is not None else random.SystemRandom().randrange(1 << 32)
    kills = int(kills)
    print(f"kill -9, {kills} times, seed {seed}", flush=True)
    with scratch("kill9") as folder:
        storm = Storm(bin_dir, folder, seed)
        try:
            while sum(storm.kills.values()) < kills:
                turn = sum(storm.kills.values())
                storm.step("daemon" if turn % 2 else "device")
                for _ in range(storm.random.randrange(3)):
                    storm.step(None)
            verdicts = storm.check(folder)
            code = storm.site.stop()
            assert code == 0, f"syncd ended with {code}"
        except BaseException:
            print(f"failed with seed {seed}; the daemon's last lines:\n"
                  f"{storm.site.log.read_text()[-2000:]}", file=sys.stderr)
            if storm.site.process.poll() is None:
                storm.site.kill()
            raise
    told = sum(len(ids) for ids in storm.saved.values())
    print(f"{dict(storm.kills)} killed; {told} actions told Saved, {verdicts} verdicts; "
          f"nothing lost, nothing twice, every replica proven; signed in again "
          f"{storm.signed_in_again} times")


if __name__ == "__main__":
    main(*sys.argv[1:])
