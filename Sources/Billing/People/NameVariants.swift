// SPDX-License-Identifier: Apache-2.0

/// Which given names are of one person: `ROBERT` and `BOB`.
///
/// The standard one is the table `Data/people/given-names.tsv`.
public struct NameVariants: Sendable {
  private var others: [String: Set<String>] = [:]

  /// Reads a table of tab-separated lines: a name, and what its bearer is called.
  public init?(parsing text: String) {
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t").map(String.init)
      guard fields.count == 2 else { return nil }
      others[fields[0], default: []].insert(fields[1])
      others[fields[1], default: []].insert(fields[0])
    }
  }

  /// Whether two names may be of one person: one is the other, its initial, or what its bearer is called.
  public func mayBeOne(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    let (short, long) = a.count < b.count ? (a, b) : (b, a)
    if short.count == 1 { return long.hasPrefix(short) }
    if others[a]?.contains(b) ?? false { return true }
    // Two short names of one: Bill and Will.
    return !(others[a] ?? []).isDisjoint(with: others[b] ?? [])
  }

  /// Whether two names differ by one letter put in, left out, changed, or by two that changed places.
  public static func isSlip(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a.unicodeScalars), Array(b.unicodeScalars))
    guard a != b, abs(a.count - b.count) <= 1, max(a.count, b.count) >= 3 else { return false }
    let start = zip(a, b).prefix { $0 == $1 }.count
    let limit = min(a.count, b.count) - start
    let end = min(limit, zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count)
    let (inA, inB) = (a[start..<(a.count - end)], b[start..<(b.count - end)])
    if inA.count <= 1, inB.count <= 1 { return true }
    return inA.count == 2 && inB.count == 2 && inA.elementsEqual(inB.reversed())
  }
}
