// What happened on the network in the words of the report: ids for programs, sentences for people.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "certdoc/report.hpp"
#include "net/trace.hpp"

namespace certdoc {

// `connect`, `timed-out`: the values of EndpointPhase::phase and EndpointPhase::failure.
std::string_view phase_id(net::Phase phase);
std::string_view failure_id(net::Failure failure);

// The phase as a label of evidence: in English its id.
std::string phase_label(net::Phase phase, Lang lang);

// The step failed because what is configured is no proxy.
bool is_unusable_proxy(const net::Step& step);

// Why a step failed and what that says about where to look: a time-out while connecting is a firewall that drops
// packets, a refusal is an open way to a closed port. Without the values of the step.
std::string failure_words(const net::Step& step, Lang lang);

// `192.0.2.7:80: timed out: nothing came back ...`, for messages and evidence.
std::string failure_with_place(const net::Step& step, Lang lang);

std::vector<EndpointPhase> phases_of(const net::Trace& trace, Lang lang);

// With phases, good where the trace is; outcome and fields are left to the caller.
Endpoint endpoint_of(std::string_view kind, std::string url, std::string subject, const net::Trace& trace, Lang lang);

}  // namespace certdoc
