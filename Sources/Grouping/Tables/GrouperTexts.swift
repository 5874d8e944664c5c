// SPDX-License-Identifier: Apache-2.0

/// The texts of a grouper's codebook: each once, its length in two bytes before it.
struct GrouperTexts {
  private(set) var bytes: [UInt8] = [0, 0]
  private var places: [String: UInt32] = ["": 0]

  /// The place of a text, which is added where it is new.
  mutating func offset(of text: String) -> UInt32 {
    if let place = places[text] { return place }
    let place = UInt32(bytes.count)
    let utf8 = Array(text.utf8)
    precondition(utf8.count < 0x10000, "a formula or title is shorter than 64 KiB")
    bytes += [UInt8(utf8.count & 0xFF), UInt8(utf8.count >> 8)] + utf8
    places[text] = place
    return place
  }
}
