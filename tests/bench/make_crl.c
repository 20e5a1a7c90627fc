// make_crl ENTRIES DIRECTORY: a CA (RSA 2048), a certificate of it and a CRL of so many entries, 35 octets each, in
// which that certificate is not: ca.crt, leaf.crt, big.crl (DER) and big.pem.
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>

static const long kDay = 24L * 60 * 60;

static void need(int good, const char* what) {
  if (good) return;
  fprintf(stderr, "make_crl: %s failed\n", what);
  exit(1);
}

static FILE* create(const char* directory, const char* name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", directory, name);
  FILE* file = fopen(path, "wb");
  need(file != NULL, path);
  return file;
}

static void extension(X509* certificate, X509* issuer, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
  X509_EXTENSION* made = X509V3_EXT_conf_nid(NULL, &context, nid, value);
  need(made && X509_add_ext(certificate, made, -1), "X509V3_EXT_conf_nid");
  X509_EXTENSION_free(made);
}

static void name(X509_NAME* out, const char* common_name) {
  X509_NAME_add_entry_by_txt(out, "CN", MBSTRING_ASC, (const unsigned char*)common_name, -1, -1, 0);
}

static X509* issue(const char* subject, EVP_PKEY* key, X509* issuer, EVP_PKEY* issuer_key, const char* directory,
                   const char* file_name) {
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), issuer ? 2 : 1);
  name(X509_get_subject_name(certificate), subject);
  name(X509_get_issuer_name(certificate), "Bench CA");
  X509_gmtime_adj(X509_getm_notBefore(certificate), -kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 90 * kDay);
  need(X509_set_pubkey(certificate, key), "X509_set_pubkey");
  X509* parent = issuer ? issuer : certificate;
  extension(certificate, parent, NID_basic_constraints, issuer ? "critical,CA:FALSE" : "critical,CA:TRUE");
  extension(certificate, parent, NID_key_usage, issuer ? "critical,digitalSignature" : "critical,keyCertSign,cRLSign");
  extension(certificate, parent, NID_subject_key_identifier, "hash");
  extension(certificate, parent, NID_authority_key_identifier, "keyid");
  if (issuer) extension(certificate, parent, NID_subject_alt_name, "DNS:www.example.com");
  if (issuer) extension(certificate, parent, NID_ext_key_usage, "serverAuth");
  need(X509_sign(certificate, issuer_key, EVP_sha256()) > 0, "X509_sign");
  FILE* file = create(directory, file_name);
  need(PEM_write_X509(file, certificate), "PEM_write_X509");
  fclose(file);
  return certificate;
}

static void add_entries(X509_CRL* crl, long entries) {
  ASN1_TIME* date = X509_gmtime_adj(NULL, -30 * kDay);
  ASN1_INTEGER* serial = ASN1_INTEGER_new();
  for (long n = 0; n < entries; ++n) {
    unsigned char octets[16];
    need(RAND_bytes(octets, sizeof octets), "RAND_bytes");
    octets[0] = 0x40 | (octets[0] & 0x3F);  // sixteen octets, whatever stands there
    need(ASN1_STRING_set(serial, octets, sizeof octets), "ASN1_STRING_set");
    X509_REVOKED* one = X509_REVOKED_new();
    need(one && X509_REVOKED_set_serialNumber(one, serial) && X509_REVOKED_set_revocationDate(one, date) &&
             X509_CRL_add0_revoked(crl, one),
         "X509_CRL_add0_revoked");
  }
  ASN1_INTEGER_free(serial);
  ASN1_TIME_free(date);
}

static void add_extensions(X509_CRL* crl, X509* issuer) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, NULL, NULL, crl, 0);
  X509_EXTENSION* key_id = X509V3_EXT_conf_nid(NULL, &context, NID_authority_key_identifier, "keyid");
  ASN1_INTEGER* number = ASN1_INTEGER_new();
  need(key_id && X509_CRL_add_ext(crl, key_id, -1), "X509_CRL_add_ext");
  need(number && ASN1_INTEGER_set(number, 7) && X509_CRL_add1_ext_i2d(crl, NID_crl_number, number, 0, 0),
       "X509_CRL_add1_ext_i2d");
  ASN1_INTEGER_free(number);
  X509_EXTENSION_free(key_id);
}

int main(int argc, char** argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: make_crl ENTRIES DIRECTORY\n");
    return 2;
  }
  EVP_PKEY *ca_key = EVP_RSA_gen(2048), *leaf_key = EVP_EC_gen("P-256");
  need(ca_key && leaf_key, "making a key");
  X509* ca = issue("Bench CA", ca_key, NULL, ca_key, argv[2], "ca.crt");
  X509_free(issue("www.example.com", leaf_key, ca, ca_key, argv[2], "leaf.crt"));
  X509_CRL* crl = X509_CRL_new();
  ASN1_TIME *now = X509_gmtime_adj(NULL, -kDay), *next = X509_gmtime_adj(NULL, 30 * kDay);
  need(crl && X509_CRL_set_version(crl, 1) && X509_CRL_set_issuer_name(crl, X509_get_subject_name(ca)) &&
           X509_CRL_set1_lastUpdate(crl, now) && X509_CRL_set1_nextUpdate(crl, next),
       "X509_CRL_set_version");
  add_entries(crl, atol(argv[1]));
  add_extensions(crl, ca);
  need(X509_CRL_sign(crl, ca_key, EVP_sha256()) > 0, "X509_CRL_sign");
  FILE* file = create(argv[2], "big.crl");
  need(i2d_X509_CRL_fp(file, crl), "i2d_X509_CRL_fp");
  fclose(file);
  file = create(argv[2], "big.pem");
  need(PEM_write_X509_CRL(file, crl), "PEM_write_X509_CRL");
  fclose(file);
  return 0;
}
