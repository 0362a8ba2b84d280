"""A mail server for tests: takes messages over SMTP and keeps them, or answers as a test says."""

import asyncio
import email
import email.policy
import threading


class MailDouble:
    """`answers` are given to MAIL FROM, one a message, before the server takes any."""

    def __init__(self, port=0, answers=()):
        self.messages = []
        self.answers = list(answers)
        self.turned_away = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(port,), daemon=True)
        self._thread.start()
        self._ready.wait(10)

    def _run(self, port):
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._talk, "127.0.0.1", port))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()

    async def _talk(self, reader, writer):
        def say(line):
            writer.write(line.encode() + b"\r\n")

        say("220 double.example ESMTP")
        recipients = []
        while line := await reader.readline():
            verb = line.strip().split(b" ")[0].split(b":")[0].upper()
            if verb == b"EHLO":
                say("250-double.example")
                say("250 8BITMIME")
            elif verb == b"MAIL" and self.answers:
                self.turned_away += 1
                say(self.answers.pop(0))
            elif verb == b"RCPT":
                recipients.append(line.decode().split("<")[1].split(">")[0])
                say("250 fine")
            elif verb == b"DATA":
                say("354 go on")
                lines = []
                while (line := await reader.readline()) not in (b".\r\n", b""):
                    lines.append(line[1:] if line.startswith(b".") else line)
                message = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
                self.messages.append((recipients, message))
                recipients = []
                say("250 taken")
            elif verb == b"QUIT":
                say("221 bye")
                break
            else:
                say("250 fine")
            await writer.drain()
        writer.close()

    def to(self, address):
        return [message for recipients, message in list(self.messages) if address in recipients]

    def stop(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
