// By our own walk: OpenSSL's would start with a context and providers, and a PFX is a few levels of SEQUENCE.
#include "artifact/pkcs12_structure.hpp"

#include <fmt/format.h>
#include <limits>

#include "artifact/der.hpp"
#include "artifact/pbe_names.hpp"
#include "artifact/pkcs12_ber.hpp"

namespace certdoc::pkcs12 {
namespace {

// PKCS#7 and its Chinese twin (GM/T 0010) count their content types alike at first.
constexpr std::string_view kPkcs7 = "\x2A\x86\x48\x86\xF7\x0D\x01\x07";
constexpr std::string_view kGmPkcs7 = "\x2A\x81\x1C\xCF\x55\x06\x01\x04\x02";

enum class Type { data, signed_data, for_recipient, encrypted, other };

Type type_of(ByteView oid) {
  const std::string_view text = as_text(oid);
  const bool gm = text.starts_with(kGmPkcs7);
  const std::string_view arc = gm ? text.substr(kGmPkcs7.size()) : text.substr(std::min(text.size(), kPkcs7.size()));
  if ((!gm && !text.starts_with(kPkcs7)) || arc.size() != 1) return Type::other;
  switch (arc.front()) {
    case 1: return Type::data;
    case 2: return Type::signed_data;
    case 3:
    case 4: return Type::for_recipient;
    case 5: return gm ? Type::encrypted : Type::other;
    case 6: return gm ? Type::other : Type::encrypted;
    default: return Type::other;
  }
}

struct ContentInfo {
  Type type = Type::other;
  ByteView content;  // of the [0]
};

std::optional<ContentInfo> content_info(const std::optional<der::Value>& sequence) {
  if (!sequence) return std::nullopt;
  der::Reader reader(sequence->content);
  const auto oid = reader.next(der::oid);
  const auto content = reader.next(der::context_constructed(0));
  if (!oid || !reader.empty()) return std::nullopt;
  return ContentInfo{type_of(oid->content), content ? content->content : ByteView()};
}

std::optional<ByteView> octets_of(ByteView bytes) {
  const auto octets = der::only(bytes, der::octet_string);
  return octets ? std::optional(octets->content) : std::nullopt;
}

// The same with lengths as in DER, kept in `buffers` where they were not.
std::optional<ByteView> definite(ByteView bytes, Buffers& buffers, bool& other_tags) {
  if (ber::is_definite(bytes)) return bytes;
  auto written = ber::definite(bytes);
  const auto whole = ber::size(bytes);
  if (!written || whole != bytes.size()) return std::nullopt;
  other_tags = true;
  return buffers.emplace_back(std::move(*written));
}

// EncryptedContentInfo's [0] IMPLICIT OCTET STRING: in BER it may be in pieces, and then its tag says so.
std::optional<ByteView> implicit_octets(der::Reader& reader, Buffers& buffers) {
  if (const auto whole = reader.next(der::context(0))) return whole->content;
  const auto pieces = reader.next(der::context_constructed(0));
  if (!pieces) return std::nullopt;
  SecretBytes out;
  for (der::Reader inner(pieces->content); !inner.empty();) {
    const auto piece = inner.next(der::octet_string);
    if (!piece) return std::nullopt;
    out.insert(out.end(), piece->content.begin(), piece->content.end());
  }
  return buffers.emplace_back(std::move(out));
}

// EncryptedData ::= SEQUENCE { version, SEQUENCE { type, AlgorithmIdentifier, [0] }, ... }
std::optional<Part> encrypted_part(ByteView content, Buffers& buffers) {
  const auto data = der::only(content, der::sequence);
  der::Reader reader(data ? data->content : ByteView());
  const auto version = reader.next(der::integer);
  const auto info = version ? reader.next(der::sequence) : std::nullopt;
  der::Reader inner(info ? info->content : ByteView());
  const auto type = inner.next(der::oid);
  const auto algorithm = type ? inner.next(der::sequence) : std::nullopt;
  if (!algorithm) return std::nullopt;
  const auto encrypted = implicit_octets(inner, buffers);
  if (!encrypted || !inner.empty()) return std::nullopt;
  return Part{.kind = Part::Kind::encrypted, .content = *encrypted, .algorithm = algorithm->whole};
}

std::optional<Part> part_of(const ContentInfo& info, Buffers& buffers) {
  switch (info.type) {
    case Type::data: {
      const auto octets = octets_of(info.content);
      return octets ? std::optional(Part{.kind = Part::Kind::plain, .content = *octets, .algorithm = {}})
                    : std::nullopt;
    }
    case Type::encrypted: return encrypted_part(info.content, buffers);
    case Type::for_recipient: return Part{.kind = Part::Kind::for_recipient, .content = {}, .algorithm = {}};
    default: return Part{.kind = Part::Kind::other, .content = {}, .algorithm = {}};
  }
}

// MacData ::= SEQUENCE { SEQUENCE { AlgorithmIdentifier, OCTET STRING }, OCTET STRING, INTEGER DEFAULT 1 }
std::optional<MacData> mac_data(const der::Value& sequence) {
  der::Reader reader(sequence.content);
  const auto info = reader.next(der::sequence);
  const auto salt = info ? reader.next(der::octet_string) : std::nullopt;
  der::Reader inner(info ? info->content : ByteView());
  const auto algorithm = inner.next(der::sequence);
  const auto value = algorithm ? inner.next(der::octet_string) : std::nullopt;
  if (!salt || !value || !inner.empty()) return std::nullopt;
  MacData out{.algorithm = algorithm->whole, .value = value->content, .salt = salt->content};
  if (const auto iterations = reader.next(der::integer)) out.iterations = saturated(iterations->content);
  return reader.empty() ? std::optional(out) : std::nullopt;
}

// SignedData ::= SEQUENCE { version, SET OF AlgorithmIdentifier, SEQUENCE { type, [0] { OCTET STRING } }, ... }
bool read_signed(ByteView content, File& file) {
  const auto data = der::only(content, der::sequence);
  der::Reader reader(data ? data->content : ByteView());
  const auto version = reader.next(der::integer);
  const auto digests = version ? reader.next(der::set) : std::nullopt;
  const auto info = digests ? content_info(reader.next(der::sequence)) : std::nullopt;
  const auto octets = info && info->type == Type::data ? octets_of(info->content) : std::nullopt;
  if (!octets) return false;
  der::Reader first(digests->content);
  const auto algorithm = first.next(der::sequence);
  file.signed_with = algorithm ? pbe::digest_name(algorithm->whole) : std::string();
  file.content = *octets;
  return true;
}

// PFX ::= SEQUENCE { version, ContentInfo, MacData OPTIONAL }; false: damaged.
bool read_outer(ByteView bytes, File& file) {
  const auto pfx = der::only(bytes, der::sequence);
  der::Reader reader(pfx ? pfx->content : ByteView());
  if (!reader.next(der::integer)) return false;
  const auto info = content_info(reader.next(der::sequence));
  if (!info) return false;
  if (info->type == Type::signed_data) {
    if (!read_signed(info->content, file)) return false;
  } else {
    const auto octets = info->type == Type::data ? octets_of(info->content) : std::nullopt;
    if (!octets) return false;
    file.content = *octets;
  }
  if (const auto mac = reader.next(der::sequence)) {
    file.mac = mac_data(*mac);
    if (!file.mac) return false;
  }
  return reader.empty();
}

tl::unexpected<Error> cut_off(std::uint64_t announced, std::size_t there) {
  return fail(Error::Kind::invalid,
              fmt::format("the PKCS#12 file is cut off: it should have {} bytes, only {} are there", announced, there),
              "get the file anew from where it was made; copy it in binary mode",
              fmt::format("PKCS#12 文件被截断：应有 {} 字节，实际只有 {} 字节", announced, there),
              "请从生成处重新获取此文件；以二进制方式复制");
}

Result<void> read_parts(File& file, const Limits& limits) {
  const auto content = definite(file.content, file.buffers, file.other_tags);
  const auto safe = content ? der::only(*content, der::sequence) : std::nullopt;
  if (!safe) return damaged("its authenticated safe cannot be parsed", "其 authSafe 无法解析");
  for (der::Reader reader(safe->content); !reader.empty();) {
    const auto info = content_info(reader.next(der::sequence));
    auto part = info ? part_of(*info, file.buffers) : std::nullopt;
    const std::size_t number = file.parts.size() + 1;
    if (!part || number > limits.objects) {
      return damaged(fmt::format("part {} cannot be parsed", number), fmt::format("第 {} 部分无法解析", number));
    }
    file.parts.push_back(*part);
  }
  return {};
}

}  // namespace

tl::unexpected<Error> damaged(std::string_view where_en, std::string_view where_zh) {
  return fail(Error::Kind::invalid, fmt::format("the PKCS#12 structure is damaged: {}", where_en),
              "get the file anew from where it was made", fmt::format("PKCS#12 结构已损坏：{}", where_zh),
              "请从生成处重新获取此文件");
}

std::uint64_t saturated(ByteView integer) {
  constexpr auto kMost = std::numeric_limits<std::uint64_t>::max();
  if (integer.empty() || integer.size() > 8 || integer.front() >= 0x80) return kMost;
  std::uint64_t number = 0;
  for (const std::uint8_t octet : integer) number = number << 8U | octet;
  return number;
}

Result<File> parse(ByteView bytes, const Limits& limits) {
  const auto announced = der::announced_size(bytes);
  if (announced && *announced > bytes.size()) return cut_off(*announced, bytes.size());
  File file;
  const auto whole = definite(bytes, file.buffers, file.other_tags);
  if (!whole || !read_outer(*whole, file)) return damaged("it cannot be parsed", "无法解析");
  if (auto read = read_parts(file, limits); !read) return tl::unexpected(std::move(read.error()));
  return file;
}

std::optional<std::vector<SafeBag>> bags_of(ByteView safe_contents, Buffers& buffers, std::size_t most) {
  bool other_tags = false;
  const auto content = definite(safe_contents, buffers, other_tags);
  const auto sequence = content ? der::only(*content, der::sequence) : std::nullopt;
  if (!sequence) return std::nullopt;
  std::vector<SafeBag> bags;
  for (der::Reader reader(sequence->content); !reader.empty() && bags.size() < most;) {
    const auto bag = reader.next(der::sequence);
    der::Reader inner(bag ? bag->content : ByteView());
    const auto type = inner.next(der::oid);
    const auto value = type ? inner.next(der::context_constructed(0)) : std::nullopt;
    const auto attributes = inner.next(der::set);
    if (!value || !inner.empty()) return std::nullopt;
    bags.push_back({type->content, value->content, attributes ? attributes->content : ByteView()});
  }
  return bags;
}

}  // namespace certdoc::pkcs12
