// The heap's first pages, made at once.
#pragma once

namespace certdoc {

// Call once, at the start. Each page that is touched for the first time is a fault of its own, which costs many times
// what the kernel takes for a page among a hundred: on a virtual machine 14 us instead of one. A command needs 20 to 80
// of them. Where the system cannot do it, nothing happens.
void warm_heap();

}  // namespace certdoc
