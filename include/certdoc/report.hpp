// What every command returns. Each renderer is one function of a Report, and the exit status derives from the
// Report alone (exit_status.hpp). The JSON form is docs/report.schema.json.
//
// All texts are UTF-8 in the language of `lang`, unescaped: what came from a file, a log or the network is still
// hostile here, and the renderers escape it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certdoc/error.hpp"
#include "certdoc/export.hpp"
#include "certdoc/lang.hpp"

namespace certdoc {

enum class Severity { note, warning, error };
enum class Verdict { confirmed, ruled_out, unknown };

// Why a verdict is unknown. `manual` and `not_requested` never cause exit status 3.
enum class ReasonKind {
  not_requested,
  manual,
  no_input,
  no_password,
  unreadable,
  unreachable,
  unsupported,
  inconclusive
};

struct Reason {
  ReasonKind kind = ReasonKind::unreadable;
  std::string text;
};

// A value, not prose. `location` is `FILE:LINE`, a chain index, a PFX bag or a URL.
struct Evidence {
  std::string label;
  std::string expected;
  std::string actual;
  std::string location;
};

struct Finding {
  std::string cause;  // cause id, e.g. key-mismatch
  Verdict verdict = Verdict::unknown;
  Severity severity = Severity::error;
  std::string subject;  // what was examined
  std::string message;  // one sentence
  std::optional<Reason> reason;
  std::vector<Evidence> evidence;
  std::vector<std::string> remedies;  // remedy ids
  std::vector<std::string> shows_as;  // code ids
  std::vector<std::string> next;      // whole command lines, filled in with the user's own paths
};

struct Input {
  std::string path;
  std::vector<std::string> kinds;
  std::string encoding;
};

// A value that belongs to an object: `CSP`, `Microsoft RSA SChannel Cryptographic Provider`.
struct Field {
  std::string label;
  std::string value;
};

// Something found in an input: a certificate, a key, a container. Empty strings: it has no such thing.
struct Object {
  std::string path;
  std::string location;   // `server.pem:12`, `store.p12 (bag 2)`
  std::string kind;       // certificate, csr, private-key, public-key, crl, pkcs7, pkcs12, java-keystore, ...
  std::string encoding;   // pem, der, base64
  std::string format;     // pkcs8, pkcs1, sec1, ...
  std::string algorithm;  // of the key: `RSA 2048`
  std::string subject, issuer, serial;
  std::string not_before, not_after;  // RFC 3339
  std::string signature;              // sha256WithRSAEncryption
  std::string spki_sha256;            // hex, of the SubjectPublicKeyInfo as it is written
  std::string openssl_hash;           // match --openssl-hash
  std::string sha1, sha256;           // thumbprints
  std::string state;                  // why it stays closed: no-password, unsupported, ...
  std::vector<Field> fields;
};

// Which table of objects the text form shows: everything about each in front of the findings, an inventory by key, a
// short picture behind the findings, or a block for each host.
enum class Table { none, objects, inventory, picture, hosts };

// Objects on one key. `objects` are indices into Report::objects: keys, CSRs, then certificates by validity.
struct KeyFamily {
  std::string algorithm;
  std::string spki_sha256;
  std::vector<std::size_t> objects;
};

// One certificate of a chain, or the gap where one is missing.
struct ChainLink {
  std::string name;                   // what people call it
  std::string origin;                 // file, trust, fetched, missing
  std::string location;               // `full.pem:13`; of an anchor the file or directory of the trust store; a URL
  std::string subject, issuer;        // of a missing one only its subject is known
  std::string algorithm;              // of the key
  std::string not_before, not_after;  // RFC 3339
  std::string sha256;                 // hex
  std::vector<std::string> causes;    // what is wrong with it in this path
  std::vector<std::string> urls;      // missing: where its certificate says that it can be fetched; nobody asked there
};

// A path from a certificate towards a trust anchor.
struct ChainPath {
  std::size_t leaf = 0;  // which of the leaves, counted from 0: paths of one leaf stand together, best first
  bool best = false;
  bool valid = false;
  bool told = false;             // there is something to say of it: best, or a finding is about it
  std::string end;               // anchor, self-signed, issuer-missing, loop, bounds
  std::vector<ChainLink> links;  // leaf first
  std::string subject;           // of what a host sent: `www.example.com:443`; of files: empty
  std::string variant;           // which of several lists that it sent: `RSA`
};

// One phase of a conversation with the network: `connect`, `192.0.2.1:80`, failed as `refused`.
struct EndpointPhase {
  std::string phase;    // url, resolve, connect, proxy, tls, starttls, request, response, redirect, body, parse,
                        // signature, freshness, ...
  std::string what;     // what was tried: an address, a URL, `HTTP/1.1 200 OK`
  std::string failure;  // empty: it went well; else the id of the way in which it failed: refused, timed-out, ...;
                        // `abandoned`: of addresses tried side by side, another one was faster
  std::string says;     // the same in words
  std::string detail;   // the peer's or the system's own words
  std::int64_t microseconds = 0;
};

// Something that was asked over the network, and how far that went.
struct Endpoint {
  std::string kind;     // crl, ocsp, issuer, host, ntp, http-date, tls, timestamp
  std::string url;      // or `HOST:PORT`
  std::string subject;  // for which certificate or file
  std::string outcome;  // one sentence
  bool good = false;
  std::vector<EndpointPhase> phases;
  std::vector<Field> fields;  // what was learned: `next update`, `2026-12-01T00:00:00Z`
};

// A command or a manual step: text, then whole command lines to copy.
struct Step {
  std::string text;
  std::vector<std::string> run;
};

// Where a statement comes from. `kind` is official, vendor, community or tried.
struct Source {
  std::string id;
  std::string title;
  std::string url;
  std::string kind;
};

struct RemedyText {
  std::string id;
  std::string title;
  std::string platform;
  std::string risk;  // none, low, high, refuse
  std::vector<Step> steps;
  std::optional<Step> undo;
  std::string contact;
  std::string advice;   // refuse: what guides tell
  std::string instead;  // refuse: the safe way
  std::string instead_remedy;
  std::vector<std::string> sources;
};

struct CauseText {
  std::string id;
  Severity severity = Severity::error;
  std::string sick;
  std::string healthy;
  std::string explanation;
  std::string check;  // a certdoc command of this build, else empty
  Step by_hand;
  std::optional<Step> by_hand_windows;  // where Windows has its own way

  // The way that fits the platform of a Situation.
  const Step& by_hand_on(std::string_view platform) const {
    return platform == "windows" && by_hand_windows ? *by_hand_windows : by_hand;
  }

  std::vector<std::string> remedies;
  std::vector<std::string> sources;
};

struct Claim {
  std::string says;
  std::string fact;
  std::string verdict;  // right, half-right, wrong, unverified
  std::string said_by;  // source id
  std::vector<std::string> sources;
};

struct Situation {
  std::string id;
  std::string title;
  std::string platform;  // any, windows, linux, ...: whose remedies come first
  std::string note;
  std::vector<std::string> causes;  // likeliest first
};

// A piece of a code that was taken apart: ("facility", "7", "Win32").
struct Part {
  std::string label;
  std::string value;
  std::string meaning;
};

struct Official {
  std::string text;
  std::string source;  // source id
};

struct Occurrences {
  std::uint64_t count = 0;
  std::vector<std::uint64_t> lines;  // the first ones only, see kMaxLines in explain.hpp
};

// A code that is known, and all that is known about it.
struct Explanation {
  std::string id;    // family:key, permanent
  std::string code;  // as people write it
  std::string family;
  std::string family_title;
  std::string symbol;
  std::string title;
  std::optional<Official> official;
  std::string local_text;  // the system's own text in the report's language, where known
  std::string means;
  std::string retired;
  std::vector<std::string> aliases;
  std::vector<Part> parts;
  std::vector<Claim> claims;
  std::vector<Situation> contexts;
  std::vector<std::string> remedies;
  std::vector<std::string> see_also;
  std::vector<std::string> sources;
  std::optional<Occurrences> occurrences;
};

// `certdoc explain CAUSE`: the cause itself is in Report::causes.
struct CauseAnswer {
  std::string cause;
  std::vector<std::string> shows_as;
};

// One of the causes that a code can have, judged by what was found.
struct JudgedCause {
  std::string cause;
  Verdict verdict = Verdict::unknown;
  std::optional<Reason> reason;       // unknown: why
  std::vector<std::size_t> findings;  // indices into Report::findings: the proof, or what was seen that proves nothing
  std::vector<std::string> run;       // unknown: whole command lines that decide it, here or on the server
};

// A code held against the material: of the causes that it can have, which one is it here?
struct Diagnosis {
  std::string code;     // id: windows:0x80092004
  std::string shown;    // as people write it: 0x80092004
  std::string context;  // id of the situation whose ranking counts; empty: nothing is known to cause the code
  std::string title;    // of that situation
  std::string platform;
  bool guessed = false;             // from the material, not named with --context
  std::vector<std::string> others;  // ids of the other situations of the code
  std::string conclusion;           // one sentence
  std::vector<JudgedCause> causes;  // confirmed, ruled out, unknown; each in the order of the situation
};

// A cause the other way round: on one platform, the errors that it shows up as.
struct Appearance {
  std::string cause;
  std::string platform;              // any, windows, linux, java, browser
  std::vector<std::string> codes;    // ids
  std::vector<std::string> written;  // the same as people write them
};

// One of several meanings that a number or a text can have; also a row of `explain --list`.
struct Candidate {
  std::string input;
  std::string id;
  std::string code;
  std::string symbol;
  std::string text;
};

struct Unrecognised {
  std::string input;
  std::vector<std::string> tried;
  std::vector<std::string> suggestions;
  std::vector<Part> parts;
};

struct Summary {
  int error = 0;
  int warning = 0;
  int note = 0;
  int ruled_out = 0;
  int unknown = 0;
  int exit = 0;
};

struct CERTDOC_API Report {
  std::string command;
  std::string time;  // RFC 3339, UTC, from the command's clock
  Lang lang = Lang::en;
  std::vector<Input> inputs;
  std::vector<Object> objects;
  std::vector<KeyFamily> families;
  std::vector<ChainPath> chains;
  std::vector<Endpoint> endpoints;
  Table table = Table::none;
  std::vector<Finding> findings;
  std::string conclusion;               // diagnose: one sentence
  std::vector<Diagnosis> diagnoses;     // one a code
  std::vector<std::size_t> noticed;     // diagnose: indices of findings that are no cause of the codes
  std::vector<Appearance> appearances;  // diagnose without a code: of the causes that were found
  std::vector<Explanation> explanations;
  std::vector<CauseAnswer> cause_answers;
  std::vector<Candidate> candidates;
  std::vector<Unrecognised> unrecognised;
  std::vector<std::string> triage;  // remedy ids: what to do about an error that nobody knows, in this order
  // Whatever the above refer to by id, once each.
  std::vector<CauseText> causes;
  std::vector<RemedyText> remedies;
  std::vector<Source> sources;
  std::vector<Error> errors;       // what could not be examined
  std::vector<std::string> notes;  // what the reader should know about this run
  std::vector<Step> steps;         // what to do with what was written
  Summary summary;

  const CauseText* cause(std::string_view id) const;
  const RemedyText* remedy(std::string_view id) const;
  const Source* source(std::string_view id) const;
};

CERTDOC_API std::string_view name_of(Severity severity);
CERTDOC_API std::string_view name_of(Verdict verdict);
CERTDOC_API std::string_view name_of(ReasonKind kind);

}  // namespace certdoc
