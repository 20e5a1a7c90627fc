"""What openssl makes: two keys of every algorithm, each with certificate, request and public key, and then the
encodings and containers that openssl writes."""

import hashlib

from material import CERTTOOL_DATES, PASSWORD

EC = ("-algorithm", "EC", "-pkeyopt")
ALGORITHMS = {
    "rsa": ("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"),
    "rsa-pss": ("-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"),
    "dsa": ("-paramfile", "scratch/dsa.param"),
    "p256": (*EC, "ec_paramgen_curve:P-256"),
    "p384": (*EC, "ec_paramgen_curve:P-384"),
    "p521": (*EC, "ec_paramgen_curve:P-521"),
    "secp256k1": (*EC, "ec_paramgen_curve:secp256k1"),
    "brainpool": (*EC, "ec_paramgen_curve:brainpoolP256r1"),
    "ed25519": ("-algorithm", "ED25519"),
    "ed448": ("-algorithm", "ED448"),
    "x25519": ("-algorithm", "X25519"),
    "sm2": ("-algorithm", "SM2"),
    "ml-dsa": ("-algorithm", "ML-DSA-65"),
}
SM2_ID = "distid:1234567812345678"


def algorithms(material):
    """Those that the openssl at hand can generate."""
    material.run("openssl genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:2048 -out scratch/dsa.param")
    known = material.run("openssl list -public-key-algorithms").decode().upper()
    missing = [name for name in ALGORITHMS if name == "ml-dsa" and "ML-DSA-65" not in known]
    material.notes += [f"this openssl does not know {name}" for name in missing]
    return [name for name in ALGORITHMS if name not in missing]


def identity(material, letter, algorithm):
    """The key itself, and what is made on it: the files that are tried in all pairs."""
    who, name = f"{letter}-{algorithm}", f"{algorithm}-{letter.lower()}"
    key = f"{name}.key"
    material.run("openssl genpkey", *ALGORITHMS[algorithm], "-out", key)
    spki = material.run(f"openssl pkey -in {key} -pubout -outform DER")
    more = {"role": "plain", "spki_sha256": hashlib.sha256(spki).hexdigest()}
    material.add(key, who, "private-key", **more)
    material.run(f"openssl pkey -in {key} -pubout -out {name}.pub")
    material.add(f"{name}.pub", who, "public-key", **more)
    if algorithm == "x25519":  # such a key cannot sign a request
        material.write(f"scratch/{name}.tmpl", f'cn = "{name}"\nserial = {ord(letter)}\n' + CERTTOOL_DATES)
        material.run(f"certtool --generate-certificate --load-pubkey {name}.pub --load-ca-privkey scratch/ca.key "
                     f"--load-ca-certificate ca.crt --template scratch/{name}.tmpl --outfile {name}.crt")
        certified(material, name, who, **(more | {"made_by": "certtool"}))
    else:
        request(material, key, name, who, **more)
    for kind, extension, tool in (("private-key", "key", "pkey"), ("public-key", "pub", "pkey"),
                                  ("certificate", "crt", "x509"), ("csr", "csr", "req")):
        if (material.path / f"{name}.{extension}").exists():
            pubin = ["-pubin"] if kind == "public-key" else []
            material.run(f"openssl {tool}",
                         *pubin, "-in", f"{name}.{extension}", "-outform", "DER", "-out", f"{name}.{extension}.der")
            material.add(f"{name}.{extension}.der", who, kind, **(more | {"role": "variant"}))


def request(material, key, name, who, **more):
    """Request and certificate of one key."""
    sm2 = "sm2" in name
    material.run(f"openssl req -new -key {key} -subj /CN={name}.example.com -out {name}.csr",
                 *(["-sm3", "-sigopt", SM2_ID] if sm2 else []))
    material.add(f"{name}.csr", who, "csr", **more)
    material.issue(f"{name}.csr", f"{name}.crt", *(["-vfyopt", SM2_ID] if sm2 else []))
    certified(material, name, who, **more)


def certified(material, name, who, **more):
    """The certificate's entry, with what the vendors' pipeline prints of it."""
    shown = material.run(f"openssl x509 -in {name}.crt -noout -pubkey")
    material.add(f"{name}.crt", who, "certificate", openssl_hash=hashlib.sha256(shown).hexdigest(), **more)


def other_points(material, letter):
    """The same EC key with its curve spelt out, and with a compressed point."""
    who, key = f"{letter}-p256", f"p256-{letter.lower()}.key"
    for form, options in (("explicit", ("-param_enc", "explicit")), ("compressed", ("-conv_form", "compressed"))):
        name = f"p256-{form}-{letter.lower()}"
        material.run(f"openssl pkey -in {key}",
                     "-ec_param_enc" if form == "explicit" else "-ec_conv_form", options[1], "-out", f"{name}.key")
        material.add(f"{name}.key", who, "private-key")
        material.run(f"openssl ec -in {key}", *options, "-out", f"{name}-sec1.key")
        material.add(f"{name}-sec1.key", who, "private-key")
        material.run(f"openssl pkey -in {name}.key -pubout -out {name}.pub")
        material.add(f"{name}.pub", who, "public-key")
        request(material, f"{name}.key", name, who)


PKCS8 = {  # how the key is encrypted; what the default provider does not know needs the legacy one
    "aes": ("-v2", "aes-256-cbc"),
    "des3": ("-v2", "des3"),
    "sha512": ("-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA512"),
    "scrypt": ("-scrypt",),
    "pbe-3des": ("-v1", "PBE-SHA1-3DES"),
    "pbe-des": ("-v1", "PBE-MD5-DES"),
    "pbe-rc2-40": ("-v1", "PBE-SHA1-RC2-40"),
}
LEGACY = ("-provider", "legacy", "-provider", "default")


def key_forms(material, algorithm, tool=None):
    """A private key in every form that openssl writes. `tool`: rsa, ec, dsa write the traditional ones."""
    key, who, lock = f"{algorithm}-a.key", f"A-{algorithm}", ("-passout", f"pass:{PASSWORD}")

    def made(name, **more):
        material.add(name, who, "private-key", **more)

    for form, options in PKCS8.items():
        name, legacy = f"{algorithm}-a-pkcs8-{form}.key", form in ("pbe-des", "pbe-rc2-40")
        material.run(f"openssl pkcs8 -topk8 -in {key} -out {name}", *options, *lock, *(LEGACY if legacy else ()))
        made(name, password=PASSWORD)
    material.run(f"openssl pkcs8 -topk8 -in {key} -outform DER -out {algorithm}-a-pkcs8-aes.der", *lock)
    made(f"{algorithm}-a-pkcs8-aes.der", password=PASSWORD)
    if not tool:
        return
    for form, options in (("pem", ()), ("der", ("-outform", "DER"))):
        traditional = () if tool == "ec" or tool == "dsa" else ("-traditional",)
        material.run(f"openssl {tool} -in {key}",
                     *traditional, *options, "-out", f"{algorithm}-a-traditional-{form}.key")
        made(f"{algorithm}-a-traditional-{form}.key")
    for cipher in ("aes128", "aes256", "des3"):
        name = f"{algorithm}-a-proc-type-{cipher}.key"
        material.run(f"openssl pkey -in {key} -traditional -{cipher} -out {name}", *lock)
        if b"Proc-Type: 4,ENCRYPTED" not in material.read(name):
            raise RuntimeError(f"{name} has no Proc-Type")
        made(name, password=PASSWORD)
    if tool == "ec":  # as `openssl ecparam -genkey` writes it
        parameters = material.run("openssl ecparam -name prime256v1")
        sec1 = material.read(f"{algorithm}-a-traditional-pem.key")
        material.write(f"{algorithm}-a-with-parameters.key", parameters + sec1)
        made(f"{algorithm}-a-with-parameters.key")
        material.run(f"openssl ec -in {key} -no_public -out {algorithm}-a-no-public.key")
        made(f"{algorithm}-a-no-public.key")
    if tool == "rsa":
        material.run(f"openssl rsa -in {key} -RSAPublicKey_out -out rsa-a-pkcs1.pub")
        material.add("rsa-a-pkcs1.pub", who, "public-key")
