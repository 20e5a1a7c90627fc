"""What certtool (GnuTLS), NSS and keytool (Java) make: keys and requests of their own, and containers."""

from material import CERTTOOL_DATES, PASSWORD


def certtool(material):
    by = {"made_by": "certtool"}
    for name, options in (("gnutls-ec", "--key-type ecdsa --curve secp256r1"),
                          ("gnutls-ed25519", "--key-type ed25519")):
        who = f"G-{name}"
        material.run(f"certtool --generate-privkey {options} --outfile {name}.key")
        material.add(f"{name}.key", who, "private-key", **by)
        material.write(f"scratch/{name}.tmpl", f'cn = "{name}.example.com"\nserial = 9\n' + CERTTOOL_DATES)
        template = f"--load-privkey {name}.key --template scratch/{name}.tmpl"
        material.run(f"certtool --generate-request {template} --outfile {name}.csr")
        material.add(f"{name}.csr", who, "csr", **by)
        material.run(f"certtool --generate-certificate {template} --load-ca-privkey scratch/ca.key "
                     f"--load-ca-certificate ca.crt --outfile {name}.crt")
        material.add(f"{name}.crt", who, "certificate", **by)
        for cipher in ("aes-256", "3des-pkcs12"):
            material.run(f"certtool --to-p8 --load-privkey {name}.key --pkcs-cipher {cipher} --password {PASSWORD} "
                         f"--outfile {name}-{cipher}.p8")
            material.add(f"{name}-{cipher}.p8", who, "private-key", password=PASSWORD, **by)
        material.run(f"certtool --to-p12 --outder --load-privkey {name}.key --load-certificate {name}.crt "
                     f"--p12-name www --password {PASSWORD} --outfile {name}.p12")
        material.add(f"{name}.p12", who, "certificate private-key", password=PASSWORD, **by)
    material.run("certtool --p7-generate --load-certificate gnutls-ec.crt --load-privkey gnutls-ec.key "
                 "--p7-include-cert --infile ca.crt --outfile gnutls-ec.p7b")
    material.add("gnutls-ec.p7b", "G-gnutls-ec", "certificate", **by)


def nss(material):
    """A key that never left NSS before it was exported, and openssl's RSA pair through NSS and out again."""
    by, store = {"made_by": "nss"}, "sql:scratch"
    material.run(f"certutil -N -d {store} --empty-password")
    material.write("scratch/noise", b"this is no secret " * 20)
    material.run(f"certutil -R -a -d {store} -k ec -q nistp256 -z scratch/noise -s CN=nss.example.com -o nss-ec.csr")
    material.add("nss-ec.csr", "N-nss-ec", "csr", **by)
    material.issue("nss-ec.csr", "nss-ec.crt")
    material.add("nss-ec.crt", "N-nss-ec", "certificate")
    material.run(f"certutil -A -d {store} -n nss -t ,, -i nss-ec.crt")
    material.run(f"pk12util -d {store} -i rsa-a-modern.pfx -W {PASSWORD}")
    for nickname, name, who in (("nss", "nss-ec", "N-nss-ec"), ("www", "nss-rsa", "A-rsa")):
        material.run(f"pk12util -d {store} -n {nickname} -o {name}.p12 -W {PASSWORD}")
        material.add(f"{name}.p12", who, "certificate private-key", password=PASSWORD, **by)
    material.run(f"pk12util -d {store} -n nss -o nss-ec-old.p12 -W {PASSWORD} -c "
                 "'PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC' -C "
                 "'PKCS #12 V2 PBE With SHA-1 And 40 Bit RC2 CBC'")
    material.add("nss-ec-old.p12", "N-nss-ec", "certificate private-key", password=PASSWORD, **by)
    material.run(f"certutil -L -r -d {store} -n nss -o nss-ec-der.crt")
    material.add("nss-ec-der.crt", "N-nss-ec", "certificate", **by)


def keytool(material):
    by, both = {"made_by": "keytool"}, "certificate private-key"
    # What Java needs to start; there is little for it to do.
    tool = "keytool -J-Xshare:auto -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC"
    for kind, extension in (("PKCS12", "p12"), ("JKS", "jks"), ("JCEKS", "jceks")):
        file = f"java-rsa.{extension}"
        material.run(f"{tool} -importkeystore -noprompt -srckeystore rsa-a-modern.pfx -srcstoretype PKCS12 "
                     f"-srcstorepass {PASSWORD} -destkeystore {file} -deststoretype {kind} -deststorepass {PASSWORD}")
        # A Java key store keeps its certificates in the clear.
        seen = [] if kind == "PKCS12" else ["certificate"]
        material.add(file, "A-rsa", both, password=PASSWORD, open_kinds=seen, **by)
    store = f"-keystore java-ec.jks -storepass {PASSWORD} -alias tomcat"
    material.run(f"{tool} -genkeypair {store} -storetype JKS -keypass {PASSWORD} -keyalg EC -groupname secp384r1 "
                 "-dname CN=java.example.com -startdate '2026/06/01 00:00:00' -validity 365")
    material.add("java-ec.jks", "J-java-ec", both, password=PASSWORD, open_kinds=["certificate"], **by)
    material.run(f"{tool} -exportcert -rfc {store} -file java-ec.crt")
    material.add("java-ec.crt", "J-java-ec", "certificate", **by)
    material.run(f"{tool} -certreq {store} -file java-ec.csr")
    material.add("java-ec.csr", "J-java-ec", "csr", **by)
    material.run(f"{tool} -importcert -noprompt -keystore java-trust.jks -storetype JKS -storepass {PASSWORD} "
                 "-alias www -file rsa-a.crt")
    material.add("java-trust.jks", "A-rsa", "certificate", **by)
