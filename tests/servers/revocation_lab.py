"""CRLs, OCSP answers and the servers that give them, on top of the lab. Everything is made by the openssl program."""

import base64
import datetime
import subprocess
import time

from hostile import Hostile, answer
from lab import PATIENCE, Lab, free_port

CONFIG = """
[ca]
default_ca = this
[this]
database = {index}
crlnumber = {number}
default_md = sha256
default_crl_days = 30
[plain]
authorityKeyIdentifier = keyid
{extra}
"""


def stamp(days=0):
    """A time as `openssl ca` writes it, so many days from now."""
    when = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)
    return when.strftime("%Y%m%d%H%M%SZ")


def iso(days=0):
    when = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def index_lines(certificates, revoked):
    """The database of `openssl ca`: certificates, and those of them that are revoked as (certificate, reason)."""
    reasons = dict((certificate.serial, reason) for certificate, reason in revoked)
    for one in [*certificates, *(certificate for certificate, _ in revoked)]:
        end = stamp(300)[2:]
        subject = f"/O=Example/CN={one.name}"
        if one.serial in reasons:
            since = stamp(-1)[2:]
            reason = f"{since},{reasons[one.serial]}" if reasons[one.serial] else since
            yield f"R\t{end}\t{reason}\t{one.serial:04X}\tunknown\t{subject}\n"
        else:
            yield f"V\t{end}\t\t{one.serial:04X}\tunknown\t{subject}\n"


class RevocationLab(Lab):
    def crl(self, ca, revoked=(), number=1, since=0, until=30, extra="", extensions=True, form="DER"):
        """A CRL of `ca`: bytes. `extra`: more lines of its extensions."""
        self.count += 1
        stem = self.root / f"crl-{self.count}"
        index, numbers, config = stem.with_suffix(".index"), stem.with_suffix(".number"), stem.with_suffix(".cnf")
        index.write_text("".join(sorted(index_lines([], revoked))))
        numbers.write_text(f"{number:04X}\n")
        config.write_text(CONFIG.format(index=index, number=numbers, extra=extra))
        out = stem.with_suffix(".crl")
        self.openssl("ca", "-gencrl", "-config", config, "-keyfile", ca.key, "-cert", ca.crt, "-out", out,
                     "-crl_lastupdate", stamp(since), "-crl_nextupdate", stamp(until),
                     *(["-crlexts", "plain"] if extensions else []))
        return self.openssl("crl", "-in", out, "-outform", form)

    def index(self, certificates, revoked=()):
        self.count += 1
        path = self.root / f"ocsp-{self.count}.index"
        path.write_text("".join(index_lines(certificates, revoked)))
        return path

    def responder_at(self, port, index, ca, signer):
        """A real responder: `openssl ocsp`. A connection that says nothing, as a probe of its port makes, wedges it: it
        is ready when it says so."""
        server = self.serve("ocsp", ["openssl", "ocsp", "-index", str(index), "-port", str(port), "-CA", str(ca.crt),
                                     "-rsigner", str(signer.crt), "-rkey", str(signer.key), "-nmin", "60"])
        end = time.monotonic() + PATIENCE
        while "waiting for OCSP client" not in server.said():
            if server.process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"error: openssl ocsp does not listen\n{server.said()}")
            time.sleep(0.02)
        return server

    def responder(self, index, ca, signer):
        """The same on a free port; returns its URL."""
        port = free_port()
        self.responder_at(port, index, ca, signer)
        return f"http://127.0.0.1:{port}/"

    def respond(self, question, index, ca, signer, faketime=None, more=("-nmin", "60")):
        """One answer of `openssl ocsp` to a request, perhaps at another time."""
        self.count += 1
        request, response = self.root / f"q-{self.count}.der", self.root / f"a-{self.count}.der"
        request.write_bytes(question)
        self.openssl("ocsp", "-index", index, "-CA", ca.crt, "-rsigner", signer.crt, "-rkey", signer.key, "-reqin",
                     request, "-respout", response, *more, faketime=faketime)
        return response.read_bytes()

    def at_responder(self, web, path, *how, **more):
        """An address of the scripted server where such answers are given; returns the URL."""
        return web.at(path, lambda request: answer(self.respond(request.body, *how, **more),
                                                   "application/ocsp-response"))

    def signer(self, ca, name, **how):
        """A responder's certificate."""
        usage = ["extendedKeyUsage=OCSPSigning", "noCheck=ignored"]
        return self.issue(ca, name, names=[f"DNS:{name}"], extensions=usage, **how)

    def nginx(self, directory):
        """Serves a directory; returns the beginning of its URLs."""
        port = free_port()
        conf = self.root / f"nginx-{port}.conf"
        conf.write_text(f"""
daemon off; master_process off; pid {self.root}/nginx-{port}.pid; error_log stderr;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {self.root}/nginx-tmp; proxy_temp_path {self.root}/nginx-tmp;
  fastcgi_temp_path {self.root}/nginx-tmp; uwsgi_temp_path {self.root}/nginx-tmp; scgi_temp_path {self.root}/nginx-tmp;
  types {{ application/pkix-crl crl; application/pkix-cert cer; }}
  server {{ listen 127.0.0.1:{port}; root {directory}; }}
}}
""")
        self.serve("nginx", ["nginx", "-c", str(conf)], port)
        return f"http://127.0.0.1:{port}"

    def slapd(self, crl):
        """A directory that holds one list, cn=CRL,o=Example; returns its port."""
        port = free_port()
        where = self.directory(f"slapd-{port}")
        (where / "db").mkdir()
        conf, ldif = where / "slapd.conf", where / "content.ldif"
        conf.write_text(f"include /etc/ldap/schema/core.schema\nmodulepath /usr/lib/ldap\nmoduleload back_mdb\n"
                        f"pidfile {where}/pid\nargsfile {where}/args\n"
                        f"database mdb\nsuffix \"o=Example\"\ndirectory {where}/db\n")
        ldif.write_text("dn: o=Example\nobjectClass: organization\no: Example\n\n"
                        "dn: cn=CRL,o=Example\nobjectClass: cRLDistributionPoint\ncn: CRL\n"
                        f"certificateRevocationList;binary:: {base64.b64encode(crl).decode()}\n")
        subprocess.run(["/usr/sbin/slapadd", "-f", conf, "-l", ldif], check=True, capture_output=True, timeout=60)
        self.serve("slapd", ["/usr/sbin/slapd", "-f", str(conf), "-h", f"ldap://127.0.0.1:{port}", "-d", "0"], port)
        return port

    def tinyproxy(self, lines=()):
        """An HTTP proxy; returns host and port."""
        port = free_port()
        conf = self.root / f"tinyproxy-{port}.conf"
        conf.write_text(f"Port {port}\nListen 127.0.0.1\nTimeout 30\nMaxClients 20\nAllow 127.0.0.1\n" + "\n".join(lines) + "\n")
        self.serve("tinyproxy", ["tinyproxy", "-d", "-c", str(conf)], port)
        return f"127.0.0.1:{port}"


def fails(command):
    """What a program says that must not succeed."""
    result = subprocess.run([str(part) for part in command], capture_output=True, timeout=60)
    return result.returncode, (result.stdout + result.stderr).decode(errors="replace")


__all__ = ["RevocationLab", "Hostile", "answer", "fails", "free_port", "iso", "stamp"]
