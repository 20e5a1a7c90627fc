// Marks what a shared libcertdoc offers; everything else stays inside it.
#pragma once

#if defined(__GNUC__)
#define CERTDOC_API __attribute__((visibility("default")))
#else
#define CERTDOC_API
#endif
