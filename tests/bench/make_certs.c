// make_certs certificates|pairs|chains COUNT DIRECTORY: many different certificates, fast. certificates and pairs are
// issued by one P-256 key that is made here and forgotten. certificates: every other one holds an EC P-256 key, the
// others an RSA key of 2048 bits whose modulus is any odd number: nobody has its private key, and no reader can tell.
// pairs: srvNNNN.crt with srvNNNN.key; every fourth is RSA 2048, the others EC P-256. chains: root.pem,
// intermediates.pem (20, RSA 2048) and leaves.pem, in which leaf N is issued by intermediate N modulo 20 and holds such
// an RSA key.
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void need(int good, const char* what) {
  if (good) return;
  fprintf(stderr, "make_certs: %s failed\n", what);
  exit(1);
}

static EVP_PKEY* rsa_without_private_key(void) {
  BIGNUM *n = BN_new(), *e = BN_new();
  need(n && e && BN_rand(n, 2048, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ODD) && BN_set_word(e, 65537), "BN_rand");
  OSSL_PARAM_BLD* build = OSSL_PARAM_BLD_new();
  OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n);
  OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, e);
  OSSL_PARAM* parameters = OSSL_PARAM_BLD_to_param(build);
  EVP_PKEY_CTX* context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
  EVP_PKEY* key = NULL;
  need(EVP_PKEY_fromdata_init(context) > 0 && EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters) > 0,
       "EVP_PKEY_fromdata");
  EVP_PKEY_CTX_free(context);
  OSSL_PARAM_free(parameters);
  OSSL_PARAM_BLD_free(build);
  BN_free(n);
  BN_free(e);
  return key;
}

static void extension(X509* certificate, X509* issuer, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
  X509_EXTENSION* made = X509V3_EXT_conf_nid(NULL, &context, nid, value);
  need(made && X509_add_ext(certificate, made, -1), "X509V3_EXT_conf_nid");
  X509_EXTENSION_free(made);
}

// Without extensions, and not signed yet.
static X509* blank(EVP_PKEY* key, const char* name, const char* issuer, int number) {
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 0x10000000L + number);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC, (const unsigned char*)name, -1, -1,
                             0);
  X509_NAME_add_entry_by_txt(X509_get_issuer_name(certificate), "CN", MBSTRING_ASC, (const unsigned char*)issuer, -1,
                             -1, 0);
  ASN1_TIME_set_string(X509_getm_notBefore(certificate), "260601000000Z");
  ASN1_TIME_set_string(X509_getm_notAfter(certificate), "270601000000Z");
  need(X509_set_pubkey(certificate, key), "X509_set_pubkey");
  return certificate;
}

static X509* issue(EVP_PKEY* key, X509* issuer, EVP_PKEY* issuer_key, const char* issuer_name, int number) {
  char name[64], names[160];
  snprintf(name, sizeof name, "www%05d.example.com", number);
  snprintf(names, sizeof names, "DNS:%s,DNS:example.com", name);
  X509* certificate = blank(key, name, issuer_name, number);
  extension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE");
  extension(certificate, issuer, NID_subject_key_identifier, "hash");
  if (issuer) extension(certificate, issuer, NID_authority_key_identifier, "keyid:always");
  extension(certificate, issuer, NID_ext_key_usage, "serverAuth,clientAuth");
  extension(certificate, issuer, NID_subject_alt_name, names);
  need(X509_sign(certificate, issuer_key, EVP_sha256()) > 0, "X509_sign");
  return certificate;
}

static X509* issue_ca(EVP_PKEY* key, const char* name, X509* issuer, EVP_PKEY* issuer_key, const char* issuer_name,
                      int number) {
  X509* certificate = blank(key, name, issuer_name, number);
  extension(certificate, issuer, NID_basic_constraints, "critical,CA:TRUE");
  extension(certificate, issuer, NID_key_usage, "critical,keyCertSign,cRLSign");
  extension(certificate, issuer, NID_subject_key_identifier, "hash");
  if (issuer) extension(certificate, issuer, NID_authority_key_identifier, "keyid:always");
  need(X509_sign(certificate, issuer_key, EVP_sha256()) > 0, "X509_sign");
  return certificate;
}

static FILE* create(const char* directory, int number, const char* ending) {
  char path[4096];
  snprintf(path, sizeof path, "%s/srv%05d.%s", directory, number, ending);
  FILE* file = fopen(path, "wb");
  need(file != NULL, path);
  return file;
}

static FILE* create_named(const char* directory, const char* name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", directory, name);
  FILE* file = fopen(path, "wb");
  need(file != NULL, path);
  return file;
}

static int make_chains(int count, const char* directory) {
  enum { kIntermediates = 20 };
  EVP_PKEY *root_key = EVP_RSA_gen(2048), *keys[kIntermediates];
  X509 *root = issue_ca(root_key, "Bench Root", NULL, root_key, "Bench Root", 1), *cas[kIntermediates];
  char names[kIntermediates][32];
  FILE* file = create_named(directory, "root.pem");
  need(PEM_write_X509(file, root), "PEM_write_X509");
  fclose(file);
  file = create_named(directory, "intermediates.pem");
  for (int n = 0; n < kIntermediates; ++n) {
    snprintf(names[n], sizeof names[n], "Bench CA %d", n);
    need((keys[n] = EVP_RSA_gen(2048)) != NULL, "EVP_RSA_gen");
    cas[n] = issue_ca(keys[n], names[n], root, root_key, "Bench Root", 2 + n);
    need(PEM_write_X509(file, cas[n]), "PEM_write_X509");
  }
  fclose(file);
  file = create_named(directory, "leaves.pem");
  for (int number = 0; number < count; ++number) {
    const int ca = number % kIntermediates;
    EVP_PKEY* key = rsa_without_private_key();
    X509* certificate = issue(key, cas[ca], keys[ca], names[ca], 100 + number);
    need(PEM_write_X509(file, certificate), "PEM_write_X509");
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  fclose(file);
  return 0;
}

int main(int argc, char** argv) {
  const int pairs = argc == 4 && !strcmp(argv[1], "pairs");
  if (argc == 4 && !strcmp(argv[1], "chains")) return make_chains(atoi(argv[2]), argv[3]);
  if (!pairs && (argc != 4 || strcmp(argv[1], "certificates"))) {
    fprintf(stderr, "usage: make_certs certificates|pairs|chains COUNT DIRECTORY\n");
    return 2;
  }
  EVP_PKEY* issuer_key = EVP_EC_gen("P-256");
  for (int number = 0; number < atoi(argv[2]); ++number) {
    const int rsa = pairs ? number % 4 == 0 : number % 2 == 0;
    EVP_PKEY* key = !rsa ? EVP_EC_gen("P-256") : pairs ? EVP_RSA_gen(2048) : rsa_without_private_key();
    need(key && issuer_key, "making a key");
    X509* certificate = issue(key, NULL, issuer_key, "Bench CA", number);
    FILE* file = create(argv[3], number, "crt");
    need(PEM_write_X509(file, certificate), "PEM_write_X509");
    fclose(file);
    if (pairs) {
      file = create(argv[3], number, "key");
      need(PEM_write_PKCS8PrivateKey(file, key, NULL, NULL, 0, NULL, NULL), "PEM_write_PKCS8PrivateKey");
      fclose(file);
    }
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  EVP_PKEY_free(issuer_key);
  return 0;
}
