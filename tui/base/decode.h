/* decode: bytes of an unknown origin -> UTF-8. What is not valid UTF-8 and has no
 * sequence that would be valid is taken for Windows-1252 (which holds Latin-1).
 * Source: WHATWG Encoding Standard, index windows-1252. */
#ifndef BASE_DECODE_H
#define BASE_DECODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* The character of one byte of Windows-1252; U+FFFD where it has none. */
int32_t decode_windows_byte(unsigned char byte);
/* Every byte of them. */
void decode_add_windows(struct str *out, struct span bytes);
/* Invalid as UTF-8, and without one valid sequence of more than a byte: it was
 * written by a program that knows no UTF-8. */
bool decode_looks_windows(struct span bytes);
/* With a byte order mark of UTF-16, as programs of Windows save "Unicode": true and
 * appended as UTF-8 (what is no pair becomes U+FFFD), else false. */
bool decode_utf16(struct span bytes, struct str *out);
/* Quoted-printable and Base64 of mail (RFC 2045, 6.7 and 6.8); what is not of the
 * code stays as it is, or falls away (Base64). */
void decode_quoted_printable(struct str *out, struct span text);
void decode_base64(struct str *out, struct span text);

#endif
