// SPDX-License-Identifier: Apache-2.0

/// Decodes base64 as RFC 4648 section 4 defines it.
///
/// Line breaks are passed over, since FHIR allows blanks inside base64Binary.
///
/// - Returns: The bytes, or nothing where a character is not of the alphabet, padding is wrong, or the
///   last bits that padding leaves over are not zero.
func decodeBase64(_ text: String) -> [UInt8]? {
  var text = text
  var isGood = false
  let bytes = text.withUTF8 { source in
    [UInt8](unsafeUninitializedCapacity: source.count / 4 * 3 + 3) { bytes, count in
      let decoded = decodeBase64(source, into: bytes)
      isGood = decoded != nil
      count = decoded ?? 0
    }
  }
  return isGood ? bytes : nil
}

/// Decodes into a buffer that has room for three bytes for each four characters, and three more.
///
/// - Returns: How many bytes were written.
private func decodeBase64(
  _ text: UnsafeBufferPointer<UInt8>, into bytes: UnsafeMutableBufferPointer<UInt8>
) -> Int? {
  var written = 0
  var bits: UInt32 = 0
  var count = 0
  var padding = 0
  for byte in text {
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
    if count & 3 == 0 {
      bytes[written] = UInt8(truncatingIfNeeded: bits >> 16)
      bytes[written + 1] = UInt8(truncatingIfNeeded: bits >> 8)
      bytes[written + 2] = UInt8(truncatingIfNeeded: bits)
      written += 3
      bits = 0
    }
  }
  switch (count & 3, padding) {
  case (0, 0): return written
  case (2, 2) where bits & 0xF == 0:
    bytes[written] = UInt8(truncatingIfNeeded: bits >> 4)
    return written + 1
  case (3, 1) where bits & 0x3 == 0:
    bytes[written] = UInt8(truncatingIfNeeded: bits >> 10)
    bytes[written + 1] = UInt8(truncatingIfNeeded: bits >> 2)
    return written + 2
  default: return nil
  }
}
