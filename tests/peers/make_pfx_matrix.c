/* make_pfx_matrix DIRECTORY: PKCS#12 files in every combination of cipher, MAC, password, keys and chain that libcrypto
   can make, those that the openssl program refuses to make too (two keys, a key that does not fit). Beside them
   key and certificates as PEM. Standard output is one line a file: name, cipher, MAC, password, keys, chain. */
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { kRounds = 2048 };

struct Cipher {
  const char* name;
  int nid; /* a PBE scheme of PKCS#12, or a cipher for PBES2; -1: not encrypted */
};
static const struct Cipher kCiphers[] = {{"rc2-40", NID_pbe_WithSHA1And40BitRC2_CBC},
                                         {"3des", NID_pbe_WithSHA1And3_Key_TripleDES_CBC},
                                         {"aes-128", NID_aes_128_cbc},
                                         {"aes-256", NID_aes_256_cbc},
                                         {"sm4", NID_sm4_cbc},
                                         {"none", -1}};

struct Mac {
  const char* name;
  const char* digest; /* null: no MAC */
};
static const struct Mac kMacs[] = {{"sha1", "SHA1"}, {"sha256", "SHA256"}, {"sha512", "SHA512"}, {"nomac", NULL}};

struct Password {
  const char* name;
  const char* text; /* UTF-8; null: none at all */
};
static const struct Password kPasswords[] = {{"ascii", "peers-2026"},
                                             {"latin1", "p\xC3\xA4ssw\xC3\xB6rd"},
                                             {"chinese",
                                              "\xE5\xAF\x86\xE7\xA0\x81"
                                              "2026"},
                                             {"emoji", "pw\xF0\x9F\x98\x80x"},
                                             {"empty", ""},
                                             {"absent", NULL}};

static const char* const kKeys[] = {"key", "nokey", "twokeys", "wrongkey"};
static const char* const kChains[] = {"nochain", "chain", "root"};

struct Material {
  EVP_PKEY *root_key, *ca_key, *leaf_key, *other_key;
  X509 *root, *ca, *leaf, *other;
};

static void* need(void* made, const char* what) {
  if (made != NULL) return made;
  fprintf(stderr, "make_pfx_matrix: %s\n", what);
  ERR_print_errors_fp(stderr);
  exit(1);
}

static void must(int done, const char* what) {
  static char some;
  need(done > 0 ? &some : NULL, what);
}

static void extend(X509* certificate, X509* issuer, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
  X509_EXTENSION* extension = need(X509V3_EXT_conf_nid(NULL, &context, nid, value), value);
  must(X509_add_ext(certificate, extension, -1), value);
  X509_EXTENSION_free(extension);
}

static X509* certificate(const char* name, long serial, EVP_PKEY* key, X509* issuer, EVP_PKEY* issuer_key) {
  X509* made = need(X509_new(), "X509_new");
  const int leaf = strncmp(name, "www", 3) == 0;
  X509_set_version(made, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made), serial);
  ASN1_TIME_set_string(X509_getm_notBefore(made), "20260101000000Z");
  ASN1_TIME_set_string(X509_getm_notAfter(made), "20360101000000Z");
  X509_NAME_add_entry_by_txt(X509_get_subject_name(made), "CN", MBSTRING_UTF8, (const unsigned char*)name, -1, -1, 0);
  X509_set_issuer_name(made, X509_get_subject_name(issuer != NULL ? issuer : made));
  X509_set_pubkey(made, key);
  extend(made, issuer != NULL ? issuer : made, NID_subject_key_identifier, "hash");
  extend(made, issuer != NULL ? issuer : made, NID_basic_constraints, leaf ? "critical,CA:FALSE" : "critical,CA:TRUE");
  extend(made, issuer != NULL ? issuer : made, NID_key_usage,
         leaf ? "critical,digitalSignature" : "critical,keyCertSign");
  if (leaf) extend(made, issuer, NID_subject_alt_name, "DNS:www.example.com");
  must(X509_sign(made, issuer_key != NULL ? issuer_key : key, EVP_sha256()), "X509_sign");
  return made;
}

static void make_material(struct Material* made) {
  EVP_PKEY** keys[] = {&made->root_key, &made->ca_key, &made->leaf_key, &made->other_key};
  for (size_t n = 0; n < 4; ++n) *keys[n] = need(EVP_EC_gen("P-256"), "EVP_EC_gen");
  made->root = certificate("Peers Root", 1, made->root_key, NULL, NULL);
  made->ca = certificate("Peers CA", 2, made->ca_key, made->root, made->root_key);
  made->leaf = certificate("www.example.com", 3, made->leaf_key, made->ca, made->ca_key);
  made->other = certificate("www2.example.com", 4, made->other_key, made->ca, made->ca_key);
}

static void add_key(STACK_OF(PKCS12_SAFEBAG) * *bags, EVP_PKEY* key, X509* certificate, int nid, const char* password) {
  unsigned char id[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  PKCS12_SAFEBAG* bag = need(PKCS12_add_key(bags, key, 0, kRounds, nid, password), "PKCS12_add_key");
  if (certificate == NULL) return;
  must(X509_digest(certificate, EVP_sha1(), id, &size), "X509_digest");
  must(PKCS12_add_localkeyid(bag, id, (int)size), "PKCS12_add_localkeyid");
}

static void add_certificates(STACK_OF(PKCS12_SAFEBAG) * *bags, const struct Material* made, const char* keys,
                             const char* chain) {
  need(PKCS12_add_cert(bags, made->leaf), "PKCS12_add_cert");
  if (strcmp(keys, "twokeys") == 0) need(PKCS12_add_cert(bags, made->other), "PKCS12_add_cert");
  if (strcmp(chain, "nochain") != 0) need(PKCS12_add_cert(bags, made->ca), "PKCS12_add_cert");
  if (strcmp(chain, "root") == 0) need(PKCS12_add_cert(bags, made->root), "PKCS12_add_cert");
}

static void add_keys(STACK_OF(PKCS7) * *safes, const struct Material* made, const char* keys, int nid,
                     const char* password) {
  STACK_OF(PKCS12_SAFEBAG)* bags = NULL;
  const int wrong = strcmp(keys, "wrongkey") == 0;
  if (strcmp(keys, "nokey") == 0) return;
  add_key(&bags, wrong ? made->other_key : made->leaf_key, wrong ? NULL : made->leaf, nid, password);
  if (strcmp(keys, "twokeys") == 0) add_key(&bags, made->other_key, made->other, nid, password);
  must(PKCS12_add_safe(safes, bags, -1, 0, NULL), "PKCS12_add_safe");
  sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
}

static FILE* opened(const char* directory, const char* name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", directory, name);
  return need(fopen(path, "wb"), path);
}

static void write_pfx(const char* directory, const char* name, PKCS12* pfx) {
  FILE* out = opened(directory, name);
  must(i2d_PKCS12_fp(out, pfx), name);
  fclose(out);
}

static void make(const char* directory, const struct Material* material, const struct Cipher* cipher,
                 const struct Mac* mac, const struct Password* password, const char* keys, const char* chain) {
  STACK_OF(PKCS12_SAFEBAG)* bags = NULL;
  STACK_OF(PKCS7)* safes = NULL;
  char name[200];
  snprintf(name, sizeof name, "%s_%s_%s_%s_%s.pfx", cipher->name, mac->name, password->name, keys, chain);
  add_certificates(&bags, material, keys, chain);
  must(PKCS12_add_safe(&safes, bags, cipher->nid, kRounds, password->text), name);
  sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
  add_keys(&safes, material, keys, cipher->nid, password->text);
  PKCS12* pfx = need(PKCS12_add_safes(safes, 0), name);
  sk_PKCS7_pop_free(safes, PKCS7_free);
  if (mac->digest != NULL) {
    must(PKCS12_set_mac(pfx, password->text, -1, NULL, 0, kRounds, EVP_get_digestbyname(mac->digest)), name);
  }
  write_pfx(directory, name, pfx);
  PKCS12_free(pfx);
  printf("%s\t%s\t%s\t%s\t%s\t%s\n", name, cipher->name, mac->name, password->name, keys, chain);
}

/* The same key and certificates for other programs. */
static void write_pem(const char* directory, const struct Material* made) {
  FILE* key = opened(directory, "www.key");
  must(PEM_write_PrivateKey(key, made->leaf_key, NULL, NULL, 0, NULL, NULL), "www.key");
  fclose(key);
  const struct {
    const char* name;
    X509* certificates[2];
  } files[] = {{"www.crt", {made->leaf}},
               {"ca.crt", {made->ca}},
               {"root.crt", {made->root}},
               {"chain.crt", {made->leaf, made->ca}}};
  for (size_t n = 0; n < sizeof files / sizeof files[0]; ++n) {
    FILE* out = opened(directory, files[n].name);
    for (size_t m = 0; m < 2 && files[n].certificates[m] != NULL; ++m) {
      must(PEM_write_X509(out, files[n].certificates[m]), files[n].name);
    }
    fclose(out);
  }
}

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

int main(int argc, char** argv) {
  struct Material material;
  if (argc != 2) return 2;
  need(OSSL_PROVIDER_load(NULL, "default"), "the default provider");
  const int legacy = OSSL_PROVIDER_load(NULL, "legacy") != NULL;
  make_material(&material);
  write_pem(argv[1], &material);
  for (size_t n = legacy ? 0 : 1; n < COUNT(kCiphers); ++n) {
    for (size_t m = 0; m < COUNT(kMacs) * COUNT(kPasswords) * COUNT(kKeys) * COUNT(kChains); ++m) {
      size_t rest = m;
      const struct Mac* mac = &kMacs[rest % COUNT(kMacs)];
      const struct Password* password = &kPasswords[(rest /= COUNT(kMacs)) % COUNT(kPasswords)];
      const char* keys = kKeys[(rest /= COUNT(kPasswords)) % COUNT(kKeys)];
      const char* chain = kChains[(rest / COUNT(kKeys)) % COUNT(kChains)];
      make(argv[1], &material, &kCiphers[n], mac, password, keys, chain);
    }
  }
  return 0;
}
