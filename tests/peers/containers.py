"""Files that hold several objects: PKCS#12, PKCS#7 and several PEM blocks as openssl writes them, CFCA's .sm2; and what
has no key at all: a revocation list, an OCSP response."""

import base64

from material import PASSWORD

PFX = {
    "modern": "",
    "chain": "-certfile ca.crt",
    "legacy": "-legacy",
    "3des": "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg SHA1",
    "plain-certificate": "-certpbe NONE",
    "no-mac": "-nomac",
}


def pkcs12(material, algorithm, letter="A"):
    name, who, both = f"{algorithm}-{letter.lower()}", f"{letter}-{algorithm}", "certificate private-key"
    export = f"openssl pkcs12 -export -inkey {name}.key -in {name}.crt -name www"
    for form, options in PFX.items():
        file = f"{name}-{form}.pfx"
        material.run(f"{export} {options} -passout pass:{PASSWORD} -out {file}")
        # A certificate in the clear answers for itself; its key does not. Without a MAC openssl encrypts the key only.
        seen = ["certificate"] if form in ("plain-certificate", "no-mac") else []
        material.add(file, who, both, password=PASSWORD, open_kinds=seen)
    material.run(f"{export} -passout pass: -out {name}-empty-password.pfx")
    material.add(f"{name}-empty-password.pfx", who, both, password="")
    material.run(f"{export} -keypbe NONE -certpbe NONE -nomac -passout pass: -out {name}-unencrypted.pfx")
    material.add(f"{name}-unencrypted.pfx", who, both)
    material.run(f"openssl pkcs12 -export -nokeys -in {name}.crt -passout pass:{PASSWORD} -out {name}-no-key.pfx")
    material.add(f"{name}-no-key.pfx", who, "certificate", password=PASSWORD)


def pkcs7(material, algorithm):
    name, who = f"{algorithm}-a", f"A-{algorithm}"
    for form in ("PEM", "DER"):
        file = f"{name}-{form.lower()}.p7b"
        material.run(f"openssl crl2pkcs7 -nocrl -certfile {name}.crt -certfile ca.crt -outform {form} -out {file}")
        material.add(file, who, "certificate")
    der = base64.encodebytes(material.read(f"{name}-der.p7b")).decode()
    material.write(f"{name}-as-certificate.p7b", f"-----BEGIN CERTIFICATE-----\n{der}-----END CERTIFICATE-----\n")
    material.add(f"{name}-as-certificate.p7b", who, "certificate", expect="damaged", damage="wrong-label")


def several(material, algorithm):
    """Several blocks in one file."""
    name, who = f"{algorithm}-a", f"A-{algorithm}"
    leaf, key, request, ca = (material.read(file) for file in (f"{name}.crt", f"{name}.key", f"{name}.csr", "ca.crt"))
    text = material.run(f"openssl x509 -in {name}.crt -text")
    for file, content, kinds in (("fullchain.pem", leaf + ca, "certificate"),
                                 ("fullchain-reversed.pem", ca + leaf, "certificate"),
                                 ("haproxy.pem", leaf + ca + key, "certificate private-key"),
                                 ("everything.pem", key + b"a line between\n" + leaf + request,
                                  "certificate private-key csr"),
                                 ("with-text.crt", text, "certificate")):
        material.write(f"{name}-{file}", content)
        material.add(f"{name}-{file}", who, kinds)
    material.run(f"openssl x509 -in {name}.crt -addtrust serverAuth -setalias www -trustout -out {name}-trusted.crt")
    material.add(f"{name}-trusted.crt", who, "certificate")
    # Two pairs in one file do not belong together.
    material.write(f"{algorithm}-two-pairs.pem", key + leaf + material.read(f"{algorithm}-b.crt"))
    material.add(f"{algorithm}-two-pairs.pem", who, "certificate private-key", role="contradicts-itself")


def without_key(material):
    material.write("scratch/index.txt", b"")
    material.run("openssl ca -gencrl -config scratch/ca.cnf -crl_lastupdate 20260601000000Z -crl_nextupdate "
                 "20270601000000Z -out list.crl", DATABASE="scratch/index.txt")
    material.add("list.crl", None, "crl", role="no-key")
    material.run("openssl crl -in list.crl -outform DER -out list-der.crl")
    material.add("list-der.crl", None, "crl", role="no-key")
    material.run("openssl ocsp -issuer ca.crt -cert p256-a.crt -reqout scratch/ocsp.request -no_nonce")
    material.run("openssl ocsp -index scratch/index.txt -rsigner ca.crt -rkey scratch/ca.key -CA ca.crt -reqin "
                 "scratch/ocsp.request -respout answer.ors -ndays 3650")
    material.add("answer.ors", None, "ocsp-response", role="no-key")


def tlv(tag, *contents):
    content = b"".join(contents)
    length = len(content)
    size = bytes([length]) if length < 128 else bytes([130, length >> 8, length & 255])
    return bytes([tag]) + size + content


def sm2_file(material):
    """CFCA's soft certificate. No program at hand writes it: SM3 and SM4 are openssl's, the structure is built here."""
    data = tlv(6, bytes.fromhex("2a811ccf550601040201"))  # 1.2.156.10197.6.1.4.2.1
    sm4 = tlv(6, bytes.fromhex("2a811ccf550168"))         # 1.2.156.10197.1.104
    for letter in "AB":
        name = f"sm2-{letter.lower()}"
        sec1 = material.run(f"openssl ec -in {name}.key -outform DER")
        at = sec1.index(bytes.fromhex("0201010420")) + 5
        derived = material.run("openssl dgst -sm3 -binary", stdin=PASSWORD.encode() + bytes([0, 0, 0, 1]))
        key = material.run("openssl enc -sm4-cbc -K",
                           derived[16:].hex(), "-iv", derived[:16].hex(), stdin=sec1[at:at + 32])
        der = tlv(0x30, tlv(2, b"\x01"), tlv(0x30, data, sm4, tlv(4, key)),
                  tlv(0x30, data, tlv(4, material.read(f"{name}.crt.der"))))
        material.write(f"{name}-soft.sm2", base64.b64encode(der))
        material.add(f"{name}-soft.sm2", f"{letter}-sm2", "certificate private-key", password=PASSWORD,
                     open_kinds=["certificate"], made_by="python")


def of_other_programs(material):
    """Keys of SSH programs: known by name, and no key that a certificate could be on."""
    material.write("putty.ppk", "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: www\nPublic-Lines: 2\n")
    opening = base64.b64encode(b"openssh-key-v1\0" + bytes(100)).decode()
    label = "OPENSSH PRIVATE KEY"
    material.write("openssh.key", f"-----BEGIN {label}-----\n{opening}\n-----END {label}-----\n")
    for name in ("putty.ppk", "openssh.key"):
        material.add(name, None, "", expect="other", made_by="python")
