// The bags of a PKCS#12 file, as artifacts.
#pragma once

#include <vector>

#include "artifact/artifact.hpp"
#include "artifact/pbe.hpp"
#include "artifact/pkcs12_structure.hpp"
#include "artifact/store.hpp"

namespace certdoc::pkcs12 {

using Bags = std::vector<SafeBag>;

// What the passwords did to everything that is encrypted.
struct Tally {
  std::size_t opened = 0, refused = 0;
  std::optional<Reason> untried;  // why the first of those that could not be tried was not
  Fit first;                      // of those opened

  void count(const Fit& fit);
  void count(const Closed& closed);
};

class BagReader {
 public:
  BagReader(Artifact& container, PasswordTrial& trial, File& file, const LoadOptions& options)
      : container_(container), trial_(trial), file_(file), options_(options), parts_(file.parts.size()) {}

  // Adds what is in these bags; `encrypted`: a password stood before them.
  void read(const Bags& bags, std::size_t part, bool encrypted);

  // Says once that something in the file stays closed, and why.
  void keep_closed(Reason reason);

  std::vector<Artifact> take() { return std::move(found_); }
  std::vector<StorePart>& parts() { return parts_; }
  Tally& tally() { return tally_; }

 private:
  struct Where {
    std::size_t part = 0;
    bool encrypted = false;
    std::size_t depth = 0;
  };

  void read(const Bags& bags, const Where& where);
  void read_bag(const SafeBag& bag, const Where& where);
  void read_nested(const SafeBag& bag, Where where);
  void read_public_bag(const SafeBag& bag, const Where& where, Kind kind);
  void read_key_bag(const SafeBag& bag, const Where& where);
  void read_shrouded_bag(const SafeBag& bag, const Where& where);
  void add(Artifact artifact, Bag about);
  Artifact artifact_of(const SafeBag& bag, const Where& where, Bag& about) const;

  Artifact& container_;
  PasswordTrial& trial_;
  File& file_;
  const LoadOptions& options_;
  std::vector<StorePart> parts_;
  Tally tally_;
  std::vector<Artifact> found_;
  std::size_t count_ = 0;  // of the bags so far, those that hold nothing for us too
};

// EncryptedPrivateKeyInfo in a bag.
struct Shrouded {
  ByteView algorithm;  // whole
  ByteView encrypted;
};
std::optional<Shrouded> shrouded_key(const SafeBag& bag);  // nullopt: it is no shrouded key bag, or damaged

}  // namespace certdoc::pkcs12
