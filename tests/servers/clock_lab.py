"""Servers that tell the time, right or wrong, for the tests of check-clock."""

import email.utils
import http.server
import os
import socket
import ssl
import struct
import threading
import time

from lab import free_port

EPOCH = 2208988800  # of NTP, in seconds before 1970


def stamp(seconds):
    """A 64-bit NTP timestamp of whichever era."""
    return int((seconds + EPOCH) * 2**32) & (2**64 - 1)


class NtpServer(threading.Thread):
    """A scripted NTP server: `answer` makes the packets that are sent back for one, as (seconds to wait, bytes)."""

    def __init__(self, answer, host="127.0.0.1"):
        super().__init__(daemon=True)
        self.socket = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((host, 0))
        self.port = self.socket.getsockname()[1]
        self.host = f"[{host}]:{self.port}" if ":" in host else f"{host}:{self.port}"
        self.answer = answer
        self.asked = []
        self.start()

    def run(self):
        while True:
            packet, who = self.socket.recvfrom(2048)
            came = time.time()
            self.asked.append(packet)
            for wait, out in self.answer(packet, came, len(self.asked)):
                time.sleep(wait)
                self.socket.sendto(out, who)


def packet(question, came, skew=0.0, stratum=2, leap=0, version=4, mode=4, reference=b"\x7f\x00\x00\x01", origin=None,
           delay=0, dispersion=0):
    """An answer of a server whose clock is `skew` seconds ahead."""
    first = leap << 6 | version << 3 | mode
    head = struct.pack(">BBbbII4s", first, stratum, 6, -20, delay, dispersion, reference)
    now = stamp(time.time() + skew)
    asked = question[40:48] if origin is None else origin
    return head + struct.pack(">Q", now) + asked + struct.pack(">QQ", stamp(came + skew), now)


def telling(**how):
    return lambda question, came, n: [(0, packet(question, came, **how))]


class WebServer(threading.Thread):
    """Answers each request with a Date that is `skew` seconds ahead."""

    def __init__(self, skew=0, status=200, headers=(), date=None, certificate=None):
        super().__init__(daemon=True)
        outer = self
        self.methods = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_HEAD(self):
                outer.methods.append(self.command)
                self.send_response_only(status)
                text = email.utils.formatdate(time.time() + skew, usegmt=True) if date is None else date
                if text:
                    self.send_header("Date", text)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_GET = do_HEAD

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate.crt, certificate.key)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{self.port}/"
        self.start()

    def run(self):
        self.server.serve_forever()


class Mute(threading.Thread):
    """Takes connections and says nothing."""

    def __init__(self):
        super().__init__(daemon=True)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.kept = []
        self.start()

    def run(self):
        while True:
            self.kept.append(self.socket.accept())


def chronyd(lab, name, *lines, skew=None):
    """A real chronyd that sets no clock; its port, and that on which chronyc asks it."""
    directory = lab.directory(name)
    os.chmod(directory, 0o700)
    port, command = free_port(socket.SOCK_DGRAM), free_port(socket.SOCK_DGRAM)
    conf = directory / "chrony.conf"
    conf.write_text("\n".join([f"port {port}", f"cmdport {command}", "bindcmdaddress 127.0.0.1", "bindcmdaddress /",
                               "bindaddress 127.0.0.1", "allow 127.0.0.1", f"pidfile {directory}/pid", *lines]) + "\n")
    start = ["faketime", "-f", skew] if skew else []
    server = lab.serve(name, [*start, "chronyd", "-x", "-d", "-u", "root", "-f", conf])
    return server, port, command


def synchronises(port, patience=30):
    """Waits until the server on this port knows the time."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.settimeout(0.5)
            probe.connect(("127.0.0.1", port))
            try:
                probe.send(b"\x23" + bytes(39) + os.urandom(8))
                answer = probe.recv(100)
                if answer[0] >> 6 != 3 and 0 < answer[1] < 16:
                    return
            except (ConnectionRefusedError, TimeoutError):
                pass
        time.sleep(0.05)
    raise SystemExit(f"error: the NTP server on port {port} does not synchronise")
