// SPDX-License-Identifier: Apache-2.0

/// Text for an HTML page.
enum PageText {
  /// Text in which nothing is markup.
  static func escaped(_ text: some StringProtocol) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      // Controls other than the ends of lines and tabs cannot stand in a page.
      case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{7F}": out += "\u{FFFD}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// The hash that a content security policy names a script by.
  static func hash(hexadecimal: String) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let digits = hexadecimal.utf8.map { Int($0 < 0x3A ? $0 - 0x30 : $0 - 0x57) }
    var bits = digits.flatMap { digit in (0..<4).reversed().map { digit >> $0 & 1 } }
    while bits.count % 6 != 0 { bits.append(0) }
    var out: [UInt8] = []
    for start in stride(from: 0, to: bits.count, by: 6) {
      out.append(alphabet[bits[start..<start + 6].reduce(0) { $0 << 1 | $1 }])
    }
    while out.count % 4 != 0 { out.append(0x3D) }
    return "sha256-\(String(decoding: out, as: UTF8.self))"
  }
}
