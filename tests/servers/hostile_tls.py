"""A scripted peer that does in a TLS handshake what servers must not do; each connection in a thread of its own."""

import socket
import struct
import time

from peer import Peer


def record(kind, body, version=0x0303):
    return struct.pack(">BHH", kind, version, len(body)) + body


def handshake(kind, body):
    return record(22, bytes([kind]) + struct.pack(">I", len(body))[1:] + body)


def server_hello(version=0x0303, cipher=0xC02F):
    return handshake(2, struct.pack(">H", version) + bytes(32) + b"\0" + struct.pack(">H", cipher) + b"\0" + b"\0\0")


def alert(number, level=2):
    return record(21, bytes([level, number]))


def hello_of(client):
    """Reads the ClientHello; nothing where none came."""
    client.settimeout(10)
    head = client.recv(5)
    if len(head) < 5:
        return b""
    body = b""
    while len(body) < struct.unpack(">H", head[3:])[0]:
        more = client.recv(65536)
        if not more:
            break
        body += more
    return body


def stall(client):
    hello_of(client)
    time.sleep(30)


def silent(client):
    time.sleep(30)


def close(client):
    hello_of(client)


def reset(client):
    hello_of(client)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def garbage(client):
    hello_of(client)
    client.sendall(bytes(range(1, 200)) * 3)


def banner(text):
    def speak(client):
        client.sendall(text)
        client.settimeout(5)
        client.recv(4096)
    return speak


def banner_and_silence(text):
    def speak(client):
        client.sendall(text)
        time.sleep(10)
    return speak


def alerting(number):
    def speak(client):
        hello_of(client)
        client.sendall(alert(number))
    return speak


def endless_warnings(client):
    hello_of(client)
    while True:
        client.sendall(alert(112, level=1) * 200)


def endless_handshake(client):
    """One handshake message that announces 16 MiB and never ends."""
    hello_of(client)
    client.sendall(server_hello())
    client.sendall(record(22, b"\x0b\xff\xff\xff" + bytes(16000)))
    while True:
        client.sendall(record(22, bytes(16000)))


def endless_certificates(client):
    """Whole Certificate messages, one after the other."""
    hello_of(client)
    client.sendall(server_hello())
    while True:
        client.sendall(handshake(11, struct.pack(">I", 12003)[1:] + struct.pack(">I", 12000)[1:] + bytes(12000)))


def huge_record(client):
    hello_of(client)
    client.sendall(struct.pack(">BHH", 22, 0x0303, 0xFFFF) + bytes(70000))
    time.sleep(5)


def drip(client):
    """A byte now and then."""
    hello_of(client)
    for byte in server_hello() * 50:
        client.sendall(bytes([byte]))
        time.sleep(0.2)


def no_certificate(client):
    """A certificate that is none."""
    hello_of(client)
    junk = b"this is no certificate"
    body = struct.pack(">I", len(junk))[1:] + junk
    client.sendall(server_hello() + handshake(11, struct.pack(">I", len(body))[1:] + body) + handshake(14, b""))
    time.sleep(1)


class HostileTls(Peer):
    """with HostileTls(garbage) as peer: peer.port"""

    def __init__(self, speak, host="127.0.0.1"):
        super().__init__(host)
        self.talk = speak
