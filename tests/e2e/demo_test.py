#!/usr/bin/env python3
"""Runs demo.sh and checks that it ends well, says what it promises, and leaves the pictures of a tour
through the window.

    demo_test.py BIN_DIR
"""

import pathlib
import resource
import struct
import subprocess
import sys
import time
import zlib

LINES = [
    "1. A server for the sample organisation",
    "2. Six people sign in",
    "3. The server is gone",
    "does not answer",
    "Saved on this device: Approve quote",
    "Saved on this device: Reject quote",
    "Saved on this device: Accept opportunity",
    "Saved on this device: Decline opportunity",
    "Saved on this device: Accept booking",
    "Saved on this device: Approve the application",
    "5. What waits on each device",
    "Done: Approve quote",
    "Two people changed",
    "Giorgos signs in once more, on the same device:",
    "Renée's device now reads +49 30 5550 200, Werkstraße 7.",
    "= the server's",
    "9. Projects go to Finance and Operations; vouchers and taxes come back",
    "none twice, none lost",
    "sales tax are on Beatrice's device",
    "10. The same in the window",
    "Done: 10 decisions made offline",
]


PICTURES_MIN = 20


def pixels(path):
    """(width, height, distinct pixels) of a PNG with 8 bits a channel and no palette."""
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", f"{path.name} is no PNG"
    at, compressed = 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colours = struct.unpack(">IIBB", body[:10])
        if kind == b"IDAT":
            compressed += body
        at += 12 + length
    channels = {2: 3, 6: 4}[colours]
    assert depth == 8, f"{path.name} has {depth} bits a channel"
    rows = zlib.decompress(compressed)
    stride = 1 + width * channels
    # A blank row is the same bytes from end to end, whatever filter was chosen for it.
    distinct = {rows[i * stride + 1:(i + 1) * stride] for i in range(height)}
    return width, height, len(distinct)


def check_pictures(folder):
    pictures = sorted(folder.glob("*.png"))
    assert len(pictures) >= PICTURES_MIN, f"{len(pictures)} pictures"
    sizes = set()
    for path in pictures:
        width, height, distinct = pixels(path)
        sizes.add((width, height))
        assert distinct > 60, f"{path.name} is blank: {distinct} different rows of {height}"
    assert sizes == {(1280, 800), (800, 1280)}, sizes
    assert len({path.read_bytes() for path in pictures}) == len(pictures), "two pictures are the same"


def main(bin_dir):
    here = pathlib.Path(__file__).resolve().parent
    started = time.monotonic()
    done = subprocess.run([here / "demo.sh", bin_dir, "--headless"], capture_output=True, text=True,
                          timeout=300)
    took = time.monotonic() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(done.stdout, done.stderr, sep="")
    assert done.returncode == 0, f"demo.sh ended with {done.returncode}"
    for line in LINES:
        assert line in done.stdout, f"it did not say {line!r}"
    assert done.stderr == "", "noise on standard error"
    check_pictures(here.parents[1] / "build" / "demo")
    # Computing time, because other tests may run beside this one; the clock is 20 to 50 s.
    computed = used.ru_utime + used.ru_stime
    print(f"{took:.0f} s, of which {computed:.0f} s computing")
    assert computed < 60, f"the demo computed for {computed:.0f} s"


if __name__ == "__main__":
    main(*sys.argv[1:])
