// spki_peer DIRECTORY: the SHA-256 of the public key of every certificate in a directory, one after the other: each
// file is read, d2i_X509 takes it apart, and what stands in it as SubjectPublicKeyInfo is hashed. With --read, the
// files are only read and their base64 is decoded: what is left is what d2i_X509 and the hash cost.
#include <dirent.h>
#include <openssl/crypto.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <string.h>

static int print_hash(const char* name, const unsigned char* der, long length) {
  X509* certificate = d2i_X509(NULL, &der, length);
  unsigned char *spki = NULL, digest[SHA256_DIGEST_LENGTH];
  const int size = certificate ? i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &spki) : -1;
  if (size <= 0) return 0;
  SHA256(spki, (size_t)size, digest);
  OPENSSL_free(spki);
  X509_free(certificate);
  for (int n = 0; n < SHA256_DIGEST_LENGTH; ++n) printf("%02x", digest[n]);
  printf(" %s\n", name);
  return 1;
}

static int one_file(const char* directory, const char* name, int only_read) {
  char path[4096];
  char *label = NULL, *header = NULL;
  unsigned char* der = NULL;
  long length = 0;
  snprintf(path, sizeof path, "%s/%s", directory, name);
  FILE* file = fopen(path, "rb");
  int good = file && PEM_read(file, &label, &header, &der, &length);
  if (good && !only_read) good = print_hash(name, der, length);
  if (file) fclose(file);
  OPENSSL_free(label);
  OPENSSL_free(header);
  OPENSSL_free(der);
  if (!good) fprintf(stderr, "cannot read %s\n", path);
  return good;
}

int main(int argc, char** argv) {
  const int only_read = argc == 3 && !strcmp(argv[1], "--read");
  DIR* directory = argc == 2 || only_read ? opendir(argv[argc - 1]) : NULL;
  if (!directory) {
    fprintf(stderr, "usage: spki_peer [--read] DIRECTORY\n");
    return 2;
  }
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, NULL);
  for (const struct dirent* entry; (entry = readdir(directory));) {
    if (entry->d_name[0] != '.' && !one_file(argv[argc - 1], entry->d_name, only_read)) return 3;
  }
  closedir(directory);
  return 0;
}
