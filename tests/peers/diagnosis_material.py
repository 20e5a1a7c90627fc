"""Material for diagnosis_matrix: one set of files for each cause, made so that this cause and no other is the true one."""

import pathlib
import shutil
import subprocess

import diagnosis_facts

AT = "2026-06-01T00:00:00Z"
TRUST = ["--trust", "root.crt"]
NAME = ["--host", "www.example.com"]
PASS = ["--pass", "file:pw"]
CRLS = [part for ca in ("sub", "root", "narrow", "strict") for part in ("--crl-file", f"{ca}.crl")]

LEAF = "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature,keyEncipherment\nextendedKeyUsage={eku}\nsubjectAltName=DNS:{san}\n"
CA = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
WEB = LEAF.format(eku="serverAuth,clientAuth", san="www.example.com")


def der(tag, *content):
    body = b"".join(content)
    size = len(body)
    length = bytes([size]) if size < 128 else (lambda n: bytes([0x80 | len(n)]) + n)(size.to_bytes((size.bit_length() + 7) // 8, "big"))
    return bytes([tag]) + length + body


class Maker:
    """Runs openssl in one directory; every step is checked."""

    def __init__(self, directory):
        self.at = pathlib.Path(directory)

    def openssl(self, *arguments, env=None, stdin=b""):
        done = subprocess.run(["openssl", *map(str, arguments)], cwd=self.at, env=env, input=stdin, capture_output=True)
        if done.returncode:
            raise SystemExit(f"error: openssl {' '.join(map(str, arguments))}\n{done.stderr.decode()}")
        return done.stdout

    def write(self, name, content):
        (self.at / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    def read(self, name):
        return (self.at / name).read_bytes()

    def join(self, name, *parts):
        self.write(name, b"".join(self.read(part) for part in parts))

    def key(self, name, kind="rsa:2048"):
        algorithm, _, bits = kind.partition(":")
        options = {"rsa": ["RSA", "-pkeyopt", f"rsa_keygen_bits:{bits}"], "ec": ["EC", "-pkeyopt", f"ec_paramgen_curve:{bits}"],
                   "ed25519": ["ED25519"]}[algorithm]
        self.openssl("genpkey", "-algorithm", *options, "-out", f"{name}.key")
        (self.at / f"{name}.key").chmod(0o600)

    def csr(self, name, subject="/CN=www.example.com", key=None, names=None):
        more = ["-addext", f"subjectAltName=DNS:{names}"] if names else []
        self.openssl("req", "-new", "-key", f"{key or name}.key", "-subj", subject, *more, "-out", f"{name}.csr")

    def certificate(self, name, issuer=None, extensions=WEB, subject="/CN=www.example.com", key=None, digest="sha256",
                    since="20260101000000Z", until="20270101000000Z", serial=None):
        """A certificate on NAME.key; without an issuer it signs itself."""
        signer = issuer or key or name
        self.write("ca.cnf", "[ca]\ndefault_ca=d\n[d]\nnew_certs_dir=.\ndatabase=index.txt\nserial=serial.txt\ndefault_md=sha256\n"
                   "policy=p\nunique_subject=no\nemail_in_dn=no\ncopy_extensions=none\nx509_extensions=x\ndefault_crl_days=30\n"
                   "crlnumber=crlnumber.txt\ncrl_extensions=c\n[c]\nauthorityKeyIdentifier=keyid\n"
                   "[p]\ncommonName=supplied\n[x]\nsubjectKeyIdentifier=hash\n"
                   + ("authorityKeyIdentifier=keyid\n" if issuer else "") + extensions)
        (self.at / "index.txt").touch()
        if serial or not (self.at / "serial.txt").exists():
            self.write("serial.txt", f"{serial or '1000'}\n")
        self.csr(name, subject, key, names="www.example.com")
        how = ["-cert", f"{issuer}.crt", "-keyfile", f"{signer}.key"] if issuer else ["-selfsign", "-keyfile", f"{signer}.key"]
        self.openssl("ca", "-batch", "-notext", "-config", "ca.cnf", *how, "-md", "null" if digest is None else digest,
                     "-startdate", since, "-enddate", until, "-in", f"{name}.csr", "-out", f"{name}.crt")

    def ca(self, name, issuer=None, extensions=CA, **more):
        self.key(name)
        self.certificate(name, issuer, extensions, f"/CN=Example {name}", since="20250101000000Z", until="20350101000000Z", **more)

    def pfx(self, name, *more, certificate="www.crt", key="www.key", chain="sub.crt", password="file:pw", env=None):
        source = ["-in", certificate] + (["-inkey", key] if key else ["-nokeys"]) + (["-certfile", chain] if chain else [])
        self.openssl("pkcs12", "-export", *source, "-passout", password, "-out", name, *more, env=env)

    def crl(self, name, issuer, revoked=None, since="20260520000000Z", until="20260701000000Z"):
        self.write("index.txt", "")
        self.write("crlnumber.txt", "01\n")
        if revoked:
            self.openssl("ca", "-config", "ca.cnf", "-cert", f"{issuer}.crt", "-keyfile", f"{issuer}.key", "-revoke", revoked)
        self.openssl("ca", "-config", "ca.cnf", "-gencrl", "-cert", f"{issuer}.crt", "-keyfile", f"{issuer}.key", "-crl_lastupdate",
                     since, "-crl_nextupdate", until, "-out", name)

    def windows_csr(self, name, key, csp, digest="sha256", os_version="10.0.17763.2"):
        """A request as Windows makes it: with the name of its provider."""
        spki = self.openssl("pkey", "-in", f"{key}.key", "-pubout", "-outform", "DER")
        subject = der(0x30, der(0x31, der(0x30, bytes.fromhex("0603550403"), der(0x0C, b"www.example.com"))))
        provider = der(0x30, der(0x02, b"\x01"), der(0x1E, csp.encode("utf-16-be")), der(0x03, b"\x00"))
        attributes = [(bytes.fromhex("060a2b0601040182370d0202"), provider),
                      (bytes.fromhex("060a2b0601040182370d0203"), der(0x16, os_version.encode()))]
        san = der(0x30, bytes.fromhex("0603551d11"), der(0x04, der(0x30, der(0x82, b"www.example.com"))))
        attributes.append((bytes.fromhex("06092a864886f70d01090e"), der(0x30, san)))  # extensionRequest
        content = b"".join(der(0x30, oid, der(0x31, value)) for oid, value in attributes)
        info = der(0x30, der(0x02, b"\x00"), subject, spki, der(0xA0, content))
        self.write("tbs.der", info)
        signature = self.openssl("dgst", f"-{digest}", "-sign", f"{key}.key", "tbs.der")
        rsa = b"RSA" in self.openssl("pkey", "-in", f"{key}.key", "-noout", "-text")[:40] or b"rsaEncryption" in spki
        oid = {"sha256": "06092a864886f70d01010b", "sha1": "06092a864886f70d010105"}[digest] if rsa else "06082a8648ce3d040302"
        algorithm = der(0x30, bytes.fromhex(oid), b"\x05\x00" if rsa else b"")
        self.write("tbs.der", der(0x30, info, algorithm, der(0x03, b"\x00", signature)))
        self.openssl("req", "-inform", "DER", "-in", "tbs.der", "-out", f"{name}.csr", "-config", "ca.cnf")


def set_of(*arguments):
    return [str(one) for one in arguments]


PEM = set_of("full.pem", "www.key", "asked.csr") + TRUST + NAME
PFX = set_of("good.pfx", "asked.csr") + PASS + TRUST + NAME


def make(directory):
    """Every file; returns {cause: [arguments of certdoc diagnose]}."""
    m = Maker(directory)
    m.write("pw", "secret\n")
    m.ca("root")
    m.ca("sub", "root")
    m.ca("stranger")
    m.key("www")
    m.certificate("www", "sub")
    m.csr("asked", key="www", names="www.example.com")
    m.join("full.pem", "www.crt", "sub.crt")
    m.pfx("good.pfx")
    sets = {}
    pair(m, sets)
    chains(m, sets)
    revocation(m, sets)
    containers(m, sets)
    forms(m, sets)
    windows(m, sets)
    machines(m)
    return sets


def machines(m):
    """Facts of machines; every certificate that is a server's own lies in the store of the sound one."""
    leaves = ("www", "alone", "old", "early", "elsewhere", "mailer", "short", "weak", "lasting", "strange", "odd", "bastard", "outside",
              "lawless", "forged", "gone", "curve", "edwards")
    diagnosis_facts.make(m, [f"{name}.crt" for name in leaves], ["root.crt"])


def pair(m, sets):
    m.key("other")
    m.csr("other", key="other")
    sets["key-mismatch"] = set_of("full.pem", "other.key", "asked.csr") + TRUST + NAME
    sets["csr-mismatch"] = set_of("full.pem", "www.key", "other.csr") + TRUST + NAME
    (m.at / "kept").mkdir()
    for name in ("full.pem", "www.key", "other.key"):
        shutil.copy(m.at / name, m.at / "kept" / name)
    shutil.copy(m.at / "asked.csr", m.at / "kept" / "www.csr")
    sets["key-unpaired"] = set_of("kept") + TRUST + NAME
    shutil.copy(m.at / "www.key", m.at / "readable.key")
    (m.at / "readable.key").chmod(0o644)
    sets["key-file-permissions"] = set_of("full.pem", "readable.key", "asked.csr") + TRUST + NAME


def leaf(m, sets, cause, name, issuer="sub", chain=("sub.crt",), kind="rsa:2048", trust="root.crt", more=NAME, **how):
    m.key(name, kind)
    m.certificate(name, issuer, **how)
    m.join(f"{name}.pem", f"{name}.crt", *chain)
    sets[cause] = set_of(f"{name}.pem", f"{name}.key", f"{name}.csr", "--trust", trust, *more)


def chains(m, sets):
    sets["chain-incomplete"] = set_of("www.crt", "www.key", "asked.csr") + TRUST + NAME
    m.join("turned.pem", "sub.crt", "www.crt")
    sets["chain-order"] = set_of("turned.pem", "www.key", "asked.csr") + TRUST + NAME
    sets["root-untrusted"] = set_of("whole.pem", "www.key", "asked.csr", "--trust", "stranger.crt") + NAME
    m.join("whole.pem", "www.crt", "sub.crt", "root.crt")
    leaf(m, sets, "self-signed", "alone", issuer=None, chain=())
    leaf(m, sets, "certificate-expired", "old", since="20250101000000Z", until="20260501000000Z")
    leaf(m, sets, "certificate-not-yet-valid", "early", since="20260801000000Z", until="20270801000000Z")
    leaf(m, sets, "hostname-mismatch", "elsewhere", extensions=LEAF.format(eku="serverAuth,clientAuth", san="mail.example.net"),
         subject="/CN=mail.example.net")
    leaf(m, sets, "purpose-mismatch", "mailer", extensions=LEAF.format(eku="emailProtection", san="www.example.com"))
    leaf(m, sets, "key-weak", "short", kind="rsa:1024")
    leaf(m, sets, "signature-weak", "weak", digest="sha1")
    leaf(m, sets, "validity-too-long", "lasting", since="20250101000000Z", until="20280101000000Z")
    leaf(m, sets, "critical-extension-unknown", "strange", extensions=WEB + "1.3.6.1.4.1.99999.1=critical,DER:0500\n")
    leaf(m, sets, "certificate-malformed", "odd", extensions=WEB + "certificatePolicies=DER:0500\n")
    m.ca("noca", "root", extensions="basicConstraints=critical,CA:FALSE\nkeyUsage=digitalSignature\n")
    leaf(m, sets, "ca-constraint", "bastard", issuer="noca", chain=("noca.crt",))
    m.ca("narrow", "root", extensions=CA + "nameConstraints=critical,permitted;DNS:example.net\n")
    leaf(m, sets, "name-constraint", "outside", issuer="narrow", chain=("narrow.crt",))
    m.ca("strict", "root", extensions=CA + "certificatePolicies=1.3.6.1.4.1.99999.2\npolicyConstraints=critical,requireExplicitPolicy:0\n")
    leaf(m, sets, "policy-constraint", "lawless", issuer="strict", chain=("strict.crt",))
    raw = bytearray(m.openssl("x509", "-in", "www.crt", "-outform", "DER"))
    raw[-10] ^= 0xFF
    m.write("forged.der", bytes(raw))
    m.openssl("x509", "-inform", "DER", "-in", "forged.der", "-out", "forged.crt")
    m.join("forged.pem", "forged.crt", "sub.crt")
    sets["signature-invalid"] = set_of("forged.pem", "www.key", "asked.csr") + TRUST + NAME


def revocation(m, sets):
    m.key("gone")
    m.certificate("gone", "sub")
    m.join("gone.pem", "gone.crt", "sub.crt")
    for name in ("sub", "root", "narrow", "strict"):
        m.crl(f"{name}.crl", name)
    m.crl("revoking.crl", "sub", revoked="gone.crt")
    lists = set_of("--crl-file", "revoking.crl", "--crl-file", "root.crl")
    sets["certificate-revoked"] = set_of("gone.pem", "gone.key", "gone.csr") + lists + TRUST + NAME
    m.crl("stale.crl", "sub", since="20260301000000Z", until="20260401000000Z")
    sets["crl-stale"] = set_of("full.pem", "www.key", "asked.csr", "--crl-file", "stale.crl", "--crl-file", "root.crl") + TRUST + NAME
    raw = bytearray(m.openssl("crl", "-in", "root.crl", "-outform", "DER"))
    raw[-10] ^= 0xFF
    m.write("bad.crl", bytes(raw))
    sets["crl-invalid"] = set_of("full.pem", "www.key", "asked.csr", "--crl-file", "sub.crl", "--crl-file", "bad.crl") + TRUST + NAME


def containers(m, sets):
    pfx = lambda name, password=PASS: set_of(name, "asked.csr") + password + TRUST + NAME  # noqa: E731
    m.pfx("empty.pfx", key=None)
    sets["pfx-no-private-key"] = pfx("empty.pfx")
    m.write("wrong", "Secret\n")
    sets["pfx-wrong-password"] = pfx("good.pfx", ["--pass", "file:wrong"])
    m.pfx("line.pfx", password="env:LINE", env={"LINE": "secret\n", "PATH": "/usr/bin:/bin"})
    sets["pfx-password-newline"] = pfx("line.pfx")
    m.pfx("free.pfx", password="pass:")
    sets["pfx-password-empty"] = pfx("free.pfx")
    m.write("chinese", "密码\n")
    m.pfx("console.pfx", password="env:WORD", env={b"WORD": "密码".encode("gb18030"), b"PATH": b"/usr/bin:/bin"})
    sets["pfx-password-encoding"] = pfx("console.pfx", ["--pass", "file:chinese"])
    sets["pfx-algorithm-for-target"] = pfx("good.pfx") + ["--target", "windows-server-2012"]
    m.pfx("bare.pfx", "-nomac")
    sets["pfx-no-mac"] = pfx("bare.pfx")
    m.key("curve", "ec:P-256")
    m.certificate("curve", "sub")
    m.pfx("csp.pfx", "-CSP", "Microsoft Enhanced Cryptographic Provider v1.0", certificate="curve.crt", key="curve.key")
    sets["pfx-provider-mismatch"] = set_of("csp.pfx", "curve.csr") + PASS + TRUST + NAME
    m.pfx("rc2.pfx", "-certpbe", "PBE-SHA1-RC2-40", "-legacy")
    sets["legacy-algorithm-disabled"] = pfx("rc2.pfx")
    m.write("cut.pfx", m.read("good.pfx")[:-300])
    sets["file-corrupt"] = pfx("cut.pfx")
    shutil.copy(m.at / "full.pem", m.at / "text.pfx")
    sets["file-misnamed"] = pfx("text.pfx")
    m.write("cut.pem", m.read("www.crt")[:-400])
    m.write("page.pfx", "<!DOCTYPE html>\n<html><head><title>Log in</title></head><body>Please log in</body></html>\n")
    sets["file-not-recognised"] = pfx("page.pfx")
    sets["file-missing"] = set_of("--file", "nowhere/full.pem", "www.key", "asked.csr") + TRUST


def forms(m, sets):
    m.openssl("rsa", "-aes256", "-in", "www.key", "-passout", "file:pw", "-out", "locked.key")
    (m.at / "locked.key").chmod(0o600)
    sets["key-encrypted"] = set_of("full.pem", "locked.key", "asked.csr") + PASS + TRUST + NAME
    sets["key-passphrase-wrong"] = set_of("full.pem", "locked.key", "asked.csr", "--pass", "file:wrong") + TRUST + NAME
    m.write("notepad.pem", b"\xff\xfe" + m.read("full.pem").decode().replace("\n", "\r\n").encode("utf-16-le"))
    sets["file-encoding"] = set_of("notepad.pem", "www.key", "asked.csr") + TRUST + NAME
    m.openssl("x509", "-in", "www.crt", "-outform", "DER", "-out", "www.der")
    m.openssl("x509", "-in", "sub.crt", "-out", "sub.pem")
    sets["format-not-for-target"] = set_of("www.der", "sub.pem", "www.key", "asked.csr") + TRUST + NAME


def windows(m, sets):
    m.windows_csr("csp", "curve", "Microsoft Enhanced Cryptographic Provider v1.0")
    m.join("curve.pem", "curve.crt", "sub.crt")
    sets["csr-provider-mismatch"] = set_of("csp.csr", "curve.pem") + TRUST + NAME
    m.windows_csr("strong", "www", "Microsoft Strong Cryptographic Provider", digest="sha1")
    sets["provider-without-sha256"] = set_of("strong.csr", "full.pem") + TRUST + NAME
    m.key("edwards", "ed25519")
    m.certificate("edwards", "sub", digest="sha256")
    m.join("edwards.pem", "edwards.crt", "sub.crt")
    sets["algorithm-for-target"] = set_of("edwards.pem", "edwards.key", "edwards.csr", "--target", "iis") + TRUST + NAME
