#!/usr/bin/env python3
"""Offers are announced by e-mail and called to mind before they end, each partner's contact in the
language that it prefers: the daemon distributes the sample, a double of a mail server keeps what comes.

    offer_mail_test.py BIN_DIR
"""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from mail_double import MailDouble
from support import Site, scratch, wait_until

BIN = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path("build/release/bin")
PARTNER = 100000000  # accountclassificationcode
SUBJECTS = {("offer", "en"): "New opportunity: ", ("offer", "de"): "Neue Verkaufschance: ",
            ("ending", "en"): "Ends soon: ", ("ending", "de"): "Endet bald: "}
GREETINGS = {"en": "Hello ", "de": "Guten Tag "}
CONFIG = """
[distribution]
offer_days = 5
[distribution.weights]
winrate = 3
[mail]
mode = "on"
url = "smtp://127.0.0.1:{port}"
from = "fieldbook@example.com"
language = "de"
ending_days = 0
"""


def setUpModule():
    global scratch_folder, folder, double, site, letters
    scratch_folder = scratch("offer-mail")
    folder = scratch_folder.__enter__()
    double = MailDouble()
    site = Site(BIN, folder, CONFIG.format(port=double.port))
    site.import_sample("--rebase-dates")
    say_who_prefers_english()
    site.start()
    letters = {}


def tearDownModule():
    site.stop()
    double.stop()
    scratch_folder.__exit__(None, None, None)


def say_who_prefers_english():
    """Every second contact; the others have no preference, and get the site's German."""
    exported = site.export(folder / "before")
    english = next(row["languagelocaleid"] for row in exported["languagelocales.json"].values()
                   if row["code"] == "en-US")
    chosen = sorted(exported["contacts.json"])[::2]
    rows = [{"contactid": one, "adx_preferredlanguageid": english} for one in chosen]
    target = folder / "languages"
    target.mkdir()
    (target / "contacts.json").write_text(json.dumps({"value": rows}))
    site.run("import", str(target))


def expected(task):
    """Of each offer: to whom, in which language, about what."""
    exported = site.export(folder / f"now-{task}-{len(list(folder.iterdir()))}")
    contacts, accounts = exported["contacts.json"], exported["accounts.json"]
    out = []
    for row in exported["opportunities.json"].values():
        open_offer = [one for one in exported["fieldbook_opportunitydeliveries.json"].values()
                      if one["_opportunityid_value"] == row["opportunityid"]
                      and one["_partnerid_value"] == row.get("_msa_partnerid_value")
                      and one.get("expireson") and not any(
                          one.get(end) for end in ("acceptedon", "declinedon", "expiredon",
                                                   "returnedon", "withdrawnon", "wonon"))]
        named = contacts.get(row.get("_msa_partneroppid_value"))
        if named and named["_parentcustomerid_value"] != row["_msa_partnerid_value"]:
            named = None
        partner = accounts.get(row.get("_msa_partnerid_value"))
        reader = named or (partner and contacts.get(partner.get("_primarycontactid_value")))
        if not open_offer or not reader or not reader.get("emailaddress1"):
            continue
        language = "en" if reader.get("adx_preferredlanguageid") else "de"
        out += [(reader["emailaddress1"], language, SUBJECTS[task, language] + row["name"])
                ] * len(open_offer)
    return sorted(out)


def arrived(task):
    out = []
    for recipients, message in list(double.messages):
        for language in ("en", "de"):
            if message["Subject"].startswith(SUBJECTS[task, language]):
                assert message.get_content().startswith(GREETINGS[language]), message.get_content()
                out += [(recipient, language, message["Subject"]) for recipient in recipients]
    return sorted(out)


class OfferMail(unittest.TestCase):
    def test_1_new_offers_are_announced_each_in_its_readers_language(self):
        def all_offered():
            run = json.loads(site.run("distribution", "run", "--all", "--json").stdout)
            return run["delivered"] == 0 and expected("offer")
        wait_until(all_offered, "the opportunities to be offered", 60)
        wait_until(lambda: arrived("offer") == expected("offer"), "the letters of the offers", 120)
        self.assertEqual({language for _, language, _ in arrived("offer")}, {"en", "de"})
        self.assertEqual(arrived("ending"), [])

    def test_2_offers_that_end_soon_are_called_to_mind_once(self):
        announced = arrived("offer")
        site.stop()
        config = site.config.read_text()
        site.config.write_text(config.replace("ending_days = 0", "ending_days = 30"))
        site.start()
        wait_until(lambda: arrived("ending") and arrived("ending") == expected("ending"),
                   "the reminders", 120)
        self.assertEqual(arrived("offer"), announced, "announced once")
        texts = [message.get_content() for _, message in list(double.messages)
                 if message["Subject"].startswith(SUBJECTS["ending", "de"])]
        self.assertTrue(texts and all("noch hat niemand" in text.lower() for text in texts), texts)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
