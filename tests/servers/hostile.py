"""A scripted HTTP server on loopback that does what servers must not do. It runs in threads of the test itself.

    with Hostile() as web:
        web.at("/good.crl", answer(crl, "application/pkix-crl"))
        web.at("/cut.crl", truncate(answer(crl), 20))        # closes after 20 bytes of the answer
        web.at("/slow.crl", stall(answer(crl), -1))          # holds back the last byte
        web.at("/ocsp", lambda request: answer(respond(request.body), "application/ocsp-response"))
        run("check-crl", ..., web.url("/good.crl"))
        web.seen("/good.crl")                                # the requests for it: method, path, headers, body

An answer is bytes, or a script: a function that is given the Connection and does with it what it likes. Instead of
either, at() takes a function from a Request to one of them. `python3 hostile.py [PORT]` serves every trick by its name.
"""

import collections
import gzip
import inspect
import socket
import ssl
import struct
import sys
import threading
import time

Request = collections.namedtuple("Request", "method path headers body")  # names of headers are lower case
LIMIT = 1 << 20  # of a request
PATIENCE = 30  # seconds after which a held connection is given up


def head(status="200 OK", headers=()):
    return ("HTTP/1.1 " + status + "\r\n" + "".join(f"{line}\r\n" for line in headers) + "\r\n").encode("latin-1")


def answer(body=b"", kind="application/octet-stream", status="200 OK", headers=(), length=None):
    """A whole answer; `length` says something else than the truth."""
    length = len(body) if length is None else length
    return head(status, [f"Content-Type: {kind}", f"Content-Length: {length}", "Connection: close", *headers]) + body


def chunked(body, kind="application/octet-stream", sizes=None, end=b"0\r\n\r\n"):
    """In two chunks; `sizes` replaces what is written in front of them."""
    parts = [body[: len(body) // 2], body[len(body) // 2:]]
    sizes = sizes or [f"{len(part):x}" for part in parts]
    lines = b"".join(size.encode() + b"\r\n" + part + b"\r\n" for size, part in zip(sizes, parts) if part)
    return head(headers=[f"Content-Type: {kind}", "Transfer-Encoding: chunked"]) + lines + end


def redirect(to, status="302 Found"):
    return answer(b"moved", "text/plain", status, [f"Location: {to}"])


def portal():
    """What a captive portal or a login page sends instead of a CRL."""
    return answer(b"<!DOCTYPE html><html><head><title>Sign in to Example Wi-Fi</title></head><body>"
                  b"<form action=/login method=post></form></body></html>", "text/html; charset=utf-8")


def not_found():
    return answer(b"<html><body><h1>404 Not Found</h1></body></html>", "text/html", "404 Not Found")


def gzipped(body, kind="application/pkix-crl"):
    return answer(gzip.compress(body), kind, headers=["Content-Encoding: gzip"])


def gzip_bomb(megabytes=200):
    return gzipped(bytes(megabytes << 20))


def big_header(size=1 << 20):
    return head(headers=["X-Padding: " + "x" * size, "Content-Length: 0"])


# Scripts.

def truncate(content, at):
    """Closes after `at` bytes; a negative number counts from the end."""
    return lambda connection: connection.send(content[:at])


def stall(content, at):
    """Sends `at` bytes, then nothing more, and keeps the connection open."""
    def script(connection):
        connection.send(content[:at])
        connection.hold()
    return script


def drip(content, seconds=0.05):
    """One byte after another, each in time."""
    def script(connection):
        for n in range(len(content)):
            connection.send(content[n:n + 1])
            time.sleep(seconds)
    return script


def silence(connection):
    """Takes the request, says nothing."""
    connection.hold()


def close(connection):
    """Takes the request, closes."""


def reset(connection):
    """Takes the request, answers with a TCP reset."""
    connection.reset()


def endless_body(connection):
    connection.send(head(headers=["Content-Type: application/pkix-crl"]))
    while True:
        connection.send(bytes(1 << 16))


def endless_chunks(connection):
    connection.send(head(headers=["Transfer-Encoding: chunked"]))
    while True:
        connection.send(b"10000\r\n" + bytes(1 << 16) + b"\r\n")


def endless_header(connection):
    connection.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.send(b"X-More: and more\r\n")


def endless_continue(connection):
    while True:
        connection.send(head("100 Continue"))


def junk(connection):
    """No HTTP at all; an FTP server greets like this."""
    connection.send(b"220 files.example.test FTP server ready\r\n")


def endless_redirect(request):
    """Each time to another path."""
    name, _, number = request.path.rpartition("-")
    return redirect(f"{name}-{int(number) + 1}" if number.isdigit() else f"{request.path}-1")


class Gone(Exception):
    """The client has closed the connection, or the test is over."""


class Connection:
    def __init__(self, stream, stopping):
        self.stream, self.stopping = stream, stopping

    def send(self, content):
        if self.stopping.is_set():
            raise Gone
        try:
            self.stream.sendall(content)
        except OSError:
            raise Gone from None

    def hold(self, seconds=PATIENCE):
        """Until the client closes."""
        end = time.monotonic() + seconds
        self.stream.settimeout(0.1)
        while time.monotonic() < end and not self.stopping.is_set():
            try:
                if not self.stream.recv(4096):
                    return
            except TimeoutError:
                continue
            except OSError:
                return

    def reset(self):
        self.stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.stream.close()

    def request(self):
        raw = b""
        while b"\r\n\r\n" not in raw and len(raw) < LIMIT:
            raw += self._more()
        first, _, rest = raw.partition(b"\r\n\r\n")
        lines = first.decode("latin-1").split("\r\n")
        method, path, *_ = [*lines[0].split(" "), "", ""]
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        while len(rest) < min(int(headers.get("content-length", 0)), LIMIT):
            rest += self._more()
        return Request(method, path, headers, rest)

    def _more(self):
        try:
            got = self.stream.recv(65536)
        except OSError:
            got = b""
        if not got:
            raise Gone
        return got


class Hostile:
    def __init__(self, host="127.0.0.1", port=0, tls=None):
        """`tls`: a pair of files, certificate and key."""
        self.host, self.routes, self.requests, self.stopping = host, {}, [], threading.Event()
        self.tls = None
        if tls:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(*map(str, tls))
        self.listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET,
                                             backlog=64)
        self.port = self.listener.getsockname()[1]

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.listener.close()

    def at(self, path, what):
        """What is answered there; returns the URL. A path that ends in `*` is the beginning of many."""
        self.routes[path] = what
        return self.url(path)

    def url(self, path="/", host=None):
        host = host or (f"[{self.host}]" if ":" in self.host else self.host)
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def seen(self, path):
        return [request for request in self.requests if request.path == path]

    def _route(self, path):
        begins = [known for known in self.routes if known.endswith("*") and path.startswith(known[:-1])]
        return self.routes.get(path) or self.routes.get(max(begins, key=len, default=None)) or not_found()

    def _accept(self):
        while not self.stopping.is_set():
            try:
                stream, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(stream,), daemon=True).start()

    def _serve(self, stream):
        stream.settimeout(PATIENCE)
        try:
            if self.tls:
                stream = self.tls.wrap_socket(stream, server_side=True)
            connection = Connection(stream, self.stopping)
            request = connection.request()
            self.requests.append(request)
            self._answer(connection, request)
        except (Gone, OSError):
            pass
        finally:
            stream.close()

    def _answer(self, connection, request):
        route = self._route(request.path)
        if callable(route) and "request" in inspect.signature(route).parameters:
            route = route(request)
        if callable(route):
            route(connection)
        else:
            connection.send(route)


TRICKS = {
    "good": answer(b"content"), "chunked": chunked(b"content"), "portal": portal(), "not-found": not_found(),
    "empty": answer(), "no-content": head("204 No Content"), "big-header": big_header(), "gzip": gzipped(b"content"),
    "truncated": answer(b"content", length=99), "chunks-cut": chunked(b"content", end=b""),
    "chunks-junk": chunked(b"content", sizes=["zz", "-1"]), "redirect-loop": redirect("/redirect-loop"),
    "redirect-file": redirect("file:///etc/passwd"), "redirect-away*": endless_redirect, "silence": silence,
    "stall-header": stall(answer(b"content"), 30), "stall-body": stall(answer(b"content"), -1), "close": close,
    "drip": drip(answer(b"content")), "reset": reset, "endless-body": endless_body, "endless-chunks": endless_chunks,
    "endless-header": endless_header, "endless-continue": endless_continue, "junk": junk,
}


def main():
    with Hostile(port=int(sys.argv[1]) if len(sys.argv) > 1 else 0) as web:
        for name, what in TRICKS.items():
            print(web.at("/" + name, what))
        print(web.at("/gzip-bomb", gzip_bomb()), flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
