// SPDX-License-Identifier: Apache-2.0

/// Letters with accents as the plain letters that people type.
package enum LatinFolding {
  /// The plain letters for a scalar of Latin-1 or Latin Extended-A; nothing for what is no letter there.
  package static func ascii(_ scalar: UInt32) -> [UInt8]? {
    switch scalar {
    case 0xC6, 0xE6: Array("ae".utf8)
    case 0xDF: Array("ss".utf8)
    case 0x152, 0x153: Array("oe".utf8)
    case 0xB5, 0x3BC: Array("u".utf8)
    case 0xC0..<0x180:
      plain[Int(scalar) - 0xC0] == 0x20 ? nil : [plain[Int(scalar) - 0xC0]]
    default: nil
    }
  }

  private static let plain: [UInt8] = Array(
    ("aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
      + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
      + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)
}
