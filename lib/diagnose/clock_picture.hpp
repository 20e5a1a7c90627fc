// What check-clock shows of the sources that it asked, and of the machine.
#pragma once

#include "certdoc/report.hpp"
#include "check/clock_agreement.hpp"
#include "diagnose/clock_asking.hpp"

namespace certdoc {

// One for each source, in their order.
std::vector<Endpoint> clock_endpoints(const ClockQuestions& questions, const ClockAnswers& answers,
                                      const ClockFacts& facts, Lang lang);

// This clock, and what keeps it.
Object clock_object(const ClockFacts& facts, Lang lang);

// What the reader should know: that not all servers were asked, that the hardware clock is wrong.
std::vector<std::string> clock_notes(const ClockFacts& facts, const machine::TimeServers& configured, Lang lang);

}  // namespace certdoc
