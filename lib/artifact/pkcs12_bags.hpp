// The bags of a PKCS#12 file, as artifacts.
#pragma once

#include <openssl/pkcs12.h>

#include <memory>
#include <vector>

#include "artifact/artifact.hpp"
#include "artifact/openssl_ptr.hpp"
#include "artifact/pbe.hpp"

namespace certdoc {

struct FreeBags {
  void operator()(STACK_OF(PKCS12_SAFEBAG) * bags) const { sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free); }
};
using BagsPtr = std::unique_ptr<STACK_OF(PKCS12_SAFEBAG), FreeBags>;

// SafeContents of a decrypted part; null where these bytes are none.
BagsPtr bags_of(ByteView safe_contents);

class BagReader {
 public:
  BagReader(Artifact& container, PasswordTrial& trial, const LoadOptions& options)
      : container_(container), trial_(trial), options_(options) {}

  // Adds what is in these bags; `encrypted`: a password stood before them.
  void read(const STACK_OF(PKCS12_SAFEBAG) * bags, bool encrypted, std::size_t depth = 0);

  // Says once that something in the file stays closed, and why.
  void keep_closed(Reason reason);

  std::vector<Artifact>&& take() { return std::move(found_); }

 private:
  void read_bag(const PKCS12_SAFEBAG& bag, bool encrypted, std::size_t depth);
  void read_certificate_bag(const PKCS12_SAFEBAG& bag, Artifact artifact);
  void read_key_bag(const PKCS12_SAFEBAG& bag, Artifact artifact);
  void read_shrouded_bag(const PKCS12_SAFEBAG& bag, Artifact artifact);
  Artifact artifact_of(const PKCS12_SAFEBAG& bag, bool encrypted) const;

  Artifact& container_;
  PasswordTrial& trial_;
  const LoadOptions& options_;
  std::vector<Artifact> found_;
  std::size_t count_ = 0;  // of the bags so far, those that hold nothing for us too
};

}  // namespace certdoc
