"""What happens to files on the way: editors, mail programs, web forms, terminals. Each takes a PEM file or its DER and
says what a reader should make of it."""

import base64
import re

LINE = 254  # a longer line does not fit the buffer of many PEM readers

PAGE = b"""<!DOCTYPE html>
<html><head><title>Sign in</title></head><body><form action="/login"><input name="user"></form></body></html>
"""


def block(pem):
    """Label and base64 of the first block."""
    found = re.search(r"-----BEGIN ([^-]+)-----\s+(.*?)\s+-----END", pem.decode(), re.DOTALL)
    return found[1], found[2]


def der_of(pem):
    return base64.b64decode(block(pem)[1])


def armour(label, text, dashes="-----"):
    return f"{dashes}BEGIN {label}{dashes}\n{text}\n{dashes}END {label}{dashes}\n".encode()


def shouted(pem):
    return pem.decode().replace("\n", "\r\n")


def read_without_a_word(pem):
    """Forms that are nobody's fault: read, and no error."""
    label, text = block(pem)
    yield "crlf", shouted(pem).encode()
    yield "bag-attributes", (b"Bag Attributes\n    friendlyName: www\n    localKeyID: 54 69 6D\nsubject=CN = www\n"
                             b"issuer=CN = Peers CA\n" + pem)
    yield "no-last-newline", pem.rstrip()
    if len(text) <= LINE:
        yield "one-line", armour(label, text.replace("\n", ""))
    if label == "CERTIFICATE REQUEST":
        yield "new-label", armour("NEW CERTIFICATE REQUEST", text)


def damaged(pem):
    """Forms whose content is still certain: read, and the damage is named."""
    label, text = block(pem)
    lines = text.split("\n")
    yield "utf8-bom", b"\xef\xbb\xbf" + pem
    yield "cr-line-ends", pem.replace(b"\n", b"\r")
    for name, codec, mark in (("utf16le-bom", "utf-16-le", b"\xff\xfe"), ("utf16be-bom", "utf-16-be", b"\xfe\xff"),
                              ("utf16le", "utf-16-le", b""), ("utf16be", "utf-16-be", b"")):
        yield name, mark + shouted(pem).encode(codec)
    if len(text) > LINE:
        yield "one-line", armour(label, text.replace("\n", ""))
    yield "all-one-line", pem.replace(b"\n", b" ").rstrip()
    yield "indented", b"".join(b"    " + line + b"\n" for line in pem.splitlines())
    words = [" ".join(line[at:at + 16] for at in range(0, len(line), 16)) for line in lines]
    yield "spaces", armour(label, "\n".join(words))
    yield "empty-lines", armour(label, "\n\n".join(lines))
    yield "four-dashes", armour(label, text, "----")
    yield "no-end", pem[:pem.index(b"-----END")]
    wrong = "CERTIFICATE" if label != "CERTIFICATE" else "CERTIFICATE REQUEST"
    yield "wrong-label", armour(wrong, text)
    entities = str.maketrans({"+": "&#43;", "/": "&#x2F;", "=": "&#61;", "M": "&#77;"})  # an M there always is
    yield "html-entities", pem.decode().translate(entities).encode()
    yield "html-breaks", b"<pre>" + pem.replace(b"\n", b"<br>\n") + b"</pre>\n"
    yield "zero-width-spaces", pem.decode().replace("\n", "\u200b\n").encode()
    yield "trailing-newline.der", der_of(pem) + b"\n"
    yield "trailing-zeros.der", der_of(pem) + bytes(64)
    yield "trailing-text.der", der_of(pem) + b"\r\nsent from my phone\r\n"


def corrupt(pem):
    """What cannot be read any more, or not for certain."""
    label, text = block(pem)
    der, middle = der_of(pem), len(text) // 2 + (text[len(text) // 2] == "\n")
    half = text[:middle]
    yield "truncated", f"-----BEGIN {label}-----\n{half}".encode()
    yield "truncated-with-end", armour(label, half)
    yield "truncated.der", der[:len(der) // 2]
    yield "illegal-character", armour(label, text[:middle] + "*" + text[middle + 1:])
    yield "character-removed", armour(label, text[:middle] + text[middle + 1:])
    yield "line-removed", armour(label, "\n".join(text.split("\n")[1:]))
    yield "no-base64", armour(label, "the certificate goes here")


def swapped(pem, public):
    """One bit of the public key changed: still PEM, still DER, and no longer the same key."""
    label, _ = block(pem)
    der = bytearray(der_of(pem))
    at = bytes(der).index(public) + len(public) // 2
    der[at] ^= 0x04
    return armour(label, base64.encodebytes(bytes(der)).decode().strip())


def nothing():
    """Files in which no key ever was."""
    yield "empty.crt", b""
    yield "zeros.crt", bytes(1000)
    yield "page.crt", PAGE
    yield "prose.key", b"I have put the key where you asked me to.\n"
    yield "noise.der", bytes((7 * n * n + 3 * n) % 251 for n in range(1500))


def damage_all(material, algorithm):
    name, who = f"{algorithm}-a", f"A-{algorithm}"
    spki = der_of(material.read(f"{name}.pub"))
    for kind, extension in (("certificate", "crt"), ("private-key", "key"), ("csr", "csr")):
        pem = material.read(f"{name}.{extension}")
        for expect, makers in (("read", read_without_a_word), ("damaged", damaged), ("corrupt", corrupt)):
            for damage, content in makers(pem):
                file = f"{name}-{damage}.{extension}"
                material.write(file, content)
                material.add(file, who, kind, expect=expect, damage=damage, role="damage")
        material.write(f"{name}-swapped.{extension}", swapped(pem, spki[-48:]))
        material.add(f"{name}-swapped.{extension}", f"nobody-{algorithm}-{kind}", kind, role="swapped")
    crt, key = material.read(f"{name}.crt"), material.read(f"{name}.key")
    material.write(f"{name}-glued.pem", crt.rstrip() + key)
    material.add(f"{name}-glued.pem", who, "certificate private-key", expect="damaged", damage="glued", role="damage")


def make_nothing(material):
    for file, content in nothing():
        material.write(file, content)
        material.add(file, None, "", expect="foreign", role="damage")
