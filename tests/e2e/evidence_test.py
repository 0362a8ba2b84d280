#!/usr/bin/env python3
"""Proof of an approval as a file: written by one device, checked without a profile or a daemon.

    evidence_test.py BIN_DIR
"""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from support import Device, Site, scratch

BIN = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path("build/release/bin")
CUSTOMER_APPROVER = "arjun.mehta.4@acct0.example"
DOES_NOT_HOLD = 7


class Evidence(unittest.TestCase):
    def test_an_approval_is_proven_by_its_file_alone(self):
        with scratch("evidence") as folder:
            site = Site(BIN, folder)
            site.import_sample()
            site.start()
            customer = Device(BIN, folder / "profiles", site, CUSTOMER_APPROVER, "customer")
            customer.sign_in(site.passwords()[CUSTOMER_APPROVER])
            quote = customer.list("quote", "pending")[0]["quoteid"]
            proof = folder / "proof.cbor"

            self.assertEqual(customer.run("evidence", "export", quote, "--out", str(proof))[0], 4)
            customer.must("do", "quote.approve", quote, "comment=As discussed",
                          "signer_name=Arjun Mehta", "signature=0,0 100,200;50,50")
            self.assertNotEqual(
                customer.run("evidence", "export", quote, "--out", str(proof))[0], 0,
                "the daemon has not answered")
            customer.sync()
            customer.must("evidence", "export", quote, "--out", str(proof))
            site.stop()

            stranger = Device(BIN, folder / "profiles", site, "nobody", "stranger")
            told = stranger.must("evidence", "verify", str(proof))
            self.assertTrue(told["holds"])
            facts = told["facts"]
            self.assertEqual(facts["decision"], "approved")
            self.assertEqual(facts["comment"], "As discussed")
            self.assertEqual(facts["typed_name"], "Arjun Mehta")
            self.assertEqual(facts["signature"], "0,0 100,200;50,50")
            self.assertEqual(facts["role"], "PSA Customer Approver")
            self.assertEqual(facts["quote_id"], quote)
            key = facts["daemon_key"]
            self.assertTrue(
                stranger.must("evidence", "verify", str(proof), "--daemon-key", key)["holds"])
            code, told = stranger.run("evidence", "verify", str(proof), "--daemon-key", "00" * 32)
            self.assertEqual(code, DOES_NOT_HOLD)
            self.assertEqual([check["claim"] for check in told["checks"] if not check["holds"]],
                             ["The daemon is the one whose key you gave."])

            whole = proof.read_bytes()
            for at in range(0, len(whole), 97):
                changed = bytearray(whole)
                changed[at] ^= 4
                proof.write_bytes(changed)
                self.assertEqual(stranger.run("evidence", "verify", str(proof))[0], DOES_NOT_HOLD,
                                 f"byte {at}")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=1)
