"""A door between client and daemon that counts the bytes of heads and bodies in each direction.
For counting alone: nothing is timed through it."""

import socket
import threading


class Side:
    """Bytes of one direction of HTTP/1.1, split into heads and bodies."""

    def __init__(self):
        self.head = self.body = 0
        self.buffer = b""
        self.left = 0  # of a body whose length is known
        self.chunked = False

    def add(self, data):
        self.buffer += data
        while self.buffer and self.step():
            pass

    def step(self):
        if self.left:
            taken = min(self.left, len(self.buffer))
            self.body += taken
            self.left -= taken
            self.buffer = self.buffer[taken:]
            return True
        if self.chunked:
            line, found, rest = self.buffer.partition(b"\r\n")
            size = int(line.split(b";")[0], 16) if found else None
            if size is None or len(rest) < size + 2:
                return False
            self.body += size
            self.head += len(line) + 4
            self.buffer = rest[size + 2:]
            self.chunked = size != 0
            return True
        head, found, rest = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return False
        self.head += len(head) + 4
        fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:])
        self.left = int(fields.get(b"content-length", b"0"))
        self.chunked = b"chunked" in fields.get(b"transfer-encoding", b"")
        self.buffer = rest
        return True


class Proxy:
    def __init__(self, port):
        self.daemon = ("127.0.0.1", port)
        self.up, self.down = Side(), Side()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            far = socket.create_connection(self.daemon)
            for source, target, side in ((near, far, self.up), (far, near, self.down)):
                threading.Thread(target=self.carry, args=(source, target, side),
                                 daemon=True).start()

    @staticmethod
    def carry(source, target, side):
        try:
            while data := source.recv(65536):
                side.add(data)  # before it goes on, so that who has the bytes sees them counted
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def counted(self):
        return {"up_head": self.up.head, "up_body": self.up.body, "down_head": self.down.head,
                "down_body": self.down.body}

    def close(self):
        self.listener.close()
