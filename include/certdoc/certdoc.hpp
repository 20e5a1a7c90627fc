// Everything that libcertdoc offers.
#pragma once

#include "certdoc/clock.hpp"
#include "certdoc/error.hpp"
#include "certdoc/examine.hpp"
#include "certdoc/exit_status.hpp"
#include "certdoc/explain.hpp"
#include "certdoc/facts.hpp"
#include "certdoc/knowledge.hpp"
#include "certdoc/lang.hpp"
#include "certdoc/render.hpp"
#include "certdoc/report.hpp"
#include "certdoc/secret.hpp"
#include "certdoc/version.hpp"
