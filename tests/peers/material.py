"""Where the makers put their files, and what the manifest says of each: whose key it holds, what kinds of object, how
it should be read, and the password that opens it."""

import json
import os
import pathlib
import shlex
import subprocess

PASSWORD = "peers-2026"
START, END = "20260601000000Z", "20270601000000Z"  # as `openssl ca` writes times
CERTTOOL_DATES = 'activation_date = "2026-06-01 00:00:00 UTC"\nexpiration_date = "2027-06-01 00:00:00 UTC"\n'

CA_CONFIG = """
[ca]
default_ca = peers
[peers]
dir = .
database = $ENV::DATABASE
new_certs_dir = scratch
private_key = scratch/ca.key
certificate = ca.crt
policy = any
default_md = sha256
rand_serial = yes
x509_extensions = leaf
unique_subject = no
[any]
commonName = supplied
[leaf]
basicConstraints = critical, CA:FALSE
subjectAltName = DNS:www.example.com
authorityKeyIdentifier = keyid
"""

CA_TEMPLATE = """cn = "Peers CA"
serial = 1
ca
cert_signing_key
crl_signing_key
activation_date = "2026-01-01 00:00:00 UTC"
expiration_date = "2036-01-01 00:00:00 UTC"
"""


class Material:
    """A directory of files, with the manifest that grows beside them. What no test looks at is below scratch/."""

    def __init__(self, directory):
        self.path = pathlib.Path(directory)
        (self.path / "scratch").mkdir(parents=True, exist_ok=True)
        self.entries = []
        self.notes = []  # what the programs at hand cannot make
        os.umask(0o077)
        (self.path / "scratch" / "ca.cnf").write_text(CA_CONFIG)
        (self.path / "scratch" / "ca.tmpl").write_text(CA_TEMPLATE)
        self.run("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out scratch/ca.key")
        self.run("certtool --generate-self-signed --load-privkey scratch/ca.key --template scratch/ca.tmpl "
                 "--outfile ca.crt")

    def run(self, line, *more, stdin=b"", **environment):
        """Runs one program in the directory, no shell; its standard output. What fails is an error of the test."""
        command = shlex.split(line) + list(more)
        result = subprocess.run(command, input=stdin, capture_output=True, cwd=self.path, timeout=120, check=False,
                                env=os.environ | {"LC_ALL": "C.UTF-8", "TZ": "UTC"} | environment)
        if result.returncode:
            said = (result.stdout + result.stderr).decode(errors="replace")
            raise RuntimeError(f"{shlex.join(command)}\n{said}")
        return result.stdout

    def read(self, name):
        return (self.path / name).read_bytes()

    def write(self, name, content):
        (self.path / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    def add(self, name, identity, kinds, expect="read", **more):
        """`expect`: read, damaged (read, with a finding), corrupt, foreign (nothing that we know), other
        (recognised by name only)."""
        if not (self.path / name).is_file():
            raise RuntimeError(f"{name} was not made")
        kinds = kinds.split()
        self.entries.append({"file": name, "identity": identity, "kinds": kinds, "expect": expect, "password": None,
                             "made_by": "openssl", "role": "variant"} | more)

    def issue(self, request, out, *options):
        """A certificate for this request, by `openssl ca` with dates that do not depend on today."""
        database = f"scratch/{out}.index"
        self.write(database, b"")
        self.run(f"openssl ca -batch -config scratch/ca.cnf -in {request} -out {out} -notext -startdate {START} "
                 f"-enddate {END}", *options, DATABASE=database)

    def save(self, name="manifest.json"):
        self.entries.sort(key=lambda entry: entry["file"])
        if len({entry["file"] for entry in self.entries}) != len(self.entries):
            raise RuntimeError("a file stands in the manifest twice")
        text = {"password": PASSWORD, "notes": self.notes, "files": self.entries}
        (self.path / name).write_text(json.dumps(text, indent=1))
