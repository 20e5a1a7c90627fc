// Whatever a server answers: its bounds hold, and in which pieces it comes changes nothing.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include "net/answer_reader.hpp"

namespace {

using namespace certdoc;
using namespace certdoc::net;

void check(bool holds) {
  if (!holds) std::abort();
}

struct Outcome {
  AnswerReader::State state;
  Failure failure;
  AnswerHead head;
  Bytes body;
};

Outcome read(ByteView bytes, std::size_t piece, bool header_only) {
  std::uint64_t budget = 2000;
  AnswerLimits limits;
  limits.header_bytes = 1024;
  limits.body_bytes = 1000;
  limits.budget = &budget;
  limits.header_only = header_only;
  AnswerReader reader(limits);
  while (!bytes.empty() && reader.state() != AnswerReader::State::failed) {
    const std::size_t size = std::min(piece, bytes.size());
    reader.take(bytes.first(size));
    bytes = bytes.subspan(size);
  }
  reader.end();
  check(reader.state() == AnswerReader::State::done || reader.state() == AnswerReader::State::failed);
  check((reader.state() == AnswerReader::State::failed) == (reader.failure() != Failure::none));
  check(reader.body_size() <= 1000 && budget == 2000 - reader.body_size());
  return {reader.state(), reader.failure(), reader.head(), reader.take_body()};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, std::min<std::size_t>(size, 8192));
  const bool header_only = !bytes.empty() && bytes.back() == '!';
  const Outcome whole = read(bytes, bytes.size() + 1, header_only);
  const Outcome single = read(bytes, 1, header_only);
  check((whole.state == AnswerReader::State::done) == (single.state == AnswerReader::State::done));
  if (whole.state != AnswerReader::State::done) return 0;
  check(whole.head.status == single.head.status && whole.head.location == single.head.location);
  check(whole.body == single.body);
  return 0;
}
