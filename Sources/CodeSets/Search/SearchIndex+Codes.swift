// SPDX-License-Identifier: Apache-2.0

import Values

extension SearchIndex {
  /// The hits for a query that is a code or the beginning of one: itself, then those below it in order.
  func hits(forCode text: String, limit: Int) -> [SearchHit] {
    guard let code = Self.code(in: text) else { return [] }
    let start = lowerBound(code.bits)
    var hits: [SearchHit] = []
    var at = start
    while at < codes.count, hits.count < limit, PackedCode(bits: codes[at]).hasPrefix(code) {
      if facts[at].flags & Layout.isVirtual == 0 {
        let found = PackedCode(bits: codes[at])
        hits.append(
          SearchHit(
            code: found, score: found == code ? 2000 : 1500,
            isBillable: facts[at].flags & Layout.billable != 0, kind: .code, phrase: "",
            via: found == code ? nil : code, matches: []))
      }
      at += 1
    }
    return hits
  }

  /// A code that is the whole query: at least three places, letters and digits, one digit or more.
  private static func code(in text: String) -> PackedCode? {
    let parts = text.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "," }
    guard parts.count == 1, let code = PackedCode(parts[0]), code.count >= 3 else { return nil }
    let digits = (0..<code.count).count { (1...10).contains(code[$0]) }
    return digits > 0 ? code : nil
  }

  private func lowerBound(_ bits: UInt64) -> Int {
    var (low, high) = (0, codes.count)
    while low < high {
      let middle = (low + high) / 2
      if codes[middle] < bits { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
