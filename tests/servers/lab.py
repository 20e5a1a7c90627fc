"""Real servers on loopback for the tests: started on free ports, stopped by process id, each in a directory of its own.

    with Lab() as lab:
        ca = lab.ca("Example Root")
        leaf = lab.issue(ca, "www.example.test", extensions=["crlDistributionPoints=URI:http://localhost:1/x.crl"])
        web = lab.serve("nginx", ["nginx", "-c", conf], port)
"""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from program import Program  # noqa: E402

PATIENCE = 30  # seconds for a server to listen; sanitized builds and busy machines are slow


def free_port(kind=socket.SOCK_STREAM, host="127.0.0.1"):
    """A port that nobody listens on. Another program could take it before it is used: whoever starts a server retries."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, kind) as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


def listens(port, host="127.0.0.1"):
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


class Server:
    """A process that was started, and its log."""

    def __init__(self, name, process, log):
        self.name, self.process, self.log = name, process, log

    def stop(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(5)

    def said(self):
        return self.log.read_text(errors="replace")


class Lab:
    def __enter__(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="certdoc-lab-"))
        os.chmod(self.root, 0o755)
        self.servers = []
        self.count = 0
        return self

    def __exit__(self, *_):
        for server in reversed(self.servers):
            server.stop()
        shutil.rmtree(self.root, ignore_errors=True)

    def directory(self, name):
        path = self.root / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    def serve(self, name, command, port=None, host="127.0.0.1", environment=None, cwd=None, stdin=None, **how):
        """Starts a server in a process group of its own and waits until `port` (TCP) answers."""
        self.count += 1
        log = self.root / f"{self.count}-{name}.log"
        with open(log, "wb") as out:
            process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=cwd or self.root,
                                       stdin=stdin or subprocess.DEVNULL, start_new_session=True,
                                       env={**os.environ, **(environment or {})}, **how)
        server = Server(name, process, log)
        self.servers.append(server)
        end = time.monotonic() + PATIENCE
        while port is not None and not listens(port, host):
            if process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"error: {name} does not listen on {host}:{port}\n{server.said()}")
            time.sleep(0.02)
        return server

    # Certificates, by the openssl program.

    def openssl(self, *arguments, stdin=b"", faketime=None):
        command = [*(["faketime", faketime] if faketime else []), "openssl", *map(str, arguments)]
        result = subprocess.run(command, input=stdin, capture_output=True, timeout=60)
        if result.returncode != 0:
            raise SystemExit(f"error: {command}\n{result.stderr.decode(errors='replace')}")
        return result.stdout

    def key(self, name, kind="EC"):
        path = self.root / f"{name}.key"
        how = ["-pkeyopt", "ec_paramgen_curve:P-256"] if kind == "EC" else ["-pkeyopt", f"rsa_keygen_bits:{kind}"]
        self.openssl("genpkey", "-algorithm", "EC" if kind == "EC" else "RSA", *how, "-out", path)
        return path

    def ca(self, name, parent=None, days=3650, kind="EC", extensions=()):
        """A CA certificate: NAME.crt and NAME.key; self-signed without a parent."""
        lines = ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign",
                 "subjectKeyIdentifier=hash", *extensions]
        return self._certificate(name, parent, days, kind, lines)

    def issue(self, parent, name, days=365, kind="EC", names=None, extensions=(), start=None):
        names = names or [f"DNS:{name}"]
        lines = ["basicConstraints=CA:FALSE", "keyUsage=digitalSignature,keyEncipherment",
                 "extendedKeyUsage=serverAuth,clientAuth", f"subjectAltName={','.join(names)}",
                 "subjectKeyIdentifier=hash", "authorityKeyIdentifier=keyid", *extensions]
        return self._certificate(name, parent, days, kind, lines, start)

    def _certificate(self, name, parent, days, kind, lines, start=None):
        self.count += 1
        stem = "".join(c if c.isalnum() or c in ".-" else "-" for c in name)
        if (self.root / f"{stem}.crt").exists():
            stem = f"{stem}-{self.count}"
        key = self.key(stem, kind)
        request, config = self.root / f"{stem}.csr", self.root / f"{stem}.ext"
        config.write_text("\n".join(lines) + "\n")
        self.openssl("req", "-new", "-key", key, "-subj", f"/O=Example/CN={name}", "-out", request)
        sign = ["-signkey", key] if parent is None else ["-CA", parent.crt, "-CAkey", parent.key]
        crt = self.root / f"{stem}.crt"
        self.openssl("x509", "-req", "-in", request, *sign, "-set_serial", str(1000 + self.count), "-days", str(days),
                     "-extfile", config, "-out", crt, faketime=start)
        return Certificate(name, crt, key, parent, 1000 + self.count)


class Certificate:
    def __init__(self, name, crt, key, parent, serial):
        self.name, self.crt, self.key, self.parent, self.serial = name, crt, key, parent, serial


__all__ = ["Lab", "Program", "Certificate", "Server", "free_port", "listens"]
