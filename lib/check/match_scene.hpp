// What the two ways of matching share: the families, the chain, and what things are called. Not for others.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/match.hpp"

namespace certdoc::matching {

inline constexpr std::size_t kNone = static_cast<std::size_t>(-1);

class Scene {
 public:
  Scene(const Material& material, const Context& context, const Issuing& issuing);

  const Artifact& at(Ref ref) const { return artifact_at(material, ref); }
  const LoadedFile& file(Ref ref) const { return material.files[ref.file]; }
  bool named(Ref ref) const { return file(ref).named; }
  Kind kind(Ref ref) const { return at(ref).kind; }
  std::size_t family(Ref ref) const { return family_of_[ref.file][ref.artifact]; }  // kNone: not comparable
  bool in_chain(Ref ref) const { return chain.contains(ref); }
  // Comparable and no chain member.
  bool compared(Ref ref) const { return family(ref) != kNone && !in_chain(ref); }
  std::vector<Ref> compared_in(std::size_t file) const;
  // The path, where a file holds one object besides its chain; else where in the file it stands.
  std::string name(Ref ref) const;

  const Material& material;
  Lang lang;
  std::vector<Family> families;
  ChainMembers chain;
  std::vector<Ref> broken;  // private keys that do not fit their own public part
  bool any_named = false;

 private:
  void number();

  std::vector<std::vector<std::size_t>> family_of_;
  std::vector<std::size_t> compared_count_;
};

// The path where nothing else is in the file, else the location.
std::string name_in(const LoadedFile& file, const Place& place);

// The first of this kind, or nothing.
std::optional<Ref> first_of(const Scene& scene, const std::vector<Ref>& refs, Kind kind);
bool holds(const Scene& scene, const std::vector<Ref>& refs, Kind kind);

// --- match_words.cpp: findings, and their sentences and evidence

Finding fits(const Scene& scene, Ref one, Ref anchor);         // ruled out: they share the key
Finding contradicts(const Scene& scene, Ref odd, Ref anchor);  // confirmed: they do not
Finding issued(const Scene& scene, Ref issuer, const MemberLink& link);
Finding broken_key(const Scene& scene, Ref key);
Finding unknown(std::string_view cause, std::string subject, std::string message, Reason reason);
Finding orphan(const Scene& scene, Ref ref, Severity severity);
// Two sides of one key that OpenSSL refuses to use together: RSA and RSA-PSS.
std::optional<std::string> type_note(const Scene& scene, Ref one, Ref anchor);

// --- match_unread.cpp: what could not be read

// Why not all of a file is known; `kind` of what stays closed, where that is known.
struct Unread {
  Reason reason;
  std::optional<Kind> kind;
  std::optional<Place> place;
};
std::optional<Unread> unread_in(const LoadedFile& file, Lang lang);
// By content or, where that could not be read, by name: key or certificate material.
bool is_material(const LoadedFile& file, const Unread& unread);
// `server.key`, `site.pfx`: named as such files are.
bool named_like_material(std::string_view path);

// --- the two ways

void match_named(const Scene& scene, MatchResult& result);
void match_directory(const Scene& scene, MatchResult& result);

}  // namespace certdoc::matching
