// SPDX-License-Identifier: Apache-2.0

/// Decodes base64 as RFC 4648 section 4 defines it.
///
/// Line breaks are passed over, since FHIR allows blanks inside base64Binary.
///
/// - Returns: The bytes, or nothing where a character is not of the alphabet, padding is wrong, or the
///   last bits that padding leaves over are not zero.
func decodeBase64(_ text: String) -> [UInt8]? {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8.count / 4 * 3)
  var bits: UInt32 = 0
  var count = 0
  var padding = 0
  for byte in text.utf8 {
    let value: UInt32
    switch byte {
    case 0x41...0x5A: value = UInt32(byte) - 0x41
    case 0x61...0x7A: value = UInt32(byte) - 0x61 + 26
    case 0x30...0x39: value = UInt32(byte) - 0x30 + 52
    case 0x2B: value = 62
    case 0x2F: value = 63
    case 0x20, 0x09, 0x0A, 0x0D: continue
    case 0x3D:
      padding += 1
      continue
    default: return nil
    }
    guard padding == 0 else { return nil }
    bits = bits << 6 | value
    count += 1
    if count % 4 == 0 {
      bytes += [UInt8(bits >> 16 & 0xFF), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)]
      bits = 0
    }
  }
  switch (count % 4, padding) {
  case (0, 0): return bytes
  case (2, 2) where bits & 0xF == 0: return bytes + [UInt8(bits >> 4 & 0xFF)]
  case (3, 1) where bits & 0x3 == 0:
    return bytes + [UInt8(bits >> 10 & 0xFF), UInt8(bits >> 2 & 0xFF)]
  default: return nil
  }
}
