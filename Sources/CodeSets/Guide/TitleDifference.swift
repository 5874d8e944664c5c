// SPDX-License-Identifier: Apache-2.0

/// What tells the titles of the codes below one header apart.
enum TitleDifference {
  /// A label for each title: what it adds to the title above; else what is left without the words that all
  /// begin and end with; else the whole title.
  static func labels(of titles: [String], under parent: String) -> [String] {
    let added = titles.map { $0.hasPrefix(parent) ? trimmed($0.dropFirst(parent.count)) : "" }
    if added.allSatisfy({ !$0.isEmpty }) { return added }
    let words = titles.map { $0.split(separator: " ") }
    guard titles.count > 1, let first = words.first else { return titles }
    let head = first.indices.prefix { index in
      words.allSatisfy { $0.count > index && $0[index] == first[index] }
    }.count
    let tail = first.indices.prefix { index in
      words.allSatisfy {
        $0.count > head + index && $0[$0.count - 1 - index] == first[first.count - 1 - index]
      }
    }.count
    let left = words.map { $0.dropFirst(head).dropLast(tail).joined(separator: " ") }
    return left.contains(where: \.isEmpty) || Set(left).count < left.count ? titles : left
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == "," || $0 == " " })
  }
}
