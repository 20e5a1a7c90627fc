"""Servers that begin in plain text, each on a free port of loopback with the same certificate."""

import os
import pathlib
import shutil
import ssl
import subprocess

from lab import free_port, listens
from peer import Peer

POSTGRES = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))


class Starttls:
    """`chain`: the server's certificate and its issuers; `key`: their key. Each method starts a server and returns its port."""

    def __init__(self, lab, chain, key):
        self.lab, self.chain, self.key = lab, chain, key

    def own(self, directory, user):
        """The key as a server that runs as this user wants it."""
        copy = directory / "server.key"
        shutil.copy(self.key, copy)
        copy.chmod(0o600)
        shutil.chown(copy, user)
        return copy

    def postfix(self):
        """Two ports: with STARTTLS, and without."""
        with_tls, without = free_port(), free_port()
        home = self.lab.directory("postfix")
        for name in ("etc", "lib", "spool/pid", "spool/public", "spool/private"):
            (home / name).mkdir(parents=True)
        for name in ("lib", "spool/public", "spool/private"):
            shutil.chown(home / name, "postfix")
        (home / "etc/main.cf").write_text(
            f"compatibility_level = 3.6\nqueue_directory = {home}/spool\ndata_directory = {home}/lib\n"
            "command_directory = /usr/sbin\ndaemon_directory = /usr/lib/postfix/sbin\nmyhostname = www.example.test\n"
            "mydestination =\nlocal_recipient_maps =\ninet_interfaces = 127.0.0.1\ninet_protocols = ipv4\n"
            f"mynetworks = 127.0.0.0/8\nmaillog_file = {home}/log\nmaillog_file_prefixes = {self.lab.root}\n"
            f"alias_maps =\nalias_database =\nnotify_classes =\nsmtpd_tls_cert_file = {self.chain}\n"
            f"smtpd_tls_key_file = {self.key}\nsmtpd_tls_loglevel = 1\n")
        (home / "etc/master.cf").write_text(
            "postlog unix-dgram n - n - 1 postlogd\n"
            f"127.0.0.1:{with_tls} inet n - n - - smtpd -o smtpd_tls_security_level=may\n"
            f"127.0.0.1:{without} inet n - n - - smtpd -o smtpd_tls_security_level=none\n"
            "tlsmgr unix - - n 1000? 1 tlsmgr\nanvil unix - - n - 1 anvil\nproxymap unix - - n - - proxymap\n"
            "rewrite unix - - n - - trivial-rewrite\n")
        self.lab.serve("postfix", ["/usr/lib/postfix/sbin/master", "-c", str(home / "etc"), "-d"], with_tls)
        return with_tls, without

    def dovecot(self):
        """IMAP, POP3 and ManageSieve."""
        ports = {name: free_port() for name in ("imap", "pop3", "sieve")}
        home = self.lab.directory("dovecot")
        listener = "service {0}-login {{\n inet_listener {1} {{\n  port = {2}\n }}\n inet_listener {1}s {{\n  port = 0\n }}\n}}\n"
        conf = home / "dovecot.conf"
        conf.write_text(
            f"base_dir = {home}/run\nstate_dir = {home}/state\nlog_path = /dev/stderr\nprotocols = imap pop3 sieve\n"
            f"listen = 127.0.0.1\nssl = yes\nssl_cert = <{self.chain}\nssl_key = <{self.key}\nssl_min_protocol = TLSv1.2\n"
            f"mail_location = maildir:{home}/mail\npassdb {{\n driver = static\n args = password=none\n}}\n"
            "userdb {\n driver = static\n args = uid=nobody gid=nogroup home=/nonexistent\n}\n"
            + listener.format("imap", "imap", ports["imap"]) + listener.format("pop3", "pop3", ports["pop3"])
            + f"service managesieve-login {{\n inet_listener sieve {{\n  port = {ports['sieve']}\n }}\n}}\n")
        self.lab.serve("dovecot", ["dovecot", "-F", "-c", str(conf)], ports["imap"])
        return ports

    def slapd(self, tls=True):
        port = free_port()
        home = self.lab.directory(f"slapd-{port}")
        (home / "db").mkdir()
        lines = [f"include /etc/ldap/schema/core.schema\nmodulepath /usr/lib/ldap\nmoduleload back_mdb\npidfile {home}/pid\n"
                 f"argsfile {home}/args\ndatabase mdb\nsuffix \"o=Example\"\ndirectory {home}/db\n"]
        if tls:
            lines.insert(0, f"TLSCertificateFile {self.chain}\nTLSCertificateKeyFile {self.key}\n")
        (home / "slapd.conf").write_text("".join(lines))
        self.lab.serve("slapd", ["/usr/sbin/slapd", "-f", str(home / "slapd.conf"), "-h", f"ldap://127.0.0.1:{port}", "-d", "0"],
                       port)
        return port

    def postgres(self):
        port = free_port()
        home = self.lab.directory("postgres")
        shutil.chown(home, "postgres")
        tools = POSTGRES[-1]
        subprocess.run([tools / "initdb", "-D", home / "data", "-A", "trust", "-N", "-E", "UTF8", "--locale=C"], check=True,
                       capture_output=True, timeout=120, user="postgres", cwd=home)
        key = self.own(home, "postgres")
        settings = {"ssl": "on", "ssl_cert_file": self.chain, "ssl_key_file": key, "fsync": "off",
                    "unix_socket_directories": "", "listen_addresses": "127.0.0.1", "port": port, "shared_buffers": "1MB",
                    "autovacuum": "off"}
        self.lab.serve("postgres", [str(tools / "postgres"), "-D", str(home / "data"),
                                    *(part for name, value in settings.items() for part in ("-c", f"{name}={value}"))],
                       port, user="postgres", cwd=home)
        return port

    def mariadb(self):
        port = free_port()
        home = self.lab.directory("mariadb")
        shutil.chown(home, "mysql")
        key = self.own(home, "mysql")
        self.lab.serve("mariadb", ["mariadbd", "--no-defaults", "--user=mysql", f"--datadir={home}", "--skip-grant-tables",
                                   "--bind-address=127.0.0.1", f"--port={port}", f"--socket={home}/socket",
                                   f"--ssl-cert={self.chain}", f"--ssl-key={key}", "--tls-version=TLSv1.2,TLSv1.3",
                                   "--skip-networking=0", "--innodb=OFF", "--default-storage-engine=MyISAM",
                                   "--default-tmp-storage-engine=MyISAM", "--skip-log-bin",
                                   f"--pid-file={home}/pid"], port)
        return port

    def vsftpd(self):
        port = free_port()
        home = self.lab.directory("vsftpd")
        (home / "empty").mkdir()
        conf = home / "vsftpd.conf"
        conf.write_text(f"listen=YES\nlisten_address=127.0.0.1\nlisten_port={port}\nbackground=NO\nanonymous_enable=NO\n"
                        f"local_enable=YES\nssl_enable=YES\nssl_ciphers=HIGH\nrsa_cert_file={self.chain}\n"
                        f"rsa_private_key_file={self.key}\nsecure_chroot_dir={home}/empty\nseccomp_sandbox=NO\n")
        self.lab.serve("vsftpd", ["/usr/sbin/vsftpd", str(conf)], port)
        return port

    def prosody(self, name):
        port = free_port()
        home = self.lab.directory("prosody")
        (home / "data").mkdir()
        conf = home / "prosody.cfg.lua"
        conf.write_text(f'run_as_root = true\ndaemonize = false\npidfile = "{home}/pid"\ndata_path = "{home}/data"\n'
                        f'certificates = "{home}"\nlog = {{ error = "*console" }}\ninterfaces = {{ "127.0.0.1" }}\n'
                        f'c2s_ports = {{ {port} }}\nmodules_enabled = {{ "tls", "saslauth" }}\nmodules_disabled = {{ "s2s" }}\n'
                        f'VirtualHost "{name}"\n  ssl = {{ key = "{self.key}", certificate = "{self.chain}" }}\n')
        self.lab.serve("prosody", ["prosody", "--config", str(conf), "-F"], port, cwd=home)
        return port


class Scripted(Peer):
    """A dialogue, then real TLS. `script`: what is said, and between that what is waited for (bytes that end it)."""

    def __init__(self, script, chain, key, then=b""):
        super().__init__()
        self.script, self.then = script, then
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(chain, key)

    def talk(self, client):
        client.settimeout(10)
        for say, wait in self.script:
            client.sendall(say)
            heard = b""
            while wait not in heard:
                more = client.recv(4096)
                if not more:
                    return
                heard += more
        client.sendall(self.then)
        with self.context.wrap_socket(client, server_side=True) as secured:
            secured.recv(1)


__all__ = ["Scripted", "Starttls", "listens", "os"]
