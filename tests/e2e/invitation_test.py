#!/usr/bin/env python3
"""From an application to a colleague's first sign-in: staff approve and invite, the code is
redeemed, the device holds the own organisation's rows; e-mail through a double of a mail server,
passwords set again by a code.

    invitation_test.py BIN_DIR
"""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from mail_double import MailDouble
from support import Device, Site, scratch, wait_until

BIN = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path("build/release/bin")
STAFF = "beatrice.rossi@organisation.example"
APPLICANT_ACCOUNT = "99412de3-0485-4478-90c4-42e2d785b6cd"  # Neustart Services 5, applied
APPLICANT = "2d04caa9-d8f0-47dc-931e-1096a44f2387"
APPLICANT_MAIL = "renee.stclair.41@acct96.example"
PASSWORD = "a password that nobody guesses"
ANOTHER = "another password nobody guesses"
MAIL = ('\n[mail]\nmode = "on"\nurl = "smtp://127.0.0.1:{port}"\nfrom = "fieldbook@example.com"\n'
        'site = "https://fieldbook.example.com"\n\n[distribution]\nmode = "off"\n')


def setUpModule():
    global scratch_folder, folder, double, site, staff
    scratch_folder = scratch("invitation")
    folder = scratch_folder.__enter__()
    # The first message is turned away for now: it has to come again.
    double = MailDouble(answers=["451 later"])
    site = Site(BIN, folder, MAIL.format(port=double.port))
    site.import_sample("--rebase-dates")
    site.start()
    staff = Device(BIN, folder / "profiles", site, STAFF)
    staff.sign_in(site.passwords()[STAFF])


def tearDownModule():
    site.stop()
    double.stop()
    scratch_folder.__exit__(None, None, None)


def take(device, *arguments):
    """One action, sent at once; the verdict of its kind that came last."""
    printed = device.must("do", *arguments, "--sync")
    return next(one for one in reversed(printed["verdicts"]) if one["kind"] == arguments[0])


def redeem(device, code, password=PASSWORD, name=()):
    return device.run("redeem", "--server", site.url, "--user", device.signin, "--code", code,
                      *name, env={"FIELDBOOK_PASSWORD": password})


def code_of(verdict):
    return verdict["verdict_text"].split("‘")[1].split("’")[0]


class FirstSignIn(unittest.TestCase):
    def test_1_an_applicant_is_not_invited_before_the_approval(self):
        code, printed = staff.run("do", "contact.invite", APPLICANT, "--sync")
        self.assertNotEqual(code, 0, printed)

    def test_2_staff_approve_and_invite_and_the_applicant_signs_in(self):
        self.assertEqual(take(staff, "partner.approve", APPLICANT_ACCOUNT)["state"], "done")
        code = code_of(take(staff, "contact.invite", APPLICANT))
        self.assertEqual(len(code), 172)
        type(self).code = code
        # Before it is redeemed: what is used already is not mailed any more.
        wait_until(lambda: double.to(APPLICANT_MAIL), "the invitation by mail", 90)
        self.assertEqual(double.turned_away, 1)
        self.assertIn(code, double.to(APPLICANT_MAIL)[0].get_content())
        applicant = type(self).applicant = Device(BIN, folder / "profiles", site, "renee.new")
        wrong, _ = redeem(applicant, code[:-9])
        self.assertNotEqual(wrong, 0)
        short, _ = redeem(applicant, code, "short")
        self.assertNotEqual(short, 0)
        status, printed = redeem(applicant, code)
        self.assertEqual(status, 0, (printed, applicant.last_error))
        accounts = {row["accountid"]: row for row in applicant.list("account")}
        self.assertIn(APPLICANT_ACCOUNT, accounts)
        contacts = applicant.list("contact")
        self.assertIn(APPLICANT, {row["contactid"] for row in contacts})
        self.assertEqual(applicant.must("status")["audience"], "partner")

    def test_3_the_invitation_says_that_it_went_out_and_was_redeemed(self):
        staff.sync()
        row = next(row for row in staff.list("adx_invitation")
                   if row["adx_redemptions"] == 1 and row["adx_name"].endswith("St. Clair"))
        self.assertEqual(row["statuscode"], 756150001)

    def test_4_a_code_is_good_once(self):
        other = Device(BIN, folder / "profiles", site, "somebody.else")
        status, printed = redeem(other, self.code)
        self.assertNotEqual(status, 0)
        self.assertIn("used already", json.dumps(printed))

    def test_5_the_new_administrator_invites_a_colleague(self):
        applicant = self.applicant
        added = applicant.must("add", "contact", "firstname=Kim", "lastname=Neu",
                               "emailaddress1=kim@acct96.example",
                               f"parentcustomerid={APPLICANT_ACCOUNT}", "--sync")
        colleague = next(row for row in applicant.list("contact") if row["lastname"] == "Neu")
        verdict = take(applicant, "contact.invite", colleague["contactid"])
        self.assertEqual(verdict["state"], "done", (verdict, added))
        rows = applicant.list("adx_invitation")
        self.assertEqual({row["_adx_invitecontact_value"] for row in rows},
                         {colleague["contactid"]})
        self.assertFalse(any("adx_invitationcode" in row for row in rows))
        # The first is withdrawn by the second, the second by hand.
        later = code_of(take(applicant, "contact.invite", colleague["contactid"]))
        kim = Device(BIN, folder / "profiles", site, "kim.new")
        self.assertIn("withdrawn or replaced", json.dumps(redeem(kim, code_of(verdict))[1]))
        last = next(row for row in applicant.list("adx_invitation") if row["statecode"] == 0)
        self.assertEqual(take(applicant, "invitation.withdraw", last["adx_invitationid"])["state"],
                         "done")
        self.assertNotEqual(redeem(kim, later)[0], 0)
        final = code_of(take(applicant, "contact.invite", colleague["contactid"]))
        self.assertEqual(redeem(kim, final)[0], 0, kim.last_error)
        self.assertIn(APPLICANT_ACCOUNT, {row["accountid"] for row in kim.list("account")})

    def test_6_a_group_begins_with_one_code(self):
        applicant = self.applicant
        status, _ = applicant.run("do", "account.invite", APPLICANT_ACCOUNT,
                                  "adx_maximumredemptions=0", "--sync")
        self.assertNotEqual(status, 0)
        verdict = take(applicant, "account.invite", APPLICANT_ACCOUNT, "adx_maximumredemptions=2")
        self.assertEqual(verdict["state"], "done", verdict)
        self.assertIn("2 times", verdict["verdict_text"])
        code = code_of(verdict)
        people = [Device(BIN, folder / "profiles", site, name) for name in ("pat.n", "quin.n")]
        self.assertEqual(redeem(people[0], code, name=("--first-name", "Pat", "--last-name", "N"))[0],
                         0, people[0].last_error)
        self.assertEqual(redeem(people[1], code)[0], 0, people[1].last_error)
        self.assertIn("used already",
                      json.dumps(redeem(Device(BIN, folder / "profiles", site, "rae.n"), code)[1]))
        for person in people:
            self.assertEqual(person.must("status")["audience"], "partner")
            self.assertIn(APPLICANT_ACCOUNT, {row["accountid"] for row in person.list("account")})
        applicant.sync()
        group = next(row for row in applicant.list("adx_invitation")
                     if row["adx_type"] == 756150001)
        self.assertEqual((group["adx_redemptions"], group["statuscode"]), (2, 756150001))
        self.assertLessEqual({"Pat N", "quin.n"},
                             {row["fullname"] for row in applicant.list("contact")})

    def test_7_a_forgotten_password_is_set_again_by_a_code_from_the_mailbox(self):
        def ask(device):
            return device.run("password-reset", "--server", site.url, "--user", device.signin)

        before = len(double.to(APPLICANT_MAIL))
        applicant = Device(BIN, folder / "profiles", site, "renee.new", name="renee-2")
        nobody = Device(BIN, folder / "profiles", site, "nobody.at.all")
        self.assertEqual(ask(applicant), ask(nobody))
        wait_until(lambda: len(double.to(APPLICANT_MAIL)) > before, "the code by mail", 60)
        text = double.to(APPLICANT_MAIL)[-1].get_content()
        code = text.split("Code: ")[1].split()[0]

        def confirm(device, code, password):
            return device.run("password-reset", "--server", site.url, "--user", device.signin,
                              "--code", code, env={"FIELDBOOK_PASSWORD": password})[0]

        self.assertNotEqual(confirm(applicant, "AAAAA-AAAAA", ANOTHER), 0)
        self.assertNotEqual(confirm(nobody, code, ANOTHER), 0)
        self.assertEqual(confirm(applicant, code, ANOTHER), 0, applicant.last_error)
        self.assertNotEqual(confirm(applicant, code, PASSWORD), 0)
        old = applicant.run("sign-in", "--server", site.url, "--user", "renee.new",
                            env={"FIELDBOOK_PASSWORD": PASSWORD})[0]
        self.assertNotEqual(old, 0)

    def test_8_nothing_is_lost_or_doubled_when_the_daemon_is_killed(self):
        ids = [message["Message-ID"] for _, message in double.messages]
        self.assertEqual(len(ids), len(set(ids)))
        site.kill()
        site.start()
        self.assertEqual(take(staff, "contact.invite",
                              customer_without_sign_in())["state"], "done")
        wait_until(lambda: len(double.messages) > len(ids), "a message after the restart", 90)
        ids = [message["Message-ID"] for _, message in double.messages]
        self.assertEqual(len(ids), len(set(ids)))


def customer_without_sign_in():
    """A contact with an address who has no sign-in and no application."""
    signed_in = set(site.passwords())
    partners = {row["accountid"] for row in staff.list("account")
                if row.get("adx_partner_status") is not None}
    return next(row["contactid"] for row in staff.list("contact")
                if row.get("emailaddress1") and row["emailaddress1"] not in signed_in
                and row["statecode"] == 0 and row.get("_parentcustomerid_value") not in partners
                and row["contactid"] != APPLICANT)


class Configuration(unittest.TestCase):
    def test_what_is_missing_is_told_by_check_config(self):
        (folder / "bad").mkdir()
        bad = Site(BIN, folder / "bad", '\n[mail]\nmode = "on"\nurl = "http://x"\nfrom = "x"\n'
                                        'user = "x"\n')
        done = bad.run("--check-config", check=False)
        self.assertEqual(done.returncode, 1)
        for key in ("mail.url", "mail.from", "mail.password_file"):
            self.assertIn(key, done.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
