// Where a password comes from: `--pass` in OpenSSL's grammar, or a question on the terminal.
#pragma once

#include <memory>
#include <string_view>

#include "base/bytes.hpp"
#include "certdoc/error.hpp"

namespace certdoc {

// env:VAR, file:PATH (first line), fd:N (first line), stdin (first line), pass:TEXT
// (https://docs.openssl.org/3.0/man1/openssl-passphrase-options/). No error quotes the password, nor `pass:`.
Result<std::shared_ptr<const SecretBytes>> read_password(std::string_view spec);

// pass:TEXT can be read by everybody who may list the processes.
bool shows_in_process_list(std::string_view spec);

// True where somebody can be asked: standard input and standard error are terminals.
bool can_ask();

// Asks on standard error and reads one line without showing it.
Result<std::shared_ptr<const SecretBytes>> ask_password(std::string_view prompt);

namespace password {

// Bytes up to the line end, which is taken but not kept; it may be CR LF. Larger than any password: an Error.
// Reads byte by byte: what follows on standard input may be for somebody else.
Result<std::shared_ptr<const SecretBytes>> first_line(int fd, std::string_view name);

}  // namespace password
}  // namespace certdoc
