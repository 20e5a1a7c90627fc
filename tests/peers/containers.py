"""Files that hold several objects, as openssl writes them: PKCS#12, PKCS#7, several PEM blocks; and what has no key at
all: a revocation list, an OCSP response."""

import base64

from material import PASSWORD

PFX = {
    "modern": (),
    "chain": ("-certfile", "ca.crt"),
    "legacy": ("-legacy",),
    "3des": ("-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "SHA1"),
    "plain-certificate": ("-certpbe", "NONE"),
    "no-mac": ("-nomac",),
}


def pkcs12(material, algorithm, letter="A"):
    name, who = f"{algorithm}-{letter.lower()}", f"{letter}-{algorithm}"
    export = ("openssl", "pkcs12", "-export", "-inkey", f"{name}.key", "-in", f"{name}.crt", "-name", "www")
    for form, options in PFX.items():
        file = f"{name}-{form}.pfx"
        material.run(*export, *options, "-passout", f"pass:{PASSWORD}", "-out", file)
        # A certificate in the clear answers for itself; its key does not.
        material.add(file, who, "certificate private-key", password=PASSWORD, needs="legacy" if form == "legacy" else "",
                     open_kinds=["certificate"] if form == "plain-certificate" else [])
    material.run(*export, "-passout", "pass:", "-out", f"{name}-empty-password.pfx")
    material.add(f"{name}-empty-password.pfx", who, "certificate private-key", password="")
    material.run(*export, "-keypbe", "NONE", "-certpbe", "NONE", "-nomac", "-passout", "pass:", "-out", f"{name}-unencrypted.pfx")
    material.add(f"{name}-unencrypted.pfx", who, "certificate private-key")
    material.run("openssl", "pkcs12", "-export", "-nokeys", "-in", f"{name}.crt", "-passout", f"pass:{PASSWORD}", "-out",
                 f"{name}-no-key.pfx")
    material.add(f"{name}-no-key.pfx", who, "certificate", password=PASSWORD)


def pkcs7(material, algorithm):
    name, who = f"{algorithm}-a", f"A-{algorithm}"
    for form in ("PEM", "DER"):
        file = f"{name}-{form.lower()}.p7b"
        material.run("openssl", "crl2pkcs7", "-nocrl", "-certfile", f"{name}.crt", "-certfile", "ca.crt", "-outform", form, "-out",
                     file)
        material.add(file, who, "certificate")
    der = base64.encodebytes(material.read(f"{name}-der.p7b")).decode()
    material.write(f"{name}-as-certificate.p7b", f"-----BEGIN CERTIFICATE-----\n{der}-----END CERTIFICATE-----\n")
    material.add(f"{name}-as-certificate.p7b", who, "certificate", expect="damaged", damage="wrong-label")


def several(material, algorithm):
    """Several blocks in one file."""
    name, who = f"{algorithm}-a", f"A-{algorithm}"
    leaf, key, request, ca = (material.read(file) for file in (f"{name}.crt", f"{name}.key", f"{name}.csr", "ca.crt"))
    text = material.run("openssl", "x509", "-in", f"{name}.crt", "-text")
    for file, content, kinds in (("fullchain.pem", leaf + ca, "certificate"), ("fullchain-reversed.pem", ca + leaf, "certificate"),
                                 ("haproxy.pem", leaf + ca + key, "certificate private-key"),
                                 ("everything.pem", key + b"a line between\n" + leaf + request, "certificate private-key csr"),
                                 ("with-text.crt", text, "certificate")):
        material.write(f"{name}-{file}", content)
        material.add(f"{name}-{file}", who, kinds)
    material.run("openssl", "x509", "-in", f"{name}.crt", "-addtrust", "serverAuth", "-setalias", "www", "-trustout", "-out",
                 f"{name}-trusted.crt")
    material.add(f"{name}-trusted.crt", who, "certificate")
    # Two pairs in one file do not belong together.
    material.write(f"{algorithm}-two-pairs.pem", key + leaf + material.read(f"{algorithm}-b.crt"))
    material.add(f"{algorithm}-two-pairs.pem", who, "certificate private-key", role="contradicts-itself")


def without_key(material):
    material.write("scratch/index.txt", b"")
    material.run("openssl", "ca", "-gencrl", "-config", "scratch/ca.cnf", "-crl_lastupdate", "20260601000000Z", "-crl_nextupdate",
                 "20270601000000Z", "-out", "list.crl", DATABASE="scratch/index.txt")
    material.add("list.crl", None, "crl", role="no-key")
    material.run("openssl", "crl", "-in", "list.crl", "-outform", "DER", "-out", "list-der.crl")
    material.add("list-der.crl", None, "crl", role="no-key")
    material.run("openssl", "ocsp", "-issuer", "ca.crt", "-cert", "p256-a.crt", "-reqout", "scratch/ocsp.request", "-no_nonce")
    material.run("openssl", "ocsp", "-index", "scratch/index.txt", "-rsigner", "ca.crt", "-rkey", "scratch/ca.key", "-CA", "ca.crt",
                 "-reqin", "scratch/ocsp.request", "-respout", "answer.ors", "-ndays", "3650")
    material.add("answer.ors", None, "ocsp-response", role="no-key")
