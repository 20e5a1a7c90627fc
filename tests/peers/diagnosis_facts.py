"""Files of facts for diagnosis_matrix: a sound machine, and one machine for each cause in which this and nothing else is wrong.

The lines are those that the scripts of `certdoc diagnose --script windows|linux` write (docs/facts.md).
"""

import hashlib

# The script was written two minutes before --at of the material and ran one minute later.
WRITTEN, COLLECTED, AHEAD = "2026-05-31T23:58:00Z", "2026-05-31T23:59:00Z", "2026-06-01T02:00:00Z"
# Who runs the service: --user of every row on Windows.
ACCOUNT = "NETWORK SERVICE"
CSP, CARD = "Microsoft RSA SChannel Cryptographic Provider", "Microsoft Base Smart Card Crypto Provider"
KSP, TPM = "Microsoft Software Key Storage Provider", "Microsoft Platform Crypto Provider"
UNIQUE = "0123456789abcdef0123456789abcdef_11111111-2222-3333-4444-555555555555"
KEY_ACL = "O:SYG:SYD:PAI(A;;FA;;;SY)(A;;FA;;;BA)(A;;FR;;;NS)"
CLASSES = {"CX509PrivateKey": "884e200c", "CX509CertificateRequestPkcs10": "884e2042", "CX509Enrollment": "884e2046",
           "CX509EnrollmentWebClassFactory": "884e2049"}
TLS = "/etc/pki/tls"

# Facts are collected for these causes as well, and never confirm them.
NEVER = {
    "cng-key-for-csp-program": "which interface the failing program knows stands in no fact; a key in a CSP rules it out",
    "com-access-denied": "DCOM logs refusals (10016) on sound machines too",
    "crl-stale": "what the cache holds of a CRL does not tell its age; the CRL itself does",
    "crl-unreachable": "that a CRL is not in the cache does not show that it cannot be fetched",
    "proxy-misconfigured": "which proxies are set is seen, whether they work is not",
    "root-untrusted": "Windows fetches known roots when they are needed; a root in the store rules it out",
    "security-software-blocking": "that a product is there proves nothing",
    "system-files-damaged": "sfc tells, which takes a quarter of an hour and is not run",
    "token-not-connected": "a token can be another kind of device; a smart card that is there rules it out",
}


class Facts:
    """Lines of facts, changed one by one before they are written."""

    def __init__(self, platform):
        self.platform, self.collected, self.lines = platform, COLLECTED, []

    def add(self, kind, /, **fields):
        self.lines.append((kind, {name.replace("_", "-"): str(value) for name, value in fields.items()}))

    def change(self, kind, where=None, /, **fields):
        """Of all lines of that kind which have the values of `where`."""
        chosen = [line for name, line in self.lines if name == kind and (where or {}).items() <= line.items()]
        if not chosen:
            raise SystemExit(f"error: no fact {kind} {where}")
        for line in chosen:
            line.update({name.replace("_", "-"): value for name, value in fields.items()})

    def drop(self, kind, /, **where):
        self.lines = [(name, line) for name, line in self.lines if name != kind or not where.items() <= line.items()]

    def write(self, path):
        head = ("script", {"platform": self.platform, "written": WRITTEN, "collected": self.collected, "lang": "en"})
        lines = [head, *self.lines, ("end", {"facts": str(len(self.lines))})]
        path.write_text("certdoc-facts 1\n" + "".join(
            "\t".join([kind, *(f"{name}={value}" for name, value in fields.items())]) + "\n" for kind, fields in lines))


class Certificate:
    def __init__(self, maker, name):
        der = maker.openssl("x509", "-in", name, "-outform", "DER")
        spki = maker.openssl("pkey", "-pubin", "-outform", "DER", stdin=maker.openssl("x509", "-in", name, "-noout", "-pubkey"))
        self.thumb = hashlib.sha1(der).hexdigest().upper()
        self.is_rsa = bytes.fromhex("2a864886f70d010101") in spki
        self.spki = hashlib.sha256(spki).hexdigest()
        self.key = hashlib.sha1(self.bits(spki)).hexdigest().upper()

    @staticmethod
    def bits(spki):
        """What Windows hashes: the bits of the public key, without the octet that counts the unused ones."""
        sizes = {294: 270, 162: 140, 91: 65, 44: 32}  # RSA 2048 and 1024, P-256, Ed25519
        return spki[-sizes[len(spki)]:]


def windows(certificates, roots):
    """A Windows Server 2022 with IIS and a smart card, on which all is well; `certificates` are in its Personal store."""
    f = Facts("windows")
    f.add("system", version="10.0.20348", build=20348, type=3, name="Microsoft Windows Server 2022 Standard", bits="64-bit",
          sha2_update="no", powershell="5.1.20348.1", process_bits=64)
    f.add("clock", utc_offset=480, zone="China Standard Time", synchronised="unknown", source="other")
    f.add("rights", elevated="yes", administrator="yes", level="S-1-16-12288", window="same")
    f.add("services", state="listed", count=210)
    for name, start in (("CryptSvc", "Auto"), ("W3SVC", "Auto"), ("IISADMIN", "Auto"), ("CertSvc", "Auto"), ("SCardSvr", "Manual"),
                        ("KeyIso", "Manual"), ("W32Time", "Auto")):
        f.add("service", name=name, exists="yes", state="Running", start=start)
    for where in ("LocalMachine", "CurrentUser"):
        for store in ("My", "WebHosting", "REQUEST", "CA", "Root"):
            f.add("store", where=where, store=store, state="listed", count=1)
    for one in roots:
        f.add("certificate", where="LocalMachine", store="Root", thumb=one.thumb)
    for one in certificates:
        f.add("certificate", where="LocalMachine", store="My", thumb=one.thumb, key="yes", spk=one.key)
        f.add("key", where="LocalMachine", thumb=one.thumb, container="le-1", unique=UNIQUE, provider=CSP if one.is_rsa else KSP,
              file="yes", missing="no", error="", sddl=KEY_ACL)
    f.add("acl", what="machine-keys", state="there", sddl="O:SYG:SYD:PAI(A;;0x12019f;;;WD)(A;;FA;;;BA)")
    f.add("acl", what="cng-keys", state="there", sddl="O:SYG:SYD:PAI(A;;FA;;;SY)(A;;FA;;;BA)")
    f.add("acl", what="crypto-registry", state="there", sddl="O:SYG:SYD:AI(A;CI;KA;;;SY)(A;CI;KA;;;BA)(A;CI;KR;;;BU)")
    csps = (CSP, CARD, "Microsoft Enhanced Cryptographic Provider v1.0", "Microsoft Strong Cryptographic Provider")
    f.add("providers", state="listed", count=6, csplist="yes")
    for name in csps:
        f.add("provider", kind="csp", name=name, type=12, image="yes")
    for name in (KSP, TPM):
        f.add("provider", kind="ksp", name=name)
    for name, number in CLASSES.items():
        for view in ("CLSID", r"WOW6432Node\CLSID"):
            f.add("com", name=name, clsid="{" + number + "-217d-11da-b2a4-000e7bbb2b09}", view=view, registered="yes", file="yes")
    f.add("products", state="failed", count=0)
    f.add("winhttp", state="read", proxy="")
    f.add("user-proxy", enabled=0, proxy="", script="no")
    f.add("reboot", pending="no")
    f.add("devices", state="listed", count=90)
    f.add("device", **{"class": "smart-card-reader"}, error=0, name="Example Reader")
    f.add("device", **{"class": "smart-card"}, error=0, name="Example Card")
    f.add("tpm", present=True, ready=True, locked=False)
    return f


def linux(server, certificate):
    """A Rocky Linux 9 with SELinux, all well; `server` (nginx, apache) reads one pair of files, nothing: a client's."""
    f = Facts("linux")
    f.add("system", name="Rocky Linux 9.4 (Blue Onyx)", kernel="5.14.0-427.13.1.el9_4.x86_64", root="yes")
    f.add("clock", utc_offset="+0800", zone="CST", synchronised="yes", source="chronyd")
    files = {"certificate": f"{TLS}/certs/full.pem", "key": f"{TLS}/private/www.key"} if server else {}
    if server:
        f.add("service", name={"apache": "httpd"}.get(server, server), state="active", account="root")
    for kind, path in files.items():
        f.add("uses", server=server, kind=kind, path=path)
    for kind, path in files.items():
        label = "unconfined_u:object_r:cert_t:s0"
        f.add("file", path=path, state="there", mode="600" if kind == "key" else "644", owner="root", group="root", label=label,
              wanted_label=label, **{"spki" if kind == "certificate" else "key_spki": certificate.spki})
    if server:
        f.add("access", server=server, account="root", path=files["key"], read="yes")
    f.add("selinux", mode="enforcing", log="read")
    f.add("openssl", version="OpenSSL 3.0.7 1 Nov 2022")
    f.add("policy", name="DEFAULT")
    f.add("proxy", where="asked")
    return f


# What makes a cause true, and nothing else with it.

def key_missing(f):
    f.change("certificate", {"where": "LocalMachine", "store": "My"}, key="no")
    f.drop("key")


def in_user_store(f):
    for kind in ("certificate", "key"):
        for name, line in f.lines:
            if name == kind and line["where"] == "LocalMachine" and line.get("store", "My") == "My":
                line["where"] = "CurrentUser"


def not_elevated(f):
    """Then certutil opens no key of the computer."""
    f.change("rights", elevated="no", level="S-1-16-8192")
    f.change("key", unique="", file="no", error="0x80090010", sddl="")


def clock_ahead(f):
    f.collected = AHEAD


def selinux(f):
    path = f"{TLS}/private/www.key"
    f.change("file", {"path": path}, label="unconfined_u:object_r:user_home_t:s0")
    f.add("denial", program="nginx", name="www.key", source="httpd_t", target="user_home_t")


WINDOWS = {
    "key-missing-in-store": key_missing,
    "store-wrong": in_user_store,
    "key-acl": lambda f: f.change("key", sddl="O:SYG:SYD:PAI(A;;FA;;;SY)(A;;FA;;;BA)"),
    "not-elevated": not_elevated,
    "crypto-registry-acl": lambda f: f.change("acl", {"what": "crypto-registry"}, sddl="O:SYG:SYD:AI(A;CI;KA;;;SY)(A;CI;KR;;;BA)"),
    "key-folder-acl": lambda f: f.change("acl", {"what": "machine-keys"}, sddl="O:SYG:SYD:PAI(D;;FW;;;BA)(A;;FA;;;SY)(A;;FA;;;BA)"),
    "com-not-registered": lambda f: f.change("com", {"name": "CX509Enrollment"}, registered="no", file="unsaid"),
    "service-stopped": lambda f: f.change("service", {"name": "CryptSvc"}, state="Stopped", start="Disabled"),
    "service-missing": lambda f: f.change("service", {"name": "W3SVC"}, exists="no", state="", start=""),
    "provider-unavailable": lambda f: None,  # the request names a provider that this machine does not have
    "token-not-recognised": lambda f: f.change("device", {"class": "smart-card-reader"}, error="28"),
    "token-manager-not-running": lambda f: f.change("service", {"name": "SCardSvr"}, state="Stopped", start="Disabled"),
    "tpm-not-ready": lambda f: f.change("tpm", ready="False"),
    "clock-skewed": clock_ahead,
}
LINUX = {
    "key-unreadable-by-service": lambda f: f.change("access", account="web", read="no"),
    "selinux-context": selinux,
    "clock-skewed": clock_ahead,
}
# The request that names the provider in question.
REQUESTS = {"provider-unavailable": "token.csr", "tpm-not-ready": "tpm.csr"}


def made(machine):
    """What is wrong on some machine of this kind."""
    if machine == "windows":
        return WINDOWS | {"root-untrusted": lambda f: f.drop("certificate", store="Root")}
    return {"clock-skewed": clock_ahead} if machine == "client" else LINUX


def make(maker, certificates, roots):
    """One file for each machine: healthy.windows, CAUSE.windows, healthy.nginx, CAUSE.nginx, ..., healthy.client, ..."""
    maker.windows_csr("token", "www", "Example Token CSP v1.0")
    for name, provider in {"tpm": TPM, "windows": CSP, "card": CARD}.items():
        maker.windows_csr(name, "www", provider)
    mine, trusted = ([Certificate(maker, name) for name in names] for names in (certificates, roots))
    www = Certificate(maker, "www.crt")
    machines = {"windows": lambda: windows(mine, trusted), "client": lambda: linux(None, www)}
    machines |= {name: (lambda server=name: linux(server, www)) for name in ("nginx", "apache")}
    for machine, sound in machines.items():
        for cause, spoil in {"healthy": lambda f: None, **made(machine)}.items():
            facts = sound()
            spoil(facts)
            facts.write(maker.at / f"{cause}.{machine}")
